"""The ledger of hours: what each role did, by kind of work, replication by replication; with idle hours it is all of its time."""

from collections.abc import Mapping

import numpy as np

from gtmsim.measure.tally import series_of
from gtmsim.program.tables import Floats, Ints, Program
from gtmsim.units import TICKS_PER_HOUR

_DIMENSION = "role/kind"

Ledger = Mapping[tuple[str, str], Ints]  # role and kind of work (or idle) -> ticks, a number a replication


def keys_of(program: Program) -> dict[str, tuple[str, str]]:
    """Return the keys of the series that make the ledger of a program, with role and kind of each."""
    found = {}
    for series in series_of(program):
        if (series.metric, series.dimension) == ("hours", _DIMENSION):
            role, _, kind = series.level.partition("/")
            found[series.key] = role, kind
    return found


def ledger_of(
    keys: Mapping[str, tuple[str, str]], columns: Mapping[str, Floats]
) -> dict[tuple[str, str], Ints]:
    """Return the ledger from its series, in whole ticks."""
    return {place: np.rint(columns[key] * TICKS_PER_HOUR).astype(np.int64) for key, place in keys.items()}


def opened(ledger: Ledger, role: str) -> Ints:
    """Return all ticks that a role was there."""
    ticks: Ints = np.sum([each for (mine, _), each in ledger.items() if mine == role], axis=0)
    return ticks
