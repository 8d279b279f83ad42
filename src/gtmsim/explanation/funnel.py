"""A replication's funnel as factors whose product is what was earned: volume, conversion, cycle, size, price, retention."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields

import numpy as np

from gtmsim.explanation.books import Books
from gtmsim.explanation.flows import Flow
from gtmsim.explanation.orders import Levels
from gtmsim.program.layout import CellTotal, Close, CustomerTotal, StageInt, TotalBlock
from gtmsim.program.tables import Floats, Program
from gtmsim.units import CENTS_PER_UNIT, TICKS_PER_YEAR

LEADS, OPPORTUNITIES, IN_TIME, TIME_LEFT = "leads", "opportunities", "decided in time", "time left to earn"
WIN_RATE, SIZE, PRICE = "win rate", "deal size", "price"
AT_START, ACQUIRED, CHURN, GROWTH = (
    "customers at the start",
    "customers acquired",
    "churn",
    "growth at renewal",
)

STEPS = (
    LEADS,
    OPPORTUNITIES,
    IN_TIME,
    WIN_RATE,
    SIZE,
    PRICE,
    TIME_LEFT,
    AT_START,
    ACQUIRED,
    CHURN,
    GROWTH,
)
BOOKING_STEPS = STEPS[: STEPS.index(TIME_LEFT)]
ALWAYS = (LEADS, IN_TIME, WIN_RATE, SIZE)  # steps that are told even where both worlds are alike
CARRIED = "carried over"  # a second level of IN_TIME
STEP_OF = {step: step for step in STEPS} | {CARRIED: IN_TIME}


@dataclass(frozen=True)
class Funnel:
    """What went through one replication's funnel: counts of leads and deals, cents, and cents that contracts earned."""

    leads: int
    opportunities: int
    decided: int  # opportunities, or where no stage is one: leads
    wins: int
    listed: int  # wins before discounts
    booked: int
    earned: tuple[float, ...]  # by `Flow`


def has_opportunities(program: Program) -> bool:
    """Return whether any stage makes an opportunity of a lead."""
    return bool(program.stage_ints[:, StageInt.OPPORTUNITY].any())


def funnel_of(books: Books, *, opportunities: bool) -> Funnel:
    """Return a replication's funnel; without `opportunities`, every lead is taken for one."""
    cells = books.sheet.cells[0].sum(axis=(0, 1))
    customers = books.sheet.block(TotalBlock.CUSTOMER)[0, :-1].sum(axis=0)
    ended = cells[CellTotal.CLOSED : CellTotal.CLOSED + Close.SERVED].sum()
    return Funnel(
        leads=int(cells[CellTotal.LEADS]),
        opportunities=int(cells[CellTotal.OPPORTUNITIES if opportunities else CellTotal.LEADS]),
        decided=int(cells[CellTotal.DECIDED] if opportunities else ended),
        wins=int(cells[CellTotal.CLOSED + Close.WON]),
        listed=int(customers[CustomerTotal.LIST_CENTS]),
        booked=int(cells[CellTotal.BOOKED_CENTS]),
        earned=tuple(flow / TICKS_PER_YEAR for flow in books.flows),
    )


@dataclass(frozen=True, eq=False)
class Part:
    """One factor: what it is a share of, replication by replication; NaN where there was nothing to see it in."""

    part: Floats
    whole: Floats
    unit: str

    @property
    def level(self) -> float:
        """The ratio of both sums, money in units of the currency; NaN where there is no whole."""
        whole = float(self.whole.sum()) * (CENTS_PER_UNIT if self.unit == "money" else 1.0)
        return float(self.part.sum()) / whole if whole else float("nan")

    @property
    def each(self) -> Floats:
        """The ratio in each replication."""
        shares: Floats = np.divide(
            self.part, self.whole, out=np.full(self.whole.shape, np.nan), where=self.whole != 0.0
        )
        return shares


def parts(funnels: Sequence[Funnel]) -> dict[str, Part]:
    """Return every factor of one world. Money is in cents."""
    table = {
        each.name: np.array([getattr(funnel, each.name) for funnel in funnels], dtype=np.float64)
        for each in fields(Funnel)
    }
    leads, made, decided, wins = (table[name] for name in ("leads", "opportunities", "decided", "wins"))
    listed, booked, earned = table["listed"], table["booked"], table["earned"]
    gross = earned[:, [Flow.START, Flow.SOLD, Flow.ACQUIRED]].sum(axis=1)
    runs = np.ones(len(funnels))
    flows_in = (leads > 0.0) & (
        made > 0.0
    )  # else whatever is decided was carried over from before the window
    worth = np.where(listed > 0.0, listed, booked)
    return {
        LEADS: Part(leads, runs, "count"),
        OPPORTUNITIES: Part(made, leads, "share"),
        IN_TIME: Part(decided, np.where(flows_in, made, 0.0), "share"),
        CARRIED: Part(np.where(flows_in, 0.0, decided), runs, "count"),
        WIN_RATE: Part(wins, decided, "share"),
        SIZE: Part(worth, wins, "money"),
        PRICE: Part(booked, worth, "share"),
        TIME_LEFT: Part(earned[:, Flow.SOLD], booked, "years"),
        AT_START: Part(earned[:, Flow.START], runs, "money"),
        ACQUIRED: Part(earned[:, Flow.ACQUIRED], runs, "money"),
        CHURN: Part(earned[:, Flow.CHURNED], gross, "share"),
        GROWTH: Part(earned[:, Flow.GROWN], gross, "share"),
    }


def comparable(a: Mapping[str, Part], b: Mapping[str, Part]) -> tuple[Levels, Levels]:
    """Return the factors of two worlds, replication by replication.

    What one could not see is taken to be as in the other, so that it explains nothing; what neither could is 0.
    """
    mine, theirs = ({name: part.each for name, part in parts.items()} for parts in (a, b))
    return _filled(mine, theirs), _filled(theirs, mine)


def bookings(of: Levels) -> Floats:
    """Return what factors make of bookings, in cents."""
    decided = of[LEADS] * of[OPPORTUNITIES] * of[IN_TIME] + of[CARRIED]
    booked: Floats = decided * of[WIN_RATE] * of[SIZE] * of[PRICE]
    return booked


def revenue(of: Levels) -> Floats:
    """Return what factors make of the revenue of contracts, in cents."""
    before_renewals = of[AT_START] + of[ACQUIRED] + bookings(of) * of[TIME_LEFT]
    earned: Floats = before_renewals * (1.0 + of[CHURN] + of[GROWTH])
    return earned


def _filled(mine: Levels, theirs: Levels) -> Levels:
    return {name: np.nan_to_num(np.where(np.isnan(each), theirs[name], each)) for name, each in mine.items()}
