"""Buyers: who decides and whom of them sellers know, why some decide nothing, and whom they trust."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from gtmsim.engines.reference.book import Book
from gtmsim.engines.reference.demand import Demand
from gtmsim.engines.reference.firm import Company
from gtmsim.engines.reference.library import Library
from gtmsim.engines.reference.lives import Deal
from gtmsim.engines.reference.luck import Luck, Numbers
from gtmsim.program.layout import (
    Block,
    BuyerCol,
    BuyerTotal,
    Purpose,
    PursuitTotal,
    RunCol,
    StageInt,
    StockKind,
    TotalBlock,
    What,
)
from gtmsim.program.tables import Program

if TYPE_CHECKING:
    from gtmsim.engines.reference.care import Care


@dataclass
class Heard:
    """What buyers of a segment have heard of us this week."""

    talks: int = 0  # first conversations
    broken: int = 0  # of them, other than the campaign promised
    wins: int = 0
    given: float = 0.0  # sum of their discounts
    late: int = 0  # promises to customers that have come to be late


@dataclass
class Circle:
    """Those who decide at a customer, and how many of them knew us at a point of the clock of care."""

    deciders: int
    contacts: float
    clock_then: float


class Buyers:
    """Knows committees, and how far each segment trusts us; marketing and sales trust each other as hand-offs go."""

    def __init__(self, program: Program, book: Book, company: Company, numbers: Numbers, luck: Luck) -> None:
        self.program = program
        self.book = book
        self.company = company
        self.numbers = numbers
        self.luck = luck
        self.rules = luck.rules
        self.trust = [self._get(BuyerCol.TRUST_START)] * program.segments
        self.heard = [Heard() for _ in range(program.segments)]
        self.mutual = 0.5
        self.handed = self.turned_down = 0  # this week
        self.circles: dict[int, Circle] = {}  # by account
        self.library: Library  # these three are set once the firm stands
        self.demand: Demand
        self.care: Care

    def stand_among(self, library: Library, demand: Demand, care: "Care") -> None:
        """Learn whom to ask for material, for knowledge of segments, and for care: how good it is, and its clock."""
        self.library, self.demand, self.care = library, demand, care

    # --- committees ---------------------------------------------------------------------------------------------------------

    def meets(self, deal: Deal) -> None:
        """Say of a new deal how many decide on it, and how many of them know us already."""
        deal.deciders = self._deciders(deal.value)
        circle = self.circles.get(deal.account) if deal.customer else None
        deal.contacts = 1 if circle is None else self._known(circle, deal.deciders)
        if deal.deciders > 1:
            self.book.record(deal.task.number, What.COMMITTEE, deal.deciders, deal.contacts)
            self._count(BuyerTotal.COMMITTEES, 1)
            self._count(BuyerTotal.DECIDERS, deal.deciders)
            self._count(BuyerTotal.CONTACTS, deal.contacts)

    def session_done(self, deal: Deal) -> None:
        """Let a session with the buyer meet one more of those who decide, or not."""
        if deal.deciders <= deal.contacts:
            return
        u = self.luck.at(Purpose.MEETS, deal.account, deal.address(deal.session - 1))
        if self.rules.meets_one_more(u, self._get(BuyerCol.REACHES), deal.contacts, deal.deciders):
            self._meets_another(deal)

    def lift(self, deal: Deal) -> float:
        """Return what contacts, trust and being heard of add to the logit of winning."""
        thread = self.rules.contact_effect(self._get(BuyerCol.THREAD), float(deal.contacts))
        return float(thread + self._trusted(deal.segment, BuyerCol.TRUST_LIFT) + self._familiar(deal))

    def _familiar(self, deal: Deal) -> float:
        """Return what being heard of adds where something is sold to somebody who is no customer."""
        if deal.customer or self.program.stage_ints[deal.stage][StageInt.AFTER_WIN]:
            return 0.0
        weight = self.numbers.get(Block.RUN, 0, RunCol.FAMILIARITY)
        return float(self.rules.familiarity_lift(weight, self.demand.heard(deal.segment)))

    def calls_on(self, deal: Deal, person: int) -> None:
        """Let a seller who has time call on a deal in hand, and meet one more of those who decide, or not."""
        u = self.luck.at(Purpose.CALLED_ON, deal.account, deal.address(deal.calls))
        met = self.rules.meets_one_more(u, self._get(BuyerCol.REACHES), deal.contacts, deal.deciders)
        deal.calls += 1
        self.book.record(deal.task.number, What.CALLED_ON, person, int(met))
        self.book.count(TotalBlock.PURSUIT, 0, PursuitTotal.CALLED_ON)
        if met:
            self._meets_another(deal)

    def _meets_another(self, deal: Deal) -> None:
        deal.contacts += 1
        self.book.record(deal.task.number, What.MET, deal.contacts, deal.deciders)
        self._count(BuyerTotal.CONTACTS, 1)

    def material(self, deal: Deal) -> float:
        """Return how much of a stage's toolkit is there and used, for all who decide."""
        covered = self.library.in_use(deal.stage, deal.persona)
        for nth in range(1, deal.deciders):
            u = self.luck.at(Purpose.DECIDER, deal.account, (deal.episode, 0, 0, nth))
            weights = self.numbers.place(Block.TOOLKIT, self.program.stages)
            persona = self.rules.pick(u, self.numbers.view, weights, self.library.personas)
            covered += self.library.in_use(deal.stage, persona)
        return float(self.rules.shared_material(covered, deal.deciders))

    def indecision(self, deal: Deal) -> float:
        """Return how many times as often as its stage says a buyer decides nothing."""
        times, unmet = self._get(BuyerCol.NO_DECISION), self._get(BuyerCol.UNMET)
        return float(self.rules.indecision(times, unmet, deal.contacts, deal.deciders))

    # --- customers ----------------------------------------------------------------------------------------------------------

    def bought(self, deal: Deal) -> None:
        """Let whom a deal has met be known at the customer, from the win on or once it is served."""
        circle = self.circles.get(deal.account)
        if circle is None:
            circle = self.circles[deal.account] = Circle(1, 1.0, 0.0)
        contacts = self._contacts(circle)
        circle.deciders = int(self.rules.widest(float(circle.deciders), float(deal.deciders)))
        circle.contacts = self.rules.widest(contacts, float(deal.contacts))
        circle.clock_then = self.care.clock_now()

    def was_there(self, account: int, cents: int) -> None:
        """Let a customer from the start know one of us."""
        self.circles[account] = Circle(self._deciders(cents), 1.0, self.care.clock_now())

    def holds(self, account: int, segment: int) -> float:
        """Return what contacts and trust take off the logarithm of a customer's churn hazard."""
        held = self.rules.contact_effect(self._get(BuyerCol.HOLDS), self._contacts(self.circles[account]))
        return float(held + self._trusted(segment, BuyerCol.TRUST_HOLDS))

    def expanding_need(self, account: int, need: float) -> float:
        """Return what a customer's hand needs to go up, given whom we know there."""
        circle = self.circles.get(account)
        if circle is None:
            return need
        effect = self.rules.contact_effect(self._get(BuyerCol.GROWS), self._contacts(circle))
        return float(self.rules.expanding_need(need, effect))

    def _known(self, circle: Circle, deciders: int) -> int:
        return int(self.rules.whole_contacts(self._contacts(circle), deciders))

    def _contacts(self, circle: Circle) -> float:
        cared = self.care.clock_now() - circle.clock_then
        return float(
            self.rules.contacts_now(circle.contacts, circle.deciders, self._get(BuyerCol.CARE_MEETS), cared)
        )

    def _deciders(self, cents: int) -> int:
        columns = (BuyerCol.SIZE, BuyerCol.BY_VALUE, BuyerCol.MIDDLE)
        return int(self.rules.deciders(cents, *(self._get(column) for column in columns)))

    # --- trust --------------------------------------------------------------------------------------------------------------

    def talks(self, segment: int) -> None:
        """Hear of a first conversation with a buyer."""
        self.heard[segment].talks += 1

    def breaks(self, segment: int) -> None:
        """Hear of one that forgot what the campaign promised."""
        self.heard[segment].broken += 1

    def hears_of_delay(self, segment: int) -> None:
        """Hear of a promise to a customer that is late from now on."""
        self.heard[segment].late += 1

    def wins(self, deal: Deal) -> None:
        """Hear of a win, and of its discount."""
        self.heard[deal.segment].wins += 1
        self.heard[deal.segment].given += deal.discount

    def pull(self) -> float:
        """Return what mutual trust adds to the pull to leads."""
        return float(self.rules.mutual_pull(self._get(BuyerCol.MUTUAL), self.mutual))

    def week_begins(self, week: int) -> None:
        """Let last week's experiences move trust."""
        if week > 0 and self.program.stock_levels[StockKind.TRUST] > 0:
            for segment in range(self.program.segments):
                self._moves(segment)
        if week > 0 and self.program.stock_levels[StockKind.MUTUAL_TRUST] > 0:
            accepted = self.handed - self.turned_down
            kept = self._get(BuyerCol.MUTUAL_KEPT)
            self.mutual = self.rules.mutual_next(self.mutual, kept, accepted, self.handed)
        self.heard = [Heard() for _ in range(self.program.segments)]
        self.handed = self.turned_down = 0
        for segment, trust in enumerate(self.trust):
            self.company.keep(StockKind.TRUST, segment, trust, week)
        self.company.keep(StockKind.MUTUAL_TRUST, 0, self.mutual, week)

    def _moves(self, segment: int) -> None:
        heard = self.heard[segment]
        earned = self.rules.trust_earned(
            self._get(BuyerCol.TRUST_CARE),
            self.care.effect,
            self._get(BuyerCol.TRUST_RESEARCH),
            self.demand.known[segment],
            self._get(BuyerCol.TRUST_WORD),
            self.rules.customer_share(
                float(self.demand.customers[segment]), float(self.program.segment_accounts[segment])
            ),
        )
        lost = self.rules.trust_lost(
            self._get(BuyerCol.TRUST_BREAKS),
            heard.broken,
            heard.talks,
            self._get(BuyerCol.TRUST_DISCOUNTS),
            heard.given,
            heard.wins,
            self._get(BuyerCol.TRUST_PROMISES),
            heard.late,
            self.demand.customers[segment],
        )
        kept, start = self._get(BuyerCol.TRUST_KEPT), self._get(BuyerCol.TRUST_START)
        self.trust[segment] = self.rules.trust_next(self.trust[segment], kept, start, earned, lost)

    def trust_above(self, segment: int) -> float:
        """Return how far a segment trusts us above what it trusts strangers."""
        return float(self.rules.trust_effect(1.0, self.trust[segment], self._get(BuyerCol.TRUST_START)))

    def _trusted(self, segment: int, column: BuyerCol) -> float:
        start = self._get(BuyerCol.TRUST_START)
        return float(self.rules.trust_effect(self._get(column), self.trust[segment], start))

    def _get(self, column: BuyerCol) -> float:
        return self.numbers.get(Block.BUYER, 0, column)

    def _count(self, column: BuyerTotal, by: int) -> None:
        self.book.count(TotalBlock.BUYER, 0, column, by)
