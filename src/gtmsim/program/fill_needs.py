"""Fill in what buyers need, and what products and rivals have."""

import numpy as np

from gtmsim.program.layout import Block, MarketCol, SegmentCol, StockKind
from gtmsim.program.plan import Plan
from gtmsim.program.sheet import LN2, Sheet
from gtmsim.units import TICKS_PER_HOUR, TICKS_PER_WEEK


def needs_stocks(plan: Plan) -> dict[StockKind, int]:
    """Return the weekly stocks of needs: those of attributes where one is named, those of noticing where a segment emerges."""
    world = plan.scenario.world
    stocks: dict[StockKind, int] = {}
    if any(segment is not None and segment.emerges is not None for segment in world.segments.values()):
        stocks[StockKind.UNNOTICED] = len(world.segments)
    if not any(attribute is not None for attribute in world.attributes.values()):
        return stocks
    return stocks | {
        StockKind.PRODUCT_FIT: len(world.products),
        StockKind.BELIEF_ERROR: len(world.segments),
        StockKind.NEED: len(world.attributes),
        StockKind.BELIEVED_NEED: len(world.attributes),
    }


def fill_needs(sheet: Sheet, plan: Plan) -> None:
    """Write the needs of each segment and the features of each product at the start, and what fit is worth."""
    world, value = plan.scenario.world, sheet.value
    for column, (attribute, said) in enumerate(world.attributes.items()):
        if said is None:
            continue  # nobody needs it
        for row, segment in enumerate(world.segments.values()):
            if segment is not None:
                weight = np.maximum(value(segment.needs.get(attribute, 1.0)), 1e-9)
                sheet.put(Block.NEED, row, column, weight)
        for row, product in enumerate(world.products.values()):
            if product is not None:
                sheet.number(Block.FEATURE, row, column, product.features.get(attribute, 0.0))
    for row, segment in enumerate(world.segments.values()):
        if segment is None:
            sheet.put(Block.SEGMENT, row, SegmentCol.URGENT, 1.0)
        else:
            sheet.number(Block.SEGMENT, row, SegmentCol.PRIVATE, segment.private)
            sheet.number(Block.SEGMENT, row, SegmentCol.DRIFT, segment.drift)
            sheet.number(Block.SEGMENT, row, SegmentCol.URGENT, segment.urgent)
            emerges = float(max(plan.tick(segment.emerges, 0), 0))
            sheet.put(Block.SEGMENT, row, SegmentCol.EMERGES, emerges)
    _whole(sheet, plan)


def _whole(sheet: Sheet, plan: Plan) -> None:
    needs, research, value = plan.scenario.world.needs, plan.scenario.policy.research, sheet.value
    for column, number in (
        (MarketCol.FIT, needs.fit),
        (MarketCol.USUAL, needs.usual),
        (MarketCol.NOT_URGENT, needs.not_urgent),
        (MarketCol.NOISE, needs.noise),
        (MarketCol.MISJUDGED, needs.misjudged),
        (MarketCol.FORESIGHT, needs.foresight),
        (MarketCol.FRAME, research.frame),
    ):
        sheet.number(Block.MARKET, 0, column, number)
    knowledge = plan.scenario.world.knowledge
    sheet.number(Block.MARKET, 0, MarketCol.RESOLUTION, knowledge.resolution)
    sheet.put(Block.MARKET, 0, MarketCol.NOTICING, value(knowledge.noticing) / TICKS_PER_HOUR)
    if knowledge.built_by is not None:
        sheet.number(Block.MARKET, 0, MarketCol.AT_START, knowledge.at_start)
    a_week = LN2 * TICKS_PER_WEEK
    sheet.put(Block.MARKET, 0, MarketCol.TREND_KEPT, np.exp(-a_week / value(needs.trend_half_life)))
    sheet.put(Block.MARKET, 0, MarketCol.LEARNING, a_week / value(needs.learned))
    sheet.put(Block.MARKET, 0, MarketCol.HORIZON, value(research.horizon) / TICKS_PER_WEEK)
    loudness = (1.0 - value(research.business)) * value(needs.expressed)
    sheet.put(Block.MARKET, 0, MarketCol.LOUDNESS, loudness)
