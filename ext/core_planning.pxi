# Plans, beliefs, budgets and forecasts: every 13 Mondays a review looks back and decides.

cdef enum:
    MARKETING = 0
    SALES = 1
    MEASURES = 4


cdef int begin_planning(Run run) except -1 nogil:
    """Everything is as policy has it; nothing is known yet."""
    cdef int32_t source, kind
    run.planned = run.stock_first[STOCK_KIND_PIPELINE_COVERAGE + 1] > run.stock_first[STOCK_KIND_PIPELINE_COVERAGE]
    run.cells_then[:] = 0
    run.seen_then[:, :] = 0.0
    run.wanted[:], run.doors_wanted[:], run.doors[:] = -1.0, -1.0, 0.0
    run.kept[:], run.missing[:], run.channel_cost[:] = 1.0, 0.0, 0.0
    run.spent_on[:], run.back_from[:] = 0.0, 0.0
    run.yields[:], run.credits[:], run.by_marketing[:], run.by_sales[:] = -1.0, -1.0, -1.0, -1.0
    run.plan_of_marketing[:], run.plan_of_sales[:], run.next_effort[:], run.next_doors[:] = -1.0, -1.0, -1.0, -1.0
    run.decided_lately[:], run.booked_lately[:] = 0.0, 0.0
    run.told_first[:], run.told_second[:] = 0.0, 0.0
    run.pipeline, run.adapt, run.spared, run.follows, run.goal = 0, 0.0, 0.0, 0.0, -1.0
    run.growing, run.steer, run.voice, run.steered_to = 1.0, 0.0, 0.0, NONE
    run.conversion, run.won_of_ours, run.won_of_own, run.our_share, run.next_goal = -1.0, -1.0, -1.0, -1.0, -1.0
    run.renewed, run.followed, run.lean, run.arr_then = 1.0, 1.0, False, 0.0
    run.due, run.decided_in = NONE, 0
    for source in range(run.sources):
        kind = run.source_ints[source, SOURCE_INT_KIND]
        run.all_sources[source] = 1.0
        run.our_sources[source] = kind == SOURCE_KIND_STREAM or kind == SOURCE_KIND_POOL
        run.own_sources[source] = kind == SOURCE_KIND_PROSPECTING
    memset(run.steered, 0, run.kinds * sizeof(bint))
    steer_standing(run)
    return 0


cdef int planning_week(Run run) except -1 nogil:
    """Every 13 weeks look back and decide; put in force what is due."""
    if run.planned:
        pay_channels(run)
        if run.week > 0 and run.week % QUARTER_WEEKS == 0:
            review_plans(run)
        if 0 <= run.due <= run.week:
            carry_out(run)
    put_in_force(run)
    return tell_plans(run) if run.planned else 0


# --- the review ---------------------------------------------------------------------------------------------------------------

cdef int review_plans(Run run) except -1 nogil:
    cdef double learning = planning(run, PLANNING_COL_LEARNING), handed, opened, booked
    know_of_leads(run)
    sums(run, CELL_TOTAL_OPPORTUNITIES, run.all_sources, run.opened)
    sums(run, CELL_TOTAL_DECIDED, run.all_sources, run.decided)
    sums(run, CELL_TOTAL_BOOKED_CENTS, run.all_sources, run.booked)
    sums(run, CELL_TOTAL_BOOKED_CENTS, run.our_sources, run.earned)
    handed = sum_of(run, CELL_TOTAL_MQLS, run.all_sources)
    judge_plan(run)
    rules.fading_sums(run.decided_lately, run.decided, learning, run.segments)
    rules.fading_sums(run.booked_lately, run.booked, learning, run.segments)
    rules.yields_of(run.yields, run.decided_lately, run.booked_lately, run.segments)
    rules.credits_after(run.credits, run.earned, run.booked, learning, run.segments)
    opened, booked = rules.sum_over(run.opened, run.segments), rules.sum_over(run.booked, run.segments)
    run.conversion = rules.conversion_after(
        run.conversion, rules.rate_of(opened, handed), learning, planning(run, PLANNING_COL_UNSEEN)
    )
    hear_voice(run, booked, learning)
    believe(run, run.week // QUARTER_WEEKS)
    decide(run, handed, opened)
    think_of_marketing(run, learning)
    judge_programs(run)
    look_at_money(run)
    forecast(run)
    steer(run, booked, handed)
    run.seen_then[:, :] = run.seen
    return 0


cdef void know_of_leads(Run run) noexcept nogil:
    """Know what leads have done since the run began, warm-up or not."""
    cdef int64_t place, column
    for place in range(run.sources * run.segments):
        for column in range(CELL_TOTAL_WIDTH):
            run.seen[column, place] = <double>(
                run.cells_then[place * CELL_TOTAL_WIDTH + column] + run.total[TOTAL_BLOCK_CELL][place * CELL_TOTAL_WIDTH + column]
            )


cdef int judge_plan(Run run) except -1 nogil:
    """Compare what was planned with what came."""
    cdef double quality = rules.plan_quality(run.plan_of_marketing, run.decided, run.booked, run.segments)
    cdef int64_t millionths
    if quality >= 0.0:
        millionths = rules.micro(quality)
        record(run, 0, WHAT_PLAN_MET, run.week, millionths)
        count(run, TOTAL_BLOCK_PLANNING, 0, PLANNING_TOTAL_PLANS)
        count(run, TOTAL_BLOCK_PLANNING, 0, PLANNING_TOTAL_QUALITY_MICRO, millionths)
    return 0


cdef void hear_voice(Run run, double booked, double learning) noexcept nogil:
    """Let marketing's share in what was won earn it a voice."""
    cdef double came = rules.rate_of(rules.sum_over(run.earned, run.segments), booked)
    run.our_share = rules.conversion_after(run.our_share, came, learning, 0.0)
    run.voice = rules.voice_earned(planning(run, PLANNING_COL_VOICE), run.our_share)


cdef void believe(Run run, int64_t quarter) noexcept nogil:
    """Let both functions see what an opportunity of each segment brings, through errors of their own."""
    cdef double scale
    cdef int32_t segment
    for segment in range(run.segments):
        run.benchmark[segment] = number(run, BLOCK_SEGMENT, segment, SEGMENT_COL_BENCHMARK)
        run.parts[segment] = number(run, BLOCK_SEGMENT, segment, SEGMENT_COL_PART)
    scale = rules.benchmark_scale(run.yields, run.benchmark, run.segments)
    for segment in range(run.segments):
        run.by_marketing[segment] = belief(run, MARKETING, segment, quarter, scale, run.credits[segment])
        run.by_sales[segment] = belief(
            run, SALES, segment, quarter, scale, rules.found_by_sales(run.credits[segment])
        )
        run.plan_of_marketing[segment] = planned_by(run, segment, run.by_marketing[segment])
        run.plan_of_sales[segment] = planned_by(run, segment, run.by_sales[segment])


cdef double belief(Run run, int64_t function, int32_t segment, int64_t quarter, double scale, double own) noexcept nogil:
    cdef double sd = rules.error_spread(
        planning(run, PLANNING_COL_NOISE),
        planning(run, PLANNING_COL_SHARED),
        planning(run, PLANNING_COL_EVIDENCE),
        run.known[segment],
    )
    return rules.believed_yield(
        run.yields[segment],
        rules.misreading(
            luck(run, PURPOSE_MISREAD_ALIKE, segment, quarter),
            luck(run, PURPOSE_MISREAD, (function << 8) | segment, quarter),
            sd,
            run.firm[FIRM_ALIGNED],
        ),
        rules.credit_taken(own, planning(run, PLANNING_COL_BIAS), planning(run, PLANNING_COL_SHARED)),
        rules.benchmark_yield(scale, run.benchmark[segment]),
        planning(run, PLANNING_COL_BENCHMARK),
    )


cdef inline double planned_by(Run run, int32_t segment, double own) noexcept nogil:
    return rules.planned_with(
        own, run.by_marketing[segment], run.by_sales[segment], planning(run, PLANNING_COL_JOINT), say(run)
    )


cdef int decide(Run run, double handed, double opened) except -1 nogil:
    """Decide where effort goes and how many leads are wanted, unless the last decision is still on its way."""
    cdef double brought, conversion
    cdef int64_t wait
    if run.due >= 0:
        return 0
    rules.wanted_shares(run.plan_of_marketing, run.parts, run.next_effort, run.segments)
    rules.wanted_shares(run.plan_of_sales, run.parts, run.next_doors, run.segments)
    rules.added_up(
        run.seen[CELL_TOTAL_OPPORTUNITIES], run.seen[CELL_TOTAL_DECIDED], run.all_sources, run.open_now, run.sources, run.segments
    )
    brought = rules.rate_of(rules.expected_of(run.opened, run.plan_of_marketing, run.segments), opened)
    conversion = rules.conversion_with(
        run.conversion, planning(run, PLANNING_COL_CONVERSION), planning(run, PLANNING_COL_BENCHMARK)
    )
    run.next_goal = rules.lead_goal(
        handed,
        planning(run, PLANNING_COL_GROWTH),
        quarter_target(run),
        rules.expected_of(run.open_now, run.plan_of_marketing, run.segments),
        rules.lead_worth(conversion, brought),
        planning(run, PLANNING_COL_RIGHT_TO_LEFT),
    )
    wait = rules.weeks_until(planning(run, PLANNING_COL_DELAY), run.firm[FIRM_LATENCY])
    run.due, run.decided_in = run.week + wait, run.week
    return record(run, 0, WHAT_DECIDED, run.week, wait)


cdef int carry_out(Run run) except -1 nogil:
    cdef int64_t waited = run.week - run.decided_in
    run.wanted[:] = run.next_effort
    run.doors_wanted[:] = run.next_doors
    run.goal, run.due = run.next_goal, NONE
    record(run, 0, WHAT_CARRIED_OUT, run.week, waited)
    count(run, TOTAL_BLOCK_PLANNING, 0, PLANNING_TOTAL_DECISIONS)
    count(run, TOTAL_BLOCK_PLANNING, 0, PLANNING_TOTAL_DECISION_WEEKS, waited)
    return 0


# --- budgets ------------------------------------------------------------------------------------------------------------------

cdef int think_of_marketing(Run run, double learning) except -1 nogil:
    """Let sellers remember which leads were won, and once a year the budget depend on it."""
    cdef int won = CELL_TOTAL_CLOSED + CLOSE_WON
    cdef double shared = planning(run, PLANNING_COL_SHARED), u, taken
    taken = sum_of(run, CELL_TOTAL_FIRST_TOUCHES, run.our_sources)
    run.won_of_ours = rules.conversion_after(
        run.won_of_ours, rules.rate_of(sum_of(run, won, run.our_sources), taken), learning, 0.0
    )
    taken = sum_of(run, CELL_TOTAL_FIRST_TOUCHES, run.own_sources)
    run.won_of_own = rules.conversion_after(
        run.won_of_own, rules.rate_of(sum_of(run, won, run.own_sources), taken), learning, 0.0
    )
    if run.week % YEAR_WEEKS != 0:
        return 0
    u = luck(run, PURPOSE_ESTEEM, 0, run.week // YEAR_WEEKS)
    run.renewed = rules.renewed_share(
        rules.esteem(
            run.won_of_ours,
            run.won_of_own,
            planning(run, PLANNING_COL_BIAS) * (1.0 - shared),
            rules.misreading(u, u, rules.error_spread(planning(run, PLANNING_COL_NOISE), shared, 0.0, 0.0), 0.0),
        ),
        planning(run, PLANNING_COL_BUDGET_FLOOR),
    )
    return record(run, 0, WHAT_RENEWED_BUDGET, run.week, rules.micro(run.renewed))


cdef void pay_channels(Run run) noexcept nogil:
    """Add up what each channel costs."""
    cdef int32_t source
    for source in range(run.sources):
        if is_channel(run, source):
            run.channel_cost[source] += rules.channel_cents(
                hours_last_week(run, run.source_ints[source, SOURCE_INT_BUILT_BY]),
                number(run, BLOCK_SOURCE, source, SOURCE_COL_HOURS_PART),
                run.kept[source],
                run.missing[source],
                number(run, BLOCK_RUN, 0, RUN_COL_HOUR_CENTS),
                run.program_cents,
                number(run, BLOCK_SOURCE, source, SOURCE_COL_MONEY_PART),
            )


cdef int judge_programs(Run run) except -1 nogil:
    """Hold every channel that has run for long enough against the hurdle."""
    cdef int64_t quarters = rules.quarters_of(planning(run, PLANNING_COL_PATIENCE)), now = run.week // QUARTER_WEEKS, ago
    cdef double bias = planning(run, PLANNING_COL_BIAS) * (1.0 - planning(run, PLANNING_COL_SHARED))
    cdef double hurdle = planning(run, PLANNING_COL_HURDLE), spent, back, kept
    cdef int32_t source
    for source in range(run.sources):
        if not is_channel(run, source):
            continue
        run.spent_on[source * PLAN_RING + now % PLAN_RING] = run.channel_cost[source]
        run.back_from[source * PLAN_RING + now % PLAN_RING] = booked_by(run, source)
        run.channel_cost[source] = 0.0
        if hurdle <= 0.0 or now < quarters:
            continue
        spent, back = 0.0, 0.0
        for ago in range(quarters):
            spent += run.spent_on[source * PLAN_RING + (now - ago) % PLAN_RING]
            back += run.back_from[source * PLAN_RING + (now - ago) % PLAN_RING]
        kept = rules.channel_kept(run.kept[source], rules.credited_back(back, bias, say(run)), spent, hurdle)
        if kept != run.kept[source]:
            record(run, source, WHAT_PROGRAM_CUT, run.week, rules.micro(kept))
            count(run, TOTAL_BLOCK_PLANNING, 0, PLANNING_TOTAL_CUTS, kept < run.kept[source])
        run.kept[source] = kept
    return 0


cdef double booked_by(Run run, int32_t source) noexcept nogil:
    cdef double booked = 0.0
    cdef int64_t place, first = source * run.segments
    for place in range(first, first + run.segments):
        booked += run.seen[CELL_TOTAL_BOOKED_CENTS, place] - run.seen_then[CELL_TOTAL_BOOKED_CENTS, place]
    return booked


cdef int look_at_money(Run run) except -1 nogil:
    """Cut budgets while half a year costs more than it books and the reserve allows."""
    cdef int64_t weeks = min(run.week, 2 * QUARTER_WEEKS)
    cdef bint lean = rules.lean_times(
        <double>weeks_of(run, weeks, WEEK_COL_BOOKED_CENTS), costs_of(run, weeks), planning(run, PLANNING_COL_RESERVE)
    )
    if lean != run.lean:
        record(run, 0, WHAT_LEAN, run.week, lean)
    run.lean = lean
    return 0


cdef double costs_of(Run run, int64_t weeks) noexcept nogil:
    """Return what some weeks have cost, people as they are paid now."""
    cdef int64_t outside = weeks_of(run, weeks, WEEK_COL_PROGRAM_CENTS) + weeks_of(run, weeks, WEEK_COL_DEAL_CENTS)
    return spent(run) * (weeks * TICKS_PER_WEEK) + outside


cdef int forecast(Run run) except -1 nogil:
    """Forecast the next two years, and judge the forecasts of the year that is over."""
    cdef int64_t now = run.week // QUARTER_WEEKS, weeks = min(run.week, YEAR_WEEKS)
    cdef double lately = weeks_of(run, weeks, WEEK_COL_BOOKED_CENTS) * (<double>YEAR_WEEKS / weeks), u, error, seen, informed
    if now > 4:
        meet_forecast(run, 0, run.told_first[(now - 4) % PLAN_RING], lately)
    if now > 8:
        meet_forecast(run, 1, run.told_second[(now - 8) % PLAN_RING], lately)
    u, informed = luck(run, PURPOSE_FORECAST, 0, now), planning(run, PLANNING_COL_INFORMED)
    error = rules.misreading(u, u, run.firm[FIRM_FORECAST_ERROR], 0.0)
    seen = 4.0 * rules.expected_of(run.opened, run.plan_of_marketing, run.segments)
    run.told_first[now % PLAN_RING] = rules.forecast_of(lately, seen, informed, error)
    run.told_second[now % PLAN_RING] = rules.forecast_of(lately, seen, informed, error * 2.0)
    if run.week % YEAR_WEEKS == 0:
        run.followed = rules.follows_forecast(
            planning(run, PLANNING_COL_BUDGET_OF_FORECAST), run.told_first[now % PLAN_RING], lately
        )
    return 0


cdef int meet_forecast(Run run, int64_t ahead, double told, double came) except -1 nogil:
    cdef int64_t missed = rules.micro(rules.forecast_off(told, came))
    record(run, ahead, WHAT_FORECAST_MET, run.week, missed)
    count(run, TOTAL_BLOCK_PLANNING, 0, PLANNING_TOTAL_FORECASTS + ahead)
    count(run, TOTAL_BLOCK_PLANNING, 0, PLANNING_TOTAL_FORECAST_OFF_MICRO + ahead, missed)
    return 0


cdef void steer(Run run, double booked, double handed) noexcept nogil:
    """Find the measure of the scorecard that is furthest behind."""
    cdef int64_t arr = 0
    cdef int32_t segment, measure
    for segment in range(run.segments):
        arr += run.earning[segment].arr
    run.gaps[0] = rules.behind_goal(booked, quarter_target(run))
    run.gaps[1] = rules.behind_goal(handed, run.goal)
    run.gaps[2] = rules.lost_in_year(run.arr_then, booked, <double>arr)
    run.gaps[3] = rules.behind_goal(booked - costs_of(run, QUARTER_WEEKS), booked)
    run.arr_then = <double>arr
    for measure in range(MEASURES):
        run.weights[measure] = planning(run, PLANNING_COL_SCORECARD + measure)
    run.steered_to = <int32_t>rules.furthest_behind(run.gaps, run.weights, MEASURES)


cdef void serve(Run run) noexcept nogil:
    """Mark the kinds of standing work that serve what is steered to."""
    cdef int32_t kind
    for kind in range(run.kinds):
        run.steered[kind] = rules.serves_measure(
            run.steered_to,
            kind == run.material,
            kind == run.prospected_by,
            feeds_channel(run, kind),
            kind == run.cared_by,
            kind == run.researched_by,
        )


cdef inline bint feeds_channel(Run run, int32_t kind) noexcept nogil:
    cdef int32_t source
    for source in range(run.sources):
        if is_channel(run, source) and run.source_ints[source, SOURCE_INT_BUILT_BY] == kind:
            return True
    return False


# --- what is in force ---------------------------------------------------------------------------------------------------------

cdef void put_in_force(Run run) noexcept nogil:
    """Let everybody go by what was decided, as far as policy now follows plans."""
    cdef int32_t segment, source, other
    cdef double in_all = 0.0
    run.adapt = planning(run, PLANNING_COL_ADAPT)
    for segment in range(run.segments):
        in_all += number(run, BLOCK_AIM, segment, AIM_COL_SHARE)
    for segment in range(run.segments):
        run.doors[segment] = rules.aimed_share(
            number(run, BLOCK_AIM, segment, AIM_COL_SHARE), in_all, run.adapt, run.doors_wanted[segment]
        )
    if not run.planned:
        return
    run.follows, run.steer, run.spared = planning(run, PLANNING_COL_GOAL), planning(run, PLANNING_COL_STEER), 0.0
    serve(run)
    steer_standing(run)
    for source in range(run.sources):
        if not is_channel(run, source):
            continue
        run.missing[source] = 0.0
        for other in range(run.sources):
            if is_channel(run, other) and (
                run.source_ints[other, SOURCE_INT_BUILT_BY] == run.source_ints[source, SOURCE_INT_BUILT_BY]
            ):
                run.missing[source] += number(run, BLOCK_SOURCE, other, SOURCE_COL_HOURS_PART) * (1.0 - run.kept[other])
        run.spared += number(run, BLOCK_SOURCE, source, SOURCE_COL_MONEY_PART) * (1.0 - run.kept[source])
    run.firm[FIRM_BUDGET] = rules.budget_in_force(run.renewed, run.followed, run.lean)
    run.growing = rules.growth_in_force(run.followed, run.lean)


cdef int tell_plans(Run run) except -1 nogil:
    """Write down where plans and beliefs stand."""
    cdef int32_t segment, source
    keep_stock(run, STOCK_KIND_MARKETING_OFF, 0, rules.belief_off(run.by_marketing, run.yields, run.segments))
    keep_stock(run, STOCK_KIND_SALES_OFF, 0, rules.belief_off(run.by_sales, run.yields, run.segments))
    keep_stock(run, STOCK_KIND_BELIEFS_APART, 0, rules.belief_off(run.by_marketing, run.by_sales, run.segments))
    keep_stock(run, STOCK_KIND_PIPELINE_COVERAGE, 0, rules.coverage_of(<double>run.pipeline, quarter_target(run)))
    keep_stock(run, STOCK_KIND_LEAD_GOAL, 0, run.goal / QUARTER_WEEKS if run.goal > 0.0 else 0.0)
    keep_stock(run, STOCK_KIND_BUDGET_KEPT, 0, run.firm[FIRM_BUDGET])
    keep_stock(run, STOCK_KIND_MARKETING_VOICE, 0, run.voice)
    for segment in range(run.segments):
        keep_stock(run, STOCK_KIND_EFFORT, segment, targeted(run, segment))
    for source in range(run.sources):
        keep_stock(run, STOCK_KIND_PROGRAM_KEPT, source, run.kept[source])
    return keep_stock(run, STOCK_KIND_STEERED_TO, 0, 1.0 + run.steered_to)


# --- small words --------------------------------------------------------------------------------------------------------------

cdef void sums(Run run, int column, double[::1] parts, double[::1] by_segment) noexcept nogil:
    """Write by segment what was added to a column since the last review, by the sources that take part."""
    rules.added_up(run.seen[column], run.seen_then[column], parts, by_segment, run.sources, run.segments)


cdef double sum_of(Run run, int column, double[::1] parts) noexcept nogil:
    sums(run, column, parts, run.open_now)
    return rules.sum_over(run.open_now, run.segments)


cdef int64_t weeks_of(Run run, int64_t weeks, int column) noexcept nogil:
    """Return what some weeks up to this Monday have added to a weekly series."""
    cdef int64_t each, total = 0
    for each in range(run.week - weeks, run.week):
        total += run.weekly[each * run.week_width + column]
    return total


cdef inline double quarter_target(Run run) noexcept nogil:
    """Return what a quarter is to book."""
    return number(run, BLOCK_DRAIN, 0, DRAIN_COL_TARGET) * (QUARTER_WEEKS * TICKS_PER_WEEK)


cdef inline double say(Run run) noexcept nogil:
    return rules.say_of(planning(run, PLANNING_COL_SAY), run.voice)


cdef inline double planning(Run run, int column) noexcept nogil:
    return number(run, BLOCK_PLANNING, 0, column)
