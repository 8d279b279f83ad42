# What buyers need: how far a product is that, and how it drifts.

cdef int begin_needs(Run run) except -1 nogil:
    cdef int64_t place
    cdef int32_t segment
    run.built_count = 0
    for place in range(run.built_places):
        run.built[place].account = NONE
    run.need_bought[:] = run.needs
    run.need_trend[:] = 0.0
    run.gained[:] = 0.0
    run.gained_ever[:] = 0.0
    run.came[:] = 0.0
    run.unnoticed[:] = 0.0
    of_segments(run, run.emerges, SEGMENT_COL_EMERGES)
    for segment in range(run.segments):
        run.there[segment] = 0.0 if run.emerges[segment] > 0.0 else 1.0
        run.unheard[segment] = rules.exponential(luck(run, PURPOSE_NOTICES, segment, 0), 1.0)
    if run.attributes == 0:
        return 0
    of_segments(run, run.need_drift, SEGMENT_COL_DRIFT)
    need_luck(run, PURPOSE_TREND, 0)
    rules.begin_trends(
        run.need_trend, run.need_shocks, run.need_drift, of_needs(run, MARKET_COL_TREND_KEPT), run.segments, run.attributes
    )
    need_luck(run, PURPOSE_MISJUDGED, 0)
    rules.misjudge(
        run.believed,
        run.need_shocks,
        of_needs(run, MARKET_COL_MISJUDGED),
        of_needs(run, MARKET_COL_AT_START),
        run.segments,
        run.attributes,
    )
    return 0


cdef int needs_week(Run run) except -1 nogil:
    """Move on from last week: who has bought, what is needed now, and what is heard of it."""
    cdef int64_t wide = run.segments * run.attributes
    cdef int32_t segment
    for segment in range(run.segments):
        run.known_lately[segment] = run.known[segment]
    notice_segments(run)
    for segment in range(run.segments):
        run.targets[segment] = targeted(run, segment)
    of_segments(run, run.by_accounts, SEGMENT_COL_PART)
    rules.aim_at(
        run.aim, run.targets, run.by_accounts, run.known_lately, run.there, of_needs(run, MARKET_COL_RESOLUTION), run.segments
    )
    if run.attributes == 0:
        return 0
    if run.week > 0:
        customers_needs(run)
        of_segments(run, run.need_drift, SEGMENT_COL_DRIFT)
        need_luck(run, PURPOSE_TREND, run.week)
        rules.drift_on(
            run.needs,
            run.need_trend,
            run.need_shocks,
            run.need_drift,
            of_needs(run, MARKET_COL_TREND_KEPT),
            run.segments,
            run.attributes,
        )
        believe_needs(run)
    run.believed_then[run.week * wide : (run.week + 1) * wide] = run.believed
    return tell_needs(run)


cdef int notice_segments(Run run) except -1 nogil:
    """Hear of segments that have emerged, from research on buyers who are no customers and from their leads."""
    cdef int32_t segment
    cdef double heard = hours_last_week(run, run.researched_by) * (of_needs(run, MARKET_COL_FRAME) * run.firm[FIRM_RESEARCH])
    run.by_accounts[:] = run.there
    rules.notice(
        run.there,
        run.unheard,
        run.unnoticed,
        run.emerges,
        run.came,
        heard,
        of_needs(run, MARKET_COL_NOTICING),
        run.now,
        run.segments,
    )
    for segment in range(run.segments):
        run.came[segment] = 0.0
        if run.there[segment] > run.by_accounts[segment]:
            record(run, 0, WHAT_NOTICED, segment, run.now - <int64_t>run.emerges[segment])
        keep_stock(run, STOCK_KIND_UNNOTICED, segment, run.unnoticed[segment])
    return 0


cdef int customers_needs(Run run) except -1 nogil:
    cdef int32_t segment
    for segment in range(run.segments):
        run.gained_ever[segment] += run.gained[segment]
        run.held[segment] = run.customers[segment] if run.customers[segment] > 0 else run.gained_ever[segment]
    rules.needs_when_bought(run.need_bought, run.needs, run.gained, run.held, run.segments, run.attributes)
    run.gained[:] = 0.0
    return 0


cdef int believe_needs(Run run) except -1 nogil:
    cdef double ahead = rules.trend_ahead(
        of_needs(run, MARKET_COL_TREND_KEPT), of_needs(run, MARKET_COL_FORESIGHT), of_needs(run, MARKET_COL_HORIZON)
    )
    rules.asked_for(run.lacking, run.features, run.products, run.attributes)
    need_luck(run, PURPOSE_HEARD, run.week)
    rules.believe(
        run.believed,
        run.needs,
        run.need_trend,
        run.need_bought,
        run.need_shocks,
        run.lacking,
        run.known_lately,
        of_needs(run, MARKET_COL_FRAME),
        ahead,
        of_needs(run, MARKET_COL_NOISE),
        of_needs(run, MARKET_COL_LEARNING),
        of_needs(run, MARKET_COL_LOUDNESS),
        run.segments,
        run.attributes,
    )
    return 0


cdef int tell_needs(Run run) except -1 nogil:
    """Keep the stocks. What was believed of today is what was believed as long ago as research looks ahead."""
    cdef int32_t each
    cdef int64_t wide = run.segments * run.attributes
    cdef int64_t back = rules.weeks_back(run.week, of_needs(run, MARKET_COL_HORIZON))
    cdef double[::1] then = run.believed_then[back * wide : (back + 1) * wide]
    for each in range(run.products):
        keep_stock(run, STOCK_KIND_PRODUCT_FIT, each, market_fit(run, each))
    for each in range(run.segments):
        keep_stock(run, STOCK_KIND_BELIEF_ERROR, each, rules.misplaced(run.needs, then, each, run.attributes))
    for each in range(run.attributes):
        keep_stock(run, STOCK_KIND_NEED, each, market_need(run, run.needs, each))
    for each in range(run.attributes):
        keep_stock(run, STOCK_KIND_BELIEVED_NEED, each, market_need(run, run.believed, each))
    return 0


cdef double market_need(Run run, double[::1] weights, int32_t attribute) noexcept nogil:
    """Return which share of needs an attribute is: the mean over segments, by their accounts."""
    cdef int32_t segment
    cdef double share = 0.0
    for segment in range(run.segments):
        share += number(run, BLOCK_SEGMENT, segment, SEGMENT_COL_PART) * rules.need_share(
            weights, segment, attribute, run.attributes
        )
    return share


cdef int need_luck(Run run, int purpose, int64_t week) except -1 nogil:
    """Draw a uniform for every need."""
    cdef int64_t segment, attribute
    for segment in range(run.segments):
        for attribute in range(run.attributes):
            run.need_shocks[segment * run.attributes + attribute] = luck(
                run, purpose, segment << LIMIT_ATTRIBUTE_SHIFT | attribute, week
            )
    return 0


cdef int of_segments(Run run, double[::1] told, int column) except -1 nogil:
    cdef int32_t segment
    for segment in range(run.segments):
        told[segment] = number(run, BLOCK_SEGMENT, segment, column)
    return 0


cdef inline double of_needs(Run run, int column) noexcept nogil:
    return number(run, BLOCK_MARKET, 0, column)


# --- how far a product is what an account needs -------------------------------------------------------------------------------

cdef double needed_fit(Run run, int32_t product, int32_t segment, int64_t account) noexcept nogil:
    """Return how far a product, as it is now, is what an account needs (0..1); without a product it is the usual."""
    cdef double shared, mean
    if product == NONE:
        return of_needs(run, MARKET_COL_USUAL)
    shared = rules.fit_of(run.needs, run.features, segment, product, run.attributes)
    mean = number(run, BLOCK_SEGMENT, segment, SEGMENT_COL_PRIVATE)
    return rules.account_fit(shared, private_share(run, account, mean), one_off(run, account)) if mean > 0.0 else shared


cdef double fit_of_contract(Run run, Contract *contract) noexcept nogil:
    """Return how far what a customer bought last is what they need. Which share of needs is theirs alone is worked out once."""
    cdef double shared, mean
    if contract.product == NONE:
        return of_needs(run, MARKET_COL_USUAL)
    shared = rules.fit_of(run.needs, run.features, contract.segment, contract.product, run.attributes)
    mean = number(run, BLOCK_SEGMENT, contract.segment, SEGMENT_COL_PRIVATE)
    if mean <= 0.0:
        return shared
    if contract.private_mean != mean:
        contract.private_mean, contract.private_share = mean, private_share(run, contract.number, mean)
    return rules.account_fit(shared, contract.private_share, one_off(run, contract.number))


cdef inline double private_share(Run run, int64_t account, double mean) noexcept nogil:
    """Return which share of an account's needs is nobody else's."""
    return rules.private_share(luck(run, PURPOSE_PRIVATE_NEED, account, 0), mean)


cdef double need_lift(Run run, int32_t product, int32_t segment, int64_t account) noexcept nogil:
    """Return what fit adds to the logit of winning."""
    cdef double slope = of_needs(run, MARKET_COL_FIT)
    if slope <= 0.0 or run.attributes == 0:
        return 0.0
    return rules.fit_lift(
        slope, needed_fit(run, product, segment, account), of_needs(run, MARKET_COL_USUAL)
    )


cdef double market_fit(Run run, int32_t product) noexcept nogil:
    """Return how far a product is what segments need: the mean over them, by their accounts."""
    cdef int32_t segment
    cdef double fit = 0.0
    for segment in range(run.segments):
        fit += number(run, BLOCK_SEGMENT, segment, SEGMENT_COL_PART) * rules.fit_of(
            run.needs, run.features, segment, product, run.attributes
        )
    return fit


# --- what was built for single accounts ---------------------------------------------------------------------------------------

@cython.overflowcheck(False)  # the product is meant to wrap
cdef inline int64_t place_of(Run run, int64_t account) noexcept nogil:
    """Return where an account stands in the table, or the free place where it would."""
    cdef int64_t mask = run.built_places - 1
    cdef int64_t place = <int64_t>((<uint64_t>account * 0x9E3779B97F4A7C15u) >> 32) & mask
    while run.built[place].account != NONE and run.built[place].account != account:
        place = (place + 1) & mask
    return place


cdef double one_off(Run run, int64_t account) noexcept nogil:
    """Return which share of an account's own needs was built for it."""
    cdef int64_t place
    if run.built_count == 0:
        return 0.0
    place = place_of(run, account)
    return run.built[place].share if run.built[place].account == account else 0.0


cdef int build_one_off(Run run, int64_t account, double share) except -1 nogil:
    """Let so much of an account's own needs be there from now on."""
    cdef int64_t place
    if 2 * run.built_count >= run.built_places:
        widen_one_offs(run)
    place = place_of(run, account)
    if run.built[place].account == NONE:
        run.built_count += 1
        run.built[place].account = account
    run.built[place].share = share
    return 0


cdef int widen_one_offs(Run run) except -1 nogil:
    """Give the table twice the places; everything in it finds a new one."""
    cdef int64_t place, places = run.built_places
    cdef OneOff *before = run.built
    run.built = NULL
    run.built_places = 2 * places if places > 0 else 256
    wider(<void **>&run.built, run.built_places, sizeof(OneOff))
    for place in range(run.built_places):
        run.built[place].account = NONE
    for place in range(places):
        if before[place].account != NONE:
            run.built[place_of(run, before[place].account)] = before[place]
    free(before)
    return 0
