"""What hangs on the links: each missing coherence harms what it says, and nothing where its effect is switched off."""

import pytest
from hub.office import FIRM, firm, happened, value

from gtmsim.program.layout import Firm, What

OFF = {
    "finance": "{forecast: 0}",
    "marketing": "{relevance: 0, gate: 0}",
    "sales": "{breaks: 0, backstop: 0}",
    "development": "{rework: 0, unfiltered: 0}",
    "management": "{latency: 0 weeks}",
    "research": "{research: 0}",
    "press": "{reach: 0}",
    "service": "{service: 0}",
}
READ_BY_DEALS = ("marketing", "sales", "research", "press", "service")


def link(carries: str, effects: str = "{}") -> tuple[str, str]:
    """Return a world in which one link carries something and nothing is aligned."""
    return f"world.links={{only: {{carries: {carries}}}}}", f"world.hub={{at_start: 0, effects: {effects}}}"


def harm(metric: str, carries: str, effects: str) -> tuple[float, float]:
    """Return a metric without links, and where the one link is not coherent."""
    return value(FIRM, metric), value(FIRM, metric, *link(carries, effects))


@pytest.mark.parametrize("carries", OFF)
def test_a_link_whose_effects_are_off_leaves_every_record_as_it_was(carries: str) -> None:
    assert happened(FIRM, *link(carries, OFF[carries])) == happened(FIRM)


@pytest.mark.parametrize("carries", READ_BY_DEALS)
def test_a_link_that_is_not_coherent_changes_what_happens(carries: str) -> None:
    assert happened(FIRM, *link(carries)) != happened(FIRM)


@pytest.mark.mechanism(["C10", "C31"], switch="world.hub.effects.relevance", shown="hub.yaml")
def test_effort_speaks_past_the_market_where_marketing_tells_another_story() -> None:
    alone, apart = harm("leads", "marketing", "{relevance: 0.6, gate: 0}")
    assert apart < 0.9 * alone
    assert value(FIRM, "hours[kind=programs]", *link("marketing", "{relevance: 0.6, gate: 0}")) > 0


@pytest.mark.mechanism("D6", switch="world.hub.effects.gate", shown="hub.yaml")
def test_material_nobody_has_approved_is_used_less_and_does_less() -> None:
    gate = link("marketing", "{relevance: 0, gate: 1}")
    alone, apart = harm("conversion_sell", "marketing", "{relevance: 0, gate: 1}")
    assert apart < alone - 0.05
    assert value(FIRM, "coverage_sell", *gate) == pytest.approx(value(FIRM, "coverage_sell"), abs=0.05)
    assert value(FIRM, "conversion_sell", *gate) == pytest.approx(
        value(FIRM, "conversion_sell", "policy.adoption=0"), abs=1e-9
    ), "at no coherence a full gate leaves nothing"


@pytest.mark.mechanism("C60", switch="world.hub.effects.breaks", shown="hub.yaml")
def test_openers_forget_what_campaigns_promised_where_sales_is_not_aligned() -> None:
    half, all_of_them = link("sales", "{breaks: 0.5, backstop: 0}"), link("sales", "{breaks: 1, backstop: 0}")
    touched = value(FIRM, "leads") - value(FIRM, "leads_never_worked_share") * value(FIRM, "leads")
    assert value(FIRM, "message_breaks", *half) == pytest.approx(touched / 2, rel=0.1)
    assert value(FIRM, "message_breaks", *all_of_them) == pytest.approx(touched, rel=0.05)
    assert value(FIRM, "conversion_open", *all_of_them) < value(FIRM, "conversion_open") - 0.1


@pytest.mark.mechanism("D15", switch="world.hub.effects.backstop", shown="hub.yaml")
def test_large_deals_and_only_those_are_lost_without_somebody_credible_behind_the_seller() -> None:
    alone = link("sales", "{breaks: 0, backstop: 1.5}")
    backed = (alone[0], "world.hub={at_start: 1, half_life: 900 years, effects: {breaks: 0, backstop: 1.5}}")
    assert value(FIRM, "bookings", *alone) < 0.7 * value(FIRM, "bookings")
    assert value(FIRM, "bookings", *backed) == pytest.approx(value(FIRM, "bookings"), rel=0.02)
    none = "policy.large_deal=1 MEUR"
    assert happened(FIRM, *alone, none) == happened(FIRM, none), "where no deal is large nothing happens"


@pytest.mark.mechanism("D5", switch="policy.pricing.limit", shown="hub.yaml")
def test_discounts_keep_to_a_limit_as_far_as_the_link_to_finance_is_coherent() -> None:
    def paid(coherence: float, limit: float) -> float:
        hub = f"world.hub={{at_start: {coherence}, half_life: 900 years}}"
        links, said = "world.links={only: {carries: finance}}", f"policy.pricing.limit={limit}"
        return value(FIRM, "price_realisation", links, hub, said)

    for coherence in (0, 0.5, 1):
        assert paid(coherence, 0.04) == pytest.approx(0.9 + coherence * 0.06, abs=1e-3)
        assert paid(coherence, 1) == pytest.approx(0.9, abs=1e-3)


@pytest.mark.mechanism("D10", switch="world.hub.effects.research", shown="hub.yaml")
def test_research_without_direction_teaches_less_in_the_same_hours() -> None:
    def known(*said: str) -> float:
        return max(row[5] for row in happened(FIRM, *said) if row[3] == What.KNOWN) / 1e6

    assert 0 < known(*link("research", "{research: 0.6}")) < 0.9 * known()
    same = value(FIRM, "hours[kind=research]", *link("research", "{research: 0.6}"))
    assert same == pytest.approx(value(FIRM, "hours[kind=research]"), rel=0.1)


@pytest.mark.mechanism("D11", switch="world.hub.effects.reach", shown="hub.yaml")
def test_contradictions_in_public_take_reach_and_so_leads() -> None:
    alone, apart = harm("leads", "press", "{reach: 0.5}")
    assert apart < 0.85 * alone


@pytest.mark.mechanism("D12", switch="world.hub.effects.service", shown="hub.yaml")
def test_service_that_knows_nothing_of_what_was_promised_keeps_fewer_customers() -> None:
    alone, apart = harm("logo_churn", "service", "{service: 1}")
    assert apart > alone
    uncared = value(FIRM, "logo_churn", "world.customers.built_by=null")
    assert apart == pytest.approx(uncared, abs=0.02), "at no coherence all of the care is lost"


@pytest.mark.mechanism("D9", switch="world.hub.effects.latency", shown="hub.yaml")
def test_decisions_wait_where_nobody_explains_the_market_to_management() -> None:
    def days(coherence: float) -> float:
        hub = f"world.hub={{at_start: {coherence}, half_life: 900 years, effects: {{latency: 6 weeks}}}}"
        return value(FIRM, "decision_latency_days", "world.links={only: {carries: management}}", hub)

    assert [days(each) for each in (0, 0.5, 1)] == pytest.approx([42, 21, 0], abs=0.1)


@pytest.mark.mechanism(
    ["D14", "D16"],
    switch=["world.hub.effects.unfiltered", "world.hub.effects.forecast"],
    shown="hub.yaml",
)
def test_coherence_is_what_filters_wishes_steadies_forecasts_and_spares_rework() -> None:
    links = "world.links={dev: {carries: development}, money: {carries: finance}}"
    for coherence in (0.0, 0.5):
        hub = f"world.hub={{at_start: {coherence}, half_life: 900 years}}"
        told = firm(FIRM, links, hub, "run.horizon=3 weeks")
        assert told(Firm.FILTER) == pytest.approx(coherence, abs=1e-3)
        assert told(Firm.VELOCITY) == pytest.approx(1 - 0.25 * (1 - coherence), abs=1e-3)
        assert told(Firm.FORECAST_ERROR) == pytest.approx(0.3 * (1 - coherence), abs=1e-3)
    nothing = firm(FIRM, "run.horizon=3 weeks")
    assert [nothing(place) for place in (Firm.FILTER, Firm.VELOCITY, Firm.FORECAST_ERROR)] == [1, 1, 0]


def test_several_links_that_carry_the_same_count_by_their_weights() -> None:
    links = "world.links={a: {carries: development, weight: 3}, b: {carries: development}, c: {}}"
    hub = "world.hub={built_by: align, half_aligned: 1 min, slow: 0, at_start: 0, half_life: 1 day}"
    told = firm(FIRM, links, hub, "policy.links={a: 1, b: 0, c: 0}", "run.horizon=9 weeks")
    assert told(Firm.FILTER) == pytest.approx(0.75, abs=0.01)
    assert told(Firm.ALIGNED) == pytest.approx(0.6, abs=0.01)


@pytest.mark.mechanism("D7", switch="world.hub.training.built_by", shown="hub.yaml")
def test_training_lifts_every_deal_and_is_forgotten_when_it_ends() -> None:
    training = "world.hub.training={built_by: other, half_trained: 1 h, lift: 1, half_life: 4 weeks}"
    assert value(FIRM, "conversion_sell", training) > value(FIRM, "conversion_sell") + 0.1
    assert value(FIRM, "training", training) > 0.8
    nobody = "policy.standing.manager={align: 1, other: 0}"
    none = training.replace("lift: 1", "lift: 0")
    assert happened(FIRM, none) == happened(FIRM)
    assert value(FIRM, "training", training, "treatment.at=8 weeks", f"treatment.{nobody}") < 0.5


@pytest.mark.mechanism("D7", switch="policy.intake.*.large", shown="hub.yaml")
def test_a_hub_that_helps_close_large_deals_is_drained_like_marketing() -> None:
    links = (
        "world.links={sales: {carries: sales}}",
        "world.hub.built_by=align",
        "world.hub.half_aligned=8 h",
    )
    drained = (
        "organisation.roles={manager: {works: {ask: 1}}, marketer: {works: {ask: 0}}}",
        "policy.intake.ask={queue: 0, deny: 1, large: {preempt: 1}}",
        "world.stages.sell={requests: {ask: 4 per week}, clock: 2 weeks}",
        "policy.standing.manager={align: 1, other: 0}",
    )
    spared = (drained[0], "policy.intake.ask={queue: 0, deny: 1}", *drained[2:])
    assert value(FIRM, "hours[kind=align]", *links, *drained) < value(
        FIRM, "hours[kind=align]", *links, *spared
    )
    assert value(FIRM, "coherence", *links, *drained) < value(FIRM, "coherence", *links, *spared) - 0.02


@pytest.mark.mechanism("A19", switch="world.hub.profile.relevance", shown="hub.yaml")
def test_a_profile_that_all_share_makes_effort_relevant() -> None:
    profile = "world.hub.profile={built_by: other, half_known: 2 h, relevance: 0.5}"
    assert value(FIRM, "leads", profile) > 1.05 * value(FIRM, "leads")
    assert happened(FIRM, profile.replace("0.5", "0")) == happened(FIRM)


@pytest.mark.mechanism("D19", switch=["world.hub.built_by", "world.awareness.built_by"], shown="hub.yaml")
def test_demand_work_and_product_management_are_worth_more_together() -> None:
    links = (
        "world.links={all: {carries: marketing}}",
        "world.hub={built_by: align, at_start: 0, half_aligned: 4 h}",
    )
    strong = "world.hub.effects={relevance: 0.8}"
    no_hub, no_programs = "world.hub.built_by=null", "world.awareness.built_by=null"

    def leads(*without: str) -> float:
        return value(FIRM, "leads", *links, strong, *without)

    both, neither = leads(), leads(no_hub, no_programs)
    assert leads(no_programs) == neither, "a message that nobody spreads raises no hand"
    assert both - leads(no_hub) > 0.25 * (leads(no_hub) - neither) > 0
