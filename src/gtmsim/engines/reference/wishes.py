"""What single accounts ask developers for: by deals in play and by customers; what is promised of it, and what becomes of that."""

from array import array
from collections.abc import Callable

from gtmsim.engines.reference.arrays import places
from gtmsim.engines.reference.book import Book
from gtmsim.engines.reference.lives import Contract, Deal
from gtmsim.engines.reference.luck import Luck, Numbers
from gtmsim.program.layout import (
    Block,
    Limit,
    MarketCol,
    Purpose,
    RoadmapCol,
    RoadmapTotal,
    StageInt,
    Stream,
    TotalBlock,
    What,
    WishCol,
    WishState,
)
from gtmsim.program.tables import Program
from gtmsim.units import TICKS_PER_WEEK

NO_WISH = -1
WIDTH = int(WishCol.WIDTH)


class Wishes:
    """The table of one-offs that accounts wait for."""

    def __init__(self, program: Program, book: Book, numbers: Numbers, luck: Luck) -> None:
        self.told_late: Callable[[int], None] = lambda _segment: None
        self.program = program
        self.book = book
        self.numbers = numbers
        self.luck = luck
        self.rules = luck.rules
        self.on = program.developed_by >= 0
        self.table = places(Limit.WISHES * WIDTH if self.on else 0)
        self.rows = 0  # used so far
        self.contracts: dict[int, Contract] = {}  # by account, those of customers
        self.fit: Callable[[int, int, int], float] = lambda _product, _segment, _account: 0.0

    # --- asking -------------------------------------------------------------------------------------------------------------

    def enters(self, deal: Deal) -> None:
        """Let a deal that comes to its last stage ask for what it misses, and a seller promise it or not."""
        if not self.on or deal.asked_for or not self.program.stage_ints[deal.stage][StageInt.CLOSES]:
            return
        if not self._misses_something(deal):
            return
        deal.asked_for = True
        index = self.rules.draw_index(*deal.address())
        deal.wish = self._ask(deal.account, Stream.DEALS, index, deal.value)
        if deal.wish == NO_WISH:
            return
        u = self.luck.u(Purpose.PROMISES, deal.account, index)
        if self.rules.promises_it(u, self._number(RoadmapCol.PROMISES)):
            due = self.book.clock.now + int(self.rules.whole_ticks(self._number(RoadmapCol.DUE)))
            self.table[deal.wish * WIDTH + WishCol.DUE] = due
            deal.carried += self._number(RoadmapCol.LIFT)
            self.book.record(deal.account << 16, What.PROMISED, due)
            self._count(RoadmapTotal.PROMISED)

    def _misses_something(self, deal: Deal) -> bool:
        """Return whether a deal is offered less than the usual fit; where fit counts for nothing, everybody misses something."""
        if self.numbers.get(Block.MARKET, 0, MarketCol.FIT) <= 0.0:
            return True
        usual = self.numbers.get(Block.MARKET, 0, MarketCol.USUAL)
        return bool(self.rules.falls_short(self.fit(deal.product, deal.segment, deal.account), usual))

    def week_begins(self) -> None:
        """Notice which promises are overdue, and let customers ask."""
        now = self.book.clock.now
        while (row := int(self.rules.next_broken(self.table, self.rows, now))) != NO_WISH:
            self.table[row * WIDTH + WishCol.BROKEN] = 1.0
            account = self._cell(row, WishCol.ACCOUNT)
            self.book.record(account << 16, What.BROKEN_PROMISE, self._cell(row, WishCol.DUE))
            self._count(RoadmapTotal.BROKEN)
            self._overdue(account, 1)
        asks = self._number(RoadmapCol.ASKS)
        if asks > 0.0:
            for contract in self.contracts.values():
                if contract.alive:
                    self._may_ask(contract, asks)

    def _may_ask(self, contract: Contract, asks: float) -> None:
        if contract.ask_need <= 0.0:
            u = self.luck.u(Purpose.ASKS_FOR, contract.account, contract.asked_for)
            contract.ask_need = self.rules.exponential(u, 1.0)
        if self.rules.raise_after(contract.ask_need, asks, TICKS_PER_WEEK) < 0:
            contract.ask_need = self.rules.need_left(contract.ask_need, asks, TICKS_PER_WEEK)
            return
        self._ask(contract.account, Stream.CUSTOMERS, contract.asked_for, contract.arr)
        contract.asked_for += 1
        contract.ask_need = 0.0

    def _ask(self, account: int, stream: Stream, index: int, value: int) -> int:
        """Write down a wish and return its row; when the table is full, the oldest that nobody promised is forgotten."""
        row = int(self.rules.free_wish(self.table, self.rows))
        if row == NO_WISH and self.rows < Limit.WISHES:
            row, self.rows = self.rows, self.rows + 1
        elif row == NO_WISH:
            row = int(self.rules.oldest_wish(self.table, self.rows))
            if row == NO_WISH:
                return NO_WISH
            self._drop(row)
        self.table[row * WIDTH : (row + 1) * WIDTH] = array(
            "d", [1.0 + stream, account, index, self.book.clock.now, 0.0, value, 0.0, 0.0]
        )
        self.book.record(account << 16, What.WISHED, stream, value)
        self._count(RoadmapTotal.WISHED)
        return row

    # --- what becomes of it -------------------------------------------------------------------------------------------------

    def won(self, deal: Deal, contract: Contract) -> None:
        """Let a new customer remember which promise to the deal is overdue already."""
        if self._is_of(deal.wish, deal.account) and self.table[deal.wish * WIDTH + WishCol.BROKEN] > 0.0:
            contract.overdue += 1

    def lost(self, deal: Deal) -> None:
        """Forget what a deal asked for that is not won."""
        if self._is_of(deal.wish, deal.account):
            self._unwanted(deal.wish)

    def churned(self, contract: Contract) -> None:
        """Forget everything that somebody asked for who leaves."""
        contract.overdue = 0
        for row in range(self.rows):
            if self.table[row * WIDTH] > 0.0 and self._cell(row, WishCol.ACCOUNT) == contract.account:
                self._unwanted(row)

    def take_up(self, stream: int, since: int) -> int:
        """Return the wish of a stream to be built next, or NO_WISH."""
        row = int(self.rules.next_wish(self.table, self.rows, 1.0 + stream, since))
        if row != NO_WISH:
            self.table[row * WIDTH + WishCol.STATE] = WishState.BEING_BUILT
        return row

    def hand_over(self, row: int) -> int:
        """Note what has been built; return the account if it still wants it, else NO_WISH."""
        now, at = self.book.clock.now, row * WIDTH
        account, due = self._cell(row, WishCol.ACCOUNT), self._cell(row, WishCol.DUE)
        ticks = now - self._cell(row, WishCol.SINCE)
        purpose = Purpose.STILL_WANTED
        if self.table[at] != 1.0 + Stream.DEALS:
            purpose = Purpose.WANTED_BY_CUSTOMER
        wanted = self.table[at + WishCol.STATE] != WishState.UNWANTED and bool(
            self.rules.still_wanted(
                self.luck.u(purpose, account, self._cell(row, WishCol.INDEX)),
                self._number(RoadmapCol.STALENESS),
                ticks,
            )
        )
        self.book.record(account << 16, What.BUILT, int(wanted), ticks)
        self._count(RoadmapTotal.FITTED if wanted else RoadmapTotal.STALE)
        self._count(RoadmapTotal.ONE_OFF_TICKS, ticks)
        if due > 0:
            late = self.table[at + WishCol.BROKEN] > 0.0
            self.book.record(account << 16, What.KEPT, due, int(not late))
            if late:
                self._overdue(account, -1)
            else:
                self._count(RoadmapTotal.KEPT)
        self.table[at] = 0.0
        return account if wanted else NO_WISH

    def waiting(self) -> int:
        """Return how many one-offs accounts wait for."""
        return int(self.rules.waiting_wishes(self.table, self.rows))

    def _unwanted(self, row: int) -> None:
        """Forget a wish; what is being built of it is built to its end for nobody."""
        if self.table[row * WIDTH + WishCol.BROKEN] > 0.0:
            self._overdue(self._cell(row, WishCol.ACCOUNT), -1)
        if self.table[row * WIDTH + WishCol.STATE] > 0.0:
            self.table[row * WIDTH + WishCol.STATE] = WishState.UNWANTED
            self.table[row * WIDTH + WishCol.DUE] = 0.0
        else:
            self._drop(row)

    def _drop(self, row: int) -> None:
        account, stream = self._cell(row, WishCol.ACCOUNT), self._cell(row, WishCol.FOR) - 1
        self.book.record(account << 16, What.DROPPED, stream)
        self._count(RoadmapTotal.DROPPED)
        self.table[row * WIDTH] = 0.0

    def _overdue(self, account: int, more: int) -> None:
        contract = self.contracts.get(account)
        if contract is not None and contract.alive:
            contract.overdue += more
            if more > 0:
                self.told_late(contract.segment)

    def _is_of(self, row: int, account: int) -> bool:
        """Return whether a row still holds what an account's deal asked for."""
        return (
            row != NO_WISH
            and self.table[row * WIDTH] == 1.0 + Stream.DEALS
            and self._cell(row, WishCol.ACCOUNT) == account
        )

    def _cell(self, row: int, column: WishCol) -> int:
        return int(self.table[row * WIDTH + column])

    def _count(self, column: RoadmapTotal, amount: int = 1) -> None:
        self.book.count(TotalBlock.ROADMAP, 0, column, amount)

    def _number(self, column: RoadmapCol) -> float:
        return self.numbers.get(Block.ROADMAP, 0, column)
