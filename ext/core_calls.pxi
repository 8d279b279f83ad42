# The deals on which their sellers may call: in somebody's hands, where something is sold, while somebody who decides is still to
# be met. Each seller has a list of them, the one most worth another call first, of equals the lower number: a session of
# prospecting asks for the first alone. What a call is worth changes seldom, and with it the place in the list. Lists are kept
# only while sellers call on deals in hand.

cdef void learn_calls(Run run) noexcept nogil:
    """Know whether sellers call on deals in hand; if they begin to, put in lists what they may call on."""
    cdef bint before = run.calling
    run.calling = run.prospected_by >= 0 and pursuit(run, PURSUIT_COL_OWN_DEALS) > 0.0
    if run.calling and not before:
        list_calls(run)


cdef void list_calls(Run run) noexcept nogil:
    cdef int32_t p, slot
    for p in range(run.people):
        run.person[p].to_call = NONE
    for slot in range(run.deal_slots.used):
        if run.deal[slot].number != NONE:
            run.deal[slot].before = NOWHERE
            call_changes(run, &run.deal[slot])


cdef inline void goes_to(Run run, Deal *deal, int32_t p) noexcept nogil:
    """Let a deal be in somebody's hands, or in nobody's."""
    if not run.calling or deal.last_person == p:
        deal.last_person = p
        return
    unlist_call(run, deal)
    deal.last_person = p
    call_changes(run, deal)


cdef inline double call_worth(Deal *deal) noexcept nogil:
    return rules.worth_another_call(deal.value, deal.deciders, deal.contacts)


cdef inline bint may_be_called(Run run, Deal *deal) noexcept nogil:
    """Return whether whoever has a deal in hand may call on it."""
    if deal.last_person == NOBODY or deal.stage < 0 or deal.contacts >= deal.deciders or call_worth(deal) <= 0.0:
        return False
    return run.stage_ints[deal.stage, STAGE_INT_OPPORTUNITY] and not run.stage_ints[deal.stage, STAGE_INT_AFTER_WIN]


cdef inline bint called_before(Deal *a, Deal *b) noexcept nogil:
    """Return whether a call on one deal is worth more than on another, or as much and its number is lower."""
    cdef double first = call_worth(a), second = call_worth(b)
    return first > second or (first == second and a.number < b.number)


cdef void call_changes(Run run, Deal *deal) noexcept nogil:
    """Put a deal in its seller's list, or take it out, if it may be called on now, or no more."""
    cdef bint may = may_be_called(run, deal)
    if may and deal.before == NOWHERE:
        list_call(run, deal)
    elif not may:
        unlist_call(run, deal)


cdef void list_call(Run run, Deal *deal) noexcept nogil:
    cdef Person *person = &run.person[deal.last_person]
    cdef int32_t before = NONE, after = person.to_call
    while after != NONE and called_before(&run.deal[after], deal):
        before, after = after, run.deal[after].next
    deal.before, deal.next = before, after
    if before == NONE:
        person.to_call = deal.slot
    else:
        run.deal[before].next = deal.slot
    if after != NONE:
        run.deal[after].before = deal.slot


cdef inline void unlist_call(Run run, Deal *deal) noexcept nogil:
    """Take a deal out of its seller's list, if it stands in one."""
    if deal.before == NOWHERE:
        return
    if deal.before == NONE:
        run.person[deal.last_person].to_call = deal.next
    else:
        run.deal[deal.before].next = deal.next
    if deal.next != NONE:
        run.deal[deal.next].before = deal.before
    deal.before = NOWHERE
