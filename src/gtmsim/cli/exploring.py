"""Commands that vary fields of scenarios: sweep, sensitivity, breakeven."""

from typing import TYPE_CHECKING, Annotated, Literal

import typer

from gtmsim.cli.ending import DONE, INTERRUPTED, printed_json
from gtmsim.cli.expecting import announced
from gtmsim.cli.options import Engine, File, Files, Force, Jobs, Json, Quiet, Seed, Sets, Table, Yes, examples
from gtmsim.cli.places import keep_table, refuse_table
from gtmsim.cli.progress import progress_of
from gtmsim.cli.showing import out_style, show

if TYPE_CHECKING:
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
    out: Table = None,
    force: Force = False,
    yes: Yes = False,
    json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Run scenarios at many values of some fields.

    One file is compared with itself as it is, several with the first at the same point, always on shared luck.
    """
    from gtmsim.explore.sweep import sweep as over
    from gtmsim.tell.sweep import sweep_words

    refuse_table(out, force)
    scenarios = _loaded(files, overrides)
    with progress_of("sweep", quiet) as progress:
        result = over(
            scenarios, vary or (), design=design, points=points, metrics=metrics or (), replications=replications,
            skip_invalid=skip_invalid, seed=seed, engine=engine, jobs=jobs, progress=progress, announce=announced(yes, quiet),
        )  # fmt: skip
    keep_table(out, result, quiet)
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
    out: Table = None,
    force: Force = False,
    yes: Yes = False,
    json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Tell which inputs a metric, or a difference between two scenarios, depends on.

    Inputs are screened; the few that matter can then be measured (--method sobol), or each told as one bar (--tornado).
    """
    from gtmsim.explore.sensitivity import sensitivity as over
    from gtmsim.tell.sensitivity import sensitivity_words

    refuse_table(out, force)
    scenarios = _loaded([file] if against is None else [file, against], overrides)
    with progress_of("sensitivity", quiet) as progress:
        result = over(
            scenarios, vary or (), guesses=guesses, method="tornado" if tornado else method, metric=metric,
            trajectories=trajectories, points=points, replications=replications, seed=seed, engine=engine, jobs=jobs,
            progress=progress, announce=announced(yes, quiet),
        )  # fmt: skip
    keep_table(out, result, quiet)
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
    out: Table = None,
    force: Force = False,
    yes: Yes = False,
    json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Tell what must be true for the other scenario to win.

    For each field, set alone and in both: the value nearest to today's at which the difference changes its sign.
    """
    from gtmsim.explore.breakeven import breakeven as over
    from gtmsim.tell.breakeven import breakeven_words

    refuse_table(out, force)
    scenarios = _loaded([file, other], overrides)
    with progress_of("breakeven", quiet, "fields") as progress:
        result = over(
            scenarios, vary or (), metric=metric, replications=replications, seed=seed, engine=engine, jobs=jobs,
            progress=progress, announce=announced(yes, quiet),
        )  # fmt: skip
    keep_table(out, result, quiet)
    if json:
        printed_json(result.as_json())
    else:
        show(breakeven_words(result, out_style()))
    raise typer.Exit(INTERRUPTED if result.interrupted else DONE)


def _loaded(files: list[str], overrides: list[str] | None) -> "dict[str, Scenario]":
    from gtmsim.cli.comparing import loaded
    from gtmsim.tell.naming import distinct

    return loaded(dict(zip(distinct(files), files, strict=True)), overrides or ())
