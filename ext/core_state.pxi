# What one replication remembers. Plain C arrays, no Python object among what changes: the next replication uses the same room.

cdef enum:
    NOBODY = -1
    NONE = -1
    NOWHERE = -2  # in no list; where a deal's seller may call on it, NONE is the first place
    TICKS_PER_WEEK = 604800
    TICKS_PER_YEAR = 31536000
    TICKS_PER_HOUR = 3600
    TASK_MASK = 65535  # of a task: 0 is its account's deal, others are its requests
    WORD = 64  # bits of a set's word
    LINE = 8  # numbers in a cache line, which memory hands over at once
    MOST_SLOTS = 134217728  # half of what an event can point to, so that a table can double
    EVENTS_BETWEEN_SIGNALS = 1000000
    EVENTS_OF_A_CHUNK = 8192  # whose records are handed over together: about a megabyte
    # These three follow from the layout, which `check_layout` sees to: Cython cannot work them out where it checks for overflow.
    STEP_WIDTH = 6
    DEADLINES = 2  # phases from PATIENCE to DEADLINE
    DEAL_ALARMS = 5  # these and those from CLOCK on, up to MATCH: the phases of a deal's events
    PLAN_RING = 16  # quarters that are remembered of programs and forecasts


# Why a waiting story goes on.
cdef enum:
    WHY_DONE
    WHY_GAVE_UP
    WHY_TIMED_OUT
    WHY_DUE


# Whether work has reached the right person.
cdef enum:
    NOT_ROUTED = -1
    RIGHT
    MISROUTED
    DONE_TWICE


# A bint in two bytes: a deal has so many. In one byte it would be a char, and C lets those stand for anything that is written.
ctypedef int16_t yes_no


# One piece of work: the session a lead, a deal or a request needs next.
ctypedef struct Task:
    int64_t number  # account << 16 | n: n = 0 is the account's deal, others are its requests
    int64_t since  # when it was first queued for this session: its place in line
    int64_t due
    int64_t waiting_since  # when this stay in the queue began, or the warm-up was over
    int64_t need  # working ticks left
    double speed  # of whoever took it last
    int64_t set_up
    int64_t worked  # useful ticks of everybody, over all its sessions
    int32_t kind
    int32_t kept_for
    int32_t place  # in its queue's room, NONE: it does not wait
    int32_t story  # slot of its deal or request
    int32_t next  # free slot
    bint urgent
    bint begun  # somebody has taken it before and was interrupted


# A lead on its way, from its first tick to its close; after a win, until the work that follows is over.
ctypedef struct Deal:
    # Written when the lead begins, or before it is read.
    int64_t number  # of its task, NONE: the slot is free
    int64_t account
    int64_t due[DEAL_ALARMS]  # by `alarm_of` their phase, when each rings, NONE: it does not
    int64_t created
    int64_t value
    int64_t episode
    double scoring  # how much of it is truth
    double carried  # lift that goes with the lead from stage to stage
    int64_t step  # where it waits
    double nurture_then  # the nurture clock when it was put aside
    int32_t slot
    int32_t task
    int32_t source
    int32_t segment
    int32_t cell  # of both
    int32_t product  # NONE: there is none
    int32_t stage
    int32_t numbered  # requests its account has ever raised
    int32_t last_person
    int32_t first_request  # its living requests, in order of their numbers
    int32_t last_request
    int32_t next  # free slot, or the next deal of those that begin at once, or of a seller's who may call on it
    int32_t before  # of a seller's who may call on it, NONE: it is the first, NOWHERE: nobody may
    int32_t rival  # in it, NONE: none that has a name
    int32_t wish  # row of what it asked for, NONE: nothing
    int32_t deciders
    int32_t contacts  # of them, whom sellers have met
    yes_no intent
    yes_no scored  # its score has been looked at
    yes_no urgent  # enough to spend money
    yes_no clock_passed
    yes_no customer  # its account has bought before
    # Cleared when the lead begins, from here on.
    int64_t piped  # what it was worth when it became an opportunity
    int64_t waited  # for the first session of this stage
    int64_t strayed  # ticks for which this stage's work went astray before it stood in line
    int64_t saved
    int64_t sought  # ticks its finder had looked for it
    double score  # once somebody has looked
    double lift  # of this stage, by the help that moves it most
    double discount
    int32_t attempt
    int32_t first_attempt  # with which it began
    int32_t sessions_left
    int32_t session  # n-th of this stage, from 1
    int32_t asked  # in this stage
    int32_t calls  # on it by its seller, beside the sessions of this stage
    int32_t weighed  # times that somebody has asked themselves whether to take it in this stage
    int32_t contract  # of its account, once it is won
    int32_t persona
    int32_t astray  # this stage's work: NOT_ROUTED, RIGHT, MISROUTED, DONE_TWICE
    yes_no contested  # a rival is in it
    yes_no from_rival  # its account was the rival's customer when it began
    yes_no queued  # has ever waited for somebody
    yes_no touched
    yes_no opportunity
    yes_no awaiting_clock
    yes_no overdue
    yes_no asked_for  # it has told what it misses
    yes_no advanced  # out of the stage it was in last
    yes_no supported  # has ever been helped in time
    yes_no straying  # it is on its way to the right person


# A request for help with a deal. It may outlive the deal, so it holds what its draws need.
ctypedef struct Request:
    int64_t account
    int64_t episode
    int64_t step  # where it waits
    int32_t slot
    int32_t task
    int32_t deal
    int32_t attempt
    int32_t stage
    int32_t kind  # its type
    int32_t nth  # of this stage visit
    int32_t sessions_left
    int32_t session
    int32_t next  # of the deal's, or free slot
    int32_t before
    int32_t persona
    bint reusable  # made to serve other deals as well
    bint wanted  # the deal is still in the stage that asked
    int32_t astray  # as of a deal
    int64_t search  # when it will have found the right person, NONE: it is not on its way


# Somebody, or a position. What every session looks at stands first, in two lines of the cache: a large firm has more people than
# its cache has room for.
ctypedef struct Person:
    int64_t done  # when the work in hand will be done, NONE: nothing is in hand
    int64_t taken  # when the work in hand was taken
    int64_t set_up  # of the work in hand
    int64_t taken_at  # these two on the working clock of the calendar
    int64_t idle_at
    int64_t idle_since
    int32_t task  # slot, NOBODY: none
    int32_t standing  # kind of standing work in hand, NOBODY: none
    int32_t role
    int32_t calendar
    int64_t worked
    int64_t stood
    int64_t accounted  # working ticks of the measured window, to be compared at the end
    int64_t busy_ticks  # of all who ever held the position
    int64_t begun  # pieces of work taken up
    int32_t last_kind
    bint here
    bint torn_away  # from standing work: the next standing session begins with set-up
    bint seasoned  # was there before the run began
    int64_t joined  # the tick, not the working clock
    # What follows is looked at less often.
    double skill
    double experience
    int64_t helping_ticks  # these two of all who ever held the position
    int64_t opened_ticks  # by those who have left
    int64_t joined_at  # on the working clock of the calendar
    int64_t opened  # working ticks of the measured window
    int64_t chose  # the choice that was last written down
    int64_t knocked  # sessions of prospecting done this week
    int64_t stood_then  # ticks of prospecting until the last find
    int32_t to_call  # the deal in hand that is most worth another call, NONE: there is none
    int32_t team
    double of_leads  # what an hour brings, as they believe; below 0: nothing learnt yet
    double of_own
    int64_t starts
    int64_t leaves
    int64_t search  # ticks until the next holder, 0: nobody is looked for
    int64_t booked  # cents in this quarter
    double staying  # how much of the rate of quitting this holder still bears
    double missed  # share of the last full quarter's quota
    int32_t holder  # n-th to hold the position, NOBODY: not one yet
    bint opening
    bint wanted  # an opening that has been opened
    bint quits  # at the end of this Monday's midnight
    int32_t unused[8]  # up to the end of a cache line


# The people of one crew who have one kind of work in hand: a list.
ctypedef struct InHand:
    int32_t latest  # who began last, and of these the lowest number; NOBODY: the list is empty
    int32_t group_end  # the last of those who began when the latest did, if nobody has left since


# Where somebody stands in such a list.
ctypedef struct Hand:
    int32_t list  # its number, NONE: nothing is in hand that may be interrupted
    int32_t before
    int32_t after


# What a position stood at on a Monday, or what it did in the weeks up to it.
ctypedef struct Monday:
    int64_t opened
    int64_t busy
    int64_t helping


ctypedef struct Calendar:
    int32_t first  # interval
    int32_t end
    int32_t at  # the last interval begun, or the one before the first
    int32_t to_open  # the next interval whose SHIFT is to come
    int64_t flips  # when it next opens or closes
    int64_t opens  # when the interval after the last one begun begins
    int64_t closes  # when the last one begun ends
    int64_t closed  # ticks from the run's start in which it was closed, up to the last interval begun
    int64_t warm  # the working clock at the end of the warm-up
    bint is_open


# What the order of a queue looks at stands in the queue itself: comparing touches no task.
ctypedef struct Place:
    int64_t due
    int64_t since
    int64_t number
    int32_t task
    int32_t urgent


# A heap. Where all have come in the order in which they will be served, it is in order as well, and its first can leave as the
# first of a row does: the heap then begins one place later.
ctypedef struct Queue:
    Place *at  # the first
    int32_t count
    int32_t first  # places before it, left empty by those who have left
    int32_t capacity
    bint in_order


ctypedef struct Chooser:
    double eagerness
    int32_t person


ctypedef struct Stream:
    int64_t n  # arrivals so far
    int64_t tick  # of the arrival to come
    int64_t cell  # of the rate at that tick
    int64_t hazard_cell  # the cell whose hazard is known
    int64_t since  # when what is needed of its integrated rate was last counted
    double need
    double rate
    double sigma
    double hazard


# An account of the finite market. When it is in the market is its own affair, whatever any organisation does. One line of the
# cache: what is asked of few accounts stands elsewhere.
ctypedef struct Account:
    int64_t tick  # when its episode opens or shuts, NONE: never, as things stand
    int64_t since  # when what is needed until the next episode was last counted
    int64_t raises  # when its hand goes up, NONE: it does not before the week ends
    double need_to_look  # what is then needed of its segment's integrated rate, -1: all of it
    double potential  # what its deals are worth against the usual ones
    int32_t episode
    int32_t numbered  # requests ever raised
    int32_t contract  # NONE: it has never bought
    int32_t deal  # its lead, if one is alive
    int16_t segment
    int16_t attempt  # with which its next lead of this episode begins
    yes_no is_open
    yes_no customer


# Where an account is a rival's customer.
ctypedef struct AtRival:
    int64_t until  # when it leaves by itself
    int32_t rival  # NONE: it is nobody's customer
    int32_t times  # that a rival has had it


# Leads without intent of one channel in one segment.
ctypedef struct Noise:
    double need
    double hazard
    int64_t came


# An account by what it promises.
ctypedef struct Ranked:
    double potential
    int32_t account


# Contracts or deals, to be put in an order.
ctypedef struct Listed:
    int64_t number
    int64_t cents
    int32_t slot


# What an account has bought, all in one. An account that left keeps its number of renewals, for its luck.
ctypedef struct Contract:
    int64_t number  # of the account
    int64_t arr  # cents a year
    int64_t arr_then  # when the term began
    int64_t since  # when the term began, or the run
    int64_t nth  # renewals so far, whichever way they went
    int64_t unboarded  # ticks of this term before onboarding was done
    int64_t due  # when it comes up next, NONE: it is none any more
    double clock_then  # the clock of care when the term began
    double discount
    int64_t products  # bits: what it has of what is sold
    double contacts  # people there who knew us
    double met_then  # the clock of care at that moment
    int32_t deciders
    int32_t account  # of the finite market, NONE: of a stream
    int32_t segment
    int32_t product  # the one bought last, NONE: none
    int64_t overdue  # promises that are late
    int64_t asked_for  # one-offs so far
    double ask_need  # hazard left until the next, 0: not drawn yet
    double private_share  # of its needs that is nobody else's
    double private_mean  # over the accounts of its segment, when that was worked out
    bint alive
    bint boarding  # onboarding is still to be done


# What a segment's contracts are worth, and have earned to the cent.
ctypedef struct Earning:
    int64_t arr
    int64_t logos
    int64_t rest  # cents x ticks of a year
    int64_t since


# What was built for one account: which share of its own needs.
ctypedef struct OneOff:
    int64_t account  # NONE: the place is free
    double share


# A block of memory.
ctypedef struct Stretch:
    void *at
    size_t bytes
    bint ours  # to be given back; others belong to an array that a field holds


# Slots of tasks, deals or requests: those given back are used first.
ctypedef struct Slots:
    int32_t used
    int32_t capacity
    int32_t free
    int32_t taken


@cython.final
cdef class Run:
    """One worker's state: the program it reads, and everything that happens in the replication it is in."""

    # The program, as both engines read it.
    cdef const int64_t *first_step  # of `steps`
    cdef const int64_t[:, ::1] steps, stage_ints, request_ints, source_ints, person_ints
    cdef const int64_t[::1] branches, cell_tick, cell_day
    cdef const double[::1] cell_shape
    cdef const int64_t[::1] calendar_first, interval_start, interval_end, interval_before
    cdef const int64_t[::1] kind_family, segment_accounts, quarter_starts
    cdef double[::1] params  # those that hold now
    cdef double[::1] told  # of this replication: those that hold at the end, then those of each date before
    cdef const int64_t[::1] phase_at
    cdef const int64_t[:, ::1] event_ints, event_accounts
    cdef int64_t at[BLOCK_COUNT]
    cdef int64_t width[BLOCK_COUNT]
    cdef const double *block[BLOCK_COUNT]  # where each begins in `params`
    cdef int64_t total_at[TOTAL_BLOCK_COUNT]
    cdef int64_t *total[TOTAL_BLOCK_COUNT]  # where each begins in `totals`
    cdef int64_t total_width[TOTAL_BLOCK_COUNT]
    cdef int64_t horizon, warm_up, treated_at, weeks, week_width, total_places
    cdef int32_t people, kinds, calendars, sources, segments, request_types, products, researched_by, accounts
    cdef bint has_market, library_moves
    cdef int32_t people_words, kind_words, teams, stages, personas, material
    cdef int32_t first_standing, standing_kinds, stood_width
    cdef int32_t prospected_by, nurtured_by, prospecting_source
    cdef int32_t cared_by, customer_source, intelligence, developed_by, served_by
    cdef int32_t attributes, links, rivals, scheduled
    cdef int64_t territory
    cdef int64_t stock_first[STOCK_KIND_COUNT + 1]
    cdef bint reorganises
    cdef bint is_large  # more people or accounts than the caches have room for

    # Of this worker, not of the replication it is in.
    cdef int64_t *ledger_sum  # these two over all its replications
    cdef int64_t *weekly_sum
    cdef Ranked *promising  # accounts while they are put in order, and as much room again
    cdef int64_t seed, until_signals, events_between_signals
    cdef bint tracing
    cdef Stretch *stretch  # every block of memory that `room` has given, in order
    cdef int32_t stretches, stretches_room

    # The state, one: what a replication remembers in single numbers. Whatever changes while it runs stands between the two
    # marks, in a block that `room`, `floats` or `wholes` has given, or in one of the tables that grow: a branch begins from a copy
    # of these and nothing else.
    cdef int64_t state_begins
    cdef int64_t replication, now, events
    cdef uint64_t round_keys[ROUND_KEYS]  # of its draws
    cdef int32_t phase, week
    cdef int64_t week_at  # where this week begins in `weekly`
    cdef int64_t warm_up_to_come  # when it will be over, GTMSIM_NEVER: it is
    cdef bint match_is_due
    cdef int32_t idlers  # people who are here with nothing in hand
    cdef int32_t phase_now  # how many dates are past
    cdef int32_t crews
    cdef int64_t quarter, wins, waiting, next_flip
    cdef int64_t searching  # requests on their way to the right person
    cdef int64_t begun, closed, serving
    cdef double program_cents  # money for this week's programs
    cdef int64_t term, price_quarter
    cdef double care_stock, care_effect, care_clock
    cdef double gap  # share by which bookings miss their target
    cdef int64_t helped  # ticks this week, by people with standing work
    cdef int64_t spent  # cents this quarter
    cdef bint somebody_stands  # has standing work
    cdef bint something_interrupts  # some kind of work may interrupt another
    cdef int32_t prospectors
    cdef bint choosing  # somebody chooses between leads and prospecting
    cdef bint calling  # sellers with time call on deals in hand, so these stand in lists
    cdef double nurture_clock  # hours of nurture that a lead put aside at the start would have had
    cdef int64_t put_aside
    cdef double profile, trained, rivals_known
    cdef bint taken_over  # accounts have become customers without a deal
    cdef int64_t in_hand[STREAMS]  # of the roadmap: a feature's place, or the row of a wish
    cdef int64_t in_hand_since[STREAMS]
    cdef int64_t in_hand_case[STREAMS]  # cents that a feature was thought to be worth
    cdef double built_hours  # to be kept up, one-offs by their weight
    cdef int64_t wish_rows  # used so far
    cdef double mutual  # trust of marketing and sales in each other
    cdef int64_t handed_over, turned_down  # this week
    cdef double advocacy  # factor on word of mouth
    cdef int64_t cost_cents, result_cents, low_cents  # so far: cost, earned less cost, and the lowest of that
    cdef bint planned, lean
    cdef int64_t pipeline  # cents of opportunities not decided yet
    cdef double adapt, spared, follows, goal, growing, steer, voice
    cdef int32_t steered_to
    cdef int64_t standing_ticks  # of one session
    cdef double standing_steer  # these two as the shares of standing work know them
    cdef int32_t standing_steered_to
    cdef double conversion, won_of_ours, won_of_own, our_share, next_goal, renewed, followed, arr_then
    cdef int64_t due, decided_in
    cdef int64_t state_ends

    # The state, two: tables that grow, each with how much of it is used.
    cdef gtmsim_event_list to_come
    cdef Queue *queue  # one for each kind, then one for each person
    cdef Task *task
    cdef Deal *deal
    cdef Request *request
    cdef Contract *contract
    cdef Slots task_slots, deal_slots, request_slots, contract_slots
    cdef OneOff *built  # by account, so that looking one up asks few places
    cdef int64_t built_places, built_count
    cdef Listed *by_value  # contracts, the largest first; or deals by account: of one moment only
    cdef int32_t by_value_room
    cdef int64_t *records
    cdef int64_t recorded, record_capacity

    # The state, three: blocks as large as the program asks for.

    # Who is there and what waits.
    cdef Person *person
    cdef Monday *monday  # person x weeks reviewed
    cdef Monday *lately  # of the weeks reviewed up to this Monday
    cdef int64_t *stood  # person x kind of standing work: in rows of whole cache lines
    cdef int32_t *standing_first  # by crew, and one more: where the rows of its standing work begin
    cdef int32_t *standing_kind  # by row
    cdef double *standing_share  # by row: of that crew's standing time, as it is steered now
    cdef Calendar *calendar
    cdef Chooser *chooser

    # Sets, as bits: of people, of kinds.
    cdef uint64_t *idle  # here, with nothing in hand
    cdef uint64_t *idle_words  # which words of that set are not empty, or have not been looked at since
    cdef uint64_t *on_shift
    cdef uint64_t *stands  # has standing work
    cdef uint64_t *own_waiting  # somebody's own queue is not empty
    cdef uint64_t *can  # kind x people: who may do it
    cdef uint64_t *on_calendar  # calendar x people
    cdef uint64_t *serves  # person x kinds: the same as `can` from the other side
    cdef uint64_t *kind_waiting  # whose shared queue is not empty
    cdef bint *interrupts  # kind x urgent: may its work interrupt anything at all
    cdef uint64_t *interrupting  # of kinds: its work may, urgent or not
    cdef uint64_t *interruptible  # of kinds: some work may interrupt it
    cdef uint64_t *yielding  # kind x urgent, of kinds: what its work may interrupt

    # Crews: who ranks all work alike, stands in the same and keeps the same hours; and what they have in hand.
    cdef int32_t *crew  # by person
    cdef int32_t *crew_first  # the first person of each
    cdef uint64_t *crew_holds  # crew x kinds: what somebody has in hand
    cdef InHand *in_hand_of  # crew x kind
    cdef Hand *hand  # by person

    # The market.
    cdef Stream *stream
    cdef Account *account
    cdef AtRival *at_rival  # by account; where there are no rivals there is none
    cdef double *hand_needs  # by account: the integrated hazard left until its hand goes up; all that a Monday looks at
    cdef uint64_t *watching  # of accounts: an episode is open and has not raised its hand
    cdef uint64_t *in_play  # of accounts: a lead of it is alive
    cdef int32_t *first_account  # by segment
    cdef double *known  # by segment: how much of it
    cdef double *activation  # by source, then segment: weekly hours that are remembered
    cdef double *brand
    cdef double *raise_hazard  # by segment, through all channels
    cdef double *unreached  # by segment, the share no channel reaches
    cdef double[::1] by_channel  # by segment, then source
    cdef double[::1] offered  # by product: shares of what a lead may be offered
    cdef int64_t *customers  # by segment
    cdef Noise *noise  # by source, then segment

    # Customers.
    cdef Earning *earning  # by segment
    cdef uint64_t *expanding  # of accounts: a customer is looking and has not raised its hand

    # Help for single deals, and what material does about it.
    cdef double *coverage  # stage x persona

    # What reps choose, and the hand-off under pressure.
    cdef int32_t *patch  # by person: place among those who prospect, NONE: they do not
    cdef int32_t *ranked  # accounts by segment, the most promising first
    cdef int32_t *rank_of  # the same from the other side
    cdef uint64_t *worth_a_call  # of accounts by rank: somebody watches or has a lead in play, so the others need no look
    cdef double *bar  # by stage: the threshold a volume target has made
    cdef int64_t *handed  # by stage, this week

    # The firm as a whole.
    cdef double[::1] firm  # by layout.Firm
    cdef double[::1] needs, believed  # segments x attributes
    cdef double[::1] features  # products x attributes

    # Hub.
    cdef double[::1] coherence, link_weight, link_share, link_carries  # by link

    # Needs.
    cdef double[::1] need_trend, need_bought, need_shocks  # segments x attributes
    cdef double[::1] lacking  # by attribute
    cdef double[::1] believed_then  # week x segments x attributes
    cdef double[::1] aim, targets, by_accounts, there, unheard, unnoticed, emerges, came  # by segment
    cdef double[::1] need_drift, known_lately, gained, gained_ever, held  # by segment

    # Rivals.
    cdef double[::1] rival_features, rivals_seen  # rivals x attributes: as they are, and as far as somebody here knows them
    cdef double[::1] features_then  # of rivals, as the program had them last Monday
    cdef double[::1] rival_price, price_then, rival_voice  # by rival
    cdef double[::1] rival_share, share_at_first  # by rival, of all who are somebody's customers
    cdef double[::1] rival_presence, rival_held  # rivals x segments
    cdef double[::1] rival_met  # segments x rivals
    cdef double[::1] best, needed  # by attribute
    cdef double[::1] history  # weeks x attributes: our best features
    cdef double[::1] segment_parts
    cdef int64_t[::1] listed, paid_cents  # by week
    cdef int64_t[::1] held_in, held_by  # accounts by segment, by rival
    cdef int64_t[::1] leave_rivals  # week x segments x rivals: of those held, who will have left by that Monday

    # Roadmap.
    cdef double[::1] wishes  # rows x WishCol: what accounts wait for
    cdef double[::1] stakes  # segments x products
    cdef double[::1] stream_weights, in_hand_needs, in_hand_worked  # by stream: hours to go, hours of this week

    # Buyers.
    cdef double[::1] trust, given  # by segment; given: the sum of this week's discounts
    cdef int64_t[::1] talks, breaks, wins_heard, late  # by segment, this week; late: promises to customers

    # Loyalty.
    cdef double[::1] service  # by layout.Service
    cdef double[::1] amounts, prices  # of all that costs

    # Planning: what is in force.
    cdef int64_t[::1] cells_then  # by source, segment and CellTotal: what was counted of them when the warm-up ended
    cdef double[:, ::1] seen  # the same since the run began, as the last review saw it: by column, then source and segment
    cdef double[::1] wanted, doors_wanted, doors  # by segment
    cdef double[::1] kept, missing  # by source
    cdef bint *steered  # by kind: it serves what is steered to

    # Planning: what is known and decided at reviews.
    cdef double[:, ::1] seen_then
    cdef double[::1] yields, credits, by_marketing, by_sales, plan_of_marketing, plan_of_sales, next_effort, next_doors
    cdef double[::1] opened, decided, booked, earned, open_now, decided_lately, booked_lately, parts, benchmark
    cdef double[::1] all_sources, our_sources, own_sources
    cdef double[::1] channel_cost, spent_on, back_from  # by source; the last two by quarter as well
    cdef double[::1] told_first, told_second, gaps, weights

    # Structure.
    cdef double[::1] learnt  # person x segment: experience
    cdef double[::1] needs_then, moved  # last Monday's needs; by segment, how far they have moved since
    cdef int64_t[::1] product_wins

    # Dates.
    cdef double[::1] in_market  # by segment: the rate at which episodes open
    cdef double[::1] said_needs, said_features, said_of_rivals  # as the numbers have them that hold

    # The books.
    cdef int64_t *totals
    cdef int64_t *ledger  # person x kind; of standing work only what differs from `stood`, which is added at the end
    cdef int64_t *weekly
    cdef int64_t *in_queue
    cdef int64_t *queue_since

    def __cinit__(self, program, layout, int64_t seed, bint tracing):
        self.read(program, layout)
        self.seed, self.tracing = seed, tracing
        self.until_signals = self.events_between_signals = EVENTS_BETWEEN_SIGNALS
        self.make_room()

    cdef int read(self, program, layout) except -1:
        """Look at the program's tables where they are; nothing is copied but the parameters."""
        from gtmsim.program.customers import customer_source
        from gtmsim.program.tables import block_shapes
        from gtmsim.program.totals import week_width

        check_widths(program)
        self.steps, self.stage_ints, self.request_ints = program.steps, program.stage_ints, program.request_ints
        if self.steps.shape[1] != STEP_WIDTH:
            raise ValueError(f"a step has {STEP_WIDTH} numbers, not {self.steps.shape[1]}")
        self.first_step = &self.steps[0, 0] if self.steps.shape[0] > 0 else NULL
        self.source_ints, self.person_ints = program.source_ints, program.person_ints
        self.branches, self.cell_tick, self.cell_day = program.branches, program.cell_tick, program.cell_day
        self.cell_shape, self.calendar_first = program.cell_shape, program.calendar_first
        self.interval_start, self.interval_end = program.interval_start, program.interval_end
        self.interval_before, self.kind_family = program.interval_before, program.kind_family
        self.segment_accounts, self.params = program.segment_accounts, program.params.copy()
        self.told, self.treated_at = np.concatenate((program.params, program.before)), program.treated_at
        self.phase_at, self.event_ints, self.event_accounts = program.phase_at, program.event_ints, program.event_accounts
        self.reorganises = bool((program.event_ints[:, <int>EVENT_INT_REORGANISES] > 0).any())
        self.quarter_starts, self.teams = program.quarter_starts, program.teams
        for block, shape in block_shapes(program).items():
            self.at[<int>block], self.width[<int>block] = program.at[block], shape[1]
        for block, shape in layout.shapes.items():
            self.total_at[<int>block], self.total_width[<int>block] = layout.at[block], shape[len(shape) - 1]
        self.horizon, self.warm_up, self.weeks = program.horizon, program.warm_up, program.weeks
        self.week_width, self.total_places = week_width(program), layout.width
        self.people, self.kinds, self.calendars = program.people, program.kinds, program.calendars
        self.sources, self.segments, self.request_types = program.sources, program.segments, program.requests
        self.products, self.researched_by, self.has_market = program.products, program.researched_by, program.has_market
        self.intelligence = program.intelligence
        self.cared_by, self.customer_source = program.cared_by, customer_source(program)
        self.served_by = program.served_by
        self.developed_by = program.developed_by
        self.stages, self.personas = program.stages, max(program.personas, 1)
        self.material, self.library_moves = program.material, program.library_moves
        self.prospected_by, self.nurtured_by = program.prospected_by, program.nurtured_by
        self.territory, self.prospecting_source = program.territory, program.prospecting_source
        self.accounts = sum(program.segment_accounts.tolist()) if self.has_market else 0
        self.attributes, self.links, self.rivals, self.scheduled = program.attributes, program.links, program.rivals, program.events
        for place, first in enumerate(program.stock_first):
            self.stock_first[<int>place] = first
        self.is_large = self.people + self.accounts // 16 > 1000
        self.people_words, self.kind_words = self.people // WORD + 1, self.kinds // WORD + 1
        families = program.kind_family.tolist()
        self.standing_kinds = families.count(<int>KIND_FAMILY_STANDING)
        self.first_standing = families.index(<int>KIND_FAMILY_STANDING) if self.standing_kinds > 0 else 0
        self.stood_width = (self.standing_kinds + LINE - 1) // LINE * LINE
        return 0

    cdef int make_room(self) except -1:
        cdef size_t people = self.people, kinds = self.kinds, words = self.people_words
        cdef int place
        if gtmsim_choose_spans(&self.to_come, self.horizon, self.accounts) < 0:
            raise MemoryError
        self.queue = <Queue *>cleared(kinds + people, sizeof(Queue))
        self.ledger_sum = <int64_t *>cleared(people * kinds, sizeof(int64_t))
        self.weekly_sum = <int64_t *>cleared(self.weeks * self.week_width, sizeof(int64_t))
        self.person = <Person *>room(self, people, sizeof(Person))
        self.monday = <Monday *>room(self, people * LIMIT_WEEKS_REVIEWED, sizeof(Monday))
        self.lately = <Monday *>room(self, people, sizeof(Monday))
        self.stood = <int64_t *>room(self, people * self.stood_width, sizeof(int64_t))
        self.standing_first = <int32_t *>room(self, people + 1, sizeof(int32_t))
        self.standing_kind = <int32_t *>room(self, people * kinds, sizeof(int32_t))
        self.standing_share = <double *>room(self, people * kinds, sizeof(double))
        self.calendar = <Calendar *>room(self, self.calendars, sizeof(Calendar))
        self.chooser = <Chooser *>room(self, people, sizeof(Chooser))
        self.idle = <uint64_t *>room(self, words, sizeof(uint64_t))
        self.idle_words = <uint64_t *>room(self, words // WORD + 1, sizeof(uint64_t))
        self.on_shift = <uint64_t *>room(self, words, sizeof(uint64_t))
        self.stands = <uint64_t *>room(self, words, sizeof(uint64_t))
        self.own_waiting = <uint64_t *>room(self, words, sizeof(uint64_t))
        self.can = <uint64_t *>room(self, kinds * words, sizeof(uint64_t))
        self.on_calendar = <uint64_t *>room(self, self.calendars * words, sizeof(uint64_t))
        self.serves = <uint64_t *>room(self, people * self.kind_words, sizeof(uint64_t))
        self.kind_waiting = <uint64_t *>room(self, self.kind_words, sizeof(uint64_t))
        self.interrupts = <bint *>room(self, 2 * kinds, sizeof(bint))
        self.yielding = <uint64_t *>room(self, 2 * kinds * self.kind_words, sizeof(uint64_t))
        self.crew = <int32_t *>room(self, people, sizeof(int32_t))
        self.crew_first = <int32_t *>room(self, people, sizeof(int32_t))
        self.crew_holds = <uint64_t *>room(self, people * self.kind_words, sizeof(uint64_t))
        self.in_hand_of = <InHand *>room(self, people * kinds, sizeof(InHand))
        self.hand = <Hand *>room(self, people, sizeof(Hand))
        self.interrupting = <uint64_t *>room(self, self.kind_words, sizeof(uint64_t))
        self.interruptible = <uint64_t *>room(self, self.kind_words, sizeof(uint64_t))
        self.stream = <Stream *>room(self, self.sources, sizeof(Stream))
        self.account = <Account *>room(self, self.accounts, sizeof(Account))
        self.at_rival = <AtRival *>room(self, self.accounts if self.rivals > 0 else 0, sizeof(AtRival))
        self.hand_needs = <double *>room(self, self.accounts, sizeof(double))
        self.watching = <uint64_t *>room(self, self.accounts // WORD + 1, sizeof(uint64_t))
        self.in_play = <uint64_t *>room(self, self.accounts // WORD + 1, sizeof(uint64_t))
        self.expanding = <uint64_t *>room(self, self.accounts // WORD + 1, sizeof(uint64_t))
        self.earning = <Earning *>room(self, self.segments, sizeof(Earning))
        self.first_account = <int32_t *>room(self, self.segments, sizeof(int32_t))
        self.known = <double *>room(self, self.segments, sizeof(double))
        self.activation = <double *>room(self, self.sources * self.segments, sizeof(double))
        self.brand = <double *>room(self, self.sources * self.segments, sizeof(double))
        self.raise_hazard = <double *>room(self, self.segments, sizeof(double))
        self.unreached = <double *>room(self, self.segments, sizeof(double))
        self.by_channel = floats(self, self.sources * self.segments)
        self.offered = floats(self, self.products)
        self.customers = <int64_t *>room(self, self.segments, sizeof(int64_t))
        self.noise = <Noise *>room(self, self.sources * self.segments, sizeof(Noise))
        self.coverage = <double *>room(self, self.stages * self.personas, sizeof(double))
        self.patch = <int32_t *>room(self, people, sizeof(int32_t))
        self.promising = <Ranked *>cleared(2 * self.accounts, sizeof(Ranked))
        self.ranked = <int32_t *>room(self, self.accounts, sizeof(int32_t))
        self.rank_of = <int32_t *>room(self, self.accounts, sizeof(int32_t))
        self.worth_a_call = <uint64_t *>room(self, self.accounts // WORD + 1, sizeof(uint64_t))
        self.bar = <double *>room(self, self.stages, sizeof(double))
        self.handed = <int64_t *>room(self, self.stages, sizeof(int64_t))
        self.firm = floats(self, FIRM_WIDTH)
        self.learnt, self.moved = floats(self, self.people * self.segments), floats(self, self.segments)
        self.needs_then, self.product_wins = floats(self, self.segments * self.attributes), wholes(self, self.products)
        self.service = floats(self, SERVICE_WIDTH)
        self.amounts = floats(self, 2 * self.teams + 2 * self.sources + self.request_types + 2)
        self.prices = floats(self, 2 * self.teams + 2 * self.sources + self.request_types + 2)
        self.trust, self.given = floats(self, self.segments), floats(self, self.segments)
        self.talks, self.breaks = wholes(self, self.segments), wholes(self, self.segments)
        self.wins_heard, self.late = wholes(self, self.segments), wholes(self, self.segments)
        self.cells_then = wholes(self, CELL_TOTAL_WIDTH * self.sources * self.segments)
        self.seen = floats(self, CELL_TOTAL_WIDTH * self.sources * self.segments).reshape(CELL_TOTAL_WIDTH, -1)
        self.seen_then = floats(self, CELL_TOTAL_WIDTH * self.sources * self.segments).reshape(CELL_TOTAL_WIDTH, -1)
        self.wanted, self.doors_wanted, self.doors = (floats(self, self.segments) for _ in range(3))
        self.yields, self.credits, self.by_marketing, self.by_sales = (floats(self, self.segments) for _ in range(4))
        self.plan_of_marketing, self.plan_of_sales = floats(self, self.segments), floats(self, self.segments)
        self.next_effort, self.next_doors = floats(self, self.segments), floats(self, self.segments)
        self.opened, self.decided, self.booked, self.earned = (floats(self, self.segments) for _ in range(4))
        self.open_now, self.decided_lately, self.booked_lately = (floats(self, self.segments) for _ in range(3))
        self.parts, self.benchmark = floats(self, self.segments), floats(self, self.segments)
        self.all_sources, self.our_sources, self.own_sources = (floats(self, self.sources) for _ in range(3))
        self.kept, self.missing, self.channel_cost = (floats(self, self.sources) for _ in range(3))
        self.spent_on, self.back_from = floats(self, self.sources * PLAN_RING), floats(self, self.sources * PLAN_RING)
        self.told_first, self.told_second = floats(self, PLAN_RING), floats(self, PLAN_RING)
        self.gaps, self.weights = floats(self, 4), floats(self, 4)
        self.steered = <bint *>room(self, kinds, sizeof(bint))
        self.needs, self.believed = floats(self, self.segments * self.attributes), floats(self, self.segments * self.attributes)
        self.features = floats(self, self.products * self.attributes)
        self.in_market = floats(self, self.segments)
        self.said_of_rivals = floats(self, self.rivals * self.attributes)
        self.said_needs = floats(self, self.segments * self.attributes)
        self.said_features = floats(self, self.products * self.attributes)
        self.coherence, self.link_weight = floats(self, self.links), floats(self, self.links)
        self.link_share, self.link_carries = floats(self, self.links), floats(self, self.links)
        self.rival_features = floats(self, self.rivals * self.attributes)
        self.rivals_seen = floats(self, self.rivals * self.attributes)
        self.features_then = floats(self, self.rivals * self.attributes)
        self.rival_price, self.price_then, self.rival_voice = (floats(self, self.rivals) for _ in range(3))
        self.rival_share, self.share_at_first = (floats(self, self.rivals) for _ in range(2))
        self.rival_presence, self.rival_held = floats(self, self.rivals * self.segments), floats(self, self.rivals * self.segments)
        self.rival_met, self.segment_parts = floats(self, self.segments * self.rivals), floats(self, self.segments)
        self.best, self.needed = floats(self, self.attributes), floats(self, self.attributes)
        self.history = floats(self, self.weeks * self.attributes)
        self.listed, self.paid_cents = wholes(self, self.weeks), wholes(self, self.weeks)
        self.held_in, self.held_by = wholes(self, self.segments), wholes(self, self.rivals)
        self.leave_rivals = wholes(self, self.weeks * self.segments * self.rivals)
        self.need_trend, self.need_bought = (floats(self, self.segments * self.attributes) for _ in range(2))
        self.need_shocks, self.lacking = floats(self, self.segments * self.attributes), floats(self, self.attributes)
        self.believed_then = floats(self, self.weeks * self.segments * self.attributes)
        self.need_drift, self.known_lately = floats(self, self.segments), floats(self, self.segments)
        self.aim, self.targets, self.by_accounts = (floats(self, self.segments) for _ in range(3))
        self.there, self.unheard, self.unnoticed = (floats(self, self.segments) for _ in range(3))
        self.emerges, self.came = floats(self, self.segments), floats(self, self.segments)
        self.gained, self.gained_ever, self.held = (floats(self, self.segments) for _ in range(3))
        self.wishes = floats(self, LIMIT_WISHES * WISH_COL_WIDTH if self.developed_by >= 0 else 0)
        self.stakes = floats(self, self.segments * self.products)
        self.stream_weights, self.in_hand_needs, self.in_hand_worked = (floats(self, STREAMS) for _ in range(3))
        self.totals = <int64_t *>room(self, self.total_places, sizeof(int64_t))
        self.ledger = <int64_t *>room(self, people * kinds, sizeof(int64_t))
        self.weekly = <int64_t *>room(self, self.weeks * self.week_width, sizeof(int64_t))
        for place in range(BLOCK_COUNT):
            self.block[place] = <const double *>&self.params[0] + self.at[place]
        for place in range(TOTAL_BLOCK_COUNT):
            self.total[place] = self.totals + self.total_at[place]
        self.in_queue = <int64_t *>room(self, kinds, sizeof(int64_t))
        self.queue_since = <int64_t *>room(self, kinds, sizeof(int64_t))
        return 0

    def __dealloc__(self):
        cdef int32_t i
        if self.queue != NULL:
            for i in range(self.kinds + self.people):
                if self.queue[i].at != NULL:
                    free(&self.queue[i].at[-self.queue[i].first])
        for i in range(self.stretches):
            if self.stretch[i].ours:
                free(self.stretch[i].at)
        for block in (
            <size_t>self.stretch, <size_t>self.queue, <size_t>self.task, <size_t>self.deal, <size_t>self.request,
            <size_t>self.contract, <size_t>self.built, <size_t>self.by_value, <size_t>self.records, <size_t>self.to_come.key,
            <size_t>self.to_come.top, <size_t>self.to_come.pile, <size_t>self.ledger_sum, <size_t>self.weekly_sum,
            <size_t>self.promising,
        ):  # fmt: skip
            free(<void *><size_t>block)
