"""Commands that set scenarios against each other: compare, and demo."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from gtmsim.cli.compared import Asked, tell_compared
from gtmsim.cli.how import How, taking
from gtmsim.cli.options import (
    Engine,
    Files,
    Jobs,
    Json,
    Most,
    Precision,
    Quiet,
    Replications,
    Verbose,
    examples,
)
from gtmsim.cli.showing import out_style, show

if TYPE_CHECKING:
    from gtmsim.scenario import Scenario

Metrics = Annotated[
    list[str] | None,
    typer.Option(
        "--metric", metavar="NAME", help="Such as bookings, win_rate[source=web], cycle_days.p90. Repeatable."
    ),
]
Baseline = Annotated[
    str | None,
    typer.Option("--baseline", metavar="FILE", help="What the others are compared with. Default: the first."),
]

CrossoverOf = Annotated[
    list[str] | None,
    typer.Option(
        "--crossover",
        metavar="NAME",
        help="Tell from which week on a scenario is ahead in this metric, such as bookings or arr. Repeatable.",
    ),
]
RiskIn = Annotated[
    list[str] | None,
    typer.Option("--risk", metavar="NAME", help="Tell the bad end of this metric's outcomes. Repeatable."),
]
EqualBudget = Annotated[
    bool, typer.Option("--equal-budget", help="Refuse scenarios whose planned costs are more than 1 % apart.")
]
ControlVariates = Annotated[
    bool,
    typer.Option(
        "--control-variates", help="Take means and differences down by what is known of the luck of streams."
    ),
]

_DEMO_WORLD = "mid_market"
_BURN_IN = "neutral"  # the policy the world itself has


def add_to(app: typer.Typer) -> None:
    """Add the commands."""
    app.command(
        epilog=examples(
            "gtmsim compare lender.yaml pods.yaml",
            "gtmsim compare a.yaml b.yaml c.yaml --baseline b.yaml --metric bookings --metric cycle_days.p90",
            "gtmsim compare lender.yaml pods.yaml --precision 2% --crossover bookings --risk profit --equal-budget",
        )
    )(taking(compare))
    app.command(epilog=examples("gtmsim demo"))(demo)


def compare(
    files: Files,
    *,
    baseline: Baseline = None,
    replications: Replications = None,
    metrics: Metrics = None,
    verbose: Verbose = False,
    precision: Precision = None,
    most: Most = None,
    crossover: CrossoverOf = None,
    risk: RiskIn = None,
    equal_budget: EqualBudget = False,
    control_variates: ControlVariates = False,
    how: How,
) -> None:
    """Run scenarios on shared luck and tell which is better.

    By how much, and how sure that is; of three or more, which can still be the best. --verbose adds where the hours went.
    """
    from gtmsim.errors import UsageError
    from gtmsim.tell.naming import distinct

    wanted = [baseline, *files] if baseline is not None and baseline not in files else files
    if len(wanted) < 2:
        raise UsageError("a comparison needs two scenarios: name another file, or a --baseline")
    names = distinct(wanted)
    first = names[wanted.index(baseline)] if baseline is not None else names[0]
    scenarios = loaded(dict(zip(names, wanted, strict=True)), how.overrides or ())
    said = scenarios[first].run
    if precision is None and replications is None:
        replications = said.replications
    asked = Asked(
        first,
        said.seed if how.seed is None else how.seed,
        replications,
        metrics or (),
        how.engine,
        how.jobs,
        precision,
        most,
        risk or (),
        crossover or (),
        equal_budget,
        how.json,
        how.quiet,
        with_hours=verbose,
        control_variates=control_variates,
    )
    tell_compared(scenarios, asked)


def demo(
    replications: Annotated[
        int, typer.Option("--replications", "-n", metavar="N", min=1, help="How many runs.")
    ] = 200,
    seed: Annotated[int, typer.Option("--seed", metavar="N", help="The seed of all luck.")] = 7,
    engine: Engine = "core",
    jobs: Jobs = None,
    json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Compare four cultures in the same mid-market, in a minute.

    Same people, same buyers, same luck; a year of a neutral policy, then three years of each. Needs no network, sends nothing.
    """
    from gtmsim.scenario.files import parts
    from gtmsim.tell.presets import layers, preset_words, questions

    files = {_DEMO_WORLD: f"preset:{_DEMO_WORLD}"}
    files |= {name: f"preset:{_DEMO_WORLD}+{name}" for name in parts("cultures") if name != _BURN_IN}
    scenarios = loaded(files, ())
    if not json:
        asked = questions() | layers()
        show(preset_words({name: asked[name] for name in files}, out_style(), prefix="") + "\n")
    demanded = Asked(
        _DEMO_WORLD, seed, replications, engine=engine, jobs=jobs, json=json, quiet=quiet, with_hours=True
    )
    tell_compared(scenarios, demanded)


def loaded(files: Mapping[str, str], overrides: Sequence[str]) -> "dict[str, Scenario]":
    """Return the scenarios by name. Raises ScenarioError with the problems of all files."""
    from gtmsim.errors import ScenarioError
    from gtmsim.scenario import load

    scenarios, errors = {}, []
    for name, file in files.items():
        try:
            scenarios[name] = load(file, overrides)
        except ScenarioError as error:
            errors.append(error)
    if len(errors) > 1:
        problems = dict.fromkeys(problem for error in errors for problem in error.problems)
        raise ScenarioError(" and ".join(dict.fromkeys(error.name for error in errors)), list(problems))
    if errors:
        raise errors[0]
    return scenarios
