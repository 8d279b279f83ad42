"""What each field alone moves, from the low to the high end of its range, while the others are as they are."""

from collections.abc import Sequence
from dataclasses import dataclass

from gtmsim.explore.ground import Ground, Row
from gtmsim.measure.intervals import Estimate, mean_interval
from gtmsim.program.tables import Floats


@dataclass(frozen=True)
class Bar:
    """What a field brings at the low and at the high end, against as it is; `swing`: high against low. All paired."""

    place: int
    low: str
    high: str
    at_low: Estimate
    at_high: Estimate
    swing: Estimate

    @property
    def length(self) -> float:
        """How long the bar is: it may reach to one side of zero alone."""
        ends = (0.0, self.at_low.mean, self.at_high.mean)
        return max(ends) - min(ends)


def ends(there: Ground) -> list[Row]:
    """Return the low and the high end of each field, one after the other."""
    return [
        there.alone(place, each.at(share))
        for place, each in enumerate(there.unknowns)
        for share in (0.0, 1.0)
    ]


def bars(there: Ground, places: Sequence[int]) -> tuple[Bar, ...]:
    """Return the bars of some fields whose ends are known, the longest first."""
    as_is = there.outcomes([there.as_is])[0]

    def bar(place: int) -> Bar:
        low, high = (there.unknowns[place].at(share) for share in (0.0, 1.0))
        at_low, at_high = there.outcomes([there.alone(place, low), there.alone(place, high)])
        return Bar(place, low, high, _apart(at_low, as_is), _apart(at_high, as_is), _apart(at_high, at_low))

    return tuple(sorted(map(bar, places), key=lambda each: -each.length))


def _apart(one: Floats, other: Floats) -> Estimate:
    return mean_interval(one - other)
