"""Numbers that are not known: at their medians for the program, as columns of draws for its replications."""

import hashlib
from collections.abc import Iterator
from typing import TypeAlias

import numpy as np
from pydantic import BaseModel

from gtmsim._draws import uniforms
from gtmsim.program.layout import Purpose
from gtmsim.program.tables import Floats
from gtmsim.scenario import Distribution, Scenario, Uncertain

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

    def __init__(self, scenario: Scenario, seed: int, first: int, count: int) -> None:
        self.columns = {
            id(number): number.quantile(
                uniforms(seed, first, count, 0, int(Purpose.UNCERTAIN), structural_address(path))
            )
            for path, number in uncertain_numbers(scenario)
        }

    def __call__(self, number: float | Uncertain) -> Value:
        """Return the number, or its draws."""
        return self.columns[id(number)] if isinstance(number, Uncertain) else float(number)


def uncertain_numbers(scenario: Scenario) -> Iterator[tuple[str, Uncertain]]:
    """Yield every uncertain number with its structural path."""
    yield from _within("", scenario)


def structural_address(path: str) -> int:
    """Return the entity word of a structural path: 62 bits of its hash."""
    return int.from_bytes(hashlib.blake2b(path.encode(), digest_size=8).digest(), "big") >> 2


def _within(path: str, value: object) -> Iterator[tuple[str, Uncertain]]:
    if isinstance(value, Uncertain):
        yield path, value
    elif isinstance(value, Distribution):
        yield from _within(path + "/a", value.a)
        yield from _within(path + "/b", value.b)
    elif isinstance(value, BaseModel):
        for name in type(value).model_fields:
            yield from _within(f"{path}/{name}", getattr(value, name))
    elif isinstance(value, dict):
        for position, each in enumerate(value.values()):
            yield from _within(f"{path}/{position}", each)


def as_floats(value: Value) -> Floats:
    """Return a value as an array, whether it varies or not."""
    return np.asarray(value, np.float64)
