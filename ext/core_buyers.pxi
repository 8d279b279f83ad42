# Buyers: committees, urgency, trust.

cdef int begin_buyers(Run run) except -1 nogil:
    return 0


cdef int buyers_week(Run run) except -1 nogil:
    """Move on from last week."""
    return 0
