"""Satisfaction, service, growth and customers from the start of a lowered program in words."""

from collections.abc import Iterator

from gtmsim.amounts import number
from gtmsim.measure.levels import ids, present
from gtmsim.program.customers import customer_source
from gtmsim.program.layout import Block, LoyaltyCol, StartCol
from gtmsim.program.tables import Program
from gtmsim.tell.params import Params
from gtmsim.units import TICKS_PER_YEAR

WEEKS_PER_YEAR = 365 / 7


def loyalty_words(program: Program, params: Params) -> Iterator[str]:
    """Yield how customers begin, what satisfies them, who serves them and how their contracts grow, where it is so."""
    for segment, name in ids(present(program).segments):
        customers = params.get(Block.START, segment, StartCol.CUSTOMERS)
        if customers > 0.0:
            yield f"customers of {name} from the start: {number(int(customers))}"
    yield from _satisfied(program, params)
    yield from _grown(program, params)


def _satisfied(program: Program, params: Params) -> Iterator[str]:
    def said(column: LoyaltyCol) -> str:
        return params.said(Block.LOYALTY, 0, column)

    def some(column: LoyaltyCol) -> bool:
        return params.get(Block.LOYALTY, 0, column) != 0.0

    usual = said(LoyaltyCol.USUAL)
    if some(LoyaltyCol.GAMMA):
        yield f"satisfaction above {usual} takes {said(LoyaltyCol.GAMMA)} times that off the logarithm of the rate of leaving"
    if some(LoyaltyCol.ADVOCATES):
        yield f"and adds {said(LoyaltyCol.ADVOCATES)} times that to the logarithm of word of mouth"
    if some(LoyaltyCol.TICKETS):
        year = params.get(Block.LOYALTY, 0, LoyaltyCol.TICKETS) * WEEKS_PER_YEAR
        by = "nobody" if program.served_by < 0 else program.names.kinds[program.served_by]
        yield f"a customer needs support {number(year)} times a year, for {said(LoyaltyCol.TICKET_HOURS)} h, served by {by}"


def _grown(program: Program, params: Params) -> Iterator[str]:
    growth, spread = (
        params.get(Block.LOYALTY, 0, column) for column in (LoyaltyCol.GROWTH, LoyaltyCol.GROWTH_SPREAD)
    )
    if growth != 0.0 or spread != 0.0:
        year = TICKS_PER_YEAR
        yield f"contracts grow by {growth * year:.3g} a year of their logarithm, spread {spread * year**0.5:.3g}"
    if params.get(Block.LOYALTY, 0, LoyaltyCol.UPLIFT) > 0.0:
        yield f"prices rise by {params.share(Block.LOYALTY, 0, LoyaltyCol.UPLIFT)} at each renewal"
    if params.get(Block.LOYALTY, 0, LoyaltyCol.CROSS_SELL) > 0.0 and customer_source(program) >= 0:
        share = params.share(Block.LOYALTY, 0, LoyaltyCol.CROSS_SELL)
        yield f"what a customer has already is offered {share} less than to others"
