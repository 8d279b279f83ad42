# The books of one replication: event records, totals, hours, weekly series.

cdef inline int record(Run run, int64_t entity, int what, int64_t a, int64_t b) except -1 nogil:
    """Write an event record, if anybody wants to read it."""
    if run.tracing:
        write_record(run, entity, what, a, b)
    return 0


cdef int write_record(Run run, int64_t entity, int what, int64_t a, int64_t b) except -1 nogil:
    if run.recorded == run.record_capacity:
        run.record_capacity = 2 * run.record_capacity if run.record_capacity > 0 else 4096
        wider(<void **>&run.records, run.record_capacity, RECORD_COL_WIDTH * sizeof(int64_t))
    cdef int64_t *row = &run.records[run.recorded * RECORD_COL_WIDTH]
    row[RECORD_COL_TICK], row[RECORD_COL_PHASE], row[RECORD_COL_ENTITY] = run.now, run.phase, entity
    row[RECORD_COL_WHAT], row[RECORD_COL_A], row[RECORD_COL_B] = what, a, b
    run.recorded += 1
    return 0


cdef inline int64_t total_columns(Run run, int block) noexcept nogil:
    """Return how wide a block of totals is; the compiler knows it of those that each session moves."""
    if block == TOTAL_BLOCK_CELL:
        return CELL_TOTAL_WIDTH
    if block == TOTAL_BLOCK_STAGE:
        return STAGE_TOTAL_WIDTH
    if block == TOTAL_BLOCK_KIND:
        return KIND_TOTAL_WIDTH
    if block == TOTAL_BLOCK_ROLE:
        return ROLE_TOTAL_WIDTH
    if block == TOTAL_BLOCK_CUSTOMER:
        return CUSTOMER_TOTAL_WIDTH
    return run.total_width[block]


cdef inline void add(Run run, int block, int64_t row, int64_t column, int64_t amount) noexcept nogil:
    """Add to a total an amount that lies in the measured window already."""
    run.total[block][row * total_columns(run, block) + column] += amount


cdef inline void count(Run run, int block, int64_t row, int64_t column, int64_t amount=1) noexcept nogil:
    """Add to a total; what was counted when the warm-up is over is forgotten."""
    add(run, block, row, column, amount)


cdef void warm_up_ends(Run run) noexcept nogil:
    """Forget what was counted so far; plans look back on what leads did since the run began."""
    cdef int64_t place, cells = run.sources * run.segments * CELL_TOTAL_WIDTH
    for place in range(cells):
        run.cells_then[place] = run.total[TOTAL_BLOCK_CELL][place]
    memset(run.totals, 0, run.total_places * sizeof(int64_t))
    for place in range(run.kinds):
        run.queue_since[place] = run.warm_up
    for place in range(run.kinds + run.people):
        waits_anew(run, &run.queue[place])
    run.warm_up_to_come = GTMSIM_NEVER


cdef inline int64_t bin_of(int64_t ticks) noexcept nogil:
    """Return what `rules.bin_of` does, by the highest bit instead of halving."""
    cdef int octave
    if ticks < 32:
        return 0
    octave = 58 - leading_zeros(ticks)  # 32 is the sixth bit
    return min(4 * octave + ((ticks >> octave) >> 3) - 3, BINS - 1)


cdef inline void into_bins(Run run, int block, int64_t ticks) noexcept nogil:
    """Add a duration to a histogram."""
    count(run, block, 0, bin_of(ticks))


cdef inline void week(Run run, int64_t column, int64_t amount=1) noexcept nogil:
    """Add to this week's series."""
    run.weekly[run.week_at + column] += amount


cdef inline int64_t since_warm_up(Run run, int64_t begin) noexcept nogil:
    """Return how many of the ticks from `begin` to now lie in the measured window."""
    return max(0, run.now - max(begin, run.warm_up))


cdef inline void queue_changes(Run run, int32_t kind, int32_t by) noexcept nogil:
    """Keep the time integral of a queue's length."""
    integrate(run, kind)
    run.in_queue[kind] += by


cdef inline void integrate(Run run, int32_t kind) noexcept nogil:
    add(run, TOTAL_BLOCK_KIND, kind, KIND_TOTAL_QUEUE_TICKS, run.in_queue[kind] * (run.now - run.queue_since[kind]))
    run.queue_since[kind] = run.now


cdef inline void waited(Run run, Task *task) noexcept nogil:
    """Book a task's stay in a queue, which ends now."""
    add(run, TOTAL_BLOCK_KIND, task.kind, KIND_TOTAL_WAIT_TICKS, run.now - task.waiting_since)


cdef inline void worked(
    Run run, int32_t p, int32_t kind, int64_t useful, int64_t in_window, int64_t set_up, bint standing
) noexcept nogil:
    """Book hours: useful ticks to their kind, the rest of the window to set-up. What has stood already is not written twice."""
    cdef int64_t useful_in = min(useful, in_window)
    cdef int32_t role = run.person[p].role, last = run.kinds - 1
    add(run, TOTAL_BLOCK_ROLE_KIND, role, kind, useful_in)
    if not standing:
        run.ledger[p * run.kinds + kind] += useful_in
    elif useful_in != useful:
        run.ledger[p * run.kinds + kind] += useful_in - useful
    run.person[p].accounted += in_window
    week(run, WEEK_COL_WIDTH + run.kinds + kind, useful)
    if set_up > 0:
        add(run, TOTAL_BLOCK_ROLE_KIND, role, last, in_window - useful_in)
        run.ledger[p * run.kinds + last] += in_window - useful_in
        week(run, WEEK_COL_WIDTH + run.kinds + last, set_up)


cdef inline int64_t *stood(Run run, int32_t p) noexcept nogil:
    """Return the ticks somebody has stood in each kind of standing work, to be looked up by the kind."""
    return &run.stood[p * run.stood_width - run.first_standing]


cdef void book_standing(Run run, int32_t p) noexcept nogil:
    """Book the hours somebody has stood: at the end, and before they are counted anew."""
    cdef int32_t kind
    for kind in range(run.first_standing, run.first_standing + run.standing_kinds):
        run.ledger[p * run.kinds + kind] += stood(run, p)[kind]


cdef inline void idled(Run run, Person *person, int64_t clock) noexcept nogil:
    """Book the working ticks of the measured window since somebody put down their last work; their clock shows `clock`."""
    cdef int64_t ticks = measured_ticks(&run.calendar[person.calendar], person.idle_at, clock)
    add(run, TOTAL_BLOCK_ROLE, person.role, ROLE_TOTAL_IDLE_TICKS, ticks)
    person.accounted += ticks


cdef inline void opened(Run run, Person *person) noexcept nogil:
    """Book the working ticks and the presence of somebody from whom no more is to come."""
    cdef int64_t ticks = window(run, person, person.joined_at)
    add(run, TOTAL_BLOCK_ROLE, person.role, ROLE_TOTAL_OPEN_TICKS, ticks)
    add(run, TOTAL_BLOCK_TEAM, person.team, TEAM_TOTAL_PRESENT_TICKS, since_warm_up(run, person.joined))
    person.opened += ticks
    person.opened_ticks += working_clock(run, &run.calendar[person.calendar]) - person.joined_at


cdef void week_begins(Run run, int64_t awareness, int64_t knowledge) noexcept nogil:
    """Note what stands at the beginning of a week."""
    cdef int32_t kind
    week(run, WEEK_COL_AWARENESS_MICRO, awareness)
    week(run, WEEK_COL_KNOWLEDGE_MICRO, knowledge)
    for kind in range(run.kinds):
        week(run, WEEK_COL_WIDTH + kind, run.in_queue[kind])


cdef double hours_last_week(Run run, int64_t kind) noexcept nogil:
    """Return the hours worked on a kind in the week before."""
    if run.week == 0 or kind < 0:
        return 0.0
    return run.weekly[(run.week - 1) * run.week_width + WEEK_COL_WIDTH + run.kinds + kind] / <double>TICKS_PER_HOUR
