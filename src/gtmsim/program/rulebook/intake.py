"""Requests: how they are answered."""

from gtmsim.program.rulebook.numbers import some_ticks


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
