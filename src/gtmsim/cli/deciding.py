"""Commands that decide in the face of what is not known: robust, regimes, learn."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from gtmsim.cli.ending import DONE, INTERRUPTED, Interrupted, printed_json
from gtmsim.cli.expecting import announced
from gtmsim.cli.options import Engine, Files, Force, Jobs, Json, Quiet, Seed, Sets, Table, Yes, examples
from gtmsim.cli.places import keep_table, refuse_table
from gtmsim.cli.progress import progress_of
from gtmsim.cli.showing import out_style, show

if TYPE_CHECKING:
    from gtmsim.explore.in_worlds import Worlds

Metric = Annotated[
    str | None,
    typer.Option(
        "--metric", metavar="NAME", help="What counts. Default: value, or profit where that is not told."
    ),
]
Count = Annotated[int, typer.Option("--worlds", "-w", metavar="N", min=2, help="How many worlds are drawn.")]
Runs = Annotated[
    int,
    typer.Option("--replications", "-n", metavar="N", min=1, help="How many runs of each in every world."),
]
Vary = Annotated[
    list[str] | None,
    typer.Option(
        "--vary",
        metavar="PATH[=LOW..HIGH]",
        help="What differs between worlds, over its prior or a range. Default: all weakly founded inputs. Repeatable.",
    ),
]
Guesses = Annotated[
    bool, typer.Option("--guesses", help="All weakly founded inputs, beside what --vary names.")
]


def add_to(app: typer.Typer) -> None:
    """Add the commands."""
    app.command(
        epilog=examples(
            "gtmsim robust preset:mid_market preset:mid_market+combined preset:mid_market+sdr_team --worlds 50",
            "gtmsim robust lender.yaml lead_desk.yaml --metric bookings --vary 'world.requests.*.lift'",
        )
    )(robust)
    app.command(
        epilog=examples(
            "gtmsim regimes preset:mid_market preset:mid_market+combined --worlds 300",
            "gtmsim regimes lender.yaml lead_desk.yaml --vary 'world.sources.*.intent=0.1..0.5' --vary policy.resumption",
        )
    )(regimes)
    app.command(
        epilog=examples(
            "gtmsim learn preset:mid_market preset:mid_market+combined",
            "gtmsim learn lender.yaml lead_desk.yaml --metric bookings --worlds 500",
        )
    )(learn)


def robust(
    files: Files,
    metric: Metric = None,
    worlds: Count = 100,
    replications: Runs = 10,
    vary: Vary = None,
    guesses: Guesses = False,
    seed: Seed = None,
    engine: Engine = "core",
    jobs: Jobs = None,
    overrides: Sets = None,
    out: Table = None,
    force: Force = False,
    yes: Yes = False,
    json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Tell which alternative to live with, whatever the world turns out to be.

    Each runs in many worlds, drawn from what is not known well; told are its mean, its regret, and where it is best or worst.
    """
    from gtmsim.explore.robust import robust as over
    from gtmsim.tell.robust import robust_words

    met = _met(
        files, metric, worlds, replications, vary, guesses, seed, engine, jobs, overrides, out, force, yes, quiet
    )  # fmt: skip
    result = over(met)
    if json:
        printed_json(result.as_json())
    else:
        show(robust_words(result, out_style()))
    raise typer.Exit(INTERRUPTED if met.interrupted else DONE)


def regimes(
    files: Files,
    of: Annotated[
        str | None, typer.Option("--of", metavar="FILE", help="Whose worlds are sought. Default: the first.")
    ] = None,
    metric: Metric = None,
    worlds: Count = 300,
    replications: Runs = 10,
    vary: Vary = None,
    guesses: Guesses = False,
    seed: Seed = None,
    engine: Engine = "core",
    jobs: Jobs = None,
    overrides: Sets = None,
    out: Table = None,
    force: Force = False,
    yes: Yes = False,
    json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Tell in which worlds an alternative beats the others.

    Worlds are drawn from what is not known well. Where it wins is told as a few limits, counted in worlds they were not found in.
    """
    from gtmsim.errors import UsageError
    from gtmsim.explore.regimes import regimes as where
    from gtmsim.tell.naming import distinct
    from gtmsim.tell.regimes import regimes_words

    if of is not None and of not in files:
        raise UsageError(f"--of names one of the files: {', '.join(files)}")
    name = None if of is None else distinct(files)[files.index(of)]
    met = _met(
        files, metric, worlds, replications, vary, guesses, seed, engine, jobs, overrides, out, force, yes, quiet
    )  # fmt: skip
    result = where(met, name)
    if json:
        printed_json(result.as_json())
    else:
        show(regimes_words(result, out_style()))
    raise typer.Exit(INTERRUPTED if met.interrupted else DONE)


def learn(
    files: Files,
    metric: Metric = None,
    worlds: Count = 300,
    replications: Runs = 10,
    vary: Vary = None,
    guesses: Guesses = False,
    seed: Seed = None,
    engine: Engine = "core",
    jobs: Jobs = None,
    overrides: Sets = None,
    out: Table = None,
    force: Force = False,
    yes: Yes = False,
    json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Tell which uncertain number is most worth measuring before deciding.

    That is, by how much more the choice would bring on average if it were known, in what the metric counts.
    """
    from gtmsim.explore.learn import learn as worth
    from gtmsim.tell.learn import learn_words

    met = _met(
        files, metric, worlds, replications, vary, guesses, seed, engine, jobs, overrides, out, force, yes, quiet
    )  # fmt: skip
    result = worth(met)
    if json:
        printed_json(result.as_json())
    else:
        show(learn_words(result, out_style()))
    raise typer.Exit(INTERRUPTED if met.interrupted else DONE)


def _met(
    files: list[str],
    metric: str | None,
    worlds: int,
    replications: int,
    vary: list[str] | None,
    guesses: bool,
    seed: int | None,
    engine: str,
    jobs: int | None,
    overrides: list[str] | None,
    out: Path | None,
    force: bool,
    yes: bool,
    quiet: bool,
) -> "Worlds":
    """Return the alternatives run in worlds, kept where somebody wants them. Raises Interrupted before two worlds are finished."""
    from gtmsim.cli.comparing import loaded
    from gtmsim.explore.in_worlds import in_worlds
    from gtmsim.tell.naming import distinct

    refuse_table(out, force)
    scenarios = loaded(dict(zip(distinct(files), files, strict=True)), overrides or ())
    with progress_of("worlds", quiet, "worlds") as progress:
        met = in_worlds(
            scenarios, metric=metric, worlds=worlds, replications=replications, vary=vary or (),
            guesses=True if guesses else None, seed=seed, engine=engine,
            jobs=jobs, progress=progress, announce=announced(yes, quiet),
        )  # fmt: skip
    if met.count < 2:
        raise Interrupted
    keep_table(out, met, quiet)
    return met
