"""How many events a second each engine does on the shipped scenarios, and whether they still do the same ones.

A faster engine that does less is not faster: before any rate is told, the number of events must be the same in both engines and
the same as in expected.json. README.md beside this file says how to read the numbers.
"""

import argparse
import json
import os
import platform
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

from gtmsim import _rules
from gtmsim.engines import select
from gtmsim.engines.contract import Batch, Engine
from gtmsim.engines.reference import Reference
from gtmsim.program.layout import RunTotal, TotalBlock
from gtmsim.program.lower import lower
from gtmsim.program.tables import Program
from gtmsim.program.totals import totals_of
from gtmsim.scenario import load

HERE = Path(__file__).parent
SCENARIOS = HERE.parent / "scenarios"
EXPECTED = HERE / "expected.json"
SEED = 1

# Replications that the core runs, so that it is busy for a good part of a second. The reference runs the first of them.
CORE_RUNS = {"single_queue": 200, "baseline": 40, "interruptions": 100, "market": 40}

CORE, REFERENCE, COMPILED = "core", "reference", "reference_compiled_rules"


@dataclass(frozen=True)
class Contender:
    """An engine, and how many replications it runs in one measurement."""

    name: str
    engine: Engine
    runs: int


@dataclass(frozen=True)
class Lap:
    """One measurement: the events of each replication, and the CPU seconds of all."""

    events: list[int]
    cpu_seconds: float


class Differs(Exception):
    """An engine did not do the events it should have done."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, tell, and return the exit code: 1 if an engine did other events than it should."""
    asked = _arguments(arguments)
    try:
        told = measured(asked.scenario or list(CORE_RUNS), asked.repetitions, update=asked.update)
    except Differs as differs:
        sys.stderr.write(f"{differs}\n")
        return 1
    sys.stdout.write(json.dumps(told, indent=2) + "\n" if asked.json else table(told))
    return 0


def measured(names: Sequence[str], repetitions: int, *, update: bool = False) -> dict[str, Any]:
    """Return the rates of every engine on the named scenarios. Raises `Differs`."""
    expected = json.loads(EXPECTED.read_text(encoding="utf-8")) if EXPECTED.exists() else {}
    told = {}
    for name in names:
        sys.stderr.write(f"{name} ...\n")
        program = lower(load(SCENARIOS / f"{name}.yaml"))
        laps = race(program, contenders(CORE_RUNS[name]), repetitions)
        if update:
            expected[name] = recorded(program, laps)
        agree(name, program, laps, expected.get(name))
        told[name] = summary(program, laps)
    if update:
        EXPECTED.write_text(json.dumps(expected, indent=2) + "\n", encoding="utf-8")
    return {
        "measures": "events per CPU second, median of interleaved repetitions",
        "seed": SEED,
        "repetitions": repetitions,
        "versions": {each: version(each) for each in ("gtmsim", "numpy", "simpy")}
        | {"python": platform.python_version()},
        "machine": {"processor": processor(), "cores": os.cpu_count(), "system": platform.platform()},
        "scenarios": told,
    }


def contenders(core_runs: int) -> list[Contender]:
    """Return who takes part."""
    return [
        Contender(CORE, select("core"), core_runs),
        Contender(REFERENCE, Reference(), 1),
        Contender(COMPILED, Reference(rules=_rules), 1),
    ]


def race(program: Program, who: Sequence[Contender], repetitions: int) -> dict[str, list[Lap]]:
    """Return the laps of each contender. They take turns, so that a slow minute of the machine slows all of them."""
    laps: dict[str, list[Lap]] = {each.name: [] for each in who}
    for each in who:
        each.engine.run(program, SEED, 0, 1)  # the first run pays for imports and memory
    for _ in range(repetitions):
        for each in who:
            laps[each.name].append(lap(lambda each=each: each.engine.run(program, SEED, 0, each.runs)))  # type: ignore[misc]
    return laps


def lap(run: Callable[[], Batch]) -> Lap:
    """Measure one run."""
    begun = time.process_time()
    batch = run()
    seconds = time.process_time() - begun
    events = totals_of(batch.program).block(batch.totals, TotalBlock.RUN)[:, RunTotal.EVENTS]
    return Lap(events.tolist(), seconds)


def recorded(program: Program, laps: dict[str, list[Lap]]) -> dict[str, Any]:
    """Return what later measurements must repeat."""
    events = laps[CORE][0].events
    return {"digest": program.digest, "first": events[0], "replications": len(events), "events": sum(events)}


def agree(name: str, program: Program, laps: dict[str, list[Lap]], expected: dict[str, Any] | None) -> None:
    """Raise `Differs` unless every lap of every engine did the events that are recorded."""
    if expected is None:
        raise Differs(f"{name}: no expectation is recorded; --update records one")
    # The digest only explains: logarithms that differ in their last bit between machines change it, and no count.
    same = expected["digest"] == program.digest
    why = "" if same else "; the program is another one than the recorded: --update if that is meant"
    whole = {CORE: expected["events"]}
    for engine, run in laps.items():
        for each in run:
            first, events = each.events[0], sum(each.events)
            if first != expected["first"]:
                raise Differs(
                    f"{name}: {engine} did {first} events in replication 0, not {expected['first']}{why}"
                )
            if events != whole.get(engine, events):
                raise Differs(f"{name}: {engine} did {events} events in all, not {whole[engine]}{why}")


def summary(program: Program, laps: dict[str, list[Lap]]) -> dict[str, Any]:
    """Return one scenario's rates and their ratios."""
    engines = {name: engine_summary(run) for name, run in laps.items()}
    rate = {name: each["events_per_second"] for name, each in engines.items()}
    return {
        "digest": program.digest,
        "engines": engines,
        "core_over_reference": round(rate[CORE] / rate[REFERENCE], 1),
        "core_over_reference_compiled_rules": round(rate[CORE] / rate[COMPILED], 1),
    }


def engine_summary(run: list[Lap]) -> dict[str, Any]:
    """Return one engine's rate on one scenario, with the laps it comes from."""
    seconds = statistics.median(each.cpu_seconds for each in run)
    events = sum(run[0].events)
    return {
        "replications": len(run[0].events),
        "events": events,
        "cpu_seconds": seconds,
        "cpu_seconds_of_laps": [each.cpu_seconds for each in run],
        "events_per_second": round(events / seconds),
        "ns_per_event": round(1e9 * seconds / events, 1),
    }


def table(told: dict[str, Any]) -> str:
    """Return the numbers for people."""
    lines = [f"{'scenario':16}{'engine':28}{'events':>10}{'ns/event':>11}{'events/s':>13}{'core is':>9}"]
    for name, scenario in told["scenarios"].items():
        for engine, each in scenario["engines"].items():
            times = scenario.get(f"core_over_{engine}")
            lines.append(
                f"{name:16}{engine.replace('_', ' '):28}{each['events']:>10,}{each['ns_per_event']:>11,.0f}"
                f"{each['events_per_second']:>13,}" + (f"{times:>8.0f}x" if times else "")
            )
    versions = ", ".join(f"{name} {number}" for name, number in told["versions"].items())
    lines.append(
        f"CPU time, median of {told['repetitions']} interleaved repetitions, seed {told['seed']}; {versions}"
    )
    lines.append(f"{told['machine']['processor']}, {told['machine']['cores']} cores")
    return "\n".join(lines) + "\n"


def processor() -> str:
    """Return the processor's name where the system tells it."""
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        lines = []
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.processor() or platform.machine()


def _arguments(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description="Events per second of both engines on the shipped scenarios."
    )
    parser.add_argument("--json", action="store_true", help="one JSON object instead of a table")
    parser.add_argument(
        "--update", action="store_true", help="record the numbers of events as the expected ones"
    )
    parser.add_argument("--repetitions", type=int, default=5, help="measurements of each engine (default 5)")
    parser.add_argument(
        "--scenario", action="append", choices=sorted(CORE_RUNS), help="only this one; may be repeated"
    )
    asked = parser.parse_args(arguments)
    if asked.repetitions < 1:
        parser.error("--repetitions: 1 or more")
    return asked


if __name__ == "__main__":
    sys.exit(main())
