"""Replications put away on a Monday, in a file: any scenario with the same past can go on from there.

The file is a zip archive: `header.json` says what it holds (format, versions, a digest of the compiled core, digest of the program,
seed, replications, tick), `scenario.yaml` is the scenario that ran, and `replications/N` is the state of replication N as the core
holds it in memory. States are read as they are: open only files that you would run.
"""

import json
import os
import tempfile
import threading
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from functools import cached_property
from importlib.metadata import version
from io import BytesIO
from pathlib import Path
from types import TracebackType
from typing import Self

from gtmsim import engines
from gtmsim.engines.contract import Stopping
from gtmsim.errors import UsageError
from gtmsim.program.lower import lower
from gtmsim.program.prefix import differences, shared_until
from gtmsim.program.tables import Program
from gtmsim.program.varied import parameter_table
from gtmsim.scenario import Scenario, loads
from gtmsim.scenario.mondays import date_of
from gtmsim.scenario.render import resolved_text
from gtmsim.scenario.writing import put_in_place

FORMAT = 1
HEADER, SCENARIO, STATE = "header.json", "scenario.yaml", "replications/{}"
_MOST_CHANGES = 3


@dataclass(frozen=True)
class Header:
    """What a snapshot holds and what made it. `tick` is the Monday: everything before it has happened, nothing of it."""

    format: int
    gtmsim: str
    core: str
    scenario: str
    digest: str
    seed: int
    replications: int
    tick: int
    date: str


class Snapshot:
    """Replications 0, 1, 2, ... of a scenario as they stood on a Monday. To be read from several threads."""

    def __init__(self, file: "str | os.PathLike[str] | BytesIO") -> None:
        """Open a snapshot. Raises UsageError if it is none, or of another format; OSError like `open`."""
        self.name = "the snapshot" if isinstance(file, BytesIO) else os.fspath(file)
        try:
            self._zip = zipfile.ZipFile(file)
            said = json.loads(self._zip.read(HEADER))
            if said.get("format") != FORMAT:
                raise UsageError(
                    f"{self.name} is a snapshot of format {said.get('format')}; this version reads format {FORMAT}"
                )
            self.header = Header(**said)
        except (zipfile.BadZipFile, KeyError, TypeError, AttributeError, ValueError):
            raise UsageError(f"{self.name} is not a snapshot, or is damaged") from None

    @cached_property
    def program(self) -> Program:
        """The program that ran, lowered from the scenario in the file."""
        text = self._zip.read(SCENARIO).decode()
        program = lower(loads(text, name=self.header.scenario))
        if program.digest != self.header.digest:
            self._of_another_version("it reads the scenario in it otherwise")
        return program

    def states(self, first: int, count: int) -> Iterator[bytes]:
        """Yield the states of replications `first .. first + count`. Raises UsageError for a damaged file."""
        for replication in range(first, first + count):
            try:
                yield self._zip.read(STATE.format(replication))
            except (zipfile.BadZipFile, zlib.error, KeyError, ValueError):
                raise UsageError(f"{self.name} is damaged at replication {replication}") from None

    def refuse(self, program: Program, seed: int, replications: int, engine: str) -> None:
        """Raise UsageError, saying what differs, unless these replications of a program can go on from here."""
        held = self.header
        if seed != held.seed:
            raise UsageError(f"{self.name} was made with seed {held.seed}; it cannot go on with seed {seed}")
        if replications > held.replications:
            raise UsageError(
                f"{self.name} holds {held.replications} replications; {replications} were asked for"
            )
        if isinstance(engines.select(engine), Stopping) and held.core != _build():
            self._of_another_version("the core was compiled from other sources, or elsewhere")
        if program.digest != held.digest:
            self._refuse_another_past(program, seed, replications)

    def _refuse_another_past(self, program: Program, seed: int, replications: int) -> None:
        both = (self.program, program)
        shared = shared_until(both, [parameter_table(each, seed, 0, replications) for each in both])
        if shared >= self.header.tick:
            return
        mine, other = self.program.scenario, program.scenario
        found = differences(mine, other, self.header.tick) if mine is not None and other is not None else []
        told = [f"{each.path} is {each.before} there and {each.after} here" for each in found[:_MOST_CHANGES]]
        if len(found) > _MOST_CHANGES:
            told.append(f"and {len(found) - _MOST_CHANGES} more")
        what = "; ".join(told) or "the numbers of its replications are others"
        raise UsageError(f"{self.name} has another past than this scenario until {self.header.date}: {what}")

    def _of_another_version(self, why: str) -> None:
        raise UsageError(
            f"{self.name} was made by gtmsim {self.header.gtmsim}, and this is another build ({why}); make the snapshot again"
        )


class Putting:
    """A snapshot that is being made, while its replications are computed in any order and by any thread.

    Use it in a `with` block, and `finish` it in there: otherwise nothing is left behind.
    """

    def __init__(
        self, program: Program, seed: int, tick: int, file: str | os.PathLike[str] | None = None
    ) -> None:
        """`file` is where the snapshot will stand; left out: in memory. Raises UsageError for a program without a scenario."""
        if program.scenario is None:
            raise UsageError("a program without a scenario has no snapshots")
        self._program, self._seed, self.tick = program, seed, tick
        self._scenario: Scenario = program.scenario
        self._text = resolved_text(self._scenario)
        self._target = None if file is None else Path(file)
        self._lock = threading.Lock()

    def __enter__(self) -> Self:
        """Begin the file beside the one it becomes. Raises OSError like `open`."""
        self._held: Path | BytesIO = BytesIO()
        if self._target is not None:
            handle, written = tempfile.mkstemp(
                dir=self._target.parent, prefix=f".{self._target.name}.", suffix=".tmp"
            )
            os.close(handle)
            self._held = Path(written)
        self._zip = zipfile.ZipFile(self._held, "w", zipfile.ZIP_DEFLATED, compresslevel=1)
        self._zip.writestr(SCENARIO, self._text)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Clear away what is not finished."""
        self._zip.close()
        if isinstance(self._held, Path):
            self._held.unlink(missing_ok=True)

    def add(self, first: int, states: Iterable[bytes]) -> Iterator[bytes]:
        """Add replications from `first` on, and hand them on."""
        for number, state in enumerate(states):
            with self._lock:
                self._zip.writestr(STATE.format(first + number), state)
            yield state

    def finish(self, replications: int) -> Snapshot:
        """Say that replications 0 to this one are there, let the file be what it is called, and return it, opened."""
        made = Header(
            FORMAT,
            version("gtmsim"),
            _build(),
            self._scenario.name,
            self._program.digest,
            self._seed,
            replications,
            self.tick,
            date_of(self._scenario, self.tick).isoformat(),
        )
        self._zip.writestr(HEADER, json.dumps(asdict(made), indent=2) + "\n")
        self._zip.close()
        if isinstance(self._held, Path) and self._target is not None:
            return Snapshot(put_in_place(self._held, self._target))
        return Snapshot(self._held)


def _build() -> str:
    from gtmsim.engines.core import build

    return build()
