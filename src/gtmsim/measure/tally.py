"""What is left of a run once its totals are measured and gone: moments of every series, the values asked for, and exact sums."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from gtmsim.engines.contract import Batch
from gtmsim.errors import UsageError
from gtmsim.measure.batches import NOTHING, joined
from gtmsim.measure.intervals import Estimate
from gtmsim.measure.ledgers import check_ledgers
from gtmsim.measure.metrics import measurable
from gtmsim.measure.moments import Moments, merged, moments
from gtmsim.measure.registry import HEADLINE, metric_of, name_in, names_in, unknown
from gtmsim.measure.sheet import ALL, Series
from gtmsim.program.tables import Floats, Ints, Program
from gtmsim.program.totals import totals_of, week_width

PORTION_BYTES = 1 << 20  # of totals that are measured at once
ALWAYS = "cost"  # every comparison tells it

Told = Callable[[Batch], None]


@dataclass(frozen=True, eq=False)
class Tally:
    """What was measured in replications `first .. first + count` of a program.

    `columns` holds one value a replication for each series that was asked for, by key; `ledger` and `weekly` are sums over
    replications, as a batch has them.
    """

    program: Program
    engine: str
    seed: int
    first: int
    count: int
    series: tuple[Series, ...]  # named only: their values are gone
    moments: Moments
    columns: Mapping[str, Floats]
    ledger: Ints
    weekly: Ints

    def estimates(self, confidence: float = 0.95) -> list[tuple[Series, Estimate]]:
        """Return every series with its mean and t interval."""
        told = zip(
            self.series, self.moments.estimates(confidence), self.moments.largest.tolist(), strict=True
        )
        return [
            (series, each) for series, each, largest in told if not series.unless_nothing or largest > 0.0
        ]

    def column(self, key: str) -> Floats:
        """Return a value a replication of a series that was kept. Raises UsageError for another."""
        if key in self.columns:
            return self.columns[key]
        raise missing(key, self.program, [series.key for series in self.series], self.columns)


def portion(program: Program) -> int:
    """Return how many replications are measured at once: a power of two, as many as fit.

    Where portions end decides the last digits of moments. It depends on the program alone, so neither the engine, the number of
    jobs, the other programs of a comparison nor the number of replications leave a trace.
    """
    most = PORTION_BYTES // (8 * totals_of(program).width)
    return 1 << max(0, most.bit_length() - 1)


def series_of(program: Program) -> list[Series]:
    """Return every series that can be measured in a program, without values."""
    nothing = Batch(
        program,
        engine="",
        seed=0,
        first=0,
        count=0,
        totals=np.zeros((0, totals_of(program).width), np.int64),
        ledger=np.zeros((program.people, program.kinds), np.int64),
        weekly=np.zeros((program.weeks, week_width(program)), np.int64),
        table=np.zeros((0, len(program.slots))),
    )
    return measurable(nothing)


def missing(
    key: str, program: Program, known: Sequence[str], kept: Mapping[str, object] | None = None
) -> UsageError:
    """Return the error for a series that a program has not, or (of those it has) that was not kept."""
    if kept is not None and key in known:
        return UsageError(
            f"{key} was not kept replication by replication: run with keep=[{key!r}] or keep='totals'"
        )
    name = name_in(key, names_in(program))
    if key[len(name) : len(name) + 1] not in ("", "[", "."):
        name = key.partition("[")[0].partition(".")[0]
    try:
        metric_of(name, program)
    except UsageError as error:
        return error
    return unknown("series", key, known)


@dataclass(frozen=True, eq=False)
class _State:
    """How far a tally is: portions that were measured, and the replications after them, which wait with their totals."""

    measured: int = 0  # replications
    moments: Moments | None = None
    ledger: Ints | None = None  # of all replications that came, as is `weekly`
    weekly: Ints | None = None
    waiting: tuple[Batch, ...] = ()

    @property
    def count(self) -> int:
        return self.measured + sum(batch.count for batch in self.waiting)


def _beside(waiting: tuple[Batch, ...], batch: Batch) -> tuple[Batch, ...]:
    """Return waiting batches with another, joined while they are no larger than it: few are left, each with sums of its own."""
    while waiting and waiting[-1].count <= batch.count:
        batch = joined((waiting[-1], batch))
        waiting = waiting[:-1]
    return (*waiting, batch)


class Tallying:
    """Measures batches as they come, in the order of their replications, and lets go of their totals.

    `keep` are the keys of the series of which every value is kept; left out, the headline metrics over everything. `told` is given
    each portion before it goes; after an interrupt it may be given one again.
    Raises UsageError for a key that the program cannot tell.
    """

    def __init__(
        self,
        program: Program,
        engine: str,
        seed: int,
        wanted: int,
        keep: Sequence[str] | None = None,
        told: Told | None = None,
    ) -> None:
        self._of = (program, engine, seed)
        self._wanted, self._told = wanted, told
        self._portion = portion(program)
        self._keep = None if keep is None else frozenset((*keep, ALWAYS))
        if keep:
            known = [series.key for series in series_of(program)]
            for key in keep:
                if key not in known:
                    raise missing(key, program, known)
        self._series: tuple[Series, ...] = ()
        self._columns: dict[str, Floats] = {}
        # Replaced as a whole, so that an interrupt leaves what was before a step or after it.
        self._state = _State()

    @property
    def count(self) -> int:
        """Number of replications that have come."""
        return self._state.count

    def expect(self, wanted: int) -> None:
        """Make room for so many replications in all."""
        for key, column in self._columns.items():
            self._columns[key] = np.concatenate((column, np.empty(max(0, wanted - len(column)))))
        self._wanted = max(self._wanted, wanted)

    def add(self, batch: Batch) -> None:
        """Add the next replications. Those that have come already are not added again."""
        state = self._state
        if batch.first + batch.count > state.count:
            self._state = state = _State(
                state.measured,
                state.moments,
                batch.ledger if state.ledger is None else state.ledger + batch.ledger,
                batch.weekly if state.weekly is None else state.weekly + batch.weekly,
                _beside(state.waiting, batch),
            )
        if state.count % self._portion == 0 or state.count - state.measured >= self._portion:
            self._state = self._measured(state, self._told)

    def tally(self, *, last: bool = False) -> Tally:
        """Return what is known by now, or, when nothing more will be added, in the end. Raises UsageError if that is nothing."""
        state = self._measured(self._state, self._told if last else None)
        if last:
            self._state = state
        if state.moments is None or state.ledger is None or state.weekly is None:
            raise UsageError(NOTHING)
        return Tally(
            *self._of,
            first=0,
            count=state.measured,
            series=self._series,
            moments=state.moments,
            columns={key: column[: state.measured] for key, column in self._columns.items()},
            ledger=state.ledger,
            weekly=state.weekly,
        )

    def _measured(self, state: _State, told: Told | None) -> _State:
        """Return the state in which nothing waits."""
        if not state.waiting:
            return state
        whole = joined(state.waiting)
        check_ledgers(whole.program, whole.totals, whole.weekly, whole.first)
        found = measurable(whole)
        self._note(found, whole)
        if told is not None:
            told(whole)
        mine = moments(np.array([series.values for series in found]).reshape(len(found), whole.count))
        every = mine if state.moments is None else merged(state.moments, mine)
        return _State(state.count, every, state.ledger, state.weekly)

    def _note(self, found: list[Series], whole: Batch) -> None:
        if not self._series:
            self._series = tuple(named(series) for series in found)
            self._columns = {series.key: np.empty(self._wanted) for series in found if self._keeps(series)}
        for series in found:
            if series.key in self._columns:
                self._columns[series.key][whole.first : whole.first + whole.count] = series.values

    def _keeps(self, series: Series) -> bool:
        if self._keep is None:
            return series.metric in HEADLINE and series.dimension == ALL
        return series.key in self._keep


_GONE = np.empty(0)


def named(series: Series) -> Series:
    """Return a series without its values."""
    return Series(
        series.metric, _GONE, series.dimension, series.level, series.statistic, series.unless_nothing
    )
