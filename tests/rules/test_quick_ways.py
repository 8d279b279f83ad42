"""Where the core answers quicker than by asking a rule, the rule says the same."""

from array import array

from hypothesis import given
from hypothesis import strategies as st
from rules.domains import SHARE, SIGNED, UNIFORM

from gtmsim import _core
from gtmsim.program import rules


def test_the_highest_bit_finds_the_bin_that_halving_finds() -> None:
    octaves = [
        (1 << octave) + off
        for octave in range(5, 62)
        for off in (-1, 0, 1, 1 << octave >> 2, 3 << octave >> 3)
    ]
    for ticks in (*range(5_000), *octaves):
        assert _core.bin_found(ticks) == rules.bin_of(ticks)


@given(UNIFORM, SIGNED, SHARE, SHARE, SHARE, st.floats(0.0, 1e20))
def test_who_surely_advances_does_so_whatever_moves_the_decision(
    u: float, lift: float, without_intent: float, lost: float, no_decision: float, times: float
) -> None:
    assert rules.surely_advances(1.0, True)
    chance = rules.chance_beside(
        rules.advance_chance(1.0, lift, True, without_intent), lost, no_decision, times
    )
    assert rules.outcome(u, chance, lost, no_decision * times) == 0


@given(SHARE.filter(lambda share: share < 1.0), st.booleans())
def test_a_share_below_one_is_never_sure_and_neither_is_a_lead_without_intent(
    share: float, intent: bool
) -> None:
    assert not rules.surely_advances(share, intent)
    assert not rules.surely_advances(1.0, False)


@given(UNIFORM)
def test_luck_that_cannot_matter_is_answered_alike_by_every_uniform(u: float) -> None:
    assert not rules.has_intent(u, 0.0)
    assert rules.has_intent(u, 1.0)
    assert not rules.kept(u, 0.0)
    assert rules.kept(u, 1.0)
    assert not rules.comes_back(u, 0.0, 0, 9.0)
    assert rules.comes_back(u, 1.0, 0, 9.0)
    assert rules.counted(0.0, 7.0, u) == 7
    assert rules.counted(1.0, 1.0, u) == 1
    assert rules.drawn(0.0, 5.0, 1.0, u) == 0.0
    assert rules.drawn(1.0, 5.0, 1.0, u) == 5.0
    assert not rules.gone_cold(u, 10**9, 0.0, 3_600.0)
    assert not rules.rejected(0.0, u, 0.5, 0.0)
    assert rules.day_factor(u, 0.0) == 1.0
    assert rules.pick(u, memoryview(array("d", [0.3])), 0, 1) == 0
