"""Scenario to Program: people, hours and money become numbers, ticks and cents."""

import numpy as np

from gtmsim.program.customers import cared_by
from gtmsim.program.events import acquired_accounts, event_rows
from gtmsim.program.fill import fill
from gtmsim.program.layout import PersonInt, StageInt
from gtmsim.program.plan import Plan
from gtmsim.program.resolve import Draws, Medians, uncertain_numbers
from gtmsim.program.roadmap import developed_by
from gtmsim.program.sheet import Sheet
from gtmsim.program.stocks import stock_levels
from gtmsim.program.tables import Floats, Program
from gtmsim.program.timetable import quarter_starts
from gtmsim.program.varied import varied_columns
from gtmsim.scenario import Scenario, Uncertain, unsaid


def lower(scenario: Scenario) -> Program:
    """Return the program of a scenario, uncertain numbers at their medians.

    Lowering draws nothing, and a scenario that loads can be lowered.
    """
    plan = Plan(scenario)
    *before, now = [_filled(plan.under(phase)) for phase in plan.phases]
    uncertain = list(uncertain_numbers(scenario))
    slots = sorted(varied_columns(plan, Draws(uncertain, 0, 0, 1))) if uncertain else []
    ticks, days, rates, cells = plan.cells()
    prospecting = unsaid.prospecting_of(scenario)
    intervals = plan.intervals()
    return Program(
        horizon=plan.horizon,
        warm_up=int(scenario.run.warm_up),
        treated_at=plan.treated_at,
        material=plan.standing_kind(scenario.world.library.built_by),
        prospected_by=plan.standing_kind(prospecting.done_by if prospecting else None),
        nurtured_by=plan.standing_kind(scenario.world.nurture.built_by),
        territory=-1 if prospecting is None or prospecting.territory is None else prospecting.territory,
        steps=np.array(plan.steps.rows, np.int64),
        branches=np.array(plan.steps.branches, np.int64),
        stage_ints=np.array(plan.stage_rows, np.int64).reshape(-1, len(StageInt)),
        request_ints=np.array(plan.request_rows, np.int64).reshape(-1, 2),
        source_ints=plan.source_rows(cells),
        segment_accounts=np.array([s.accounts if s else 0 for s in plan.segments.values()], np.int64),
        kind_family=np.array(plan.families, np.int64),
        person_ints=np.array([plan.person_row(p) for p in plan.people], np.int64).reshape(-1, len(PersonInt)),
        cell_tick=ticks,
        cell_day=days,
        cell_shape=rates,
        calendar_first=intervals[0],
        interval_start=intervals[1],
        interval_end=intervals[2],
        interval_before=intervals[3],
        quarter_starts=np.array(quarter_starts(scenario.run.start, plan.horizon), np.int64),
        at=plan.at,
        params=now,
        before=np.concatenate((np.zeros(0), *before)),
        slots=np.array(slots, np.int64),
        stock_levels=stock_levels(plan),
        uncertain=_told(scenario, uncertain),
        names=plan.names(),
        scenario=scenario,
        researched_by=plan.standing_kind(scenario.world.knowledge.built_by),
        intelligence=plan.standing_kind(scenario.world.rivalry.intelligence.built_by),
        cared_by=cared_by(plan),
        served_by=plan.standing_kind(scenario.world.loyalty.served_by),
        phase_at=np.array(plan.phase_at, np.int64),
        event_ints=event_rows(plan),
        event_accounts=acquired_accounts(plan),
        developed_by=developed_by(plan),
    )


def _filled(plan: Plan) -> Floats:
    sheet = Sheet(plan.at, int(plan.at[-1]), Medians(), plan.shapes)
    fill(sheet, plan)
    return sheet.params


def _told(scenario: Scenario, uncertain: list[tuple[str, Uncertain]]) -> tuple[str, ...]:
    told = tuple(f"{path} {known!r}" for path, known in uncertain)
    # Each date has all the numbers of the ones before; what it leaves as it was is told once.
    return tuple(dict.fromkeys(told)) if any(scenario.events.values()) else told
