"""What is finished: the names of the shards that stand in a study's folder, and what is missing of each point."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from gtmsim.shards.manifest import Manifest

_NAME = re.compile(r"part_(\d{5,})_(\d{8,})_(\d{4,})\.parquet")


@dataclass(frozen=True, order=True)
class Span:
    """Replications `first .. first + count` of a point, by its number."""

    point: int
    first: int
    count: int

    @property
    def shard(self) -> str:
        """Return the name of the file that holds its rows."""
        return f"part_{self._place}.parquet"

    @property
    def weeks(self) -> str:
        """Return the name of the file that holds its weekly sums."""
        return f"weeks_{self._place}.parquet"

    @property
    def _place(self) -> str:
        return f"{self.point:05d}_{self.first:08d}_{self.count:04d}"


@dataclass(frozen=True)
class Journal:
    """Spans that are finished, by where they begin; `outgrown` are those that a longer one has taken the place of."""

    done: dict[tuple[int, int], Span]
    outgrown: tuple[Span, ...]
    strangers: tuple[str, ...]

    @property
    def replications(self) -> int:
        """Number of finished replications of all points."""
        return sum(span.count for span in self.done.values())

    def of(self, point: int) -> int:
        """Return the number of finished replications of a point."""
        return sum(span.count for span in self.done.values() if span.point == point)

    def spans(self) -> list[Span]:
        """Return what is finished, in the order of points and replications."""
        return sorted(self.done.values())


def journal(folder: Path, manifest: Manifest) -> Journal:
    """Return what the listing of a folder of shards says. Files that cannot be of this study are strangers."""
    return read_names((file.name for file in folder.glob("*.parquet")), manifest)


def read_names(names: Iterable[str], manifest: Manifest) -> Journal:
    """Return what the names of shards say."""
    done: dict[tuple[int, int], Span] = {}
    outgrown: list[Span] = []
    strangers: list[str] = []
    for name in sorted(names):
        match = _NAME.fullmatch(name)
        if match is None:
            if not name.startswith("weeks_"):
                strangers.append(name)
            continue
        span = Span(*map(int, match.groups()))
        if not _fits(span, manifest):
            strangers.append(name)
            continue
        # Sorted by name the longer of two that begin together comes last.
        if (shorter := done.get((span.point, span.first))) is not None:
            outgrown.append(shorter)
        done[span.point, span.first] = span
    return Journal(done, tuple(outgrown), tuple(strangers))


def _fits(span: Span, manifest: Manifest) -> bool:
    if span.point >= len(manifest.points):
        return False
    block = manifest.points[span.point].block
    return span.first % block == 0 and 0 < span.count <= block


@dataclass(frozen=True)
class Task:
    """A block that is to be finished: `have` replications of it may be there already, at each of some points."""

    points: tuple[int, ...]
    first: int
    have: int
    count: int

    @property
    def missing(self) -> int:
        """Number of replications that are to be computed, of all points."""
        return (self.count - self.have) * len(self.points)


def tasks(
    manifest: Manifest, done: Journal, part: tuple[int, int] = (1, 1), most: int = 64
) -> Iterator[Task]:
    """Yield what is missing, in one order whatever is there: as far as possible equally many replications of all points.

    `part` is a share such as (3, 20) of all blocks, done or not, so that nobody else's share depends on what is there. No more
    than `most` points take turns, since whoever computes them remembers so many.
    """
    number = 0
    for turn in _turns(manifest, most):
        # Blocks are powers of two: where a longer one begins, a shorter one does.
        shortest = min(manifest.points[group[0]].block for group in turn)
        for first in range(0, manifest.replications, shortest):
            row = first // shortest % len(turn)  # so that no part has all blocks of a slow point
            for group in (*turn[row:], *turn[:row]):
                size = manifest.points[group[0]].block
                if first % size:
                    continue
                number += 1
                if (number - 1) % part[1] == part[0] - 1:
                    yield from _missing(done, group, first, min(size, manifest.replications - first))


def _missing(done: Journal, group: list[int], first: int, count: int) -> Iterator[Task]:
    """Yield what is missing of a block at points that are computed in one go, together as far as equally much is there."""
    there: dict[int, list[int]] = {}
    for point in group:
        span = done.done.get((point, first))
        there.setdefault(0 if span is None else span.count, []).append(point)
    for have, points in sorted(there.items()):
        if have < count:
            yield Task(tuple(points), first, have, count)


def _turns(manifest: Manifest, most: int) -> Iterator[list[list[int]]]:
    """Yield the points that take turns, as groups that are computed in one go."""
    groups: dict[int, list[int]] = {}
    for number, point in enumerate(manifest.points):
        groups.setdefault(point.together, []).append(number)
    turn: list[list[int]] = []
    for group in groups.values():
        if turn and sum(map(len, turn)) + len(group) > most:
            yield turn
            turn = []
        turn.append(group)
    if turn:
        yield turn
