"""What is said to move the logit of winning moves just that, through however many stages a deal is left."""

import numpy as np
import pytest
from scipy.special import expit, logit
from theory.estimates import agrees, ratio, right_and_5_percent_off
from theory.simulation import HERE, leads, simulate

from gtmsim.program.layout import Block, CellTotal, Close, StageCol
from gtmsim.program.lower import lower
from gtmsim.scenario import load

pytestmark = pytest.mark.theory

IN_A_ROW = "world.stages.discover.next={propose: 1, won: 0}"


def share(*overrides: str) -> float:
    """Return the share of what moves the deal that each stage takes which sells."""
    stages = lower(load(str(HERE / "strengths.yaml"), overrides)).block(Block.STAGE)
    assert len(set(stages[:, StageCol.DEAL_SHARE])) == 1
    return float(stages[0, StageCol.DEAL_SHARE])


def won_from_discovery(moved: float) -> float:
    """Return the chance of winning an opportunity whose stages' logits are all moved by so much."""
    discovered, proposed = expit(logit(0.5) + moved), expit(logit(0.3) + moved)
    return float(discovered * (0.6 * proposed + 0.4))


def test_a_small_strength_moves_the_logit_of_winning_by_itself() -> None:
    small = 1e-5
    before, after = (logit(won_from_discovery(sign * small * share())) for sign in (-1, 1))
    assert (after - before) / (2 * small) == pytest.approx(1.0, abs=1e-6)


def loses_nobody(stage: str) -> str:
    return f"world.stages.{stage}.outcomes={{advance: 1, lost: 0}}"


@pytest.mark.parametrize("sure", ["discover", "propose"])
def test_a_deal_of_one_decision_takes_all_of_it(sure: str) -> None:
    assert share(loses_nobody(sure), IN_A_ROW) == pytest.approx(1.0)


def test_stages_that_lose_nobody_leave_nothing_to_move() -> None:
    assert share(loses_nobody("discover"), loses_nobody("propose")) == 1.0


def test_of_stages_in_a_row_each_takes_what_the_chance_of_losing_asks_for() -> None:
    p = np.array([0.5, 0.3])
    assert share(IN_A_ROW) == pytest.approx((1.0 - p.prod()) / (1.0 - p).sum())


@right_and_5_percent_off
def test_a_fitting_product_wins_as_often_as_its_stages_moved_by_their_share(off: float, holds: bool) -> None:
    runs = simulate("strengths.yaml", f"world.products.suite.fit.any={off}", runs=300)
    won = ratio(leads(runs, CellTotal.CLOSED + Close.WON), leads(runs, CellTotal.LEADS))
    met = expit(logit(0.8) + share())
    proposed = expit(logit(0.3) + share())
    chance = met * (0.7 * won_from_discovery(share()) + 0.3 * proposed)
    assert agrees(won, float(chance)) is holds, (won, chance)
