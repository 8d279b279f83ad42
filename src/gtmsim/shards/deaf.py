"""What workers of a local cluster load first: Ctrl-C reaches every process of a terminal, only the asking one decides."""

import logging
import signal


def dask_setup(worker: object) -> None:  # noqa: ARG001 - so it is called
    """Let a worker not hear of Ctrl-C, nor complain of what is cancelled then."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    logging.getLogger("distributed").setLevel(logging.ERROR)
