"""Two engines tell the same story, or the first record that differs is the whole bug report."""

import numpy as np

from gtmsim.engines.contract import Engine, Trace
from gtmsim.measure.fold import fold
from gtmsim.measure.ledgers import check_ledgers
from gtmsim.program.layout import RunTotal, TotalBlock
from gtmsim.program.tables import Program
from gtmsim.program.totals import totals_of
from gtmsim.tell.audit import parting, unequal_place
from gtmsim.tell.traces import parting_words

TOLD = ("records", "totals", "ledger", "weekly")


def assert_same_story(program: Program, seed: int, replication: int, one: Engine, other: Engine) -> Trace:
    """Demand the same records, totals, hours and weeks of two engines, and that they add up; return what the first told."""
    first, second = (engine.trace(program, seed, replication) for engine in (one, other))
    assert first.params.tobytes() == second.params.tobytes(), "the engines ran other numbers"
    assert same_bytes(first, second), difference(first, second)
    assert_adds_up(first)
    return first


def same_bytes(one: Trace, other: Trace) -> bool:
    """Return whether two traces are the same to the last byte."""
    return all(
        mine.dtype == theirs.dtype and mine.shape == theirs.shape and mine.tobytes() == theirs.tobytes()
        for mine, theirs in ((getattr(one, name), getattr(other, name)) for name in TOLD)
    )


def difference(one: Trace, other: Trace) -> str:
    """Return in words where two traces part."""
    parted = parting(one, other)
    return (
        "the same numbers in other types or shapes" if parted is None else parting_words(one, other, parted)
    )


def assert_adds_up(trace: Trace) -> None:
    """Demand that an engine's totals are what its records say, and that its ledgers balance."""
    program = trace.program
    totals, ledger, weekly = fold(program, trace.records, trace.params)
    events = int(totals_of(program).at[TotalBlock.RUN]) + RunTotal.EVENTS
    totals[events] = trace.totals[events]  # what an engine had to do is not in its records
    for name, folded in (("totals", totals), ("ledger", ledger), ("weekly", weekly)):
        kept = getattr(trace, name)
        assert np.array_equal(kept, folded), (
            f"kept and folded {unequal_place(program, name, kept, folded)} "
            f"({trace.engine}, seed {trace.seed}, replication {trace.replication})"
        )
    check_ledgers(program, trace.totals, weekly)
