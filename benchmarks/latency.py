"""How long somebody waits who changes one number: in a process that is warm, and for a whole command from a cold start."""

import statistics
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import gtmsim
from benchmarks.asked import Asked
from benchmarks.worlds import MID_MARKET

# A year of burn-in, then three years with one number of the policy moved.
SLIDER = Path(__file__).parent / "scenarios" / "what_if.yaml"
FIRST, MORE, JOBS = 20, 100, 2

COMMANDS = {
    "help": ("--help",),
    "check": ("check", MID_MARKET),
    "compare": (
        "compare",
        MID_MARKET,
        str(SLIDER),
        "--replications",
        str(FIRST),
        "--jobs",
        str(JOBS),
        "--quiet",
    ),
}


def measured(asked: Asked) -> dict[str, Any]:
    """Return the seconds on the clock until a first answer is there, and until commands have ended."""
    what_if(FIRST, 2)  # warm: everything is imported, the files have been read once
    again = 1 if asked.quick else min(asked.laps, 3)
    first = [what_if(FIRST, JOBS) for _ in range(again)]
    asked.say("commands")
    commands = {name: [_command(*words) for _ in range(again)] for name, words in COMMANDS.items()}
    return {
        "what_if_seconds": round(statistics.median(first), 2),
        "what_if_100_seconds": round(what_if(MORE, JOBS), 2),
        **{f"{name}_seconds": round(statistics.median(laps), 2) for name, laps in commands.items()},
        "latency": {
            "slider": SLIDER.name,
            "replications": FIRST,
            "jobs": JOBS,
            "what_if_seconds_of_laps": [round(each, 3) for each in first],
            **{
                f"{name}_seconds_of_laps": [round(each, 3) for each in laps]
                for name, laps in commands.items()
            },
        },
    }


def what_if(replications: int, jobs: int) -> float:
    """Return the seconds from a slider's move to the words of the answer: both scenarios are loaded, run and compared."""
    begun = time.perf_counter()
    before, after = (gtmsim.lower(gtmsim.load(file)) for file in (MID_MARKET, SLIDER))
    runs = [gtmsim.run(program, seed=7, replications=replications, jobs=jobs) for program in (before, after)]
    gtmsim.report(gtmsim.compare(*runs))
    return time.perf_counter() - begun


def _command(*words: str) -> float:
    begun = time.perf_counter()
    subprocess.run([sys.executable, "-m", "gtmsim", *words], check=True, capture_output=True)
    return time.perf_counter() - begun
