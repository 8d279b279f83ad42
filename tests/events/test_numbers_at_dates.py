"""From a date on other numbers hold, until it is over: before it nothing differs, and what it leaves alone never does."""

import numpy as np
import pytest
from events.firms import DESK, MARKET, SHOP, WEEK, hours_by_week, told, traced, until
from parity.story import assert_same_story

import gtmsim._rules
from gtmsim.engines import select
from gtmsim.engines.reference import Reference
from gtmsim.measure.fold import fold
from gtmsim.program.layout import Block, RecordCol, RunCol, SegmentCol, What
from gtmsim.program.lower import lower
from gtmsim.program.tables import Program
from gtmsim.scenario import loads
from gtmsim.scenario.mixing import with_policy
from gtmsim.scenario.values import central

SLUMP = (
    "\nevents: {slump: {at: 20 weeks, until: 40 weeks, world: {segments: {any: {in_market: 2 per year}}}}}\n"
)


def held(program: Program, block: Block, column: int, week: int) -> float:
    """Return a number of a block's first row as it holds in a week."""
    params = np.concatenate((program.params, program.before))
    return float(program.block(block, program.held(params, week * WEEK))[0, column])


def test_nothing_differs_before_the_date_and_something_after_it() -> None:
    plain, slump = traced(MARKET), traced(MARKET + SLUMP)
    quiet = [row for row in until(slump, 20 * WEEK) if row[3] != What.STOCK]
    assert quiet == until(plain, 20 * WEEK)
    assert len(told(slump, What.OPENED)) < len(told(plain, What.OPENED))


def test_a_date_at_which_nothing_changes_leaves_only_its_marks() -> None:
    text = MARKET + SLUMP.replace("2 per year", "4 per year")
    marks = (What.HAPPENED, What.PASSED, What.STOCK)
    assert [row for row in traced(text).records.tolist() if row[3] not in marks] == traced(
        MARKET
    ).records.tolist()


def test_patches_add_up_and_each_is_taken_away_when_it_is_over() -> None:
    text = (
        MARKET
        + """
events:
  one: {at: 10 weeks, until: 30 weeks, world: {segments: {any: {in_market: 2 per year}}}}
  two: {at: 20 weeks, world: {segments: {any: {stay: 1 day}}}, policy: {budget: 52 kEUR/year}}
"""
    )
    phases = loads(text).phases
    assert [tick // WEEK for tick, _ in phases] == [10, 20, 30]
    segments = [phase.world.segments["any"] for _, phase in phases]
    rates = [round(central(each.in_market) * 365 * 86_400) for each in segments if each]
    assert rates == [2, 2, 4]
    assert [central(each.stay.a) for each in segments if each] == [60.0, 86_400.0, 86_400.0]
    program = lower(loads(text))
    budgets = [held(program, Block.RUN, RunCol.BUDGET_CENTS, week) for week in (0, 15, 20, 59)]
    assert budgets == [0.0, 0.0, pytest.approx(1e5 * 364 / 365), pytest.approx(1e5 * 364 / 365)]


def test_a_patch_of_the_policy_holds_beside_the_treatment() -> None:
    text = (
        DESK
        + """
treatment: {at: 5 weeks, policy: {resumption: 1 h}}
events: {cut: {at: 3 weeks, policy: {standing_session: 2 h}}}
"""
    )
    (_, cut), (_, both) = loads(text).phases
    assert (cut.policy.resumption, cut.policy.standing_session) == (0.3 * 3600, 7200)
    assert (both.policy.resumption, both.policy.standing_session) == (3600, 7200)


def test_another_policy_for_the_same_events_keeps_what_they_change() -> None:
    scenario = loads(DESK + "\nevents: {cut: {at: 3 weeks, policy: {standing_session: 2 h}}}\n")
    other = with_policy(scenario, scenario.policy.model_copy(update={"resumption": 7.0}))
    ((_, cut),) = other.phases
    assert (other.policy.resumption, cut.policy.resumption, cut.policy.standing_session) == (7.0, 7.0, 7200.0)
    assert other.digest != scenario.digest


def test_what_a_date_leaves_as_it_was_is_uncertain_in_the_same_way() -> None:
    text = MARKET.replace(
        "in_market: 4 per year", "in_market: {uncertain: {low: 2 per year, high: 9 per year}}"
    )
    text += "\nevents: {change: {at: 20 weeks, world: {segments: {any: {stay: 1 day}}}}}\n"
    table = select("core").run(lower(loads(text)), 3, 0, 4).table
    assert len(set(table[:, 0].tolist())) == 4
    np.testing.assert_array_equal(table[:, 0], table[:, 1])


@pytest.mark.mechanism("C19", switch="events.*.world")
def test_a_new_segment_begins_to_look_around_at_its_date() -> None:
    text = SHOP + "\nevents: {trend: {at: 30 weeks, world: {segments: {mill: {in_market: 6 per year}}}}}\n"
    mills = [row[0] for row in told(traced(text), What.OPENED).tolist() if (row[2] >> 16 >> 24) & 255 == 1]
    assert mills
    assert min(mills) > 30 * WEEK
    assert not [row for row in told(traced(SHOP), What.OPENED).tolist() if (row[2] >> 16 >> 24) & 255 == 1]


@pytest.mark.mechanism("A1", switch=["events.*.world", "events.*.policy"], shown="downturn.yaml")
def test_a_downturn_with_a_cut_budget_is_over_when_it_is_over() -> None:
    text = (
        MARKET
        + """
policy: {budget: 52 kEUR/year}
events:
  downturn: {at: 20 weeks, until: 40 weeks, world: {segments: {any: {in_market: 1 per year}}}, policy: {budget: 13 kEUR/year}}
"""
    )
    story = traced(text)
    spent = told(story, What.SPENT)[:, RecordCol.B].tolist()
    assert spent[0] == spent[19] == spent[40] == pytest.approx(4 * spent[20], abs=3)
    opened = np.bincount(told(story, What.OPENED)[:, RecordCol.TICK] // (20 * WEEK))
    assert opened[1] < 0.4 * opened[0]
    assert opened[2] > 0.8 * opened[0]


@pytest.mark.mechanism("A18", switch="events.*.policy")
def test_a_product_sells_from_the_day_it_is_offered() -> None:
    text = SHOP.replace("{old: 0.5, new: 0.5}", "{old: 1}")
    text += "\nevents: {launch: {at: 40 weeks, policy: {offers: {shop: {old: 0, new: 1}}}}}\n"
    new = [row[0] for row in told(traced(text), What.OFFERED).tolist() if row[4] == 1]
    assert new
    assert min(new) > 40 * WEEK


def test_a_hub_that_is_taken_away_works_no_hour_until_it_is_back() -> None:
    text = (
        DESK.replace("{programs: 1}", "{programs: 0.5, hub: 0.5}")
        + """
events: {no_hub: {at: 6 weeks, until: 12 weeks, policy: {standing: {marketer: {programs: 1, hub: 0}}}}}
"""
    )
    hours = hours_by_week(traced(text), "hub")
    assert (hours[:6] > 10).all()
    assert hours[7:12].sum() == 0
    assert (hours[13:] > 10).all()


def test_who_may_do_a_kind_of_work_no_more_keeps_none_of_it() -> None:
    moved = "\nevents: {moved: {at: 5 weeks, organisation: {roles: {rep: {works: {sell: 0}}, spare: {works: {sell: 1}}}}}}\n"
    story = traced(DESK + moved)
    taken = [(row[0], row[5]) for row in told(story, What.TAKEN).tolist()]
    assert {person for tick, person in taken if tick < 5 * WEEK} == {0, 1}
    assert {person for tick, person in taken if tick > 5 * WEEK} == {2}


@pytest.mark.parametrize("engine", ["core", "reference"])
def test_totals_are_what_the_records_say(engine: str) -> None:
    text = (
        SHOP
        + """
events:
  all: {at: 10 weeks, until: 40 weeks, loses_largest: 3, acquires: {shop: 5, mill: 20}, product: new, reorganises: {},
        world: {segments: {mill: {in_market: 6 per year}}}, policy: {budget: 52 kEUR/year}}
"""
    )
    story = (select("core") if engine == "core" else Reference(gtmsim._rules)).trace(lower(loads(text)), 2, 0)
    totals, _, weekly = fold(story.program, story.records, story.params)
    assert totals[1:].tolist()[-9:] == story.totals[1:].tolist()[-9:]
    assert (totals != story.totals).sum() == 1  # how many events rang stands in no record
    np.testing.assert_array_equal(weekly, story.weekly)


def test_every_shock_in_one_week_runs_to_the_end_in_both_engines() -> None:
    text = (
        SHOP
        + """
events:
  slump:
    at: 69 weeks
    world:
      segments: {shop: {in_market: 0 per year}, mill: {in_market: 900 per year}}
      sources: {list: {rate: 9 per day}}
  all_leave: {at: 69 weeks, loses_largest: 1000000000}
  all_bought: {at: 69 weeks, acquires: {shop: 1000000000, mill: 3}, product: new}
  shaken: {at: 69 weeks, reorganises: {dip: 0.999, ties: 1, quits: 20, recovery: 1 s}}
  again: {at: 69 weeks, until: 90 weeks, reorganises: {dip: 0}, policy: {budget: 0}}
"""
    )
    program = lower(loads(text))
    assert_same_story(program, 3, 0, Reference(rules=gtmsim._rules), select("core"))


def test_the_segment_block_holds_each_rate_at_its_time() -> None:
    program = lower(loads(MARKET + SLUMP))
    rates = [held(program, Block.SEGMENT, SegmentCol.IN_MARKET, week) for week in (0, 19, 20, 39, 40)]
    assert (np.array(rates) / rates[0]).tolist() == [1.0, 1.0, 0.5, 0.5, 1.0]
