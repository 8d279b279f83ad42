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
    what_if(FIRST, FIRST)  # warm: everything is imported, the files have been read once
    again = 1 if asked.quick else min(asked.laps, 3)
    answers = [what_if(FIRST, MORE) for _ in range(again)]
    asked.say("commands")
    commands = {name: [_command(*words) for _ in range(again)] for name, words in COMMANDS.items()}
    loaded, first, more, cpu = (statistics.median(each) for each in zip(*answers, strict=True))
    return {
        "what_if_seconds": round(first, 2),
        "what_if_100_seconds": round(more, 2),
        **{f"{name}_seconds": round(statistics.median(laps), 2) for name, laps in commands.items()},
        "latency": {
            "slider": SLIDER.name,
            "jobs": JOBS,
            "load_and_lower_seconds": round(loaded, 3),
            "cpu_seconds_to_20": round(cpu, 3),
            "seconds_to_20_and_100_of_laps": [[round(each, 3) for each in answer[1:3]] for answer in answers],
            **{
                f"{name}_seconds_of_laps": [round(each, 3) for each in laps]
                for name, laps in commands.items()
            },
        },
    }


def what_if(first: int, more: int) -> tuple[float, float, float, float]:
    """Return seconds from a slider's move: until both scenarios are loaded, the first pairs are told, and more of them are.

    The last is the CPU time until the first are told, of all threads.
    """
    begun, busy = time.perf_counter(), time.process_time()
    programs = {file: gtmsim.lower(gtmsim.load(file)) for file in (MID_MARKET, str(SLIDER))}
    told = [time.perf_counter() - begun]
    for verdict in gtmsim.verdicts(programs, seed=7, replications=more, jobs=JOBS, at=(first,)):
        gtmsim.report(verdict)
        told.append(time.perf_counter() - begun)
        if len(told) == 2:
            busy = time.process_time() - busy
    return told[0], told[1], told[-1], busy


def _command(*words: str) -> float:
    begun = time.perf_counter()
    subprocess.run([sys.executable, "-m", "gtmsim", *words], check=True, capture_output=True)
    return time.perf_counter() - begun
