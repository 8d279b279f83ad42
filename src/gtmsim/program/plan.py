"""The structure of a program: what stands where, before any number is filled in."""

from copy import copy
from datetime import date, timedelta
from itertools import accumulate

import numpy as np

from gtmsim.program import rules
from gtmsim.program.blocks import offsets, shapes
from gtmsim.program.layout import Close, KindFamily, SourceInt, SourceKind
from gtmsim.program.steps import Steps, forward, request_steps, stage_steps, won
from gtmsim.program.tables import Floats, Ints, Names
from gtmsim.program.timetable import arrival_cells, open_intervals
from gtmsim.program.who import Someone, everybody
from gtmsim.scenario import Scenario, Uncertain, unsaid
from gtmsim.scenario.sources import Source
from gtmsim.scenario.stages import Request
from gtmsim.scenario.values import central
from gtmsim.units import NEVER, TICKS_PER_DAY


class Plan:
    """Positions, steps and integer tables of a scenario; `fill` writes its numbers."""

    def __init__(self, scenario: Scenario) -> None:
        world, organisation = scenario.world, scenario.organisation
        self.scenario = scenario
        self.phases = [scenario, *(phase for _, phase in scenario.phases)]
        self.phase_at = [tick for tick, _ in scenario.phases]
        self.treated_at = -1 if scenario.treatment.at is None else int(scenario.treatment.at)
        self.happenings = list(scenario.events.values())
        self.horizon = int(scenario.run.horizon)
        self.segments = world.segments
        self.stages = list(world.stages.values())
        self.stage_ids = list(world.stages)
        self.requests = list(world.requests.values())
        self.sources = list(world.sources.values())
        standing = tuple(dict.fromkeys(kind for each in self.phases for kind in unsaid.standing_kinds(each)))
        self.kinds = [*world.stages, *world.requests, "referred", *standing, "setup"]
        self.families = (
            [KindFamily.STAGE] * len(self.stages)
            + [KindFamily.REQUEST] * len(self.requests)
            + [KindFamily.REFERRED]
            + [KindFamily.STANDING] * len(standing)
            + [KindFamily.SETUP]
        )
        self.kind = {kind: number for number, kind in enumerate(self.kinds)}
        self.people = everybody(scenario)
        self.roles = list(organisation.roles)
        self.steps = Steps()
        self._write_steps()
        self.shares = self.steps.shares
        self.shapes = shapes(
            sources=len(self.sources),
            segments=len(self.segments),
            stages=len(self.stages),
            requests=len(self.requests),
            people=len(self.people),
            kinds=len(self.kinds),
            branches=len(self.steps.branches),
            products=len(world.products),
            personas=len(world.library.personas),
            teams=len(organisation.teams),
            attributes=len(world.attributes),
            links=len(world.links),
            rivals=len(world.rivals),
            events=len(scenario.events),
        )
        self.at = offsets(self.shapes)

    def _write_steps(self) -> None:
        steps, ids = self.steps, self.stage_ids
        entries: dict[str, int] = {"served": int(Close.SERVED)}
        leaves: dict[str, int] = {}
        for number, (name, said) in enumerate(self.scenario.world.stages.items()):
            if said is not None:
                handoffs = [unsaid.handoff_of(each, name) for each in self.phases]
                ever = [stage for each in self.phases if (stage := each.world.stages[name]) is not None]
                entries[name], leaves[name] = stage_steps(steps, number, ever, handoffs)
        entries["won"] = won(steps, [entries[name] for name in unsaid.after_win_stages(self.scenario)])
        for name, leave in leaves.items():
            ways = unsaid.next_of(self.scenario, name)
            forward(steps, leave, self.kind[name], [entries[target] for target in ways], list(ways.values()))
        opportunity = unsaid.opportunity_stages(self.scenario)
        self.entries = entries
        after = unsaid.after_win_stages(self.scenario)
        self.stage_rows = [
            [
                entries.get(name, -1),
                int(Close.SERVED if name in after else Close.TIMED_OUT),
                int(name in opportunity),
                int(name in leaves and unsaid.WON in unsaid.next_of(self.scenario, name)),
                int(name in after),
            ]
            for name in ids
        ]
        self.request_rows = [
            [
                request_steps(steps, number, len(ids) + number, self.kind["referred"], ever) if ever else -1,
                len(ids) + number,
            ]
            for number, ever in enumerate(self._requests_ever())
        ]

    def _requests_ever(self) -> list[list[Request]]:
        """Return each request type as it is at every date, nothing for a hole."""
        return [
            [said for each in self.phases if (said := each.world.requests[name]) is not None]
            for name in self.scenario.world.requests
        ]

    def under(self, scenario: Scenario) -> "Plan":
        """Return the same plan, its numbers to be filled in from the same scenario at another date."""
        other, world = copy(self), scenario.world
        other.scenario, other.people, other.segments = scenario, everybody(scenario), world.segments
        other.stages, other.requests = list(world.stages.values()), list(world.requests.values())
        other.sources = list(world.sources.values())
        other.shares = self._shares_under(scenario)
        return other

    def _shares_under(self, scenario: Scenario) -> "list[float | Uncertain]":
        """Return the shares of all ways that fork, in the order of the rows of `branches`."""
        ways = [
            unsaid.next_of(scenario, name) for name, said in scenario.world.stages.items() if said is not None
        ]
        return [share for way in ways if len(way) > 1 for share in way.values()]

    def standing_kind(self, name: str | None) -> int:
        """Return the number of a kind of standing work, or -1 for none, or one that nobody does."""
        kind = self.kind.get(name or "", -1)
        return kind if kind >= 0 and self.families[kind] == KindFamily.STANDING else -1

    def cells(self) -> tuple[Ints, Ints, Floats, list[int]]:
        """Return the arrival cells of all streams, and where each source's begin (and the last end)."""
        tables = [self._cells(source) for source in self.sources]
        starts = [0, *accumulate(len(ticks) for ticks, _, _ in tables)]
        empty = np.zeros(0, np.int64)
        ticks = np.concatenate([empty, *(ticks for ticks, _, _ in tables)])
        days = np.concatenate([empty, *(days for _, days, _ in tables)])
        rates = np.concatenate([np.zeros(0), *(rates for _, _, rates in tables)])
        return ticks, days, rates, starts

    def _cells(self, source: Source | None) -> tuple[Ints, Ints, Floats]:
        if source is None or source.kind != "stream":
            return np.zeros(0, np.int64), np.zeros(0, np.int64), np.zeros(0)
        days = source.weekdays
        weights = tuple(
            central(w) for w in (days.mon, days.tue, days.wed, days.thu, days.fri, days.sat, days.sun)
        )
        hours = {hour: central(weight) for hour, weight in source.hours.items()}
        by_day = not (isinstance(source.dispersion, float | int) and source.dispersion <= 1.0)
        return arrival_cells(weights, hours, central(source.trend), by_day, self.horizon)

    def source_rows(self, starts: list[int]) -> Ints:
        """Return the integer table of the sources."""
        rows = np.zeros((len(self.sources), len(SourceInt)), np.int64)
        for number, (name, source) in enumerate(self.scenario.world.sources.items()):
            if source is None:
                rows[number] = [SourceKind.STREAM, -1, 0, 0, 0, 0, -1]
                continue
            entry = self.entries[unsaid.starts_at(self.scenario, name)]
            stream = source.kind == "stream"
            last = -1 if source.last is None else max(source.last, source.first)
            rows[number] = [
                SourceKind[source.kind.upper()],
                entry,
                starts[number],
                starts[number + 1] - starts[number],
                source.first if stream else 0,
                last if stream else -1,
                -1 if stream else self.standing_kind(unsaid.built_by_of(self.scenario, name)),
            ]
        return rows

    def intervals(self) -> tuple[Ints, Ints, Ints, Ints]:
        """Return the open intervals of all calendars, one after the other."""
        first = [0]
        starts: list[int] = []
        ends: list[int] = []
        before: list[int] = []
        for calendar in self.scenario.organisation.calendars.values():
            if calendar is not None:
                s, e, b = open_intervals(
                    calendar.week, calendar.holidays, self.scenario.run.start, self.horizon
                )
                starts, ends, before = starts + s, ends + e, before + b
            first.append(len(starts))
        return (
            np.array(first),
            np.array(starts, np.int64),
            np.array(ends, np.int64),
            np.array(before, np.int64),
        )

    def person_row(self, person: Someone) -> list[int]:
        """Return a person's integers; somebody who leaves before coming never comes."""
        starts, leaves = self.tick(person.starts, 0), self.tick(person.leaves, NEVER)
        starts = max(starts, 0)
        if leaves <= starts:
            starts = leaves = NEVER
        role = self.roles.index(person.role)
        luck = rules.position_address(person.team, int(person.opening), person.nth)
        return [person.team, role, person.calendar, starts, leaves, int(person.opening), luck]

    def tick(self, day: date | None, otherwise: int) -> int:
        """Return the tick at which a day begins, or another one when no day is said."""
        return (
            otherwise if day is None else (day - self.scenario.run.start) // timedelta(days=1) * TICKS_PER_DAY
        )

    def names(self) -> Names:
        """Return the user's ids by position."""
        organisation = self.scenario.organisation
        return Names(
            segments=tuple(self.segments),
            sources=tuple(self.scenario.world.sources),
            stages=tuple(self.stage_ids),
            requests=tuple(self.scenario.world.requests),
            kinds=tuple(self.kinds),
            roles=tuple(self.roles),
            functions=tuple(
                unsaid.function_of(self.scenario, name) if role is not None else ""
                for name, role in organisation.roles.items()
            ),
            teams=tuple(organisation.teams),
            people=tuple(person.name for person in self.people),
            calendars=tuple(organisation.calendars),
            products=tuple(self.scenario.world.products),
            personas=tuple(self.scenario.world.library.personas),
            attributes=tuple(self.scenario.world.attributes),
            events=tuple(self.scenario.events),
            links=tuple(self.scenario.world.links),
            rivals=tuple(self.scenario.world.rivals),
        )
