"""Event records in words: when, who, what."""

from collections.abc import Callable
from datetime import datetime, time, timedelta
from typing import NamedTuple

from gtmsim.program.layout import Answer, Close, KindFamily, Outcome, Phase, RecordCol, SourceKind, What
from gtmsim.program.rules import MICRO
from gtmsim.program.tables import Ints, Program
from gtmsim.tell.amounts import duration, money, short

_ANSWERS = {
    Answer.PREEMPT: "is taken at once",
    Answer.QUEUE: "is queued",
    Answer.REFER: "is referred",
    Answer.SELF_SERVE: "is sent to the library",
    Answer.DENY: "is denied",
}
_OUTCOMES = {Outcome.ADVANCE: "and advances", Outcome.LOST: "lost", Outcome.NO_DECISION: "without a decision"}


class Told(NamedTuple):
    """One record in words."""

    tick: int
    when: str
    who: str
    what: str


class Teller:
    """Tells the records of one program in the user's own names."""

    def __init__(self, program: Program) -> None:
        self.program = program
        self.names = program.names
        scenario = program.scenario
        self.start = datetime.combine(scenario.run.start, time()) if scenario is not None else None
        self.currency = scenario.world.currency if scenario is not None else "currency"

    def told(self, record: "Ints | list[int]") -> Told:
        """Return one row of a trace in words."""
        row = [int(number) for number in record]
        tick, what, entity = row[RecordCol.TICK], What(row[RecordCol.WHAT]), row[RecordCol.ENTITY]
        who, words = _WORDS[what]
        told = words(self, row[RecordCol.A], row[RecordCol.B], row[RecordCol.PHASE])
        return Told(tick, self.when(tick), who(self, entity), told)

    def when(self, tick: int) -> str:
        """Return the date, weekday and clock of a tick; without a start date, its day and clock."""
        if self.start is None:
            return f"day {tick // 86_400} {timedelta(seconds=tick % 86_400)}"
        return (self.start + timedelta(seconds=tick)).strftime("%Y-%m-%d %a %H:%M:%S")

    def task(self, entity: int) -> str:
        """Return whom a task belongs to: `web lead 7`, or `web lead 7, request 2`."""
        account, nth = entity >> 16, entity & 0xFFFF
        return self.account(account) + (f", request {nth}" if nth else "")

    def account(self, account: int) -> str:
        """Return an account by its source: a lead of a stream, an account of a pool."""
        source = account >> 32
        if not 0 <= source < self.program.sources:
            return f"account {account}"
        noun = "lead" if self.program.source_ints[source][0] == SourceKind.STREAM else "account"
        return f"{self.names.sources[source]} {noun} {account & 0xFFFFFFFF}"

    def person(self, number: int) -> str:
        """Return somebody's name."""
        return _at(self.names.people, number)

    def kind(self, number: int) -> str:
        """Return a kind of work: a stage by its name, help by its request."""
        helps = 0 <= number < self.program.kinds and self.program.kind_family[number] == KindFamily.REQUEST
        return ("help with " if helps else "") + _at(self.names.kinds, number)

    def stage(self, number: int) -> str:
        """Return a stage's name."""
        return _at(self.names.stages, number)

    def request(self, number: int) -> str:
        """Return a request type's name."""
        return _at(self.names.requests, number)


def _at(names: tuple[str, ...], number: int) -> str:
    return names[number] if 0 <= number < len(names) else f"number {number}"


_Words = Callable[[Teller, int, int, int], str]
_Who = Callable[[Teller, int], str]

_task: _Who = Teller.task
_person: _Who = Teller.person

_WORDS: dict[What, tuple[_Who, _Words]] = {
    What.LEAD: (_task, lambda t, a, b, _: f"appears: {_at(t.names.segments, a)}, worth {money(b, t.currency)}"),
    What.ENTERED: (_task, lambda t, a, b, _: f"enters {t.stage(a)}" + (f", attempt {b + 1}" if b else "")),
    What.SCREENED: (_task, lambda t, a, b, _: f"is not handed over to {t.stage(a)}: scores too low"),
    What.QUEUED: (_task, lambda t, a, b, _: f"waits for {t.kind(a)}" + (f", kept for {t.person(b)}" if b >= 0 else "")),
    What.TAKEN: (_task, lambda t, a, b, _: f"{t.kind(a)}: taken by {t.person(b)}"),
    What.DONE: (_task, lambda t, a, b, _: f"session done by {t.person(a)}, {duration(b)} of work"),
    What.INTERRUPTED: (_task, lambda t, a, b, _: f"put down by {t.person(a)} after {duration(b)} of work"),
    What.WITHDRAWN: (_task, lambda t, a, b, _: f"waits no longer for {t.kind(a)}"),
    What.COLD: (_task, lambda t, a, b, _: f"has gone cold while waiting in {t.stage(a)}"),
    What.REJECTED: (_task, lambda t, a, b, _: f"is rejected by {t.stage(a)}"),
    What.ABANDONED: (_task, lambda t, a, b, _: f"gives up waiting in {t.stage(a)}"),
    What.TIMED_OUT: (_task, lambda t, a, b, _: f"times out in {t.stage(a)}"),
    What.LEFT: (_task, lambda t, a, b, _: f"leaves {t.stage(a)} {_OUTCOMES[Outcome(b)]}"),
    What.RECYCLED: (_task, lambda t, a, b, _: f"will come back to {t.stage(a)}, attempt {b + 1}"),
    What.CLOSED: (_task, lambda t, a, b, _: f"closed: {close_words(a)}" + (f", {money(b, t.currency)} booked" if a == Close.WON else "")),
    What.ASKED: (_task, lambda t, a, b, _: f"asks for {t.request(a)} in {t.stage(b)}"),
    What.ANSWERED: (_task, lambda t, a, b, _: f"{t.request(a)} {_ANSWERS[Answer(b)]}"),
    What.HELPED: (_task, lambda t, a, b, _: f"{t.request(a)} " + ("helps the deal" if b else "comes too late to help")),
    What.STANDING: (_person, lambda t, a, b, _: f"starts on {t.kind(a)}"),
    What.STOOD: (_person, lambda t, a, b, phase: f"{_ended(phase)} {t.kind(a)} after {duration(b)} of work"),
    What.JOINED: (_person, lambda t, a, b, _: "joins"),
    What.LEFT_TEAM: (_person, lambda t, a, b, _: "leaves the team"),
    What.SHIFT: (lambda t, entity: f"calendar {_at(t.names.calendars, entity)}", lambda t, a, b, _: "opens"),
    What.WEEK: (lambda t, entity: "everybody", lambda t, a, b, _: f"week {a} begins, awareness {short(b / MICRO)} h"),
    What.OPENED: (_task, lambda t, a, b, _: f"comes into the market, episode {a + 1}"),
    What.SHUT: (_task, lambda t, a, b, _: f"leaves the market, episode {a + 1}"),
    What.CUT: (_task, lambda t, a, b, _: f"in hand of {t.person(a)} at the end, {duration(b)} of work"),
    What.CUT_STANDING: (_person, lambda t, a, b, _: f"on {t.kind(a)} at the end, {duration(b)} of work"),
    What.LIBRARY: (_task, lambda t, a, b, _: f"{t.request(a)}: the library " + ("has it" if b else "does not have it")),
}  # fmt: skip


def close_words(close: int) -> str:
    """Return how a lead's life ended: `won`, `no decision`, ..."""
    return Close(close).name.lower().replace("_", " ")


def _ended(phase: int) -> str:
    return "ends" if phase == Phase.DONE else "breaks off"
