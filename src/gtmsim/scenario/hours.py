"""Hours of the day and of the week: weights by hour, and the open spans of a calendar."""

import re
from collections.abc import Mapping
from itertools import pairwise
from typing import Annotated, TypeAlias

from pydantic import AfterValidator, BeforeValidator

from gtmsim.scenario.fields import CertainWeight, fault
from gtmsim.scenario.names import suggestion
from gtmsim.scenario.quantities import Wrong
from gtmsim.units import TICKS_PER_DAY, TICKS_PER_HOUR, TICKS_PER_MINUTE

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
Span: TypeAlias = tuple[int, int]
Week: TypeAlias = dict[str, tuple[Span, ...]]
_SPAN = re.compile(r"(\d{1,2}):(\d\d)\s*-\s*(\d{1,2}):(\d\d)")
_SPAN_WANTED = "a span such as 09:00-12:30, a list of them, or all day"


def _hours(weights: dict[int, object]) -> dict[int, object]:
    for hour in weights:
        if not 0 <= hour <= 23:
            raise fault(Wrong(hour, "hours of the day: 0 to 23", at=(hour,)))
    if 0 not in weights:
        raise fault(Wrong(", ".join(map(str, weights)) or "{}", "a weight from hour 0 on as well"))
    return dict(sorted(weights.items()))


HourWeights = Annotated[dict[int, CertainWeight], AfterValidator(_hours)]


def parse_week(value: object) -> Week:
    """Return the open spans of each open day, Monday first, in seconds of the day. Raises `Wrong`.

    A single day beats a range that covers it, and a shorter range a longer one, so that an overlay may say
    `fri: []` over an inherited `mon-fri`.
    """
    if not isinstance(value, Mapping):
        raise Wrong(value, 'a map of days, such as {mon-fri: "09:00-17:00"}')
    ranges = [(_days(str(key)), key, spans) for key, spans in value.items()]
    week: Week = {}
    said_by: dict[str, tuple[int, object]] = {}
    for days, key, spans in sorted(ranges, key=lambda each: -len(each[0])):
        open_spans = _spans(spans, key)
        for day in days:
            length, other = said_by.get(day, (0, None))
            if length == len(days):
                raise Wrong(key, f"{day} once; {other} says it already", at=(str(key),))
            said_by[day] = (len(days), key)
            week[day] = open_spans
    return {day: week[day] for day in DAYS if week.get(day)}


def _days(key: str) -> tuple[str, ...]:
    first, _, last = key.partition("-")
    for day in (first, last or first):
        if day not in DAYS:
            raise Wrong(key, "mon to sun, or a range such as mon-fri", suggestion(day, DAYS), (key,))
    days = DAYS[DAYS.index(first) : DAYS.index(last or first) + 1]
    if not days:
        raise Wrong(key, "a range that runs forward through the week", at=(key,))
    return days


def _spans(value: object, key: object) -> tuple[Span, ...]:
    at = (str(key),)
    texts = value if isinstance(value, list | tuple) else [value]
    spans = sorted(_span(text, at) for text in texts)
    for (_, end), (start, _) in pairwise(spans):
        if start < end:
            raise Wrong(value, "spans that do not overlap", at=at)
    return tuple(spans)


def _span(value: object, at: tuple[str, ...]) -> Span:
    if value == "all day":
        return 0, TICKS_PER_DAY
    match = _SPAN.fullmatch(value.strip()) if isinstance(value, str) else None
    if match is None:
        raise Wrong(value, _SPAN_WANTED, at=at)
    start_hour, start_minute, end_hour, end_minute = map(int, match.groups())
    start = start_hour * TICKS_PER_HOUR + start_minute * TICKS_PER_MINUTE
    end = end_hour * TICKS_PER_HOUR + end_minute * TICKS_PER_MINUTE
    if start_minute > 59 or end_minute > 59 or not 0 <= start < end <= TICKS_PER_DAY:
        raise Wrong(value, "a span within the day that ends after it starts, 24:00 at the latest", at=at)
    return start, end


def _week(value: object) -> Week:
    try:
        return parse_week(value)
    except Wrong as wrong:
        raise fault(wrong) from None


OpenWeek = Annotated[dict[str, tuple[Span, ...]], BeforeValidator(_week)]
