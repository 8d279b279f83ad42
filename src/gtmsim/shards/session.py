"""One run of a study: who may be at work, what must hold before anything is computed, and what is left to do afterwards."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from gtmsim.errors import UsageError
from gtmsim.shards.again import again
from gtmsim.shards.disk import locked, nothing_lost
from gtmsim.shards.faults import StudyError
from gtmsim.shards.journal import Journal, tasks
from gtmsim.shards.log import Log
from gtmsim.shards.manifest import Manifest
from gtmsim.shards.places import Places
from gtmsim.shards.refusing import faulty, refuse_another_version, refuse_faulty
from gtmsim.shards.results import compact, whole
from gtmsim.shards.running import Crew, Working, clear, here, remove
from gtmsim.study.executors import THREADED
from gtmsim.study.steps import Progress
from gtmsim.study.together import workers_for

ALL = (1, 1)
PROOFS = 3  # rows that another build of the core must compute again before it goes on


@dataclass(frozen=True)
class Ran:
    """How a run ended: it has computed `done` replications; of `wanted` in all points `finished` are there."""

    done: int
    finished: int
    wanted: int
    interrupted: bool

    def as_json(self) -> dict[str, object]:
        """Return it as plain data."""
        return {
            "computed": self.done,
            "finished": self.finished,
            "wanted": self.wanted,
            "interrupted": self.interrupted,
        }


@contextmanager
def at_work(places: Places, part: tuple[int, int] = ALL) -> Iterator[bool]:
    """Let nobody else do the same work meanwhile; give whether nobody else is in the folder. Raises StudyError if somebody is."""
    if part == ALL:
        with locked(
            places.lock, f"somebody is at work on {places.folder}: gtmsim study status {places.folder}"
        ) as alone:
            yield alone
        return
    told = f"part {part[0]}/{part[1]}"
    busy = (
        f"somebody is at work on all of {places.folder}, {told} included: gtmsim study status {places.folder}"
    )
    with (
        locked(places.lock, busy, shared=True),
        locked(places.part_lock(part), f"{told} is being computed already"),
    ):
        yield False


def run(
    places: Places,
    *,
    jobs: int | None = None,
    part: tuple[int, int] = ALL,
    progress: Progress | None = None,
    crew: Crew | None = None,
) -> Ran:
    """Compute what is missing of a study, or a share of it such as (3, 20), as `StudyFolder.run` says."""
    if not 1 <= part[0] <= part[1]:
        raise UsageError(f"a part is such as 3/20, got {part[0]}/{part[1]}")
    jobs_here = workers_for(jobs)
    with at_work(places, part) as alone:
        manifest = places.read()
        refuse_another_version(places, manifest)
        done = places.journal(manifest)
        refuse_faulty(places, faulty(places, manifest, done))
        if manifest.engine in THREADED:
            _refuse_another_core(places, manifest, done)
        total = sum(task.missing for task in tasks(manifest, done, part))
        with nothing_lost(places.folder):
            _cleared(places, done, alone=alone, stale=total > 0)
        log = Log(
            places.logs,
            missing=total,
            part=f"{part[0]}/{part[1]}",
            jobs=jobs_here,
            versions=manifest.versions,
        )
        working = Working(places, manifest, places.texts(manifest), progress, log.far)
        how = "failed"
        try:
            todo = tasks(manifest, done, part)
            interrupted = False
            if total:
                hands = crew() if crew else here(manifest.engine, jobs_here)
                interrupted = working.work(todo, total, hands)
            now = places.journal(manifest)
            if whole(manifest, now) and not places.results.exists():
                with nothing_lost(places.folder):
                    compact(places, manifest)
            how = "interrupted" if interrupted else "done"
        finally:
            log.ended(how, working.done)
    return Ran(working.done, now.replications, manifest.wanted, interrupted)


def _cleared(places: Places, done: Journal, *, alone: bool, stale: bool) -> None:
    """Take away what must not be there when work begins: leftovers of crashes, and files of all rows that are to be more."""
    if alone:
        clear(places)
    for span in done.outgrown:
        remove(places, span)
    if stale:
        for file in (places.results, places.weeks):
            file.unlink(missing_ok=True)


def _refuse_another_core(places: Places, manifest: Manifest, done: Journal) -> None:
    """Raise StudyError if the core was compiled anew and computes other rows; if it computes the same, it may go on."""
    from gtmsim.engines.core import build

    if manifest.core == build():
        return
    spans = done.spans()
    for span in spans[:: max(1, len(spans) // PROOFS)]:
        name = manifest.points[span.point].name
        if again(places, manifest, name, span.first).identical is False:
            raise StudyError(
                f"{places.folder} was begun with another build of the core, and this one computes replication {span.first} "
                f"of {name} otherwise. Finish it with the build that began it, or begin another study"
            )
