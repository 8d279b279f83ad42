"""Which parts of a scenario have no effect, and why: what a reader might believe to matter and does not."""

from dataclasses import dataclass

from gtmsim.scenario.model import Scenario
from gtmsim.scenario.nodes import dotted, split
from gtmsim.scenario.reach import Reach
from gtmsim.scenario.unused_drain import unused_drain
from gtmsim.scenario.unused_events import unused_events
from gtmsim.scenario.unused_market import unused_market
from gtmsim.scenario.unused_people import unused_organisation, unused_policy
from gtmsim.scenario.unused_planning import unused_planning
from gtmsim.scenario.unused_rivals import unused_rivals
from gtmsim.scenario.unused_words import Told
from gtmsim.scenario.unused_world import unused_world

_PARTS = (
    unused_world,
    unused_market,
    unused_organisation,
    unused_policy,
    unused_drain,
    unused_rivals,
    unused_planning,
)


def without_effect(reach: Reach) -> Told:
    """Yield path and reason of everything without effect, part by part."""
    for part in _PARTS:
        yield from part(reach)


@dataclass(frozen=True)
class Unused:
    """A path without effect, and the reason."""

    path: str
    reason: str

    def __str__(self) -> str:
        return f"{self.path} has no effect: {self.reason}"


def unused(scenario: Scenario) -> list[Unused]:
    """Return everything that is declared or written and has no effect on any run, in the order of the parts.

    Defaults nobody wrote are not told. A part without effect is told once, not field by field.
    """
    first = _unused(scenario)
    if any(scenario.events.values()):
        return [*_at_no_date(scenario, first), *(Unused(*each) for each in unused_events(scenario))]
    after = scenario.treated
    if after is None:
        return first
    then = _unused(after)
    never = {each.path for each in then}
    known = {each.path for each in first}
    return [
        *(each for each in first if each.path in never or each.path.startswith("policy.")),
        *(
            Unused(f"treatment.{each.path}", each.reason)
            for each in then
            if each.path.startswith("policy.") and each.path not in known
        ),
    ]


def _at_no_date(scenario: Scenario, first: list[Unused]) -> list[Unused]:
    """Return what is without effect at every date, and what of an event's patch is when it is laid over the rest."""
    phases = [_unused(phase) for _, phase in scenario.phases]
    known = {each.path for each in first}
    never = known.intersection(*({each.path for each in phase} for phase in phases))
    tree = scenario.written
    places = [("treatment",), *(("events", name) for name in scenario.events)]
    patched = [
        Unused(dotted((*place, *split(each.path))), each.reason)
        for phase in phases
        for each in phase
        for place in places
        if each.path not in known and tree is not None and tree.at((*place, *split(each.path))) is not None
    ]
    return [*(each for each in first if each.path in never), *dict.fromkeys(patched)]


def _unused(scenario: Scenario) -> list[Unused]:
    return [Unused(path, reason) for path, reason in without_effect(Reach(scenario))]
