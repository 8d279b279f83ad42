"""What buyers need, how that moves, what is believed of it, and how far a product is that.

Weights of needs stand by segment, then attribute; a weight of 0 is an attribute that nobody needs. Only their ratios within a
segment matter.
"""

from __future__ import annotations

from math import exp, log, sqrt

from gtmsim.program.rulebook.numbers import TINY, normal_quantile

TICKS_A_WEEK = 604_800.0
WEEKS_A_YEAR = 52.142857142857146
MOST_LOG_WEIGHT = 20.0
FASTEST_TREND = 1.0  # on the log scale, a week


def fit_of(needs: memoryview, features: memoryview, segment: int, product: int, attributes: int) -> float:
    """Return which share of what a segment needs a product has: the mean of its features, weighted by the needs (0..1)."""
    needed = 0.0
    had = 0.0
    for k in range(attributes):
        weight = needs[segment * attributes + k]
        needed = needed + weight
        had = had + weight * features[product * attributes + k]
    if needed <= 0.0:
        return 0.0
    return had / needed


def need_share(needs: memoryview, segment: int, attribute: int, attributes: int) -> float:
    """Return which share of all a segment needs one attribute is."""
    needed = 0.0
    for k in range(attributes):
        needed = needed + needs[segment * attributes + k]
    if needed <= 0.0:
        return 0.0
    return needs[segment * attributes + attribute] / needed


def misplaced(needs: memoryview, believed: memoryview, segment: int, attributes: int) -> float:
    """Return which share of the weight of a segment's needs is believed to lie where it does not (0..1)."""
    wrong = 0.0
    for k in range(attributes):
        apart = need_share(needs, segment, k, attributes) - need_share(believed, segment, k, attributes)
        if apart > 0.0:
            wrong = wrong + apart
    return wrong


# --- accounts -----------------------------------------------------------------------------------------------------------------


def private_share(u: float, share: float) -> float:
    """Return which share of an account's needs is nobody else's: a power of a uniform, whose mean over accounts is as said."""
    if share <= 0.0:
        return 0.0
    if share >= 1.0:
        return 1.0
    if u < TINY:
        return 0.0
    power = (1.0 - share) / share * log(u)
    if power < -600.0:
        return 0.0
    return exp(power)


def account_fit(fit: float, private: float, built: float) -> float:
    """Return how far a product is what an account needs; of what only it needs, only what was built for it counts."""
    return (1.0 - private) * fit + private * built


def fit_lift(slope: float, fit: float, usual: float) -> float:
    """Return what fit adds to the logit of winning, against the fit at which the stages' outcomes hold."""
    return slope * (fit - usual)


def is_urgent(u: float, share: float) -> bool:
    """Return whether what an account looks for is urgent enough to spend money on."""
    return u < share


def score_of_unhurried(score: float, intent: bool, scoring: float, known: float) -> float:
    """Return the score of a lead in no hurry: the better its segment is known, the less it looks like one that means it."""
    if not intent:
        return score
    seen = score - scoring * known
    if seen < 0.0:
        return 0.0
    return seen


# --- how needs move -----------------------------------------------------------------------------------------------------------


def trend_shock(drift: float, kept: float) -> float:
    """Return the s.d. of a week's change of trend, by which a log-weight wanders by `drift` over the root of a year."""
    return drift * (1.0 - kept) / sqrt(WEEKS_A_YEAR)


def begin_trends(
    velocity: memoryview[float],
    shocks: memoryview,
    drift: memoryview,
    kept: float,
    segments: int,
    attributes: int,
) -> None:
    """Write how fast each log-weight moves a week at the start: trends are under way already, as usual as they will ever be."""
    usual = 1.0
    if kept < 1.0:
        usual = sqrt(1.0 - kept * kept)
    for i in range(segments):
        for k in range(attributes):
            place = i * attributes + k
            velocity[place] = trend_shock(drift[i], kept) / usual * normal_quantile(shocks[place])


def drift_on(
    needs: memoryview[float],
    velocity: memoryview[float],
    shocks: memoryview,
    drift: memoryview,
    kept: float,
    segments: int,
    attributes: int,
) -> None:
    """Move every weight on by a week: its trend falls back towards none and takes a new shock, the weight follows it."""
    for i in range(segments):
        if drift[i] > 0.0:
            for k in range(attributes):
                place = i * attributes + k
                v = kept * velocity[place] + trend_shock(drift[i], kept) * normal_quantile(shocks[place])
                if v > FASTEST_TREND:
                    v = FASTEST_TREND
                if v < -FASTEST_TREND:
                    v = -FASTEST_TREND
                velocity[place] = v
                needs[place] = moved_weight(needs[place], v)


def moved_weight(weight: float, by: float) -> float:
    """Return a weight moved on the log scale; what nobody needs stays so, and nothing grows or falls beyond all bounds."""
    if weight <= 0.0:
        return 0.0
    power = log_weight(weight) + by
    if power > MOST_LOG_WEIGHT:
        power = MOST_LOG_WEIGHT
    if power < -MOST_LOG_WEIGHT:
        power = -MOST_LOG_WEIGHT
    return exp(power)


def log_weight(weight: float) -> float:
    """Return the logarithm of a weight, for one too small to be told of the smallest there is."""
    if weight < TINY:
        return log(TINY)
    return log(weight)


# --- what is believed of them -------------------------------------------------------------------------------------------------


def needs_when_bought(
    bought: memoryview[float],
    needs: memoryview,
    gained: memoryview,
    logos: memoryview,
    segments: int,
    attributes: int,
) -> None:
    """Write what customers tell they need: what it was when they bought, the mean over all customers a segment holds."""
    for i in range(segments):
        if gained[i] > 0.0:
            new = 1.0
            if logos[i] > gained[i]:
                new = gained[i] / logos[i]
            for k in range(attributes):
                place = i * attributes + k
                apart = log_weight(needs[place]) - log_weight(bought[place])
                bought[place] = moved_weight(bought[place], new * apart)


def misjudge(
    believed: memoryview[float],
    shocks: memoryview,
    spread: float,
    known: float,
    segments: int,
    attributes: int,
) -> None:
    """Write what is believed of needs at the start: the truth, off by what is not known."""
    for place in range(segments * attributes):
        off = spread * (1.0 - known) * normal_quantile(shocks[place])
        believed[place] = moved_weight(believed[place], off)


def trend_ahead(kept: float, foresight: float, weeks: float) -> float:
    """Return how many weeks of today's trend are still to come until so much later, as far as they can be foreseen."""
    if weeks <= 0.0 or kept < TINY or foresight < TINY:
        return 0.0
    seen = weeks / WEEKS_A_YEAR * log(foresight)
    if seen < -600.0:
        return 0.0
    if kept >= 1.0:
        return weeks * exp(seen)
    left = weeks * log(kept)
    if left < -600.0:
        left = -600.0
    return kept * (1.0 - exp(left)) / (1.0 - kept) * exp(seen)


def asked_for(lacking: memoryview[float], features: memoryview, products: int, attributes: int) -> None:
    """Write how much of each attribute the best of all products lacks."""
    for k in range(attributes):
        best = 0.0
        for j in range(products):
            if features[j * attributes + k] > best:
                best = features[j * attributes + k]
        lacking[k] = 1.0 - best


def believe(
    believed: memoryview[float],
    needs: memoryview,
    velocity: memoryview,
    bought: memoryview,
    shocks: memoryview,
    lacking: memoryview,
    known: memoryview,
    frame: float,
    ahead: float,
    noise: float,
    learning: float,
    loudness: float,
    segments: int,
    attributes: int,
) -> None:
    """Move what is believed of each need towards what a week of research hears of it, the faster the better a segment is known.

    Of those interviewed `frame` are no customers and tell what they need, the others what they needed when they bought. Both are
    looked at `ahead` weeks of the trend further on, as far as the segment is known. What is lacking is asked for louder.
    """
    for i in range(segments):
        share = 1.0 - exp(-(learning * known[i]))
        for k in range(attributes):
            place = i * attributes + k
            if needs[place] > 0.0:
                heard = frame * log_weight(needs[place]) + (1.0 - frame) * log_weight(bought[place])
                heard = heard + ahead * known[i] * velocity[place] + loudness * lacking[k]
                heard = heard + noise * (1.0 - known[i]) * normal_quantile(shocks[place])
                by = share * (heard - log_weight(believed[place]))
                believed[place] = moved_weight(believed[place], by)


def weeks_back(week: int, weeks: float) -> int:
    """Return the week that lies so many weeks back, the first one where there were none before it."""
    if weeks > week:
        return 0
    return week - int(weeks + 0.5)


# --- whom effort and research are aimed at ------------------------------------------------------------------------------------


def aim_at(
    aim: memoryview[float],
    targets: memoryview,
    parts: memoryview,
    known: memoryview,
    there: memoryview,
    resolution: float,
    segments: int,
) -> None:
    """Write which share of effort and research each segment gets: as aimed, as far as it can be told apart from the rest.

    What nobody knows of is given by accounts instead. A segment that is not there yet, or that nobody has noticed, gets nothing;
    its share goes to the others.
    """
    meant = 0.0
    gone = 0.0
    hit = 0.0
    for i in range(segments):
        blurred = resolution * (1.0 - known[i])
        aim[i] = targets[i]
        if blurred > 0.0:
            aim[i] = targets[i] + (parts[i] - targets[i]) * blurred
        meant = meant + targets[i]
        if there[i] < 1.0:
            aim[i] = 0.0
            gone = 1.0
        hit = hit + aim[i]
    if resolution > 0.0 or gone > 0.0:
        for j in range(segments):
            if hit > 0.0:
                aim[j] = aim[j] / hit * meant


def notice(
    there: memoryview[float],
    unheard: memoryview[float],
    unnoticed: memoryview[float],
    emerges: memoryview,
    came: memoryview,
    heard: float,
    noticing: float,
    now: int,
    segments: int,
) -> None:
    """Let what was heard last week bring segments that have emerged nearer to being noticed, and count the weeks until they are.

    `heard` are hours with buyers who are no customers, a lead counts as one; `noticing` hours notice a segment with 63 %.
    """
    for i in range(segments):
        if there[i] < 1.0 and now > emerges[i]:
            unnoticed[i] = (now - emerges[i]) / TICKS_A_WEEK
            if noticing > 0.0:
                unheard[i] = unheard[i] - (heard + came[i]) / noticing
            else:
                unheard[i] = 0.0
            if unheard[i] <= 0.0:
                there[i] = 1.0
