"""Whose hours moved, and what another hour is worth: much where work waits for it, nothing where people are idle."""

from dataclasses import replace

import numpy as np
import pytest

import gtmsim
from gtmsim.errors import UsageError
from gtmsim.explanation.hours import hours_moved
from gtmsim.explanation.longer import longer
from gtmsim.explanation.prices import per_hour
from gtmsim.explanation.shifted import shifted, standing_uses
from gtmsim.measure.hours import open_hours
from gtmsim.program.layout import Block, PersonInt
from gtmsim.program.tables import Program
from gtmsim.tell.hours_moved import hours_moved_words
from gtmsim.units import NEVER, TICKS_PER_HOUR, TICKS_PER_WEEK

# One closer has more deals than hours: each takes an hour, each is won, each is worth 100. The helper has nothing to do.
BOTTLENECK = """
gtmsim: 1
world:
  segments: {smb: {deal_value: {fixed: 100 EUR}}}
  sources: {web: {rate: 60 per week, intent: 1}}
  stages:
    call: {session: {fixed: 1 min}}
    close: {session: {fixed: 1 h}}
organisation:
  calendars: {office: {week: {mon-fri: ["09:00-12:00", "13:00-17:00"]}}}
  roles: {closer: {works: {close: 1}}, helper: {works: {call: 1}}}
  teams:
    closer: {people: 1, cost: 73 kEUR/year}
    helper: {people: 1}
run: {horizon: 10 weeks, replications: 6, seed: 7}
"""


def bottleneck(*overrides: str) -> Program:
    return gtmsim.lower(gtmsim.loads(BOTTLENECK, "desk.yaml", overrides))


def test_another_hour_of_a_bottleneck_brings_what_it_closes_and_one_of_the_idle_nothing() -> None:
    today, two = bottleneck(), bottleneck("organisation.teams.closer.people=2")
    moved = hours_moved(today, two, "bookings", seed=7, count=12, jobs=1)
    (closer, relieved), (helper, _) = moved.prices
    assert closer is not None
    assert helper is not None
    assert closer.brings.low > 90.0
    assert closer.brings.mean == pytest.approx(
        100.0 * closer.uses["close"], abs=2.0
    )  # a deal an hour, one still in hand
    assert closer.uses["close"] > 0.95  # before the first deal there is nothing to close
    assert closer.extra == pytest.approx(3.5 * 10)
    assert sum(closer.uses.values()) == pytest.approx(1.0)
    assert closer.wage == pytest.approx(73_000 / 365 * 7 / 35)
    assert relieved is not None
    assert relieved.brings.high < 50.0  # two closers have hours to spare
    assert abs(helper.brings.mean) <= helper.brings.half_width + 1.0
    assert helper.uses["idle"] > 0.99


def test_hours_of_both_worlds_add_up_to_all_that_anybody_is_there() -> None:
    moved = hours_moved(
        bottleneck(), bottleneck("organisation.teams.closer.people=2"), seed=7, count=3, roles=(), jobs=1
    )
    assert moved.prices == ()
    opened = np.sum([[line.a, line.b] for line in moved.lines], axis=0)
    assert opened.tolist() == [[70 * 10 * TICKS_PER_HOUR] * 3, [105 * 10 * TICKS_PER_HOUR] * 3]
    assert moved.total == 35 * 10
    told = {(line.role, line.kind): line.moved() for line in moved.lines}
    assert told["closer", "close"].mean == moved.frame().filter(hours="closer/close")["mean"][0] > 100.0


def test_a_role_of_one_world_only_has_no_hours_in_the_other() -> None:
    renamed = bottleneck("organisation.roles={closer: null, helper: null, rep: {works: {call: 1, close: 1}}}",
                         "organisation.teams={closer: null, helper: null, rep: {people: 2}}")  # fmt: skip
    moved = hours_moved(bottleneck(), renamed, "bookings", seed=7, count=2, roles=("rep",), jobs=1)
    assert moved.prices[0][0] is None
    assert moved.prices[0][1] is not None
    assert {line.role for line in moved.lines if line.b.any()} == {"rep"}
    assert {line.role for line in moved.lines if line.a.any()} == {"closer", "helper"}


def test_longer_days_end_before_the_next_opening_and_concern_one_role_alone() -> None:
    program = bottleneck()
    more = longer(program, 0, 0.5)
    assert more is not None
    calendars = more.person_ints[:, PersonInt.CALENDAR].tolist()
    assert calendars == [program.calendars, 0]
    hours = [open_hours(more, each)(0, TICKS_PER_WEEK) / TICKS_PER_HOUR for each in calendars]
    # Mornings can only grow to a second before one o'clock, afternoons by two hours.
    assert hours == [pytest.approx(35 + 5 * (1 + 2), abs=0.01), 35.0]
    always = BOTTLENECK.replace('mon-fri: ["09:00-12:00", "13:00-17:00"]', "mon-sun: all day")
    assert longer(gtmsim.lower(gtmsim.loads(always)), 0, 0.1) is None
    same = replace(more, person_ints=program.person_ints)
    usual, alike = (
        gtmsim.run(each, seed=7, replications=2, jobs=1, keep="totals").totals for each in (program, same)
    )
    assert (usual != alike).any(
        axis=0
    ).sum() == 1  # of all totals one: a calendar nobody has still rings at its openings


def test_the_ratio_of_what_is_gained_and_of_hours_covers_the_truth_as_often_as_it_says() -> None:
    draws = np.random.default_rng(1)
    hours = draws.gamma(20.0, 2.0, (800, 40))
    gained = 3.0 * hours + draws.normal(0.0, 25.0, hours.shape)
    told = [per_hour(mine, theirs, 0.95) for mine, theirs in zip(gained, hours, strict=True)]
    assert 0.93 <= np.mean([each.low <= 3.0 <= each.high for each in told]) <= 0.97


SHOP = """
gtmsim: 1
world:
  segments: {smb: {accounts: 400, deal_value: {fixed: 1000 EUR}, in_market: 2 per year, stay: 20 weeks}}
  sources: {market: {kind: pool, intent: 1, built_by: programs, hand_raise: 0.9, unprompted: 0}}
  stages: {close: {sessions: 0}}
organisation:
  calendars: {office: {week: {mon-fri: "09:00-17:00"}}}
  roles: {marketer: {}}
  teams: {marketer: {people: 1}}
policy:
  standing: {marketer: {programs: 0.3, paperwork: 0.7}}
run: {horizon: 26 weeks, seed: 7}
"""


def test_an_hour_moved_to_what_brings_leads_brings_money_and_one_taken_from_it_costs_as_much() -> None:
    shop = gtmsim.lower(gtmsim.loads(SHOP))
    moved = hours_moved(shop, shop, "bookings", seed=7, count=30, jobs=1)
    anything, programs, paperwork = (pair[0] for pair in moved.prices)
    assert anything is not None
    assert programs is not None
    assert paperwork is not None
    assert [each.use for each in (anything, programs, paperwork)] == ["", "programs", "paperwork"]
    assert programs.extra == pytest.approx(0.1 * 0.7 * 40 * 26, rel=0.01)
    assert paperwork.extra == pytest.approx(0.1 * 0.3 * 40 * 26, rel=0.01)
    assert programs.uses == {"programs": pytest.approx(1.0), "paperwork": pytest.approx(-1.0)}
    assert anything.uses == {
        "programs": pytest.approx(0.3, abs=0.01),
        "paperwork": pytest.approx(0.7, abs=0.01),
    }
    assert programs.brings.low > 0.0
    assert paperwork.brings.high < 0.0
    words = hours_moved_words(moved, ("today", "pods"))
    assert "marketer  programs" in words
    assert "What an hour brings elsewhere" in words


def test_shares_that_hold_until_a_date_are_moved_as_well_and_uncertain_ones_are_left() -> None:
    dated = SHOP.replace(
        "run:",
        "treatment: {at: 10 weeks, policy: {standing: {marketer: {programs: 0.6, paperwork: 0.4}}}}\nrun:",
    )
    program = gtmsim.lower(gtmsim.loads(dated))
    more = shifted(program, 0, program.names.kinds.index("paperwork"), 0.1)
    assert more is not None
    shares = [
        more.block(Block.STANDING, more.held(np.concatenate((more.params, more.before)), tick))[0]
        for tick in (0, NEVER)
    ]
    used = standing_uses(program, 0)
    assert shares[0][used].tolist() == pytest.approx([0.27, 0.73])
    assert shares[1][used].tolist() == pytest.approx([0.54, 0.46])
    place = int(program.at[Block.STANDING]) + used[0]
    assert shifted(replace(program, slots=np.array([place])), 0, used[1], 0.1) is None


def test_both_engines_price_hours_alike_and_unknown_roles_are_told() -> None:
    today, more = (
        bottleneck("run.horizon=2 weeks"),
        bottleneck("run.horizon=2 weeks", "organisation.teams.closer.people=2"),
    )
    core, reference = (
        hours_moved(today, more, "bookings", seed=7, count=2, jobs=1, engine=engine)
        for engine in ("core", "reference")
    )
    assert core.as_json() == reference.as_json()
    with pytest.raises(UsageError, match=r"no role is called closers.*closer"):
        hours_moved(today, more, seed=7, count=2, roles=("closers",))


def test_ctrl_c_keeps_the_roles_that_are_finished() -> None:
    def impatient(done: int, _total: int, _elapsed: float) -> None:
        if done > 4 * 3:  # both worlds as they are, and both with longer days of the closer
            raise KeyboardInterrupt

    moved = hours_moved(bottleneck(), bottleneck(), "bookings", seed=7, count=3, jobs=1, progress=impatient)
    assert moved.interrupted
    assert [pair[0].role for pair in moved.prices if pair[0]] == ["closer"]


def test_hours_are_told_by_the_week_with_what_another_one_brings() -> None:
    moved = hours_moved(
        bottleneck(), bottleneck("organisation.teams.closer.people=2"), "bookings", seed=7, count=4, jobs=1
    )
    words = hours_moved_words(moved, ("today", "two"))
    assert "Another hour is worth most of closer in today: it brings" in words
    assert "idle 100 %" in words
    assert max(map(len, words.splitlines())) <= 100
