# Mondays: in which order the weekly stocks move, and what is written down of them.

cdef int begin_weeks(Run run) except -1 nogil:
    return at(run, 0, PHASE_WEEK, 0, 0)


cdef int week_passes(Run run) except -1 nogil:
    """Let each part of the world move on from last week's hours, one after the other."""
    cdef int64_t awareness
    if GTMSIM_CHECKED:
        recount(run)
    run.week = <int32_t>(run.now // TICKS_PER_WEEK)
    if run.now == run.treated_at:
        record(run, 0, WHAT_TREATED, run.week, 0)
        hold(run, 0)
    market_week(run)
    pursuit_week(run)
    awareness = rules.micro(run.stock)
    record(run, 0, WHAT_WEEK, run.week, awareness)
    week_begins(run, awareness)
    return at(run, run.now + TICKS_PER_WEEK, PHASE_WEEK, 0, 0)
