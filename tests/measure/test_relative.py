from dataclasses import replace

import numpy as np
import pytest

from gtmsim.measure.intervals import Estimate, mean_interval
from gtmsim.measure.joint import widened
from gtmsim.measure.metric import HIGHER
from gtmsim.measure.pairs import paired
from gtmsim.measure.relative import relative
from gtmsim.measure.student import t_quantile
from gtmsim.measure.verdict import Difference
from gtmsim.program.tables import Floats


def difference(today: Floats, pods: Floats) -> Difference:
    pair = paired(pods, today, HIGHER)
    return Difference("bookings", "pods", "today", "EUR", HIGHER, pair, pair.difference, clear=True)


def test_the_interval_of_a_relative_difference_counts_the_doubt_of_the_baseline() -> None:
    draws = np.random.default_rng(5)
    luck = draws.normal(100, 20, 300)
    today, pods = luck + draws.normal(0, 5, 300), 1.3 * luck + draws.normal(0, 5, 300)
    ratio = pods.mean() / today.mean()
    half = t_quantile(0.95, 299) * (pods - ratio * today).std(ddof=1) / 300**0.5 / today.mean()
    share = relative(difference(today, pods), mean_interval(pods), mean_interval(today))
    assert share is not None
    assert share.mean == pytest.approx(100 * (ratio - 1))
    assert (share.low, share.high) == pytest.approx((100 * (ratio - 1 - half), 100 * (ratio - 1 + half)))


def test_a_share_of_what_may_be_nothing_means_little() -> None:
    unsure = Estimate(1.0, -0.5, 2.5, 2, 0.0)
    assert relative(difference(np.array([1.0, 2.0]), np.array([2.0, 3.0])), unsure, unsure) is None


def test_a_share_is_as_wide_as_its_difference_where_that_holds_together_with_others() -> None:
    draws = np.random.default_rng(5)
    today = draws.normal(100, 20, 300)
    pods = today + draws.normal(5, 5, 300)
    alone = difference(today, pods)
    joint = replace(alone, joint=widened(alone.pair.difference, 0.95, 4))
    one, four = (relative(each, mean_interval(pods), mean_interval(today)) for each in (alone, joint))
    assert one is not None
    assert four is not None
    wider = joint.joint.half_width / alone.joint.half_width
    assert wider == pytest.approx(t_quantile(1 - 0.05 / 4, 299) / t_quantile(0.95, 299))
    assert four.high - four.low == pytest.approx(wider * (one.high - one.low))
