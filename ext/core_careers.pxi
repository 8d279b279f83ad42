# Who holds a position: how they learn and are paid, when they quit, and who is hired after them or beside them.

cdef void begin_careers(Run run) noexcept nogil:
    memset(run.monday, 0, <size_t>run.people * LIMIT_WEEKS_REVIEWED * sizeof(Monday))
    memset(run.lately, 0, run.people * sizeof(Monday))
    run.quarter, run.wins = 0, 0


cdef inline double of_team(Run run, Person *person, int column) noexcept nogil:
    return number(run, BLOCK_TEAM, person.team, column)


# --- what somebody is worth ---------------------------------------------------------------------------------------------------

cdef inline double pace(Run run, int32_t p, int32_t kind) noexcept nogil:
    """Return the speed at which a person now works on a kind of work."""
    cdef Person *person = &run.person[p]
    cdef double full = number(run, BLOCK_SPEED, p, kind)
    if not person.seasoned:
        full = full * rules.ramped(
            run.now - person.joined, of_team(run, person, TEAM_COL_RAMP), of_team(run, person, TEAM_COL_RAMP_START)
        )
    return full * run.firm[FIRM_PACE]


cdef inline double skill(Run run, int32_t p) noexcept nogil:
    """Return what a person's hand adds to the logit of winning: what they brought, and what they have learned."""
    if p == NOBODY:
        return 0.0
    cdef Person *person = &run.person[p]
    return person.skill + rules.learned(
        of_team(run, person, TEAM_COL_LEARNS), person.experience, of_team(run, person, TEAM_COL_LEARNING_DEALS)
    )


cdef inline double switching(Run run, int32_t before, int32_t kind) noexcept nogil:
    """Return the ticks it takes to come to a kind of work from another."""
    return 0.0 if before == NOBODY else number(run, BLOCK_SWITCH, before, kind)


cdef int deal_closed(Run run, Deal *deal, int64_t how) except -1 nogil:
    """Credit a deal's end to whoever had its last session, or holds the position now."""
    cdef Person *person
    cdef double learnt
    if how == CLOSE_WON:
        run.wins += 1
    if deal.last_person == NOBODY or not run.person[deal.last_person].here:
        return 0
    person = &run.person[deal.last_person]
    if rules.brings_experience(how):
        learnt = rules.experience_of(deal.supported, of_team(run, person, TEAM_COL_DEPENDENCE))
        person.experience += learnt
        run.learnt[deal.last_person * run.segments + deal.segment] += learnt
    if how == CLOSE_WON:
        turn_quarters(run)
        pay(run, person, deal)
    return 0


cdef int pay(Run run, Person *person, Deal *deal) except -1 nogil:
    cdef int64_t paid = 0
    cdef double share = of_team(run, person, TEAM_COL_COMMISSION)
    if share > 0.0:
        paid = rules.commission_cents(
            deal.value, share, of_team(run, person, TEAM_COL_ACCELERATOR), person.booked, quota_cents(run, person)
        )
    person.booked += deal.value
    if paid > 0:
        record(run, deal.number, WHAT_PAID, deal.last_person, paid)
        count(run, TOTAL_BLOCK_TEAM, person.team, TEAM_TOTAL_PAID_CENTS, paid)
    return 0


cdef inline double quota_cents(Run run, Person *person) noexcept nogil:
    """Return the quota of this quarter, for the part of it since the person and the run began."""
    cdef int64_t begin = run.quarter_starts[run.quarter], end = run.quarter_starts[run.quarter + 1]
    return of_team(run, person, TEAM_COL_QUOTA) * (end - max(begin, person.joined))


cdef inline int turn_quarters(Run run) except -1 nogil:
    """Close the books of every quarter that is over."""
    return close_quarters(run) if run.now >= run.quarter_starts[run.quarter + 1] else 0


cdef int close_quarters(Run run) except -1 nogil:
    """Let whoever was there all through a quarter that is over be measured by their quota."""
    cdef int32_t p
    cdef int64_t begin
    cdef bint whole
    cdef Person *person
    while run.now >= run.quarter_starts[run.quarter + 1]:
        begin = max(run.quarter_starts[run.quarter], 0)
        whole = run.quarter_starts[run.quarter] > -TICKS_PER_WEEK  # runs begin on a Monday
        for p in range(run.people):
            person = &run.person[p]
            if person.here and person.joined <= begin and whole:
                measure(run, p, person)
            person.booked = 0
        run.quarter += 1
        if run.quarter + 1 == run.quarter_starts.shape[0]:
            break
    return 0


cdef int measure(Run run, int32_t p, Person *person) except -1 nogil:
    cdef double quota = quota_cents(run, person), reached
    cdef int64_t millionths
    if quota <= 0.0:
        return 0
    reached = rules.attainment(person.booked, quota)
    person.missed = rules.missed_share(reached)
    millionths = rules.micro(reached)
    record(run, p, WHAT_QUARTER_ENDED, millionths, person.booked)
    count(run, TOTAL_BLOCK_TEAM, person.team, TEAM_TOTAL_QUARTERS)
    count(run, TOTAL_BLOCK_TEAM, person.team, TEAM_TOTAL_ATTAINMENT_MICRO, millionths)
    return 0


# --- coming and going ---------------------------------------------------------------------------------------------------------

cdef void begin_career(Run run, int32_t p, Person *person) noexcept nogil:
    """Let a holder of a position begin: the first with the skill of their rank in the team, others with their own."""
    person.holder += 1
    person.seasoned = person.holder == 0 and person.starts == 0 and not person.opening
    cdef int32_t segment
    for segment in range(run.segments):
        run.learnt[p * run.segments + segment] = 0.0
    person.experience, person.booked, person.missed = 0.0, 0, 0.0
    person.last_kind, person.torn_away = NOBODY, False
    if person.holder == 0:
        person.skill = number(run, BLOCK_PERSON, p, PERSON_COL_SKILL)
    else:
        person.skill = rules.new_skill(
            luck(run, PURPOSE_NEW_SKILL, position(run, p), person.holder), of_team(run, person, TEAM_COL_SKILL_SPREAD)
        )
    person.staying = rules.exponential(luck(run, PURPOSE_QUITS, position(run, p), person.holder), 1.0)


cdef int quits(Run run, int32_t p) except -1 nogil:
    cdef Person *person = &run.person[p]
    person.quits = False
    record(run, p, WHAT_QUIT, person.holder, 0)
    count(run, TOTAL_BLOCK_TEAM, person.team, TEAM_TOTAL_QUITS)
    leaves(run, p)
    return look_for_somebody(run, p, person)


cdef int look_for_somebody(Run run, int32_t p, Person *person) except -1 nogil:
    """Let the next holder of a position come after a search, if anybody is looked for and the position lasts."""
    cdef int64_t search, day
    if not has(run, BLOCK_TEAM, person.team, TEAM_COL_TIME_TO_HIRE):
        return 0
    search = rules.whole_ticks(
        drawn(
            run, BLOCK_TEAM, person.team, TEAM_COL_TIME_TO_HIRE,
            luck(run, PURPOSE_HIRE_DELAY, position(run, p), person.holder + 1),
        )
    )
    day = rules.first_day(run.now, search, person.leaves)
    if day >= 0:
        person.search = search
        at(run, day, PHASE_STAFF, p, p)
    return 0


cdef int hired(Run run, int32_t p) except -1 nogil:
    cdef Person *person = &run.person[p]
    record(run, p, WHAT_HIRED, person.holder + 1, person.search)
    count(run, TOTAL_BLOCK_TEAM, person.team, TEAM_TOTAL_HIRES)
    person.search = 0
    return joins(run, p)


# --- Mondays ------------------------------------------------------------------------------------------------------------------

cdef int careers_week(Run run) except -1 nogil:
    """Let last week weigh on everybody, and every so many weeks ask whether to grow."""
    cdef int32_t p
    turn_quarters(run)
    for p in range(run.people):
        look_back(run, p, &run.person[p], run.week % LIMIT_WEEKS_REVIEWED)
        if run.person[p].here:
            weighs_on(run, p, &run.person[p])
    if run.week > 0 and run.week % LIMIT_WEEKS_REVIEWED == 0:
        review(run)
    return 0


cdef void look_back(Run run, int32_t p, Person *person, int32_t slot) noexcept nogil:
    cdef Monday *then = &run.monday[p * LIMIT_WEEKS_REVIEWED + slot]
    cdef Monday *lately = &run.lately[p]
    cdef int64_t opened = person.opened_ticks
    if person.here:
        opened += working_clock(run, &run.calendar[person.calendar]) - person.joined_at
    lately.opened, lately.busy = opened - then.opened, person.busy_ticks - then.busy
    lately.helping = person.helping_ticks - then.helping
    then.opened, then.busy, then.helping = opened, person.busy_ticks, person.helping_ticks


cdef int weighs_on(Run run, int32_t p, Person *person) except -1 nogil:
    cdef Monday *lately = &run.lately[p]
    cdef int64_t ticks = min(TICKS_PER_WEEK, run.now - person.joined)
    cdef double hazard = rules.leaving_hazard(
        of_team(run, person, TEAM_COL_TURNOVER),
        rules.overload(lately.busy, lately.opened),
        of_team(run, person, TEAM_COL_PULL_OVERLOAD),
        rules.over_the_line(lately.helping, lately.busy, 0.0),
        of_team(run, person, TEAM_COL_PULL_DRAIN),
        person.missed,
        of_team(run, person, TEAM_COL_PULL_QUOTA),
    )
    hazard = rules.hastened(hazard, run.firm[FIRM_QUITS])
    if not rules.quits(person.staying, hazard, ticks):
        person.staying = rules.need_left(person.staying, hazard, ticks)
    elif person.leaves != run.now:
        person.quits = True
        at_once(run, PHASE_STAFF, p, p)
    return 0


cdef int review(Run run) except -1 nogil:
    """Open one position of the team that should grow most, if any is above the bar and the envelope has room."""
    cdef int64_t booked = 0, week
    cdef int32_t team, p, chosen = NOBODY
    cdef double best = 0.0, wish, envelope
    cdef Person *person
    for week in range(run.week - LIMIT_WEEKS_REVIEWED, run.week):
        booked += run.weekly[week * run.week_width + WEEK_COL_BOOKED_CENTS]
    for team in range(run.teams):
        p = closed_position(run, team)
        if p == NOBODY:
            continue
        wish = wish_of(run, team, booked)
        if rules.grows_rather(wish, best if chosen != NOBODY else number(run, BLOCK_TEAM, team, TEAM_COL_BAR)):
            best, chosen = wish, p
    if chosen == NOBODY:
        return 0
    person = &run.person[chosen]
    envelope = of_team(run, person, TEAM_COL_ENVELOPE) * run.growing
    if rules.affordable(spent(run), of_team(run, person, TEAM_COL_COST_CENTS), envelope):
        record(run, chosen, WHAT_OPENED_POSITION, person.team, 0)
        count(run, TOTAL_BLOCK_TEAM, person.team, TEAM_TOTAL_OPENED)
        person.wanted = True
        look_for_somebody(run, chosen, person)
    return 0


cdef int32_t closed_position(Run run, int32_t team) noexcept nogil:
    """Return the first position of a team that can be opened today, if anybody is ever hired for it."""
    cdef int32_t p
    cdef Person *person
    if not has(run, BLOCK_TEAM, team, TEAM_COL_TIME_TO_HIRE):
        return NOBODY
    for p in range(run.people):
        person = &run.person[p]
        if person.team == team and person.opening and not person.wanted and person.starts <= run.now < person.leaves:
            return p
    return NOBODY


cdef int64_t accounts_of(Run run) noexcept nogil:
    """Return how many customers are to be looked after: those under contract, or all wins where no contracts are kept."""
    cdef int32_t segment
    cdef int64_t customers = 0
    if run.term == 0:
        return run.wins
    for segment in range(run.segments):
        customers += run.earning[segment].logos
    return customers


cdef double wish_of(Run run, int32_t team, int64_t booked) noexcept nogil:
    cdef int64_t opened = 0, busy = 0, here = 0
    cdef int32_t p
    for p in range(run.people):
        if run.person[p].team == team:
            opened += run.lately[p].opened
            busy += run.lately[p].busy
            here += run.person[p].here
    return rules.wish_to_hire(
        number(run, BLOCK_TEAM, team, TEAM_COL_WEIGHT_GAP),
        rules.bookings_gap(booked, number(run, BLOCK_TEAM, team, TEAM_COL_TARGET), LIMIT_WEEKS_REVIEWED * TICKS_PER_WEEK),
        number(run, BLOCK_TEAM, team, TEAM_COL_WEIGHT_LOAD),
        rules.load(busy, opened),
        number(run, BLOCK_TEAM, team, TEAM_COL_WEIGHT_ACCOUNTS),
        rules.accounts_each(accounts_of(run), here),
    )


cdef double spent(Run run) noexcept nogil:
    """Return what the positions cost a tick that are filled, or for which somebody is looked for."""
    cdef int32_t p
    cdef double cents = 0.0
    for p in range(run.people):
        if run.person[p].here or run.person[p].search > 0:
            cents += of_team(run, &run.person[p], TEAM_COL_COST_CENTS)
    return cents
