"""What is made for many deals against what is made for one: tools for every step, help for one seller, and what is used of it."""

import pytest
from mechanisms.ran import value

MATERIAL = """
gtmsim: 1
world:
  segments: {any: {deal_value: {fixed: 10 kEUR}}}
  sources: {web: {rate: 40 per week, intent: 1}}
  stages:
    look: {sessions: 0, clock: 1 week, outcomes: {advance: 0.5, lost: 0.5}, requests: {deck: 1 per week}}
    decide: {sessions: 0, clock: 1 week, outcomes: {advance: 0.5, lost: 0.5}, requests: {deck: 1 per week}}
  requests: {deck: {session: 2 h, lift: 1, hours_saved: 0 h}}
  library: {built_by: material, level: 0, half_covered: 10 h, half_life: 10 weeks, lift: 1}
organisation:
  calendars: {office: {week: {mon-fri: "09:00-17:00"}}}
  roles: {marketer: {works: {deck: 1}}}
  teams: {marketer: {people: 1}}
policy:
  standing: {marketer: {material: 1}}
  intake: {deck: {queue: 0, deny: 1}}
run: {horizon: 60 weeks, warm_up: 8 weeks}
"""
HELPS = "policy.intake.deck={queue: 1, deny: 0}"
NO_TOOLS = "world.library.lift=0"


def conversions(*overrides: str) -> list[float]:
    return [value(f"conversion_{stage}", MATERIAL, *overrides) for stage in ("look", "decide")]


@pytest.mark.mechanism(
    "C11", "E9", switch=["policy.toolkit", "world.library.lift"], shown=["drain.yaml", "mid_market.yaml"]
)
def test_material_for_one_step_moves_that_step_and_no_other() -> None:
    without = conversions(NO_TOOLS)
    early = conversions("policy.toolkit={look: 1, decide: 0}")
    late = conversions("policy.toolkit={look: 0, decide: 1}")
    assert early[0] > without[0] + 0.1
    assert early[1] == pytest.approx(without[1], abs=0.02)
    assert late[0] == pytest.approx(without[0], abs=0.02)
    assert late[1] > without[1] + 0.1


@pytest.mark.mechanism("C58", switch="policy.adoption", shown=["drain.yaml", "mid_market.yaml"])
def test_what_sellers_do_not_take_up_moves_nothing() -> None:
    none, half, all_of_it = (conversions(f"policy.adoption={share}") for share in (0, 0.5, 1))
    assert none == conversions(NO_TOOLS)
    assert none[0] + 0.05 < half[0] < all_of_it[0] - 0.05


@pytest.mark.mechanism("E14", switch="policy.joint_design", shown=["drain.yaml", "mid_market.yaml"])
def test_designing_tools_with_sellers_pays_where_they_would_not_use_them_otherwise() -> None:
    together = "policy.joint_design=1"

    def wins(adoption: float, *how: str) -> float:
        return value("wins", MATERIAL, f"policy.adoption={adoption}", *how)

    assert wins(0.2, together) > 1.2 * wins(0.2)
    assert wins(1, together) < wins(1)


@pytest.mark.mechanism(
    "E13", switch=["policy.standing", "policy.intake"], shown=["drain.yaml", "mid_market.yaml"]
)
@pytest.mark.parametrize(
    ("deals_a_week", "tools_are_better"), [(1, False), (40, True)], ids=["few deals", "many deals"]
)
def test_an_hour_on_tools_beats_an_hour_on_a_deal_where_many_use_them(
    deals_a_week: int, *, tools_are_better: bool
) -> None:
    """One marketer makes either tools or pieces for single deals, with every hour there is or is asked for."""
    rate = f"world.sources.web.rate={deals_a_week} per week"
    strong, weak = "world.requests.deck.lift=2", "world.library.lift=0.8"
    tools = value("wins", MATERIAL, rate, strong, weak, runs=30)
    deals = value("wins", MATERIAL, rate, strong, weak, HELPS, "policy.standing={}", runs=30)
    assert (tools > deals) is tools_are_better


@pytest.mark.mechanism("C48", "E11", switch="policy.reusable", shown=["drain.yaml", "mid_market.yaml"])
def test_what_serves_one_customer_only_is_made_again_for_the_next() -> None:
    answers = (
        HELPS,
        "world.library={built_by: null, half_life: 500 weeks}",
        "world.requests.deck.avoidable=1",
    )

    def told(metric: str, reusable: float) -> float:
        return value(metric, MATERIAL, *answers, f"policy.reusable={{deck: {reusable}}}")

    assert told("requests_avoided", 0) == told("asset_reuse", 0) == 0
    assert told("one_time_asset_share", 0) == 1
    assert told("requests_avoided", 1) > 0.5 * told("requests_asked", 1)
    assert told("hours[kind=deck]", 1) < 0.7 * told("hours[kind=deck]", 0)


KINDS = """
gtmsim: 1
world:
  segments: {any: {}}
  sources: {web: {rate: 10 per week, intent: 1}}
  stages:
    talk:
      sessions: 0
      clock: 1 week
      outcomes: {advance: 0.5, lost: 0.5}
      requests: {collateral: 0.2 per week, event: 0.1 per week, rfp: 0.1 per week}
  requests: {collateral: {session: 2 h}, event: {session: 6 h}, rfp: {session: 5 h, sessions: 2}}
organisation:
  calendars: {office: {week: {mon-fri: "09:00-17:00"}}}
  roles: {marketer: {works: {collateral: 1, event: 1, rfp: 1}}}
  teams: {marketer: {people: 2}}
policy:
  standing: {marketer: {programs: 1}}
  intake: {collateral: {queue: 1}, event: {queue: 1}, rfp: {queue: 1}}
run: {horizon: 60 weeks}
"""


@pytest.mark.mechanism("C56", switch="world.requests", shown=["drain.yaml", "mid_market.yaml"])
@pytest.mark.parametrize("kind", ["collateral", "event", "rfp"])
def test_every_kind_of_help_that_is_asked_takes_its_hours_from_programs_and_none_when_refused(
    kind: str,
) -> None:
    def hours(work: str, *policy: str) -> float:
        return value(f"hours[role/kind=marketer/{work}]", KINDS, *policy)

    refused = f"policy.intake.{kind}={{queue: 0, deny: 1}}"
    assert hours(kind) > 50
    assert hours(kind, refused) == 0
    assert hours("programs", refused) - hours("programs") == pytest.approx(hours(kind), rel=0.05)


SELLERS = """
gtmsim: 1
world:
  segments: {any: {accounts: 1500, in_market: 100 %/year, stay: 10 weeks, deal_value: {fixed: 10 kEUR}}}
  sources: {site: {kind: pool, intent: 1, unprompted: 0.1, hand_raise: 0.8}}
  awareness: {half_saturation: 20 h, half_life: 4 weeks}
  stages: {talk: {sessions: 0, clock: 2 weeks, outcomes: {advance: 0.3, lost: 0.7}, requests: {demo: 0.5 per week}}}
  requests: {demo: {session: 5 h, lift: 0.5, hours_saved: 0 h}}
organisation:
  calendars: {office: {week: {mon-fri: "09:00-17:00"}}}
  roles: {marketer: {works: {demo: 1}}, support: {works: {referred: 1}}}
  teams: {marketer: {people: 1}, support: {people: 4}}
policy: {standing: {marketer: {programs: 1}}}
run: {horizon: 60 weeks}
"""


@pytest.mark.mechanism(
    "E12",
    switch=["policy.intake.*.preempt", "policy.intake.*.refer"],
    shown=["drain.yaml", "mid_market.yaml"],
)
def test_the_hours_one_seller_gets_are_leads_that_nobody_gets() -> None:
    """What help costs is what programs would have brought: it pays only where one deal gains more than that."""

    def told(metric: str, answer: str, *world: str) -> float:
        return value(metric, SELLERS, f"policy.intake.demo={{queue: 0, {answer}: 1}}", *world)

    assert told("leads", "preempt") < 0.9 * told("leads", "deny")
    programs = "hours[role/kind=marketer/programs]"
    assert told(programs, "refer") == told(programs, "deny"), "those who do nothing else take it from nobody"
    assert told(programs, "preempt") < 0.7 * told(programs, "deny")
    assert told("win_rate", "preempt") > told("win_rate", "deny")
    assert told("wins", "preempt") < told("wins", "deny") < told("wins", "refer")
    strong = "world.requests.demo.lift=5"
    assert told("wins", "preempt", strong) > told("wins", "deny", strong)
