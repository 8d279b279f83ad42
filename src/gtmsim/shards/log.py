"""Who computed when, and how fast: clocks and hosts, kept apart from results. A log that cannot be written stops nobody."""

import json
import os
import socket
import time
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

EVERY_SECONDS = 5.0
FORGOTTEN_SECONDS = 600.0  # after which nobody is thought to be at work any more


class Log:
    """What one run says of itself, a line of JSON at a time, in a file of its own."""

    def __init__(self, folder: Path, **facts: object) -> None:
        now = datetime.now(UTC)
        host = socket.gethostname()
        self._file = folder / f"{now:%Y%m%dT%H%M%S}_{host}_{os.getpid()}.jsonl"
        self._started = self._said = time.monotonic()
        self._say(what="began", host=host, process=os.getpid(), **facts)

    def far(self, replications: int) -> None:
        """Tell how many replications this run has finished, now and then."""
        if time.monotonic() - self._said >= EVERY_SECONDS:
            self._said = time.monotonic()
            self._say(what="far", replications=replications)

    def ended(self, how: str, replications: int) -> None:
        """Tell how the run ended."""
        self._say(what="ended", how=how, replications=replications)

    def _say(self, **facts: object) -> None:
        told = {
            "at": datetime.now(UTC).isoformat(timespec="seconds"),
            "seconds": round(time.monotonic() - self._started, 3),
            **facts,
        }
        with suppress(OSError), self._file.open("a", encoding="utf-8") as file:
            file.write(json.dumps(told, ensure_ascii=False) + "\n")


@dataclass(frozen=True)
class Pace:
    """How many are at work, and replications a second: theirs, or of whoever was last. None: nobody has told yet."""

    running: int
    per_second: float | None


def pace(folder: Path) -> Pace:
    """Return how fast a study goes, by its logs."""
    now = datetime.now(UTC)
    at_work: list[float] = []
    last: float | None = None
    running = 0
    for lines in _logs(folder):
        replications, seconds = _far(lines)
        rate = replications / seconds if replications and seconds > 0.0 else None
        last = last if rate is None else rate
        quiet = (now - datetime.fromisoformat(str(lines[-1]["at"]))).total_seconds()
        if lines[-1]["what"] != "ended" and quiet < FORGOTTEN_SECONDS:
            running += 1
            at_work += [] if rate is None else [rate]
    return Pace(running, sum(at_work) if at_work else last)


def _logs(folder: Path) -> Iterator[list[Mapping[str, object]]]:
    for file in sorted(folder.glob("*.jsonl")):
        lines: list[Mapping[str, object]] = []
        with suppress(OSError, ValueError):  # what a crash has cut short counts as far as it goes
            lines.extend(json.loads(line) for line in file.read_text(encoding="utf-8").splitlines())
        if lines:
            yield lines


def _far(lines: list[Mapping[str, object]]) -> tuple[float, float]:
    told = next((each for each in reversed(lines) if "replications" in each), None)
    return (0.0, 0.0) if told is None else (float(str(told["replications"])), float(str(told["seconds"])))
