"""Fill in what buyers need, and what products and rivals have."""

import numpy as np

from gtmsim.program.layout import Block
from gtmsim.program.plan import Plan
from gtmsim.program.sheet import Sheet


def fill_needs(sheet: Sheet, plan: Plan) -> None:
    """Write the needs of each segment and the features of each product at the start."""
    world, value = plan.scenario.world, sheet.value
    for column, attribute in enumerate(world.attributes):
        for row, segment in enumerate(world.segments.values()):
            if segment is not None:
                weight = np.maximum(value(segment.needs.get(attribute, 1.0)), 1e-9)
                sheet.put(Block.NEED, row, column, weight)
        for row, product in enumerate(world.products.values()):
            if product is not None:
                sheet.number(Block.FEATURE, row, column, product.features.get(attribute, 0.0))
