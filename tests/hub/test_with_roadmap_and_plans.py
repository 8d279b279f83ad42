"""What a hub does where developers build and finance plans: it filters, spares rework and knows better what comes."""

import pytest
from hub.office import FIRM, value

BUILDS = (
    "world.attributes={speed: {}, safety: {}}",
    "world.products={tool: {features: {speed: 0.2, safety: 0.2}}}",
    "world.roadmap={built_by: other, feature_hours: 20 h, one_off_hours: 20 h, asks: 10 per year}",
    "policy.roadmap={market: 0.8, deals: 0.1, customers: 0.1}",
)


def coherent(carries: str, coherence: float, effects: str = "{}") -> tuple[str, str]:
    """Return a world with one link whose coherence stays as it is."""
    return (
        f"world.links={{only: {{carries: {carries}}}}}",
        f"world.hub={{at_start: {coherence}, half_life: 900 years, effects: {effects}}}",
    )


@pytest.mark.mechanism("D14", switch="world.hub.effects.unfiltered", shown="hub.yaml")
def test_without_a_hub_developers_build_what_sellers_wish() -> None:
    def chosen(*said: str) -> float:
        return value(FIRM, "roadmap_self_chosen_share", *BUILDS, *said)

    filtered, half, wished = (chosen(*coherent("development", each)) for each in (1, 0.5, 0))
    assert wished < half < filtered
    assert wished < 0.5 * filtered
    off = coherent("development", 0, "{unfiltered: 0}")
    assert chosen(*off) > 0.9 * filtered, "with the filter kept only rework is left"


@pytest.mark.mechanism("D16", switch="world.hub.effects.forecast", shown="hub.yaml")
def test_finance_that_nobody_tells_what_comes_is_further_off() -> None:
    def off(*said: str) -> float:
        return value(FIRM, "forecast_error", "policy.planning.informed=1", "run.horizon=208 weeks", *said)

    wide = "{forecast: 0.9}"
    assert off(*coherent("finance", 0, wide)) > 1.2 * off(*coherent("finance", 1, wide))
    assert off(*coherent("finance", 0, "{forecast: 0}")) == off()
