"""The hub: coherence on the links between functions, what builds it, and what it carries."""

from __future__ import annotations

from math import exp, log


def aligning_gain(
    aligned: float,
    slow: float,
    steep: float,
    in_person: float,
    richness: float,
    travel: float,
    saving: float,
    profile: float,
) -> float:
    """Return what an hour of aligning does, against an hour among people who trust each other and talk from afar.

    Where little is aligned there is little trust, and the same hour builds less: what was lost comes back slower than it came.
    Talk in person does more and costs ways; a profile of the buyer that everybody knows saves talk.
    """
    trust = 0.0
    if aligned > 0.0:
        power = steep * log(aligned)
        if power < -600.0:
            power = -600.0
        trust = exp(power)
    talk = (1.0 + in_person * (richness - 1.0)) / (1.0 + in_person * travel)
    return (1.0 - slow + slow * trust) * talk / (1.0 - saving * profile)


def hours_a_pair(hours: float, pairs: float) -> float:
    """Return what hours of meetings leave for each pair of functions: without a hub everybody has to talk with everybody."""
    if pairs <= 0.0:
        return 0.0
    return hours / pairs


def align(
    coherence: memoryview[float],
    share: memoryview,
    links: int,
    hours: float,
    met: float,
    half_aligned: float,
    gain: float,
    forgetting: float,
    lost: float,
) -> None:
    """Let every link move on by a week: built by its share of the hub's hours and by `met` hours of meetings, forgotten else.

    `lost` of it is torn at once. The week is solved, not stepped, so coherence stays in 0..1; `half_aligned` weekly hours on a link
    keep half of it aligned where the gain is 1.
    """
    for link in range(links):
        pace = 0.0
        if half_aligned > 0.0:
            pace = gain * (hours * share[link] + met) / half_aligned
            if pace > 1e12:
                pace = 1e12
        steady = pace / (1.0 + pace)
        held = coherence[link] * (1.0 - lost)
        coherence[link] = steady + (held - steady) * exp(-forgetting * (1.0 + pace))


def mean_coherence(coherence: memoryview, weight: memoryview, links: int) -> float:
    """Return the coherence of all links together, by weights that add up to 1."""
    total = 0.0
    for link in range(links):
        total = total + weight[link] * coherence[link]
    return total


def coherence_of(
    coherence: memoryview, weight: memoryview, carries: memoryview, links: int, what: int, otherwise: float
) -> float:
    """Return how coherent the links are that carry one thing, by their weights; `otherwise` where no link carries it."""
    total = 0.0
    weights = 0.0
    for link in range(links):
        if carries[link] == what:
            total = total + weight[link] * coherence[link]
            weights = weights + weight[link]
    if weights <= 0.0:
        return otherwise
    return total / weights


def kept_by(coherence: float, effect: float) -> float:
    """Return the factor that is left of something when coherence is missing: all of it at full coherence."""
    return 1.0 - effect * (1.0 - coherence)


def profiled_relevance(kept: float, effect: float, profile: float) -> float:
    """Return the factor on how relevant messages are: what missing coherence leaves of it, and a profile of the buyer adds."""
    return kept * (1.0 + effect * profile)


def missing(coherence: float, effect: float) -> float:
    """Return what missing coherence adds: nothing at full coherence."""
    return effect * (1.0 - coherence)


def firm_lift(large: bool, backstop: float, training: float) -> float:
    """Return what the firm behind a seller adds to the logit of winning: training, and in large deals its backing."""
    if large:
        return training + backstop
    return training


def held_discount(wanted: float, limit: float, held: float) -> float:
    """Return the discount that is given where a limit holds only so far: what goes beyond it is cut by that share."""
    if wanted > limit:
        return wanted - held * (wanted - limit)
    return wanted
