import json
from dataclasses import replace
from math import inf

import numpy as np
import pytest
from tell.small import desk

from gtmsim.errors import UsageError
from gtmsim.explore.breakeven import Breakeven, breakeven
from gtmsim.explore.flips import Look, continuous, discrete
from gtmsim.measure.intervals import Estimate, mean_interval
from gtmsim.program.lower import lower
from gtmsim.scenario import Scenario
from gtmsim.study.values import values
from gtmsim.tell.breakeven import breakeven_words

BUSY = "world.sources.web.rate=60 per week"
COST = "organisation.teams.rep.cost=10..9000 kEUR/year"
WEEKS = 8 * 7 / 365.0  # years of the desk's run
RANGE = [0.0, 2.5, 5.0, 7.5, 10.0]


def exact(x: float) -> Estimate:
    return Estimate(x, x, x, 9, 0.0)


@pytest.fixture(scope="module")
def two() -> dict[str, Scenario]:
    return {"desk": desk(BUSY), "three": desk(BUSY, "organisation.teams.rep.people=3")}


@pytest.fixture(scope="module")
def told(two: dict[str, Scenario]) -> Breakeven:
    return breakeven(two, ["run.discount_rate=5..25 %/year", COST], metric="profit", replications=6)


@pytest.mark.theory
def test_a_third_rep_breaks_even_at_the_pay_that_its_deals_leave(
    told: Breakeven, two: dict[str, Scenario]
) -> None:
    came = values({name: lower(each) for name, each in two.items()}, ["profit"], seed=7, count=6)
    gain = mean_interval(came.column("three", "profit") - came.column("desk", "profit"))
    turn = told.turns[0]
    assert turn.flip is not None
    # Profit falls by what one rep more costs, so the flip lies where that eats up what the third rep brings at 100 kEUR a year.
    for found, brings in ((turn.flip.at, gain.mean), (turn.flip.low, gain.low), (turn.flip.high, gain.high)):
        assert found == pytest.approx(100.0 + brings / 1000.0 / WEEKS, rel=0.005)
    assert turn.today == "100 kEUR/year"
    assert told.winner(gain.mean) == "three"


def test_an_interrupt_before_any_field_keeps_who_wins_today(
    two: dict[str, Scenario], told: Breakeven, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stopped(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("gtmsim.explore.breakeven._turn", stopped)
    early = breakeven(two, [COST], metric="profit", replications=6)
    assert early.interrupted
    assert early.now == told.now
    words = " ".join(breakeven_words(early).split())
    assert "; 0 of the 1 field looked at, none of which lets desk win within its range" in words
    assert "Interrupted: 0 of the 1 field finished" in words


def test_a_field_that_flips_nothing_is_told_with_both_ends(told: Breakeven) -> None:
    turn = told.turns[1]
    assert (turn.path, turn.flip) == ("run.discount_rate", None)
    assert turn.at_lowest.mean == turn.at_highest.mean == told.now.mean
    assert "desk wins from organisation.teams.rep.cost = " in told.answer()
    assert [each.matters for each in told.turns] == [True, False]
    alone = replace(told, turns=(turn,))
    assert alone.answer().endswith("lets desk win; the difference does not depend on run.discount_rate")
    cent = replace(turn.at_highest, mean=turn.at_highest.mean + 0.001)  # cents are rounded week by week
    assert not replace(turn, at_highest=cent).matters
    moved = replace(turn, at_highest=replace(cent, mean=turn.at_highest.mean * 1.05))
    assert replace(told, turns=(moved,)).answer().endswith("lets desk win")


def test_whole_numbers_flip_between_neighbours(two: dict[str, Scenario]) -> None:
    told = breakeven(two, ["organisation.teams.desk.people=1..6"], metric="wins", replications=2)
    (turn,) = told.turns
    assert turn.flip is None or int(turn.after) == int(turn.before) + 1
    flip = discrete(lambda x: exact(x - 3.5), [float(n) for n in range(1, 9)], 6.0)
    assert flip is not None
    assert (flip.before, flip.after, flip.low, flip.high) == (3.0, 4.0, 3.0, 4.0)
    many = discrete(lambda x: exact(x - 401.5), [float(n) for n in range(1, 1001)], 6.0)
    assert many is not None
    assert (many.before, many.after) == (401.0, 402.0)


def test_the_nearest_of_several_flips_is_told_and_that_there_are_several() -> None:
    for today, nearest in ((0.5, 1.0), (4.0, 6.0), (9.9, 9.0)):
        flip = continuous(lambda x: exact((x - 1.0) * (x - 6.0) * (x - 9.0)), RANGE, today)
        assert flip is not None
        assert flip.at == pytest.approx(nearest, abs=0.01)
        assert flip.several
    assert continuous(lambda x: exact(x + 1.0), RANGE, 5.0) is None


def test_a_difference_that_only_comes_down_to_nothing_changes_nobodys_mind() -> None:
    assert continuous(lambda x: exact(max(0.0, 5.0 - x)), RANGE, 1.0) is None
    assert continuous(lambda x: exact((x - 5.0) ** 2), RANGE, 1.0) is None
    through = continuous(lambda x: exact(5.0 - x), RANGE, 1.0)
    assert through is not None
    assert (through.at, through.several) == (5.0, False)


@pytest.mark.theory
def test_intervals_of_a_flip_cover_it_as_often_as_they_say() -> None:
    def look(luck: "np.ndarray[tuple[int], np.dtype[np.float64]]") -> Look:
        return lambda x: mean_interval(x - 4.0 + luck)

    covered = 0
    for seed in range(400):
        flip = continuous(look(np.random.default_rng(seed).normal(size=20) * 3.0), RANGE, 8.0)
        assert flip is not None
        covered += flip.low <= 4.0 <= flip.high
    assert 0.92 <= covered / 400 <= 0.98


def test_an_interval_may_reach_beyond_the_range() -> None:
    flip = continuous(lambda x: Estimate(x - 5.0, x - 9.0, x - 1.0, 9, 0.0), RANGE, 8.0)
    assert flip is not None
    assert [flip.low, flip.high] == pytest.approx([1.0, 9.0], abs=0.01)
    wide = continuous(lambda x: Estimate(x - 5.0, x - 11.0, x + 1.0, 9, 0.0), RANGE, 8.0)
    assert wide is not None
    assert (wide.low, wide.high) == (-inf, inf)


def test_breaking_even_as_json_is_plain(told: Breakeven) -> None:
    data = json.loads(json.dumps(told.as_json(), allow_nan=False))
    assert data["fields"][0]["before"] == data["fields"][0]["after"]
    assert data["fields"][1]["before"] is None


def test_breaking_even_needs_two_scenarios_and_somebody_who_wins(two: dict[str, Scenario]) -> None:
    with pytest.raises(UsageError, match="between two scenarios"):
        breakeven({"desk": desk()}, [COST])
    with pytest.raises(UsageError, match="nobody wins by it"):
        breakeven(two, [COST], metric="hours")
