"""M/M/1 as one would write it by hand, without any framework: the floor that the core is held against.

Customers, gaps, sessions and rounding are those of scenarios/mm1.yaml: the same addressed draws turned into the same whole
ticks, so that number served and ticks waited have to be equal to the last digit.
"""

from libc.math cimport log
from libc.stdint cimport int64_t
from libc.stdlib cimport free, malloc, realloc

import numpy as np


cdef extern from "philox.h" nogil:
    double gtmsim_uniform(
        int64_t seed, int64_t replication, int64_t index, int64_t purpose, int64_t entity, int64_t word
    ) noexcept


# What comes first of two events at one tick: who is done makes room before anybody comes.
cdef enum:
    DONE = 0
    ARRIVAL = 1


cdef struct Heap:
    int64_t *key  # tick << 1 | what
    int64_t count
    int64_t capacity


cdef struct Line:
    int64_t *since  # arrival ticks of those who wait, in a ring
    int64_t first  # number of the next to be served
    int64_t last  # number of the next to come
    int64_t capacity  # a power of two


cdef struct Told:
    int64_t came
    int64_t taken
    int64_t served
    int64_t waited


cdef inline int push(Heap *heap, int64_t key) except -1 nogil:
    cdef int64_t place = heap.count, parent
    cdef int64_t *more
    if place == heap.capacity:
        more = <int64_t *>realloc(heap.key, 2 * heap.capacity * sizeof(int64_t))
        if more == NULL:
            with gil:
                raise MemoryError
        heap.key, heap.capacity = more, 2 * heap.capacity
    heap.count += 1
    while place > 0:
        parent = (place - 1) >> 1
        if heap.key[parent] <= key:
            break
        heap.key[place] = heap.key[parent]
        place = parent
    heap.key[place] = key
    return 0


cdef inline int64_t pop(Heap *heap) noexcept nogil:
    cdef int64_t first = heap.key[0], key, place = 0, child = 1
    heap.count -= 1
    key = heap.key[heap.count]
    while child < heap.count:
        if child + 1 < heap.count and heap.key[child + 1] < heap.key[child]:
            child += 1
        if key <= heap.key[child]:
            break
        heap.key[place] = heap.key[child]
        place, child = child, 2 * child + 1
    heap.key[place] = key
    return first


cdef inline int stands_in_line(Line *line, int64_t now) except -1 nogil:
    cdef int64_t *more
    cdef int64_t n
    if line.last - line.first == line.capacity:
        more = <int64_t *>malloc(2 * line.capacity * sizeof(int64_t))
        if more == NULL:
            with gil:
                raise MemoryError
        for n in range(line.first, line.last):
            more[n & (2 * line.capacity - 1)] = line.since[n & (line.capacity - 1)]
        free(line.since)
        line.since, line.capacity = more, 2 * line.capacity
    line.since[line.last & (line.capacity - 1)] = now
    line.last += 1
    return 0


cdef inline int64_t whole_ticks(double x) noexcept nogil:
    return <int64_t>(x + 0.5) if x > 1.0 else 1


cdef inline int64_t gap(int64_t seed, int64_t replication, int64_t purpose, int64_t n, double hazard) noexcept nogil:
    return whole_ticks(-log(1.0 - gtmsim_uniform(seed, replication, n, purpose, 0, 0)) / hazard)


cdef inline int64_t session(int64_t seed, int64_t replication, int64_t purpose, int64_t n, double mean) noexcept nogil:
    return whole_ticks(-mean * log(1.0 - gtmsim_uniform(seed, replication, 0, purpose, n, 0)))


cdef int served(
    Told *told, Heap *heap, Line *line, int64_t seed, int64_t replication, double hazard, double mean,
    int64_t horizon, int64_t gap_purpose, int64_t session_purpose
) except -1 nogil:
    cdef bint busy = False
    cdef int64_t key, now
    told.came, told.taken, told.served, told.waited = 0, 0, 0, 0
    heap.count, line.first, line.last = 0, 0, 0
    push(heap, gap(seed, replication, gap_purpose, 0, hazard) << 1 | ARRIVAL)
    while heap.count > 0:
        key = pop(heap)
        now = key >> 1
        if now >= horizon:
            break
        if key & 1 == ARRIVAL:
            told.came += 1
            stands_in_line(line, now)
            push(heap, (now + gap(seed, replication, gap_purpose, told.came, hazard)) << 1 | ARRIVAL)
        else:
            told.served += 1
            busy = False
        if not busy and line.first < line.last:
            busy = True
            told.waited += now - line.since[line.first & (line.capacity - 1)]
            push(heap, (now + session(seed, replication, session_purpose, line.first, mean)) << 1 | DONE)
            line.first += 1
    told.taken = line.first
    return 0


def mm1(
    int64_t seed, int64_t first, int64_t count, double hazard, double mean,
    int64_t horizon, int64_t gap_purpose, int64_t session_purpose
):
    """Return for replications `first .. first + count` how many came, were taken, were served, and the ticks they waited.

    `hazard` is arrivals per tick, `mean` the mean session in ticks; the purposes are parts of the draws' addresses.
    """
    cdef Heap heap
    cdef Line line
    cdef Told told
    cdef int64_t i
    cdef int64_t[:, ::1] table = np.zeros((count, 4), np.int64)
    heap.capacity, line.capacity = 16, 256
    heap.key = <int64_t *>malloc(heap.capacity * sizeof(int64_t))
    line.since = <int64_t *>malloc(line.capacity * sizeof(int64_t))
    try:
        if heap.key == NULL or line.since == NULL:
            raise MemoryError
        with nogil:
            for i in range(count):
                served(
                    &told, &heap, &line, seed, first + i, hazard, mean, horizon, gap_purpose, session_purpose
                )
                table[i, 0], table[i, 1], table[i, 2], table[i, 3] = told.came, told.taken, told.served, told.waited
    finally:
        free(heap.key)
        free(line.since)
    return np.asarray(table)
