"""Each row changes one thing in a good scenario and says what must be told, and nothing else."""

import pytest
from scenario.example_texts import FULL, SMALL

from gtmsim.errors import Problem, ScenarioError
from gtmsim.scenario import loads

MONDAYS = "a Monday: 2027-01-04 or 2027-01-11"


def problems(text: str, *overrides: str) -> tuple[Problem, ...]:
    with pytest.raises(ScenarioError) as caught:
        loads(text, "a.yaml", overrides)
    return caught.value.problems


@pytest.mark.parametrize(
    ("override", "path", "said"),
    [
        ("world.sources.web.mix={smb: 0, enterprise: 0, large: 1}", "world.sources.web.mix.large", "a segment: smb or enterprise"),
        ("world.sources.web.mix=null", "world.sources.web.mix", "only with one segment"),
        ("world.sources.web.starts_at=qualfy", "world.sources.web.starts_at", "did you mean qualify?"),
        ("world.sources.web.last=5", "world.sources.web.last", "at least the 10 leads"),
        ("world.sources.web.hours={0: 0, 8: 0, 18: 0}", "world.sources.web.hours", "a weight above 0"),
        ("world.sources.web.hours.0=null", "world.sources.web.hours", "from hour 0 on"),
        ("world.sources.web.hours.24=1", "world.sources.web.hours.24", "0 to 23"),
        ("policy.channels={web: 1, market: 0, fairs: 0}", "policy.channels.web", "a pool source: market"),
        ("policy.channels={market: 0.5, fairs: 0.4}", "policy.channels", "shares add up to 1"),
        ("policy.targeting={smb: 0.5, enterprise: 0, big: 0.5}", "policy.targeting.big", "a segment: smb"),
        ("policy.offers={smb: {suit: 1, suite: 0, starter: 0}}", "policy.offers.smb.suit", "did you mean suite?"),
        ("world.products.suite.fit={sbm: 1}", "world.products.suite.fit.sbm", "did you mean smb?"),
        ("world.knowledge.built_by=reserch", "world.knowledge.built_by", "did you mean research?"),
        ("world.sources.fairs.built_by=car", "world.sources.fairs.built_by", "did you mean care?"),
        ("world.sources.market.unprompted=0.5", "world.sources.market.unprompted", "at most the share of hand_raise"),
        ("world.stages.propose.next=qualify", "world.stages.propose.next", "a later stage, or won"),
        ("world.stages.qualify.next={propse: 1, propose: 0, won: 0}", "world.stages.qualify.next.propse", "did you mean propose?"),
        ("world.stages.propose.sessions=1.5", "world.stages.propose.sessions", "a whole number"),
        ("world.stages.qualify.sessions=0.5", "world.stages.qualify.sessions", "0, or 1 to 1000"),
        ("world.stages.qualify.sessions={uncertain: {low: 0.5, high: 2}}", "world.stages.qualify.sessions", "0, or 1 to 1000"),
        ("world.stages.qualify.sessions=1001", "world.stages.qualify.sessions", "0, or 1 to 1000"),
        ("world.stages.propose.requests={dmo: 1 per week}", "world.stages.propose.requests.dmo", "did you mean demo?"),
        ("world.awareness.built_by=program", "world.awareness.built_by", "did you mean programs?"),
        ("organisation.roles.rep.works.qualfy=1", "organisation.roles.rep.works.qualfy", "did you mean qualify?"),
        ("organisation.roles.rep.works.research=1", "organisation.roles.rep.works.research", "a kind of work"),
        ("organisation.roles.rep.speed.demmo=2", "organisation.roles.rep.speed.demmo", "did you mean demo?"),
        ("organisation.teams.rep.calendar=ofice", "organisation.teams.rep.calendar", "did you mean office?"),
        ("organisation.teams.rep.calendar=null", "organisation.teams.rep", "calendar: one of office or always"),
        ("organisation.teams.rep.leaves=2026-01-01", "organisation.teams.rep.leaves", "after the start"),
        ("organisation.teams.rep.people=1", "organisation.teams.rep.members", "at most the 1 people"),
        ("organisation.teams.rep.people=1001", "organisation.teams.rep.people", "counts people"),
        ("organisation.teams.marketing.roles=null", "organisation.teams.marketing", "which does not exist"),
        ("organisation.teams.marketing.roles={marketer: 0}", "organisation.teams.marketing.roles", "weight above 0"),
        ("organisation.calendars.always.week={mon-fir: all day}", "organisation.calendars.always.week.mon-fir", "mean fri?"),
        ('organisation.calendars.always.week={mon: "9:00-8:00"}', "organisation.calendars.always.week.mon", "ends after it starts"),
        ("policy.standing={marketr: {programs: 1}}", "policy.standing.marketr", "did you mean marketer?"),
        ("policy.standing.marketer.research=0.9", "policy.standing.marketer", "add up to 1"),
        ("policy.handoffs={propos: {sla: 4 h}}", "policy.handoffs.propos", "did you mean propose?"),
        ("policy.intake.dem={queue: 1}", "policy.intake.dem", "did you mean demo?"),
        ("policy.intake.demo.large={deny: 0.9}", "policy.intake.demo.large", "add up to 1"),
        ("policy.reusable={dmo: 0.5}", "policy.reusable.dmo", "did you mean demo?"),
        ("policy.toolkit={propos: 1}", "policy.toolkit.propos", "did you mean propose?"),
        ("policy.toolkit={propose: 0.9}", "policy.toolkit", "add up to 1"),
        ("world.library.built_by=materiel", "world.library.built_by", "did you mean material?"),
        ("policy.interrupts.demo.reserch=1", "policy.interrupts.demo.reserch", "did you mean research?"),
        ("policy.interrupts.programs={care: 1}", "policy.interrupts.programs", "waits in a queue"),
        ("policy.interrupts.tender={demo: 0.5}", "policy.interrupts.demo.tender", "without a circle"),
        ("policy.interrupts.demo.demo=1", "policy.interrupts.demo.demo", "without a circle"),
        ("run.start=2027-01-05", "run.start", MONDAYS),
        ("run.warm_up=10 days", "run.warm_up", "whole weeks"),
        ("run.warm_up=52 weeks", "run.warm_up", "less than the horizon"),
    ],
)  # fmt: skip
def test_one_wrong_thing_is_one_problem_at_its_place(override: str, path: str, said: str) -> None:
    told = problems(FULL, override)
    assert [each.path for each in told] == [path]
    assert said in told[0].advice


def test_a_calendar_that_never_opens_is_told_to_everybody_who_works_by_it() -> None:
    told = problems(FULL, "organisation.calendars.always.week={mon-sun: []}")
    assert [each.path for each in told] == [
        "organisation.teams.rep.members.ann.calendar",
        "organisation.teams.helpers.calendar",
    ]


def test_a_kind_of_work_nobody_may_do_is_named() -> None:
    (problem,) = problems(SMALL.replace("works: {qualify: 1, close: 2}", "works: {qualify: 1, close: 0}"))
    assert problem.path == "world.stages.close"
    assert problem.found == "nobody may work close"


def test_a_request_must_be_worked_unless_it_is_denied_or_served_by_the_library() -> None:
    text = SMALL + "policy: {intake: {demo: {self_serve: 0.5, deny: 0.5}}}\n"
    text = text.replace("organisation:", "  requests: {demo: {}}\norganisation:")
    assert list(loads(text).world.requests) == ["demo"]
    (problem,) = problems(text, "policy.intake.demo={self_serve: 0.5, queue: 0.5, deny: 0}")
    assert problem.found == "nobody may work demo"


def test_referred_requests_need_somebody_who_takes_them() -> None:
    (problem,) = problems(FULL, "organisation.roles.helper.works.referred=0")
    assert problem.found == "nobody may work referred"


def test_a_team_without_people_is_no_contradiction_its_work_waits_in_vain() -> None:
    assert loads(SMALL.replace("people: 3", "people: 0")).organisation.teams


def test_a_role_that_no_team_holds_is_a_contradiction() -> None:
    (problem,) = problems(FULL, "organisation.roles.third={}")
    assert problem.path == "organisation.roles.third"
    assert problem.found == "a role nobody holds"


@pytest.mark.parametrize("name", ["won", "referred", "setup"])
def test_our_own_names_are_no_ids_of_work(name: str) -> None:
    assert any(name == each.found for each in problems(SMALL.replace("close", name)))


def test_one_id_has_one_meaning() -> None:
    text = SMALL.replace("organisation:", "  requests: {close: {}}\norganisation:")
    told = problems(text)
    assert [(each.path, each.wanted) for each in told] == [
        ("world.requests.close", "another id; close is a stage already")
    ]


def test_an_id_has_no_dots_or_blanks() -> None:
    text = SMALL.replace("{smb: {}}", '{"small business": {}}')
    assert [each.path for each in problems(text)] == ["world.segments.small business"]


def test_a_number_is_no_id() -> None:
    assert "7" in [each.found for each in problems(SMALL.replace("{smb: {}}", "{7: {}}"))]


def test_a_reference_to_something_taken_away_says_so() -> None:
    told = problems(FULL, "world.segments.enterprise=null")
    assert told[0].hint == "enterprise was taken away by null"


def test_more_stages_than_the_program_can_count_are_refused() -> None:
    stages = ", ".join(f"s{number}: {{sessions: 0}}" for number in range(256))
    text = SMALL.replace(
        "    qualify: {session: {median: 20 min, sigma: 1}}\n    close: {}", f"    {{{stages}}}"
    )
    text = text.replace("works: {qualify: 1, close: 2}", "works: {}")
    assert [each.wanted for each in problems(text)] == ["at most 255 stages"]


def test_what_follows_from_a_mistake_is_not_told_as_another() -> None:
    told = problems(FULL, "organisation.roles.rep=7")
    assert [each.path for each in told] == ["organisation.roles.rep"]


def test_a_date_is_not_held_against_a_horizon_that_is_wrong() -> None:
    for late in (
        "run.warm_up=52 weeks",
        "treatment.at=53 weeks",
        "events.slump={at: 53 weeks, reorganises: {}}",
    ):
        assert [each.path for each in problems(SMALL, "run.horizon=fish", late)] == ["run.horizon"]


def test_an_empty_scenario_says_what_is_missing() -> None:
    assert [each.path for each in problems("gtmsim: 1\n")] == [
        "world.segments",
        "world.sources",
        "world.stages",
    ]
