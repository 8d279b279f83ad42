"""A small study: two queues, ten blocks each, a fraction of a second in all."""

import shutil
from pathlib import Path

import pytest

from gtmsim.shards import making
from gtmsim.shards.folder import StudyFolder, new_study

SMALL = """\
study: 1
scenarios:
  queue: {file: "preset:single_queue", set: {run.horizon: 2 weeks, run.warm_up: 0 weeks}}
  slower:
    file: preset:single_queue
    set: {run.horizon: 2 weeks, run.warm_up: 0 weeks, world.stages.answer.session: "{exponential: 70 min}"}
replications: 38
seed: 7
metrics: [bookings, wins, first_touch_hours.p90, cac]
weekly: true
"""


@pytest.fixture(autouse=True)
def small_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let blocks be of four replications, as there are no long ones here."""
    monkeypatch.setattr(making, "LARGEST_BLOCK", 4)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Return the file of the small study."""
    file = tmp_path / "small.yaml"
    file.write_text(SMALL, encoding="utf-8")
    return file


@pytest.fixture(scope="session")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of the small study as it is when nobody disturbs it. Not to be changed."""
    place = tmp_path_factory.mktemp("whole")
    file = place / "small.yaml"
    file.write_text(SMALL, encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(making, "LARGEST_BLOCK", 4)
        study = new_study(file, place / "undisturbed")
        study.run(jobs=1)
    return study.folder


@pytest.fixture(scope="session")
def whole(undisturbed: Path) -> dict[str, bytes]:
    """Return what the small study leaves when nobody disturbs it."""
    return left(undisturbed)


@pytest.fixture
def begun(undisturbed: Path, tmp_path: Path) -> StudyFolder:
    """Return the small study, begun and nothing computed."""
    shutil.copytree(undisturbed, tmp_path / "study", ignore=shutil.ignore_patterns("*.parquet", "*.jsonl"))
    return StudyFolder(tmp_path / "study")


@pytest.fixture
def finished(undisturbed: Path, tmp_path: Path) -> StudyFolder:
    """Return the small study, computed."""
    shutil.copytree(undisturbed, tmp_path / "study")
    return StudyFolder(tmp_path / "study")


def left(folder: Path) -> dict[str, bytes]:
    """Return every byte of a study that is its results or what made them; who computed when is not."""
    return {
        str(file.relative_to(folder)): file.read_bytes()
        for file in sorted(folder.rglob("*"))
        if file.is_file() and file.parent.name != "logs"
    }
