"""What is wrong with what a scenario says about needs is told where it stands, and so is what has no effect."""

import pytest
from needs.fits import SHOP, traced
from needs.test_segments import MARKET

from gtmsim.errors import GtmsimError
from gtmsim.program.layout import What
from gtmsim.scenario import loads
from gtmsim.scenario.mixing import mix
from gtmsim.scenario.unused import unused
from gtmsim.tell.describe import described
from gtmsim.tell.records import Teller


def without_effect(text: str, *overrides: str) -> dict[str, str]:
    """Return what has no effect, with the reason."""
    return {each.path: each.reason for each in unused(loads(text, "shop.yaml", overrides))}


def test_a_need_that_nobody_named_is_refused_with_the_nearest_name() -> None:
    with pytest.raises(GtmsimError, match="speed"):
        loads(SHOP, "shop.yaml", ["world.segments.shop.needs.sped=1"])


@pytest.mark.parametrize(
    ("override", "path"),
    [
        ("world.needs.trend_half_life=3 weeks", "world.needs.trend_half_life"),
        ("world.needs.not_urgent=2", "world.needs.not_urgent"),
        ("policy.research.horizon=1 year", "policy.research.horizon"),
        ("world.knowledge.noticing=9 h", "world.knowledge.noticing"),
        ("world.segments.shop.emerges=2030-01-01", "world.segments.shop.emerges"),
    ],
)
def test_what_has_no_effect_is_named(override: str, path: str) -> None:
    assert path in without_effect(SHOP, override)


def test_what_has_an_effect_is_not() -> None:
    assert not [path for path in without_effect(SHOP) if path.startswith("world.needs")]
    assert "world.segments.new.emerges" not in without_effect(MARKET)


def test_policies_of_research_mix() -> None:
    asked = [
        loads(MARKET, "shop.yaml", [f"policy.research.{field}"]).policy
        for field in ("frame=0", "horizon=2 years")
    ]
    mixed = mix(asked, [1, 1]).research
    assert mixed.frame == 0.5
    assert mixed.horizon == asked[1].research.horizon / 2  # type: ignore[operator]


def test_a_segment_that_is_noticed_and_a_buyer_in_no_hurry_are_told_in_words() -> None:
    trace = traced(MARKET, "world.segments.new.urgent=0.5")
    teller = Teller(trace.program)
    told = {
        what: teller.told(next(row for row in trace.records.tolist() if row[3] == what))
        for what in (What.NOTICED, What.NOT_URGENT)
    }
    assert "new is noticed" in told[What.NOTICED].what
    assert "no hurry" in told[What.NOT_URGENT].what
    assert "new emerges after" in described(trace.program)
