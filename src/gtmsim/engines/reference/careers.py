"""Who holds a position: how they learn and are paid, when they quit, and who is hired after them or beside them."""

from collections.abc import Callable
from types import ModuleType

from gtmsim.engines.reference.book import Book
from gtmsim.engines.reference.clock import Clock
from gtmsim.engines.reference.firm import Company
from gtmsim.engines.reference.lives import Deal
from gtmsim.engines.reference.luck import Luck, Numbers
from gtmsim.engines.reference.people import Person
from gtmsim.engines.reference.plans import Plans
from gtmsim.engines.reference.queues import NOBODY
from gtmsim.engines.reference.staff import Staff
from gtmsim.engines.reference.structure import Structure
from gtmsim.program.layout import (
    Block,
    Close,
    Firm,
    Limit,
    PersonCol,
    Phase,
    Purpose,
    TeamCol,
    TeamTotal,
    TotalBlock,
    WeekCol,
    What,
)
from gtmsim.program.tables import Program
from gtmsim.units import TICKS_PER_WEEK

LOOKS_BACK = int(Limit.WEEKS_REVIEWED)


class Careers:
    """Begins and ends careers. A position keeps its number, calendar and roles, whoever holds it."""

    def __init__(
        self, program: Program, clock: Clock, book: Book, staff: Staff, numbers: Numbers, luck: Luck
    ) -> None:
        self.program = program
        self.clock = clock
        self.book = book
        self.staff = staff
        self.numbers = numbers
        self.luck = luck
        self.rules: ModuleType = luck.rules
        self.quarters: list[int] = program.quarter_starts.tolist()
        self.quarter = 0
        self.company: Company
        self.structure: Structure  # set once the firm stands
        self.wins = 0
        self.accounts: Callable[[], int] = lambda: (
            self.wins
        )  # to be looked after; contracts know better, where they are kept
        # Open, busy and helping ticks of each position as they stood at the last thirteen Mondays.
        self.mondays = [[(0, 0, 0)] * LOOKS_BACK for _ in staff.people]
        self.lately = [(0, 0, 0) for _ in staff.people]  # of the thirteen weeks up to this Monday
        self.plans = Plans(program)
        staff.careers = self

    # --- what somebody is worth ---------------------------------------------------------------------------------------------

    def pace(self, person: Person) -> float:
        """Return the pace of a person against their own at full ramp."""
        if self._seasoned(person):
            return 1.0
        tenure = self.clock.now - person.joined
        return float(
            self.rules.ramped(
                tenure, self._team(person, TeamCol.RAMP), self._team(person, TeamCol.RAMP_START)
            )
        )

    def _seasoned(self, person: Person) -> bool:
        """Return whether a person was there before the run began."""
        return person.holder == 0 and person.starts == 0 and not person.opening

    def skill(self, person: Person) -> float:
        """Return what a person's hand adds to the logit of winning: what they brought, and what they have learned."""
        most, deals = self._team(person, TeamCol.LEARNS), self._team(person, TeamCol.LEARNING_DEALS)
        return person.skill + float(self.rules.learned(most, person.experience, deals))

    def closed(self, deal: Deal, close: int) -> None:
        """Credit a deal's end to whoever had its last session, or holds the position now."""
        if close == Close.WON:
            self.wins += 1
        if deal.last_person == NOBODY or not self.staff.people[deal.last_person].here:
            return
        person = self.staff.people[deal.last_person]
        if self.rules.brings_experience(close):
            dependence = self._team(person, TeamCol.DEPENDENCE)
            learnt = float(self.rules.experience_of(deal.supported, dependence))
            person.experience += learnt
            self.structure.learns(person.number, deal.segment, learnt)
        if close == Close.WON:
            self.turn_quarters()
            self._pay(person, deal)

    def _pay(self, person: Person, deal: Deal) -> None:
        paid = self.rules.commission_cents(
            deal.value,
            self._team(person, TeamCol.COMMISSION),
            self._team(person, TeamCol.ACCELERATOR),
            person.booked,
            self._quota_cents(person),
        )
        person.booked += deal.value
        if paid > 0:
            self.book.record(deal.task.number, What.PAID, person.number, paid)
            self.book.count(TotalBlock.TEAM, person.team, TeamTotal.PAID_CENTS, paid)

    def _quota_cents(self, person: Person) -> float:
        """Return the quota of this quarter, for the part of it since the person and the run began."""
        begin, end = self.quarters[self.quarter], self.quarters[self.quarter + 1]
        return self._team(person, TeamCol.QUOTA) * (end - max(begin, person.joined))

    def turn_quarters(self) -> None:
        """Close the books of every quarter that is over: who was there all through it is measured by their quota."""
        while self.clock.now >= self.quarters[self.quarter + 1]:
            begin = max(self.quarters[self.quarter], 0)
            whole = self.quarters[self.quarter] > -TICKS_PER_WEEK  # runs begin on a Monday
            for person in self.staff.people:
                if person.here and person.joined <= begin and whole:
                    self._measure(person)
                person.booked = 0
            self.quarter += 1
            if self.quarter + 1 == len(self.quarters):
                return

    def _measure(self, person: Person) -> None:
        quota = self._quota_cents(person)
        if quota <= 0.0:
            return
        reached = self.rules.attainment(person.booked, quota)
        person.missed = self.rules.missed_share(reached)
        micro = self.rules.micro(reached)
        self.book.record(person.number, What.QUARTER_ENDED, micro, person.booked)
        self.book.count(TotalBlock.TEAM, person.team, TeamTotal.QUARTERS)
        self.book.count(TotalBlock.TEAM, person.team, TeamTotal.ATTAINMENT_MICRO, micro)

    # --- coming and going ---------------------------------------------------------------------------------------------------

    def begins(self, person: Person) -> None:
        """Let a holder of a position begin: the first with the skill of their rank in the team, others with their own."""
        person.holder += 1
        person.experience, person.booked, person.missed = 0.0, 0, 0.0
        self.structure.forgets(person.number)
        person.last_kind, person.torn_away = NOBODY, False
        if person.holder == 0:
            person.skill = self.numbers.get(Block.PERSON, person.number, PersonCol.SKILL)
        else:
            u = self.luck.u(Purpose.NEW_SKILL, person.luck, person.holder)
            person.skill = self.rules.new_skill(u, self._team(person, TeamCol.SKILL_SPREAD))
        person.staying = self.rules.exponential(self.luck.u(Purpose.QUITS, person.luck, person.holder), 1.0)

    def _quits(self, person: Person) -> None:
        self.book.record(person.number, What.QUIT, person.holder)
        self.book.count(TotalBlock.TEAM, person.team, TeamTotal.QUITS)
        self.staff.leaves(person)
        self._look_for_somebody(person)

    def _look_for_somebody(self, person: Person) -> None:
        """Let the next holder of a position come after a search, if anybody is looked for and the position lasts."""
        if not self.numbers.has(Block.TEAM, person.team, TeamCol.TIME_TO_HIRE):
            return
        u = self.luck.u(Purpose.HIRE_DELAY, person.luck, person.holder + 1)
        search = self.rules.whole_ticks(self.numbers.drawn(Block.TEAM, person.team, TeamCol.TIME_TO_HIRE, u))
        day = self.rules.first_day(self.clock.now, search, person.leaves)
        if day >= 0:
            person.search = search
            self.clock.at(day, Phase.STAFF, person.number, lambda: self._hired(person))

    def _hired(self, person: Person) -> None:
        self.book.record(person.number, What.HIRED, person.holder + 1, person.search)
        self.book.count(TotalBlock.TEAM, person.team, TeamTotal.HIRES)
        person.search = 0
        self.staff.joins(person)

    # --- Mondays ------------------------------------------------------------------------------------------------------------

    def week_begins(self, week: int) -> None:
        """Let last week weigh on everybody, and every thirteen weeks ask whether to grow."""
        self.turn_quarters()
        for person in self.staff.people:
            self._look_back(person, week % LOOKS_BACK)
            if person.here:
                self._weighs_on(person)
        if week > 0 and week % LOOKS_BACK == 0:
            self._review(week)

    def _look_back(self, person: Person, slot: int) -> None:
        now = (self.staff.open_ticks(person), person.busy_ticks, person.helping_ticks)
        then = self.mondays[person.number][slot]
        self.lately[person.number] = (now[0] - then[0], now[1] - then[1], now[2] - then[2])
        self.mondays[person.number][slot] = now

    def _weighs_on(self, person: Person) -> None:
        opened, busy, helping = self.lately[person.number]
        hazard = self.rules.leaving_hazard(
            self._team(person, TeamCol.TURNOVER),
            self.rules.overload(busy, opened),
            self._team(person, TeamCol.PULL_OVERLOAD),
            self.rules.over_the_line(helping, busy, 0.0),
            self._team(person, TeamCol.PULL_DRAIN),
            person.missed,
            self._team(person, TeamCol.PULL_QUOTA),
        )
        hazard = self.rules.hastened(hazard, self.company.places[Firm.QUITS])
        ticks = min(TICKS_PER_WEEK, self.clock.now - person.joined)
        if not self.rules.quits(person.staying, hazard, ticks):
            person.staying = self.rules.need_left(person.staying, hazard, ticks)
        elif person.leaves != self.clock.now:
            self.clock.at(self.clock.now, Phase.STAFF, person.number, lambda: self._quits(person))

    def _review(self, week: int) -> None:
        """Open one position of the team that should grow most, if any is above the bar and the envelope has room."""
        booked = sum(self.book.weekly[w][WeekCol.BOOKED_CENTS] for w in range(week - LOOKS_BACK, week))
        best, chosen = 0.0, None
        for team in range(self.program.teams):
            place = self._closed_position(team)
            if place is None:
                continue
            wish = self._wish(team, booked)
            if self.rules.grows_rather(
                wish, best if chosen else self.numbers.get(Block.TEAM, team, TeamCol.BAR)
            ):
                best, chosen = wish, place
        if chosen is None:
            return
        cost, envelope = self._team(chosen, TeamCol.COST_CENTS), self._team(chosen, TeamCol.ENVELOPE)
        if self.rules.affordable(self.spent(), cost, envelope * self.plans.growing):
            self.book.record(chosen.number, What.OPENED_POSITION, chosen.team)
            self.book.count(TotalBlock.TEAM, chosen.team, TeamTotal.OPENED)
            chosen.wanted = True
            self._look_for_somebody(chosen)

    def _closed_position(self, team: int) -> Person | None:
        """Return the first position of a team that can be opened today, if anybody is ever hired for it."""
        if not self.numbers.has(Block.TEAM, team, TeamCol.TIME_TO_HIRE):
            return None
        now = self.clock.now
        for person in self.staff.people:
            closed = person.team == team and person.opening and not person.wanted
            if closed and person.starts <= now < person.leaves:
                return person
        return None

    def _wish(self, team: int, booked: int) -> float:
        members = [person for person in self.staff.people if person.team == team]
        opened = sum(self.lately[person.number][0] for person in members)
        busy = sum(self.lately[person.number][1] for person in members)
        here = sum(person.here for person in members)
        target = self.numbers.get(Block.TEAM, team, TeamCol.TARGET)
        return float(
            self.rules.wish_to_hire(
                self.numbers.get(Block.TEAM, team, TeamCol.WEIGHT_GAP),
                self.rules.bookings_gap(booked, target, LOOKS_BACK * TICKS_PER_WEEK),
                self.numbers.get(Block.TEAM, team, TeamCol.WEIGHT_LOAD),
                self.rules.load(busy, opened),
                self.numbers.get(Block.TEAM, team, TeamCol.WEIGHT_ACCOUNTS),
                self.rules.accounts_each(self.accounts(), here),
            )
        )

    def spent(self) -> float:
        """Return what the positions cost a tick that are filled, or for which somebody is looked for."""
        spent = 0.0
        for person in self.staff.people:
            if person.here or person.search > 0:
                spent += self._team(person, TeamCol.COST_CENTS)
        return spent

    def _team(self, person: Person, column: TeamCol) -> float:
        return self.numbers.get(Block.TEAM, person.team, column)
