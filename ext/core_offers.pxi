# What a lead is offered when it appears: a product, among those launched already.

cdef int32_t offered_product(Run run, int64_t account, int32_t segment, int64_t index) except -2 nogil:
    """Return the product an account is offered, or NONE while there is none for its segment."""
    cdef int32_t product
    cdef bint some = False
    for product in range(run.products):
        run.offered[product] = rules.on_offer(
            number(run, BLOCK_OFFER, segment, product),
            number(run, BLOCK_PRODUCT, product, PRODUCT_COL_LAUNCHES),
            run.now,
        )
        some = some or run.offered[product] > 0.0
    if not some:
        return NONE
    return <int32_t>rules.pick(luck(run, PURPOSE_PRODUCT, account, index), run.offered, 0, run.products)


cdef inline double product_value(Run run, int32_t product) noexcept nogil:
    """Return how many times the usual a deal about it is worth."""
    return 1.0 if product == NONE else number(run, BLOCK_PRODUCT, product, PRODUCT_COL_VALUE)


cdef inline double product_fit(Run run, int32_t product, int32_t segment) noexcept nogil:
    """Return what its fit adds to the logit of advancing."""
    return 0.0 if product == NONE else number(run, BLOCK_FIT, segment, product)


cdef inline void count_product(Run run, Deal *deal, int64_t column, int64_t amount) noexcept nogil:
    if deal.product != NONE:
        count(run, TOTAL_BLOCK_PRODUCT, deal.product, column, amount)
