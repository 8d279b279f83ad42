"""Numbers that are not known: at their medians for the program, as columns of draws for its replications."""

import hashlib
from collections.abc import Iterable, Iterator
from typing import TypeAlias

from pydantic import BaseModel

from gtmsim._draws import uniforms
from gtmsim.program.layout import Purpose
from gtmsim.program.tables import Floats
from gtmsim.scenario import Distribution, Scenario, Uncertain, unsaid
from gtmsim.scenario.events import PATCHES, Event

Value: TypeAlias = "float | Floats"


class Medians:
    """Every uncertain number at its median."""

    def __call__(self, number: float | Uncertain) -> Value:
        """Return the number, or its median."""
        return number.median if isinstance(number, Uncertain) else float(number)


class Draws:
    """Every uncertain number as a column: one draw a replication, at an address that no id enters.

    The address is the path of the field with ids replaced by their positions, so two scenarios that are uncertain about the
    same things meet the same worlds.
    """

    def __init__(self, uncertain: Iterable[tuple[str, Uncertain]], seed: int, first: int, count: int) -> None:
        self.columns = {
            id(number): number.quantile(
                uniforms(seed, first, count, 0, int(Purpose.UNCERTAIN), structural_address(path))
            )
            for path, number in uncertain
        }

    def __call__(self, number: float | Uncertain) -> Value:
        """Return the number, or its draws."""
        return self.columns[id(number)] if isinstance(number, Uncertain) else float(number)


def uncertain_numbers(scenario: Scenario) -> Iterator[tuple[str, Uncertain]]:
    """Yield every uncertain number with its structural path, at every date."""
    for path, number in _within("", scenario, _homes(scenario)):
        # What a treatment leaves as it was is as uncertain as it was, and no more.
        yield path.removeprefix("/treatment"), number
    if any(scenario.events.values()):
        for _, phase in scenario.phases:
            yield from _within("", phase, _homes(phase))


def _homes(scenario: Scenario) -> dict[str, list[str]]:
    """Return, by field, the ids in whose order its keys stand: where they are declared, not where they are mentioned."""
    world, organisation = scenario.world, scenario.organisation
    kinds = [*world.stages, *world.requests, unsaid.REFERRED]
    return {
        "mix": list(world.segments),
        "aim": list(world.segments),
        "next": [*world.stages, unsaid.WON, unsaid.SERVED],
        "requests": list(world.requests),
        "works": kinds,
        "speed": kinds,
        "roles": list(organisation.roles),
        "standing": list(organisation.roles),
        "handoffs": list(world.stages),
        "intake": list(world.requests),
        "channels": list(world.sources),
        "targeting": list(world.segments),
        "offers": list(world.segments),
        "offers/*": list(world.products),
        "fit": list(world.segments),
        "features": list(world.attributes),
        "needs": list(world.attributes),
        "presence": list(world.segments),
        "customers": list(world.segments),
        "hiring": list(organisation.teams),
        "reusable": list(world.requests),
        "toolkit": list(world.stages),
    }


def structural_address(path: str) -> int:
    """Return the entity word of a structural path: 62 bits of its hash."""
    return int.from_bytes(hashlib.blake2b(path.encode(), digest_size=8).digest(), "big") >> 2


def _within(path: str, value: object, homes: dict[str, list[str]]) -> Iterator[tuple[str, Uncertain]]:
    if isinstance(value, Uncertain):
        yield path, value
    elif isinstance(value, Distribution):
        yield from _within(path + "/a", value.a, homes)
        yield from _within(path + "/b", value.b, homes)
    elif isinstance(value, BaseModel):
        for name in type(value).model_fields:
            if isinstance(value, Event) and name in PATCHES:
                continue  # as written; what it makes of the scenario is looked through by itself
            yield from _within(f"{path}/{name}", getattr(value, name), homes)
    elif isinstance(value, dict):
        *_, above, last = path.split("/")
        home = homes.get(last) or homes.get(f"{above}/*") or list(value)
        for key, each in value.items():
            yield from _within(f"{path}/{home.index(key)}", each, homes)
