"""Rivals: which deals they were in, and who won them; the metrics, and the fold's view."""

from collections.abc import Callable, Iterator

import numpy as np

from gtmsim.measure.levels import present
from gtmsim.measure.metric import HIGHER, LOWER, NEITHER, Metric
from gtmsim.measure.sheet import Series, Sheet, ratio
from gtmsim.measure.stock import Stock
from gtmsim.measure.sums import Record, Sums
from gtmsim.program.layout import Close, RivalTotal, StockKind, TotalBlock, What
from gtmsim.program.tables import Floats, Ints, Program

NEEDS = "world.rivals"
_COUNTS = {
    "rival_deals": RivalTotal.MET,
    "won_against_rivals": RivalTotal.WON,
    "lost_to_rivals": RivalTotal.LOST,
    "taken_from_rivals": RivalTotal.TAKEN,
}


def has_rivals(program: Program) -> bool:
    """Return whether a program has rivals with names."""
    return any(present(program).rivals)


RIVAL_METRICS = (
    Metric("rival_deals", "count", NEITHER, "deals with a named rival in them", NEEDS, has_rivals),
    Metric("won_against_rivals", "count", HIGHER, "of these, won", NEEDS, has_rivals),
    Metric("lost_to_rivals", "count", LOWER, "of these, lost by who meant to buy: the rival has won them", NEEDS, has_rivals),
    Metric("taken_from_rivals", "count", HIGHER, "wins of accounts that were a rival's customers", NEEDS, has_rivals),
    Metric("contested_win_rate", "share", HIGHER, "won / won and lost, of deals with a named rival in them", NEEDS, has_rivals),
    Metric("win_loss", "ratio", HIGHER, "deals won / deals lost, of those with a named rival in them", NEEDS, has_rivals),
)  # fmt: skip

RIVAL_STOCKS = (
    Stock(
        StockKind.MARKET_SHARE,
        "market_share",
        "share",
        HIGHER,
        "our customers / ours and those of rivals, of the accounts of the market",
        NEEDS,
        "segment",
    ),
    Stock(StockKind.RIVAL_CUSTOMERS, "rival_customers", "count", LOWER, "accounts that are a rival's customers", NEEDS, "rival"),
    Stock(
        StockKind.RIVAL_FIT,
        "rival_fit",
        "share",
        NEITHER,
        "share of what segments need that a rival has, the mean over segments by accounts",
        "world.rivals and attributes",
        "rival",
    ),
    Stock(StockKind.RIVAL_PRICE, "rival_price", "ratio", NEITHER, "a rival's price against our list price", NEEDS, "rival"),
    Stock(StockKind.SHARE_OF_VOICE, "share_of_voice", "share", HIGHER, "our part of what is said in the market", NEEDS),
    Stock(
        StockKind.RIVALS_KNOWN,
        "rivals_known",
        "share",
        HIGHER,
        "share of what there is to know of rivals that is known",
        "world.rivalry.intelligence.built_by",
    ),
)  # fmt: skip


def rivals(sheet: Sheet) -> Iterator[Series]:
    """Yield how deals with rivals in them went, over all and by rival."""
    table = sheet.block(TotalBlock.RIVAL)
    for metric, column in _COUNTS.items():
        yield from _by_rival(sheet, metric, _count(column), table)
    yield from _by_rival(sheet, "contested_win_rate", _win_rate, table)
    yield from _by_rival(
        sheet, "win_loss", lambda each: ratio(each[..., RivalTotal.WON], each[..., RivalTotal.LOST]), table
    )


def _count(column: RivalTotal) -> Callable[[Ints], Floats]:
    return lambda table: table[..., column].astype(np.float64)


def _win_rate(table: Ints) -> Floats:
    won = table[..., RivalTotal.WON]
    return ratio(won, won + table[..., RivalTotal.LOST])


def _by_rival(sheet: Sheet, metric: str, told: Callable[[Ints], Floats], table: Ints) -> Iterator[Series]:
    yield Series(metric, told(table.sum(axis=1)))
    yield from sheet.by_id(metric, "rival", sheet.names.rivals, told(table))


class Rivalries:
    """Counts what became of deals with rivals in them."""

    def __init__(self, sums: Sums) -> None:
        self.sums = sums
        self.met: dict[
            int, tuple[int, bool]
        ] = {}  # by lead: its rival, and whether it was the rival's customer
        self.handlers: dict[int, Callable[[Record], None]] = {
            What.LEAD: lambda r: self._forget(r.entity),
            What.RIVAL_MET: self._met,
            What.WENT_TO_RIVAL: lambda r: self._count(r.a, RivalTotal.LOST),
            What.WON: lambda r: self._decided(r.entity, Close.WON),
            What.CLOSED: lambda r: self._decided(r.entity, r.a),
        }

    def finish(self) -> None:
        """Nothing is left to do at the horizon."""

    def _forget(self, entity: int) -> None:
        self.met.pop(entity, None)

    def _met(self, r: Record) -> None:
        self.met[r.entity] = (r.a, bool(r.b))
        self._count(r.a, RivalTotal.MET)

    def _decided(self, entity: int, close: int) -> None:
        rival, was_theirs = self.met.pop(entity, (-1, False))
        if rival >= 0 and close == Close.WON:
            self._count(rival, RivalTotal.WON)
            if was_theirs:
                self._count(rival, RivalTotal.TAKEN)

    def _count(self, rival: int, column: int) -> None:
        self.sums.count(TotalBlock.RIVAL, rival, column, by=1)
