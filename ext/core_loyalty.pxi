# What satisfies customers and lets them grow.

cdef int begin_loyalty(Run run) except -1 nogil:
    return 0


cdef int loyalty_week(Run run) except -1 nogil:
    """Move on from last week."""
    return 0
