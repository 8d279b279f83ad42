"""How often a change is beyond a number, and what runs have at risk, where the answer is known."""

from pathlib import Path

import numpy as np
import pytest

from gtmsim.validation.lab import Lab
from gtmsim.validation.procedures.beyond import ShareBeyond
from gtmsim.validation.procedures.risk import Risk
from gtmsim.validation.procedures.share import ShareOfWorlds
from gtmsim.validation.world import World, world_of

UNCERTAIN = {
    "run.horizon": "4 weeks",
    "run.warm_up": "0 weeks",
    "world.sources.web.rate": {"uncertain": {"low": "0.6 per h", "high": "1 per h"}},
}
FEWER = {"organisation.teams.desk.people": 1, "world.sources.web.rate": "0.4 per h"}
MORE = {"organisation.teams.desk.people": 1, "world.sources.web.rate": "1.2 per h"}


@pytest.fixture
def world() -> World:
    return world_of("single_queue", str(Path.cwd()), UNCERTAIN)


def test_the_change_is_told_of_what_was_there_or_of_what_was_lost() -> None:
    means = {"against": {"wins": 50.0}, "whole": {"wins": 90.0}, "of repair": {"wins": 80.0}}
    assert ShareBeyond("wins", {"repair": ""}, above=0).changes(means) == {"repair": pytest.approx(0.6)}
    assert ShareBeyond("wins", {"repair": ""}, whole="", above=0).changes(means) == {
        "repair": pytest.approx(0.75)
    }


def test_one_of_two_things_that_are_done_in_every_world_is_half(world: World) -> None:
    done = {"fewer leads": FEWER, "more leads": MORE}
    lab = Lab(7, jobs=1)
    better = ShareBeyond("leads", done, above=0.0, each=2).observe(lab, world, 6)
    assert (better.mean, better.replications) == (0.5, 6)
    assert better.low < 0.5 < better.high
    assert "fewer leads 0%, more leads 100%" in better.note
    assert ShareBeyond("leads", done, below=0.0, each=2).observe(lab, world, 6).mean == 0.5
    assert ShareBeyond("leads", done, below=-0.9, each=2).observe(lab, world, 6).mean == 0.0


def test_a_tie_is_half_a_win(world: World) -> None:
    assert ShareOfWorlds("leads", FEWER, FEWER, each=1).observe(Lab(7, jobs=1), world, 3).mean == 0.5
    assert ShareOfWorlds("leads", MORE, FEWER, each=1).observe(Lab(7, jobs=1), world, 3).mean == 1.0


@pytest.mark.parametrize(("above", "below"), [(None, None), (0.0, 0.0)])
def test_either_above_or_below_is_asked(above: float | None, below: float | None) -> None:
    with pytest.raises(ValueError, match="either above or below"):
        ShareBeyond("wins", {"a": ""}, above=above, below=below)


def test_what_is_at_risk_is_a_share_of_what_is_usual() -> None:
    values = np.linspace(0.0, 200.0, 101)[None]  # 5th percentile 10, median 100
    assert Risk("wins", "").at_risk(values) == pytest.approx(0.9)
    spread = Risk("wins", "", seen_in="spread")
    assert spread.at_risk(values) == pytest.approx(values.std(ddof=1) / 100.0)
    assert np.isnan(spread.at_risk(-values)).all()


def test_fewer_leads_are_more_apart_as_a_share_and_an_arm_is_not_apart_from_itself(world: World) -> None:
    lab = Lab(7, jobs=1)
    found = Risk("leads", FEWER, MORE, seen_in="spread").observe(lab, world, 60)
    assert found.low < found.mean < found.high
    # Of Poisson counts the deviation over the mean is one over the root of the mean: 672 h of 0.4 and of 1.2 leads.
    assert found.low < 269**-0.5 - 806**-0.5 < found.high
    assert found.low > 0.0
    same = Risk("leads", FEWER, FEWER, seen_in="spread").observe(lab, world, 30)
    assert (same.mean, same.low, same.high) == (0.0, 0.0, 0.0)
