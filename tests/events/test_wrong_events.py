"""What is wrong with an event is told once, where it stands."""

import pytest
from events.firms import DESK, MARKET, SHOP

from gtmsim.errors import ScenarioError
from gtmsim.scenario import loads

DATED = SHOP.replace("new: {}", "new: {launches: 2027-03-01}")
WRONG = [
    (
        MARKET,
        "{slump: {}}",
        "events.slump.at",
        "when it happens",
    ),
    (
        MARKET,
        "{slump: {at: 3 days}}",
        "events.slump.at",
        "whole weeks",
    ),
    (
        MARKET,
        "{slump: {at: 60 weeks}}",
        "events.slump.at",
        "less than the horizon of 60 weeks",
    ),
    (
        MARKET,
        "{slump: {at: 5 weeks, until: 5 weeks}}",
        "events.slump.until",
        "after it began",
    ),
    (
        MARKET,
        "{slump: {at: 5 weeks, until: 6 days}}",
        "events.slump.until",
        "whole weeks",
    ),
    (
        MARKET,
        "{a b: {at: 5 weeks}}",
        "events.a b",
        "an id",
    ),
    (
        MARKET,
        "{slump: {at: 5 weeks, wrld: {}}}",
        "events.slump.wrld",
        "a known field",
    ),
    (
        MARKET,
        "{slump: {at: 5 weeks, world: {segments: {ayn: {in_market: 0}}}}}",
        "events.slump.world.segments.ayn",
        "an id that world.segments has",
    ),
    (
        MARKET,
        "{slump: {at: 5 weeks, world: {segments: {any: null}}}}",
        "events.slump.world.segments.any",
        "nothing can be taken away",
    ),
    (
        MARKET,
        "{slump: {at: 5 weeks, world: {segments: {any: {in_markt: 0}}}}}",
        "events.slump.world.segments.any.in_markt",
        "a known field",
    ),
    (
        MARKET,
        "{slump: {at: 5 weeks, world: {segments: {any: {in_market: often}}}}}",
        "events.slump.world.segments.any.in_market",
        "a rate",
    ),
    (
        MARKET,
        "{slump: {at: 5 weeks, world: {segments: {any: {accounts: 3}}}}}",
        "events.slump.world.segments.any.accounts",
        "how many there are stands from the start",
    ),
    (
        MARKET,
        "{slump: {at: 5 weeks, world: {sources: {market: {kind: stream}}}}}",
        "events.slump.world.sources.market.kind",
        "as before",
    ),
    (
        MARKET,
        "{slump: {at: 5 weeks, world: {sources: {list: {trend: 3 %/year}}}}}",
        "events.slump.world.sources.list.trend",
        "the table of its rates",
    ),
    (
        DESK,
        "{grow: {at: 5 weeks, organisation: {teams: {rep: {people: 9}}}}}",
        "events.grow.organisation.teams.rep.people",
        "how many there are stands from the start",
    ),
    (
        DESK,
        "{grow: {at: 5 weeks, organisation: {calendars: {office: {week: {mon: all day}}}}}}",
        "events.grow.organisation.calendars.office.week.mon",
        "as before",
    ),
    (
        DESK,
        "{grow: {at: 5 weeks, policy: {handoffs: {sel: {sla: 1 h}}}}}",
        "events.grow.policy.handoffs.sel",
        "a stage",
    ),
    (
        DESK,
        "{key: {at: 5 weeks, loses_largest: 1}}",
        "events.key.loses_largest",
        "contracts that can be lost",
    ),
    (
        SHOP,
        "{ma: {at: 5 weeks, acquires: {shop: 3}}}",
        "events.ma.product",
        "the product that is bought",
    ),
    (
        SHOP,
        "{ma: {at: 5 weeks, acquires: {shop: 3}, product: nwe}}",
        "events.ma.product",
        "a product: ",
    ),
    (
        SHOP,
        "{ma: {at: 5 weeks, acquires: {shpo: 3}, product: new}}",
        "events.ma.acquires.shpo",
        "a segment",
    ),
    (
        DATED,
        "{ma: {at: 5 weeks, acquires: {shop: 3}, product: new}}",
        "events.ma.product",
        "launches on 2027-02-08",
    ),
    (
        SHOP,
        "{new: {at: 5 weeks, reorganises: {dip: 1.2}}}",
        "events.new.reorganises.dip",
        "a share below 1",
    ),
]


@pytest.mark.parametrize(
    ("text", "events", "path", "wanted"),
    WRONG,
    ids=[f"{number} {case[2]}" for number, case in enumerate(WRONG)],
)
def test_a_wrong_event_is_told_where_it_stands(text: str, events: str, path: str, wanted: str) -> None:
    with pytest.raises(ScenarioError) as caught:
        loads(f"{text}\nevents: {events}\n")
    problems = [(each.path, each.wanted) for each in caught.value.problems]
    assert [told for told, _ in problems][:1] == [path], problems
    assert wanted in problems[0][1]
    assert all(each.line == text.count("\n") + 2 for each in caught.value.problems)


def test_an_unknown_id_comes_with_the_nearest_name() -> None:
    with pytest.raises(ScenarioError) as caught:
        loads(MARKET + "\nevents: {slump: {at: 5 weeks, world: {segments: {ayn: {in_market: 0}}}}}\n")
    assert "any" in caught.value.problems[0].hint


def test_a_hole_among_events_happens_never() -> None:
    assert not loads(MARKET + "\nevents: {slump: null}\n").phases
