"""The rulebook keeps to what both its homes compute alike, and the lint would see it stray."""

from pathlib import Path

import pytest
from rulebook import Page, pages_in
from rules.lint import problems

from gtmsim.program import rulebook

STRAYING = {
    "half = x ** 2\n    return half": "differs between interpreter and C",
    "return x // 2.0": "not on whole numbers",
    "return x % 1.0": "not on whole numbers",
    "return n / 3": "C drops the rest",
    "return x * (n / int(9.0))": "C drops the rest",
    "return (n > 1) / n": "C drops the rest",
    "return round(x)": "the type of|calls something else",
    "return 1.0 if min(x, 1.0) > 0.5 else 0.0": "calls something else",
    "return 1.0 if x in shares else 0.0": "compares no numbers",
    "shares[0] = x\n    return x": "a rule assigns to plain names, and to places",
    "stock[0] = n\n    return x": "an array takes floats",
    "return x.real": "Attribute has no place",
    "return [x][0]": "takes no single number",
    "return shares[0:1]": "takes no single number|not known",
    "return x + whatever": "neither the rule's own",
    "return x + int(x)": "nothing bounds x from above",
    "for share in shares:\n        x = x + share\n    return x": "loops over a range|is int",
    "global LIMIT\n    return x": "Global has no place",
    "return x + (lambda: 1.0)()": "has no place|calls something else",
    "y: float = x\n    return x": "AnnAssign has no place",
    "x += 1.0\n    return x": "AugAssign has no place",
    "return x if x > 0.0 else ~n": "is float or int|neither `not` nor a minus",
    "return x * f'{x}'": "has no place|not known",
    "return log(x=x)": "calls something else",
    "return x + Kind.WORK": "Attribute has no place",
    "while (y := x) > 1.0:\n        return y\n    return x": "NamedExpr has no place",
}


def rule(body: str) -> Page:
    return page(
        "from math import exp, log\n\nLIMIT = 9.0\n\n\n"
        "def rule(x: float, n: int, shares: memoryview, stock: memoryview[float]) -> float:\n"
        f'    """Return a number."""\n    {body}\n'
    )


def page(source: str) -> Page:
    return Page("page.py", source)


def test_the_rulebook_keeps_to_the_rules() -> None:
    assert problems(*pages_in(Path(rulebook.__file__).parent)) == []


def test_a_rule_of_everything_allowed_is_allowed() -> None:
    body = """if n // 2 > 1 and not x < shares[n % 2]:
        n = n << 1
    for i in range(0, n):
        x = x - shares[i] / LIMIT
        stock[i] = x
    if x > LIMIT:
        x = LIMIT
    x = x / n + (0.0 + n) / 2
    return exp(-x) if n == 0 else log(1.0 + int(x + 0.5))"""
    assert problems(rule(body)) == []


@pytest.mark.parametrize("body", STRAYING)
def test_a_rule_that_strays_is_refused_with_its_line(body: str) -> None:
    found = problems(rule(body))
    assert found
    assert found[0].startswith("page.py:")
    with pytest.raises(AssertionError, match=STRAYING[body]):
        raise AssertionError("\n".join(found))


@pytest.mark.parametrize(
    "source",
    [
        "import numpy as np\n",
        "from math import pow\n",
        "from gtmsim.units import NEVER\n",
        "limit = 9.0\n",
        "class Rule:\n    pass\n",
        '@cache\ndef rule(x: float) -> float:\n    """Return x."""\n    return x\n',
        'def rule(x: float = 1.0) -> float:\n    """Return x."""\n    return x\n',
        'def rule(*x: float) -> float:\n    """Return 1."""\n    return 1.0\n',
        "def rule(x: float) -> float:\n    return x\n",
        'def rule(x: float):\n    """Return x."""\n    return x\n',
        'def rule(x) -> float:\n    """Return x."""\n    return x\n',
        'def rule(x: list) -> float:\n    """Return 1."""\n    return 1.0\n',
    ],
)
def test_nothing_but_plain_typed_rules_and_numbers_stands_in_the_rulebook(source: str) -> None:
    assert problems(page(source))
