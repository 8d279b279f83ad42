"""The hand-off under pressure: thresholds that a volume target moves, and nurture for leads that were put aside."""

from types import ModuleType

from gtmsim.engines.reference.book import Book
from gtmsim.engines.reference.lives import Deal
from gtmsim.engines.reference.luck import Numbers
from gtmsim.engines.reference.plans import Plans
from gtmsim.program.layout import Block, PursuitCol, PursuitTotal, StageCol, TotalBlock, What
from gtmsim.program.tables import Program


class Handoffs:
    """Knows the threshold in force at each stage, and the hours of nurture each lead put aside has had."""

    def __init__(self, program: Program, book: Book, numbers: Numbers, rules: ModuleType) -> None:
        self.program = program
        self.book = book
        self.numbers = numbers
        self.rules = rules
        self.bars = [self._stage(stage, StageCol.THRESHOLD) for stage in range(program.stages)]
        self.handed = [0] * program.stages  # this week
        self.clock = 0.0  # hours of nurture that a lead put aside at the start would have had
        self.waiting = 0  # leads put aside
        self.plans = Plans(program)

    def screens_out(self, deal: Deal, stage: int) -> bool:
        """Return whether a lead scores too low to be handed over to a stage; if not, count it."""
        bar = self.rules.bar_in_force(
            self._stage(stage, StageCol.THRESHOLD),
            self.bars[stage],
            self._volume(stage),
        )
        if self.rules.screened_out(deal.score, bar):
            return True
        self.handed[stage] += 1
        return False

    def put_aside(self, deal: Deal) -> None:
        """Let a lead wait until it comes back."""
        self.waiting += 1
        deal.nurture_then = self.clock

    def comes_back(self, deal: Deal) -> None:
        """Let a lead come back, riper for the hours it has had."""
        self.waiting -= 1
        hours = self.clock - deal.nurture_then
        if hours <= 0.0:
            return
        effect = self.rules.nurture_effect(hours, self._pursuit(PursuitCol.NURTURE_FULL))
        deal.carried += self._pursuit(PursuitCol.NURTURE_LIFT) * effect
        deal.score = self.rules.nurtured_score(deal.score, deal.intent, effect)
        self.book.record(deal.task.number, What.NURTURED, deal.stage, self.rules.micro(hours))
        self.book.count(TotalBlock.PURSUIT, 0, PursuitTotal.NURTURED)

    def week_begins(self, week: int) -> None:
        """Let thresholds meet last week's volume, and last week's hours of nurture reach those who wait."""
        for stage in range(self.program.stages):
            target = self._volume(stage)
            if week > 0 and target > 0.0:
                self.bars[stage] = self.rules.bar_after(
                    self._stage(stage, StageCol.THRESHOLD),
                    self.bars[stage],
                    self.handed[stage],
                    target,
                    self._stage(stage, StageCol.VOLUME_PULL),
                )
                self.book.record(stage, What.BAR, week, self.rules.micro(self.bars[stage]))
            self.handed[stage] = 0
        hours = self.book.hours_last_week(week, self.program.nurtured_by)
        self.clock = self.rules.nurture_clock(self.clock, hours, self.waiting)

    def _volume(self, stage: int) -> float:
        """Return how many leads a week a stage is to be handed: as policy has it, or as the plan does."""
        target = self._stage(stage, StageCol.VOLUME_TARGET)
        return float(self.rules.planned_volume(target, self.plans.follows, self.plans.goal))

    def _stage(self, stage: int, column: StageCol) -> float:
        return self.numbers.get(Block.STAGE, stage, column)

    def _pursuit(self, column: PursuitCol) -> float:
        return self.numbers.get(Block.PURSUIT, 0, column)
