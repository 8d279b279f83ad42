"""What happens to work that is put down unfinished."""

from pathlib import Path

from gtmsim.engines import select
from gtmsim.engines.contract import Trace
from gtmsim.program.layout import RecordCol, What
from gtmsim.program.lower import lower
from gtmsim.scenario import load
from gtmsim.units import TICKS_PER_DAY, TICKS_PER_HOUR

KEPT = Path(__file__).parents[1] / "parity" / "kept"


def told(name: str, *overrides: str) -> Trace:
    return select("core").trace(lower(load(KEPT / f"{name}.yaml", overrides)), seed=7, replication=0)


def ticks(trace: Trace, what: What) -> list[int]:
    records = trace.records
    return [int(tick) for tick in records[records[:, RecordCol.WHAT] == what, RecordCol.TICK]]


def test_work_begun_by_the_slow_is_ended_at_the_pace_of_the_fast() -> None:
    """A day at a tenth of the pace does 2.4 of the 8 hours; ten times the pace does the other 5.6 in .56 hours."""
    done = ticks(told("two_speeds"), What.DONE)
    assert done == [TICKS_PER_DAY + round(0.56 * TICKS_PER_HOUR)]


def test_a_deal_whose_stage_timed_out_in_hand_ends_when_it_is_put_down() -> None:
    trace = told("overdue")
    assert ticks(trace, What.INTERRUPTED) == [TICKS_PER_DAY]
    assert ticks(trace, What.TIMED_OUT) == [TICKS_PER_DAY + 1]


def test_a_session_in_hand_at_the_time_out_is_finished_first() -> None:
    trace = told("overdue", "world.stages.write.session=22 h")
    assert ticks(trace, What.TIMED_OUT) == ticks(trace, What.DONE) == [22 * TICKS_PER_HOUR]
