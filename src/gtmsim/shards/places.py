"""Where everything of a study stands in its folder."""

from dataclasses import dataclass
from pathlib import Path

from gtmsim.shards.faults import StudyError
from gtmsim.shards.journal import Journal, Span, journal
from gtmsim.shards.manifest import Manifest, manifest_of

MANIFEST = "study.json"


@dataclass(frozen=True)
class Places:
    """The files of a study. Everything but `logs` is the study; `results` and `weeks` can be made again from the shards."""

    folder: Path

    @property
    def manifest(self) -> Path:
        """What the study is made of."""
        return self.folder / MANIFEST

    @property
    def scenarios(self) -> Path:
        """The scenarios with everything they extend, by digest."""
        return self.folder / "scenarios"

    @property
    def shards(self) -> Path:
        """Rows, and weekly sums, of blocks of replications."""
        return self.folder / "shards"

    @property
    def results(self) -> Path:
        """All rows in one file, once they are there."""
        return self.folder / "results.parquet"

    @property
    def weeks(self) -> Path:
        """All weekly sums in one file, once they are there."""
        return self.folder / "weeks.parquet"

    @property
    def logs(self) -> Path:
        """Who computed when, and how fast: clocks and hosts, which are no results."""
        return self.folder / "logs"

    @property
    def lock(self) -> Path:
        """Held by whoever is at work: alone, or as one of several parts."""
        return self.logs / "lock"

    def part_lock(self, part: tuple[int, int]) -> Path:
        """Held by whoever is at work on a part."""
        return self.logs / f"lock_{part[0]}_of_{part[1]}"

    @property
    def beginning(self) -> Path:
        """Held by whoever begins the study."""
        return self.logs / "lock_begin"

    def scenario(self, digest: str) -> Path:
        """Return the file of a scenario."""
        return self.scenarios / f"{digest}.yaml"

    def shard(self, span: Span) -> Path:
        """Return the file of a span's rows."""
        return self.shards / span.shard

    def week(self, span: Span) -> Path:
        """Return the file of a span's weekly sums."""
        return self.shards / span.weeks

    def read(self) -> Manifest:
        """Return the manifest. Raises StudyError for a folder that holds no study."""
        try:
            return manifest_of(self.manifest.read_text(encoding="utf-8"), str(self.manifest))
        except FileNotFoundError:
            raise StudyError(f"{self.folder} holds no study: there is no {MANIFEST} in it") from None

    def texts(self, manifest: Manifest) -> dict[str, str]:
        """Return the texts of the scenarios by digest. Raises StudyError if one is gone."""
        try:
            return {
                base.digest: self.scenario(base.digest).read_text(encoding="utf-8")
                for base in manifest.scenarios.values()
            }
        except (OSError, UnicodeDecodeError) as error:
            raise StudyError(f"{self.folder} is damaged: a scenario cannot be read: {error}") from None

    def journal(self, manifest: Manifest) -> Journal:
        """Return what is finished."""
        return journal(self.shards, manifest)
