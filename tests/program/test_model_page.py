"""docs/model.md says what the code does: its tables are as the script writes them, its equations are those of the rules."""

import inspect
import math
import re
from collections import Counter
from collections.abc import Callable
from functools import cache
from pathlib import Path
from random import Random
from runpy import run_path
from types import SimpleNamespace
from typing import Any, NamedTuple

import pytest
from rules.domains import FLOATS, INTS, SHARE, SIGNED, TYPES, UNIFORM

from gtmsim.mechanisms import catalogue_ids
from gtmsim.program import rules
from gtmsim.program.rulebook import careers, events, needs, planning

DOCS = Path(__file__).parents[2] / "docs"
script = SimpleNamespace(**run_path(str(DOCS / "model.py")))
PAGE = (DOCS / "model.md").read_text(encoding="utf-8")
EQUATION = re.compile(r"(\w+)\(([\w, ]*)\) = (.*?)(?: with (.*?))?(?: where (.*))?")
DRAWS, TRIES = 100, 20_000


class Equation(NamedTuple):
    """A line of the page: a rule, what it equals, names for parts of that, and for which numbers it is meant."""

    rule: str
    parameters: tuple[str, ...]
    equals: str
    parts: tuple[tuple[str, str], ...]
    holds: str


def equations() -> list[Equation]:
    lines = [
        line for block in re.findall(r"```rules\n(.*?)```", PAGE, re.DOTALL) for line in block.splitlines()
    ]
    found = []
    for line in lines:
        match = EQUATION.fullmatch(line)
        assert match is not None, f"no equation: {line}"
        name, parameters, equals, parts, holds = match.groups()
        named = [each.partition(" = ") for each in parts.split("; ")] if parts else []
        found.append(
            Equation(
                name,
                tuple(each.strip() for each in parameters.split(",")),
                equals,
                tuple((part, words) for part, _, words in named),
                holds or "True",
            )
        )
    return found


def sigmoid(x: float) -> float:
    return 1.0 / (1.0 + math.exp(-x))


def logit(p: float) -> float:
    return math.log(p / (1.0 - p))


def round_half_away(x: float) -> int:
    return int(math.copysign(math.floor(abs(x) + 0.5), x))


WORDS: dict[str, Any] = {
    **{name: getattr(rules, name) for names in script.rules_by_page().values() for name in names},
    **{
        name: value
        for page in (careers, events, needs, planning)
        for name, value in vars(page).items()
        if name.isupper() and isinstance(value, float)
    },
    "exp": math.exp,
    "log": math.log,
    "sqrt": math.sqrt,
    "min": min,
    "max": max,
    "int": int,
    "sigmoid": sigmoid,
    "logit": logit,
    "round_half_away": round_half_away,
}


def value(equation: Equation, given: dict[str, Any], words: str) -> Any:
    names = {**WORDS, **given}
    for part, meant in equation.parts:
        names[part] = eval(meant, {"__builtins__": {}}, names)
    return eval(words, {"__builtins__": {}}, names)


def drawn(luck: Random, name: str, kind: type) -> Any:
    """Return a number of moderate size where a parameter may lie."""
    if kind is bool:
        return luck.random() < 0.5
    if kind is int:
        return (
            luck.choice((-1, 0, 1, 2, 3, 5)) if name in INTS else luck.randrange(luck.choice((3, 30, 1000)))
        )
    domain = FLOATS.get(name)
    if domain is UNIFORM or domain is SHARE:
        return luck.random()
    if name in ("spread", "family"):
        return float(luck.randrange(2 if name == "spread" else 5))
    return luck.choice((0.01, 1.0, 100.0, 1000.0)) * luck.uniform(-1.0 if domain is SIGNED else 0.0, 1.0)


@cache
def answers(equation: Equation) -> list[tuple[float, float]]:
    """Return what a rule answers and what its equation says, where the equation is meant to hold."""
    rule, luck, found = getattr(rules, equation.rule), Random(equation.rule), list[tuple[float, float]]()
    kinds = {
        name: TYPES.get(each.annotation, each.annotation)
        for name, each in inspect.signature(rule).parameters.items()
    }
    for _ in range(TRIES):
        given = {name: drawn(luck, name, kind) for name, kind in kinds.items()}
        try:
            meant = value(equation, given, equation.holds)
        except (ArithmeticError, ValueError):
            meant = False
        for each in (given, *where_it_turns(rule, given)) if meant else ():
            found.append((float(rule(**each)), float(value(equation, each, equation.equals))))
        if len(found) >= DRAWS:
            break
    return found


def where_it_turns(rule: Callable[..., Any], given: dict[str, Any]) -> list[dict[str, Any]]:
    """Return uniforms just below and above the one at which a rule says yes instead of no, if it does."""
    low, high = {**given, "u": 0.0}, {**given, "u": 1.0 - 1e-9}
    if "u" not in given or type(rule(**given)) is not bool or rule(**low) == rule(**high):
        return []
    while high["u"] - low["u"] > 1e-6:
        middle = {**given, "u": (low["u"] + high["u"]) / 2}
        low, high = (middle, high) if rule(**middle) == rule(**low) else (low, middle)
    return [low, high]


each_equation = pytest.mark.parametrize("equation", equations(), ids=lambda each: each.rule)


def test_every_table_of_the_page_is_as_the_code_has_it() -> None:
    assert not script.stale(), f"{script.stale()}\npython docs/model.py --write"


def test_every_field_of_a_scenario_has_one_row() -> None:
    words = [found.split() for found in re.findall(r"<!-- parameters ([\w.* ]+) -->", PAGE)]
    told = Counter(path for each in words for path, _ in script.rows_of(each))
    assert set(told) == set(script.FIELDS), sorted(set(script.FIELDS) - set(told))
    assert max(told.values()) == 1, [path for path, times in told.items() if times > 1]


def test_every_rule_and_every_mechanism_is_on_the_page() -> None:
    missing = [name for names in script.rules_by_page().values() for name in names if f"`{name}`" not in PAGE]
    missing += [name for name in catalogue_ids() if not re.search(rf"\b{name}\b", PAGE)]
    assert not missing


@each_equation
def test_an_equation_of_the_page_is_what_its_rule_computes(equation: Equation) -> None:
    assert list(inspect.signature(getattr(rules, equation.rule)).parameters) == list(equation.parameters)
    for told, said in answers(equation):
        assert said == pytest.approx(told, rel=1e-9, abs=1e-12), f"{equation.rule} is not {equation.equals}"


@each_equation
def test_an_equation_is_tried_often_and_where_its_rule_has_more_than_one_answer(equation: Equation) -> None:
    found = answers(equation)
    assert len(found) >= DRAWS // 4, "it is hardly ever meant to hold"
    shares = [sum(told == most for told, _ in found) / len(found) for most in {told for told, _ in found}]
    assert max(shares) < 0.97, "nearly every draw has the same answer"
