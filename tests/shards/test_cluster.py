"""A study on a cluster leaves the same bytes; a worker that is killed costs its piece of work, not the study."""

import os
import signal

import pytest
from shards.conftest import left

from gtmsim.errors import UsageError
from gtmsim.shards.cluster import cluster
from gtmsim.shards.folder import StudyFolder
from gtmsim.shards.running import Hands

pytest.importorskip("distributed", reason="the extra `cluster` is not installed")


def test_two_workers_of_whom_one_is_killed_leave_what_one_leaves(
    begun: StudyFolder, whole: dict[str, bytes]
) -> None:
    killed: list[int] = []
    with cluster("local:2") as crew:
        workers = crew().pool._client.run(os.getpid).values()  # type: ignore[attr-defined]  # the pool of a cluster

        def heard(done: int, _total: int, _seconds: float) -> None:
            if done > 8 and not killed:
                killed.append(next(iter(workers)))
                os.kill(killed[0], signal.SIGKILL)

        ran = begun.run(crew=crew, progress=heard)
    assert killed
    assert (ran.done, ran.finished) == (76, 76)
    assert left(begun.folder) == whole


@pytest.mark.parametrize(
    ("address", "wanted"),
    [
        ("local:0", "the address of a scheduler"),
        ("tcp://127.0.0.1:9", "no scheduler answers"),
        ("nonsense", "no scheduler answers"),
    ],
)
def test_where_nobody_answers_that_is_said(
    address: str, wanted: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("gtmsim.shards.cluster.CONNECT_SECONDS", 0.5)
    with pytest.raises(UsageError, match=wanted), cluster(address):
        pass


def _nothing(*, wait: bool) -> None:
    """Stop at once."""


def test_few_pieces_wait_for_a_worker_however_many_there_are() -> None:
    workers = [1]
    hands = Hands(None, lambda: workers[0], _nothing)  # type: ignore[arg-type]  # nobody is asked to compute
    assert hands.in_flight == 1
    workers[0] = 20
    assert hands.in_flight == 42
