"""What one run says, as a frozen value: every metric with its interval, hours, guesses, and what it takes to run it again."""

from dataclasses import asdict, dataclass

from gtmsim.measure.intervals import Estimate
from gtmsim.measure.plain import interval
from gtmsim.measure.registry import names_in, unit_in
from gtmsim.measure.sheet import ALL
from gtmsim.measure.tally import Tally
from gtmsim.measure.versions import versions
from gtmsim.program.tables import Program
from gtmsim.scenario.weak import Guess, guesses
from gtmsim.study.run import Run
from gtmsim.units import TICKS_PER_WEEK


@dataclass(frozen=True)
class Line:
    """One metric, over everything or at one level, with its mean and 95 % interval."""

    metric: str
    key: str
    dimension: str
    level: str
    unit: str
    better: str
    description: str
    estimate: Estimate

    @property
    def whole(self) -> bool:
        """Whether it is about everything, not about one source, stage or role."""
        return self.dimension == ALL


@dataclass(frozen=True)
class Summary:
    """A finished (or interrupted) run, measured."""

    name: str
    engine: str
    seed: int
    replications: int
    wanted: int
    interrupted: bool
    digest: str
    versions: dict[str, str]
    currency: str
    weeks: float
    warm_up_weeks: float
    lines: tuple[Line, ...]
    guesses: tuple[Guess, ...]

    @property
    def version(self) -> str:
        """The version of gtmsim that made it."""
        return self.versions["gtmsim"]

    def as_json(self) -> dict[str, object]:
        """Return the summary as plain data; what could not be measured is null."""
        return {
            "scenario": self.name,
            "seed": self.seed,
            "replications": self.replications,
            "wanted": self.wanted,
            "interrupted": self.interrupted,
            "digest": self.digest,
            "version": self.version,
            "versions": self.versions,
            "engine": self.engine,
            "currency": self.currency,
            "weeks": self.weeks,
            "warm_up_weeks": self.warm_up_weeks,
            "metrics": {
                line.key: {
                    **interval(line.estimate),
                    "replications": line.estimate.count,
                    "unit": line.unit,
                    "better": line.better,
                }
                for line in self.lines
            },
            "guesses": [asdict(guess) for guess in self.guesses],
        }


def summary(run: Run, name: str | None = None) -> Summary:
    """Return a run, measured, under the scenario's name or another.

    Raises UsageError if no replication is finished, InvariantError if its ledgers do not add up.
    """
    tally, program = run.tally, run.program
    scenario = program.scenario
    return Summary(
        name=name or (scenario.name if scenario is not None else "program"),
        engine=run.engine,
        seed=run.seed,
        replications=run.replications,
        wanted=run.wanted,
        interrupted=run.interrupted,
        digest=program.digest,
        versions=versions(),
        currency=unit_in(names_in(program)["cost"], program),
        weeks=(program.horizon - program.warm_up) / TICKS_PER_WEEK,
        warm_up_weeks=program.warm_up / TICKS_PER_WEEK,
        lines=_lines(program, tally),
        guesses=guesses(scenario) if scenario is not None else (),
    )


def _lines(program: Program, tally: Tally) -> tuple[Line, ...]:
    known = names_in(program)
    order = {metric: place for place, metric in enumerate(known)}
    return tuple(
        Line(
            metric=series.metric,
            key=series.key,
            dimension=series.dimension,
            level=series.level,
            unit=unit_in(known[series.metric], program),
            better=known[series.metric].better,
            description=known[series.metric].description,
            estimate=estimate,
        )
        for series, estimate in sorted(tally.estimates(), key=lambda each: order[each[0].metric])
    )
