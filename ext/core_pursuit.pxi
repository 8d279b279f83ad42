# What reps choose, what they find by themselves, and the hand-off under pressure.

cdef void learn_pursuit(Run run) noexcept nogil:
    """Read from the parameters who prospects, and whether anybody chooses between leads and prospecting."""
    cdef int32_t p
    run.prospectors = 0
    for p in range(run.people):
        run.patch[p] = NONE
        if run.prospected_by >= 0 and number(run, BLOCK_STANDING, p, run.prospected_by) > 0.0:
            run.patch[p] = run.prospectors
            run.prospectors += 1
    run.choosing = run.prospectors > 0 and pursuit(run, PURSUIT_COL_SHARPNESS) > 0.0
    learn_calls(run)


cdef inline double pursuit(Run run, int column) noexcept nogil:
    return number(run, BLOCK_PURSUIT, 0, column)


cdef int begin_pursuit(Run run) except -1 nogil:
    """Nobody has learnt or found anything, every threshold is as policy has it, and no lead is put aside."""
    cdef int32_t p, stage
    for p in range(run.people):
        run.person[p].of_leads, run.person[p].of_own, run.person[p].chose = -1.0, -1.0, NONE
        run.person[p].to_call = NONE
    for stage in range(run.stages):
        run.bar[stage], run.handed[stage] = number(run, BLOCK_STAGE, stage, STAGE_COL_THRESHOLD), 0
    run.nurture_clock, run.put_aside = 0.0, 0
    if run.prospected_by >= 0 and run.territory >= 0:
        rank_accounts(run)
    return 0


# --- which leads reps work ----------------------------------------------------------------------------------------------------

cdef bint declines(Run run, int32_t p, Task *task) except -1 nogil:
    """Return whether somebody leaves a lead that waits for anybody in line, to look for leads of their own."""
    cdef Person *person = &run.person[p]
    cdef Deal *deal
    cdef double share, chance
    if task.kept_for != NOBODY or run.kind_family[task.kind] != KIND_FAMILY_STAGE or run.patch[p] == NONE:
        return False
    if person.chose == person.begun:
        return True  # has made up their mind until they take up something else
    share = rules.lead_share(
        person.of_leads,
        person.of_own,
        pursuit(run, PURSUIT_COL_SHARPNESS),
        pursuit(run, PURSUIT_COL_TRACKING) + mutual_pull(run),
        pursuit(run, PURSUIT_COL_EXPERIENCE),
        (run.now - person.joined) / <double>TICKS_PER_YEAR,
    )
    deal = &run.deal[task.story]
    chance = u(run, deal, PURPOSE_CHOICE, rules.choice_ordinal(deal.weighed))
    deal.weighed += 1
    if rules.takes_leads(chance, share):
        return False
    person.chose = person.begun
    record(run, p, WHAT_CHOSE, task.kind, person.begun)
    run.handed_over += 1
    run.turned_down += 1
    count(run, TOTAL_BLOCK_PURSUIT, 0, PURSUIT_TOTAL_DECLINED)
    return True


cdef inline void learns(Run run, Deal *deal, bint won) noexcept nogil:
    """Let whoever had a lead last learn from its end what an hour of its sort brings."""
    cdef Person *person
    cdef double learning = pursuit(run, PURSUIT_COL_LEARNING)
    cdef int64_t cents = deal.value if won else 0, ticks = run.task[deal.task].worked + deal.sought
    if deal.last_person == NOBODY or run.prospected_by < 0:
        return  # nobody will ever choose by what they believe
    person = &run.person[deal.last_person]
    if found_by_reps(run, deal):
        person.of_own = rules.belief_after(person.of_own, cents, ticks, learning)
    else:
        person.of_leads = rules.belief_after(person.of_leads, cents, ticks, learning)


cdef inline bint found_by_reps(Run run, Deal *deal) noexcept nogil:
    """Return whether reps have found a lead by themselves, rather than marketing for them."""
    return run.source_ints[deal.source, SOURCE_INT_KIND] == SOURCE_KIND_PROSPECTING


# --- leads that reps find -----------------------------------------------------------------------------------------------------

cdef void rank_accounts(Run run) noexcept nogil:
    """Put the accounts of each segment in order, the most promising first, then the lower number."""
    cdef int32_t i, segment
    for i in range(run.accounts):
        run.promising[i].potential, run.promising[i].account = run.account[i].potential, i
    for segment in range(run.segments if run.accounts > 0 else 0):
        i = run.first_account[segment]
        rank_promising(&run.promising[i], &run.promising[run.accounts], <int32_t>run.segment_accounts[segment], &run.ranked[i])
    for i in range(run.accounts):
        run.rank_of[run.ranked[i]] = i


cdef void rank_promising(Ranked *at, Ranked *into, int32_t n, int32_t *ranked) noexcept nogil:
    """Merge ever longer stretches that are in order already, to and fro between two tables, and write down who stands where."""
    cdef int32_t width = 1, first, i
    while width < n:
        first = 0
        while first < n:
            merge_promising(&at[first], min(width, n - first), min(2 * width, n - first), &into[first])
            first += 2 * width
        at, into = into, at
        width *= 2
    for i in range(n):
        ranked[i] = at[i].account


cdef inline void merge_promising(Ranked *at, int32_t middle, int32_t end, Ranked *into) noexcept nogil:
    """Merge two stretches; of those who promise the same, the ones of the first stretch have the lower numbers."""
    cdef int32_t left = 0, right = middle, i
    for i in range(end):
        if right == end or (left < middle and at[left].potential >= at[right].potential):
            into[i] = at[left]
            left += 1
        else:
            into[i] = at[right]
            right += 1


cdef inline int32_t account_ranked(Run run, int32_t rank) noexcept nogil:
    """Return the account of a rank, counted on from segment to segment: with territories by what it promises."""
    return run.ranked[rank] if run.territory >= 0 else rank


cdef inline int32_t rank_of(Run run, int32_t i) noexcept nogil:
    """Return the rank of an account."""
    return run.rank_of[i] if run.territory >= 0 else i


cdef int prospects(Run run, int32_t p, int64_t useful) except -1 nogil:
    """Let a session of prospecting be done: a call on a deal in hand, or some doors tried."""
    cdef Person *person = &run.person[p]
    cdef int64_t nth = rules.week_ordinal(run.week, person.knocked)
    person.knocked += 1
    if not run.calling or person.to_call == NONE or not rules.for_own_deals(
        luck(run, PURPOSE_OWN_DEALS, position(run, p), nth), pursuit(run, PURSUIT_COL_OWN_DEALS)
    ):
        return knocks(run, p, nth)
    person.stood_then += useful  # nobody was looked for
    return calls_on(run, &run.deal[person.to_call], p)


cdef int knocks(Run run, int32_t p, int64_t nth) except -1 nogil:
    """Try some doors; the first account that is looking, free and willing to talk becomes a lead."""
    cdef Person *person = &run.person[p]
    cdef int64_t sought
    cdef int32_t i = looks(run, p, nth), slot
    count(run, TOTAL_BLOCK_PURSUIT, 0, PURSUIT_TOTAL_KNOCKED)
    if i == NONE:
        return record(run, p, WHAT_KNOCKED, NONE, 0)
    record(run, p, WHAT_KNOCKED, account_of(run, i) << 16, 1)
    count(run, TOTAL_BLOCK_PURSUIT, 0, PURSUIT_TOTAL_FOUND)
    sought = stood(run, p)[run.prospected_by] - person.stood_then
    person.stood_then += sought
    slot = found(run, i)
    run.deal[slot].last_person, run.deal[slot].sought = p, sought
    return lead_begins(run, slot)


cdef int32_t found(Run run, int32_t i) except -1 nogil:
    """Make an account that was called while it was looking a lead; it need not raise its hand any more."""
    cdef Account *account = &run.account[i]
    account.raises = NONE
    comes_into_play(run, i)
    watches_no_more(run, i)
    return begin_lead(
        run,
        run.prospecting_source,
        account_of(run, i),
        account.segment,
        account.episode,
        account.numbered,
        account.potential,
        number(run, BLOCK_SOURCE, run.prospecting_source, SOURCE_COL_INTENT),
    )


cdef int32_t looks(Run run, int32_t p, int64_t nth) except -2 nogil:
    """Try one door after the other; return the first account that is looking for something and in nobody's hands, or NONE."""
    cdef int64_t index, rank
    cdef int32_t segment = <int32_t>rules.pick(luck(run, PURPOSE_DOOR_SEGMENT, position(run, p), nth), run.doors, 0, run.segments)
    cdef int64_t accounts = run.segment_accounts[segment] if run.accounts > 0 else 0
    cdef int64_t size = rules.patch_size(run.territory, accounts, run.prospectors)
    cdef int32_t tried, i
    if run.patch[p] == NONE:
        return NONE  # a new policy has other work for them
    for tried in range(<int32_t>rules.doors_tried(pursuit(run, PURSUIT_COL_DOORS))):
        index = (nth << LIMIT_DOORS_SHIFT) | tried
        rank = rules.door(luck(run, PURPOSE_DOOR, position(run, p), index), run.territory, size, run.patch[p], accounts)
        if rank < 0:
            continue
        rank += run.first_account[segment]
        if not is_in(run.worth_a_call, <int32_t>rank):
            continue
        i = account_ranked(run, <int32_t>rank)
        if is_in(run.watching, i):
            if opens_door(run, p, segment, index):
                return i
            continue
        if is_in(run.in_play, i):
            disturbs(run, p, &run.deal[run.account[i].deal], index)
    return NONE


cdef inline bint opens_door(Run run, int32_t p, int32_t segment, int64_t index) noexcept nogil:
    """Return whether somebody who is looking listens to a seller who calls."""
    cdef double opens = pursuit(run, PURSUIT_COL_OPENS)
    if opens >= 1.0:
        return True
    return rules.door_opens(luck(run, PURPOSE_OPENS, position(run, p), index), opens, heard(run, segment))


cdef int disturbs(Run run, int32_t p, Deal *deal, int64_t index) except -1 nogil:
    """Let a call on an account that somebody else has in hand do its harm, unless both look at the same list."""
    if deal.last_person == p:
        return 0
    if rules.touched_twice(luck(run, PURPOSE_DUPLICATE, position(run, p), index), pursuit(run, PURSUIT_COL_SHARED_LIST)):
        deal.carried -= pursuit(run, PURSUIT_COL_DUPLICATE_TOUCH)
        record(run, deal.number, WHAT_DUPLICATE, p, 0)
        count(run, TOTAL_BLOCK_PURSUIT, 0, PURSUIT_TOTAL_DUPLICATES)
    return 0


cdef inline void note_in_play(Run run, Deal *deal) noexcept nogil:
    """Let an account of the market know its lead."""
    if (deal.account >> 32) == LIMIT_MARKET:
        run.account[run.first_account[deal.segment] + (deal.account & LIMIT_SEGMENT_ACCOUNTS)].deal = deal.slot


# --- the hand-off under pressure ----------------------------------------------------------------------------------------------

cdef inline double volume_wanted(Run run, int32_t stage) noexcept nogil:
    """Return how many leads a week a stage is to be handed: as policy has it, or as the plan does."""
    return rules.planned_volume(number(run, BLOCK_STAGE, stage, STAGE_COL_VOLUME_TARGET), run.follows, run.goal)


cdef inline bint scores_too_low(Run run, Deal *deal) noexcept nogil:
    """Return whether a lead scores too low to be handed over to its stage; if not, count it."""
    cdef double threshold = in_stage(run, deal, STAGE_COL_THRESHOLD), target = volume_wanted(run, deal.stage)
    if rules.screened_out(score(run, deal), rules.bar_in_force(threshold, run.bar[deal.stage], target)):
        return True
    run.handed[deal.stage] += 1
    return False


cdef inline void put_lead_aside(Run run, Deal *deal) noexcept nogil:
    """Let a lead wait until it comes back."""
    run.put_aside += 1
    deal.nurture_then = run.nurture_clock


cdef int lead_comes_back(Run run, Deal *deal) except -1 nogil:
    """Let a lead come back, riper for the hours it has had."""
    cdef double hours = run.nurture_clock - deal.nurture_then, effect
    run.put_aside -= 1
    if hours <= 0.0:
        return 0
    effect = rules.nurture_effect(hours, pursuit(run, PURSUIT_COL_NURTURE_FULL))
    deal.carried += pursuit(run, PURSUIT_COL_NURTURE_LIFT) * effect
    deal.score = rules.nurtured_score(score(run, deal), deal.intent, effect)
    record(run, deal.number, WHAT_NURTURED, deal.stage, rules.micro(hours))
    count(run, TOTAL_BLOCK_PURSUIT, 0, PURSUIT_TOTAL_NURTURED)
    return 0


cdef int opener(Run run, Deal *deal, int32_t p) except -1 nogil:
    """Note whether a lead's very first conversation takes up what the campaign promised."""
    cdef double share = in_stage(run, deal, STAGE_COL_MESSAGE) * run.firm[FIRM_PROMISE_KEPT]
    if share >= 1.0 or found_by_reps(run, deal):
        return 0
    if not rules.keeps_promise(u(run, deal, PURPOSE_OPENER, 0), share):
        deal.carried -= pursuit(run, PURSUIT_COL_MESSAGE_BREAK)
        record(run, deal.number, WHAT_BROKE, deal.stage, p)
        count(run, TOTAL_BLOCK_PURSUIT, 0, PURSUIT_TOTAL_BROKEN)
        run.breaks[deal.segment] += 1
    return 0


cdef int pursuit_week(Run run) except -1 nogil:
    """Begin to count calls anew, let thresholds meet last week's volume, and last week's hours of nurture reach those who wait."""
    cdef int32_t stage, p
    cdef double target
    if run.prospected_by >= 0:
        for p in range(run.people):
            run.person[p].knocked = 0
    for stage in range(run.stages):
        target = volume_wanted(run, stage)
        if run.week > 0 and target > 0.0:
            run.bar[stage] = rules.bar_after(
                number(run, BLOCK_STAGE, stage, STAGE_COL_THRESHOLD),
                run.bar[stage],
                run.handed[stage],
                target,
                number(run, BLOCK_STAGE, stage, STAGE_COL_VOLUME_PULL),
            )
            record(run, stage, WHAT_BAR, run.week, rules.micro(run.bar[stage]))
        run.handed[stage] = 0
    run.nurture_clock = rules.nurture_clock(run.nurture_clock, hours_last_week(run, run.nurtured_by), run.put_aside)
    return 0
