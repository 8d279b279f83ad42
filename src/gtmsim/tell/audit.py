"""Whether traces agree: two engines with each other, and each trace with the sums its engine kept.

Records are audited while they are written, so a trace of any length needs no more memory than a few thousand of them.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np

from gtmsim.engines.contract import NO_RECORDS, RecordStream, Trace, streamed
from gtmsim.measure.fold import Fold
from gtmsim.measure.versions import versions
from gtmsim.program.layout import RunTotal, TotalBlock
from gtmsim.program.tables import Ints, Program
from gtmsim.program.totals import totals_of

_BEFORE = 3  # records kept of those before the one that differs


@dataclass(frozen=True, eq=False)
class Parting:
    """Where two engines part: the number of the first record that differs, or a sum that does although all records agree.

    `told` is that record by engine, None where an engine has no more; `before` are the last that agree.
    """

    record: int | None
    place: str = ""
    told: dict[str, list[int] | None] = field(default_factory=dict)
    before: tuple[Ints, ...] = ()


def parting(one: Trace, other: Trace) -> Parting | None:
    """Return where two traces of one replication first differ, or None: all records, totals, hours and series are equal."""
    return _record_parting((one.engine, other.engine), (one.records, other.records)) or _sum_parting(
        one, other
    )


def _record_parting(
    engines: Sequence[str], records: Sequence[Ints], first: int = 0, before: tuple[Ints, ...] = ()
) -> Parting | None:
    """Return where two tables of records differ that begin with record `first`, after those of `before`."""
    one, other = records
    shared = min(len(one), len(other))
    unequal = np.flatnonzero((one[:shared] != other[:shared]).any(axis=1))
    if not len(unequal) and len(one) == len(other):
        return None
    place = int(unequal[0]) if len(unequal) else shared
    told = {
        engine: table[place].tolist() if place < len(table) else None
        for engine, table in zip(engines, records, strict=True)
    }
    return Parting(first + place, told=told, before=_last(before, one[:place]))


def _last(before: tuple[Ints, ...], records: Ints) -> tuple[Ints, ...]:
    return (*before, *records[-_BEFORE:])[-_BEFORE:]


def _sum_parting(one: Trace, other: Trace) -> Parting | None:
    """Return the first sum that differs between two traces."""
    for what in ("totals", "ledger", "weekly"):
        mine, theirs = getattr(one, what), getattr(other, what)
        if not np.array_equal(mine, theirs):
            return Parting(None, unequal_place(one.program, what, mine, theirs))
    return None


def unequal_place(program: Program, what: str, mine: Ints, theirs: Ints) -> str:
    """Return the first sum that differs, with both values: `totals, block KIND, place (2, 5): 17 and 18`."""
    if mine.shape != theirs.shape:
        return f"{what}: shapes {mine.shape} and {theirs.shape}"
    place = tuple(np.argwhere(mine != theirs)[0].tolist())
    values = f"{mine[place]} and {theirs[place]}"
    if what != "totals":
        return f"{what}, place {place}: {values}"
    layout = totals_of(program)
    block = TotalBlock(int(np.searchsorted(layout.at, place[0], side="right")) - 1)
    inside = np.unravel_index(place[0] - int(layout.at[block]), layout.shapes[block])
    return f"totals, block {block.name}, place {tuple(int(i) for i in inside)}: {values}"


def fold_parting(kept: Trace, folded: tuple[Ints, Ints, Ints]) -> str | None:
    """Return the first sum in which what folding the records gave differs from what the engine added up itself, or None.

    The number of events is left out: what an engine had to do is not in its records.
    """
    totals = kept.totals.copy()
    totals[int(totals_of(kept.program).at[TotalBlock.RUN]) + RunTotal.EVENTS] = 0
    for what, mine, theirs in zip(
        ("totals", "ledger", "weekly"), (totals, kept.ledger, kept.weekly), folded, strict=True
    ):
        if not np.array_equal(mine, theirs):
            return unequal_place(kept.program, what, mine, theirs)
    return None


@dataclass(frozen=True, eq=False)
class Audit:
    """What was found about the traces of one replication.

    `kept` is what each engine added up, without its records; `records` is how many those were, and `unfolded` the first sum that
    they do not give, both by engine.
    """

    kept: tuple[Trace, ...]
    records: dict[str, int]
    parted: Parting | None
    unfolded: dict[str, str]

    @property
    def fine(self) -> bool:
        """Whether everything agrees."""
        return self.parted is None and not self.unfolded

    def as_json(self) -> dict[str, object]:
        """Return what was found as plain data."""
        first = self.kept[0]
        return {
            "engines": [trace.engine for trace in self.kept],
            "seed": first.seed,
            "replication": first.replication,
            "digest": first.program.digest,
            "version": versions()["gtmsim"],
            "records": self.records,
            "fine": self.fine,
            "first_difference": None
            if self.parted is None
            else {
                "record": self.parted.record,
                "place": self.parted.place,
                "told": self.parted.told or {trace.engine: None for trace in self.kept},
            },
            "unfolded": self.unfolded,
        }


class Auditing:
    """Reads one replication's records from one engine or from two, side by side, and audits them on the way.

    Iterating yields the records of the first; `found` is known once they are read to their end.
    """

    def __init__(self, streams: Sequence[RecordStream]) -> None:
        self._streams = tuple(streams)
        self._found: Audit | None = None

    def __iter__(self) -> Iterator[Ints]:
        """Yield the records of the first engine, some thousands at a time."""
        engines = [stream.engine for stream in self._streams]
        folds = [Fold(stream.program, stream.params) for stream in self._streams]
        records = dict.fromkeys(engines, 0)
        parted: Parting | None = None
        before: tuple[Ints, ...] = ()
        for chunks in _side_by_side(self._streams):
            if parted is None and len(chunks) > 1:
                parted = _record_parting(engines, chunks, records[engines[0]], before)
                before = _last(before, chunks[0])
            for engine, folded, chunk in zip(engines, folds, chunks, strict=True):
                records[engine] += len(chunk)
                folded.read(chunk)
            yield chunks[0]
        kept = tuple(stream.rest for stream in self._streams)
        if parted is None and len(kept) > 1:
            parted = _sum_parting(*kept)
        places = {
            trace.engine: fold_parting(trace, folded.finish())
            for trace, folded in zip(kept, folds, strict=True)
        }
        unfolded = {engine: place for engine, place in places.items() if place is not None}
        self._found = Audit(kept, records, parted, unfolded)

    @property
    def found(self) -> Audit:
        """What was found. Raises ValueError before the records are read to their end."""
        if self._found is None:
            raise ValueError("records are to be read to their end before it is known what is wrong with them")
        return self._found


def _side_by_side(streams: Sequence[RecordStream]) -> Iterator[tuple[Ints, ...]]:
    """Yield the next records of all streams, as many of each; in the end those of the longer one alone."""
    to_come = [iter(stream) for stream in streams]
    held = [NO_RECORDS for _ in streams]
    while True:
        for place, chunks in enumerate(to_come):
            while not len(held[place]) and (chunk := next(chunks, None)) is not None:
                held[place] = chunk
        there = [len(chunk) for chunk in held if len(chunk)]
        if not there:
            return
        yield tuple(chunk[: min(there)] for chunk in held)
        held = [chunk[min(there) :] for chunk in held]


def audit(traces: Sequence[Trace]) -> Audit:
    """Compare one or two traces of one replication with each other, and each with the sums its engine kept."""
    auditing = Auditing([streamed(trace) for trace in traces])
    for _ in auditing:
        pass
    return auditing.found
