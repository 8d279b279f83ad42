"""Which events, and which parts of them, change nothing."""

from collections.abc import Iterator

from gtmsim.scenario.events import PATCHES, Event
from gtmsim.scenario.model import Scenario
from gtmsim.scenario.phases import differing
from gtmsim.scenario.unsaid import alive
from gtmsim.scenario.values import Uncertain


def unused_events(scenario: Scenario) -> Iterator[tuple[str, str]]:
    """Yield the path of every event, or part of one, without effect, and the reason."""
    for name, event in alive(scenario.events).items():
        path = f"events.{name}"
        patched = any(getattr(event, part) for part in PATCHES)
        if not (patched or event.loses_largest or any(event.acquires.values()) or event.reorganises):
            if event.product is None:
                yield path, "nothing happens at its date"
            continue
        if patched and not _changes(scenario, event):
            yield path, "what it writes holds already"
        if event.until is not None and not patched:
            yield f"{path}.until", "only patches end; it has none"
        if event.reorganises is not None and all(
            not isinstance(number, Uncertain) and number == 0.0
            for number in (event.reorganises.dip, event.reorganises.ties, event.reorganises.quits)
        ):
            yield f"{path}.reorganises", "nothing of it costs anything"


def _changes(scenario: Scenario, event: Event) -> bool:
    """Return whether another scenario holds at an event's date than before; of several on one day, whether any changes it."""
    before = scenario
    for tick, phase in scenario.phases:
        if tick == event.at:
            return next(differing(before, phase), None) is not None
        before = phase
    return True
