"""One replication's books: what every account brought and cost, and what belongs to none, in whole cents.

Accounts are read off the event records alone; what the engine added up beside them says what they have to come to.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from gtmsim.engines.contract import Batch, RecordStream, Trace
from gtmsim.errors import InvariantError
from gtmsim.explanation.entries import Entries, Entry
from gtmsim.explanation.fate import Fate
from gtmsim.explanation.flows import Flow
from gtmsim.measure.money import money
from gtmsim.measure.sheet import Sheet
from gtmsim.program.tables import Program
from gtmsim.units import CENTS_PER_UNIT, TICKS_PER_YEAR

# The kinds of cost, and the dimension under which `measure.money` tells each.
COSTS = {
    "people": "team",
    "commission": "pay",
    "leads and partners": "source",
    "programs": "money",
    "help bought for deals": "for",
}
SHARED_COSTS = ("people", "programs")  # which belong to no account


@dataclass(frozen=True, slots=True)
class Account:
    """What an account came to in the measured window, in whole cents.

    `earned` is revenue where contracts are kept, bookings elsewhere. `cost` is what its leads cost, the commission on what it
    bought, and outside help for its deals: nobody's salary belongs to an account.
    """

    fate: Fate
    booked: int
    earned: int
    cost: int

    @property
    def profit(self) -> int:
        """What it earned less what it cost."""
        return self.earned - self.cost


NOBODY = Account(Fate.ABSENT, 0, 0, 0)


@dataclass(frozen=True, eq=False)
class Books:
    """One replication. Amounts are whole cents: those of the metrics of the same name, rounded.

    `flows` are what each `Flow` added to revenue, over all accounts, in cents x ticks a year.
    """

    program: Program
    replication: int
    sheet: Sheet
    contracts: bool  # whether contracts are kept, so that profit is revenue less cost
    accounts: Mapping[int, Account]
    flows: tuple[int, ...]
    bookings: int
    profit: int
    costs: Mapping[str, int]  # by the kinds of COSTS


def books_of(stream: RecordStream) -> Books:
    """Return the books of a replication, read while it happens.

    Raises InvariantError if the accounts do not come to what the engine has booked and recognised itself.
    """
    entries = Entries(stream.program, stream.params)
    for records in stream:
        entries.read(records)
    kept = list(entries.finish())
    sheet = Sheet(_batch(stream.rest))
    told = {series.key: series for series in money(sheet)}
    costs = {
        kind: _cents(
            sum(float(s.values[0]) for s in told.values() if (s.metric, s.dimension) == ("cost", where))
        )
        for kind, where in COSTS.items()
    }
    accounts = {account: _account(entry, contracts=entries.contracts) for account, entry in kept}
    flows = tuple(sum(entry.contract.flows[flow] for _, entry in kept) for flow in Flow)
    books = Books(
        stream.program,
        stream.replication,
        sheet,
        entries.contracts,
        accounts,
        flows,
        _cents(float(told["bookings"].values[0])),
        _cents(float(told["profit"].values[0])),
        costs,
    )
    _check(books, stream)
    return books


def _account(entry: Entry, *, contracts: bool) -> Account:
    earned = sum(entry.contract.flows) // TICKS_PER_YEAR if contracts else entry.booked
    return Account(
        entry.at_horizon(contracts=contracts),
        entry.booked,
        earned,
        round(entry.bought) + entry.paid + entry.help,
    )


def _check(books: Books, stream: RecordStream) -> None:
    booked = sum(account.booked for account in books.accounts.values())
    if booked != books.bookings:
        raise InvariantError(
            f"accounts have booked {booked} cents, the engine {books.bookings} "
            f"(seed {stream.seed}, replication {books.replication})"
        )


def _batch(rest: Trace) -> Batch:
    """Return what the engine added up, as a batch of one replication."""
    table = rest.params[rest.program.slots][np.newaxis]
    return Batch(
        rest.program,
        rest.engine,
        rest.seed,
        rest.replication,
        1,
        rest.totals[np.newaxis],
        rest.ledger,
        rest.weekly,
        table,
    )


def _cents(amount: float) -> int:
    return round(amount * CENTS_PER_UNIT)
