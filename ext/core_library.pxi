# The library: how much of a full toolkit is there, by stage and persona, and what it does for deals.

cdef void begin_library(Run run) noexcept nogil:
    cdef int64_t i
    for i in range(run.stages * run.personas):
        run.coverage[i] = number(run, BLOCK_RUN, 0, RUN_COL_LIBRARY)


cdef inline double in_use(Run run, int32_t stage, int32_t persona) noexcept nogil:
    """Return how much of the toolkit for a stage and persona is there and used by sellers."""
    cdef double adoption = rules.adopted_with(in_drain(run, DRAIN_COL_ADOPTION) * run.firm[FIRM_ADOPTION], run.voice)
    return rules.in_use(run.coverage[stage * run.personas + persona], adoption)


cdef inline double material(Run run, Deal *deal) noexcept nogil:
    """Return what material adds to the logit of winning from a deal's stage, whoever's deal it is."""
    return rules.material_lift(in_drain(run, DRAIN_COL_LIFT), material_for(run, deal))


cdef inline bint spares(Run run, Deal *deal, int32_t kind) noexcept nogil:
    """Return whether material answers a request before it is work for anybody."""
    cdef double avoidable = number(run, BLOCK_REQUEST, kind, REQUEST_COL_AVOIDABLE)
    return avoidable > 0.0 and rules.avoided(
        u(run, deal, PURPOSE_AVOIDED, deal.asked), avoidable, in_use(run, deal.stage, deal.persona)
    )


cdef inline void shelve(Run run, int32_t stage, int32_t persona) noexcept nogil:
    """Take in a piece of help that was made reusable."""
    cdef double *coverage = &run.coverage[stage * run.personas + persona]
    coverage[0] = rules.reuse_adds(coverage[0], in_drain(run, DRAIN_COL_REUSE_GAIN))


cdef int library_week(Run run) except -1 nogil:
    """Let material age by a week, take in what last week's hours made, and tell how much is there."""
    cdef int32_t stage
    if not run.library_moves:
        return 0
    if run.week > 0:
        age_and_grow(run)
    for stage in range(run.stages):
        # material is for stages with seller work or requests
        if number(run, BLOCK_STAGE, stage, STAGE_COL_SESSIONS) > 0.0 or number(run, BLOCK_STAGE, stage, STAGE_COL_ASKS) > 0.0:
            tell_coverage(run, stage)
    return 0


cdef void age_and_grow(Run run) noexcept nogil:
    cdef double hours = hours_last_week(run, run.material) * in_drain(run, DRAIN_COL_USED), share
    cdef double *coverage = run.coverage
    cdef int32_t stage, persona
    for stage in range(run.stages):
        for persona in range(run.personas):
            share = number(run, BLOCK_TOOLKIT, stage, persona)
            coverage[0] = rules.covered_next_week(
                coverage[0], in_drain(run, DRAIN_COL_KEPT), hours * share, in_drain(run, DRAIN_COL_SCALE)
            )
            coverage += 1


cdef int tell_coverage(Run run, int32_t stage) except -1 nogil:
    cdef double covered = 0.0
    cdef int64_t micro
    cdef int32_t persona
    for persona in range(run.personas):
        covered += number(run, BLOCK_TOOLKIT, run.stages, persona) * run.coverage[stage * run.personas + persona]
    micro = rules.micro(covered)
    record(run, stage, WHAT_COVERED, run.week, micro)
    count(run, TOTAL_BLOCK_STAGE, stage, STAGE_TOTAL_COVERAGE_MICRO, micro)
    return 0


cdef inline double in_drain(Run run, int column) noexcept nogil:
    """Return a number of how requests are met, and of what material does about them."""
    return number(run, BLOCK_DRAIN, 0, column)
