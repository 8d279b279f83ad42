"""The accounts whose fate differs: the same buyers in both worlds, with the same luck, and what became of them in each."""

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from gtmsim.errors import UsageError
from gtmsim.explanation.apart import Apart
from gtmsim.explanation.books import NOBODY, SHARED_COSTS, Account, Books
from gtmsim.explanation.fate import Fate
from gtmsim.explanation.pairs import Pair, currency_of
from gtmsim.explanation.shares import Share
from gtmsim.measure.batches import NOTHING
from gtmsim.measure.intervals import Estimate, mean_interval
from gtmsim.program.tables import Ints, Program
from gtmsim.units import CENTS_PER_UNIT

if TYPE_CHECKING:
    import polars as pl

METRICS = ("profit", "bookings")
FRACTIONS = "fractions of cents"


@dataclass(frozen=True)
class Turn:
    """One account in one replication, as it fared in either world."""

    replication: int
    account: int
    a: Account
    b: Account
    cents: int  # what B has more of the metric


@dataclass(frozen=True, eq=False)
class Transition(Share):
    """All accounts with one fate in A and another (or the same) in B: how many there are, and what they make of the difference."""

    a: Fate
    b: Fate
    accounts: Ints
    example: Turn  # the one that makes the greatest difference in any replication

    def count(self, confidence: float = 0.95) -> Estimate:
        """Return how many accounts of a replication there are, with an interval."""
        return mean_interval(self.accounts.astype(np.float64), confidence)


@dataclass(frozen=True, eq=False)
class Fates(Apart):
    """What B has more than A, by the fates of accounts, and what belongs to no account.

    `a` and `b` are the metric in cents, a number a replication; transitions and what is `apart` add up to b - a in each.
    What belongs to no account are salaries, programs, and the fractions of cents by which accounts are rounded.
    """

    programs: tuple[Program, Program]
    metric: str
    currency: str
    seed: int
    a: Ints
    b: Ints
    transitions: tuple[Transition, ...]
    apart: tuple[Share, ...]
    confidence: float = 0.95

    def matrix(self) -> "pl.DataFrame":
        """Return how many accounts of a replication had which fate in A (rows) and in B (columns)."""
        import polars as pl

        rows = [(each.a.name.lower(), each.b.name.lower(), each.count().mean) for each in self.transitions]
        long = pl.DataFrame(rows, schema=["a", "b", "accounts"], orient="row")
        return long.pivot("b", index="a", values="accounts").fill_null(0.0)

    def frame(self) -> "pl.DataFrame":
        """Return one row a transition, and one a line that belongs to no account: accounts and money of a mean replication."""
        import polars as pl

        rows: list[tuple[object, ...]] = []
        for each in self.transitions:
            fates = (each.a.name.lower(), each.b.name.lower(), each.count().mean)
            rows.append((each.name, *fates, *self._told(each)))
        rows += [(each.name, None, None, None, *self._told(each)) for each in self.apart]
        columns = ("fates", "a", "b", "accounts", "mean", "low", "high", "share")
        kinds = (*[pl.String] * 3, *[pl.Float64] * 5)
        table = pl.DataFrame(rows, schema=dict(zip(columns, kinds, strict=True)), orient="row")
        return table.with_columns(pl.col(pl.Float64).fill_nan(None))

    def as_json(self) -> dict[str, object]:
        """Return it as plain data, money in units of the currency."""
        return {
            "metric": self.metric,
            "currency": self.currency,
            "total": self.total,
            "parts": self.frame().to_dicts(),
            "examples": [
                {
                    "fates": each.name,
                    "replication": each.example.replication,
                    "account": each.example.account,
                    "money": each.example.cents / CENTS_PER_UNIT,
                }
                for each in self.transitions
            ],
        }

    def _told(self, share: Share) -> tuple[float, float, float, float | None]:
        told = share.estimate(self.confidence)
        return share.money, told.low, told.high, share.money / self.total if self.total else None


@dataclass
class _Cell:
    """The accounts of one replication with the same two fates."""

    accounts: int = 0
    cents: int = 0


class Following:
    """Takes in replications of two worlds, and follows every account through both."""

    def __init__(
        self, a: Program, b: Program, seed: int, metric: str = "profit", confidence: float = 0.95
    ) -> None:
        if metric not in METRICS:
            raise UsageError(f"accounts are followed by {' or '.join(METRICS)}, not by {metric}")
        self._metric, self._confidence, self._seed = metric, confidence, seed
        self._programs, self._currency = (a, b), currency_of(a)
        self._cells: list[dict[tuple[Fate, Fate], _Cell]] = []
        self._apart: list[dict[str, int]] = []
        self._totals: list[tuple[int, int]] = []
        self._examples: dict[tuple[Fate, Fate], Turn] = {}

    def add(self, pair: Pair) -> None:
        """Take in the next replication."""
        cells: dict[tuple[Fate, Fate], _Cell] = defaultdict(_Cell)
        for account in {**pair.a.accounts, **pair.b.accounts}:
            a, b = (books.accounts.get(account, NOBODY) for books in (pair.a, pair.b))
            turn = Turn(pair.a.replication, account, a, b, self._worth(b) - self._worth(a))
            fates = a.fate, b.fate
            cells[fates].accounts += 1
            cells[fates].cents += turn.cents
            if fates not in self._examples or abs(turn.cents) > abs(self._examples[fates].cents):
                self._examples[fates] = turn
        a_total, b_total = (self._total(books) for books in (pair.a, pair.b))
        apart = {}
        if self._metric == "profit":
            apart = {kind: pair.a.costs[kind] - pair.b.costs[kind] for kind in SHARED_COSTS}
        of_accounts = sum(cell.cents for cell in cells.values())
        apart[FRACTIONS] = b_total - a_total - of_accounts - sum(apart.values())
        self._cells.append(cells)
        self._apart.append(apart)
        self._totals.append((a_total, b_total))

    def finish(self, count: int | None = None) -> Fates:
        """Return what became of accounts in the first replications, all unless said. Raises UsageError if nothing was taken in."""
        if not self._totals:
            raise UsageError(NOTHING)
        for kept in (self._totals, self._cells, self._apart):
            del kept[count if count is not None else len(kept) :]
        a, b = np.array(self._totals, np.int64).T
        transitions = sorted(map(self._transition, self._examples), key=_rank)
        apart = [
            Share(name, np.array([each[name] for each in self._apart], np.int64)) for name in self._apart[0]
        ]
        return Fates(
            self._programs,
            self._metric,
            self._currency,
            self._seed,
            a,
            b,
            tuple(transitions),
            tuple(share for share in apart if share.cents.any()),
            self._confidence,
        )

    def _transition(self, fates: tuple[Fate, Fate]) -> Transition:
        nothing = _Cell()
        cells = [each.get(fates, nothing) for each in self._cells]
        cents, accounts = (
            np.array([getattr(cell, name) for cell in cells], np.int64) for name in ("cents", "accounts")
        )
        return Transition(words(fates), cents, *fates, accounts, self._examples[fates])

    def _worth(self, account: Account) -> int:
        return account.profit if self._metric == "profit" else account.booked

    def _total(self, books: Books) -> int:
        return books.profit if self._metric == "profit" else books.bookings


def _rank(each: Transition) -> tuple[int, ...]:
    return -abs(int(each.cents.sum())), -int(each.accounts.sum()), each.a, each.b


def words(fates: tuple[Fate, Fate]) -> str:
    """Return two fates as a name: `lost, won`."""
    return ", ".join(fate.name.lower().replace("_", " ") for fate in fates)
