"""What the textbooks say, as small functions of plain numbers. Nothing here knows gtmsim."""

from collections.abc import Callable, Sequence
from itertools import accumulate, pairwise

import numpy as np
import numpy.typing as npt


def erlang_b(seats: int, load: float) -> float:
    """Return the share turned away when nobody waits: `load` is arrivals times mean service, in seats."""
    blocked = 1.0
    for n in range(1, seats + 1):
        blocked = load * blocked / (n + load * blocked)
    return blocked


def erlang_c(seats: int, load: float) -> float:
    """Return the share that has to wait when everybody does."""
    blocked = erlang_b(seats, load)
    return blocked / (1.0 - load / seats * (1.0 - blocked))


def erlang_c_wait(seats: int, load: float, service: float) -> float:
    """Return the mean wait of all in M/M/c, in the unit of the mean service."""
    return erlang_c(seats, load) * service / (seats - load)


def stationary(
    births: Callable[[int], float], deaths: Callable[[int], float], top: int
) -> npt.NDArray[np.float64]:
    """Return the stationary distribution of a birth-death process on 0 .. top."""
    weights = accumulate(range(1, top + 1), lambda w, n: w * births(n - 1) / deaths(n), initial=1.0)
    table = np.array(list(weights), np.float64)
    return np.asarray(table / table.sum(), np.float64)


def erlang_a(seats: int, rate: float, service: float, patience: float) -> tuple[float, float]:
    """Return the share that gives up and the mean wait of all (served or not) in M/M/c+M."""
    there = stationary(lambda _: rate, lambda n: min(n, seats) / service + max(n - seats, 0) / patience, 400)
    queue = float(sum(max(n - seats, 0) * p for n, p in enumerate(there)))
    return queue / patience / rate, queue / rate


def pollaczek_khinchine(rate: float, mean: float, sd: float) -> float:
    """Return the mean wait in M/G/1."""
    return rate * (mean**2 + sd**2) / 2.0 / (1.0 - rate * mean)


def cobham(rates: Sequence[float], mean: float, sd: float) -> list[float]:
    """Return the mean wait of each class, the most important first, when no service is interrupted."""
    residual = sum(rates) * (mean**2 + sd**2) / 2.0
    free = [1.0, *(1.0 - mean * rate for rate in accumulate(rates))]
    return [residual / before / after for before, after in pairwise(free)]


def absorbed(among: npt.NDArray[np.float64], out: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """Return transient state x absorbing state: the chance of ending there, by (I - Q)^-1 R."""
    return np.asarray(np.linalg.solve(np.eye(len(among)) - among, out), np.float64)


def wait_for_opening(open_spans: Sequence[tuple[float, float]], period: float) -> float:
    """Return the mean time to the next open moment, from a moment uniform over a period that repeats."""
    spans = sorted(open_spans)
    following = [*spans[1:], (spans[0][0] + period, spans[0][1] + period)]
    return (
        sum((after[0] - before[1]) ** 2 for before, after in zip(spans, following, strict=True))
        / 2.0
        / period
    )
