"""How requests for help are answered: by situation, by plan, under pressure, and as long as there is money."""

from typing import TYPE_CHECKING

from gtmsim.engines.reference.book import Book
from gtmsim.engines.reference.lives import Deal, Request
from gtmsim.engines.reference.luck import Luck, Numbers
from gtmsim.program.layout import (
    QUARTER_WEEKS,
    Answer,
    Block,
    DrainCol,
    DrainTotal,
    Purpose,
    RequestCol,
    RequestTotal,
    SegmentCol,
    Situation,
    TotalBlock,
    WeekCol,
    What,
)
from gtmsim.units import TICKS_PER_WEEK

if TYPE_CHECKING:
    from gtmsim.engines.reference.rivals import Rivals


class Intake:
    """Answers requests. It knows how much help the week has seen, how far bookings miss, and what the quarter has spent."""

    def __init__(self, book: Book, numbers: Numbers, luck: Luck) -> None:
        self.book = book
        self.numbers = numbers
        self.luck = luck
        self.rules = luck.rules
        self.rivals: Rivals
        self.helped = 0  # ticks of help this week by people who have standing work
        self.gap = 0.0
        self.spent = 0  # cents for single deals this quarter

    def week_begins(self, week: int) -> None:
        """Look at the bookings of the last quarter; a new week has a new plan, a new quarter new money."""
        self.helped = 0
        if week % QUARTER_WEEKS == 0:
            self.spent = 0
        weeks = min(week, QUARTER_WEEKS)
        booked = sum(row[WeekCol.BOOKED_CENTS] for row in self.book.weekly[week - weeks : week])
        self.gap = self.rules.bookings_gap(booked, self._number(DrainCol.TARGET), weeks * TICKS_PER_WEEK)

    def meets(self, deal: Deal) -> None:
        """Say of a new deal whether a rival is in it."""
        u = self.luck.at(Purpose.CONTESTED, deal.account, (deal.episode, 0, 0, 0))
        share = self.numbers.get(Block.SEGMENT, deal.segment, SegmentCol.CONTESTED)
        incumbent = self.rivals.incumbent(deal.account)
        if self.rules.faces_rival(self.rules.is_contested(u, share), incumbent):
            deal.contested = True
            deal.carried -= self._number(DrainCol.CONTESTED_LIFT)
            self.book.record(deal.task.number, What.CONTESTED, deal.segment)
            self.book.count(TotalBlock.DRAIN, 0, DrainTotal.CONTESTED)
            self.rivals.meets(deal, incumbent)

    def answer(self, request: Request) -> int:
        """Return what a request is answered."""
        kind, task = request.kind, request.task.number
        first = RequestCol.ANSWERS + len(Answer) * self._situation(request)
        place = self.numbers.place(Block.REQUEST, kind, first)
        answer = self.rules.pick(self._u(request, Purpose.ANSWER), self.numbers.view, place, len(Answer))
        pressure = self._number(DrainCol.PRESSURE)
        if self.rules.pressed(answer, self._u(request, Purpose.PRESSED), pressure, self.gap):
            self.book.record(task, What.PRESSED, kind, answer)
            self.book.count(TotalBlock.DRAIN, 0, DrainTotal.PRESSED)
            answer = int(Answer.PREEMPT)
        if self.rules.worked_on(answer) and not self._paid(kind):
            self.book.record(task, What.UNFUNDED, kind, answer)
            self.book.count(TotalBlock.DRAIN, 0, DrainTotal.UNFUNDED)
            answer = int(Answer.DENY)
        self.book.record(task, What.ANSWERED, kind, answer)
        self.book.count(TotalBlock.REQUEST, kind, RequestTotal.ANSWERS + answer)
        return int(answer)

    def help_given(self, kind: int, ticks: int, in_window: int) -> None:
        """Book help by somebody who has standing work: what the week's plan still holds, and what it does not."""
        planned = self.rules.planned_part(self.helped, ticks, self._number(DrainCol.PLANNED))
        unplanned = min(in_window, ticks - planned)  # the measured part of a session is its end
        self.helped += ticks
        self.book.add(TotalBlock.REQUEST, kind, RequestTotal.DISPLACED_TICKS, in_window)
        self.book.add(TotalBlock.DRAIN, 0, DrainTotal.PLANNED_TICKS, in_window - unplanned)
        self.book.add(TotalBlock.DRAIN, 0, DrainTotal.UNPLANNED_TICKS, unplanned)

    def _situation(self, request: Request) -> int:
        deal = request.deal

        def written(situation: Situation) -> bool:
            return self.numbers.get(Block.REQUEST, request.kind, RequestCol.WRITTEN + situation) > 0.0

        large = self.rules.is_large(deal.value, self._number(DrainCol.LARGE_DEAL))
        beyond = self.rules.beyond_plan(self.helped, self._number(DrainCol.PLANNED))
        return int(
            self.rules.situation(
                deal.customer and written(Situation.CUSTOMERS),
                deal.contested and written(Situation.CONTESTED),
                large and written(Situation.LARGE),
                beyond and written(Situation.BEYOND),
            )
        )

    def _paid(self, kind: int) -> bool:
        """Return whether there is money for one more request of a kind, and commit it."""
        cost = self.rules.whole_cents(self.numbers.get(Block.REQUEST, kind, RequestCol.COST_CENTS))
        budget = self._number(DrainCol.DEAL_BUDGET) * (QUARTER_WEEKS * TICKS_PER_WEEK)
        if not self.rules.funded(self.spent, cost, budget):
            return False
        self.spent += cost
        self.book.week(WeekCol.DEAL_CENTS, cost)
        self.book.count(TotalBlock.REQUEST, kind, RequestTotal.DEAL_CENTS, cost)
        return True

    def _number(self, column: DrainCol) -> float:
        return self.numbers.get(Block.DRAIN, 0, column)

    def _u(self, request: Request, purpose: Purpose) -> float:
        return self.luck.at(purpose, request.deal.account, (*request.asked_at, request.nth))
