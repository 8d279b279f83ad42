# Prices: which discount a buyer is offered, what it does to the decision, and what is paid in the end.

cdef double price_lift(Run run, Deal *deal) noexcept nogil:
    """Offer a discount, if the stage leads to the win, and return what it adds to the logit of advancing."""
    cdef double wanted
    if not run.stage_ints[deal.stage, STAGE_INT_CLOSES]:
        return 0.0
    while run.quarter_starts[run.price_quarter + 1] <= run.now:
        run.price_quarter += 1
    wanted = rules.discount_given(
        of_customers(run, CUSTOMER_COL_GIVEN),
        of_customers(run, CUSTOMER_COL_GIVEN_AT_QUARTER_END),
        run.quarter_starts[run.price_quarter + 1] - run.now,
        of_customers(run, CUSTOMER_COL_PUSH),
    )
    wanted = rival_discount(run, deal, wanted)
    deal.discount = rules.held_discount(wanted, number(run, BLOCK_HUB, 0, HUB_COL_PRICE_LIMIT), run.firm[FIRM_PRICE_HELD])
    return of_customers(run, CUSTOMER_COL_SLOPE) * deal.discount + rival_price_lift(run, deal)


cdef int64_t agree(Deal *deal) noexcept nogil:
    """Let the deal be worth what is paid for it, and return what it would have been without a discount."""
    cdef int64_t list_cents = deal.value
    if deal.discount != 0.0:
        deal.value = rules.discounted(list_cents, deal.discount)
    return list_cents
