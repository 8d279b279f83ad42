# Buyers: who decides and whom of them sellers know, why some decide nothing, and whom they trust.

cdef int begin_buyers(Run run) except -1 nogil:
    cdef int32_t segment
    for segment in range(run.segments):
        run.trust[segment] = of_buyers(run, BUYER_COL_TRUST_START)
    run.mutual = 0.5
    forget_what_was_heard(run)
    return 0


cdef inline double of_buyers(Run run, int column) noexcept nogil:
    """Return a number of committees, indecision and trust."""
    return number(run, BLOCK_BUYER, 0, column)


# --- committees ---------------------------------------------------------------------------------------------------------------

cdef inline int32_t deciders(Run run, int64_t cents) noexcept nogil:
    return <int32_t>rules.deciders(
        cents, of_buyers(run, BUYER_COL_SIZE), of_buyers(run, BUYER_COL_BY_VALUE), of_buyers(run, BUYER_COL_MIDDLE)
    )


cdef int meets_committee(Run run, Deal *deal) except -1 nogil:
    """Say of a new deal how many decide on it, and how many of them know us already."""
    cdef int32_t account
    deal.deciders, deal.contacts = deciders(run, deal.value), 1
    if deal.deciders <= 1:
        return 0
    if deal.customer:
        account = place_in_market(run, deal)
        if account != NONE and run.account[account].contract != NONE:
            deal.contacts = <int32_t>rules.whole_contacts(
                contacts(run, &run.contract[run.account[account].contract]), deal.deciders
            )
    record(run, deal.number, WHAT_COMMITTEE, deal.deciders, deal.contacts)
    count(run, TOTAL_BLOCK_BUYER, 0, BUYER_TOTAL_COMMITTEES)
    count(run, TOTAL_BLOCK_BUYER, 0, BUYER_TOTAL_DECIDERS, deal.deciders)
    count(run, TOTAL_BLOCK_BUYER, 0, BUYER_TOTAL_CONTACTS, deal.contacts)
    return 0


cdef int buyer_session_done(Run run, Deal *deal) except -1 nogil:
    """Let a session with the buyer meet one more of those who decide, or not."""
    if deal.deciders <= deal.contacts:
        return 0
    if rules.meets_one_more(
        u(run, deal, PURPOSE_MEETS, deal.session - 1), of_buyers(run, BUYER_COL_REACHES), deal.contacts, deal.deciders
    ):
        meets_another(run, deal)
    return 0


cdef int meets_another(Run run, Deal *deal) except -1 nogil:
    """Let one more of those who decide be met."""
    deal.contacts += 1
    if run.calling:
        unlist_call(run, deal)
        call_changes(run, deal)
    record(run, deal.number, WHAT_MET, deal.contacts, deal.deciders)
    count(run, TOTAL_BLOCK_BUYER, 0, BUYER_TOTAL_CONTACTS)
    return 0


cdef inline double buyer_lift(Run run, Deal *deal) noexcept nogil:
    """Return what contacts, trust and being heard of add to the logit of winning."""
    cdef double thread = rules.contact_effect(of_buyers(run, BUYER_COL_THREAD), deal.contacts)
    return thread + trusted(run, deal.segment, BUYER_COL_TRUST_LIFT) + familiar(run, deal)


cdef inline double familiar(Run run, Deal *deal) noexcept nogil:
    """Return what being heard of adds where something is sold to somebody who is no customer."""
    if deal.customer or run.stage_ints[deal.stage, STAGE_INT_AFTER_WIN]:
        return 0.0
    return rules.familiarity_lift(number(run, BLOCK_RUN, 0, RUN_COL_FAMILIARITY), heard(run, deal.segment))


cdef int calls_on(Run run, Deal *deal, int32_t p) except -1 nogil:
    """Let a seller who has time call on a deal in hand, and meet one more of those who decide, or not."""
    cdef bint met = rules.meets_one_more(
        u(run, deal, PURPOSE_CALLED_ON, deal.calls), of_buyers(run, BUYER_COL_REACHES), deal.contacts, deal.deciders
    )
    deal.calls += 1
    record(run, deal.number, WHAT_CALLED_ON, p, met)
    count(run, TOTAL_BLOCK_PURSUIT, 0, PURSUIT_TOTAL_CALLED_ON)
    if met:
        meets_another(run, deal)
    return 0


cdef double material_for(Run run, Deal *deal) noexcept nogil:
    """Return how much of a stage's toolkit is there and used, for all who decide."""
    cdef double covered = in_use(run, deal.stage, deal.persona)
    cdef int32_t nth, persona = 0
    for nth in range(1, deal.deciders):
        if run.personas > 1:
            persona = <int32_t>rules.pick(
                luck(run, PURPOSE_DECIDER, deal.account, rules.draw_index(deal.episode, 0, 0, nth)),
                run.params,
                place(run, BLOCK_TOOLKIT, run.stages, 0),
                run.personas,
            )
        covered += in_use(run, deal.stage, persona)
    return rules.shared_material(covered, deal.deciders)


cdef inline double indecision(Run run, Deal *deal) noexcept nogil:
    """Return how many times as often as its stage says a buyer decides nothing."""
    return rules.indecision(
        of_buyers(run, BUYER_COL_NO_DECISION), of_buyers(run, BUYER_COL_UNMET), deal.contacts, deal.deciders
    )


# --- customers ----------------------------------------------------------------------------------------------------------------

cdef inline double contacts(Run run, Contract *contract) noexcept nogil:
    """Return how many at a customer know us now."""
    return rules.contacts_now(
        contract.contacts,
        contract.deciders,
        of_buyers(run, BUYER_COL_CARE_MEETS),
        care_clock_now(run) - contract.met_then,
    )


cdef void bought(Run run, Contract *contract, Deal *deal) noexcept nogil:
    """Let whom a deal has met be known at the customer, from the win on or once it is served."""
    cdef double before
    if contract.deciders == 0:
        contract.deciders, contract.contacts, contract.met_then = 1, 1.0, 0.0
    before = contacts(run, contract)
    contract.deciders = <int32_t>rules.widest(contract.deciders, deal.deciders)
    contract.contacts = rules.widest(before, deal.contacts)
    contract.met_then = care_clock_now(run)


cdef inline void knew_one(Run run, Contract *contract) noexcept nogil:
    """Let a customer from the start know one of us."""
    contract.deciders, contract.contacts, contract.met_then = deciders(run, contract.arr), 1.0, care_clock_now(run)


cdef inline double holds(Run run, Contract *contract) noexcept nogil:
    """Return what contacts and trust take off the logarithm of a customer's churn hazard."""
    cdef double held = rules.contact_effect(of_buyers(run, BUYER_COL_HOLDS), contacts(run, contract))
    return held + trusted(run, contract.segment, BUYER_COL_TRUST_HOLDS)


cdef inline double expanding_need(Run run, Account *account, double need) noexcept nogil:
    """Return what a customer's hand needs to go up, given whom we know there."""
    if account.contract == NONE:
        return need
    return rules.expanding_need(
        need, rules.contact_effect(of_buyers(run, BUYER_COL_GROWS), contacts(run, &run.contract[account.contract]))
    )


# --- trust --------------------------------------------------------------------------------------------------------------------

cdef inline double trusted(Run run, int32_t segment, int column) noexcept nogil:
    return rules.trust_effect(of_buyers(run, column), run.trust[segment], of_buyers(run, BUYER_COL_TRUST_START))


cdef inline double mutual_pull(Run run) noexcept nogil:
    """Return what mutual trust adds to the pull to leads."""
    return rules.mutual_pull(of_buyers(run, BUYER_COL_MUTUAL), run.mutual)


cdef int buyers_week(Run run) except -1 nogil:
    """Let last week's experiences move trust."""
    cdef int32_t segment
    if run.week > 0 and run.stock_first[STOCK_KIND_TRUST + 1] > run.stock_first[STOCK_KIND_TRUST]:
        for segment in range(run.segments):
            trust_moves(run, segment)
    if run.week > 0 and run.stock_first[STOCK_KIND_MUTUAL_TRUST + 1] > run.stock_first[STOCK_KIND_MUTUAL_TRUST]:
        run.mutual = rules.mutual_next(
            run.mutual, of_buyers(run, BUYER_COL_MUTUAL_KEPT), run.handed_over - run.turned_down, run.handed_over
        )
    forget_what_was_heard(run)
    for segment in range(run.segments):
        keep_stock(run, STOCK_KIND_TRUST, segment, run.trust[segment])
    return keep_stock(run, STOCK_KIND_MUTUAL_TRUST, 0, run.mutual)


cdef void forget_what_was_heard(Run run) noexcept nogil:
    cdef int32_t segment
    run.handed_over, run.turned_down = 0, 0
    for segment in range(run.segments):
        run.talks[segment], run.breaks[segment], run.wins_heard[segment], run.given[segment] = 0, 0, 0, 0.0
        run.late[segment] = 0


cdef void trust_moves(Run run, int32_t segment) noexcept nogil:
    cdef double earned = rules.trust_earned(
        of_buyers(run, BUYER_COL_TRUST_CARE),
        run.care_effect,
        of_buyers(run, BUYER_COL_TRUST_RESEARCH),
        run.known[segment],
        of_buyers(run, BUYER_COL_TRUST_WORD),
        rules.customer_share(run.customers[segment], run.segment_accounts[segment]),
    )
    cdef double lost = rules.trust_lost(
        of_buyers(run, BUYER_COL_TRUST_BREAKS),
        run.breaks[segment],
        run.talks[segment],
        of_buyers(run, BUYER_COL_TRUST_DISCOUNTS),
        run.given[segment],
        run.wins_heard[segment],
        of_buyers(run, BUYER_COL_TRUST_PROMISES),
        run.late[segment],
        run.customers[segment],
    )
    run.trust[segment] = rules.trust_next(
        run.trust[segment],
        of_buyers(run, BUYER_COL_TRUST_KEPT),
        of_buyers(run, BUYER_COL_TRUST_START),
        earned,
        lost,
    )
