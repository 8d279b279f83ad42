"""Where commands may write: into folders that exist, over files only on demand."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from gtmsim.cli.showing import told_to_err

if TYPE_CHECKING:
    import polars as pl

    from gtmsim.measure.made import Made


class Tabular(Protocol):
    """A result with a table, and what made it."""

    @property
    def made(self) -> "Made":
        """What it takes to compute the table again."""

    def frame(self) -> "pl.DataFrame":
        """Return the table."""


def refuse_table(file: Path | None, force: bool) -> None:
    """Raise UsageError if a table cannot be kept in this file. Asked before anything is run."""
    from gtmsim.tell.results import ending

    if file is not None:
        ending(file)
        refuse_to_replace([file], force)


def keep_table(file: Path | None, result: Tabular, quiet: bool) -> None:
    """Write the table of a result where somebody wants it, with what made it, and say so."""
    from json import dumps

    from gtmsim.tell.results import save_frame

    if file is not None:
        written(save_frame(file, result.frame(), {"gtmsim": dumps(result.made.as_json())}), quiet)


def written(file: Path, quiet: bool) -> None:
    """Say that a file is written, to whoever wants to hear."""
    if not quiet:
        told_to_err(f"written: {file}")


def refuse_to_replace(files: Sequence[Path], force: bool) -> None:
    """Raise UsageError if a file would be replaced without leave, or has no folder to stand in."""
    from gtmsim.errors import UsageError

    nowhere = next((file.parent for file in files if not file.parent.is_dir()), None)
    if nowhere is not None:
        raise UsageError(f"{nowhere} is no folder: nothing can be written there")
    there = [str(file) for file in files if file.exists()]
    if there and not force:
        raise UsageError(f"{', '.join(there)} {'exists' if len(there) == 1 else 'exist'}; --force replaces")
