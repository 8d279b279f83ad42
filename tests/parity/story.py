"""Two engines tell the same story, or the first record that differs is the whole bug report."""

from itertools import zip_longest

import numpy as np

from gtmsim.engines.contract import Engine, Trace
from gtmsim.measure.fold import fold
from gtmsim.measure.ledgers import check_ledgers
from gtmsim.program.layout import Answer, Close, Outcome, Phase, RunTotal, TotalBlock, WeekCol, What
from gtmsim.program.tables import Ints, Program
from gtmsim.program.totals import totals_of
from gtmsim.units import TICKS_PER_DAY, TICKS_PER_HOUR, TICKS_PER_MINUTE

OF_A_PERSON = {What.STANDING, What.STOOD, What.JOINED, What.LEFT_TEAM, What.CUT_STANDING}
COLUMNS = {
    What.LEAD: ("segments", "cents"),
    What.ENTERED: ("stages", "attempt"),
    What.QUEUED: ("kinds", "people"),
    What.TAKEN: ("kinds", "people"),
    What.DONE: ("people", "ticks"),
    What.INTERRUPTED: ("people", "ticks"),
    What.WITHDRAWN: ("kinds", ""),
    What.LEFT: ("stages", Outcome),
    What.RECYCLED: ("stages", "attempt"),
    What.CLOSED: (Close, "cents"),
    What.ASKED: ("requests", "stages"),
    What.ANSWERED: ("requests", Answer),
    What.HELPED: ("requests", "helped"),
    What.STANDING: ("kinds", ""),
    What.STOOD: ("kinds", "ticks"),
    What.WEEK: ("week", "millionths of an hour"),
    What.CUT: ("people", "ticks"),
    What.CUT_STANDING: ("kinds", "ticks"),
    What.LIBRARY: ("requests", "found"),
}
OF_A_STAGE = {What.SCREENED, What.COLD, What.REJECTED, What.ABANDONED, What.TIMED_OUT}


def assert_same_story(program: Program, seed: int, replication: int, one: Engine, other: Engine) -> Trace:
    """Demand the same records, totals, hours and weeks of two engines, and that they add up; return what the first told."""
    first, second = (engine.trace(program, seed, replication) for engine in (one, other))
    names = (one.name, other.name) if one.name != other.name else ("one", "other")
    found = first_difference(program, first.records, second.records, names)
    assert found is None, f"seed {seed}, replication {replication}: {found}"
    assert first.records.dtype == second.records.dtype == np.int64
    assert first.params.tobytes() == second.params.tobytes(), "the engines ran other numbers"
    for name in ("totals", "ledger", "weekly"):
        assert_same(name, getattr(first, name), getattr(second, name), program)
    assert_adds_up(first)
    return first


def assert_adds_up(trace: Trace) -> None:
    """Demand that an engine's totals are what its records say, and that its ledgers balance."""
    program = trace.program
    totals, ledger, weekly = fold(program, trace.records, trace.params)
    events = int(totals_of(program).at[TotalBlock.RUN]) + RunTotal.EVENTS
    totals[events] = trace.totals[events]  # what an engine had to do is not in its records
    assert_same("totals", trace.totals, totals, program, "as folded from the records")
    assert_same("ledger", trace.ledger, ledger, program, "as folded from the records")
    assert_same("weekly", trace.weekly.reshape(weekly.shape), weekly, program, "as folded from the records")
    check_ledgers(program, trace.totals, weekly)


def assert_same(
    name: str, one: Ints, other: Ints, program: Program, how: str = "in the other engine"
) -> None:
    """Demand two equal tables of whole numbers, naming each place that differs."""
    assert one.shape == other.shape, f"{name} has shape {one.shape}, {how} {other.shape}"
    places = np.argwhere(one != other).tolist()
    told = [
        f"{_place(name, program, place)} is {one[tuple(place)]}, {how} {other[tuple(place)]}"
        for place in places[:5]
    ]
    assert not places, "; ".join(told)


def first_difference(
    program: Program, one: Ints, other: Ints, names: tuple[str, str] = ("reference", "core")
) -> str | None:
    """Return the first record that differs with those before it, in words; None if there is none."""
    if one.tobytes() == other.tobytes():
        return None
    rows = list(zip_longest(one.tolist(), other.tolist()))
    at = next(n for n, (a, b) in enumerate(rows) if a != b)
    before = [f"  {'both':12} {told(program, rows[n][0])}" for n in range(max(0, at - 6), at)]
    here = [f"  {name:12} {told(program, row)}" for name, row in zip(names, rows[at], strict=True)]
    return "\n".join([f"record {at} differs", *before, *here])


def told(program: Program, record: list[int] | None) -> str:
    """Return a record in words."""
    if record is None:
        return "nothing more"
    tick, phase, entity, what, a, b = record
    kind = What(what)
    columns = ("stages", "") if kind in OF_A_STAGE else COLUMNS.get(kind, ("", ""))
    values = [_value(program, column, x) for column, x in zip(columns, (a, b), strict=True)]
    return f"{_moment(tick)} {Phase(phase).name:8} {_entity(program, kind, entity):14} {kind.name:12} {' '.join(values)}"


def _moment(tick: int) -> str:
    clock = tick % TICKS_PER_DAY
    hour, minute = clock // TICKS_PER_HOUR, clock % TICKS_PER_HOUR // TICKS_PER_MINUTE
    return f"{tick:8} (day {tick // TICKS_PER_DAY} {hour:02}:{minute:02}:{clock % TICKS_PER_MINUTE:02})"


def _entity(program: Program, kind: What, entity: int) -> str:
    if kind in OF_A_PERSON:
        return program.names.people[entity]
    if kind in (What.SHIFT, What.WEEK):
        return program.names.calendars[entity] if kind == What.SHIFT else "everybody"
    account, task = entity >> 16, entity & 0xFFFF
    lead = f"{program.names.sources[account >> 32]} {account & 0xFFFFFFFF}"
    return f"{lead}.{task}" if task else lead


def _value(program: Program, column: object, x: int) -> str:
    if column == "":
        return ""
    if isinstance(column, str):
        names = getattr(program.names, column, None)
        return f"{x} {column}" if names is None else names[x] if x >= 0 else "anybody"
    assert isinstance(column, type)
    return str(column(x).name)


def _place(name: str, program: Program, place: list[int]) -> str:
    if name == "totals":
        layout = totals_of(program)
        block = max(b for b in TotalBlock if b != TotalBlock.COUNT and layout.at[b] <= place[0])
        inside = np.unravel_index(place[0] - int(layout.at[block]), layout.shapes[block])
        return f"total {block.name}{[int(x) for x in inside]}"
    if name == "weekly":
        column = place[1]
        kinds = program.names.kinds
        series = (
            WeekCol(column).name if column < WeekCol.WIDTH
            else f"backlog of {kinds[column - WeekCol.WIDTH]}" if column < WeekCol.WIDTH + program.kinds
            else f"ticks of {kinds[column - WeekCol.WIDTH - program.kinds]}"
        )  # fmt: skip
        return f"week {place[0]}, {series}"
    return f"hours of {program.names.people[place[0]]} on {program.names.kinds[place[1]]}"
