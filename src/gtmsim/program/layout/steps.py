"""What a step does, and how a story ends or waits."""

from enum import IntEnum


class Op(IntEnum):
    """What a step does (docs/architecture.md tells what each waits for)."""

    ENTER = 0  # a: stage
    SCREEN = 1  # a: stage, b: step if screened out
    WORK = 2  # a: kind, b: stage or request, c: step if patience ends (-1: none)
    TRIAGE = 3  # a: stage, b: step if cold, c: step if rejected
    AGAIN = 4  # a: stage or request, b: the WORK step
    AWAIT = 5  # a: stage
    LEAVE = 6  # a: stage, b: step if advancing, c: if lost, d: if no decision
    BRANCH = 7  # a: stage, b: first row of `branches`, c: rows
    RECYCLE = 8  # a: stage, b: step to come back to, c: step if not coming back, d: 1 for those who were screened out
    CLOSE = 9  # a: outcome (Close)
    ANSWER = 10  # a: request, b: step to work it, c: step to refer it, d: step that helps, e: step that ends
    HELP = 11  # a: request
    END = 12
    WIN = 13  # a: the step with which the work after the win begins


class StepCol(IntEnum):
    """Columns of `Program.steps`."""

    OP = 0
    A = 1
    B = 2
    C = 3
    D = 4
    E = 5


class Close(IntEnum):
    """How a lead's life ends."""

    WON = 0
    LOST = 1
    NO_DECISION = 2
    TIMED_OUT = 3
    COLD = 4
    REJECTED = 5
    SCREENED = 6
    ABANDONED = 7
    SERVED = 8  # the work after a win is over; the win itself was told by WIN


class Outcome(IntEnum):
    """How a stage is left."""

    ADVANCE = 0
    LOST = 1
    NO_DECISION = 2


class Answer(IntEnum):
    """What marketing answers to a support request."""

    PREEMPT = 0
    QUEUE = 1
    REFER = 2
    SELF_SERVE = 3
    DENY = 4


class Situation(IntEnum):
    """Which of the intake's answers a request meets. The highest that applies and is written holds."""

    PLAIN = 0
    BEYOND = 1  # the week's planned help is used up
    LARGE = 2  # the deal is large
    CONTESTED = 3  # a rival is in the deal
    CUSTOMERS = 4  # the account is a customer already
