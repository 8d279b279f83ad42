"""Where leads come from: streams as an export shows them, and a finite market of accounts."""

from collections.abc import Callable
from dataclasses import dataclass

from gtmsim.engines.reference.book import Book
from gtmsim.engines.reference.clock import Alarm, Clock, Story
from gtmsim.engines.reference.deals import Deals
from gtmsim.engines.reference.demand import Demand
from gtmsim.engines.reference.lives import Deal
from gtmsim.engines.reference.luck import Luck, Numbers
from gtmsim.program.layout import (
    Block,
    Limit,
    Phase,
    Purpose,
    SegmentCol,
    SourceCol,
    SourceInt,
    SourceKind,
    What,
)
from gtmsim.program.tables import Program
from gtmsim.units import TICKS_PER_WEEK


class Streams:
    """Leads that simply come: arrival n when the integrated rate has passed the n-th exponential."""

    def __init__(self, program: Program, clock: Clock, deals: Deals, numbers: Numbers, luck: Luck) -> None:
        self.program = program
        self.clock = clock
        self.deals = deals
        self.numbers = numbers
        self.luck = luck
        self.rules = luck.rules
        for source in range(program.sources):
            if program.source_ints[source][SourceInt.KIND] == SourceKind.STREAM:
                clock.begin(self._arrivals(source))

    def _arrivals(self, source: int) -> Story:
        row = self.program.source_ints[source]
        last = int(row[SourceInt.LAST])
        n = 0
        if row[SourceInt.FIRST] > 0:
            yield self.clock.until(0, Phase.ARRIVAL, source)
            for n in range(int(row[SourceInt.FIRST])):
                self._lead(source, n)
            n = int(row[SourceInt.FIRST])
        tick = 0
        while last < 0 or n < last:
            tick = self._next(source, n, tick)
            if tick >= self.program.horizon:
                return
            yield self.clock.until(tick, Phase.ARRIVAL, source)
            self._lead(source, n)
            n += 1

    def _lead(self, source: int, n: int) -> None:
        account = (source << 32) | n
        mix = self.numbers.place(Block.MIX, source)
        u = self.luck.u(Purpose.SEGMENT, account)
        self.deals.begin(
            source, account, self.rules.pick(u, self.numbers.view, mix, self.program.segments), 0
        )

    def _next(self, source: int, n: int, tick: int) -> int:
        """Return when arrival n comes, the one before having come at `tick`; the horizon if it does not."""
        row = self.program.source_ints[source]
        rate = self.numbers.get(Block.SOURCE, source, SourceCol.RATE)
        sigma = self.numbers.get(Block.SOURCE, source, SourceCol.DAY_SIGMA)
        need = self.rules.exponential(self.luck.u(Purpose.ARRIVAL_GAP, source, n), 1.0)
        first, end = int(row[SourceInt.FIRST_CELL]), int(row[SourceInt.FIRST_CELL] + row[SourceInt.CELLS])
        for cell in range(first, end):
            until = int(self.program.cell_tick[cell + 1]) if cell + 1 < end else self.program.horizon
            if until <= tick:
                continue
            day = self.luck.u(Purpose.ARRIVAL_DAY, source, int(self.program.cell_day[cell]))
            hazard = rate * float(self.program.cell_shape[cell]) * self.rules.day_factor(day, sigma)
            wait = self.rules.raise_after(need, hazard, until - tick)
            if wait >= 0:
                return int(tick + wait)
            need = self.rules.need_left(need, hazard, until - tick)
            tick = until
        return self.program.horizon


@dataclass(eq=False)
class Account:
    """An account of the finite market. When it is in the market is its own affair, whatever any organisation does."""

    number: int  # MARKET << 32 | segment << 24 | n
    segment: int
    potential: float = 1.0  # what its deals are worth against the usual ones
    customer: bool = False
    in_play: bool = False  # a lead of it is alive
    watching: bool = False  # an episode is open and has not raised its hand
    expanding: bool = False  # the same, of a customer
    need: float = 0.0
    episode: int = 0
    alarm: Alarm | None = None


class Pool:
    """The finite market: accounts whose episodes open and shut, and who raise their hand as awareness makes them."""

    def __init__(
        self,
        program: Program,
        clock: Clock,
        book: Book,
        deals: Deals,
        demand: Demand,
        numbers: Numbers,
        luck: Luck,
    ) -> None:
        self.program = program
        self.clock = clock
        self.book = book
        self.deals = deals
        self.numbers = numbers
        self.luck = luck
        self.rules = luck.rules
        self.demand = demand
        self.accounts: list[Account] = []
        if program.has_market:
            self.accounts = [
                self._account(segment, n)
                for segment, accounts in enumerate(program.segment_accounts.tolist())
                for n in range(accounts)
            ]
        self.by_number = {account.number: account for account in self.accounts}
        for account in self.accounts:
            clock.begin(self._episodes(account))
        deals.closed = self._closed
        self.customer_looks: Callable[[Account], None] = lambda _account: None

    def _account(self, segment: int, n: int) -> Account:
        number = (Limit.MARKET << 32) | (segment << Limit.SEGMENT_SHIFT) | n
        u = self.luck.u(Purpose.POTENTIAL, number)
        return Account(
            number, segment, self.rules.potential(u, self._segment(segment, SegmentCol.POTENTIAL_SPREAD))
        )

    def _episodes(self, account: Account) -> Story:
        rate = self._segment(account.segment, SegmentCol.IN_MARKET)
        tick, episode = self.rules.some_ticks(self._segment(account.segment, SegmentCol.EMERGES)), 0
        while rate > 0.0:
            index = self.rules.draw_index(episode, 0, 0, 0)
            gap = self.rules.exponential(self.luck.u(Purpose.EPISODE_GAP, account.number, index), 1.0 / rate)
            tick += self.rules.whole_ticks(gap)
            if tick >= self.clock.horizon:
                return
            yield self.clock.until(tick, Phase.EPISODE, account.number << 16)
            self._opens(account, episode)
            u = self.luck.u(Purpose.EPISODE_STAY, account.number, index)
            tick += self.rules.whole_ticks(
                self.numbers.drawn(Block.SEGMENT, account.segment, SegmentCol.STAY, u)
            )
            if tick >= self.clock.horizon:
                return
            yield self.clock.until(tick, Phase.EPISODE, account.number << 16)
            self._shuts(account, episode)
            episode += 1

    def _opens(self, account: Account, episode: int) -> None:
        self.book.record(account.number << 16, What.OPENED, episode)
        account.episode = episode
        if account.in_play:
            return
        if account.customer:
            self.customer_looks(account)
            return
        index = self.rules.draw_index(episode, 0, 0, 0)
        account.watching = True
        account.need = self.rules.exponential(self.luck.u(Purpose.HAND_RAISE, account.number, index), 1.0)
        self._watch(account)

    def _shuts(self, account: Account, episode: int) -> None:
        self.book.record(account.number << 16, What.SHUT, episode)
        account.watching = account.expanding = False
        if account.alarm is not None:
            account.alarm.forget()
            account.alarm = None

    def _watch(self, account: Account) -> None:
        """Let the hazard act until the week ends: either the hand goes up before, or less is needed then."""
        now, hazard = self.clock.now, self.demand.hazard[account.segment]
        left = TICKS_PER_WEEK - now % TICKS_PER_WEEK
        wait = self.rules.raise_after(account.need, hazard, left)
        if wait < 0:
            account.need = self.rules.need_left(account.need, hazard, left)
            return
        account.alarm = self.clock.at(
            now + wait, Phase.RAISE, account.number << 16, lambda: self._raises(account)
        )

    def _raises(self, account: Account) -> None:
        account.alarm, account.watching, account.in_play = None, False, True
        sources, index = self.program.sources, self.rules.draw_index(account.episode, 0, 0, 0)
        # Which channel it answers: as the hazards stand at that moment, each counts for its share.
        channel = self.rules.pick(
            self.luck.u(Purpose.CHANNEL, account.number, index),
            self.demand.by_channel,
            account.segment * sources,
            sources,
        )
        self.deals.begin(
            channel, account.number, account.segment, account.episode, potential=account.potential
        )

    def found(self, account: Account) -> None:
        """Somebody has called while it was looking: it need not raise its hand any more."""
        if account.alarm is not None:
            account.alarm.forget()
        account.alarm, account.watching, account.in_play = None, False, True

    def _closed(self, deal: Deal) -> None:
        account = self.by_number.get(deal.account)
        if account is not None:
            account.in_play = False

    def week_begins(self) -> None:
        """Let every open episode meet the new hazard."""
        for account in self.accounts:
            if account.watching:
                self._watch(account)

    def _segment(self, segment: int, column: SegmentCol) -> float:
        return self.numbers.get(Block.SEGMENT, segment, column)
