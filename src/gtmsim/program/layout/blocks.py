"""In which order the blocks of parameters and of totals stand."""

from enum import IntEnum


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
