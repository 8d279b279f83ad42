"""In how many worlds that may be the true one somebody is ahead first and somebody else in the end."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from gtmsim.amounts import percent
from gtmsim.scenario import Scenario
from gtmsim.validation.observed import Observed
from gtmsim.validation.orders import FIRST, LATER, NEVER, THROUGHOUT, UNCLEAR, Orders, ahead, words
from gtmsim.validation.procedures.base import Own, named
from gtmsim.validation.procedures.saying import called
from gtmsim.validation.world import Arm, World
from gtmsim.validation.worlds_run import FIRST_QUARTER, FIRST_YEAR, run_worlds

if TYPE_CHECKING:
    from gtmsim.validation.lab import Lab

Order = Literal["of throughout", "of first", "of later", "against throughout", "neither"]
_PLACES: Mapping[Order, int] = {
    "of throughout": THROUGHOUT,
    "of first": FIRST,
    "of later": LATER,
    "against throughout": NEVER,
    "neither": UNCLEAR,
}


@named("order_in_worlds")
@dataclass(frozen=True)
class OrderInWorlds(Own):
    """The share of worlds, drawn from graded priors, in which two arms are in an order over time.

    `order`: `of first` is ahead in the bookings of the `first` year (or quarter) measured, and behind in `later` over the whole;
    `of later` the other way round; `of throughout` both times. `beyond_luck`: only where both differences are is a world
    one of these; otherwise the means of `each` runs decide. The budget's runs are worlds. The interval is Wilson's.
    """

    of: Arm
    against: Arm = ""
    later: str = "arr"
    order: Order = "of first"
    first: Literal["quarter", "year"] = "year"
    beyond_luck: bool = True
    each: int = 3

    def __post_init__(self) -> None:
        if self.each < 2:
            raise ValueError("2 runs or more: luck is told by how they differ")

    @property
    def design(self) -> str:
        """The experiment in words."""
        by = "beyond luck" if self.beyond_luck else "by means"
        name = words(*self._names)[_PLACES[self.order]]
        return (
            f"share of drawn worlds, {self.each} runs each, with {name} ({by}): bookings of the first {self.first}, "
            f"then {self.later} of the whole"
        )

    @property
    def _names(self) -> tuple[str, str]:
        return called(self.of), called(self.against)

    @property
    def keys(self) -> tuple[str, ...]:
        """Bookings, and what is held against them."""
        return ("bookings", self.later)

    def arms(self, world: World) -> Mapping[str, Scenario]:
        """Return both arms."""
        return world.arms({"of": self.of, "against": self.against})

    def expected(self, arms: int, runs: int) -> int:
        """Return how many replications that takes."""
        return arms * self.each * runs

    def observe(self, lab: "Lab", world: World, runs: int) -> Observed:
        """Return the share."""
        came = run_worlds(lab, self.arms(world), [self.later], runs, self.each)
        begins = FIRST_QUARTER if self.first == "quarter" else FIRST_YEAR
        first, later = (ahead(came.of("of", key), came.of("against", key)) for key in (begins, self.later))
        orders = Orders(first, later)
        share, low, high = orders.share(_PLACES[self.order], beyond_luck=self.beyond_luck)
        told = ", ".join(
            f"{name} {percent(orders.share(place, beyond_luck=self.beyond_luck)[0])}"
            for place, name in enumerate(words(*self._names))
        )
        note = (
            f"{came.worlds} worlds of {len(came.inputs)} uncertain inputs each: {told}; luck within a world is "
            f"{percent(first.half_width)} either way in the first {self.first} and {percent(later.half_width)} in {self.later}"
        )
        return Observed(share, low, high, came.worlds, note=note)
