"""Where leads come from: streams as an export shows them, and a finite market of accounts."""

from dataclasses import dataclass

from gtmsim.engines.reference.book import Book
from gtmsim.engines.reference.clock import Alarm, Clock, Story
from gtmsim.engines.reference.deals import Deals
from gtmsim.engines.reference.lives import Deal
from gtmsim.engines.reference.luck import Luck, Numbers
from gtmsim.program.layout import (
    Block,
    Close,
    Limit,
    Phase,
    Purpose,
    RunCol,
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
    customer: bool = False
    in_play: bool = False  # a lead of it is alive
    watching: bool = False  # an episode is open and has not raised its hand
    need: float = 0.0
    episode: int = 0
    alarm: Alarm | None = None


class Pool:
    """The finite market: accounts whose episodes open and shut, and who raise their hand as awareness makes them."""

    def __init__(
        self, program: Program, clock: Clock, book: Book, deals: Deals, numbers: Numbers, luck: Luck
    ) -> None:
        self.program = program
        self.clock = clock
        self.book = book
        self.deals = deals
        self.numbers = numbers
        self.luck = luck
        self.rules = luck.rules
        self.source = program.pool_source
        self.stock = 0.0
        self.hazard = 0.0
        self.accounts: list[Account] = []
        if self.source >= 0:
            self.accounts = [
                Account((Limit.MARKET << 32) | (segment << Limit.SEGMENT_SHIFT) | n, segment)
                for segment, accounts in enumerate(program.segment_accounts.tolist())
                for n in range(accounts)
            ]
        self.by_number = {account.number: account for account in self.accounts}
        for account in self.accounts:
            clock.begin(self._episodes(account))
        deals.closed = self._closed

    def _episodes(self, account: Account) -> Story:
        rate = self._source(SourceCol.IN_MARKET)
        tick = episode = 0
        while rate > 0.0:
            index = self.rules.draw_index(episode, 0, 0, 0)
            gap = self.rules.exponential(self.luck.u(Purpose.EPISODE_GAP, account.number, index), 1.0 / rate)
            tick += self.rules.whole_ticks(gap)
            if tick >= self.clock.horizon:
                return
            yield self.clock.until(tick, Phase.EPISODE, account.number << 16)
            self._opens(account, episode)
            u = self.luck.u(Purpose.EPISODE_STAY, account.number, index)
            tick += self.rules.whole_ticks(self.numbers.drawn(Block.SOURCE, self.source, SourceCol.STAY, u))
            if tick >= self.clock.horizon:
                return
            yield self.clock.until(tick, Phase.EPISODE, account.number << 16)
            self._shuts(account, episode)
            episode += 1

    def _opens(self, account: Account, episode: int) -> None:
        self.book.record(account.number << 16, What.OPENED, episode)
        account.episode = episode
        if account.customer or account.in_play:
            return
        index = self.rules.draw_index(episode, 0, 0, 0)
        account.watching = True
        account.need = self.rules.exponential(self.luck.u(Purpose.HAND_RAISE, account.number, index), 1.0)
        self._watch(account)

    def _shuts(self, account: Account, episode: int) -> None:
        self.book.record(account.number << 16, What.SHUT, episode)
        account.watching = False
        if account.alarm is not None:
            account.alarm.forget()
            account.alarm = None

    def _watch(self, account: Account) -> None:
        """Let the hazard act until the week ends: either the hand goes up before, or less is needed then."""
        now = self.clock.now
        left = TICKS_PER_WEEK - now % TICKS_PER_WEEK
        wait = self.rules.raise_after(account.need, self.hazard, left)
        if wait < 0:
            account.need = self.rules.need_left(account.need, self.hazard, left)
            return
        account.alarm = self.clock.at(
            now + wait, Phase.RAISE, account.number << 16, lambda: self._raises(account)
        )

    def _raises(self, account: Account) -> None:
        account.alarm, account.watching, account.in_play = None, False, True
        self.deals.begin(self.source, account.number, account.segment, account.episode)

    def found(self, account: Account) -> None:
        """Somebody has called while it was looking: it need not raise its hand any more."""
        if account.alarm is not None:
            account.alarm.forget()
        account.alarm, account.watching, account.in_play = None, False, True

    def _closed(self, deal: Deal, close: int) -> None:
        account = self.by_number.get(deal.account)
        if account is not None:
            account.in_play = False
            account.customer = account.customer or close == Close.WON

    def week_begins(self, week: int) -> None:
        """Let awareness be what last week's hours left; every open episode meets the new hazard."""
        kept = self.numbers.get(Block.RUN, 0, RunCol.AWARENESS_KEPT)
        hours = self.book.hours_last_week(week, self.program.built_by)
        self.stock = self.rules.kept_and_added(self.stock, kept, hours)
        if self.source >= 0:
            self.hazard = self.rules.hand_raise_hazard(
                self.stock,
                self.numbers.get(Block.RUN, 0, RunCol.AWARENESS_SCALE),
                self._source(SourceCol.UNPROMPTED),
                self._source(SourceCol.PROMPTED),
            )
            for account in self.accounts:
                if account.watching:
                    self._watch(account)

    def awareness(self) -> int:
        """Return the stock of awareness in millionths."""
        return int(self.rules.micro(self.stock))

    def _source(self, column: SourceCol) -> float:
        return self.numbers.get(Block.SOURCE, self.source, column) if self.source >= 0 else 0.0
