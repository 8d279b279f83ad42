"""The manifest: what a study is made of, fixed when its folder is made. No clocks, no hosts: two folders of one study are equal."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any

from gtmsim.shards.faults import StudyError

FORMAT = 1


@dataclass(frozen=True)
class Base:
    """A scenario of the study: what was asked for, what it is called, and the digest of what it says with everything it extends."""

    asked: str
    name: str
    digest: str


@dataclass(frozen=True)
class Point:
    """One thing that is run: a scenario and values laid over it.

    `digest` is the scenario's with its values, `program` the lowered program's. Replications are computed `block` by block, in one
    go with the points that have the same `together`, which share a past.
    """

    name: str
    scenario: str
    values: dict[str, str]
    digest: str
    program: str
    block: int
    together: int

    @property
    def overrides(self) -> list[str]:
        """Return the values as `--set` takes them."""
        return [f"{path}={value}" for path, value in self.values.items()]


@dataclass(frozen=True)
class Design:
    """Which values were asked for: factors as texts, and how points were laid among them."""

    kind: str
    points: int | None
    factors: tuple[str, ...]


@dataclass(frozen=True)
class Manifest:
    """Everything that decides the rows of a study. `core` is the digest of the compiled core that began it."""

    made_from: str
    seed: int
    replications: int
    engine: str
    metrics: tuple[str, ...]
    weekly: bool
    versions: dict[str, str]
    core: str
    scenarios: dict[str, Base]
    design: Design | None
    points: tuple[Point, ...]

    @property
    def wanted(self) -> int:
        """Number of replications of all points."""
        return self.replications * len(self.points)

    @property
    def varied(self) -> tuple[str, ...]:
        """The paths whose values differ between points."""
        return tuple(dict.fromkeys(path for point in self.points for path in point.values))

    def number(self, name: str) -> int:
        """Return the number of a point. Raises UsageError naming the nearest."""
        from gtmsim.measure.registry import unknown

        names = [point.name for point in self.points]
        if name not in names:
            raise unknown("point", name, names)
        return names.index(name)

    def text(self) -> str:
        """Return the manifest as the text of its file."""
        data = {"format": FORMAT, **asdict(self)}
        return json.dumps(data, indent=1, ensure_ascii=False) + "\n"


def manifest_of(text: str, file: str) -> Manifest:
    """Return the manifest a text says. Raises StudyError for another format, or for what is none."""
    try:
        data: dict[str, Any] = json.loads(text)
        said = data.pop("format")
        if said != FORMAT:
            raise StudyError(f"{file} is a study of format {said}; this version reads format {FORMAT}")
        design = data["design"]
        return Manifest(
            **{
                **data,
                "metrics": tuple(data["metrics"]),
                "scenarios": {name: Base(**each) for name, each in data["scenarios"].items()},
                "design": design and Design(design["kind"], design["points"], tuple(design["factors"])),
                "points": tuple(Point(**each) for each in data["points"]),
            }
        )
    except (ValueError, TypeError, KeyError, AttributeError):
        raise StudyError(f"{file} is damaged, or no manifest of a study") from None


def apart(one: Manifest, other: Manifest) -> list[tuple[str, str, str]]:
    """Return which settings of two studies differ, with both values; scenarios and points are not looked at."""
    told = ("seed", "engine", "metrics", "weekly", "design")
    return [
        (each.name, _said(getattr(one, each.name)), _said(getattr(other, each.name)))
        for each in fields(Manifest)
        if each.name in told and getattr(one, each.name) != getattr(other, each.name)
    ]


def _said(value: object) -> str:
    if isinstance(value, Design):
        most = f" {value.points}" if value.points is not None else ""
        return f"{value.kind}{most} of {'; '.join(value.factors)}"
    if isinstance(value, tuple):
        return ", ".join(map(str, value))
    if isinstance(value, Mapping):
        return ", ".join(f"{key} {each}" for key, each in value.items())
    return "none" if value is None else str(value).lower() if isinstance(value, bool) else str(value)
