"""Commands that vary fields of scenarios: sweep, sensitivity, breakeven."""

from json import dumps
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from gtmsim.cli.ending import DONE, INTERRUPTED, printed_json
from gtmsim.cli.options import Engine, File, Files, Jobs, Json, Quiet, Seed, Sets, examples
from gtmsim.cli.progress import progress_of
from gtmsim.cli.showing import out_style, show, told_to_err

if TYPE_CHECKING:
    from collections.abc import Callable

    from gtmsim.explore.expected import Expected
    from gtmsim.scenario import Scenario

Vary = Annotated[
    list[str] | None,
    typer.Option(
        "--vary",
        metavar="PATH[=VALUES]",
        help="A field and its values: 2,3,4, 3..8, '2..10 weeks', '1..100 log', or none: its prior. Repeatable.",
    ),
]
Metric = Annotated[
    str | None,
    typer.Option("--metric", metavar="NAME", help="What counts. Default: value or profit."),
]
Metrics = Annotated[
    list[str] | None,
    typer.Option(
        "--metric",
        metavar="NAME",
        help="Such as bookings or wins. Default: value or profit. Repeatable.",
    ),
]
Out = Annotated[
    Path | None, typer.Option("--out", metavar="FILE", help="Keep the table: a .parquet or .csv file.")
]
Force = Annotated[bool, typer.Option("--force", help="Replace a file that is there.")]
Yes = Annotated[bool, typer.Option("--yes", help="Begin even if it takes more than a day.")]


def add_to(app: typer.Typer) -> None:
    """Add the commands."""
    app.command(
        epilog=examples(
            "gtmsim sweep lender.yaml --vary organisation.teams.desk_late.people=4,6,8 --metric bookings",
            "gtmsim sweep a.yaml b.yaml --vary 'world.sources.leads.rate=400..800 per week' --design latin",
        )
    )(sweep)
    app.command(
        epilog=examples(
            "gtmsim sensitivity lender.yaml --guesses --metric bookings --tornado",
            "gtmsim sensitivity lender.yaml --against lead_desk.yaml --vary 'world.sources.leads.rate=400..800 per week'",
        )
    )(sensitivity)
    app.command(
        epilog=examples(
            "gtmsim breakeven a.yaml b.yaml --vary 'organisation.teams.rep.cost=60..200 kEUR/year' --metric profit",
        )
    )(breakeven)


def sweep(
    files: Files,
    vary: Vary = None,
    design: Annotated[
        Literal["grid", "latin", "sobol"],
        typer.Option(
            "--design",
            metavar="grid|latin|sobol",
            help="Every combination, or points that fill ranges.",
        ),
    ] = "grid",
    points: Annotated[
        int, typer.Option("--points", metavar="N", min=1, help="How many points of latin or sobol.")
    ] = 64,
    metrics: Metrics = None,
    replications: Annotated[
        int, typer.Option("--replications", "-n", metavar="N", min=1, help="How many runs at every point.")
    ] = 50,
    skip_invalid: Annotated[
        bool, typer.Option("--skip-invalid", help="Leave points out whose values do not go together.")
    ] = False,
    seed: Seed = None,
    engine: Engine = "core",
    jobs: Jobs = None,
    overrides: Sets = None,
    out: Out = None,
    force: Force = False,
    yes: Yes = False,
    json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Run scenarios at many values of some fields.

    One file is compared with itself as it is, several with the first at the same point, always on shared luck.
    """
    from gtmsim.cli.places import refuse_to_replace
    from gtmsim.explore.sweep import sweep as over
    from gtmsim.tell.results import ending, save_frame
    from gtmsim.tell.sweep import sweep_words

    if out is not None:
        ending(out)
        refuse_to_replace([out], force)
    scenarios = _loaded(files, overrides)
    with progress_of("sweep", quiet) as progress:
        result = over(
            scenarios, vary or (), design=design, points=points, metrics=metrics or (), replications=replications,
            skip_invalid=skip_invalid, seed=seed, engine=engine, jobs=jobs, progress=progress, announce=announced(yes, quiet),
        )  # fmt: skip
    if out is not None:
        told_to_err(str(save_frame(out, result.frame(), {"gtmsim": dumps(result.made.as_json())})))
    if json:
        printed_json(result.as_json())
    else:
        show(sweep_words(result, out_style()))
    raise typer.Exit(INTERRUPTED if result.interrupted else DONE)


def sensitivity(
    file: File,
    against: Annotated[
        str | None,
        typer.Option(
            "--against",
            metavar="FILE",
            help="Look at what this scenario has above the first, not at the first alone.",
        ),
    ] = None,
    metric: Metric = None,
    vary: Vary = None,
    guesses: Annotated[
        bool, typer.Option("--guesses", help="Vary all weakly founded inputs, beside what --vary names.")
    ] = False,
    method: Annotated[
        Literal["morris", "sobol"],
        typer.Option(
            "--method",
            metavar="morris|sobol",
            help="Screen inputs, or measure what share of the variance few carry.",
        ),
    ] = "morris",
    tornado: Annotated[
        bool,
        typer.Option("--tornado", help="Only move each input alone, from one end of its range to the other."),
    ] = False,
    trajectories: Annotated[
        int,
        typer.Option(
            "--trajectories", metavar="N", min=2, help="How many ways through all inputs a screening takes."
        ),
    ] = 10,
    points: Annotated[
        int, typer.Option("--points", metavar="N", min=2, help="How many base points of --method sobol.")
    ] = 64,
    replications: Annotated[
        int, typer.Option("--replications", "-n", metavar="N", min=1, help="How many runs at every point.")
    ] = 20,
    seed: Seed = None,
    engine: Engine = "core",
    jobs: Jobs = None,
    overrides: Sets = None,
    out: Out = None,
    force: Force = False,
    yes: Yes = False,
    json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Tell which inputs a metric, or a difference between two scenarios, depends on.

    Inputs are screened; the few that matter can then be measured (--method sobol), or each told as one bar (--tornado).
    """
    from gtmsim.cli.places import refuse_to_replace
    from gtmsim.explore.sensitivity import sensitivity as over
    from gtmsim.tell.results import ending, save_frame
    from gtmsim.tell.sensitivity import sensitivity_words

    if out is not None:
        ending(out)
        refuse_to_replace([out], force)
    scenarios = _loaded([file] if against is None else [file, against], overrides)
    with progress_of("sensitivity", quiet) as progress:
        result = over(
            scenarios, vary or (), guesses=guesses, method="tornado" if tornado else method, metric=metric,
            trajectories=trajectories, points=points, replications=replications, seed=seed, engine=engine, jobs=jobs,
            progress=progress, announce=announced(yes, quiet),
        )  # fmt: skip
    if out is not None:
        told_to_err(str(save_frame(out, result.frame(), {"gtmsim": dumps(result.made.as_json())})))
    if json:
        printed_json(result.as_json())
    else:
        show(sensitivity_words(result, out_style()))
    raise typer.Exit(INTERRUPTED if result.interrupted else DONE)


def breakeven(
    file: File,
    other: Annotated[str, typer.Argument(metavar="OTHER", help="The scenario it is compared with.")],
    metric: Metric = None,
    vary: Vary = None,
    replications: Annotated[
        int,
        typer.Option(
            "--replications", "-n", metavar="N", min=2, help="How many runs of both at every value."
        ),
    ] = 100,
    seed: Seed = None,
    engine: Engine = "core",
    jobs: Jobs = None,
    overrides: Sets = None,
    out: Out = None,
    force: Force = False,
    yes: Yes = False,
    json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Tell what must be true for the other scenario to win.

    For each field, set alone and in both: the value nearest to today's at which the difference changes its sign.
    """
    from gtmsim.cli.places import refuse_to_replace
    from gtmsim.explore.breakeven import breakeven as over
    from gtmsim.tell.breakeven import breakeven_words
    from gtmsim.tell.results import ending, save_frame

    if out is not None:
        ending(out)
        refuse_to_replace([out], force)
    scenarios = _loaded([file, other], overrides)
    with progress_of("breakeven", quiet, "fields") as progress:
        result = over(
            scenarios, vary or (), metric=metric, replications=replications, seed=seed, engine=engine, jobs=jobs,
            progress=progress, announce=announced(yes, quiet),
        )  # fmt: skip
    if out is not None:
        told_to_err(str(save_frame(out, result.frame(), {"gtmsim": dumps(result.made.as_json())})))
    if json:
        printed_json(result.as_json())
    else:
        show(breakeven_words(result, out_style()))
    raise typer.Exit(INTERRUPTED if result.interrupted else DONE)


def _loaded(files: list[str], overrides: list[str] | None) -> "dict[str, Scenario]":
    from gtmsim.cli.comparing import loaded
    from gtmsim.tell.naming import distinct

    return loaded(dict(zip(distinct(files), files, strict=True)), overrides or ())


def announced(yes: bool, quiet: bool) -> "Callable[[Expected], None]":
    """Return what says how long something takes before it is begun, and refuses what takes more than a day."""
    from gtmsim.explore.expected import TOO_LONG_SECONDS, TooLong
    from gtmsim.tell.expected import expected_words

    def told(expected: "Expected") -> None:
        words = expected_words(expected)
        if expected.seconds > TOO_LONG_SECONDS and not yes:
            raise TooLong(
                f"{words}: more than a day; --yes begins, fewer points or replications (-n) take less"
            )
        if not quiet:
            told_to_err(f"{words}; Ctrl-C keeps what is finished")

    return told
