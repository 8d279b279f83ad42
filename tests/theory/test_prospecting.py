"""Leads that reps find by themselves: the chance that some door opens, and what calling twice costs."""

import numpy as np
import pytest
from theory.estimates import Estimate, agrees, mean, ratio, right_and_5_percent_off
from theory.simulation import leads, pursuit, simulate, trace

from gtmsim.engines.contract import Trace
from gtmsim.program.layout import CellTotal, Close, Limit, PursuitTotal, What

pytestmark = pytest.mark.theory

DOORS = 3


def found_less_expected(story: Trace, off: float = 1.0, opens: float = 1.0) -> Estimate:
    """Return how much more often a session finds somebody than 1 - (1 - f)^k says, f being who looks and is free just then."""
    looking: set[int] = set()
    accounts = int(story.program.segment_accounts.sum())
    surprises = []
    for _, _, entity, what, a, found in story.records.tolist():
        if what == What.OPENED:
            looking.add(entity)
        elif what == What.SHUT:
            looking.discard(entity)
        elif what == What.KNOCKED:
            share = len(looking) / accounts * off
            surprises.append(found - (1.0 - (1.0 - share * opens) ** DOORS))
            looking.discard(a)
    return mean(surprises)


@right_and_5_percent_off
def test_a_session_finds_an_account_unless_every_door_stays_shut(off: float, holds: bool) -> None:
    assert agrees(found_less_expected(trace("hunting_ground.yaml"), off), 0.0) is holds


@right_and_5_percent_off
def test_a_share_of_those_who_have_never_heard_of_us_opens_the_door(off: float, holds: bool) -> None:
    story = trace("hunting_ground.yaml", "world.sources.own.opens=0.6")
    assert agrees(found_less_expected(story, off, 0.6), 0.0) is holds


def test_twice_the_people_find_less_than_twice_as_much_for_the_market_is_finite() -> None:
    def found(people: int) -> float:
        runs = simulate("hunting_ground.yaml", f"organisation.teams.rep.people={people}", runs=2)
        return float(pursuit(runs, PursuitTotal.FOUND).mean())

    few, some, many = found(2), found(20), found(40)
    assert some / few < 9.5
    assert many / some < 0.95 * 2


def test_a_territory_is_where_a_person_looks() -> None:
    story = trace("hunting_ground.yaml", "world.sources.own.territory=70")
    for _, _, person, what, account, found in story.records.tolist():
        if what == What.KNOCKED and found:
            assert (account >> 16) & Limit.SEGMENT_ACCOUNTS in range(70 * person, 70 * person + 70)


def test_doors_are_tried_where_prospecting_is_aimed() -> None:
    clocks = "in_market: 10000 %/year, stay: {exponential: 1 day}"
    segments = f"world.segments={{any: {{accounts: 500}}, other: {{accounts: 500, {clocks}}}}}"
    aimed = "policy.pursuit.aim={any: 0.2, other: 0.8}"
    found = [
        a >> 16
        for _, _, _, what, a, found in trace("hunting_ground.yaml", segments, aimed).records.tolist()
        if what == What.KNOCKED and found
    ]
    other = float(np.mean([(account >> Limit.SEGMENT_SHIFT) & Limit.SEGMENTS for account in found]))
    assert 0.6 < other < 0.8  # less than aimed at: where more is tried, less is left


CALLED_TWICE = (
    "world.stages.talk={sessions: 0, clock: {exponential: 1 day}, outcomes: {advance: 0.5, lost: 0.5}, without_intent: 1}",
    "world.segments.any.accounts=300",
)


def duplicates(shared_list: float, costs: float = 0.0) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return duplicate touches, wins and leads ended in each run."""
    runs = simulate(
        "hunting_ground.yaml",
        *CALLED_TWICE,
        f"policy.pursuit.shared_list={shared_list}",
        f"world.duplicate_touch={costs}",
        runs=12,
    )
    ends = [leads(runs, CellTotal.CLOSED + close) for close in (Close.WON, Close.LOST)]
    return pursuit(runs, PursuitTotal.DUPLICATES), ends[0], ends[0] + ends[1]


@pytest.mark.mechanism("B9", switch="policy.pursuit.shared_list", shown="hunting.yaml")
def test_nobody_is_called_twice_when_all_work_from_one_list() -> None:
    assert not duplicates(1)[0].any()
    half, all_of_them = duplicates(0.5)[0], duplicates(0)[0]
    assert agrees(ratio(half, all_of_them), 0.5)
    assert not agrees(ratio(half, all_of_them), 0.5 * 1.05)


@pytest.mark.mechanism("B15", switch="world.duplicate_touch", shown="hunting.yaml")
def test_what_is_called_twice_is_won_less_often() -> None:
    def won(costs: float) -> Estimate:
        _, wins, ended = duplicates(0, costs)
        return ratio(wins, ended)

    assert agrees(won(0), 0.5)
    assert won(0.2).value < won(0).value - won(0).half_width
    assert won(0.6).value < won(0.2).value
