from pathlib import Path

import pytest

from gtmsim.errors import ScenarioError, UsageError
from gtmsim.scenario import Scenario, load, loads, vary, where
from gtmsim.validation.facts import read_facts, shipped
from gtmsim.validation.fit import Aim, aims_of, fit, updated
from gtmsim.validation.levels import Level, set_at
from gtmsim.validation.levels_file import read_levels, shipped_levels
from gtmsim.validation.procedures.entered import Entered
from gtmsim.validation.procedures.level import Level as LevelOf
from gtmsim.validation.procedures.quotient import Quotient
from gtmsim.validation.target import Target
from gtmsim.validation.world import world_of

# Leads come at a rate and are won with the chance that the only stage says: both can be read from what comes out.
SHOP = """\
gtmsim: 1
world:
  segments: {any: {deal_value: {fixed: 10 kEUR}}}
  sources: {web: {rate: 3 per h, intent: 1}}
  stages: {answer: {session: {fixed: 1 min}, outcomes: {advance: 0.4, lost: 0.2, no_decision: 0.4}, opportunity: true}}
organisation:
  calendars: {always: {week: {mon-sun: all day}}}
  roles: {desk: {works: {answer: 1}}}
  teams: {desk: {people: 2, cost: 50 kEUR/year}}
run: {horizon: 2 weeks, warm_up: 0 weeks}
"""
RATE = Level("rate", ("world.sources.web.rate",), 1.0)
CHANCE = Level("chance", ("world.stages.answer.outcomes.advance",), 1.0, of_one=True)
PRICE = Level("price", ("world.segments.*.deal_value",), 1.0)
LEADS = Aim("leads", LevelOf("leads"), Target(1900.0, 2100.0, ""))
WON = Aim("won", LevelOf("win_rate"), Target(0.2, 0.22, ""))


@pytest.fixture
def shop() -> Scenario:
    return loads(SHOP, "shop")


def test_a_fit_finds_what_makes_a_known_number_come_out(shop: Scenario) -> None:
    found = fit(shop, [RATE, CHANCE, PRICE], [LEADS, WON], replications=12, shown=12, digits=3)
    assert found.before["leads"].mean == pytest.approx(3 * 24 * 14, rel=0.03)
    assert 1900 < found.after["leads"].mean < 2100
    assert 0.19 < found.after["won"].mean < 0.23
    told = dict(text.split("=") for text in found.sets)
    assert told["world.sources.web.rate"].endswith(" per h")
    assert 1900 / 336 < float(told["world.sources.web.rate"].split()[0]) < 2100 / 336
    assert found.at[2] == 0.0, "what nothing asks for does not move"


def test_a_fit_leaves_a_world_alone_that_meets_its_targets(shop: Scenario) -> None:
    found = fit(
        shop, [RATE, CHANCE], [Aim("won", LevelOf("win_rate"), Target(0.3, 0.5, ""))], replications=4, shown=2
    )
    assert found.sets == ()
    assert found.points == 1
    assert found.fitted is shop


def test_a_target_out_of_reach_is_told_as_missed(shop: Scenario) -> None:
    bound = Level("rate", ("world.sources.web.rate",), 1.0, high=3.5)
    found = fit(shop, [bound], [LEADS], replications=2, shown=2, iterations=3)
    assert found.after["leads"].against(LEADS.target) == "fails"
    assert found.at[0] == pytest.approx(bound.bounds(shop)[1], rel=0.01), "it went as far as it may"


def test_shares_of_one_whole_still_add_up_when_one_of_them_moves(shop: Scenario) -> None:
    for at in (-2.0, -0.3, 0.7, 2.0):
        moved = vary(shop, set_at(shop, [CHANCE], [at], digits=2))
        advance, lost, no_decision = (
            float(where(moved, f"world.stages.answer.outcomes.{each}").value)
            for each in ("advance", "lost", "no_decision")
        )
        assert advance + lost + no_decision == pytest.approx(1.0, abs=1e-9)
        assert no_decision == pytest.approx(2 * lost, rel=0.02), "the rest keeps its proportions"
        assert (advance > 0.4) is (at > 0)


def test_a_level_stays_within_its_ends_and_a_deviation_is_a_ratio(shop: Scenario) -> None:
    down, up = Level("rate", ("world.sources.web.rate",), 0.5, low=2, high=6).bounds(shop)
    assert down == pytest.approx(-0.811, abs=1e-3)
    assert up == pytest.approx(1.386, abs=1e-3)
    assert RATE.texts(shop, 0.693147, digits=3) == ("world.sources.web.rate=6 per h",)
    assert RATE.texts(shop, 0.0) == ()


def test_what_cannot_be_multiplied_is_refused(shop: Scenario) -> None:
    with pytest.raises(UsageError, match="an amount above 0"):
        Level("noise", ("world.sources.web.cost_per_lead",), 1.0).fields(shop)
    with pytest.raises(UsageError, match=r"is 30 %: what moves is .* \(without %\)"):
        Level("intent", ("world.sources.web.intent",), 1.0).fields(
            vary(shop, ["world.sources.web.intent=30 %"])
        )
    with pytest.raises(UsageError, match="no shares beside it"):
        Level("intent", ("world.sources.web.intent",), 1.0, of_one=True).fields(
            vary(shop, ["world.sources.web.intent=0.5"])
        )


def test_slopes_that_were_learned_agree_with_the_step_they_were_learned_from() -> None:
    import numpy as np

    slopes, step, seen = np.array([[1.0, 2.0], [0.0, 1.0]]), np.array([0.5, -1.0]), np.array([3.0, 4.0])
    after = updated(slopes, step, seen)
    assert after @ step == pytest.approx(seen)
    across = np.array([1.0, 0.5])  # at right angles to the step: nothing was learned
    assert after @ across == pytest.approx(slopes @ across)


def test_a_quotient_is_what_a_hand_would_make_of_its_metrics() -> None:
    told = Quotient(("a", "b"), {"c": 1.0, "d": -0.5}, times=2.0)
    assert told.told({"world": {"a": 5.0, "b": 3.0, "c": 7.0, "d": 6.0}}) == pytest.approx(2 * 8 / 4)
    assert told.design == "2 x (a + b) over (c + -0.5 x d)"
    assert told.keys == ("a", "b", "c", "d")


def test_an_input_is_read_in_the_unit_asked_for() -> None:
    world = world_of("mid_market", "", {})
    assert Entered("organisation.teams.rep.ramp", "weeks").arms(world) == {}
    with pytest.raises(UsageError, match="no number of kEUR"):
        Entered("organisation.teams.rep.ramp", "kEUR").arms(world)


@pytest.mark.parametrize("world", ["self_serve", "mid_market", "enterprise"])
def test_the_presets_have_targets_and_levels_that_may_move_towards_them(world: str) -> None:
    file = next(each for each in shipped() if each.stem == "presets")
    aims = aims_of(read_facts(file).facts, world)
    levels = read_levels(shipped_levels(), world, load(f"preset:{world}"))
    assert len(aims) >= 10
    assert len(levels) >= 10
    assert all("policy." not in path or path == "policy.target" for level in levels for path in level.paths)


def test_a_file_of_levels_tells_everything_that_is_wrong_at_once(tmp_path: Path, shop: Scenario) -> None:
    file = tmp_path / "levels.yaml"
    file.write_text(
        "levels: 2\na: {path: x, deviation: 1}\nb: {paths: [world.sources.web.rate], deviation: 0}\n"
    )
    with pytest.raises(ScenarioError) as caught:
        read_levels(file, "shop", shop)
    told = "\n".join(f"{each.line} {each.path} {each.found} {each.advice}" for each in caught.value.problems)
    assert "1 levels 2 `levels: 1`" in told
    assert "2 a.path path a known field; did you mean paths?" in told
    assert "2 a.paths nothing a list of words" in told
    assert "3 b.deviation 0 a number above 0" in told
    file.write_text("levels: 1\na: {paths: [world.sources.wob.rate], deviation: 1}\n")
    with pytest.raises(ScenarioError, match="wob"):
        read_levels(file, "shop", shop)
