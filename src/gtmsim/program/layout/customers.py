"""Columns of contracts, and of what keeps customers and lets them grow."""

from enum import IntEnum


class CustomerCol(IntEnum):
    """The one-row block of how customers stay, go and grow, and of prices. Hazards are per tick."""

    TERM = 0  # ticks of a contract, 0: no contracts are kept
    CHURN = 1
    DEATH = 2
    CARE = 3  # taken off the logarithm of the churn hazard by full care
    ONBOARDING = 4  # added to it by a first term without onboarding
    DISCOUNT = 5  # added to it by a discount of all there is
    CARE_KEPT = 6  # share of the stock kept over a week
    CARE_SCALE = 7  # hours a customer
    SHARE = 8  # an expansion's value against a first deal's
    SLOPE = 9  # added to the logit of advancing by a discount of all there is
    PUSH = 10  # ticks before a quarter ends in which its discount is given
    GIVEN = 11  # discount
    GIVEN_AT_QUARTER_END = 12
    WIDTH = 13


class Service(IntEnum):
    """Places of the array that service after the sale is kept in."""

    BACKLOG = 0  # hours of needs that wait
    LEVEL = 1  # share of them that is served, as it is felt
    WIDTH = 2


class LoyaltyCol(IntEnum):
    """The one-row block of what satisfies customers and lets them grow."""

    GAMMA = 0
    USUAL = 1
    FIT = 2  # these five: weights in satisfaction
    CARE = 3
    SERVICE = 4
    TRUST = 5
    OVERDUE = 6
    TICKETS = 7  # a customer a week
    TICKET_HOURS = 8
    PATIENCE = 9  # weeks of needs that wait
    SERVICE_KEPT = 10  # share of the service level kept over a week
    ADVOCATES = 11
    GROWTH = 12  # of the logarithm, a tick
    GROWTH_SPREAD = 13  # sigma of the logarithm over a tick
    PULL = 14  # added to the logarithm of the churn hazard by an uplift of all there is
    UPLIFT = 15
    CROSS_SELL = 16
    DISCOUNTING = 17  # logarithm of the discount factor, a tick
    MULTIPLE = 18  # of the yearly value of contracts at the horizon
    MARGIN = 19  # share of revenue that is left when customers are supplied
    CASH_CENTS = 20  # at the end of the warm-up
    WIDTH = 21


class StartCol(IntEnum):
    """Columns of the start block: the customers a segment begins with."""

    CUSTOMERS = 0
    VALUE = 1  # what their contracts are worth a year
    WIDTH = 4
