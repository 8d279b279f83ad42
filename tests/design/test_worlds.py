import numpy as np
import pytest
from tell.small import desk

from gtmsim.design.plans import hypercubes
from gtmsim.design.uncertain import uncertain_factors
from gtmsim.design.worlds import Unknown, laid, texts, unknowns
from gtmsim.errors import ScenarioError, UsageError
from gtmsim.scenario import Scenario, load, vary
from gtmsim.scenario.weak import guesses

SCORING = "world.sources.web.scoring"
LIFT = "world.requests.demo.lift"


def paths(found: tuple[Unknown, ...]) -> set[str]:
    return {each.path for each in found}


@pytest.fixture(scope="module")
def cultures() -> dict[str, Scenario]:
    return {each: load(f"preset:mid_market+{each}") for each in ("market_driven", "sales_driven")}


def test_worlds_differ_in_every_weakly_founded_input_the_whole_prior_of_guesses(
    cultures: dict[str, Scenario],
) -> None:
    found = unknowns(cultures)
    assert {each.why for each in found} == {"a guess", "a survey"}
    weak = {guess.path: guess for guess in guesses(cultures["sales_driven"])}
    assert set(weak) <= paths(found)
    shared = next(each for each in found if each.path == "world.requests.*.lift")
    assert shared.factors["sales_driven"].places == weak["world.requests.*.lift"].paths
    assert (shared.at(0.0), shared.at(1.0)) == ("0", "1.1")


def test_one_draw_sets_a_number_in_every_scenario_it_belongs_to(cultures: dict[str, Scenario]) -> None:
    drawn = unknowns(cultures)
    (shares,) = hypercubes(len(drawn), 1, seed=3)
    there = laid(cultures, drawn, shares)
    assert len({each.world.duplicate_touch for each in there.values()}) == 1
    assert there["market_driven"].world.duplicate_touch != cultures["market_driven"].world.duplicate_touch
    for name, scenario in cultures.items():
        assert vary(scenario, texts(name, drawn, shares)) == there[name]


def test_what_one_alternative_has_decided_differs_only_in_the_other() -> None:
    found = unknowns({"said": desk("policy.planning.learning=0.2"), "unsaid": desk()})
    learning = next(each for each in found if each.path == "policy.planning.learning")
    assert set(learning.factors) == {"unsaid"}


def test_fields_that_are_named_are_all_that_differs_unless_guesses_are_wanted_too() -> None:
    both = {"a": desk(), "b": desk("organisation.teams.rep.people=3")}
    alone = unknowns(both, [f"{LIFT}=0.2..0.4", "world.sources.web.rate=10..30 per week"])
    assert [(each.path, each.at(0.0)) for each in alone] == [
        (LIFT, "0.2"),
        ("world.sources.web.rate", "10 per week"),
    ]
    beside = unknowns(both, [f"{LIFT}=0.2..0.4"], weak=True)
    assert paths(beside) == paths(unknowns(both))
    assert next(each for each in beside if each.path == LIFT).at(1.0) == "0.4"


def test_a_path_with_a_star_names_the_field_of_every_id() -> None:
    (found,) = unknowns({"desk": desk()}, ["organisation.teams.*.cost"])
    assert found.factors["desk"].places == ("organisation.teams.desk.cost", "organisation.teams.rep.cost")
    assert (found.at(0.0), found.at(1.0)) == ("50 kEUR/year", "180 kEUR/year")
    (only,) = unknowns({"desk": desk()}, ["world.requests.*.lift=0..0.5"])
    assert only.path == LIFT


def test_an_unknown_field_is_told_with_the_nearest() -> None:
    with pytest.raises(ScenarioError, match=r"world\.requests\.demo\.lift"):
        unknowns({"desk": desk()}, ["world.requests.demo.lfit=0..1"])
    with pytest.raises(UsageError, match=r"world\.requests\.demo\.lift"):
        unknowns({"desk": desk()}, ["world.requests.demo.lfit"])
    with pytest.raises(UsageError, match="no range to draw from"):
        unknowns({"desk": desk()}, ["run.horizon"])


def test_a_number_said_to_be_uncertain_has_one_value_in_a_world() -> None:
    wide = desk(
        "world.sources.web.rate={uncertain: {low: 10 per week, high: 30 per week}}",
        "world.requests.demo.session={median: {uncertain: {p10: 30 min, p50: 1 h, p90: 3 h}}, sigma: 1}",
        "organisation.teams.rep.skill_spread={uncertain: {mean: 0.4, sd: 0.1}}",
    )
    rate, median, spread = uncertain_factors(wide)
    assert [rate.at(share) for share in (0.0, 0.5, 1.0)] == ["10 per week", "20 per week", "30 per week"]
    assert [median.at(share) for share in (0.1, 0.5, 0.9)] == ["0.5 h", "1 h", "3 h"]
    assert spread.number(spread.at(0.5)) == 0.4
    drawn = unknowns({"wide": wide})
    there = laid({"wide": wide}, drawn, np.full(len(drawn), 0.25))["wide"]
    assert not uncertain_factors(there)


def test_an_uncertain_share_of_a_whole_stays_drawn_by_replication() -> None:
    told = "{advance: {uncertain: {low: 0.4, high: 0.6}}, lost: 0.5}"
    assert uncertain_factors(desk(f"world.stages.call.outcomes={told}")) == ()
