"""The three worlds are as large as the README says: people, accounts, events in a simulated year."""

import pytest

from gtmsim.engines import select
from gtmsim.program.layout import PersonInt, RunTotal, TotalBlock
from gtmsim.program.lower import lower
from gtmsim.program.totals import totals_of
from gtmsim.scenario import load
from gtmsim.units import TICKS_PER_YEAR

RUNS = 5


@pytest.mark.parametrize(
    ("world", "people", "accounts", "events_a_year"),
    [("self_serve", 15, 36_000, 67_000), ("mid_market", 24, 3_600, 31_000), ("enterprise", 46, 800, 19_000)],
)
def test_a_world_is_as_large_as_it_is_said_to_be(
    world: str, people: int, accounts: int, events_a_year: int
) -> None:
    program = lower(load(f"preset:{world}"))
    assert int((program.person_ints[:, PersonInt.OPENING] == 0).sum()) == people
    assert int(program.segment_accounts.sum()) == accounts
    totals = select("core").run(program, 1, 0, RUNS).totals
    events = totals_of(program).block(totals, TotalBlock.RUN)[:, RunTotal.EVENTS].mean()
    assert events / (program.horizon / TICKS_PER_YEAR) == pytest.approx(events_a_year, rel=0.1)
