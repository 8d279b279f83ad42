"""A draw stands at an address, and numpy finds the same number there."""

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from gtmsim._draws import uniform, uniforms

EDGES = [0, 1, 2**32 - 1, 2**32, 2**53, 2**63 - 2, 2**63 - 1]
words = st.sampled_from(EDGES) | st.integers(0, 2**63 - 1)


def by_numpy(seed: int, replication: int, index: int, purpose: int, entity: int) -> list[float]:
    """Return the four words of an address as numpy draws them."""
    key = np.array([seed, replication], dtype=np.uint64)
    counter = np.array([index, purpose, entity, 0], dtype=np.uint64)
    return [float(u) for u in np.random.Generator(np.random.Philox(key=key, counter=counter)).random(4)]


@given(words, words, words, words, words)
@example(0, 0, 0, 0, 0)
@example(*[2**63 - 1] * 5)
def test_every_word_of_every_address_is_numpys(
    seed: int, replication: int, index: int, purpose: int, entity: int
) -> None:
    drawn = [uniform(seed, replication, index, purpose, entity, word) for word in range(4)]
    assert drawn == by_numpy(seed, replication, index, purpose, entity)
    assert all(0 <= u < 1 for u in drawn)


def test_a_draw_is_what_it_was() -> None:
    """Were numpy's Philox ever to change, the draws of gtmsim would not."""
    assert [uniform(7, 12, 3, 4, 5, word) for word in range(4)] == [
        0.2522113855414926,
        0.2799457489794227,
        0.6319031025991342,
        0.34263932078364057,
    ]


@given(words, st.integers(0, 2**62), st.integers(0, 40), words, words, words)
def test_many_replications_at_once_are_the_single_draws(
    seed: int, first: int, count: int, index: int, purpose: int, entity: int
) -> None:
    at_once = uniforms(seed, first, count, index, purpose, entity)
    assert at_once.dtype == np.float64
    assert at_once.tolist() == [uniform(seed, first + i, index, purpose, entity, 0) for i in range(count)]


def test_an_address_is_whole_numbers_from_0_to_63_bits() -> None:
    with pytest.raises(ValueError, match="0 or more"):
        uniforms(1, -1, 3, 0, 0, 0)
    with pytest.raises(OverflowError):
        uniform(2**63, 0, 0, 0, 0, 0)


@pytest.mark.parametrize("part", range(6), ids=["seed", "replication", "index", "purpose", "entity", "word"])
def test_neighbouring_addresses_know_nothing_of_each_other(part: int) -> None:
    """Correlations of 20,000 draws have s.d. 0.007; beyond 5 of those lies one in two million."""
    addresses = np.zeros((20_000, 6), dtype=int)
    steps = np.arange(20_000)
    addresses[:, part] = steps % 4 if part == 5 else steps
    addresses[:, 2] += steps // 4 if part == 5 else 0
    drawn = np.array([uniform(*address) for address in addresses.tolist()])
    noise = 1 / np.sqrt(len(drawn))
    for lag in (1, 2, 3, 4, 8, 256):
        assert abs(np.corrcoef(drawn[:-lag], drawn[lag:])[0, 1]) < 5 * noise
    assert abs(drawn.mean() - 0.5) < 5 * noise / np.sqrt(12)
    assert np.histogram(drawn, bins=16, range=(0, 1))[0].std() < 2 * np.sqrt(20_000 / 16)
