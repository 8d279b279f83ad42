# Crews: people who rank all kinds of work alike, stand in the same and keep the same hours. Whom waiting work tears away is the
# same question for all of a crew but for when each began and their numbers. So what a crew has in hand stands in lists, one for
# each kind of work, the latest begun first, and then the lower number: the first of a list who has not begun within this tick
# answers for all in it. Work that nothing may interrupt stands in no list.

cdef void learn_crews(Run run) noexcept nogil:
    """Know who is of which crew, and let what is in hand stand in the lists of these."""
    cdef int32_t p, crew
    run.crews = 0
    for p in range(run.people):
        crew = run.crew[p - 1] if p > 0 and of_one_crew(run, p - 1, p) else 0
        while crew < run.crews and not of_one_crew(run, run.crew_first[crew], p):
            crew += 1
        if crew == run.crews:
            run.crew_first[crew] = p
            run.crews += 1
        run.crew[p] = crew
    forget_hands(run)
    list_hands(run)


cdef inline bint of_one_crew(Run run, int32_t a, int32_t b) noexcept nogil:
    return (
        run.person_ints[a, PERSON_INT_CALENDAR] == run.person_ints[b, PERSON_INT_CALENDAR]
        and same_row(run, BLOCK_PRIORITY, a, b)
        and same_row(run, BLOCK_STANDING, a, b)
    )


cdef inline bint same_row(Run run, int block, int32_t a, int32_t b) noexcept nogil:
    return memcmp(&run.params[place(run, block, a, 0)], &run.params[place(run, block, b, 0)], run.kinds * sizeof(double)) == 0


cdef void forget_hands(Run run) noexcept nogil:
    """Let every list be empty."""
    cdef int32_t p, i
    for p in range(run.people):
        run.hand[p].list = NONE
    for i in range(run.crews * run.kinds):
        run.in_hand_of[i].latest, run.in_hand_of[i].group_end = NOBODY, NOBODY
    memset(run.crew_holds, 0, <size_t>run.crews * run.kind_words * sizeof(uint64_t))


cdef void list_hands(Run run) noexcept nogil:
    """Put what everybody has in hand in the lists, those who began first first."""
    cdef int32_t p, n = 0, i
    for p in range(run.people):
        if run.person[p].here and in_hand(run, p) != NOBODY:
            run.chooser[n].eagerness, run.chooser[n].person = <double>run.person[p].taken, p
            n += 1
    qsort(run.chooser, n, sizeof(Chooser), began_first)
    for i in range(n):
        p = run.chooser[i].person
        list_hand(run, p, in_hand(run, p))


cdef int began_first(const void *a, const void *b) noexcept nogil:
    cdef const Chooser *first = <const Chooser *>a
    cdef const Chooser *second = <const Chooser *>b
    if first.eagerness != second.eagerness:
        return -1 if first.eagerness < second.eagerness else 1
    return -1 if first.person < second.person else first.person > second.person


cdef inline int32_t in_hand(Run run, int32_t p) noexcept nogil:
    """Return the kind of work in hand, NOBODY if there is none."""
    return run.person[p].standing if run.person[p].task == NOBODY else run.task[run.person[p].task].kind


cdef inline void list_hand(Run run, int32_t p, int32_t kind) noexcept nogil:
    """Let somebody stand among those of their crew who have begun a kind of work; nobody of it has begun later."""
    cdef int32_t number, before
    cdef InHand *line
    if not is_in(run.interruptible, kind):
        return
    number = run.crew[p] * run.kinds + kind
    line = &run.in_hand_of[number]
    if line.latest == NOBODY:
        put_in(&run.crew_holds[run.crew[p] * run.kind_words], kind)
    if line.latest == NOBODY or run.person[line.latest].taken != run.person[p].taken or p < line.latest:
        before = NOBODY
    else:
        before = among_those_who_begin(run, line, p)
    stand_behind(run, line, number, p, before)


cdef int32_t among_those_who_begin(Run run, InHand *line, int32_t p) noexcept nogil:
    """Return behind whom of those who begin at one tick somebody stands. They mostly come in the order of their numbers: whoever
    is last among them is known."""
    cdef int32_t before = line.group_end if line.group_end < p else line.latest
    cdef int32_t after = run.hand[before].after
    while after != NOBODY and after < p and run.person[after].taken == run.person[p].taken:
        before = after
        after = run.hand[before].after
    return before


cdef inline void stand_behind(Run run, InHand *line, int32_t number, int32_t p, int32_t before) noexcept nogil:
    """Let somebody stand behind another in a list, or at its head."""
    cdef int32_t after = line.latest if before == NOBODY else run.hand[before].after
    run.hand[p].list, run.hand[p].before, run.hand[p].after = number, before, after
    if before == NOBODY:
        line.latest = p
    else:
        run.hand[before].after = p
    if after != NOBODY:
        run.hand[after].before = p
    if after == NOBODY or run.person[after].taken != run.person[p].taken:
        line.group_end = p


cdef inline void unlist_hand(Run run, int32_t p, int32_t kind) noexcept nogil:
    """Take somebody out of the list they stand in, if they stand in one."""
    cdef Hand *hand = &run.hand[p]
    cdef InHand *line
    if hand.list == NONE:
        return
    line = &run.in_hand_of[hand.list]
    hand.list = NONE
    if hand.after != NOBODY:
        run.hand[hand.after].before = hand.before
    if hand.before != NOBODY:
        run.hand[hand.before].after = hand.after
        if line.group_end == p:
            line.group_end = hand.before
        return
    line.latest = hand.after
    if line.latest == NOBODY:
        take_out(&run.crew_holds[run.crew[p] * run.kind_words], kind)
    elif line.group_end == p:
        line.group_end = line.latest


cdef int32_t victim(Run run, Task *task) noexcept nogil:
    """Return who puts their work down for a task, NOBODY if nobody has to."""
    cdef int32_t crew, i, p, best = NOBODY
    cdef uint64_t kinds
    cdef uint64_t *yielding = &run.yielding[(2 * task.kind + task.urgent) * run.kind_words]
    for crew in range(run.crews):
        p = run.crew_first[crew]
        if not is_in(run.on_shift, p) or not is_in(&run.serves[p * run.kind_words], task.kind):
            continue
        for i in range(run.kind_words):
            kinds = run.crew_holds[crew * run.kind_words + i] & yielding[i]
            while kinds:
                p = run.in_hand_of[crew * run.kinds + i * WORD + lowest_bit(kinds)].latest
                kinds &= kinds - 1
                while p != NOBODY and run.person[p].taken >= run.now:
                    p = run.hand[p].after
                if p != NOBODY and (best == NOBODY or sooner_interrupted(run, p, best)):
                    best = p
    return best


cdef inline double in_hand_priority(Run run, int32_t p) noexcept nogil:
    return rules.rank_in_hand(run.person[p].task == NOBODY, priority(run, p, in_hand(run, p)))


cdef inline double priority(Run run, int32_t p, int32_t kind) noexcept nogil:
    """Return how high somebody ranks a kind of work: read where the first of the crew has it, which many have just read."""
    return number(run, BLOCK_PRIORITY, run.crew_first[run.crew[p]], kind)


cdef bint sooner_interrupted(Run run, int32_t a, int32_t b) noexcept nogil:
    return rules.victim_before(
        in_hand_priority(run, a), run.person[a].taken, a, in_hand_priority(run, b), run.person[b].taken, b
    )


# --- who is idle --------------------------------------------------------------------------------------------------------------

cdef inline void becomes_idle(Run run, int32_t p) noexcept nogil:
    put_in(run.idle, p)
    put_in(run.idle_words, p // WORD)
    run.idlers += 1


cdef inline void is_idle_no_more(Run run, int32_t p) noexcept nogil:
    take_out(run.idle, p)
    run.idlers -= 1
