# The hub: coherence on the links between functions, the profile of the buyer, what reps are taught, and what all of it carries.

cdef int begin_hub(Run run) except -1 nogil:
    cdef int32_t link
    for link in range(run.links):
        run.coherence[link] = of_hub(run, HUB_COL_AT_START)
    run.profile, run.trained = 0.0, 0.0
    return 0


cdef int hub_week(Run run) except -1 nogil:
    """Let last week's hours align, teach and train; tell the firm what follows."""
    cdef int64_t profiled = <int64_t>of_hub(run, HUB_COL_PROFILED_BY), trained = <int64_t>of_hub(run, HUB_COL_TRAINED_BY)
    if run.links > 0:
        read_links(run)
        if run.week > 0:
            align_links(run)
        carry(run)
    if profiled >= 0:
        run.profile = learnt(run, run.profile, profiled, HUB_COL_HALF_PROFILED, HUB_COL_PROFILE_FORGETTING)
        keep_stock(run, STOCK_KIND_PROFILE, 0, run.profile)
    if trained >= 0:
        run.trained = learnt(run, run.trained, trained, HUB_COL_HALF_TRAINED, HUB_COL_TRAINING_FORGETTING)
        keep_stock(run, STOCK_KIND_TRAINING, 0, run.trained)
    run.firm[FIRM_RELEVANCE] = rules.profiled_relevance(
        kept(run, CARRIES_MARKETING, HUB_COL_RELEVANCE), of_hub(run, HUB_COL_PROFILE_RELEVANCE), run.profile
    )
    run.firm[FIRM_TRAINING] = of_hub(run, HUB_COL_TRAINING_LIFT) * run.trained
    return 0


cdef void read_links(Run run) noexcept nogil:
    """Read what the links are now: a change of policy may share the hours otherwise."""
    cdef int32_t link
    for link in range(run.links):
        run.link_weight[link] = number(run, BLOCK_LINK, link, LINK_COL_WEIGHT)
        run.link_share[link] = number(run, BLOCK_LINK, link, LINK_COL_SHARE)
        run.link_carries[link] = number(run, BLOCK_LINK, link, LINK_COL_CARRIES)


cdef void align_links(Run run) noexcept nogil:
    cdef double gain = rules.aligning_gain(
        aligned(run),
        of_hub(run, HUB_COL_SLOW),
        of_hub(run, HUB_COL_STEEP),
        of_hub(run, HUB_COL_IN_PERSON),
        of_hub(run, HUB_COL_RICHNESS),
        of_hub(run, HUB_COL_TRAVEL),
        of_hub(run, HUB_COL_PROFILE_SAVING),
        run.profile,
    )
    rules.align(
        run.coherence,
        run.link_share,
        run.links,
        hours_last_week(run, <int64_t>of_hub(run, HUB_COL_BUILT_BY)),
        rules.hours_a_pair(hours_last_week(run, <int64_t>of_hub(run, HUB_COL_MET_BY)), of_hub(run, HUB_COL_PAIRS)),
        of_hub(run, HUB_COL_HALF_ALIGNED),
        gain,
        of_hub(run, HUB_COL_FORGETTING),
        run.firm[FIRM_TIES_LOST],
    )


cdef int carry(Run run) except -1 nogil:
    """Write what coherence does, and where it stands."""
    cdef int32_t link
    run.firm[FIRM_ALIGNED] = aligned(run)
    run.firm[FIRM_ADOPTION] = kept(run, CARRIES_MARKETING, HUB_COL_GATE)
    run.firm[FIRM_PROMISE_KEPT] = kept(run, CARRIES_SALES, HUB_COL_BREAKS)
    run.firm[FIRM_BACKSTOP] = -missing(run, CARRIES_SALES, HUB_COL_BACKSTOP)
    run.firm[FIRM_VELOCITY] = kept(run, CARRIES_DEVELOPMENT, HUB_COL_REWORK)
    run.firm[FIRM_FILTER] = kept(run, CARRIES_DEVELOPMENT, HUB_COL_UNFILTERED)
    run.firm[FIRM_FORECAST_ERROR] = missing(run, CARRIES_FINANCE, HUB_COL_FORECAST)
    run.firm[FIRM_PRICE_HELD] = coherence_of(run, CARRIES_FINANCE, 0.0)
    run.firm[FIRM_LATENCY] = missing(run, CARRIES_MANAGEMENT, HUB_COL_LATENCY)
    run.firm[FIRM_RESEARCH] = kept(run, CARRIES_RESEARCH, HUB_COL_RESEARCH)
    run.firm[FIRM_REACH] = kept(run, CARRIES_PRESS, HUB_COL_REACH)
    run.firm[FIRM_SERVICE] = kept(run, CARRIES_SERVICE, HUB_COL_SERVICE)
    keep_stock(run, STOCK_KIND_COHERENCE, 0, run.firm[FIRM_ALIGNED])
    for link in range(run.links):
        keep_stock(run, STOCK_KIND_LINK_COHERENCE, link, run.coherence[link])
    return keep_stock(run, STOCK_KIND_DECISION_LATENCY, 0, run.firm[FIRM_LATENCY] * 7.0)


cdef inline double learnt(Run run, double stock, int64_t kind, int half, int forgetting) noexcept nogil:
    return rules.known_after(stock, hours_last_week(run, kind), of_hub(run, half), 1.0, of_hub(run, forgetting))


cdef inline double aligned(Run run) noexcept nogil:
    return rules.mean_coherence(run.coherence, run.link_weight, run.links)


cdef inline double coherence_of(Run run, int what, double otherwise) noexcept nogil:
    """Return how coherent the links are that carry something; where none does, `otherwise`."""
    return rules.coherence_of(run.coherence, run.link_weight, run.link_carries, run.links, what, otherwise)


cdef inline double kept(Run run, int what, int effect) noexcept nogil:
    return rules.kept_by(coherence_of(run, what, 1.0), of_hub(run, effect))


cdef inline double missing(Run run, int what, int effect) noexcept nogil:
    return rules.missing(coherence_of(run, what, 1.0), of_hub(run, effect))


cdef inline double of_hub(Run run, int column) noexcept nogil:
    return number(run, BLOCK_HUB, 0, column)
