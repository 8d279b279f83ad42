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
@given(data=st.data())
@settings(max_examples=150)
def test_a_rule_is_the_same_in_both_homes(name: str, data: st.DataObject) -> None:
    given_to_it = data.draw(arguments(RULES[name]))
    to_read, to_compiled = copies(given_to_it), copies(given_to_it)
    read = RULES[name](*to_read)
    compiled = getattr(gtmsim._rules, name)(*to_compiled)
    assert bits(compiled) == bits(read), f"{name}{tuple(given_to_it)}: compiled {compiled!r}, read {read!r}"
    for one, other in zip(to_read, to_compiled, strict=True):
        assert bits(one) == bits(other), f"{name}{tuple(given_to_it)}: an array differs"


def test_the_compiled_rulebook_is_the_compiled_one() -> None:
    for name, rule in RULES.items():
        assert type(getattr(gtmsim._rules, name)) is not type(rule), f"{name} was not compiled"


class Watched(ast.NodeTransformer):
    """Reports each answer to each question: the tests of `if` and `while`, the parts of `and` and `or`."""

    def __init__(self) -> None:
        self.questions: dict[int, str] = {}

    def _watch(self, question: ast.expr) -> ast.expr:
        if isinstance(question, ast.Call) and getattr(question.func, "id", "") == "_saw":
            return question
        number = len(self.questions)
        self.questions[number] = f"line {question.lineno}: {ast.unparse(question)}"
        return ast.Call(ast.Name("_saw", ast.Load()), [ast.Constant(number), question], [])

    def visit(self, node: ast.AST) -> Any:
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
    tree = watched.visit(ast.Module([*MATH.body, *rules_and_numbers], []))
    seen: set[tuple[int, bool]] = set()

    def saw(number: int, answer: bool) -> bool:
        seen.add((number, bool(answer)))
        return answer

    namespace: dict[str, Any] = {"_saw": saw, "__name__": "watched"}
    exec(compile(ast.fix_missing_locations(tree), str(rulebook.__file__), "exec"), namespace)
    for name in RULES:
        ask_often(namespace[name], arguments(RULES[name]))
    never = [
        f"{question} is never {answer}"
        for number, question in watched.questions.items()
        for answer in (True, False)
        if (number, answer) not in seen
    ]
    assert not never, "\n".join(never)


def ask_often(rule: Callable[..., Any], domain: st.SearchStrategy[list[Any]]) -> None:
    @given(domain)
    @settings(max_examples=300, derandomize=True, database=None, suppress_health_check=list(HealthCheck))
    def ask(given_to_it: list[Any]) -> None:
        rule(*given_to_it)

    ask()
