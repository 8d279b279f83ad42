"""What a study would take: replications, time and room, measured on a few of them before anything is begun."""

import time
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from gtmsim.shards.asked import read_study
from gtmsim.shards.journal import Journal, tasks
from gtmsim.shards.making import manifest_for
from gtmsim.shards.manifest import Manifest
from gtmsim.shards.places import Places
from gtmsim.shards.refusing import refuse_changes
from gtmsim.shards.running import piece_of
from gtmsim.shards.work import Piece, computed
from gtmsim.study.together import workers_for

_PROBES = 3  # groups of points
# Replications of a probe: what the second takes above the first is what a replication takes.
_FEW, _MORE = 1, 4


@dataclass(frozen=True)
class Plan:
    """What a study would take, by a probe on this machine. Seconds of a replication and of a shard are of one processor."""

    points: int
    replications_of_each: int
    replications: int
    missing: int
    shards: int
    jobs: int
    replication_seconds: float
    shard_seconds: float
    seconds: float
    bytes: float

    def as_json(self) -> dict[str, object]:
        """Return it as plain data."""
        return asdict(self)


def plan_of(
    manifest: Manifest, texts: Mapping[str, str], done: Journal, jobs: int, part: tuple[int, int]
) -> Plan:
    """Return what is missing of a study and what that would take. Writes nothing."""
    todo = list(tasks(manifest, done, part))
    missing = sum(task.missing for task in todo)
    shards = sum(len(task.points) for task in todo)
    groups = list(dict.fromkeys(task.points for task in todo))
    probed = [
        _probe(manifest, texts, points) for points in groups[:: max(1, len(groups) // _PROBES)][:_PROBES]
    ]
    of_all = zip((0.0,) * 3, *probed, strict=True)
    seconds, a_shard, a_row = (sum(each) / max(len(probed), 1) for each in of_all)
    return Plan(
        points=len(manifest.points),
        replications_of_each=manifest.replications,
        replications=manifest.wanted,
        missing=missing,
        shards=shards,
        jobs=jobs,
        replication_seconds=seconds,
        shard_seconds=seconds * missing / max(shards, 1),
        seconds=seconds * missing / jobs,
        # All rows stand in one file as well, once they are there.
        bytes=shards * a_shard + 2.0 * missing * a_row,
    )


def planned(file: str | None, folder: Path, jobs: int | None, part: tuple[int, int]) -> Plan:
    """Return what a study would take: the one that a folder holds, or else the one that a file asks for. Writes nothing."""
    places = Places(folder)
    hands = workers_for(jobs)
    if file is None or places.manifest.exists():
        manifest = places.read()
        if file is not None:
            refuse_changes(places, manifest, read_study(file))
        return plan_of(manifest, places.texts(manifest), places.journal(manifest), hands, part)
    manifest, texts = manifest_for(read_study(file))
    return plan_of(manifest, texts, Journal({}, (), ()), hands, part)


def _probe(
    manifest: Manifest, texts: Mapping[str, str], points: tuple[int, ...]
) -> tuple[float, float, float]:
    """Return seconds a replication, and how many bytes a shard takes by itself and for each row."""
    few, _ = _computed(piece_of(manifest, texts, points, 0, _FEW))  # lowers the programs as well
    more, seconds = _computed(piece_of(manifest, texts, points, 0, _MORE))
    a_row = max(0.0, (more - few) / (_MORE - _FEW))
    return seconds / (_MORE * len(points)), max(0.0, few - _FEW * a_row), a_row


def _computed(piece: Piece) -> tuple[float, float]:
    """Return the mean size of a piece's shards, and how long it took."""
    before = time.perf_counter()
    shards = computed(piece)
    seconds = time.perf_counter() - before
    return sum(len(rows) + len(weeks or b"") for rows, weeks in shards) / len(shards), seconds
