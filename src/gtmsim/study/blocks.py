"""How a run is cut into blocks. The cut depends on the run and its engine, never on who computes it."""

from collections.abc import Iterable

from gtmsim.measure.tally import portion
from gtmsim.program.tables import Program

MOST_BLOCKS = 64
GROWN_AFTER = 16  # blocks of a size are asked for before they are twice as large
IN_A_PORTION = 4  # blocks at least, where there are as many replications: several blocks are in hand at once


def block_size(programs: Iterable[Program], replications: int, at_once: int = 1) -> int:
    """Return how many replications stand in a block: enough that blocks are few, as long as their totals are small.

    Where so many programs are computed at once, a block is that much smaller: nobody waits longer for one, and it weighs no more.
    A power of two, as is the number that is measured at once, so that every portion is made of whole blocks.
    """
    few = 1 << max(0, (-(-replications // MOST_BLOCKS) - 1).bit_length())
    most = min(portion(program) for program in programs) // IN_A_PORTION
    return max(1, min(few, most) >> (at_once - 1).bit_length())


def blocks(replications: int, size: int = 1, first: int = 0) -> list[tuple[int, int]]:
    """Return first replication and count of every block, in order: small ones first, so that something is soon known.

    Each begins at a multiple of its size or of what was left for it, which keeps them within portions. Those before `first` are
    finished.
    """
    cut: list[tuple[int, int]] = []
    while first < replications:
        grown = 1 << max(0, (first // GROWN_AFTER).bit_length() - 1)
        aligned = first & -first or size
        count = min(size, grown, aligned, replications - first)
        cut.append((first, count))
        first += count
    return cut
