"""What a person costs, as lists say it: `85,000`, `85 k€`, `EUR 85000`, `7,000/month`."""

import re
from dataclasses import dataclass

from gtmsim.headcount.listing import Cell
from gtmsim.scenario.quantities import DURATIONS, Wrong

WANTED = "what one person costs, such as 85,000, 85 k€, EUR 85000 or 7,000/month"
_SIGNS = {"€": "EUR", "$": "USD", "£": "GBP"}
_SCALES = {"": 1.0, "k": 1e3, "t": 1e3, "tsd": 1e3, "m": 1e6, "mio": 1e6}
_PERIODS = {
    "year": "year", "yr": "year", "y": "year", "annum": "year", "a": "year", "pa": "year", "yearly": "year",
    "annually": "year", "annual": "year", "month": "month", "mo": "month", "mth": "month", "pm": "month",
    "monthly": "month", "quarter": "quarter", "quarterly": "quarter", "week": "week", "weekly": "week",
}  # fmt: skip
_PERIOD = re.compile(
    r"(?:\s*/\s*|\s+per\s+|\s+an?\s+|\s+)(?:p\.?\s?(?=[am]\b|a\.|m\.))?(?P<word>[a-z]+)\.?\s*$", re.IGNORECASE
)
_AMOUNT = re.compile(r"(?P<before>[^\d+-]*)(?P<number>[-+]?\d(?:[\d.,' ]*\d)?)\s*(?P<after>\D*)")
_UNIT = re.compile(r"(?P<scale>k|tsd|t|mio|m)?(?P<currency>[a-z]{3}|[€$£])?(?P<after>k|m)?", re.IGNORECASE)
_THOUSANDS = re.compile(r"[-+]?\d{1,3}([.,' ])\d{3}(?:\1\d{3})*")
_GROUPED = re.compile(r"(?P<whole>[-+]?\d{1,3}(?:([.,' ])\d{3})+)(?P<point>[.,])(?P<rest>\d+)")
_DECIMAL = re.compile(r"(?P<whole>[-+]?\d+)[.,](?P<rest>\d+)")

_ALIKE = str.maketrans(
    {"\u00a0": " ", "\u202f": " ", "\u2009": " ", "\u2019": "'"}
)  # what typesetters put between digits


@dataclass(frozen=True)
class Cost:
    """What one person costs: money, its currency ('' if unsaid) and per what."""

    amount: float
    currency: str
    period: str

    @property
    def a_year(self) -> float:
        """Return the money a year."""
        return self.amount * DURATIONS["year"] / DURATIONS[self.period]


def parse_cost(cell: Cell, period: str = "", unit: str = "") -> Cost:
    """Return the cost in a cell; `period` and `unit` are what its header says. Raises `Wrong`."""
    scale, currency = _unit(unit, cell)
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return _cost(float(cell) * scale, currency, period or "year", cell)
    text = cell.translate(_ALIKE).strip() if isinstance(cell, str) else ""
    own_period, rest = _period(text)
    match = _AMOUNT.fullmatch(rest.strip())
    if match is None:
        raise Wrong(cell, WANTED)
    own_scale, own_currency = _unit(match["before"] + match["after"], cell)
    if own_currency and currency and own_currency != currency:
        raise Wrong(cell, f"money in {currency}, as the header says")
    number = _number(match["number"], own_scale, cell)
    # A header in thousands is not applied to cells that say their own unit.
    factor = own_scale if own_scale != 1 or own_currency else scale
    return _cost(number * factor, own_currency or currency, own_period or period or "year", cell)


def _cost(amount: float, currency: str, period: str, cell: Cell) -> Cost:
    if not 0 <= amount < 1e9:
        raise Wrong(cell, f"{WANTED}; 0 or more")
    return Cost(amount, currency, period)


def _period(text: str) -> tuple[str, str]:
    """Return per what a text tells its money, and the text without it."""
    match = _PERIOD.search(text)
    if match is None or match["word"].lower() not in _PERIODS:
        return "", text
    return _PERIODS[match["word"].lower()], text[: match.start()]


def _unit(text: str, cell: Cell) -> tuple[float, str]:
    """Return the factor and the currency of the letters around a number."""
    match = _UNIT.fullmatch("".join(text.split()).rstrip("."))
    if match is None or (match["scale"] and match["after"]):
        raise Wrong(cell, WANTED)
    scale = _SCALES[(match["scale"] or match["after"] or "").lower()]
    sign = match["currency"] or ""
    return scale, _SIGNS.get(sign, sign.upper())


def _number(text: str, scale: float, cell: Cell) -> float:
    """Return a number whose separators may be those of any country. Raises `Wrong` where they could mean two things."""
    bare = (
        text.replace(" ", "")
        if " " in text and not _THOUSANDS.fullmatch(text) and not _GROUPED.fullmatch(text)
        else text
    )
    if _THOUSANDS.fullmatch(bare):
        if scale != 1 and bare.count(".") + bare.count(",") == 1:
            raise Wrong(cell, WANTED, "a separator before three digits and a k or M could mean two things")
        return float(re.sub(r"[.,' ]", "", bare))
    if match := _GROUPED.fullmatch(bare):
        return float(re.sub(r"[.,' ]", "", match["whole"]) + "." + match["rest"])
    if match := _DECIMAL.fullmatch(bare):
        return float(f"{match['whole']}.{match['rest']}")
    try:
        return float(bare)
    except ValueError:
        raise Wrong(cell, WANTED) from None
