"""Customers and prices of a lowered program in words."""

from collections.abc import Iterator

from gtmsim.amounts import rate
from gtmsim.program.customers import customer_source
from gtmsim.program.layout import Block, CustomerCol
from gtmsim.program.tables import Program
from gtmsim.tell.describe_loyalty import loyalty_words
from gtmsim.tell.params import Params


def customers_told(program: Program) -> str:
    """Return what becomes of customers, and what they pay: nothing where neither is so."""
    params = Params(program)
    return "\n".join(f"  {line}" for line in (*_contracts(program, params), *_prices(params)))


def _contracts(program: Program, params: Params) -> Iterator[str]:
    if params.get(Block.CUSTOMER, 0, CustomerCol.TERM) == 0.0:
        return
    churn, death = (
        params.said(Block.CUSTOMER, 0, column, rate) for column in (CustomerCol.CHURN, CustomerCol.DEATH)
    )
    yield f"contracts of {params.span(Block.CUSTOMER, 0, CustomerCol.TERM)}; {churn} leave and {death} die"
    if program.cared_by >= 0:
        care = params.said(Block.CUSTOMER, 0, CustomerCol.CARE)
        yield f"{program.names.kinds[program.cared_by]} takes up to {care} off the logarithm of the rate of leaving"
    if customer_source(program) >= 0:
        share = params.share(Block.CUSTOMER, 0, CustomerCol.SHARE)
        yield f"customers who look for something may ask for more, worth {share} of a first deal"
    yield from loyalty_words(program, params)


def _prices(params: Params) -> Iterator[str]:
    given = params.get(Block.CUSTOMER, 0, CustomerCol.GIVEN)
    pushed = params.get(Block.CUSTOMER, 0, CustomerCol.GIVEN_AT_QUARTER_END)
    if given == 0.0 and pushed == 0.0:
        return
    always, at_end = (
        params.share(Block.CUSTOMER, 0, column)
        for column in (CustomerCol.GIVEN, CustomerCol.GIVEN_AT_QUARTER_END)
    )
    push = params.span(Block.CUSTOMER, 0, CustomerCol.PUSH)
    slope = params.said(Block.CUSTOMER, 0, CustomerCol.SLOPE)
    yield f"discount {always}, {at_end} in the last {push} of a quarter if that is deeper"
    yield f"a discount adds {slope} times itself to the logit of the last step to the win"
