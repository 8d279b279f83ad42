"""Whose time moved where, in words: hours a week by role and kind of work, and what another hour of a role brings."""

from collections.abc import Iterator

from gtmsim.amounts import NOTHING, Scale, decimals, listed, number, percent, scale_of, signed
from gtmsim.explanation.hours import HoursMoved, Line
from gtmsim.explanation.prices import Price
from gtmsim.measure.joint import clear
from gtmsim.tell.parts import tone_of
from gtmsim.tell.style import PLAIN, Style, Tone
from gtmsim.tell.table import Cell, Row, folded, headed, table
from gtmsim.units import TICKS_PER_HOUR

_MOST = 3  # moves that are named in a sentence, and uses of an hour
_LEAST = 0.05  # hours a week that are worth a line


def hours_moved_words(moved: HoursMoved, names: tuple[str, str], style: Style = PLAIN) -> str:
    """Return whose hours moved where in words: the largest moves, the ledger of both worlds, and the prices of hours."""
    parts = [folded(" ".join(_answer(moved, names)), style), _ledger(moved, names, style)]
    priced = [price for pair in moved.prices for price in pair if price is not None]
    if any(not price.use for price in priced):
        parts.append(_prices(moved, names, style))
    if any(price.use for price in priced):
        parts.append(_moves(moved, names, style))
    return "\n\n".join(parts)


def _answer(moved: HoursMoved, names: tuple[str, str]) -> Iterator[str]:
    lines = _told(moved)
    sure = clear([line.moved(moved.confidence) for line in lines], moved.confidence)
    ranked = sorted(
        (line for line, each in zip(lines, sure, strict=True) if each),
        key=lambda line: -abs(line.moved().mean),
    )[:_MOST]
    if ranked:
        told = [f"{line.role} {line.kind} {_hours(line.moved().mean, moved)} h" for line in ranked]
        yield f"Hours a week of {names[1]} against {names[0]}, the largest moves: {listed(told)}."
    else:
        yield f"Nobody's hours clearly move between {names[0]} and {names[1]}."
    priced = [
        (price, name)
        for pair in moved.prices
        for price, name in zip(pair, names, strict=True)
        if price is not None and not price.use
    ]
    sure = clear([price.brings for price, _ in priced], moved.confidence)
    dear = [each for each, known in zip(priced, sure, strict=True) if known and each[0].brings.mean > 0.0]
    if dear:
        price, name = max(dear, key=lambda each: each[0].brings.mean)
        scale, digits = _scale(moved, [price])
        brings = f"{scale.number(price.brings.mean, digits)} {scale.unit}".rstrip()
        yield f"Another hour is worth most of {price.role} in {name}: it brings {brings} of {moved.metric}."
    elif priced:
        yield f"Of no role is it beyond doubt that another hour brings {moved.metric}: more replications tell more."


def _ledger(moved: HoursMoved, names: tuple[str, str], style: Style) -> str:
    rows: list[Row] = []
    last = ""
    for line in _told(moved):
        told = line.moved(moved.confidence)
        tone = Tone.PLAIN if told.excludes_zero else Tone.WEAK
        interval = (
            f"{_hours(told.low, moved)} to {_hours(told.high, moved)}" if told.has_interval else NOTHING
        )
        role = Cell("" if line.role == last else line.role, Tone.STRONG)
        means = [number(float(each.mean()) / TICKS_PER_HOUR / moved.weeks, 1) for each in (line.a, line.b)]
        rows.append((role, line.kind, *means, Cell(_hours(told.mean, moved), tone), interval))
        last = line.role
    rows.append(("all", "", "", "", _hours(moved.total, moved), ""))
    about = (
        f"(hours a week, all people of a role; paired; {percent(moved.confidence)} intervals, each by itself)"
    )
    head = ("role", "kind of work", *names, "moved", "interval")
    return f"{headed('By hours', about, style)}\n{table(head, rows, 'llrrrr', style)}"


def _prices(moved: HoursMoved, names: tuple[str, str], style: Style) -> str:
    told = [
        (name, price)
        for pair in moved.prices
        for name, price in zip(names, pair, strict=True)
        if price is not None and not price.use
    ]
    scale, digits = _scale(moved, [price for _, price in told])
    rows: list[Row] = []
    last = ""
    for name, price in told:
        uses = sorted(price.uses.items(), key=lambda use: -use[1])[:_MOST]
        went = ", ".join(f"{kind} {number(100.0 * share)} %" for kind, share in uses if share >= 0.005)
        role = Cell("" if price.role == last else price.role, Tone.STRONG)
        interval = _interval(price, scale, digits)
        rows.append((role, name, _brings(price, scale, digits), interval, number(price.wage), went))
        last = price.role
    about = (
        f"({moved.metric} for each hour that a role's days are longer, unpaid; paired; "
        f"{percent(moved.confidence)} intervals, each by itself; "
        f"beside it what an hour costs, and what the hours went to)"
    )
    head = ("role", "in", f"brings{_unit(scale)}", "interval", "costs", "goes to")
    return f"{headed('What another hour brings', about, style)}\n{table(head, rows, 'llrrrl', style)}"


def _moves(moved: HoursMoved, names: tuple[str, str], style: Style) -> str:
    pairs = [pair for pair in moved.prices if any(price is not None and price.use for price in pair)]
    scale, digits = _scale(moved, [price for pair in pairs for price in pair if price is not None])
    rows: list[Row] = []
    last = ""
    for pair in pairs:
        first = next(price for price in pair if price is not None)
        told: list[Cell | str] = [Cell("" if first.role == last else first.role, Tone.STRONG), first.use]
        for price in pair:
            told += (
                [NOTHING, NOTHING]
                if price is None
                else [_brings(price, scale, digits), _interval(price, scale, digits)]
            )
        rows.append(told)
        last = first.role
    about = f"({moved.metric} for each hour of a role's standing work taken from its other kinds; paired)"
    head = (
        "role",
        "moved to",
        f"{names[0]}{_unit(scale)}",
        "interval",
        f"{names[1]}{_unit(scale)}",
        "interval",
    )
    return f"{headed('What an hour brings elsewhere', about, style)}\n{table(head, rows, 'llrrrr', style)}"


def _brings(price: Price, scale: Scale, digits: int) -> Cell:
    told = price.brings
    return Cell(signed(told.mean / scale.divisor, digits), tone_of(told.mean, sure=told.excludes_zero))


def _interval(price: Price, scale: Scale, digits: int) -> str:
    told = price.brings
    low, high = (signed(bound / scale.divisor, digits) for bound in (told.low, told.high))
    return f"{low} to {high}" if told.has_interval else NOTHING


def _unit(scale: Scale) -> str:
    return f", {scale.unit}" if scale.unit else ""


def _told(moved: HoursMoved) -> list[Line]:
    least = _LEAST * moved.weeks * TICKS_PER_HOUR
    return [line for line in moved.lines if max(float(line.a.mean()), float(line.b.mean())) >= least]


def _hours(hours: float, moved: HoursMoved) -> str:
    return signed(hours / moved.weeks, 1)


def _scale(moved: HoursMoved, prices: list[Price]) -> tuple[Scale, int]:
    largest = max(abs(price.brings.mean) for price in prices)
    scale = scale_of(moved.unit, largest)
    spread = min(
        (price.brings.half_width for price in prices if price.brings.has_interval), default=float("nan")
    )
    return scale, decimals(spread / scale.divisor, largest / scale.divisor)
