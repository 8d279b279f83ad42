"""Mistakes people make in scenario files: a good scenario with one thing wrong, and the line where it is wrong."""

import re
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any

from hypothesis import strategies as st
from strategies import Map, scenarios, text_of

QUANTITY = re.compile(
    r"[\d.]+ ?(s|min|h|day|days|week|weeks)( per \w+)?|[\d.]+ per \w+|[\d.]+ kEUR|-?[\d.]+ %/year"
)
SECTIONS = {
    (),
    ("world",), ("world", "segments", "*"), ("world", "sources", "*"), ("world", "stages", "*"), ("world", "requests", "*"),
    ("world", "awareness"), ("world", "customers"), ("world", "price"), ("policy", "pricing"),
    ("world", "awareness"), ("world", "knowledge"), ("world", "products", "*"),
    ("organisation",), ("organisation", "calendars", "*"), ("organisation", "roles", "*"), ("organisation", "teams", "*"),
    ("organisation", "teams", "*", "members", "*"),
    ("policy",), ("policy", "handoffs", "*"), ("policy", "intake", "*"), ("policy", "assignment"),
    ("run",),
}  # fmt: skip
IDS = {
    "segments",
    "sources",
    "stages",
    "requests",
    "products",
    "calendars",
    "roles",
    "teams",
    "members",
    "handoffs",
    "intake",
}


@dataclass(frozen=True)
class Mistake:
    """A text with one mistake, the line it is on, and what was done."""

    text: str
    line: int
    done: str


def places(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[tuple[Any, ...], Any]]:
    """Yield every value of a scenario with its path."""
    yield path, value
    if isinstance(value, dict):
        for key, each in value.items():
            yield from places(each, (*path, key))


def is_section(path: tuple[Any, ...]) -> bool:
    """Return whether a map has known keys rather than ids."""
    return tuple("*" if at and path[at - 1] in IDS else key for at, key in enumerate(path)) in SECTIONS


def wrong(path: tuple[Any, ...], value: Any) -> list[Any]:
    """Return what a value must not be."""
    if isinstance(value, dict):
        return [[1, 2], "this"] if is_section(path) else [[1, 2]]
    if isinstance(value, bool):
        return ["perhaps", 3]
    if isinstance(value, int | float):
        return ["many", "1 parsec", -1e30, [1]]
    if isinstance(value, str) and QUANTITY.fullmatch(value):
        return [f"{value}x", "soon", True, [value], -7]
    return []


@st.composite
def mistakes(draw: st.DrawFn) -> Mistake:
    """Return a scenario with an unknown word in a section, or a value of the wrong sort."""
    scenario = draw(scenarios())
    found = [(path, value) for path, value in places(scenario) if value is not None]
    changed: Map = deepcopy(scenario)
    if draw(st.booleans()):
        path = draw(
            st.sampled_from([path for path, value in found if isinstance(value, dict) and is_section(path)])
        )
        within(changed, path)["colour"] = 1
        done = f"{'.'.join(path)} has a colour"
    else:
        path, value = draw(
            st.sampled_from([(path, value) for path, value in found if path and wrong(path, value)])
        )
        bad = draw(st.sampled_from(wrong(path, value)))
        within(changed, path[:-1])[path[-1]] = bad
        done = f"{'.'.join(map(str, path))} is {bad!r}"
    text = text_of(changed)
    pairs = enumerate(zip_longest(text_of(scenario).splitlines(), text.splitlines()), 1)
    first = next(line for line, (before, after) in pairs if before != after)
    # What was `{}` becomes a block: the word stands on the line after the first that differs.
    opened = done.endswith(" has a colour") and not within(scenario, path)
    return Mistake(text, first + opened, done)


def within(scenario: Map, path: tuple[Any, ...]) -> Map:
    """Return the map at a path."""
    for key in path:
        scenario = scenario[key]
    return scenario
