"""The catalogue: every mechanism by its id, and where it is switched, tested and shown.

Two files stand beside this one. `ids.csv` is written by hand; its ids never change, and what is left open says why there.
`table.json` is generated from the marks of the tests and from the facts that are shipped by `tests/mechanisms_table.py`, and holds
a row for each id that at least one of them covers.
"""

import csv
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal

from gtmsim.errors import UsageError
from gtmsim.scenario.names import suggestion

IDS, TABLE = "ids.csv", "table.json"
COLUMNS = ("switch", "tests", "shown")
FACTS = "facts"  # a column that only those rows have that a fact tries
State = Literal["works", "tried", "no switch", "untried", "open"]
Covered = Mapping[str, Mapping[str, Iterable[str]]]  # id -> column -> what stands there


@dataclass(frozen=True)
class Mechanism:
    """One row of the catalogue.

    `types` says what kind of thing it is: role, mech, claim, number, metric, scenario, rule, structure, policy, work or gap.
    `switch` holds paths into a scenario, `*` standing for any id; `tests` the tests that show it; `shown` shipped scenarios;
    `facts` the files of the fact of this id, which `gtmsim validate` tries.
    """

    id: str
    types: tuple[str, ...]
    title: str
    switch: tuple[str, ...] = ()
    tests: tuple[str, ...] = ()
    shown: tuple[str, ...] = ()
    facts: tuple[str, ...] = ()
    why_open: str = ""

    @property
    def state(self) -> State:
        """Return how far it is: a claim is tried, never made to work; a mech that cannot be switched does not work."""
        if "claim" in self.types:
            return "tried" if self.tests or self.facts else "untried"
        if not self.tests:
            return "open"
        return "no switch" if "mech" in self.types and not self.switch else "works"

    @property
    def works(self) -> bool:
        """Return whether it works; for a claim, whether it has been tried."""
        return self.state in ("works", "tried")


@cache
def catalogue() -> dict[str, Mechanism]:
    """Return every mechanism by its id, in the order of the catalogue."""
    covered = json.loads(packaged(TABLE))
    found = {}
    for row in csv.DictReader(packaged(IDS).splitlines()):
        columns = covered.get(row["id"], {})
        told = {name: tuple(columns.get(name, ())) for name in (*COLUMNS, FACTS)}
        types, why = tuple(row["type"].split("/")), row["open"] or ""
        found[row["id"]] = Mechanism(row["id"], types, row["title"], **told, why_open=why)
    return found


def picked(ids: Sequence[str]) -> list[Mechanism]:
    """Return the mechanisms of these ids or words, however they are capitalised; all of them if none is named.

    A word stands for every mechanism whose title or type has it. Raises `UsageError` with the nearest id for what nobody knows.
    """
    known = catalogue()
    wanted: dict[str, None] = {} if ids else dict.fromkeys(known)
    for asked in ids:
        found = [asked.upper()] if asked.upper() in known else _having(asked.lower(), known)
        if not found:
            hint = suggestion(asked.upper(), known) or f"ids are {ranges(known)}, and no title has that word"
            raise UsageError(f"{asked} is no mechanism; {hint}")
        wanted |= dict.fromkeys(found)
    return [known[each] for each in wanted]


def _having(word: str, known: Mapping[str, Mechanism]) -> list[str]:
    return [name for name, each in known.items() if word in each.title.lower() or word in each.types]


def ranges(ids: Iterable[str]) -> str:
    """Return where each letter's ids begin and end: `A1 to A20, B1 to B20, ...`."""
    ends: dict[str, tuple[str, str]] = {}
    for each in ids:
        ends[each[0]] = (ends.get(each[0], (each,))[0], each)
    return ", ".join(f"{first} to {last}" for first, last in ends.values())


def table_text(covered: Covered) -> str:
    """Return the text of the table: ids in the order of the catalogue, everything else sorted, the same bytes every time."""
    rows = {
        name: {
            column: sorted(set(covered[name].get(column, ())))
            for column in (*COLUMNS, FACTS)
            if column != FACTS or covered[name].get(FACTS)
        }
        for name in catalogue_ids()
        if name in covered
    }
    return json.dumps(rows, indent=1) + "\n"


def catalogue_ids() -> list[str]:
    """Return the ids alone, which need no table."""
    return [row["id"] for row in csv.DictReader(packaged(IDS).splitlines())]


def packaged(name: str) -> str:
    """Return the text of a file that comes with the catalogue."""
    return files(__package__).joinpath(name).read_text(encoding="utf-8")
