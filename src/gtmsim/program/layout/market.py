"""Columns of the finite market: channels, needs, buyers, rivals."""

from enum import IntEnum


class ChannelCol(IntEnum):
    """Columns of the channel block: what a source does to a segment of the finite market. Hazards are per tick."""

    UNPROMPTED = 0  # hazard without awareness; of customers without care
    PROMPTED = 1  # hazard that full awareness adds; of customers, full care
    MOUTH = 2  # hazard that a segment full of customers adds
    SCALE = 3  # weekly hours
    NOISE = 6  # leads without intent at full reach
    WIDTH = 7


class MarketCol(IntEnum):
    """The one-row block of how needs move and what is known of them."""

    FIT = 0  # added to the logit of winning by a fit of 1 against one of 0
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
    DEFENDS = 10
    COPY_COST = 11
    VOICE_EXPONENT = 12
    INCUMBENCY = 13
    MATCH = 14
    HALF_KNOWN = 15  # weekly hours
    FORGETTING = 16  # a week
    KNOWN_LIFT = 17
    HALF_DROWNED = 18  # weekly hours
    WIDTH = 19


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
