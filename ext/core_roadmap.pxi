# The roadmap: what developers build, for whom, what keeping it up costs, and what single accounts ask for and are promised.

cdef int begin_roadmap(Run run) except -1 nogil:
    cdef int32_t stream
    cdef int64_t i
    for stream in range(STREAMS):
        run.in_hand[stream], run.in_hand_needs[stream] = NONE, 0.0
    for i in range(run.wish_rows):
        run.wishes[i * WISH_COL_WIDTH] = 0.0
    run.wish_rows = 0
    run.built_hours = of_roadmap(run, ROADMAP_COL_BUILT)
    return 0


cdef inline double of_roadmap(Run run, int column) noexcept nogil:
    return number(run, BLOCK_ROADMAP, 0, column)


cdef inline void count_roadmap(Run run, int64_t column, int64_t amount=1) noexcept nogil:
    count(run, TOTAL_BLOCK_ROADMAP, 0, column, amount)


# --- building -----------------------------------------------------------------------------------------------------------------

cdef int roadmap_week(Run run) except -1 nogil:
    """Let last week's hours keep up what there is and build what is next."""
    cdef int32_t stream
    cdef double hours, upkeep, left, used, again
    if run.developed_by < 0:
        return 0
    wishes_week(run)
    gather_stakes(run)
    hours = hours_last_week(run, run.developed_by)
    upkeep = rules.upkeep_hours(run.built_hours, of_roadmap(run, ROADMAP_COL_UPKEEP), hours)
    left = rules.building_hours(hours, upkeep, run.firm[FIRM_VELOCITY])
    again = hours - upkeep - left
    for stream in range(STREAMS):
        run.in_hand_worked[stream] = 0.0
    while left > 0.0:
        for stream in range(STREAMS):
            if run.in_hand[stream] == NONE and run.stream_weights[stream] > 0.0:
                take_up_development(run, stream)
        used = rules.worked_off(run.in_hand_needs, run.in_hand_worked, run.stream_weights, left, STREAMS)
        if used <= 0.0:
            break
        left -= used
        for stream in range(STREAMS):
            if run.in_hand[stream] != NONE and run.in_hand_needs[stream] <= 0.0:
                finish_development(run, stream)
    for stream in range(STREAMS):
        developed(run, stream, run.in_hand_worked[stream])
    developed(run, STREAM_UPKEEP, upkeep)
    developed(run, STREAM_REWORK, again)
    used = run.in_hand_worked[STREAM_MARKET] + run.in_hand_worked[STREAM_RIVALS]
    keep_stock(run, STOCK_KIND_UPKEEP_SHARE, 0, rules.part_of(upkeep, hours))
    keep_stock(run, STOCK_KIND_VELOCITY, 0, rules.part_of(used, hours))
    keep_stock(run, STOCK_KIND_WISHES, 0, rules.waiting_wishes(run.wishes, run.wish_rows))
    return 0


cdef int developed(Run run, int32_t stream, double hours) except -1 nogil:
    cdef int64_t ticks = rules.some_ticks(hours * TICKS_PER_HOUR)
    if ticks > 0:
        record(run, stream, WHAT_DEVELOPED, run.week, ticks)
        count_roadmap(run, ROADMAP_TOTAL_DEVELOPED_TICKS + stream, ticks)
    return 0


cdef int gather_stakes(Run run) except -1 nogil:
    """Know what each product has at stake in each segment, and how much each stream counts."""
    cdef int32_t segment, product, stream
    cdef double median, part
    for segment in range(run.segments):
        median = drawn(run, BLOCK_SEGMENT, segment, SEGMENT_COL_VALUE, 0.5)
        part = number(run, BLOCK_SEGMENT, segment, SEGMENT_COL_PART)
        for product in range(run.products):
            run.stakes[segment * run.products + product] = rules.stake(
                part, median, number(run, BLOCK_OFFER, segment, product), number(run, BLOCK_PRODUCT, product, PRODUCT_COL_VALUE)
            )
    for stream in range(STREAMS):
        run.stream_weights[stream] = rules.steered(
            of_roadmap(run, ROADMAP_COL_STEERED_BY + stream), run.firm[FIRM_FILTER], 1.0 if stream == STREAM_DEALS else 0.0
        )
    return 0


cdef int take_up_development(Run run, int32_t stream) except -1 nogil:
    """Begin what comes next in a stream, if anything does. It was begun when the hours that go to it were worked."""
    cdef int64_t since = run.now - TICKS_PER_WEEK, place = NONE
    cdef double hours
    if stream == STREAM_DEALS or stream == STREAM_CUSTOMERS:
        place = rules.next_wish(run.wishes, run.wish_rows, 1.0 + stream, since)
        if place != NONE:
            run.wishes[place * WISH_COL_WIDTH + WISH_COL_STATE] = WISH_STATE_BEING_BUILT
        hours = of_roadmap(run, ROADMAP_COL_ONE_OFF_HOURS)
    else:
        if stream == STREAM_MARKET:
            place = rules.best_feature(
                run.stakes, run.believed, run.features, of_roadmap(run, ROADMAP_COL_STEP),
                run.segments, run.products, run.attributes,
            )  # fmt: skip
        else:
            place = rules.widest_gap(
                run.stakes, run.rivals_seen, run.features, run.segments, run.rivals, run.products, run.attributes
            )
        hours = of_roadmap(run, ROADMAP_COL_FEATURE_HOURS)
        if place != NONE:
            run.in_hand_case[stream] = feature_worth(run, place, run.believed)
    if place != NONE:
        run.in_hand[stream], run.in_hand_since[stream] = place, since
        run.in_hand_needs[stream] = rules.effort_hours(hours)
    return 0


cdef int64_t feature_worth(Run run, int64_t place, double[::1] weights) noexcept nogil:
    """Return what one more step of a feature is worth, in cents, when the needs of segments are so."""
    return rules.whole_cents(
        rules.case_value(
            run.stakes, weights, run.features, of_roadmap(run, ROADMAP_COL_STEP),
            place // run.attributes, place % run.attributes, run.segments, run.products, run.attributes,
        )
    )  # fmt: skip


cdef int finish_development(Run run, int32_t stream) except -1 nogil:
    if stream == STREAM_DEALS or stream == STREAM_CUSTOMERS:
        hand_over_wish(run, run.in_hand[stream])
    else:
        ship_feature(run, stream, run.in_hand[stream])
    run.in_hand[stream] = NONE
    return 0


cdef int ship_feature(Run run, int32_t stream, int64_t place) except -1 nogil:
    """Let a product have more of an attribute, for all buyers at once."""
    cdef int64_t entity = ((place // run.attributes) << LIMIT_FEATURE_SHIFT) | (place % run.attributes)
    cdef int64_t ticks = run.now - run.in_hand_since[stream]
    cdef int64_t realised = feature_worth(run, place, run.needs)
    run.features[place] = rules.raised_by(run.features[place], of_roadmap(run, ROADMAP_COL_STEP))
    run.built_hours += rules.effort_hours(of_roadmap(run, ROADMAP_COL_FEATURE_HOURS))
    record(run, entity, WHAT_SHIPPED, stream, ticks)
    record(run, entity, WHAT_VALUED, run.in_hand_case[stream], realised)
    count_roadmap(run, ROADMAP_TOTAL_SHIPPED)
    count_roadmap(run, ROADMAP_TOTAL_FEATURE_TICKS, ticks)
    count_roadmap(run, ROADMAP_TOTAL_ERROR_MICRO, rules.case_error(run.in_hand_case[stream], realised))
    return 0


# --- what single accounts ask for ---------------------------------------------------------------------------------------------

cdef inline double *wish_at(Run run, int64_t row) noexcept nogil:
    return &run.wishes[row * WISH_COL_WIDTH]


cdef int deal_wishes(Run run, Deal *deal) except -1 nogil:
    """Let a deal that comes to its last stage ask for what it misses, and a seller promise it or not."""
    cdef int64_t index, due
    if run.developed_by < 0 or deal.asked_for or not run.stage_ints[deal.stage, STAGE_INT_CLOSES]:
        return 0
    if not misses_something(run, deal):
        return 0
    deal.asked_for = True
    index = rules.draw_index(deal.episode, deal.attempt, deal.stage, 0)
    deal.wish = <int32_t>ask_for(run, deal.account, STREAM_DEALS, index, deal.value)
    if deal.wish == NONE:
        return 0
    if rules.promises_it(luck(run, PURPOSE_PROMISES, deal.account, index), of_roadmap(run, ROADMAP_COL_PROMISES)):
        due = run.now + rules.whole_ticks(of_roadmap(run, ROADMAP_COL_DUE))
        wish_at(run, deal.wish)[WISH_COL_DUE] = due
        deal.carried += of_roadmap(run, ROADMAP_COL_LIFT)
        record(run, deal.account << 16, WHAT_PROMISED, due, 0)
        count_roadmap(run, ROADMAP_TOTAL_PROMISED)
    return 0


cdef inline bint misses_something(Run run, Deal *deal) noexcept nogil:
    """Return whether a deal is offered less than the usual fit; where fit counts for nothing, everybody misses something."""
    return number(run, BLOCK_MARKET, 0, MARKET_COL_FIT) <= 0.0 or rules.falls_short(
        needed_fit(run, deal.product, deal.segment, deal.account), number(run, BLOCK_MARKET, 0, MARKET_COL_USUAL)
    )


cdef int wishes_week(Run run) except -1 nogil:
    """Notice which promises are overdue, and let customers ask."""
    cdef int64_t row
    cdef int32_t slot
    cdef double asks = of_roadmap(run, ROADMAP_COL_ASKS)
    cdef double *wish
    while True:
        row = rules.next_broken(run.wishes, run.wish_rows, run.now)
        if row == NONE:
            break
        wish = wish_at(run, row)
        wish[WISH_COL_BROKEN] = 1.0
        record(run, <int64_t>wish[WISH_COL_ACCOUNT] << 16, WHAT_BROKEN_PROMISE, <int64_t>wish[WISH_COL_DUE], 0)
        count_roadmap(run, ROADMAP_TOTAL_BROKEN)
        promise_overdue(run, <int64_t>wish[WISH_COL_ACCOUNT], 1)
    if asks > 0.0:
        for slot in range(run.contract_slots.used):
            if run.contract[slot].alive:
                customer_may_ask(run, &run.contract[slot], asks)
    return 0


cdef int customer_may_ask(Run run, Contract *contract, double asks) except -1 nogil:
    if contract.ask_need <= 0.0:
        contract.ask_need = rules.exponential(luck(run, PURPOSE_ASKS_FOR, contract.number, contract.asked_for), 1.0)
    if rules.raise_after(contract.ask_need, asks, TICKS_PER_WEEK) < 0:
        contract.ask_need = rules.need_left(contract.ask_need, asks, TICKS_PER_WEEK)
        return 0
    ask_for(run, contract.number, STREAM_CUSTOMERS, contract.asked_for, contract.arr)
    contract.asked_for += 1
    contract.ask_need = 0.0
    return 0


cdef int64_t ask_for(Run run, int64_t account, int32_t stream, int64_t index, int64_t value) except -2 nogil:
    """Write down a wish and return its row; when the table is full, the oldest that nobody promised is forgotten."""
    cdef int64_t row = rules.free_wish(run.wishes, run.wish_rows)
    cdef double *wish
    if row == NONE and run.wish_rows < LIMIT_WISHES:
        row = run.wish_rows
        run.wish_rows += 1
    elif row == NONE:
        row = rules.oldest_wish(run.wishes, run.wish_rows)
        if row == NONE:
            return NONE
        drop_wish(run, row)
    wish = wish_at(run, row)
    wish[WISH_COL_FOR], wish[WISH_COL_ACCOUNT], wish[WISH_COL_INDEX] = 1.0 + stream, account, index
    wish[WISH_COL_SINCE], wish[WISH_COL_DUE], wish[WISH_COL_VALUE] = run.now, 0.0, value
    wish[WISH_COL_BROKEN], wish[WISH_COL_STATE] = 0.0, 0.0
    record(run, account << 16, WHAT_WISHED, stream, value)
    count_roadmap(run, ROADMAP_TOTAL_WISHED)
    return row


cdef int promised_customer(Run run, Deal *deal, Contract *contract) except -1 nogil:
    """Let a new customer remember which promise to the deal is overdue already."""
    if is_wish_of(run, deal.wish, deal.account) and wish_at(run, deal.wish)[WISH_COL_BROKEN] > 0.0:
        contract.overdue += 1
    return 0


cdef int lost_wish(Run run, Deal *deal) except -1 nogil:
    """Forget what a deal asked for that is not won."""
    if is_wish_of(run, deal.wish, deal.account):
        unwanted_wish(run, deal.wish)
    return 0


cdef int customer_left(Run run, Contract *contract) except -1 nogil:
    """Forget everything that somebody asked for who leaves."""
    cdef int64_t row
    contract.overdue = 0
    for row in range(run.wish_rows):
        if wish_at(run, row)[WISH_COL_FOR] > 0.0 and wish_at(run, row)[WISH_COL_ACCOUNT] == contract.number:
            unwanted_wish(run, row)
    return 0


cdef int hand_over_wish(Run run, int64_t row) except -1 nogil:
    """Let an account have what it asked for, if it still wants it, and note what has been built."""
    cdef double *wish = wish_at(run, row)
    cdef int64_t account = <int64_t>wish[WISH_COL_ACCOUNT], due = <int64_t>wish[WISH_COL_DUE]
    cdef int64_t ticks = run.now - <int64_t>wish[WISH_COL_SINCE]
    cdef int purpose = PURPOSE_STILL_WANTED if wish[WISH_COL_FOR] == 1.0 + STREAM_DEALS else PURPOSE_WANTED_BY_CUSTOMER
    cdef bint late, wanted = wish[WISH_COL_STATE] != WISH_STATE_UNWANTED and rules.still_wanted(
        luck(run, purpose, account, <int64_t>wish[WISH_COL_INDEX]), of_roadmap(run, ROADMAP_COL_STALENESS), ticks
    )
    run.built_hours += rules.effort_hours(of_roadmap(run, ROADMAP_COL_ONE_OFF_HOURS)) * of_roadmap(run, ROADMAP_COL_DEARER)
    record(run, account << 16, WHAT_BUILT, wanted, ticks)
    count_roadmap(run, ROADMAP_TOTAL_FITTED if wanted else ROADMAP_TOTAL_STALE)
    count_roadmap(run, ROADMAP_TOTAL_ONE_OFF_TICKS, ticks)
    if due > 0:
        late = wish[WISH_COL_BROKEN] > 0.0
        record(run, account << 16, WHAT_KEPT, due, not late)
        if late:
            promise_overdue(run, account, -1)
        else:
            count_roadmap(run, ROADMAP_TOTAL_KEPT)
    wish[WISH_COL_FOR] = 0.0
    return build_one_off(run, account, 1.0) if wanted else 0


cdef int unwanted_wish(Run run, int64_t row) except -1 nogil:
    """Forget a wish; what is being built of it is built to its end for nobody."""
    cdef double *wish = wish_at(run, row)
    if wish[WISH_COL_BROKEN] > 0.0:
        promise_overdue(run, <int64_t>wish[WISH_COL_ACCOUNT], -1)
    if wish[WISH_COL_STATE] > 0.0:
        wish[WISH_COL_STATE], wish[WISH_COL_DUE] = WISH_STATE_UNWANTED, 0.0
        return 0
    return drop_wish(run, row)


cdef int drop_wish(Run run, int64_t row) except -1 nogil:
    cdef double *wish = wish_at(run, row)
    record(run, <int64_t>wish[WISH_COL_ACCOUNT] << 16, WHAT_DROPPED, <int64_t>wish[WISH_COL_FOR] - 1, 0)
    count_roadmap(run, ROADMAP_TOTAL_DROPPED)
    wish[WISH_COL_FOR] = 0.0
    return 0


cdef int promise_overdue(Run run, int64_t account, int64_t more) except -1 nogil:
    """Let a customer know one more promise that is late, or one less."""
    cdef int32_t slot
    for slot in range(run.contract_slots.used):
        if run.contract[slot].number == account:
            if run.contract[slot].alive:
                run.contract[slot].overdue += more
                if more > 0:
                    run.late[run.contract[slot].segment] += 1
            break
    return 0


cdef inline bint is_wish_of(Run run, int32_t row, int64_t account) noexcept nogil:
    """Return whether a row still holds what an account's deal asked for."""
    return row != NONE and wish_at(run, row)[WISH_COL_FOR] == 1.0 + STREAM_DEALS and wish_at(run, row)[WISH_COL_ACCOUNT] == account
