"""How often an interval covers when replications were added until it was short enough.

The true mean is known, the rule is the one that `--precision` follows: at least 30 replications, then as many as the last interval
asks for.
"""

from collections.abc import Callable
from pathlib import Path

import numpy as np

from gtmsim.cli.script import script
from gtmsim.measure.intervals import mean_interval
from gtmsim.measure.metric import Metric
from gtmsim.measure.precision import FEWEST, gaps_alone, next_count, precision
from gtmsim.measure.risk import tail
from gtmsim.program.tables import Floats

STUDIES, MOST, SEED = 2_000, 1_000_000, 7
TARGETS = ("20%", "10%", "5%", "2%")
TAIL_STUDIES, TAIL_COUNTS = 300, (50, 100, 200, 400, 1_000)
NORMAL_P5, NORMAL_SHORTFALL = -1.6448536, -2.0627128  # of a standard normal outcome
METRIC = Metric("outcome", "count", "higher", "")

Draw = Callable[[np.random.Generator, int], Floats]

# Every one has the mean 1 and the standard deviation 0.7, which is what bookings of a small firm have within a year.
SPREAD = 0.7
_SIGMA = np.log(1.0 + SPREAD**2) ** 0.5


def _normal(draws: np.random.Generator, count: int) -> Floats:
    return draws.normal(1.0, SPREAD, count)


def _skewed(draws: np.random.Generator, count: int) -> Floats:
    return draws.lognormal(-(_SIGMA**2) / 2.0, _SIGMA, count)


def _few_large(draws: np.random.Generator, count: int) -> Floats:
    # A sum of rare wins of very different size.
    wins = draws.poisson(4.0, count)
    return np.array([draws.lognormal(-(0.82**2) / 2.0, 0.82, each).sum() for each in wins]) / 4.0


OUTCOMES: dict[str, Draw] = {
    "normal": _normal,
    "skewed (lognormal)": _skewed,
    "few and large (Poisson sum of lognormals)": _few_large,
}


def study(draw: Draw, draws: np.random.Generator, target: str) -> tuple[bool, int]:
    """Return whether the interval covers the true mean of 1 where a study of that precision stopped, and after how many."""
    asked = precision(target)
    values = draw(draws, FEWEST)
    while True:
        estimate = mean_interval(values)
        (gap,) = gaps_alone([estimate], ["outcome"], asked, [METRIC], "EUR")
        if gap.times <= 1.0 or len(values) >= MOST:
            return estimate.low <= 1.0 <= estimate.high, len(values)
        more = next_count(len(values), gap.times, MOST) - len(values)
        values = np.concatenate((values, draw(draws, more)))


def tail_row(count: int) -> str:
    """Return a line of the table of tails: how often the intervals of p5 and of the mean of the worst 5 % cover."""
    draws = np.random.default_rng([SEED, count])
    found = [tail("outcome", draws.normal(size=count), "higher") for _ in range(TAIL_STUDIES)]
    p5 = np.mean([each.quantile_low <= NORMAL_P5 <= each.quantile_high for each in found])
    worst = np.mean([each.shortfall_low <= NORMAL_SHORTFALL <= each.shortfall_high for each in found])
    return f"| {count:,} | {100.0 * p5:.0f} % | {100.0 * worst:.0f} % |"


def skewness(draw: Draw) -> float:
    """Return the skewness of an outcome, estimated."""
    return mean_interval(draw(np.random.default_rng(SEED), 1_000_000)).skewness


def row(name: str, draw: Draw, target: str) -> str:
    """Return a line of the table."""
    draws = np.random.default_rng([SEED, list(OUTCOMES).index(name), TARGETS.index(target)])
    found = [study(draw, draws, target) for _ in range(STUDIES)]
    covered = np.mean([covers for covers, _ in found])
    counts = [count for _, count in found]
    low, high = np.percentile(counts, [5, 95])
    return f"| {name} | {target} | {100.0 * covered:.1f} % | {np.median(counts):,.0f} | {low:,.0f} to {high:,.0f} |"


def page() -> str:
    """Return the page."""
    error = 100.0 * (0.95 * 0.05 / STUDIES) ** 0.5
    rows = [row(name, draw, target) for name, draw in OUTCOMES.items() for target in TARGETS]
    shapes = ", ".join(f"{name} {abs(skewness(draw)):.1f}" for name, draw in OUTCOMES.items())
    return f"""# How sure is an answer that stopped when it was precise enough?
Written by `python docs/precision.py`: {STUDIES:,} studies a line, seed {SEED}, each run with the rule of `--precision` (at least
{FEWEST} replications, then as many as the last interval asks for, at most twice as many) until the 95 % interval of the mean was
within the target. Every outcome has the mean 1 and a standard deviation of about {SPREAD:g}. Skewness, estimated: {shapes}.
The share of studies whose interval covers the true mean is known to within about {2.0 * error:.1f} points here.

| outcome | precision | intervals that cover | replications (median) | 5 to 95 % of studies |
| --- | ---: | ---: | ---: | ---: |
{chr(10).join(rows)}

Stopping at a chosen width looks at the spread more than once, and stops rather where it happens to look small. So intervals cover
somewhat less often than 95 % where few replications are enough and the outcome is skewed; the closer the precision, the less it
matters. A verdict from few replications says so itself (*too few replications for numbers so skewed*).

# How sure is the bad end of the outcomes?
{TAIL_STUDIES} studies a line of a normal outcome: how often the intervals that `--risk` tells cover the truth. That of p5 is
exact or cautious whatever the outcome; that of the mean of the worst 5 % needs some twenty replications in that tail.

| replications | intervals of p5 that cover | of the mean of the worst 5 % |
| ---: | ---: | ---: |
{chr(10).join(tail_row(count) for count in TAIL_COUNTS)}
"""


def main() -> None:
    """Write docs/precision.md: how often an interval covers that stopped when it was short enough. Some minutes on one core."""
    Path(__file__).with_suffix(".md").write_text(page(), encoding="utf-8")


if __name__ == "__main__":
    script(main, "python docs/precision.py")
