# Working time: opening is an event, closing is arithmetic. Each calendar has a working clock that runs while it is open; what
# somebody remembers of a moment is its reading, so that no moment of the past is ever looked up again.

cdef void reset_calendars(Run run) noexcept nogil:
    cdef int32_t c, i
    cdef Calendar *calendar
    run.next_flip = 0
    memset(run.on_shift, 0, run.people_words * sizeof(uint64_t))
    for c in range(run.calendars):
        calendar = &run.calendar[c]
        calendar.first, calendar.end = <int32_t>run.calendar_first[c], <int32_t>run.calendar_first[c + 1]
        calendar.at, calendar.to_open = calendar.first - 1, calendar.first
        calendar.flips, calendar.is_open = 0, False
        calendar.warm, calendar.closes, calendar.closed = 0, 0, 0
        calendar.opens = next_opening_of(run, calendar)
        for i in range(calendar.first, calendar.end):
            if run.interval_start[i] < run.warm_up:
                calendar.warm += min(run.interval_end[i], run.warm_up) - run.interval_start[i]


cdef inline int64_t working_clock(Run run, Calendar *calendar) noexcept nogil:
    """Return the working ticks of a calendar from the run's start to now."""
    if run.now >= calendar.opens:
        begin_interval(run, calendar)
    return min(run.now, calendar.closes) - calendar.closed


cdef void begin_interval(Run run, Calendar *calendar) noexcept nogil:
    """Know the interval that has begun last, and when the next one begins."""
    while calendar.at + 1 < calendar.end and run.interval_start[calendar.at + 1] <= run.now:
        calendar.at += 1
    calendar.closes = run.interval_end[calendar.at]
    calendar.closed = run.interval_start[calendar.at] - run.interval_before[calendar.at]
    calendar.opens = next_opening_of(run, calendar)


cdef inline int64_t next_opening_of(Run run, Calendar *calendar) noexcept nogil:
    """Return when the interval after the one begun last begins."""
    return run.interval_start[calendar.at + 1] if calendar.at + 1 < calendar.end else GTMSIM_NEVER


cdef inline int64_t window(Run run, Person *person, int64_t begin) noexcept nogil:
    """Return the working ticks from a reading of the person's working clock to now that lie after warm-up."""
    cdef Calendar *calendar = &run.calendar[person.calendar]
    return measured_ticks(calendar, begin, working_clock(run, calendar))


cdef inline int64_t measured_ticks(Calendar *calendar, int64_t begin, int64_t end) noexcept nogil:
    """Return the ticks between two readings of a working clock that lie after warm-up."""
    return max(0, end - max(begin, calendar.warm))


cdef inline int64_t finish(Run run, Calendar *calendar, int64_t clock, int64_t ticks) noexcept nogil:
    """Return when work of so many working ticks is done that begins now, when the working clock shows `clock`.

    At closing time rather than at the next opening. Most work ends before its calendar closes, or when it is open next.
    """
    cdef int64_t goal = clock + ticks
    if goal <= calendar.closes - calendar.closed:
        return goal + calendar.closed
    return finish_later(run, calendar, goal)


cdef int64_t finish_later(Run run, Calendar *calendar, int64_t goal) noexcept nogil:
    """Return when the working clock shows so much, if that is after the interval begun last."""
    cdef int32_t low = calendar.at + 1, high, stride = 1
    while low + stride <= calendar.end and reach(run, low + stride - 1) < goal:
        low += stride
        stride *= 2
    high = min(low + stride - 1, calendar.end)
    low = first_to_reach(run, low, high, goal)
    if low == calendar.end:
        return GTMSIM_NEVER
    return run.interval_start[low] + goal - run.interval_before[low]


cdef inline int32_t first_to_reach(Run run, int32_t low, int32_t high, int64_t goal) noexcept nogil:
    """Return the first interval of a stretch at whose end the working clock shows so much; `high` if none before it does."""
    cdef int32_t middle
    while low < high:
        middle = low + (high - low) // 2
        if reach(run, middle) >= goal:
            high = middle
        else:
            low = middle + 1
    return low


cdef inline int64_t reach(Run run, int32_t interval) noexcept nogil:
    """Return what the working clock shows when an interval closes."""
    return run.interval_before[interval] + run.interval_end[interval] - run.interval_start[interval]


cdef void flip_calendars(Run run) noexcept nogil:
    """Bring who is on shift up to date; nothing changes before `next_flip`."""
    cdef int32_t c
    cdef Calendar *calendar
    run.next_flip = GTMSIM_NEVER
    for c in range(run.calendars):
        calendar = &run.calendar[c]
        if calendar.flips <= run.now:
            flip(run, c, calendar)
        run.next_flip = min(run.next_flip, calendar.flips)


cdef void flip(Run run, int32_t c, Calendar *calendar) noexcept nogil:
    cdef int32_t word
    cdef uint64_t *members = &run.on_calendar[c * run.people_words]
    working_clock(run, calendar)
    calendar.is_open = run.now < calendar.closes
    calendar.flips = calendar.closes if calendar.is_open else calendar.opens
    for word in range(run.people_words):
        if calendar.is_open:
            run.on_shift[word] |= members[word]
        else:
            run.on_shift[word] &= ~members[word]


cdef int next_shift(Run run, int32_t c) except -1 nogil:
    """Let a calendar's next opening come."""
    cdef Calendar *calendar = &run.calendar[c]
    if calendar.to_open < calendar.end:
        at(run, run.interval_start[calendar.to_open], PHASE_SHIFT, c, c)
        calendar.to_open += 1
    return 0


cdef int shift(Run run, int32_t c) except -1 nogil:
    record(run, c, WHAT_SHIFT, 0, 0)
    run.match_is_due = True
    return next_shift(run, c)
