"""Pay and growth."""

from gtmsim.program.rulebook.numbers import whole_cents


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
