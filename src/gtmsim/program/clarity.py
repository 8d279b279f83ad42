"""Role clarity in numbers."""

from gtmsim.program.layout import Block, StructureCol
from gtmsim.program.plan import Plan
from gtmsim.program.sheet import Sheet


def fill_clarity(sheet: Sheet, plan: Plan) -> None:
    """Write the row of role clarity, and of what work costs that goes astray."""
    world = plan.scenario.world
    for column, number in (
        (StructureCol.CLARITY, plan.scenario.policy.role_clarity),
        (StructureCol.SEARCH, world.misrouting.search),
        (StructureCol.SEARCH_WAIT, world.misrouting.wait),
        (StructureCol.TWICE, world.misrouting.twice),
    ):
        sheet.number(Block.STRUCTURE, 0, column, number)
