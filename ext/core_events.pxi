# Dates: other numbers hold, people are reorganised, customers leave or are bought at once.

cdef int begin_events(Run run) except -1 nogil:
    """Know the rates at which the market moves."""
    cdef int32_t segment
    for segment in range(run.segments):
        run.in_market[segment] = number(run, BLOCK_SEGMENT, segment, SEGMENT_COL_IN_MARKET)
    return 0


cdef inline double of_event(Run run, int32_t event, int column) noexcept nogil:
    return number(run, BLOCK_EVENT, event, column)


cdef int tell_events(Run run) except -1 nogil:
    """Write down what begins today, and what is over."""
    cdef int32_t event
    if run.now == run.treated_at:
        record(run, 0, WHAT_TREATED, run.week, 0)
    for event in range(run.scheduled):
        if run.event_ints[event, EVENT_INT_UNTIL] == run.now:
            record(run, event, WHAT_PASSED, run.week, 0)
        if run.event_ints[event, EVENT_INT_AT] == run.now:
            record(run, event, WHAT_HAPPENED, run.week, 0)
    return 0


cdef int numbers_change(Run run) except -1 nogil:
    """Let clocks that run by a rate go on at the new one, and work wait for those who may do it."""
    cdef int32_t source, segment, i, p
    cdef double before, rate
    for source in range(run.sources):
        if run.source_ints[source, SOURCE_INT_KIND] == SOURCE_KIND_STREAM:
            stream_rate_changes(run, source, &run.stream[source])
    for segment in range(run.segments):
        before = run.in_market[segment]
        rate = number(run, BLOCK_SEGMENT, segment, SEGMENT_COL_IN_MARKET)
        run.in_market[segment] = rate
        if run.has_market and rate != before:
            for i in range(run.first_account[segment], run.first_account[segment] + <int32_t>run.segment_accounts[segment]):
                looks_otherwise(run, i, before)
    firm_follows(run)
    for p in range(run.people):
        keeps_what_they_may(run, p)
        stands_anew(run, p)
    return 0


cdef void stands_anew(Run run, int32_t p) noexcept nogil:
    """Count standing time from today for whoever is to divide it otherwise: nobody makes up for what was not asked."""
    cdef int64_t first = place(run, BLOCK_STANDING, p, 0), before = told_from(run, run.phase_now - 1), i
    cdef bint otherwise = False
    for i in range(first, first + run.kinds):
        otherwise = otherwise or run.told[before + i] != run.params[i]
    if not otherwise:
        return
    if run.prospected_by >= 0:
        run.person[p].stood_then -= stood(run, p)[run.prospected_by]
    book_standing(run, p)
    memset(&run.stood[p * run.stood_width], 0, run.stood_width * sizeof(int64_t))
    run.person[p].stood = 0


cdef int keeps_what_they_may(Run run, int32_t p) except -1 nogil:
    """Move what is kept for somebody who may not do it any more to the shared queues."""
    cdef Queue *own = &run.queue[run.kinds + p]
    cdef int32_t place = 0, slot
    while place < own.count:
        slot = own.at[place].task
        if number(run, BLOCK_PRIORITY, p, run.task[slot].kind) <= 0.0:
            release(run, slot)
            place = 0  # the line has closed up in an order of its own
        else:
            place += 1
    return 0


cdef int release(Run run, int32_t slot) except -1 nogil:
    """Let a task that is kept for somebody wait for anybody. It has waited and goes on waiting: nothing is booked."""
    take_from_line(run, &run.task[slot])
    run.task[slot].kept_for = NOBODY
    run.match_is_due = True
    return add_to_line(run, slot)


# --- reorganisations ----------------------------------------------------------------------------------------------------------

cdef int events_week(Run run) except -1 nogil:
    """Let everybody be as far from, or as near to, their old pace as the reorganisations so far leave them."""
    cdef int32_t segment
    if run.reorganises:
        reorganised(run)
    keep_stock(run, STOCK_KIND_PACE, 0, run.firm[FIRM_PACE])
    if run.stock_first[STOCK_KIND_LOOKING + 1] > run.stock_first[STOCK_KIND_LOOKING]:
        for segment in range(run.segments):
            if run.segment_accounts[segment] > 0:
                keep_stock(run, STOCK_KIND_LOOKING, segment, looking(run, segment))
    return 0


cdef int reorganised(Run run) except -1 nogil:
    cdef int32_t event
    cdef int64_t since
    cdef double pace = 1.0, quits = 0.0, lost = 0.0, recovery
    for event in range(run.scheduled):
        since = run.now - run.event_ints[event, EVENT_INT_AT]
        if run.event_ints[event, EVENT_INT_REORGANISES] <= 0 or since < 0:
            continue
        recovery = of_event(run, event, EVENT_COL_RECOVERY)
        pace = rules.pace_left(pace, rules.shaken(of_event(run, event, EVENT_COL_DIP), since, recovery))
        quits += rules.shaken(of_event(run, event, EVENT_COL_QUITS), since, recovery)
        if since == 0:
            lost = rules.ties_left(lost, of_event(run, event, EVENT_COL_TIES))
            ties_are_lost(run, event)
    run.firm[FIRM_PACE], run.firm[FIRM_QUITS], run.firm[FIRM_TIES_LOST] = pace, quits, lost
    return 0


cdef int lower_account(const void *a, const void *b) noexcept nogil:
    cdef const Listed *first = <const Listed *>a
    cdef const Listed *second = <const Listed *>b
    return -1 if first.number < second.number else 1


cdef int ties_are_lost(Run run, int32_t event) except -1 nogil:
    """Let a share of the deals be nobody's any more: what waits for whoever knew them waits for anybody."""
    cdef double share = of_event(run, event, EVENT_COL_TIES)
    cdef int32_t i, n = 0
    cdef Deal *deal
    room_to_rank(run, run.deal_slots.used)
    for i in range(run.deal_slots.used):
        deal = &run.deal[i]
        if deal.number != NONE and deal.last_person != NOBODY:
            run.by_value[n].number, run.by_value[n].slot = deal.account, i
            n += 1
    qsort(run.by_value, n, sizeof(Listed), lower_account)
    for i in range(n):
        deal = &run.deal[run.by_value[i].slot]
        if rules.loses_tie(luck(run, PURPOSE_TIE, deal.account, event), share):
            record(run, deal.number, WHAT_TIE_LOST, deal.last_person, event)
            goes_to(run, deal, NOBODY)
            if run.task[deal.task].place != NONE and run.task[deal.task].kept_for != NOBODY:
                release(run, deal.task)
    return 0


cdef int room_to_rank(Run run, int32_t n) except -1 nogil:
    """Have room for so many, and for one where there are none: nowhere is no place to put in order."""
    if n >= run.by_value_room:
        wider(<void **>&run.by_value, n + 1, sizeof(Listed))
        run.by_value_room = n + 1
    return 0


cdef double looking(Run run, int32_t segment) noexcept nogil:
    """Return the share of a segment's accounts whose episode is open."""
    cdef int32_t i
    cdef int64_t open_ones = 0
    for i in range(run.first_account[segment], run.first_account[segment] + <int32_t>run.segment_accounts[segment]):
        open_ones += run.account[i].is_open
    return rules.share_of(open_ones, run.segment_accounts[segment])


# --- customers who leave, or come, at once ------------------------------------------------------------------------------------

cdef int accounts_come_and_go(Run run) except -1 nogil:
    """Let the largest customers leave today, and whoever is bought become one; the week has begun without them."""
    cdef int32_t event, segment
    for event in range(run.scheduled):
        if run.event_ints[event, EVENT_INT_AT] != run.now:
            continue
        if run.event_ints[event, EVENT_INT_LOSES] > 0:
            largest_leave(run, event, run.event_ints[event, EVENT_INT_LOSES])
        for segment in range(run.segments):
            if run.event_accounts[event, segment] > 0:
                acquire(run, event, segment, run.event_accounts[event, segment])
    return 0


cdef int largest_first(const void *a, const void *b) noexcept nogil:
    cdef const Listed *first = <const Listed *>a
    cdef const Listed *second = <const Listed *>b
    return -1 if rules.larger_contract(first.cents, first.number, second.cents, second.number) else 1


cdef int largest_leave(Run run, int32_t event, int64_t most) except -1 nogil:
    """Let the customers with the largest contracts leave at once."""
    cdef int32_t slot, n = 0
    cdef Contract *contract
    room_to_rank(run, run.contract_slots.used)
    for slot in range(run.contract_slots.used):
        contract = &run.contract[slot]
        if contract.alive:
            run.by_value[n].cents, run.by_value[n].number, run.by_value[n].slot = contract.arr, contract.number, slot
            n += 1
    qsort(run.by_value, n, sizeof(Listed), largest_first)
    for slot in range(<int32_t>min(most, n)):
        contract = &run.contract[run.by_value[slot].slot]
        record(run, contract.number << 16, WHAT_LOST_ACCOUNT, event, contract.arr)
        customer_leaves(run, contract)
    return 0


cdef int acquire(Run run, int32_t event, int32_t segment, int64_t accounts) except -1 nogil:
    """Let the first accounts of a segment who are no customers yet become some, with the firm that is bought."""
    cdef int32_t i
    for i in range(run.first_account[segment], run.first_account[segment] + <int32_t>run.segment_accounts[segment]):
        if accounts == 0:
            return 0
        if not run.account[i].customer:
            acquired(run, event, i)
            accounts -= 1
    return 0


cdef int acquired(Run run, int32_t event, int32_t i) except -1 nogil:
    cdef Account *account = &run.account[i]
    cdef int64_t cents = rules.acquired_cents(
        drawn(run, BLOCK_EVENT, event, EVENT_COL_VALUE, luck(run, PURPOSE_ACQUIRED, account_of(run, i), event))
    )
    cdef int32_t slot = contract_with(run, account_of(run, i), account.segment, i)
    cdef Contract *contract = &run.contract[slot]
    record(run, contract.number << 16, WHAT_ACQUIRED, event, cents)
    of_segment(run, account.segment, CUSTOMER_TOTAL_NEW_CENTS, cents)
    of_segment(run, account.segment, CUSTOMER_TOTAL_LOGOS_WON, 1)
    contract.discount, contract.arr, contract.alive, contract.boarding = 0.0, cents, True, False
    arr_changes(run, account.segment, cents, 1)
    knew_one(run, contract)
    account.customer, run.taken_over = True, True
    run.customers[account.segment] += 1
    if is_in(run.watching, i):
        watches_no_more(run, i)
        account.raises = NONE
    return term_begins(run, slot)
