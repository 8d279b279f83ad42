"""People of a lowered program in words: who they are, what they can do, in which order work is taken, when they are there."""

from collections.abc import Iterator
from itertools import pairwise

from gtmsim.amounts import duration, listed, money, percent, short
from gtmsim.measure.levels import ids, present
from gtmsim.program.layout import Block, KindFamily, PersonCol, PersonInt, RunCol, StageCol
from gtmsim.program.tables import Program
from gtmsim.tell.describe_careers import career
from gtmsim.tell.params import Params
from gtmsim.tell.style import Style
from gtmsim.tell.table import Row, table
from gtmsim.units import NEVER, TICKS_PER_DAY, TICKS_PER_HOUR, TICKS_PER_YEAR

_ALIKE = (Block.PRIORITY, Block.STANDING, Block.SPEED)


class People:
    """Tells the people of one program and the work they take."""

    def __init__(self, program: Program) -> None:
        self.program = program
        self.names = present(program)
        self.params = Params(program)
        self.currency = program.scenario.world.currency if program.scenario is not None else "currency"

    def teams(self, style: Style) -> str:
        """Return a table of people, those who are alike in one row."""
        rows: list[Row] = []
        for group in self._groups():
            first = group[0]
            person = self.program.person_ints[first]
            cents = self.params.get(Block.PERSON, first, PersonCol.COST_CENTS) * TICKS_PER_YEAR
            rows.append(
                (
                    self.names.teams[person[PersonInt.TEAM]],
                    self.names.functions[person[PersonInt.ROLE]],
                    str(len(group)),
                    self.program.names.calendars[person[PersonInt.CALENDAR]],
                    f"{money(cents, self.currency)}/year",
                    "; ".join(self._remarks(group)),
                )
            )
        return table(("team", "function", "people", "calendar", "each costs", "takes"), rows, "llrlrl", style)

    def queues(self, style: Style) -> str:
        """Return a table of the queues: how many people may serve each, and in which order."""
        rows: list[Row] = []
        may = (self.params.tables[Block.PRIORITY] > 0.0).sum(axis=0)
        for kind, name in ids(self.names.kinds):
            family = self.program.kind_family[kind]
            if family not in (KindFamily.STAGE, KindFamily.REQUEST, KindFamily.REFERRED):
                continue
            if family == KindFamily.REFERRED and not self.program.requests:
                continue
            order = (
                self._order(kind) if family == KindFamily.STAGE else "urgent first, then the longest waiting"
            )
            rows.append((name, KindFamily(family).name.lower(), str(int(may[kind])), order))
        return table(("queue", "of", "people", "order"), rows, "llrl", style)

    def interrupts(self) -> str:
        """Return which waiting work may interrupt which, in one paragraph."""
        weights = self.params.tables[Block.INTERRUPT]
        who: dict[str, list[str]] = {}  # those who may interrupt the same work stand together
        for kind, name in ids(self.names.kinds):
            for when, chosen in (
                ("always", weights[kind] == 1.0),
                ("when urgent", (weights[kind] > 0.0) & (weights[kind] < 1.0)),
            ):
                victims = [victim for k, victim in ids(self.names.kinds) if chosen[k]]
                if victims:
                    who.setdefault(f"may interrupt {listed(victims)} {when}", []).append(name)
        told = [f"{listed(names)} {what}" for what, names in who.items()]
        cost = self.params.span(Block.RUN, 0, RunCol.RESUMPTION)
        return (
            "; ".join(told) + f"; each time costs {cost} of set-up" if told else "nothing interrupts anything"
        )

    def calendars(self, style: Style) -> str:
        """Return a table of calendars: hours in the first week, hours in the run."""
        rows: list[Row] = []
        scenario = self.program.scenario
        for calendar, name in ids(self.program.names.calendars):
            first, last = self.program.calendar_first[calendar], self.program.calendar_first[calendar + 1]
            starts, ends = self.program.interval_start[first:last], self.program.interval_end[first:last]
            said = scenario.organisation.calendars.get(name) if scenario is not None else None
            if first == last and said is None:
                continue
            hours = float((ends - starts).sum()) / TICKS_PER_HOUR
            week = (
                sum(end - begin for spans in said.week.values() for begin, end in spans) / TICKS_PER_HOUR
                if said
                else 0.0
            )
            days = "; ".join(_days(said.week)) if said else ""
            rows.append((name, f"{short(week)} h", f"{hours:,.0f} h", days))
        return table(("calendar", "a week", "in the run", "open"), rows, "lrrl", style)

    def _groups(self) -> Iterator[list[int]]:
        groups: dict[tuple[object, ...], list[int]] = {}
        for person, row in enumerate(self.program.person_ints.tolist()):
            alike = tuple(self.params.tables[block][person].tobytes() for block in _ALIKE)
            cents = self.params.get(Block.PERSON, person, PersonCol.COST_CENTS)
            groups.setdefault((*row[: PersonInt.LUCK], cents, *alike), []).append(
                person
            )  # luck makes nobody another kind
        yield from groups.values()

    def _remarks(self, group: list[int]) -> Iterator[str]:
        first = group[0]
        row = self.program.person_ints[first]
        yield self._takes(first)
        standing = self.params.tables[Block.STANDING][first]
        shares = [
            f"{name} {percent(float(standing[k]))}" for k, name in ids(self.names.kinds) if standing[k] > 0.0
        ]
        if shares:
            yield "otherwise " + ", ".join(shares)
        skills = sorted(self.params.get(Block.PERSON, person, PersonCol.SKILL) for person in group)
        if skills[0] != 0.0 or skills[-1] != 0.0:
            spread = f"{skills[0]:+.2f}" if len(group) == 1 else f"{skills[0]:+.2f} to {skills[-1]:+.2f}"
            yield f"skill {spread} on the logit of winning"
        yield from self._paces(first)
        yield from career(self.params, self.currency, int(row[PersonInt.TEAM]))
        if row[PersonInt.OPENING]:
            yield "begins empty, for hiring rules to open"
            return
        if row[PersonInt.STARTS] >= self.program.horizon:
            yield "never comes"
        elif row[PersonInt.STARTS] > 0:
            yield f"comes on day {row[PersonInt.STARTS] // TICKS_PER_DAY}"
        if row[PersonInt.LEAVES] < min(NEVER, self.program.horizon):
            yield f"leaves on day {row[PersonInt.LEAVES] // TICKS_PER_DAY}"

    def _takes(self, person: int) -> str:
        """Return what somebody may do, preferred work first: `propose > discover = qualify`."""
        priority = self.params.tables[Block.PRIORITY][person]
        able = sorted(
            (k for k, _ in ids(self.names.kinds) if priority[k] > 0.0), key=lambda k: (-priority[k], k)
        )
        if not able:
            return "nothing that waits"
        told = self.names.kinds[able[0]]
        for before, kind in pairwise(able):
            told += (" > " if priority[before] > priority[kind] else " = ") + self.names.kinds[kind]
        return told

    def _paces(self, person: int) -> Iterator[str]:
        priority, speed = self.params.tables[Block.PRIORITY][person], self.params.tables[Block.SPEED][person]
        paces: dict[float, list[str]] = {}
        for kind, name in ids(self.names.kinds):
            if priority[kind] > 0.0 and speed[kind] != 1.0:
                paces.setdefault(float(speed[kind]), []).append(name)
        for pace, kinds in paces.items():
            yield f"{listed(kinds)} at {short(pace)} times the speed"

    def _order(self, stage: int) -> str:
        sla = self.params.get(Block.STAGE, stage, StageCol.SLA)
        newest = self.params.get(Block.STAGE, stage, StageCol.NEWEST_FIRST)
        told = [f"due {duration(sla)} after being queued" if sla > 0.0 else "longest waiting first"]
        if newest > 0.0:
            told.append(f"{percent(newest)} newest first")
        if self.params.get(Block.STAGE, stage, StageCol.SCORE_HEAD_START) > 0.0:
            told.append(
                f"a perfect score is due {self.params.span(Block.STAGE, stage, StageCol.SCORE_HEAD_START)} earlier"
            )
        for column, words in (
            (StageCol.KEEPS_OWNER, "of first sessions kept for who had the lead before"),
            (StageCol.SAME_PERSON, "of further sessions kept for the same person"),
        ):
            if self.params.get(Block.STAGE, stage, column) > 0.0:
                told.append(f"{self.params.share(Block.STAGE, stage, column)} {words}")
        return "; ".join(told)


def _days(week: dict[str, tuple[tuple[int, int], ...]]) -> Iterator[str]:
    """Yield the open spans, neighbouring days with the same spans together: `mon-fri 09:00-17:00`."""
    runs: list[tuple[list[str], tuple[tuple[int, int], ...]]] = []
    for day, spans in week.items():
        if runs and runs[-1][1] == spans:
            runs[-1][0].append(day)
        else:
            runs.append(([day], spans))
    for days, spans in runs:
        told = ", ".join(f"{_clock(begin)}-{_clock(end)}" for begin, end in spans)
        yield f"{days[0]}{'-' + days[-1] if len(days) > 1 else ''} {told}"


def _clock(second: int) -> str:
    return f"{second // TICKS_PER_HOUR:02d}:{second % TICKS_PER_HOUR // 60:02d}"
