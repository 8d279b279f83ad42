"""Commands that run one scenario: run and trace."""

from collections.abc import Iterable
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from gtmsim.cli.compared import told_precision
from gtmsim.cli.ending import DONE, INTERRUPTED, OUR_FAULT, Interrupted, printed_json
from gtmsim.cli.how import How, taking
from gtmsim.cli.options import File, Json, Most, Precision, Quiet, Replications, Seed, Sets, Verbose, examples
from gtmsim.cli.places import written
from gtmsim.cli.progress import progress_of, weeks_told
from gtmsim.cli.showing import out_style, show
from gtmsim.errors import UsageError

if TYPE_CHECKING:
    from gtmsim.program.tables import Ints
    from gtmsim.study.ran import Run

Out = Annotated[
    Path | None,
    typer.Option(
        "--out", metavar="DIR", help="Also write summary.json, Parquet tables and the resolved scenario here."
    ),
]
SnapshotAt = Annotated[
    str | None,
    typer.Option(
        "--snapshot-at",
        metavar="DATE",
        help="Also put every replication away as it stands on this Monday, a date or '52 weeks' after the start.",
    ),
]
SnapshotFile = Annotated[
    Path | None, typer.Option("--snapshot", metavar="FILE", help="Where --snapshot-at puts them.")
]
From = Annotated[
    Path | None,
    typer.Option(
        "--from",
        metavar="FILE",
        help="Go on from a snapshot of a scenario with the same past; the same result as from the start.",
    ),
]


def add_to(app: typer.Typer) -> None:
    """Add the commands."""
    app.command(
        epilog=examples(
            "gtmsim run preset:baseline",
            "gtmsim run lender.yaml --replications 400 --seed 7 --set organisation.teams.rep.people=6 --out results/six_reps",
            "gtmsim run ours.yaml --precision 2% --metric bookings --metric wins",
            "gtmsim run ours.yaml --snapshot-at '52 weeks' --snapshot burn_in.snapshot",
            "gtmsim run ours_with_another_policy_from_then_on.yaml --from burn_in.snapshot",
        )
    )(taking(run))
    app.command(
        epilog=examples(
            "gtmsim trace lender.yaml --seed 7 --replication 3 --engine both",
            "gtmsim trace lender.yaml --out lender.parquet",
        )
    )(trace)


def run(
    file: File,
    *,
    replications: Replications = None,
    out: Out = None,
    snapshot_at: SnapshotAt = None,
    snapshot: SnapshotFile = None,
    begin: From = None,
    verbose: Verbose = False,
    precision: Precision = None,
    metrics: Annotated[
        list[str] | None,
        typer.Option(
            "--metric", metavar="NAME", help="What --precision is asked of. Default: bookings. Repeatable."
        ),
    ] = None,
    most: Most = None,
    how: How,
) -> None:
    """Run a scenario and tell its metrics with their intervals.

    Also where the hours went, and which inputs are guesses. --verbose tells every metric by source, segment, stage and role.
    """
    from gtmsim.program.lower import lower
    from gtmsim.scenario import load
    from gtmsim.study.burn_in import tick_of
    from gtmsim.study.run import run as run_program
    from gtmsim.study.snapshots import Putting
    from gtmsim.study.together import how_often
    from gtmsim.tell.runs import run_words
    from gtmsim.tell.summary import summary

    if (snapshot_at is None) != (snapshot is None):
        raise UsageError("--snapshot-at says when and --snapshot where: a snapshot needs both")
    scenario = load(file, how.overrides or ())
    program, name = lower(scenario), scenario.name
    with ExitStack() as until_told:
        table = putting = None
        if snapshot_at is not None and snapshot is not None:
            tick = tick_of(program, snapshot_at)
            putting = until_told.enter_context(
                Putting(program, how_often(program, how.seed, replications)[0], tick, snapshot)
            )
        if out is not None:
            from gtmsim.tell.metric_table import MetricTable

            # Whether results can be kept is asked before they are computed.
            out.mkdir(parents=True, exist_ok=True)
            table = until_told.enter_context(MetricTable(out, name))
        with progress_of(name, how.quiet) as progress:
            finished = run_program(
                program,
                seed=how.seed,
                replications=replications,
                engine=how.engine,
                jobs=how.jobs,
                progress=progress,
                keep=(),
                told=None if table is None else table.add,
                begin=begin,
                putting=putting,
                precision=precision,
                by=metrics,
                most=most,
            )
        if not finished.count:
            raise Interrupted
        if putting is not None and snapshot is not None:
            putting.finish(finished.count)
            written(snapshot, how.quiet)
        told = summary(finished)
        if out is not None and table is not None:
            from gtmsim.tell.results import save_run

            for file_written in save_run(out, finished, told, table):
                written(file_written, how.quiet)
    if how.json:
        printed_json(told.as_json())
    else:
        show(run_words(told, out_style(), every_level=verbose))
    if finished.interrupted:
        raise typer.Exit(INTERRUPTED)
    raise typer.Exit(_told_precision(finished, metrics, precision, quiet=how.quiet))


def _told_precision(finished: "Run", metrics: list[str] | None, precision: str | None, *, quiet: bool) -> int:
    """Say how closely what was asked is known, and return how the command ends."""
    from gtmsim.measure.precision import precision as asked
    from gtmsim.study.stages import means_of

    if precision is None:
        return DONE
    look = means_of(finished.program, metrics, asked(precision))
    return told_precision(look({"": finished.tally}), finished.replications, quiet=quiet)


def trace(
    file: File,
    seed: Seed = None,
    replication: Annotated[
        int, typer.Option("--replication", metavar="N", min=0, help="Which run, from 0 on.")
    ] = 0,
    engine: Annotated[
        Literal["core", "reference", "both"],
        typer.Option("--engine", metavar="core|reference|both", help="both: compare record by record."),
    ] = "core",
    overrides: Sets = None,
    limit: Annotated[int, typer.Option("--limit", metavar="N", min=0, help="Records to print.")] = 40,
    out: Annotated[
        Path | None,
        typer.Option(
            "--out", metavar="FILE", help="Write all records as .parquet or .csv instead of printing."
        ),
    ] = None,
    json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Tell one run event by event, and check that it adds up.

    Records are written, folded and compared while they happen, so a run of any length fits into memory.
    --engine both compares the two engines record by record; the first difference leaves with 3.
    """
    from gtmsim.program.lower import lower
    from gtmsim.scenario import load
    from gtmsim.tell.audit import Auditing
    from gtmsim.tell.traces import audit_words, records_words
    from gtmsim.tell.verbs import stream

    if out is not None:
        from gtmsim.tell.record_table import made_of, save_records
        from gtmsim.tell.results import ending

        ending(out)  # asked before anything is run
    program = lower(load(file, overrides or ()))
    names = ("reference", "core") if engine == "both" else (engine,)
    streams = [stream(program, seed=seed, replication=replication, engine=name) for name in names]
    auditing = Auditing(streams)
    with progress_of(file, quiet, "weeks") as progress:
        chunks = weeks_told(auditing, program, progress)
        if out is not None:
            save_records(out, chunks, made_of(streams[0]))
        else:
            shown = _first_rows(chunks, limit)
    found = auditing.found
    if out is not None:
        written(out, quiet)
    elif engine != "both" and not json:
        show(records_words(program, shown, found.records[engine], out_style()))
    if json:
        printed_json(found.as_json())
    else:
        show(audit_words(found, out_style()))
    raise typer.Exit(DONE if found.fine else OUR_FAULT)


def _first_rows(chunks: "Iterable[Ints]", limit: int) -> "Ints":
    """Return the first records, and read the others as well."""
    import numpy as np

    shown: list[Ints] = []
    missing = limit
    for chunk in chunks:
        if missing > 0 or not shown:
            shown.append(chunk[:missing])
            missing -= len(shown[-1])
    return np.concatenate(shown)
