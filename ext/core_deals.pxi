# The stories of leads, step by step. A story runs until it has to wait; `goes_on` is where it wakes.

cdef int32_t begin_lead(
    Run run, int32_t source, int64_t account, int32_t segment, int64_t episode, int32_t numbered, double potential, double intent
) except -1 nogil:
    """Create a lead and return its slot; its story is still to begin. `intent` is the chance of a real wish to buy."""
    cdef int64_t index = rules.draw_index(episode, 0, 0, 0)
    cdef int32_t slot = new_deal(run)
    cdef int32_t task = new_task(run, account << 16, slot), in_market
    cdef Deal *deal = &run.deal[slot]
    cdef double worth
    cdef bint varied = varies(run, BLOCK_SEGMENT, segment, SEGMENT_COL_VALUE)
    deal.number, deal.account, deal.task = account << 16, account, task
    deal.cell = source * run.segments + segment
    deal.source, deal.segment, deal.episode, deal.numbered = source, segment, episode, numbered
    deal.created = run.now
    in_market = place_in_market(run, deal)
    if in_market != NONE:
        deal.attempt = deal.first_attempt = run.account[in_market].attempt
    deal.intent = rules.has_intent(luck_if(run, is_open(intent), PURPOSE_INTENT, account, index), intent)
    deal.customer = source == run.customer_source
    deal.product = offered_product(run, account, segment, index, products_of(run, account, segment) if deal.customer else 0)
    deal.carried = product_fit(run, deal.product, segment)
    worth = drawn(run, BLOCK_SEGMENT, segment, SEGMENT_COL_VALUE, luck_if(run, varied, PURPOSE_VALUE, account, index))
    deal.value = rules.whole_cents(worth * potential * product_value(run, deal.product))
    if deal.customer:
        deal.value = rules.expansion_cents(deal.value, of_customers(run, CUSTOMER_COL_SHARE))
    deal.scoring, deal.scored = scoring_of(run, deal), False
    deal.stage, deal.last_person, deal.before, deal.clock_passed = NONE, NOBODY, NOWHERE, True
    deal.first_request, deal.last_request, deal.next, deal.rival, deal.wish = NONE, NONE, NONE, NONE, NONE
    forget_alarms(deal)
    run.begun += 1
    note_in_play(run, deal)
    record(run, deal.number, WHAT_LEAD, (source << LIMIT_LEAD_SOURCE_SHIFT) | segment, deal.value)
    if deal.product != NONE:
        record(run, deal.number, WHAT_OFFERED, deal.product, deal.value)
    count_product(run, deal, PRODUCT_TOTAL_LEADS, 1)
    meets(run, deal)
    urgency(run, deal)
    run.came[segment] += 1.0
    meets_committee(run, deal)
    cell(run, deal, CELL_TOTAL_LEADS, 1)
    cell(run, deal, CELL_TOTAL_MQLS, 1)
    week(run, WEEK_COL_LEADS)
    return slot


cdef int urgency(Run run, Deal *deal) except -1 nogil:
    """Know whether a buyer is in a hurry, and let a score tell as far as the segment is known."""
    cdef double share = number(run, BLOCK_SEGMENT, deal.segment, SEGMENT_COL_URGENT)
    cdef int64_t index = rules.draw_index(deal.episode, 0, 0, 0)
    deal.urgent = share >= 1.0 or rules.is_urgent(luck(run, PURPOSE_URGENT, deal.account, index), share)
    if deal.urgent:
        return 0
    deal.score = rules.score_of_unhurried(score(run, deal), deal.intent, scoring_of(run, deal), run.known[deal.segment])
    record(run, deal.number, WHAT_NOT_URGENT, deal.segment, deal.source)
    cell(run, deal, CELL_TOTAL_NOT_URGENT, 1)
    return 0


cdef double score(Run run, Deal *deal) noexcept nogil:
    """Return a lead's observed score. It is drawn when it is first looked at, which most never are."""
    if not deal.scored:
        deal.scored = True
        deal.score = rules.score(
            deal.intent, luck(run, PURPOSE_SCORE, deal.account, rules.draw_index(deal.episode, 0, 0, 0)), deal.scoring
        )
    return deal.score


cdef inline double scoring_of(Run run, Deal *deal) noexcept nogil:
    """Return how much of a lead's score is truth."""
    return rules.sharper_scoring(
        number(run, BLOCK_SOURCE, deal.source, SOURCE_COL_SCORING),
        number(run, BLOCK_RUN, 0, RUN_COL_SHARPER_SCORING),
        run.known[deal.segment],
    )


cdef inline int lead_begins(Run run, int32_t slot) except -1 nogil:
    return lead_story(run, &run.deal[slot], run.source_ints[run.deal[slot].source, SOURCE_INT_ENTRY_STEP])


cdef inline const int64_t *step_at(Run run, int64_t step) noexcept nogil:
    return &run.first_step[step * STEP_WIDTH]


cdef int lead_story(Run run, Deal *deal, int64_t step) except -1 nogil:
    """Run a lead's steps until it waits or ends."""
    cdef int64_t op
    cdef const int64_t *row
    while True:
        row = step_at(run, step)
        op = row[STEP_COL_OP]
        if op == OP_ENTER:
            enter(run, deal, <int32_t>row[STEP_COL_A])
            step += 1
        elif op == OP_SCREEN:
            step = row[STEP_COL_B] if screened(run, deal) else step + 1
        elif op == OP_WORK:
            if deal.sessions_left > 0:
                deal.step = step
                if deal.astray == NOT_ROUTED and lead_strays(run, deal, <int32_t>row[STEP_COL_A]):
                    return 0
                return queue_session(run, deal, <int32_t>row[STEP_COL_A], row[STEP_COL_C] >= 0)
            step += 1
        elif op == OP_TRIAGE:
            step = step + 1 if deal.session != 1 else triage(run, deal, step + 1, row[STEP_COL_B], row[STEP_COL_C])
        elif op == OP_AGAIN:
            if deal.sessions_left == 0:
                step += 1
            elif has(run, BLOCK_STAGE, row[STEP_COL_A], STAGE_COL_GAP):
                deal.step = step
                return gap(run, deal, STAGE_COL_GAP, PURPOSE_GAP, deal.session - 1)
            else:
                step = row[STEP_COL_B]
        elif op == OP_AWAIT:
            if not deal.clock_passed:
                deal.step, deal.awaiting_clock = step, True
                return 0
            step += 1
        elif op == OP_LEAVE:
            step = row[STEP_COL_B + leave(run, deal)]
        elif op == OP_BRANCH:
            step = branch(run, deal, row[STEP_COL_B], row[STEP_COL_C])
        elif op == OP_RECYCLE:
            if recycles(run, deal, STAGE_COL_NURTURES if row[STEP_COL_D] else STAGE_COL_RECYCLES):
                deal.step = step
                put_lead_aside(run, deal)
                return 0
            step = row[STEP_COL_C]
        elif op == OP_WIN:
            win(run, deal)
            step = row[STEP_COL_A]
        elif op == OP_CLOSE:
            return close(run, deal, row[STEP_COL_A])
        else:
            broken(run, b"a lead came to a step that is none of a lead", deal.number)


cdef inline int session_done(Run run, Deal *deal) except -1 nogil:
    """Let a lead go on after the session for which it has waited."""
    return goes_on(run, deal, WHY_DONE) if deal.overdue else lead_story(run, deal, deal.step + 1)


cdef int goes_on(Run run, Deal *deal, int why) except -1 nogil:
    """Let a lead go on from where it waited."""
    cdef int64_t step = deal.step, op = run.steps[step, STEP_COL_OP]
    if op == OP_RECYCLE:
        lead_comes_back(run, deal)
        deal.attempt += 1
        return lead_story(run, deal, run.steps[step, STEP_COL_B])
    deal.awaiting_clock = False
    if why == WHY_TIMED_OUT or deal.overdue:
        falls_out(run, deal, WHAT_TIMED_OUT, STAGE_TOTAL_TIMED_OUT)
        return lead_story(run, deal, run.stage_ints[deal.stage, STAGE_INT_TIME_OUT_STEP])
    if why == WHY_GAVE_UP:
        forget(run, deal)
        return lead_story(run, deal, run.steps[step, STEP_COL_C])
    if deal.straying:
        deal.straying = False
        return lead_story(run, deal, step)
    return lead_story(run, deal, run.steps[step, STEP_COL_B] if op == OP_AGAIN else step + 1)


# --- the steps ----------------------------------------------------------------------------------------------------------------

cdef inline int enter(Run run, Deal *deal, int32_t stage) except -1 nogil:
    cdef double time_out, spread, sessions
    cdef int32_t column = STAGE_COL_CLOCK
    deal.stage, deal.session, deal.lift, deal.asked, deal.weighed = stage, 0, 0.0, 0, 0
    deal.overdue, deal.clock_passed, deal.advanced = False, True, False
    deal.strayed, deal.astray, deal.straying, deal.calls = 0, NOT_ROUTED, False, 0
    if run.calling:
        call_changes(run, deal)
    record(run, deal.number, WHAT_ENTERED, stage, deal.attempt)
    count(run, TOTAL_BLOCK_STAGE, stage, STAGE_TOTAL_ENTERED)
    if run.stage_ints[stage, STAGE_INT_OPPORTUNITY] and not deal.opportunity:
        deal.opportunity, deal.piped = True, deal.value
        run.pipeline += deal.piped
        cell(run, deal, CELL_TOTAL_OPPORTUNITIES, 1)
        cell(run, deal, CELL_TOTAL_PIPELINE_CENTS, deal.value)
        count_product(run, deal, PRODUCT_TOTAL_OPPORTUNITIES, 1)
        week(run, WEEK_COL_OPPORTUNITIES)
    deal_wishes(run, deal)
    spread, sessions = in_stage(run, deal, STAGE_COL_SESSION_SPREAD), in_stage(run, deal, STAGE_COL_SESSIONS)
    deal.sessions_left = <int32_t>rules.counted(
        spread, sessions, u(run, deal, PURPOSE_SESSION_COUNT, 0) if spread > 0.0 and sessions > 1.0 else 0.0
    )
    if has(run, BLOCK_STAGE, stage, STAGE_COL_LOSS_CLOCK) and not inclination(run, deal) < chance(run, deal, 0.0):
        column = STAGE_COL_LOSS_CLOCK
    if has(run, BLOCK_STAGE, stage, column):
        deal.clock_passed = False
        alarm(run, deal, PHASE_CLOCK, run.now + waits(run, deal, column, PURPOSE_CLOCK, 0))
    time_out = in_stage(run, deal, STAGE_COL_TIME_OUT)
    if time_out > 0.0:
        alarm(run, deal, PHASE_DEADLINE, run.now + rules.whole_ticks(time_out))
    return next_ask(run, deal)


cdef bint screened(Run run, Deal *deal) except -1 nogil:
    if not scores_too_low(run, deal):
        return False
    record(run, deal.number, WHAT_SCREENED, deal.stage, 0)
    count(run, TOTAL_BLOCK_STAGE, deal.stage, STAGE_TOTAL_SCREENED)
    if deal.attempt == deal.first_attempt and deal.stage == entry_stage(run, deal.source):
        cell(run, deal, CELL_TOTAL_MQLS, -1)
    forget(run, deal)
    return True


cdef inline bint lead_strays(Run run, Deal *deal, int32_t kind) except -1 nogil:
    """Return whether a stage's work goes to the wrong person first, and let it be on its way."""
    cdef int64_t index = rules.draw_index(deal.episode, deal.attempt, max(deal.stage, 0), 0)
    deal.astray = routed(run, deal.number, kind, deal.account, index)
    if deal.astray == RIGHT:
        return False
    deal.strayed, deal.straying = search_wait(run), True
    alarm(run, deal, PHASE_GAP, run.now + deal.strayed)
    return True


cdef int queue_session(Run run, Deal *deal, int32_t kind, bint may_give_up) except -1 nogil:
    cdef Task *task = &run.task[deal.task]
    cdef bint first = deal.session == 0
    cdef double wait, kept, ahead
    cdef int purpose = PURPOSE_KEEPS_OWNER if first else PURPOSE_SAME_PERSON
    cdef int column = STAGE_COL_KEEPS_OWNER if first else STAGE_COL_SAME_PERSON
    deal.sessions_left -= 1
    deal.session += 1
    deal.queued = True
    task.kind, task.since, task.begun, task.set_up, task.kept_for = kind, run.now, False, 0, NOBODY
    kept = in_stage(run, deal, column)
    if (
        kept > 0.0
        and can_take(run, deal.last_person, kind)
        and rules.kept(u(run, deal, purpose, deal.session - 1) if kept < 1.0 else 0.0, kept)
    ):
        task.kept_for = deal.last_person
    else:
        task.kept_for = specialist(run, deal, kind)
    ahead = in_stage(run, deal, STAGE_COL_SCORE_HEAD_START)
    task.due = rules.due_tick(
        run.now,
        in_stage(run, deal, STAGE_COL_SLA),
        in_stage(run, deal, STAGE_COL_NEWEST_FIRST),
        score(run, deal) if ahead != 0.0 else 0.0,
        ahead,
        number(run, BLOCK_SOURCE, deal.source, SOURCE_COL_HEAD_START),
    )
    if first and may_give_up:
        wait = drawn(run, BLOCK_STAGE, deal.stage, STAGE_COL_PATIENCE, u(run, deal, PURPOSE_PATIENCE, 0))
        alarm(run, deal, PHASE_PATIENCE, run.now + rules.patience_left(wait, deal.strayed))
    return put(run, deal.task)


cdef int64_t lead_taken(Run run, Deal *deal, Task *task, int32_t p) except -1 nogil:
    """Note who takes the next session, and return the working ticks it needs."""
    cdef int64_t need, helped
    if deal.session == 1:
        first_session_taken(run, deal, run.now - task.since)
    else:
        count(run, TOTAL_BLOCK_RUN, 0, RUN_TOTAL_TASK_SAME if p == deal.last_person else RUN_TOTAL_TASK_SWITCH)
    if not deal.touched:
        deal.touched = True
        run.talks[deal.segment] += 1
        opener(run, deal, p)
        cell(run, deal, CELL_TOTAL_FIRST_TOUCHES, 1)
        cell(run, deal, CELL_TOTAL_FIRST_TOUCH_TICKS, run.now - deal.created)
        into_bins(run, TOTAL_BLOCK_FIRST_TOUCH_BINS, run.now - deal.created)
    need = rules.session_ticks(
        in_stage(run, deal, STAGE_COL_SESSION),
        in_stage(run, deal, STAGE_COL_SESSION + 1),
        in_stage(run, deal, STAGE_COL_SESSION + 2),
        u(run, deal, PURPOSE_SESSION, deal.session - 1),
        pace(run, p, task.kind),
    )
    helped = rules.after_help(need, deal.saved)
    deal.saved -= need - helped
    return helped if deal.session > 1 else longer(run, deal.number, helped, deal.astray)


cdef inline void first_session_taken(Run run, Deal *deal, int64_t ticks) noexcept nogil:
    forget_alarm(deal, PHASE_PATIENCE)
    deal.waited = ticks
    run.handed_over += 1
    count(run, TOTAL_BLOCK_STAGE, deal.stage, STAGE_TOTAL_FIRST_TAKEN)
    count(run, TOTAL_BLOCK_STAGE, deal.stage, STAGE_TOTAL_FIRST_WAIT_TICKS, ticks)
    into_bins(run, TOTAL_BLOCK_HANDOFF_WAIT_BINS, ticks)
    if ticks <= rules.some_ticks(in_stage(run, deal, STAGE_COL_SLA)):
        count(run, TOTAL_BLOCK_STAGE, deal.stage, STAGE_TOTAL_SLA_MET)


cdef inline int64_t triage(Run run, Deal *deal, int64_t sound, int64_t cold, int64_t rejected) except -1 nogil:
    cdef double exponent, below
    exponent = in_stage(run, deal, STAGE_COL_DECAY_EXPONENT)
    if exponent > 0.0 and rules.gone_cold(
        u(run, deal, PURPOSE_INTEREST, 0),
        deal.waited + deal.strayed,
        exponent,
        in_stage(run, deal, STAGE_COL_DECAY_SCALE),
    ):
        falls_out(run, deal, WHAT_COLD, STAGE_TOTAL_COLD)
        return cold
    below = in_stage(run, deal, STAGE_COL_REJECTS_BELOW)
    if below > 0.0 and rules.rejected(
        score(run, deal), u(run, deal, PURPOSE_READING, 0), in_stage(run, deal, STAGE_COL_READING), below
    ):
        falls_out(run, deal, WHAT_REJECTED, STAGE_TOTAL_REJECTED)
        run.turned_down += 1
        return rejected
    return sound


cdef int leave(Run run, Deal *deal) except -1 nogil:
    """Return how a stage is left (`layout.Outcome`): the columns of the step stand in that order."""
    cdef double priced = price_lift(run, deal)
    cdef int64_t left = OUTCOME_ADVANCE
    if not rules.surely_advances(in_stage(run, deal, STAGE_COL_ADVANCE), deal.intent):
        left = decision(run, deal, priced)
    record(run, deal.number, WHAT_LEFT, deal.stage, left)
    count(run, TOTAL_BLOCK_STAGE, deal.stage, STAGE_TOTAL_ADVANCED + left)
    deal.advanced = left == OUTCOME_ADVANCE
    forget(run, deal)
    return <int>left


cdef int64_t decision(Run run, Deal *deal, double priced) noexcept nogil:
    """Return what the buyer decides, given everything that moves it; `priced` is what the price does."""
    cdef double whole = deal.carried + skill(run, deal.last_person), lift
    cdef double lost = in_stage(run, deal, STAGE_COL_LOST), no_decision = in_stage(run, deal, STAGE_COL_NO_DECISION)
    cdef double times = indecision(run, deal) * hurry(run, deal), advancing
    whole += material(run, deal)
    whole += buyer_lift(run, deal)
    whole += structure_lift(run, deal)
    whole += need_lift(run, deal.product, deal.segment, deal.account)
    whole += firm_lift(run, deal)
    whole += rival_lift(run, deal)
    lift = rules.stage_lift(whole, in_stage(run, deal, STAGE_COL_DEAL_SHARE), deal.lift + priced)
    advancing = rules.chance_beside(chance(run, deal, lift), lost, no_decision, times)
    return rules.outcome(inclination(run, deal), advancing, lost, no_decision * times)


cdef inline double hurry(Run run, Deal *deal) noexcept nogil:
    """Return how many times as often a deal ends without a decision for not being urgent."""
    return 1.0 if deal.urgent else number(run, BLOCK_MARKET, 0, MARKET_COL_NOT_URGENT)


cdef inline double firm_lift(Run run, Deal *deal) noexcept nogil:
    """Return what the firm behind the seller adds to the logit of winning, in stages that sell."""
    if run.stage_ints[deal.stage, STAGE_INT_AFTER_WIN]:
        return 0.0
    return rules.firm_lift(
        rules.is_large(deal.value, in_drain(run, DRAIN_COL_LARGE_DEAL)), run.firm[FIRM_BACKSTOP], run.firm[FIRM_TRAINING]
    )


cdef inline int64_t branch(Run run, Deal *deal, int64_t first, int64_t rows) noexcept nogil:
    cdef int64_t shares = place(run, BLOCK_BRANCH, first, 0)
    if rows == 1:
        return run.branches[first]
    return run.branches[first + rules.pick(u(run, deal, PURPOSE_ROUTE, 0), run.params, shares, rows)]


cdef bint recycles(Run run, Deal *deal, int share) except -1 nogil:
    cdef double back = in_stage(run, deal, share)
    if back <= 0.0 or not rules.comes_back(
        u(run, deal, PURPOSE_RECYCLES, 0) if back < 1.0 else 0.0,
        back,
        deal.attempt - deal.first_attempt,
        in_stage(run, deal, STAGE_COL_ATTEMPTS),
    ):
        return False
    record(run, deal.number, WHAT_RECYCLED, deal.stage, deal.attempt + 1)
    cell(run, deal, CELL_TOTAL_RECYCLED, 1)
    gap(run, deal, STAGE_COL_RECYCLE_AFTER, PURPOSE_RECYCLE_DELAY, 0)
    return True


cdef int win(Run run, Deal *deal) except -1 nogil:
    """Book a win that work follows. From here on the lead is a customer, and no sale can go wrong with it any more."""
    cdef int64_t list_cents = agree(deal)
    record(run, deal.number, WHAT_WON, 0, deal.value)
    decided(run, deal, CLOSE_WON)
    score(run, deal)  # what was seen before they had bought
    deal.touched = deal.intent = True  # whoever buys has meant it
    run.serving += 1
    return customer_won(run, deal, list_cents, True)


cdef int close(Run run, Deal *deal, int64_t how) except -1 nogil:
    cdef bint won = how == CLOSE_WON
    cdef int64_t list_cents = agree(deal) if won else 0
    record(run, deal.number, WHAT_CLOSED, how, deal.value if won else 0)
    if how == CLOSE_SERVED:
        run.serving -= 1
        customer_served(run, deal)
    else:
        decided(run, deal, how)
    if won:
        customer_won(run, deal, list_cents, False)
    if run.task[deal.task].place != NONE or deal.first_request != NONE:
        broken(run, b"a lead ends that still waits for somebody", deal.number)
    lead_closed(run, deal, how)
    free_deal(run, deal)
    return 0


cdef int decided(Run run, Deal *deal, int64_t how) except -1 nogil:
    """Count how a lead's sale ended, once, and what a win is worth."""
    cell(run, deal, CELL_TOTAL_CLOSED + how, 1)
    run.pipeline -= deal.piped
    if deal.opportunity or how == CLOSE_WON:
        cell(run, deal, CELL_TOTAL_DECIDED, 1)
    if deal.queued and not deal.touched:
        cell(run, deal, CELL_TOTAL_NEVER_WORKED, 1)
    if how == CLOSE_WON:
        if not deal.customer:
            run.gained[deal.segment] += 1.0
        cell(run, deal, CELL_TOTAL_BOOKED_CENTS, deal.value)
        count_product(run, deal, PRODUCT_TOTAL_WINS, 1)
        count_product(run, deal, PRODUCT_TOTAL_BOOKED_CENTS, deal.value)
        cell(run, deal, CELL_TOTAL_CYCLE_TICKS, run.now - deal.created)
        into_bins(run, TOTAL_BLOCK_CYCLE_BINS, run.now - deal.created)
        week(run, WEEK_COL_WINS)
        week(run, WEEK_COL_BOOKED_CENTS, deal.value)
        run.wins_heard[deal.segment] += 1
        run.given[deal.segment] += deal.discount
        if deal.product != NONE:
            run.product_wins[deal.product] += 1
    else:
        lost_wish(run, deal)
    run.closed += 1
    rival_decided(run, deal, how)
    learns(run, deal, how == CLOSE_WON)
    return deal_closed(run, deal, how)


# --- what wakes a lead --------------------------------------------------------------------------------------------------------

cdef int clock_passes(Run run, Deal *deal) except -1 nogil:
    deal.clock_passed = True
    return goes_on(run, deal, WHY_DUE) if deal.awaiting_clock else 0


cdef int deadline(Run run, Deal *deal) except -1 nogil:
    cdef Task *task = &run.task[deal.task]
    if task.place != NONE:
        withdraw(run, task)
    elif not is_set(deal, PHASE_GAP) and not deal.awaiting_clock:
        deal.overdue = True  # a session in hand is finished first
        return 0
    return goes_on(run, deal, WHY_TIMED_OUT)


cdef int told_put_down(Run run, Deal *deal) except -1 nogil:
    """If the stage timed out while the session was in hand, let it end now that nobody works on it."""
    return alarm(run, deal, PHASE_DEADLINE, run.now + 1) if deal.overdue else 0


cdef int patience_ends(Run run, Deal *deal) except -1 nogil:
    withdraw(run, &run.task[deal.task])
    record(run, deal.number, WHAT_ABANDONED, deal.stage, 0)
    count(run, TOTAL_BLOCK_STAGE, deal.stage, STAGE_TOTAL_ABANDONED)
    return goes_on(run, deal, WHY_GAVE_UP)


cdef int gap(Run run, Deal *deal, int column, int purpose, int64_t ordinal) except -1 nogil:
    return alarm(run, deal, PHASE_GAP, run.now + waits(run, deal, column, purpose, ordinal))


cdef int falls_out(Run run, Deal *deal, int what, int total) except -1 nogil:
    record(run, deal.number, what, deal.stage, 0)
    count(run, TOTAL_BLOCK_STAGE, deal.stage, total)
    return forget(run, deal)


cdef inline int forget(Run run, Deal *deal) except -1 nogil:
    """Leave a stage: nothing that was due in it matters any more, and nobody waits for its help."""
    forget_alarms(deal)
    return nobody_waits(run, deal) if deal.first_request != NONE else 0


cdef void cut_leads(Run run) noexcept nogil:
    """At the horizon, note the leads that still wait for a first touch."""
    cdef int32_t slot
    cdef Deal *deal
    add(run, TOTAL_BLOCK_RUN, 0, RUN_TOTAL_OPEN_LEADS, run.begun - run.closed)
    for slot in range(run.deal_slots.used):
        deal = &run.deal[slot]
        if deal.number != NONE and deal.queued and not deal.touched:
            cell(run, deal, CELL_TOTAL_UNTOUCHED, 1)


# --- small words --------------------------------------------------------------------------------------------------------------

cdef inline double u(Run run, Deal *deal, int purpose, int64_t ordinal) noexcept nogil:
    """Return a deal's luck at the point where it is."""
    return luck(run, purpose, deal.account, rules.draw_index(deal.episode, deal.attempt, max(deal.stage, 0), ordinal))


cdef inline double inclination(Run run, Deal *deal) noexcept nogil:
    """Return the uniform that decides how a stage is left: the same however often it is asked, so it is kept nowhere."""
    return u(run, deal, PURPOSE_INCLINATION, 0)


cdef inline double in_stage(Run run, Deal *deal, int column) noexcept nogil:
    """Return a number of the stage a deal is in."""
    return number(run, BLOCK_STAGE, deal.stage, column)


cdef inline int64_t waits(Run run, Deal *deal, int column, int purpose, int64_t ordinal) noexcept nogil:
    """Return how long one of the stage's durations lasts for a deal."""
    return rules.whole_ticks(drawn(run, BLOCK_STAGE, deal.stage, column, u(run, deal, purpose, ordinal)))


cdef inline double chance(Run run, Deal *deal, double lift) noexcept nogil:
    return rules.advance_chance(
        in_stage(run, deal, STAGE_COL_ADVANCE), lift, deal.intent, in_stage(run, deal, STAGE_COL_WITHOUT_INTENT)
    )


cdef inline int64_t entry_stage(Run run, int32_t source) noexcept nogil:
    return run.steps[run.source_ints[source, SOURCE_INT_ENTRY_STEP], STEP_COL_A]


cdef inline void cell(Run run, Deal *deal, int64_t column, int64_t amount) noexcept nogil:
    count(run, TOTAL_BLOCK_CELL, deal.cell, column, amount)
