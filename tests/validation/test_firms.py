"""Firms are mixed of policies and blurred, and what goes with how they fare is found again."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from gtmsim.errors import Problem, ScenarioError, UsageError
from gtmsim.scenario import Scenario
from gtmsim.scenario.unsaid import alive
from gtmsim.scenario.values import central
from gtmsim.validation.firms import Firm, Industries, blurred, firms, policy_of, row_of, rows_apart
from gtmsim.validation.lab import Lab
from gtmsim.validation.procedures.evolution import Evolution
from gtmsim.validation.procedures.population import (
    Population,
    composite,
    correlation,
    spread_within,
    within,
)
from gtmsim.validation.world import World, world_of

WORLD = """\
gtmsim: 1
world:
  segments: {any: {deal_value: {fixed: 1 kEUR}}}
  sources: {list: {rate: 60 per week, intent: 1}}
  price: {slope: 0}
  stages: {sell: {sessions: 0, outcomes: {advance: 0.5, lost: 0.5}}}
organisation:
  calendars: {always: {week: {mon-sun: all day}}}
  roles: {rep: {}}
  teams: {rep: {people: 1, cost: 80 kEUR/year}}
run: {horizon: 60 weeks}
"""
DEAR = "policy: {pricing: {discount: 0.02}, promises: 0.3, standing: {rep: {calls: 0.9, mail: 0.1}}}\n"
CHEAP = "policy: {pricing: {discount: 0.6}, promises: 0.3, standing: {rep: {calls: 0.1, mail: 0.9}}}\n"


@pytest.fixture
def shop(tmp_path: Path) -> World:
    for name, text in (("shop", WORLD), ("dear", DEAR), ("cheap", CHEAP)):
        (tmp_path / f"{name}.yaml").write_text(text)
    return world_of("shop.yaml", str(tmp_path), {})


def kinds(shop: World) -> list[Scenario]:
    return [shop.arm("dear.yaml"), shop.arm("cheap.yaml")]


def drawn(shop: World, design: Industries, numbers: range) -> list[Firm]:
    return list(firms([kinds(shop)], design, numbers, 7))


def test_a_blurred_policy_has_moved_where_the_policies_differ_and_nowhere_else(shop: World) -> None:
    policies = [policy_of(each) for each in kinds(shop)]
    rows = rows_apart(policies)
    assert ("pricing", "discount") in rows
    assert ("promises",) not in rows
    moved = blurred(policies[0], rows, 0.3, np.random.default_rng(1))
    assert moved.promises == policies[0].promises
    assert moved.pricing.discount != policies[0].pricing.discount
    assert sum(central(each) for each in moved.standing["rep"].values()) == pytest.approx(1)
    assert moved.standing["rep"]["calls"] != policies[0].standing["rep"]["calls"]
    still = blurred(policies[0], rows, 0.0, np.random.default_rng(1))
    assert still.pricing.discount == pytest.approx(policies[0].pricing.discount)


def test_a_share_is_blurred_on_its_own_scale(shop: World) -> None:
    """The logit of a share moves by a normal of the spread: its standard deviation is found again."""
    policies = [policy_of(each) for each in kinds(shop)]
    rows = rows_apart(policies)
    told = np.array(
        [
            blurred(policies[1], rows, 0.3, np.random.default_rng(each)).pricing.discount
            for each in range(2000)
        ]
    )
    logits = np.log(told / (1 - told))
    assert logits.mean() == pytest.approx(np.log(0.6 / 0.4), abs=0.03)
    assert logits.std() == pytest.approx(0.3, abs=0.02)


def test_a_firm_is_the_same_however_many_there_are_and_shares_its_industrys_world(shop: World) -> None:
    design = Industries(2, start={"organisation.teams.*.cost": 0.3})
    some, one = drawn(shop, design, range(4)), drawn(shop, design, range(3, 4))
    assert one[0].decides.parts == some[3].decides.parts
    assert one[0].decides.policy == some[3].decides.policy
    assert one[0].scenario.organisation == some[3].scenario.organisation
    assert [each.decides.industry for each in some] == [0, 0, 1, 1]
    worlds = [each.scenario.world for each in some]
    assert worlds[0] == worlds[1]
    assert worlds[1] != worlds[2]
    assert len({alive(each.scenario.organisation.teams)["rep"].cost for each in some}) == 4
    assert sum(some[0].decides.parts) == pytest.approx(1)


def test_industries_of_two_kinds_are_in_worlds_of_their_own(shop: World) -> None:
    both = list(firms([kinds(shop), kinds(shop)], Industries(), range(2), 7))
    assert [each.decides.industry for each in both] == [0, 1]
    assert both[0].scenario.world != both[1].scenario.world


def test_worlds_that_do_not_go_together_run_out_with_a_word(
    shop: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> Scenario:
        raise ScenarioError("shop", [Problem("shop", 0, 0, "", "", "numbers that go together")])

    monkeypatch.setattr("gtmsim.validation.firms.vary", refuse)
    with pytest.raises(UsageError, match="only 0 of 4 worlds have numbers that go together: 1 were wanted"):
        drawn(shop, Industries(), range(2))


def test_a_population_has_industries_enough_for_an_interval(shop: World) -> None:
    few = Population(
        ("dear.yaml", "cheap.yaml"), {"price": ("pricing.discount",)}, year=1, firms=3, drawn=False
    )
    assert few.expected(2, 2) == 15
    seen = few.observe(Lab(7, jobs=1), shop, 2)
    assert seen.replications == 15
    assert seen.low < seen.high


def test_a_firm_that_tells_nothing_is_not_taken_for_an_average_one() -> None:
    assert np.isnan(within(np.array([1.0, np.nan, 3.0, 5.0]), np.array([0.0, 0.0, 1.0, 1.0]))[:2]).all()


def test_rows_that_are_no_numbers_are_refused(shop: World) -> None:
    with pytest.raises(UsageError, match=r"policy\.pricing\.discont is no number"):
        row_of(policy_of(kinds(shop)[0]), "pricing.discont")
    with pytest.raises(UsageError, match=r"run\.horizon is too short"):
        Population(("dear.yaml", "cheap.yaml"), {"price": ("pricing.discount",)}, year=2).arms(shop)


@pytest.mark.parametrize(("groups", "pairs", "apart"), [(60, 1, 0.0), (20, 6, 0.0), (20, 6, 0.4)])
def test_an_interval_holds_the_correlation_that_was_put_in(groups: int, pairs: int, apart: float) -> None:
    """In about 95 % of samples, of firms by themselves and of industries, whether or not these differ in what they show."""
    rng = np.random.default_rng(5)
    place = np.repeat(np.arange(groups, dtype=float), pairs)
    hit = 0
    for _ in range(500):
        rho = np.clip(0.3 + apart * rng.choice([-1, 1], (groups, 1)), -1, 1)
        x = rng.standard_normal((groups, pairs))
        y = rho * x + np.sqrt(1 - rho**2) * rng.standard_normal((groups, pairs))
        a, b = x.ravel(), y.ravel()
        if pairs > 1:
            a, b = within(a, place), within(b, place)
        _, low, high = correlation(a, b, place)
        hit += low <= 0.3 <= high
    assert 0.92 < hit / 500 < 0.98


def test_an_unreliable_index_shows_less() -> None:
    x = np.arange(10.0)
    y = x + np.tile([0.0, 5.0], 5)
    assert correlation(x, y, x)[0] == pytest.approx(np.corrcoef(x, y)[0, 1])
    assert correlation(x, y, x, 0.8)[0] == pytest.approx(np.sqrt(0.8) * np.corrcoef(x, y)[0, 1])


def test_parts_of_an_index_count_alike_however_many_rows_they_have() -> None:
    rng = np.random.default_rng(3)
    a, b = rng.standard_normal((2, 500))
    index = composite([[a, a, 3 * a + 1], [b]])
    assert np.corrcoef(index, a)[0, 1] == pytest.approx(np.corrcoef(index, b)[0, 1], abs=0.01)
    assert index.std() == pytest.approx(1)


def test_firms_are_as_far_apart_as_they_were_drawn() -> None:
    """Of a log-normal of standard deviation s the 90th percentile is exp(2.563 s) times the 10th, whatever its industry is like."""
    rng = np.random.default_rng(2)
    industries = np.repeat(np.arange(500.0), 8)
    values = np.exp(0.25 * rng.standard_normal(4000) + industries)
    assert spread_within(values, industries) == pytest.approx(np.exp(2.563 * 0.25), rel=0.02)


@pytest.mark.parametrize("firms", [1, 4])
def test_who_gives_more_away_earns_less(shop: World, firms: int) -> None:
    population = Population(
        ("dear.yaml", "cheap.yaml"),
        {"price": ("pricing.discount",)},
        year=1,
        firms=firms,
        drawn=False,
    )
    seen = population.observe(Lab(7, jobs=1), shop, 48)
    assert seen.mean < -0.8
    assert seen.high < -0.3
    assert seen.replications == 48
    assert seen.note.startswith("years 1 to 1: -0.")
    none = Population(("dear.yaml", "cheap.yaml"), {"price": ("promises",)}, year=1, firms=firms, drawn=False)
    assert np.isnan(none.observe(Lab(7, jobs=1), shop, 24).mean)


def test_what_does_better_by_what_is_measured_spreads(shop: World) -> None:
    """Discounts cost profit and move nothing else: whoever looks at profit gives them up, whoever looks at leads drifts."""
    by_profit = Evolution(
        ("dear.yaml", "cheap.yaml"), "dear.yaml", "most", judged="profit", firms=8, rounds=5, spread=0
    )
    seen = by_profit.observe(Lab(7, jobs=1), shop, 160)
    assert seen.replications == 4
    assert seen.low > 0.1
    assert replace(by_profit, of="cheap.yaml").observe(Lab(7, jobs=1), shop, 160).mean == pytest.approx(
        -seen.mean
    )
    by_leads = replace(by_profit, judged="own scorecard").observe(
        Lab(7, jobs=1), shop.under({"policy.planning.scorecard": {"leads": 1}}), 160
    )
    assert by_leads.mean < 0.5 * seen.mean
    assert "mean parts in the end: dear.yaml 0." in seen.note
