"""Organisations at the edge of what is legal run to the end; those that contradict themselves are refused with the reason."""

import pytest
from parity.story import assert_same_story

from gtmsim.engines import select
from gtmsim.engines.contract import Trace
from gtmsim.errors import ScenarioError
from gtmsim.program.layout import RecordCol, What
from gtmsim.program.lower import lower
from gtmsim.program.tables import Program
from gtmsim.scenario import load
from gtmsim.units import TICKS_PER_WEEK

SHORT = ("run.horizon=8 weeks", "run.warm_up=0 weeks", "run.replications=1")
WORLD = load("preset:mid_market")
TEAMS = tuple(WORLD.organisation.teams)


def team(name: str, field: str) -> str:
    return f"organisation.teams.{name}.{field}"


NOBODY_BUT = tuple(team(each, field) for each in TEAMS for field in ("people=0", "openings=0"))
ALL_ROLES = "{" + ", ".join(f"{role}: 1" for role in WORLD.organisation.roles) + "}"
NOBODY_ASKS = tuple(f"world.segments.{each}.in_market=0 per year" for each in WORLD.world.segments)
ALWAYS_IN_MARKET = tuple(f"world.segments.{each}.in_market=50 per year" for each in WORLD.world.segments)
NO_NOISE = tuple(
    f"world.sources.{name}.noise=0 per week"
    for name, source in WORLD.world.sources.items()
    if source and source.kind == "pool"
)
ONE_MONTH_OFF = (
    "organisation.calendars.office.holidays=[" + ", ".join(f"2027-01-{day:02d}" for day in range(4, 32)) + "]"
)

EXTREMES = {
    "no marketing people": (team("marketer", "people=0"), team("marketer", "openings=0")),
    "nobody at all": NOBODY_BUT,
    "one person with all roles": (*NOBODY_BUT, f"organisation.teams.all={{people: 1, roles: {ALL_ROLES}}}"),
    "a single account in the market": tuple(
        f"world.segments.{each}.{field}"
        for place, each in enumerate(WORLD.world.segments)
        for field in (f"accounts={int(place == 0)}", "customers_at_start=0")
    ),
    "nobody on shift for a month": (ONE_MONTH_OFF,),
    "no leads at all": (*NOBODY_ASKS, *NO_NOISE),
    "everybody quits": tuple(
        team(each, field) for each in TEAMS for field in ("turnover=1000 per s", "time_to_hire=null")
    ),
    "everybody quits and is replaced at once": tuple(
        team(each, field) for each in TEAMS for field in ("turnover=1000 per s", "time_to_hire=0 h")
    ),
}


def program(*overrides: str) -> Program:
    return lower(load("preset:mid_market", [*SHORT, *overrides]))


def story(extreme: str, *overrides: str) -> Trace:
    return select("core").trace(program(*EXTREMES[extreme], *overrides), 7, 0)


def ticks(trace: Trace, *whats: What) -> list[int]:
    return [row[RecordCol.TICK] for row in trace.records.tolist() if row[RecordCol.WHAT] in whats]


@pytest.mark.parametrize("extreme", EXTREMES)
def test_an_extreme_organisation_runs_to_the_end_on_both_engines(extreme: str) -> None:
    trace = assert_same_story(program(*EXTREMES[extreme]), 7, 0, select("core"), select("reference"))
    assert max(ticks(trace, What.WEEK)) == trace.program.horizon - TICKS_PER_WEEK, "every Monday came"


def test_what_nobody_is_there_for_waits_and_what_nobody_asks_for_never_comes() -> None:
    nobody = story("nobody at all")
    assert ticks(nobody, What.QUEUED)
    assert not ticks(nobody, What.TAKEN, What.STANDING)
    silent = story("no leads at all")
    assert not ticks(silent, What.LEAD)
    assert ticks(silent, What.STANDING)


def test_without_marketing_people_nothing_is_remembered_of_any_program() -> None:
    alone, together = (
        [row[RecordCol.B] for row in each.records.tolist() if row[RecordCol.WHAT] == What.WEEK]
        for each in (story("no marketing people"), select("core").trace(program(), 7, 0))
    )
    assert set(alone) == {0}
    assert max(together) > 0


def test_one_person_does_every_kind_of_work() -> None:
    alone = story("one person with all roles", "run.horizon=104 weeks")
    assert alone.program.people == 1
    worked = {
        name
        for name, ticks in zip(alone.program.names.kinds, alone.ledger[0].tolist(), strict=False)
        if ticks
    }
    assert {"qualify", "discover", "propose", "prospecting", "programs", "demo"} <= worked


def test_nobody_works_in_a_month_of_holidays_and_everybody_does_afterwards() -> None:
    begun = ticks(story("nobody on shift for a month"), What.TAKEN, What.STANDING)
    assert 4 * TICKS_PER_WEEK < min(begun) < 5 * TICKS_PER_WEEK


def test_a_single_account_is_all_the_market_there_is() -> None:
    alone = story("a single account in the market", *ALWAYS_IN_MARKET)
    opened = [row[RecordCol.ENTITY] for row in alone.records.tolist() if row[RecordCol.WHAT] == What.OPENED]
    assert set(opened) == {opened[0]}


def test_when_everybody_has_quit_no_work_is_begun() -> None:
    gone = story("everybody quits")
    assert set(ticks(gone, What.QUIT)) == {TICKS_PER_WEEK}
    assert max(ticks(gone, What.TAKEN, What.STANDING)) < TICKS_PER_WEEK


NOTHING_REFERRED = "organisation.roles.se.works.referred=0"
REFERS_LATER = ("treatment.at=2 weeks", "treatment.policy.intake.demo={refer: 1, preempt: 0}")
CONTRADICTIONS = {
    "a role nobody holds": (
        "mid_market",
        ["organisation.roles.lawyer={works: {propose: 1}}"],
        "organisation.roles.lawyer",
        "a team that holds it",
    ),
    "work no role may do": (
        "mid_market",
        ["organisation.roles.csm.works.onboard=0"],
        "world.stages.onboard",
        "a team holding a role with onboard",
    ),
    "help no role may give": (
        "mid_market",
        [NOTHING_REFERRED],
        "policy.intake",
        "a team holding a role with referred",
    ),
    "help no role may give, which the treatment alone asks for": (
        "baseline",
        list(REFERS_LATER),
        "treatment.policy.intake",
        "a team holding a role with referred",
    ),
    "shares that do not add up": (
        "mid_market",
        ["policy.standing.marketer.research=0.9"],
        "policy.standing.marketer",
        "shares add up to 1",
    ),
    "shares that do not add up after the date": (
        "mid_market",
        ["treatment.at=2 weeks", "treatment.policy.standing.marketer.research=0.9"],
        "treatment.policy.standing.marketer",
        "shares add up to 1",
    ),
    "a circle of interrupts": (
        "mid_market",
        ["policy.interrupts={demo: {event: 1}, event: {demo: 1}}"],
        "policy.interrupts.demo.event",
        "without a circle",
    ),
}


@pytest.mark.parametrize("contradiction", CONTRADICTIONS)
def test_a_contradictory_organisation_is_refused_with_the_reason(contradiction: str) -> None:
    scenario, overrides, path, reason = CONTRADICTIONS[contradiction]
    load(f"preset:{scenario}", SHORT)
    with pytest.raises(ScenarioError) as caught:
        load(f"preset:{scenario}", [*SHORT, *overrides])
    [problem] = caught.value.problems
    assert problem.path == path
    assert reason in problem.wanted
