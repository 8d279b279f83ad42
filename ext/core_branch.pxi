# Branches: a replication is put away at a tick and goes on from there, in this worker or in another one of a program with the same
# past. What is carried holds no address of memory, so it may be written to a file as it is.

ctypedef struct Parcel:
    char *at
    size_t used  # bytes passed so far
    size_t size  # bytes that `at` has room for, or that came from a file
    bint opens  # it is being read, not written


cdef int convey(Parcel *parcel, void *what, size_t bytes) except -1 nogil:
    """Let bytes pass, into the parcel or out of it."""
    cdef size_t size
    if parcel.used + bytes > parcel.size:
        if parcel.opens:
            with gil:
                raise ValueError("the state of a replication ends too early")
        size = 2 * parcel.size + bytes
        wider(<void **>&parcel.at, <int64_t>size, 1)
        parcel.size = size
    if parcel.opens:
        memcpy(what, parcel.at + parcel.used, bytes)
    else:
        memcpy(parcel.at + parcel.used, what, bytes)
    parcel.used += bytes
    return 0


cdef int convey_block(Parcel *parcel, Stretch *stretch) except -1 nogil:
    """Let a block pass without the zeros at its end: weeks and places that are still to come."""
    cdef size_t bytes = 0
    cdef const int64_t *word = <const int64_t *>stretch.at
    if not parcel.opens:
        bytes = stretch.bytes
        while bytes > 0 and bytes % sizeof(int64_t) == 0 and word[bytes // sizeof(int64_t) - 1] == 0:
            bytes -= sizeof(int64_t)
    convey(parcel, &bytes, sizeof(bytes))
    if bytes > stretch.bytes:
        not_this_program()
    convey(parcel, stretch.at, bytes)
    if parcel.opens:
        memset(<char *>stretch.at + bytes, 0, stretch.bytes - bytes)
    return 0


cdef int not_this_program() except -1 nogil:
    with gil:
        raise ValueError("the state of a replication is not one of this program")


cdef int convey_table(Parcel *parcel, void **table, int64_t used, int64_t capacity, size_t size) except -1 nogil:
    """Let the used part of a table that has room for it pass."""
    if used < 0 or used > capacity:
        not_this_program()
    return convey(parcel, table[0], <size_t>used * size) if used > 0 else 0


cdef int convey_slots(Parcel *parcel, Slots *slots, void **table, size_t size) except -1 nogil:
    """Let tasks, deals, requests or contracts pass; the room for them is the worker's own."""
    convey(parcel, &slots.used, sizeof(slots.used))
    convey(parcel, &slots.free, sizeof(slots.free))
    convey(parcel, &slots.taken, sizeof(slots.taken))
    if slots.used > slots.capacity and parcel.opens and slots.used <= MOST_SLOTS:
        wider(table, slots.used, size)
        slots.capacity = slots.used
    return convey_table(parcel, table, slots.used, slots.capacity, size)


cdef int convey_queue(Parcel *parcel, Queue *queue) except -1 nogil:
    convey(parcel, &queue.in_order, sizeof(queue.in_order))
    convey(parcel, &queue.count, sizeof(queue.count))
    if queue.count > queue.capacity and parcel.opens and queue.count <= MOST_SLOTS:
        wider(<void **>&queue.at, queue.count, sizeof(Place))
        queue.capacity = queue.count
    return convey_table(parcel, <void **>&queue.at, queue.count, queue.capacity, sizeof(Place))


cdef int convey_built(Run run, Parcel *parcel) except -1 nogil:
    """Let the table of one-offs pass as it is: where something stands in it depends on how many places it has."""
    cdef int64_t places = run.built_places
    convey(parcel, &run.built_places, sizeof(run.built_places))
    convey(parcel, &run.built_count, sizeof(run.built_count))
    if run.built_places > places and parcel.opens and run.built_places <= MOST_SLOTS:
        wider(<void **>&run.built, run.built_places, sizeof(OneOff))
        places = run.built_places
    return convey_table(parcel, <void **>&run.built, run.built_places, max(places, run.built_places), sizeof(OneOff))


cdef int convey_events(Run run, Parcel *parcel) except -1 nogil:
    """Let what is to come pass."""
    cdef int64_t count = gtmsim_count(&run.to_come)
    cdef void *keys
    convey(parcel, &count, sizeof(count))
    if parcel.opens and (count < 0 or count > MOST_SLOTS):
        not_this_program()
    keys = gtmsim_keys(&run.to_come, count, parcel.opens)
    if keys == NULL and count > 0:
        with gil:
            raise MemoryError
    if count > 0:
        convey(parcel, keys, <size_t>count * sizeof(gtmsim_key))
    if parcel.opens and gtmsim_sort_out(&run.to_come, count) < 0:
        with gil:
            raise ValueError("the state of a replication is not one of this program")
    return 0


cdef int convey_all(Run run, Parcel *parcel) except -1 nogil:
    """Let everything pass that a replication remembers, in an order that is the same both ways."""
    cdef int32_t i
    for i in range(run.kinds + run.people):
        if parcel.opens:
            forget_line(&run.queue[i])
        else:
            close_up(run, &run.queue[i])  # first: tasks know their places
    convey(parcel, &run.state_begins, <size_t>&run.state_ends - <size_t>&run.state_begins)
    for i in range(run.stretches):
        convey_block(parcel, &run.stretch[i])
    convey_slots(parcel, &run.task_slots, <void **>&run.task, sizeof(Task))
    convey_slots(parcel, &run.deal_slots, <void **>&run.deal, sizeof(Deal))
    convey_slots(parcel, &run.request_slots, <void **>&run.request, sizeof(Request))
    convey_slots(parcel, &run.contract_slots, <void **>&run.contract, sizeof(Contract))
    convey_built(run, parcel)
    for i in range(run.kinds + run.people):
        convey_queue(parcel, &run.queue[i])
    return convey_events(run, parcel)


@cython.final
cdef class State:
    """One replication as it stood at a tick. It is written over when it is used again."""

    cdef Parcel parcel

    def __init__(self, bytes kept=None):
        cdef const char *begins
        if kept is not None:
            begins = kept
            wider(<void **>&self.parcel.at, max(len(kept), 1), 1)
            memcpy(self.parcel.at, begins, len(kept))
            self.parcel.size = self.parcel.used = len(kept)

    def __bytes__(self):
        """Return the state as it can be kept and given to `State` again, by the same build of the core."""
        return self.parcel.at[: self.parcel.used]

    def __dealloc__(self):
        free(self.parcel.at)


@cython.final
cdef class Worker:
    """Replications of one program that can be stopped and branched; `run` is the same without a stop.

    `table` holds the values of `program.slots`, one row a replication. In the order `begin` or `bring_back`, `go`, `finish`, as
    often as wanted. Raises like `run`.
    """

    cdef Run run
    cdef const int64_t[::1] slots
    cdef const double[:, ::1] table

    def __init__(self, program, layout, int64_t seed, const double[:, ::1] table, bint tracing=False):
        self.run, self.slots, self.table = Run(program, layout, seed, tracing), slots_of(program, table), table

    def begin(self, int64_t row, int64_t replication):
        """Begin a replication with the numbers of a row of the table."""
        with nogil:
            set_params(self.run, self.slots, self.table, row)
            begin(self.run, replication)

    def go(self, int64_t tick):
        """Let everything happen that happens before a tick."""
        with nogil:
            go_on(self.run, tick)

    def put_away(self, State state not None):
        """Write into `state` what the replication remembers."""
        cdef Parcel *parcel = &state.parcel
        parcel.used, parcel.opens = 0, False
        with nogil:
            convey_all(self.run, parcel)

    def bring_back(self, State state not None, int64_t row):
        """Go on where `state` was put away, with the numbers of a row of the table. Records begin here.

        Raises ValueError for a state that another shape of program has left.
        """
        cdef Run run = self.run
        cdef Parcel parcel = state.parcel
        parcel.size, parcel.used, parcel.opens = state.parcel.used, 0, True
        with nogil:
            convey_all(run, &parcel)
            tell(run, self.slots, self.table, row)
            hold(run)
            run.recorded = 0
        if parcel.used != parcel.size:
            raise ValueError("the state of a replication is not one of this program")

    def finish(self):
        """Let the rest happen, cut, add up, and return the totals."""
        with nogil:
            go_on(self.run, GTMSIM_NEVER)
            finish_all(self.run)
            sum_up(self.run)
        return as_array(self.run.totals, 1, self.run.total_places)[0]

    def sums(self):
        """Return the hours and the weekly series of all replications finished so far."""
        cdef Run run = self.run
        return as_array(run.ledger_sum, run.people, run.kinds), as_array(run.weekly_sum, run.weeks, run.week_width)

    def traced(self):
        """Return the records since `begin` or `bring_back`, and the parameters."""
        return as_array(self.run.records, self.run.recorded, RECORD_COL_WIDTH), np.array(self.run.told)
