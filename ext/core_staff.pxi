# People and the work in their hands: taken, done, interrupted; coming and going.

cdef int begin_people(Run run) except -1 nogil:
    """Nobody is there yet; everybody's first day and last day stand in the list of what is to come."""
    cdef int32_t p, c
    cdef size_t words = run.people_words * sizeof(uint64_t)
    run.idlers = 0
    memset(run.idle, 0, words)
    memset(run.idle_words, 0, (run.people_words // WORD + 1) * sizeof(uint64_t))
    forget_hands(run)
    memset(run.own_waiting, 0, words)
    memset(run.kind_waiting, 0, run.kind_words * sizeof(uint64_t))
    memset(run.person, 0, run.people * sizeof(Person))
    begin_careers(run)
    memset(run.stood, 0, <size_t>run.people * run.stood_width * sizeof(int64_t))
    for c in range(run.calendars):
        next_shift(run, c)
    for p in range(run.people):
        begin_person(run, p, &run.person[p])
    return 0


cdef int begin_person(Run run, int32_t p, Person *person) except -1 nogil:
    person.role, person.calendar = <int32_t>run.person_ints[p, PERSON_INT_ROLE], <int32_t>run.person_ints[p, PERSON_INT_CALENDAR]
    person.starts, person.leaves = run.person_ints[p, PERSON_INT_STARTS], run.person_ints[p, PERSON_INT_LEAVES]
    person.team, person.opening = <int32_t>run.person_ints[p, PERSON_INT_TEAM], run.person_ints[p, PERSON_INT_OPENING]
    person.holder = NOBODY
    person.done, person.task, person.standing, person.last_kind = NONE, NOBODY, NOBODY, NOBODY
    if not person.opening:
        at(run, person.starts, PHASE_STAFF, p, p)
    at(run, person.leaves, PHASE_STAFF, p, p)
    return 0


cdef void learn_who_can(Run run) noexcept nogil:
    """Read from the parameters who may do what, who has standing work, and what may interrupt anything at all."""
    cdef int32_t p, kind, other, urgent
    cdef size_t words = run.people_words * sizeof(uint64_t)
    memset(run.can, 0, run.kinds * words)
    memset(run.stands, 0, words)
    memset(run.on_calendar, 0, run.calendars * words)
    memset(run.serves, 0, <size_t>run.people * run.kind_words * sizeof(uint64_t))
    memset(run.interrupts, 0, 2 * run.kinds * sizeof(bint))
    memset(run.yielding, 0, 2 * run.kinds * run.kind_words * sizeof(uint64_t))
    memset(run.interrupting, 0, run.kind_words * sizeof(uint64_t))
    memset(run.interruptible, 0, run.kind_words * sizeof(uint64_t))
    run.somebody_stands, run.something_interrupts = False, False
    for p in range(run.people):
        put_in(&run.on_calendar[run.person_ints[p, PERSON_INT_CALENDAR] * run.people_words], p)
        for kind in range(run.kinds):
            if number(run, BLOCK_PRIORITY, p, kind) > 0.0:
                put_in(&run.can[kind * run.people_words], p)
                put_in(&run.serves[p * run.kind_words], kind)
            if run.kind_family[kind] == KIND_FAMILY_STANDING and number(run, BLOCK_STANDING, p, kind) > 0.0:
                put_in(run.stands, p)
                run.somebody_stands = True
    for kind in range(run.kinds):
        for other in range(run.kinds):
            for urgent in range(2):
                if rules.may_interrupt(number(run, BLOCK_INTERRUPT, kind, other), urgent):
                    run.interrupts[2 * kind + urgent], run.something_interrupts = True, True
                    put_in(&run.yielding[(2 * kind + urgent) * run.kind_words], other)
                    put_in(run.interrupting, kind)
                    put_in(run.interruptible, other)
    learn_crews(run)
    learn_standing(run)
    learn_pursuit(run)


cdef inline bint can_take(Run run, int32_t p, int32_t kind) noexcept nogil:
    """Return whether a person may do a kind of work and is there."""
    return p != NOBODY and run.person[p].here and is_in(&run.can[kind * run.people_words], p)


cdef inline int64_t resumption(Run run) noexcept nogil:
    return rules.some_ticks(number(run, BLOCK_RUN, 0, RUN_COL_RESUMPTION))


# --- work in hand -------------------------------------------------------------------------------------------------------------

cdef int take(Run run, int32_t p, int32_t slot) except -1 nogil:
    cdef Task *task = &run.task[slot]
    cdef Person *person = &run.person[p]
    if person.task != NOBODY or person.standing != NOBODY or not person.here:
        broken(run, b"somebody takes work with hands full, or without being there", p)
    unqueue(run, task)
    record(run, task.number, WHAT_TAKEN, task.kind, p)
    cdef double speed = pace(run, p, task.kind)
    if task.begun:
        task.need = rules.in_other_hands(task.need, task.speed, speed)
    else:
        task.need = told_taken(run, task, p)
    task.speed = speed
    person.task = slot
    begin_work(run, p, task.kind, task.need, task.set_up)
    task.begun = True
    return 0


cdef inline bint is_request(Task *task) noexcept nogil:
    return (task.number & 0xFFFF) != 0


cdef inline int64_t told_taken(Run run, Task *task, int32_t p) except -1 nogil:
    """Return the working ticks a session needs in somebody's hands, told when it is first taken."""
    if is_request(task):
        return request_taken(run, &run.request[task.story], task, p)
    return lead_taken(run, &run.deal[task.story], task, p)


cdef int stand(Run run, int32_t p, int32_t kind) except -1 nogil:
    cdef Person *person = &run.person[p]
    cdef int64_t set_up = resumption(run) if person.torn_away else 0
    record(run, p, WHAT_STANDING, kind, 0)
    person.standing, person.torn_away = kind, False
    return begin_work(run, p, kind, run.standing_ticks, set_up)


cdef int begin_work(Run run, int32_t p, int32_t kind, int64_t need, int64_t set_up) except -1 nogil:
    cdef Person *person = &run.person[p]
    cdef Calendar *calendar = &run.calendar[person.calendar]
    cdef int64_t clock = working_clock(run, calendar)
    idled(run, person, clock)
    count(run, TOTAL_BLOCK_ROLE, person.role, ROLE_TOTAL_TAKEN)
    if person.last_kind != NOBODY and person.last_kind != kind:
        count(run, TOTAL_BLOCK_ROLE, person.role, ROLE_TOTAL_SWITCHES)
    count(run, TOTAL_BLOCK_KIND, kind, KIND_TOTAL_TAKEN)
    set_up = rules.set_up_in_all(set_up, switching(run, person.last_kind, kind))
    person.last_kind = kind
    person.begun += 1
    person.taken, person.taken_at = run.now, clock
    person.set_up = set_up
    person.done = finish(run, calendar, clock, need + set_up)
    is_idle_no_more(run, p)
    list_hand(run, p, kind)
    # The event says what it is that will be done, for memory to be asked in time.
    return at(run, person.done, PHASE_DONE, p, person.task if person.task != NOBODY else MOST_SLOTS + kind)


cdef int done(Run run, int32_t p) except -1 nogil:
    cdef Person *person = &run.person[p]
    cdef int32_t slot = person.task, kind = person.standing
    cdef int64_t useful = put_down(run, p)
    cdef Task *task
    run.match_is_due = True
    if slot == NOBODY:
        record(run, p, WHAT_STOOD, kind, useful)
        count(run, TOTAL_BLOCK_KIND, kind, KIND_TOTAL_DONE)
        return prospects(run, p, useful) if kind == run.prospected_by else 0
    task = &run.task[slot]
    record(run, task.number, WHAT_DONE, p, useful)
    count(run, TOTAL_BLOCK_KIND, task.kind, KIND_TOTAL_DONE)
    if is_request(task):
        return request_goes_on(run, &run.request[task.story])
    goes_to(run, &run.deal[task.story], p)
    buyer_session_done(run, &run.deal[task.story])
    return session_done(run, &run.deal[task.story])


cdef int interrupt(Run run, int32_t p) except -1 nogil:
    """Put the work in hand down unfinished: a task goes back to its place in line, a standing session is over."""
    cdef Person *person = &run.person[p]
    cdef int32_t slot = person.task, kind = person.standing
    cdef int64_t useful = put_down(run, p)
    cdef Task *task
    if slot == NOBODY:
        record(run, p, WHAT_STOOD, kind, useful)
        count(run, TOTAL_BLOCK_KIND, kind, KIND_TOTAL_INTERRUPTED)
        person.torn_away = True
        return 0
    task = &run.task[slot]
    record(run, task.number, WHAT_INTERRUPTED, p, useful)
    count(run, TOTAL_BLOCK_KIND, task.kind, KIND_TOTAL_INTERRUPTED)
    task.need = rules.still_needed(task.need, useful)
    task.set_up = resumption(run)
    task.kept_for = NOBODY
    put(run, slot)
    return 0 if is_request(task) else told_put_down(run, &run.deal[task.story])


cdef int64_t put_down(Run run, int32_t p) noexcept nogil:
    """Book the hours of the work in hand, and return the useful ticks."""
    cdef Person *person = &run.person[p]
    cdef Calendar *calendar = &run.calendar[person.calendar]
    cdef int64_t clock = working_clock(run, calendar)
    cdef int64_t elapsed = clock - person.taken_at, useful = rules.useful_ticks(elapsed, person.set_up)
    cdef int64_t in_window = measured_ticks(calendar, person.taken_at, clock)
    cdef int32_t kind = person.standing, slot = person.task
    if slot != NOBODY:
        kind = run.task[slot].kind
        run.task[slot].worked += useful
        if helps(run, p, kind):
            help_given(run, run.request[run.task[slot].story].kind, useful, min(useful, in_window))
            person.helping_ticks += elapsed
    else:
        stood(run, p)[kind] += useful
        person.stood += useful
    worked(run, p, kind, useful, in_window, elapsed - useful, slot == NOBODY)
    person.worked += useful
    person.busy_ticks += elapsed
    person.task, person.standing, person.done = NOBODY, NOBODY, NONE
    person.idle_since, person.idle_at = run.now, clock
    unlist_hand(run, p, kind)
    becomes_idle(run, p)
    return useful


cdef inline bint helps(Run run, int32_t p, int32_t kind) noexcept nogil:
    """Return whether a kind of work is a request that keeps somebody from standing work of their own."""
    cdef int64_t family = run.kind_family[kind]
    return (family == KIND_FAMILY_REQUEST or family == KIND_FAMILY_REFERRED) and is_in(run.stands, p)


# --- coming and going ---------------------------------------------------------------------------------------------------------

cdef int joins_or_leaves(Run run, int32_t p) except -1 nogil:
    cdef Person *person = &run.person[p]
    run.match_is_due = True
    if person.quits:
        return quits(run, p)
    if run.now == person.leaves:
        return leaves(run, p)
    return hired(run, p) if person.search > 0 else joins(run, p)


cdef int joins(Run run, int32_t p) except -1 nogil:
    cdef Person *person = &run.person[p]
    person.here, person.idle_since, person.joined = True, run.now, run.now
    person.of_leads, person.of_own = -1.0, -1.0  # what hours bring here, somebody new has still to learn
    person.joined_at = working_clock(run, &run.calendar[person.calendar])
    person.idle_at, person.joined = person.joined_at, run.now
    becomes_idle(run, p)
    begin_career(run, p, person)
    return record(run, p, WHAT_JOINED, 0, 0)


cdef int leaves(Run run, int32_t p) except -1 nogil:
    cdef Person *person = &run.person[p]
    if not person.here:
        return 0
    turn_quarters(run)
    if person.task == NOBODY and person.standing == NOBODY:
        idled(run, person, working_clock(run, &run.calendar[person.calendar]))
    else:
        interrupt(run, p)
    opened(run, person)
    person.here = False
    is_idle_no_more(run, p)
    record(run, p, WHAT_LEFT_TEAM, 0, 0)
    return share_own_queue(run, &run.queue[run.kinds + p])


cdef int share_own_queue(Run run, Queue *own) except -1 nogil:
    """Move what was kept for a leaver to the shared queues. It has waited and goes on waiting: nothing is booked."""
    cdef int32_t slot
    cdef Task *task
    while own.count > 0:
        slot = own.at[own.count - 1].task
        task = &run.task[slot]
        take_from_line(run, task)
        task.kept_for = NOBODY
        add_to_line(run, slot)
    return 0


cdef int cut(Run run) except -1 nogil:
    """At the horizon, book what is in hand and what still waits."""
    cdef int32_t p, slot, kind
    cdef int64_t useful
    cdef Person *person
    turn_quarters(run)
    for p in range(run.people):
        person = &run.person[p]
        if not person.here:
            continue
        opened(run, person)
        slot, kind = person.task, person.standing
        if slot == NOBODY and kind == NOBODY:
            idled(run, person, working_clock(run, &run.calendar[person.calendar]))
            continue
        useful = put_down(run, p)
        if slot == NOBODY:
            record(run, p, WHAT_CUT_STANDING, kind, useful)
        else:
            record(run, run.task[slot].number, WHAT_CUT, p, useful)
    for p in range(run.people):
        book_standing(run, p)
    close_queues(run)
    return 0
