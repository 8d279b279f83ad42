# MATCH, once a tick and last: the only place where work meets people.
#
# The reference looks at everybody and at every queue. Here sets of people and of kinds, kept as bits, say at once when there is
# nobody to look at; whom they leave is asked in the same order by the same rules.

cdef inline bint may_match(Run run) noexcept nogil:
    """Return whether anything can change in MATCH: somebody has nothing in hand, or what waits may interrupt."""
    cdef int32_t i
    if run.idlers > 0:
        return True
    if not run.something_interrupts:
        return False
    for i in range(run.kind_words):
        if run.kind_waiting[i] & run.interrupting[i]:
            return True
    return False


cdef int match(Run run) except -1 nogil:
    """Let work meet people until nothing changes; who is idle then takes up standing work."""
    run.phase = PHASE_MATCH
    if run.now >= run.next_flip:
        flip_calendars(run)
    if run.waiting > 0:
        # Who finds nothing in one pass finds nothing in a second one: only an interruption puts something back in line.
        while True:
            idle_take_work(run)
            if not run.something_interrupts or not waiting_interrupts(run):
                break
    return idle_stand(run) if run.somebody_stands else 0


cdef inline int idle_take_work(Run run) except -1 nogil:
    cdef int32_t n = find_choosers(run), p, task
    while n > 0 and run.waiting > 0:
        p = first_chooser(run, n)
        n -= 1
        if run.is_large:
            gtmsim_fetch(&run.person[p], 2)
        task = preferred(run, p, True)
        if run.choosing and task != NOBODY and declines(run, p, &run.task[task]):
            task = preferred(run, p, False)
        if task != NOBODY:
            take(run, p, task)
    return 0


cdef int32_t find_choosers(Run run) noexcept nogil:
    """List the idle people on shift for whom something may wait, as a heap in the order in which they choose; return how many."""
    cdef int32_t above, word, n = 0, p
    cdef uint64_t members, words
    for above in range(run.people_words // WORD + 1):
        words = run.idle_words[above]
        while words:
            word = above * WORD + lowest_bit(words)
            words &= words - 1
            if run.idle[word] == 0:
                take_out(run.idle_words, word)
            members = run.idle[word] & run.on_shift[word]
            if members:
                members &= wanted_in(run, word)
            while members:
                p = word * WORD + lowest_bit(members)
                members &= members - 1
                run.chooser[n].person = p
                n += 1
    if n > 1:
        put_in_order(run, n)
    return n


cdef void put_in_order(Run run, int32_t n) noexcept nogil:
    """Make a heap of those who are listed."""
    cdef double idle = number(run, BLOCK_RUN, 0, RUN_COL_ASSIGN_IDLE), load = number(run, BLOCK_RUN, 0, RUN_COL_ASSIGN_LOAD)
    cdef int32_t i
    cdef Person *person
    for i in range(n):
        person = &run.person[run.chooser[i].person]
        run.chooser[i].eagerness = rules.eagerness(run.now - person.idle_since, person.worked, idle, load)
    for i in range(n // 2 - 1, -1, -1):
        sink_chooser(run, i, n, run.chooser[i])


cdef inline uint64_t wanted_in(Run run, int32_t word) noexcept nogil:
    """Return, of one word of people, those who may do some kind of work that waits, or for whom something is kept."""
    cdef uint64_t wanted = run.own_waiting[word], kinds
    cdef int32_t i
    for i in range(run.kind_words):
        kinds = run.kind_waiting[i]
        while kinds:
            wanted |= run.can[(i * WORD + lowest_bit(kinds)) * run.people_words + word]
            kinds &= kinds - 1
    return wanted


cdef inline bint chooses_before(Chooser *a, Chooser *b) noexcept nogil:
    return rules.chooses_before(a.eagerness, a.person, b.eagerness, b.person)


cdef void sink_chooser(Run run, int32_t place, int32_t n, Chooser who) noexcept nogil:
    cdef Chooser *at = run.chooser
    cdef int32_t child
    while True:
        child = 2 * place + 1
        if child >= n:
            break
        if child + 1 < n and chooses_before(&at[child + 1], &at[child]):
            child += 1
        if not chooses_before(&at[child], &who):
            break
        at[place] = at[child]
        place = child
    at[place] = who


cdef int32_t first_chooser(Run run, int32_t n) noexcept nogil:
    """Return who of the n listed chooses first, and close the gap."""
    cdef int32_t p = run.chooser[0].person
    if n > 1:
        sink_chooser(run, 0, n - 1, run.chooser[n - 1])
    return p


cdef int32_t preferred(Run run, int32_t p, bint leads) noexcept nogil:
    """Return the task a person takes among the heads of the queues they may serve and their own, NOBODY if there is none.

    Without `leads`, stages' work that waits for anybody is not looked at.
    """
    cdef int32_t best = NOBODY, i, task
    cdef uint64_t kinds
    for i in range(run.kind_words):
        kinds = run.kind_waiting[i] & run.serves[p * run.kind_words + i]
        while kinds:
            task = head(run, i * WORD + lowest_bit(kinds))
            kinds &= kinds - 1
            if not leads and run.kind_family[run.task[task].kind] == KIND_FAMILY_STAGE:
                continue
            if best == NOBODY or prefers(run, p, &run.task[task], &run.task[best]):
                best = task
    task = head(run, run.kinds + p)
    if task != NOBODY and (best == NOBODY or prefers(run, p, &run.task[task], &run.task[best])):
        best = task
    return best


cdef bint prefers(Run run, int32_t p, Task *a, Task *b) noexcept nogil:
    return rules.preferred(
        priority(run, p, a.kind), a.kept_for == p, a.urgent, a.due, a.since, a.number,
        priority(run, p, b.kind), b.kept_for == p, b.urgent, b.due, b.since, b.number,
    )  # fmt: skip


# --- interruptions ------------------------------------------------------------------------------------------------------------

cdef int waiting_interrupts(Run run) except -1 nogil:
    """Let the first waiting head that may interrupt somebody do so; return whether there was one."""
    cdef int32_t i, kind, task, p
    cdef uint64_t kinds
    for i in range(run.kind_words):
        kinds = run.kind_waiting[i] & run.interrupting[i]
        while kinds:
            kind = i * WORD + lowest_bit(kinds)
            kinds &= kinds - 1
            task = head(run, kind)
            if not run.interrupts[2 * kind + run.task[task].urgent]:
                continue
            p = victim(run, &run.task[task])
            if p != NOBODY:
                interrupt(run, p)
                take(run, p, task)
                return 1
    return 0


# --- standing work ------------------------------------------------------------------------------------------------------------

cdef int idle_stand(Run run) except -1 nogil:
    cdef int32_t above, word, p
    cdef uint64_t members, words
    for above in range(run.people_words // WORD + 1):
        words = run.idle_words[above]
        while words:
            word = above * WORD + lowest_bit(words)
            words &= words - 1
            members = run.idle[word] & run.on_shift[word] & run.stands[word]
            while members:
                p = word * WORD + lowest_bit(members)
                members &= members - 1
                stand(run, p, standing_choice(run, p))
    return 0


cdef void learn_standing(Run run) noexcept nogil:
    """Know who stands in what, and for which share: anew when other numbers hold, and when a review steers elsewhere."""
    cdef int32_t crew, p, kind, row = 0
    cdef double share, served
    cdef bint steered = run.steer > 0.0 and run.steered_to >= 0
    run.standing_steer, run.standing_steered_to = run.steer, run.steered_to
    run.standing_ticks = rules.whole_ticks(number(run, BLOCK_RUN, 0, RUN_COL_STANDING_SESSION))
    for crew in range(run.crews):
        p = run.crew_first[crew]
        run.standing_first[crew] = row
        served = standing_served(run, p) if steered else 0.0
        for kind in range(run.kinds):
            if run.kind_family[kind] != KIND_FAMILY_STANDING:
                continue
            share = number(run, BLOCK_STANDING, p, kind)
            if steered:
                share = rules.steered_share(share, run.steer, run.steered[kind], served)
            if share > 0.0:
                run.standing_kind[row], run.standing_share[row] = kind, share
                row += 1
    run.standing_first[run.crews] = row


cdef inline void steer_standing(Run run) noexcept nogil:
    """Let standing work follow what is steered to, if that has changed."""
    if run.steer != run.standing_steer or run.steered_to != run.standing_steered_to:
        learn_standing(run)


cdef double standing_served(Run run, int32_t p) noexcept nogil:
    """Return which share of somebody's standing time serves what the review steers to."""
    cdef double served = 0.0
    cdef int32_t kind
    for kind in range(run.kinds):
        if run.steered[kind] and run.kind_family[kind] == KIND_FAMILY_STANDING:
            served += number(run, BLOCK_STANDING, p, kind)
    return served


cdef inline int32_t standing_choice(Run run, int32_t p) noexcept nogil:
    """Return the kind of standing work that is furthest below its share."""
    cdef int32_t row, best = NOBODY, crew = run.crew[p]
    cdef const int64_t *ticks = stood(run, p)
    cdef double behind, most = 0.0
    if run.standing_first[crew] + 1 == run.standing_first[crew + 1]:
        return run.standing_kind[run.standing_first[crew]]
    for row in range(run.standing_first[crew], run.standing_first[crew + 1]):
        behind = rules.standing_shortfall(run.standing_share[row], ticks[run.standing_kind[row]], run.person[p].stood)
        if best == NOBODY or behind > most:
            best, most = run.standing_kind[row], behind
    return best
