"""The command that says why one scenario does better than another: explain."""

from typing import Annotated, Literal

import typer

from gtmsim.cli.comparing import loaded
from gtmsim.cli.ending import DONE, INTERRUPTED, printed_json
from gtmsim.cli.options import Engine, Jobs, Json, Quiet, Replications, Seed, Sets, Verbose, examples
from gtmsim.cli.progress import progress_of
from gtmsim.cli.showing import out_style, show
from gtmsim.errors import UsageError

Baseline = Annotated[
    str, typer.Argument(metavar="A", help="A scenario file, or preset:NAME: what B is set against.")
]
Scenario = Annotated[
    str, typer.Argument(metavar="B", help="The scenario whose difference from A is explained.")
]
Metric = Annotated[
    str, typer.Option("--metric", metavar="NAME", help="Such as profit, bookings, win_rate[segment=large].")
]
By = Annotated[
    list[str] | None,
    typer.Option("--by", metavar="WAY", help="What the difference is taken apart by: lever. Repeatable."),
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
            "gtmsim explain preset:mid_market preset:mid_market+market_driven --metric bookings -n 60",
        )
    )(explain)


def explain(
    baseline: Baseline,
    scenario: Scenario,
    metric: Metric = "profit",
    by: By = None,
    orders: Orders = "8",
    replications: Replications = None,
    seed: Seed = None,
    engine: Engine = "core",
    jobs: Jobs = None,
    overrides: Sets = None,
    json: Json = False,
    quiet: Quiet = False,
    verbose: Verbose = False,
) -> None:
    """Tell why B differs from A: what each lever brings, adding up to the difference.

    What is written differently is gathered into at most eight levers. They are turned from A to B one after the other, in several
    orders, on the same luck. --verbose tells every change that a lever is made of.
    """
    from gtmsim.explanation.explain import explain as explained
    from gtmsim.tell.explaining import explanation_words
    from gtmsim.tell.naming import distinct

    first, second = distinct([baseline, scenario])
    scenarios = loaded({first: baseline, second: scenario}, overrides or ())
    with progress_of(f"from {first} to {second}", quiet) as progress:
        told = explained(
            scenarios[first],
            scenarios[second],
            metric,
            by=by or ("lever",),
            orders=_orders(orders),
            seed=seed,
            replications=replications,
            engine=engine,
            jobs=jobs,
            progress=progress,
            names=(first, second),
        )
    if json:
        printed_json(told.as_json())
    else:
        show(explanation_words(told, out_style(), verbose))
    raise typer.Exit(INTERRUPTED if told.interrupted else DONE)


def _orders(text: str) -> "int | Literal['all']":
    if text == "all":
        return "all"
    try:
        return int(text)
    except ValueError:
        raise UsageError(f"--orders takes a number or all, got {text}") from None
