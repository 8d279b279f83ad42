"""Commands that vary fields of scenarios: sweep, sensitivity, breakeven."""

from typing import Annotated, Literal

import typer

from gtmsim.cli.how import Kept, taking
from gtmsim.cli.options import File, Files, Guesses, Metric, Metrics, RunsEach, Vary, examples
from gtmsim.cli.progress import progress_of


def add_to(app: typer.Typer) -> None:
    """Add the commands."""
    app.command(
        epilog=examples(
            "gtmsim sweep lender.yaml --vary organisation.teams.desk_late.people=4,6,8 --metric bookings",
            "gtmsim sweep a.yaml b.yaml --vary 'world.sources.leads.rate=400..800 per week' --design latin",
        )
    )(taking(sweep))
    app.command(
        epilog=examples(
            "gtmsim sensitivity lender.yaml --guesses --metric bookings --tornado",
            "gtmsim sensitivity lender.yaml --against lead_desk.yaml --vary 'world.sources.leads.rate=400..800 per week'",
        )
    )(taking(sensitivity))
    app.command(
        epilog=examples(
            "gtmsim breakeven a.yaml b.yaml --vary 'organisation.teams.rep.cost=60..200 kEUR/year' --metric profit",
        )
    )(taking(breakeven))


def sweep(
    files: Files,
    *,
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
    replications: RunsEach = 50,
    skip_invalid: Annotated[
        bool, typer.Option("--skip-invalid", help="Leave points out whose values do not go together.")
    ] = False,
    how: Kept,
) -> None:
    """Run scenarios at many values of some fields.

    One file is compared with itself as it is, several with the first at the same point, always on shared luck.
    """
    from gtmsim.explore.sweep import sweep as over
    from gtmsim.tell.sweep import sweep_words

    how.refuse()
    scenarios = how.loaded(files)
    with progress_of("sweep", how.quiet) as progress:
        result = over(
            scenarios, vary or (), design=design, points=points, metrics=metrics or (), replications=replications,
            skip_invalid=skip_invalid, seed=how.seed, engine=how.engine, jobs=how.jobs, progress=progress, announce=how.announce,
        )  # fmt: skip
    how.tell(result, sweep_words, interrupted=result.interrupted)


def sensitivity(
    file: File,
    *,
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
    guesses: Guesses = False,
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
    replications: RunsEach = 20,
    how: Kept,
) -> None:
    """Tell which inputs a metric, or a difference between two scenarios, depends on.

    Inputs are screened; the few that matter can then be measured (--method sobol), or each told as one bar (--tornado).
    """
    from gtmsim.explore.sensitivity import sensitivity as over
    from gtmsim.tell.sensitivity import sensitivity_words

    how.refuse()
    scenarios = how.loaded([file] if against is None else [file, against])
    with progress_of("sensitivity", how.quiet) as progress:
        result = over(
            scenarios, vary or (), guesses=guesses, method="tornado" if tornado else method, metric=metric,
            trajectories=trajectories, points=points, replications=replications, seed=how.seed, engine=how.engine, jobs=how.jobs,
            progress=progress, announce=how.announce,
        )  # fmt: skip
    how.tell(result, sensitivity_words, interrupted=result.interrupted)


def breakeven(
    file: File,
    other: Annotated[str, typer.Argument(metavar="OTHER", help="The scenario it is compared with.")],
    *,
    metric: Metric = None,
    vary: Vary = None,
    replications: RunsEach = 100,
    how: Kept,
) -> None:
    """Tell what must be true for the other scenario to win.

    For each field, set alone and in both: the value nearest to today's at which the difference changes its sign.
    """
    from gtmsim.explore.breakeven import breakeven as over
    from gtmsim.tell.breakeven import breakeven_words

    how.refuse()
    scenarios = how.loaded([file, other])
    with progress_of("breakeven", how.quiet, "fields") as progress:
        result = over(
            scenarios, vary or (), metric=metric, replications=replications, seed=how.seed, engine=how.engine, jobs=how.jobs,
            progress=progress, announce=how.announce,
        )  # fmt: skip
    how.tell(result, breakeven_words, interrupted=result.interrupted)
