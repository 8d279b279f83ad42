"""How a study's files reach the disk for good: written beside their place, synced, renamed, and the folder synced as well."""

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from errno import EACCES, EAGAIN, EDQUOT, EINVAL, ENOLCK, ENOSPC, ENOSYS, EOPNOTSUPP
from pathlib import Path

from gtmsim.scenario.writing import write_bytes
from gtmsim.shards.faults import StudyError

_NO_LOCKS = frozenset({ENOLCK, ENOSYS, EOPNOTSUPP, EINVAL})
_FULL = frozenset({ENOSPC, EDQUOT})
_HELD = frozenset({EAGAIN, EACCES})
_LOOKS, _LOOK_SECONDS = 5, 0.1  # whoever only asks whether a lock is held holds it for a moment


def put(file: Path, data: bytes) -> Path:
    """Let a file hold these bytes, wholly or not at all, power cut included. Return it; raises OSError like `open`."""
    written = write_bytes(file, data)
    sync_folder(file.parent)
    return written


def sync_folder(folder: Path) -> None:
    """Let the disk know which files a folder has."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        # Some network file systems sync no folders; what they promise of renames is all there is.
        with suppress(OSError):
            os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def nothing_lost(folder: Path) -> Iterator[None]:
    """Say what to do when the disk refuses a file of a study: StudyError in place of OSError."""
    try:
        yield
    except OSError as error:
        room = "make room, and " if error.errno in _FULL else ""
        raise StudyError(
            f"{error.filename or folder}: {error.strerror or error}. Nothing is lost: what was finished stands in {folder}; "
            f"{room}the same command goes on from there"
        ) from error


@contextmanager
def locked(file: Path, busy: str = "", *, shared: bool = False) -> Iterator[bool]:
    """Hold a lock as long as the block lasts; give whether there is one, as not every file system has locks.

    It goes with the process, however that ends. Raises StudyError with `busy` if somebody else holds it for longer than a look;
    without `busy`, waits for them.
    """
    handle = os.open(file, os.O_RDWR | os.O_CREAT, 0o666)
    try:
        yield _taken(handle, busy, fcntl.LOCK_SH if shared else fcntl.LOCK_EX)
    finally:
        os.close(handle)


def held(file: Path) -> bool:
    """Return whether somebody holds a lock."""
    try:
        handle = os.open(file, os.O_RDWR)
    except OSError:  # nobody ever held it, or the folder may only be read
        return False
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        return error.errno in _HELD
    finally:
        os.close(handle)
    return False


def _taken(handle: int, busy: str, how: int) -> bool:
    for _ in range(_LOOKS):
        try:
            fcntl.flock(handle, how | (fcntl.LOCK_NB if busy else 0))
        except OSError as error:
            if error.errno in _NO_LOCKS:
                return False
            if error.errno not in _HELD:
                raise
            time.sleep(_LOOK_SECONDS)
        else:
            return True
    raise StudyError(busy)
