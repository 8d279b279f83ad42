"""Every run of a search, each made once: what was asked before is told again, in a folder across interruptions too.

A search asks in an order that depends on nothing but what it was told, so one that was killed goes the same way again without
running anything twice, and ends as if nothing had happened.
"""

import fcntl
import json
import os
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import IO, Self

import numpy as np

from gtmsim.errors import UsageError
from gtmsim.measure.versions import versions
from gtmsim.program.tables import Floats, Program
from gtmsim.study.values import values

FILE = "runs.jsonl"
AT_ONCE = 16  # programs: what an interrupt costs at most
Finished = Callable[[int], None]  # runs that are finished since it was last told
_Key = tuple[str, int, int]  # digest, first, count


class Runs:
    """Replication x metric of programs. Used in a `with` where a folder keeps them; two at a time may not use one folder."""

    def __init__(
        self,
        keys: Sequence[str],
        *,
        seed: int,
        engine: str = "core",
        jobs: int | None = None,
        folder: Path | None = None,
    ) -> None:
        self.keys, self.seed, self.engine, self.jobs = tuple(keys), seed, engine, jobs
        self.finished: Finished | None = None
        self.spent: dict[str, int] = {}  # runs by digest
        self._known: dict[_Key, Floats] = {}
        self._file = None if folder is None else self._opened(folder / FILE)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._file is not None:
            self._file.close()

    def of(self, programs: Mapping[str, Program], first: int, count: int) -> dict[str, Floats]:
        """Return replication x metric of some programs by name. Raises KeyboardInterrupt, keeping what is finished."""
        several = {each.digest: (name, each) for name, each in programs.items()}  # of those alike one is run
        missing = {n: each for n, each in several.values() if (each.digest, first, count) not in self._known}
        names = list(missing)
        for begin in range(0, len(names), AT_ONCE):
            some = {name: missing[name] for name in names[begin : begin + AT_ONCE]}
            found = values(
                some, self.keys, seed=self.seed, first=first, count=count, engine=self.engine, jobs=self.jobs,
                progress=self._progress(),
            )  # fmt: skip
            for name in found.tables:
                self._keep((some[name].digest, first, count), found.of(name))
            if found.interrupted:
                raise KeyboardInterrupt
        return {name: self._known[each.digest, first, count] for name, each in programs.items()}

    def measured(self, program: Program, first: int, count: int) -> Floats | None:
        """Return replication x metric if that is known already."""
        return self._known.get((program.digest, first, count))

    def _progress(self) -> Callable[[int, int, float], None] | None:
        if self.finished is None:
            return None
        tell, before = self.finished, 0

        def told(done: int, _total: int, _elapsed: float) -> None:
            nonlocal before
            tell(done - before)
            before = done

        return told

    def _keep(self, key: _Key, table: Floats) -> None:
        self._known[key] = table
        self.spent[key[0]] = self.spent.get(key[0], 0) + len(table)
        if self._file is not None:
            digest, first, count = key
            told = {"digest": digest, "first": first, "count": count, "values": table.tolist()}
            self._file.write(json.dumps(told) + "\n")
            self._file.flush()
            os.fsync(self._file.fileno())

    def _opened(self, path: Path) -> IO[str]:
        path.parent.mkdir(parents=True, exist_ok=True)
        file = path.open("a+", encoding="utf-8")
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            self._read(file, path.parent)
        except BaseException as error:
            file.close()
            if isinstance(error, BlockingIOError):
                raise UsageError(f"another search is at work in {path.parent}") from None
            raise
        return file

    def _read(self, file: IO[str], folder: Path) -> None:
        """Learn what a file knows, and leave it ready to be added to."""
        mine = {
            "format": 1, "metrics": list(self.keys), "seed": self.seed, "engine": self.engine, "versions": versions()
        }  # fmt: skip
        file.seek(0)
        *lines, _ = file.read().split("\n")  # a line that was cut off by a kill has no end
        file.truncate(sum(len(line.encode()) + 1 for line in lines))
        if not lines:
            file.write(json.dumps(mine) + "\n")
            file.flush()
            return
        there = json.loads(lines[0])
        apart = [
            f"{name} {there.get(name)} there, {mine[name]} now"
            for name in mine
            if there.get(name) != mine[name]
        ]
        if apart:
            raise UsageError(f"{folder} holds another search: {'; '.join(apart)}. Name another folder")
        for line in lines[1:]:
            told = json.loads(line)
            key = (told["digest"], told["first"], told["count"])
            self._known[key] = np.array(told["values"], dtype=np.float64).reshape(
                told["count"], len(self.keys)
            )
            self.spent[key[0]] = self.spent.get(key[0], 0) + told["count"]
