"""Which choices of levers are run, and in which batches: an interrupt leaves whole orders."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, TypeAlias

from gtmsim.errors import UsageError
from gtmsim.explanation.turning import Order, Turned, all_turned, pairs_of_orders, passed

Orders: TypeAlias = int | Literal["all"]

ORDERS = 8  # run unless said


@dataclass(frozen=True)
class Plan:
    """Pairs of orders to be run first, and whether all choices of levers are run after them, which tells all orders."""

    levers: int
    pairs: tuple[tuple[Order, Order], ...]
    complete: bool

    @property
    def ends(self) -> list[Turned]:
        """Choices in which one lever is turned, or all but one."""
        everything = frozenset(range(self.levers))
        return [each for place in range(self.levers) for each in (frozenset({place}), everything - {place})]

    def batches(self) -> Iterator[list[Turned]]:
        """Yield the choices that are run, each once: the two scenarios, every pair of orders, then what is left to be known."""
        seen: set[Turned] = set()
        last = all_turned(self.levers) if self.complete else self.ends
        two = [frozenset[int](), frozenset(range(self.levers))]
        for batch in (
            two,
            *([each for order in pair for each in passed(order)] for pair in self.pairs),
            last,
        ):
            new = [each for each in dict.fromkeys(batch) if each not in seen]
            seen.update(new)
            if new:
                yield new

    def choices(self) -> list[Turned]:
        """Return all choices that are run."""
        return [each for batch in self.batches() for each in batch]

    def finished(self, known: "set[Turned]") -> list[tuple[Order, Order]]:
        """Return the pairs of orders of which every step is known."""
        return [pair for pair in self.pairs if all(each in known for order in pair for each in passed(order))]


def planned(levers: int, orders: Orders, seed: int) -> Plan:
    """Return the plan for so many levers: all orders if they were asked for or need no more scenarios than those that were.

    Raises UsageError for less than one order.
    """
    if orders != "all" and orders < 1:
        raise UsageError(f"orders are 1 or more, or all; got {orders}")
    pairs = tuple(pairs_of_orders(levers, ORDERS if orders == "all" else orders, seed))
    some = Plan(levers, pairs, complete=False)
    return Plan(levers, pairs, complete=orders == "all" or len(some.choices()) >= 1 << levers)
