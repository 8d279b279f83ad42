"""The program: a scenario as plain numbers, the one thing both engines read."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field, fields
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from gtmsim.program.blocks import shapes
from gtmsim.program.layout import Block, EventInt, KindFamily, RequestCol, SourceInt, SourceKind
from gtmsim.program.remembered import remembered
from gtmsim.units import TICKS_PER_WEEK

if TYPE_CHECKING:
    from gtmsim.scenario import Scenario

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Names:
    """The user's ids by position, for telling only: no number depends on them, nor does the digest."""

    segments: tuple[str, ...]
    sources: tuple[str, ...]
    stages: tuple[str, ...]
    requests: tuple[str, ...]
    kinds: tuple[str, ...]
    roles: tuple[str, ...]
    functions: tuple[str, ...]  # of the roles: marketing, sales or support; empty in a hole
    teams: tuple[str, ...]
    people: tuple[str, ...]
    calendars: tuple[str, ...]
    products: tuple[str, ...] = ()
    personas: tuple[str, ...] = ()
    attributes: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    rivals: tuple[str, ...] = ()
    events: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False)
class Program:
    """What runs. Times are ticks, money is cents, `params` holds every number that may be uncertain.

    `layout` names the columns of each table. `at[block]` is where a block of `params` begins. `slots` are the places of `params`
    that differ between replications; their values come from `program.varied.parameter_table`. Where numbers change at dates,
    `before` holds one set after the other, the first until tick `phase_at[0]`, and so on; `params` hold from the last of these
    ticks on. In a replication's own numbers, and in `slots`, the places of `before` follow those of `params`.
    """

    horizon: int
    warm_up: int
    treated_at: int  # tick from which on the policy of the treatment holds, -1: there is no treatment
    material: int  # kind of standing work that builds the library, -1: none
    prospected_by: int  # kind of standing work that finds accounts, -1: none
    nurtured_by: int  # kind of standing work that nurtures leads put aside, -1: none
    territory: int  # accounts a person may try in a segment, -1: all
    steps: Ints
    branches: Ints
    stage_ints: Ints
    request_ints: Ints
    source_ints: Ints
    segment_accounts: Ints
    kind_family: Ints
    person_ints: Ints
    cell_tick: Ints
    cell_day: Ints
    cell_shape: Floats
    calendar_first: Ints  # calendar c has the intervals calendar_first[c] .. calendar_first[c + 1]
    interval_start: Ints
    interval_end: Ints
    interval_before: Ints  # working ticks of the calendar before the interval
    quarter_starts: Ints  # ticks: the quarter in which the run begins, then each further one, the last at the horizon or later
    at: Ints
    params: Floats
    before: Floats  # as wide as `params`, as often as there are dates
    slots: Ints
    stock_levels: Ints  # by `layout.StockKind`: at how many levels a weekly stock is kept, 0: it is not
    uncertain: tuple[str, ...]  # every uncertain number in words: where it stands and what is known of it
    names: Names = field(compare=False)
    scenario: "Scenario | None" = field(compare=False, default=None, repr=False)
    researched_by: int = -1  # kind of standing work that feeds knowledge of the market, -1: none
    intelligence: int = -1  # kind of standing work that makes rivals known, -1: none
    cared_by: int = -1  # kind of standing work that is care for customers, -1: none
    served_by: int = -1  # kind of standing work that serves customers' support needs, -1: none
    phase_at: Ints = field(default_factory=lambda: np.zeros(0, np.int64))  # ticks at which other numbers hold
    event_ints: Ints = field(default_factory=lambda: np.zeros((0, len(EventInt)), np.int64))
    event_accounts: Ints = field(
        default_factory=lambda: np.zeros((0, 0), np.int64)
    )  # events x segments: accounts acquired
    developed_by: int = -1  # kind of standing work that develops the products, -1: none

    @property
    def sources(self) -> int:
        """Number of sources, holes included."""
        return len(self.source_ints)

    @property
    def segments(self) -> int:
        """Number of segments, holes included."""
        return len(self.segment_accounts)

    @property
    def stages(self) -> int:
        """Number of stages, holes included."""
        return len(self.stage_ints)

    @property
    def requests(self) -> int:
        """Number of request types, holes included."""
        return len(self.request_ints)

    @property
    def kinds(self) -> int:
        """Number of kinds of work; the last is set-up."""
        return len(self.kind_family)

    @property
    def people(self) -> int:
        """Number of people who are there at any time of the run."""
        return len(self.person_ints)

    @property
    def roles(self) -> int:
        """Number of roles, holes included."""
        return len(self.names.roles)

    @property
    def teams(self) -> int:
        """Number of teams, holes included."""
        return len(self.names.teams)

    @property
    def products(self) -> int:
        """Number of products, holes included."""
        return len(self.names.products)

    @property
    def personas(self) -> int:
        """Number of personas, holes included."""
        return len(self.names.personas)

    @property
    def attributes(self) -> int:
        """Number of attributes that buyers need and products have."""
        return len(self.names.attributes)

    @property
    def links(self) -> int:
        """Number of links of the hub, holes included."""
        return len(self.names.links)

    @property
    def rivals(self) -> int:
        """Number of rivals, holes included."""
        return len(self.names.rivals)

    @property
    def events(self) -> int:
        """Number of events at a date, holes included."""
        return len(self.names.events)

    @property
    def stock_first(self) -> list[int]:
        """Where the levels of each kind of stock begin among all stocks; in the last place how many there are."""
        return [0, *np.cumsum(self.stock_levels).tolist()]

    @property
    def stocks(self) -> int:
        """Number of weekly stocks, all levels."""
        return int(self.stock_levels.sum())

    @property
    def calendars(self) -> int:
        """Number of calendars, holes included."""
        return len(self.calendar_first) - 1

    @property
    def weeks(self) -> int:
        """Number of weeks begun before the horizon."""
        return -(-self.horizon // TICKS_PER_WEEK)

    @property
    def set_up_kind(self) -> int:
        """The kind under which time lost to interruptions is booked."""
        return self.kinds - 1

    @property
    def channels(self) -> list[int]:
        """The sources that speak to the accounts of the finite market."""
        return [
            source
            for source in range(self.sources)
            if self.source_ints[source, SourceInt.KIND] == SourceKind.POOL
        ]

    @property
    def has_market(self) -> bool:
        """Whether there is a finite market that anybody speaks to."""
        return bool(self.channels)

    @property
    def library_moves(self) -> bool:
        """Whether coverage changes during a run: hours build it, or reusable help does."""
        return self.material >= 0 or bool((self.block(Block.REQUEST)[:, RequestCol.REUSABLE] > 0.0).any())

    @property
    def prospecting_source(self) -> int:
        """The source of the leads that people find by themselves, or -1."""
        kinds: list[int] = self.source_ints[:, SourceInt.KIND].tolist()
        return kinds.index(SourceKind.PROSPECTING) if SourceKind.PROSPECTING in kinds else -1

    @cached_property
    def digest(self) -> str:
        """SHA-256 of every byte that either engine reads."""
        told = hashlib.sha256()
        for name, value in self.tables():
            told.update(name.encode())
            if isinstance(value, np.ndarray):
                told.update(str(value.shape).encode())
                told.update(np.ascontiguousarray(value).tobytes())
            else:
                told.update(str(value).encode())
        return told.hexdigest()

    def tables(self) -> Iterator[tuple[str, "int | Ints | Floats"]]:
        """Yield the name and value of everything that is run, in order of declaration."""
        for one in fields(self):
            if one.name not in ("names", "scenario"):
                yield one.name, getattr(self, one.name)

    def held(self, params: Floats, tick: int) -> Floats:
        """Return those of a replication's own numbers that hold at a tick."""
        width, phase = int(self.at[-1]), int(np.searchsorted(self.phase_at, tick, side="right"))
        first = 0 if phase == len(self.phase_at) else (1 + phase) * width
        return params[first : first + width]

    def block(self, block: Block, params: Floats | None = None) -> Floats:
        """Return a block of the parameters as a table: one row an id (or a pair's first id).

        Of a replication's own `params` (which may hold those of earlier dates as well) it reads the first.
        """
        held = self.params if params is None else params
        rows, width = block_shapes(self)[block]
        start = int(self.at[block])
        return held[start : start + rows * width].reshape(rows, width)

    def standing_kinds(self) -> list[int]:
        """Return the kinds of standing work."""
        return [k for k in range(self.kinds) if self.kind_family[k] == KindFamily.STANDING]


@remembered
def block_shapes(program: Program) -> dict[Block, tuple[int, int]]:
    """Return rows and columns of every block of the parameters."""
    return shapes(
        sources=program.sources,
        segments=program.segments,
        stages=program.stages,
        requests=program.requests,
        people=program.people,
        kinds=program.kinds,
        branches=len(program.branches),
        products=program.products,
        personas=program.personas,
        teams=program.teams,
        attributes=program.attributes,
        links=program.links,
        rivals=program.rivals,
        events=program.events,
    )
