# Rivals: what they build, ask and say, whom they meet, and who is their customer.

cdef int begin_rivals(Run run) except -1 nogil:
    """Forget what moved, and let some accounts be rivals' customers from the start."""
    cdef int32_t rival, i, week
    cdef int64_t found
    run.rivals_known, run.taken_over = 0.0, False
    for rival in range(run.rivals):
        run.rival_price[rival] = of_rival(run, rival, RIVAL_COL_PRICE)
        run.price_then[rival] = run.rival_price[rival]
        run.rival_share[rival], run.share_at_first[rival] = 0.0, 0.0
    for i in range(run.rivals * run.attributes):
        run.features_then[i] = run.rival_features[i]
    for week in range(run.weeks):
        run.listed[week], run.paid_cents[week] = 0, 0
    if run.rivals == 0:
        return 0
    run.held_in[:], run.held_by[:], run.leave_rivals[:] = 0, 0, 0
    rivals_in_segments(run, run.rival_held, RIVAL_SEGMENT_COL_CUSTOMERS)
    for i in range(run.accounts):
        found = rules.begins_with(
            luck(run, PURPOSE_RIVAL_START, account_of(run, i), 0),
            run.rival_held,
            run.account[i].segment,
            run.rivals,
            run.segments,
        )
        if found >= 0:
            rival_keeps(run, <int32_t>found, i, account_of(run, i))
    return 0


# --- Mondays ------------------------------------------------------------------------------------------------------------------

cdef int rivals_week(Run run) except -1 nogil:
    """Move on from last week."""
    if run.rivals == 0:
        return 0
    rivals_build(run)
    rivals_ask(run)
    learn_of_rivals(run)
    rivals_speak(run)
    return tell_of_rivals(run)


cdef void rivals_build(Run run) noexcept nogil:
    cdef int32_t k, i, segment, rival
    cdef double now
    rules.best_features(run.best, run.features, run.products, run.attributes)
    for k in range(run.attributes):
        run.history[run.week * run.attributes + k] = run.best[k]
    for segment in range(run.segments):
        run.segment_parts[segment] = number(run, BLOCK_SEGMENT, segment, SEGMENT_COL_PART)
    rules.needed_in_all(run.needed, run.needs, run.segment_parts, run.segments, run.attributes)
    for i in range(run.rivals * run.attributes):
        now = number(run, BLOCK_RIVAL_FEATURE, 0, i)
        run.rival_features[i] = rules.moved_share(run.rival_features[i], now, run.features_then[i])
        run.features_then[i] = now
    if run.week == 0:
        return
    for rival in range(run.rivals):
        rules.rival_builds(
            run.rival_features,
            run.history,
            run.needed,
            rival,
            rules.week_seen(run.week, of_rival(run, rival, RIVAL_COL_COPY_DELAY)),
            run.attributes,
            of_rival(run, rival, RIVAL_COL_BUILDS),
            of_rival(run, rival, RIVAL_COL_COPIES),
            of_rival(run, rival, RIVAL_COL_TRACKS),
            of_rival(run, rival, RIVAL_COL_COPY_COST),
        )


cdef void rivals_ask(Run run) noexcept nogil:
    """Let prices go after what was really paid here in the last quarter, and after the share of the market that is lost."""
    cdef int64_t paid_cents = 0, listed = 0
    cdef int32_t past, rival
    cdef double paid, base, price
    for past in range(max(run.week - QUARTER_WEEKS, 0), run.week):
        paid_cents += run.paid_cents[past]
        listed += run.listed[past]
    paid = rules.paid_share(paid_cents, listed)
    for rival in range(run.rivals):
        base = of_rival(run, rival, RIVAL_COL_PRICE)
        price = run.rival_price[rival] + (base - run.price_then[rival])
        run.price_then[rival] = base
        if run.week > 0:
            price = rules.answered_price(
                price,
                base,
                paid,
                of_rival(run, rival, RIVAL_COL_DEFENDS),
                rules.share_lost(run.rival_share[rival], run.share_at_first[rival]),
                of_rival(run, rival, RIVAL_COL_REACTS),
            )
        run.rival_price[rival] = price


cdef int learn_of_rivals(Run run) except -1 nogil:
    """Know rivals by last week's intelligence. Where nobody looks, they are seen as they are."""
    cdef double known = 1.0
    if run.intelligence >= 0:
        run.rivals_known = rules.rivals_known_after(
            run.rivals_known,
            hours_last_week(run, run.intelligence),
            of_rival(run, 0, RIVAL_COL_HALF_KNOWN),
            of_rival(run, 0, RIVAL_COL_FORGETTING),
        )
        known = run.rivals_known
        keep_stock(run, STOCK_KIND_RIVALS_KNOWN, 0, known)
    rules.see_rivals(run.rivals_seen, run.rival_features, run.best, known, run.rivals, run.attributes)
    return 0


cdef int rivals_speak(Run run) except -1 nogil:
    """Know who is heard, and whom a contested deal meets."""
    cdef int32_t rival, cell
    cdef double own = 0.0, others = 0.0, share
    for rival in range(run.rivals):
        run.rival_voice[rival] = of_rival(run, rival, RIVAL_COL_VOICE)
    rivals_in_segments(run, run.rival_presence, RIVAL_SEGMENT_COL_PRESENCE)
    rules.met_weights(run.rival_met, run.rival_presence, run.rival_voice, run.segments, run.rivals)
    for cell in range(run.sources * run.segments):
        own += run.activation[cell] + run.brand[cell]
    for rival in range(run.rivals):
        others += run.rival_voice[rival]
    share = rules.voice_share(own, others)
    run.firm[FIRM_HEARD_BESIDE] = rules.voice_factor(
        others, of_rival(run, 0, RIVAL_COL_HALF_DROWNED), of_rival(run, 0, RIVAL_COL_VOICE_EXPONENT)
    )
    return keep_stock(run, STOCK_KIND_SHARE_OF_VOICE, 0, share)


cdef int tell_of_rivals(Run run) except -1 nogil:
    """Write down who has which customers, and what rivals are by now."""
    cdef int32_t segment, rival
    cdef int64_t ours = 0, theirs = 0
    cdef double fit
    leave_by_themselves(run)
    if run.taken_over:
        leave_when_taken_over(run)
    for segment in range(run.segments):
        keep_stock(
            run,
            STOCK_KIND_MARKET_SHARE,
            segment,
            rules.customer_share(run.customers[segment], run.customers[segment] + run.held_in[segment]),
        )
        ours += run.customers[segment]
        theirs += run.held_in[segment]
    keep_stock(run, STOCK_KIND_MARKET_SHARE, run.segments, rules.customer_share(ours, ours + theirs))
    for rival in range(run.rivals):
        keep_stock(run, STOCK_KIND_RIVAL_CUSTOMERS, rival, run.held_by[rival])
        run.rival_share[rival] = rules.customer_share(run.held_by[rival], ours + theirs)
        if run.week == 0:
            run.share_at_first[rival] = run.rival_share[rival]
        fit = 0.0
        for segment in range(run.segments):
            fit += number(run, BLOCK_SEGMENT, segment, SEGMENT_COL_PART) * rival_fit(run, segment, rival)
        keep_stock(run, STOCK_KIND_RIVAL_FIT, rival, fit)
        keep_stock(run, STOCK_KIND_RIVAL_PRICE, rival, run.rival_price[rival])
    return 0


# --- who is a rival's customer: counted when that changes, not account by account each Monday ---------------------------------

cdef void leave_by_themselves(Run run) noexcept nogil:
    """Let those go whose time with a rival has ended since last Monday."""
    cdef int32_t segment, rival
    cdef int64_t left
    for segment in range(run.segments):
        for rival in range(run.rivals):
            left = run.leave_rivals[(run.week * run.segments + segment) * run.rivals + rival]
            run.held_in[segment] -= left
            run.held_by[rival] -= left


cdef void leave_when_taken_over(Run run) noexcept nogil:
    """Let those go who are customers here without having been won: they leave their rival on the Monday after."""
    cdef int32_t i
    run.taken_over = False
    for i in range(run.accounts):
        if run.account[i].customer:
            leaves_rival(run, i)


cdef inline void leaves_rival(Run run, int32_t i) noexcept nogil:
    """Let an account be no rival's customer any more."""
    if run.rivals > 0 and run.at_rival[i].rival != NONE:
        count_held(run, run.account[i].segment, &run.at_rival[i], -1)
        run.at_rival[i].rival = NONE


cdef void count_held(Run run, int32_t segment, AtRival *held, int64_t by) noexcept nogil:
    """Count an account among its rival's customers, or out again; who has left by themselves is out already."""
    cdef int64_t week = (held.until + TICKS_PER_WEEK - 1) // TICKS_PER_WEEK  # the Monday on which it has left
    if week <= run.week:
        return
    run.held_in[segment] += by
    run.held_by[held.rival] += by
    if week < run.weeks:
        run.leave_rivals[(week * run.segments + segment) * run.rivals + held.rival] += by


# --- deals --------------------------------------------------------------------------------------------------------------------

cdef inline int32_t incumbent_of(Run run, int32_t i) noexcept nogil:
    """Return whose customer an account of the market is, NONE if it is no rival's, or not of the market."""
    if run.rivals == 0 or i == NONE or run.now >= run.at_rival[i].until:
        return NONE
    return run.at_rival[i].rival


cdef int rival_meets(Run run, Deal *deal, int32_t incumbent) except -1 nogil:
    """Say of a contested deal which rival is in it."""
    if run.rivals == 0:
        return 0
    deal.rival = incumbent
    if incumbent == NONE:
        deal.rival = <int32_t>rules.rival_met(
            luck(run, PURPOSE_RIVAL, deal.account, rules.draw_index(deal.episode, 0, 0, 0)), run.rival_met, deal.segment, run.rivals
        )
        if deal.rival == NONE:
            return 0
    else:
        deal.from_rival = True
        deal.carried -= of_rival(run, 0, RIVAL_COL_INCUMBENCY)
    record(run, deal.number, WHAT_RIVAL_MET, deal.rival, deal.from_rival)
    count(run, TOTAL_BLOCK_RIVAL, deal.rival, RIVAL_TOTAL_MET)
    return 0


cdef double rival_lift(Run run, Deal *deal) noexcept nogil:
    """Return what the rival in a deal adds to the logit of winning, in stages that sell."""
    if deal.rival == NONE or run.stage_ints[deal.stage, STAGE_INT_AFTER_WIN]:
        return 0.0
    return rules.against_rival(
        number(run, BLOCK_MARKET, 0, MARKET_COL_FIT),
        number(run, BLOCK_MARKET, 0, MARKET_COL_USUAL),
        rival_account_fit(run, deal),
        run.rivals_known,
        of_rival(run, 0, RIVAL_COL_KNOWN_LIFT),
    )


cdef inline double rival_discount(Run run, Deal *deal, double given) noexcept nogil:
    """Return the discount of a deal once the rival in it is matched."""
    if deal.rival == NONE:
        return given
    return rules.matching_discount(given, of_rival(run, 0, RIVAL_COL_MATCH), run.rival_price[deal.rival])


cdef inline double rival_price_lift(Run run, Deal *deal) noexcept nogil:
    """Return what the price of the rival in a deal adds to the logit of the last step to the win."""
    if deal.rival == NONE:
        return 0.0
    return rules.price_against(of_customers(run, CUSTOMER_COL_SLOPE), run.rival_price[deal.rival])


cdef inline void rivals_hear(Run run, int64_t list_cents, int64_t paid_cents) noexcept nogil:
    """Note what was sold at which price."""
    run.listed[run.week] += list_cents
    run.paid_cents[run.week] += paid_cents


cdef int rival_decided(Run run, Deal *deal, int64_t how) except -1 nogil:
    """Note how a deal ended: what was won is no rival's customer, what a rival was in and was lost is that rival's."""
    cdef int32_t account = place_in_market(run, deal)
    cdef int64_t stays = 0
    if how == CLOSE_WON and account != NONE:
        leaves_rival(run, account)
    if deal.rival == NONE:
        return 0
    if how == CLOSE_WON:
        count(run, TOTAL_BLOCK_RIVAL, deal.rival, RIVAL_TOTAL_WON)
        if deal.from_rival:
            count(run, TOTAL_BLOCK_RIVAL, deal.rival, RIVAL_TOTAL_TAKEN)
    elif rules.buys_elsewhere(how == CLOSE_LOST, deal.intent):
        if account != NONE and not run.account[account].customer:
            stays = rival_keeps(run, deal.rival, account, deal.account)
        count(run, TOTAL_BLOCK_RIVAL, deal.rival, RIVAL_TOTAL_LOST)
        record(run, deal.number, WHAT_WENT_TO_RIVAL, deal.rival, stays)
    return 0


cdef int64_t rival_keeps(Run run, int32_t rival, int32_t account, int64_t number) noexcept nogil:
    """Let an account be a rival's customer from now on, and return for how long."""
    cdef AtRival *held = &run.at_rival[account]
    cdef int64_t stays = rules.whole_ticks(
        drawn(run, BLOCK_RIVAL, rival, RIVAL_COL_STAYS, luck(run, PURPOSE_RIVAL_STAY, number, held.times))
    )
    leaves_rival(run, account)
    held.rival, held.until = rival, run.now + stays
    held.times += 1
    count_held(run, run.account[account].segment, held, 1)
    return stays


# --- small words --------------------------------------------------------------------------------------------------------------

cdef inline double rival_account_fit(Run run, Deal *deal) noexcept nogil:
    """Return how far the rival in a deal is what the account needs; what only this one needs it has not built."""
    cdef double fit = rival_fit(run, deal.segment, deal.rival), mean = number(run, BLOCK_SEGMENT, deal.segment, SEGMENT_COL_PRIVATE)
    return rules.account_fit(fit, private_share(run, deal.account, mean), 0.0) if mean > 0.0 else fit


cdef inline double rival_fit(Run run, int32_t segment, int32_t rival) noexcept nogil:
    return rules.fit_of(run.needs, run.rival_features, segment, rival, run.attributes)


cdef inline void rivals_in_segments(Run run, double[::1] numbers, int column) noexcept nogil:
    """Write down a number of every rival in every segment."""
    cdef int32_t row
    for row in range(run.rivals * run.segments):
        numbers[row] = number(run, BLOCK_RIVAL_SEGMENT, row, column)


cdef inline double of_rival(Run run, int32_t rival, int column) noexcept nogil:
    return number(run, BLOCK_RIVAL, rival, column)
