"""Who is clear about what: work that goes to the wrong person first, and what that costs."""

from gtmsim.engines.reference.book import Book
from gtmsim.engines.reference.firm import Company
from gtmsim.engines.reference.luck import Luck, Numbers
from gtmsim.program.layout import Block, Purpose, StructureCol, StructureTotal, TotalBlock, What
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

    def week_begins(self, week: int) -> None:
        """Move on from last week."""

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
