# What a run is worth: week by week, what was earned less what it cost, discounted; and how low it came.

cdef int begin_worth(Run run) except -1 nogil:
    run.cost_cents, run.result_cents, run.low_cents = 0, 0, 0
    return 0


cdef int settle(Run run) except -1 nogil:
    """Know what the week that is over has earned and cost: everything is read off the totals, so the weeks add up to them."""
    cdef int64_t since = run.now - run.warm_up, cost, result
    if since < 0:
        return 0
    if run.phase_now > 0 and run.phase_at[run.phase_now - 1] == run.now:
        reprice(run)
    cost = cost_of_run(run)
    result = earned_by_run(run) - cost
    add(
        run,
        TOTAL_BLOCK_LOYALTY,
        0,
        LOYALTY_TOTAL_VALUE_CENTS,
        rules.discounted_cents(result - run.result_cents, of_loyalty(run, LOYALTY_COL_DISCOUNTING), since),
    )
    add(run, TOTAL_BLOCK_LOYALTY, 0, LOYALTY_TOTAL_COST_CENTS, cost - run.cost_cents)
    run.weekly[max(run.now - 1, 0) // TICKS_PER_WEEK * run.week_width + WEEK_COL_COST_CENTS] += cost - run.cost_cents
    run.low_cents = min(run.low_cents, result)
    run.totals[run.total_at[TOTAL_BLOCK_LOYALTY] + LOYALTY_TOTAL_CASH_LOW_CENTS] = run.low_cents
    run.cost_cents, run.result_cents = cost, result
    return 0


cdef int64_t earned_by_run(Run run) noexcept nogil:
    cdef int32_t row
    cdef int64_t cents = 0
    if run.term > 0:
        for row in range(run.segments):
            cents += segment_total(run, row, CUSTOMER_TOTAL_REVENUE_CENTS)
        return cents
    for row in range(run.sources):
        cents += of_source_cells(run, row, CELL_TOTAL_BOOKED_CENTS)
    return cents


cdef int reprice(Run run) except -1 nogil:
    """Let everything so far have cost what it cost, where prices are others from today on."""
    cdef int32_t i, source
    present_so_far(run)
    for i in range(run.teams):
        add(
            run, TOTAL_BLOCK_TEAM, i, TEAM_TOTAL_REPRICED_CENTS,
            beyond(run, <int64_t>run.amounts[2 * i], BLOCK_TEAM, i, TEAM_COL_COST_CENTS)
        )
    for i in range(run.sources * run.segments):
        source = i // run.segments
        add(
            run, TOTAL_BLOCK_CELL, i, CELL_TOTAL_REPRICED_CENTS,
            beyond(run, total_of(run, TOTAL_BLOCK_CELL, i, CELL_TOTAL_LEADS), BLOCK_SOURCE, source, SOURCE_COL_COST_CENTS)
            + beyond(run, total_of(run, TOTAL_BLOCK_CELL, i, CELL_TOTAL_BOOKED_CENTS), BLOCK_SOURCE, source, SOURCE_COL_COMMISSION)
        )
    return 0


cdef inline int64_t beyond(Run run, int64_t amount, int block, int32_t row, int column) noexcept nogil:
    """Return what so much has cost beyond what it would at the price from today on."""
    cdef double before = run.told[told_from(run, run.phase_now - 1) + place(run, block, row, column)]
    return rules.repriced_cents(amount, before, number(run, block, row, column))


cdef void present_so_far(Run run) noexcept nogil:
    """Let the amounts hold how many ticks each team's people were there so far."""
    cdef int32_t i
    for i in range(run.teams):
        run.amounts[2 * i] = total_of(run, TOTAL_BLOCK_TEAM, i, TEAM_TOTAL_PRESENT_TICKS)
    for i in range(run.people):
        if run.person[i].here and run.now < run.horizon:
            run.amounts[2 * run.person[i].team] += since_warm_up(run, run.person[i].joined)


cdef int64_t cost_of_run(Run run) noexcept nogil:
    cdef int64_t repriced = 0
    cdef int32_t i, n = 2 * run.teams
    present_so_far(run)
    for i in range(run.teams):
        repriced += total_of(run, TOTAL_BLOCK_TEAM, i, TEAM_TOTAL_REPRICED_CENTS)
        run.prices[2 * i] = number(run, BLOCK_TEAM, i, TEAM_COL_COST_CENTS)
        run.amounts[2 * i + 1] = total_of(run, TOTAL_BLOCK_TEAM, i, TEAM_TOTAL_PAID_CENTS)
        run.prices[2 * i + 1] = 1.0
    for i in range(run.sources):
        repriced += of_source_cells(run, i, CELL_TOTAL_REPRICED_CENTS)
        run.amounts[n] = of_source_cells(run, i, CELL_TOTAL_LEADS)
        run.prices[n] = number(run, BLOCK_SOURCE, i, SOURCE_COL_COST_CENTS)
        run.amounts[n + 1] = of_source_cells(run, i, CELL_TOTAL_BOOKED_CENTS)
        run.prices[n + 1] = number(run, BLOCK_SOURCE, i, SOURCE_COL_COMMISSION)
        n += 2
    for i in range(run.request_types):
        run.amounts[n], run.prices[n] = total_of(run, TOTAL_BLOCK_REQUEST, i, REQUEST_TOTAL_DEAL_CENTS), 1.0
        n += 1
    run.amounts[n], run.prices[n] = total_of(run, TOTAL_BLOCK_RUN, 0, RUN_TOTAL_PROGRAM_CENTS), 1.0
    run.amounts[n + 1], run.prices[n + 1] = repriced, 1.0
    return rules.cost_so_far(run.amounts, run.prices, n + 2)


cdef int64_t of_source_cells(Run run, int32_t source, int column) noexcept nogil:
    """Return a total of a source, all its segments."""
    cdef int32_t segment
    cdef int64_t in_all = 0
    for segment in range(run.segments):
        in_all += total_of(run, TOTAL_BLOCK_CELL, source * run.segments + segment, column)
    return in_all


cdef inline int64_t total_of(Run run, int block, int32_t row, int column) noexcept nogil:
    return run.totals[run.total_at[block] + row * run.total_width[block] + column]
