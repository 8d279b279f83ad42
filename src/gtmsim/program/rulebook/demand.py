"""Where leads come from: streams, channels, what is remembered and known, hands that go up."""

from math import exp, log

from gtmsim.program.rulebook.numbers import TINY, normal_quantile, whole_cents, whole_ticks

LN2 = 0.6931471805599453
LOG_OF_DOUBLING = 0.36651292058166435  # -log(LN2)


def day_factor(u: float, sigma: float) -> float:
    """Return how busy a day is against its expectation: log-normal with mean 1."""
    if sigma <= 0.0:
        return 1.0
    return exp(sigma * normal_quantile(u) - 0.5 * sigma * sigma)


def raise_after(need: float, hazard: float, ticks: int) -> int:
    """Return in how many ticks an integrated hazard passes what is needed, or -1 if not before `ticks` are over."""
    if hazard <= 0.0:
        return -1
    if need > hazard * ticks:
        return -1
    wait = whole_ticks(need / hazard)
    if wait >= ticks:
        return -1
    return wait


def need_left(need: float, hazard: float, ticks: int) -> float:
    """Return what is still needed after a hazard has acted for some ticks; never nothing, or it could pass twice."""
    left = need - hazard * ticks
    if left < TINY:
        return TINY
    return left


def left_for_programs(a_week: float, deal_cents: int, share: float) -> float:
    """Return this week's program money, after a share of what last week's single deals have cost is taken from it."""
    left = a_week - share * deal_cents
    if left < 0.0:
        return 0.0
    return left


def spent_on_programs(cents: float, seen: int, week: int) -> int:
    """Return the whole cents of a week's program money that fall into the ticks the run sees of it."""
    if seen < week:
        return whole_cents(cents * seen / week)
    return whole_cents(cents)


def program_effort(
    hours: float, hours_share: float, cents: float, money_share: float, hour_cents: float, relevant: float
) -> float:
    """Return the weekly hours that speak to a segment through a channel: worked ones, and what money does in their place."""
    effort = hours * hours_share
    if hour_cents > 0.0:
        effort = effort + cents * money_share / hour_cents
    return effort * relevant


def carried(stock: float, kept: float, effort: float) -> float:
    """Return a stock of effort after one more week (geometric adstock): effort kept up forever becomes the stock."""
    return kept * stock + (1.0 - kept) * effort


def reached(activation: float, brand: float, scale: float, response: float) -> float:
    """Return which share of a segment a channel reaches with the effort it is remembered for; it saturates.

    With a response below 1 returns diminish from the first hour on, as they do in what is known of advertising (Simon and Arndt
    1980: concave throughout in over a hundred studies); half is reached with the same hours whatever it is.
    """
    effort = activation + brand
    if scale <= 0.0 or effort <= 0.0:
        return 0.0
    if response == 1.0:
        return 1.0 - exp(-effort / scale)
    power = response * (log(effort) - log(scale) + LOG_OF_DOUBLING)
    if power > 40.0:
        power = 40.0
    return 1.0 - exp(-LN2 * exp(power))


def unreached(missed: float, reach: float) -> float:
    """Return which share of a segment no channel has reached, after one more channel: channels reach independently."""
    return missed * (1.0 - reach)


def familiarity_lift(weight: float, heard: float) -> float:
    """Return what being heard of adds to the logit of winning, whoever has found the buyer.

    Communications make selling more effective, so it is added where the seller is at work (Gopalakrishna and Chatterjee 1992:
    the two interact; Levitt 1967, that a known firm's seller gets a better first hearing and more of the orders, and Morrill
    1970 are cited as others tell of them: their texts were not found to check).
    """
    return weight * heard


def looks_on(u: float, share: float, close: int, attempt: int) -> bool:
    """Return whether a buyer goes on looking whose hand nobody took up in time: nobody decided anything (`layout.Close` 4 to 7)."""
    return close >= 4 and close <= 7 and attempt < 100 and u < share


def customer_share(customers: float, accounts: float) -> float:
    """Return how much of a segment are customers, whose word of mouth the others hear."""
    if accounts <= 0.0:
        return 0.0
    return customers / accounts


def hand_raise_hazard(
    unprompted: float, prompted: float, reach: float, mouth: float, customers: float
) -> float:
    """Return an open episode's hazard a tick: a base, what reach adds, and what the share of customers adds."""
    return unprompted + prompted * reach + mouth * customers


def noise_hazard(noise: float, reach: float, precision: float, known: float) -> float:
    """Return the rate of leads without intent: what reach attracts, less what knowledge of the segment avoids."""
    return noise * reach * (1.0 - precision * known)


def known_after(known: float, hours: float, half_known: float, exponent: float, forgetting: float) -> float:
    """Return which share of a segment is known after a week of research: learnt from what is unknown, forgotten from what is known.

    The week is solved, not stepped, so the share stays in 0..1; `half_known` hours a week keep half of it known.
    """
    pace = 0.0
    if hours > 0.0 and half_known > 0.0:
        power = exponent * (log(hours) - log(half_known))
        if power > 40.0:
            power = 40.0
        if power < -600.0:
            power = -600.0
        pace = exp(power)
    steady = pace / (1.0 + pace)
    return steady + (known - steady) * exp(-forgetting * (1.0 + pace))


def relevance(base: float, known: float) -> float:
    """Return how much of the effort reaches people with something they care about: a base, the rest by knowledge."""
    return base + (1.0 - base) * known


def sharper_scoring(scoring: float, gain: float, known: float) -> float:
    """Return how much of a lead's score is truth where the segment is known: part of the noise is gone."""
    return scoring + (1.0 - scoring) * gain * known


def potential(u: float, sigma: float) -> float:
    """Return what an account is worth all its life against the usual one: log-normal with median 1."""
    if sigma <= 0.0:
        return 1.0
    power = sigma * normal_quantile(u)
    if power > 60.0:
        power = 60.0
    return exp(power)


def on_offer(share: float, launches: float, now: int) -> float:
    """Return a product's share among what a lead may be offered: none before its launch."""
    if now < launches:
        return 0.0
    return share


def has_intent(u: float, share: float) -> bool:
    """Return whether a lead really wishes to buy."""
    return u < share


def score(intent: bool, u: float, scoring: float) -> float:
    """Return a lead's observed score in 0..1: part truth, part noise."""
    if intent:
        return scoring + (1.0 - scoring) * u
    return (1.0 - scoring) * u
