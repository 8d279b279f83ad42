# Mondays: in which order the weekly stocks move, and what is written down of them.

cdef int begin_weeks(Run run) except -1 nogil:
    return at(run, 0, PHASE_WEEK, 0, 0)


cdef int week_passes(Run run) except -1 nogil:
    """Let each part of the world move on from last week's hours, one after the other."""
    cdef int64_t remembered, known
    if GTMSIM_CHECKED:
        recount(run)
    run.week = <int32_t>(run.now // TICKS_PER_WEEK)
    run.week_at = run.week * run.week_width
    tell_events(run)
    if run.phase_now < run.phase_at.shape[0] and run.phase_at[run.phase_now] == run.now:
        run.phase_now += 1
        hold(run)
        numbers_change(run)
    if run.week == 0:
        customers_begin(run)
    careers_week(run)
    events_week(run)
    library_week(run)
    intake_week(run)
    hub_week(run)
    needs_week(run)
    rivals_week(run)
    roadmap_week(run)
    demand_week(run)
    market_week(run)
    noise_week(run)
    pursuit_week(run)
    buyers_week(run)
    customers_week(run)
    loyalty_week(run)
    planning_week(run)
    structure_week(run)
    settle(run)
    remembered, known = awareness(run), knowledge(run)
    if run.researched_by >= 0:
        record(run, 0, WHAT_KNOWN, run.week, known)
    record(run, 0, WHAT_WEEK, run.week, remembered)
    week_begins(run, remembered, known)
    accounts_come_and_go(run)
    return at(run, run.now + TICKS_PER_WEEK, PHASE_WEEK, 0, 0)
