"""Commands that set scenarios against each other: compare, and demo."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from gtmsim.cli.ending import DONE, INTERRUPTED, Interrupted, printed_json
from gtmsim.cli.options import (
    Engine,
    EngineName,
    Files,
    Jobs,
    Json,
    Quiet,
    Replications,
    Seed,
    Sets,
    Verbose,
    examples,
)
from gtmsim.cli.progress import progress_of
from gtmsim.cli.showing import err_style, out_style, show, told_to_err

if TYPE_CHECKING:
    from gtmsim.scenario import Scenario
    from gtmsim.study.ran import Run
    from gtmsim.study.together import Study

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

_DEMO_WORLD = "mid_market"
_BURN_IN = "neutral"  # the policy the world itself has


def add_to(app: typer.Typer) -> None:
    """Add the commands."""
    app.command(
        epilog=examples(
            "gtmsim compare lender.yaml pods.yaml",
            "gtmsim compare a.yaml b.yaml c.yaml --baseline b.yaml --metric bookings --metric cycle_days.p90",
        )
    )(compare)
    app.command(epilog=examples("gtmsim demo"))(demo)


def compare(
    files: Files,
    baseline: Baseline = None,
    replications: Replications = None,
    seed: Seed = None,
    metrics: Metrics = None,
    engine: Engine = "core",
    jobs: Jobs = None,
    overrides: Sets = None,
    json: Json = False,
    quiet: Quiet = False,
    verbose: Verbose = False,
) -> None:
    """Run scenarios on shared luck and tell which is better.

    By how much, and how sure that is. --verbose adds where the hours went.
    """
    from gtmsim.errors import UsageError
    from gtmsim.tell.naming import distinct

    wanted = [baseline, *files] if baseline is not None and baseline not in files else files
    if len(wanted) < 2:
        raise UsageError("a comparison needs two scenarios: name another file, or a --baseline")
    names = distinct(wanted)
    first = names[wanted.index(baseline)] if baseline is not None else names[0]
    scenarios = loaded(dict(zip(names, wanted, strict=True)), overrides or ())
    said = scenarios[first].run
    replications = said.replications if replications is None else replications
    seed = said.seed if seed is None else seed
    _told_compared(
        scenarios,
        first,
        replications,
        seed,
        metrics or (),
        engine,
        jobs,
        json=json,
        quiet=quiet,
        with_hours=verbose,
    )


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
    _told_compared(
        scenarios, _DEMO_WORLD, replications, seed, (), engine, jobs, json=json, quiet=quiet, with_hours=True
    )


def _told_compared(
    scenarios: "Mapping[str, Scenario]",
    baseline: str,
    replications: int,
    seed: int,
    metrics: Sequence[str],
    engine: EngineName,
    jobs: int | None,
    *,
    json: bool,
    quiet: bool,
    with_hours: bool,
) -> None:
    """Run scenarios, print the verdict, and leave with 0, or with 130 if interrupted."""
    from gtmsim.measure.compare import compare as compare_runs
    from gtmsim.measure.registry import names_in
    from gtmsim.tell.amounts import number
    from gtmsim.tell.hours import hours_words
    from gtmsim.tell.summary import summary
    from gtmsim.tell.verdicts import verdict_words

    study = _study(scenarios, baseline, replications, seed, metrics, engine, jobs, quiet=quiet)
    if not study.replications:
        raise Interrupted
    runs = study.runs()
    interrupted = study.interrupted
    verdict = compare_runs({name: run.tally for name, run in runs.items()}, baseline, metrics or None)
    if interrupted:
        told_to_err(f"{verdict.replications} of {replications} replications are finished in all scenarios")
    simulated, alone = study.weeks
    if simulated < alone and not quiet:
        told_to_err(
            f"what the scenarios share was run once: {number(simulated)} weeks instead of {number(alone)}"
        )
    if json:
        data = {"wanted": replications, "interrupted": interrupted}
        weeks = {"weeks_simulated": simulated, "weeks_without_sharing": alone}
        printed_json({**verdict.as_json(), **data, **weeks})
    else:
        contracts = any("revenue" in names_in(run.program) for run in runs.values())
        show(verdict_words(verdict, out_style(), metrics, contracts=contracts))
        if with_hours:
            show("\n" + hours_words([summary(run, name) for name, run in runs.items()], out_style()))
    raise typer.Exit(INTERRUPTED if interrupted else DONE)


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


def _study(
    scenarios: "Mapping[str, Scenario]",
    baseline: str,
    replications: int,
    seed: int,
    metrics: Sequence[str],
    engine: EngineName,
    jobs: int | None,
    *,
    quiet: bool,
) -> "Study":
    """Return the scenarios, run together. A first answer is told on the way."""
    from gtmsim.measure.compare import compare as compare_runs
    from gtmsim.measure.registry import HEADLINE
    from gtmsim.program.lower import lower
    from gtmsim.study.together import EARLY, Study
    from gtmsim.tell.verdicts import early_words

    def early(runs: "dict[str, Run]") -> None:
        asked = [*metrics, *HEADLINE][:1]
        verdict = compare_runs({name: run.tally for name, run in runs.items()}, baseline, asked)
        told_to_err(early_words(verdict, replications, err_style()))

    first, *others = scenarios
    name = f"{first} and {others[0] if len(others) == 1 else f'{len(others)} others'}"
    with progress_of(name, quiet) as progress:
        study = Study(
            {name: lower(scenario) for name, scenario in scenarios.items()},
            seed=seed,
            replications=replications,
            engine=engine,
            jobs=jobs,
            progress=progress,
            keep=metrics or None,
        )
        study.finish(None if quiet else study.telling(early, EARLY[:1]))
    return study
