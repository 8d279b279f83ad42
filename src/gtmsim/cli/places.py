"""Where commands may write: into folders that exist, over files only on demand."""

from collections.abc import Sequence
from pathlib import Path


def refuse_to_replace(files: Sequence[Path], force: bool) -> None:
    """Raise UsageError if a file would be replaced without leave, or has no folder to stand in."""
    from gtmsim.errors import UsageError

    nowhere = next((file.parent for file in files if not file.parent.is_dir()), None)
    if nowhere is not None:
        raise UsageError(f"{nowhere} is no folder: nothing can be written there")
    there = [str(file) for file in files if file.exists()]
    if there and not force:
        raise UsageError(f"{', '.join(there)} {'exists' if len(there) == 1 else 'exist'}; --force replaces")
