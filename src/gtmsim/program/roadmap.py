"""What developers build, in numbers."""

from typing import TYPE_CHECKING

from gtmsim.program.layout import Block, RoadmapCol, StockKind
from gtmsim.units import TICKS_PER_HOUR, TICKS_PER_WEEK

if TYPE_CHECKING:
    from gtmsim.program.plan import Plan
    from gtmsim.program.sheet import Sheet


def developed_by(plan: "Plan") -> int:
    """Return the kind of standing work that develops the products, or -1."""
    return plan.standing_kind(plan.scenario.world.roadmap.built_by)


def roadmap_stocks(plan: "Plan") -> dict[StockKind, int]:
    """Return at how many levels each stock of the roadmap is kept."""
    kept = int(developed_by(plan) >= 0)
    return dict.fromkeys((StockKind.UPKEEP_SHARE, StockKind.VELOCITY, StockKind.WISHES), kept)


def fill_roadmap(sheet: "Sheet", plan: "Plan") -> None:
    """Fill in the block of the roadmap."""
    said, policy, value = plan.scenario.world.roadmap, plan.scenario.policy, sheet.value
    for column, hours in (
        (RoadmapCol.FEATURE_HOURS, said.feature_hours),
        (RoadmapCol.ONE_OFF_HOURS, said.one_off_hours),
        (RoadmapCol.BUILT, said.built),
    ):
        sheet.put(Block.ROADMAP, 0, column, value(hours) / TICKS_PER_HOUR)
    sheet.put(Block.ROADMAP, 0, RoadmapCol.UPKEEP, value(said.upkeep) * TICKS_PER_WEEK)
    for column, number in (
        (RoadmapCol.STEP, said.step),
        (RoadmapCol.DEARER, said.one_off_upkeep),
        (RoadmapCol.PROMISES, policy.promises),
        (RoadmapCol.LIFT, said.promise_lift),
        (RoadmapCol.DUE, said.promise_due),
        (RoadmapCol.ASKS, said.asks),
        (RoadmapCol.STALENESS, said.gone_stale),
        (RoadmapCol.BROKEN, said.broken),
    ):
        sheet.number(Block.ROADMAP, 0, column, number)
    steering = policy.roadmap
    shares = (steering.market, steering.deals, steering.customers, steering.rivals)
    for stream, share in enumerate(shares):
        sheet.number(Block.ROADMAP, 0, RoadmapCol.STEERED_BY + stream, share)
