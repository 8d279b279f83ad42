# Rivals: what they build, ask and say.

cdef int begin_rivals(Run run) except -1 nogil:
    return 0


cdef int rivals_week(Run run) except -1 nogil:
    """Move on from last week."""
    return 0
