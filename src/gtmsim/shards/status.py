"""How far a study is."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from gtmsim.shards.disk import held
from gtmsim.shards.log import pace
from gtmsim.shards.places import Places
from gtmsim.shards.refusing import faulty

if TYPE_CHECKING:
    import polars as pl


@dataclass(frozen=True)
class PointStatus:
    """How many replications of a point are finished."""

    name: str
    scenario: str
    finished: int


@dataclass(frozen=True)
class Status:
    """How far a study is. `per_second` are replications at the pace of whoever is at work, or was last; None: nobody has told."""

    folder: str
    replications: int
    points: tuple[PointStatus, ...]
    running: int
    per_second: float | None
    faults: tuple[str, ...]

    @property
    def finished(self) -> int:
        """Number of finished replications of all points."""
        return sum(point.finished for point in self.points)

    @property
    def wanted(self) -> int:
        """Number of replications asked for, of all points."""
        return self.replications * len(self.points)

    @property
    def seconds_left(self) -> float | None:
        """How long the rest takes at that pace; None if nobody has told."""
        missing = self.wanted - self.finished
        if not missing:
            return 0.0
        return missing / self.per_second if self.per_second else None

    def frame(self) -> "pl.DataFrame":
        """Return one row a point: point, scenario, finished, missing."""
        import polars as pl

        return pl.DataFrame(
            {
                "point": [point.name for point in self.points],
                "scenario": [point.scenario for point in self.points],
                "finished": [point.finished for point in self.points],
                "missing": [self.replications - point.finished for point in self.points],
            },
            schema_overrides={"finished": pl.Int64, "missing": pl.Int64},
        )

    def as_json(self) -> dict[str, object]:
        """Return it as plain data."""
        return {
            "folder": self.folder,
            "replications": self.replications,
            "wanted": self.wanted,
            "finished": self.finished,
            "running": self.running,
            "per_second": self.per_second,
            "seconds_left": self.seconds_left,
            "faults": list(self.faults),
            "points": self.frame().to_dicts(),
        }


def status_of(places: Places) -> Status:
    """Return how far the study of a folder is, by the names and footers of its shards and by its logs."""
    manifest = places.read()
    done = places.journal(manifest)
    there: dict[int, int] = {}
    for span in done.spans():
        there[span.point] = there.get(span.point, 0) + span.count
    going = pace(places.logs)
    return Status(
        str(places.folder),
        manifest.replications,
        tuple(
            PointStatus(point.name, point.scenario, there.get(number, 0))
            for number, point in enumerate(manifest.points)
        ),
        # A lock knows better than a log whether somebody here is still alive; of other machines only logs tell.
        max(going.running, 1) if held(places.lock) else 0,
        going.per_second,
        tuple(faulty(places, manifest, done)),
    )
