"""Every account of one replication, kept from its event records while they are read."""

from collections.abc import Callable, Iterable, Iterator

import numpy as np

from gtmsim.explanation.fate import OF_CLOSE, Fate
from gtmsim.explanation.flows import Contract, Flow
from gtmsim.measure.sums import DATES, Record
from gtmsim.program.layout import Block, Close, CustomerCol, Limit, RecordCol, RequestCol, SourceCol, What
from gtmsim.program.rules import whole_cents, worked_on
from gtmsim.program.tables import Floats, Ints, Program

ACCOUNT_SHIFT = 16  # a task is account << 16 | n
REQUEST_MASK = (1 << ACCOUNT_SHIFT) - 1


class Entry:
    """One account so far: its lead in play if there is one, its contract, and what it came to in the measured window."""

    __slots__ = (
        "alive",
        "booked",
        "bought",
        "contract",
        "fate",
        "held",
        "help",
        "leads",
        "paid",
        "queued",
        "source",
        "worked",
    )

    def __init__(self) -> None:
        self.source = -1  # of the lead in play
        self.alive = self.queued = self.worked = False
        self.fate = Fate.ABSENT  # the furthest that a lead which is over came
        self.held = False  # whether it was a customer when the window began
        self.contract = Contract()
        self.booked = self.paid = self.help = 0  # cents
        self.leads = 0
        self.bought = (
            0.0  # what its leads cost and the commission on its wins, in cents, at the prices of their day
        )

    def comes_to(self, fate: Fate) -> None:
        """Remember how a lead ended, if none came further."""
        self.fate = min(self.fate, fate)

    def at_horizon(self, *, contracts: bool) -> Fate:
        """Return what became of it."""
        fate = self.fate
        if self.alive:
            fate = min(fate, Fate.WAITING if self.queued and not self.worked else Fate.OPEN)
        if not contracts:
            return fate
        if self.held or self.contract.flows[Flow.ACQUIRED]:
            return Fate.STAYED if self.contract.arr else Fate.LEFT
        return Fate.WON_AND_LEFT if fate is Fate.WON and not self.contract.arr else fate


class Entries:
    """Reads the records of one replication, in their order; what it counts is what `measure.fold` counts, by account."""

    def __init__(self, program: Program, params: Floats) -> None:
        self.program, self.params = program, params
        self.contracts = bool(program.block(Block.CUSTOMER, params)[0, CustomerCol.TERM] > 0.0)
        self.accounts: dict[int, Entry] = {}
        self._read_prices(0)
        self._handlers: dict[int, Callable[[Record, Entry], None]] = {
            What.LEAD: self._lead,
            What.QUEUED: self._queued,
            What.TAKEN: self._taken,
            What.WON: self._won,
            What.CLOSED: self._closed,
            What.WENT_TO_RIVAL: self._to_rival,
            What.PAID: self._paid,
            What.ANSWERED: self._answered,
        }
        if self.contracts:
            self._handlers |= {
                What.CUSTOMER_FROM_START: lambda r, entry: self._becomes(entry, Flow.START, r.b, r.tick),
                What.RENEWED: lambda r, entry: self._becomes(entry, Flow.GROWN, r.b, r.tick),
                What.CHURNED: lambda r, entry: self._becomes(entry, Flow.CHURNED, 0, r.tick),
                What.LOST_ACCOUNT: lambda r, entry: self._becomes(entry, Flow.CHURNED, 0, r.tick),
                What.ACQUIRED: lambda r, entry: self._becomes(entry, Flow.ACQUIRED, r.b, r.tick),
            }
        self._wanted, self._of_leads = _table((*self._handlers, *DATES)), _table((What.QUEUED, What.TAKEN))
        self._began = False

    def read(self, records: Ints) -> None:
        """Read the next records."""
        what = records[:, RecordCol.WHAT]
        helps = self._of_leads[what] & ((records[:, RecordCol.ENTITY] & REQUEST_MASK) > 0)
        for row in records[self._wanted[what] & ~helps].tolist():
            record = Record(*row)
            if record.tick >= self.program.warm_up and not self._began:
                self._begin()
            if record.what in DATES:
                self._read_prices(record.tick)
                continue
            account = record.entity >> ACCOUNT_SHIFT
            entry = self.accounts.get(account)
            if entry is None:
                entry = self.accounts[account] = Entry()
            self._handlers[record.what](record, entry)

    def finish(self) -> Iterator[tuple[int, Entry]]:
        """Yield every account that had a lead, a contract or a cost in the window, once all records are read."""
        if not self._began:
            self._begin()
        for account, entry in self.accounts.items():
            came = entry.alive or entry.leads or entry.fate is not Fate.ABSENT
            if came or entry.paid or entry.help or any(entry.contract.flows):
                yield account, entry

    def _begin(self) -> None:
        """Note who is a customer when the window begins."""
        self._began = True
        for entry in self.accounts.values():
            entry.held = entry.contract.arr > 0

    def _read_prices(self, tick: int) -> None:
        held = self.program.held(self.params, tick)
        requests, sources = (self.program.block(block, held) for block in (Block.REQUEST, Block.SOURCE))
        self.lead_cents = sources[:, SourceCol.COST_CENTS].tolist()
        self.commission = sources[:, SourceCol.COMMISSION].tolist()
        self.help_cents = [whole_cents(x) for x in requests[:, RequestCol.COST_CENTS].tolist()]

    def _lead(self, r: Record, entry: Entry) -> None:
        entry.source = r.a >> Limit.LEAD_SOURCE_SHIFT
        entry.alive, entry.queued, entry.worked = True, False, False
        if self._counts(r):
            entry.leads += 1
            entry.bought += self.lead_cents[entry.source]

    def _queued(self, _: Record, entry: Entry) -> None:
        entry.queued = True

    def _taken(self, _: Record, entry: Entry) -> None:
        entry.worked = True

    def _to_rival(self, r: Record, entry: Entry) -> None:
        if self._counts(r):  # told of a lead that is lost
            entry.comes_to(Fate.TO_RIVAL)

    def _won(self, r: Record, entry: Entry) -> None:
        entry.alive = False
        if self._counts(r):
            entry.comes_to(Fate.WON)
            entry.booked += r.b
            entry.bought += self.commission[entry.source] * r.b
        if self.contracts:
            self._becomes(entry, Flow.SOLD, entry.contract.arr + r.b, r.tick)

    def _closed(self, r: Record, entry: Entry) -> None:
        if r.a == Close.WON:
            self._won(r, entry)
        elif r.a != Close.SERVED:
            entry.alive = False
            if self._counts(r):
                never = entry.queued and not entry.worked
                entry.comes_to(Fate.NEVER_WORKED if never else OF_CLOSE[Close(r.a)])

    def _paid(self, r: Record, entry: Entry) -> None:
        if self._counts(r):
            entry.paid += r.b

    def _answered(self, r: Record, entry: Entry) -> None:
        if worked_on(r.b) and self._counts(r):
            entry.help += self.help_cents[r.a]

    def _becomes(self, entry: Entry, flow: Flow, arr: int, tick: int) -> None:
        before = tick < self.program.warm_up
        left = self.program.horizon - max(tick, self.program.warm_up)
        entry.contract.moves(Flow.START if before else flow, arr - entry.contract.arr, left)

    def _counts(self, r: Record) -> bool:
        return r.tick >= self.program.warm_up


def _table(whats: Iterable[int]) -> "np.ndarray[tuple[int], np.dtype[np.bool_]]":
    """Return, by kind of record, whether it is among some."""
    told = np.zeros(max(What) + 1, np.bool_)
    told[list(whats)] = True
    return told
