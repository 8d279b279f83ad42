# The one place where time is scheduled: what comes next, and whether anybody still waits for it.

cdef inline int at(Run run, int64_t tick, int32_t phase, int64_t entity, int32_t slot) except -1 nogil:
    """Let something happen at a tick; events at the horizon or later do not happen."""
    if tick >= run.horizon:
        return 0
    if tick <= run.now and run.events > 0:
        broken(run, b"something is due in the past, or within the tick that caused it", entity)
    if gtmsim_push(&run.to_come, tick, phase, entity, slot) < 0:
        with gil:
            raise MemoryError
    return 0


cdef inline int at_once(Run run, int32_t phase, int64_t entity, int32_t slot) except -1 nogil:
    """Let something happen in a later phase of this tick."""
    if phase <= run.phase:
        broken(run, b"something is due in a phase that is over", entity)
    if gtmsim_push(&run.to_come, run.now, phase, entity, slot) < 0:
        with gil:
            raise MemoryError
    return 0


cdef inline int32_t alarm_of(int32_t phase) noexcept nogil:
    """Return where a deal keeps when it rings in a phase: two phases from PATIENCE on are deals', and those from CLOCK on."""
    return phase - PHASE_PATIENCE if phase <= PHASE_DEADLINE else phase - PHASE_CLOCK + DEADLINES


cdef inline int alarm(Run run, Deal *deal, int32_t phase, int64_t tick) except -1 nogil:
    """Set one of a deal's alarms; setting it anew forgets the old one."""
    deal.due[alarm_of(phase)] = tick
    return at(run, tick, phase, deal.number, deal.slot)


cdef inline bint is_set(Deal *deal, int32_t phase) noexcept nogil:
    return deal.due[alarm_of(phase)] != NONE


cdef inline void forget_alarm(Deal *deal, int32_t phase) noexcept nogil:
    deal.due[alarm_of(phase)] = NONE


cdef inline void forget_alarms(Deal *deal) noexcept nogil:
    cdef int32_t alarm
    for alarm in range(DEAL_ALARMS):
        deal.due[alarm] = NONE


cdef inline bint rings(Run run, gtmsim_event *event) noexcept nogil:
    """Return whether an event's deal still waits for it: the slot may have a new owner, the alarm may be forgotten."""
    cdef Deal *deal = &run.deal[event.slot]
    return deal.number == event.entity and deal.due[alarm_of(event.phase)] == event.tick


cdef int replicate(Run run, int64_t replication) except -1 nogil:
    """Let everything happen that happens before the horizon, then cut."""
    begin(run, replication)
    go_on(run, GTMSIM_NEVER)
    return finish_all(run)


cdef int begin(Run run, int64_t replication) except -1 nogil:
    """Let each part of the world begin anew."""
    reset(run, replication)
    begin_firm(run)
    begin_customers(run)
    begin_people(run)
    begin_events(run)
    begin_market(run)
    begin_library(run)
    begin_intake(run)
    begin_pursuit(run)
    begin_hub(run)
    begin_needs(run)
    begin_rivals(run)
    begin_roadmap(run)
    begin_buyers(run)
    begin_loyalty(run)
    begin_worth(run)
    begin_planning(run)
    begin_structure(run)
    return begin_weeks(run)


cdef int go_on(Run run, int64_t until) except -1 nogil:
    """Let everything happen that happens before a tick."""
    while not go_some_way(run, until):
        pass
    return 0


cdef bint go_some_way(Run run, int64_t until) except -1 nogil:
    """Let things happen until signals are to be heeded; return whether everything has happened that happens before a tick."""
    cdef gtmsim_event event
    while True:
        if run.match_is_due and gtmsim_next_tick(&run.to_come) != run.now:
            if may_match(run):
                match(run)
            run.match_is_due = False  # what MATCH itself puts back in line, it has offered already
        event = gtmsim_pop(&run.to_come)
        if event.tick >= until:
            if event.tick < GTMSIM_NEVER:
                gtmsim_put_back(&run.to_come)
            return True
        if event.tick < 0:
            with gil:
                raise MemoryError
        if run.is_large:
            fetch_ahead(run)
        run.now, run.phase = event.tick, event.phase
        if event.tick >= run.warm_up_to_come:
            warm_up_ends(run)
        happens(run, &event)
        run.until_signals -= 1
        if run.until_signals == 0:
            heed_signals(run)
            return False


cdef inline void fetch_ahead(Run run) noexcept nogil:
    """Let memory hand over what the next event will ask for first: far memory takes about as long as one event."""
    cdef gtmsim_event soon = gtmsim_soon(&run.to_come)
    if soon.phase == PHASE_DONE:
        fetch_session(run, <int32_t>soon.entity, soon.slot)
    elif soon.phase == PHASE_EPISODE or soon.phase == PHASE_RAISE:
        gtmsim_fetch(&run.account[soon.slot], 1)
    elif soon.phase == PHASE_RENEW:
        gtmsim_fetch(&run.contract[soon.slot], 3)
    elif soon.phase >= PHASE_PATIENCE and soon.phase != PHASE_ARRIVAL and soon.entity & TASK_MASK == 0:
        gtmsim_fetch(&run.deal[soon.slot], 4)


cdef inline void fetch_session(Run run, int32_t p, int32_t slot) noexcept nogil:
    """Fetch what the end of a session asks for: its event says which task it was, or which standing work."""
    cdef int32_t segment
    gtmsim_fetch(&run.person[p], 2)
    if slot < MOST_SLOTS:
        gtmsim_fetch(&run.task[slot], 2)
        gtmsim_fetch(&run.ledger[p * run.kinds], 4)
        return
    gtmsim_fetch(&run.stood[p * run.stood_width], 2)
    if slot - MOST_SLOTS == run.prospected_by:
        gtmsim_fetch(&run.person[p].chose, 2)
        for segment in range(run.segments if run.territory >= 0 and run.patch[p] != NONE else 0):
            gtmsim_fetch(&run.worth_a_call[(run.first_account[segment] + run.patch[p] * run.territory) // WORD], 1)


cdef int finish_all(Run run) except -1 nogil:
    """Cut what is going on at the horizon, and add up."""
    run.now, run.phase = run.horizon, PHASE_END
    cut(run)
    add(run, TOTAL_BLOCK_RUN, 0, RUN_TOTAL_EVENTS, run.events)
    cut_leads(run)
    cut_customers(run)
    settle(run)
    return add_up(run)


cdef inline int happens(Run run, gtmsim_event *event) except -1 nogil:
    """Let one event happen, if it is still due. Most are the end of a session, or the arrival of a lead."""
    if event.phase == PHASE_DONE:
        if run.person[event.entity].done != event.tick:
            return 0
        run.events += 1
        return done(run, <int32_t>event.entity)
    if event.phase == PHASE_ARRIVAL and event.entity >> LIMIT_NOISE_SHIFT == 0:
        if run.stream[event.slot].tick != event.tick:
            return 0
        run.events += 1
        return arrives(run, event.slot)
    return happens_otherwise(run, event)


cdef int happens_otherwise(Run run, gtmsim_event *event) except -1 nogil:
    cdef int32_t phase = event.phase, slot = event.slot
    if phase == PHASE_ARRIVAL:
        pass
    elif phase == PHASE_RAISE:
        if run.account[slot].raises != event.tick:
            return 0
    elif phase == PHASE_EPISODE:
        if run.account[slot].tick != event.tick:
            return 0
    elif phase == PHASE_RENEW:
        if run.contract[slot].due != event.tick:
            return 0
    elif phase == PHASE_GAP and event.entity & TASK_MASK:
        if not searched(run, event):
            return 0
    elif phase >= PHASE_PATIENCE:
        if not rings(run, event):
            return 0
        forget_alarm(&run.deal[slot], phase)
    run.events += 1
    if phase == PHASE_ARRIVAL:
        noise_arrives(run, slot)
    elif phase == PHASE_WEEK:
        week_passes(run)
    elif phase == PHASE_SHIFT:
        shift(run, slot)
    elif phase == PHASE_STAFF:
        joins_or_leaves(run, slot)
    elif phase == PHASE_PATIENCE:
        patience_ends(run, &run.deal[slot])
    elif phase == PHASE_DEADLINE:
        deadline(run, &run.deal[slot])
    elif phase == PHASE_EPISODE:
        episode(run, slot)
    elif phase == PHASE_RAISE:
        raises(run, slot)
    elif phase == PHASE_RENEW:
        contract_due(run, slot)
    elif phase == PHASE_CLOCK:
        clock_passes(run, &run.deal[slot])
    elif phase == PHASE_GAP and event.entity & TASK_MASK:
        finds_its_way(run, &run.request[slot])
    elif phase == PHASE_GAP:
        goes_on(run, &run.deal[slot], WHY_DUE)
    elif phase == PHASE_ASK:
        ask(run, &run.deal[slot])
    return 0


cdef int heed_signals(Run run) except -1 nogil:
    """Let Ctrl-C through."""
    run.until_signals = run.events_between_signals
    with gil:
        PyErr_CheckSignals()
    return 0


cdef int reset(Run run, int64_t replication) except -1 nogil:
    """Begin again, in the room that is there."""
    cdef int32_t i
    run.replication, run.now, run.events, run.phase, run.week, run.week_at = replication, 0, 0, PHASE_WEEK, 0, 0
    round_keys(run.round_keys, run.seed, replication)
    run.warm_up_to_come = run.warm_up if run.warm_up > 0 else GTMSIM_NEVER
    run.match_is_due, run.recorded = False, 0
    run.begun, run.closed, run.waiting, run.searching = 0, 0, 0, 0
    gtmsim_clear(&run.to_come)
    forget_slots(&run.task_slots)
    forget_slots(&run.deal_slots)
    forget_slots(&run.request_slots)
    for i in range(run.kinds + run.people):
        forget_line(&run.queue[i])
    memset(run.totals, 0, run.total_places * sizeof(int64_t))
    memset(run.ledger, 0, <size_t>run.people * run.kinds * sizeof(int64_t))
    memset(run.weekly, 0, run.weeks * run.week_width * sizeof(int64_t))
    memset(run.in_queue, 0, run.kinds * sizeof(int64_t))
    memset(run.queue_since, 0, run.kinds * sizeof(int64_t))
    reset_calendars(run)
    return 0
