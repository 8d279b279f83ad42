"""Committees, indecision and trust in numbers."""

import numpy as np

from gtmsim.program.layout import Block, BuyerCol, StockKind
from gtmsim.program.plan import Plan
from gtmsim.program.resolve import Value
from gtmsim.program.sheet import Sheet
from gtmsim.program.steps import literally
from gtmsim.scenario.values import Number
from gtmsim.units import TICKS_PER_WEEK


def fill_buyers(sheet: Sheet, plan: Plan) -> None:
    """Write the row of committees, indecision and trust."""
    world = plan.scenario.world
    committee, trust = world.committee, world.trust
    for column, number in (
        (BuyerCol.SIZE, committee.size),
        (BuyerCol.BY_VALUE, committee.by_value),
        (BuyerCol.MIDDLE, committee.middle),
        (BuyerCol.REACHES, committee.reaches),
        (BuyerCol.THREAD, committee.thread),
        (BuyerCol.UNMET, committee.unmet),
        (BuyerCol.NO_DECISION, world.no_decision),
        (BuyerCol.HOLDS, committee.holds),
        (BuyerCol.GROWS, committee.grows),
        (BuyerCol.CARE_MEETS, committee.care_meets),
        (BuyerCol.TRUST_START, trust.start),
        (BuyerCol.TRUST_LIFT, trust.lift),
        (BuyerCol.TRUST_HOLDS, trust.holds),
        (BuyerCol.TRUST_CARE, trust.care),
        (BuyerCol.TRUST_RESEARCH, trust.research),
        (BuyerCol.TRUST_WORD, trust.word),
        (BuyerCol.TRUST_BREAKS, trust.breaks),
        (BuyerCol.TRUST_DISCOUNTS, trust.discounts),
        (BuyerCol.TRUST_PROMISES, trust.promises),
        (BuyerCol.MUTUAL, trust.mutual),
    ):
        sheet.number(Block.BUYER, 0, column, number)
    sheet.put(Block.BUYER, 0, BuyerCol.TRUST_KEPT, _kept(sheet, trust.half_life))
    sheet.put(Block.BUYER, 0, BuyerCol.MUTUAL_KEPT, _kept(sheet, trust.mutual_half_life))


def _kept(sheet: Sheet, half_life: Number) -> Value:
    kept: Value = np.exp(-np.log(2.0) * TICKS_PER_WEEK / np.maximum(sheet.value(half_life), 1.0))
    return kept


def buyer_stocks(plan: Plan) -> dict[StockKind, int]:
    """Return at how many levels trust is kept: by segment, and once between marketing and sales."""
    trust = plan.scenario.world.trust
    moves = not (literally(trust.lift, 0.0) and literally(trust.holds, 0.0))
    return {
        StockKind.TRUST: len(plan.segments) if moves else 0,
        StockKind.MUTUAL_TRUST: 0 if literally(trust.mutual, 0.0) else 1,
    }
