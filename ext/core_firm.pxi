# The firm as a whole: numbers that one part of the world writes on Mondays and others read, and the stocks it is told by.

cdef int begin_firm(Run run) except -1 nogil:
    cdef int32_t place, i
    for place in range(FIRM_WIDTH):
        run.firm[place] = rules.neutral(place)
    for i in range(run.segments * run.attributes):
        run.needs[i] = run.params[run.at[BLOCK_NEED] + i]
        run.believed[i] = run.needs[i]
        run.said_needs[i] = run.needs[i]
    for i in range(run.products * run.attributes):
        run.features[i] = run.params[run.at[BLOCK_FEATURE] + i]
        run.said_features[i] = run.features[i]
    for i in range(run.rivals * run.attributes):
        run.rival_features[i] = run.params[run.at[BLOCK_RIVAL_FEATURE] + i]
        run.rivals_seen[i] = run.rival_features[i]
        run.said_of_rivals[i] = run.rival_features[i]
    return 0


cdef void firm_follows(Run run) noexcept nogil:
    """Let needs and features be moved by what other numbers say of them; what is believed of them stays behind."""
    cdef int32_t i
    cdef double said
    for i in range(run.segments * run.attributes):
        said = run.params[run.at[BLOCK_NEED] + i]
        run.needs[i] = rules.follows(run.needs[i], run.said_needs[i], said)
        run.said_needs[i] = said
    for i in range(run.products * run.attributes):
        said = run.params[run.at[BLOCK_FEATURE] + i]
        run.features[i] = rules.follows(run.features[i], run.said_features[i], said)
        run.said_features[i] = said
    for i in range(run.rivals * run.attributes):
        said = run.params[run.at[BLOCK_RIVAL_FEATURE] + i]
        run.rival_features[i] = rules.follows(run.rival_features[i], run.said_of_rivals[i], said)
        run.said_of_rivals[i] = said


cdef int keep_stock(Run run, int kind, int32_t level, double value) except -1 nogil:
    """Write down where a stock stands this Monday, if the program keeps it."""
    cdef int64_t place, stands
    if level >= run.stock_first[kind + 1] - run.stock_first[kind]:
        return 0
    place = run.stock_first[kind] + level
    stands = rules.signed_micro(value)
    record(run, place, WHAT_STOCK, run.week, stands)
    week(run, WEEK_COL_WIDTH + 2 * run.kinds + place, stands)
    count(run, TOTAL_BLOCK_STOCK, place, STOCK_TOTAL_SUM_MICRO, stands)
    run.totals[run.total_at[TOTAL_BLOCK_STOCK] + place * STOCK_TOTAL_WIDTH + STOCK_TOTAL_LAST_MICRO] = stands
    return 0
