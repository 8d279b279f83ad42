# Care: what it leaves with customers, and which of them raise a hand to buy more.

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
    run.hand_needs[i] = expanding_need(
        run, account, rules.exponential(episode_u(run, i, PURPOSE_HAND_RAISE, account.episode), 1.0)
    )
    return watch_customer(run, i, account)


cdef int watch_customer(Run run, int32_t i, Account *account) except -1 nogil:
    cdef int32_t cell = run.customer_source * run.segments + account.segment
    cdef double hazard = rules.expansion_hazard(
        run.care_effect, in_channel(run, cell, CHANNEL_COL_UNPROMPTED), in_channel(run, cell, CHANNEL_COL_PROMPTED)
    )
    return may_raise(run, i, hazard, TICKS_PER_WEEK - run.now % TICKS_PER_WEEK)


cdef inline int32_t source_raised(Run run, int32_t i) noexcept nogil:
    """Return through which source an account raises its hand, and stop watching it."""
    if is_in(run.expanding, i):
        take_out(run.expanding, i)
        return run.customer_source
    watches_no_more(run, i)
    # Which channel it answers: as the hazards stand at that moment, each counts for its share.
    return <int32_t>rules.pick(
        attempt_u(run, i, PURPOSE_CHANNEL, run.account[i].attempt),
        run.by_channel,
        <int64_t>run.account[i].segment * run.sources,
        run.sources,
    )
