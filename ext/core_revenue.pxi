# Recognised revenue, exact to the cent: what stands in contracts, earned tick by tick, segment by segment.

cdef void earn(Run run, int32_t segment) noexcept nogil:
    """Recognise what was earned since the last time. Mondays cut, so no stretch reaches over the end of the warm-up."""
    cdef Earning *earning = &run.earning[segment]
    cdef int64_t ticks = run.now - earning.since, cents
    cdef int64_t parts = (earning.arr % TICKS_PER_YEAR) * ticks + earning.rest
    cents = (earning.arr // TICKS_PER_YEAR) * ticks + parts // TICKS_PER_YEAR
    earning.rest = parts % TICKS_PER_YEAR
    if earning.since >= run.warm_up:
        of_segment(run, segment, CUSTOMER_TOTAL_REVENUE_CENTS, cents)
    run.weekly[min(earning.since, run.horizon - 1) // TICKS_PER_WEEK * run.week_width + WEEK_COL_REVENUE_CENTS] += cents
    earning.since = run.now


cdef void arr_changes(Run run, int32_t segment, int64_t cents, int64_t logos) noexcept nogil:
    """Let the value of contracts change, and the number of customers."""
    earn(run, segment)
    run.earning[segment].arr += cents
    run.earning[segment].logos += logos


cdef void revenue_week(Run run) noexcept nogil:
    """Note what stands at the beginning of a week, and at the end of the warm-up."""
    cdef int32_t segment
    for segment in range(run.segments):
        earn(run, segment)
        week(run, WEEK_COL_ARR_CENTS, run.earning[segment].arr)
        week(run, WEEK_COL_CUSTOMERS, run.earning[segment].logos)
        if run.now == run.warm_up:
            of_segment(run, segment, CUSTOMER_TOTAL_START_CENTS, run.earning[segment].arr)
            of_segment(run, segment, CUSTOMER_TOTAL_START_LOGOS, run.earning[segment].logos)


cdef int cut_customers(Run run) except -1 nogil:
    """At the horizon, note what stands, and how much of it depends on a few customers."""
    cdef int32_t segment, slot
    cdef int64_t in_all = 0, squares = 0, part, stood
    if run.term == 0:
        return 0
    for segment in range(run.segments):
        earn(run, segment)
        in_all += run.earning[segment].arr
        of_segment(run, segment, CUSTOMER_TOTAL_END_CENTS, run.earning[segment].arr)
        of_segment(run, segment, CUSTOMER_TOTAL_END_LOGOS, run.earning[segment].logos)
        stood = (
            segment_total(run, segment, CUSTOMER_TOTAL_START_CENTS)
            + segment_total(run, segment, CUSTOMER_TOTAL_NEW_CENTS)
            + segment_total(run, segment, CUSTOMER_TOTAL_EXPANSION_CENTS)
            - segment_total(run, segment, CUSTOMER_TOTAL_CHURNED_CENTS)
        )
        if stood != run.earning[segment].arr:
            broken(run, b"contracts won, grown and lost do not add up to those that stand", segment)
    if in_all > 0:
        for slot in range(run.contract_slots.used):
            part = rules.billionths(run.contract[slot].arr, in_all)
            squares += part * part
        of_segment(run, run.segments, CUSTOMER_TOTAL_HHI_BILLIONTHS, squares // 1000000000)
    of_segment(run, run.segments, CUSTOMER_TOTAL_TOP_CENTS, largest(run))
    return 0


cdef int64_t largest(Run run) noexcept nogil:
    """Return what the five largest customers are worth a year."""
    cdef int64_t top[5]
    cdef int64_t arr, in_all = 0
    cdef int32_t slot, i
    for i in range(5):
        top[i] = 0
    for slot in range(run.contract_slots.used):
        arr = run.contract[slot].arr
        for i in range(5):
            if arr > top[i]:
                top[i], arr = arr, top[i]
    for i in range(5):
        in_all += top[i]
    return in_all
