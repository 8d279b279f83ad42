"""A study survives whatever stops it, at whatever instant: run again, it ends as if nothing had happened, byte for byte."""

import errno
import fcntl
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from shards.conftest import left

from gtmsim.shards import disk, running, session
from gtmsim.shards.disk import locked
from gtmsim.shards.faults import StudyError
from gtmsim.shards.folder import StudyFolder, new_study, open_study
from gtmsim.shards.work import computed


class Died(BaseException):
    """Somebody pulled the plug."""


def failing(monkeypatch: pytest.MonkeyPatch, at: int, error: BaseException) -> Callable[[], int]:
    """Let the file system fail at the so-manieth of all its steps from now on; return what tells how many there were."""
    steps = 0

    def step(real: Callable[..., Any]) -> Callable[..., Any]:
        def taken(*words: Any, **named: Any) -> Any:
            nonlocal steps
            steps += 1
            if steps >= at:  # who is dead does not clean up
                raise error
            return real(*words, **named)

        return taken

    monkeypatch.setattr(tempfile, "mkstemp", step(tempfile.mkstemp))
    monkeypatch.setattr(os, "fsync", step(os.fsync))
    monkeypatch.setattr(Path, "replace", step(Path.replace))
    monkeypatch.setattr(Path, "unlink", step(Path.unlink))
    return lambda: steps


@pytest.mark.parametrize(
    ("error", "stride"),
    [(Died(), 1), (OSError(errno.ENOSPC, os.strerror(errno.ENOSPC)), 4)],
    ids=["dies", "is full"],
)
def test_whatever_step_of_the_disk_is_the_last_a_study_ends_as_if_it_had_not_been(
    file: Path, tmp_path: Path, error: BaseException, stride: int
) -> None:
    before, _, after = file.read_text().replace("38", "4").partition("  slower")
    file.write_text(before + after[after.index("replications") :])
    with pytest.MonkeyPatch.context() as patch:
        steps = failing(patch, 1 << 30, error)
        new_study(file, tmp_path / "undisturbed").run(jobs=1)
        every = steps()
    whole = left(tmp_path / "undisturbed")
    assert every > 20
    for at in range(1, every, stride):
        folder = tmp_path / f"failed_{at}"
        with pytest.MonkeyPatch.context() as patch:
            failing(patch, at, error)
            with pytest.raises((Died, StudyError)):
                new_study(file, folder).run(jobs=1)
        new_study(file, folder).run(jobs=1)
        assert left(folder) == whole, f"it failed at step {at}"


def test_a_study_killed_at_random_instants_ends_as_if_it_had_not(
    begun: StudyFolder, whole: dict[str, bytes]
) -> None:
    command = [
        sys.executable,
        "-m",
        "gtmsim",
        "study",
        "run",
        "--out",
        str(begun.folder),
        "--quiet",
        "--jobs",
        "2",
    ]
    worker = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    while not (some := list((begun.folder / "shards").glob("part_*"))) and worker.poll() is None:
        time.sleep(0.002)
    worker.send_signal(signal.SIGKILL)
    worker.wait()
    assert 0 < len(some) < 20
    there = {file: file.stat().st_mtime_ns for file in some}
    begun.run(jobs=2)
    assert left(begun.folder) == whole
    assert {file: file.stat().st_mtime_ns for file in some} == there, (
        "what was finished is not computed again"
    )


def test_a_full_disk_loses_nothing_and_says_what_to_do(
    begun: StudyFolder, whole: dict[str, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        failing(patch, 40, OSError(errno.ENOSPC, os.strerror(errno.ENOSPC)))
        with pytest.raises(StudyError, match=r"No space left on device.*Nothing is lost.*make room"):
            begun.run(jobs=2)
    kept = begun.status().finished
    assert 0 < kept < 76
    assert begun.run(jobs=2).done == 76 - kept
    assert left(begun.folder) == whole


def test_an_interrupt_keeps_what_is_finished(
    begun: StudyFolder, whole: dict[str, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    def heard(done: int, _total: int, _seconds: float) -> None:
        if done >= 12:
            raise KeyboardInterrupt

    ran = begun.run(jobs=2, progress=heard)
    assert ran.interrupted
    assert 12 <= ran.finished < 76
    assert begun.run().done == 76 - ran.finished
    assert left(begun.folder) == whole


@pytest.mark.parametrize("order", [(1, 2, 3), (2, 2, 3, 1)])
def test_parts_in_any_order_make_the_whole(
    begun: StudyFolder, whole: dict[str, bytes], order: tuple[int, ...]
) -> None:
    shares = [begun.run(part=(part, 3), jobs=1).done for part in order]
    assert sum(shares) == 76
    assert left(begun.folder) == whole


def test_parts_may_run_at_once(begun: StudyFolder, whole: dict[str, bytes]) -> None:
    with ThreadPoolExecutor(2) as pool:
        shares = [pool.submit(open_study(begun.folder).run, part=(part, 2), jobs=1) for part in (1, 2)]
    assert sum(share.result().done for share in shares) == 76
    assert left(begun.folder) == whole


def test_two_runs_do_not_work_on_one_folder(begun: StudyFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(disk, "_LOOKS", 1)
    with session.at_work(begun.places):
        for part in ((1, 1), (1, 2)):
            with pytest.raises(StudyError, match="somebody is at work"):
                begun.run(part=part)
        with pytest.raises(StudyError, match="somebody is at work"):
            begun.extend(1)
        assert begun.status().running == 1
    with session.at_work(begun.places, (1, 2)):
        with pytest.raises(StudyError, match="part 1/2 is being computed"):
            begun.run(part=(1, 2))
        begun.run(part=(2, 2))


def test_where_there_are_no_locks_two_runs_write_the_same(
    begun: StudyFolder, whole: dict[str, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    def none(_handle: int, _how: int) -> None:
        raise OSError(errno.ENOLCK, os.strerror(errno.ENOLCK))

    monkeypatch.setattr(fcntl, "flock", none)
    with locked(begun.places.lock, "busy") as alone:
        assert not alone
        begun.run()
    assert left(begun.folder) == whole


def test_what_a_crash_leaves_lying_about_is_taken_away_but_not_from_under_others(begun: StudyFolder) -> None:
    lost = begun.places.shards / ".part_00000_00000000_0004.parquet.abc.tmp"
    lost.write_bytes(b"half a sha")
    begun.run(part=(1, 2))
    assert lost.exists()
    begun.run()
    assert not lost.exists()


def test_the_rows_do_not_depend_on_who_computes_them(begun: StudyFolder, whole: dict[str, bytes]) -> None:
    begun.run(jobs=3)
    assert left(begun.folder) == whole


def test_extended_a_study_is_what_it_would_have_been_at_once(
    begun: StudyFolder, file: Path, tmp_path: Path
) -> None:
    begun.run()
    there = {each: each.stat().st_mtime_ns for each in begun.places.shards.glob("part_*_0004.parquet")}
    begun.extend(15)
    asked: list[int] = []

    def counting(piece: Any) -> Any:
        asked.append(piece.replications)
        return computed(piece)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(running, "computed", counting)
        assert begun.run(jobs=1).done == sum(asked) == 30
    longer = tmp_path / "longer.yaml"
    longer.write_text(file.read_text().replace("38", "53"))
    at_once = new_study(longer, tmp_path / "at_once")
    at_once.run()
    mine, theirs = left(begun.folder), left(at_once.folder)
    assert mine.pop("study.json") == theirs.pop("study.json").replace(b"longer.yaml", b"small.yaml")
    assert mine == theirs
    assert begun.frame().equals(at_once.frame())
    assert begun.weekly().equals(at_once.weekly())
    assert {each: each.stat().st_mtime_ns for each in there} == there


def test_a_study_begun_half_is_begun_again(file: Path, tmp_path: Path, whole: dict[str, bytes]) -> None:
    folder = tmp_path / "half"
    (folder / "scenarios").mkdir(parents=True)
    new_study(file, folder).run()
    assert left(folder) == whole


def test_files_get_the_permissions_that_any_file_gets(begun: StudyFolder) -> None:
    before = os.umask(0o027)
    try:
        begun.run()
    finally:
        os.umask(before)
    assert {file.stat().st_mode & 0o777 for file in begun.places.shards.iterdir()} == {0o640}


def test_no_folder_without_a_study_is_opened(tmp_path: Path) -> None:
    with pytest.raises(StudyError, match="holds no study"):
        open_study(tmp_path)
