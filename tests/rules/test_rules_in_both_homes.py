"""A rule says the same to the last bit, interpreted and compiled."""

import ast
import struct
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rulebook import pages_in
from rules.domains import RULES, arguments, copies

import gtmsim._rules
from gtmsim.program import rulebook

MATH = ast.parse("from __future__ import annotations\nfrom math import exp, log, sqrt")


def bits(value: "bool | float | memoryview[float] | None") -> bytes:
    """Return a value so that equal means the same type and the same bits: 0.0 is not -0.0, 1 is not True."""
    if value is None:
        return b"nothing"
    if isinstance(value, memoryview):
        return value.tobytes()
    return type(value).__name__.encode() + struct.pack("<d" if isinstance(value, float) else "<q", value)


@pytest.mark.parametrize("name", RULES)
def test_a_rule_is_the_same_in_both_homes(name: str) -> None:
    @given(arguments(RULES[name]))
    @settings(max_examples=150)
    def holds(given_to_it: list[Any]) -> None:
        to_read, to_compiled = copies(given_to_it), copies(given_to_it)
        read = RULES[name](*to_read)
        compiled = getattr(gtmsim._rules, name)(*to_compiled)
        assert bits(compiled) == bits(read), (
            f"{name}{tuple(given_to_it)}: compiled {compiled!r}, read {read!r}"
        )
        for one, other in zip(to_read, to_compiled, strict=True):
            assert bits(one) == bits(other), f"{name}{tuple(given_to_it)}: an array differs"

    holds()


def test_the_compiled_rulebook_is_the_compiled_one() -> None:
    for name, rule in RULES.items():
        assert type(getattr(gtmsim._rules, name)) is not type(rule), f"{name} was not compiled"


class Watched(ast.NodeTransformer):
    """Reports each answer to each question: the tests of `if` and `while`, the parts of `and` and `or`."""

    def __init__(self) -> None:
        self.questions: dict[int, str] = {}
        self.asked_by: dict[int, str] = {}  # the function a question stands in
        self._function = ""

    def _watch(self, question: ast.expr) -> ast.expr:
        if isinstance(question, ast.Call) and getattr(question.func, "id", "") == "_saw":
            return question
        number = len(self.questions)
        self.questions[number] = f"line {question.lineno}: {ast.unparse(question)}"
        self.asked_by[number] = self._function
        return ast.Call(ast.Name("_saw", ast.Load()), [ast.Constant(number), question], [])

    def visit(self, node: ast.AST) -> Any:
        if isinstance(node, ast.FunctionDef):
            self._function = node.name
        node = self.generic_visit(node)
        if isinstance(node, ast.If | ast.While | ast.IfExp) and not isinstance(node.test, ast.BoolOp):
            node.test = self._watch(node.test)
        if isinstance(node, ast.BoolOp):
            node.values = [self._watch(part) for part in node.values]
        return node


def test_the_domains_reach_both_answers_of_every_question_in_the_rulebook() -> None:
    watched = Watched()
    pages = [ast.parse(page.source) for page in pages_in(Path(rulebook.__file__).parent)]
    rules_and_numbers = [
        node for page in pages for node in page.body if isinstance(node, ast.FunctionDef | ast.Assign)
    ]
    called = {
        node.name: {each.id for each in ast.walk(node) if isinstance(each, ast.Name)}
        for node in rules_and_numbers
        if isinstance(node, ast.FunctionDef)
    }
    tree = watched.visit(ast.Module([*MATH.body, *rules_and_numbers], []))
    seen: set[tuple[int, bool]] = set()
    domains = {name: arguments(rule) for name, rule in RULES.items()}

    def saw(number: int, answer: bool) -> bool:
        seen.add((number, bool(answer)))
        return answer

    namespace: dict[str, Any] = {"_saw": saw, "__name__": "watched"}
    exec(compile(ast.fix_missing_locations(tree), str(rulebook.__file__), "exec"), namespace)

    def never() -> list[tuple[int, bool]]:
        every = [(number, answer) for number in watched.questions for answer in (True, False)]
        return [each for each in every if each not in seen]

    def open_in(functions: set[str]) -> bool:
        return any(watched.asked_by[number] in functions for number, _ in never())

    for name, domain in domains.items():
        ask(namespace[name], domain, times=20)
    # Most questions have had both answers by now. The others are put often: to their own rule, then to who comes to it.
    for name, domain in domains.items():
        if open_in({name}):
            ask(namespace[name], domain, times=200)
    for name, domain in domains.items():
        if open_in(reached(name, called)):
            ask(namespace[name], domain, times=2000)
    assert not never(), "\n".join(
        f"{watched.questions[number]} is never {answer}" for number, answer in never()
    )


def reached(name: str, called: dict[str, set[str]]) -> set[str]:
    """Return the functions that a function may come to, itself included."""
    found, more = set[str](), {name}
    while more:
        found |= more
        more = {each for one in more for each in called[one] if each in called} - found
    return found


def ask(rule: Callable[..., Any], domain: st.SearchStrategy[list[Any]], times: int) -> None:
    @given(domain)
    @settings(max_examples=times, derandomize=True, database=None, suppress_health_check=list(HealthCheck))
    def asked(given_to_it: list[Any]) -> None:
        rule(*given_to_it)

    asked()
