# The stories of requests for help: asked by a deal, answered by the intake policy, worked, and of help or too late.

cdef inline int next_ask(Run run, Deal *deal) except -1 nogil:
    """Set the clock for a deal's next request, if its stage raises any."""
    cdef double rate = in_stage(run, deal, STAGE_COL_ASKS)
    return set_ask(run, deal, rate) if rate > 0.0 else 0


cdef int set_ask(Run run, Deal *deal, double rate) except -1 nogil:
    cdef double wait
    if deal.asked < LIMIT_ASKED and deal.numbered < LIMIT_NUMBERED:
        wait = rules.exponential(u(run, deal, PURPOSE_ASK_GAP, deal.asked), 1.0 / rate)
        alarm(run, deal, PHASE_ASK, run.now + rules.whole_ticks(wait))
    return 0


cdef int ask(Run run, Deal *deal) except -1 nogil:
    cdef int64_t first = place(run, BLOCK_ASK_RATE, deal.stage, 0)
    cdef int32_t kind = <int32_t>rules.pick(u(run, deal, PURPOSE_ASK_KIND, deal.asked), run.params, first, run.request_types)
    cdef int32_t slot
    cdef Request *request
    deal.numbered += 1
    record(run, deal.number + deal.numbered, WHAT_ASKED, kind, deal.stage)
    count(run, TOTAL_BLOCK_REQUEST, kind, REQUEST_TOTAL_ASKED)
    if spares(run, deal, kind):
        record(run, deal.number + deal.numbered, WHAT_AVOIDED, kind, deal.stage)
        count(run, TOTAL_BLOCK_REQUEST, kind, REQUEST_TOTAL_AVOIDED)
        deal.asked += 1
        return next_ask(run, deal)
    slot = new_request(run)
    request = &run.request[slot]
    request.task = new_task(run, deal.number + deal.numbered, slot)
    request.account, request.episode, request.attempt, request.stage = deal.account, deal.episode, deal.attempt, deal.stage
    request.kind, request.nth, request.wanted = kind, deal.asked, True
    request.persona, request.search = deal.persona, NONE
    join_deal(run, deal, request)
    deal.asked += 1
    next_ask(run, deal)
    return request_story(run, request, run.request_ints[kind, REQUEST_INT_ENTRY_STEP])


cdef int request_story(Run run, Request *request, int64_t step) except -1 nogil:
    """Run a request's steps until it waits or ends."""
    cdef int64_t op
    while True:
        op = run.steps[step, STEP_COL_OP]
        if op == OP_ANSWER:
            step = answered(run, request, step)
        elif op == OP_WORK:
            request.step = step
            if request.session == 0 and request_strays(run, request, <int32_t>run.steps[step, STEP_COL_A]):
                return 0
            return queue_request(run, request, <int32_t>run.steps[step, STEP_COL_A])
        elif op == OP_AGAIN:
            step = run.steps[step, STEP_COL_B] if request.sessions_left > 0 and request.wanted else step + 1
        elif op == OP_HELP:
            give(run, request)
            step += 1
        elif op == OP_END:
            leave_deal(run, request)
            free_request(run, request)
            return 0
        else:
            broken(run, b"a request came to a step that is none of a request", run.task[request.task].number)


cdef inline int request_goes_on(Run run, Request *request) except -1 nogil:
    return request_story(run, request, request.step + 1)


cdef int64_t answered(Run run, Request *request, int64_t step) except -1 nogil:
    """Meet the intake policy, and return the step that follows from its answer."""
    cdef int64_t answer = intake_answer(run, request)
    cdef double reusable = number(run, BLOCK_REQUEST, request.kind, REQUEST_COL_REUSABLE)
    cdef bint helps
    if answer == ANSWER_DENY:
        return run.steps[step, STEP_COL_E]
    if answer == ANSWER_SELF_SERVE:
        helps = rules.answer_helps(asked_u(run, request, PURPOSE_LIBRARY), in_use(run, request.stage, request.persona))
        record(run, run.task[request.task].number, WHAT_LIBRARY, request.kind, helps)
        count(run, TOTAL_BLOCK_REQUEST, request.kind, REQUEST_TOTAL_FOUND, helps)
        return run.steps[step, STEP_COL_D if helps else STEP_COL_E]
    request.reusable = reusable > 0.0 and rules.is_reusable(asked_u(run, request, PURPOSE_REUSABLE), reusable)
    run.task[request.task].urgent = answer == ANSWER_PREEMPT
    request.sessions_left = <int32_t>min(
        LIMIT_SESSIONS,
        rules.counted(
            number(run, BLOCK_REQUEST, request.kind, REQUEST_COL_SESSION_SPREAD),
            number(run, BLOCK_REQUEST, request.kind, REQUEST_COL_SESSIONS),
            asked_u(run, request, PURPOSE_REQUEST_COUNT),
        ),
    )
    return run.steps[step, STEP_COL_C if answer == ANSWER_REFER else STEP_COL_B]


cdef bint request_strays(Run run, Request *request, int32_t kind) except -1 nogil:
    """Return whether a request goes to the wrong person first, and let it be on its way."""
    cdef int64_t task = run.task[request.task].number
    cdef int64_t index = rules.draw_index(request.episode, request.attempt, request.stage, request.nth + 1)
    request.astray = routed(run, task, kind, request.account, index)
    if request.astray == RIGHT:
        return False
    request.search = run.now + search_wait(run)
    run.searching += 1
    at(run, request.search, PHASE_GAP, task, request.slot)
    return True


cdef inline bint searched(Run run, gtmsim_event *event) noexcept nogil:
    """Return whether a request is still on its way when it should have found the right person."""
    cdef Request *request = &run.request[event.slot]
    return request.search == event.tick and run.task[request.task].number == event.entity


cdef int finds_its_way(Run run, Request *request) except -1 nogil:
    """Put a request that has found the right person in line."""
    request.search = NONE
    run.searching -= 1
    return queue_request(run, request, <int32_t>run.steps[request.step, STEP_COL_A])


cdef int queue_request(Run run, Request *request, int32_t kind) except -1 nogil:
    cdef Task *task = &run.task[request.task]
    request.sessions_left -= 1
    request.session += 1
    task.kind, task.since, task.due, task.begun, task.set_up = kind, run.now, run.now, False, 0
    return put(run, request.task)


cdef int64_t request_taken(Run run, Request *request, Task *task, int32_t p) except -1 nogil:
    """Return the working ticks a session needs in this person's hands."""
    cdef int64_t i = place(run, BLOCK_REQUEST, request.kind, REQUEST_COL_SESSION)
    cdef int64_t ordinal = rules.request_ordinal(request.nth, request.session - 1)
    cdef int64_t need = rules.session_ticks(
        run.params[i],
        run.params[i + 1],
        run.params[i + 2],
        request_u(run, request, PURPOSE_REQUEST_SESSION, ordinal),
        pace(run, p, task.kind),
    )
    if request.reusable:
        need = rules.made_reusable(need, in_drain(run, DRAIN_COL_REUSABLE_COST))
    return need if request.session > 1 else longer(run, task.number, need, request.astray)


cdef int give(Run run, Request *request) except -1 nogil:
    cdef Deal *deal
    if request.session > 0:
        made(run, request)
    if request.wanted:
        deal = &run.deal[request.deal]
        deal.supported = deal.supported or request.session > 0
        deal.lift = rules.helped_lift(deal.lift, number(run, BLOCK_REQUEST, request.kind, REQUEST_COL_LIFT))
        deal.saved += rules.some_ticks(number(run, BLOCK_REQUEST, request.kind, REQUEST_COL_SAVED))
    record(run, run.task[request.task].number, WHAT_HELPED, request.kind, request.wanted)
    count(run, TOTAL_BLOCK_REQUEST, request.kind, REQUEST_TOTAL_HELPED if request.wanted else REQUEST_TOTAL_LATE)
    return 0


cdef int made(Run run, Request *request) except -1 nogil:
    """Put reusable help on the shelf; help broken off because nobody waits for it any more serves nobody."""
    cdef bint shelved = request.reusable and request.sessions_left == 0
    if shelved:
        shelve(run, request.stage, request.persona)
        record(run, run.task[request.task].number, WHAT_SHELVED, request.kind, request.stage)
    count(run, TOTAL_BLOCK_REQUEST, request.kind, REQUEST_TOTAL_REUSABLE if shelved else REQUEST_TOTAL_ONE_TIME)
    return 0


# --- whose requests -----------------------------------------------------------------------------------------------------------

cdef inline void join_deal(Run run, Deal *deal, Request *request) noexcept nogil:
    """Stand last among a deal's requests, so that they stand in order of their numbers."""
    request.deal, request.before, request.next = deal.slot, deal.last_request, NONE
    if deal.last_request == NONE:
        deal.first_request = request.slot
    else:
        run.request[deal.last_request].next = request.slot
    deal.last_request = request.slot


cdef inline void leave_deal(Run run, Request *request) noexcept nogil:
    """A deal that has left the stage, or its slot's next owner, knows nothing of the request any more."""
    cdef Deal *deal = &run.deal[request.deal]
    if not request.wanted:
        return
    if request.before == NONE:
        deal.first_request = request.next
    else:
        run.request[request.before].next = request.next
    if request.next == NONE:
        deal.last_request = request.before
    else:
        run.request[request.next].before = request.before


cdef int nobody_waits(Run run, Deal *deal) except -1 nogil:
    """Tell a deal's requests that it has left the stage: those still queued are withdrawn, those in hand come too late."""
    cdef int32_t slot = deal.first_request
    cdef Request *request
    while slot != NONE:
        request = &run.request[slot]
        slot = request.next
        request.wanted = False
        if request.search != NONE:
            request.search = NONE
            run.searching -= 1
            free_request(run, request)
        elif run.task[request.task].place != NONE:
            withdraw(run, &run.task[request.task])
            free_request(run, request)
    deal.first_request, deal.last_request = NONE, NONE
    return 0


cdef inline double asked_u(Run run, Request *request, int purpose) noexcept nogil:
    return request_u(run, request, purpose, request.nth)


cdef inline double request_u(Run run, Request *request, int purpose, int64_t ordinal) noexcept nogil:
    """Return a request's luck: it stands where its deal was when it asked."""
    return luck(run, purpose, request.account, rules.draw_index(request.episode, request.attempt, request.stage, ordinal))
