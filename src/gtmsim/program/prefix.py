"""Up to which tick several programs are one and the same run, so that a replication of all of them can be computed once until then.

What a program does before a tick depends on everything but the numbers that hold from later dates on and the events that begin
later. Uncertain numbers count replication by replication.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from gtmsim.program.layout import Block, EventInt
from gtmsim.program.tables import Floats, Program, block_shapes
from gtmsim.program.totals import totals_of
from gtmsim.program.varied import parameter_table
from gtmsim.scenario import Scenario
from gtmsim.scenario.differing import Change, changes_between
from gtmsim.units import TICKS_PER_WEEK

# Of a program's tables, those that say what comes when. All others hold from the first tick to the last.
_DATED = frozenset(
    {"treated_at", "params", "before", "slots", "uncertain", "phase_at", "event_ints", "event_accounts"}
)


@dataclass(frozen=True)
class Stem:
    """Programs (by position) that are one run from where the stem begins until a tick, and how they part there.

    Without branches they are one run to the end.
    """

    programs: tuple[int, ...]
    until: int
    branches: "tuple[Stem, ...]" = ()


def shared_until(programs: Sequence[Program], tables: Sequence[Floats] | None = None) -> int:
    """Return the tick at which the first of several programs parts from the others; 0 if they share nothing.

    Their horizon if they never part. `tables` are the programs' `parameter_table` of the replications that are to be shared;
    without them two replications stand for all.
    """
    told = _all_told(programs, tables)
    return min((_parts(told[0], other) for other in told[1:]), default=programs[0].horizon)


def stems(programs: Sequence[Program], tables: Sequence[Floats] | None = None) -> tuple[Stem, ...]:
    """Return which programs share which time, as trees; a program that shares nothing is a tree of its own."""
    told = _all_told(programs, tables)
    return tuple(_stem(told, together) for together in _kin(told, tuple(range(len(told))), 0))


def weeks_run(programs: Sequence[Program], tables: Sequence[Floats] | None = None) -> tuple[float, float]:
    """Return how many weeks a replication of all programs takes, with what they share computed once, and each by itself."""
    shared = sum(_length(stem, 0) for stem in stems(programs, tables))
    return shared / TICKS_PER_WEEK, sum(program.horizon for program in programs) / TICKS_PER_WEEK


def differences(one: Scenario, other: Scenario, until: int) -> list[Change]:
    """Return what two scenarios say otherwise about the time before a tick, place by place; nothing if only luck differs."""
    ticks = sorted({0, *(tick for each in (one, other) for tick, _ in each.phases if tick < until)})
    found = [
        change
        for tick in ticks
        for change in changes_between(
            _held(one, tick), _held(other, tick), "world", "organisation", "policy", "run"
        )
        if change.path not in ("run.seed", "run.replications")
    ]
    # What differs at one date often does at all of them.
    return list(dict.fromkeys(found)) or changes_between(one, other, "treatment", "events")


def _held(scenario: Scenario, tick: int) -> Scenario:
    """Return a scenario as it stands at a tick."""
    return [scenario, *(then for at, then in scenario.phases if at <= tick)][-1]


@dataclass(frozen=True, eq=False)
class _Told:
    """A program and the uncertain numbers of the replications in question."""

    program: Program
    table: Floats

    def phases(self) -> Iterator[tuple[int, int]]:
        """Yield from which tick on which set of numbers holds, by its place among those that `params` begins."""
        ticks = [0, *self.program.phase_at.tolist()]
        last = len(ticks) - 1
        for number, tick in enumerate(ticks):
            yield tick, 0 if number == last else 1 + number

    def numbers(self, place: int) -> tuple[Floats, dict[int, Floats]]:
        """Return a set of numbers, and the columns of those that are uncertain, both without those of events."""
        program, width = self.program, int(self.program.at[-1])
        held = np.concatenate((program.params, program.before))[place * width : (place + 1) * width].copy()
        held[int(program.at[Block.EVENT]) : int(program.at[Block.EVENT + 1])] = 0.0
        uncertain = {
            slot - place * width: self.table[:, column]
            for column, slot in enumerate(program.slots.tolist())
            if place * width <= slot < (place + 1) * width and not _of_events(program, slot - place * width)
        }
        return held, uncertain


def _of_events(program: Program, place: int) -> bool:
    return bool(program.at[Block.EVENT] <= place < program.at[Block.EVENT + 1])


def _all_told(programs: Sequence[Program], tables: Sequence[Floats] | None) -> list[_Told]:
    if tables is None:
        tables = [parameter_table(program, 0, 0, 2) for program in programs]
    return [_Told(program, table) for program, table in zip(programs, tables, strict=True)]


def _length(stem: Stem, begins: int) -> int:
    return stem.until - begins + sum(_length(branch, stem.until) for branch in stem.branches)


def _stem(told: list[_Told], together: tuple[int, ...]) -> Stem:
    first = told[together[0]]
    until = min((_parts(first, told[other]) for other in together[1:]), default=first.program.horizon)
    if until >= first.program.horizon:
        return Stem(together, first.program.horizon)
    return Stem(together, until, tuple(_stem(told, each) for each in _kin(told, together, until)))


def _kin(told: list[_Told], together: tuple[int, ...], tick: int) -> list[tuple[int, ...]]:
    """Return programs in groups that go on together after a tick. Who shares time with one shares it with all of its group."""
    groups: list[list[int]] = []
    for each in together:
        home = next((group for group in groups if _parts(told[group[0]], told[each]) > tick), None)
        if home is None:
            groups.append([each])
        else:
            home.append(each)
    return [tuple(group) for group in groups]


def _parts(one: _Told, other: _Told) -> int:
    """Return the tick at which two programs part."""
    a, b = one.program, other.program
    if not _same_structure(a, b):
        return 0
    ticks = [a.horizon, *_event_parts(one, other)]
    if a.treated_at != b.treated_at:
        ticks.append(min(tick for tick in (a.treated_at, b.treated_at) if tick >= 0))
    ticks += set(a.phase_at.tolist()) ^ set(b.phase_at.tolist())
    for (tick, here), (_, there) in zip(one.phases(), other.phases(), strict=False):
        if tick >= min(ticks):
            break
        if not _same_numbers(one.numbers(here), other.numbers(there)):
            ticks.append(tick)
    return min(ticks)


def _same_structure(a: Program, b: Program) -> bool:
    """Return whether two programs are built alike: everything but their dates and numbers."""
    if a is b:
        return True
    return (
        all(
            _same(x, y)
            for (name, x), (_, y) in zip(a.tables(), b.tables(), strict=True)
            if name not in _DATED
        )
        and block_shapes(a) == block_shapes(b)
        and totals_of(a).shapes == totals_of(b).shapes
        and a.library_moves == b.library_moves  # read off the numbers that hold at the end
    )


def _same(x: object, y: object) -> bool:
    return np.array_equal(x, y) if isinstance(x, np.ndarray) and isinstance(y, np.ndarray) else x == y


def _same_numbers(one: tuple[Floats, dict[int, Floats]], other: tuple[Floats, dict[int, Floats]]) -> bool:
    (held, columns), (held_there, columns_there) = one, other
    uncertain = sorted(columns.keys() | columns_there.keys())
    certain = np.ones(len(held), bool)
    certain[uncertain] = False
    return np.array_equal(held[certain], held_there[certain]) and all(
        bool(np.all(columns.get(place, held[place]) == columns_there.get(place, held_there[place])))
        for place in uncertain
    )


def _event_parts(one: _Told, other: _Told) -> Iterator[int]:
    """Yield when events first make a difference: at the earlier of their dates, or where one of them ends."""
    a, b = one.program, other.program
    for event in range(a.events):
        x, y = a.event_ints[event].copy(), b.event_ints[event].copy()
        begins = [int(row[EventInt.AT]) for row in (x, y) if row[EventInt.AT] >= 0]
        ends = [int(row[EventInt.UNTIL]) for row in (x, y) if row[EventInt.UNTIL] >= 0]
        if x[EventInt.UNTIL] != y[EventInt.UNTIL]:
            yield min(ends)
        x[EventInt.UNTIL] = y[EventInt.UNTIL] = 0
        alike = np.array_equal(x, y) and np.array_equal(a.event_accounts[event], b.event_accounts[event])
        if not alike or _event_numbers(one, event) != _event_numbers(other, event):
            yield min(begins, default=a.horizon)


def _event_numbers(told: _Told, event: int) -> list[list[float]]:
    """Return each number of an event, replication by replication if it is uncertain. They are the same at every date."""
    program = told.program
    columns = block_shapes(program)[Block.EVENT][1]
    first = int(program.at[Block.EVENT]) + event * columns
    slots = {slot: told.table[:, column].tolist() for column, slot in enumerate(program.slots.tolist())}
    return [slots.get(place, [float(program.params[place])]) for place in range(first, first + columns)]
