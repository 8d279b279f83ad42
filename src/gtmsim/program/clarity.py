"""Role clarity, specialists and what is learnt, in numbers."""

from gtmsim.program.layout import Block, ProductCol, StructureCol
from gtmsim.program.plan import Plan
from gtmsim.program.sheet import Sheet


def fill_clarity(sheet: Sheet, plan: Plan) -> None:
    """Write whose work is whose, who knows which segment, and what experience is worth."""
    world, policy = plan.scenario.world, plan.scenario.policy
    for column, number in (
        (StructureCol.CLARITY, policy.role_clarity),
        (StructureCol.SEARCH, world.misrouting.search),
        (StructureCol.SEARCH_WAIT, world.misrouting.wait),
        (StructureCol.TWICE, world.misrouting.twice),
        (StructureCol.SPECIALISTS, policy.specialists),
        (StructureCol.STALE, world.stale_skill),
    ):
        sheet.number(Block.STRUCTURE, 0, column, number)
    for row, person in enumerate(plan.people):
        for place, segment in enumerate(plan.segments):
            sheet.number(Block.KNOWS, row, place, person.said.knows.get(segment, 0.0))
    for row, product in enumerate(world.products.values()):
        if product is not None:
            sheet.number(Block.PRODUCT, row, ProductCol.LEARNING, product.learning)
            sheet.number(Block.PRODUCT, row, ProductCol.LEARNT_AT, product.learnt_at)
            sheet.number(Block.PRODUCT, row, ProductCol.LEARNT_MOST, product.learnt_most)
