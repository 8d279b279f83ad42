"""Numbers of any kind: addresses of draws, whole ticks and cents, distributions, shares."""

from math import exp, log, sqrt

LONGEST_TICKS = 1_000_000_000_000
LARGEST_CENTS = 1_000_000_000_000_000.0
TINY = 1e-12
MICRO = 1_000_000.0
MOST_POWER = 60.0  # of e: beyond it nothing real is meant


def draw_index(episode: int, attempt: int, stage: int, ordinal: int) -> int:
    """Return the index word of a draw's address: which episode, attempt, stage and n-th of its kind."""
    return ((episode * 256 + attempt) * 256 + stage) * 65536 + ordinal


def request_ordinal(request: int, session: int) -> int:
    """Return the ordinal of the n-th session of a stage's n-th request."""
    return request * 64 + session


def position_address(team: int, opening: int, nth: int) -> int:
    """Return where the draws of a team's n-th position, or of its n-th opening, stand: whoever else works here moves nobody."""
    return (team * 2 + opening) * 16777216 + nth


def week_ordinal(calendar_week: int, nth: int) -> int:
    """Return the index of what happens to somebody for the n-th time in a week: what was otherwise before it moves nothing."""
    return calendar_week * 65536 + nth


def choice_ordinal(nth: int) -> int:
    """Return the ordinal of the n-th choice about a lead in a stage; those beyond what an ordinal holds are like the last."""
    if nth > 65535:
        return 65535
    return nth


def whole_ticks(x: float) -> int:
    """Return a duration as whole ticks, rounded to the nearest, never below one and never endless."""
    if not x > 1.0:
        return 1
    if x > 1e12:
        return LONGEST_TICKS
    return int(x + 0.5)


def some_ticks(x: float) -> int:
    """Return a span that may be nothing as whole ticks: 0 or more."""
    if not x > 0.0:
        return 0
    if x > 1e12:
        return LONGEST_TICKS
    return int(x + 0.5)


def whole_cents(x: float) -> int:
    """Return an amount as whole cents: 0 or more."""
    if not x > 0.0:
        return 0
    if x > LARGEST_CENTS:
        x = LARGEST_CENTS
    return int(x + 0.5)


def micro(x: float) -> int:
    """Return a stock in millionths, so that sums over replications are exact whatever their order."""
    if not x > 0.0:
        return 0
    if x > 1e9:
        x = 1e9
    return int(x * MICRO + 0.5)


def bounded(x: float, most: float) -> float:
    """Return a number, or the nearest that is no further from 0 than `most`."""
    if x > most:
        return most
    if x < -most:
        return -most
    return x


def exponential(u: float, mean: float) -> float:
    """Return an exponential draw by inversion."""
    return -mean * log(1.0 - u)


def normal_quantile(u: float) -> float:
    """Return the standard normal quantile (Wichura 1988, algorithm AS 241, about 1 part in 10^16)."""
    if u < TINY:
        u = TINY
    if u > 1.0 - TINY:
        u = 1.0 - TINY
    q = u - 0.5
    if q <= 0.425 and q >= -0.425:
        r = 0.180625 - q * q
        above = (
            (
                (
                    (
                        ((2509.0809287301226727 * r + 33430.575583588128105) * r + 67265.770927008700853) * r
                        + 45921.953931549871457
                    )
                    * r
                    + 13731.693765509461125
                )
                * r
                + 1971.5909503065514427
            )
            * r
            + 133.14166789178437745
        ) * r + 3.387132872796366608
        below = (
            (
                (
                    (
                        ((5226.495278852545925 * r + 28729.085735721942674) * r + 39307.89580009271061) * r
                        + 21213.794301586595867
                    )
                    * r
                    + 5394.1960214247511077
                )
                * r
                + 687.1870074920579083
            )
            * r
            + 42.313330701600911252
        ) * r + 1.0
        return q * above / below
    r = u
    if q > 0.0:
        r = 1.0 - u
    r = sqrt(-log(r))
    if r <= 5.0:
        r = r - 1.6
        above = (
            (
                (
                    (
                        (
                            (0.00077454501427834140764 * r + 0.0227238449892691845833) * r
                            + 0.24178072517745061177
                        )
                        * r
                        + 1.27045825245236838258
                    )
                    * r
                    + 3.64784832476320460504
                )
                * r
                + 5.7694972214606914055
            )
            * r
            + 4.6303378461565452959
        ) * r + 1.42343711074968357734
        below = (
            (
                (
                    (
                        (
                            (0.00000000105075007164441684324 * r + 0.0005475938084995344946) * r
                            + 0.0151986665636164571966
                        )
                        * r
                        + 0.14810397642748007459
                    )
                    * r
                    + 0.68976733498510000455
                )
                * r
                + 1.6763848301838038494
            )
            * r
            + 2.05319162663775882187
        ) * r + 1.0
    else:
        r = r - 5.0
        above = (
            (
                (
                    (
                        (
                            (0.000000201033439929228813265 * r + 0.0000271155556874348757815) * r
                            + 0.0012426609473880784386
                        )
                        * r
                        + 0.026532189526576123093
                    )
                    * r
                    + 0.29656057182850489123
                )
                * r
                + 1.7848265399172913358
            )
            * r
            + 5.4637849111641143699
        ) * r + 6.6579046435011037772
        below = (
            (
                (
                    (
                        (
                            (0.00000000000000204426310338993978564 * r + 0.00000014215117583164458887) * r
                            + 0.000018463183175100546818
                        )
                        * r
                        + 0.0007868691311456132591
                    )
                    * r
                    + 0.0148753612908506148525
                )
                * r
                + 0.13692988092273580531
            )
            * r
            + 0.59983220655588793769
        ) * r + 1.0
    if q < 0.0:
        return -above / below
    return above / below


def drawn(family: float, a: float, b: float, u: float) -> float:
    """Return a draw from a family of durations or amounts (`layout.Family`); 0 if there is none."""
    if family < 0.5:
        return 0.0
    if family < 1.5:
        return a
    if family < 2.5:
        return exponential(u, a)
    if family < 3.5:
        exponent = b * normal_quantile(u)
        if exponent > 60.0:
            exponent = 60.0
        return a * exp(exponent)
    wait = -log(1.0 - u)
    if wait <= 0.0 or b <= 0.0:
        return 0.0
    exponent = log(wait) / b
    if exponent > 60.0:
        exponent = 60.0
    if exponent < -600.0:
        exponent = -600.0
    return a * exp(exponent)


def counted(spread: float, mean: float, u: float) -> int:
    """Return how many sessions: exactly the mean, or geometric on 1, 2, ... with that mean. At most 60,000."""
    if mean > 60000.0:
        mean = 60000.0
    if spread < 0.5:
        return some_ticks(mean)
    if mean < 1.0 + TINY:
        return 1
    n = log(1.0 - u) / log(1.0 - 1.0 / mean)
    if n > 59999.0:
        n = 59999.0
    if not n > 0.0:
        return 1
    return 1 + int(n)


def bin_of(ticks: int) -> int:
    """Return the histogram bin of a duration: four to the octave from 32 ticks on."""
    if ticks < 32:
        return 0
    octave = 0
    top = ticks
    while top >= 64:
        top = top // 2
        octave = octave + 1
    place = 1 + octave * 4 + (top - 32) // 8
    if place > 103:
        return 103
    return place


def pick(u: float, shares: memoryview, first: int, count: int) -> int:
    """Return which of the shares in `shares[first:first + count]` the uniform falls on; they need not add up to 1."""
    total = 0.0
    for i in range(first, first + count):
        total = total + shares[i]
    mark = u * total
    chosen = 0
    for i in range(first, first + count):
        if shares[i] > 0.0:
            chosen = i - first
            if mark < shares[i]:
                return chosen
        mark = mark - shares[i]
    return chosen
