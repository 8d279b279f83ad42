"""Trust: slow to come, slow to go, and worth something."""

import math

import numpy as np
import pytest

from gtmsim.engines import select
from gtmsim.measure.metrics import measured
from gtmsim.program import rules
from gtmsim.program.lower import lower
from gtmsim.scenario import loads

WORLD = """
gtmsim: 1
world:
  segments: {any: {accounts: 300, in_market: 100 %/year, stay: {exponential: 8 weeks}}}
  sources: {market: {kind: pool, hand_raise: 0.9, unprompted: 0.8, intent: 1}}
  awareness: {built_by: null}
  stages:
    talk: {session: 30 min, outcomes: {advance: 0.4, lost: 0.6}}
  customers: {term: 26 weeks, churn: 50 %/year, built_by: care}
  message_break: 0
  price: {slope: 0}
  trust: {lift: 3, holds: 2, half_life: 52 weeks, care: 0, research: 0, word: 0, breaks: 0, discounts: 0}
organisation:
  calendars: {always: {week: {mon-sun: all day}}}
  roles: {rep: {works: {talk: 1}}}
  teams: {rep: {people: 2}}
policy: {standing: {rep: {care: 0.5, research: 0.5}}}
run: {horizon: 104 weeks, warm_up: 26 weeks}
"""


def told(key: str, *overrides: str) -> float:
    batch = select("core").run(lower(loads(WORLD, "trust.yaml", overrides)), 7, 0, 4)
    [series] = [each for each in measured(batch) if each.key == key]
    return float(np.mean(series.values))


TRUST = "trust[segment=any]"


@pytest.mark.mechanism(
    "C30",
    switch=["world.trust.lift", "world.trust.holds", "world.trust.care"],
    shown="committee.yaml",
)
def test_care_earns_trust_that_wins_deals_and_keeps_customers() -> None:
    cared = "world.trust.care=0.1"
    assert told(TRUST) == 0.5
    assert told(TRUST, cared) > 0.7
    assert told("win_rate", cared) > 1.2 * told("win_rate")
    assert told("logo_churn", cared) < 0.8 * told("logo_churn")
    assert told("win_rate", cared, "world.trust.lift=0") == pytest.approx(told("win_rate"), abs=0.03)


@pytest.mark.mechanism("C30", switch=["world.trust.research", "world.trust.word"], shown="committee.yaml")
@pytest.mark.parametrize(
    "said", [["world.trust.research=0.1", "world.knowledge.built_by=research"], ["world.trust.word=0.3"]]
)
def test_being_asked_and_the_word_of_customers_earn_trust(said: list[str]) -> None:
    assert told(TRUST, *said) > 0.55


@pytest.mark.mechanism(
    ["E1", "C30"], switch=["world.trust.discounts", "world.trust.breaks"], shown="committee.yaml"
)
@pytest.mark.parametrize(
    "said",
    [
        ["world.trust.discounts=0.3", "policy.pricing.discount=30 %"],
        ["world.trust.breaks=0.2", "policy.handoffs.talk.message=0.5"],
    ],
    ids=["discounts", "broken promises"],
)
def test_discounts_and_broken_promises_cost_trust(said: list[str]) -> None:
    assert told(TRUST, said[1]) == 0.5
    assert told(TRUST, *said) < 0.4
    assert told("win_rate", *said) < 0.9 * told("win_rate", said[1])


def test_trust_fades_to_what_strangers_give_at_its_half_life() -> None:
    kept = 0.5 ** (1 / 52)
    trust = 0.9
    for _ in range(52):
        trust = rules.trust_next(trust, kept, 0.5, 0.0, 0.0)
    assert trust == pytest.approx(0.7)
    assert abs(trust - 0.7 * 1.05) > 0.01


def test_a_week_earns_a_share_of_what_is_missing_and_costs_a_share_of_what_is_there() -> None:
    assert rules.trust_next(0.6, 1.0, 0.5, 0.1, 0.0) == pytest.approx(1 - 0.4 * math.exp(-0.1))
    assert rules.trust_next(0.6, 1.0, 0.5, 0.0, 0.1) == pytest.approx(0.6 * math.exp(-0.1))


HUNTERS = """
gtmsim: 1
world:
  segments: {any: {accounts: 400, in_market: 200 %/year, stay: {exponential: 8 weeks}}}
  sources:
    market: {kind: pool, hand_raise: 0.9, unprompted: 0.8, intent: 0.5}
    own: {kind: prospecting, done_by: hunting}
  awareness: {built_by: null}
  stages:
    talk: {session: 1 h, sessions: 2, outcomes: {advance: 0.4, lost: 0.6}}
  trust: {mutual: 3, mutual_half_life: 4 weeks}
organisation:
  calendars: {always: {week: {mon-sun: all day}}}
  roles: {rep: {works: {talk: 1}}}
  teams: {rep: {people: 2}}
policy:
  standing: {rep: {hunting: 1}}
  pursuit: {sharpness: 1, tracking: 1}
  handoffs: {talk: {rejects_below: 0}}
run: {horizon: 52 weeks, warm_up: 26 weeks}
"""


@pytest.mark.mechanism("E1", switch="world.trust.mutual", shown="hunting.yaml")
def test_who_is_turned_down_is_not_listened_to() -> None:
    """Hand-offs that are turned down breed distrust, and distrust leaves leads in line: two ways to get along, both stable."""

    def of(key: str, *overrides: str) -> float:
        batch = select("core").run(lower(loads(HUNTERS, "mutual.yaml", overrides)), 7, 0, 4)
        [series] = [each for each in measured(batch) if each.key == key]
        return float(np.mean(series.values))

    good: list[str] = []
    bad = ["policy.handoffs.talk.rejects_below=0.6"]
    assert of("mutual_trust", *bad) < of("mutual_trust", *good)
    without = [of("leads_declined", *each, "world.trust.mutual=0") for each in (good, bad)]
    with_trust = [of("leads_declined", *each) for each in (good, bad)]
    assert with_trust[1] - with_trust[0] > without[1] - without[0]
