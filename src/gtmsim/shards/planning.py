"""What a study would take: replications, time and room, measured on a few of them before anything is begun."""

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
from gtmsim.shards.work import computed
from gtmsim.study.expected import FEW, MORE, few_of, probe
from gtmsim.study.together import workers_for


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
    probed = [_probed(manifest, texts, points) for points in few_of(groups)]
    of_all = zip((0.0,) * 4, *probed, strict=True)
    alone, seconds, a_shard, a_row = (sum(each) / max(len(probed), 1) for each in of_all)
    in_all = len(todo) * alone + missing * seconds
    return Plan(
        points=len(manifest.points),
        replications_of_each=manifest.replications,
        replications=manifest.wanted,
        missing=missing,
        shards=shards,
        jobs=jobs,
        replication_seconds=seconds,
        shard_seconds=in_all / max(shards, 1),
        seconds=in_all / jobs,
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


def _probed(
    manifest: Manifest, texts: Mapping[str, str], points: tuple[int, ...]
) -> tuple[float, float, float, float]:
    """Return seconds a piece and a replication of one point, and how many bytes a shard takes by itself and for each row."""
    sizes: dict[int, float] = {}

    def run(count: int) -> None:
        shards = computed(piece_of(manifest, texts, points, 0, count))
        sizes[count] = sum(len(rows) + len(weeks or b"") for rows, weeks in shards) / len(shards)

    alone, each = probe(run)
    a_row = max(0.0, (sizes[MORE] - sizes[FEW]) / (MORE - FEW))
    return alone, each / len(points), max(0.0, sizes[FEW] - FEW * a_row), a_row
