# What must always hold. What costs nothing is checked in every run; the checked build recounts everything every week as well.

cdef int broken(Run run, const char *message, int64_t entity) except -1 nogil:
    """Raise InvariantError, with everything needed to see it again."""
    with gil:
        from gtmsim.errors import InvariantError

        raise InvariantError(
            message.decode(), tick=run.now, entity=f"entity {entity} in phase {run.phase}", seed=run.seed,
            replication=run.replication,
        )  # fmt: skip


cdef int add_up(Run run) except -1 nogil:
    """Check what a replication leaves behind: no hour, no wait and no lead may be lost, nor told twice."""
    cdef int32_t p, kind, role
    cdef int64_t hours
    cdef int64_t *row
    for p in range(run.people):
        if run.person[p].accounted != run.person[p].opened:
            broken(run, b"worked and idle hours of a person do not add up to the open ones", p)
    for kind in range(run.kinds):
        row = &run.totals[run.total_at[TOTAL_BLOCK_KIND] + kind * KIND_TOTAL_WIDTH]
        if row[KIND_TOTAL_WAIT_TICKS] != row[KIND_TOTAL_QUEUE_TICKS]:
            broken(run, b"a queue's length over time is not the sum of the waits in it", kind)
    for role in range((run.total_at[TOTAL_BLOCK_ROLE_KIND] - run.total_at[TOTAL_BLOCK_ROLE]) // ROLE_TOTAL_WIDTH):
        row = &run.totals[run.total_at[TOTAL_BLOCK_ROLE] + role * ROLE_TOTAL_WIDTH]
        hours = row[ROLE_TOTAL_IDLE_TICKS]
        for kind in range(run.kinds):
            hours += run.totals[run.total_at[TOTAL_BLOCK_ROLE_KIND] + role * run.kinds + kind]
        if hours != row[ROLE_TOTAL_OPEN_TICKS]:
            broken(run, b"worked and idle hours of a role do not add up to the open ones", role)
    if run.begun - run.closed + run.serving != run.deal_slots.taken:
        broken(run, b"leads that came, less those that ended, are not those that are alive", run.begun)
    if run.deal_slots.taken + run.request_slots.taken != run.task_slots.taken:
        broken(run, b"a story has no task, or a task has no story", run.task_slots.taken)
    return 0


# --- the checked build --------------------------------------------------------------------------------------------------------

cdef int recount(Run run) except -1 nogil:
    """Count everything anew, and compare it with what is kept up to date along the way."""
    cdef int32_t p, i
    cdef int64_t in_lines = 0, at_work = 0, idlers = 0
    for i in range(run.kinds + run.people):
        recount_line(run, i, &run.queue[i])
        in_lines += run.queue[i].count
    for p in range(run.people):
        recount_person(run, p, &run.person[p])
        at_work += run.person[p].task != NOBODY
        idlers += is_in(run.idle, p)
    if idlers != run.idlers:
        broken(run, b"there are not as many idle people as are thought to be", idlers)
    if in_lines != run.waiting:
        broken(run, b"the queues do not hold what waits", in_lines)
    for i in range(run.kinds):
        in_lines -= run.in_queue[i]
    if in_lines != 0:
        broken(run, b"the lengths of the queues do not add up to what waits", in_lines)
    for i in range(run.deal_slots.used):
        if run.deal[i].number != NONE:
            at_work -= recount_deal(run, &run.deal[i])
    if run.calling:
        recount_calls(run)
    if at_work != run.request_slots.taken - requests_waiting(run):
        broken(run, b"a session in hand belongs to nobody's story", at_work)
    return 0


cdef int recount_line(Run run, int32_t i, Queue *queue) except -1 nogil:
    cdef int32_t place
    cdef bint known = is_in(run.kind_waiting, i) if i < run.kinds else is_in(run.own_waiting, i - run.kinds)
    if known != (queue.count > 0):
        broken(run, b"a queue is thought empty, or not empty, against the truth", i)
    for place in range(queue.count):
        if run.task[queue.at[place].task].place != queue.first + place or line(run, &run.task[queue.at[place].task]) != queue:
            broken(run, b"a task does not know where it waits", queue.at[place].number)
        if place > 0 and before(&queue.at[place], &queue.at[place - 1 if queue.in_order else (place - 1) // 2]):
            broken(run, b"a queue is out of order", queue.at[place].number)
    return 0


cdef int recount_person(Run run, int32_t p, Person *person) except -1 nogil:
    cdef bint busy = person.task != NOBODY or person.standing != NOBODY
    cdef int64_t lately = window(run, person, person.taken_at if busy else person.idle_at) if person.here else 0
    if person.task != NOBODY and (person.standing != NOBODY or run.task[person.task].place != NONE):
        broken(run, b"somebody has two works in hand, or one that waits", p)
    if is_in(run.idle, p) != (person.here and not busy) or (person.done != NONE) != busy:
        broken(run, b"somebody is thought idle, or busy, against the truth", p)
    if (run.hand[p].list != NONE) != (busy and is_in(run.interruptible, in_hand(run, p))):
        broken(run, b"somebody can be torn from their work, or not, against the truth", p)
    if person.here and person.accounted + lately != person.opened + window(run, person, person.joined_at):
        broken(run, b"worked and idle hours of a person do not add up to the open ones so far", p)
    return 0


cdef int recount_deal(Run run, Deal *deal) except -1 nogil:
    """Check that exactly one thing can wake a lead; return whether it is a session in hand."""
    cdef bint waiting = run.task[deal.task].place != NONE, working = False
    cdef int32_t p
    for p in range(run.people):
        working = working or run.person[p].task == deal.task
    if waiting + working + is_set(deal, PHASE_GAP) + (deal.awaiting_clock != 0 and is_set(deal, PHASE_CLOCK)) != 1:
        broken(run, b"nothing can wake a lead, or more than one thing", deal.number)
    return working


cdef int recount_calls(Run run) except -1 nogil:
    """Check that sellers' lists hold exactly the deals on which they may call, the one most worth it first."""
    cdef int32_t p, slot, before
    cdef int64_t may = 0
    for slot in range(run.deal_slots.used):
        if run.deal[slot].number != NONE:
            may += may_be_called(run, &run.deal[slot])
            if may_be_called(run, &run.deal[slot]) != (run.deal[slot].before != NOWHERE):
                broken(run, b"a deal stands among those to be called on, or not, against the truth", run.deal[slot].number)
    for p in range(run.people):
        before, slot = NONE, run.person[p].to_call
        while slot != NONE and may >= 0:
            if run.deal[slot].number == NONE or run.deal[slot].last_person != p or run.deal[slot].before != before:
                broken(run, b"a seller's list holds a deal that does not belong there", p)
            if before != NONE and not called_before(&run.deal[before], &run.deal[slot]):
                broken(run, b"a seller's list is out of order", p)
            before, slot = slot, run.deal[slot].next
            may -= 1
    if may != 0:
        broken(run, b"the lists of sellers do not hold all deals on which they may call", may)
    return 0


cdef int64_t requests_waiting(Run run) noexcept nogil:
    cdef int32_t i, place
    cdef int64_t n = run.searching
    for i in range(run.kinds + run.people):
        for place in range(run.queue[i].count):
            n += is_request(&run.task[run.queue[i].at[place].task])
    return n
