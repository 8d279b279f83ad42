"""Instructions for an event: a number that a busy machine cannot disturb. Counted by valgrind, where it is installed.

Each number is the difference between a process that does the work and one that only prepares it, so that start-up cancels.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from benchmarks.asked import Asked
from benchmarks.building import Missing, loop
from benchmarks.cultures import TREATED_AT, WEEKS
from benchmarks.floor import customers_of, queue_of
from benchmarks.size import TEN_THOUSAND
from benchmarks.worlds import SEED, culture, events_of, queue
from gtmsim.engines import select
from gtmsim.program.tables import Ints

# Weeks of a replication of the queue: 20,000 customers.
QUEUE_WEEKS = 26
# Replications that are counted, after one that pays for memory: start-up differs by some million instructions from run to run.
COUNTED = {"mm1_core": 4, "mm1_loop": 30, "mid_market_10k": 4}


def measured(asked: Asked) -> dict[str, Any]:
    """Return instructions for a customer of the queue in the core and by hand, and for an event of the larger firm."""
    if shutil.which("valgrind") is None:
        raise Missing("valgrind, which counts instructions")
    loop()  # compiled here, so that no count has it in it
    asked.say("start-up")
    start_up = _counted("")
    told: dict[str, Any] = {}
    for name in COUNTED:
        asked.say(name)
        done, instructions = sum(work(name)), _counted(name) - start_up
        told[name] = {"instructions": instructions, "of": done, "each": round(instructions / done, 1)}
    return {
        "mm1_instructions_per_customer": told["mm1_core"]["each"],
        "mm1_loop_instructions_per_customer": told["mm1_loop"]["each"],
        "core_instructions_per_event_10k_accounts": told["mid_market_10k"]["each"],
        "instructions": told,
    }


def work(counted: str) -> list[int]:
    """Do replication 0 of everything and some more of what is counted; return how many customers or events those have."""
    short, core = queue(QUEUE_WEEKS), select("core")
    module, alike = loop(), queue_of(short)
    larger = culture("mid_market", WEEKS, TREATED_AT, TEN_THOUSAND)
    jobs: dict[str, Callable[[int], list[int]]] = {
        "mm1_core": lambda count: _came(customers_of(core.run(short, SEED, 0, count))),
        "mm1_loop": lambda count: _came(alike.customers(module, 0, count)),
        "mid_market_10k": lambda count: events_of(core.run(larger, SEED, 0, count)),
    }
    done = {name: job(1 + COUNTED[name] * (name == counted)) for name, job in jobs.items()}
    return done.get(counted, [])[1:]


def _came(customers: Ints) -> list[int]:
    return [int(each) for each in customers[:, 0]]


def _counted(name: str) -> int:
    """Return the instructions of a process that does the work, start-up included."""
    with tempfile.TemporaryDirectory() as folder:
        # A fixed hash seed: otherwise sets of names are walked in another order, and start-up does not cancel.
        ran = subprocess.run(
            [
                *("valgrind", "--tool=cachegrind", "--cache-sim=no", f"--cachegrind-out-file={folder}/told"),
                *(sys.executable, "-c", f"from benchmarks.instructions import work; work({name!r})"),
            ],
            check=True, capture_output=True, text=True, cwd=Path(__file__).parent.parent, env=_environment(),
        )  # fmt: skip
    found = re.search(r"I\s+refs:\s+([\d,]+)", ran.stderr)
    if found is None:
        raise Missing(f"a valgrind that counts instructions; this one says:\n{ran.stderr}")
    return int(found[1].replace(",", ""))


def _environment() -> dict[str, str]:
    return os.environ | {"PYTHONHASHSEED": "0", "OMP_NUM_THREADS": "1"}
