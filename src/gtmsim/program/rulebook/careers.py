"""People come, learn and go."""

from math import exp

from gtmsim.program.rulebook.numbers import normal_quantile, some_ticks

OVERLOADED = 0.9  # of the open hours
LOADED = 0.8


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


def overload(part: int, whole: int) -> float:
    """Return by how much somebody is overloaded who has worked part of their open hours."""
    return over_the_line(part, whole, OVERLOADED)


def load(part: int, whole: int) -> float:
    """Return by how much a team is loaded that has worked part of its open hours."""
    return over_the_line(part, whole, LOADED)


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
    """Return what the hand of somebody hired adds to the logit of winning."""
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
    """Return what experience adds to the logit of winning: 63 % of the most after so many deals."""
    if deals <= 0.0:
        return most
    return most * (1.0 - exp(-experience / deals))


def set_up_in_all(resuming: int, switching: float) -> int:
    """Return the set-up before a session: to find the way back in, and to change to another kind of work."""
    return resuming + some_ticks(switching)
