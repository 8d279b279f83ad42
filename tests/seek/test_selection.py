from typing import Any

import numpy as np
import pytest
from seek.problems import chosen_right, names_of, slippage
from sim_tools.ovs.indifference_zone import KN

from gtmsim.errors import UsageError
from gtmsim.program.tables import Floats
from gtmsim.seek.selection import Race, factor


@pytest.mark.theory
@pytest.mark.parametrize("shared", [0.0, 0.8])
def test_the_best_is_chosen_as_often_as_is_promised(shared: float) -> None:
    share, _ = chosen_right(3, 300, confidence=0.9, start=10, shared=shared)
    assert share >= 0.9 - 2.0 * (0.9 * 0.1 / 300) ** 0.5


@pytest.mark.theory
def test_of_two_the_promise_is_hardly_more_than_kept_and_a_smaller_constant_breaks_it() -> None:
    kept, runs = chosen_right(2, 600, confidence=0.9, start=10)
    broken, fewer = chosen_right(2, 600, confidence=0.9, start=10, shrink=0.7)
    error = 2.0 * (0.9 * 0.1 / 600) ** 0.5
    assert kept >= 0.9 - error
    assert broken < 0.9 - error
    assert fewer < 0.7 * runs


def test_luck_that_is_shared_spares_runs() -> None:
    _, alone = chosen_right(3, 60, confidence=0.95, start=10, shared=0.0)
    _, together = chosen_right(3, 60, confidence=0.95, start=10, shared=0.9)
    assert together < 0.4 * alone


class _Oracle(KN):  # type: ignore[misc] # sim-tools has no types
    """The procedure of sim-tools, which looks up a pair's variance one place off where the second comes before the first."""

    def _limit_to_distance_from_sample_means(self, design_i: int, design_l: int) -> float:
        return float(super()._limit_to_distance_from_sample_means(design_i, design_l + (design_l < design_i)))


class _Table:
    """Observations as sim-tools asks for them."""

    def __init__(self, table: Floats) -> None:
        self.table = table
        self.taken = np.zeros(table.shape[1], dtype=int)

    def register_observer(self, observer: Any) -> None:
        self.observer = observer

    def simulate(self, design: int) -> None:
        value = self.table[self.taken[design], design]
        self.taken[design] += 1
        self.observer.feedback(self, design, value)


@pytest.mark.parametrize(("many", "seed"), [(2, 1), (2, 2), (5, 3), (5, 4), (9, 5)])
def test_each_system_stays_as_long_as_with_sim_tools(many: int, seed: int) -> None:
    draw = slippage(many, 0.3, seed, spread=2.0)
    drawn = draw(names_of(many), 0, 3000)
    model = _Table(np.stack([drawn[name] for name in names_of(many)], axis=1))
    (chosen,) = _Oracle(model, many, 0.3, alpha=0.05, n_0=12).solve()
    model.taken[chosen] -= 1  # it runs the chosen once more
    told = Race(names_of(many), delta=0.3, confidence=0.95, start=12).run(draw)
    assert told.order[0] == str(chosen)
    assert list(told.compared.values()) == model.taken.tolist()
    for name, count in told.compared.items():
        apart = model.table[:count, chosen] - model.table[:count, int(name)]
        assert told.behind[name] == pytest.approx(float(apart.mean()))


def test_the_constant_is_that_of_the_paper() -> None:
    # eta solves (1 + 2 eta)^(-(n0 - 1) / 2) / 2 = alpha / (k - 1); h squared is 2 eta (n0 - 1)
    eta = factor(6, 0.95, 20) / (2.0 * 19)
    assert (1.0 + 2.0 * eta) ** (-19 / 2) / 2.0 == pytest.approx(0.05 / 5)


def test_systems_that_are_alike_end_as_equals() -> None:
    draw = slippage(2, 1.0, 3)
    told = Race(["0", "twin", "1"], delta=0.5, confidence=0.95, start=10).run(
        lambda names, first, count: {
            name: draw(["0" if name == "twin" else name], first, count)["0" if name == "twin" else name]
            for name in names
        }
    )
    assert told.ended
    assert told.left == ("0", "twin")


def test_too_few_replications_end_without_a_promise() -> None:
    race = Race(names_of(4), delta=0.01, confidence=0.95, start=10, most=15)
    told = race.run(slippage(4, 0.01, 1))
    assert not told.ended
    assert len(told.left) > 1
    assert max(told.compared.values()) == 15


def test_one_system_is_chosen_without_a_run() -> None:
    told = Race(["a"], delta=1.0, confidence=0.95, start=10).run(lambda *_: pytest.fail("it was run"))
    assert told.ended


@pytest.mark.parametrize("wrong", [{"delta": 0.0}, {"confidence": 1.0}, {"start": 9}])
def test_what_is_no_selection_is_refused(wrong: dict[str, float]) -> None:
    said: dict[str, Any] = {"delta": 1.0, "confidence": 0.95, "start": 10, **wrong}
    with pytest.raises(UsageError):
        Race(["a", "b"], **said)
