"""Clocks and sessions are drawn from the distributions that the file names."""

from collections.abc import Callable

import numpy as np
import pytest
from scipy import stats
from theory.estimates import agrees, fits, mean
from theory.simulation import SEED, column, told, trace

from gtmsim.program import rules
from gtmsim.program.layout import Family, Purpose, RecordCol, What
from gtmsim.program.tables import Ints

pytestmark = pytest.mark.theory

HOUR = 3600.0
SIGMA_OF_MEAN_AND_SD = float(np.sqrt(np.log(1.0 + (12.0 / 8.0) ** 2)))
SPREAD = float(np.log(6.0) / stats.norm.ppf(0.9))

FORMS = {
    "{exponential: 2 h}": stats.expon(scale=2 * HOUR),
    "{median: 3 h, sigma: 1.2}": stats.lognorm(1.2, scale=3 * HOUR),
    "{mean: 8 h, sd: 12 h}": stats.lognorm(
        SIGMA_OF_MEAN_AND_SD, scale=8 * HOUR * np.exp(-(SIGMA_OF_MEAN_AND_SD**2) / 2)
    ),
    "{p10: 40 min, p50: 4 h, p90: 24 h}": stats.lognorm(SPREAD, scale=4 * HOUR),
    "{weibull: 3 h, shape: 0.7}": stats.weibull_min(0.7, scale=3 * HOUR),
}


def clocks(form: str) -> Ints:
    """Return how long each lead's buyer took, in order of lead."""
    story = trace("clocks.yaml", f"world.stages.ripen.clock={form}")
    left = told(story, What.LEFT)
    return column(left[np.argsort(left[:, RecordCol.ENTITY])], RecordCol.TICK)


def sessions(form: str) -> Ints:
    """Return how long each session took."""
    work = ("world.stages.ripen.sessions=1", f"world.stages.ripen.session={form}")
    return column(told(trace("clocks.yaml", *work), What.DONE), RecordCol.B)


@pytest.mark.parametrize("draw", [clocks, sessions], ids=["clock", "session"])
@pytest.mark.parametrize("form", FORMS)
def test_durations_follow_the_distribution_that_was_said(form: str, draw: Callable[[str], Ints]) -> None:
    drawn = np.asarray(draw(form))
    assert len(drawn) == 30_000
    assert fits(drawn, FORMS[form].cdf)
    assert not fits(1.05 * drawn, FORMS[form].cdf)


@pytest.mark.parametrize("form", FORMS)
def test_clocks_have_the_mean_and_the_median_that_were_said(form: str) -> None:
    drawn = clocks(form)
    assert agrees(mean(drawn), FORMS[form].mean())
    assert agrees(mean(drawn < FORMS[form].median()), 0.5)


def test_a_fixed_clock_is_fixed() -> None:
    assert set(clocks("{fixed: 5 h}").tolist()) == {5 * 3600}


def test_the_number_of_sessions_is_geometric_with_the_mean_that_was_said() -> None:
    work = ("world.stages.ripen.sessions=2.5", "world.stages.ripen.session={fixed: 1 min}")
    _, counts = np.unique(
        told(trace("clocks.yaml", *work), What.DONE)[:, RecordCol.ENTITY], return_counts=True
    )
    seen = np.bincount(counts, minlength=9)
    chances = stats.geom(1 / 2.5).pmf(range(1, 8))
    assert (
        stats.chisquare([*seen[1:8], seen[8:].sum()], 30_000 * np.array([*chances, 1 - chances.sum()])).pvalue
        > 1e-4
    )


def test_numpy_reproduces_the_clock_of_any_lead_in_one_line() -> None:
    lead = 4321
    address = np.random.Philox(key=[SEED, 0], counter=[0, int(Purpose.CLOCK), lead, 0])
    u = float(np.random.Generator(address).random(4)[0])
    expected = rules.whole_ticks(rules.drawn(float(Family.LOGNORMAL), 3 * HOUR, 1.2, u))
    assert clocks("{median: 3 h, sigma: 1.2}")[lead] == expected
