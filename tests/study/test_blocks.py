from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from gtmsim.study.blocks import LARGEST_BLOCK, MOST_BLOCKS, blocks


@given(st.integers(1, 2_000_000))
def test_blocks_cover_every_replication_once_and_in_order(replications: int) -> None:
    cut = blocks(replications)
    assert [n for first, count in cut[:3] for n in range(first, first + count)] == list(
        range(sum(count for _, count in cut[:3]))
    )
    assert all(first + count == after for (first, count), (after, _) in pairwise(cut))
    assert (cut[0][0], sum(cut[-1])) == (0, replications)


@given(st.integers(1, 2_000_000))
def test_blocks_are_neither_too_many_to_tell_nor_too_large_to_wait_for(replications: int) -> None:
    cut = blocks(replications)
    assert max(count for _, count in cut) <= LARGEST_BLOCK
    assert len(cut) <= MOST_BLOCKS or replications > MOST_BLOCKS * LARGEST_BLOCK


def test_a_slow_engine_computes_one_replication_at_a_time() -> None:
    assert blocks(3, slow=True) == [(0, 1), (1, 1), (2, 1)]
