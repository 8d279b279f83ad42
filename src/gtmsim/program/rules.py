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


def reached(activation: float, brand: float, scale: float) -> float:
    """Return which share of a segment a channel reaches with the effort it is remembered for; it saturates."""
    if scale <= 0.0:
        return 0.0
    return 1.0 - exp(-(activation + brand) / scale)


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


# --- requests: how they are answered ------------------------------------------------------------------------------------------


def is_contested(u: float, share: float) -> bool:
    """Return whether a rival is in the deal."""
    return u < share


def is_large(cents: int, large_cents: float) -> bool:
    """Return whether a deal is large; none is where no size is said."""
    return large_cents > 0.0 and cents >= large_cents


def beyond_plan(helped: int, planned: float) -> bool:
    """Return whether the week's planned help is used up; without a plan it never is."""
    return planned >= 0.0 and helped >= planned


def planned_part(helped: int, ticks: int, planned: float) -> int:
    """Return how many of a session's ticks still lie within the week's plan, after what was helped before it."""
    left = some_ticks(planned) - helped
    if left <= 0:
        return 0
    if ticks < left:
        return ticks
    return left


def situation(customer: bool, contested: bool, large: bool, beyond: bool) -> int:
    """Return which answers hold (`layout.Situation`), given which situations apply and have answers of their own."""
    if customer:
        return 4
    if contested:
        return 3
    if large:
        return 2
    if beyond:
        return 1
    return 0


def pressed(answer: int, u: float, pressure: float, gap: float) -> bool:
    """Return whether a request that would not be worked on here (refer, self-serve, deny) is taken at once instead."""
    return answer >= 2 and u < pressure * gap


def worked_on(answer: int) -> bool:
    """Return whether an answer makes work for somebody: pre-empt, queue, refer."""
    return answer <= 2


def funded(spent_cents: int, cost_cents: int, budget_cents: float) -> bool:
    """Return whether the quarter's money for single deals still pays this; what costs nothing is always paid."""
    return budget_cents < 0.0 or cost_cents == 0 or spent_cents + cost_cents <= budget_cents


# --- the library: what material does ------------------------------------------------------------------------------------------


def in_use(coverage: float, adoption: float) -> float:
    """Return how much of a full toolkit is both there and used by sellers."""
    return coverage * adoption


def answer_helps(u: float, library: float) -> bool:
    """Return whether the self-serve library has what the deal needs."""
    return u < library


def avoided(u: float, avoidable: float, library: float) -> bool:
    """Return whether material answers a request before it is work for anybody."""
    return u < avoidable * library


def material_lift(lift: float, library: float) -> float:
    """Return what material adds to the logit of advancing, for every deal of the stage."""
    return lift * library


def covered_next_week(coverage: float, kept: float, hours: float, scale: float) -> float:
    """Return next week's coverage: what has not gone out of date, and of the rest what the week's hours have made."""
    old = kept * coverage
    if scale <= 0.0:
        return old
    return old + (1.0 - old) * (1.0 - exp(-hours / scale))


def reuse_adds(coverage: float, gain: float) -> float:
    """Return the coverage after one more reusable piece: it covers a share of what is missing."""
    return coverage + gain * (1.0 - coverage)


def is_reusable(u: float, share: float) -> bool:
    """Return whether help is made so that it serves other deals as well."""
    return u < share


def made_reusable(need: int, premium: float) -> int:
    """Return what a session of help needs when its output is to serve other deals as well."""
    return whole_ticks(need * (1.0 + premium))


# --- prices -------------------------------------------------------------------------------------------------------------------


def discount_given(given: float, at_quarter_end: float, ends_in: int, push: float) -> float:
    """Return the discount a buyer is offered: the usual one, or that of the last days of a quarter if it is deeper."""
    if ends_in <= push and at_quarter_end > given:
        return at_quarter_end
    return given


def discounted(list_cents: int, discount: float) -> int:
    """Return what a buyer pays after a discount."""
    return whole_cents(list_cents * (1.0 - discount))


def blended_discount(discount_a: float, cents_a: int, discount_b: float, cents_b: int) -> float:
    """Return the discount of a contract that something was added to: each part counts by what it is worth."""
    if cents_a + cents_b <= 0:
        return discount_a
    return (discount_a * cents_a + discount_b * cents_b) / (cents_a + cents_b)


# --- after the win ------------------------------------------------------------------------------------------------------------


def care_effect(stock: float, customers: int, scale: float) -> float:
    """Return how well customers are cared for, in 0..1: the stock of care hours a customer has, saturating."""
    if customers <= 0 or scale <= 0.0:
        return 0.0
    return 1.0 - exp(-stock / customers / scale)


def care_clock(clock: float, effect: float, ticks: int) -> float:
    """Return the integral of care after it has been what it is for some ticks."""
    return clock + effect * ticks


def mean_care(clock_then: float, clock_now: float, ticks: int) -> float:
    """Return how well customers were cared for on average over some ticks."""
    if ticks <= 0:
        return 0.0
    return (clock_now - clock_then) / ticks


def share_of_term(ticks: int, term: int) -> float:
    """Return how much of a contract's term some ticks are."""
    if ticks >= term:
        return 1.0
    return 1.0 * ticks / term


def churn_log_hazard(
    cared: float, care: float, unboarded: float, onboarding: float, discount: float, discount_effect: float
) -> float:
    """Return what moves a customer's churn hazard, as a logarithm: care against it, missing onboarding and a low price for it.

    Who came for the discount compares again at renewal.
    """
    return onboarding * unboarded + discount_effect * discount - care * cared


def renews(u: float, churn: float, death: float, log_hazard: float, ticks: int) -> bool:
    """Return whether a customer renews: neither left nor died in a term of so many ticks. Nothing we do prevents death."""
    if log_hazard > 60.0:
        log_hazard = 60.0
    return not u < 1.0 - exp(-(churn * exp(log_hazard) + death) * ticks)


def expansion_hazard(effect: float, unprompted: float, prompted: float) -> float:
    """Return the hazard a tick at which a customer who is looking raises a hand: a base, plus what care adds."""
    return unprompted + prompted * effect


def expansion_cents(cents: int, share: float) -> int:
    """Return what an expansion is worth where a first deal would be worth so much."""
    return whole_cents(cents * share)


def billionths(part: int, whole: int) -> int:
    """Return a share in billionths, so that sums of shares are exact whatever their order."""
    if whole <= 0:
        return 0
    share = 1e9 * part / whole
    if share > 1e9:
        share = 1e9
    return int(share + 0.5)


# --- people come, learn and go ------------------------------------------------------------------------------------------------


def over_the_line(part: int, whole: int, line: float) -> float:
    """Return by how much a share is above a line; nothing while there is nothing to take a share of."""
    if whole <= 0:
        return 0.0
    share = (0.0 + part) / whole  # two whole numbers divide without a rest in C
    if share > 1.0:
        share = 1.0
    if share > line:
        return share - line
    return 0.0


def leaving_hazard(
    turnover: float,
    overload: float,
    pull_overload: float,
    drained: float,
    pull_drain: float,
    missed: float,
    pull_quota: float,
) -> float:
    """Return somebody's rate of quitting a tick: the team's, moved on the log scale by what weighs on them."""
    pull = pull_overload * overload + pull_drain * drained + pull_quota * missed
    if pull > 20.0:
        pull = 20.0
    return turnover * exp(pull)


def quits(need: float, hazard: float, ticks: int) -> bool:
    """Return whether a rate of quitting that acted for some ticks passes what was still needed."""
    return hazard > 0.0 and need <= hazard * ticks


def new_skill(u: float, spread: float) -> float:
    """Return what the hand of somebody hired adds to the logit of advancing."""
    return spread * normal_quantile(u)


def first_day(now: int, search: int, leaves: int) -> int:
    """Return when somebody who is looked for from now on begins, or -1 if the position ends before."""
    if now + search < leaves:
        return now + search
    return -1


def ramped(tenure: int, ramp: float, start: float) -> float:
    """Return the pace of somebody new against their own: from a start towards 1, 63 % of the way after one ramp."""
    if ramp <= 0.0:
        return 1.0
    return start + (1.0 - start) * (1.0 - exp(-tenure / ramp))


def brings_experience(close: int) -> bool:
    """Return whether a deal that ends this way teaches whoever brought it there: won, lost, and never decided do."""
    return close <= 2


def experience_of(supported: bool, dependence: float) -> float:
    """Return the experience one deal brings: less if others helped to close it."""
    if supported:
        return 1.0 - dependence
    return 1.0


def learned(most: float, experience: float, deals: float) -> float:
    """Return what experience adds to the logit of advancing: 63 % of the most after so many deals."""
    if deals <= 0.0:
        return most
    return most * (1.0 - exp(-experience / deals))


def set_up_in_all(resuming: int, switching: float) -> int:
    """Return the set-up before a session: to find the way back in, and to change to another kind of work."""
    return resuming + some_ticks(switching)


# --- pay and growth -----------------------------------------------------------------------------------------------------------


def commission_cents(value: int, share: float, accelerator: float, booked: int, quota: float) -> int:
    """Return what a win pays: a share of its value, and more of the part above the quarter's quota, if there is one."""
    above = 0.0
    if quota > 0.0:
        above = booked + value - quota
        if above < 0.0:
            above = 0.0
        if above > value:
            above = 0.0 + value
    return whole_cents(share * (value - above) + share * accelerator * above)


def attainment(booked: int, quota: float) -> float:
    """Return what was booked as a multiple of the quota."""
    if quota <= 0.0:
        return 1.0
    return booked / quota


def missed_share(reached: float) -> float:
    """Return which part of the quota was missed."""
    if reached < 1.0:
        return 1.0 - reached
    return 0.0


def bookings_gap(booked: int, target: float, ticks: int) -> float:
    """Return which part of the target of a span was not booked; nothing without a target."""
    if target * ticks <= 0.0:
        return 0.0
    return missed_share(booked / (target * ticks))


def accounts_each(customers: int, people: int) -> float:
    """Return how many customers there are for each person; nobody there counts as one."""
    if people < 1:
        return 0.0 + customers
    return (0.0 + customers) / people


def wish_to_hire(
    weight_gap: float, gap: float, weight_load: float, load: float, weight_accounts: float, accounts: float
) -> float:
    """Return how much a team should grow: the bookings gap, its load and its accounts, as the policy weighs them."""
    return weight_gap * gap + weight_load * load + weight_accounts * accounts


def grows_rather(wish: float, best: float) -> bool:
    """Return whether a team grows rather than the best so far, which is the bar to begin with."""
    return wish > best


def affordable(spent: float, cost: float, envelope: float) -> bool:
    """Return whether one more person fits the envelope."""
    return envelope > 0.0 and spent + cost <= envelope
