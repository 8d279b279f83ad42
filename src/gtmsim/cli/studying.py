"""Commands for studies on disk: run, status, extend, results, compare and rerun."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from gtmsim.cli.ending import DONE, FELL_SHORT, INTERRUPTED, OUR_FAULT, printed_json
from gtmsim.cli.options import Jobs, Json, Quiet, examples
from gtmsim.cli.places import written
from gtmsim.cli.progress import progress_of
from gtmsim.cli.showing import out_style, show, told_to_err
from gtmsim.errors import UsageError

if TYPE_CHECKING:
    from gtmsim.shards.folder import StudyFolder

Folder = Annotated[Path, typer.Argument(metavar="DIR", help="The folder of a study.")]
Out = Annotated[Path, typer.Option("--out", metavar="DIR", help="The folder of the study.")]
Part = Annotated[
    str,
    typer.Option(
        "--part",
        metavar="K/N",
        help="Only this share of the work, such as 3/20. Parts may run at once, on several machines with one folder.",
    ),
]
Cluster = Annotated[
    str | None,
    typer.Option(
        "--cluster",
        metavar="ADDRESS",
        help="Have the workers of a Dask scheduler compute it, such as tcp://10.0.0.5:8786; or processes here: local, local:4.",
    ),
]
DryRun = Annotated[
    bool, typer.Option("--dry-run", help="Say points, replications, time and size, and begin nothing.")
]
Metrics = Annotated[
    list[str] | None,
    typer.Option("--metric", metavar="NAME", help="One of those the study keeps. Repeatable. Default: all."),
]

_A_WHILE_SECONDS = 5.0  # nobody hears of what is read in less

study = typer.Typer(
    help="Studies on disk: run them, interrupt them, go on with them, and ask them for results.",
    no_args_is_help=True,
    rich_markup_mode=None,
)


def add_to(app: typer.Typer) -> None:
    """Add the commands."""
    app.add_typer(study, name="study")


@study.command(
    epilog=examples(
        "gtmsim study run preset:cultures_study --out cultures",
        "gtmsim study run ours.yaml --out results/ours --dry-run",
        "gtmsim study run ours.yaml --out /shared/ours --part 3/20",
        "gtmsim study run ours.yaml --out ours --cluster tcp://10.0.0.5:8786",
    )
)
def run(
    out: Out,
    file: Annotated[
        str | None,
        typer.Argument(
            metavar="FILE", help="A study, or preset:NAME. Left out: what the folder holds already."
        ),
    ] = None,
    jobs: Jobs = None,
    part: Part = "1/1",
    cluster: Cluster = None,
    dry_run: DryRun = False,
    json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Run a study, or go on with it: whatever stops it, the same command continues and repeats nothing that is finished.

    Ctrl-C keeps finished blocks. A study whose scenarios or versions have changed is refused, saying what changed.
    """
    from gtmsim.tell.studies import ran_words

    share = _part(part)
    if dry_run:
        _planned(out, file, jobs, share, json=json)
        return
    if cluster is not None and jobs is not None:
        raise UsageError("--cluster brings its own workers: leave --jobs out")
    begun = _begun(out, file, quiet=quiet)
    there = begun.status().finished
    if there and not quiet:
        told_to_err(f"{out}: {there:,} replications are there already")
    with ExitStack() as until_done:
        crew = None
        if cluster is not None:
            from gtmsim.shards.cluster import cluster as started

            crew = until_done.enter_context(started(cluster))
        progress = until_done.enter_context(progress_of(str(out), quiet))
        ran = begun.run(jobs=jobs, part=share, progress=progress, crew=crew)
    if json:
        printed_json({"folder": str(out), **ran.as_json()})
    else:
        show(ran_words(ran, str(out), out_style()))
    raise typer.Exit(INTERRUPTED if ran.interrupted else DONE)


@study.command(epilog=examples("gtmsim study status cultures"))
def status(folder: Folder, json: Json = False) -> None:
    """Say how far a study is, what is missing, and how long that takes."""
    from gtmsim.shards.folder import open_study
    from gtmsim.tell.studies import status_words

    told = open_study(folder).status()
    if json:
        printed_json(told.as_json())
    else:
        show(status_words(told, out_style()))
    raise typer.Exit(FELL_SHORT if told.faults else DONE)


@study.command(epilog=examples("gtmsim study extend cultures -n 200"))
def extend(
    folder: Folder,
    replications: Annotated[
        int,
        typer.Option("--replications", "-n", metavar="N", min=1, help="How many runs more of every point."),
    ],
    jobs: Jobs = None,
    json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Add replications to every point of a study, and compute them.

    The rows are those of a study that was asked for as many at once. Interrupted, it goes on with gtmsim study run --out DIR.
    """
    from gtmsim.shards.folder import open_study

    open_study(folder).extend(replications)
    run(folder, None, jobs=jobs, json=json, quiet=quiet)


@study.command(
    epilog=examples(
        "gtmsim study results cultures --metric profit", "gtmsim study results cultures --out rows.parquet"
    )
)
def results(
    folder: Folder,
    metrics: Metrics = None,
    out: Annotated[
        Path | None, typer.Option("--out", metavar="FILE", help="Write all rows as .parquet or .csv instead.")
    ] = None,
    weekly: Annotated[
        bool, typer.Option("--weekly", help="With --out: what a mean week looked like instead of the rows.")
    ] = False,
    json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Tell the mean of every metric at every point with its interval, or write the rows that are there."""
    from gtmsim.shards.folder import open_study
    from gtmsim.tell.results import ending, save_frame
    from gtmsim.tell.studies import results_words

    held = open_study(folder)
    if out is not None:
        ending(out)
        frame = held.weekly() if weekly else held.frame()
        save_frame(out, frame, {"gtmsim": held.manifest.text()})
        written(out, quiet)
        return
    if weekly:
        raise UsageError("weekly series are many numbers: --out says into which file they go")
    told = held.summary(*(metrics or ()))
    if json:
        printed_json(told.as_json())
    else:
        show(results_words(told, out_style()))


@study.command(
    epilog=examples(
        "gtmsim study compare cultures --baseline neutral",
        "gtmsim study compare ours --point pods-01 --point pods-07 --metric profit",
    )
)
def compare(
    folder: Folder,
    baseline: Annotated[
        str | None,
        typer.Option(
            "--baseline", metavar="POINT", help="What the others are compared with. Default: the first."
        ),
    ] = None,
    points: Annotated[
        list[str] | None,
        typer.Option("--point", metavar="POINT", help="What is compared. Repeatable. Default: all points."),
    ] = None,
    metrics: Metrics = None,
    json: Json = False,
) -> None:
    """Compare points of a study on shared luck, over the replications that all of them have."""
    from gtmsim.measure.registry import names_in
    from gtmsim.shards.folder import open_study
    from gtmsim.shards.verdicts import programs_of
    from gtmsim.tell.verdicts import verdict_words

    held = open_study(folder)
    verdict = held.verdict(*(metrics or ()), baseline=baseline, points=points or ())
    if json:
        printed_json(verdict.as_json())
        return
    programs = programs_of(held.places, held.manifest, list(verdict.scenarios))
    contracts = any("revenue" in names_in(each) for each in programs.values())
    show(verdict_words(verdict, out_style(), metrics or (), contracts=contracts))


@study.command(epilog=examples("gtmsim study rerun cultures --point neutral --replication 17"))
def rerun(
    folder: Folder,
    point: Annotated[str, typer.Option("--point", metavar="POINT", help="Whose row.")],
    replication: Annotated[int, typer.Option("--replication", metavar="N", min=0, help="Which, from 0 on.")],
    json: Json = False,
) -> None:
    """Compute one row of a study again, by itself, and say whether it is the one that is kept, to the last bit."""
    from gtmsim.shards.folder import open_study
    from gtmsim.tell.studies import again_words

    found = open_study(folder).rerun(point, replication)
    if json:
        printed_json(found.as_json())
    else:
        show(again_words(found, out_style()))
    raise typer.Exit(OUR_FAULT if found.identical is False else DONE)


def _part(text: str) -> tuple[int, int]:
    which, slash, of = text.partition("/")
    if not (slash and which.isdecimal() and of.isdecimal() and 1 <= int(which) <= int(of)):
        raise UsageError(f"--part is such as 3/20: which share of how many; got {text}")
    return int(which), int(of)


def _begun(out: Path, file: str | None, *, quiet: bool) -> "StudyFolder":
    """Return the study of a folder, begun there if it is asked for by a file."""
    from gtmsim.shards.folder import new_study, open_study

    if file is None:
        return open_study(out)
    with _lowering(out, quiet=quiet) as told:
        return new_study(file, out, told)


@contextmanager
def _lowering(out: Path, *, quiet: bool) -> Iterator[Callable[[int, int], None]]:
    """Give what hears of points while they are lowered; nobody hears of what is over in a moment."""
    import time

    started = time.monotonic()
    with progress_of(f"{out}: reading", quiet, "points") as progress:

        def told(done: int, total: int) -> None:
            elapsed = time.monotonic() - started
            if progress is not None and elapsed > _A_WHILE_SECONDS:
                progress(done, total, elapsed)

        yield told


def _planned(out: Path, file: str | None, jobs: int | None, part: tuple[int, int], *, json: bool) -> None:
    """Print what a study would take."""
    from gtmsim.shards.planning import planned
    from gtmsim.tell.studies import plan_words

    told = planned(file, out, jobs, part)
    if json:
        printed_json(told.as_json())
    else:
        show(plan_words(told, out_style()))
