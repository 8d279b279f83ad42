"""The command that says why one scenario does better than another: explain."""

from functools import partial
from typing import Annotated, Literal

import typer

from gtmsim.cli.how import How, taking, tell
from gtmsim.cli.options import Replications, Verbose, examples
from gtmsim.cli.progress import progress_of
from gtmsim.errors import UsageError

Baseline = Annotated[
    str, typer.Argument(metavar="A", help="A scenario file, or preset:NAME: what B is set against.")
]
Scenario = Annotated[
    str, typer.Argument(metavar="B", help="The scenario whose difference from A is explained.")
]
Metric = Annotated[
    str,
    typer.Option(
        "--metric",
        metavar="NAME",
        help="What is explained, such as bookings. Default: profit, which money and accounts can explain as well.",
    ),
]
By = Annotated[
    list[str] | None,
    typer.Option(
        "--by",
        metavar="WAY",
        help="What it is taken apart by: lever (default), money, account or hours. Repeatable.",
    ),
]
Orders = Annotated[
    str,
    typer.Option(
        "--orders",
        metavar="N|all",
        help="In how many orders levers are turned; all takes up to 256 scenarios.",
    ),
]


def add_to(app: typer.Typer) -> None:
    """Add the command."""
    app.command(
        epilog=examples(
            "gtmsim explain today.yaml pods.yaml",
            "gtmsim explain today.yaml pods.yaml --by money --by account -n 50",
            "gtmsim explain preset:mid_market preset:mid_market+combined --metric bookings -n 60",
        )
    )(taking(explain))


def explain(
    baseline: Baseline,
    scenario: Scenario,
    *,
    metric: Metric = "profit",
    by: By = None,
    orders: Orders = "8",
    replications: Replications = None,
    verbose: Verbose = False,
    how: How,
) -> None:
    """Tell why B differs from A: by lever, in money, by account and by hours, adding up to the same difference.

    By lever: what is written differently is gathered into at most eight levers. They are turned from A to B one after the other, in
    several orders, on the same luck. --verbose tells every change that a lever is made of. By money: a bridge from profit (or
    bookings) to profit through the funnel and the costs. By account: the buyers whose fate differs, and some of their histories
    side by side. By hours: whose time moved where, and what another hour of each role brings.
    """
    from gtmsim.explanation.explain import explain as explained
    from gtmsim.tell.explaining import explanation_words

    scenarios = how.loaded([baseline, scenario])
    first, second = scenarios
    with progress_of(f"from {first} to {second}", how.quiet) as progress:
        told = explained(
            scenarios[first],
            scenarios[second],
            metric,
            by=by or ("lever",),
            orders=_orders(orders),
            seed=how.seed,
            replications=replications,
            engine=how.engine,
            jobs=how.jobs,
            progress=progress,
            names=(first, second),
        )
    words = partial(explanation_words, every_change=verbose)
    tell(told, words, json=how.json, interrupted=told.interrupted)


def _orders(text: str) -> "int | Literal['all']":
    if text == "all":
        return "all"
    try:
        return int(text)
    except ValueError:
        raise UsageError(f"--orders takes a number or all, got {text}") from None
