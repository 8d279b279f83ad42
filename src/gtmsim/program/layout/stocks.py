"""Which numbers are kept week by week."""

from enum import IntEnum


class StockKind(IntEnum):
    """Weekly stocks that a program may keep, each at so many levels; `Program.stock_levels` says how many."""

    PRODUCT_FIT = 0  # by product
    BELIEF_ERROR = 1  # by segment
    NEED = 2  # by attribute
    BELIEVED_NEED = 3  # by attribute
    UNNOTICED = 4  # by segment, weeks
    COHERENCE = 10  # mean of the links
    LINK_COHERENCE = 11  # by link
    PROFILE = 12  # how well the firm knows its profile of the buyer
    TRAINING = 13  # how much of what could be taught reps know
    DECISION_LATENCY = 14  # days until a decision takes effect
    UPKEEP_SHARE = 20
    VELOCITY = 21
    WISHES = 22
    MARKET_SHARE = 35  # by segment, then of all
    RIVAL_CUSTOMERS = 36  # by rival
    RIVAL_FIT = 37  # by rival
    RIVAL_PRICE = 38  # by rival
    SHARE_OF_VOICE = 39
    RIVALS_KNOWN = 40
    TRUST = 45  # by segment
    MUTUAL_TRUST = 46
    SATISFACTION = 55
    SERVICE_LEVEL = 56
    TICKET_BACKLOG = 57  # hours
    MARKETING_OFF = 65
    SALES_OFF = 66
    BELIEFS_APART = 67
    PIPELINE_COVERAGE = 68
    LEAD_GOAL = 69
    BUDGET_KEPT = 70
    MARKETING_VOICE = 71
    EFFORT = 72  # by segment
    PROGRAM_KEPT = 73  # by source
    STEERED_TO = 74  # a measure of the scorecard counted from 1, 0: none
    PACE = 90  # of everybody's sessions, while people find their places after a reorganisation
    LOOKING = 91  # share of a segment's accounts whose buying episode is open
    COUNT = 100


class StockTotal(IntEnum):
    """Totals per stock, in millionths."""

    SUM_MICRO = 0  # over Mondays from the warm-up on
    LAST_MICRO = 1  # on the last Monday
    WIDTH = 2


class WeekCol(IntEnum):
    """Columns of the weekly series; then backlog by kind, ticks worked by kind, and stocks in millionths."""

    LEADS = 0
    OPPORTUNITIES = 1
    WINS = 2
    BOOKED_CENTS = 3
    AWARENESS_MICRO = 4
    KNOWLEDGE_MICRO = 5
    ARR_CENTS = 6  # when the week begins
    CUSTOMERS = 7  # when the week begins
    REVENUE_CENTS = 8
    DEAL_CENTS = 9  # outside money committed to single deals
    PROGRAM_CENTS = 10  # spent on programs
    COST_CENTS = 11  # everything the week has cost, from the end of the warm-up on
    WIDTH = 12
