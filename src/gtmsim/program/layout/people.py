"""Families of work, and the columns of people, teams and pay."""

from enum import IntEnum


class Family(IntEnum):
    """Families of durations and amounts; each takes two numbers."""

    NONE = 0
    FIXED = 1  # value, -
    EXPONENTIAL = 2  # mean, -
    LOGNORMAL = 3  # median, sigma
    WEIBULL = 4  # scale, shape


class KindFamily(IntEnum):
    """What sort of work a kind is."""

    STAGE = 0
    REQUEST = 1
    REFERRED = 2
    STANDING = 3
    SETUP = 4


class PersonInt(IntEnum):
    """Columns of `Program.person_ints`."""

    TEAM = 0
    ROLE = 1
    CALENDAR = 2
    STARTS = 3
    LEAVES = 4
    OPENING = 5  # 1: begins empty, and is filled if hiring rules say so
    LUCK = 6  # the position in the addresses of draws, whoever stands before it: `rules.position_address`


class PersonCol(IntEnum):
    """Columns of the person block."""

    SKILL = 0  # added to the logit of winning
    COST_CENTS = 1  # a tick
    WIDTH = 2


class TeamCol(IntEnum):
    """Columns of the team block. What belongs to no team (from BAR on) is the same in every row."""

    COST_CENTS = 0  # a person, a tick
    TURNOVER = 1  # quits a tick
    TIME_TO_HIRE = 2
    RAMP = 5  # ticks, 0: none
    RAMP_START = 6
    SKILL_SPREAD = 7
    LEARNS = 8  # most that experience adds to the logit of winning
    LEARNING_DEALS = 9
    QUOTA = 10  # cents a tick, 0: none
    COMMISSION = 11
    ACCELERATOR = 12
    WEIGHT_GAP = 13  # of the bookings gap in the wish to hire
    WEIGHT_LOAD = 14
    WEIGHT_ACCOUNTS = 15
    BAR = 16
    ENVELOPE = 17  # cents a tick, 0: nothing is spent on growth
    TARGET = 18  # cents a tick, 0: none
    PULL_OVERLOAD = 19  # on the log of the rate of quitting
    PULL_DRAIN = 20
    PULL_QUOTA = 21
    DEPENDENCE = 22
    WIDTH = 23


class StructureCol(IntEnum):
    """The one-row block of role clarity, specialisation and reorganising."""

    CLARITY = 0  # share of work that reaches the right person at once
    SEARCH = 1  # ticks that finding out whose work it is takes
    SEARCH_WAIT = 2
    TWICE = 3  # share of misrouted work that is done twice
    SPECIALISTS = 4  # share of sessions kept for whoever knows the segment best
    STALE = 5  # rate at which experience is lost, for all needs that move elsewhere
    WIDTH = 6
