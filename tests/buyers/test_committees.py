"""Committees: whom sellers know, whom nobody has met, and who stays with the customer."""

import numpy as np
import pytest

from gtmsim.engines import select
from gtmsim.measure.fold import fold
from gtmsim.measure.metrics import measured
from gtmsim.program import rules
from gtmsim.program.layout import RecordCol, What
from gtmsim.program.lower import lower
from gtmsim.scenario import loads

WORLD = """
gtmsim: 1
world:
  segments: {any: {deal_value: {fixed: 20 kEUR}}}
  sources: {list: {rate: 0 per week, first: 2000, intent: 1}}
  stages:
    talk: {sessions: 4, session_spread: none, session: 1 s, outcomes: {advance: 1}}
    close: {sessions: 0, outcomes: {advance: 0.4, lost: 0.3, no_decision: 0.3}}
  committee: {size: 5, by_value: 0, reaches: 1, thread: 0, unmet: 0}
organisation:
  calendars: {always: {week: {mon-sun: all day}}}
  roles: {rep: {works: {talk: 1}}}
  teams: {rep: {people: 20}}
run: {horizon: 2 weeks}
"""
LEADS = 2000

both_engines = pytest.mark.parametrize("engine", ["core", "reference"])


def told(key: str, *overrides: str, world: str = WORLD, runs: int = 1) -> float:
    batch = select("core").run(lower(loads(world, "committee.yaml", overrides)), 7, 0, runs)
    [series] = [each for each in measured(batch) if each.key == key]
    return float(np.mean(series.values))


def shares(*overrides: str) -> tuple[float, float, float]:
    """Return the shares of leads won, lost and never decided."""
    won, lost, undecided = (told(each, *overrides) for each in ("wins", "losses", "no_decisions"))
    return won / LEADS, lost / LEADS, undecided / LEADS


@pytest.mark.mechanism(
    "C17", switch=["world.committee.size", "world.committee.reaches"], shown="committee.yaml"
)
def test_every_session_that_meets_one_more_knows_one_more() -> None:
    assert told("committee_size") == 5
    assert told("contacts_met_share") == 1  # the one who asks, and four sessions
    assert told("contacts_met_share", "world.committee.reaches=0") == pytest.approx(0.2)
    assert told("contacts_met_share", "world.committee.reaches=0.5") == pytest.approx(0.6, abs=0.02)


@pytest.mark.parametrize(("reaches", "contacts"), [(0, 1), (1, 5)])
@pytest.mark.mechanism("C17", switch="world.committee.thread", shown="committee.yaml")
def test_contacts_lift_by_their_logarithm(reaches: int, contacts: int) -> None:
    won, _, _ = shares("world.committee.thread=1", f"world.committee.reaches={reaches}")
    odds = 0.4 / 0.6 * (1 + contacts) / 2
    assert won == pytest.approx(odds / (1 + odds), abs=0.03)
    assert abs(won - 1.3 * odds / (1 + 1.3 * odds)) > 0.03


@pytest.mark.mechanism("C17", switch="world.committee.unmet", shown="committee.yaml")
def test_whom_nobody_has_met_decides_nothing() -> None:
    times = np.exp(1.5 * 0.8)
    in_all = 0.7 + 0.3 * times
    won, lost, undecided = shares("world.committee.unmet=1.5", "world.committee.reaches=0")
    assert (won, lost, undecided) == pytest.approx(
        (0.4 / in_all, 0.3 / in_all, 0.3 * times / in_all), abs=0.03
    )
    assert shares("world.committee.unmet=1.5") == shares()


@pytest.mark.parametrize("times", [0, 0.5, 3])
def test_deciding_nothing_competes_with_advancing_and_losing(times: float) -> None:
    in_all = 0.7 + 0.3 * times
    assert shares(f"world.no_decision={times}") == pytest.approx(
        (0.4 / in_all, 0.3 / in_all, 0.3 * times / in_all), abs=0.03
    )


@pytest.mark.mechanism("C17", switch="world.committee.size", shown="committee.yaml")
def test_material_counts_by_its_mean_over_all_who_decide() -> None:
    """With material for one persona of two only, a single buyer has all of it or nothing; a committee has its share."""
    covered = rules.shared_material(0.8 + 0.0 + 0.8 + 0.0, 4)
    assert covered == pytest.approx(0.4)
    assert rules.material_lift(0.7, covered) == pytest.approx(0.28)


def test_larger_deals_have_more_who_decide_but_a_committee_of_one_never_grows() -> None:
    assert [rules.deciders(cents, 5.0, 0.5, 2e6) for cents in (200_000, 2_000_000, 20_000_000)] == [1, 5, 10]
    assert [rules.deciders(cents, 1.0, 0.5, 2e6) for cents in (200_000, 20_000_000)] == [1, 1]


def test_a_committee_of_one_changes_nothing_at_all() -> None:
    plain = WORLD.replace("committee: {size: 5, by_value: 0, reaches: 1, thread: 0, unmet: 0}", "")
    said = ["world.committee={size: 1, by_value: 2, reaches: 1, thread: 3, unmet: 3}"]
    without, with_one = (
        select("core").trace(lower(loads(plain, "one.yaml", each)), 7, 0).records for each in ([], said)
    )
    assert np.array_equal(without, with_one)


@both_engines
def test_totals_are_what_the_records_say(engine: str) -> None:
    program = lower(loads(WORLD, "committee.yaml", ["world.committee.reaches=0.5", "run.warm_up=1 week"]))
    trace = select(engine).trace(program, 7, 0)
    totals, _, weekly = fold(program, trace.records, trace.params)
    assert np.count_nonzero(trace.totals - totals) <= 1  # what an engine had to do is not in its records
    assert np.array_equal(weekly, trace.weekly)


# --- customers ----------------------------------------------------------------------------------------------------------------

CUSTOMERS = """
gtmsim: 1
world:
  segments: {any: {accounts: 400, in_market: 1 per week, stay: {exponential: 4 weeks}, deal_value: {fixed: 20 kEUR}}}
  sources:
    market: {kind: pool, hand_raise: 0.9, unprompted: 0.9, intent: 1}
    again: {kind: customers, hand_raise: 0.5, unprompted: 0.4, intent: 1}
  stages:
    talk: {sessions: 4, session_spread: none, session: 1 s, outcomes: {advance: 1}}
  customers: {term: 8 weeks, churn: 400 %/year, death: 0 %/year, built_by: care}
  committee: {size: 5, by_value: 0, reaches: 1, thread: 0, unmet: 0, holds: 0, grows: 0}
  awareness: {built_by: null}
organisation:
  calendars: {always: {week: {mon-sun: all day}}}
  roles: {rep: {works: {talk: 1}}}
  teams: {rep: {people: 20}}
policy: {standing: {rep: {care: 1}}}
run: {horizon: 40 weeks}
"""


@pytest.mark.mechanism("C53", switch="world.committee.holds", shown="committee.yaml")
def test_customers_among_whom_many_know_us_stay() -> None:
    churn = {
        (reaches, holds): told(
            "logo_churn",
            f"world.committee.reaches={reaches}",
            f"world.committee.holds={holds}",
            "world.committee.care_meets=0 %/year",
            world=CUSTOMERS,
            runs=2,
        )
        for reaches in (0, 1)
        for holds in (0, 1)
    }
    assert churn[0, 1] == pytest.approx(churn[0, 0])  # one contact is what the rate is told for
    assert churn[1, 1] < 0.6 * churn[1, 0]


@pytest.mark.mechanism("C53", switch="world.committee.grows", shown="committee.yaml")
def test_customers_among_whom_many_know_us_ask_for_more() -> None:
    grown = [
        told("arr_expansion", f"world.committee.grows={grows}", world=CUSTOMERS, runs=2) for grows in (0, 2)
    ]
    assert grown[1] > 1.1 * grown[0]


@pytest.mark.mechanism("C53", switch="world.committee.care_meets", shown="committee.yaml")
def test_care_comes_to_know_those_whom_selling_has_not_met() -> None:
    said = ["world.committee.reaches=0", "world.committee.holds=1"]
    churn = [
        told("logo_churn", *said, f"world.committee.care_meets={rate} %/year", world=CUSTOMERS, runs=2)
        for rate in (0, 2000)
    ]
    assert churn[1] < 0.8 * churn[0]


def test_who_is_known_at_a_customer_is_known_when_it_asks_for_more() -> None:
    trace = select("core").trace(lower(loads(CUSTOMERS, "committee.yaml")), 7, 0)
    known = trace.records[trace.records[:, RecordCol.WHAT] == What.COMMITTEE]
    assert set(known[:, RecordCol.B].tolist()) == {1, 5}
