"""Columns of the roadmap, its streams, and of what buyers wish for."""

from enum import IntEnum


class RoadmapCol(IntEnum):
    """The one-row block of what developers build, and for whom."""

    FEATURE_HOURS = 0
    STEP = 1  # share of what is missing that one piece of work adds
    ONE_OFF_HOURS = 2
    UPKEEP = 3  # hours a week for each hour ever built
    DEARER = 4  # so many times as much for one-offs
    BUILT = 5  # hours built before the run
    PROMISES = 6  # share of the one-offs that deals ask for
    LIFT = 7
    DUE = 8  # ticks
    ASKS = 9  # of a customer, a tick
    STALENESS = 10  # a tick
    BROKEN = 11
    STEERED_BY = 12  # four shares, in the order of `Stream`
    WIDTH = 16


class Stream(IntEnum):
    """Whom developers build for; then what else their hours go to."""

    MARKET = 0
    DEALS = 1
    CUSTOMERS = 2
    RIVALS = 3
    UPKEEP = 4
    REWORK = 5


STREAMS = 4  # of what is built


class WishCol(IntEnum):
    """Columns of the table of one-offs that accounts wait for, which the roadmap keeps."""

    FOR = 0  # 0: the row is free, else 1 + `Stream`
    ACCOUNT = 1
    INDEX = 2  # of the draw that says whether it is still wanted
    SINCE = 3  # tick
    DUE = 4  # tick by which it is promised, 0: it is not
    VALUE = 5  # cents, of the deal or a year of the contract
    BROKEN = 6  # 1: the promise has been broken
    STATE = 7  # a `WishState`
    WIDTH = 8


class WishState(IntEnum):
    """What becomes of a one-off that somebody waits for."""

    WAITS = 0
    BEING_BUILT = 1
    UNWANTED = 2  # is being built, and nobody wants it any more
