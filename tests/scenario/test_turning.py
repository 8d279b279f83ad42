"""Between two scenarios: what can be exchanged, and the scenario that takes some of it from the other."""

from itertools import pairwise

import pytest
from explanation.levers import FUNNELS, MORE_LEADS, PICKIER, funnels

import gtmsim
from gtmsim.errors import ScenarioError, UsageError
from gtmsim.scenario import Scenario, load, loads
from gtmsim.scenario.turning import turned, written_differences

MARKET = "preset:mid_market"
PAIRS = (
    (MARKET, f"{MARKET}+market_driven"),
    (f"{MARKET}+sales_driven", f"{MARKET}+market_driven"),
    (f"{MARKET}+customer_driven", MARKET),
    (MARKET, f"{MARKET}+combined+launch"),
    (f"{MARKET}+reorganised", f"{MARKET}+clear_roles+downturn"),
    (f"{MARKET}+tipping_point+sales_driven", f"{MARKET}+hub_rebuilt+competitor_driven"),
    (MARKET, "preset:enterprise+market_driven"),
    ("preset:baseline", "preset:self_serve"),
)


@pytest.mark.parametrize(("one", "other"), PAIRS)
def test_turning_everything_makes_the_other_and_turning_nothing_changes_nothing(one: str, other: str) -> None:
    a, b = load(one), load(other)
    places = written_differences(a, b)
    assert gtmsim.lower(turned(a, b, places)).digest == gtmsim.lower(b).digest
    assert turned(a, b, ()) == a


def test_one_place_is_exchanged_and_no_other() -> None:
    a, b = funnels(), funnels(MORE_LEADS, PICKIER)
    some, rest = written_differences(a, b)
    assert (some, rest) == (("world", "sources", "fair", "rate"), ("policy", "handoffs"))
    assert turned(a, b, [some]) == funnels(MORE_LEADS)
    assert turned(a, b, [rest]) == funnels(PICKIER)
    assert turned(a, b, [some]).origin("world.sources.fair.rate") == b.origin("world.sources.fair.rate")


def test_a_treatment_that_decides_nothing_new_changes_no_number() -> None:
    later = "treatment: {at: 4 weeks, policy: {assignment: {idle: 1, load: 0}, handoffs: {call: {threshold: 0.6}}}}\n"
    a, b = funnels(), loads(FUNNELS + later, "later.yaml")
    idle = turned(a, b, [place for place in written_differences(a, b) if "assignment" in place])
    assert idle.treatment.at is not None
    assert same_bookings(a, idle)
    assert not same_bookings(a, b)


def test_a_treatment_that_one_does_without_goes_with_what_it_decides() -> None:
    a, b = funnels(), loads(FUNNELS + "treatment: {at: 4 weeks, policy: {pressure: 0.2}}\n", "later.yaml")
    [place] = written_differences(a, b)
    assert turned(a, b, [place]) == turned(b, a, []) == b
    assert turned(a, b, []) == turned(b, a, [place]) == a


def test_what_a_treatment_decides_is_exchanged_with_its_date_and_events_stay_as_they_are() -> None:
    event = "events: {pickier: {at: 6 weeks, policy: {pressure: 0.4}}}\n"
    text = (
        FUNNELS
        + "treatment: {at: 4 weeks, policy: {handoffs: {call: {threshold: 0.5}}, pressure: 0.2}}\n"
        + event
    )
    a, b = loads(FUNNELS + event, "one.yaml"), loads(text, "other.yaml")
    hand_offs, pressure = written_differences(a, b)
    half = turned(a, b, [pressure])
    assert [then.policy.pressure for _, then in half.phases] == [0.2, 0.4]
    assert all("call" not in then.policy.handoffs for _, then in half.phases)
    assert turned(a, b, [hand_offs, pressure]) == b


def test_maps_in_another_order_are_exchanged_whole() -> None:
    web, fair = [line for line in FUNNELS.splitlines() if "starts_at" in line]
    other = loads(FUNNELS.replace(f"{web}\n{fair}", f"{fair}\n{web}"), "other.yaml")
    assert written_differences(funnels(), other) == [("world", "sources")]
    assert turned(funnels(), other, [("world", "sources")]) == other


def test_an_id_that_only_the_other_has_takes_its_place_there() -> None:
    lines = FUNNELS.splitlines()
    at = next(place for place, line in enumerate(lines) if line.startswith("    fair:"))
    more = [*lines[:at], "    ad: {rate: 1 per week, starts_at: call}", *lines[at:]]
    a, b = funnels(), loads("\n".join(more), "more.yaml")
    [place] = written_differences(a, b)
    assert list(turned(a, b, [place]).world.sources) == ["web", "ad", "fair"]
    assert list(turned(b, a, [place]).world.sources) == ["web", "fair"]


def test_what_makes_no_scenario_is_told_where_it_was_written() -> None:
    lines = FUNNELS.replace("starts_at: meet", "starts_at: greet").replace(
        "    sign:", "    greet: {sessions: 0}\n    sign:"
    )
    b = loads(lines, "greeted.yaml")
    with pytest.raises(ScenarioError) as caught:
        turned(funnels(), b, [("world", "sources", "fair", "starts_at")])
    assert [(each.file, each.path) for each in caught.value.problems] == [
        ("greeted.yaml", "world.sources.fair.starts_at")
    ]


def test_seeds_and_replications_are_no_difference_and_a_scenario_without_a_file_is_refused() -> None:
    assert written_differences(funnels(), funnels("run.seed=9", "run.replications=3")) == []
    made = gtmsim.with_policy(funnels(), funnels(PICKIER).policy)
    with pytest.raises(UsageError, match="made without a file"):
        written_differences(funnels(), made)


def same_bookings(*scenarios: Scenario) -> bool:
    key = "bookings"
    ran = [gtmsim.run(gtmsim.lower(each), replications=6, keep=[key], jobs=1) for each in scenarios]
    columns = [each.tally.column(key).tolist() for each in ran]
    return all(one == other for one, other in pairwise(columns))
