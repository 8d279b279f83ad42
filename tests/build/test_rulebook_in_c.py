"""The build types the rulebook from its annotations, or refuses it with a line."""

import pytest
import rulebook
from rulebook import Page

RULE = """from math import exp

LIMIT = 60.0


def whole(x: float) -> int:
    if x > LIMIT:
        x = LIMIT
    half = 0.5
    return int(x + half)
"""


def test_parameters_locals_and_constants_have_c_types() -> None:
    assert rulebook.declarations(Page("page.py", RULE)).splitlines()[2:] == [
        "cdef double LIMIT",
        "",
        "@cython.locals(half=cython.double)",
        "cpdef long long whole(double x) noexcept nogil",
    ]


def test_the_compiled_source_has_the_lines_of_the_readable_one() -> None:
    compiled = rulebook.in_c(Page("page.py", RULE)).splitlines()
    assert compiled[0] == "import cython; from cython.cimports.libc.math import exp"
    assert compiled[-1] == "    return cython.cast(cython.longlong, x + half)"
    assert compiled[2:-1] == RULE.splitlines()[1:-1]


def test_the_inline_form_has_the_same_body_under_c_types() -> None:
    inline = rulebook.inlined(Page("page.py", RULE)).splitlines()
    assert inline[0] == "from libc.math cimport exp"
    assert "    #define GTMSIM_LIMIT (60.0)" in inline
    assert inline[-6:] == [
        "cdef inline long long whole(double x) noexcept nogil:",
        "    cdef double half",
        "    if x > LIMIT:",
        "        x = LIMIT",
        "    half = 0.5",
        "    return <long long>(x + half)",
    ]


@pytest.mark.parametrize(
    ("body", "problem"),
    [
        ("total = 0\n    total = x\n    return total", r"page.py:3: total is int and float"),
        ("x = 1\n    return x", r"page.py:2: x is float and int"),
        ("y = unknown\n    return x", r"page.py:2: the type of `unknown` is not known"),
        ("y = x if x > 0.0 else 1\n    return y", r"page.py:2: .* is float or int"),
        ("y, z = x, x\n    return y", r"page.py:2: a rule assigns to plain names, and"),
    ],
)
def test_a_name_without_one_type_is_refused_with_its_line(body: str, problem: str) -> None:
    with pytest.raises(ValueError, match=problem):
        rulebook.declarations(Page("page.py", f"def rule(x: float) -> float:\n    {body}\n"))


@pytest.mark.parametrize(
    "signature", ["(x) -> float", "(x: float)", "(x: str) -> float", "(x: float) -> 'float'"]
)
def test_a_rule_without_full_annotations_is_refused(signature: str) -> None:
    with pytest.raises(
        ValueError, match=r"page.py:1: expected an annotation out of float, int, bool, memoryview"
    ):
        rulebook.declarations(Page("page.py", f"def rule{signature}:\n    return 1.0\n"))
