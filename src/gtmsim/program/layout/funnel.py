"""Columns of stages, requests, sources, segments and products: what a lead meets on its way."""

from enum import IntEnum


class SourceKind(IntEnum):
    """Where leads come from."""

    STREAM = 0
    POOL = 1
    CUSTOMERS = 2  # accounts of the market that have bought
    PROSPECTING = 3  # accounts of the market that somebody finds in standing work


class StageInt(IntEnum):
    """Columns of `Program.stage_ints`."""

    ENTRY_STEP = 0  # the ENTER step; -1 for a hole
    TIME_OUT_STEP = 1
    OPPORTUNITY = 2
    CLOSES = 3  # advancing from here may be a win
    AFTER_WIN = 4


class StageCol(IntEnum):
    """Columns of the stage block of `Program.params`. A duration takes three: family, then two numbers."""

    SESSIONS = 0
    SESSION_SPREAD = 1  # 0: exactly, 1: geometric
    SESSION = 2
    GAP = 5
    CLOCK = 8
    LOSS_CLOCK = 11
    PATIENCE = 14
    RECYCLE_AFTER = 17
    ADVANCE = 20
    LOST = 21  # share of all, not of those who do not advance
    NO_DECISION = 22
    WITHOUT_INTENT = 23
    TIME_OUT = 24  # ticks, 0: none
    DECAY_EXPONENT = 25
    DECAY_SCALE = 26  # ticks
    SLA = 27  # ticks
    SCORE_HEAD_START = 28  # ticks
    NEWEST_FIRST = 29
    THRESHOLD = 30
    REJECTS_BELOW = 31
    READING = 32
    RECYCLES = 33
    ATTEMPTS = 34
    SAME_PERSON = 35
    KEEPS_OWNER = 36
    ASKS = 37  # requests a tick, all types
    VOLUME_TARGET = 38  # leads a week, 0: none
    VOLUME_PULL = 39
    NURTURES = 40
    MESSAGE = 41
    DEAL_SHARE = 42  # of what moves the logit of the deal
    WIDTH = 43


class RequestInt(IntEnum):
    """Columns of `Program.request_ints`."""

    ENTRY_STEP = 0
    KIND = 1


class RequestCol(IntEnum):
    """Columns of the request block. The five answers stand in the order of `Answer`."""

    SESSIONS = 0
    SESSION_SPREAD = 1
    SESSION = 2
    LIFT = 5
    SAVED = 6  # seller ticks saved
    ANSWERS = 7  # five answers for each of the five situations, in the order of `Situation`
    WRITTEN = 32  # 1 for each situation whose answers somebody wrote
    AVOIDABLE = 37  # share that full material, adopted by all, makes needless
    COST_CENTS = 38  # outside cost of one that is worked on
    REUSABLE = 39  # share of finished help that is made reusable
    WIDTH = 40


class SourceInt(IntEnum):
    """Columns of `Program.source_ints`."""

    KIND = 0
    ENTRY_STEP = 1
    FIRST_CELL = 2
    CELLS = 3
    FIRST = 4  # leads at tick 0
    LAST = 5  # most leads in all, -1: no limit
    BUILT_BY = 6  # kind of standing work that feeds the channel, -1: none


class SourceCol(IntEnum):
    """Columns of the source block. What a pool does to each segment stands in the channel block."""

    INTENT = 0
    SCORING = 1
    COST_CENTS = 2
    HEAD_START = 3  # ticks
    RATE = 4  # leads a tick, before the cell's shape
    DAY_SIGMA = 5  # sigma of the log-normal factor of a day
    BRAND = 6  # share of a channel's effort that goes to its brand
    COMMISSION = 7  # share of a won deal's value that goes to a partner
    HOURS_PART = 8  # a channel's part of the hours of its kind of work
    MONEY_PART = 9  # a channel's part of all program money
    WIDTH = 10


class SegmentCol(IntEnum):
    """Columns of the segment block."""

    VALUE = 0
    IN_MARKET = 3  # episodes a tick, while none is open
    STAY = 4
    POTENTIAL_SPREAD = 7  # sigma of what an account is worth all its life
    TARGET = 8  # share of research and programs aimed at it
    PART = 9  # of means over all segments: by accounts
    CONTESTED = 10  # share of deals with a rival in them
    PRIVATE = 11  # mean share of an account's needs that is nobody else's
    DRIFT = 12  # of the log-weights of its needs, over the root of a year
    BENCHMARK = 13  # what an opportunity yields elsewhere, against other segments, 0: not known
    EMERGES = 14  # tick, 0: there from the beginning
    URGENT = 15  # share of episodes urgent enough to spend money
    WIDTH = 16


class ProductCol(IntEnum):
    """Columns of the product block."""

    VALUE = 0  # a deal's value is multiplied by it
    LAUNCHES = 1  # tick
    LEARNING = 2  # logit for each e-fold of wins
    LEARNT_AT = 3  # wins at which the stages' outcomes hold
    LEARNT_MOST = 4
    WIDTH = 5


class PursuitCol(IntEnum):
    """The one-row block of what reps choose to work on."""

    DOORS = 0
    SHARED_LIST = 1
    DUPLICATE_TOUCH = 2
    SHARPNESS = 3
    TRACKING = 4
    EXPERIENCE = 5  # a year
    LEARNING = 6
    NURTURE_FULL = 7  # hours
    NURTURE_LIFT = 8
    MESSAGE_BREAK = 9
    OPENS = 10
    OWN_DEALS = 11
    WIDTH = 12


class AimCol(IntEnum):
    """Columns of the aim block: whom prospecting is aimed at."""

    SHARE = 0
    WIDTH = 1


class DrainCol(IntEnum):
    """The one-row block of how requests are met, and of what material does about them."""

    LARGE_DEAL = 0  # cents from which a deal is large, 0: none is
    CONTESTED_LIFT = 1  # taken off the logit of winning
    PLANNED = 2  # ticks of help planned for a week, -1: no plan
    TARGET = 3  # bookings aimed at, cents a tick, 0: no target
    PRESSURE = 4
    DEAL_BUDGET = 5  # cents a tick for single deals, -1: no limit
    ADOPTION = 6  # share of material that sellers use
    LIFT = 7  # logit that full coverage adds, all adopted
    KEPT = 8  # share of coverage kept over a week
    USED = 9  # share of material hours that makes material; the rest is designing it with sales
    SCALE = 10  # hours a week on one part of the library that learn 1 - 1/e of what is missing
    REUSABLE_COST = 11  # how much longer it takes to make help reusable
    REUSE_GAIN = 12  # share of what is missing that one reusable piece covers
    WIDTH = 13
