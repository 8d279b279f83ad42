"""Plans and truth: what functions believe, what is planned from it, which budgets survive, what is forecast."""

from __future__ import annotations

from math import exp, log, sqrt

from gtmsim.program.rulebook.numbers import bounded, normal_quantile

MOST_LOG = 20.0
RING = 16  # quarters that are remembered of programs and forecasts
WEEKS_A_QUARTER = 13.0
TICKS_A_QUARTER = 7862400.0
LONGEST_DELAY_WEEKS = 520.0
LEAN_SHARE = 0.5  # of budgets that is left in lean times
WON_OVER = 0.25  # of what is missing in adoption, by a full voice of marketing


def error_spread(noise: float, shared: float, evidence: float, known: float) -> float:
    """Return the standard deviation of the log of what a function believes: sharing and research take variance away."""
    left = (1.0 - shared) * (1.0 - evidence * known)
    if left <= 0.0:
        return 0.0
    return noise * sqrt(left)


def misreading(u_common: float, u_own: float, sd: float, alike: float) -> float:
    """Return the log of a function's error this quarter: in part everybody's, as far as they are aligned, the rest its own."""
    together = alike
    if together > 1.0:
        together = 1.0
    if together < 0.0:
        together = 0.0
    error = sd * (sqrt(together) * normal_quantile(u_common) + sqrt(1.0 - together) * normal_quantile(u_own))
    return bounded(error, MOST_LOG)


def added_up(
    now: memoryview, then: memoryview, parts: memoryview, sums: memoryview[float], rows: int, segments: int
) -> None:
    """Write by segment what has been added since, over the rows that take part in it."""
    for segment in range(segments):
        total = 0.0
        for row in range(rows):
            total = total + parts[row] * (now[row * segments + segment] - then[row * segments + segment])
        sums[segment] = total


def learnt_in_quarter(earlier: float, came: float, learning: float) -> float:
    """Return what is known after a quarter; below 0 is nothing known yet."""
    if earlier < 0.0:
        return came
    return earlier + learning * (came - earlier)


def fading_sums(sums: memoryview[float], came: memoryview, learning: float, segments: int) -> None:
    """Let a sum by segment fade as it grows by what a quarter has brought: the past counts the less, the faster is learnt."""
    for segment in range(segments):
        sums[segment] = (1.0 - learning) * sums[segment] + came[segment]


def yields_of(yields: memoryview[float], decided: memoryview, booked: memoryview, segments: int) -> None:
    """Write what an opportunity of each segment brings: what was booked over those decided, -1 where none was."""
    for segment in range(segments):
        yields[segment] = rate_of(booked[segment], decided[segment])


def credits_after(
    found: memoryview[float], ours: memoryview, booked: memoryview, learning: float, segments: int
) -> None:
    """Let marketing's true share in what each segment books be known from a quarter that booked something."""
    for segment in range(segments):
        if booked[segment] > 0.0:
            found[segment] = learnt_in_quarter(found[segment], ours[segment] / booked[segment], learning)


def credit_taken(own: float, bias: float, shared: float) -> float:
    """Return by how much a function's own share in a segment moves what it believes: too much credit where it has found most."""
    if own < 0.0:
        return 1.0
    return 1.0 + bias * (1.0 - shared) * (2.0 * own - 1.0)


def found_by_sales(own: float) -> float:
    """Return sales' share of what a segment has booked from marketing's; below 0 while nothing is booked."""
    if own < 0.0:
        return -1.0
    return 1.0 - own


def benchmark_scale(yields: memoryview, benchmark: memoryview, segments: int) -> float:
    """Return what the benchmark's unit is worth here, so that it agrees with what is known on the whole; below 0 if nothing is."""
    known = 0.0
    said = 0.0
    for segment in range(segments):
        if yields[segment] >= 0.0 and benchmark[segment] > 0.0:
            known = known + yields[segment]
            said = said + benchmark[segment]
    if said <= 0.0:
        return -1.0
    return known / said


def benchmark_yield(scale: float, benchmark: float) -> float:
    """Return what an opportunity would bring here if the benchmark were right; below 0 where there is none."""
    if benchmark <= 0.0:
        return -1.0
    return scale * benchmark


def believed_yield(truth: float, error: float, credit: float, benchmark: float, weight: float) -> float:
    """Return what a function believes an opportunity to bring: seen through its own error, or as the benchmark has it."""
    if truth < 0.0:
        return -1.0
    if error > MOST_LOG:
        error = MOST_LOG
    seen = truth * exp(error) * credit
    if benchmark < 0.0:
        return seen
    return seen + weight * (benchmark - seen)


def planned_with(own: float, marketing: float, sales: float, joint: float, say: float) -> float:
    """Return the belief a function plans with: its own, or the mean of both by marketing's say, as far as they plan together."""
    if own < 0.0 or marketing < 0.0 or sales < 0.0:
        return own
    return own + joint * (say * marketing + (1.0 - say) * sales - own)


def say_of(weight: float, voice: float) -> float:
    """Return marketing's say in joint decisions: its weight, and of what is missing as much as its voice has earned."""
    if voice > 1.0:
        return 1.0
    if voice <= 0.0:
        return weight
    return weight + (1.0 - weight) * voice


def voice_earned(weight: float, ours: float) -> float:
    """Return the voice that marketing's share of what is booked earns it; none while nothing is known of it."""
    if ours <= 0.0:
        return 0.0
    return weight * ours


def adopted_with(adoption: float, voice: float) -> float:
    """Return the share of material that sellers use: a quarter of what is missing is won by a full voice of marketing."""
    if voice > 1.0:
        return adoption + WON_OVER * (1.0 - adoption)
    if voice <= 0.0:
        return adoption
    return adoption + WON_OVER * (1.0 - adoption) * voice


def wanted_shares(
    planned: memoryview, parts: memoryview, shares_out: memoryview[float], segments: int
) -> None:
    """Write how effort would be shared by belief: by accounts times yield, unknown ones like the others; -1 if all are unknown."""
    known = 0.0
    of_all = 0.0
    for segment in range(segments):
        if planned[segment] >= 0.0:
            known = known + parts[segment] * planned[segment]
            of_all = of_all + parts[segment]
    mean = 0.0
    if of_all > 0.0:
        mean = known / of_all
    total = 0.0
    for segment in range(segments):
        if planned[segment] >= 0.0:
            shares_out[segment] = parts[segment] * planned[segment]
        else:
            shares_out[segment] = parts[segment] * mean
        total = total + shares_out[segment]
    for segment in range(segments):
        if total > 0.0:
            shares_out[segment] = shares_out[segment] / total
        else:
            shares_out[segment] = -1.0


def aimed_share(share: float, in_all: float, adapt: float, wanted_share: float) -> float:
    """Return the share of effort a segment gets: as it is written, or as it is believed to be worth it."""
    if adapt <= 0.0 or wanted_share < 0.0 or in_all <= 0.0:
        return share
    return (1.0 - adapt) * (share / in_all) + adapt * wanted_share


def effort_share(share: float, kept_share: float, missing: float) -> float:
    """Return a segment's share of the effort of a kind that speaks through a channel, after cuts.

    `missing` is what cuts have taken from all channels of the kind: those that are left share it.
    """
    left = 1.0 - missing
    if left <= 0.0:
        return 0.0
    return share * kept_share / left


def plan_quality(planned: memoryview, decided: memoryview, booked: memoryview, segments: int) -> float:
    """Return how close a plan came: 1 less the mean of |planned - real| / (planned + real) by segment; -1 if none can be judged."""
    off = 0.0
    judged = 0.0
    for segment in range(segments):
        if decided[segment] > 0.0 and planned[segment] >= 0.0:
            came = booked[segment] / decided[segment]
            judged = judged + 1.0
            if came > planned[segment]:
                off = off + (came - planned[segment]) / (came + planned[segment])
            elif planned[segment] > came:
                off = off + (planned[segment] - came) / (came + planned[segment])
    if judged <= 0.0:
        return -1.0
    return 1.0 - off / judged


def expected_of(opened: memoryview, planned: memoryview, segments: int) -> float:
    """Return what so many opportunities of each segment are believed to bring, in cents."""
    total = 0.0
    for segment in range(segments):
        if planned[segment] > 0.0 and opened[segment] > 0.0:
            total = total + opened[segment] * planned[segment]
    return total


def sum_over(counts: memoryview, segments: int) -> float:
    """Return a sum over segments."""
    total = 0.0
    for segment in range(segments):
        total = total + counts[segment]
    return total


def rate_of(part: float, of_all: float) -> float:
    """Return a share of a count, or -1 when there is nothing to take it of."""
    if of_all <= 0.0:
        return -1.0
    return part / of_all


def conversion_after(earlier: float, came: float, learning: float, unseen: float) -> float:
    """Return the known share of handed-over leads that become opportunities: what goes unseen is learnt that much slower."""
    if came < 0.0:
        return earlier
    return learnt_in_quarter(earlier, came, learning * (1.0 - unseen))


def conversion_with(conversion: float, benchmark: float, weight: float) -> float:
    """Return the conversion a plan reckons with: the known one, or the benchmark's where there is one."""
    if benchmark <= 0.0:
        return conversion
    if conversion >= 0.0:
        return conversion + weight * (benchmark - conversion)
    if weight > 0.0:
        return benchmark
    return conversion


def lead_goal(
    handed: float, growth: float, target: float, expected: float, worth: float, right_to_left: float
) -> float:
    """Return how many leads a quarter should hand over, or -1 if that cannot be told.

    From the left it is what the last one did, and a little more. From the right it is what the target lacks beyond the
    opportunities in hand, over what a lead is believed to be `worth`.
    """
    left = handed * (1.0 + growth)
    if right_to_left <= 0.0:
        return left
    if worth <= 0.0 or target <= 0.0:
        return -1.0
    right = (target - expected) / worth
    if right < 0.0:
        right = 0.0
    return left + right_to_left * (right - left)


def lead_worth(conversion: float, brought: float) -> float:
    """Return what a lead that is handed over is believed to be worth, or -1 while that is not known."""
    if conversion < 0.0 or brought < 0.0:
        return -1.0
    return conversion * brought


def weeks_until(delay: float, latency: float) -> int:
    """Return in how many weeks a decision has effect: whole weeks, at most 520."""
    weeks = delay + latency
    if weeks > LONGEST_DELAY_WEEKS:
        weeks = LONGEST_DELAY_WEEKS
    if not weeks > 0.0:
        return 0
    whole = int(weeks)
    if whole < weeks:
        return whole + 1
    return whole


def planned_volume(volume_target: float, follows: float, goal: float) -> float:
    """Return a hand-off's target for leads a week: as written, or as far as it follows the plan's goal for a quarter."""
    if volume_target <= 0.0 or follows <= 0.0 or goal < 0.0:
        return volume_target
    return volume_target + follows * (goal / WEEKS_A_QUARTER - volume_target)


def esteem(ours: float, own: float, bias: float, error: float) -> float:
    """Return what sellers think marketing's leads are worth against their own: .5 is as much.

    `ours` and `own` are the shares of those taken that were won, below 0 where none were; who knows no leads of their own has
    nothing to compare with.
    """
    if ours < 0.0 or own < 0.0:
        return 0.5
    if error > MOST_LOG:
        error = MOST_LOG
    seen = ours * (1.0 - bias) * exp(error)
    beside = own * (1.0 + bias)
    if seen + beside <= 0.0:
        return 0.5
    return seen / (seen + beside)


def renewed_share(held: float, budget_floor: float) -> float:
    """Return which share of the budget is renewed: all of it once marketing is held as dear as sellers' own leads."""
    dear = 2.0 * held
    if dear > 1.0:
        dear = 1.0
    return budget_floor + (1.0 - budget_floor) * dear


def quarters_of(x: float) -> int:
    """Return how many quarters of 13 weeks a span of ticks is: 1 to 16."""
    quarters = x / TICKS_A_QUARTER
    if quarters > 16.0:
        return RING
    if not quarters > 1.0:
        return 1
    return int(quarters + 0.5)


def channel_cents(
    hours: float,
    part: float,
    kept_share: float,
    missing: float,
    hour_cents: float,
    cents: float,
    money: float,
) -> float:
    """Return what a week of a channel costs: its hours at the price of an hour of programs, and its part of the money."""
    left = 1.0 - missing
    worked = 0.0
    if left > 0.0:
        worked = hours * part * kept_share / left
    return worked * hour_cents + cents * money * kept_share


def channel_kept(kept_share: float, back: float, spent: float, hurdle: float) -> float:
    """Return which share of a channel is kept on: half as much below the hurdle, twice as much above, never more than all."""
    if spent <= 0.0:
        return kept_share
    if back < hurdle * spent:
        return 0.5 * kept_share
    if kept_share > 0.5:
        return 1.0
    return 2.0 * kept_share


def credited_back(cents: float, bias: float, say: float) -> float:
    """Return what marketing's programs are believed to have booked: more as it has the say itself, less as sellers have."""
    return cents * (1.0 + bias * (2.0 * say - 1.0))


def lean_times(booked: float, spent: float, reserve: float) -> bool:
    """Return whether half a year has cost more than it booked by more than the reserve."""
    return reserve > 0.0 and spent - booked > reserve


def forecast_of(naive: float, seen: float, informed: float, error: float) -> float:
    """Return a year's forecast: the past carried forward, or as far as it is informed what is in hand, seen with an error."""
    if error > MOST_LOG:
        error = MOST_LOG
    return naive + informed * (seen * exp(error) - naive)


def forecast_off(told: float, came: float) -> float:
    """Return by how much a forecast missed, as a share of what came; at most ten times."""
    if came <= 0.0:
        return 1.0 if told > 0.0 else 0.0
    off = (told - came) / came
    if off < 0.0:
        off = -off
    if off > 10.0:
        return 10.0
    return off


def follows_forecast(share: float, told: float, lately: float) -> float:
    """Return what to multiply budgets by: the forecast over the past year as far as they follow it, at most twice as much."""
    if lately <= 0.0 or told < 0.0:
        return 1.0
    ratio = told / lately
    if ratio > 2.0:
        ratio = 2.0
    return 1.0 + share * (ratio - 1.0)


def budget_in_force(renewed: float, followed: float, lean: bool) -> float:
    """Return what to multiply program money by: what was renewed of it, what the forecast allows, what lean times leave."""
    if lean:
        return renewed * followed * LEAN_SHARE
    return renewed * followed


def growth_in_force(followed: float, lean: bool) -> float:
    """Return what to multiply the envelope for growth by: nobody is taken on in lean times."""
    if lean:
        return 0.0
    return followed


def coverage_of(cents: float, target: float) -> float:
    """Return open pipeline over the target it has to bring; 0 without a target."""
    if target <= 0.0 or cents <= 0.0:
        return 0.0
    return cents / target


def belief_off(planned: memoryview, truths: memoryview, segments: int) -> float:
    """Return the root mean square, over segments of which something is known, of the log of one belief over another."""
    total = 0.0
    judged = 0.0
    for segment in range(segments):
        if planned[segment] > 0.0 and truths[segment] > 0.0:
            apart = log(planned[segment]) - log(truths[segment])
            total = total + apart * apart
            judged = judged + 1.0
    if judged <= 0.0:
        return 0.0
    return sqrt(total / judged)


def behind_goal(came: float, goal: float) -> float:
    """Return by which share something misses its goal; 0 without one."""
    if goal <= 0.0 or came >= goal:
        return 0.0
    if came <= 0.0:
        return 1.0
    return 1.0 - came / goal


def lost_in_year(then: float, added: float, now: float) -> float:
    """Return which share of contract value a year would lose that goes on as the last quarter: 0 to 1."""
    if then <= 0.0:
        return 0.0
    lost = 4.0 * (then + added - now) / then
    if lost < 0.0:
        return 0.0
    if lost > 1.0:
        return 1.0
    return lost


def furthest_behind(gaps: memoryview, weights: memoryview, levels: int) -> int:
    """Return which measure is furthest behind by what it counts, the first of those that tie; -1 if none that counts is behind."""
    chosen = -1
    most = 0.0
    for level in range(levels):
        if gaps[level] * weights[level] > most:
            most = gaps[level] * weights[level]
            chosen = level
    return chosen


def serves_measure(
    measure: int, material: bool, prospecting: bool, programs: bool, care: bool, research: bool
) -> bool:
    """Return whether a kind of standing work serves a measure of the scorecard: bookings, leads, retention, margin (0 to 3)."""
    if measure == 0:
        return material or prospecting
    if measure == 1:
        return programs or prospecting
    if measure == 2:
        return care
    return measure == 3 and research


def steered_share(share: float, steer: float, serves: bool, served: float) -> float:
    """Return a kind's share of somebody's standing time: those that serve what is steered to take a part of the others' time.

    `served` is what they have together; who does none of them goes on as before.
    """
    if served <= 0.0 or steer <= 0.0:
        return share
    if serves:
        return share + steer * (1.0 - served) * (share / served)
    return share * (1.0 - steer)
