"""Control variates: what is known of the luck itself, whatever any organisation does with it.

How many leads a stream brings and what they are worth follows from the addresses of draws alone, and what both are on average
from the program. Where a replication's luck was better than that, its results are taken down by as much as they usually go up
with it (Lavenberg and Welch, "A perspective on the use of control variables", 1981).
"""

from collections.abc import Mapping
from math import gamma, sqrt

import numpy as np

from gtmsim._draws import uniforms
from gtmsim.program import rules
from gtmsim.program.layout import Block, Family, Purpose, SegmentCol, SourceCol, SourceInt, SourceKind
from gtmsim.program.tables import Floats, Program, block_shapes
from gtmsim.program.varied import parameter_table, params_of

LEADS, WORTH = range(2)
NO_CONTROLS: Floats = np.zeros((0, 0))


def adjusted(values: Floats, controls: Floats) -> Floats:
    """Return values whose mean is the controlled one, and whose t interval is wide enough for slopes that were estimated.

    `controls` is replication x control, each with mean 0 by what is known of it. NaN stays NaN. Controls that do not vary, or more
    of them than replications can bear, change nothing.
    """
    if not controls.any():
        return values
    told = ~np.isnan(values)
    mine, luck = values[told], controls[told]
    luck = luck[:, luck.std(axis=0) > 0.0] if len(luck) else luck
    count, many = luck.shape
    if many == 0 or count < many + 3:
        return values
    luck = luck / luck.std(axis=0)
    away = luck - luck.mean(axis=0)
    slopes, _, many, _ = np.linalg.lstsq(away, mine - mine.mean(), rcond=1e-9)  # some may say the same
    rest = mine - mine.mean() - away @ slopes
    doubt = sqrt((count - 1) / (count - many - 1) * (count - 2) / (count - many - 2))
    result = values.copy()
    result[told] = mine.mean() - luck.mean(axis=0) @ slopes + doubt * rest
    return result


def controls_of_both(mine: Floats, theirs: Floats) -> Floats:
    """Return the controls of a difference: those of both scenarios, once where they met the same leads."""
    return mine if np.array_equal(mine, theirs) else np.concatenate((mine, theirs), axis=1)


def none_known(luck: Mapping[str, Floats]) -> tuple[str, ...]:
    """Return a warning if no scenario has a stream whose luck is known."""
    if any(each.any() for each in luck.values()):
        return ()
    return ("no scenario has a stream of leads whose expectation is known: control variates change nothing",)


def stream_controls(program: Program, seed: int, first: int, count: int) -> Floats:
    """Return replication x control: how many leads streams brought after the warm-up and their worth, less what is expected.

    All 0 where there is none whose expectation is known: no stream, leads that are there from the start or end early, or numbers
    that change at dates.
    """
    found = np.zeros((count, 2))
    kinds = program.source_ints
    for source in range(program.sources):
        row = kinds[source]
        if row[SourceInt.KIND] != SourceKind.STREAM or len(program.phase_at):
            continue
        if row[SourceInt.FIRST] == 0 and row[SourceInt.LAST] < 0:
            found += _of_stream(program, source, seed, first, count)
    return found


def _of_stream(program: Program, source: int, seed: int, first: int, count: int) -> Floats:
    worths = _Worths(program, source, parameter_table(program, seed, first, count))
    begins, ends, expected = _passed(program, source, worths, seed, first)
    found = np.zeros((count, 2))
    passed, n = np.zeros(count), 0
    while True:
        passed = passed - np.log1p(-uniforms(seed, first, count, n, int(Purpose.ARRIVAL_GAP), source))
        if (passed >= ends).all():
            break
        account = (source << 32) | n
        segment, value = (
            uniforms(seed, first, count, 0, int(purpose), account)
            for purpose in (Purpose.SEGMENT, Purpose.VALUE)
        )
        counts = ((passed >= begins) & (passed < ends)).astype(float)
        found[:, LEADS] += counts
        found[:, WORTH] += counts * worths.drawn(segment, value)
        n += 1
    return found - np.stack((expected, expected * worths.mean()), axis=1)


def _passed(
    program: Program, source: int, worths: "_Worths", seed: int, first: int
) -> tuple[Floats, Floats, Floats]:
    """Return the integrated rate at the end of the warm-up and at the horizon, and how many leads to expect between them."""
    row = program.source_ints[source]
    cells = slice(int(row[SourceInt.FIRST_CELL]), int(row[SourceInt.FIRST_CELL] + row[SourceInt.CELLS]))
    ticks = np.minimum(np.append(program.cell_tick[cells], program.horizon), program.horizon).astype(float)
    measured = np.maximum(ticks[1:] - np.maximum(ticks[:-1], program.warm_up), 0.0)
    shape, rate = program.cell_shape[cells], worths.of(Block.SOURCE, source, SourceCol.RATE)
    sigma = worths.of(Block.SOURCE, source, SourceCol.DAY_SIGMA)
    busy = np.ones((len(shape), len(rate)))
    for cell, day in enumerate(program.cell_day[cells].tolist()) if (sigma > 0.0).any() else ():
        luck = uniforms(seed, first, len(rate), day, int(Purpose.ARRIVAL_DAY), source)
        busy[cell] = [rules.day_factor(u, each) for u, each in zip(luck, sigma, strict=True)]
    before, after = (rate * ((shape * part) @ busy) for part in (np.diff(ticks) - measured, measured))
    return before, before + after, rate * float(shape @ measured)


class _Worths:
    """What leads of a stream are worth by their luck, whatever they are offered: arrays of a value a replication."""

    def __init__(self, program: Program, source: int, uncertain: Floats) -> None:
        self.program = program
        self.params = np.stack([params_of(program, row) for row in uncertain])
        segments = range(program.segments)
        shares = np.stack([self.of(Block.MIX, source, segment) for segment in segments])
        self.shares = shares / shares.sum(axis=0)
        self.until = np.cumsum(self.shares, axis=0)[:-1]
        self.family, self.a, self.b = (
            np.stack([self.of(Block.SEGMENT, segment, SegmentCol.VALUE + i) for segment in segments])
            for i in range(3)
        )

    def of(self, block: Block, row: int, column: int = 0) -> Floats:
        """Return one number, a value a replication."""
        width = block_shapes(self.program)[block][1]
        return self.params[:, int(self.program.at[block]) + row * width + column]

    def drawn(self, u_segment: Floats, u: Floats) -> Floats:
        """Return what leads of so much luck are worth, one a replication."""
        from scipy.special import ndtri

        own = (u_segment >= self.until).sum(axis=0), np.arange(len(u))
        family, a, b = self.family[own], self.a[own], self.b[own]
        waits = -np.log1p(-u)
        normal = ndtri(np.clip(u, rules.TINY, 1.0 - rules.TINY))
        weibull = np.power(waits, 1.0 / np.where(b > 0.0, b, 1.0))
        return np.select(
            [family == each for each in (Family.FIXED, Family.EXPONENTIAL, Family.LOGNORMAL, Family.WEIBULL)],
            [a, a * waits, a * np.exp(b * normal), a * weibull],
            0.0,
        )

    def mean(self) -> Floats:
        """Return what a lead is worth on average."""
        of_weibull = np.vectorize(gamma)(1.0 + 1.0 / np.where(self.b > 0.0, self.b, 1.0))
        means = np.select(
            [
                self.family == each
                for each in (Family.FIXED, Family.EXPONENTIAL, Family.LOGNORMAL, Family.WEIBULL)
            ],
            [self.a, self.a, self.a * np.exp(0.5 * self.b * self.b), self.a * of_weibull],
            0.0,
        )
        return np.asarray((self.shares * means).sum(axis=0))
