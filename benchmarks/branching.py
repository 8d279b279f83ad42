"""What a shared burn-in saves: the five cultures run together against each from the start."""

from typing import Any

from benchmarks.asked import Asked
from benchmarks.cultures import CORE
from benchmarks.race import Differs, race, times, told
from benchmarks.worlds import CULTURES, SEED, events_of
from gtmsim.engines import select
from gtmsim.engines.contract import Batch
from gtmsim.program.lower import lower
from gtmsim.program.prefix import weeks_run
from gtmsim.scenario import load

RUNS = 3


def measured(asked: Asked) -> dict[str, Any]:
    """Return how many times quicker the whole comparison is when its common year is run once. Raises `Differs`."""
    programs = [lower(load(preset)) for preset in CULTURES.values()]
    engine = select(CORE)

    def alone() -> list[Batch]:
        return [engine.run(program, SEED, 0, RUNS) for program in programs]

    def together() -> list[Batch]:
        return engine.branch(programs, SEED, 0, RUNS)

    for one, other in zip(alone(), together(), strict=True):
        if one.totals.tobytes() != other.totals.tobytes() or one.weekly.tobytes() != other.weekly.tobytes():
            raise Differs("branching: a culture run together with others does not tell what it tells alone")
    who = {
        "alone": lambda _: _events(alone()),
        "together": lambda _: _events(together()),
    }
    laps = race(who, asked.laps)
    run_once, all_alone = weeks_run(programs)
    return {
        "branching_speedup": round(times(laps["alone"], laps["together"]), 2),
        "branching": {
            "scenarios": list(CULTURES),
            "weeks": programs[0].weeks,
            "weeks_alone_over_together": round(all_alone / run_once, 3),
            "same_totals": True,
            **{name: told(run) for name, run in laps.items()},
        },
    }


def _events(batches: list[Batch]) -> list[int]:
    return [n for batch in batches for n in events_of(batch)]
