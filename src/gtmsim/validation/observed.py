"""What an experiment came to, with its doubt."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from gtmsim.measure.intervals import mean_interval
from gtmsim.program.tables import Floats
from gtmsim.validation.target import Target, Verdict

CONFIDENCE = 0.95


@dataclass(frozen=True)
class Observed:
    """An estimate and its 95 % interval, which tells Monte Carlo error alone; NaN where there was nothing to measure.

    `replications` are how many runs of each arm (or firms, or worlds) it rests on; `seen` the numbers it was made of, by arm, for
    whoever wants to check it by hand; `note` what the estimate alone does not tell.
    """

    mean: float
    low: float
    high: float
    replications: int
    seen: Mapping[str, Mapping[str, float]] = field(default_factory=dict)
    note: str = ""

    @property
    def half_width(self) -> float:
        """How far the interval reaches to either side, on average."""
        return (self.high - self.low) / 2.0

    def against(self, target: Target) -> Verdict:
        """Return what the interval says of a target."""
        return target.verdict(self.low, self.high)


def mean_of_runs(
    values: Floats, seen: Mapping[str, Mapping[str, float]] | None = None, note: str = ""
) -> Observed:
    """Return the mean of one value a run with its t interval; NaN values were not measured and do not count."""
    told = mean_interval(values, CONFIDENCE)
    return Observed(told.mean, told.low, told.high, told.count, seen or {}, note)
