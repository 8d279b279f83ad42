"""Fill in the numbers of pursuit: whom reps go after, which leads they take, what nurture and a broken promise do."""

from typing import TYPE_CHECKING

from gtmsim.program.layout import AimCol, Block, PursuitCol
from gtmsim.program.plan import Plan
from gtmsim.scenario import unsaid
from gtmsim.units import TICKS_PER_HOUR

if TYPE_CHECKING:
    from gtmsim.program.sheet import Sheet


def fill_pursuit(sheet: "Sheet", plan: Plan) -> None:
    """Write the row of pursuit, and the aim of prospecting by segment."""
    world, pursuit = plan.scenario.world, plan.scenario.policy.pursuit
    prospecting = unsaid.prospecting_of(plan.scenario)
    for column, number in (
        (PursuitCol.DOORS, prospecting.doors if prospecting is not None else 0.0),
        (PursuitCol.OPENS, prospecting.opens if prospecting is not None else 1.0),
        (PursuitCol.OWN_DEALS, pursuit.own_deals),
        (PursuitCol.SHARED_LIST, pursuit.shared_list),
        (PursuitCol.DUPLICATE_TOUCH, world.duplicate_touch),
        (PursuitCol.SHARPNESS, pursuit.sharpness),
        (PursuitCol.TRACKING, pursuit.tracking),
        (PursuitCol.EXPERIENCE, pursuit.experience),
        (PursuitCol.LEARNING, pursuit.learning),
        (PursuitCol.NURTURE_LIFT, world.nurture.lift),
        (PursuitCol.MESSAGE_BREAK, world.message_break),
    ):
        sheet.number(Block.PURSUIT, 0, column, number)
    full_hours = sheet.value(world.nurture.full) / TICKS_PER_HOUR
    sheet.put(Block.PURSUIT, 0, PursuitCol.NURTURE_FULL, full_hours)
    aim = unsaid.aim_of(plan.scenario)
    for row, segment in enumerate(plan.segments):
        sheet.number(Block.AIM, row, AimCol.SHARE, aim.get(segment, 0.0))
