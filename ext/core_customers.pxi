# Customers: contracts that begin with a win, come up for renewal after a term, and grow.

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
        run.account[account].customer, run.taken_over = True, True
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


cdef inline int customer_won(Run run, Deal *deal, int64_t list_cents, bint work_follows) except -1 nogil:
    cdef Account *account = account_of_deal(run, deal)
    of_segment(run, deal.segment, CUSTOMER_TOTAL_LIST_CENTS, list_cents)
    rivals_hear(run, list_cents, deal.value)
    if account != NULL and not account.customer:
        account.customer = True
        run.customers[account.segment] += 1
    deal.customer = True
    return contract_won(run, deal, work_follows) if run.term > 0 else 0


cdef int contract_won(Run run, Deal *deal, bint work_follows) except -1 nogil:
    cdef Contract *contract
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


# --- small words --------------------------------------------------------------------------------------------------------------

cdef inline double of_customers(Run run, int column) noexcept nogil:
    return number(run, BLOCK_CUSTOMER, 0, column)


cdef inline void of_segment(Run run, int32_t segment, int column, int64_t amount) noexcept nogil:
    count(run, TOTAL_BLOCK_CUSTOMER, segment, column, amount)


cdef inline int64_t segment_total(Run run, int32_t segment, int column) noexcept nogil:
    return run.totals[run.total_at[TOTAL_BLOCK_CUSTOMER] + segment * CUSTOMER_TOTAL_WIDTH + column]
