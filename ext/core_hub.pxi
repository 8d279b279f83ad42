# The hub: what holds functions together.

cdef int begin_hub(Run run) except -1 nogil:
    return 0


cdef int hub_week(Run run) except -1 nogil:
    """Move on from last week."""
    return 0
