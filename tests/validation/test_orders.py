"""Who is ahead first and who in the end is told from numbers that are known, and luck is not taken for it."""

from pathlib import Path

import numpy as np
import pytest
from validation.one_firm import world

from gtmsim.errors import UsageError
from gtmsim.validation.lab import Lab
from gtmsim.validation.orders import Orders, ahead, words
from gtmsim.validation.procedures import order
from gtmsim.validation.procedures.order import OrderInWorlds
from gtmsim.validation.store import Store
from gtmsim.validation.worlds_run import FIRST_QUARTER, FIRST_YEAR, WorldsRun, run_worlds

FIRM = """
gtmsim: 1
world:
  segments: {one: {accounts: 2000, deal_value: 10 kEUR}}
  sources: {search: {kind: pool, intent: 1, hand_raise: 0.5, noise: 3 per week}}
  stages:
    sell: {opportunity: true, sessions: 1, session: 1 h, outcomes: {advance: 0.5, lost: 0.5}}
organisation:
  calendars: {office: {week: {mon-fri: ["09:00-17:00"]}}}
  roles: {rep: {works: {sell: 1}}}
  teams: {rep: {people: 1, cost: 100 kEUR/year}}
run: {horizon: 80 weeks, replications: 2}
"""


def test_a_world_is_of_the_class_that_its_two_differences_make() -> None:
    by = np.array([[2.0, 2.0], [2.0, 2.0], [1.0, 1.0], [1.0, 1.0], [1.0, 1.0]])
    first = ahead(by, 3.0 - by)
    later = ahead(by[[0, 2, 1, 3, 4]], 3.0 - by[[0, 2, 1, 3, 4]])
    assert first.half_width == 0.0
    told = [words("a", "b")[int(each)] for each in Orders(first, later).classes()]
    assert told == ["a throughout", "a first, b later", "b first, a later", "b throughout", "b throughout"]
    assert first.by[0] == pytest.approx(1.0 / 1.5)


def test_worlds_in_which_both_are_nothing_tell_no_luck() -> None:
    by = np.array([[3.0, 1.0], [2.0, 4.0], [0.0, 0.0], [0.0, 0.0]])
    assert ahead(by, 3.0 * by[:, ::-1]).half_width == ahead(by[:2], 3.0 * by[:2, ::-1]).half_width


def test_luck_alone_is_called_clear_one_time_in_twenty() -> None:
    rng = np.random.default_rng(4)
    base = rng.uniform(1.0, 100.0, (4000, 1))
    a, b = (base * (1.0 + 0.1 * rng.standard_normal((4000, 3))) for _ in range(2))
    assert ahead(a, b).clear.mean() == pytest.approx(0.05, abs=0.012)
    assert ahead(1.5 * a, b).clear.mean() > 0.95
    assert Orders(ahead(a, b), ahead(a, b)).share(4)[0] > 0.9


def test_what_cannot_be_measured_is_no_difference_and_one_run_tells_no_luck() -> None:
    a = np.array([[1.0, 1.1], [np.nan, 1.0]])
    assert not np.isnan(ahead(a, a + 1.0).by).any()
    assert ahead(a, a + 1.0).by[1] == 0.0
    assert np.isinf(ahead(a[1:], a[1:]).half_width)
    with pytest.raises(UsageError, match="2 replications a world or more, got 1"):
        ahead(a[:, :1], a[:, :1])


def test_worlds_are_kept_and_a_longer_run_begins_with_the_same(tmp_path: Path) -> None:
    firm = world(FIRM)
    arms = {"one": firm.arm(), "two": firm.arm({"organisation.teams.rep.people": 2})}
    store = Store(tmp_path, seed=7, engine="core")
    first = Lab(7, store=store)
    some = run_worlds(first, arms, ["bookings"], 8, 2)
    again, longer = Lab(7, store=store), Lab(7, store=store)
    assert np.array_equal(run_worlds(again, arms, ["bookings"], 8, 2).outcomes, some.outcomes)
    whole = run_worlds(longer, arms, ["bookings"], 10, 2)
    assert np.array_equal(whole.outcomes[:8], some.outcomes)
    assert (first.runs, again.runs, longer.runs) == (32, 0, 8)
    year, all_of_it = whole.of("one", FIRST_YEAR), whole.of("one", "bookings")
    assert (year <= all_of_it).all()
    assert year.sum() < all_of_it.sum()


def test_the_first_year_comes_before_the_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    ahead_first, behind_later = (
        [[9.0, 12.0, 3.0]] * 2,
        [[9.0, 10.0, 4.0]] * 2,
    )  # quarter, year, whole; two runs
    outcomes = np.array([[ahead_first, behind_later]] * 5)
    keys = (FIRST_QUARTER, FIRST_YEAR, "arr")
    came = WorldsRun(("of", "against"), keys, (), np.empty((5, 0)), outcomes, 0)
    monkeypatch.setattr(order, "run_worlds", lambda *_: came)
    assert OrderInWorlds("", order="of first", each=2).observe(Lab(7), world(FIRM), 5).mean == 1.0
    assert OrderInWorlds("", order="of later", each=2).observe(Lab(7), world(FIRM), 5).mean == 0.0
    # In the first quarter nobody is ahead.
    quarter = OrderInWorlds("", order="neither", first="quarter", beyond_luck=False, each=2)
    assert quarter.observe(Lab(7), world(FIRM), 5).mean == 1.0


def test_who_has_nobody_to_sell_is_behind_throughout_in_every_world() -> None:
    firm = world(FIRM)
    nobody = {"organisation.teams.rep.people": 0}
    told = OrderInWorlds({}, nobody, later="bookings", order="of throughout", each=4)
    found = told.observe(Lab(7), firm, 8)
    assert found.mean == 1.0
    assert found.low < 1.0
    other = OrderInWorlds({}, nobody, later="bookings", order="of first", each=4)
    assert other.observe(Lab(7), firm, 8).mean == 0.0
