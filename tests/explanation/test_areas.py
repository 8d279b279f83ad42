"""Levers have names: each part of a scenario belongs to one, and there are never more than a reader can hold."""

import pytest
from explanation.levers import FUNNELS, SEVEN, both

from gtmsim.explanation.areas import AREAS, OTHER, area_of
from gtmsim.explanation.levers import MOST_LEVERS, changes_of, levers_between, named
from gtmsim.scenario import Scenario, load, loads
from gtmsim.scenario.shape import root
from gtmsim.scenario.turning import speaks_of, written_differences

MARKET = "preset:mid_market"


def test_every_section_of_a_scenario_has_an_area_of_its_own() -> None:
    top = root(Scenario)
    for part in ("world", "policy"):
        inner = top.child(part)
        assert inner is not None
        homes = {key: area_of((part, key)) for key in inner.keys if key != "currency"}
        assert OTHER not in homes.values(), [key for key, area in homes.items() if area is OTHER]
    assert area_of(("organisation", "teams")).name == "people"


def test_every_area_has_its_places_and_a_kin_that_exists() -> None:
    places = [place for area in AREAS for place in area.places]
    assert len(places) == len(set(places))
    assert {area.kin for area in AREAS} <= {area.name for area in AREAS} | {""}
    top = root(Scenario)
    for place in places:
        shape = top
        for key in place.split("."):
            below = shape.child(key)
            assert below is not None, place
            shape = below


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (MARKET, f"{MARKET}+market_driven"),
        (f"{MARKET}+sales_driven", f"{MARKET}+market_driven+launch"),
        (MARKET, "preset:enterprise+customer_driven"),
        ("preset:baseline", "preset:self_serve"),
    ],
)
def test_there_are_at_most_eight_levers_and_every_change_belongs_to_one(one: str, other: str) -> None:
    a, b = load(one), load(other)
    levers = levers_between(a, b)
    assert 1 < len(levers) <= MOST_LEVERS
    told = [change for lever in levers for change in lever.changes]
    assert sorted(told, key=str) == sorted(changes_of(a, b), key=str)
    assert len({lever.name for lever in levers}) == len(levers)
    assert sorted(place for lever in levers for place in lever.places) == sorted(written_differences(a, b))


def test_with_too_many_levers_those_that_change_least_are_put_with_their_kin() -> None:
    a, b = both([], SEVEN)
    assert len(levers_between(a, b)) == 7
    few = levers_between(a, b, most=5)
    assert len(few) == 5
    assert [lever.name for lever in few if " & " in lever.name] == [
        "demand & people",
        "whose hours go where & hand-offs",
    ]


def test_what_is_said_of_a_new_id_belongs_where_the_id_does() -> None:
    busy = "policy: {standing: {rep: {prospecting: 1}}}"
    a = loads(FUNNELS.replace("policy: {}", busy), "one.yaml")
    text = FUNNELS.replace("    host: {people", "    boss: {people: 1, roles: {chief: 1}}\n    host: {people")
    text = text.replace("    host: {works", "    chief: {works: {call: 1}}\n    host: {works")
    b = loads(
        text.replace("policy: {}", busy.replace("{rep:", "{chief: {prospecting: 1}, rep:")), "boss.yaml"
    )
    [lever] = levers_between(a, b)
    assert lever.name == "people"
    assert ("policy", "standing", "chief") in lever.places


def test_shares_stay_together_and_words_that_are_no_ids_mean_nothing() -> None:
    assert list(speaks_of(("policy", "standing", "rep", "research"))) == ["rep"]
    assert list(speaks_of(("policy", "research", "frame"))) == []
    assert list(speaks_of(("organisation", "roles", "rep", "works", "call"))) == ["rep", "call"]


def test_the_name_of_several_areas_is_no_list_of_everything() -> None:
    assert named(("a",)) == "a"
    assert named(("a", "b")) == "a & b"
    assert named(("a", "b", "c")) == "a & b & c"
    assert named(("a", "b", "c", "d", "e")) == "a & b & 3 more"
