"""Where every number of a program, a record and a total stands.

Imports nothing but `enum`: the build reads this module and writes the same names as C constants for the core
(`Op.ENTER` becomes `OP_ENTER`). Members are never renumbered; a new one takes the
number after the highest (`COUNT` and `WIDTH` stay last).
"""

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


class Phase(IntEnum):
    """The order of events within a tick. An event only causes later phases of its tick."""

    WEEK = 0
    SHIFT = 1
    STAFF = 2
    DONE = 3
    PATIENCE = 4
    DEADLINE = 5
    EPISODE = 6
    ARRIVAL = 7
    RAISE = 8
    RENEW = 9
    CLOCK = 10
    GAP = 11
    ASK = 12
    MATCH = 13
    END = 14  # the cut at the horizon: no event, only records


class Purpose(IntEnum):
    """What a draw is for. Append only: a purpose's number is part of every draw's address."""

    ARRIVAL_GAP = 0  # entity: source, index: n-th arrival
    ARRIVAL_DAY = 1  # entity: source, index: day
    SEGMENT = 2
    VALUE = 3
    INTENT = 4
    SCORE = 5
    READING = 6
    SESSION_COUNT = 7
    SESSION = 8
    GAP = 9
    SAME_PERSON = 10
    KEEPS_OWNER = 11
    CLOCK = 12
    INCLINATION = 13
    PATIENCE = 14
    INTEREST = 15
    ROUTE = 16
    RECYCLES = 17
    RECYCLE_DELAY = 18
    ASK_GAP = 19
    ASK_KIND = 20
    ANSWER = 21
    LIBRARY = 22
    REQUEST_COUNT = 23
    REQUEST_SESSION = 24
    EPISODE_GAP = 25
    EPISODE_STAY = 26
    HAND_RAISE = 27
    UNCERTAIN = 28  # entity: the field's structural address, index 0
    POTENTIAL = 29  # once an account
    CHANNEL = 30  # which channel an episode answers
    NOISE_GAP = 31  # entity: source << 8 | segment, index: n-th lead
    PRODUCT = 32
    DOOR_SEGMENT = 35  # entity: person, index: n-th finished session of prospecting
    DOOR = 36  # entity: person, index: that session << 6 | door
    DUPLICATE = 37  # entity and index as of the door
    CHOICE = 38  # entity: person, index: n-th piece of work they take up
    OPENER = 39
    CONTESTED = 43
    PERSONA = 44
    AVOIDED = 45
    PRESSED = 46
    REUSABLE = 47
    QUITS = 50  # entity: position, index: n-th to hold it
    HIRE_DELAY = 51  # entity: position, index: who is to come
    NEW_SKILL = 52  # entity: position, index: who comes
    RENEWS = 56  # entity: account, index: its n-th renewal
    TIE = 60  # entity: account, index: event
    ACQUIRED = 61  # entity: account, index: event
    PRIVATE_NEED = 65  # entity: account
    TREND = 66  # entity: segment << 8 | attribute, index: week
    HEARD = 67  # the same
    MISJUDGED = 68  # entity: segment << 8 | attribute
    NOTICES = 69  # entity: segment
    URGENT = 70
    PROMISES = 72
    ASKS_FOR = 73  # entity: account, index: n-th wish of a customer
    STILL_WANTED = 74  # entity: account, index: where its deal asked
    WANTED_BY_CUSTOMER = 75  # entity: account, index: n-th wish of a customer
    RIVAL = 80  # which rival is in a contested deal
    RIVAL_STAY = 81  # entity: account, index: n-th time that a rival has it as a customer
    RIVAL_START = 82  # entity: account: whose customer it is at the start
    MISROUTED = 92  # ordinal 0: the stage's work, n + 1: its n-th request
    DONE_TWICE = 93  # as MISROUTED
    DECIDER = 94  # entity: account, ordinal: n-th of those who decide
    MEETS = 95  # ordinal: session
    SPECIALIST = 96  # ordinal: session
    START_VALUE = 102  # once an account, as the next two
    START_DUE = 103
    START_PRODUCT = 104
    GROWTH = 105  # entity: account, index: its n-th renewal
    MISREAD_ALIKE = 112  # entity: segment, index: quarter
    MISREAD = 113  # entity: function << 8 | segment, index: quarter
    ESTEEM = 114  # entity: 0, index: year
    FORECAST = 115  # entity: 0, index: quarter


class Limit(IntEnum):
    """Limits and shifts of addresses, and how far back reviews look."""

    ASKED = 1000  # requests of one stage visit: their ordinals must fit the draw's index
    NUMBERED = 65535  # requests of one account: their numbers must fit the task
    SESSIONS = 63  # sessions of one request: their ordinals must fit the draw's index
    DOORS_SHIFT = 6  # a session of prospecting tries fewer than 64 doors
    SEGMENT_SHIFT = 24  # an account of the finite market is segment << 24 | n: its own number whatever the other segments' sizes
    SEGMENTS = 255
    SEGMENT_ACCOUNTS = 16777215
    MARKET = 255  # stands for the source in the numbers of the finite market's accounts, whichever channel they answer
    WEEKS_REVIEWED = 13  # what hiring and leaving look back on
    PRODUCTS = 62  # what a customer has of them fits the bits of one number
    LEAD_SOURCE_SHIFT = 16  # a LEAD record tells source << 16 | segment
    ATTRIBUTE_SHIFT = 8  # a segment's attribute is addressed as segment << 8 | attribute
    WISHES = 512  # that may wait at once, of all accounts; then the oldest that nobody promised is forgotten
    FEATURE_SHIFT = 16  # a feature is product << 16 | attribute
    NOISE_SHIFT = 8  # noise of a channel arrives as (1 + segment) << 8 | source, a stream as its plain source


class Family(IntEnum):
    """Families of durations and amounts; each takes two numbers."""

    NONE = 0
    FIXED = 1  # value, -
    EXPONENTIAL = 2  # mean, -
    LOGNORMAL = 3  # median, sigma
    WEIBULL = 4  # scale, shape


class SourceKind(IntEnum):
    """Where leads come from."""

    STREAM = 0
    POOL = 1
    CUSTOMERS = 2  # accounts of the market that have bought
    PROSPECTING = 3  # accounts of the market that somebody finds in standing work


class KindFamily(IntEnum):
    """What sort of work a kind is."""

    STAGE = 0
    REQUEST = 1
    REFERRED = 2
    STANDING = 3
    SETUP = 4


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
    WIDTH = 42


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


class PersonInt(IntEnum):
    """Columns of `Program.person_ints`."""

    TEAM = 0
    ROLE = 1
    CALENDAR = 2
    STARTS = 3
    LEAVES = 4
    OPENING = 5  # 1: begins empty, and is filled if hiring rules say so


class PersonCol(IntEnum):
    """Columns of the person block."""

    SKILL = 0  # added to the logit of advancing
    COST_CENTS = 1  # a tick
    WIDTH = 2


class RunCol(IntEnum):
    """The one-row block of numbers that belong to no id."""

    RESUMPTION = 0  # ticks
    STANDING_SESSION = 1  # ticks
    ASSIGN_IDLE = 2
    ASSIGN_LOAD = 3
    LIBRARY = 4  # coverage of every part of the library at the start
    AWARENESS_KEPT = 5  # share of the activation stock kept over a week
    BRAND_KEPT = 6  # share of the brand stock kept over a week
    BUDGET_CENTS = 7  # program money a week
    HOUR_CENTS = 8  # program money that does what one hour does
    HALF_KNOWN = 9  # weekly hours on a segment that keep half of it known
    RESEARCH_EXPONENT = 10
    FORGETTING = 11  # a week
    RELEVANCE = 12  # of messages, while nothing is known
    PRECISION = 13  # share of noise that full knowledge avoids
    SHARPER_SCORING = 14  # share of a score's noise that full knowledge removes
    ONE_BUDGET = 15  # share of last week's outside money for deals that is taken from program money
    WIDTH = 16


class ChannelCol(IntEnum):
    """Columns of the channel block: what a source does to a segment of the finite market. Hazards are per tick."""

    UNPROMPTED = 0  # hazard without awareness; of customers without care
    PROMPTED = 1  # hazard that full awareness adds; of customers, full care
    MOUTH = 2  # hazard that a segment full of customers adds
    SCALE = 3  # weekly hours
    NOISE = 6  # leads without intent at full reach
    WIDTH = 7


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
    WIDTH = 10


class AimCol(IntEnum):
    """Columns of the aim block: whom prospecting is aimed at."""

    SHARE = 0
    WIDTH = 1


class DrainCol(IntEnum):
    """The one-row block of how requests are met, and of what material does about them."""

    LARGE_DEAL = 0  # cents from which a deal is large, 0: none is
    CONTESTED_LIFT = 1  # taken off the logit of advancing
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


class TeamCol(IntEnum):
    """Columns of the team block. What belongs to no team (from BAR on) is the same in every row."""

    COST_CENTS = 0  # a person, a tick
    TURNOVER = 1  # quits a tick
    TIME_TO_HIRE = 2
    RAMP = 5  # ticks, 0: none
    RAMP_START = 6
    SKILL_SPREAD = 7
    LEARNS = 8  # most that experience adds to the logit of advancing
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


class Firm(IntEnum):
    """The firm as a whole: what one part of the world writes on Mondays and others read (`rules.neutral` says of what begins).

    Below 16 a place is a factor, from 16 on an addend.
    """

    PACE = 0  # of everybody's sessions
    RELEVANCE = 1  # of messages
    PROMISE_KEPT = 2  # share of openers that take up what the campaign promised
    RESEARCH = 3  # effect of research hours
    REACH = 4  # of programs, outside
    SERVICE = 5  # of what is done for customers
    FILTER = 6  # how far the roadmap's own weights hold against what sellers wish
    BUDGET = 7  # of program money
    SHARE_OF_VOICE = 8  # of hands that go up
    VELOCITY = 9  # of development hours, what is left after rework
    ADOPTION = 10  # of material
    QUITS = 16  # to the log of the rate of quitting
    BACKSTOP = 17  # to the logit of advancing of large deals
    TRAINING = 18  # to the logit of advancing of every deal
    LATENCY = 20  # weeks until a decision takes effect
    FORECAST_ERROR = 21  # standard deviation of the log of a forecast over what comes
    ALIGNED = 23  # mean coherence of the links
    TIES_LOST = 24  # share of every link's coherence that is torn this Monday
    PRICE_HELD = 25  # share of what goes beyond the limit on discounts that is cut
    WIDTH = 26


class Service(IntEnum):
    """Places of the array that service after the sale is kept in."""

    BACKLOG = 0  # hours of needs that wait
    LEVEL = 1  # share of them that is served, as it is felt
    WIDTH = 2


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


class MarketCol(IntEnum):
    """The one-row block of how needs move and what is known of them."""

    FIT = 0  # added to the logit of advancing by a fit of 1 against one of 0
    USUAL = 1  # fit
    TREND_KEPT = 2  # share of a trend kept over a week
    LEARNING = 3  # a week, of a segment that is wholly known
    NOISE = 4
    MISJUDGED = 5
    FORESIGHT = 6  # share of a trend seen a year ahead
    FRAME = 7
    HORIZON = 8  # weeks
    LOUDNESS = 9  # of what products wholly lack, on the log scale
    AT_START = 10  # knowledge
    RESOLUTION = 11
    NOTICING = 12  # hours
    NOT_URGENT = 13  # multiple of the share without a decision
    WIDTH = 14


class HubCol(IntEnum):
    """The one-row block of the hub."""

    AT_START = 0
    SLOW = 1
    STEEP = 2
    RICHNESS = 3
    TRAVEL = 4
    IN_PERSON = 5
    PAIRS = 6
    BUILT_BY = 7  # kind of standing work that is the hub, -1: none
    MET_BY = 8  # kind of standing work in which functions meet two by two, -1: none
    PROFILED_BY = 9  # kind of standing work, -1: none
    PROFILE_RELEVANCE = 10
    PROFILE_SAVING = 11
    TRAINED_BY = 12  # kind of standing work, -1: none
    TRAINING_LIFT = 13
    PRICE_LIMIT = 14
    RELEVANCE = 15  # from here to SERVICE: what missing coherence does
    GATE = 16
    BREAKS = 17
    BACKSTOP = 18
    REWORK = 19
    UNFILTERED = 20
    FORECAST = 21
    LATENCY = 22  # weeks
    RESEARCH = 23
    REACH = 24
    SERVICE = 25
    HALF_ALIGNED = 26  # hours a week on a link
    HALF_PROFILED = 27  # hours a week
    HALF_TRAINED = 28  # hours a week
    FORGETTING = 29  # a week
    PROFILE_FORGETTING = 30  # a week
    TRAINING_FORGETTING = 31  # a week
    WIDTH = 32


class LinkCol(IntEnum):
    """Columns of the link block: what holds the hub and a function together."""

    WEIGHT = 0  # in the mean, adding up to 1
    SHARE = 1  # of the hub's hours
    CARRIES = 2  # what its coherence does (`Carries`), -1: it only counts in the mean
    WIDTH = 3


class Carries(IntEnum):
    """What a link's coherence does; in the order of `scenario.hub.CARRIES`."""

    FINANCE = 0
    MARKETING = 1
    SALES = 2
    DEVELOPMENT = 3
    MANAGEMENT = 4
    RESEARCH = 5
    PRESS = 6
    SERVICE = 7


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


class RivalCol(IntEnum):
    """Columns of the rival block. What belongs to no rival (from COPY_COST on) is the same in every row."""

    PRICE = 0  # against our list price
    REACTS = 1  # share of the difference to what we really ask that is closed in a week
    COPIES = 2  # share of our lead in an attribute that is closed in a week
    COPY_DELAY = 3  # weeks
    BUILDS = 4  # share of what is missing that is closed in a week, if all goes into one attribute
    TRACKS = 5
    VOICE = 6  # weekly hours of programs
    STAYS = 7
    COPY_COST = 10
    VOICE_EXPONENT = 11
    INCUMBENCY = 12
    MATCH = 13
    HALF_KNOWN = 14  # weekly hours
    FORGETTING = 15  # a week
    KNOWN_LIFT = 16
    WIDTH = 17


class RivalSegmentCol(IntEnum):
    """Columns of the block of rivals in segments."""

    PRESENCE = 0
    CUSTOMERS = 1  # share of the accounts at the start
    WIDTH = 2


class BuyerCol(IntEnum):
    """The one-row block of committees, urgency and trust."""

    SIZE = 0  # people who decide on a deal of middle value
    BY_VALUE = 1
    MIDDLE = 2  # cents
    REACHES = 3  # share of sessions that meet one more of them
    THREAD = 4
    UNMET = 5
    NO_DECISION = 6  # times as often as the stages say
    HOLDS = 7
    GROWS = 8
    CARE_MEETS = 9  # a tick of full care
    TRUST_START = 10
    TRUST_KEPT = 11  # share of its distance to the start kept over a week
    TRUST_LIFT = 12
    TRUST_HOLDS = 13
    TRUST_CARE = 14  # these five a week
    TRUST_RESEARCH = 15
    TRUST_WORD = 16
    TRUST_BREAKS = 17
    TRUST_DISCOUNTS = 18
    MUTUAL = 19
    MUTUAL_KEPT = 20
    TRUST_PROMISES = 21
    WIDTH = 22


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


class PlanningCol(IntEnum):
    """The one-row block of plans, beliefs and budgets. What stands last is one place a measure of the scorecard."""

    NOISE = 0
    BIAS = 1
    UNSEEN = 2
    CONVERSION = 3  # the benchmark's, 0: none
    VOICE = 4
    SHARED = 5
    EVIDENCE = 6
    BENCHMARK = 7
    LEARNING = 8
    ADAPT = 9
    JOINT = 10
    SAY = 11
    DELAY = 12  # weeks
    GOAL = 13
    RIGHT_TO_LEFT = 14
    GROWTH = 15
    BUDGET_FLOOR = 16
    HURDLE = 17
    PATIENCE = 18  # ticks
    RESERVE = 19  # cents
    INFORMED = 20
    BUDGET_OF_FORECAST = 21
    STEER = 22
    SCORECARD = 23
    WIDTH = 27


class StructureCol(IntEnum):
    """The one-row block of role clarity, specialisation and reorganising."""

    CLARITY = 0  # share of work that reaches the right person at once
    SEARCH = 1  # ticks that finding out whose work it is takes
    SEARCH_WAIT = 2
    TWICE = 3  # share of misrouted work that is done twice
    SPECIALISTS = 4  # share of sessions kept for whoever knows the segment best
    STALE = 5  # rate at which experience is lost, for all needs that move elsewhere
    WIDTH = 6


class EventCol(IntEnum):
    """Columns of the event block: what happens at a date besides other numbers holding."""

    DIP = 0  # share of pace lost on the first day of a reorganisation
    RECOVERY = 1  # ticks
    TIES = 2  # share of ties lost
    QUITS = 3  # added to the logarithm of the rate of quitting on the first day
    VALUE = 4  # cents a year of an acquired contract
    WIDTH = 7


class EventInt(IntEnum):
    """Columns of `Program.event_ints`."""

    AT = 0  # tick, -1: a hole
    UNTIL = 1  # tick at which its numbers hold no more, -1: never
    LOSES = 2  # largest customers who leave
    REORGANISES = 3


class Block(IntEnum):
    """Blocks of `Program.params`, in order; `Program.at[block]` is where each begins."""

    RUN = 0
    SEGMENT = 1
    SOURCE = 2
    MIX = 3  # sources x segments
    STAGE = 4
    ASK_RATE = 5  # stages x requests, requests a tick
    REQUEST = 6
    PERSON = 7
    PRIORITY = 8  # people x kinds, 0: may not
    SPEED = 9  # people x kinds
    STANDING = 10  # people x kinds, shares
    INTERRUPT = 11  # kinds x kinds: row may interrupt column
    BRANCH = 12  # one share a row of `branches`
    CHANNEL = 13  # (sources x segments) x ChannelCol
    PRODUCT = 14  # products x ProductCol
    OFFER = 15  # segments x products, shares
    FIT = 16  # segments x products, logits
    PURSUIT = 17  # one row: PursuitCol
    AIM = 18  # segments x AimCol
    DRAIN = 19  # one row: DrainCol
    TOOLKIT = 20  # (stages + 1) x personas: shares of material hours, then the personas' weights; one column if there is none
    TEAM = 21  # teams x TeamCol
    SWITCH = 22  # kinds x kinds, ticks of set-up when work of the column follows work of the row
    CUSTOMER = 23  # one row: CustomerCol
    NEED = 24  # segments x attributes: weights
    FEATURE = 25  # products x attributes: shares of what could be had
    MARKET = 26  # one row: MarketCol
    HUB = 27  # one row: HubCol
    LINK = 28  # links x LinkCol
    ROADMAP = 29  # one row: RoadmapCol
    RIVAL = 30  # rivals x RivalCol
    RIVAL_FEATURE = 31  # rivals x attributes
    BUYER = 32  # one row: BuyerCol
    LOYALTY = 33  # one row: LoyaltyCol
    START = 34  # segments x StartCol
    PLANNING = 35  # one row: PlanningCol
    STRUCTURE = 36  # one row: StructureCol
    EVENT = 37  # events x EventCol
    RIVAL_SEGMENT = 38  # (rivals x segments) x RivalSegmentCol
    KNOWS = 39  # people x segments, logits
    COUNT = 40


class TotalBlock(IntEnum):
    """Blocks of a replication's totals, in order; `totals_at(program)[block]` is where each begins."""

    CELL = 0  # sources x segments x CellTotal
    STAGE = 1
    KIND = 2
    ROLE = 3
    ROLE_KIND = 4  # ticks worked
    REQUEST = 5
    RUN = 6
    FIRST_TOUCH_BINS = 7
    HANDOFF_WAIT_BINS = 8
    CYCLE_BINS = 9
    PRODUCT = 10
    PURSUIT = 11
    DRAIN = 12
    TEAM = 13
    CUSTOMER = 14  # by segment, then a last row for what cannot be added up over segments
    STOCK = 15  # stocks x StockTotal
    ROADMAP = 16
    RIVAL = 17  # by rival
    BUYER = 18
    LOYALTY = 19
    PLANNING = 20
    STRUCTURE = 21
    COUNT = 22


class RecordCol(IntEnum):
    """Columns of an event record, all int64."""

    TICK = 0
    PHASE = 1
    ENTITY = 2
    WHAT = 3
    A = 4
    B = 5
    WIDTH = 6


class What(IntEnum):
    """What a record tells. `entity` is a task unless said otherwise."""

    LEAD = 0  # a: source << 16 | segment, b: value in cents
    ENTERED = 1  # a: stage, b: attempt
    SCREENED = 2  # a: stage
    QUEUED = 3  # a: kind, b: person it is kept for or -1
    TAKEN = 4  # a: kind, b: person
    DONE = 5  # a: person, b: ticks worked on it since taken, set-up left out
    INTERRUPTED = 6  # a: person, b: ticks as in DONE
    WITHDRAWN = 7  # a: kind
    COLD = 8  # a: stage
    REJECTED = 9  # a: stage
    ABANDONED = 10  # a: stage
    TIMED_OUT = 11  # a: stage
    LEFT = 12  # a: stage, b: outcome
    RECYCLED = 13  # a: stage, b: attempt to come
    CLOSED = 14  # a: close, b: value in cents if won, else 0
    ASKED = 15  # a: request, b: stage
    ANSWERED = 16  # a: request, b: answer
    HELPED = 17  # a: request, b: 1 helped, 0 late
    STANDING = 18  # entity: person, a: kind
    STOOD = 19  # entity: person, a: kind, b: ticks worked since STANDING, set-up left out
    JOINED = 20  # entity: person
    LEFT_TEAM = 21  # entity: person
    SHIFT = 22  # entity: calendar
    WEEK = 23  # entity: 0, a: week, b: weekly hours that awareness remembers, in millionths
    OPENED = 24  # entity: account's task, a: episode
    SHUT = 25  # entity: account's task, a: episode
    CUT = 26  # a: person, b: ticks as in DONE: in hand at the horizon
    CUT_STANDING = 27  # entity: person, a: kind, b: ticks as in STOOD
    LIBRARY = 28  # a: request, b: 1 found, 0 not
    OFFERED = 29  # a: product, b: value in cents
    KNOWN = 30  # entity: 0, a: week, b: knowledge in millionths, the mean over segments by accounts
    KNOCKED = 35  # entity: person, a: the account found << 16 or -1, b: 1 found, 0 not
    DUPLICATE = 36  # a: person who tries an account that is in play already
    CHOSE = 37  # entity: person, a: kind they would not take, b: n-th piece of work they take up
    BAR = 38  # entity: stage, a: week, b: threshold in force, in millionths
    NURTURED = 39  # a: stage, b: hours of nurture received, in millionths
    BROKE = 40  # a: stage, b: person whose opener is not what the campaign promised
    CONTESTED = 45  # a: segment: a rival is in the deal
    AVOIDED = 46  # a: request, b: stage: material answers it before it is work for anybody
    PRESSED = 47  # a: request, b: the answer it would have had: taken at once because bookings miss
    UNFUNDED = 48  # a: request, b: the answer it would have had: no money for single deals is left
    SHELVED = 49  # a: request, b: stage that asked: finished help was made reusable
    COVERED = 50  # entity: stage, a: week, b: coverage in millionths, before the WEEK record
    QUIT = 55  # entity: person, a: n-th to hold the position; LEFT_TEAM follows
    HIRED = 56  # entity: person, a: n-th to hold the position, b: ticks the search took; JOINED follows
    OPENED_POSITION = 57  # entity: person, a: team
    PAID = 58  # a: person, b: commission in cents
    QUARTER_ENDED = 59  # entity: person, a: attainment of quota in millionths, b: cents booked
    WON = 61  # b: value in cents; the work after the win begins
    RENEWED = 62  # entity: account's task, a: n-th renewal of the account, b: yearly value in cents
    CHURNED = 63  # as RENEWED: not renewed
    TREATED = 68  # entity: 0, a: week
    SPENT = 69  # entity: 0, a: week, b: cents for this week's programs, if any; before the WEEK record
    STOCK = 70  # entity: which stock of the program, a: week, b: millionths, may be negative; before the WEEK record
    HAPPENED = 71  # entity: event, a: week
    PASSED = 72  # entity: event, a: week: its numbers hold no more
    LOST_ACCOUNT = 73  # entity: account's task, a: event, b: cents a year: a largest customer leaves
    ACQUIRED = 74  # entity: account's task, a: event, b: cents a year: becomes a customer with the firm that is bought
    TIE_LOST = 75  # a: person who had it in hand last, b: event: from now on nobody knows the deal
    NOTICED = 80  # entity: 0, a: segment, b: ticks since it emerged; before the WEEK record
    NOT_URGENT = 81  # a: segment, b: source
    WISHED = 85  # entity: account's task, a: stream, b: cents the deal or a year of the contract is worth: asks for a one-off
    PROMISED = 86  # a: tick by which it is promised
    SHIPPED = 87  # entity: product << 16 | attribute, a: stream, b: ticks since it was begun
    VALUED = 88  # entity as in SHIPPED, a: cents it was thought to be worth when begun, b: what it is worth
    BUILT = 89  # entity: account's task, a: 1 still wanted, 0 not, b: ticks since it was asked for
    KEPT = 90  # entity: account's task, a: tick by which it was promised, b: 1 in time, 0 late
    BROKEN_PROMISE = 91  # entity: account's task, a: tick by which it was promised
    DROPPED = 92  # entity: account's task, a: stream: a one-off that nobody will build
    DEVELOPED = 93  # entity: stream, a: week, b: ticks that the week before has given it
    RIVAL_MET = 95  # a: rival in the deal, b: 1 if the account is its customer; CONTESTED comes before
    WENT_TO_RIVAL = 96  # a: rival, b: ticks the account will be its customer, 0: it has no account in the market, or is ours
    MISROUTED = 104  # a: kind, b: 1 if it will be done twice
    ASTRAY = 105  # a: ticks the session takes longer for finding out whose it is, b: for being done twice; TAKEN stands before
    COMMITTEE = 106  # a: people who decide, b: of them known already
    MET = 107  # a: people known now, b: people who decide
    CUSTOMER_FROM_START = 113  # entity: account's task, a: (1 + product) << 16 | segment, b: cents a year
    DECIDED = 123  # entity: 0, a: week, b: weeks until it has effect
    CARRIED_OUT = 124  # entity: 0, a: week, b: weeks since it was decided
    PLAN_MET = 125  # entity: 0, a: week, b: how close the last plan came, in millionths
    FORECAST_MET = 126  # entity: 0 the first year ahead, 1 the second, a: week, b: by what share it was missed, in millionths
    RENEWED_BUDGET = 127  # entity: 0, a: week, b: share of the program budget, in millionths
    PROGRAM_CUT = 128  # entity: source, a: week, b: share of it that is kept on, in millionths
    LEAN = 129  # entity: 0, a: week, b: 1 lean times begin, 0 they are over


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
    WIDTH = 21


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
    WIDTH = 6


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
    WIDTH = 7


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
    WIDTH = 11


QUARTER_WEEKS = 13  # a quarter of a business year
BINS = 104  # four to the octave from 32 ticks on; the last takes all that is longer
