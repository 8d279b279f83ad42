"""What happens at dates: each event with when it comes, how long it lasts, and what it changes as it was written."""

from collections.abc import Iterator
from typing import Any

from gtmsim.amounts import counted, money
from gtmsim.program.layout import Block, EventCol
from gtmsim.program.tables import Program
from gtmsim.scenario import Scenario
from gtmsim.scenario.events import PATCHES, Event
from gtmsim.scenario.forms import WORDS
from gtmsim.scenario.unsaid import alive
from gtmsim.scenario.where import flow
from gtmsim.tell.params import Params
from gtmsim.tell.style import PLAIN, Style
from gtmsim.tell.table import folded
from gtmsim.units import TICKS_PER_WEEK


def events_told(program: Program, style: Style = PLAIN) -> str:
    """Return one paragraph an event, in order of declaration; nothing where nothing happens."""
    scenario = program.scenario
    if scenario is None:
        return ""
    numbers = {name: place for place, name in enumerate(program.names.events)}
    return "\n".join(
        folded(
            f"{name}, {_when(event)}: {'; '.join(_what(program, numbers[name], event)) or 'nothing'}",
            style,
            "  ",
        )
        for name, event in alive(scenario.events).items()
    )


def events_data(scenario: Scenario | None) -> dict[str, object]:
    """Return every event with its weeks and what it writes as plain data."""
    events = alive(scenario.events) if scenario is not None else {}
    return {
        name: {
            "at_weeks": (event.at or 0.0) / TICKS_PER_WEEK,
            "until_weeks": None if event.until is None else event.until / TICKS_PER_WEEK,
            "changes": dict(_changes(event)),
            "loses_largest": event.loses_largest,
            "acquires": dict(event.acquires),
            "reorganises": event.reorganises is not None,
        }
        for name, event in events.items()
    }


def _when(event: Event) -> str:
    since = f"week {(event.at or 0.0) / TICKS_PER_WEEK:g}"
    return since if event.until is None else f"{since} to week {event.until / TICKS_PER_WEEK:g}"


def _what(program: Program, row: int, event: Event) -> Iterator[str]:
    params = Params(program)
    currency = program.scenario.world.currency if program.scenario is not None else "currency"
    yield from (f"{path} {value}" for path, value in _changes(event))
    if event.loses_largest:
        yield f"{counted(event.loses_largest, 'largest customer')} leave at once"
    for segment, accounts in event.acquires.items():
        worth = params.drawn(Block.EVENT, row, EventCol.VALUE, lambda cents: money(cents, currency))
        yield f"{counted(accounts, 'account')} of {segment} become customers with {event.product}, each with a contract of {worth}"
    if event.reorganises is not None:
        dip, ties = (params.share(Block.EVENT, row, column) for column in (EventCol.DIP, EventCol.TIES))
        span = params.span(Block.EVENT, row, EventCol.RECOVERY)
        quits = params.said(Block.EVENT, row, EventCol.QUITS)
        yield (
            f"everybody is {dip} slower, {ties} of ties are lost, quitting rises by {quits} on the log scale, "
            f"all of it fading over {span}"
        )


def _changes(event: Event) -> Iterator[tuple[str, str]]:
    for part in PATCHES:
        yield from _leaves(part, getattr(event, part))


def _leaves(path: str, value: Any) -> Iterator[tuple[str, str]]:
    """Yield every value that a patch writes, with its path."""
    if isinstance(value, dict) and value and not WORDS.issuperset(map(str, value)):
        for key, below in value.items():
            yield from _leaves(f"{path}.{key}", below)
    elif value != {}:
        yield path, flow(value)
