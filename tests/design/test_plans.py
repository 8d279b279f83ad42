from collections.abc import Callable, Sequence

import numpy as np
import pytest
from scipy.stats import rankdata

from gtmsim.design import Factor, grid, latin, points, sobol
from gtmsim.design.plans import Row, hypercubes, sobol_shares
from gtmsim.errors import ScenarioError, UsageError
from gtmsim.program.tables import Floats
from gtmsim.scenario import load, vary

PEOPLE = Factor("a.people", low=1, high=3, whole=True)
RATE = Factor("b.rate", low=0.0, high=1.0)
KIND = Factor("c.kind", ("x", "y"))


def test_a_grid_is_every_combination_the_last_changing_fastest() -> None:
    assert grid([PEOPLE, KIND]) == [("1", "x"), ("1", "y"), ("2", "x"), ("2", "y"), ("3", "x"), ("3", "y")]


def test_a_grid_of_a_range_without_steps_says_how_to_name_them() -> None:
    with pytest.raises(UsageError, match=r"b\.rate=0,0\.5,1"):
        grid([PEOPLE, RATE])


def test_a_latin_hypercube_meets_every_part_of_a_factor_once() -> None:
    told = sorted(float(row[1]) for row in latin([PEOPLE, RATE], 10, seed=3))
    assert all(n / 10 <= value <= (n + 1) / 10 for n, value in enumerate(told))


@pytest.mark.parametrize("plan", [latin, sobol])
def test_the_seed_decides_the_points(plan: Callable[[Sequence[Factor], int, int], list[Row]]) -> None:
    assert plan([RATE, KIND], 9, 1) == plan([RATE, KIND], 9, 1) != plan([RATE, KIND], 9, 2)


def test_a_sobol_sequence_that_is_continued_keeps_its_first_points() -> None:
    assert sobol([PEOPLE, RATE], 21, seed=5)[:9] == sobol([PEOPLE, RATE], 9, seed=5)


def test_hypercubes_that_are_continued_keep_their_first_points() -> None:
    assert np.array_equal(hypercubes(3, 47, seed=5)[:21], hypercubes(3, 21, seed=5))
    assert not np.array_equal(hypercubes(3, 21, seed=5), hypercubes(3, 21, seed=6))
    assert not np.array_equal(hypercubes(3, 21, seed=5), hypercubes(3, 21, seed=5, stream=1))


def test_every_ten_points_of_hypercubes_meet_each_tenth_of_each_dimension_once() -> None:
    for ten in np.split(hypercubes(4, 30, seed=5), 3):
        assert np.array_equal(
            np.sort(np.floor(10 * ten), axis=0), np.repeat(np.arange(10.0)[:, None], 4, axis=1)
        )


def test_few_points_in_many_dimensions_tell_them_apart() -> None:
    """Two dimensions that are drawn alike cannot be told apart by anything that comes of them."""
    assert _most_alike(hypercubes(100, 50, seed=5)) < 0.7
    assert _most_alike(sobol_shares(100, 50, seed=5)) > 0.8


def _most_alike(shares: Floats) -> float:
    ranks = np.atleast_2d(np.corrcoef(rankdata(shares, axis=0), rowvar=False))
    return float(np.abs(ranks - np.eye(shares.shape[1])).max())


def test_a_point_says_what_its_values_laid_over_the_file_would_have_said() -> None:
    base = load("preset:baseline")
    path = f"organisation.teams.{next(iter(base.organisation.teams))}.people"
    (two,) = points(base, [Factor(path, ("7",))], [("7",)])
    assert two.scenario == load("preset:baseline", [f"{path}=7"])
    assert two.program().digest != points(base, [], [()])[0].program().digest


def test_a_point_whose_values_do_not_go_together_names_itself() -> None:
    base = load("preset:baseline")
    (wrong,) = points(base, [Factor("run.horizon", ("1 week",))], [("1 week",)], name="w")
    with pytest.raises(ScenarioError, match=r"w1 \(run.horizon=1 week\)"):
        wrong.program()


def test_what_is_laid_over_a_policy_goes_on_after_the_treatment() -> None:
    culture = load("preset:mid_market+sales_driven")
    team = next(iter(culture.organisation.teams))
    sets = [f"organisation.teams.{team}.people=9", "run.horizon=3 years"]
    assert vary(culture, sets) == load("preset:mid_market+sales_driven", sets)
