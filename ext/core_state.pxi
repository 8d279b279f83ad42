# What one replication remembers. Plain C arrays, no Python object among what changes: the next replication uses the same room.

cdef enum:
    NOBODY = -1
    NONE = -1
    TICKS_PER_WEEK = 604800
    TICKS_PER_YEAR = 31536000
    TICKS_PER_HOUR = 3600
    TASK_MASK = 65535  # of a task: 0 is its account's deal, others are its requests
    WORD = 64  # bits of a set's word
    MOST_SLOTS = 134217728  # half of what an event can point to, so that a table can double
    EVENTS_BETWEEN_SIGNALS = 1000000
    EVENTS_OF_A_CHUNK = 8192  # whose records are handed over together: about a megabyte
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


# One piece of work: the session a lead, a deal or a request needs next.
ctypedef struct Task:
    int64_t number  # account << 16 | n: n = 0 is the account's deal, others are its requests
    int64_t since  # when it was first queued for this session: its place in line
    int64_t due
    int64_t waiting_since  # when this stay in the queue began
    int64_t need  # working ticks left
    double speed  # of whoever took it last
    int64_t set_up
    int64_t worked  # useful ticks of everybody, over all its sessions
    int32_t kind
    int32_t kept_for
    int32_t place  # in its queue's heap, NONE: it does not wait
    int32_t story  # slot of its deal or request
    int32_t next  # free slot
    bint urgent
    bint begun  # somebody has taken it before and was interrupted


# A lead on its way, from its first tick to its close; after a win, until the work that follows is over.
ctypedef struct Deal:
    int64_t number  # of its task, NONE: the slot is free
    int64_t account
    int64_t due[PHASE_END]  # by phase, when its alarm rings, NONE: it does not
    int64_t created
    int64_t value
    int64_t piped  # what it was worth when it became an opportunity
    int64_t episode
    int64_t waited  # for the first session of this stage
    int64_t strayed  # ticks for which this stage's work went astray before it stood in line
    int64_t saved
    int64_t step  # where it waits
    int64_t sought  # ticks its finder had looked for it
    double nurture_then  # the nurture clock when it was put aside
    double score
    double inclination
    double lift  # of this stage, by the help that moves it most
    double carried  # lift that goes with the lead from stage to stage
    double discount
    int32_t slot
    int32_t task
    int32_t source
    int32_t segment
    int32_t product  # NONE: there is none
    int32_t attempt
    int32_t stage
    int32_t sessions_left
    int32_t session  # n-th of this stage, from 1
    int32_t last_person
    int32_t asked  # in this stage
    int32_t numbered  # requests its account has ever raised
    int32_t first_request  # its living requests, in order of their numbers
    int32_t last_request
    int32_t next  # free slot, or the next deal of those that begin at once
    int32_t contract  # of its account, once it is won
    int32_t persona
    bint intent
    int32_t rival  # in it, NONE: none that has a name
    bint contested  # a rival is in it
    bint from_rival  # its account was the rival's customer when it began
    bint queued  # has ever waited for somebody
    bint touched
    bint opportunity
    bint urgent  # enough to spend money
    bint clock_passed
    bint awaiting_clock
    bint overdue
    bint customer  # its account has bought before
    int32_t wish  # row of what it asked for, NONE: nothing
    bint asked_for  # it has told what it misses
    bint advanced  # out of the stage it was in last
    bint supported  # has ever been helped in time
    int32_t deciders
    int32_t contacts  # of them, whom sellers have met
    int32_t astray  # this stage's work: NOT_ROUTED, RIGHT, MISROUTED, DONE_TWICE
    bint straying  # it is on its way to the right person


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


ctypedef struct Person:
    int64_t starts
    int64_t leaves
    int64_t done  # when the work in hand will be done, NONE: nothing is in hand
    int64_t taken  # when the work in hand was taken
    int64_t set_up  # of the work in hand
    int64_t idle_since
    int64_t worked
    int64_t stood
    int64_t joined_at  # these three on the working clock of the calendar
    int64_t taken_at
    int64_t idle_at
    int64_t opened  # working ticks of the measured window, to be compared at the end
    int64_t accounted
    int64_t begun  # pieces of work taken up
    int64_t chose  # the choice that was last written down
    int64_t knocked  # sessions of prospecting done
    int64_t stood_then  # ticks of prospecting until the last find
    double of_leads  # what an hour brings, as they believe; below 0: nothing learnt yet
    double of_own
    int32_t role
    int32_t calendar
    int32_t task  # slot, NOBODY: none
    int32_t standing  # kind of standing work in hand, NOBODY: none
    int32_t last_kind
    int32_t team
    int32_t holder  # n-th to hold the position, NOBODY: not one yet
    int64_t joined  # the tick, not the working clock
    int64_t search  # ticks until the next holder, 0: nobody is looked for
    int64_t booked  # cents in this quarter
    int64_t busy_ticks  # these three of all who ever held the position
    int64_t helping_ticks
    int64_t opened_ticks  # by those who have left
    double skill
    double experience
    double staying  # how much of the rate of quitting this holder still bears
    double missed  # share of the last full quarter's quota
    bint opening
    bint wanted  # an opening that has been opened
    bint quits  # at the end of this Monday's midnight
    bint here
    bint torn_away  # from standing work: the next standing session begins with set-up


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
    int64_t warm  # the working clock at the end of the warm-up
    bint is_open


# What the order of a queue looks at stands in the queue itself: comparing touches no task.
ctypedef struct Place:
    int64_t due
    int64_t since
    int64_t number
    int32_t task
    int32_t urgent


ctypedef struct Queue:
    Place *at
    int32_t count
    int32_t capacity


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


# An account of the finite market. When it is in the market is its own affair, whatever any organisation does.
ctypedef struct Account:
    int64_t tick  # when its episode opens or shuts, NONE: never, as things stand
    int64_t since  # when what is needed until the next episode was last counted
    int64_t raises  # when its hand goes up, NONE: it does not before the week ends
    double need_to_look  # what is then needed of its segment's integrated rate, -1: all of it
    double need
    double potential  # what its deals are worth against the usual ones
    int32_t episode
    int32_t segment
    int32_t numbered  # requests ever raised
    int32_t contract  # NONE: it has never bought
    int32_t deal  # its lead, if one is alive
    int32_t rival  # whose customer it is, NONE: nobody's
    int32_t rival_times  # that a rival has had it
    int64_t rival_until  # when it leaves the rival by itself
    bint is_open
    bint customer
    bint in_play  # a lead of it is alive


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
    cdef int64_t total_at[TOTAL_BLOCK_COUNT]
    cdef int64_t total_width[TOTAL_BLOCK_COUNT]
    cdef int64_t horizon, warm_up, treated_at, weeks, week_width, total_places
    cdef int32_t people, kinds, calendars, sources, segments, request_types, products, researched_by, accounts
    cdef bint has_market, library_moves
    cdef int32_t people_words, kind_words, teams, stages, personas, material
    cdef int32_t prospected_by, nurtured_by, prospecting_source
    cdef int64_t territory

    # Where and when we are.
    cdef int64_t seed, replication, now, events, until_signals, events_between_signals
    cdef int32_t phase, week
    cdef bint measured, match_is_due, tracing
    cdef gtmsim_event_list to_come

    # Who is there and what waits.
    cdef Person *person
    cdef Monday *monday  # person x weeks reviewed
    cdef Monday *lately  # of the weeks reviewed up to this Monday
    cdef int64_t quarter, wins
    cdef int64_t *stood  # person x kind
    cdef Calendar *calendar
    cdef Queue *queue  # one for each kind, then one for each person
    cdef Task *task
    cdef Deal *deal
    cdef Request *request
    cdef Slots task_slots, deal_slots, request_slots
    cdef Chooser *chooser
    cdef int64_t waiting, next_flip
    cdef int64_t searching  # requests on their way to the right person

    # Sets, as bits: of people, of kinds.
    cdef uint64_t *idle  # here, with nothing in hand
    cdef uint64_t *busy
    cdef uint64_t *on_shift
    cdef uint64_t *stands  # has standing work
    cdef uint64_t *own_waiting  # somebody's own queue is not empty
    cdef uint64_t *can  # kind x people: who may do it
    cdef uint64_t *on_calendar  # calendar x people
    cdef uint64_t *serves  # person x kinds: the same as `can` from the other side
    cdef uint64_t *kind_waiting  # whose shared queue is not empty
    cdef bint *interrupts  # kind x urgent: may its work interrupt anything at all

    # The market.
    cdef Stream *stream
    cdef Account *account
    cdef uint64_t *watching  # of accounts: an episode is open and has not raised its hand
    cdef int32_t *first_account  # by segment
    cdef double *known  # by segment: how much of it
    cdef double *activation  # by source, then segment: weekly hours that are remembered
    cdef double *brand
    cdef double *raise_hazard  # by segment, through all channels
    cdef double[::1] by_channel  # by segment, then source
    cdef double[::1] offered  # by product: shares of what a lead may be offered
    cdef int64_t *customers  # by segment
    cdef Noise *noise  # by source, then segment
    cdef double program_cents  # money for this week's programs
    cdef int64_t begun, closed, serving

    # Customers.
    cdef Contract *contract
    cdef Slots contract_slots
    cdef Earning *earning  # by segment
    cdef uint64_t *expanding  # of accounts: a customer is looking and has not raised its hand
    cdef int64_t term, price_quarter
    cdef int32_t cared_by, customer_source
    cdef double care_stock, care_effect, care_clock

    # Help for single deals, and what material does about it.
    cdef double *coverage  # stage x persona
    cdef double gap  # share by which bookings miss their target
    cdef int64_t helped  # ticks this week, by people with standing work
    cdef int64_t spent  # cents this quarter

    # What reps choose, and the hand-off under pressure.
    cdef int32_t *patch  # by person: place among those who prospect, NONE: they do not
    cdef int32_t prospectors
    cdef bint choosing  # somebody chooses between leads and prospecting
    cdef Ranked *ranked  # accounts by segment, the most promising first
    cdef double *bar  # by stage: the threshold a volume target has made
    cdef int64_t *handed  # by stage, this week
    cdef double nurture_clock  # hours of nurture that a lead put aside at the start would have had
    cdef int64_t put_aside

    # The firm as a whole.
    cdef double[::1] firm  # by layout.Firm
    cdef double[::1] needs, believed  # segments x attributes
    cdef double[::1] features  # products x attributes
    cdef int32_t attributes, links, rivals, scheduled
    cdef int64_t stock_first[STOCK_KIND_COUNT + 1]

    # Hub.
    cdef double[::1] coherence, link_weight, link_share, link_carries  # by link
    cdef double profile, trained

    # Needs.
    cdef OneOff *built  # a table by account, so that looking one up asks few places
    cdef int64_t built_places, built_count
    cdef double[::1] need_trend, need_bought, need_shocks  # segments x attributes
    cdef double[::1] lacking  # by attribute
    cdef double[::1] believed_then  # week x segments x attributes
    cdef double[::1] aim, targets, by_accounts, there, unheard, unnoticed, emerges, came  # by segment
    cdef double[::1] need_drift, known_lately, gained, gained_ever, held  # by segment

    # Rivals.
    cdef double[::1] rival_features, rivals_seen  # rivals x attributes: as they are, and as far as somebody here knows them
    cdef double[::1] features_then  # of rivals, as the program had them last Monday
    cdef double[::1] rival_price, price_then, rival_voice  # by rival
    cdef double[::1] rival_presence, rival_held  # rivals x segments
    cdef double[::1] rival_met  # segments x rivals
    cdef double[::1] best, needed  # by attribute
    cdef double[::1] history  # weeks x attributes: our best features
    cdef double[::1] segment_parts
    cdef double rivals_known
    cdef int64_t[::1] listed, paid_cents  # by week
    cdef int64_t[::1] held_in, held_by  # accounts by segment, by rival
    cdef int32_t intelligence

    # Roadmap.
    cdef double[::1] wishes  # rows x WishCol: what accounts wait for
    cdef double[::1] stakes  # segments x products
    cdef double[::1] stream_weights, in_hand_needs, in_hand_worked  # by stream: hours to go, hours of this week
    cdef int64_t in_hand[STREAMS]  # a feature's place, or the row of a wish
    cdef int64_t in_hand_since[STREAMS]
    cdef int64_t in_hand_case[STREAMS]  # cents that a feature was thought to be worth
    cdef double built_hours  # to be kept up, one-offs by their weight
    cdef int64_t wish_rows  # used so far
    cdef int32_t developed_by

    # Buyers.
    cdef double[::1] trust, given  # by segment; given: the sum of this week's discounts
    cdef int64_t[::1] talks, breaks, wins_heard, late  # by segment, this week; late: promises to customers
    cdef double mutual  # trust of marketing and sales in each other
    cdef int64_t handed_over, turned_down  # this week

    # Loyalty.
    cdef double[::1] service  # by layout.Service
    cdef double advocacy  # factor on word of mouth
    cdef double[::1] amounts, prices  # of all that costs
    cdef int64_t cost_cents, result_cents, low_cents  # so far: cost, earned less cost, and the lowest of that
    cdef int32_t served_by

    # Planning: what is in force.
    cdef bint planned
    cdef double[:, ::1] seen  # by column of CellTotal, then source and segment: since the run began
    cdef int64_t pipeline  # cents of opportunities not decided yet
    cdef double[::1] wanted, doors_wanted, doors  # by segment
    cdef double[::1] kept, missing  # by source
    cdef double adapt, spared, follows, goal, growing, steer, voice
    cdef int32_t steered_to
    cdef bint *steered  # by kind: it serves what is steered to

    # Planning: what is known and decided at reviews.
    cdef double[:, ::1] seen_then
    cdef double[::1] yields, credits, by_marketing, by_sales, plan_of_marketing, plan_of_sales, next_effort, next_doors
    cdef double[::1] opened, decided, booked, earned, open_now, decided_lately, booked_lately, parts, benchmark
    cdef double[::1] all_sources, our_sources, own_sources
    cdef double[::1] channel_cost, spent_on, back_from  # by source; the last two by quarter as well
    cdef double[::1] told_first, told_second, gaps, weights
    cdef double conversion, won_of_ours, won_of_own, our_share, next_goal, renewed, followed, arr_then
    cdef int64_t due, decided_in
    cdef bint lean

    # Structure.
    cdef double[::1] learnt  # person x segment: experience
    cdef double[::1] needs_then, moved  # last Monday's needs; by segment, how far they have moved since
    cdef int64_t[::1] product_wins

    # Dates.
    cdef int32_t phase_now  # how many dates are past
    cdef bint reorganises
    cdef double[::1] in_market  # by segment: the rate at which episodes open
    cdef double[::1] said_needs, said_features, said_of_rivals  # as the numbers have them that hold
    cdef Listed *by_value  # contracts, the largest first; or deals by account
    cdef int32_t by_value_room

    # The books.
    cdef int64_t *totals
    cdef int64_t *ledger  # person x kind, over all replications
    cdef int64_t *weekly
    cdef int64_t *weekly_sum  # over all replications
    cdef int64_t *in_queue
    cdef int64_t *queue_since
    cdef int64_t *records
    cdef int64_t recorded, record_capacity

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
        self.source_ints, self.person_ints = program.source_ints, program.person_ints
        self.branches, self.cell_tick, self.cell_day = program.branches, program.cell_tick, program.cell_day
        self.cell_shape, self.calendar_first = program.cell_shape, program.calendar_first
        self.interval_start, self.interval_end = program.interval_start, program.interval_end
        self.interval_before, self.kind_family = program.interval_before, program.kind_family
        self.segment_accounts, self.params = program.segment_accounts, program.params.copy()
        self.told, self.treated_at = np.concatenate((program.params, program.before)), program.treated_at
        self.phase_at, self.event_ints, self.event_accounts = program.phase_at, program.event_ints, program.event_accounts
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
        self.people_words, self.kind_words = self.people // WORD + 1, self.kinds // WORD + 1
        return 0

    cdef int make_room(self) except -1:
        cdef size_t people = self.people, kinds = self.kinds, words = self.people_words
        self.person = <Person *>room(people, sizeof(Person))
        self.monday = <Monday *>room(people * LIMIT_WEEKS_REVIEWED, sizeof(Monday))
        self.lately = <Monday *>room(people, sizeof(Monday))
        self.stood = <int64_t *>room(people * kinds, sizeof(int64_t))
        self.calendar = <Calendar *>room(self.calendars, sizeof(Calendar))
        self.queue = <Queue *>room(kinds + people, sizeof(Queue))
        self.chooser = <Chooser *>room(people, sizeof(Chooser))
        self.idle = <uint64_t *>room(words, sizeof(uint64_t))
        self.busy = <uint64_t *>room(words, sizeof(uint64_t))
        self.on_shift = <uint64_t *>room(words, sizeof(uint64_t))
        self.stands = <uint64_t *>room(words, sizeof(uint64_t))
        self.own_waiting = <uint64_t *>room(words, sizeof(uint64_t))
        self.can = <uint64_t *>room(kinds * words, sizeof(uint64_t))
        self.on_calendar = <uint64_t *>room(self.calendars * words, sizeof(uint64_t))
        self.serves = <uint64_t *>room(people * self.kind_words, sizeof(uint64_t))
        self.kind_waiting = <uint64_t *>room(self.kind_words, sizeof(uint64_t))
        self.interrupts = <bint *>room(2 * kinds, sizeof(bint))
        self.stream = <Stream *>room(self.sources, sizeof(Stream))
        self.account = <Account *>room(self.accounts, sizeof(Account))
        self.watching = <uint64_t *>room(self.accounts // WORD + 1, sizeof(uint64_t))
        self.expanding = <uint64_t *>room(self.accounts // WORD + 1, sizeof(uint64_t))
        self.earning = <Earning *>room(self.segments, sizeof(Earning))
        self.first_account = <int32_t *>room(self.segments, sizeof(int32_t))
        self.known = <double *>room(self.segments, sizeof(double))
        self.activation = <double *>room(self.sources * self.segments, sizeof(double))
        self.brand = <double *>room(self.sources * self.segments, sizeof(double))
        self.raise_hazard = <double *>room(self.segments, sizeof(double))
        self.by_channel = np.zeros(self.sources * self.segments)
        self.offered = np.zeros(self.products)
        self.customers = <int64_t *>room(self.segments, sizeof(int64_t))
        self.noise = <Noise *>room(self.sources * self.segments, sizeof(Noise))
        self.coverage = <double *>room(self.stages * self.personas, sizeof(double))
        self.patch = <int32_t *>room(people, sizeof(int32_t))
        self.ranked = <Ranked *>room(self.accounts, sizeof(Ranked))
        self.bar = <double *>room(self.stages, sizeof(double))
        self.handed = <int64_t *>room(self.stages, sizeof(int64_t))
        self.firm = np.zeros(FIRM_WIDTH)
        self.learnt, self.moved = np.zeros(self.people * self.segments), np.zeros(self.segments)
        self.needs_then, self.product_wins = np.zeros(self.segments * self.attributes), np.zeros(self.products, np.int64)
        self.service = np.zeros(SERVICE_WIDTH)
        self.amounts = np.zeros(2 * self.teams + 2 * self.sources + self.request_types + 1)
        self.prices = np.zeros(2 * self.teams + 2 * self.sources + self.request_types + 1)
        self.trust, self.given = np.zeros(self.segments), np.zeros(self.segments)
        self.talks, self.breaks = np.zeros(self.segments, np.int64), np.zeros(self.segments, np.int64)
        self.wins_heard, self.late = np.zeros(self.segments, np.int64), np.zeros(self.segments, np.int64)
        self.seen = np.zeros((CELL_TOTAL_WIDTH, self.sources * self.segments))
        self.seen_then = np.zeros((CELL_TOTAL_WIDTH, self.sources * self.segments))
        self.wanted, self.doors_wanted, self.doors = (np.zeros(self.segments) for _ in range(3))
        self.yields, self.credits, self.by_marketing, self.by_sales = (np.zeros(self.segments) for _ in range(4))
        self.plan_of_marketing, self.plan_of_sales = np.zeros(self.segments), np.zeros(self.segments)
        self.next_effort, self.next_doors = np.zeros(self.segments), np.zeros(self.segments)
        self.opened, self.decided, self.booked, self.earned = (np.zeros(self.segments) for _ in range(4))
        self.open_now, self.decided_lately, self.booked_lately = (np.zeros(self.segments) for _ in range(3))
        self.parts, self.benchmark = np.zeros(self.segments), np.zeros(self.segments)
        self.all_sources, self.our_sources, self.own_sources = (np.zeros(self.sources) for _ in range(3))
        self.kept, self.missing, self.channel_cost = (np.zeros(self.sources) for _ in range(3))
        self.spent_on, self.back_from = np.zeros(self.sources * PLAN_RING), np.zeros(self.sources * PLAN_RING)
        self.told_first, self.told_second = np.zeros(PLAN_RING), np.zeros(PLAN_RING)
        self.gaps, self.weights = np.zeros(4), np.zeros(4)
        self.steered = <bint *>room(kinds, sizeof(bint))
        self.needs, self.believed = np.zeros(self.segments * self.attributes), np.zeros(self.segments * self.attributes)
        self.features = np.zeros(self.products * self.attributes)
        self.in_market = np.zeros(self.segments)
        self.said_of_rivals = np.zeros(self.rivals * self.attributes)
        self.said_needs, self.said_features = np.zeros(self.segments * self.attributes), np.zeros(self.products * self.attributes)
        self.coherence, self.link_weight = np.zeros(self.links), np.zeros(self.links)
        self.link_share, self.link_carries = np.zeros(self.links), np.zeros(self.links)
        self.rival_features = np.zeros(self.rivals * self.attributes)
        self.rivals_seen = np.zeros(self.rivals * self.attributes)
        self.features_then = np.zeros(self.rivals * self.attributes)
        self.rival_price, self.price_then, self.rival_voice = np.zeros(self.rivals), np.zeros(self.rivals), np.zeros(self.rivals)
        self.rival_presence, self.rival_held = np.zeros(self.rivals * self.segments), np.zeros(self.rivals * self.segments)
        self.rival_met, self.segment_parts = np.zeros(self.segments * self.rivals), np.zeros(self.segments)
        self.best, self.needed = np.zeros(self.attributes), np.zeros(self.attributes)
        self.history = np.zeros(self.weeks * self.attributes)
        self.listed, self.paid_cents = np.zeros(self.weeks, np.int64), np.zeros(self.weeks, np.int64)
        self.held_in, self.held_by = np.zeros(self.segments, np.int64), np.zeros(self.rivals, np.int64)
        self.need_trend, self.need_bought = np.zeros_like(self.needs), np.zeros_like(self.needs)
        self.need_shocks, self.lacking = np.zeros_like(self.needs), np.zeros(self.attributes)
        self.believed_then = np.zeros(self.weeks * self.segments * self.attributes)
        self.need_drift, self.known_lately = np.zeros(self.segments), np.zeros(self.segments)
        self.aim, self.targets, self.by_accounts = (np.zeros(self.segments) for _ in range(3))
        self.there, self.unheard, self.unnoticed = (np.zeros(self.segments) for _ in range(3))
        self.emerges, self.came = np.zeros(self.segments), np.zeros(self.segments)
        self.gained, self.gained_ever, self.held = (np.zeros(self.segments) for _ in range(3))
        self.wishes = np.zeros(LIMIT_WISHES * WISH_COL_WIDTH if self.developed_by >= 0 else 0)
        self.stakes = np.zeros(self.segments * self.products)
        self.stream_weights, self.in_hand_needs, self.in_hand_worked = np.zeros(STREAMS), np.zeros(STREAMS), np.zeros(STREAMS)
        self.totals = <int64_t *>room(self.total_places, sizeof(int64_t))
        self.ledger = <int64_t *>room(people * kinds, sizeof(int64_t))
        self.weekly = <int64_t *>room(self.weeks * self.week_width, sizeof(int64_t))
        self.weekly_sum = <int64_t *>room(self.weeks * self.week_width, sizeof(int64_t))
        self.in_queue = <int64_t *>room(kinds, sizeof(int64_t))
        self.queue_since = <int64_t *>room(kinds, sizeof(int64_t))
        return 0

    def __dealloc__(self):
        cdef int32_t i
        if self.queue != NULL:
            for i in range(self.kinds + self.people):
                free(self.queue[i].at)
        for block in (
            <size_t>self.person, <size_t>self.stood, <size_t>self.calendar, <size_t>self.queue, <size_t>self.task,
            <size_t>self.deal, <size_t>self.request, <size_t>self.chooser, <size_t>self.idle, <size_t>self.busy,
            <size_t>self.on_shift, <size_t>self.stands, <size_t>self.own_waiting, <size_t>self.can,
            <size_t>self.on_calendar, <size_t>self.serves, <size_t>self.kind_waiting, <size_t>self.interrupts,
            <size_t>self.stream, <size_t>self.account, <size_t>self.first_account, <size_t>self.totals,
            <size_t>self.ledger, <size_t>self.weekly, <size_t>self.weekly_sum, <size_t>self.in_queue,
            <size_t>self.contract, <size_t>self.earning, <size_t>self.expanding,
            <size_t>self.patch, <size_t>self.ranked, <size_t>self.bar, <size_t>self.handed,
            <size_t>self.queue_since, <size_t>self.records, <size_t>self.watching, <size_t>self.to_come.key,
            <size_t>self.known, <size_t>self.activation, <size_t>self.brand, <size_t>self.raise_hazard,
            <size_t>self.customers, <size_t>self.noise,
            <size_t>self.monday, <size_t>self.lately,
            <size_t>self.coverage, <size_t>self.built, <size_t>self.by_value, <size_t>self.steered,
        ):  # fmt: skip
            free(<void *><size_t>block)
