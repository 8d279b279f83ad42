# Small words of every part: sets of people and kinds, the program's numbers, and luck.

cdef inline void put_in(uint64_t *members, int32_t who) noexcept nogil:
    members[who >> 6] |= <uint64_t>1 << (who & 63)


cdef inline void take_out(uint64_t *members, int32_t who) noexcept nogil:
    members[who >> 6] &= ~(<uint64_t>1 << (who & 63))


cdef inline bint is_in(const uint64_t *members, int32_t who) noexcept nogil:
    return (members[who >> 6] >> (who & 63)) & 1


# --- numbers and luck ---------------------------------------------------------------------------------------------------------

cdef inline int64_t place(Run run, int block, int64_t row, int column) noexcept nogil:
    """Return where a number stands in the parameters."""
    return run.at[block] + row * columns(run, block) + column


cdef inline int64_t columns(Run run, int block) noexcept nogil:
    """Return how wide a block of the parameters is; the compiler knows it of those that each session asks."""
    if block == BLOCK_STAGE:
        return STAGE_COL_WIDTH
    if block == BLOCK_SOURCE:
        return SOURCE_COL_WIDTH
    if block == BLOCK_SEGMENT:
        return SEGMENT_COL_WIDTH
    if block == BLOCK_TEAM:
        return TEAM_COL_WIDTH
    return run.width[block]


cdef inline double number(Run run, int block, int64_t row, int column) noexcept nogil:
    return run.block[block][row * columns(run, block) + column]


cdef inline double drawn(Run run, int block, int64_t row, int column, double u) noexcept nogil:
    """Return a draw from the distribution whose three numbers begin at a column."""
    cdef int64_t i = place(run, block, row, column)
    return rules.drawn(run.params[i], run.params[i + 1], run.params[i + 2], u)


cdef inline bint varies(Run run, int block, int64_t row, int column) noexcept nogil:
    """Return whether the distribution at a column asks for luck: none and a fixed amount do not."""
    return number(run, block, row, column) > FAMILY_FIXED


cdef inline bint has(Run run, int block, int64_t row, int column) noexcept nogil:
    """Return whether there is a distribution at a column."""
    return number(run, block, row, column) != 0.0


cdef inline double luck(Run run, int purpose, int64_t entity, int64_t index) noexcept nogil:
    """Return the uniform at an address."""
    return first_uniform(run.round_keys, index, purpose, entity)


cdef inline int64_t position(Run run, int32_t p) noexcept nogil:
    """Return where the draws of a person's position stand."""
    return run.person_ints[p, PERSON_INT_LUCK]


cdef inline double luck_if(Run run, bint matters, int purpose, int64_t entity, int64_t index) noexcept nogil:
    """Return the uniform at an address, or any number where it cannot matter: a draw left out is nobody else's luck."""
    return luck(run, purpose, entity, index) if matters else 0.0


cdef inline bint is_open(double share) noexcept nogil:
    """Return whether `u < share` has two answers: below 0 and from 1 on it is the same for every uniform, 0.0 too."""
    return 0.0 < share < 1.0
