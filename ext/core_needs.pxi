# Needs that drift, and what is believed of them.

cdef int begin_needs(Run run) except -1 nogil:
    return 0


cdef int needs_week(Run run) except -1 nogil:
    """Move on from last week."""
    return 0
