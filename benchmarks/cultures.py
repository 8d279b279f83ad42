"""Core against reference on the shipped cultures: the same program, the same events, counted by each engine for itself."""

from collections.abc import Callable
from typing import Any

from benchmarks.asked import Asked
from benchmarks.race import Laps, Work, race, times, told
from benchmarks.worlds import CULTURES, SEED, culture, events_of
from gtmsim import _rules
from gtmsim.engines import select
from gtmsim.engines.contract import Engine
from gtmsim.engines.reference import Reference
from gtmsim.program.tables import Program

# Half a year, a quarter of it under the culture: the reference ends in seconds.
WEEKS, TREATED_AT = 26, 8
CORE_RUNS = 20
CORE, REFERENCE, COMPILED = "core", "reference", "reference_compiled_rules"


def measured(asked: Asked) -> dict[str, Any]:
    """Return how many times the core is faster on each culture, and on the one where it gains least. Raises `Differs`."""
    cultures = {name: _raced(name, asked) for name in CULTURES}
    events = sum(each[CORE]["events"] for each in cultures.values())
    seconds = sum(each[CORE]["events"] * each[CORE]["ns_per_event"] for each in cultures.values())
    return {
        "core_over_reference": min(each["core_over_reference"] for each in cultures.values()),
        "core_over_reference_compiled_rules": min(
            each["core_over_reference_compiled_rules"] for each in cultures.values()
        ),
        "core_ns_per_event": round(seconds / events, 1),
        "cultures": {"weeks": WEEKS, "treated_at_week": TREATED_AT, **cultures},
    }


def _raced(name: str, asked: Asked) -> dict[str, Any]:
    asked.say(name)
    program = culture(name, WEEKS, TREATED_AT)
    who: dict[str, Work] = {
        CORE: runs(select("core"), program, CORE_RUNS),
        REFERENCE: runs(Reference(), program, 1),
        COMPILED: runs(Reference(rules=_rules), program, 1),
    }
    laps = race(who, 1 if asked.quick else min(asked.laps, 3), warmed=(CORE,))
    asked.expected.agree(name, program, laps)
    return _summary(program, laps)


def runs(engine: Engine, program: Program, count: int) -> Callable[[int], list[int]]:
    """Return the work of running the first replications of a program, counted in events."""
    return lambda _: events_of(engine.run(program, SEED, 0, count))


def _summary(program: Program, laps: Laps) -> dict[str, Any]:
    return {
        "digest": program.digest,
        **{engine: told(run) for engine, run in laps.items()},
        "core_over_reference": round(times(laps[REFERENCE], laps[CORE]), 1),
        "core_over_reference_compiled_rules": round(times(laps[COMPILED], laps[CORE]), 1),
    }
