"""Plans, beliefs and budgets in numbers, and which stocks they are told by."""

from typing import TYPE_CHECKING

from gtmsim.program.layout import Block, PlanningCol, SegmentCol, StockKind
from gtmsim.program.plan import Plan
from gtmsim.scenario.planning import MEASURES, Planning, Reporting
from gtmsim.units import TICKS_PER_WEEK

if TYPE_CHECKING:
    from gtmsim.program.sheet import Sheet


def is_planned(plan: Plan) -> bool:
    """Return whether anything is planned at reviews: something is said about it that is not the default."""
    said = [(each.world.reporting, each.policy.planning) for each in plan.phases]
    return any(each != (Reporting(), Planning()) for each in said)


def fill_planning(sheet: "Sheet", plan: Plan) -> None:
    """Fill in the block of planning, and the benchmark of each segment."""
    reporting, planning = plan.scenario.world.reporting, plan.scenario.policy.planning
    for column, number in (
        (PlanningCol.NOISE, reporting.noise),
        (PlanningCol.BIAS, reporting.bias),
        (PlanningCol.UNSEEN, reporting.handoff_unseen),
        (PlanningCol.CONVERSION, reporting.benchmark_conversion),
        (PlanningCol.VOICE, reporting.voice),
        (PlanningCol.SHARED, planning.shared_reporting),
        (PlanningCol.EVIDENCE, planning.evidence),
        (PlanningCol.BENCHMARK, planning.benchmark),
        (PlanningCol.LEARNING, planning.learning),
        (PlanningCol.ADAPT, planning.adapt),
        (PlanningCol.JOINT, planning.joint),
        (PlanningCol.SAY, planning.marketing_decides),
        (PlanningCol.GOAL, planning.goal),
        (PlanningCol.RIGHT_TO_LEFT, planning.right_to_left),
        (PlanningCol.GROWTH, planning.growth),
        (PlanningCol.BUDGET_FLOOR, planning.budget_floor),
        (PlanningCol.HURDLE, planning.hurdle),
        (PlanningCol.PATIENCE, planning.patience),
        (PlanningCol.RESERVE, planning.reserve),
        (PlanningCol.INFORMED, planning.informed),
        (PlanningCol.BUDGET_OF_FORECAST, planning.budget_of_forecast),
        (PlanningCol.STEER, planning.steer),
    ):
        sheet.number(Block.PLANNING, 0, column, number)
    sheet.put(Block.PLANNING, 0, PlanningCol.DELAY, sheet.value(planning.delay) / TICKS_PER_WEEK)
    for place, measure in enumerate(MEASURES):
        counts = planning.scorecard.get(measure, 0.0)
        sheet.number(Block.PLANNING, 0, PlanningCol.SCORECARD + place, counts)
    for row, name in enumerate(plan.segments):
        sheet.number(Block.SEGMENT, row, SegmentCol.BENCHMARK, reporting.benchmark.get(name, 0.0))


def planning_stocks(plan: Plan) -> dict[StockKind, int]:
    """Return how many levels the stocks of planning have: none where nothing is planned."""
    if not is_planned(plan):
        return {}
    once = (
        StockKind.MARKETING_OFF,
        StockKind.SALES_OFF,
        StockKind.BELIEFS_APART,
        StockKind.PIPELINE_COVERAGE,
        StockKind.LEAD_GOAL,
        StockKind.BUDGET_KEPT,
        StockKind.MARKETING_VOICE,
        StockKind.STEERED_TO,
    )
    by_id = {StockKind.EFFORT: len(plan.segments), StockKind.PROGRAM_KEPT: len(plan.sources)}
    return dict.fromkeys(once, 1) | by_id
