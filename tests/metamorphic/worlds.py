"""Scenarios changed on purpose, and their stories: what the laws of this folder are about."""

import os
from bisect import bisect_right
from copy import deepcopy
from typing import Any

from hypothesis import HealthCheck, settings
from strategies import Map, program_of

from gtmsim.engines import select
from gtmsim.program.layout import StockKind, What
from gtmsim.program.tables import Ints, Program

OF_KINDS = (
    What.QUEUED,
    What.TAKEN,
    What.WITHDRAWN,
    What.STANDING,
    What.STOOD,
    What.CUT_STANDING,
    What.CHOSE,
)
BY_SEGMENT = (StockKind.BELIEF_ERROR, StockKind.UNNOTICED, StockKind.MARKET_SHARE, StockKind.TRUST)
ENGINE = select("core")  # the reference tells the same stories: tests/parity
# Laws are tried on the same scenarios every time, unless somebody hunts (see tests/parity/test_generated.py).
EXAMPLES = settings(
    max_examples=int(os.environ.get("GTMSIM_EXAMPLES", "250")) // 5,
    derandomize="GTMSIM_EXAMPLES" not in os.environ,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)


def records(scenario: Map, seed: int = 1, replication: int = 0) -> Ints:
    """Return the event records of one replication."""
    return ENGINE.trace(program_of(scenario), seed, replication).records


def named(scenario: Map, without: str = "") -> list[tuple[int | str, ...]]:
    """Return the records with ids for numbers that depend on what is declared before them.

    The shifts of one calendar may be left out, and the weekly stocks of one segment.
    """
    program = program_of(scenario)
    names = program.names
    rows: list[tuple[int | str, ...]] = []
    for tick, phase, entity, what, a, b in ENGINE.trace(program, 1, 0).records.tolist():
        if what == What.STOCK:
            kind, level = stock(program, entity)
            if level != without:
                rows.append((tick, phase, kind, level, a, b))
        elif what != What.SHIFT or names.calendars[entity] != without:
            rows.append((tick, phase, entity, what, names.kinds[a] if what in OF_KINDS else a, b))
    return rows


def stock(program: Program, entity: int) -> tuple[str, str]:
    """Return which stock of a program a record is about: its kind, and the segment or the number of its level."""
    kind = bisect_right(program.stock_first, entity) - 1
    level = entity - program.stock_first[kind]
    segments = (*program.names.segments, "all") if kind in BY_SEGMENT else ()
    return StockKind(kind).name, segments[level] if segments else str(level)


def but(scenario: Map, **changes: Any) -> Map:
    """Return a scenario with other values at some places, such as `policy__resumption="1 h"`."""
    changed = deepcopy(scenario)
    for path, value in changes.items():
        *parts, last = path.split("__")
        at = changed
        for part in parts:
            at = at.setdefault(part, {})
        at[last] = value
    return changed


def there(ids: Map) -> Map:
    """Return the ids of a map that were not taken away."""
    return {each: one for each, one in ids.items() if one is not None}
