from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st
from measure.handmade import program

from gtmsim.measure.tally import PORTION_BYTES, portion
from gtmsim.program.totals import totals_of
from gtmsim.study.blocks import GROWN_AFTER, IN_A_PORTION, MOST_BLOCKS, block_size, blocks
from gtmsim.study.together import EARLY

SMALL, LARGE = program(), program(weeks=300)


@given(st.integers(1, 100_000), st.sampled_from([1, 4, 64, 256]))
def test_blocks_cover_every_replication_once_and_in_order(replications: int, size: int) -> None:
    cut = blocks(replications, size)
    assert all(first % count == 0 or first + count == replications for first, count in cut)
    assert [n for first, count in cut[:3] for n in range(first, first + count)] == list(
        range(sum(count for _, count in cut[:3]))
    )
    assert all(first + count == after for (first, count), (after, _) in pairwise(cut))
    assert (cut[0][0], sum(cut[-1])) == (0, replications)


@given(st.integers(1, 100_000))
def test_blocks_are_neither_too_many_to_tell_nor_too_large_to_hold(replications: int) -> None:
    size = block_size([SMALL], replications)
    assert IN_A_PORTION * size * totals_of(SMALL).width * 8 <= PORTION_BYTES
    most = MOST_BLOCKS + GROWN_AFTER * size.bit_length()
    assert len(blocks(replications, size)) <= most or size * IN_A_PORTION == portion(SMALL)


@given(st.integers(100, 100_000), st.sampled_from([1, 4, 64, 256]))
def test_the_first_answers_come_at_twenty_and_a_hundred_however_many_will_follow(
    replications: int, size: int
) -> None:
    assert set(EARLY) <= {first + count for first, count in blocks(replications, size)}


@given(st.integers(1, 100_000), st.integers(1, 9))
def test_every_portion_is_made_of_whole_blocks_whoever_else_is_in_the_study(
    replications: int, at_once: int
) -> None:
    size = block_size([SMALL, LARGE], replications, at_once)
    assert all(portion(each) % size == 0 for each in (SMALL, LARGE))
