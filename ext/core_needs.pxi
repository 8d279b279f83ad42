# What buyers need: how far a product is that, and how it drifts.

cdef int begin_needs(Run run) except -1 nogil:
    cdef int64_t place
    run.built_count = 0
    for place in range(run.built_places):
        run.built[place].account = NONE
    return 0


cdef int needs_week(Run run) except -1 nogil:
    """Move on from last week."""
    cdef int32_t product
    for product in range(run.products):
        keep_stock(run, STOCK_KIND_PRODUCT_FIT, product, market_fit(run, product))
    return 0


# --- how far a product is what an account needs -------------------------------------------------------------------------------

cdef double needed_fit(Run run, int32_t product, int32_t segment, int64_t account) noexcept nogil:
    """Return how far a product, as it is now, is what an account needs (0..1); without a product it is the usual."""
    cdef double shared, mean
    if product == NONE:
        return number(run, BLOCK_MARKET, 0, MARKET_COL_USUAL)
    shared = rules.fit_of(run.needs, run.features, segment, product, run.attributes)
    mean = number(run, BLOCK_SEGMENT, segment, SEGMENT_COL_PRIVATE)
    if mean <= 0.0:
        return shared
    return rules.account_fit(
        shared, rules.private_share(luck(run, PURPOSE_PRIVATE_NEED, account, 0), mean), one_off(run, account)
    )


cdef double need_lift(Run run, int32_t product, int32_t segment, int64_t account) noexcept nogil:
    """Return what fit adds to the logit of advancing."""
    cdef double slope = number(run, BLOCK_MARKET, 0, MARKET_COL_FIT)
    if slope <= 0.0 or run.attributes == 0:
        return 0.0
    return rules.fit_lift(
        slope, needed_fit(run, product, segment, account), number(run, BLOCK_MARKET, 0, MARKET_COL_USUAL)
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
