"""The finite market: hand-raises against renewal theory, awareness against its closed form."""

from math import log

import numpy as np
import pytest
from scipy import integrate, stats
from theory.estimates import Estimate, agrees, mean
from theory.simulation import column, leads, simulate, told, trace

from gtmsim.program.layout import CellTotal, RecordCol, What

pytestmark = pytest.mark.theory

WEEK = 604_800
NOTHING_BUILDS_IT = "world.awareness.built_by=null"
YEARS_4 = 4 / 365 / 86_400  # episodes a tick, while none is open


def share_that_raised(*overrides: str) -> Estimate:
    """Return the share of episodes, opened after warm-up and shut before the horizon, that raised their hand."""
    raised = []
    for replication in range(8):
        story = trace("accounts.yaml", *overrides, replication=replication)
        opened, shut, hands = (told(story, what) for what in (What.OPENED, What.SHUT, What.LEAD))
        ended = {(row[RecordCol.ENTITY], row[RecordCol.A]) for row in shut.tolist()}
        by_account: dict[int, list[int]] = {}
        for row in hands.tolist():
            by_account.setdefault(row[RecordCol.ENTITY], []).append(row[RecordCol.TICK])
        for tick, _, account, _, episode, _ in opened.tolist():
            if tick >= story.program.warm_up and (account, episode) in ended:
                raised.append(any(tick <= hand <= tick + 4 * WEEK for hand in by_account.get(account, ())))
    return mean(raised)


def test_alone_as_many_episodes_raise_their_hand_as_was_said() -> None:
    share = share_that_raised(NOTHING_BUILDS_IT)
    assert agrees(share, 0.3)
    assert not agrees(share, 1.05 * 0.3)


def test_hand_raises_are_as_many_as_renewal_theory_says() -> None:
    runs = simulate("accounts.yaml", NOTHING_BUILDS_IT, "run.warm_up=0 weeks", runs=10)
    end, hazard = runs.program.horizon, -log(0.7) / (4 * WEEK)

    def raised_by(opened: float) -> float:
        return 1.0 - float(np.exp(-hazard * min(4.0 * WEEK, end - opened)))

    # Episode k opens after k + 1 exponential gaps and k stays.
    expected = sum(
        integrate.quad(
            lambda tick, k=k: (
                stats.gamma(k + 1, scale=1 / YEARS_4).pdf(tick - 4 * WEEK * k) * raised_by(tick)
            ),
            4 * WEEK * k,
            end,
            points=[end - 4 * WEEK],
            limit=200,
        )[0]
        for k in range(end // (4 * WEEK))
    )
    an_account = mean(leads(runs, CellTotal.LEADS) / 2000)
    assert agrees(an_account, expected)
    assert not agrees(an_account, 1.05 * expected)


def test_a_stay_of_any_length_raises_as_its_laplace_transform_says() -> None:
    longer = "world.segments.any.stay={median: 2 weeks, sigma: 0.8}"
    runs = simulate(
        "accounts.yaml", NOTHING_BUILDS_IT, longer, "world.segments.any.in_market=100 %/year", runs=60
    )
    hazard = -log(0.7) / 2.0  # a week: 0.3 of those who stay the median
    stay = stats.lognorm(0.8, scale=2.0)
    raises = 1.0 - integrate.quad(lambda weeks: np.exp(-hazard * weeks) * stay.pdf(weeks), 0, np.inf)[0]
    # Openings of a renewal process that is long under way.
    a_week = 1.0 / (365 / 7 + stay.mean())
    raised = mean(leads(runs, CellTotal.LEADS) / 2000 / 64)
    assert agrees(raised, a_week * raises)
    assert not agrees(raised, 1.05 * a_week * raises)


def test_hours_kept_up_are_remembered_more_and_more_until_all_of_them_are() -> None:
    stock = column(told(trace("accounts.yaml"), What.WEEK), RecordCol.B) / 1e6
    kept = 0.5 ** (1 / 2)
    expected = [40.0 * (1 - kept**week) for week in range(104)]
    assert stock == pytest.approx(expected, abs=1e-6)


def test_awareness_halves_every_half_life_once_nobody_feeds_it() -> None:
    gone = "organisation.teams.marketer.leaves=2027-01-11"
    stock = column(told(trace("accounts.yaml", gone), What.WEEK), RecordCol.B) / 1e6
    assert stock[1] == pytest.approx(40.0 * (1 - 0.5 ** (1 / 2)))
    assert stock[3:40:2] == pytest.approx(stock[1:38:2] / 2, abs=2e-6)


def test_hours_kept_up_at_half_saturation_reach_half_of_the_market() -> None:
    # Half of the added hazard: what stays silent is the geometric mean of the two silences.
    share = share_that_raised()
    expected = 1.0 - ((1.0 - 0.3) * (1.0 - 0.6)) ** 0.5
    assert agrees(share, expected)
    assert not agrees(share, 1.05 * expected)
