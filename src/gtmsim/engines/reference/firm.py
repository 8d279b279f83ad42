"""The firm as a whole: numbers that one part of the world writes on Mondays and others read, and the stocks it is told by."""

from types import ModuleType

from gtmsim.engines.reference.arrays import doubles
from gtmsim.engines.reference.book import Book
from gtmsim.engines.reference.luck import Numbers
from gtmsim.engines.reference.plans import Plans
from gtmsim.program.layout import Block, Firm, StockKind, StockTotal, TotalBlock, WeekCol, What
from gtmsim.program.tables import Program


class Company:
    """What holds for everybody this week, and where the space of needs stands.

    That is the needs of segments, the features of products and of rivals; `rivals_seen` are those of rivals as far as somebody
    here knows them.
    """

    def __init__(self, program: Program, book: Book, numbers: Numbers, rules: ModuleType) -> None:
        self.program = program
        self.book = book
        self.rules = rules
        self.places: memoryview[float] = doubles(rules.neutral(place) for place in range(Firm.WIDTH))
        self.first = program.stock_first
        self.said = numbers.view
        self.plans = Plans(program)
        attributes = program.attributes
        self.needs = self._copied(numbers, Block.NEED, program.segments * attributes)
        self.believed = self._copied(numbers, Block.NEED, program.segments * attributes)
        self.features = self._copied(numbers, Block.FEATURE, program.products * attributes)
        self.rival_features = self._copied(numbers, Block.RIVAL_FEATURE, program.rivals * attributes)
        self.rivals_seen = self._copied(numbers, Block.RIVAL_FEATURE, program.rivals * attributes)

    def follows(self, numbers: Numbers) -> None:
        """Let needs and features be moved by what other numbers say of them; what is believed of them stays behind."""
        for block, moved in (
            (Block.NEED, self.needs),
            (Block.FEATURE, self.features),
            (Block.RIVAL_FEATURE, self.rival_features),
        ):
            first = numbers.at[block]
            for i in range(len(moved)):
                moved[i] = self.rules.follows(moved[i], self.said[first + i], numbers.view[first + i])
        self.said = numbers.view

    def keep(self, kind: StockKind, level: int, value: float, week: int) -> None:
        """Write down where a stock stands this Monday, if the program keeps it."""
        if level >= self.program.stock_levels[kind]:
            return
        place = self.first[kind] + level
        stands = self.rules.signed_micro(value)
        self.book.record(place, What.STOCK, week, stands)
        self.book.week(WeekCol.WIDTH + 2 * self.program.kinds + place, stands)
        self.book.count(TotalBlock.STOCK, place, StockTotal.SUM_MICRO, stands)
        self.book.put(TotalBlock.STOCK, place, StockTotal.LAST_MICRO, stands)

    def _copied(self, numbers: Numbers, block: Block, count: int) -> "memoryview[float]":
        first = numbers.at[block]
        return doubles(numbers.view[first : first + count])
