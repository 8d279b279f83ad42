"""People and the work they have in hand: taken up, done, interrupted, left behind."""

from collections.abc import Callable
from functools import partial
from types import ModuleType
from typing import TYPE_CHECKING

from gtmsim.engines.reference.book import Book
from gtmsim.engines.reference.calendars import Calendar
from gtmsim.engines.reference.clock import Clock
from gtmsim.engines.reference.luck import Numbers
from gtmsim.engines.reference.people import Person
from gtmsim.engines.reference.queues import NOBODY, Queue, Task
from gtmsim.program.layout import (
    Block,
    Firm,
    KindFamily,
    KindTotal,
    PersonInt,
    Phase,
    RoleTotal,
    RunCol,
    TeamTotal,
    TotalBlock,
    What,
)
from gtmsim.program.tables import Program

if TYPE_CHECKING:
    from gtmsim.engines.reference.careers import Careers
    from gtmsim.engines.reference.choice import Choice
    from gtmsim.engines.reference.firm import Company


class Staff:
    """Everybody, everything that waits, and what everybody has in hand."""

    def __init__(
        self, program: Program, clock: Clock, book: Book, numbers: Numbers, rules: ModuleType
    ) -> None:
        self.program = program
        self.clock = clock
        self.book = book
        self.numbers = numbers
        self.rules = rules
        self.calendars = [Calendar(program, c) for c in range(program.calendars)]
        self.people = [
            Person(
                number,
                int(row[PersonInt.LUCK]),
                int(row[PersonInt.TEAM]),
                int(row[PersonInt.ROLE]),
                self.calendars[row[PersonInt.CALENDAR]],
                int(row[PersonInt.STARTS]),
                int(row[PersonInt.LEAVES]),
                bool(row[PersonInt.OPENING]),
                stood=[0] * program.kinds,
            )
            for number, row in enumerate(program.person_ints)
        ]
        self.shared = [Queue(rules) for _ in range(program.kinds)]
        self.own = [Queue(rules) for _ in self.people]
        self.families: list[int] = program.kind_family.tolist()
        self.standing_kinds = program.standing_kinds()
        for number, calendar in enumerate(self.calendars):
            for start in calendar.starts:
                clock.at(start, Phase.SHIFT, number, self._shift(number))
        for person in self.people:
            if not person.opening:
                clock.at(person.starts, Phase.STAFF, person.number, partial(self.joins, person))
            clock.at(person.leaves, Phase.STAFF, person.number, partial(self.leaves, person))
        clock.at_horizon(self.cut)

    # --- what waits ---------------------------------------------------------------------------------------------------------

    def put(self, task: Task) -> None:
        """Put a task in line: in its own person's queue if it is kept for somebody, else in its kind's."""
        task.waiting, task.waiting_since = True, self.clock.now
        self._line(task).add(task)
        self.book.queue_changes(task.kind, 1)
        self.book.record(task.number, What.QUEUED, task.kind, task.kept_for)
        self.book.count(TotalBlock.KIND, task.kind, KindTotal.QUEUED)
        self.clock.match_due()

    def withdraw(self, task: Task) -> None:
        """Take a waiting task out of line: nobody needs it any more."""
        self._unqueue(task)
        self.book.record(task.number, What.WITHDRAWN, task.kind)
        self.book.count(TotalBlock.KIND, task.kind, KindTotal.WITHDRAWN)

    def can(self, person: int, kind: int) -> bool:
        """Return whether a person may do a kind of work and is there."""
        return person != NOBODY and self.people[person].here and self.priority(person, kind) > 0.0

    def skill(self, person: int) -> float:
        """Return what a person's hand adds to the logit of winning; nobody's hand adds nothing."""
        return 0.0 if person == NOBODY else self.careers.skill(self.people[person])

    def pace(self, person: int, kind: int) -> float:
        """Return the speed at which a person now works on a kind of work."""
        own = self.numbers.get(Block.SPEED, person, kind) * self.careers.pace(self.people[person])
        return own * self.company.places[Firm.PACE]

    # --- work in hand -------------------------------------------------------------------------------------------------------

    def take(self, person: Person, task: Task) -> None:
        """Let a person take up a task that waits."""
        self._unqueue(task)
        self.book.record(task.number, What.TAKEN, task.kind, person.number)
        speed = self.pace(person.number, task.kind)
        if task.begun:
            task.need = self.rules.in_other_hands(task.need, task.speed, speed)
        else:
            task.need = task.told_taken(person.number)
        task.speed = speed
        person.task = task
        self._begin(person, task.kind, task.need, task.set_up)
        task.begun = True

    def stand(self, person: Person, kind: int) -> None:
        """Let a person begin a session of standing work."""
        self.book.record(person.number, What.STANDING, kind)
        person.standing = kind
        set_up = self._resumption() if person.torn_away else 0
        person.torn_away = False
        need = self.rules.whole_ticks(self.numbers.get(Block.RUN, 0, RunCol.STANDING_SESSION))
        self._begin(person, kind, need, set_up)

    def _begin(self, person: Person, kind: int, need: int, set_up: int) -> None:
        now = self.clock.now
        self._idled(person)
        self.book.count(TotalBlock.ROLE, person.role, RoleTotal.TAKEN)
        if person.last_kind not in (NOBODY, kind):
            self.book.count(TotalBlock.ROLE, person.role, RoleTotal.SWITCHES)
        self.book.count(TotalBlock.KIND, kind, KindTotal.TAKEN)
        set_up = self.rules.set_up_in_all(set_up, self._switching(person.last_kind, kind))
        person.last_kind = kind
        person.begun += 1
        person.taken, person.need, person.set_up = now, need, set_up
        due = person.calendar.finish(now, need + set_up)
        person.done = self.clock.at(due, Phase.DONE, person.number, lambda: self._done(person))

    def _done(self, person: Person) -> None:
        task, kind = person.task, person.standing
        useful = self._put_down(person)
        self.clock.match_due()
        if task is None:
            self.book.record(person.number, What.STOOD, kind, useful)
            self.book.count(TotalBlock.KIND, kind, KindTotal.DONE)
            self.stood(person, kind, useful)
            return
        self.book.record(task.number, What.DONE, person.number, useful)
        self.book.count(TotalBlock.KIND, task.kind, KindTotal.DONE)
        assert task.gate is not None
        self.clock.open(task.gate, person.number)

    def interrupt(self, person: Person) -> None:
        """Put the work in hand down unfinished: a task goes back to its place in line, a standing session is over."""
        task, kind = person.task, person.standing
        assert person.done is not None
        person.done.forget()
        useful = self._put_down(person)
        if task is None:
            self.book.record(person.number, What.STOOD, kind, useful)
            self.book.count(TotalBlock.KIND, kind, KindTotal.INTERRUPTED)
            person.torn_away = True
            return
        self.book.record(task.number, What.INTERRUPTED, person.number, useful)
        self.book.count(TotalBlock.KIND, task.kind, KindTotal.INTERRUPTED)
        task.need = self.rules.still_needed(task.need, useful)
        task.set_up = self._resumption()
        task.kept_for = NOBODY
        self.put(task)
        task.told_put_down()

    def _put_down(self, person: Person) -> int:
        """Book the hours of the work in hand, and return the useful ticks."""
        now = self.clock.now
        kind = person.task.kind if person.task is not None else person.standing
        elapsed = person.calendar.between(person.taken, now)
        useful = self.rules.useful_ticks(elapsed, person.set_up)
        in_window = self._window(person, person.taken)
        self.book.worked(person.number, person.role, kind, useful, in_window, elapsed - useful)
        self._note_displaced(person, kind, useful, min(useful, in_window))
        person.worked += useful
        person.busy_ticks += elapsed
        if self._helps(person, kind):
            person.helping_ticks += elapsed
        if person.standing != NOBODY:
            person.stood[kind] += useful
        if person.task is not None:
            person.task.worked += useful
        person.task, person.standing, person.idle_since = None, NOBODY, now
        return int(useful)

    def _note_displaced(self, person: Person, kind: int, useful: int, in_window: int) -> None:
        if person.task is not None and self._helps(person, kind):
            self.displaced(person.task.number, useful, in_window)

    def _helps(self, person: Person, kind: int) -> bool:
        """Return whether a kind of work is a request that keeps somebody from standing work of their own."""
        asked_for = self.families[kind] in (KindFamily.REQUEST, KindFamily.REFERRED)
        return asked_for and self._has_standing_work(person)

    def _has_standing_work(self, person: Person) -> bool:
        return any(
            self.numbers.get(Block.STANDING, person.number, kind) > 0.0 for kind in self.standing_kinds
        )

    displaced: Callable[[int, int, int], None]
    stood: Callable[[Person, int, int], None]
    careers: "Careers"
    company: "Company"
    choice: "Choice"

    # --- coming and going ---------------------------------------------------------------------------------------------------

    def _shift(self, calendar: int) -> Callable[[], None]:
        def opens() -> None:
            self.book.record(calendar, What.SHIFT)
            self.clock.match_due()

        return opens

    def joins(self, person: Person) -> None:
        """Let somebody come into a position."""
        person.here, person.joined, person.idle_since = True, self.clock.now, self.clock.now
        self.choice.forgets(person.number)
        self.careers.begins(person)
        self.book.record(person.number, What.JOINED)
        self.clock.match_due()

    def leaves(self, person: Person) -> None:
        """Let whoever holds a position go; what they have in hand or in line goes back to all."""
        self.clock.match_due()
        if not person.here:
            return
        self.careers.turn_quarters()
        if person.idle:
            self._idled(person)
        else:
            self.interrupt(person)
        self._opened(person)
        person.here = False
        self.book.record(person.number, What.LEFT_TEAM)
        for _, task in sorted(self.own[person.number].heap, key=lambda entry: entry[1].number):
            task.kept_for = NOBODY
            self.shared[task.kind].add(task)
        self.own[person.number] = Queue(self.rules)

    def release(self, person: Person, goes: Callable[[Task], bool]) -> None:
        """Move tasks kept for somebody to the shared queues. They have waited and go on waiting: nothing is booked."""
        kept = [task for _, task in self.own[person.number].heap if goes(task)]
        for task in sorted(kept, key=lambda task: task.number):
            self.own[person.number].remove(task)
            task.kept_for = NOBODY
            self.shared[task.kind].add(task)
            self.clock.match_due()

    def open_ticks(self, person: Person) -> int:
        """Return the open hours of all who ever held a position, up to now."""
        lately = person.calendar.between(person.joined, self.clock.now) if person.here else 0
        return person.opened_ticks + lately

    def _idled(self, person: Person) -> None:
        ticks = self._window(person, person.idle_since)
        self.book.add(TotalBlock.ROLE, person.role, RoleTotal.IDLE_TICKS, ticks)

    def _opened(self, person: Person) -> None:
        """Book the open hours and the presence of somebody from whom no more is to come."""
        ticks = self._window(person, person.joined)
        self.book.add(TotalBlock.ROLE, person.role, RoleTotal.OPEN_TICKS, ticks)
        present = self.book.since_warm_up(person.joined)
        self.book.add(TotalBlock.TEAM, person.team, TeamTotal.PRESENT_TICKS, present)
        person.opened_ticks += person.calendar.between(person.joined, self.clock.now)

    def _switching(self, before: int, kind: int) -> float:
        """Return the ticks it takes to come to a kind of work from another."""
        return 0.0 if before == NOBODY else self.numbers.get(Block.SWITCH, before, kind)

    def cut(self) -> None:
        """At the horizon, book what is in hand and what still waits."""
        self.careers.turn_quarters()
        for person in self.people:
            if not person.here:
                continue
            self._opened(person)
            if person.idle:
                self._idled(person)
                continue
            task, kind = person.task, person.standing
            useful = self._put_down(person)
            if task is None:
                self.book.record(person.number, What.CUT_STANDING, kind, useful)
            else:
                self.book.record(task.number, What.CUT, person.number, useful)
        self.book.close_queues()
        for queue in (*self.shared, *self.own):
            for _, task in queue.heap:
                self.book.waited(task.kind, task.waiting_since)

    def _unqueue(self, task: Task) -> None:
        self._line(task).remove(task)
        task.waiting = False
        self.book.queue_changes(task.kind, -1)
        self.book.waited(task.kind, task.waiting_since)

    def _line(self, task: Task) -> Queue:
        return self.shared[task.kind] if task.kept_for == NOBODY else self.own[task.kept_for]

    def _window(self, person: Person, begin: int) -> int:
        """Return the person's working ticks from `begin` to now that lie after warm-up."""
        return person.calendar.between(max(begin, self.program.warm_up), self.clock.now)

    def priority(self, person: int, kind: int) -> float:
        """Return how a person ranks a kind of work; 0 is none of theirs."""
        return self.numbers.get(Block.PRIORITY, person, kind)

    def _resumption(self) -> int:
        return int(self.rules.some_ticks(self.numbers.get(Block.RUN, 0, RunCol.RESUMPTION)))
