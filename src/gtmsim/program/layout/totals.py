"""Columns of the totals of a replication."""

from enum import IntEnum


class CellTotal(IntEnum):
    """Totals per source and segment."""

    LEADS = 0
    MQLS = 1
    OPPORTUNITIES = 2
    PIPELINE_CENTS = 3
    CLOSED = 4  # in the order of Close, without SERVED
    BOOKED_CENTS = 12
    RECYCLED = 13
    NEVER_WORKED = 14  # closed after having been queued for somebody, never worked
    FIRST_TOUCHES = 15
    FIRST_TOUCH_TICKS = 16
    CYCLE_TICKS = 17  # creation to won
    DECIDED = 18  # closed after having become an opportunity, or won
    UNTOUCHED = 19  # alive at the horizon, queued for somebody, never worked
    NOT_URGENT = 20  # leads whose wish is not urgent enough to spend money on
    REPRICED_CENTS = 21  # what leads and commission cost beyond what they would at the last price, where that changed at dates
    WIDTH = 22


class StageTotal(IntEnum):
    """Totals per stage."""

    ENTERED = 0
    ADVANCED = 1
    LOST = 2
    NO_DECISION = 3
    TIMED_OUT = 4
    COLD = 5
    REJECTED = 6
    SCREENED = 7
    ABANDONED = 8
    FIRST_TAKEN = 9  # first sessions begun
    FIRST_WAIT_TICKS = 10
    SLA_MET = 11
    COVERAGE_MICRO = 12  # sum over Mondays
    WIDTH = 13


class KindTotal(IntEnum):
    """Totals per kind of work."""

    QUEUED = 0
    TAKEN = 1
    WITHDRAWN = 2
    DONE = 3
    INTERRUPTED = 4
    WAIT_TICKS = 5  # every stay in the queue, clipped to the measured window
    QUEUE_TICKS = 6  # the integral of the queue's length: Little's law says equal
    WIDTH = 7


class RoleTotal(IntEnum):
    """Totals per role."""

    OPEN_TICKS = 0
    IDLE_TICKS = 1
    TAKEN = 2
    SWITCHES = 3  # taken work of another kind than the last
    WIDTH = 4


class RequestTotal(IntEnum):
    """Totals per request type. The five answers stand in the order of `Answer`."""

    ASKED = 0
    ANSWERS = 1
    HELPED = 6
    LATE = 7
    DISPLACED_TICKS = 8  # worked on it by people who have standing work of their own
    AVOIDED = 9
    FOUND = 10  # in the library
    REUSABLE = 11  # worked on to the end and made reusable
    ONE_TIME = 12  # worked on to the end, for one deal
    DEAL_CENTS = 13
    WIDTH = 14


class RunTotal(IntEnum):
    """Totals that belong to no id."""

    EVENTS = 0
    TASK_SWITCH = 1  # follow-up sessions taken by another person than the last session's
    TASK_SAME = 2  # by the same person
    OPEN_LEADS = 3  # leads alive at the horizon
    PROGRAM_CENTS = 4  # spent on programs
    WIDTH = 5


class ProductTotal(IntEnum):
    """Totals per product."""

    LEADS = 0
    OPPORTUNITIES = 1
    WINS = 2
    BOOKED_CENTS = 3
    WIDTH = 4


class PursuitTotal(IntEnum):
    """Totals of what reps chose, and of hand-offs that went wrong."""

    KNOCKED = 0  # sessions of prospecting finished
    FOUND = 1  # of them, how many found an account that is looking
    DUPLICATES = 2
    DECLINED = 3
    BROKEN = 4
    NURTURED = 5
    CALLED_ON = 6
    LOOKED_ON = 7
    WIDTH = 8


class DrainTotal(IntEnum):
    """Totals of help by plan, of pressure, and of deals with a rival in them."""

    PLANNED_TICKS = 0  # help by people with standing work, within the week's plan
    UNPLANNED_TICKS = 1
    PRESSED = 2
    UNFUNDED = 3
    CONTESTED = 4
    WIDTH = 5


class TeamTotal(IntEnum):
    """Totals per team."""

    PRESENT_TICKS = 0  # nights and weekends included, of all its people
    QUITS = 1
    HIRES = 2
    OPENED = 3  # positions that hiring rules opened
    PAID_CENTS = 4  # commission
    QUARTERS = 5  # full quarters of people with a quota
    ATTAINMENT_MICRO = 6
    REPRICED_CENTS = (
        7  # what presence cost beyond what it would at the last price, where that changed at dates
    )
    WIDTH = 8


class CustomerTotal(IntEnum):
    """Totals per segment of what became of customers. `ARR` is the yearly value of contracts, in cents."""

    LIST_CENTS = 0  # what was won, before discounts
    SERVED = 1  # wins whose work afterwards is over
    ONBOARDED = 2  # of these, with success
    START_CENTS = 3  # ARR at the end of the warm-up
    NEW_CENTS = 4
    EXPANSION_CENTS = 5
    CHURNED_CENTS = 6
    END_CENTS = 7  # ARR at the horizon
    START_LOGOS = 8  # customers at the end of the warm-up
    LOGOS_WON = 9
    LOGOS_LOST = 10
    END_LOGOS = 11
    REVENUE_CENTS = 12
    DUE = 13  # contracts that came up for renewal
    DUE_CENTS = 14  # their ARR when their term began
    KEPT_CENTS = 15  # the same, of those renewed
    GROWN_CENTS = 16  # ARR of those renewed, with what was added during the term
    TOP_CENTS = 17  # last row only: ARR of the five largest customers at the horizon
    HHI_BILLIONTHS = 18  # last row only: sum of squared shares of ARR at the horizon
    WIDTH = 19


class RoadmapTotal(IntEnum):
    """Totals of what was built."""

    SHIPPED = 0  # features
    FEATURE_TICKS = 1  # from the beginning until shipped
    FITTED = 2  # one-offs that were still wanted
    STALE = 3
    ONE_OFF_TICKS = 4  # from asking until built, wanted or not
    ERROR_MICRO = 5  # of business cases, against what was thought
    WISHED = 6
    DROPPED = 7
    PROMISED = 8
    KEPT = 9
    BROKEN = 10
    DEVELOPED_TICKS = 11  # six, in the order of `Stream`
    WIDTH = 17


class RivalTotal(IntEnum):
    """Totals per rival."""

    MET = 0  # deals it was in
    WON = 1  # of them: by us
    LOST = 2  # of them: to it, by who meant to buy
    TAKEN = 3  # of those won: accounts that were its customers
    WIDTH = 4


class BuyerTotal(IntEnum):
    """Totals of how buyers decided."""

    COMMITTEES = 0  # deals on which several decide
    DECIDERS = 1  # all of theirs
    CONTACTS = 2  # of these, whom sellers have met
    WIDTH = 3


class LoyaltyTotal(IntEnum):
    """Totals of how customers fared."""

    AGAIN = 0  # wins from customers about a product
    CROSS_SOLD = 1  # of these, about one that the customer did not have
    COST_CENTS = 2  # what everything cost, in whole cents a week
    VALUE_CENTS = 3  # what was earned less what it cost, week by week discounted to the end of the warm-up
    CASH_LOW_CENTS = 4  # the lowest that what was earned less what it cost came to on any Monday or at the horizon, 0 at most
    WIDTH = 5


class PlanningTotal(IntEnum):
    """Totals of plans against what came of them."""

    DECISIONS = 0  # that have come into effect
    DECISION_WEEKS = 1  # from each decision until its effect
    PLANS = 2  # that could be judged
    QUALITY_MICRO = 3
    FORECASTS = 4  # by how far ahead: the first year, the second
    FORECAST_OFF_MICRO = 6
    CUTS = 8  # of programs, at reviews
    WIDTH = 9


class StructureTotal(IntEnum):
    """Totals of work that went astray."""

    ROUTED = 0  # pieces of work that somebody had to be found for
    MISROUTED = 1
    TWICE = 2  # of them, done twice
    SEARCH_TICKS = 3
    TWICE_TICKS = 4
    WIDTH = 5


BINS = 104  # four to the octave from 32 ticks on; the last takes all that is longer
