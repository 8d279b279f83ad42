"""MATCH: the only place where people and the work that waits meet."""

from functools import cmp_to_key

from gtmsim.engines.reference.clock import Clock
from gtmsim.engines.reference.luck import Numbers
from gtmsim.engines.reference.people import Person
from gtmsim.engines.reference.plans import Plans
from gtmsim.engines.reference.queues import NOBODY, Task
from gtmsim.engines.reference.staff import Staff
from gtmsim.program.layout import Block, KindFamily, RunCol
from gtmsim.program.tables import Program


class Matching:
    """Says who takes what, once a tick and after everything else in it."""

    def __init__(self, program: Program, clock: Clock, staff: Staff, numbers: Numbers) -> None:
        self.program = program
        self.clock = clock
        self.staff = staff
        self.numbers = numbers
        self.rules = staff.rules
        self.plans = Plans(program)
        clock.matching(self.match)

    def match(self) -> None:
        """Let work meet people until nothing changes; who is idle then takes up standing work."""
        while self._idle_take_work() or self._waiting_interrupts():
            pass
        self._idle_stand()

    def _idle_take_work(self) -> bool:
        idle = [
            person for person in self.staff.people if person.idle and person.calendar.is_open(self.clock.now)
        ]
        eager = {person.number: self._eagerness(person) for person in idle}
        idle.sort(
            key=cmp_to_key(
                lambda a, b: (
                    -1
                    if self.rules.chooses_before(eager[a.number], a.number, eager[b.number], b.number)
                    else 1
                )
            )
        )
        changed = False
        for person in idle:
            task = self._preferred(person)
            if task is not None and self.staff.choice.declines(person, task):
                task = self._preferred(person, leads=False)
            if task is not None:
                self.staff.take(person, task)
                changed = True
        return changed

    def _eagerness(self, person: Person) -> float:
        return float(
            self.rules.eagerness(
                self.clock.now - person.idle_since,
                person.worked,
                self.numbers.get(Block.RUN, 0, RunCol.ASSIGN_IDLE),
                self.numbers.get(Block.RUN, 0, RunCol.ASSIGN_LOAD),
            )
        )

    def _preferred(self, person: Person, *, leads: bool = True) -> Task | None:
        """Return what a person takes; without `leads`, stages' work that waits for anybody is not looked at."""
        best = self.staff.own[person.number].head()
        for kind, queue in enumerate(self.staff.shared):
            task = queue.head()
            if (
                task is not None
                and self.staff.priority(person.number, kind) > 0.0
                and (leads or self.staff.families[kind] != KindFamily.STAGE)
                and (best is None or self._prefers(person.number, task, best))
            ):
                best = task
        return best

    def _prefers(self, person: int, a: Task, b: Task) -> bool:
        return bool(
            self.rules.preferred(
                self.staff.priority(person, a.kind), a.kept_for == person, a.urgent, a.due, a.since, a.number,
                self.staff.priority(person, b.kind), b.kept_for == person, b.urgent, b.due, b.since, b.number,
            )
        )  # fmt: skip

    def _waiting_interrupts(self) -> bool:
        for kind in range(self.program.kinds):
            task = self.staff.shared[kind].head()
            victim = self._victim(task) if task is not None else None
            if task is not None and victim is not None:
                self.staff.interrupt(victim)
                self.staff.take(victim, task)
                return True
        return False

    def _victim(self, task: Task) -> Person | None:
        best: Person | None = None
        for person in self.staff.people:
            in_hand = person.task.kind if person.task is not None else person.standing
            if (
                in_hand != NOBODY
                and person.taken < self.clock.now
                and person.calendar.is_open(self.clock.now)
                and self.staff.priority(person.number, task.kind) > 0.0
                and self.rules.may_interrupt(
                    self.numbers.get(Block.INTERRUPT, task.kind, in_hand), task.urgent
                )
                and (best is None or self._sooner_interrupted(person, best))
            ):
                best = person
        return best

    def _sooner_interrupted(self, a: Person, b: Person) -> bool:
        return bool(
            self.rules.victim_before(
                self._in_hand_priority(a), a.taken, a.number, self._in_hand_priority(b), b.taken, b.number
            )
        )

    def _in_hand_priority(self, person: Person) -> float:
        kind = person.standing if person.task is None else person.task.kind
        return float(self.rules.rank_in_hand(person.task is None, self.staff.priority(person.number, kind)))

    def _idle_stand(self) -> None:
        for person in self.staff.people:
            if person.idle and person.calendar.is_open(self.clock.now):
                kind = self._standing_choice(person)
                if kind != NOBODY:
                    self.staff.stand(person, kind)

    def _standing_choice(self, person: Person) -> int:
        in_all = sum(person.stood)
        best, most = NOBODY, 0.0
        for kind, share in self._standing_shares(person).items():
            if share > 0.0:
                behind = self.rules.standing_shortfall(share, person.stood[kind], in_all)
                if best == NOBODY or behind > most:
                    best, most = kind, behind
        return best

    def _standing_shares(self, person: Person) -> dict[int, float]:
        """Return each kind's share of somebody's standing time, after what the review steers to."""
        plans = self.plans
        shares = {
            kind: self.numbers.get(Block.STANDING, person.number, kind) for kind in self.staff.standing_kinds
        }
        served = 0.0
        for kind, share in shares.items():
            if kind in plans.serves:
                served += share
        return {
            kind: self.rules.steered_share(share, plans.steer, kind in plans.serves, served)
            for kind, share in shares.items()
        }
