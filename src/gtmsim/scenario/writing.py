"""How a file is written without ever leaving half of it."""

import os
import tempfile
from pathlib import Path


def write_text(path: str | os.PathLike[str], text: str) -> Path:
    """Write a whole text file or nothing, and return its path. Raises OSError like `open`."""
    return write_bytes(path, text.encode())


def write_bytes(path: str | os.PathLike[str], data: bytes) -> Path:
    """Write a whole file or nothing: a reader never sees half of it, a crash never leaves half of it.

    The file gets the permissions any new file would get. Returns its path; raises OSError like `open`.
    """
    target = Path(path)
    handle, temporary = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.", suffix=".tmp")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        return put_in_place(Path(temporary), target)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


def put_in_place(written: Path, target: Path) -> Path:
    """Let a finished file, which stands in the same file system, become the target at once. Returns the target's path."""
    with written.open("rb") as file:
        os.fsync(file.fileno())
    written.chmod(0o666 & ~_umask())  # temporary files can be read by their owner only
    return written.replace(target)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
