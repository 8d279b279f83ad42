"""Fill in how requests are met, and what material does about them."""

from typing import TYPE_CHECKING

import numpy as np

from gtmsim.program.layout import Answer, Block, DrainCol, RequestCol, RunCol, SegmentCol, Situation
from gtmsim.program.plan import Plan
from gtmsim.program.resolve import Value
from gtmsim.scenario import unsaid
from gtmsim.scenario.intake import ANSWERS, SITUATIONS, Intake
from gtmsim.scenario.lines import share_under_sales
from gtmsim.units import TICKS_PER_HOUR, TICKS_PER_WEEK

if TYPE_CHECKING:
    from gtmsim.program.sheet import Sheet

NONE = -1.0


def fill_drain(sheet: "Sheet", plan: Plan) -> None:
    """Fill in everything about help for single deals and about the library."""
    policy, world, value = plan.scenario.policy, plan.scenario.world, sheet.value
    for column, number in (
        (DrainCol.LARGE_DEAL, policy.large_deal or 0.0),
        (DrainCol.CONTESTED_LIFT, world.contested_lift),
        (DrainCol.PLANNED, NONE if policy.planned_help is None else policy.planned_help),
        (DrainCol.TARGET, policy.target or 0.0),
        (DrainCol.PRESSURE, policy.pressure),
        (DrainCol.DEAL_BUDGET, NONE if policy.deal_budget is None else policy.deal_budget),
        (DrainCol.LIFT, unsaid.material_lift_of(plan.scenario)),
        (DrainCol.REUSABLE_COST, world.library.reusable_cost),
        (DrainCol.REUSE_GAIN, world.library.reuse_gain),
    ):
        sheet.number(Block.DRAIN, 0, column, number)
    sheet.number(Block.RUN, 0, RunCol.LIBRARY, world.library.level)
    adoption, joint = value(policy.adoption), value(policy.joint_design)
    sheet.put(Block.DRAIN, 0, DrainCol.ADOPTION, adoption + (1.0 - adoption) * joint)
    sheet.put(Block.DRAIN, 0, DrainCol.USED, 1.0 - value(world.library.joint_cost) * joint)
    for row, segment in enumerate(plan.segments.values()):
        if segment is not None:
            sheet.number(Block.SEGMENT, row, SegmentCol.CONTESTED, segment.contested)
    for row, (name, request) in enumerate(world.requests.items()):
        if request is None:
            continue
        sheet.number(Block.REQUEST, row, RequestCol.AVOIDABLE, request.avoidable)
        sheet.number(Block.REQUEST, row, RequestCol.COST_CENTS, request.cost)
        sheet.number(Block.REQUEST, row, RequestCol.REUSABLE, policy.reusable.get(name, 0.0))
        _answers(sheet, row, unsaid.intake_of(plan.scenario, name), _deferring(sheet, plan, name))
    _toolkit(sheet, plan)


def _deferring(sheet: "Sheet", plan: Plan, request: str) -> Value:
    """Return the share of a type's requests that are answered as superiors who sell would."""
    return share_under_sales(plan.scenario, request) * sheet.value(plan.scenario.organisation.deference)


def _answers(sheet: "Sheet", row: int, intake: Intake, deferring: Value) -> None:
    """Write five answers for each situation; where none are written, the situation is not looked at.

    What is answered as superiors who sell would is taken at once.
    """
    for situation, name in zip(Situation, ("", *SITUATIONS), strict=True):
        answers = intake.in_situation(name) if name else intake
        if answers is None:
            continue
        sheet.put(Block.REQUEST, row, RequestCol.WRITTEN + situation, 1.0)
        for column, answer in enumerate(ANSWERS):
            place = RequestCol.ANSWERS + situation * len(ANSWERS) + column
            at_once = deferring if column == Answer.PREEMPT else 0.0
            share = sheet.value(getattr(answers, answer))
            sheet.put(Block.REQUEST, row, place, (1.0 - deferring) * share + at_once)


def _toolkit(sheet: "Sheet", plan: Plan) -> None:
    """Write who gets which share of the material hours, and how many of them cover how much.

    The scale is such that the hours said, spread evenly, keep half of every part covered.
    """
    library, value = plan.scenario.world.library, sheet.value
    weights = [value(weight) for weight in library.personas.values()] or [1.0]
    in_all: Value = sum(weights, start=0.0 * value(1.0))
    toolkit = unsaid.toolkit_of(plan.scenario)
    for column, weight in enumerate(weights):
        share = weight / np.maximum(in_all, 1e-12)
        for row, stage in enumerate(plan.stage_ids):
            sheet.put(Block.TOOLKIT, row, column, value(toolkit.get(stage, 0.0)) * share)
        sheet.put(Block.TOOLKIT, len(plan.stage_ids), column, share)
    kept = np.exp(-np.log(2.0) * TICKS_PER_WEEK / value(library.half_life))
    tools = max(len(unsaid.tools_for(plan.scenario)), 1) * len(weights)
    hours = value(library.half_covered) / TICKS_PER_HOUR / tools
    sheet.put(Block.DRAIN, 0, DrainCol.KEPT, kept)
    sheet.put(Block.DRAIN, 0, DrainCol.SCALE, hours / np.log(2.0 - kept))
