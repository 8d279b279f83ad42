"""Whether traces agree: two engines with each other, and each trace with the sums its engine kept."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from gtmsim.engines.contract import Trace
from gtmsim.measure.versions import versions
from gtmsim.program.layout import RunTotal, TotalBlock
from gtmsim.program.tables import Ints, Program
from gtmsim.program.totals import totals_of


@dataclass(frozen=True)
class Parting:
    """Where two engines part: the number of the first record that differs, or a sum that does although all records agree."""

    record: int | None
    place: str = ""


def parting(one: Trace, other: Trace) -> Parting | None:
    """Return where two traces of one replication first differ, or None: all records, totals, hours and series are equal."""
    shared = min(len(one.records), len(other.records))
    unequal = np.flatnonzero((one.records[:shared] != other.records[:shared]).any(axis=1))
    if len(unequal) or len(one.records) != len(other.records):
        return Parting(int(unequal[0]) if len(unequal) else shared)
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


def fold_parting(trace: Trace) -> str | None:
    """Return the first sum in which folding the records differs from what the engine added up itself, or None.

    The number of events is left out: what an engine had to do is not in its records.
    """
    from gtmsim.measure.fold import fold

    totals, ledger, weekly = fold(trace.program, trace.records, trace.params)
    kept = trace.totals.copy()
    kept[int(totals_of(trace.program).at[TotalBlock.RUN]) + RunTotal.EVENTS] = 0
    for what, mine, theirs in (
        ("totals", kept, totals),
        ("ledger", trace.ledger, ledger),
        ("weekly", trace.weekly, weekly),
    ):
        if not np.array_equal(mine, theirs):
            return unequal_place(trace.program, what, mine, theirs)
    return None


@dataclass(frozen=True, eq=False)
class Audit:
    """What was found about the traces of one replication.

    `unfolded` names, by engine, the first sum that its records do not give.
    """

    traces: tuple[Trace, ...]
    parted: Parting | None
    unfolded: dict[str, str]

    @property
    def fine(self) -> bool:
        """Whether everything agrees."""
        return self.parted is None and not self.unfolded

    def as_json(self) -> dict[str, object]:
        """Return what was found as plain data."""
        first = self.traces[0]
        return {
            "engines": [trace.engine for trace in self.traces],
            "seed": first.seed,
            "replication": first.replication,
            "digest": first.program.digest,
            "version": versions()["gtmsim"],
            "records": {trace.engine: len(trace.records) for trace in self.traces},
            "fine": self.fine,
            "first_difference": None
            if self.parted is None
            else {
                "record": self.parted.record,
                "place": self.parted.place,
                "told": {trace.engine: _row_at(trace, self.parted.record) for trace in self.traces},
            },
            "unfolded": self.unfolded,
        }


def audit(traces: Sequence[Trace]) -> Audit:
    """Compare one or two traces of one replication with each other, and each with the sums its engine kept."""
    parted = parting(traces[0], traces[1]) if len(traces) > 1 else None
    unfolded = {trace.engine: place for trace in traces if (place := fold_parting(trace)) is not None}
    return Audit(tuple(traces), parted, unfolded)


def _row_at(trace: Trace, record: int | None) -> list[int] | None:
    return None if record is None or record >= len(trace.records) else trace.records[record].tolist()
