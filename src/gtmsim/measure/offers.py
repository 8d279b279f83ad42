"""How each product did: the leads it was offered to, and what became of them."""

from collections.abc import Iterator

from gtmsim.measure.sheet import Series, Sheet
from gtmsim.program.layout import ProductTotal, TotalBlock
from gtmsim.units import CENTS_PER_UNIT

_COUNTS = {
    "leads": ProductTotal.LEADS,
    "opportunities": ProductTotal.OPPORTUNITIES,
    "wins": ProductTotal.WINS,
}


def offers(sheet: Sheet) -> Iterator[Series]:
    """Yield leads, opportunities, wins and bookings by product; nothing where there are no products."""
    table = sheet.block(TotalBlock.PRODUCT)
    for metric, place in _COUNTS.items():
        yield from sheet.by_id(metric, "product", sheet.names.products, table[..., place])
    booked = table[..., ProductTotal.BOOKED_CENTS] / CENTS_PER_UNIT
    yield from sheet.by_id("bookings", "product", sheet.names.products, booked)
