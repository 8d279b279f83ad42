import json
import sys
import warnings

import numpy as np
import pytest
from tell.small import desk

from gtmsim.errors import UsageError
from gtmsim.explore.indices import indices, saltelli
from gtmsim.explore.morris import effects, elementary, ways
from gtmsim.explore.sensitivity import Method, Sensitivity, sensitivity
from gtmsim.program.tables import Floats
from gtmsim.study.expected import Expected

COST = "organisation.teams.rep.cost=50..150 kEUR/year"
RATE = "world.sources.web.rate=10..40 per week"
MARGIN = "run.discount_rate=5..25 %/year"
WEEKS = 8 * 7 / 365.0  # years of the desk's run


def ishigami(shares: Floats, replications: int = 1, noise: float = 0.0) -> Floats:
    """Return the function of Ishigami and Homma (1990), a = 7 and b = 0.1, along the last axis, with luck in a new last one."""
    x = (2.0 * shares - 1.0) * np.pi
    exact = np.sin(x[..., 0]) + 7.0 * np.sin(x[..., 1]) ** 2 + 0.1 * x[..., 2] ** 4 * np.sin(x[..., 0])
    luck = np.random.default_rng(3).normal(size=(*exact.shape, replications)) * noise
    return exact[..., None] + luck


@pytest.mark.theory
def test_sobol_indices_are_those_of_the_ishigami_function() -> None:
    found = {each.place: each for each in indices(ishigami(saltelli(3, 2048, 1)), 1)}
    for place, first, total in ((0, 0.3139, 0.5576), (1, 0.4424, 0.4424), (2, 0.0, 0.2437)):
        assert found[place].first[0] == pytest.approx(first, abs=0.02)
        assert found[place].total[0] == pytest.approx(total, abs=0.02)
        assert found[place].first[1] <= first <= found[place].first[2]
        assert found[place].total[1] <= total <= found[place].total[2]


@pytest.mark.theory
def test_the_part_of_a_total_index_that_is_luck_is_told() -> None:
    shares = saltelli(3, 2048, 1)
    noisy = {each.place: each for each in indices(ishigami(shares, replications=8, noise=4.0), 1)}
    added = (
        4.0**2 / 8 / (13.8446 + 4.0**2 / 8)
    )  # luck of the mean, over the variance of Ishigami's function and it
    assert noisy[2].luck == pytest.approx(added, rel=0.05)
    assert noisy[2].total[0] - noisy[2].luck == pytest.approx(0.2437 * 13.8446 / (13.8446 + 2.0), abs=0.02)


def test_an_input_without_effect_has_intervals_with_zero() -> None:
    four = indices(ishigami(saltelli(4, 512, 2)), 2)
    idle = next(each for each in four if each.place == 3)
    assert np.abs(idle.first).max() < 1e-12
    assert idle.total == (0.0, 0.0, 0.0)
    third = next(each for each in four if each.place == 2)
    assert third.first[1] < 0.0 < third.first[2]


def test_effects_are_those_that_salib_finds() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from SALib.analyze.morris import analyze
    along = ways(4, 20, 5)
    outcomes = ishigami(along)
    problem = {"num_vars": 4, "names": list("abcd"), "bounds": [[0.0, 1.0]] * 4}
    theirs = analyze(problem, along.reshape(-1, 4), outcomes.reshape(-1), num_levels=4)
    ours = effects(elementary(along, outcomes), 1)
    for each in ours:
        assert each.size[0] == pytest.approx(theirs["mu_star"][each.place])
        assert each.mean[0] == pytest.approx(theirs["mu"][each.place])
        assert each.spread[0] == pytest.approx(theirs["sigma"][each.place])
    assert ours[-1].place == 3
    assert ours[-1].size == (0.0, 0.0, 0.0)


def test_luck_alone_is_not_taken_for_an_effect() -> None:
    called = sized = 0
    for seed in range(20):
        rng = np.random.default_rng(seed)
        along = ways(5, 8, seed)
        noise = rng.normal(size=(8, 6, 12))
        found = effects(elementary(along, noise), seed)
        called += any(each.clear for each in found)
        sized += sum(each.size[0] > 2.0 * each.luck for each in found)
        again = effects(elementary(along, noise + 4.0 * along[:, :, :1]), seed)
        assert again[0].place == 0
        assert again[0].clear
        assert not again[0].mean[1] < 0.0 < again[0].mean[2]
    assert called <= 3  # one in twenty by chance
    assert sized <= 5  # of 100


@pytest.fixture(scope="module")
def screened() -> Sensitivity:
    return sensitivity({"desk": desk()}, [MARGIN, COST], metric="profit", trajectories=3, replications=2)


def test_profit_depends_on_what_a_rep_costs_and_on_nothing_else(screened: Sensitivity) -> None:
    cost, discount = screened.screened
    assert screened.inputs[cost.place].path == "organisation.teams.rep.cost"
    exact = -2 * 100_000 * WEEKS  # two reps, from 50 to 150 kEUR a year
    assert cost.mean[0] == pytest.approx(exact, rel=0.002)
    assert cost.size[0] == pytest.approx(-exact, rel=0.002)
    assert cost.clear
    assert discount.size == (0.0, 0.0, 0.0)
    assert not discount.clear
    assert "1 of 2 inputs move it by more than luck" in screened.answer()


def test_bars_reach_from_as_it_is_to_both_ends() -> None:
    told = sensitivity({"desk": desk()}, [MARGIN, COST], metric="profit", method="tornado", replications=3)
    cost, discount = told.bars
    assert (cost.low, cost.high) == ("50 kEUR/year", "150 kEUR/year")
    assert cost.at_low.mean == pytest.approx(2 * 50_000 * WEEKS, rel=0.002)
    assert cost.at_high.mean == pytest.approx(-2 * 50_000 * WEEKS, rel=0.002)
    assert discount.length == 0.0
    assert told.frame()["input"].to_list()[0] == "organisation.teams.rep.cost"


def test_the_difference_of_two_scenarios_is_what_is_looked_at() -> None:
    two = {"desk": desk(), "three": desk("organisation.teams.rep.people=3")}
    told = sensitivity(two, [COST], metric="cost", method="tornado", replications=2)
    assert told.outcome == "cost of three less desk"
    assert told.as_is.mean == pytest.approx(100_000 * WEEKS, rel=0.002)
    assert told.bars[0].swing.mean == pytest.approx(100_000 * WEEKS, rel=0.002)


def test_few_inputs_are_measured_at_once() -> None:
    told = sensitivity(
        {"desk": desk()}, [MARGIN, COST, RATE], metric="profit", method="sobol", points=8, replications=2
    )
    assert told.screened == ()
    assert {told.inputs[each.place].path for each in told.measured[:2]} == {
        RATE.partition("=")[0],
        COST.partition("=")[0],
    }
    assert told.measured[2].total == (0.0, 0.0, 0.0)
    assert json.loads(json.dumps(told.as_json(), allow_nan=False))["sobol"][2]["total"] == 0.0


def test_of_many_inputs_a_screening_says_which_are_measured() -> None:
    many = [
        MARGIN,
        COST,
        RATE,
        "run.arr_multiple",
        "run.gross_margin",
        "policy.planning.learning",
        "policy.research.frame",
    ]
    told = sensitivity(
        {"desk": desk()}, many, metric="cost", method="sobol", points=4, trajectories=2, replications=2
    )
    assert len(told.screened) == 7
    assert len(told.measured) == 6
    assert told.inputs[told.measured[0].place].path == "organisation.teams.rep.cost"
    assert dict(told.groups) == {"ways": 2, "base points": 4}


def test_guesses_are_the_weakly_founded_inputs() -> None:
    told = sensitivity({"desk": desk()}, guesses=True, metric="profit", method="tornado", replications=1)
    assert {"run.discount_rate", "run.arr_multiple"} <= {each.path for each in told.inputs}
    assert {each.why for each in told.inputs} <= {"a guess", "a survey"}


def test_ways_whose_values_do_not_go_together_are_left_out_and_counted() -> None:
    varied = ["run.horizon=5 weeks,9 weeks", "run.warm_up=0 weeks,1 week,2 weeks,7 weeks"]
    told = sensitivity({"desk": desk()}, varied, metric="leads", trajectories=12, replications=1)
    assert told.left.refused > 0
    assert told.groups["ways"] + told.left.refused == 12


def test_what_tells_nothing_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(UsageError, match="of one scenario, or"):
        sensitivity({"a": desk(), "b": desk(), "c": desk()}, [COST])
    with pytest.raises(UsageError, match="nothing is varied"):
        sensitivity({"a": desk()}, [])
    monkeypatch.setitem(sys.modules, "SALib.sample.morris", None)
    with pytest.raises(UsageError, match=r"pip install 'gtmsim\[sensitivity\]'"):
        sensitivity({"a": desk()}, [COST], metric="cost", replications=1)


def test_an_interrupt_keeps_the_ways_that_are_finished(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gtmsim.explore.ground.RUNS_AT_ONCE", 2)

    def enough(done: int, _total: int, _seconds: float) -> None:
        if done > 2 * 10:
            raise KeyboardInterrupt

    told = sensitivity(
        {"desk": desk()}, [RATE, COST], metric="profit", trajectories=9, replications=2, progress=enough
    )
    assert told.interrupted
    assert 2 <= told.groups["ways"] < 9

    def at_once(done: int, _total: int, _seconds: float) -> None:
        if done > 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt, match="fewer than two of the 9 groups"):
        sensitivity(
            {"desk": desk()}, [RATE, COST], metric="profit", trajectories=9, replications=2, progress=at_once
        )


@pytest.mark.parametrize("method", ["morris", "tornado"])
def test_nothing_is_run_before_what_it_takes_is_told(method: Method, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(told: Expected) -> None:
        assert told.runs >= 4
        raise UsageError("too long")

    monkeypatch.delattr("gtmsim.explore.ground.Ground.run")
    with pytest.raises(UsageError, match="too long"):
        sensitivity(
            {"desk": desk()},
            [COST],
            metric="cost",
            method=method,
            replications=2,
            trajectories=2,
            announce=refuse,
        )
