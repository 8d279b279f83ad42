"""What an event record says."""

from enum import IntEnum


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
    CALLED_ON = 41  # a: person who calls on a deal in hand, b: 1 met one more of those who decide (MET follows), 0 not
    LOOKED_ON = 42  # entity: account's task, a: episode, b: attempt to come: nobody took up its hand, and it goes on looking
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
