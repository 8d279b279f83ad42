"""What happens at dates is told in words, and what changes nothing is named."""

import pytest
from events.firms import DESK, MARKET, SHOP, traced

from gtmsim.engines import select
from gtmsim.measure.metrics import measured
from gtmsim.program.lower import lower
from gtmsim.scenario import loads, unused
from gtmsim.tell.describe import described, described_data
from gtmsim.tell.records import Teller

EVENTS = """
events:
  slump: {at: 5 weeks, until: 9 weeks, world: {segments: {shop: {in_market: 1 per year}}}}
  key: {at: 20 weeks, loses_largest: 2}
  bought: {at: 30 weeks, acquires: {shop: 3}, acquired_value: {fixed: 5 kEUR}, product: new}
  order: {at: 40 weeks, reorganises: {}}
"""


def test_each_event_is_described_with_its_weeks() -> None:
    told = " ".join(described(lower(loads(SHOP + EVENTS))).split())
    assert "slump, week 5 to week 9: world.segments.shop.in_market 1 per year" in told
    assert "key, week 20: 2 largest customers leave at once" in told
    assert "3 accounts of shop become customers with new, each with a contract of 5 kEUR" in told
    assert "everybody is 30 % slower" in told
    assert described_data(lower(loads(SHOP + EVENTS)))["events"]["key"]["loses_largest"] == 2  # type: ignore[index]


def test_every_record_of_an_event_has_words() -> None:
    story = traced(SHOP + EVENTS)
    teller = Teller(story.program)
    told = {f"{each.who} {each.what}" for each in map(teller.told, story.records)}
    assert {"slump happens in week 5", "slump is over in week 9"} <= told
    assert any("leaves at once (key)" in each for each in told)
    assert any("becomes a customer with bought, 5 kEUR a year" in each for each in told)
    assert "pace stands at 0.7 in week 40" in told


@pytest.mark.parametrize(
    ("text", "events", "path"),
    [
        (MARKET, "{empty: {at: 5 weeks}}", "events.empty"),
        (MARKET, "{same: {at: 5 weeks, world: {segments: {any: {in_market: 4 per year}}}}}", "events.same"),
        (DESK, "{order: {at: 5 weeks, until: 7 weeks, reorganises: {}}}", "events.order.until"),
        (
            DESK,
            "{order: {at: 5 weeks, reorganises: {dip: 0, ties: 0, quits: 0}}}",
            "events.order.reorganises",
        ),
    ],
)
def test_what_changes_nothing_is_named(text: str, events: str, path: str) -> None:
    found = {each.path for each in unused(loads(f"{text}\nevents: {events}\n"))}
    assert path in found


def test_people_cost_what_they_cost_at_each_time() -> None:
    def cost(text: str) -> float:
        told = measured(select("core").run(lower(loads(text)), 1, 0, 1), ["cost"])
        return float(next(series.values[0] for series in told if series.level == "rep"))

    dearer = DESK + "\nevents: {rise: {at: 10 weeks, organisation: {teams: {rep: {cost: 160 kEUR/year}}}}}\n"
    assert cost(dearer) == pytest.approx(1.5 * cost(DESK))
