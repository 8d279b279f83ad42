"""How a part without effect is told: its path, and the reason."""

from collections.abc import Iterable, Iterator
from typing import TypeAlias

from gtmsim.scenario.reach import Reach

Told: TypeAlias = Iterator[tuple[str, str]]


def written(reach: Reach, path: str, fields: Iterable[str], reason: str) -> Told:
    """Yield the fields of a section that somebody wrote, with one reason."""
    for field in fields:
        if reach.written(f"{path}.{field}"):
            yield f"{path}.{field}", reason
