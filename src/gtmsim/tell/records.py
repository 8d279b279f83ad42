"""Event records in words: when, who, what."""

from datetime import datetime, time, timedelta
from typing import NamedTuple

from gtmsim.amounts import duration, money, percent, short
from gtmsim.measure.stocks import stock_name
from gtmsim.program.layout import (
    Answer,
    Close,
    KindFamily,
    Limit,
    Outcome,
    Phase,
    RecordCol,
    SourceKind,
    Stream,
    What,
)
from gtmsim.program.rules import MICRO
from gtmsim.program.tables import Ints, Program
from gtmsim.tell.plans import PLANNED, plans_told

_ANSWERS = {
    int(Answer.PREEMPT): "is taken at once",
    int(Answer.QUEUE): "is queued",
    int(Answer.REFER): "is referred",
    int(Answer.SELF_SERVE): "is sent to the library",
    int(Answer.DENY): "is denied",
}
_OUTCOMES = {
    int(Outcome.ADVANCE): "and advances",
    int(Outcome.LOST): "lost",
    int(Outcome.NO_DECISION): "without a decision",
}
_STREAMS = {
    int(Stream.MARKET): "the market",
    int(Stream.DEALS): "deals in play",
    int(Stream.CUSTOMERS): "customers",
    int(Stream.RIVALS): "what a rival has",
    int(Stream.UPKEEP): "upkeep",
    int(Stream.REWORK): "doing things again",
}
_ENDS = {int(close): close.name.lower().replace("_", " ") for close in Close}
_OF_PEOPLE = frozenset(
    {
        What.STANDING,
        What.STOOD,
        What.CUT_STANDING,
        What.JOINED,
        What.LEFT_TEAM,
        What.KNOCKED,
        What.CHOSE,
    }
)
_OF_POSITIONS = frozenset({What.QUIT, What.HIRED, What.OPENED_POSITION, What.QUARTER_ENDED})


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
        tick, what = row[RecordCol.TICK], What(row[RecordCol.WHAT])
        told = self._words(what, row[RecordCol.A], row[RecordCol.B], row[RecordCol.PHASE])
        return Told(tick, self.when(tick), self._who(what, row[RecordCol.ENTITY]), told)

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
        """Return an account: one of the market, a stream's lead, or somebody who only passed by a channel."""
        source = account >> 32
        if source == Limit.MARKET:
            segment = (account >> Limit.SEGMENT_SHIFT) & Limit.SEGMENTS
            return f"{_at(self.names.segments, segment)} account {account & Limit.SEGMENT_ACCOUNTS}"
        if not 0 <= source < self.program.sources:
            return f"account {account}"
        if self.program.source_ints[source][0] == SourceKind.STREAM:
            return f"{self.names.sources[source]} lead {account & 0xFFFFFFFF}"
        segment = (account >> Limit.SEGMENT_SHIFT) & Limit.SEGMENTS
        who = f"{_at(self.names.segments, segment)} passer-by {account & Limit.SEGMENT_ACCOUNTS}"
        return f"{self.names.sources[source]} {who}"

    def person(self, number: int) -> str:
        """Return somebody's name."""
        return _at(self.names.people, number)

    def kind(self, number: int) -> str:
        """Return a kind of work: a stage by its name, help by its request."""
        helps = 0 <= number < self.program.kinds and self.program.kind_family[number] == KindFamily.REQUEST
        return ("help with " if helps else "") + _at(self.names.kinds, number)

    def source(self, number: int) -> str:
        """Return a source's name."""
        return _at(self.names.sources, number)

    def stage(self, number: int) -> str:
        """Return a stage's name."""
        return _at(self.names.stages, number)

    def request(self, number: int) -> str:
        """Return a request type's name."""
        return _at(self.names.requests, number)

    def _is_found(self, source: int) -> bool:
        rows = self.program.source_ints
        return 0 <= source < len(rows) and rows[source][0] == SourceKind.PROSPECTING

    def _who(self, what: What, entity: int) -> str:
        if what in (What.WEEK, What.TREATED, What.KNOWN, What.SPENT, What.NOTICED) or what in PLANNED:
            return self.source(entity) if what is What.PROGRAM_CUT else "everybody"
        if what in (What.HAPPENED, What.PASSED):
            return _at(self.names.events, entity)
        if what is What.STOCK:
            return stock_name(self.program, entity)
        if what is What.SHIFT:
            return f"calendar {_at(self.names.calendars, entity)}"
        if what is What.COVERED:
            return f"the library for {self.stage(entity)}"
        if what in (What.SHIPPED, What.VALUED):
            product, attribute = divmod(entity, 1 << Limit.FEATURE_SHIFT)
            return f"{_at(self.names.attributes, attribute)} of {_at(self.names.products, product)}"
        if what is What.DEVELOPED:
            return f"development for {_STREAMS.get(entity, f'stream {entity}')}"
        if what is What.BAR:
            return f"the hand-off to {self.stage(entity)}"
        return self.person(entity) if what in _OF_PEOPLE | _OF_POSITIONS else self.task(entity)

    def _words(self, what: What, a: int, b: int, phase: int) -> str:
        families = (
            self._of_leads,
            self._of_help,
            self._of_people,
            self._of_time,
            self._of_development,
            plans_told,
        )
        told = (words for family in families if (words := family(what, a, b)) is not None)
        return next(told, None) or self._of_work(what, a, b, phase)

    def _of_leads(self, what: What, a: int, b: int) -> str | None:
        """Tell of the life of a lead, from one stage to the next; None of anything else."""
        match what:
            case What.LEAD:
                source, segment = divmod(a, 1 << Limit.LEAD_SOURCE_SHIFT)
                comes = "is found" if self._is_found(source) else "appears"
                who = f"{_at(self.names.segments, segment)} by way of {_at(self.names.sources, source)}"
                return f"{comes}: {who}, worth {money(b, self.currency)}"
            case What.OFFERED:
                return f"is offered {_at(self.names.products, a)}, worth {money(b, self.currency)}"
            case What.ENTERED:
                return f"enters {self.stage(a)}" + (f", attempt {b + 1}" if b else "")
            case What.SCREENED:
                return f"is not handed over to {self.stage(a)}: scores too low"
            case What.COLD:
                return f"has gone cold while waiting in {self.stage(a)}"
            case What.REJECTED:
                return f"is rejected by {self.stage(a)}"
            case What.TIMED_OUT:
                return f"times out in {self.stage(a)}"
            case What.LEFT:
                return f"leaves {self.stage(a)} {_OUTCOMES.get(b, f'by outcome {b}')}"
            case What.RECYCLED:
                return f"will come back to {self.stage(a)}, attempt {b + 1}"
            case What.NURTURED:
                return f"comes back to {self.stage(a)} after {short(b / MICRO)} h of nurture"
            case What.BROKE:
                return (
                    f"hears another story from {self.person(b)} in {self.stage(a)} than the campaign promised"
                )
            case What.CONTESTED:
                return f"a rival is in the deal ({_at(self.names.segments, a)})"
            case What.NOT_URGENT:
                return "is in no hurry: not urgent enough to spend money on"
            case What.COMMITTEE:
                return f"{a} people decide on it, of whom {b} known"
            case What.MET:
                return f"now {a} of the {b} who decide are known"
            case What.RIVAL_MET:
                who = _at(self.names.rivals, a)
                return f"the rival is {who}" + (", whose customer it is" if b else "")
            case What.WENT_TO_RIVAL:
                stays = f", and stays its customer for {duration(b)}" if b else ""
                return f"goes to {_at(self.names.rivals, a)}{stays}"
            case What.CLOSED:
                booked = f", {money(b, self.currency)} booked" if a == Close.WON else ""
                return f"closed: {close_words(a)}{booked}"
            case What.WON:
                return f"won, {money(b, self.currency)} booked; now a customer to be served"
            case What.CUSTOMER_FROM_START:
                return f"is a customer from the start, {money(b, self.currency)} a year"
            case What.RENEWED:
                return f"renews for the {_nth(a)} time, {money(b, self.currency)} a year"
            case What.CHURNED:
                return f"does not renew: {money(b, self.currency)} a year are lost"
            case What.LOST_ACCOUNT:
                return (
                    f"leaves at once ({_at(self.names.events, a)}): {money(b, self.currency)} a year are lost"
                )
            case What.ACQUIRED:
                return (
                    f"becomes a customer with {_at(self.names.events, a)}, {money(b, self.currency)} a year"
                )
            case What.TIE_LOST:
                return f"is known by {self.person(a)} no more ({_at(self.names.events, b)})"
        return None

    def _of_work(self, what: What, a: int, b: int, phase: int) -> str:
        """Tell of work: who waits, who works, what is put down."""
        match what:
            case What.QUEUED:
                return f"waits for {self.kind(a)}" + (f", kept for {self.person(b)}" if b >= 0 else "")
            case What.TAKEN:
                return f"{self.kind(a)}: taken by {self.person(b)}"
            case What.DONE:
                return f"session done by {self.person(a)}, {duration(b)} of work"
            case What.INTERRUPTED:
                return f"put down by {self.person(a)} after {duration(b)} of work"
            case What.WITHDRAWN:
                return f"waits no longer for {self.kind(a)}"
            case What.MISROUTED:
                return f"{self.kind(a)} goes to the wrong person first" + (", who does it too" if b else "")
            case What.ASTRAY:
                again = f", and {duration(b)} to do it once more" if b else ""
                return f"takes {duration(a)} longer to find out whose it is{again}"
            case What.ABANDONED:
                return f"gives up waiting in {self.stage(a)}"
            case What.CUT:
                return f"in hand of {self.person(a)} at the end, {duration(b)} of work"
            case What.STANDING:
                return f"starts on {self.kind(a)}"
            case What.STOOD:
                return f"{'ends' if phase == Phase.DONE else 'breaks off'} {self.kind(a)} after {duration(b)} of work"
            case What.CUT_STANDING:
                return f"on {self.kind(a)} at the end, {duration(b)} of work"
            case What.KNOCKED:
                return f"finds {self.account(a >> 16)}" if b else "tries some doors and finds nobody"
            case What.CALLED_ON:
                return f"is called on by {self.person(a)}, who meets {'one more' if b else 'nobody new'}"
            case What.LOOKED_ON:
                return "goes on looking: nobody has taken up its hand"
            case What.DUPLICATE:
                return f"is called by {self.person(a)} too, who does not know it is in other hands"
            case What.CHOSE:
                return f"would rather look for own leads than take a {self.kind(a)}"
        raise AssertionError(f"nobody tells of {what.name}")

    def _of_help(self, what: What, a: int, b: int) -> str | None:
        """Tell of help for single deals, and material in its place; None of anything else."""
        match what:
            case What.ASKED:
                return f"asks for {self.request(a)} in {self.stage(b)}"
            case What.ANSWERED:
                return f"{self.request(a)} {_ANSWERS.get(b, f'gets answer {b}')}"
            case What.HELPED:
                return f"{self.request(a)} {'helps the deal' if b else 'comes too late to help'}"
            case What.LIBRARY:
                return f"{self.request(a)}: the library {'has it' if b else 'does not have it'}"
            case What.AVOIDED:
                return f"{self.request(a)} is spared: material answers it in {self.stage(b)}"
            case What.PRESSED:
                return f"bookings miss their target, else {self.request(a)} {_ANSWERS.get(b, f'gets answer {b}')}"
            case What.UNFUNDED:
                return f"no money for deals is left, else {self.request(a)} {_ANSWERS.get(b, f'gets answer {b}')}"
            case What.SHELVED:
                return f"{self.request(a)} is made reusable for {self.stage(b)}"
            case What.COVERED:
                return f"{percent(b / MICRO)} of the material is there"
        return None

    def _of_people(self, what: What, a: int, b: int) -> str | None:
        """Tell of people who come and go, and what they earn; None of anything else."""
        match what:
            case What.JOINED:
                return "joins"
            case What.LEFT_TEAM:
                return "leaves the team"
            case What.QUIT:
                return "quits" + (f", the {_nth(a)} to hold the position" if a else "")
            case What.HIRED:
                return f"is hired, the {_nth(a)} to hold the position, after a search of {duration(b)}"
            case What.OPENED_POSITION:
                return f"a new position of {_at(self.names.teams, a)} is opened"
            case What.PAID:
                return f"{self.person(a)} is paid a commission of {money(b, self.currency)}"
            case What.QUARTER_ENDED:
                return f"has booked {money(b, self.currency)} this quarter, {percent(a / MICRO)} of quota"
        return None

    def _of_development(self, what: What, a: int, b: int) -> str | None:
        """Tell of what developers build, and of what is promised; None of anything else."""
        match what:
            case What.WISHED:
                return f"asks for something of its own, worth {money(b, self.currency)}"
            case What.PROMISED:
                return f"is promised it until {self.when(a)}"
            case What.SHIPPED:
                return f"is shipped for {_STREAMS.get(a, f'stream {a}')}, {duration(b)} after it was begun"
            case What.VALUED:
                return (
                    f"was thought to be worth {money(a, self.currency)}, is worth {money(b, self.currency)}"
                )
            case What.BUILT:
                wanted = "has" if a else "no longer wants"
                return f"{wanted} what it asked for {duration(b)} ago"
            case What.KEPT:
                return f"has what was promised until {self.when(a)}" + ("" if b else ", late")
            case What.BROKEN_PROMISE:
                return f"waits for what was promised until {self.when(a)}"
            case What.DROPPED:
                return "will never have what it asked for"
            case What.DEVELOPED:
                return f"week {a} begins, the week before gave it {duration(b)}"
        return None

    def _of_time(self, what: What, a: int, b: int) -> str | None:
        """Tell of the calendar and the market; None of anything else."""
        match what:
            case What.NOTICED:
                segment = _at(self.names.segments, a)
                return (
                    f"{segment} is noticed, {duration(b)} after it emerged" if b else f"{segment} is noticed"
                )
            case What.SHIFT:
                return "opens"
            case What.TREATED:
                return "the policy of the treatment holds from now on"
            case What.HAPPENED:
                return f"happens in week {a}"
            case What.PASSED:
                return f"is over in week {a}"
            case What.WEEK:
                return f"week {a} begins, awareness {short(b / MICRO)} h"
            case What.SPENT:
                return f"week {a} begins, {money(b, self.currency)} for its programs"
            case What.KNOWN:
                return f"week {a} begins, {percent(b / MICRO)} of the market known"
            case What.STOCK:
                return f"stands at {short(b / MICRO)} in week {a}"
            case What.BAR:
                return f"takes scores from {short(b / MICRO)} on in week {a}"
            case What.OPENED:
                return f"comes into the market, episode {a + 1}"
            case What.SHUT:
                return f"leaves the market, episode {a + 1}"
        return None


def _nth(number: int) -> str:
    """Return a position counted from 0 in words: 1st, 2nd, ..."""
    n = number + 1
    ending = {1: "st", 2: "nd", 3: "rd"}.get(n % 10, "th") if n % 100 not in (11, 12, 13) else "th"
    return f"{n}{ending}"


def close_words(close: int) -> str:
    """Return how a lead's life ended: `won`, `no decision`, ..."""
    return _ENDS.get(close, f"by end {close}")


def _at(names: tuple[str, ...], number: int) -> str:
    # A record that an engine got wrong must still be told.
    return names[number] if 0 <= number < len(names) else f"number {number}"
