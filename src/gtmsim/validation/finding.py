"""What came of the experiments: an estimate for each check in each world, and a verdict on every fact."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from gtmsim.validation.ablating import Ablated
from gtmsim.validation.drawing import Drawn
from gtmsim.validation.fact import Check, Fact
from gtmsim.validation.observed import Observed
from gtmsim.validation.target import Verdict

Standing = Literal[
    "holds", "holds in these worlds", "fails", "undecided", "shown by tests", "unfinished", "not run"
]


@dataclass(frozen=True)
class Seen:
    """One check in one world: what was observed and what that says. `digests` are the programs that were run, by arm.

    `runs` counts replications of all arms, `seconds` what they took; arms that other checks share are counted in each. `ablated` is
    what was tried where it fails, `drawn` what it comes to in worlds that may be the true one. `currency` is that of the number,
    where it is money.
    """

    check: Check
    world: str
    observed: Observed
    verdict: Verdict
    digests: Mapping[str, str]
    runs: int
    seconds: float
    ablated: tuple[Ablated, ...] = ()
    drawn: Drawn | None = None
    currency: str = ""

    @property
    def replications_to_decide(self) -> float | None:
        """About how many replications would decide what is undecided, were the truth where it is seen; None where nothing would.

        Either side of an interval shrinks with the root of their number. Infinite at an end of the target.
        """
        seen, target = self.observed, self.check.target
        if self.verdict != "undecided" or math.isnan(seen.low) or math.isnan(seen.high):
            return None
        needed = 0.0
        for end in filter(math.isfinite, (target.low, target.high)):
            side = seen.high - seen.mean if end > seen.mean else seen.mean - seen.low
            needed = max(needed, (side / (end - seen.mean)) ** 2 if end != seen.mean else math.inf)
        return seen.replications * needed


@dataclass(frozen=True)
class Finding:
    """A fact and what was seen of it, of as many checks in worlds as were `wanted`: after an interrupt there may be fewer."""

    fact: Fact
    seen: tuple[Seen, ...]
    wanted: int

    @property
    def worlds(self) -> tuple[str, ...]:
        """The worlds its checks were made in."""
        return tuple(dict.fromkeys(each.world for each in self.seen))

    def in_world(self, world: str) -> Verdict:
        """Return what all checks say of one world: it fails where one fails, and holds where all hold."""
        told = [each.verdict for each in self.seen if each.world == world]
        if "fails" in told:
            return "fails"
        return "holds" if told and all(each == "holds" for each in told) else "undecided"

    @property
    def holds_in(self) -> tuple[str, ...]:
        """The worlds in which every check holds."""
        return tuple(world for world in self.worlds if self.in_world(world) == "holds")

    @property
    def fails_in(self) -> tuple[str, ...]:
        """The worlds in which a check fails."""
        return tuple(world for world in self.worlds if self.in_world(world) == "fails")

    @property
    def fails(self) -> bool:
        """Whether a check fails anywhere, also where the fact holds in other worlds."""
        return any(each.verdict == "fails" for each in self.seen)

    @property
    def verdict(self) -> Standing:
        """What is to be said of the fact.

        It holds where every check holds in every world; where all hold in some worlds but not in others, it holds in those; else
        it fails if any check fails anywhere.
        """
        if self.seen and len(self.seen) < self.wanted:
            return "unfinished"
        if not self.seen:
            return "not run" if self.fact.checks else "shown by tests"
        if len(self.holds_in) == len(self.worlds):
            return "holds"
        if self.holds_in:
            return "holds in these worlds"
        return "fails" if self.fails_in else "undecided"
