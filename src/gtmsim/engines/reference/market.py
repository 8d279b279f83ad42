"""Where leads come from: streams as an export shows them, and a finite market of accounts."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

from gtmsim.engines.reference.book import Book
from gtmsim.engines.reference.clock import Alarm, Clock
from gtmsim.engines.reference.deals import Deals
from gtmsim.engines.reference.demand import Demand
from gtmsim.engines.reference.lives import Deal
from gtmsim.engines.reference.luck import Luck, Numbers
from gtmsim.program.layout import (
    Block,
    Limit,
    Phase,
    Purpose,
    PursuitTotal,
    RunCol,
    SegmentCol,
    SourceCol,
    SourceInt,
    SourceKind,
    TotalBlock,
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
        self.coming: dict[int, Coming] = {}
        for source in range(program.sources):
            if program.source_ints[source][SourceInt.KIND] == SourceKind.STREAM:
                if program.source_ints[source][SourceInt.FIRST] > 0:
                    clock.at(0, Phase.ARRIVAL, source, partial(self._first_arrive, source))
                else:
                    self._await(source, 0, 0)

    def _first_arrive(self, source: int) -> None:
        first = int(self.program.source_ints[source][SourceInt.FIRST])
        for n in range(first):
            self._lead(source, n)
        self._await(source, first, 0)

    def _arrives(self, source: int) -> None:
        n = self.coming[source].n
        self._lead(source, n)
        self._await(source, n + 1, self.clock.now)

    def _await(self, source: int, n: int, since: int) -> None:
        """Let arrival n come, the one before having come at `since`."""
        last = int(self.program.source_ints[source][SourceInt.LAST])
        self.coming.pop(source, None)
        if last < 0 or n < last:
            need = self.rules.exponential(self.luck.u(Purpose.ARRIVAL_GAP, source, n), 1.0)
            self.coming[source] = Coming(n, need, since, *self._rate(source))
            self._set(source)

    def _set(self, source: int) -> None:
        coming = self.coming[source]
        tick = self._next(source, coming)
        coming.alarm = self.clock.at(tick, Phase.ARRIVAL, source, partial(self._arrives, source))

    def rates_change(self) -> None:
        """Let what is still needed until the next arrival be served at the rates that hold from now on."""
        now = self.clock.now
        for source, coming in self.coming.items():
            rate, sigma = self._rate(source)
            if (rate, sigma) == (coming.rate, coming.sigma):
                continue
            for hazard, ticks in self._stretches(source, coming, now):
                coming.need = self.rules.need_left(coming.need, hazard, ticks)
            coming.since, coming.rate, coming.sigma = now, rate, sigma
            if coming.alarm is not None:
                coming.alarm.forget()
            self._set(source)

    def _rate(self, source: int) -> tuple[float, float]:
        get = self.numbers.get
        return get(Block.SOURCE, source, SourceCol.RATE), get(Block.SOURCE, source, SourceCol.DAY_SIGMA)

    def _lead(self, source: int, n: int) -> None:
        account = (source << 32) | n
        mix = self.numbers.place(Block.MIX, source)
        u = self.luck.u(Purpose.SEGMENT, account)
        self.deals.begin(
            source, account, self.rules.pick(u, self.numbers.view, mix, self.program.segments), 0
        )

    def _next(self, source: int, coming: "Coming") -> int:
        """Return when an arrival comes; the horizon if it does not."""
        need, tick = coming.need, coming.since
        for hazard, ticks in self._stretches(source, coming, self.program.horizon):
            wait = self.rules.raise_after(need, hazard, ticks)
            if wait >= 0:
                return int(tick + wait)
            need = self.rules.need_left(need, hazard, ticks)
            tick += ticks
        return self.program.horizon

    def _stretches(self, source: int, coming: "Coming", end: int) -> Iterator[tuple[float, int]]:
        """Yield the hazard of each stretch of time from when an arrival is awaited to an end, and how long it lasts."""
        row, tick = self.program.source_ints[source], coming.since
        first, last = int(row[SourceInt.FIRST_CELL]), int(row[SourceInt.FIRST_CELL] + row[SourceInt.CELLS])
        for cell in range(first, last):
            until = int(self.program.cell_tick[cell + 1]) if cell + 1 < last else self.program.horizon
            until = min(until, end)
            if until <= tick:
                continue
            day = self.luck.u(Purpose.ARRIVAL_DAY, source, int(self.program.cell_day[cell]))
            shape = float(self.program.cell_shape[cell])
            yield coming.rate * shape * self.rules.day_factor(day, coming.sigma), until - tick
            tick = until


@dataclass(eq=False)
class Coming:
    """The next arrival of a stream: what its integrated rate has still to pass, counted from when."""

    n: int
    need: float
    since: int
    rate: float
    sigma: float
    alarm: Alarm | None = None


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
    attempt: int = 0  # with which its next lead of this episode begins
    alarm: Alarm | None = None
    looking: bool = False  # an episode is open
    since: int = 0  # when what is needed until the next episode was last counted
    need_to_look: float = -1.0  # what is then needed of its segment's integrated rate, -1: all of it
    next: Alarm | None = None  # when the next episode opens, or this one shuts


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
        self.rates = [self._segment(segment, SegmentCol.IN_MARKET) for segment in range(program.segments)]
        for account in self.accounts:
            self._closes(account)
        deals.closed = self._closed
        self.customer_looks: Callable[[Account], None] = lambda _account: None

    def _account(self, segment: int, n: int) -> Account:
        number = (Limit.MARKET << 32) | (segment << Limit.SEGMENT_SHIFT) | n
        u = self.luck.u(Purpose.POTENTIAL, number)
        return Account(
            number, segment, self.rules.potential(u, self._segment(segment, SegmentCol.POTENTIAL_SPREAD))
        )

    def _closes(self, account: Account) -> None:
        """Let an account's next episode come. When that is, is its own affair."""
        emerges = self.rules.some_ticks(self._segment(account.segment, SegmentCol.EMERGES))
        account.looking, account.need_to_look, account.next = False, -1.0, None
        account.since = max(self.clock.now, emerges)
        rate = self.rates[account.segment]
        if rate > 0.0:
            gap = self.rules.exponential(self._gap_u(account), 1.0 / rate)
            self._look_at(account, account.since + self.rules.whole_ticks(gap))

    def _gap_u(self, account: Account) -> float:
        index = self.rules.draw_index(account.episode, 0, 0, 0)
        return self.luck.u(Purpose.EPISODE_GAP, account.number, index)

    def _look_at(self, account: Account, tick: int) -> None:
        account.next = self.clock.at(tick, Phase.EPISODE, account.number << 16, partial(self._opens, account))

    def rates_change(self) -> None:
        """Let what accounts still need until they look be served at the rates that hold from now on."""
        before = self.rates
        self.rates = [self._segment(s, SegmentCol.IN_MARKET) for s in range(self.program.segments)]
        for account in self.accounts:
            old, new = before[account.segment], self.rates[account.segment]
            if account.looking or old == new:
                continue
            need = account.need_to_look
            if need < 0.0:
                need = self.rules.exponential(self._gap_u(account), 1.0)
            account.need_to_look = self.rules.served_need(need, old, max(self.clock.now - account.since, 0))
            account.since = max(self.clock.now, account.since)
            if account.next is not None:
                account.next.forget()
                account.next = None
            wait = self.rules.begins_after(account.need_to_look, new)
            if wait >= 0:
                self._look_at(account, account.since + wait)

    def _opens(self, account: Account) -> None:
        """Let an account look around for a while."""
        episode = account.episode
        self.book.record(account.number << 16, What.OPENED, episode)
        account.looking = True
        index = self.rules.draw_index(episode, 0, 0, 0)
        u = self.luck.u(Purpose.EPISODE_STAY, account.number, index)
        stay = self.rules.whole_ticks(self.numbers.drawn(Block.SEGMENT, account.segment, SegmentCol.STAY, u))
        account.next = self.clock.at(
            self.clock.now + stay, Phase.EPISODE, account.number << 16, partial(self._shuts, account)
        )
        if account.in_play:
            return
        if account.customer:
            self.customer_looks(account)
            return
        account.watching = True
        account.need = self.rules.exponential(self.luck.u(Purpose.HAND_RAISE, account.number, index), 1.0)
        self._watch(account)

    def _shuts(self, account: Account) -> None:
        self.book.record(account.number << 16, What.SHUT, account.episode)
        account.watching = account.expanding = False
        if account.alarm is not None:
            account.alarm.forget()
            account.alarm = None
        account.episode, account.attempt = account.episode + 1, 0
        self._closes(account)

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
        sources = self.program.sources
        index = self.rules.draw_index(account.episode, account.attempt, 0, 0)
        # Which channel it answers: as the hazards stand at that moment, each counts for its share.
        channel = self.rules.pick(
            self.luck.u(Purpose.CHANNEL, account.number, index),
            self.demand.by_channel,
            account.segment * sources,
            sources,
        )
        self.deals.begin(
            channel,
            account.number,
            account.segment,
            account.episode,
            attempt=account.attempt,
            potential=account.potential,
        )

    def found(self, account: Account) -> None:
        """Let somebody who has called while it was looking take its hand: it need not raise it any more."""
        if account.alarm is not None:
            account.alarm.forget()
        account.alarm, account.watching, account.in_play = None, False, True

    def _closed(self, deal: Deal, close: int) -> None:
        account = self.by_number.get(deal.account)
        if account is None:
            return
        account.in_play = False
        open_still = account.looking and account.episode == deal.episode
        if open_still and not deal.customer and not account.customer:
            self._looks_on(account, deal, close)

    def _looks_on(self, account: Account, deal: Deal, close: int) -> None:
        """Let somebody whose hand nobody has taken up go on looking, or not."""
        index = self.rules.draw_index(account.episode, deal.attempt, 0, 0)
        u = self.luck.u(Purpose.LOOKS_ON, account.number, index)
        share = self.numbers.get(Block.RUN, 0, RunCol.LOOKS_ON)
        if not self.rules.looks_on(u, share, close, deal.attempt):
            return
        account.attempt, account.watching = deal.attempt + 1, True
        self.book.record(deal.task.number, What.LOOKED_ON, account.episode, account.attempt)
        self.book.count(TotalBlock.PURSUIT, 0, PursuitTotal.LOOKED_ON)
        index = self.rules.draw_index(account.episode, account.attempt, 0, 0)
        account.need = self.rules.exponential(self.luck.u(Purpose.HAND_RAISE, account.number, index), 1.0)
        self._watch(account)

    def week_begins(self) -> None:
        """Let every open episode meet the new hazard."""
        for account in self.accounts:
            if account.watching:
                self._watch(account)

    def _segment(self, segment: int, column: SegmentCol) -> float:
        return self.numbers.get(Block.SEGMENT, segment, column)
