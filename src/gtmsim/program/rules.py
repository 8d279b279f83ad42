"""The rulebook: every decision is a small function of numbers.

Compiled a second time by the build as `gtmsim._rules`, so each rule has one source and two homes. To be equal to the last bit in
both, a rule uses only + - * /, comparisons, exp, log and sqrt in guarded domains, on plain floats, ints below 2^53 and memoryviews.
Nothing here knows a team, a stage or a culture by name. `u` is always a uniform in [0, 1).
"""

from math import exp, log, sqrt

LONGEST_TICKS = 1_000_000_000_000
LARGEST_CENTS = 1_000_000_000_000_000.0
TINY = 1e-12
MICRO = 1_000_000.0

# --- numbers ------------------------------------------------------------------------------------------------------------------


def draw_index(episode: int, attempt: int, stage: int, ordinal: int) -> int:
    """Return the index word of a draw's address: which episode, attempt, stage and n-th of its kind."""
    return ((episode * 256 + attempt) * 256 + stage) * 65536 + ordinal


def request_ordinal(request: int, session: int) -> int:
    """Return the ordinal of the n-th session of a stage's n-th request."""
    return request * 64 + session


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


# --- where leads come from ----------------------------------------------------------------------------------------------------


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


def kept_and_added(stock: float, kept: float, hours: float) -> float:
    """Return next week's awareness: what is kept of the stock (geometric adstock), plus this week's program hours."""
    return kept * stock + hours


def hand_raise_hazard(stock: float, scale: float, unprompted: float, prompted: float) -> float:
    """Return an open episode's hazard a tick: a base, plus what the reached share of the market adds (saturating)."""
    if scale <= 0.0:
        return unprompted
    return unprompted + prompted * (1.0 - exp(-stock / scale))


def has_intent(u: float, share: float) -> bool:
    """Return whether a lead really wishes to buy."""
    return u < share


def score(intent: bool, u: float, scoring: float) -> float:
    """Return a lead's observed score in 0..1: part truth, part noise."""
    if intent:
        return scoring + (1.0 - scoring) * u
    return (1.0 - scoring) * u


# --- the hand-off -------------------------------------------------------------------------------------------------------------


def screened_out(observed: float, threshold: float) -> bool:
    """Return whether a lead scores too low to be handed over."""
    return observed < threshold


def rejected(observed: float, u: float, reading: float, rejects_below: float) -> bool:
    """Return whether the receiver, who reads the score with noise of their own, turns the lead down."""
    return reading * observed + (1.0 - reading) * u < rejects_below


def gone_cold(u: float, waited: int, exponent: float, scale: float) -> bool:
    """Return whether interest has died while waiting: it lives with probability (1 + d/scale)^-exponent."""
    if exponent <= 0.0 or scale <= 0.0:
        return False
    return not u < exp(-exponent * log(1.0 + waited / scale))


def comes_back(u: float, share: float, attempt: int, attempts: float) -> bool:
    """Return whether a lead that fell out of the hand-off is tried again later."""
    return attempt + 1 < attempts and attempt < 254 and u < share


def kept(u: float, share: float) -> bool:
    """Return whether the next session is kept for the person who had the last one."""
    return u < share


def due_tick(
    since: int, sla: float, newest_first: float, observed: float, score_head_start: float, head_start: float
) -> int:
    """Return when a waiting task counts as due: the earlier, the sooner it is served."""
    due = since * (1.0 - 2.0 * newest_first) + sla - observed * score_head_start - head_start
    if due > 1e15:
        due = 1e15
    if due < -1e15:
        due = -1e15
    if due < 0.0:
        return -int(0.5 - due)
    return int(due + 0.5)


def served_before(
    urgent_a: bool,
    due_a: int,
    since_a: int,
    task_a: int,
    urgent_b: bool,
    due_b: int,
    since_b: int,
    task_b: int,
) -> bool:
    """Return whether task a stands before task b: urgent first, then due earlier, then longer waiting, then lower number."""
    if urgent_a != urgent_b:
        return urgent_a
    if due_a != due_b:
        return due_a < due_b
    if since_a != since_b:
        return since_a < since_b
    return task_a < task_b


# --- the hand-off under pressure ----------------------------------------------------------------------------------------------


def bar_in_force(threshold: float, bar: float, target: float) -> float:
    """Return the score below which leads are not handed over: what a volume target has made of the threshold."""
    if target <= 0.0 or bar > threshold:
        return threshold
    return bar


def bar_after(threshold: float, bar: float, handed: int, target: float, pull: float) -> float:
    """Return next week's bar: towards letting everybody through as the target is missed, back to the threshold once it is met."""
    if target <= 0.0 or bar > threshold:
        bar = threshold
    if handed < target:
        return bar - pull * bar * ((target - handed) / target)
    return bar + pull * (threshold - bar)


def nurture_clock(clock: float, hours: float, leads: int) -> float:
    """Return the hours of nurture that a lead waiting from the start would have had: last week's are shared among those waiting."""
    if leads < 1:
        return clock
    return clock + hours / leads


def nurture_effect(hours: float, full: float) -> float:
    """Return how much of what nurture can do some hours have done; `full` hours do 63 % of it."""
    if hours <= 0.0:
        return 0.0
    if full <= 0.0:
        return 1.0
    return 1.0 - exp(-hours / full)


def nurtured_score(observed: float, intent: bool, effect: float) -> float:
    """Return a nurtured lead's score: a real wish to buy comes to light, where there is none nothing does."""
    if intent:
        return observed + (1.0 - observed) * effect
    return observed


def keeps_promise(u: float, share: float) -> bool:
    """Return whether the first conversation takes up what the campaign promised."""
    return u < share


# --- what reps pursue ---------------------------------------------------------------------------------------------------------


def doors_tried(doors: float) -> int:
    """Return how many accounts one session of prospecting tries: 1 to 63."""
    if doors > 63.0:
        return 63
    if not doors > 1.0:
        return 1
    return int(doors + 0.5)


def patch_size(territory: int, accounts: int, people: int) -> int:
    """Return how many accounts of a segment are one person's own; without territories (-1) everybody has them all."""
    if territory < 0 or people < 1:
        return accounts
    size = accounts // people
    if size > territory:
        size = territory
    if size < 1:
        return 1
    return size


def door(u: float, territory: int, size: int, place: int, accounts: int) -> int:
    """Return which account of a segment the person at a place tries, by its rank; -1 if their patch lies beyond the last."""
    mark = u * size
    if mark > 1e9:
        return -1
    tried = int(mark)
    if territory >= 0:
        tried = tried + place * size
    if tried < accounts:
        return tried
    return -1


def touched_twice(u: float, shared_list: float) -> bool:
    """Return whether somebody tries an account another works already: not if they look at the same list."""
    return not u < shared_list


def belief_after(before: float, cents: int, ticks: int, learning: float) -> float:
    """Return what somebody believes an hour to bring once a deal has closed; below 0 is nothing learnt yet."""
    brought = cents * 3600.0
    if ticks > 1:
        brought = brought / ticks
    if before < 0.0:
        return brought
    return before + learning * (brought - before)


def lead_share(
    of_leads: float, of_own: float, sharpness: float, tracking: float, experience: float, years: float
) -> float:
    """Return how often somebody takes a lead handed to them rather than look for their own.

    What an hour of either brings, as they believe, pulls one way or the other; managers who follow up pull to leads, years of
    going their own way pull from them.
    """
    logit = tracking - experience * years
    if of_leads >= 0.0 and of_own >= 0.0 and of_leads + of_own > 0.0:
        logit = logit + sharpness * ((of_leads - of_own) / (of_leads + of_own))
    if logit > 60.0:
        logit = 60.0
    if logit < -60.0:
        logit = -60.0
    return 1.0 / (1.0 + exp(-logit))


def takes_leads(u: float, share: float) -> bool:
    """Return whether somebody is willing to take a lead that waits for anybody."""
    return u < share


# --- who takes what -----------------------------------------------------------------------------------------------------------


def eagerness(idle_ticks: int, worked_ticks: int, idle_weight: float, load_weight: float) -> float:
    """Return how early an idle person chooses: longer idle earlier, more worked later, as the policy weighs them."""
    return idle_weight * idle_ticks - load_weight * worked_ticks


def chooses_before(eagerness_a: float, person_a: int, eagerness_b: float, person_b: int) -> bool:
    """Return whether person a chooses work before person b; equals choose by number."""
    if eagerness_a != eagerness_b:
        return eagerness_a > eagerness_b
    return person_a < person_b


def preferred(
    priority_a: float,
    kept_a: bool,
    urgent_a: bool,
    due_a: int,
    since_a: int,
    task_a: int,
    priority_b: float,
    kept_b: bool,
    urgent_b: bool,
    due_b: int,
    since_b: int,
    task_b: int,
) -> bool:
    """Return whether a person takes task a rather than b: higher priority for them, kept for them, then the queue's order."""
    if priority_a != priority_b:
        return priority_a > priority_b
    if kept_a != kept_b:
        return kept_a
    return served_before(urgent_a, due_a, since_a, task_a, urgent_b, due_b, since_b, task_b)


def may_interrupt(weight: float, urgent: bool) -> bool:
    """Return whether waiting work may interrupt work in hand: always from weight 1, if urgent from one half."""
    if weight >= 1.0:
        return True
    return urgent and weight >= 0.5


def rank_in_hand(standing: bool, priority: float) -> float:
    """Return how much the work in somebody's hand matters to them: standing work ranks below all other."""
    if standing:
        return 0.0
    return priority


def victim_before(
    priority_a: float, taken_a: int, person_a: int, priority_b: float, taken_b: int, person_b: int
) -> bool:
    """Return whether person a is interrupted rather than b: less important work, then latest begun, then lower number."""
    if priority_a != priority_b:
        return priority_a < priority_b
    if taken_a != taken_b:
        return taken_a > taken_b
    return person_a < person_b


def standing_shortfall(share: float, worked: int, worked_in_all: int) -> float:
    """Return by how many ticks a kind of standing work is behind its share of one more tick than was worked in all."""
    return share * (worked_in_all + 1.0) - worked


# --- sessions -----------------------------------------------------------------------------------------------------------------


def session_ticks(family: float, a: float, b: float, u: float, speed: float) -> int:
    """Return the working time one session takes a person of this speed."""
    if speed < 0.001:
        speed = 0.001
    return whole_ticks(drawn(family, a, b, u) / speed)


def after_help(need: int, saved: int) -> int:
    """Return what is left of a session when a deal has seller time to its credit: at least half of the session stays."""
    if saved <= 0:
        return need
    floor = (need + 1) // 2
    if need - saved > floor:
        return need - saved
    return floor


def still_needed(need: int, useful: int) -> int:
    """Return what a session put down unfinished still needs: never nothing, even if torn away at the tick of its end."""
    if need - useful > 1:
        return need - useful
    return 1


def in_other_hands(need: int, speed_then: float, speed_now: float) -> int:
    """Return what a session put down unfinished needs in the hands of whoever takes it up again."""
    if speed_then == speed_now:
        return need
    if speed_then < 0.001:
        speed_then = 0.001
    if speed_now < 0.001:
        speed_now = 0.001
    return whole_ticks(need * speed_then / speed_now)


def useful_ticks(elapsed: int, set_up: int) -> int:
    """Return the worked ticks that were not set-up; set-up comes first."""
    if elapsed > set_up:
        return elapsed - set_up
    return 0


# --- leaving a stage ----------------------------------------------------------------------------------------------------------


def advance_chance(base: float, lift: float, intent: bool, without_intent: float) -> float:
    """Return the chance of advancing: the base share, moved on the logit scale, times the multiple for leads without intent."""
    chance = base
    if lift != 0.0 and base > 0.0 and base < 1.0:
        logit = log(base / (1.0 - base)) + lift
        if logit > 60.0:
            logit = 60.0
        if logit < -60.0:
            logit = -60.0
        chance = 1.0 / (1.0 + exp(-logit))
    if intent:
        return chance
    return chance * without_intent


def outcome(u: float, chance: float, lost: float, no_decision: float) -> int:
    """Return how a stage is left (`layout.Outcome`): advancing below the chance, the rest split as lost to no decision."""
    if u < chance:
        return 0
    if lost + no_decision <= 0.0:
        return 1
    if u < chance + (1.0 - chance) * (lost / (lost + no_decision)):
        return 1
    return 2


def answer_helps(u: float, library: float) -> bool:
    """Return whether the self-serve library has what the deal needs."""
    return u < library
