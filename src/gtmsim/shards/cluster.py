"""A study on several machines: the same pieces of work, computed by the workers of a Dask cluster, the same bytes."""

import logging
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING

from gtmsim.errors import UsageError
from gtmsim.shards import deaf
from gtmsim.shards.faults import StudyError
from gtmsim.shards.running import Crew, Hands
from gtmsim.study.executors import processors

if TYPE_CHECKING:
    from distributed import Client

LOCAL = "local"
CONNECT_SECONDS = 10.0
WORKERS_SECONDS = 60.0
# A worker is one of many on its machine: by itself it needs one thread.
_OF_A_WORKER = {
    "POLARS_MAX_THREADS": "1",
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
}


@contextmanager
def cluster(address: str) -> Iterator[Crew]:
    """Give the workers of a cluster as a crew: those of a scheduler's address, or processes here for `local` and `local:4`.

    Those that are started here end with the block. A worker that dies costs what it had in hand, which another one computes.
    Raises UsageError for an address where nobody answers, or when the extra is not installed; StudyError when no worker comes.
    """
    try:
        from distributed import Client, LocalCluster
    except ImportError:
        raise UsageError("--cluster needs the extra: pip install 'gtmsim[cluster]'") from None
    with ExitStack() as until_done:
        where = address
        if address.partition(":")[0] == LOCAL:
            where = until_done.enter_context(
                LocalCluster(
                    n_workers=_asked(address),
                    threads_per_worker=1,
                    processes=True,
                    dashboard_address=None,
                    silence_logs=logging.ERROR,
                    env=_OF_A_WORKER,
                    preload=[deaf.__name__],
                )
            )
        try:
            client = until_done.enter_context(Client(where, timeout=CONNECT_SECONDS, set_as_default=False))
        except (OSError, TimeoutError, ValueError) as error:
            raise UsageError(f"no scheduler answers at {address}: {error}") from None
        try:
            client.wait_for_workers(1, timeout=WORKERS_SECONDS)
        except TimeoutError:
            raise StudyError(
                f"the scheduler at {address} has no workers, and none came within {WORKERS_SECONDS:.0f} s"
            ) from None
        yield lambda: _hands(client)


def _hands(client: "Client") -> Hands:
    pool = client.get_executor(pure=False)

    def stop(*, wait: bool) -> None:  # noqa: ARG001 - what is in hand elsewhere is not waited for
        pool.shutdown(wait=False)

    # Workers come and go: how many there are is asked whenever more is handed out.
    return Hands(pool, lambda: sum(client.nthreads().values()), stop)


def _asked(address: str) -> int:
    _, colon, count = address.partition(":")
    if colon and not (count.isdecimal() and int(count) >= 1):
        raise UsageError(f"--cluster is the address of a scheduler, local or such as local:4; got {address}")
    return int(count) if colon else processors()
