"""Leads that reps find by themselves: doors tried in standing work, and calls on accounts that others have in hand."""

from gtmsim.engines.reference.book import Book
from gtmsim.engines.reference.deals import Deals
from gtmsim.engines.reference.lives import NO_STAGE, Deal
from gtmsim.engines.reference.luck import Luck, Numbers
from gtmsim.engines.reference.market import Account, Pool
from gtmsim.engines.reference.people import Person
from gtmsim.engines.reference.plans import Plans
from gtmsim.engines.reference.queues import NOBODY
from gtmsim.engines.reference.staff import Staff
from gtmsim.program.layout import Block, Limit, Purpose, PursuitCol, PursuitTotal, StageInt, TotalBlock, What
from gtmsim.program.tables import Program
from gtmsim.units import TICKS_PER_WEEK


class Prospecting:
    """Lets a finished session of prospecting try some accounts; the first that is looking and free becomes a lead."""

    def __init__(
        self,
        program: Program,
        book: Book,
        staff: Staff,
        deals: Deals,
        pool: Pool,
        numbers: Numbers,
        luck: Luck,
    ) -> None:
        self.program = program
        self.book = book
        self.deals = deals
        self.pool = pool
        self.numbers = numbers
        self.luck = luck
        self.rules = luck.rules
        self.kind = program.prospected_by
        self.plans = Plans(program)
        self.ranked = [self._ranked(segment) for segment in range(program.segments)]
        self.week, self.sessions = 0, [0] * program.people  # done this week
        staff.stood = self._stood

    def _ranked(self, segment: int) -> list[Account]:
        """Return a segment's accounts by number; with territories the most promising first."""
        accounts = [account for account in self.pool.accounts if account.segment == segment]
        if self.program.territory >= 0:
            accounts.sort(key=lambda account: (-account.potential, account.number))
        return accounts

    def _prospects(self, person: int) -> bool:
        return self.kind >= 0 and self.numbers.get(Block.STANDING, person, self.kind) > 0.0

    def _stood(self, person: Person, kind: int, useful: int) -> None:
        """Let a session of prospecting be done: a call on a deal in hand, or some doors tried."""
        if kind != self.kind:
            return
        nth = self._ordinal(person.number)
        deal = self._own_deal(person, nth)
        if deal is None:
            self._knocks(person, nth)
            return
        person.stood_then += useful  # nobody was looked for
        self.deals.buyers.calls_on(deal, person.number)

    def _own_deal(self, person: Person, nth: int) -> Deal | None:
        """Return the deal in somebody's hands that is most worth another call, if this session goes to one and there is one."""
        share = self._pursuit(PursuitCol.OWN_DEALS)
        if not self.rules.for_own_deals(self.luck.u(Purpose.OWN_DEALS, person.luck, nth), share):
            return None
        worth = {
            deal.account: self.rules.worth_another_call(deal.value, deal.deciders, deal.contacts)
            for deal in self.deals.alive.values()
            if deal.last_person == person.number and self._is_sold(deal.stage)
        }
        most = max(worth.values(), default=0.0)
        best = min((account for account, each in worth.items() if each == most > 0.0), default=None)
        return None if best is None else self.deals.alive[best]

    def _is_sold(self, stage: int) -> bool:
        if stage == NO_STAGE:
            return False
        row = self.program.stage_ints[stage]
        return bool(row[StageInt.OPPORTUNITY] and not row[StageInt.AFTER_WIN])

    def _knocks(self, person: Person, nth: int) -> None:
        """Try some doors; the first account that is looking, free and willing to talk becomes a lead."""
        account = self._looks(person, nth)
        found = account is not None
        self.book.count(TotalBlock.PURSUIT, 0, PursuitTotal.KNOCKED)
        self.book.record(person.number, What.KNOCKED, account.number << 16 if account else NOBODY, int(found))
        if account is not None:
            self.book.count(TotalBlock.PURSUIT, 0, PursuitTotal.FOUND)
            self._begins(person, account)

    def _ordinal(self, person: int) -> int:
        """Return where the draws of a session stand that somebody has just done."""
        week = self.deals.clock.now // TICKS_PER_WEEK
        if week > self.week:
            self.week, self.sessions = week, [0] * self.program.people
        nth = self.sessions[person]
        self.sessions[person] += 1
        return int(self.rules.week_ordinal(week, nth))

    def _looks(self, person: Person, nth: int) -> Account | None:
        """Try one door after the other; return the first account that is looking for something and in nobody's hands."""
        u = self.luck.u(Purpose.DOOR_SEGMENT, person.luck, nth)
        segment = self.rules.pick(u, self.plans.doors, 0, self.program.segments)
        able = [each for each in range(self.program.people) if self._prospects(each)]
        if person.number not in able:
            return None  # a new policy has other work for them
        for door in range(self.rules.doors_tried(self._pursuit(PursuitCol.DOORS))):
            index = (nth << Limit.DOORS_SHIFT) | door
            u = self.luck.u(Purpose.DOOR, person.luck, index)
            account = self._behind(u, segment, able.index(person.number), len(able))
            if account is not None and account.watching:
                if self._opens(person, segment, index):
                    return account
            elif account is not None and account.in_play:
                self._disturbs(person, account, index)
        return None

    def _behind(self, u: float, segment: int, place: int, people: int) -> Account | None:
        """Return the account behind a door of the patch of the person at a place; None if the patch lies beyond the last."""
        accounts, territory = self.ranked[segment], self.program.territory
        size = self.rules.patch_size(territory, len(accounts), people)
        rank = self.rules.door(u, territory, size, place, len(accounts))
        return None if rank < 0 else accounts[rank]

    def _opens(self, person: Person, segment: int, index: int) -> bool:
        """Return whether somebody who is looking listens to a seller who calls."""
        u, opens = self.luck.u(Purpose.OPENS, person.luck, index), self._pursuit(PursuitCol.OPENS)
        return bool(self.rules.door_opens(u, opens, self.pool.demand.heard(segment)))

    def _disturbs(self, person: Person, account: Account, index: int) -> None:
        """Let a call on an account that somebody else has in hand do its harm, unless both look at the same list."""
        deal = self.deals.alive[account.number]
        if deal.last_person == person.number:
            return
        shared = self._pursuit(PursuitCol.SHARED_LIST)
        if self.rules.touched_twice(self.luck.u(Purpose.DUPLICATE, person.luck, index), shared):
            deal.carried -= self._pursuit(PursuitCol.DUPLICATE_TOUCH)
            self.book.record(deal.task.number, What.DUPLICATE, person.number)
            self.book.count(TotalBlock.PURSUIT, 0, PursuitTotal.DUPLICATES)

    def _begins(self, person: Person, account: Account) -> None:
        sought = person.stood[self.kind] - person.stood_then
        person.stood_then = person.stood[self.kind]
        self.pool.found(account)
        self.deals.begin(
            self.program.prospecting_source,
            account.number,
            account.segment,
            account.episode,
            attempt=account.attempt,
            potential=account.potential,
            finder=person.number,
            sought=sought,
        )

    def _pursuit(self, column: PursuitCol) -> float:
        return self.numbers.get(Block.PURSUIT, 0, column)
