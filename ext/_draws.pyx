"""Random numbers with an address: who draws, and what for, never when.

Both engines ask the same function. numpy reproduces any draw:
`np.random.Generator(np.random.Philox(key=[seed, replication], counter=[index, purpose, entity, 0]))`
has it as `.random(4)[word]`.
"""

import numpy as np


cpdef double uniform(
    int64_t seed, int64_t replication, int64_t index, int64_t purpose, int64_t entity, int64_t word
) noexcept nogil:
    """Return the number in [0, 1) that stands at an address.

    Every part of the address is 0 or more; `word` is 0 to 3. Nothing checks this here, outside the checked build.
    """
    return inline_uniform(seed, replication, index, purpose, entity, word)


def uniforms(
    int64_t seed, int64_t replication_first, int64_t count, int64_t index, int64_t purpose, int64_t entity
):
    """Return word 0 of an address in `count` replications, from `replication_first` on, as a float64 array.

    Raises ValueError when a part of the address is negative.
    """
    if min(seed, replication_first, count, index, purpose, entity) < 0:
        raise ValueError("every part of a draw's address is 0 or more")
    drawn = np.empty(count, dtype=np.float64)
    cdef double[::1] into = drawn
    cdef uint64_t keys[ROUND_KEYS]
    cdef int64_t i
    with nogil:
        for i in range(count):
            round_keys(keys, seed, replication_first + i)
            into[i] = first_uniform(keys, index, purpose, entity)
    return drawn
