# Who is clear about what: work that goes to the wrong person first, and what that costs.

cdef int begin_structure(Run run) except -1 nogil:
    return 0


cdef int structure_week(Run run) except -1 nogil:
    """Move on from last week."""
    return 0


cdef int routed(Run run, int64_t task, int32_t kind, int64_t account, int64_t index) except -1 nogil:
    """Return whether work reaches the right person, goes astray, or is even done twice."""
    cdef double clarity = of_structure(run, STRUCTURE_COL_CLARITY)
    cdef bint twice
    count(run, TOTAL_BLOCK_STRUCTURE, 0, STRUCTURE_TOTAL_ROUTED)
    if clarity >= 1.0 or not rules.strays(luck(run, PURPOSE_MISROUTED, account, index), clarity):
        return RIGHT
    twice = rules.done_twice(luck(run, PURPOSE_DONE_TWICE, account, index), of_structure(run, STRUCTURE_COL_TWICE))
    count(run, TOTAL_BLOCK_STRUCTURE, 0, STRUCTURE_TOTAL_MISROUTED)
    count(run, TOTAL_BLOCK_STRUCTURE, 0, STRUCTURE_TOTAL_TWICE, twice)
    record(run, task, WHAT_MISROUTED, kind, twice)
    return DONE_TWICE if twice else MISROUTED


cdef inline int64_t search_wait(Run run) noexcept nogil:
    """Return how long misrouted work is on the way to the right person."""
    return rules.whole_ticks(of_structure(run, STRUCTURE_COL_SEARCH_WAIT))


cdef int64_t longer(Run run, int64_t task, int64_t need, int32_t astray) except -1 nogil:
    """Return what a session needs that went astray: it was sought for, and may be done twice."""
    cdef int64_t search, second
    if astray == RIGHT:
        return need
    search = rules.search_ticks(of_structure(run, STRUCTURE_COL_SEARCH))
    second = rules.second_ticks(need, astray == DONE_TWICE)
    count(run, TOTAL_BLOCK_STRUCTURE, 0, STRUCTURE_TOTAL_SEARCH_TICKS, search)
    count(run, TOTAL_BLOCK_STRUCTURE, 0, STRUCTURE_TOTAL_TWICE_TICKS, second)
    record(run, task, WHAT_ASTRAY, search, second)
    return need + search + second


cdef inline double of_structure(Run run, int column) noexcept nogil:
    """Return a number of role clarity."""
    return number(run, BLOCK_STRUCTURE, 0, column)
