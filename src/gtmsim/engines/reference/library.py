"""The library: how much of a full toolkit is there, by stage and persona, and what it does for deals."""

from types import ModuleType

from gtmsim.engines.reference.book import Book
from gtmsim.engines.reference.firm import Company
from gtmsim.engines.reference.luck import Numbers
from gtmsim.engines.reference.plans import Plans
from gtmsim.program.layout import (
    Block,
    DrainCol,
    Firm,
    RequestCol,
    RunCol,
    StageCol,
    StageTotal,
    TotalBlock,
    What,
)
from gtmsim.program.tables import Program


class Library:
    """Coverage of each stage for each persona, from 0 to 1. Hours of material and reusable help raise it, age lowers it."""

    def __init__(
        self, program: Program, book: Book, company: Company, numbers: Numbers, rules: ModuleType
    ) -> None:
        self.program = program
        self.book = book
        self.company = company
        self.numbers = numbers
        self.rules = rules
        self.personas = numbers.widths[Block.TOOLKIT]
        level = numbers.get(Block.RUN, 0, RunCol.LIBRARY)
        self.plans = Plans(program)
        self.coverage = [[level] * self.personas for _ in range(program.stages)]

    def in_use(self, stage: int, persona: int) -> float:
        """Return how much of the toolkit for a stage and persona is there and used by sellers."""
        adoption = self.rules.adopted_with(
            self._number(DrainCol.ADOPTION) * self.company.places[Firm.ADOPTION], self.plans.voice
        )
        return float(self.rules.in_use(self.coverage[stage][persona], adoption))

    def lift(self, in_use: float) -> float:
        """Return what so much material adds to the logit of winning, whoever's deal it is."""
        return float(self.rules.material_lift(self._number(DrainCol.LIFT), in_use))

    def spares(self, u: float, request: int, stage: int, persona: int) -> bool:
        """Return whether material answers a request before it is work for anybody."""
        avoidable = self.numbers.get(Block.REQUEST, request, RequestCol.AVOIDABLE)
        return bool(self.rules.avoided(u, avoidable, self.in_use(stage, persona)))

    def shelve(self, stage: int, persona: int) -> None:
        """Take in a piece of help that was made reusable."""
        gain = self._number(DrainCol.REUSE_GAIN)
        self.coverage[stage][persona] = self.rules.reuse_adds(self.coverage[stage][persona], gain)

    def week_begins(self, week: int) -> None:
        """Let material age by a week, take in what last week's hours made, and tell how much is there."""
        if not self.program.library_moves:
            return
        if week > 0:
            hours = self.book.hours_last_week(week, self.program.material) * self._number(DrainCol.USED)
            kept, scale = self._number(DrainCol.KEPT), self._number(DrainCol.SCALE)
            for stage, row in enumerate(self.coverage):
                for persona in range(self.personas):
                    share = self.numbers.get(Block.TOOLKIT, stage, persona)
                    row[persona] = self.rules.covered_next_week(row[persona], kept, hours * share, scale)
        for stage in range(self.program.stages):
            if self._wanted(stage):
                self._tell(stage, week)

    def _wanted(self, stage: int) -> bool:
        """Return whether there is anything in a stage that material is for: seller work, or requests."""
        return any(
            self.numbers.get(Block.STAGE, stage, column) > 0.0
            for column in (StageCol.SESSIONS, StageCol.ASKS)
        )

    def _tell(self, stage: int, week: int) -> None:
        covered = 0.0
        for persona, coverage in enumerate(self.coverage[stage]):
            covered += self.numbers.get(Block.TOOLKIT, self.program.stages, persona) * coverage
        micro = self.rules.micro(covered)
        self.book.record(stage, What.COVERED, week, micro)
        self.book.count(TotalBlock.STAGE, stage, StageTotal.COVERAGE_MICRO, micro)

    def _number(self, column: DrainCol) -> float:
        return self.numbers.get(Block.DRAIN, 0, column)
