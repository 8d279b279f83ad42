"""Fill in what buyers need, and what products and rivals have."""

import numpy as np

from gtmsim.program.layout import Block, MarketCol, SegmentCol, StockKind
from gtmsim.program.plan import Plan
from gtmsim.program.sheet import Sheet


def needs_stocks(plan: Plan) -> dict[StockKind, int]:
    """Return the weekly stocks of needs: none where no attribute is named."""
    world = plan.scenario.world
    if not any(attribute is not None for attribute in world.attributes.values()):
        return {}
    return {StockKind.PRODUCT_FIT: len(world.products)}


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
        if segment is not None:
            sheet.number(Block.SEGMENT, row, SegmentCol.PRIVATE, segment.private)
    sheet.number(Block.MARKET, 0, MarketCol.FIT, world.needs.fit)
    sheet.number(Block.MARKET, 0, MarketCol.USUAL, world.needs.usual)
