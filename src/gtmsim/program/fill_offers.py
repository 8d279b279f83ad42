"""Fill in what there is to sell, and to whom it is offered."""

from gtmsim.program.events import bought_at
from gtmsim.program.layout import Block, ProductCol
from gtmsim.program.plan import Plan
from gtmsim.program.sheet import Sheet
from gtmsim.scenario import unsaid


def fill_offers(sheet: Sheet, plan: Plan) -> None:
    """Write products, their shares in what each segment is offered, and how they fit it."""
    products = plan.scenario.world.products
    for row, (name, product) in enumerate(products.items()):
        if product is not None:
            sheet.number(Block.PRODUCT, row, ProductCol.VALUE, product.value)
            launches = plan.tick(product.launches, bought_at(plan, name))
            sheet.put(Block.PRODUCT, row, ProductCol.LAUNCHES, float(max(launches, 0)))
    for row, (segment, said) in enumerate(plan.segments.items()):
        if said is None:
            continue
        offers = unsaid.offers_of(plan.scenario, segment)
        for column, (name, product) in enumerate(products.items()):
            if product is not None:
                sheet.number(Block.OFFER, row, column, offers.get(name, 0.0))
                sheet.number(Block.FIT, row, column, product.fit.get(segment, 0.0))
