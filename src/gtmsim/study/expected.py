"""How long work would take, measured on a little of it before it is begun."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from gtmsim.amounts import counted, number
from gtmsim.errors import GtmsimError

A_WHILE_SECONDS = 600.0  # what takes longer is said before it is begun
TOO_LONG_SECONDS = 86_400.0  # what takes longer is not begun unless somebody insists
FEW, MORE = (
    1,
    4,
)  # replications of a probe: what the longer run takes above the shorter is what a replication takes
WORTH_A_PROBE = 500  # runs; fewer are over before a probe would be
_PROBED = 3


@dataclass(frozen=True)
class Expected:
    """What work takes: in words what is run, how many runs that is, and seconds on this machine (0: not worth a probe)."""

    text: str
    runs: int
    seconds: float


T = TypeVar("T")
Announce = Callable[[Expected], None]


class TooLong(GtmsimError):
    """What was asked for takes more than a day, and nobody insisted on it."""

    kind = "too_long"


def probe(run: Callable[[int], object]) -> tuple[float, float]:
    """Return the seconds that something takes by itself and for each replication, by runs of few and of more.

    It is run once in vain before: what only the first one pays for says nothing of the others.
    """
    run(FEW)
    few, more = (_seconds(run, count) for count in (FEW, MORE))
    each = max(0.0, more - few) / (MORE - FEW)
    return max(0.0, few - FEW * each), each


def few_of(several: Sequence[T]) -> Sequence[T]:
    """Return those that are probed in place of all: a few, from the first to the last."""
    return several[:: max(1, len(several) // _PROBED)][:_PROBED]


def expected_of(
    text: str, several: Sequence[Callable[[int], object]], replications: int, workers: int, *, among: int = 0
) -> Expected:
    """Return what it takes to run each of several for so many replications; `among`: how many there are, if these are only some."""
    count = among or len(several)
    runs = count * replications
    if runs < WORTH_A_PROBE or not several:
        return Expected(text, runs, 0.0)
    probed = [probe(run) for run in few_of(several)]
    alone, each = (sum(part) / len(probed) for part in zip(*probed, strict=True))
    return Expected(text, runs, count * (alone + each * replications / min(workers, replications)))


def product(runs: int, *factors: tuple[int, str]) -> str:
    """Return how many runs something is: `6 worlds x 2 alternatives = 12 runs`."""
    return f"{' x '.join(counted(count, what) for count, what in factors)} = {number(runs)} runs"


def _seconds(run: Callable[[int], object], count: int) -> float:
    started = time.perf_counter()
    run(count)
    return time.perf_counter() - started
