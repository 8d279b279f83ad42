"""Nothing of the program's language goes untold: a fixed set of scenarios uses every word of it.

What never happens in the comparison of the engines was never compared.
"""

import inspect
from collections.abc import Callable
from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, seed, settings
from parity.early import cut
from parity.test_kept import KEPT
from parity.test_shipped import SHIPPED
from strategies import program_of, scenarios

from gtmsim.engines import select
from gtmsim.engines.contract import Trace
from gtmsim.engines.reference import Reference
from gtmsim.engines.reference.deals import Deals
from gtmsim.engines.reference.luck import Luck
from gtmsim.engines.reference.requests import Requests
from gtmsim.program import rulebook, rules
from gtmsim.program.layout import Answer, Close, Op, Outcome, Purpose, What
from gtmsim.program.layout import Phase as Moment
from gtmsim.program.lower import lower
from gtmsim.program.tables import Program
from gtmsim.scenario import load

GENERATED = 60


@pytest.fixture(scope="module")
def programs() -> list[Program]:
    """Return what the engines are compared on: kept, shipped (a few weeks of them) and some generated ones."""
    found = [lower(load(file)) for file in KEPT]
    found += [lower(cut(file, 5, 2)) for file in SHIPPED]

    @seed(1)
    @settings(
        max_examples=GENERATED,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(scenarios())
    def collect(scenario: dict[str, Any]) -> None:
        found.append(program_of(scenario))

    collect()
    return found


@pytest.fixture(scope="module")
def traces(programs: list[Program]) -> list[Trace]:
    return [select("core").trace(program, 1, 0) for program in programs]


def told(traces: list[Trace], column: str, what: What) -> set[int]:
    """Return every value that a column of a kind of record takes."""
    place = {"phase": 1, "a": 4, "b": 5}[column]
    return {row[place] for trace in traces for row in trace.records.tolist() if row[3] == what}


def test_every_kind_of_record_is_told(traces: list[Trace]) -> None:
    seen = {row[3] for trace in traces for row in trace.records.tolist()}
    assert [what.name for what in What if what not in seen] == []


def test_leads_end_in_every_way(traces: list[Trace]) -> None:
    assert set(Close) == told(traces, "a", What.CLOSED)


def test_stages_are_left_in_every_way(traces: list[Trace]) -> None:
    assert set(Outcome) == told(traces, "b", What.LEFT)


def test_requests_get_every_answer(traces: list[Trace]) -> None:
    assert set(Answer) == told(traces, "b", What.ANSWERED)


def test_help_comes_in_time_and_too_late(traces: list[Trace]) -> None:
    assert told(traces, "b", What.HELPED) == {0, 1} == told(traces, "b", What.LIBRARY)


def test_something_is_told_in_every_phase(traces: list[Trace]) -> None:
    seen = {row[1] for trace in traces for row in trace.records.tolist()}
    assert [phase.name for phase in Moment if phase not in seen] == []


class Footprints(list[list[int]]):
    """The steps of a program, noting which are taken."""

    taken: set[int]

    def __getitem__(self, step: Any) -> Any:
        row = super().__getitem__(step)
        Footprints.taken.add(row[0])
        return row


@pytest.fixture(scope="module")
def footprints(programs: list[Program]) -> tuple[set[int], set[int], set[str]]:
    """Run the reference over the small programs; return the opcodes it ran, the purposes it drew for, the rules it asked."""
    Footprints.taken = set()
    drawn: set[int] = set()
    asked: set[str] = set()
    with pytest.MonkeyPatch.context() as patch:
        for storyteller in (Deals, Requests):
            patch.setattr(storyteller, "__init__", watched_steps(storyteller.__init__))
        plain = Luck.u

        def u(self: Luck, purpose: Purpose, entity: int, index: int = 0) -> float:
            drawn.add(purpose)
            return plain(self, purpose, entity, index)

        patch.setattr(Luck, "u", u)
        for name, rule in public_rules().items():
            noted = noting(asked, name, rule)
            for page in [rules, *pages()]:
                if hasattr(page, name):
                    patch.setattr(page, name, noted)
        for program in programs:
            if program not in programs[len(KEPT) : len(KEPT) + len(SHIPPED)]:
                Reference(rules=rules).trace(program, 1, 0)
    return Footprints.taken, drawn, asked


def watched_steps(init: Callable[..., None]) -> Callable[..., None]:
    def begins(self: Any, *args: Any) -> None:
        init(self, *args)
        self.steps = Footprints(self.steps)

    return begins


def noting(asked: set[str], name: str, rule: Callable[..., Any]) -> Callable[..., Any]:
    def asks(*args: Any) -> Any:
        asked.add(name)
        return rule(*args)

    return asks


def pages() -> list[ModuleType]:
    """Return the pages of the rulebook: rules ask each other there."""
    return [import_module(f"{rulebook.__name__}.{page.name}") for page in iter_modules(rulebook.__path__)]


def public_rules() -> dict[str, Callable[..., Any]]:
    return dict(
        inspect.getmembers(
            rules, lambda each: inspect.isfunction(each) and each.__module__.startswith(rulebook.__name__)
        )
    )


def test_every_opcode_is_run(footprints: tuple[set[int], set[int], set[str]]) -> None:
    assert [op.name for op in Op if op not in footprints[0]] == []


def test_something_is_drawn_for_every_purpose(footprints: tuple[set[int], set[int], set[str]]) -> None:
    # Uncertain numbers are drawn before a replication begins, for both engines at once.
    assert [purpose.name for purpose in Purpose if purpose not in footprints[1]] == [Purpose.UNCERTAIN.name]


def test_every_rule_is_asked(footprints: tuple[set[int], set[int], set[str]]) -> None:
    # The core alone asks what spares it a draw; tests/rules/test_quick_ways.py holds that against the plain rule.
    # Where the luck of a position stands is asked when a program is lowered, for both engines at once.
    assert sorted(set(public_rules()) - footprints[2]) == ["position_address", "surely_advances"]
