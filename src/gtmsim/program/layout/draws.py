"""The order of what happens within a tick, what a draw is for, and how wide its address is."""

from enum import IntEnum


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
    DOOR_SEGMENT = 35  # entity: position, index: week << 16 | n-th session of prospecting finished in it
    DOOR = 36  # entity: position, index: that session << 6 | door
    DUPLICATE = 37  # entity and index as of the door
    CHOICE = 38  # ordinal: n-th time that somebody asks themselves whether to take the lead in this stage
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
    OPENS = 97  # entity and index as of the door
    OWN_DEALS = 98  # entity and index as of the door's segment
    CALLED_ON = 99  # ordinal: n-th call on a deal in hand in this stage
    LOOKS_ON = 100
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
