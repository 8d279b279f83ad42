"""A rule says the same to the last bit, interpreted and compiled."""

import ast
import struct
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rules.domains import RULES, arguments

import gtmsim._rules
from gtmsim.program import rules


def bits(value: bool | float) -> bytes:
    """Return a value so that equal means the same type and the same bits: 0.0 is not -0.0, 1 is not True."""
    return type(value).__name__.encode() + struct.pack("<d" if isinstance(value, float) else "<q", value)


@pytest.mark.parametrize("name", RULES)
@given(data=st.data())
@settings(max_examples=150)
def test_a_rule_is_the_same_in_both_homes(name: str, data: st.DataObject) -> None:
    given_to_it = data.draw(arguments(RULES[name]))
    read = RULES[name](*given_to_it)
    compiled = getattr(gtmsim._rules, name)(*given_to_it)
    assert bits(compiled) == bits(read), f"{name}{tuple(given_to_it)}: compiled {compiled!r}, read {read!r}"


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
    tree = watched.visit(ast.parse(Path(rules.__file__).read_text(encoding="utf-8")))
    seen: set[tuple[int, bool]] = set()

    def saw(number: int, answer: bool) -> bool:
        seen.add((number, bool(answer)))
        return answer

    namespace: dict[str, Any] = {"_saw": saw, "__name__": "watched"}
    exec(compile(ast.fix_missing_locations(tree), rules.__file__, "exec"), namespace)
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
