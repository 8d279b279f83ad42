"""Who was there, who came and went, and what they were paid: from records to totals, and from totals to metrics."""

from collections.abc import Callable, Iterator

import numpy as np

from gtmsim.measure.levels import ids
from gtmsim.measure.sheet import Series, Sheet, ratio
from gtmsim.measure.sums import Record, Sums
from gtmsim.program.layout import Block, PersonInt, TeamCol, TeamTotal, TotalBlock, What
from gtmsim.program.rules import MICRO
from gtmsim.program.tables import Floats
from gtmsim.units import CENTS_PER_UNIT


class Careers:
    """The fold's view of positions: who holds each from when to when."""

    def __init__(self, sums: Sums) -> None:
        self.sums = sums
        self.team = sums.program.person_ints[:, PersonInt.TEAM].tolist()
        self.since: dict[int, int] = {}
        self.handlers: dict[int, Callable[[Record], None]] = {
            What.JOINED: self._joined,
            What.LEFT_TEAM: lambda r: self._present(r.entity, r.tick),
            What.QUIT: lambda r: self._count(r.entity, TeamTotal.QUITS),
            What.HIRED: lambda r: self._count(r.entity, TeamTotal.HIRES),
            What.OPENED_POSITION: lambda r: self._count(r.entity, TeamTotal.OPENED),
            What.PAID: lambda r: self._count(r.a, TeamTotal.PAID_CENTS, r.b),
            What.QUARTER_ENDED: self._quarter,
        }

    def finish(self) -> None:
        """Book everybody who is still there at the horizon."""
        for position in tuple(self.since):
            self._present(position, self.sums.program.horizon)

    def _joined(self, r: Record) -> None:
        self.since[r.entity] = r.tick

    def _present(self, position: int, until: int) -> None:
        ticks = self.sums.in_window(self.since.pop(position), until)
        self.sums.add(TotalBlock.TEAM, self.team[position], TeamTotal.PRESENT_TICKS, by=ticks)

    def _quarter(self, r: Record) -> None:
        self._count(r.entity, TeamTotal.QUARTERS)
        self._count(r.entity, TeamTotal.ATTAINMENT_MICRO, r.a)

    def _count(self, position: int, column: TeamTotal, by: int = 1) -> None:
        self.sums.count(TotalBlock.TEAM, self.team[position], column, by=by)


def careers(sheet: Sheet) -> Iterator[Series]:
    """Yield who was there, who quit, who was hired, and how quotas were met, by team."""
    teams, names = sheet.block(TotalBlock.TEAM), sheet.names.teams
    for metric, column, scale in (
        ("people_present", TeamTotal.PRESENT_TICKS, max(sheet.window_ticks, 1)),
        ("quits", TeamTotal.QUITS, 1),
        ("hires", TeamTotal.HIRES, 1),
        ("positions_opened", TeamTotal.OPENED, 1),
    ):
        told = teams[..., column] / scale
        yield Series(metric, told.sum(axis=1))
        yield from sheet.by_id(metric, "team", names, told)
    reached, quarters = teams[..., TeamTotal.ATTAINMENT_MICRO] / MICRO, teams[..., TeamTotal.QUARTERS]
    yield Series("quota_attainment", ratio(reached.sum(axis=1), quarters.sum(axis=1)))
    yield from sheet.by_id("quota_attainment", "team", names, ratio(reached, quarters))


def salaries(sheet: Sheet) -> Floats:
    """Return what each team's people cost while they were there: replication x team, in whole units of money."""
    teams = sheet.block(TotalBlock.TEAM)
    at_the_last_price = (
        sheet.numbers(Block.TEAM, TeamCol.COST_CENTS) * teams[..., TeamTotal.PRESENT_TICKS] / CENTS_PER_UNIT
    )
    return at_the_last_price + teams[..., TeamTotal.REPRICED_CENTS] / CENTS_PER_UNIT


def commissions(sheet: Sheet) -> Floats:
    """Return the commission paid in each replication."""
    paid = sheet.block(TotalBlock.TEAM)[..., TeamTotal.PAID_CENTS]
    return np.asarray(paid.sum(axis=1) / CENTS_PER_UNIT)


def by_name(sheet: Sheet, values: Floats) -> Iterator[Series]:
    """Yield the cost of each team that is there."""
    for place, name in ids(sheet.names.teams):
        yield Series("cost", values[:, place], "team", name)
