"""How far a run is: a bar with rate and time left on a terminal, a line per 10 % elsewhere, on stderr."""

import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from gtmsim.amounts import number, short
from gtmsim.cli.showing import told_to_err
from gtmsim.units import TICKS_PER_WEEK

if TYPE_CHECKING:
    from gtmsim.program.tables import Ints, Program

Told = Callable[[int, int, float], None]

_A_MOMENT_SECONDS = 2.0
_TICK = 0  # of an event record (`layout.RecordCol`)


@contextmanager
def progress_of(name: str, quiet: bool, what: str = "replications") -> Iterator[Told | None]:
    """Give what a run calls with what is done, what is wanted, and seconds since its start; None where nobody wants to hear."""
    if quiet:
        yield None
    elif sys.stderr.isatty():
        with _bar(name) as told:
            yield told
    else:
        yield _lines(name, what)


def weeks_told(chunks: "Iterable[Ints]", program: "Program", told: Told | None) -> "Iterator[Ints]":
    """Yield event records, and tell on the way how many weeks they have come; nothing of what is over in a moment."""
    started = time.monotonic()
    for chunk in chunks:
        yield chunk
        elapsed = time.monotonic() - started
        if told is not None and elapsed > _A_MOMENT_SECONDS and len(chunk):
            told(min(int(chunk[-1, _TICK]) // TICKS_PER_WEEK, program.weeks), program.weeks, elapsed)


def _lines(name: str, what: str) -> Told:
    tenth = 0

    def told(done: int, total: int, elapsed: float) -> None:
        nonlocal tenth
        tenth = min(tenth, 10 * done // total)  # more may be asked for on the way, or other work begun
        if 10 * done // total > tenth:
            tenth = 10 * done // total
            told_to_err(
                f"{name}: {number(done)} of {number(total)} {what} ({100 * done // total} %){_speed(done, total, elapsed)}"
            )

    return told


def _speed(done: int, total: int, elapsed: float) -> str:
    if elapsed <= 0.0:
        return ""
    left = f", {short(elapsed / done * (total - done))} s to go" if done < total else f", {short(elapsed)} s"
    return f", {short(done / elapsed)} a second{left}"


@contextmanager
def _bar(name: str) -> Iterator[Told]:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}"),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=Console(stderr=True, highlight=False), transient=True) as shown:
        bar = shown.add_task(name, total=None, rate="")

        def told(done: int, total: int, elapsed: float) -> None:
            rate = f"{short(done / elapsed)} a second" if elapsed > 0.0 else ""
            shown.update(bar, completed=done, total=total, rate=rate)

        yield told
