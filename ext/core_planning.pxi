# Plans, beliefs, budgets and forecasts.

cdef int begin_planning(Run run) except -1 nogil:
    return 0


cdef int planning_week(Run run) except -1 nogil:
    """Move on from last week."""
    return 0
