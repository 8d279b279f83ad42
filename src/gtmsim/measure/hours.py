"""The fold's view of people: every working tick of everybody is useful, set-up or idle."""

from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass

from gtmsim.measure.help import Plan
from gtmsim.measure.sums import DATES, Record, Sums
from gtmsim.program.layout import (
    Block,
    KindFamily,
    KindTotal,
    PersonInt,
    Phase,
    RequestTotal,
    RoleTotal,
    TotalBlock,
    WeekCol,
    What,
)
from gtmsim.program.rules import worked_on
from gtmsim.program.tables import Floats, Program

NOTHING = -1


@dataclass
class Hand:
    """One person: what they hold, since when, and what they held before."""

    role: int
    calendar: int
    starts: int
    leaves: int
    free_since: int
    stands: bool  # has standing work that requests displace
    here: bool  # or to come by date
    kind: int = NOTHING
    taken: int = 0
    last_kind: int = NOTHING


class Hours:
    """Books the ticks of everybody. A task's useful ticks stand in its record; the rest of its time was set-up."""

    def __init__(self, sums: Sums, params: Floats) -> None:
        self.sums = sums
        self.program = sums.program
        self.params = params
        standing = self.program.block(Block.STANDING, self.program.held(params, 0))
        self.hands = [
            Hand(
                role=row[PersonInt.ROLE],
                calendar=row[PersonInt.CALENDAR],
                starts=row[PersonInt.STARTS],
                leaves=row[PersonInt.LEAVES],
                free_since=row[PersonInt.STARTS],
                here=not row[PersonInt.OPENING],
                stands=any(share > 0.0 for share in standing[number].tolist()),
            )
            for number, row in enumerate(self.program.person_ints.tolist())
        ]
        self.open_ticks = [open_hours(self.program, calendar) for calendar in range(self.program.calendars)]
        self.plan = Plan(sums, params)
        self.asked: dict[int, int] = {}  # task -> request, of those that are not over
        self.handlers: dict[int, Callable[[Record], None]] = {
            **dict.fromkeys(DATES, self._changed),
            What.JOINED: self._joined,
            What.LEFT_TEAM: self._left,
            What.ASKED: self._asked,
            What.AVOIDED: self._over,
            What.ANSWERED: self._answered,
            What.HELPED: self._over,
            What.TAKEN: lambda r: self._takes(r.b, r.a, r.tick),
            What.STANDING: self._stands,
            What.DONE: self._done,
            What.INTERRUPTED: self._interrupted,
            What.CUT: self._put_down,
            What.STOOD: self._stood,
            What.CUT_STANDING: self._cut_standing,
        }

    def finish(self) -> None:
        """Book the open hours of everybody who is still there, and the idle ones up to when the run ended."""
        for hand in self.hands:
            if hand.here:
                self._gone(hand, min(hand.leaves, self.program.horizon))

    def _joined(self, r: Record) -> None:
        hand = self.hands[r.entity]
        hand.here, hand.starts, hand.free_since, hand.last_kind = True, r.tick, r.tick, NOTHING

    def _left(self, r: Record) -> None:
        self._gone(self.hands[r.entity], r.tick)
        self.hands[r.entity].here = False

    def _gone(self, hand: Hand, tick: int) -> None:
        self._role(hand, RoleTotal.OPEN_TICKS, self._open(hand, hand.starts, tick))
        if hand.kind == NOTHING:
            self._role(hand, RoleTotal.IDLE_TICKS, self._open(hand, hand.free_since, tick))

    def _changed(self, r: Record) -> None:
        standing = self.program.block(Block.STANDING, self.program.held(self.params, r.tick))
        self.plan.changes(r.tick)
        for number, hand in enumerate(self.hands):
            hand.stands = any(share > 0.0 for share in standing[number].tolist())

    def _asked(self, r: Record) -> None:
        self.asked[r.entity] = r.a

    def _answered(self, r: Record) -> None:
        if not worked_on(r.b):
            self._over(r)

    def _over(self, r: Record) -> None:
        self.asked.pop(r.entity, None)

    def _stands(self, r: Record) -> None:
        self.sums.count(TotalBlock.KIND, r.a, KindTotal.TAKEN)
        self._takes(r.entity, r.a, r.tick)

    def _takes(self, person: int, kind: int, tick: int) -> None:
        hand = self.hands[person]
        self._role(hand, RoleTotal.IDLE_TICKS, self._open(hand, hand.free_since, tick))
        self.sums.count(TotalBlock.ROLE, hand.role, RoleTotal.TAKEN)
        if hand.last_kind not in (NOTHING, kind):
            self.sums.count(TotalBlock.ROLE, hand.role, RoleTotal.SWITCHES)
        hand.kind, hand.taken, hand.last_kind = kind, tick, kind

    def _done(self, r: Record) -> None:
        self.sums.count(TotalBlock.KIND, self.hands[r.a].kind, KindTotal.DONE)
        self._put_down(r)

    def _interrupted(self, r: Record) -> None:
        self.sums.count(TotalBlock.KIND, self.hands[r.a].kind, KindTotal.INTERRUPTED)
        self._put_down(r)

    def _stood(self, r: Record) -> None:
        # One record tells both ends of a standing session: its own time in DONE, an interruption in any other phase.
        ended = KindTotal.DONE if r.phase == Phase.DONE else KindTotal.INTERRUPTED
        self.sums.count(TotalBlock.KIND, r.a, ended)
        self._worked(r.entity, r.b, r.tick)

    def _cut_standing(self, r: Record) -> None:
        self._worked(r.entity, r.b, r.tick)

    def _put_down(self, r: Record) -> None:
        hand = self.hands[r.a]
        for_a_deal = self.program.kind_family[hand.kind] in (KindFamily.REQUEST, KindFamily.REFERRED)
        useful = self._worked(r.a, r.b, r.tick)
        if for_a_deal and hand.stands:
            self.sums.add(TotalBlock.REQUEST, self.asked[r.entity], RequestTotal.DISPLACED_TICKS, by=useful)
            self.plan.takes(r.b, useful)

    def _worked(self, person: int, useful: int, tick: int) -> int:
        """Book what was in hand until now; return the useful ticks after warm-up, which come last in a session."""
        hand = self.hands[person]
        elapsed = self.open_ticks[hand.calendar](hand.taken, tick)
        in_window = self._open(hand, hand.taken, tick)
        useful_in = min(useful, in_window)
        set_up = self.program.set_up_kind
        for kind, ticks, whole in (
            (hand.kind, useful_in, useful),
            (set_up, in_window - useful_in, elapsed - useful),
        ):
            self.sums.add(TotalBlock.ROLE_KIND, hand.role, kind, by=ticks)
            self.sums.ledger[person, kind] += ticks
            self.sums.add_to_week(WeekCol.WIDTH + self.program.kinds + kind, whole)
        hand.kind, hand.free_since = NOTHING, tick
        return useful_in

    def _open(self, hand: Hand, begin: int, end: int) -> int:
        """Return the person's open ticks in the part of a span that is measured."""
        return self.open_ticks[hand.calendar](max(begin, self.program.warm_up), end)

    def _role(self, hand: Hand, column: int, by: int) -> None:
        self.sums.add(TotalBlock.ROLE, hand.role, column, by=by)


def open_hours(program: Program, calendar: int) -> Callable[[int, int], int]:
    """Return what counts a calendar's open ticks in `[begin, end)`; none if they stand the other way round."""
    first, last = program.calendar_first[calendar], program.calendar_first[calendar + 1]
    starts = program.interval_start[first:last].tolist()
    ends = program.interval_end[first:last].tolist()

    def between(begin: int, end: int) -> int:
        total = 0
        place = bisect_right(ends, begin)
        while place < len(starts) and starts[place] < end:
            total += min(ends[place], end) - max(starts[place], begin)
            place += 1
        return total if end > begin else 0

    return between
