"""How a run is cut into blocks. The cut depends on the run and its engine, never on who computes it."""

MOST_BLOCKS = 64
LARGEST_BLOCK = 5_000


def block_size(replications: int) -> int:
    """Return how many replications stand in a block: few enough to tell progress and to share out, never more than 5,000."""
    return min(LARGEST_BLOCK, max(1, -(-replications // MOST_BLOCKS)))


def blocks(replications: int, *, slow: bool = False) -> list[tuple[int, int]]:
    """Return first replication and count of every block, in order.

    A slow engine computes one at a time, so that an interrupt has little to wait for.
    """
    size = 1 if slow else block_size(replications)
    return [(first, min(size, replications - first)) for first in range(0, replications, size)]
