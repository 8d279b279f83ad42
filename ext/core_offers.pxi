# What a lead is offered when it appears: a product, among those launched already.

cdef int32_t offered_product(Run run, int64_t account, int32_t segment, int64_t index, int64_t owned) except -2 nogil:
    """Return the product an account is offered, or NONE while there is none for its segment.

    `owned` are, as bits, those it has: they are offered less, unless nothing else is on offer.
    """
    if run.products == 0:
        return NONE
    return picked_product(run, segment, luck(run, PURPOSE_PRODUCT, account, index), owned)


cdef int32_t picked_product(Run run, int32_t segment, double u, int64_t owned) except -2 nogil:
    """Return what is offered by a piece of luck."""
    cdef int32_t product
    cdef double cross_sell
    cdef bint some = False, others = False
    for product in range(run.products):
        run.offered[product] = rules.on_offer(
            number(run, BLOCK_OFFER, segment, product),
            number(run, BLOCK_PRODUCT, product, PRODUCT_COL_LAUNCHES),
            run.now,
        )
        some = some or run.offered[product] > 0.0
    if not some:
        return NONE
    if owned != 0:
        cross_sell = number(run, BLOCK_LOYALTY, 0, LOYALTY_COL_CROSS_SELL)
        for product in range(run.products):
            others = others or rules.offered_again(run.offered[product], (owned >> product) & 1, cross_sell) > 0.0
        if others:
            for product in range(run.products):
                run.offered[product] = rules.offered_again(run.offered[product], (owned >> product) & 1, cross_sell)
    return <int32_t>rules.pick(u, run.offered, 0, run.products)


cdef inline double product_value(Run run, int32_t product) noexcept nogil:
    """Return how many times the usual a deal about it is worth."""
    return 1.0 if product == NONE else number(run, BLOCK_PRODUCT, product, PRODUCT_COL_VALUE)


cdef inline double product_fit(Run run, int32_t product, int32_t segment) noexcept nogil:
    """Return what its fit adds to the logit of winning."""
    return 0.0 if product == NONE else number(run, BLOCK_FIT, segment, product)


cdef inline void count_product(Run run, Deal *deal, int64_t column, int64_t amount) noexcept nogil:
    if deal.product != NONE:
        count(run, TOTAL_BLOCK_PRODUCT, deal.product, column, amount)
