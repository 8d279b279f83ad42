"""A replication that is put away and brought back goes on as if nothing had happened; what programs share is computed once."""

from copy import deepcopy
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, note
from hypothesis import strategies as st
from making.events import with_events
from parity.story import assert_same_story
from parity.test_generated import quick
from strategies import Map, program_of, scenarios, seeds, text_of

import gtmsim._rules
from gtmsim import _core
from gtmsim.engines import select
from gtmsim.engines.contract import Batch
from gtmsim.engines.reference import Reference
from gtmsim.errors import ScenarioError
from gtmsim.program.layout import RecordCol, What
from gtmsim.program.lower import lower
from gtmsim.program.prefix import shared_until
from gtmsim.program.tables import Floats, Program
from gtmsim.program.totals import totals_of
from gtmsim.program.varied import parameter_table
from gtmsim.scenario import load
from gtmsim.units import TICKS_PER_WEEK

CORE = select("core")
KEPT = sorted((Path(__file__).parent / "kept").glob("*.yaml"))
CULTURES = ("mid_market", "mid_market+sales_driven", "mid_market+market_driven")


def worker(program: Program, seed: int, table: Floats, *, tracing: bool = True) -> _core.Worker:
    return _core.Worker(program, totals_of(program), seed, table, tracing)


def assert_goes_on(program: Program, seed: int, replication: int, ticks: list[int]) -> None:
    """Demand that a replication that changes workers at some ticks is the one that never did."""
    whole = CORE.trace(program, seed, replication)
    table = parameter_table(program, seed, replication, 1)
    at, records = worker(program, seed, table), []
    at.begin(0, replication)
    for tick in ticks:
        at.go(tick)
        records.append(at.traced()[0])
        state = _core.State()
        at.put_away(state)
        at = worker(program, seed, table)
        at.begin(0, replication + 1)  # what it did before must not matter
        at.go(program.horizon)
        at.bring_back(_core.State(bytes(state)), 0)
    totals = at.finish()
    records.append(at.traced()[0])
    ledger, weekly = at.sums()
    assert np.array_equal(np.concatenate(records), whole.records)
    assert totals.tobytes() == whole.totals.tobytes()
    assert ledger.tobytes() == whole.ledger.tobytes()
    assert weekly.tobytes() == whole.weekly.tobytes()


def assert_branches(programs: list[Program], seed: int, first: int, count: int) -> None:
    """Demand of branches what running each program from the start gives."""
    for told, program in zip(CORE.branch(programs, seed, first, count), programs, strict=True):
        assert_same_batch(told, CORE.run(program, seed, first, count))


def assert_same_batch(one: Batch, other: Batch) -> None:
    for name in ("totals", "ledger", "weekly", "table"):
        mine, theirs = getattr(one, name), getattr(other, name)
        assert mine.shape == theirs.shape
        assert mine.tobytes() == theirs.tobytes(), name


@quick
@given(scenarios(), seeds(), st.lists(st.floats(0, 1.01), min_size=1, max_size=3))
def test_a_replication_goes_on_in_another_worker(
    scenario: Map, seed: tuple[int, int], shares: list[float]
) -> None:
    note(text_of(scenario))
    program = program_of(scenario)
    assert_goes_on(program, *seed, sorted(int(share * program.horizon) for share in shares))


@pytest.mark.parametrize("file", KEPT, ids=lambda file: file.stem)
def test_so_does_every_kept_scenario_at_mondays_and_between(file: Path) -> None:
    program = lower(load(file))
    weeks = range(1, min(program.weeks, 8))
    assert_goes_on(program, 1, 0, [week * TICKS_PER_WEEK for week in weeks])
    assert_goes_on(program, 2, 3, [week * TICKS_PER_WEEK + 300_000 for week in weeks])


@st.composite
def families(draw: st.DrawFn) -> list[Map]:
    """Return a scenario in which something happens, and some that differ from it in what happens, or in nothing."""
    said = draw(scenarios().flatmap(with_events))
    family = [said, deepcopy(said)]
    for _ in range(2):
        other = deepcopy(said)
        for event in other["events"].values():
            if draw(st.booleans()):
                event.setdefault("policy", {})["resumption"] = draw(st.sampled_from(["5 min", "40 min"]))
            if draw(st.booleans()):
                event["at"] = draw(st.sampled_from(["1 week", "2 weeks"]))
                event.pop("until", None)
        family.append(other)
    return family


def programs_of(family: list[Map]) -> list[Program]:
    programs = []
    for said in family:
        try:
            programs.append(program_of(said))
        except ScenarioError:  # two events that cannot both be, on one date
            continue
    return programs


@quick
@given(families(), seeds())
def test_branches_are_what_each_program_is_from_the_start(family: list[Map], seed: tuple[int, int]) -> None:
    note("\n".join(text_of(said) for said in family))
    assert_branches(programs_of(family), seed[0], seed[1], 2)


@quick
@given(families(), seeds())
def test_and_what_the_reference_replays(family: list[Map], seed: tuple[int, int]) -> None:
    note("\n".join(text_of(said) for said in family))
    programs = programs_of(family)
    replayed = Reference(rules=gtmsim._rules).branch(programs, *seed, 1)
    for one, other in zip(CORE.branch(programs, *seed, 1), replayed, strict=True):
        assert_same_batch(one, other)


def test_shipped_cultures_share_the_year_before_policy_differs() -> None:
    programs = [lower(load(f"preset:{name}")) for name in CULTURES]
    assert shared_until(programs) == 52 * TICKS_PER_WEEK
    assert_branches(programs, 7, 3, 2)


def test_sellers_may_begin_to_call_on_what_they_had_in_hand_before_or_stop() -> None:
    file = next(each for each in KEPT if each.stem == "looks_on")
    later = "events={calls: {at: 2 weeks, until: 3 weeks, policy: {pursuit: {own_deals: %s}}}}"
    never, begins, stops, goes_on = (
        lower(load(file, [f"policy.pursuit.own_deals={first}", later % then]))
        for first, then in ((0, 0), (0, 0.9), (0.9, 0), (0.9, 0.5))
    )
    for program in (begins, stops, goes_on):
        trace = assert_same_story(program, 1, 0, Reference(rules=gtmsim._rules), CORE)
        assert np.count_nonzero(trace.records[:, RecordCol.WHAT] == What.CALLED_ON) > 5
        assert_goes_on(program, 1, 0, [week * TICKS_PER_WEEK + 300_000 for week in range(1, 5)])
    assert shared_until([never, begins]) == shared_until([stops, goes_on]) == 2 * TICKS_PER_WEEK
    assert_branches([never, begins], 1, 0, 3)
    assert_branches([stops, goes_on], 1, 0, 3)


def test_a_state_of_another_shape_is_refused() -> None:
    small, large = (lower(load(file)) for file in (KEPT[0], KEPT[-1]))
    one = worker(small, 1, parameter_table(small, 1, 0, 1))
    one.begin(0, 0)
    state = _core.State()
    one.put_away(state)
    other: Any = worker(large, 1, parameter_table(large, 1, 0, 1))
    with pytest.raises(ValueError, match="state of a replication"):
        other.bring_back(state, 0)
    with pytest.raises(ValueError, match="ends too early"):
        one.bring_back(_core.State(bytes(state)[:-1]), 0)
