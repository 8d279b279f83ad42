"""What satisfies customers, what lets their contracts grow, and the customers a run begins with."""

from __future__ import annotations

from math import exp, sqrt

from gtmsim.program.rulebook.numbers import MOST_POWER, bounded, normal_quantile, whole_cents, whole_ticks


def first_due(u: float, term: int) -> int:
    """Return when a contract that stood before the run comes up for renewal first: anywhere in a term, evenly."""
    return whole_ticks(u * term)


def started_cents(worth: float, potential: float) -> int:
    """Return what a contract is worth a year that stood before the run, by the account's own lasting worth."""
    return whole_cents(worth * potential)


# --- satisfaction and service -------------------------------------------------------------------------------------------------


def satisfaction(
    fit: float,
    weight_fit: float,
    care: float,
    weight_care: float,
    service: float,
    weight_service: float,
    trust: float,
    weight_trust: float,
    overdue: float,
    weight_overdue: float,
) -> float:
    """Return how satisfied a customer is: what was delivered, care and trust, less unserved needs and overdue promises."""
    return (
        weight_fit * fit
        + weight_care * care
        - weight_service * (1.0 - service)
        + weight_trust * trust
        - weight_overdue * overdue
    )


def loyalty_log_hazard(gamma: float, satisfied: float, usual: float, pull: float, uplift: float) -> float:
    """Return what moves a churn hazard, as a logarithm: satisfaction above the usual against it, a higher price for it."""
    return pull * uplift - gamma * (satisfied - usual)


def advocacy(weight: float, satisfied: float, usual: float) -> float:
    """Return the factor on word of mouth: customers more satisfied than usual speak for us more often."""
    power = weight * (satisfied - usual)
    return exp(bounded(power, MOST_POWER))


def service_week(
    served: memoryview[float],
    customers: int,
    tickets: float,
    hours_each: float,
    hours: float,
    patience: float,
    kept: float,
) -> None:
    """Move service on by a week: needs raised and left over meet the hours worked (places: `layout.Service`).

    What is not served waits; no more waits than is raised in `patience` weeks. The level felt forgets at `kept` a week.
    """
    raised = tickets * customers * hours_each
    wanted = served[0] + raised
    level = 1.0
    left = 0.0
    if hours < wanted:
        level = hours / wanted
        left = wanted - hours
    if left > raised * patience:
        left = raised * patience
    served[0] = left
    served[1] = kept * served[1] + (1.0 - kept) * level


def service_felt(level: float, factor: float) -> float:
    """Return which share of their needs customers feel served: what hours do, times how well those who serve know them."""
    if level * factor > 1.0:
        return 1.0
    return level * factor


# --- contracts that change at renewal -----------------------------------------------------------------------------------------


def renewed_cents(u: float, cents: int, growth: float, sigma: float, uplift: float, ticks: int) -> int:
    """Return what a contract is worth a year after a renewal: grown for the term that is over, whatever its size, and uplifted."""
    power = growth * ticks
    if sigma > 0.0:
        power = power + sigma * sqrt(1.0 * ticks) * normal_quantile(u)
    if power == 0.0 and uplift == 0.0:
        return cents
    return whole_cents(cents * exp(bounded(power, MOST_POWER)) * (1.0 + uplift))


def kept_cents(then: int, now: int) -> int:
    """Return what of a contract's value when its term began still stands: growth is not counted, shrinking is."""
    if now < then:
        return now
    return then


def offered_again(share: float, has: bool, cross_sell: float) -> float:
    """Return a product's share among what a customer may be offered, who may have it already."""
    if has:
        return share * (1.0 - cross_sell)
    return share
