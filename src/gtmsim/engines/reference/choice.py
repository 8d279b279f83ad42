"""Which leads reps work: what somebody believes an hour to bring, and whether they take what waits for anybody."""

from gtmsim.engines.reference.book import Book
from gtmsim.engines.reference.clock import Clock
from gtmsim.engines.reference.deals import Deals
from gtmsim.engines.reference.lives import Deal
from gtmsim.engines.reference.luck import Luck, Numbers
from gtmsim.engines.reference.people import Person
from gtmsim.engines.reference.queues import NOBODY, Task
from gtmsim.engines.reference.staff import Staff
from gtmsim.program.layout import (
    Block,
    Close,
    KindFamily,
    Purpose,
    PursuitCol,
    PursuitTotal,
    TotalBlock,
    What,
)
from gtmsim.program.tables import Program
from gtmsim.units import TICKS_PER_YEAR

NOTHING_LEARNT = -1.0


class Choice:
    """Knows what everybody believes; those who prospect ask it before they take up a lead that waits for anybody."""

    def __init__(
        self,
        program: Program,
        clock: Clock,
        book: Book,
        staff: Staff,
        deals: Deals,
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
        self.of_leads = [NOTHING_LEARNT] * program.people
        self.of_own = [NOTHING_LEARNT] * program.people
        self.told = [NOBODY] * program.people  # the choice that was last written down
        staff.choice = self
        deals.learned = self.learns

    def forgets(self, person: int) -> None:
        """Let somebody who comes to a position know nothing of what hours have brought there."""
        self.of_leads[person] = self.of_own[person] = NOTHING_LEARNT

    def declines(self, person: Person, task: Task) -> bool:
        """Return whether somebody leaves a lead that waits for anybody in line, to look for leads of their own."""
        family = self.program.kind_family[task.kind]
        if task.kept_for != NOBODY or family != KindFamily.STAGE or not self._chooses(person.number):
            return False
        if self.told[person.number] == person.begun:
            return True  # has made up their mind until they take up something else
        share = self.rules.lead_share(
            self.of_leads[person.number],
            self.of_own[person.number],
            self._pursuit(PursuitCol.SHARPNESS),
            self._pursuit(PursuitCol.TRACKING) + self.deals.buyers.pull(),
            self._pursuit(PursuitCol.EXPERIENCE),
            (self.clock.now - person.joined) / TICKS_PER_YEAR,
        )
        deal = self.deals.alive[task.number >> 16]
        ordinal = self.rules.choice_ordinal(deal.weighed)
        u = self.luck.at(Purpose.CHOICE, deal.account, deal.address(ordinal))
        deal.weighed += 1
        if self.rules.takes_leads(u, share):
            return False
        self.told[person.number] = person.begun
        self.book.record(person.number, What.CHOSE, task.kind, person.begun)
        self.book.count(TotalBlock.PURSUIT, 0, PursuitTotal.DECLINED)
        self.deals.buyers.handed += 1
        self.deals.buyers.turned_down += 1
        return True

    def learns(self, deal: Deal, close: int) -> None:
        """Let whoever had a lead last learn from its end what an hour of its sort brings."""
        if deal.last_person == NOBODY:
            return
        beliefs = self.of_own if self.deals.found_by_reps(deal) else self.of_leads
        beliefs[deal.last_person] = self.rules.belief_after(
            beliefs[deal.last_person],
            deal.value if close == Close.WON else 0,
            deal.task.worked + deal.sought,
            self._pursuit(PursuitCol.LEARNING),
        )

    def _chooses(self, person: int) -> bool:
        kind = self.program.prospected_by
        return (
            kind >= 0
            and self._pursuit(PursuitCol.SHARPNESS) > 0.0
            and self.numbers.get(Block.STANDING, person, kind) > 0.0
        )

    def _pursuit(self, column: PursuitCol) -> float:
        return self.numbers.get(Block.PURSUIT, 0, column)
