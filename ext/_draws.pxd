"""The draws, for other extension modules: `uniform` of the module, or the inline functions of `philox.h`."""

from libc.stdint cimport int64_t, uint64_t


cdef extern from "philox.h" nogil:
    enum:
        ROUND_KEYS "GTMSIM_ROUND_KEYS"
    # Who makes many draws of one replication keeps its round keys: `first_uniform` then is `inline_uniform` of word 0.
    void round_keys "gtmsim_round_keys"(uint64_t *key, int64_t seed, int64_t replication) noexcept
    double first_uniform "gtmsim_first_uniform"(const uint64_t *key, int64_t index, int64_t purpose, int64_t entity) noexcept
    double inline_uniform "gtmsim_uniform"(
        int64_t seed, int64_t replication, int64_t index, int64_t purpose, int64_t entity, int64_t word
    ) noexcept


cpdef double uniform(
    int64_t seed, int64_t replication, int64_t index, int64_t purpose, int64_t entity, int64_t word
) noexcept nogil
