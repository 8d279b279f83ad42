"""In which worlds an alternative is best: scenario discovery, told as boxes a person can read.

Boxes are found in two of three worlds and counted in the third, fresh ones; a box that chance may have made there is not told.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Unpack

import numpy as np

from gtmsim.amounts import listed, percent
from gtmsim.design.worlds import Unknown
from gtmsim.errors import UsageError
from gtmsim.explore.axes import axis, levels
from gtmsim.explore.boxes import Flags, Within, find_box, inside
from gtmsim.explore.in_worlds import Options, Worlds, paired_means, worlds_of
from gtmsim.explore.robust import beyond_luck, share_interval
from gtmsim.explore.told import rounded, worlds_json
from gtmsim.measure.made import Made
from gtmsim.measure.result import Result
from gtmsim.program.tables import Floats
from gtmsim.scenario import Scenario

if TYPE_CHECKING:
    import polars as pl

WORLDS = 300
MOST_BOXES = 3  # for each outcome
CHANCE = 0.01  # that a box is told where there is none
_EVERY = 3  # one world in so many is kept fresh

Share = tuple[float, float, float]


@dataclass(frozen=True)
class Limit:
    """How far one unknown goes in a box, as a scenario writes it; empty where it has no end. `values`: one of those named."""

    path: str
    low: str
    high: str
    values: tuple[str, ...]
    chance: float

    def told(self) -> str:
        """Return it as part of a sentence."""
        if self.values:
            return f"{self.path} is {' or '.join(self.values)}"
        low, high = self.ends()
        if low and high:
            return f"{self.path} between {low} and {high}"
        return f"{self.path} above {low}" if low else f"{self.path} below {high}"

    def ends(self) -> tuple[str, str]:
        """Return both ends to three digits; of values that were named, the first and the last."""
        low, high = (self.values[0], self.values[-1]) if self.values else (self.low, self.high)
        return rounded(low), rounded(high)


@dataclass(frozen=True)
class Regime:
    """A box of worlds. `density`: how often the outcome holds in it; `coverage`: how much of the outcome lies in it.

    Both are counted in fresh worlds that no box before has, with 95 % intervals; `found_density` in those it was found in. `chance`
    is that of fresh worlds that look so with nothing in them.
    """

    limits: tuple[Limit, ...]
    density: Share
    coverage: Share
    worlds: int
    found_density: float
    chance: float

    def told(self) -> str:
        """Return where it is, as part of a sentence."""
        return listed([each.told() for each in self.limits])


@dataclass(frozen=True, eq=False)
class Regimes(Result):
    """Where `name` is best and where it is not. `best` is the share of all worlds.

    `clear` is the share of all worlds in which the best, whoever it is, is ahead beyond luck.
    """

    name: str
    best: Share
    clear: float
    where_best: tuple[Regime, ...]
    where_not: tuple[Regime, ...]
    fresh: int
    worlds: Worlds
    made: Made

    @property
    def others(self) -> str:
        """The others, in words."""
        return listed([each for each in self.worlds.names if each != self.name])

    def answer(self) -> str:
        """Return how often it is best, and where most clearly."""
        share, low, high = self.best
        beats = f"{self.name} beats {self.others} in {self.worlds.metric} in {percent(share)} of {self.worlds.count} worlds"
        told = f"{beats} (95 %: {percent(low)} to {percent(high)})"
        if share in (0.0, 1.0):
            return f"{told}: no world tells them apart"
        if not self.where_best and not self.where_not:
            return f"{told}; no number that differs between them tells where"
        for found, does in ((self.where_best, "it does"), (self.where_not, "it does not")):
            if found:
                share, low, high = found[0].density
                there = f"{percent(share)} of fresh worlds (95 %: {percent(low)} to {percent(high)})"
                told += f"; where {found[0].told()}, {does} in {there}"
        return told

    def frame(self) -> "pl.DataFrame":
        """Return one row a box and unknown in it."""
        import polars as pl

        rows = [
            {
                "outcome": outcome, "box": number, "path": each.path, "low": each.low, "high": each.high,
                "values": ", ".join(each.values), "chance": each.chance, "density": box.density[0],
                "coverage": box.coverage[0], "worlds": box.worlds,
            }
            for outcome, found in (("best", self.where_best), ("not best", self.where_not))
            for number, box in enumerate(found, start=1)
            for each in box.limits
        ]  # fmt: skip
        text, whole, real = pl.String, pl.Int64, pl.Float64
        kinds = (text, whole, text, text, text, text, real, real, real, whole)
        names = ("outcome", "box", "path", "low", "high", "values", "chance", "density", "coverage", "worlds")
        return pl.DataFrame(rows, schema=dict(zip(names, kinds, strict=True)))

    def details(self) -> dict[str, object]:
        """Return every box, what was drawn, and the worlds themselves."""
        return {
            "alternative": self.name,
            "best": _share_json(self.best),
            "best_beyond_luck_share": self.clear,
            "fresh_worlds": self.fresh,
            "where_best": [_json(each) for each in self.where_best],
            "where_not": [_json(each) for each in self.where_not],
            **worlds_json(self.worlds),
        }


def regimes(
    alternatives: Mapping[str, Scenario] | Worlds, name: str | None = None, **options: Unpack[Options]
) -> Regimes:
    """Return in which worlds an alternative (the first, unless named) beats all others: those given, or 300 that are drawn and run.

    Raises UsageError for fewer than two worlds or an unknown name, KeyboardInterrupt if no two were finished.
    """
    met = worlds_of(alternatives, WORLDS, **options)
    if name is not None and name not in met.names:
        raise UsageError(f"no alternative is called {name}; there are {listed(list(met.names))}")
    place = met.names.index(name) if name is not None else 0
    means = paired_means(met.gains)
    best = means[:, place] > np.delete(means, place, axis=1).max(axis=1)
    points = np.stack([axis(each, met.shares[:, at]) for at, each in enumerate(met.unknowns)], axis=1)
    fresh = np.arange(met.count) % _EVERY == _EVERY - 1
    return Regimes(
        met.names[place],
        share_interval(float(best.sum()), met.count),
        float(beyond_luck(met.gains, means).mean()),
        discovered(met.unknowns, points, best, fresh),
        discovered(met.unknowns, points, ~best, fresh),
        int(fresh.sum()),
        met,
        met.made,
    )


def discovered(
    unknowns: tuple[Unknown, ...], points: Floats, sought: Flags, fresh: Flags
) -> tuple[Regime, ...]:
    """Return boxes one after the other, each among the worlds that none before it has, that `fresh` worlds confirm.

    `points` is where each world lies on the axis of each unknown; boxes are found in the worlds that are not fresh.
    """
    from scipy.stats import hypergeom

    found: list[Regime] = []
    left = np.ones(len(points), dtype=np.bool_)
    whole = int(sought[fresh].sum())
    while len(found) < MOST_BOXES:
        box = find_box(points[left & ~fresh], sought[left & ~fresh])
        if not box:
            break
        there = left & inside(points, box)
        seen, held = int((there & fresh).sum()), int(sought[there & fresh].sum())
        among, wanted = int((left & fresh).sum()), int(sought[left & fresh].sum())
        chance = float(hypergeom.sf(held - 1, among, wanted, seen))
        if seen == 0 or chance > CHANCE:
            break
        limits = tuple(_limit(unknowns[each.place], each) for each in box)
        density, coverage = share_interval(held, seen), share_interval(held, whole)
        found.append(Regime(limits, density, coverage, seen, float(sought[there & ~fresh].mean()), chance))
        left &= ~there
    return tuple(found)


def _limit(unknown: Unknown, each: Within) -> Limit:
    named = levels(unknown)
    if named:
        kept = tuple(value for at, value in enumerate(named) if each.low < at <= each.high)
        return Limit(unknown.path, "", "", kept, each.chance)
    low = unknown.at(each.low) if np.isfinite(each.low) else ""
    high = unknown.at(each.high) if np.isfinite(each.high) else ""
    return Limit(unknown.path, low, high, (), each.chance)


def _share_json(share: Share) -> dict[str, float]:
    return dict(zip(("share", "low", "high"), share, strict=True))


def _json(each: Regime) -> dict[str, object]:
    limits = [
        {
            "path": one.path, "low": one.low or None, "high": one.high or None,
            "values": list(one.values) or None, "chance": one.chance,
        }
        for one in each.limits
    ]  # fmt: skip
    return {
        "where": each.told(), "limits": limits, "density": _share_json(each.density),
        "coverage": _share_json(each.coverage), "fresh_worlds_inside": each.worlds,
        "density_where_found": each.found_density, "chance": each.chance,
    }  # fmt: skip
