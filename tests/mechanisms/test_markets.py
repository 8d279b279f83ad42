"""Which markets to speak to, and as whom: focus and breadth, both points of view, and leads that are sorted or not."""

import pytest
from mechanisms.ran import value

MARKET = """
gtmsim: 1
world:
  segments:
    near: {accounts: 600, in_market: 100 %/year, stay: 10 weeks, deal_value: {fixed: 10 kEUR}}
    far: {accounts: 600, in_market: 100 %/year, stay: 10 weeks, deal_value: {fixed: 10 kEUR}}
  sources: {site: {kind: pool, intent: 1, unprompted: 0.05, hand_raise: 0.8}}
  awareness: {half_saturation: 60 h, half_life: 4 weeks}
  products: {thing: {}}
  stages: {talk: {sessions: 0, outcomes: {advance: 0.3, lost: 0.7}}}
organisation:
  calendars: {office: {week: {mon-fri: "09:00-17:00"}}}
  roles: {marketer: {}}
  teams: {marketer: {people: 1}}
policy: {standing: {marketer: {programs: 1, research: 0}}}
run: {horizon: 60 weeks}
"""
FITS_NEAR = "world.products.thing.fit={near: 1, far: -2}"


def aimed(near: float) -> str:
    return f"policy.targeting={{near: {near}, far: {1 - near}}}"


@pytest.mark.mechanism("C21", "A10", switch="policy.targeting", shown=["channels.yaml", "mid_market.yaml"])
def test_the_market_that_was_chosen_must_be_the_one_the_offer_fits() -> None:
    chosen, other = (value("wins", MARKET, FITS_NEAR, aimed(share)) for share in (1, 0))
    assert chosen > 1.5 * other
    assert value("leads[segment=near]", MARKET, aimed(1)) > 2 * value("leads[segment=near]", MARKET, aimed(0))
    either, or_other = (value("wins", MARKET, aimed(share)) for share in (1, 0))
    assert either == pytest.approx(or_other, rel=0.1), "where both fit alike the choice is no matter"


@pytest.mark.mechanism("C29", switch="policy.targeting", shown=["channels.yaml", "mid_market.yaml"])
def test_depth_pays_where_markets_differ_and_costs_where_they_are_alike() -> None:
    deep, broad = (value("wins", MARKET, FITS_NEAR, aimed(share)) for share in (1, 0.5))
    assert deep > 1.03 * broad
    deep, broad = (value("wins", MARKET, aimed(share)) for share in (1, 0.5))
    assert deep < 0.97 * broad


@pytest.mark.mechanism("A10", switch="policy.offers", shown=["channels.yaml", "mid_market.yaml"])
def test_offers_aimed_by_segment_win_more_than_offers_to_anybody() -> None:
    products = "world.products={thing: {fit: {near: 1, far: -1}}, other: {fit: {near: -1, far: 1}}}"

    def wins(thing_to_near: float, thing_to_far: float) -> float:
        offers = (
            f"policy.offers.{name}={{thing: {share}, other: {1 - share}}}"
            for name, share in (("near", thing_to_near), ("far", thing_to_far))
        )
        return value("wins", MARKET, products, "policy.offers={near: {thing: 1}, far: {thing: 1}}", *offers)

    assert wins(1, 0) > 1.2 * wins(0.5, 0.5) > 1.2 * wins(0, 1)


@pytest.mark.mechanism(
    "C27", switch=["policy.standing", "world.knowledge.built_by"], shown=["channels.yaml", "mid_market.yaml"]
)
def test_hours_spent_on_the_buyers_side_pay_as_far_as_speaking_past_them_costs() -> None:
    outside_in = "policy.standing.marketer={programs: 0.7, research: 0.3}"

    def leads(relevance: float, *policy: str) -> float:
        known = f"world.knowledge={{built_by: research, half_known: 2 h, relevance: {relevance}}}"
        return value("leads", MARKET, known, *policy)

    assert leads(0.1, outside_in) > 1.1 * leads(0.1)
    assert leads(1, outside_in) < leads(1), "where anything is understood research only takes hours"


LEADS = """
gtmsim: 1
world:
  segments: {any: {accounts: 600, in_market: 100 %/year, stay: 10 weeks, deal_value: {fixed: 10 kEUR}}}
  sources: {site: {kind: pool, intent: 0.5, scoring: 0.3, unprompted: 0.5, hand_raise: 0.8, noise: 20 per week}}
  knowledge: {built_by: research, half_known: 1 h, relevance: 1}
  stages: {talk: {session: 1 h, outcomes: {advance: 0.5, lost: 0.5}, without_intent: 0}}
organisation:
  calendars: {office: {week: {mon-fri: "09:00-17:00"}}}
  roles: {rep: {works: {talk: 1}}, marketer: {}}
  teams: {rep: {people: 4}, marketer: {people: 2}}
policy:
  standing: {marketer: {programs: 0.5, research: 0.5}}
  handoffs: {talk: {threshold: 0.5}}
run: {horizon: 60 weeks}
"""
NOBODY_LEARNS = "policy.standing.marketer={programs: 0.5, research: 0, rest: 0.5}"


@pytest.mark.mechanism(
    "C9", switch=["world.knowledge.scoring", "world.knowledge.precision"], shown="channels.yaml"
)
@pytest.mark.parametrize("by", ["scoring", "precision"])
def test_who_knows_the_market_hands_over_more_of_those_who_will_buy(by: str) -> None:
    other = "precision" if by == "scoring" else "scoring"
    alone = f"world.knowledge={{{by}: 0.9, {other}: 0}}"

    def won_of_worked(*policy: str) -> float:
        return value("wins", LEADS, alone, *policy) / value("mqls", LEADS, alone, *policy)

    assert won_of_worked() > 1.1 * won_of_worked(NOBODY_LEARNS)
    off = f"world.knowledge={{{by}: 0, {other}: 0}}"
    assert value("mqls", LEADS, off) == value("mqls", LEADS, off, NOBODY_LEARNS)


@pytest.mark.mechanism("C54", switch="policy.handoffs.*.threshold", shown="mid_market.yaml")
def test_any_deal_with_anybody_wins_more_while_hands_are_idle_and_less_when_they_are_not() -> None:
    anybody, chosen = "policy.handoffs.talk.threshold=0", "policy.handoffs.talk.threshold=0.5"
    sharp = ("world.knowledge.built_by=null", "world.sources.site.scoring=0.4")

    def both(metric: str, people: int) -> list[float]:
        hands = f"organisation.teams.rep.people={people}"
        length = "world.stages.talk.session=6 h"
        return [value(metric, LEADS, *sharp, each, hands, length) for each in (anybody, chosen)]

    idle = both("wins", 60)
    assert idle[0] > idle[1]
    scarce = both("wins", 1)
    assert scarce[0] < 0.9 * scarce[1]
    worked = both("mqls", 60)
    assert idle[0] / worked[0] < 0.9 * idle[1] / worked[1]
