"""A study as its folder holds it: begin one, go on with it, see how far it is, add replications, ask it for rows and verdicts."""

import os
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from gtmsim.errors import UsageError
from gtmsim.shards.again import Again, again
from gtmsim.shards.asked import Asked, read_study
from gtmsim.shards.disk import locked, nothing_lost, put
from gtmsim.shards.making import Told, begin, manifest_for
from gtmsim.shards.manifest import Manifest
from gtmsim.shards.places import Places
from gtmsim.shards.refusing import refuse_changes
from gtmsim.shards.results import rows_of, usable, weeks_in
from gtmsim.shards.running import Crew
from gtmsim.shards.session import ALL, Ran, at_work, run
from gtmsim.shards.status import Status, status_of
from gtmsim.shards.summary import Summary, summary_of
from gtmsim.shards.verdicts import verdict_of
from gtmsim.shards.weeks import means
from gtmsim.study.steps import Progress

if TYPE_CHECKING:
    import polars as pl

    from gtmsim.measure.verdict import Verdict


class StudyFolder:
    """A study on disk. Raises StudyError for a folder that holds none."""

    def __init__(self, folder: str | os.PathLike[str]) -> None:
        self.places = Places(Path(folder))
        self.manifest: Manifest = self.places.read()

    @property
    def folder(self) -> Path:
        """Where it stands."""
        return self.places.folder

    def run(
        self,
        *,
        jobs: int | None = None,
        part: tuple[int, int] = ALL,
        progress: Progress | None = None,
        crew: Crew | None = None,
    ) -> Ran:
        """Compute what is missing, or a share of it such as (3, 20). No byte of the results depends on jobs, parts or interrupts.

        `crew` is who computes it, such as a `cluster`; left out, as many workers here as `jobs` says.
        `progress(done, total, elapsed_seconds)` counts replications of this run. Ctrl-C keeps what is finished and in hand. Raises
        StudyError if another run is at work, the version is another, a shard cannot be used or the disk refuses one; what is
        finished stays.
        """
        return run(self.places, jobs=jobs, part=part, progress=progress, crew=crew)

    def extend(self, replications: int) -> None:
        """Ask for so many replications more of every point, which the next `run` computes. Raises StudyError during a run."""
        if replications < 1:
            raise UsageError(f"replications are 1 or more, got {replications}")
        with at_work(self.places):
            now = self.places.read()
            self.manifest = replace(now, replications=now.replications + replications)
            with nothing_lost(self.folder):
                put(self.places.manifest, self.manifest.text().encode())

    def status(self) -> Status:
        """Return how far the study is, and how long the rest takes."""
        return status_of(self.places)

    def _repr_html_(self) -> str:
        told = self.status()
        head = f"{told.finished:,} of {told.wanted:,} replications are finished"
        return f"<p><strong>{head}</strong></p>\n{told.frame()._repr_html_()}"

    def frame(self) -> "pl.DataFrame":
        """Return the rows that are there, in the order of points and replications, each shard checked against its footer.

        Columns: point, scenario, the values that were varied, replication, and one a series; null where there was nothing to
        measure. Raises StudyError for shards that cannot be used, and if there is none.
        """
        return rows_of(self.places, usable(self.places, self.places.read()))

    def weekly(self) -> "pl.DataFrame":
        """Return what a mean week looked like at each point, over the replications that are there.

        Raises UsageError if the study keeps no weeks, StudyError as `frame` does.
        """
        if not self.manifest.weekly:
            raise UsageError(
                f"{self.places.folder} keeps no weekly series: a study does where it says `weekly: true`"
            )
        return means(weeks_in(self.places, usable(self.places, self.places.read())))

    def summary(self, *metrics: str) -> Summary:
        """Return the mean of some series, all unless said, at every point with its interval."""
        return summary_of(self.places, self.places.read(), metrics)

    def rerun(self, point: str, replication: int) -> Again:
        """Compute a replication of a point again, by itself, and return it beside the row that is kept."""
        return again(self.places, self.manifest, point, replication)

    def verdict(
        self,
        *metrics: str,
        baseline: str | None = None,
        points: Sequence[str] = (),
        confidence: float = 0.95,
    ) -> "Verdict":
        """Return how points compare with the baseline (the first unless said), paired, over the replications that all of them have.

        `points` are all unless said; `metrics` are those the study keeps unless said.
        """
        return verdict_of(self.places, self.places.read(), metrics, baseline, points, confidence)


def open_study(folder: str | os.PathLike[str]) -> StudyFolder:
    """Return the study that a folder holds. Raises StudyError if it holds none."""
    return StudyFolder(folder)


def new_study(
    file: str | os.PathLike[str] | Asked, folder: str | os.PathLike[str], told: Told | None = None
) -> StudyFolder:
    """Return the study that a file (or `preset:NAME`) asks for, in a folder: begun there, or as it stands if it has been.

    `told(done, all)` hears of points while they are lowered. Raises ScenarioError for a file that cannot be used, StudyError with
    every difference if the folder holds another study. Nothing is computed before `run`.
    """
    asked = file if isinstance(file, Asked) else read_study(os.fspath(file))
    places = Places(Path(folder))
    if not places.manifest.exists():
        with nothing_lost(places.folder):
            places.logs.mkdir(parents=True, exist_ok=True)
            with locked(places.beginning):
                if not places.manifest.exists():
                    begin(places, *manifest_for(asked, told or (lambda _done, _all: None)))
    study = StudyFolder(folder)
    refuse_changes(places, study.manifest, asked)
    return study
