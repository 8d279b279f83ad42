"""What satisfies customers and lets them grow, in numbers, and the customers a run begins with."""

from typing import TYPE_CHECKING

import numpy as np

from gtmsim.program.layout import Block, LoyaltyCol, StartCol, StockKind
from gtmsim.scenario.loyalty import Loyalty
from gtmsim.scenario.values import Number, central
from gtmsim.units import TICKS_PER_HOUR, TICKS_PER_WEEK, TICKS_PER_YEAR

if TYPE_CHECKING:
    from gtmsim.program.plan import Plan
    from gtmsim.program.sheet import Sheet


def fill_loyalty(sheet: "Sheet", plan: "Plan") -> None:
    """Fill in satisfaction, service and growth, and the customers each segment begins with."""
    said, policy, value = plan.scenario.world.loyalty, plan.scenario.policy, sheet.value
    for column, number in (
        (LoyaltyCol.GAMMA, said.gamma),
        (LoyaltyCol.USUAL, said.usual),
        (LoyaltyCol.FIT, said.fit),
        (LoyaltyCol.CARE, said.care),
        (LoyaltyCol.SERVICE, said.service),
        (LoyaltyCol.TRUST, said.trust),
        (LoyaltyCol.OVERDUE, said.overdue),
        (LoyaltyCol.ADVOCATES, said.advocates),
        (LoyaltyCol.PULL, said.uplift),
        (LoyaltyCol.UPLIFT, policy.pricing.uplift),
        (LoyaltyCol.CROSS_SELL, policy.cross_sell),
    ):
        sheet.number(Block.LOYALTY, 0, column, number)
    run = plan.scenario.run
    sheet.number(Block.LOYALTY, 0, LoyaltyCol.MULTIPLE, run.arr_multiple)
    sheet.number(Block.LOYALTY, 0, LoyaltyCol.MARGIN, run.gross_margin)
    sheet.number(Block.LOYALTY, 0, LoyaltyCol.CASH_CENTS, run.cash_at_start)
    rate = np.log(1.0 + value(run.discount_rate) * TICKS_PER_YEAR) / TICKS_PER_YEAR
    sheet.put(Block.LOYALTY, 0, LoyaltyCol.DISCOUNTING, rate)
    for column, told in (
        (LoyaltyCol.TICKETS, value(said.tickets) * TICKS_PER_WEEK),
        (LoyaltyCol.TICKET_HOURS, value(said.ticket) / TICKS_PER_HOUR),
        (LoyaltyCol.PATIENCE, value(said.patience) / TICKS_PER_WEEK),
        (
            LoyaltyCol.SERVICE_KEPT,
            np.exp(-np.log(2.0) * TICKS_PER_WEEK / np.maximum(value(said.half_life), 1.0)),
        ),
        (LoyaltyCol.GROWTH, np.log(1.0 + value(said.growth)) / TICKS_PER_YEAR),
        (LoyaltyCol.GROWTH_SPREAD, value(said.growth_spread) / np.sqrt(TICKS_PER_YEAR)),
    ):
        sheet.put(Block.LOYALTY, 0, column, told)
    for row, segment in enumerate(plan.segments.values()):
        if segment is not None:
            sheet.put(Block.START, row, StartCol.CUSTOMERS, float(segment.customers_at_start))
            worth = segment.deal_value if segment.customer_value is None else segment.customer_value
            sheet.distribution(Block.START, row, StartCol.VALUE, worth)


def satisfies(said: Loyalty) -> bool:
    """Return whether anything depends on how satisfied customers are, or could be told of it."""
    return any(_some(number) for number in (said.gamma, said.advocates, said.tickets))


def loyalty_stocks(plan: "Plan") -> dict[StockKind, int]:
    """Return the stocks of satisfaction and of service, if contracts are kept."""
    said = plan.scenario.world.loyalty
    if plan.scenario.world.customers.term is None:
        return {}
    serves = int(_some(said.tickets))
    return {
        StockKind.SATISFACTION: int(satisfies(said)),
        StockKind.SERVICE_LEVEL: serves,
        StockKind.TICKET_BACKLOG: serves,
    }


def _some(number: Number) -> bool:
    return central(number) > 0.0
