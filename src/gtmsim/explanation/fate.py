"""What becomes of an account in the measured window, in the order of how far it came."""

from enum import IntEnum

from gtmsim.program.layout import Close


class Fate(IntEnum):
    """How an account stands at the horizon; of several leads, the one that came furthest counts."""

    WON = 0  # bought in the window; where contracts are kept, a customer still
    WON_AND_LEFT = 1  # bought in the window and was a customer no more at the horizon
    STAYED = 2  # a customer when the window began, or acquired since, and one at the horizon
    LEFT = 3  # the same, and none at the horizon
    OPEN = 4  # a lead in play at the horizon, in somebody's hands or between two of them
    WAITING = 5  # a lead in play at the horizon that nobody has worked on yet
    TO_RIVAL = 6
    LOST = 7
    NO_DECISION = 8
    TIMED_OUT = 9
    COLD = 10  # after somebody had worked on it, as are the two below
    REJECTED = 11
    ABANDONED = 12
    NEVER_WORKED = 13  # stood in line for somebody, and was over before anybody took it up
    SCREENED = 14  # turned away by its score
    ABSENT = 15  # no lead and no contract in the window


OF_CLOSE = {
    Close.LOST: Fate.LOST,
    Close.NO_DECISION: Fate.NO_DECISION,
    Close.TIMED_OUT: Fate.TIMED_OUT,
    Close.COLD: Fate.COLD,
    Close.REJECTED: Fate.REJECTED,
    Close.SCREENED: Fate.SCREENED,
    Close.ABANDONED: Fate.ABANDONED,
}
