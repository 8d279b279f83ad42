"""What must be true for the other one to win: for each field alone, the nearest value at which the difference changes its sign."""

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import isclose, isfinite
from typing import TYPE_CHECKING

from gtmsim.amounts import counted, listed, spanned
from gtmsim.design.factor import parted
from gtmsim.design.priors import in_unit, quantity_at
from gtmsim.errors import UsageError
from gtmsim.explore.expected import expected
from gtmsim.explore.flips import PARTS, Flip, continuous, discrete
from gtmsim.explore.ground import Ground, Told, ground
from gtmsim.explore.told import rounded
from gtmsim.measure.intervals import Estimate, mean_interval
from gtmsim.measure.made import Made
from gtmsim.measure.metric import LOWER, NEITHER
from gtmsim.measure.plain import interval
from gtmsim.measure.result import Result
from gtmsim.scenario import Scenario
from gtmsim.study.expected import Announce
from gtmsim.study.steps import Progress

if TYPE_CHECKING:
    import polars as pl

REPLICATIONS = 100
_LOOKED_AT = 25  # points of a field as a rule: from end to end, then what finding a flip and both ends of its interval takes
_ALIKE = (
    1e-6  # of the half-width: what rounding to whole cents a week can do to a difference that stays the same
)


@dataclass(frozen=True)
class Turn:
    """A field, what it is today, how far it was looked at, and where the winner changes (`flip` None: nowhere within).

    `before` and `after` are the values on both sides of the flip (one and the same where any number is possible), `low` and `high`
    bound it (empty: beyond the range). The paired differences are those at the ends of the range.
    """

    path: str
    today: str
    lowest: str
    highest: str
    at_lowest: Estimate
    at_highest: Estimate
    flip: Flip | None
    distance: float
    before: str = ""
    after: str = ""
    low: str = ""
    high: str = ""

    @property
    def matters(self) -> bool:
        """Whether the difference at one end of the range is another than at the other, by more than rounding."""
        ends = (self.at_lowest, self.at_highest)
        means, widths = ([each.mean for each in ends], [each.half_width for each in ends])
        most = _ALIKE * max(widths)
        return not (isclose(*means, abs_tol=most) and isclose(*widths, abs_tol=most))


@dataclass(frozen=True, eq=False)
class Breakeven(Result):
    """Where the second of two scenarios (`names`) begins or ceases to win. `now` is its metric less the first's as they are."""

    names: tuple[str, ...]
    metric: Told
    now: Estimate
    turns: tuple[Turn, ...]
    wanted: int
    interrupted: bool
    made: Made

    def winner(self, difference: float) -> str:
        """Return who is better by such a difference."""
        return self.names[int((difference > 0.0) != (self.metric.better == LOWER))]

    def answer(self) -> str:
        """Return who wins today, and the nearest values at which that changes."""
        now = self.now
        by = spanned(now.mean, now.low, now.high, self.metric.unit)
        who, other = self.winner(now.mean), next(name for name in self.names if name != self.winner(now.mean))
        told = f"{self.names[1]} less {self.names[0]} is {by} in {self.metric.key}"
        told = f"today {who} {'wins' if now.excludes_zero else 'seems to win, which may be luck'}: {told}"
        flips = [each for each in self.turns if each.flip is not None]
        if not flips:
            same = [each.path for each in self.turns if not each.matters]
            idle = f"; the difference does not depend on {listed(same)}" if same else ""
            if self.interrupted:
                fields = f"{len(self.turns)} of the {counted(self.wanted, 'field')} looked at"
                return f"{told}; {fields}, none of which lets {other} win within its range{idle}"
            return f"{told}; no field within its range lets {other} win{idle}"
        return f"{told}; {other} wins from {listed([turned(each) for each in flips[:3]])}"

    def frame(self) -> "pl.DataFrame":
        """Return one row a field, the nearest flip first."""
        import polars as pl

        rows = [
            {
                "field": each.path, "today": each.today, "lowest": each.lowest, "highest": each.highest,
                "before": each.before or None, "after": each.after or None, "low": each.low or None, "high": each.high or None,
                "several": each.flip.several if each.flip else None,
                "at_lowest": each.at_lowest.mean, "at_lowest_low": each.at_lowest.low, "at_lowest_high": each.at_lowest.high,
                "at_highest": each.at_highest.mean, "at_highest_low": each.at_highest.low, "at_highest_high": each.at_highest.high,
            }
            for each in self.turns
        ]  # fmt: skip
        return pl.DataFrame(
            rows, schema_overrides=dict.fromkeys(("before", "after", "low", "high"), pl.String())
        )

    def details(self) -> dict[str, object]:
        """Return every field, with the differences at both ends of its range."""
        return {
            "scenarios": list(self.names),
            "metric": self.metric.key,
            "unit": self.metric.unit,
            "better": self.metric.better,
            "now": interval(self.now),
            "fields": self.frame().to_dicts(),
            "fields_wanted": self.wanted,
            "interrupted": self.interrupted,
        }


def turned(each: Turn) -> str:
    """Return where the winner changes, as part of a sentence."""
    low, high = rounded(each.low) or "below the range", rounded(each.high) or "beyond the range"
    at = (
        rounded(each.before)
        if each.before == each.after
        else f"between {rounded(each.before)} and {rounded(each.after)}"
    )
    return f"{each.path} = {at} on (95 %: {low} to {high}; today {rounded(each.today)})"


def breakeven(
    scenarios: Mapping[str, Scenario],
    vary: Sequence[str],
    *,
    metric: str | None = None,
    replications: int = REPLICATIONS,
    seed: int | None = None,
    engine: str = "core",
    jobs: int | None = None,
    progress: Progress | None = None,
    announce: Announce | None = None,
) -> Breakeven:
    """Return for each field, set alone and in both of two scenarios, the value nearest to today's at which the winner changes.

    Every value meets the same luck. `progress` hears of fields; Ctrl-C keeps those that are finished, at the least who wins today.
    """
    if len(scenarios) != 2:
        raise UsageError(f"breaking even is between two scenarios, got {len(scenarios)}")
    if replications < 2:
        raise UsageError("one replication tells no interval: give two or more")
    there = ground(scenarios, vary, metric, seed=seed, replications=replications, engine=engine, jobs=jobs)
    if there.metrics[0].better == NEITHER:
        raise UsageError(f"{there.metrics[0].key} is better neither higher nor lower: nobody wins by it")
    if announce is not None:
        announce(expected(there, [there.as_is], len(there.unknowns) * _LOOKED_AT))
    there.run([there.as_is])
    now = mean_interval(there.outcomes([there.as_is])[0])
    turns: list[Turn] = []
    interrupted = False
    started = time.monotonic()
    for place in range(len(there.unknowns)):
        try:
            turns.append(_turn(there, place))
        except KeyboardInterrupt:
            interrupted = True
            break
        if progress is not None:
            progress(place + 1, len(there.unknowns), time.monotonic() - started)
    turns.sort(key=lambda each: (each.flip is None, each.distance))
    return Breakeven(
        there.names, there.metrics[0], now, tuple(turns), len(there.unknowns), interrupted, there.made()
    )


def _turn(there: Ground, place: int) -> Turn:
    each = there.unknowns[place].range
    only = not each.ranged or each.whole
    texts = (
        sorted(each.levels, key=each.number) if only else [each.at(part / PARTS) for part in range(PARTS + 1)]
    )
    places = [each.number(text) for text in texts]
    text_of = dict(zip(places, texts, strict=True))

    def at(x: float) -> str:
        return text_of[x] if x in text_of else each.text(x)

    def look(x: float) -> Estimate:
        row = there.alone(place, at(x))
        there.run([row])
        found = mean_interval(there.outcomes([row])[0])
        if found.count < 2:
            raise UsageError(
                f"{there.metrics[0].key} cannot be compared at {each.path} = {at(x)}: nothing to measure"
            )
        return found

    if len(texts) <= 2 * PARTS + 1:
        there.run([there.alone(place, text) for text in texts])
    known = _number(there, place)
    today = (places[0] + places[-1]) / 2.0 if known is None else known
    flip = (discrete if only else continuous)(look, places, today)
    ends = (texts[0], texts[-1], look(places[0]), look(places[-1]))
    if flip is None:
        return Turn(each.path, there.today(place), *ends, None, 0.0)
    low, high = (at(end) if isfinite(end) else "" for end in (flip.low, flip.high))
    distance = abs(flip.at - today) / (places[-1] - places[0])
    return Turn(
        each.path, there.today(place), *ends, flip, distance, at(flip.before), at(flip.after), low, high
    )


def _number(there: Ground, place: int) -> float | None:
    """Return today's value in the unit of the range, None for what is no number there."""
    each = there.unknowns[place].range
    before, after = each.around
    today = there.today(place).removeprefix(before).removesuffix(after)
    if not each.ranged:
        unit = (parted(each.values[0]) or (0.0, ""))[1]
        if today in each.values:
            return each.number(today)
    else:
        unit = each.unit
    kind = quantity_at(each.places[0])
    currency = next(iter(there.scenarios.values())).world.currency
    return None if kind is None else in_unit(today, unit, kind.kind, currency)
