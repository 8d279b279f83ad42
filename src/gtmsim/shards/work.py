"""One piece of work: some replications of a few points, from the texts of their scenarios to the bytes of their shards.

Whoever computes it, a thread here or a process elsewhere, needs nothing but what the piece says, and answers with bytes.
"""

import threading
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from gtmsim import engines
from gtmsim.engines.contract import Batch
from gtmsim.measure.ledgers import check_ledgers
from gtmsim.measure.metrics import measurable
from gtmsim.measure.registry import name_in, names_in
from gtmsim.program.lower import lower
from gtmsim.program.tables import Floats, Program
from gtmsim.scenario import Scenario, loads
from gtmsim.shards.faults import StudyError
from gtmsim.shards.manifest import Manifest, Point
from gtmsim.shards.rows import Stamp, encoded, frame_of
from gtmsim.shards.versions import other_versions
from gtmsim.shards.weeks import weeks_of

MOST_PROGRAMS = 64  # that are remembered with the scenarios they were made of


@dataclass(frozen=True)
class Piece:
    """What is to be computed: the same replications of each stamp's point.

    `texts` are the scenarios of the points, by `names`, and `overrides` what is laid over them.
    """

    stamps: tuple[Stamp, ...]
    names: tuple[str, ...]
    texts: tuple[str, ...]
    overrides: tuple[tuple[str, ...], ...]
    weekly: bool
    versions: Mapping[str, str]

    @property
    def replications(self) -> int:
        """Number of replications of all points."""
        return sum(stamp.count for stamp in self.stamps)


Shard = tuple[bytes, bytes | None]  # rows, weekly sums


def computed(piece: Piece) -> list[Shard]:
    """Return the shards of a piece, point by point. Raises StudyError where another version is at work than began the study."""
    if other := other_versions(piece.versions):
        raise StudyError(f"a worker is of another version: the study was begun with {'; '.join(other)}")
    programs = [
        _program(stamp, name, text, laid)
        for stamp, name, text, laid in zip(
            piece.stamps, piece.names, piece.texts, piece.overrides, strict=True
        )
    ]
    stamp = piece.stamps[0]
    engine = engines.select(stamp.engine)
    words = (stamp.seed, stamp.first, stamp.count)
    batches = engine.branch(programs, *words) if len(programs) > 1 else [engine.run(programs[0], *words)]
    return [
        _shard(stamp, batch, weekly=piece.weekly) for stamp, batch in zip(piece.stamps, batches, strict=True)
    ]


def _shard(stamp: Stamp, batch: Batch, *, weekly: bool) -> Shard:
    check_ledgers(batch.program, batch.totals, batch.weekly, batch.first)
    rows = encoded(frame_of(stamp, values_of(batch, stamp.metrics)), stamp)
    return rows, encoded(weeks_of(batch.program, stamp, batch.weekly), stamp) if weekly else None


def values_of(batch: Batch, keys: Sequence[str]) -> Floats:
    """Return replication x series; what this program cannot tell is NaN throughout."""
    known = names_in(batch.program)
    told = {
        each.key: each.values
        for each in measurable(batch, {name_in(key, known) for key in keys} & set(known))
    }
    nothing = np.full(batch.count, np.nan)
    return np.stack([told.get(key, nothing) for key in keys], axis=1)


def scenario_of(text: str, name: str, overrides: Sequence[str]) -> Scenario:
    """Return the scenario of a point: the text kept of its base, and its values laid over it."""
    return loads(text, name=name, overrides=overrides)


@lru_cache(maxsize=MOST_PROGRAMS)
def lowered(scenario: Scenario) -> Program:
    """Return a scenario lowered, remembered for whoever asks next: before a study begins several do."""
    return lower(scenario)


def program_of(manifest: Manifest, texts: Mapping[str, str], point: Point) -> Program:
    """Return the program of a point, lowered anew; `texts` are scenarios by digest."""
    base = manifest.scenarios[point.scenario]
    return lower(scenario_of(texts[base.digest], base.name, point.overrides))


_made: "OrderedDict[str, Program]" = OrderedDict()
_making = threading.Lock()


def _program(stamp: Stamp, name: str, text: str, overrides: Sequence[str]) -> Program:
    """Return the program of a point, remembered for the next piece of it."""
    with _making:
        program = _made.get(stamp.program)
        if program is None:
            program = lower(scenario_of(text, name, overrides))
            if program.digest != stamp.program:
                raise StudyError(f"this version of gtmsim reads the scenario of {stamp.point} otherwise")
            _made[stamp.program] = program
            while len(_made) > MOST_PROGRAMS:
                _made.popitem(last=False)
        _made.move_to_end(stamp.program)
        return program
