"""How fast gtmsim is, as ratios within one run, and whether it still does the same work. README.md tells how to read it.

python benchmarks/run.py --json > numbers.json
"""

import argparse
import importlib
import json
import os
import platform
import sys
import time
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))  # benchmarks is a package of the repository

from benchmarks.asked import Asked
from benchmarks.building import Missing
from benchmarks.expected import EXPECTED, Expected
from benchmarks.race import Differs
from benchmarks.table import table

# Each part is a module with `measured(asked)`, which returns flat numbers and what explains them. In the order of the page.
PARTS = {
    "floor": "an M/M/1 queue in the core and in a loop written by hand",
    "peers": "the same queue in heapq, SimPy and Ciw",
    "cultures": "the core against the reference on the shipped cultures",
    "instructions": "instructions for a customer and for an event",
    "size": "ten thousand accounts, and a thousand to a million",
    "threads": "two threads against one",
    "memory": "ten thousand replications against a hundred",
    "latency": "what somebody waits who changes one number",
    "branching": "a burn-in shared by five cultures",
    "studies": "a study in a folder, and on two workers",
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, tell, and return the exit code: 1 if somebody did other work than expected, 130 if interrupted."""
    asked = _arguments(arguments)
    expected = Expected(asked.expected, update=asked.update)
    what = Asked(laps=asked.laps, quick=asked.quick, expected=expected)
    told: dict[str, Any] = {"measured": [], "differs": {}, "missing": {}}
    try:
        for name in asked.only or PARTS:
            _part(name, what, told)
        expected.write()
    except KeyboardInterrupt:
        told["interrupted"] = True
        sys.stderr.write("interrupted: what is told was finished before\n")
    told |= about(what)
    sys.stdout.write(json.dumps(told, indent=2) + "\n" if asked.json else table(told))
    if "interrupted" in told:
        return 130
    return 1 if told["differs"] else 0


def _part(name: str, asked: Asked, told: dict[str, Any]) -> None:
    """Measure one part and add what it tells; a part whose work differs tells no rate."""
    begun = time.perf_counter()
    sys.stderr.write(f"{name}: {PARTS[name]} ...\n")
    try:
        numbers = importlib.import_module(f"benchmarks.{name}").measured(asked)
    except Differs as differs:
        told["differs"][name] = str(differs)
        sys.stderr.write(f"{differs}\n")
        return
    except Missing as missing:
        told["missing"][name] = str(missing)
        sys.stderr.write(f"  left out, for want of {missing}\n")
        return
    told |= numbers
    told["measured"].append(name)
    sys.stderr.write(f"  {time.perf_counter() - begun:.0f} s\n")


def about(asked: Asked) -> dict[str, Any]:
    """Return what a reader must know of the measurement: how often, with what, on which machine."""
    return {
        "laps": asked.laps,
        "quick": asked.quick,
        "versions": {each: version(each) for each in ("gtmsim", "numpy", "simpy")}
        | {"python": platform.python_version()},
        "machine": {"processor": _processor(), "cores": os.cpu_count(), "system": platform.platform()},
    }


def _processor() -> str:
    """Return the processor's name where the system tells it."""
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        lines = []
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.processor() or platform.machine()


def _arguments(arguments: Sequence[str] | None) -> argparse.Namespace:
    parts = "\n".join(f"  {name:14}{what}" for name, what in PARTS.items())
    parser = argparse.ArgumentParser(
        prog="python benchmarks/run.py",
        description="How fast gtmsim is, as ratios within one run, and whether it still does the same work.",
        epilog=f"parts:\n{parts}\n\nexample:\n  python benchmarks/run.py --only floor --only peers --json",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--json", action="store_true", help="one JSON object instead of a table")
    parser.add_argument(
        "--only", action="append", metavar="PART", choices=list(PARTS), help="only this part; may be repeated"
    )
    parser.add_argument(
        "--quick", action="store_true", help="less of everything: rougher ratios, the same checks"
    )
    parser.add_argument(
        "--laps", type=int, metavar="N", help="laps of those who take turns (default 5; quick 2)"
    )
    parser.add_argument(
        "--update", action="store_true", help="record the numbers of events as the expected ones"
    )
    parser.add_argument(
        "--expected", type=Path, default=EXPECTED, metavar="FILE", help="where they are recorded"
    )
    asked = parser.parse_args(arguments)
    if asked.laps is None:
        asked.laps = 2 if asked.quick else 5
    if asked.laps < 1:
        parser.error("--laps: 1 or more")
    return asked


if __name__ == "__main__":
    sys.exit(main())
