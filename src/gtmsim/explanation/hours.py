"""Whose time moved where: hours by role and kind of work in both worlds, and what another hour of each role would bring."""

import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from gtmsim.explanation.ledger import Ledger, keys_of, ledger_of
from gtmsim.explanation.longer import longer
from gtmsim.explanation.prices import Price, price_of
from gtmsim.explanation.shifted import shifted, standing_uses
from gtmsim.measure.intervals import Estimate, mean_interval
from gtmsim.measure.levels import ids, present
from gtmsim.measure.registry import name_in, names_in, unit_in, unknown
from gtmsim.program.tables import Floats, Ints, Program
from gtmsim.study.steps import Progress
from gtmsim.study.values import values
from gtmsim.units import TICKS_PER_HOUR, TICKS_PER_WEEK

if TYPE_CHECKING:
    import polars as pl

LONGER = 0.1  # by which share a role's days are made longer to see what its hours are worth


@dataclass(frozen=True, eq=False)
class Line:
    """A role's hours on one kind of work, or idle, in ticks, a number a replication."""

    role: str
    kind: str
    a: Ints
    b: Ints

    def moved(self, confidence: float = 0.95) -> Estimate:
        """Return how many hours more they are in B, paired."""
        return mean_interval((self.b - self.a) / TICKS_PER_HOUR, confidence)


@dataclass(frozen=True, eq=False)
class HoursMoved:
    """The ledger of hours of two worlds: lines add up to all hours that anybody is there, idle ones among them.

    `prices` are what another hour of each role brings of the metric, in A and in B, and what one brings that is moved to a kind of
    standing work from the others; None where that cannot be had.
    """

    metric: str
    unit: str
    weeks: float  # of the measured window
    lines: tuple[Line, ...]
    prices: tuple[tuple[Price | None, Price | None], ...]
    confidence: float = 0.95
    interrupted: bool = False

    @property
    def total(self) -> float:
        """How many hours more a run has in B, idle ones among them."""
        moved = sum(int((line.b - line.a).sum()) for line in self.lines)
        return moved / (TICKS_PER_HOUR * len(self.lines[0].a)) if self.lines else 0.0

    def frame(self) -> "pl.DataFrame":
        """Return one row a role and kind of work: hours of a mean run in A and B, and how many more they are, with an interval."""
        import polars as pl

        rows = []
        for line in self.lines:
            told = line.moved(self.confidence)
            means = [float(each.mean()) / TICKS_PER_HOUR for each in (line.a, line.b)]
            rows.append(
                (f"{line.role}/{line.kind}", told.mean, told.low, told.high, line.role, line.kind, *means)
            )
        columns = ("hours", "mean", "low", "high", "role", "kind", "a", "b")
        kinds = (pl.String, *[pl.Float64] * 3, *[pl.String] * 2, *[pl.Float64] * 2)
        table = pl.DataFrame(rows, schema=dict(zip(columns, kinds, strict=True)), orient="row")
        return table.with_columns(pl.col(pl.Float64).fill_nan(None))

    def price_frame(self) -> "pl.DataFrame":
        """Return one row a price and use: what an hour of a role brings, moved to what; what it costs; which share went where."""
        import polars as pl

        told = [
            (world, price) for pair in self.prices for world, price in zip("ab", pair, strict=True) if price
        ]
        rows = [
            (
                price.role,
                price.use,
                world,
                price.brings.mean,
                price.brings.low,
                price.brings.high,
                price.wage,
                price.extra,
                use,
                share,
            )
            for world, price in told
            for use, share in price.uses.items()
        ]
        columns = ("role", "moved_to", "world", "mean", "low", "high", "wage", "extra_hours", "use", "share")
        kinds = (*[pl.String] * 3, *[pl.Float64] * 5, pl.String, pl.Float64)
        table = pl.DataFrame(rows, schema=dict(zip(columns, kinds, strict=True)), orient="row")
        return table.with_columns(pl.col(pl.Float64).fill_nan(None))

    def as_json(self) -> dict[str, object]:
        """Return it as plain data."""
        return {
            "metric": self.metric,
            "unit": self.unit,
            "total": self.total,
            "lines": self.frame().to_dicts(),
            "prices": self.price_frame().to_dicts(),
            "interrupted": self.interrupted,
        }


def hours_moved(
    a: Program,
    b: Program,
    metric: str = "profit",
    *,
    seed: int,
    count: int,
    first: int = 0,
    roles: Sequence[str] | None = None,
    share: float = LONGER,
    confidence: float = 0.95,
    engine: str = "core",
    jobs: int | None = None,
    progress: Progress | None = None,
) -> HoursMoved:
    """Return whose hours moved where between two worlds, and what another hour of each role is worth in them.

    Every role's days are made longer by `share`, one role after the other in both worlds, on the same replications; then that part
    of its standing work is moved to each kind of it in turn. `roles` says whose (left out: everybody's; `()`: nobody's, which takes
    no more runs). Ctrl-C keeps the roles that are finished. Raises
    UsageError for a role or a metric that a world does not know.
    """
    known = list(dict.fromkeys(role for program in (a, b) for role in _roles(program)))
    for role in roles or ():
        if role not in known:
            raise unknown("role", role, known)
    wanted = [(role, use) for role in (known if roles is None else roles) for use in _uses(role, (a, b))]
    runs = _Runs(metric, seed, first, count, engine, jobs, progress, total=2 + 2 * len(wanted))
    usual = [runs.ran(program) for program in (a, b)]
    if usual[0] is None or usual[1] is None:
        raise KeyboardInterrupt  # before there was anything to keep
    prices = []
    for role, use in wanted:
        pair = [
            _price(runs, role, use, *world, share, confidence) for world in ((a, usual[0]), (b, usual[1]))
        ]
        if runs.interrupted:
            break
        prices.append((pair[0], pair[1]))
    names = names_in(a)
    return HoursMoved(
        metric,
        unit_in(names[name_in(metric, names)], a),
        (a.horizon - a.warm_up) / TICKS_PER_WEEK,
        _lines(usual[0][1], usual[1][1]),
        tuple(prices),
        confidence,
        runs.interrupted,
    )


Ran = tuple[Floats, Ledger]


@dataclass
class _Runs:
    """Runs programs one after the other on the same luck, for the metric and the ledger of each."""

    metric: str
    seed: int
    first: int
    count: int
    engine: str
    jobs: int | None
    progress: Progress | None
    total: int  # programs
    done: int = 0
    interrupted: bool = False

    def __post_init__(self) -> None:
        self._began = time.monotonic()

    def ran(self, program: Program) -> Ran | None:
        """Return the metric and the ledger of a program, or nothing if that was interrupted."""
        if self.interrupted:
            return None
        keys = keys_of(program)
        told = values(
            {"": program},
            list(dict.fromkeys((self.metric, *keys))),
            seed=self.seed,
            first=self.first,
            count=self.count,
            engine=self.engine,
            jobs=self.jobs,
            progress=self._told,
        )
        self.interrupted = told.interrupted
        if not told.tables:
            return None
        self.spared()
        return told.column("", self.metric), ledger_of(keys, {key: told.column("", key) for key in keys})

    def spared(self) -> None:
        """Count a program as done."""
        self.done += 1

    def _told(self, finished: int, _total: int, _elapsed: float) -> None:
        if self.progress is not None:
            done = self.done * self.count + finished
            self.progress(done, self.total * self.count, time.monotonic() - self._began)


def _price(
    runs: _Runs, role: str, use: str, program: Program, usual: Ran, share: float, confidence: float
) -> Price | None:
    """Return the price of an hour of a role (for a use); nothing where that cannot be had in this world, or was interrupted."""
    ran = None
    if role in _roles(program):
        number = program.names.roles.index(role)
        if not use:
            more = longer(program, number, share)
        else:
            kinds = [kind for kind in standing_uses(program, number) if program.names.kinds[kind] == use]
            more = shifted(program, number, kinds[0], share) if kinds else None
        ran = runs.ran(more) if more is not None else None
    if ran is None:
        runs.spared()
        return None
    return price_of(program, role, use, usual, ran, confidence)


def _uses(role: str, programs: Sequence[Program]) -> list[str]:
    """Return what an hour of a role is priced for: anything, and each kind of standing work where there are several."""
    kinds = [
        program.names.kinds[kind]
        for program in programs
        if role in _roles(program)
        for kind in standing_uses(program, program.names.roles.index(role))
    ]
    standing = list(dict.fromkeys(kinds))
    return ["", *(standing if len(standing) > 1 else ())]


def _roles(program: Program) -> list[str]:
    return [name for _, name in ids(present(program).roles)]


def _lines(a: Ledger, b: Ledger) -> tuple[Line, ...]:
    """Return every line of either ledger, a role's lines together; what one world does not know, nobody does there."""
    places = dict.fromkeys((*a, *b))
    roles = dict.fromkeys(role for role, _ in places)
    nothing = np.zeros_like(next(iter((*a.values(), *b.values())), np.zeros(0, np.int64)))
    lines = [
        Line(role, kind, a.get((role, kind), nothing), b.get((role, kind), nothing))
        for each in roles
        for role, kind in places
        if role == each
    ]
    return tuple(line for line in lines if line.a.any() or line.b.any())
