# How requests for help are answered: by situation, by plan, under pressure, and as long as there is money.

cdef void begin_intake(Run run) noexcept nogil:
    run.helped, run.spent, run.gap = 0, 0, 0.0


cdef void intake_week(Run run) noexcept nogil:
    """Look at the bookings of the last quarter; a new week has a new plan, a new quarter new money."""
    cdef int64_t weeks = min(run.week, QUARTER_WEEKS), past, booked = 0
    run.helped = 0
    if run.week % QUARTER_WEEKS == 0:
        run.spent = 0
    for past in range(run.week - weeks, run.week):
        booked += run.weekly[past * run.week_width + WEEK_COL_BOOKED_CENTS]
    run.gap = rules.bookings_gap(booked, in_drain(run, DRAIN_COL_TARGET), weeks * TICKS_PER_WEEK)


cdef int meets(Run run, Deal *deal) except -1 nogil:
    """Say of a new deal who decides at the buyer's, and whether a rival is in it."""
    cdef double share = number(run, BLOCK_SEGMENT, deal.segment, SEGMENT_COL_CONTESTED)
    cdef int64_t index = rules.draw_index(deal.episode, 0, 0, 0)
    cdef int32_t incumbent = incumbent_of(run, place_in_market(run, deal))
    cdef bint by_chance = share > 0.0 and rules.is_contested(luck(run, PURPOSE_CONTESTED, deal.account, index), share)
    if run.personas > 1:
        deal.persona = <int32_t>rules.pick(
            luck(run, PURPOSE_PERSONA, deal.account, index),
            run.params,
            place(run, BLOCK_TOOLKIT, run.stages, 0),
            run.personas,
        )
    if rules.faces_rival(by_chance, incumbent):
        deal.contested = True
        deal.carried -= in_drain(run, DRAIN_COL_CONTESTED_LIFT)
        record(run, deal.number, WHAT_CONTESTED, deal.segment, 0)
        count(run, TOTAL_BLOCK_DRAIN, 0, DRAIN_TOTAL_CONTESTED)
        rival_meets(run, deal, incumbent)
    return 0


cdef int64_t intake_answer(Run run, Request *request) except -1 nogil:
    """Return what a request is answered."""
    cdef int64_t task = run.task[request.task].number, kind = request.kind
    cdef int64_t answers = ANSWER_DENY + 1
    cdef int64_t first = place(run, BLOCK_REQUEST, kind, REQUEST_COL_ANSWERS + answers * situation(run, request))
    cdef int64_t answer = rules.pick(asked_u(run, request, PURPOSE_ANSWER), run.params, first, answers)
    cdef double pressure = in_drain(run, DRAIN_COL_PRESSURE)
    if run.gap > 0.0 and rules.pressed(answer, asked_u(run, request, PURPOSE_PRESSED), pressure, run.gap):
        record(run, task, WHAT_PRESSED, kind, answer)
        count(run, TOTAL_BLOCK_DRAIN, 0, DRAIN_TOTAL_PRESSED)
        answer = ANSWER_PREEMPT
    if rules.worked_on(answer) and not paid(run, kind):
        record(run, task, WHAT_UNFUNDED, kind, answer)
        count(run, TOTAL_BLOCK_DRAIN, 0, DRAIN_TOTAL_UNFUNDED)
        answer = ANSWER_DENY
    record(run, task, WHAT_ANSWERED, kind, answer)
    count(run, TOTAL_BLOCK_REQUEST, kind, REQUEST_TOTAL_ANSWERS + answer)
    return answer


cdef inline int64_t situation(Run run, Request *request) noexcept nogil:
    cdef int64_t kind = request.kind
    cdef Deal *deal = &run.deal[request.deal]  # alive: it asks at this moment
    return rules.situation(
        deal.customer and answers_written(run, kind, SITUATION_CUSTOMERS),
        deal.contested and answers_written(run, kind, SITUATION_CONTESTED),
        answers_written(run, kind, SITUATION_LARGE) and rules.is_large(deal.value, in_drain(run, DRAIN_COL_LARGE_DEAL)),
        answers_written(run, kind, SITUATION_BEYOND) and rules.beyond_plan(run.helped, in_drain(run, DRAIN_COL_PLANNED)),
    )


cdef inline bint answers_written(Run run, int64_t kind, int which) noexcept nogil:
    return number(run, BLOCK_REQUEST, kind, REQUEST_COL_WRITTEN + which) > 0.0


cdef inline bint paid(Run run, int64_t kind) noexcept nogil:
    """Return whether there is money for one more request of a kind, and commit it."""
    cdef int64_t cost = rules.whole_cents(number(run, BLOCK_REQUEST, kind, REQUEST_COL_COST_CENTS))
    cdef double budget = in_drain(run, DRAIN_COL_DEAL_BUDGET) * (QUARTER_WEEKS * TICKS_PER_WEEK)
    if not rules.funded(run.spent, cost, budget):
        return False
    run.spent += cost
    week(run, WEEK_COL_DEAL_CENTS, cost)
    count(run, TOTAL_BLOCK_REQUEST, kind, REQUEST_TOTAL_DEAL_CENTS, cost)
    return True


cdef inline void help_given(Run run, int32_t kind, int64_t ticks, int64_t in_window) noexcept nogil:
    """Book help by somebody who has standing work: what the week's plan still holds, and what it does not."""
    cdef int64_t planned = rules.planned_part(run.helped, ticks, in_drain(run, DRAIN_COL_PLANNED))
    cdef int64_t unplanned = min(in_window, ticks - planned)  # the measured part of a session is its end
    run.helped += ticks
    add(run, TOTAL_BLOCK_REQUEST, kind, REQUEST_TOTAL_DISPLACED_TICKS, in_window)
    add(run, TOTAL_BLOCK_DRAIN, 0, DRAIN_TOTAL_PLANNED_TICKS, in_window - unplanned)
    add(run, TOTAL_BLOCK_DRAIN, 0, DRAIN_TOTAL_UNPLANNED_TICKS, unplanned)
