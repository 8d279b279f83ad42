"""Batches of one run, put side by side again."""

from collections.abc import Iterable

import numpy as np

from gtmsim.engines.contract import Batch
from gtmsim.errors import UsageError

NOTHING = "no replication is finished: there is nothing to measure"


def joined(batches: Batch | Iterable[Batch]) -> Batch:
    """Return one batch of all replications. Sums of whole numbers and rows in order: how they were cut leaves no trace.

    Raises UsageError if there are none, or if they are not neighbouring parts of one run.
    """
    if isinstance(batches, Batch):
        return batches
    parts = sorted(batches, key=lambda batch: batch.first)
    if not parts:
        raise UsageError(NOTHING)
    start = parts[0]
    expected = start.first
    for part in parts:
        same = part.program is start.program or part.program.digest == start.program.digest
        if not same or (part.seed, part.engine) != (start.seed, start.engine):
            raise UsageError(
                "these batches come from different runs: program, seed and engine must be the same"
            )
        if part.first != expected:
            raise UsageError(f"replication {expected} is missing, the next batch begins with {part.first}")
        expected = part.first + part.count
    if len(parts) == 1:
        return start
    return Batch(
        program=start.program,
        engine=start.engine,
        seed=start.seed,
        first=start.first,
        count=expected - start.first,
        totals=np.concatenate([part.totals for part in parts]),
        ledger=np.sum([part.ledger for part in parts], axis=0, dtype=np.int64),
        weekly=np.sum([part.weekly for part in parts], axis=0, dtype=np.int64),
        table=np.concatenate([part.table for part in parts]),
    )
