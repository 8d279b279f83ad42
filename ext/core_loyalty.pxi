# What satisfies customers, how well they are served, and whether they speak of it.

cdef int begin_loyalty(Run run) except -1 nogil:
    run.service[SERVICE_BACKLOG], run.service[SERVICE_LEVEL] = 0.0, 1.0
    run.advocacy = 1.0
    return 0


cdef int loyalty_week(Run run) except -1 nogil:
    """Let last week's needs meet the hours worked on them, and know how satisfied customers are on the whole."""
    cdef int64_t customers = 0
    cdef int32_t segment
    cdef double satisfied
    if run.term == 0:
        return 0
    if run.week > 0 and of_loyalty(run, LOYALTY_COL_TICKETS) > 0.0:
        for segment in range(run.segments):
            customers += run.earning[segment].logos
        rules.service_week(
            run.service,
            customers,
            of_loyalty(run, LOYALTY_COL_TICKETS),
            of_loyalty(run, LOYALTY_COL_TICKET_HOURS),
            hours_last_week(run, run.served_by),
            of_loyalty(run, LOYALTY_COL_PATIENCE),
            of_loyalty(run, LOYALTY_COL_SERVICE_KEPT),
        )
    keep_stock(run, STOCK_KIND_SERVICE_LEVEL, 0, served(run))
    keep_stock(run, STOCK_KIND_TICKET_BACKLOG, 0, run.service[SERVICE_BACKLOG])
    if run.stock_first[STOCK_KIND_SATISFACTION + 1] > run.stock_first[STOCK_KIND_SATISFACTION]:
        satisfied = mean_satisfaction(run)
        run.advocacy = rules.advocacy(
            of_loyalty(run, LOYALTY_COL_ADVOCATES), satisfied, of_loyalty(run, LOYALTY_COL_USUAL)
        )
        keep_stock(run, STOCK_KIND_SATISFACTION, 0, satisfied)
    return 0


cdef double satisfaction(Run run, Contract *contract, double cared) noexcept nogil:
    """Return how satisfied a customer is, cared for so well."""
    cdef double fit = 0.0
    if run.attributes > 0:
        fit = fit_of_contract(run, contract)
    return rules.satisfaction(
        fit,
        of_loyalty(run, LOYALTY_COL_FIT),
        cared,
        of_loyalty(run, LOYALTY_COL_CARE),
        served(run),
        of_loyalty(run, LOYALTY_COL_SERVICE),
        rules.trust_effect(1.0, run.trust[contract.segment], of_buyers(run, BUYER_COL_TRUST_START)),
        of_loyalty(run, LOYALTY_COL_TRUST),
        <double>contract.overdue,
        of_loyalty(run, LOYALTY_COL_OVERDUE),
    )


cdef double mean_satisfaction(Run run) noexcept nogil:
    """Return how satisfied customers are on the whole, each counting alike; the usual while there are none."""
    cdef int64_t customers = 0
    cdef int32_t slot
    cdef double in_all = 0.0
    for slot in range(run.contract_slots.used):
        if run.contract[slot].alive:
            customers += 1
            in_all += satisfaction(run, &run.contract[slot], run.care_effect)
    return in_all / customers if customers > 0 else of_loyalty(run, LOYALTY_COL_USUAL)


cdef double loyalty_log_hazard(Run run, Contract *contract, double cared) noexcept nogil:
    cdef double gamma = of_loyalty(run, LOYALTY_COL_GAMMA), usual = of_loyalty(run, LOYALTY_COL_USUAL)
    cdef double satisfied = satisfaction(run, contract, cared) if gamma > 0.0 else usual
    return rules.loyalty_log_hazard(
        gamma, satisfied, usual, of_loyalty(run, LOYALTY_COL_PULL), of_loyalty(run, LOYALTY_COL_UPLIFT)
    )


cdef inline double served(Run run) noexcept nogil:
    return rules.service_felt(run.service[SERVICE_LEVEL], run.firm[FIRM_SERVICE])


cdef inline double of_loyalty(Run run, int column) noexcept nogil:
    return number(run, BLOCK_LOYALTY, 0, column)
