# Who is clear about what, and who knows whom: work that goes astray, specialists, experience that goes stale.

cdef int begin_structure(Run run) except -1 nogil:
    cdef int32_t i
    for i in range(run.products):
        run.product_wins[i] = 0
    for i in range(run.people * run.segments):
        run.learnt[i] = 0.0
    for i in range(run.segments * run.attributes):
        run.needs_then[i] = run.needs[i]
    return 0


# --- who knows what -----------------------------------------------------------------------------------------------------------

cdef int32_t specialist(Run run, Deal *deal, int32_t kind) noexcept nogil:
    """Return for whom a session is kept because they know the segment, or NOBODY."""
    cdef double share = of_structure(run, STRUCTURE_COL_SPECIALISTS), knows, known = 0.0
    cdef int32_t p, best = NOBODY
    cdef int64_t to_do, load = 0
    if share <= 0.0 or not rules.kept(u(run, deal, PURPOSE_SPECIALIST, deal.session - 1), share):
        return NOBODY
    for p in range(run.people):
        knows = number(run, BLOCK_KNOWS, p, deal.segment)
        if knows <= 0.0 or not can_take(run, p, kind):
            continue
        to_do = run.queue[run.kinds + p].count + (run.person[p].task != NOBODY)
        if best == NOBODY or rules.serves_rather(knows, to_do, p, known, load, best):
            best, known, load = p, knows, to_do
    return best


cdef double structure_lift(Run run, Deal *deal) noexcept nogil:
    """Return what knowing the segment, and the firm's wins of the product, add to the logit of winning."""
    cdef double knows = 0.0
    if deal.last_person != NOBODY:
        knows = number(run, BLOCK_KNOWS, deal.last_person, deal.segment)
    if deal.product == NONE:
        return knows
    return knows + rules.firm_learned(
        number(run, BLOCK_PRODUCT, deal.product, PRODUCT_COL_LEARNING),
        run.product_wins[deal.product],
        number(run, BLOCK_PRODUCT, deal.product, PRODUCT_COL_LEARNT_AT),
        number(run, BLOCK_PRODUCT, deal.product, PRODUCT_COL_LEARNT_MOST),
    )


cdef int structure_week(Run run) except -1 nogil:
    """Let experience fade where needs have moved on since last Monday."""
    cdef int32_t i, p
    cdef double stale = of_structure(run, STRUCTURE_COL_STALE)
    if stale > 0.0 and run.week > 0:
        for i in range(run.segments):
            run.moved[i] = rules.needs_moved(run.needs, run.needs_then, i, run.attributes)
        for p in range(run.people):
            run.person[p].experience = rules.goes_stale(run.learnt, run.moved, p, run.segments, stale)
    for i in range(run.segments * run.attributes):
        run.needs_then[i] = run.needs[i]
    return 0


# --- whose work it is ---------------------------------------------------------------------------------------------------------

cdef inline int routed(Run run, int64_t task, int32_t kind, int64_t account, int64_t index) except -1 nogil:
    """Return whether work reaches the right person, goes astray, or is even done twice."""
    cdef double clarity = of_structure(run, STRUCTURE_COL_CLARITY)
    count(run, TOTAL_BLOCK_STRUCTURE, 0, STRUCTURE_TOTAL_ROUTED)
    return RIGHT if clarity >= 1.0 else may_stray(run, task, kind, account, index, clarity)


cdef int may_stray(Run run, int64_t task, int32_t kind, int64_t account, int64_t index, double clarity) except -1 nogil:
    cdef bint twice
    if not rules.strays(luck(run, PURPOSE_MISROUTED, account, index), clarity):
        return RIGHT
    twice = rules.done_twice(luck(run, PURPOSE_DONE_TWICE, account, index), of_structure(run, STRUCTURE_COL_TWICE))
    count(run, TOTAL_BLOCK_STRUCTURE, 0, STRUCTURE_TOTAL_MISROUTED)
    count(run, TOTAL_BLOCK_STRUCTURE, 0, STRUCTURE_TOTAL_TWICE, twice)
    record(run, task, WHAT_MISROUTED, kind, twice)
    return DONE_TWICE if twice else MISROUTED


cdef inline int64_t search_wait(Run run) noexcept nogil:
    """Return how long misrouted work is on the way to the right person."""
    return rules.whole_ticks(of_structure(run, STRUCTURE_COL_SEARCH_WAIT))


cdef inline int64_t longer(Run run, int64_t task, int64_t need, int32_t astray) except -1 nogil:
    return need if astray == RIGHT else sought_and_done(run, task, need, astray)


cdef int64_t sought_and_done(Run run, int64_t task, int64_t need, int32_t astray) except -1 nogil:
    """Return what a session needs that went astray: it was sought for, and may be done twice."""
    cdef int64_t search, second
    search = rules.search_ticks(of_structure(run, STRUCTURE_COL_SEARCH))
    second = rules.second_ticks(need, astray == DONE_TWICE)
    count(run, TOTAL_BLOCK_STRUCTURE, 0, STRUCTURE_TOTAL_SEARCH_TICKS, search)
    count(run, TOTAL_BLOCK_STRUCTURE, 0, STRUCTURE_TOTAL_TWICE_TICKS, second)
    record(run, task, WHAT_ASTRAY, search, second)
    return need + search + second


cdef inline double of_structure(Run run, int column) noexcept nogil:
    """Return a number of role clarity."""
    return number(run, BLOCK_STRUCTURE, 0, column)
