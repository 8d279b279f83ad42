"""One row of a study, computed again by itself: what stands in the folder can be checked by anybody."""

from dataclasses import dataclass, replace
from io import BytesIO
from typing import TYPE_CHECKING

from gtmsim.errors import UsageError
from gtmsim.shards.manifest import Manifest
from gtmsim.shards.places import Places
from gtmsim.shards.rows import checksum, decoded
from gtmsim.shards.running import piece_of
from gtmsim.shards.work import computed

if TYPE_CHECKING:
    import polars as pl


@dataclass(frozen=True)
class Again:
    """A row that was computed again, beside the one that is kept: None if it is not there yet."""

    kept: "pl.DataFrame | None"
    computed: "pl.DataFrame"

    @property
    def identical(self) -> bool | None:
        """Whether both are the same to the last bit; None if there is nothing to compare with."""
        return None if self.kept is None else checksum(self.kept) == checksum(self.computed)

    def as_json(self) -> dict[str, object]:
        """Return it as plain data."""
        return {
            "identical": self.identical,
            "computed": self.computed.row(0, named=True),
            "kept": None if self.kept is None else self.kept.row(0, named=True),
        }


def again(places: Places, manifest: Manifest, point: str, replication: int) -> Again:
    """Compute a replication of a point by itself. Raises UsageError for a point nobody knows, with the nearest."""
    number = manifest.number(point)
    if not 0 <= replication < manifest.replications:
        raise UsageError(f"replications are 0 to {manifest.replications - 1}, got {replication}")
    piece = piece_of(manifest, places.texts(manifest), (number,), replication, 1)
    row = decoded(BytesIO(computed(replace(piece, weekly=False))[0][0]))
    begins = replication - replication % manifest.points[number].block
    span = places.journal(manifest).done.get((number, begins))
    if span is None or replication >= span.first + span.count:
        return Again(None, row)
    return Again(decoded(places.shard(span))[replication - span.first], row)
