# Where leads come from: streams as an export shows them, and a finite market of accounts.

cdef int begin_market(Run run) except -1 nogil:
    cdef int32_t source, segment, i = 0, k
    for source in range(run.sources):
        if run.source_ints[source, SOURCE_INT_KIND] == SOURCE_KIND_STREAM:
            begin_stream(run, source, &run.stream[source])
    begin_demand(run)
    if run.has_market:
        memset(run.watching, 0, (run.accounts // WORD + 1) * sizeof(uint64_t))
        memset(run.in_play, 0, (run.accounts // WORD + 1) * sizeof(uint64_t))
        memset(run.worth_a_call, 0, (run.accounts // WORD + 1) * sizeof(uint64_t))
        for segment in range(run.segments):
            run.first_account[segment] = i
            for k in range(<int32_t>run.segment_accounts[segment]):
                begin_account(run, i, segment)
                i += 1
    return 0


# --- streams ------------------------------------------------------------------------------------------------------------------

cdef int begin_stream(Run run, int32_t source, Stream *stream) except -1 nogil:
    stream.n, stream.tick, stream.hazard_cell = 0, 0, NONE
    stream.rate = number(run, BLOCK_SOURCE, source, SOURCE_COL_RATE)
    stream.sigma = number(run, BLOCK_SOURCE, source, SOURCE_COL_DAY_SIGMA)
    stream.cell = run.source_ints[source, SOURCE_INT_FIRST_CELL]
    if run.source_ints[source, SOURCE_INT_FIRST] > 0:
        return at(run, 0, PHASE_ARRIVAL, source, source)
    return next_arrival(run, source, stream)


cdef int arrives(Run run, int32_t source) except -1 nogil:
    cdef Stream *stream = &run.stream[source]
    cdef int64_t k, leads = 1
    cdef int32_t slot, first = NONE, last = NONE
    if stream.n == 0 and run.source_ints[source, SOURCE_INT_FIRST] > 0:
        leads = run.source_ints[source, SOURCE_INT_FIRST]
    for k in range(leads):
        slot = stream_lead(run, source, stream.n)
        stream.n += 1
        if first == NONE:
            first = slot
        else:
            run.deal[last].next = slot
        last = slot
    next_arrival(run, source, stream)
    # Those who come at once are all there before the first of their stories begins.
    while first != NONE:
        slot, first = first, run.deal[first].next
        lead_begins(run, slot)
    return 0


cdef int32_t stream_lead(Run run, int32_t source, int64_t n) except -1 nogil:
    cdef int64_t account = (<int64_t>source << 32) | n, mix = place(run, BLOCK_MIX, source, 0)
    if n >= (<int64_t>1 << 32):
        broken(run, b"a source has more leads than can be numbered", source)
    cdef int64_t segment = rules.pick(
        luck_if(run, run.segments > 1, PURPOSE_SEGMENT, account, 0), run.params, mix, run.segments
    )
    return begin_lead(
        run, source, account, <int32_t>segment, 0, 0, 1.0, number(run, BLOCK_SOURCE, source, SOURCE_COL_INTENT)
    )


cdef int next_arrival(Run run, int32_t source, Stream *stream) except -1 nogil:
    """Let the next lead come when the integrated rate has passed its exponential."""
    cdef int64_t last = run.source_ints[source, SOURCE_INT_LAST]
    stream.since = stream.tick
    if last >= 0 and stream.n >= last:
        stream.tick = NONE
        return 0
    stream.need = rules.exponential(luck(run, PURPOSE_ARRIVAL_GAP, source, stream.n), 1.0)
    return set_arrival(run, source, stream)


cdef inline int set_arrival(Run run, int32_t source, Stream *stream) except -1 nogil:
    cdef int64_t until, wait
    cdef int64_t end = run.source_ints[source, SOURCE_INT_FIRST_CELL] + run.source_ints[source, SOURCE_INT_CELLS]
    cdef double need = stream.need
    while stream.cell < end:
        until = run.cell_tick[stream.cell + 1] if stream.cell + 1 < end else run.horizon
        if until > stream.tick:
            find_hazard(run, source, stream)
            wait = rules.raise_after(need, stream.hazard, until - stream.tick)
            if wait >= 0:
                stream.tick += wait
                return at(run, stream.tick, PHASE_ARRIVAL, source, source)
            need = rules.need_left(need, stream.hazard, until - stream.tick)
            stream.tick = until
        stream.cell += 1
    stream.tick = NONE
    return 0


cdef int stream_rate_changes(Run run, int32_t source, Stream *stream) except -1 nogil:
    """Let what is still needed until the next arrival be served at the rate that holds from now on."""
    cdef double rate = number(run, BLOCK_SOURCE, source, SOURCE_COL_RATE)
    cdef double sigma = number(run, BLOCK_SOURCE, source, SOURCE_COL_DAY_SIGMA)
    cdef int64_t last = run.source_ints[source, SOURCE_INT_LAST], until, tick = stream.since
    cdef int64_t end = run.source_ints[source, SOURCE_INT_FIRST_CELL] + run.source_ints[source, SOURCE_INT_CELLS]
    if (last >= 0 and stream.n >= last) or (rate == stream.rate and sigma == stream.sigma):
        return 0
    stream.cell, stream.hazard_cell = run.source_ints[source, SOURCE_INT_FIRST_CELL], NONE
    while stream.cell < end:
        until = min(run.cell_tick[stream.cell + 1] if stream.cell + 1 < end else run.horizon, run.now)
        if until > tick:
            find_hazard(run, source, stream)
            stream.need = rules.need_left(stream.need, stream.hazard, until - tick)
            tick = until
        if tick == run.now:
            break
        stream.cell += 1
    stream.rate, stream.sigma, stream.since, stream.tick, stream.hazard_cell = rate, sigma, run.now, run.now, NONE
    return set_arrival(run, source, stream)


cdef inline void find_hazard(Run run, int32_t source, Stream *stream) noexcept nogil:
    """Know the arrival hazard of the cell a stream is in: its rate, and how busy that day happens to be."""
    cdef double day
    if stream.hazard_cell == stream.cell:
        return
    stream.hazard_cell = stream.cell
    day = luck_if(run, stream.sigma > 0.0, PURPOSE_ARRIVAL_DAY, source, run.cell_day[stream.cell])
    stream.hazard = (
        stream.rate
        * run.cell_shape[stream.cell]
        * rules.day_factor(day, stream.sigma)
    )


# --- the finite market --------------------------------------------------------------------------------------------------------

cdef inline int64_t account_of(Run run, int32_t i) noexcept nogil:
    """Return an account's number: its place among those of its segment, whatever the sizes of the others."""
    cdef int64_t segment = run.account[i].segment
    return (<int64_t>LIMIT_MARKET << 32) | (segment << LIMIT_SEGMENT_SHIFT) | (i - run.first_account[segment])


cdef int begin_account(Run run, int32_t i, int32_t segment) except -1 nogil:
    cdef Account *account = &run.account[i]
    memset(account, 0, sizeof(Account))
    account.segment, account.raises, account.contract = segment, NONE, NONE
    if run.rivals > 0:
        run.at_rival[i].rival, run.at_rival[i].times = NONE, 0
    account.potential = rules.potential(
        luck(run, PURPOSE_POTENTIAL, account_of(run, i), 0),
        number(run, BLOCK_SEGMENT, segment, SEGMENT_COL_POTENTIAL_SPREAD),
    )
    return next_opening(run, i, account)


cdef int next_opening(Run run, int32_t i, Account *account) except -1 nogil:
    """Let an account's next episode come. When that is, is its own affair."""
    cdef double rate = run.in_market[account.segment], gap
    cdef int64_t emerges = rules.some_ticks(number(run, BLOCK_SEGMENT, account.segment, SEGMENT_COL_EMERGES))
    account.since, account.need_to_look = max(run.now, emerges), -1.0
    account.tick = NONE
    if rate > 0.0:
        gap = rules.exponential(episode_u(run, i, PURPOSE_EPISODE_GAP, account.episode), 1.0 / rate)
        account.tick = account.since + rules.whole_ticks(gap)
        at(run, account.tick, PHASE_EPISODE, account_of(run, i) << 16, i)
    return 0


cdef int looks_otherwise(Run run, int32_t i, double before) except -1 nogil:
    """Let what an account still needs until it looks be served at the rate that holds from now on, another one before."""
    cdef Account *account = &run.account[i]
    cdef double need = account.need_to_look
    cdef int64_t wait
    if account.is_open:
        return 0
    if need < 0.0:
        need = rules.exponential(episode_u(run, i, PURPOSE_EPISODE_GAP, account.episode), 1.0)
    account.need_to_look = rules.served_need(need, before, max(run.now - account.since, 0))
    account.since, account.tick = max(run.now, account.since), NONE
    wait = rules.begins_after(account.need_to_look, run.in_market[account.segment])
    if wait < 0:
        return 0
    account.tick = account.since + wait
    return at(run, account.tick, PHASE_EPISODE, account_of(run, i) << 16, i)


cdef int episode(Run run, int32_t i) except -1 nogil:
    """An account's buying episode opens, or shuts."""
    cdef Account *account = &run.account[i]
    if account.is_open:
        shuts(run, i, account)
        account.episode += 1
        return next_opening(run, i, account)
    opens(run, i, account)
    account.tick += rules.whole_ticks(
        drawn(
            run,
            BLOCK_SEGMENT,
            account.segment,
            SEGMENT_COL_STAY,
            episode_u(run, i, PURPOSE_EPISODE_STAY, account.episode),
        )
    )
    return at(run, account.tick, PHASE_EPISODE, account_of(run, i) << 16, i)


cdef int opens(Run run, int32_t i, Account *account) except -1 nogil:
    record(run, account_of(run, i) << 16, WHAT_OPENED, account.episode, 0)
    account.is_open = True
    if is_in(run.in_play, i):
        return 0
    if account.customer:
        return customer_looks(run, i, account)
    watches(run, i)
    run.hand_needs[i] = rules.exponential(episode_u(run, i, PURPOSE_HAND_RAISE, account.episode), 1.0)
    return watch(run, i, account.segment)


cdef int shuts(Run run, int32_t i, Account *account) except -1 nogil:
    record(run, account_of(run, i) << 16, WHAT_SHUT, account.episode, 0)
    account.is_open, account.raises, account.attempt = False, NONE, 0
    watches_no_more(run, i)
    take_out(run.expanding, i)
    return 0


cdef inline void watches(Run run, int32_t i) noexcept nogil:
    put_in(run.watching, i)
    put_in(run.worth_a_call, rank_of(run, i))


cdef inline void watches_no_more(Run run, int32_t i) noexcept nogil:
    take_out(run.watching, i)
    if not is_in(run.in_play, i):
        take_out(run.worth_a_call, rank_of(run, i))


cdef inline void comes_into_play(Run run, int32_t i) noexcept nogil:
    put_in(run.in_play, i)
    put_in(run.worth_a_call, rank_of(run, i))


cdef inline void is_out_of_play(Run run, int32_t i) noexcept nogil:
    take_out(run.in_play, i)
    if not is_in(run.watching, i):
        take_out(run.worth_a_call, rank_of(run, i))


cdef int watch(Run run, int32_t i, int32_t segment) except -1 nogil:
    """Let the hazard act until the week ends: either the hand goes up before, or less is needed then."""
    return may_raise(run, i, run.raise_hazard[segment], TICKS_PER_WEEK - run.now % TICKS_PER_WEEK)


cdef inline int may_raise(Run run, int32_t i, double hazard, int64_t left) except -1 nogil:
    cdef int64_t wait = rules.raise_after(run.hand_needs[i], hazard, left)
    if wait < 0:
        run.hand_needs[i] = rules.need_left(run.hand_needs[i], hazard, left)
        return 0
    run.account[i].raises = run.now + wait
    return at(run, run.account[i].raises, PHASE_RAISE, account_of(run, i) << 16, i)


cdef int raises(Run run, int32_t i) except -1 nogil:
    cdef Account *account = &run.account[i]
    cdef int32_t source = source_raised(run, i)
    account.raises = NONE
    comes_into_play(run, i)
    return lead_begins(
        run,
        begin_lead(
            run,
            source,
            account_of(run, i),
            account.segment,
            account.episode,
            account.numbered,
            account.potential,
            number(run, BLOCK_SOURCE, source, SOURCE_COL_INTENT),
        ),
    )


cdef int lead_closed(Run run, Deal *deal, int64_t how) except -1 nogil:
    """Let an account of the market go back to its own affairs; it may go on looking if nobody has taken up its hand."""
    cdef int32_t i = place_in_market(run, deal)
    cdef Account *account
    cdef double share
    if i == NONE:
        return 0
    is_out_of_play(run, i)
    account = &run.account[i]
    account.numbered = deal.numbered
    share = number(run, BLOCK_RUN, 0, RUN_COL_LOOKS_ON)
    if share <= 0.0 or deal.customer or account.customer or not account.is_open or account.episode != deal.episode:
        return 0
    if not rules.looks_on(attempt_u(run, i, PURPOSE_LOOKS_ON, deal.attempt), share, how, deal.attempt):
        return 0
    account.attempt = deal.attempt + 1
    record(run, deal.number, WHAT_LOOKED_ON, account.episode, account.attempt)
    count(run, TOTAL_BLOCK_PURSUIT, 0, PURSUIT_TOTAL_LOOKED_ON)
    watches(run, i)
    run.hand_needs[i] = rules.exponential(attempt_u(run, i, PURPOSE_HAND_RAISE, account.attempt), 1.0)
    return watch(run, i, account.segment)


cdef int market_week(Run run) except -1 nogil:
    """Let every open episode meet the new hazard. Who watches is in order: the segment is known without a look at the account."""
    cdef int32_t i, word, segment = 0
    cdef uint64_t members
    if not run.has_market:
        return 0
    for word in range(run.accounts // WORD + 1):
        members = run.watching[word]
        while members:
            i = word * WORD + lowest_bit(members)
            members &= members - 1
            while i - run.first_account[segment] >= run.segment_accounts[segment]:
                segment += 1
            watch(run, i, segment)
    return 0


cdef inline double attempt_u(Run run, int32_t i, int purpose, int64_t attempt) noexcept nogil:
    """Return an account's luck in one of the attempts of its present episode."""
    return luck(run, purpose, account_of(run, i), rules.draw_index(run.account[i].episode, attempt, 0, 0))


cdef inline double episode_u(Run run, int32_t i, int purpose, int64_t episode) noexcept nogil:
    """Return an account's luck in one of its episodes."""
    return luck(run, purpose, account_of(run, i), rules.draw_index(episode, 0, 0, 0))
