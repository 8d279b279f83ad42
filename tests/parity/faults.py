"""Faults to plant in the reference engine: if the comparison does not see them, it sees nothing."""

from collections.abc import Callable
from types import ModuleType
from typing import Any

import gtmsim._rules
from gtmsim.engines.reference import Reference
from gtmsim.engines.reference.calendars import Calendar
from gtmsim.engines.reference.careers import Careers
from gtmsim.engines.reference.clock import Alarm
from gtmsim.engines.reference.deals import Deals
from gtmsim.engines.reference.lives import Deal
from gtmsim.engines.reference.matching import Matching
from gtmsim.engines.reference.people import Person
from gtmsim.engines.reference.queues import NOBODY, Queue, Task
from gtmsim.engines.reference.staff import Staff

Patch = Callable[[object, str, object], None]  # monkeypatch.setattr
Fault = Callable[[Patch], Reference]


def sound() -> Reference:
    """Return the engine as it is."""
    return Reference(rules=gtmsim._rules)


def with_rule(name: str, rule: Callable[..., Any]) -> Reference:
    """Return the engine with one rule replaced."""
    rules = ModuleType("rules with a fault")
    rules.__dict__.update(
        {each: getattr(gtmsim._rules, each) for each in dir(gtmsim._rules) if not each.startswith("__")}
    )
    setattr(rules, name, rule)
    return Reference(rules=rules)


def match_looks_only_once(patch: Patch) -> Reference:
    """An interrupted task is not offered to idle people within the same tick."""

    def match(self: Matching) -> None:
        self._idle_take_work()
        while self._waiting_interrupts():
            pass
        self._idle_stand()

    patch(Matching, "match", match)
    return sound()


def longer_waiting_does_not_count(patch: Patch) -> Reference:
    """Tasks due at the same tick stand by number alone."""

    def served_before(
        urgent_a: bool,
        due_a: int,
        since_a: int,
        task_a: int,
        urgent_b: bool,
        due_b: int,
        since_b: int,
        task_b: int,
    ) -> bool:
        return bool(gtmsim._rules.served_before(urgent_a, due_a, 0, task_a, urgent_b, due_b, 0, task_b))

    return with_rule("served_before", served_before)


def interruptions_cost_no_set_up(patch: Patch) -> Reference:
    """The resumption time is forgotten."""
    patch(Staff, "_resumption", lambda *_: 0)
    return sound()


def forgotten_alarms_ring(patch: Patch) -> Reference:
    """What was cancelled happens all the same."""
    patch(Alarm, "forget", lambda *_: None)
    return sound()


def work_just_taken_is_interrupted(patch: Patch) -> Reference:
    """Victims may have begun within this tick."""
    victim = Matching._victim

    def _victim(self: Matching, task: Task) -> Person | None:
        for person in self.staff.people:
            person.taken -= 1
        found = victim(self, task)
        for person in self.staff.people:
            person.taken += 1
        return found

    patch(Matching, "_victim", _victim)
    return sound()


def shops_close_a_tick_late(patch: Patch) -> Reference:
    """Work can begin at closing time."""
    is_open = Calendar.is_open
    patch(Calendar, "is_open", lambda self, tick: is_open(self, tick) or is_open(self, tick - 1))
    return sound()


def leavers_take_their_queue_along(patch: Patch) -> Reference:
    """Work kept for somebody who has left stays kept."""
    leaves = Staff.leaves

    def left(self: Staff, person: Person) -> None:
        kept, self.own[person.number] = self.own[person.number], Queue(self.rules)
        leaves(self, person)
        self.own[person.number] = kept

    patch(Staff, "leaves", left)
    return sound()


def interrupted_work_starts_again(patch: Patch) -> Reference:
    """What was done before an interruption is lost."""
    interrupt = Staff.interrupt

    def interrupted(self: Staff, person: Person) -> None:
        task = person.task
        need = 0 if task is None else task.need
        interrupt(self, person)
        if task is not None:
            task.need = need

    patch(Staff, "interrupt", interrupted)
    return sound()


def patience_runs_on_while_served(patch: Patch) -> Reference:
    """Being taken does not end a lead's patience."""
    patch(Deal, "forget", lambda *_: None)
    return sound()


def owners_keep_nothing(patch: Patch) -> Reference:
    """No session is kept for anybody."""
    return with_rule("kept", lambda *_: False)


def help_changes_luck(patch: Patch) -> Reference:
    """Leaving a stage draws a new inclination."""
    leave = Deals._leave

    def _leave(self: Deals, deal: Deal, stage: int) -> int:
        deal.inclination = 1.0 - deal.inclination
        return leave(self, deal, stage)

    patch(Deals, "_leave", _leave)
    return sound()


def skill_is_not_noticed(patch: Patch) -> Reference:
    """Everybody's hand is worth the same."""
    patch(Staff, "skill", lambda *_: 0.0)
    return sound()


def priorities_beat_nobody(patch: Patch) -> Reference:
    """Victims are chosen without looking at what they do."""

    def victim_before(
        priority_a: float, taken_a: int, person_a: int, priority_b: float, taken_b: int, person_b: int
    ) -> bool:
        return bool(gtmsim._rules.victim_before(0.0, taken_a, person_a, 0.0, taken_b, person_b))

    return with_rule("victim_before", victim_before)


def interrupted_work_stays_kept(patch: Patch) -> Reference:
    """A task torn from its owner waits for that owner."""
    interrupt = Staff.interrupt

    def interrupted(self: Staff, person: Person) -> None:
        task = person.task
        interrupt(self, person)
        if task is not None and task.kept_for == NOBODY and person.leaves > self.clock.now:
            self.shared[task.kind].remove(task)
            task.kept_for = person.number
            self.own[person.number].add(task)

    patch(Staff, "interrupt", interrupted)
    return sound()


def newcomers_are_at_full_pace(patch: Patch) -> Reference:
    """Nobody ramps up."""
    patch(Careers, "pace", lambda *_: 1.0)
    return sound()


def whoever_is_hired_is_who_left(patch: Patch) -> Reference:
    """A position's next holder brings the skill of the first."""
    begins = Careers.begins

    def begin(self: Careers, person: Person) -> None:
        holder = person.holder
        person.holder = -1
        begins(self, person)
        person.holder = holder + 1

    patch(Careers, "begins", begin)
    return sound()


def quarters_never_end(patch: Patch) -> Reference:
    """Nobody's books are ever closed."""
    patch(Careers, "turn_quarters", lambda *_: None)
    return sound()


def help_teaches_as_much(patch: Patch) -> Reference:
    """A deal that others helped to close brings its whole experience."""
    return with_rule("experience_of", lambda *_: 1.0)


def money_is_no_object(patch: Patch) -> Reference:
    """Positions are opened whatever they cost."""
    return with_rule("affordable", lambda *_: True)


FAULTS: tuple[Fault, ...] = (
    newcomers_are_at_full_pace,
    whoever_is_hired_is_who_left,
    quarters_never_end,
    help_teaches_as_much,
    money_is_no_object,
    match_looks_only_once,
    longer_waiting_does_not_count,
    interruptions_cost_no_set_up,
    forgotten_alarms_ring,
    work_just_taken_is_interrupted,
    shops_close_a_tick_late,
    leavers_take_their_queue_along,
    interrupted_work_starts_again,
    patience_runs_on_while_served,
    owners_keep_nothing,
    help_changes_luck,
    skill_is_not_noticed,
    priorities_beat_nobody,
    interrupted_work_stays_kept,
)
