"""What a comparison does: run scenarios together, as often as was asked or until it is precise enough, and tell the verdict."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import typer

from gtmsim.cli.ending import DONE, FELL_SHORT, INTERRUPTED, Interrupted, printed_json
from gtmsim.cli.options import EngineName
from gtmsim.cli.progress import progress_of
from gtmsim.cli.showing import err_style, out_style, show, told_to_err

if TYPE_CHECKING:
    from gtmsim.measure.precision import Gap
    from gtmsim.measure.verdict import Verdict
    from gtmsim.program.tables import Program
    from gtmsim.scenario import Scenario
    from gtmsim.study.ran import Run
    from gtmsim.study.together import Study


@dataclass(frozen=True)
class Asked:
    """What a comparison is asked to tell, and how."""

    baseline: str
    seed: int
    replications: int | None = None  # None: as many as the precision takes
    metrics: Sequence[str] = ()
    engine: EngineName = "core"
    jobs: int | None = None
    precision: str | None = None
    most: int | None = None
    risk: Sequence[str] = ()
    crossover: Sequence[str] = ()
    equal_budget: bool = False
    json: bool = False
    quiet: bool = False
    with_hours: bool = False
    control_variates: bool = False


def tell_compared(scenarios: "Mapping[str, Scenario]", asked: Asked) -> None:
    """Run scenarios and print the verdict. Leaves with 0, with 1 if it is not precise enough, with 130 if interrupted."""
    from gtmsim.amounts import number
    from gtmsim.measure.budget import refuse_unequal
    from gtmsim.measure.crossover import refuse_other_weeks
    from gtmsim.measure.money import planned_cost
    from gtmsim.measure.registry import names_in
    from gtmsim.program.lower import lower
    from gtmsim.tell.hours import hours_words
    from gtmsim.tell.summary import summary
    from gtmsim.tell.verdicts import verdict_words

    programs = {name: lower(scenario) for name, scenario in scenarios.items()}
    if asked.equal_budget:
        planned = {name: planned_cost(program) for name, program in programs.items()}
        refuse_unequal(planned, asked.baseline, scenarios[asked.baseline].world.currency)
    if asked.crossover:
        refuse_other_weeks(programs, asked.baseline)
    study, found = _studied(programs, asked)
    if not study.replications:
        raise Interrupted
    runs = study.runs()
    verdict = _verdict(runs, asked, asked.metrics or None)
    if study.interrupted:
        told_to_err(f"{verdict.replications} of {study.wanted} replications are finished in all scenarios")
    simulated, alone = study.weeks
    if simulated < alone and not asked.quiet:
        told_to_err(
            f"what the scenarios share was run once: {number(simulated)} weeks instead of {number(alone)}"
        )
    if asked.json:
        data = {"wanted": study.wanted, "interrupted": study.interrupted}
        weeks = {"weeks_simulated": simulated, "weeks_without_sharing": alone}
        printed_json({**verdict.as_json(), **data, **weeks})
    else:
        contracts = any("revenue" in names_in(program) for program in programs.values())
        show(verdict_words(verdict, out_style(), asked.metrics, contracts=contracts))
        if asked.with_hours:
            show("\n" + hours_words([summary(run, name) for name, run in runs.items()], out_style()))
    if study.interrupted:
        raise typer.Exit(INTERRUPTED)
    raise typer.Exit(told_precision(found, study.replications, quiet=asked.quiet))


def told_precision(found: "Sequence[Gap]", replications: int, *, quiet: bool) -> int:
    """Say how closely what was asked is known, and return how a command ends that asked for it."""
    from gtmsim.tell.precision import gap_words

    if not found:
        return DONE
    short = found[0].times > 1.0
    if short or not quiet:
        told_to_err(gap_words(found[0], replications))
    return FELL_SHORT if short else DONE


def _studied(programs: "Mapping[str, Program]", asked: Asked) -> "tuple[Study, Sequence[Gap]]":
    """Return the scenarios, run together, and how closely what was asked is known. A first answer is told on the way."""
    from gtmsim.measure.compare import headline
    from gtmsim.measure.precision import precision
    from gtmsim.measure.registry import HEADLINE
    from gtmsim.study.stages import bounded, differences_of, stages
    from gtmsim.study.together import EARLY, Study
    from gtmsim.tell.precision import going_on_words
    from gtmsim.tell.verdicts import early_words

    def early(runs: "dict[str, Run]") -> None:
        verdict = _verdict(runs, Asked(asked.baseline, asked.seed), [*asked.metrics, *HEADLINE][:1])
        told_to_err(early_words(verdict, study.wanted, err_style()))

    replications, most = bounded(asked.replications, asked.precision, asked.most)
    look = None
    if asked.precision is not None:
        look = differences_of(programs, asked.baseline, asked.metrics, precision(asked.precision))
    name, *others = programs
    with progress_of(
        f"{name} and {others[0] if len(others) == 1 else f'{len(others)} others'}", asked.quiet
    ) as told:
        study = Study(
            programs,
            seed=asked.seed,
            replications=replications,
            engine=asked.engine,
            jobs=asked.jobs,
            progress=told,
            keep=[*(asked.metrics or headline(programs.values())), *asked.risk],
            courses=asked.crossover,
        )
        if look is None:
            study.finish(None if asked.quiet else study.telling(early, EARLY[:1]))
            return study, ()
        found: Sequence[Gap] = ()
        for found in stages(study, look, most):
            if found[0].times > 1.0 and study.wanted < most and not (study.interrupted or asked.quiet):
                told_to_err(going_on_words(found[0], study.replications))
    return study, found


def _verdict(runs: "Mapping[str, Run]", asked: Asked, metrics: Sequence[str] | None) -> "Verdict":
    from gtmsim.measure.compare import compare

    return compare(
        {name: run.tally for name, run in runs.items()},
        asked.baseline,
        metrics,
        risk=asked.risk,
        courses={name: run.courses for name, run in runs.items()} if asked.crossover else None,
        control_variates=asked.control_variates,
    )
