"""A treatment is a change of policy at a date: before it nothing differs, after it only what it says."""

import numpy as np
import pytest
from parity.story import assert_same_story

import gtmsim._rules
from gtmsim.engines import select
from gtmsim.engines.reference import Reference
from gtmsim.errors import ScenarioError
from gtmsim.program.layout import Block, RecordCol, StageCol, WeekCol, What
from gtmsim.program.lower import lower
from gtmsim.program.tables import Ints
from gtmsim.scenario import loads
from gtmsim.units import TICKS_PER_WEEK

CORE = select("core")
FIRM = """
gtmsim: 1
world:
  segments: {all: {}}
  sources: {web: {rate: 30 per week}}
  stages:
    answer: {session: 1 h, outcomes: {advance: .5, lost: .5}}
    close: {session: 3 h, sessions: 2, outcomes: {advance: .5, lost: .5}, requests: {demo: 3 per day}}
  requests: {demo: {session: 2 h}}
organisation:
  calendars: {office: {}}
  roles: {rep: {works: {answer: 1, close: 2}}, marketer: {works: {demo: 1}}}
  teams: {rep: {people: 2}, marketer: {people: 1}}
policy:
  standing: {marketer: {programs: 1}}
  handoffs: {answer: {sla: 4 h, threshold: {uncertain: {low: 0, high: .2}}}}
  intake: {demo: {preempt: 1}}
run: {horizon: 12 weeks}
"""
CHANGE = """
treatment:
  at: 5 weeks
  policy:
    standing: {marketer: {research: .5, programs: .5}}
    handoffs: {answer: {sla: 1 h, rejects_below: .3}}
    intake: {demo: {preempt: 0, deny: 1}}
"""
AT = 5 * TICKS_PER_WEEK


def records(text: str) -> Ints:
    return CORE.trace(lower(loads(text)), 3, 0).records


def until(story: Ints, tick: int) -> list[list[int]]:
    return [row for row in story.tolist() if row[RecordCol.TICK] < tick]


def test_both_engines_tell_the_same_story_through_a_treatment() -> None:
    assert_same_story(lower(loads(FIRM + CHANGE)), 3, 0, Reference(rules=gtmsim._rules), CORE)


def test_nothing_differs_before_the_date_and_something_after_it() -> None:
    plain, treated = records(FIRM), records(FIRM + CHANGE)
    assert until(plain, AT) == until(treated, AT)
    assert plain.tolist() != treated.tolist()


def test_a_treatment_that_changes_nothing_leaves_only_its_own_mark() -> None:
    told = [row for row in records(FIRM + "\ntreatment: {at: 5 weeks}\n").tolist() if row[3] != What.TREATED]
    assert told == records(FIRM).tolist()


def test_denied_after_the_date_means_nobody_helps_any_more() -> None:
    asked = [row for row in records(FIRM + CHANGE).tolist() if row[3] == What.ANSWERED]
    assert {row[5] for row in asked if row[0] < AT} == {0}
    assert {row[5] for row in asked if row[0] >= AT} == {4}


def test_what_a_treatment_leaves_as_it_was_is_uncertain_in_the_same_way() -> None:
    program = lower(loads(FIRM + CHANGE))
    batch = CORE.run(program, 3, 0, 5)
    after, before = batch.table[:, 0], batch.table[:, 1]
    assert len(set(after.tolist())) == 5
    np.testing.assert_array_equal(after, before)


def test_the_first_policy_stands_before_and_the_whole_second_after() -> None:
    program = lower(loads(FIRM + CHANGE))
    sla = [program.block(Block.STAGE, p)[0, StageCol.SLA] for p in (program.before, program.params)]
    assert sla == [4 * 3600.0, 3600.0]
    assert program.block(Block.STAGE)[0, StageCol.THRESHOLD] == pytest.approx(0.1)


@pytest.mark.parametrize(
    ("text", "path", "wanted"),
    [
        ("treatment: {at: 3 days}", "treatment.at", "whole weeks"),
        ("treatment: {at: 20 weeks}", "treatment.at", "less than the horizon"),
        ("treatment: {policy: {resumption: 1 h}}", "treatment.at", "when the treatment comes"),
        ("treatment: {at: 2 weeks, policy: {intake: {demos: {deny: 1}}}}", "treatment.policy.intake.demos", "a request"),
        ("treatment: {at: 2 weeks, policy: {intake: {demo: {deny: 1}}}}", "treatment.policy.intake.demo", "add up to 1"),
    ],
)  # fmt: skip
def test_a_wrong_treatment_is_told_where_it_stands(text: str, path: str, wanted: str) -> None:
    with pytest.raises(ScenarioError) as caught:
        loads(f"{FIRM}\n{text}\n")
    problems = [(each.path, each.wanted) for each in caught.value.problems]
    assert [told for told, _ in problems] == [path]
    assert wanted in problems[0][1]


def test_a_mistake_in_the_first_policy_is_told_once() -> None:
    with pytest.raises(ScenarioError) as caught:
        loads(FIRM.replace("intake: {demo:", "intake: {demos:") + "\ntreatment: {at: 5 weeks}\n")
    assert [each.path for each in caught.value.problems] == ["policy.intake.demos"]


def test_standing_time_is_shared_out_from_the_date_on_and_nobody_makes_up_for_what_was_not_asked() -> None:
    program = lower(loads(FIRM + CHANGE))
    weekly = CORE.trace(program, 3, 0).weekly
    hours = {
        kind: weekly[5:, WeekCol.WIDTH + program.kinds + program.names.kinds.index(kind)].sum()
        for kind in ("research", "programs")
    }
    assert hours["research"] == pytest.approx(hours["programs"], rel=0.05)
