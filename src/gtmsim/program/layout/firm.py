"""Columns of what holds for the whole firm: the run, the company, the hub, plans and dates."""

from enum import IntEnum


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
    FAMILIARITY = 16  # to the logit of winning, where everybody has heard of us
    LOOKS_ON = 17  # share of buyers nobody answered
    RESPONSE = 18  # exponent of the effort that is remembered, in reach
    WIDTH = 19


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
    HEARD_BESIDE = 8  # what rivals' voices leave of hands that go up
    VELOCITY = 9  # of development hours, what is left after rework
    ADOPTION = 10  # of material
    QUITS = 16  # to the log of the rate of quitting
    BACKSTOP = 17  # to the logit of winning of large deals
    TRAINING = 18  # to the logit of winning of every deal
    LATENCY = 20  # weeks until a decision takes effect
    FORECAST_ERROR = 21  # standard deviation of the log of a forecast over what comes
    ALIGNED = 23  # mean coherence of the links
    TIES_LOST = 24  # share of every link's coherence that is torn this Monday
    PRICE_HELD = 25  # share of what goes beyond the limit on discounts that is cut
    WIDTH = 26


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


QUARTER_WEEKS = 13  # a quarter of a business year
YEAR_WEEKS = 4 * QUARTER_WEEKS
