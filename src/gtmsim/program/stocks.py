"""Which weekly stocks a program keeps: each part of the world says how many levels of its own there are."""

from collections.abc import Callable

import numpy as np

from gtmsim.program.buyers import buyer_stocks
from gtmsim.program.events import event_stocks
from gtmsim.program.fill_needs import needs_stocks
from gtmsim.program.hub import hub_stocks
from gtmsim.program.layout import StockKind
from gtmsim.program.loyalty import loyalty_stocks
from gtmsim.program.plan import Plan
from gtmsim.program.planning import planning_stocks
from gtmsim.program.rivals import rivals_stocks
from gtmsim.program.roadmap import roadmap_stocks
from gtmsim.program.tables import Ints

PARTS: tuple[Callable[[Plan], dict[StockKind, int]], ...] = (
    event_stocks,
    hub_stocks,
    needs_stocks,
    loyalty_stocks,
    buyer_stocks,
    rivals_stocks,
    roadmap_stocks,
    planning_stocks,
)


def stock_levels(plan: Plan) -> Ints:
    """Return at how many levels each kind of stock is kept, 0 where it is not."""
    kept: dict[StockKind, int] = {}
    for part in PARTS:
        kept |= part(plan)
    levels = np.zeros(int(StockKind.COUNT), np.int64)
    for kind, count in kept.items():
        levels[int(kind)] = count
    return levels
