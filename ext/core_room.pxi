# Memory: asked for once, made wider when it is too small, and used again. A slot given back is the next one to be taken.

cdef int check_widths(program) except -1:
    """Raise ProgramError for a program that asks for more than an event or the address of a draw can hold."""
    from gtmsim.errors import ProgramError

    for what, asked, most in (
        ("ticks", program.horizon, GTMSIM_LAST_TICK),
        ("sources", program.sources, LIMIT_MARKET),
        ("stages", program.stages, 256),
        ("people", program.people, MOST_SLOTS),
        ("segments", program.segments, LIMIT_SEGMENTS),
        ("products", program.products, LIMIT_PRODUCTS),
        ("accounts of one segment", max(program.segment_accounts.tolist(), default=0), LIMIT_SEGMENT_ACCOUNTS),
        ("accounts", sum(program.segment_accounts.tolist()), MOST_SLOTS),
    ):
        if asked > most:
            raise ProgramError(f"the program has {asked} {what}; it can hold {most}")
    return 0


cdef void *cleared(size_t count, size_t size) except NULL:
    """Return cleared memory for so many, from the beginning of a cache line; a little for none, so that no table is missing."""
    cdef void *block = gtmsim_in_lines((count + 1) * size)
    if block == NULL:
        raise MemoryError
    return memset(block, 0, (count + 1) * size)


cdef void *room(Run run, size_t count, size_t size) except NULL:
    """Return cleared memory that belongs to the state of a replication."""
    cdef void *block = cleared(count, size)
    try:
        remember(run, block, count * size, True)
    except MemoryError:
        free(block)
        raise
    return block


cdef object floats(Run run, int64_t count):
    """Return an array of so many zeros that belongs to the state of a replication; a field of it must hold it."""
    return whose(run, np.zeros(count), count)


cdef object wholes(Run run, int64_t count):
    """Return an array of so many whole zeros that belongs to the state of a replication; a field of it must hold it."""
    return whose(run, np.zeros(count, np.int64), count)


cdef object whose(Run run, array, int64_t count):
    cdef size_t begins = array.ctypes.data
    remember(run, <void *>begins, count * sizeof(int64_t), False)
    return array


cdef int remember(Run run, void *block, size_t bytes, bint ours) except -1:
    """Write down where a block of the state stands."""
    if run.stretches == run.stretches_room:
        run.stretches_room = 2 * run.stretches_room + 128
        wider(<void **>&run.stretch, run.stretches_room, sizeof(Stretch))
    cdef Stretch *stretch = &run.stretch[run.stretches]
    stretch.at, stretch.bytes, stretch.ours = block, bytes, ours
    run.stretches += 1
    return 0


cdef int wider(void **block, int64_t capacity, size_t size) except -1 nogil:
    """Make a block so many entries wide; what it holds stays."""
    cdef void *more = realloc(block[0], <size_t>capacity * size)
    if more == NULL:
        with gil:
            raise MemoryError
    gtmsim_on_large_pages(more, <size_t>capacity * size)
    block[0] = more
    return 0


cdef int32_t slot_of(Slots *slots, void **block, size_t size) except -1 nogil:
    """Return a slot that was never used before; there is none to be used again."""
    cdef int32_t slot = slots.used
    if slot == slots.capacity:
        if slot >= MOST_SLOTS:
            with gil:
                raise MemoryError("more stories at once than an event can point to")
        slots.capacity = 2 * slots.capacity if slots.capacity > 0 else 256
        wider(block, slots.capacity, size)
    slots.used += 1
    return slot


cdef inline int32_t new_task(Run run, int64_t number, int32_t story) except -1 nogil:
    cdef int32_t slot = run.task_slots.free
    if slot >= 0:
        run.task_slots.free = run.task[slot].next
    else:
        slot = slot_of(&run.task_slots, <void **>&run.task, sizeof(Task))
    run.task_slots.taken += 1
    cdef Task *task = &run.task[slot]
    task.number, task.kept_for, task.place, task.story = number, NOBODY, NONE, story
    task.worked, task.urgent = 0, False  # the rest is written when it is first queued
    return slot


cdef inline int32_t new_deal(Run run) except -1 nogil:
    cdef int32_t slot = run.deal_slots.free
    if slot >= 0:
        run.deal_slots.free = run.deal[slot].next
    else:
        slot = slot_of(&run.deal_slots, <void **>&run.deal, sizeof(Deal))
    run.deal_slots.taken += 1
    cdef Deal *deal = &run.deal[slot]
    memset(&deal.piped, 0, <size_t>&deal[1] - <size_t>&deal.piped)
    deal.slot = slot
    return slot


cdef inline int32_t new_request(Run run) except -1 nogil:
    cdef int32_t slot = run.request_slots.free
    if slot >= 0:
        run.request_slots.free = run.request[slot].next
    else:
        slot = slot_of(&run.request_slots, <void **>&run.request, sizeof(Request))
    run.request_slots.taken += 1
    memset(&run.request[slot], 0, sizeof(Request))
    run.request[slot].slot = slot
    return slot


cdef inline void free_task(Run run, int32_t slot) noexcept nogil:
    run.task[slot].next = run.task_slots.free
    run.task_slots.free = slot
    run.task_slots.taken -= 1


cdef inline void free_deal(Run run, Deal *deal) noexcept nogil:
    free_task(run, deal.task)
    if run.calling:
        unlist_call(run, deal)
    deal.number = NONE
    deal.next = run.deal_slots.free
    run.deal_slots.free = deal.slot
    run.deal_slots.taken -= 1


cdef inline void free_request(Run run, Request *request) noexcept nogil:
    free_task(run, request.task)
    request.next = run.request_slots.free
    run.request_slots.free = request.slot
    run.request_slots.taken -= 1


cdef inline void forget_slots(Slots *slots) noexcept nogil:
    slots.used, slots.free, slots.taken = 0, NONE, 0
