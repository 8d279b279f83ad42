# The roadmap: what developers build, for whom, and what keeping it up costs.

cdef int begin_roadmap(Run run) except -1 nogil:
    return 0


cdef int roadmap_week(Run run) except -1 nogil:
    """Move on from last week."""
    return 0
