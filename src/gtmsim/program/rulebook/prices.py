"""Prices and discounts."""

from gtmsim.program.rulebook.numbers import whole_cents


def discount_given(given: float, at_quarter_end: float, ends_in: int, push: float) -> float:
    """Return the discount a buyer is offered: the usual one, or that of the last days of a quarter if it is deeper."""
    if ends_in <= push and at_quarter_end > given:
        return at_quarter_end
    return given


def discounted(list_cents: int, discount: float) -> int:
    """Return what a buyer pays after a discount."""
    return whole_cents(list_cents * (1.0 - discount))


def blended_discount(discount_a: float, cents_a: int, discount_b: float, cents_b: int) -> float:
    """Return the discount of a contract that something was added to: each part counts by what it is worth."""
    if cents_a + cents_b <= 0:
        return discount_a
    return (discount_a * cents_a + discount_b * cents_b) / (cents_a + cents_b)
