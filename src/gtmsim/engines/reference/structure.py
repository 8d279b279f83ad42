"""Who is clear about what, and who knows whom: work that goes astray, specialists, experience that goes stale."""

from gtmsim.engines.reference.arrays import doubles, places
from gtmsim.engines.reference.book import Book
from gtmsim.engines.reference.firm import Company
from gtmsim.engines.reference.lives import Deal
from gtmsim.engines.reference.luck import Luck, Numbers
from gtmsim.engines.reference.queues import NOBODY
from gtmsim.engines.reference.staff import Staff
from gtmsim.program.layout import Block, ProductCol, Purpose, StructureCol, StructureTotal, TotalBlock, What
from gtmsim.program.tables import Program

NOT_ROUTED, RIGHT, MISROUTED, DONE_TWICE = -1, 0, 1, 2


class Structure:
    """Routes every stage's work and every request that somebody is to work on. Lines of reporting have no say in it."""

    def __init__(self, program: Program, book: Book, company: Company, numbers: Numbers, luck: Luck) -> None:
        self.program = program
        self.book = book
        self.company = company
        self.numbers = numbers
        self.luck = luck
        self.rules = luck.rules
        self.staff: Staff  # set once the firm stands
        self.wins = [0] * program.products  # since the run began
        self.learnt = places(len(program.person_ints) * program.segments)
        self.moved = places(program.segments)
        self.needs_then = doubles(company.needs)

    # --- who knows what -----------------------------------------------------------------------------------------------------

    def specialist(self, deal: Deal, kind: int) -> int:
        """Return for whom a session is kept because they know the segment, or NOBODY."""
        share = self._get(StructureCol.SPECIALISTS)
        if not self.rules.kept(
            self.luck.at(Purpose.SPECIALIST, deal.account, deal.address(deal.session - 1)), share
        ):
            return NOBODY
        best, known, load = NOBODY, 0.0, 0
        for person in self.staff.people:
            knows = self.numbers.get(Block.KNOWS, person.number, deal.segment)
            if knows <= 0.0 or not self.staff.can(person.number, kind):
                continue
            to_do = len(self.staff.own[person.number].heap) + (person.task is not None)
            if best == NOBODY or self.rules.serves_rather(knows, to_do, person.number, known, load, best):
                best, known, load = person.number, knows, to_do
        return best

    def lift(self, deal: Deal) -> float:
        """Return what knowing the segment, and the firm's wins of the product, add to the logit of winning."""
        knows = 0.0
        if deal.last_person != NOBODY:
            knows = self.numbers.get(Block.KNOWS, deal.last_person, deal.segment)
        if deal.product < 0:
            return knows
        learning, at, most = (
            self.numbers.get(Block.PRODUCT, deal.product, column)
            for column in (ProductCol.LEARNING, ProductCol.LEARNT_AT, ProductCol.LEARNT_MOST)
        )
        return knows + float(self.rules.firm_learned(learning, self.wins[deal.product], at, most))

    def won(self, deal: Deal) -> None:
        """Let the firm learn from a win."""
        if deal.product >= 0:
            self.wins[deal.product] += 1

    def learns(self, person: int, segment: int, experience: float) -> None:
        """Note of which segment somebody has learnt something."""
        self.learnt[person * self.program.segments + segment] += experience

    def forgets(self, person: int) -> None:
        """Let somebody new in a position have learnt nothing there."""
        for segment in range(self.program.segments):
            self.learnt[person * self.program.segments + segment] = 0.0

    def week_begins(self, week: int) -> None:
        """Let experience fade where needs have moved on since last Monday."""
        program, needs = self.program, self.company.needs
        stale = self._get(StructureCol.STALE)
        if stale > 0.0 and week > 0:
            for segment in range(program.segments):
                self.moved[segment] = self.rules.needs_moved(
                    needs, self.needs_then, segment, program.attributes
                )
            for person in self.staff.people:
                person.experience = self.rules.goes_stale(
                    self.learnt, self.moved, person.number, program.segments, stale
                )
        self.needs_then = doubles(needs)

    # --- whose work it is ---------------------------------------------------------------------------------------------------

    def routed(self, task: int, kind: int, account: int, where: tuple[int, int, int, int]) -> int:
        """Return whether work reaches the right person, goes astray, or is even done twice."""
        self._count(StructureTotal.ROUTED, 1)
        if not self.rules.strays(
            self.luck.at(Purpose.MISROUTED, account, where), self._get(StructureCol.CLARITY)
        ):
            return RIGHT
        u = self.luck.at(Purpose.DONE_TWICE, account, where)
        twice = self.rules.done_twice(u, self._get(StructureCol.TWICE))
        self._count(StructureTotal.MISROUTED, 1)
        self._count(StructureTotal.TWICE, int(twice))
        self.book.record(task, What.MISROUTED, kind, int(twice))
        return DONE_TWICE if twice else MISROUTED

    def wait(self) -> int:
        """Return how long misrouted work is on the way to the right person."""
        return int(self.rules.whole_ticks(self._get(StructureCol.SEARCH_WAIT)))

    def longer(self, task: int, need: int, astray: int) -> int:
        """Return what a session needs that went astray: it was sought for, and may be done twice."""
        if astray == RIGHT:
            return need
        search = int(self.rules.search_ticks(self._get(StructureCol.SEARCH)))
        second = int(self.rules.second_ticks(need, astray == DONE_TWICE))
        self._count(StructureTotal.SEARCH_TICKS, search)
        self._count(StructureTotal.TWICE_TICKS, second)
        self.book.record(task, What.ASTRAY, search, second)
        return need + search + second

    def _get(self, column: StructureCol) -> float:
        return self.numbers.get(Block.STRUCTURE, 0, column)

    def _count(self, column: StructureTotal, by: int) -> None:
        self.book.count(TotalBlock.STRUCTURE, 0, column, by)
