# What waits: a heap for each kind of work and for each person's own tasks. A task knows its place, so it can leave from anywhere.
# Most lines are served as they came: those are in order all through, and nobody has to move when the first leaves.

cdef inline Queue *line(Run run, Task *task) noexcept nogil:
    """Return the queue a task stands in: its own person's if it is kept for somebody, else its kind's."""
    return &run.queue[task.kind if task.kept_for == NOBODY else run.kinds + task.kept_for]


cdef inline int32_t head(Run run, int32_t queue) noexcept nogil:
    """Return the task that is next in a queue, NOBODY if none waits."""
    return run.queue[queue].at[0].task if run.queue[queue].count > 0 else NOBODY


cdef inline bint before(Place *a, Place *b) noexcept nogil:
    return rules.served_before(a.urgent, a.due, a.since, a.number, b.urgent, b.due, b.since, b.number)


cdef inline void stand_at(Run run, Queue *queue, int32_t place, Place *who) noexcept nogil:
    queue.at[place] = who[0]
    run.task[who.task].place = queue.first + place


cdef inline void move_up(Run run, Queue *queue, int32_t place, Place *who) noexcept nogil:
    cdef int32_t parent
    while place > 0:
        parent = (place - 1) // 2
        if not before(who, &queue.at[parent]):
            break
        stand_at(run, queue, place, &queue.at[parent])
        place = parent
    stand_at(run, queue, place, who)


cdef void move_down(Run run, Queue *queue, int32_t place, Place *who) noexcept nogil:
    cdef int32_t child
    while True:
        child = 2 * place + 1
        if child >= queue.count:
            break
        if child + 1 < queue.count and before(&queue.at[child + 1], &queue.at[child]):
            child += 1
        if not before(&queue.at[child], who):
            break
        stand_at(run, queue, place, &queue.at[child])
        place = child
    stand_at(run, queue, place, who)


cdef inline int add_to_line(Run run, int32_t slot) except -1 nogil:
    """Put a task in line, and remember that somebody waits there."""
    cdef Task *task = &run.task[slot]
    cdef Queue *queue = line(run, task)
    cdef Place who
    if queue.first + queue.count == queue.capacity:
        make_room_in_line(run, queue)
    who.due, who.since, who.number = task.due, task.since, task.number
    who.task, who.urgent = slot, task.urgent
    if queue.count == 0 or (queue.in_order and not before(&who, &queue.at[queue.count - 1])):
        stand_at(run, queue, queue.count, &who)
        queue.in_order = True
    else:
        move_up(run, queue, queue.count, &who)
        queue.in_order = queue.count == 1
    queue.count += 1
    run.waiting += 1
    if task.kept_for == NOBODY:
        put_in(run.kind_waiting, task.kind)
    else:
        put_in(run.own_waiting, task.kept_for)
    return 0


cdef int make_room_in_line(Run run, Queue *queue) except -1 nogil:
    """Use the places again of those who have left; make a line longer that has few of them."""
    close_up(run, queue)
    if 2 * queue.count >= queue.capacity:
        queue.capacity = 2 * queue.capacity if queue.capacity > 0 else 16
        wider(<void **>&queue.at, queue.capacity, sizeof(Place))
    return 0


cdef void close_up(Run run, Queue *queue) noexcept nogil:
    """Let a line begin with the first place of its room."""
    cdef Place *here = queue.at
    cdef int32_t place
    if queue.first == 0:
        return
    queue.at = &queue.at[-queue.first]
    queue.first = 0
    for place in range(queue.count):
        stand_at(run, queue, place, &here[place])


cdef inline void forget_line(Queue *queue) noexcept nogil:
    queue.at = &queue.at[-queue.first]
    queue.first, queue.count = 0, 0


cdef inline int take_from_line(Run run, Task *task) except -1 nogil:
    """Take a task out of line, wherever it stands."""
    cdef Queue *queue = line(run, task)
    cdef int32_t place = task.place - queue.first
    if place < 0 or place >= queue.count or queue.at[place].number != task.number:
        broken(run, b"a task is not where it should wait", task.number)
    queue.count -= 1
    if place == 0 and queue.in_order:
        queue.at = &queue.at[1]
        queue.first += 1
    elif place < queue.count:
        close_gap(run, queue, place)
    task.place = NONE
    run.waiting -= 1
    if queue.count == 0:
        if task.kept_for == NOBODY:
            take_out(run.kind_waiting, task.kind)
        else:
            take_out(run.own_waiting, task.kept_for)
    return 0


cdef void close_gap(Run run, Queue *queue, int32_t place) noexcept nogil:
    """Let the last of a heap stand where somebody has left."""
    cdef Place *last = &queue.at[queue.count]  # out of the heap already, so nothing is written over it
    queue.in_order = queue.count <= 1
    if place > 0 and before(last, &queue.at[(place - 1) // 2]):
        move_up(run, queue, place, last)
    else:
        move_down(run, queue, place, last)


cdef int put(Run run, int32_t slot) except -1 nogil:
    """Begin a task's stay in a queue."""
    cdef Task *task = &run.task[slot]
    if task.place != NONE:
        broken(run, b"a task that waits already is queued once more", task.number)
    task.waiting_since = run.now
    add_to_line(run, slot)
    queue_changes(run, task.kind, 1)
    record(run, task.number, WHAT_QUEUED, task.kind, task.kept_for)
    count(run, TOTAL_BLOCK_KIND, task.kind, KIND_TOTAL_QUEUED)
    run.match_is_due = True
    return 0


cdef int unqueue(Run run, Task *task) except -1 nogil:
    """End a task's stay in a queue."""
    take_from_line(run, task)
    queue_changes(run, task.kind, -1)
    waited(run, task)
    return 0


cdef int withdraw(Run run, Task *task) except -1 nogil:
    """Take a waiting task out of line: nobody needs it any more."""
    unqueue(run, task)
    record(run, task.number, WHAT_WITHDRAWN, task.kind, 0)
    count(run, TOTAL_BLOCK_KIND, task.kind, KIND_TOTAL_WITHDRAWN)
    return 0


cdef void waits_anew(Run run, Queue *queue) noexcept nogil:
    """At the end of the warm-up, let the waits in a line be counted from there."""
    cdef int32_t place
    for place in range(queue.count):
        run.task[queue.at[place].task].waiting_since = run.warm_up


cdef void close_queues(Run run) noexcept nogil:
    """At the horizon, carry every queue's integral there and book the stays that are still going on."""
    cdef int32_t i, kind
    cdef Queue *queue
    for kind in range(run.kinds):
        integrate(run, kind)
    for i in range(run.kinds + run.people):
        queue = &run.queue[i]
        for kind in range(queue.count):
            waited(run, &run.task[queue.at[kind].task])
