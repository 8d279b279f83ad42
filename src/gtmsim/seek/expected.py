"""How long a search would take at the least: whoever cannot be told apart takes more."""

from collections.abc import Callable

from gtmsim.amounts import counted, duration, number
from gtmsim.program.lower import lower
from gtmsim.program.tables import Program
from gtmsim.scenario import vary
from gtmsim.seek.hunt import LOOK, Hunt
from gtmsim.study.expected import WORTH_A_PROBE, Expected, few_of, probe
from gtmsim.study.together import workers_for
from gtmsim.study.values import values

_LAST = 3  # on fresh luck, where one metric counts: the chosen, the next best, the file as it is


def expected(hunt: Hunt, finalists: int, points: int, seconds: float, fresh: int) -> Expected:
    """Return what comparing so many finalists takes, after so many points, or points for so many seconds, were tried."""
    last = finalists + 1 if len(hunt.goals) > 1 else min(finalists + 1, _LAST)
    runs = max(0, points * LOOK + finalists * hunt.start + last * fresh - hunt.spared)
    text = f"{counted(finalists, 'structure')} compared, at least {number(runs)} runs"
    if seconds:
        text = f"points tried for {duration(seconds)}, then {text}"
    elif points:
        text = f"{counted(points, 'point')} tried, then {text}"
    if runs < WORTH_A_PROBE:
        return Expected(text, runs, seconds)
    several: list[Program | None] = list(hunt.pool.programs.values()) or [None]
    probed = [probe(_run(hunt, each)) for each in few_of(several)]
    alone, each = (sum(part) / len(probed) for part in zip(*probed, strict=True))
    return Expected(text, runs, seconds + finalists * alone + runs * each / workers_for(hunt.runs.jobs))


def _run(hunt: Hunt, program: Program | None) -> Callable[[int], object]:
    """Return what runs a structure; where none is made yet, the file as it is, made each time."""
    runs = hunt.runs

    def run(count: int) -> object:
        made = lower(vary(hunt.pool.base, ())) if program is None else program
        return values({"": made}, runs.keys, seed=runs.seed, count=count, engine=runs.engine, jobs=1)

    return run
