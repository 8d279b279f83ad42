"""What satisfies customers and lets them grow, in numbers, and the customers a run begins with."""

from typing import TYPE_CHECKING

from gtmsim.program.layout import Block, StartCol

if TYPE_CHECKING:
    from gtmsim.program.plan import Plan
    from gtmsim.program.sheet import Sheet


def fill_loyalty(sheet: "Sheet", plan: "Plan") -> None:
    """Fill in the customers each segment begins with."""
    for row, segment in enumerate(plan.segments.values()):
        if segment is not None:
            sheet.put(Block.START, row, StartCol.CUSTOMERS, float(segment.customers_at_start))
            worth = segment.deal_value if segment.customer_value is None else segment.customer_value
            sheet.distribution(Block.START, row, StartCol.VALUE, worth)
