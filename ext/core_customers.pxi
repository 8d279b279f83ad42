# Customers: contracts that begin with a win, come up for renewal after a term, and grow; the care that keeps them; prices.

cdef int begin_customers(Run run) except -1 nogil:
    """Forget every contract, and learn this replication's term."""
    cdef int32_t segment
    run.term = rules.some_ticks(of_customers(run, CUSTOMER_COL_TERM))
    run.care_stock, run.care_effect, run.care_clock, run.price_quarter, run.serving = 0.0, 0.0, 0.0, 0, 0
    forget_slots(&run.contract_slots)
    memset(run.expanding, 0, (run.accounts // WORD + 1) * sizeof(uint64_t))
    for segment in range(run.segments):
        memset(&run.earning[segment], 0, sizeof(Earning))
    return 0


# --- prices -------------------------------------------------------------------------------------------------------------------

cdef double price_lift(Run run, Deal *deal) noexcept nogil:
    """Offer a discount, if the stage leads to the win, and return what it adds to the logit of advancing."""
    cdef double wanted
    if not run.stage_ints[deal.stage, STAGE_INT_CLOSES]:
        return 0.0
    while run.quarter_starts[run.price_quarter + 1] <= run.now:
        run.price_quarter += 1
    wanted = rules.discount_given(
        of_customers(run, CUSTOMER_COL_GIVEN),
        of_customers(run, CUSTOMER_COL_GIVEN_AT_QUARTER_END),
        run.quarter_starts[run.price_quarter + 1] - run.now,
        of_customers(run, CUSTOMER_COL_PUSH),
    )
    wanted = rival_discount(run, deal, wanted)
    deal.discount = rules.held_discount(wanted, number(run, BLOCK_HUB, 0, HUB_COL_PRICE_LIMIT), run.firm[FIRM_PRICE_HELD])
    return of_customers(run, CUSTOMER_COL_SLOPE) * deal.discount + rival_price_lift(run, deal)


cdef int64_t agree(Deal *deal) noexcept nogil:
    """Let the deal be worth what is paid for it, and return what it would have been without a discount."""
    cdef int64_t list_cents = deal.value
    deal.value = rules.discounted(list_cents, deal.discount)
    return list_cents


# --- contracts ----------------------------------------------------------------------------------------------------------------

cdef int customers_begin(Run run) except -1 nogil:
    """Let the first accounts of each segment be customers already, their renewals spread over a term."""
    cdef int32_t segment
    cdef int64_t n
    if run.term == 0:
        return 0
    for segment in range(run.segments):
        for n in range(<int64_t>number(run, BLOCK_START, segment, START_COL_CUSTOMERS)):
            was_there(run, segment, n)
    return 0


cdef int was_there(Run run, int32_t segment, int64_t n) except -1 nogil:
    cdef int64_t entity = (<int64_t>LIMIT_MARKET << 32) | (<int64_t>segment << LIMIT_SEGMENT_SHIFT) | n
    cdef double worth = drawn(run, BLOCK_START, segment, START_COL_VALUE, luck(run, PURPOSE_START_VALUE, entity, 0))
    cdef double potential = rules.potential(
        luck(run, PURPOSE_POTENTIAL, entity, 0), number(run, BLOCK_SEGMENT, segment, SEGMENT_COL_POTENTIAL_SPREAD)
    )
    cdef int32_t account = run.first_account[segment] + <int32_t>n if run.has_market else NONE
    cdef int32_t slot = contract_with(run, entity, segment, account)
    cdef Contract *contract = &run.contract[slot]
    contract.alive = True
    contract.arr = rules.started_cents(worth, potential)
    contract.arr_then = contract.arr
    has_bought(run, contract, picked_product(run, segment, luck(run, PURPOSE_START_PRODUCT, entity, 0), 0), False)
    record(
        run,
        entity << 16,
        WHAT_CUSTOMER_FROM_START,
        (<int64_t>(1 + contract.product) << LIMIT_LEAD_SOURCE_SHIFT) | segment,
        contract.arr,
    )
    arr_changes(run, segment, contract.arr, 1)
    knew_one(run, contract)
    if account != NONE:
        run.account[account].customer = True
        run.customers[segment] += 1
    contract.due = rules.first_due(luck(run, PURPOSE_START_DUE, entity, 0), run.term)
    return at(run, contract.due, PHASE_RENEW, entity << 16, slot)


cdef int contract_of(Run run, Deal *deal) except -1 nogil:
    """Know a deal's contract: that of its account in the market, or a new one."""
    deal.contract = contract_with(run, deal.account, deal.segment, place_in_market(run, deal))
    return 0


cdef int32_t contract_with(Run run, int64_t entity, int32_t segment, int32_t account) except -1 nogil:
    """Return the slot of an account's contract, a new one if it has none; `account` is its place in the market, or NONE."""
    cdef int32_t slot
    cdef Contract *contract
    if account != NONE and run.account[account].contract != NONE:
        return run.account[account].contract
    slot = slot_of(&run.contract_slots, <void **>&run.contract, sizeof(Contract))
    contract = &run.contract[slot]
    memset(contract, 0, sizeof(Contract))
    contract.number, contract.segment, contract.account, contract.due = entity, segment, account, NONE
    contract.product = NONE
    if account != NONE:
        run.account[account].contract = slot
    return slot


cdef inline int32_t place_in_market(Run run, Deal *deal) noexcept nogil:
    """Return which account of the finite market a deal's is, or NONE if it came by a stream."""
    if (deal.account >> 32) != LIMIT_MARKET:
        return NONE
    return run.first_account[deal.segment] + <int32_t>(deal.account & LIMIT_SEGMENT_ACCOUNTS)


cdef inline Account *account_of_deal(Run run, Deal *deal) noexcept nogil:
    """Return a deal's account of the finite market, or none if it came by a stream."""
    cdef int32_t i = place_in_market(run, deal)
    return NULL if i == NONE else &run.account[i]


cdef int customer_won(Run run, Deal *deal, int64_t list_cents, bint work_follows) except -1 nogil:
    cdef Account *account = account_of_deal(run, deal)
    cdef Contract *contract
    of_segment(run, deal.segment, CUSTOMER_TOTAL_LIST_CENTS, list_cents)
    rivals_hear(run, list_cents, deal.value)
    if account != NULL and not account.customer:
        account.customer = True
        run.customers[account.segment] += 1
    deal.customer = True
    if run.term == 0:
        return 0
    contract_of(run, deal)
    contract = &run.contract[deal.contract]
    contract.discount = rules.blended_discount(contract.discount, contract.arr, deal.discount, deal.value)
    contract.arr += deal.value
    bought(run, contract, deal)
    arr_changes(run, deal.segment, deal.value, 0 if contract.alive else 1)
    if contract.alive:
        of_segment(run, deal.segment, CUSTOMER_TOTAL_EXPANSION_CENTS, deal.value)
        has_bought(run, contract, deal.product, True)
        return 0
    has_bought(run, contract, deal.product, False)
    of_segment(run, deal.segment, CUSTOMER_TOTAL_NEW_CENTS, deal.value)
    of_segment(run, deal.segment, CUSTOMER_TOTAL_LOGOS_WON, 1)
    contract.alive, contract.boarding = True, work_follows
    promised_customer(run, deal, contract)
    return term_begins(run, deal.contract)


cdef void has_bought(Run run, Contract *contract, int32_t product, bint again) noexcept nogil:
    if product == NONE:
        return
    if again:
        count(run, TOTAL_BLOCK_LOYALTY, 0, LOYALTY_TOTAL_AGAIN)
        count(run, TOTAL_BLOCK_LOYALTY, 0, LOYALTY_TOTAL_CROSS_SOLD, 1 - ((contract.products >> product) & 1))
    contract.products |= <int64_t>1 << product
    contract.product = product


cdef inline int64_t products_of(Run run, int64_t number, int32_t segment) noexcept nogil:
    """Return, as bits, which products a customer of the finite market has."""
    cdef int32_t contract = run.account[run.first_account[segment] + <int32_t>(number & LIMIT_SEGMENT_ACCOUNTS)].contract
    return 0 if contract == NONE else run.contract[contract].products


cdef int customer_served(Run run, Deal *deal) except -1 nogil:
    cdef Contract *contract
    of_segment(run, deal.segment, CUSTOMER_TOTAL_SERVED, 1)
    if run.term > 0:
        bought(run, &run.contract[deal.contract], deal)
    if not deal.advanced:
        return 0
    of_segment(run, deal.segment, CUSTOMER_TOTAL_ONBOARDED, 1)
    if run.term > 0:
        contract = &run.contract[deal.contract]
        if contract.boarding:
            contract.boarding = False
            contract.unboarded = run.now - contract.since
    return 0


cdef int term_begins(Run run, int32_t slot) except -1 nogil:
    cdef Contract *contract = &run.contract[slot]
    contract.arr_then, contract.since, contract.unboarded = contract.arr, run.now, 0
    contract.clock_then = care_clock_now(run)
    contract.due = run.now + run.term
    return at(run, contract.due, PHASE_RENEW, contract.number << 16, slot)


cdef int contract_due(Run run, int32_t slot) except -1 nogil:
    """Let a customer renew, or not."""
    cdef Contract *contract = &run.contract[slot]
    cdef int64_t nth = contract.nth
    contract.nth += 1
    of_segment(run, contract.segment, CUSTOMER_TOTAL_DUE, 1)
    of_segment(run, contract.segment, CUSTOMER_TOTAL_DUE_CENTS, contract.arr_then)
    if contract_renews(run, contract, nth):
        contract_grows(run, contract, nth)
        record(run, contract.number << 16, WHAT_RENEWED, nth, contract.arr)
        of_segment(run, contract.segment, CUSTOMER_TOTAL_KEPT_CENTS, rules.kept_cents(contract.arr_then, contract.arr))
        of_segment(run, contract.segment, CUSTOMER_TOTAL_GROWN_CENTS, contract.arr)
        contract.boarding = False  # whoever renews has found their way without
        return term_begins(run, slot)
    record(run, contract.number << 16, WHAT_CHURNED, nth, contract.arr)
    customer_leaves(run, contract)
    return 0


cdef void customer_leaves(Run run, Contract *contract) noexcept nogil:
    """Let a customer be one no more."""
    cdef Account *account
    of_segment(run, contract.segment, CUSTOMER_TOTAL_LOGOS_LOST, 1)
    of_segment(run, contract.segment, CUSTOMER_TOTAL_CHURNED_CENTS, contract.arr)
    arr_changes(run, contract.segment, -contract.arr, -1)
    contract.alive, contract.arr, contract.boarding, contract.due = False, 0, False, NONE
    contract.products, contract.product = 0, NONE
    customer_left(run, contract)
    if contract.account != NONE:
        account = &run.account[contract.account]
        account.customer = False
        run.customers[account.segment] -= 1
        if is_in(run.expanding, contract.account):
            take_out(run.expanding, contract.account)
            account.raises = NONE


cdef void contract_grows(Run run, Contract *contract, int64_t nth) noexcept nogil:
    """Let a contract that is renewed be worth more, or less, than it was."""
    cdef int64_t cents = rules.renewed_cents(
        luck(run, PURPOSE_GROWTH, contract.number, nth),
        contract.arr,
        of_loyalty(run, LOYALTY_COL_GROWTH),
        of_loyalty(run, LOYALTY_COL_GROWTH_SPREAD),
        of_loyalty(run, LOYALTY_COL_UPLIFT),
        run.term,
    )
    cdef int64_t grown = cents - contract.arr
    contract.arr = cents
    arr_changes(run, contract.segment, grown, 0)
    of_segment(run, contract.segment, CUSTOMER_TOTAL_EXPANSION_CENTS, grown)


cdef bint contract_renews(Run run, Contract *contract, int64_t nth) noexcept nogil:
    cdef int64_t unboarded = run.now - contract.since if contract.boarding else contract.unboarded
    cdef double cared = rules.mean_care(contract.clock_then, care_clock_now(run), run.now - contract.since)
    cdef double log_hazard = rules.churn_log_hazard(
        cared,
        of_customers(run, CUSTOMER_COL_CARE),
        rules.share_of_term(unboarded, run.term),
        of_customers(run, CUSTOMER_COL_ONBOARDING),
        contract.discount,
        of_customers(run, CUSTOMER_COL_DISCOUNT),
    )
    log_hazard += loyalty_log_hazard(run, contract, cared)
    log_hazard -= holds(run, contract)
    log_hazard += rules.overdue_log_hazard(contract.overdue, of_roadmap(run, ROADMAP_COL_BROKEN))
    return rules.renews(
        luck(run, PURPOSE_RENEWS, contract.number, nth),
        of_customers(run, CUSTOMER_COL_CHURN),
        of_customers(run, CUSTOMER_COL_DEATH),
        log_hazard,
        run.term,
    )


# --- care and expansion -------------------------------------------------------------------------------------------------------

cdef int customers_week(Run run) except -1 nogil:
    """Let care be what last week's hours left; every customer who is looking meets the new hazard."""
    cdef int64_t customers = 0
    cdef int32_t i, word, segment
    cdef uint64_t members
    if run.term == 0:
        return 0
    revenue_week(run)
    for segment in range(run.segments):
        customers += run.earning[segment].logos
    run.care_clock = rules.care_clock(run.care_clock, run.care_effect, TICKS_PER_WEEK)
    run.care_stock = rules.carried(run.care_stock, of_customers(run, CUSTOMER_COL_CARE_KEPT), hours_last_week(run, run.cared_by))
    run.care_effect = rules.care_effect(run.care_stock, customers, of_customers(run, CUSTOMER_COL_CARE_SCALE))
    run.care_effect = run.care_effect * run.firm[FIRM_SERVICE]
    for word in range(run.accounts // WORD + 1):
        members = run.expanding[word]
        while members:
            i = word * WORD + lowest_bit(members)
            members &= members - 1
            watch_customer(run, i, &run.account[i])
    return 0


cdef inline double care_clock_now(Run run) noexcept nogil:
    """Return the integral of care up to this tick."""
    return rules.care_clock(run.care_clock, run.care_effect, run.now % TICKS_PER_WEEK)


cdef int customer_looks(Run run, int32_t i, Account *account) except -1 nogil:
    """Let a customer whose episode opens raise a hand when care makes it."""
    if run.term == 0 or run.customer_source < 0:
        return 0
    put_in(run.expanding, i)
    account.need = rules.exponential(episode_u(run, i, PURPOSE_HAND_RAISE, account.episode), 1.0)
    account.need = expanding_need(run, account, account.need)
    return watch_customer(run, i, account)


cdef int watch_customer(Run run, int32_t i, Account *account) except -1 nogil:
    cdef int32_t cell = run.customer_source * run.segments + account.segment
    cdef double hazard = rules.expansion_hazard(
        run.care_effect, in_channel(run, cell, CHANNEL_COL_UNPROMPTED), in_channel(run, cell, CHANNEL_COL_PROMPTED)
    )
    cdef int64_t left = TICKS_PER_WEEK - run.now % TICKS_PER_WEEK
    cdef int64_t wait = rules.raise_after(account.need, hazard, left)
    if wait < 0:
        account.need = rules.need_left(account.need, hazard, left)
        return 0
    account.raises = run.now + wait
    return at(run, account.raises, PHASE_RAISE, account_of(run, i) << 16, i)


cdef inline int32_t source_raised(Run run, int32_t i) noexcept nogil:
    """Return through which source an account raises its hand, and stop watching it."""
    if is_in(run.expanding, i):
        take_out(run.expanding, i)
        return run.customer_source
    take_out(run.watching, i)
    # Which channel it answers: as the hazards stand at that moment, each counts for its share.
    return <int32_t>rules.pick(
        episode_u(run, i, PURPOSE_CHANNEL, run.account[i].episode),
        run.by_channel,
        <int64_t>run.account[i].segment * run.sources,
        run.sources,
    )


# --- revenue ------------------------------------------------------------------------------------------------------------------

cdef void earn(Run run, int32_t segment) noexcept nogil:
    """Recognise what was earned since the last time. Mondays cut, so no stretch reaches over the end of the warm-up."""
    cdef Earning *earning = &run.earning[segment]
    cdef int64_t ticks = run.now - earning.since, cents
    cdef int64_t parts = (earning.arr % TICKS_PER_YEAR) * ticks + earning.rest
    cents = (earning.arr // TICKS_PER_YEAR) * ticks + parts // TICKS_PER_YEAR
    earning.rest = parts % TICKS_PER_YEAR
    if earning.since >= run.warm_up:
        of_segment(run, segment, CUSTOMER_TOTAL_REVENUE_CENTS, cents)
    run.weekly[min(earning.since, run.horizon - 1) // TICKS_PER_WEEK * run.week_width + WEEK_COL_REVENUE_CENTS] += cents
    earning.since = run.now


cdef void arr_changes(Run run, int32_t segment, int64_t cents, int64_t logos) noexcept nogil:
    """Let the value of contracts change, and the number of customers."""
    earn(run, segment)
    run.earning[segment].arr += cents
    run.earning[segment].logos += logos


cdef void revenue_week(Run run) noexcept nogil:
    """Note what stands at the beginning of a week, and at the end of the warm-up."""
    cdef int32_t segment
    for segment in range(run.segments):
        earn(run, segment)
        week(run, WEEK_COL_ARR_CENTS, run.earning[segment].arr)
        week(run, WEEK_COL_CUSTOMERS, run.earning[segment].logos)
        if run.now == run.warm_up:
            of_segment(run, segment, CUSTOMER_TOTAL_START_CENTS, run.earning[segment].arr)
            of_segment(run, segment, CUSTOMER_TOTAL_START_LOGOS, run.earning[segment].logos)


cdef int cut_customers(Run run) except -1 nogil:
    """At the horizon, note what stands, and how much of it depends on a few customers."""
    cdef int32_t segment, slot
    cdef int64_t in_all = 0, squares = 0, part, stood
    if run.term == 0:
        return 0
    for segment in range(run.segments):
        earn(run, segment)
        in_all += run.earning[segment].arr
        of_segment(run, segment, CUSTOMER_TOTAL_END_CENTS, run.earning[segment].arr)
        of_segment(run, segment, CUSTOMER_TOTAL_END_LOGOS, run.earning[segment].logos)
        stood = (
            segment_total(run, segment, CUSTOMER_TOTAL_START_CENTS)
            + segment_total(run, segment, CUSTOMER_TOTAL_NEW_CENTS)
            + segment_total(run, segment, CUSTOMER_TOTAL_EXPANSION_CENTS)
            - segment_total(run, segment, CUSTOMER_TOTAL_CHURNED_CENTS)
        )
        if stood != run.earning[segment].arr:
            broken(run, b"contracts won, grown and lost do not add up to those that stand", segment)
    if in_all > 0:
        for slot in range(run.contract_slots.used):
            part = rules.billionths(run.contract[slot].arr, in_all)
            squares += part * part
        of_segment(run, run.segments, CUSTOMER_TOTAL_HHI_BILLIONTHS, squares // 1000000000)
    of_segment(run, run.segments, CUSTOMER_TOTAL_TOP_CENTS, largest(run))
    return 0


cdef int64_t largest(Run run) noexcept nogil:
    """Return what the five largest customers are worth a year."""
    cdef int64_t top[5]
    cdef int64_t arr, in_all = 0
    cdef int32_t slot, i
    for i in range(5):
        top[i] = 0
    for slot in range(run.contract_slots.used):
        arr = run.contract[slot].arr
        for i in range(5):
            if arr > top[i]:
                top[i], arr = arr, top[i]
    for i in range(5):
        in_all += top[i]
    return in_all


# --- small words --------------------------------------------------------------------------------------------------------------

cdef inline double of_customers(Run run, int column) noexcept nogil:
    return number(run, BLOCK_CUSTOMER, 0, column)


cdef inline void of_segment(Run run, int32_t segment, int column, int64_t amount) noexcept nogil:
    count(run, TOTAL_BLOCK_CUSTOMER, segment, column, amount)


cdef inline int64_t segment_total(Run run, int32_t segment, int column) noexcept nogil:
    return run.totals[run.total_at[TOTAL_BLOCK_CUSTOMER] + segment * CUSTOMER_TOTAL_WIDTH + column]
