"""Fill in the numbers: each block of the parameters from its part of the scenario."""

import numpy as np

from gtmsim.program import rules
from gtmsim.program.buyers import fill_buyers
from gtmsim.program.careers import breadth_pace, fill_careers
from gtmsim.program.clarity import fill_clarity
from gtmsim.program.customers import fill_customers
from gtmsim.program.deal_share import fill_deal_shares
from gtmsim.program.drain import fill_drain
from gtmsim.program.events import fill_events
from gtmsim.program.fill_market import fill_market
from gtmsim.program.fill_needs import fill_needs
from gtmsim.program.fill_offers import fill_offers
from gtmsim.program.hub import fill_hub
from gtmsim.program.layout import (
    Block,
    KindFamily,
    PersonCol,
    RequestCol,
    RunCol,
    SourceCol,
    StageCol,
)
from gtmsim.program.loyalty import fill_loyalty
from gtmsim.program.plan import Plan
from gtmsim.program.planning import fill_planning
from gtmsim.program.pursuit import fill_pursuit
from gtmsim.program.resolve import Value
from gtmsim.program.rivals import fill_rivals
from gtmsim.program.roadmap import fill_roadmap
from gtmsim.program.sheet import Sheet
from gtmsim.program.who import Someone
from gtmsim.scenario import unsaid
from gtmsim.scenario.policy import Handoff
from gtmsim.scenario.sources import Source
from gtmsim.scenario.stages import Stage
from gtmsim.units import TICKS_PER_DAY, TICKS_PER_WEEK


def fill(sheet: Sheet, plan: Plan) -> None:
    """Fill in every block."""
    _run(sheet, plan)
    fill_market(sheet, plan)
    fill_offers(sheet, plan)
    fill_needs(sheet, plan)
    fill_rivals(sheet, plan)
    for row, (name, source) in enumerate(plan.scenario.world.sources.items()):
        if source is not None:
            _source(sheet, plan, row, name, source)
    for row, (name, stage) in enumerate(zip(plan.stage_ids, plan.stages, strict=True)):
        if stage is not None:
            _stage(sheet, plan, row, stage, unsaid.handoff_of(plan.scenario, name))
    fill_deal_shares(sheet, plan)
    _requests(sheet, plan)
    fill_drain(sheet, plan)
    _people(sheet, plan)
    fill_careers(sheet, plan)
    _interrupts(sheet, plan)
    fill_customers(sheet, plan)
    fill_loyalty(sheet, plan)
    fill_pursuit(sheet, plan)
    fill_planning(sheet, plan)
    fill_events(sheet, plan)
    fill_hub(sheet, plan)
    fill_clarity(sheet, plan)
    fill_buyers(sheet, plan)
    fill_roadmap(sheet, plan)
    for row, share in enumerate(plan.shares):
        sheet.number(Block.BRANCH, row, 0, share)


def _run(sheet: Sheet, plan: Plan) -> None:
    policy = plan.scenario.policy
    sheet.number(Block.RUN, 0, RunCol.RESUMPTION, policy.resumption)
    sheet.number(Block.RUN, 0, RunCol.STANDING_SESSION, policy.standing_session)
    sheet.number(Block.RUN, 0, RunCol.ASSIGN_IDLE, policy.assignment.idle)
    sheet.number(Block.RUN, 0, RunCol.ASSIGN_LOAD, policy.assignment.load)


def _source(sheet: Sheet, plan: Plan, row: int, name: str, source: Source) -> None:
    value = sheet.value
    for column, number in (
        (SourceCol.INTENT, source.intent),
        (SourceCol.SCORING, source.scoring),
        (SourceCol.COST_CENTS, source.cost_per_lead),
        (SourceCol.HEAD_START, source.head_start),
        (SourceCol.BRAND, source.brand),
        (SourceCol.COMMISSION, source.commission),
    ):
        sheet.number(Block.SOURCE, row, column, number)
    if source.kind == "stream":
        rate = value(source.rate)
        a_day = np.maximum(rate * TICKS_PER_DAY, 1e-9)
        sheet.put(Block.SOURCE, row, SourceCol.RATE, rate)
        spread = np.sqrt(np.log(1.0 + (value(source.dispersion) - 1.0) / a_day))
        sheet.put(Block.SOURCE, row, SourceCol.DAY_SIGMA, spread)
        mix = unsaid.mix_of(plan.scenario, name)
        for place, segment in enumerate(plan.segments):
            sheet.number(Block.MIX, row, place, mix.get(segment, 0.0))


def _stage(sheet: Sheet, plan: Plan, row: int, stage: Stage, handoff: Handoff) -> None:
    sheet.put(Block.STAGE, row, StageCol.SESSION_SPREAD, float(stage.session_spread == "geometric"))
    for column, number in (
        (StageCol.SESSIONS, stage.sessions),
        (StageCol.ADVANCE, stage.outcomes.advance),
        (StageCol.LOST, stage.outcomes.lost),
        (StageCol.NO_DECISION, stage.outcomes.no_decision),
        (StageCol.WITHOUT_INTENT, stage.without_intent),
        (StageCol.TIME_OUT, stage.time_out or 0.0),
        (StageCol.DECAY_EXPONENT, stage.decay.exponent),
        (StageCol.DECAY_SCALE, stage.decay.scale),
        (StageCol.SLA, handoff.sla),
        (StageCol.SCORE_HEAD_START, handoff.score_head_start),
        (StageCol.NEWEST_FIRST, handoff.newest_first),
        (StageCol.THRESHOLD, handoff.threshold),
        (StageCol.REJECTS_BELOW, handoff.rejects_below),
        (StageCol.READING, handoff.reading),
        (StageCol.RECYCLES, handoff.recycles),
        (StageCol.ATTEMPTS, float(handoff.attempts)),
        (StageCol.SAME_PERSON, handoff.same_person),
        (StageCol.KEEPS_OWNER, handoff.keeps_owner),
        (StageCol.VOLUME_PULL, handoff.volume_pull),
        (StageCol.NURTURES, handoff.nurtures),
        (StageCol.MESSAGE, handoff.message),
    ):
        sheet.number(Block.STAGE, row, column, number)
    for column, said in (
        (StageCol.SESSION, stage.session),
        (StageCol.GAP, stage.gap),
        (StageCol.CLOCK, stage.clock),
        (StageCol.LOSS_CLOCK, stage.loss_clock),
        (StageCol.PATIENCE, stage.patience),
        (StageCol.RECYCLE_AFTER, handoff.recycle_after),
    ):
        sheet.distribution(Block.STAGE, row, column, said)
    sheet.put(Block.STAGE, row, StageCol.VOLUME_TARGET, sheet.value(handoff.volume_target) * TICKS_PER_WEEK)
    in_all: Value = 0.0
    for place, request in enumerate(plan.scenario.world.requests):
        rate = sheet.value(stage.requests.get(request, 0.0))
        sheet.put(Block.ASK_RATE, row, place, rate)
        in_all = in_all + rate
    sheet.put(Block.STAGE, row, StageCol.ASKS, in_all)


def _requests(sheet: Sheet, plan: Plan) -> None:
    for row, request in enumerate(plan.scenario.world.requests.values()):
        if request is None:
            continue
        spread = float(not (isinstance(request.sessions, float | int) and request.sessions == 1.0))
        sheet.put(Block.REQUEST, row, RequestCol.SESSION_SPREAD, spread)
        sheet.number(Block.REQUEST, row, RequestCol.SESSIONS, request.sessions)
        sheet.distribution(Block.REQUEST, row, RequestCol.SESSION, request.session)
        sheet.number(Block.REQUEST, row, RequestCol.LIFT, request.lift)
        sheet.number(Block.REQUEST, row, RequestCol.SAVED, request.hours_saved)


def _people(sheet: Sheet, plan: Plan) -> None:
    wishes: dict[int, list[tuple[Value, Value]]] = {}  # by team: all in it hold the same roles
    for row, person in enumerate(plan.people):
        if person.team not in wishes:
            wishes[person.team] = [_priority(sheet, plan, person, kind) for kind in plan.kinds]
        _person(sheet, plan, row, person, wishes[person.team])


def _person(sheet: Sheet, plan: Plan, row: int, person: Someone, wishes: list[tuple[Value, Value]]) -> None:
    value, team, member = sheet.value, person.said, person.member
    if member is not None and member.skill is not None:
        skill = value(member.skill)
    else:
        skill = value(team.skill_spread) * rules.normal_quantile(person.rank)
    sheet.put(Block.PERSON, row, PersonCol.SKILL, skill)
    sheet.number(Block.PERSON, row, PersonCol.COST_CENTS, team.cost)
    speed = value(team.speed if member is None or member.speed is None else member.speed)
    speed = speed * breadth_pace(sheet, plan, person)
    for column, (family, (priority, pace)) in enumerate(zip(plan.families, wishes, strict=True)):
        if family in (KindFamily.STAGE, KindFamily.REQUEST, KindFamily.REFERRED):
            sheet.put(Block.PRIORITY, row, column, priority)
        sheet.put(Block.SPEED, row, column, speed * pace)
    _standing(sheet, plan, row, person)


def _priority(sheet: Sheet, plan: Plan, person: Someone, kind: str) -> tuple[Value, Value]:
    """Return how much a person prefers a kind of work, by the role that prefers it most, and the pace of that role."""
    value = sheet.value
    priority: Value = 0.0
    pace: Value = 1.0
    for name, weight in person.roles.items():
        role = plan.scenario.organisation.roles[name]
        assert role is not None, "checked when loading: a team has no role that was taken away"
        wish = value(weight) * value(role.works.get(kind, 0.0))
        pace = np.where(wish > priority, value(role.speed.get(kind, 1.0)), pace)
        priority = np.maximum(priority, wish)
    return priority, pace


def _standing(sheet: Sheet, plan: Plan, row: int, person: Someone) -> None:
    """Write the shares of a person's standing time: those of the roles that have any, as the roles weigh, adding up to 1."""
    value = sheet.value
    shares: dict[int, Value] = {}
    for name, weight in person.roles.items():
        for kind, share in plan.scenario.policy.standing.get(name, {}).items():
            column = plan.kind[kind]
            shares[column] = shares.get(column, 0.0) + value(weight) * value(share)
    in_all = sum(shares.values(), start=0.0 * value(1.0))
    for column, wish in shares.items():
        sheet.put(Block.STANDING, row, column, wish / np.maximum(in_all, 1e-12))


def _interrupts(sheet: Sheet, plan: Plan) -> None:
    for waiting, victims in unsaid.interrupts_of(plan.scenario).items():
        for in_hand, weight in victims.items():
            sheet.put(Block.INTERRUPT, plan.kind[waiting], plan.kind[in_hand], weight)
