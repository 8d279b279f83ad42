"""Some series of a batch, by key, one value a replication."""

from collections.abc import Iterable

from gtmsim.engines.contract import Batch
from gtmsim.measure.metrics import measurable
from gtmsim.measure.registry import name_in, names_in
from gtmsim.measure.tally import Tally, missing
from gtmsim.program.tables import Floats


def columns(batch: Batch | Tally, keys: Iterable[str]) -> dict[str, Floats]:
    """Return the values of the series asked for by key, NaN where there was nothing to measure.

    Raises UsageError, with the nearest name, for what this program cannot tell, and for what a tally did not keep.
    """
    wanted = list(dict.fromkeys(keys))
    if isinstance(batch, Tally):
        return {key: batch.column(key) for key in wanted}
    known = names_in(batch.program)
    names = {name_in(key, known) for key in wanted}
    found = {series.key: series.values for series in measurable(batch, sorted(names & set(known)))}
    for key in wanted:
        if key not in found:
            raise missing(key, batch.program, list(found))
    return {key: found[key] for key in wanted}
