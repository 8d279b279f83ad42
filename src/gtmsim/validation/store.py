"""Replications on disk: blocks by the digest of their program, of one seed and one version."""

import hashlib
import json
from collections.abc import Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from zipfile import BadZipFile

import numpy as np

from gtmsim.errors import GtmsimError, UsageError
from gtmsim.measure.versions import versions
from gtmsim.program.tables import Floats
from gtmsim.shards.disk import locked, nothing_lost, put
from gtmsim.shards.versions import other_versions

_ABOUT, _LOCK, _RUNS, _ARRAYS = "about.json", "lock", "runs", "arrays"
_FORMAT = 1
_CUT_OFF = (OSError, ValueError, KeyError, EOFError, BadZipFile)  # how a file that is not whole is told
_BUSY = "another validation is at work in {}"


class StoreError(GtmsimError):
    """A folder of kept runs cannot be gone on with as it stands."""

    kind = "validation"


@dataclass(frozen=True, eq=False)
class Block:
    """Replications `first ..` x keys of one program. `seconds` is what one took on that day: it decides nothing."""

    keys: tuple[str, ...]
    first: int
    table: Floats
    seconds: float


@dataclass(frozen=True, eq=False)
class Kept:
    """An array, the replications it was made of, and the seconds these took on that day."""

    array: Floats
    runs: int
    seconds: float


class Store:
    """A folder of blocks. What another seed, engine or version computed is refused, with what differs."""

    def __init__(self, folder: Path, *, seed: int, engine: str) -> None:
        self.folder = folder
        said = {"format": _FORMAT, "seed": seed, "engine": engine, "versions": versions()}
        if folder.exists() and not folder.is_dir():
            raise UsageError(f"{folder} is a file: name a folder")
        if folder.is_dir() and any(each.name != _LOCK for each in folder.iterdir()):
            self._refuse_others(said)
        with nothing_lost(folder):
            for each in (folder, folder / _RUNS, folder / _ARRAYS):
                each.mkdir(parents=True, exist_ok=True)
            if not (folder / _ABOUT).exists():
                put(folder / _ABOUT, (json.dumps(said, indent=1) + "\n").encode())

    def held(self) -> AbstractContextManager[bool]:
        """Hold the folder for one run. Raises StudyError if another is at work in it."""
        return locked(self.folder / _LOCK, _BUSY.format(self.folder))

    def blocks(self, digest: str) -> Iterator[Block]:
        """Yield what is kept of a program. What cannot be read was cut off, and is run again."""
        for file in sorted((self.folder / _RUNS / digest).glob("*.npz")):
            try:
                with np.load(BytesIO(file.read_bytes()), allow_pickle=False) as held:
                    keys = tuple(str(each) for each in held["keys"])
                    yield Block(keys, int(held["first"]), held["table"], float(held["seconds"]))
            except _CUT_OFF:
                continue

    def keep(self, digest: str, block: Block) -> None:
        """Write a block, wholly or not at all. Raises StudyError where the disk refuses it."""
        buffer = BytesIO()
        np.savez(
            buffer,
            keys=np.array(block.keys),
            first=np.int64(block.first),
            table=block.table,
            seconds=np.float64(block.seconds),
        )
        told = hashlib.sha256("\n".join(block.keys).encode()).hexdigest()[:8]
        with nothing_lost(self.folder):
            (self.folder / _RUNS / digest).mkdir(exist_ok=True)
            name = f"{block.first:08d}-{len(block.table):06d}-{told}.npz"
            put(self.folder / _RUNS / digest / name, buffer.getvalue())

    def array(self, name: str) -> Kept | None:
        """Return an array that was kept under a name, None where none was."""
        try:
            with np.load(BytesIO(self._array(name).read_bytes()), allow_pickle=False) as held:
                return Kept(held["array"], int(held["runs"]), float(held["seconds"]))
        except _CUT_OFF:
            return None

    def keep_array(self, name: str, kept: Kept) -> None:
        """Write an array under a name. Raises StudyError where the disk refuses it."""
        buffer = BytesIO()
        np.savez(buffer, array=kept.array, runs=np.int64(kept.runs), seconds=np.float64(kept.seconds))
        with nothing_lost(self.folder):
            put(self._array(name), buffer.getvalue())

    def _array(self, name: str) -> Path:
        return self.folder / _ARRAYS / f"{name}.npz"

    def _refuse_others(self, said: dict[str, object]) -> None:
        about = self.folder / _ABOUT
        try:
            there = dict(json.loads(about.read_text(encoding="utf-8")))
        except (OSError, ValueError, TypeError):
            raise UsageError(f"{self.folder} is no folder of kept runs: name a new one") from None
        told = [name for name in ("format", "seed", "engine") if there.get(name) != said[name]]
        wrong = [f"{name} {there.get(name)}, not {said[name]}" for name in told]
        wrong += other_versions(there.get("versions", {}))
        if wrong:
            raise StoreError(
                f"{self.folder} holds runs of {'; '.join(wrong)}: name another folder, or remove it"
            )
