# What moves once a week in the finite market: knowledge of it, effort that is remembered, and the hazards that follow.

cdef int begin_demand(Run run) except -1 nogil:
    cdef int32_t source, segment, cell
    for segment in range(run.segments):
        run.known[segment] = number(run, BLOCK_MARKET, 0, MARKET_COL_AT_START)
    memset(run.customers, 0, run.segments * sizeof(int64_t))
    memset(run.raise_hazard, 0, run.segments * sizeof(double))
    for segment in range(run.segments):
        run.unreached[segment] = 1.0
    run.program_cents = 0.0
    for source in range(run.sources):
        for segment in range(run.segments):
            cell = source * run.segments + segment
            run.activation[cell], run.brand[cell], run.by_channel[cell] = 0.0, 0.0, 0.0
            memset(&run.noise[cell], 0, sizeof(Noise))
            if is_channel(run, source):
                run.noise[cell].need = noise_need(run, cell, 0)
    return 0


cdef inline bint is_channel(Run run, int32_t source) noexcept nogil:
    """Return whether a source speaks to the accounts of the finite market."""
    return run.source_ints[source, SOURCE_INT_KIND] == SOURCE_KIND_POOL


cdef int demand_week(Run run) except -1 nogil:
    """Learn from last week's research, remember last week's programs, and know the hazards of this week."""
    cdef int32_t source, segment
    cdef double hours = hours_last_week(run, run.researched_by) * run.firm[FIRM_RESEARCH]
    for segment in range(run.segments):
        run.known[segment] = rules.known_after(
            run.known[segment],
            hours * run.aim[segment],
            number(run, BLOCK_RUN, 0, RUN_COL_HALF_KNOWN),
            number(run, BLOCK_RUN, 0, RUN_COL_RESEARCH_EXPONENT),
            number(run, BLOCK_RUN, 0, RUN_COL_FORGETTING),
        )
        run.raise_hazard[segment], run.unreached[segment] = 0.0, 1.0
    for source in range(run.sources):
        if is_channel(run, source):
            hours = hours_last_week(run, run.source_ints[source, SOURCE_INT_BUILT_BY])
            for segment in range(run.segments):
                speaks(run, source, segment, hours)
    return plan_programs(run)


cdef int plan_programs(Run run) except -1 nogil:
    """Know this week's program money: the budget, less what one budget for both has let single deals take."""
    cdef int64_t cents, for_deals = 0
    if run.week > 0:
        for_deals = run.weekly[(run.week - 1) * run.week_width + WEEK_COL_DEAL_CENTS]
    run.program_cents = rules.left_for_programs(
        number(run, BLOCK_RUN, 0, RUN_COL_BUDGET_CENTS) * run.firm[FIRM_BUDGET],
        for_deals,
        number(run, BLOCK_RUN, 0, RUN_COL_ONE_BUDGET),
    )
    cents = rules.spent_on_programs(run.program_cents * (1.0 - run.spared), run.horizon - run.now, TICKS_PER_WEEK)
    if cents > 0:
        record(run, 0, WHAT_SPENT, run.week, cents)
        count(run, TOTAL_BLOCK_RUN, 0, RUN_TOTAL_PROGRAM_CENTS, cents)
        week(run, WEEK_COL_PROGRAM_CENTS, cents)
    return 0


cdef int speaks(Run run, int32_t source, int32_t segment, double hours) except -1 nogil:
    """Let a channel be remembered in a segment for what was done in the week before."""
    cdef int32_t cell = source * run.segments + segment
    cdef double known = run.known[segment], brand = number(run, BLOCK_SOURCE, source, SOURCE_COL_BRAND)
    cdef double effort, reach, hazard
    effort = rules.program_effort(
        hours,
        planned_share(run, source, segment, SOURCE_COL_HOURS_PART, run.missing[source]),
        run.program_cents,
        planned_share(run, source, segment, SOURCE_COL_MONEY_PART, 0.0),
        number(run, BLOCK_RUN, 0, RUN_COL_HOUR_CENTS),
        rules.relevance(number(run, BLOCK_RUN, 0, RUN_COL_RELEVANCE), known) * run.firm[FIRM_RELEVANCE],
    )
    run.activation[cell] = rules.carried(
        run.activation[cell], number(run, BLOCK_RUN, 0, RUN_COL_AWARENESS_KEPT), (1.0 - brand) * effort
    )
    run.brand[cell] = rules.carried(run.brand[cell], number(run, BLOCK_RUN, 0, RUN_COL_BRAND_KEPT), brand * effort)
    reach = rules.reached(
        run.activation[cell],
        run.brand[cell],
        in_channel(run, cell, CHANNEL_COL_SCALE),
        number(run, BLOCK_RUN, 0, RUN_COL_RESPONSE),
    )
    reach = reach * run.firm[FIRM_REACH]
    run.unreached[segment] = rules.unreached(run.unreached[segment], reach)
    hazard = rules.hand_raise_hazard(
        in_channel(run, cell, CHANNEL_COL_UNPROMPTED),
        in_channel(run, cell, CHANNEL_COL_PROMPTED),
        reach,
        in_channel(run, cell, CHANNEL_COL_MOUTH) * run.advocacy,
        rules.customer_share(run.customers[segment], run.segment_accounts[segment]),
    )
    hazard = hazard * run.firm[FIRM_HEARD_BESIDE]
    run.by_channel[segment * run.sources + source] = hazard
    run.raise_hazard[segment] += hazard
    run.noise[cell].hazard = rules.noise_hazard(
        in_channel(run, cell, CHANNEL_COL_NOISE), reach, number(run, BLOCK_RUN, 0, RUN_COL_PRECISION), known
    )
    return 0


cdef inline double heard(Run run, int32_t segment) noexcept nogil:
    """Return which share of a segment has heard of us through some channel."""
    return 1.0 - run.unreached[segment]


cdef inline double planned_share(
    Run run, int32_t source, int32_t segment, int part, double missing
) noexcept nogil:
    """Return a segment's share of hours or money by way of a channel, after plans and cuts; money that is cut is saved."""
    return rules.effort_share(number(run, BLOCK_SOURCE, source, part) * run.aim[segment], run.kept[source], missing)


cdef inline double targeted(Run run, int32_t segment) noexcept nogil:
    """Return a segment's share of research and programs: as policy has it, or as plans do."""
    return rules.aimed_share(
        number(run, BLOCK_SEGMENT, segment, SEGMENT_COL_TARGET), 1.0, run.adapt, run.wanted[segment]
    )


cdef int64_t awareness(Run run) noexcept nogil:
    """Return the weekly hours that are remembered anywhere, in millionths."""
    cdef int32_t cell
    cdef double hours = 0.0
    for cell in range(run.sources * run.segments):
        hours += run.activation[cell] + run.brand[cell]
    return rules.micro(hours)


cdef int64_t knowledge(Run run) noexcept nogil:
    """Return which share of the market is known, in millionths: the mean over segments, by their accounts."""
    cdef int32_t segment
    cdef double known = 0.0
    for segment in range(run.segments):
        known += number(run, BLOCK_SEGMENT, segment, SEGMENT_COL_PART) * run.known[segment]
    return rules.micro(known)


cdef inline double in_channel(Run run, int32_t cell, int column) noexcept nogil:
    return number(run, BLOCK_CHANNEL, cell, column)


# --- leads without intent: people who answer a channel and were never in the market -------------------------------------------

cdef int noise_week(Run run) except -1 nogil:
    """Let this week's hazards act."""
    cdef int32_t source, segment
    for source in range(run.sources):
        if is_channel(run, source):
            for segment in range(run.segments):
                watch_noise(run, source * run.segments + segment)
    return 0


cdef int watch_noise(Run run, int32_t cell) except -1 nogil:
    cdef Noise *noise = &run.noise[cell]
    cdef int64_t left = TICKS_PER_WEEK - run.now % TICKS_PER_WEEK
    cdef int64_t wait = rules.raise_after(noise.need, noise.hazard, left)
    cdef int64_t source = cell // run.segments, segment = cell % run.segments
    if wait < 0:
        noise.need = rules.need_left(noise.need, noise.hazard, left)
        return 0
    return at(run, run.now + wait, PHASE_ARRIVAL, ((1 + segment) << LIMIT_NOISE_SHIFT) | source, cell)


cdef int noise_arrives(Run run, int32_t cell) except -1 nogil:
    cdef Noise *noise = &run.noise[cell]
    cdef int32_t source = cell // run.segments, segment = cell % run.segments, slot
    cdef int64_t account = (<int64_t>source << 32) | (<int64_t>segment << LIMIT_SEGMENT_SHIFT) | noise.came
    if noise.came >= LIMIT_SEGMENT_ACCOUNTS:
        broken(run, b"a channel brings more leads without intent than can be numbered", source)
    slot = begin_lead(run, source, account, segment, 0, 0, 1.0, 0.0)
    noise.came += 1
    noise.need = noise_need(run, cell, noise.came)
    watch_noise(run, cell)
    return lead_begins(run, slot)


cdef inline double noise_need(Run run, int32_t cell, int64_t n) noexcept nogil:
    cdef int64_t source = cell // run.segments, segment = cell % run.segments
    return rules.exponential(luck(run, PURPOSE_NOISE_GAP, (source << LIMIT_NOISE_SHIFT) | segment, n), 1.0)
