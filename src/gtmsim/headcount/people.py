"""The people of a list: what each works, costs, and when they come and go; everything wrong with the list at once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from gtmsim.errors import Problem, ScenarioError, UsageError
from gtmsim.headcount.amounts import Cost, parse_cost
from gtmsim.headcount.columns import (
    COST,
    COUNT,
    LAST_DAY,
    LEAVE,
    NAME,
    ROLE,
    START,
    TEAM,
    is_salary,
    money_in,
)
from gtmsim.headcount.dates import order_of, parse_day
from gtmsim.headcount.listing import Cell, Listing, Row, is_blank, read_listing
from gtmsim.headcount.titles import JOBS, guess, job_of
from gtmsim.scenario.names import listing as listed
from gtmsim.scenario.names import nearest, suggestion
from gtmsim.scenario.quantities import Wrong, parse_count

MOST_IN_A_ROW = 1000
_SUMS = ("total", "sum", "subtotal", "gesamt", "summe", "grand total")


@dataclass(frozen=True)
class Person:
    """One person of the list, or several alike that stand in one row."""

    row: int
    name: str
    title: str
    job: str
    team: str
    cost: Cost | None
    starts: date | None
    leaves: date | None
    count: int


@dataclass(frozen=True)
class People:
    """Everybody on a list, and what a reader of the list should know."""

    file: str
    people: tuple[Person, ...]
    currency: str
    notes: tuple[str, ...]


def read_people(path: Path, roles: Mapping[str, str] | None = None, currency: str = "") -> People:
    """Return the people of a CSV or XLSX list; `roles` says what titles work that the table does not know.

    `currency` is the scenario's, if it is settled. Raises `ScenarioError` with every problem of the list.
    """
    found = read_listing(path)
    said = _said(roles or {}, found)
    reader = _Reader(found, said)
    people = tuple(person for row in found.rows if (person := reader.person(row)) is not None)
    problems = [
        *reader.problems,
        *_strangers(found, reader.unknown),
        *_currencies(found, reader.signs, currency),
    ]
    if not people and not problems:
        problems.append(
            Problem(found.file, 0, 0, "", "no people", "a row for each person, below the headers")
        )
    if problems:
        raise ScenarioError(found.file, sorted(problems, key=lambda each: (each.line, each.column)))
    sign = reader.signs[0][1] if reader.signs else ""
    return People(found.file, people, currency or sign, tuple(reader.notes))


class _Reader:
    """One pass over the rows. Lives for one list."""

    def __init__(self, found: Listing, roles: Mapping[str, str]) -> None:
        self.found = found
        self.roles = roles
        self.problems: list[Problem] = []
        self.unknown: dict[str, list[Row]] = {}
        self.signs: list[tuple[Row, str]] = []  # the currency of each cost that says one
        self.notes: list[str] = []
        at = found.columns.get(COST)
        header = found.headers[at] if at is not None else ""
        self.period, self.unit = money_in(header)
        self.orders = {
            what: order_of(row.at(found.columns.get(what)) for row in found.rows)
            for what in (START, LEAVE, LAST_DAY)
        }
        if at is not None and is_salary(header):
            self.notes.append(
                f"the list has `{header}`: what people are paid, taken as what they cost (D); employers pay more on top"
            )

    def person(self, row: Row) -> Person | None:
        """Return the person in a row, or None for a row that is none or that cannot be read."""
        beyond = [cell for cell in row.cells[len(self.found.headers) :] if not is_blank(cell)]
        if beyond:
            wanted = "no more cells than headers; a number such as 85,000 stands in quotes"
            column = len(self.found.headers) + 1
            self.problems.append(Problem(self.found.file, row.number, column, "", str(beyond[0]), wanted))
            return None
        title = self._text(row, ROLE)
        if not title:
            if any(
                str(cell).strip().lower().rstrip(":") in _SUMS for cell in row.cells if isinstance(cell, str)
            ):
                self.notes.append(f"row {row.number} is a sum and is left out")
            else:
                self._refuse(row, ROLE, "", "a title, such as SDR or Account Executive")
            return None
        job = self.roles.get(title.lower()) or job_of(title)
        if job is None:
            self.unknown.setdefault(title, []).append(row)
        count = self._count(row)
        cost = self._cost(row)
        starts, leaves = self._day(row, START), self._day(row, LEAVE)
        last = self._day(row, LAST_DAY)
        leaves = leaves or (last + timedelta(days=1) if last else None)
        if starts and leaves and leaves <= starts:
            what = LEAVE if LEAVE in self.found.columns else LAST_DAY
            self._refuse(row, what, row.at(self.found.columns[what]), f"a date after the start on {starts}")
        if job is None or count == 0:
            return None
        name, team = self._text(row, NAME), self._text(row, TEAM)
        return Person(row.number, name, title, job, team, cost, starts, leaves, count)

    def _text(self, row: Row, what: str) -> str:
        cell = row.at(self.found.columns.get(what))
        return "" if is_blank(cell) else " ".join(str(cell).split())

    def _refuse(self, row: Row, what: str, found: object, wanted: str, hint: str = "") -> None:
        self.problems.append(self.found.problem(row, what, found, wanted, hint))

    def _count(self, row: Row) -> int:
        cell = row.at(self.found.columns.get(COUNT))
        if is_blank(cell):
            return 1
        wanted = f"a whole number of people, 0 to {MOST_IN_A_ROW}"
        try:
            count = parse_count(cell, wanted)
        except Wrong as wrong:
            self._refuse(row, COUNT, cell, wrong.wanted)
            return 1
        if count > MOST_IN_A_ROW:
            self._refuse(row, COUNT, cell, wanted)
        return count

    def _cost(self, row: Row) -> Cost | None:
        cell = row.at(self.found.columns.get(COST))
        if is_blank(cell) or (isinstance(cell, str) and cell.strip() in ("-", "n/a", "tbd", "TBD")):
            return None
        try:
            cost = parse_cost(cell, self.period, self.unit)
        except Wrong as wrong:
            self._refuse(row, COST, wrong.found, wrong.wanted, wrong.hint)
            return None
        if cost.currency:
            self.signs.append((row, cost.currency))
        return cost

    def _day(self, row: Row, what: str) -> date | None:
        cell: Cell = row.at(self.found.columns.get(what))
        if is_blank(cell) or (isinstance(cell, str) and cell.strip() in ("-", "n/a")):
            return None
        try:
            return parse_day(cell, self.orders[what])
        except Wrong as wrong:
            self._refuse(row, what, wrong.found, wrong.wanted, wrong.hint)
            return None


def _said(roles: Mapping[str, str], found: Listing) -> dict[str, str]:
    """Return what the caller says of titles, by their lower case. Raises `UsageError` for a job or a title that is none."""
    titles = {" ".join(str(row.at(found.columns[ROLE])).split()).lower() for row in found.rows}
    for title, job in roles.items():
        if job not in JOBS:
            hint = suggestion(job, JOBS)
            raise UsageError(f"--role {title}={job}: {job} is no job; {hint or listed(JOBS)}")
        if " ".join(title.split()).lower() not in titles:
            match = nearest(title, titles)
            raise UsageError(
                f"--role {title}={job}: nobody on the list has that title"
                + (f"; did you mean {match}?" if match else "")
            )
    return {" ".join(title.split()).lower(): job for title, job in roles.items()}


def _strangers(found: Listing, unknown: Mapping[str, list[Row]]) -> list[Problem]:
    """Return one problem a title the table does not know, at its first row, with the nearest guess and how to say it."""
    problems = []
    for title, rows in unknown.items():
        near = guess(title)
        told = f"{title} ({len(rows)} rows)" if len(rows) > 1 else title
        hint = f"did you mean {near[0]} ({near[1]})? " if near else ""
        hint += f'say --role "{title}={near[1] if near else "marketer"}"'
        problems.append(
            found.problem(rows[0], ROLE, told, f"a title whose work is known: {listed(JOBS)}", hint)
        )
    return problems


def _currencies(found: Listing, signs: Sequence[tuple[Row, str]], settled: str) -> list[Problem]:
    """Return a problem for each cost that is in another currency than the scenario, or than the first on the list."""
    settled = settled or (signs[0][1] if signs else "")
    wanted = f"a cost in {settled}, like all money of a scenario"
    return [
        found.problem(row, COST, row.at(found.columns[COST]), wanted)
        for row, sign in signs
        if sign != settled
    ]
