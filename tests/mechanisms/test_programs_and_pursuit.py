"""What programs can do alone, and what it takes of those who pick up where programs end."""

import numpy as np
import pytest
from mechanisms.ran import value, values

BOTH_SIDES = """
gtmsim: 1
world:
  segments: {any: {accounts: 1500, in_market: 100 %/year, stay: 10 weeks, deal_value: {fixed: 10 kEUR}}}
  sources:
    air: {kind: pool, intent: 0.3, scoring: 0.4, unprompted: 0.02, hand_raise: 0.7, brand: 1, noise: 10 per week}
    low: {kind: pool, intent: 0.7, scoring: 0.4, unprompted: 0.02, hand_raise: 0.4}
    own: {kind: prospecting, intent: 0.4, done_by: hunting}
  awareness: {half_saturation: 40 h, half_life: 5 weeks, brand_half_life: 39 weeks}
  message_break: 0.9
  duplicate_touch: 0.4
  stages:
    talk:
      session: 90 min
      sessions: 3
      gap: 1 week
      outcomes: {advance: 0.5, lost: 0.5}
      without_intent: 0.1
      patience: {exponential: 4 weeks}
organisation:
  calendars: {office: {week: {mon-fri: "09:00-17:00"}}}
  roles: {rep: {works: {talk: 1}}, marketer: {}}
  teams: {rep: {people: 4}, marketer: {people: 2}}
policy:
  standing: {marketer: {programs: 1}, rep: {hunting: 1}}
  channels: {air: 0.8, low: 0.2}
  handoffs: {talk: {threshold: 0, message: 0.3, keeps_owner: 1}}
  pursuit: {sharpness: 4, shared_list: 0.3}
run: {horizon: 104 weeks, warm_up: 26 weeks}
"""
DOWN_THE_FUNNEL = ("policy.channels={air: 0.2, low: 0.8}", "policy.handoffs.talk.threshold=0.4")
MET_HALFWAY = (
    "policy.handoffs.talk.message=1", "policy.pursuit.tracking=2", "policy.pursuit.shared_list=1",
)  # fmt: skip


@pytest.mark.mechanism(
    "B4", switch=["policy.channels", "policy.handoffs.*.threshold"], shown=["channels.yaml", "hunting.yaml"]
)
def test_programs_moved_down_the_funnel_gain_and_leave_most_to_those_who_take_the_leads_up() -> None:
    """The claim holds in this world: qualification helps by itself, and where sellers meet it halfway it adds next to nothing."""

    def wins(*policy: str) -> float:
        return value("wins", BOTH_SIDES, *policy)

    as_it_was, alone, met, both = (
        wins(*policy) for policy in ((), DOWN_THE_FUNNEL, MET_HALFWAY, (*DOWN_THE_FUNNEL, *MET_HALFWAY))
    )
    assert alone > 1.5 * as_it_was
    assert both > 1.25 * alone
    assert both - met < 0.25 * (alone - as_it_was)


FOUND = """
gtmsim: 1
world:
  segments: {any: {accounts: 20000, in_market: 300 %/year, stay: 10 weeks}}
  sources:
    web: {kind: pool, intent: 0.3, scoring: 0.4, unprompted: 0.03, hand_raise: 0.03}
    own: {kind: prospecting, intent: 0.6, done_by: hunting, starts_at: close}
  awareness: {built_by: null}
  stages:
    talk: {sessions: 0, without_intent: 1}
    close: {sessions: 0, outcomes: {advance: 0.5, lost: 0.5}, without_intent: 0.2}
organisation:
  calendars: {office: {week: {mon-fri: "09:00-17:00"}}}
  roles: {rep: {works: {talk: 1}}}
  teams: {rep: {people: 2}}
policy: {standing: {rep: {hunting: 1}}}
run: {horizon: 52 weeks}
"""


@pytest.mark.mechanism("B13", switch="policy.handoffs.*.threshold", shown=["hunting.yaml", "mid_market.yaml"])
@pytest.mark.parametrize(
    ("threshold", "alike"), [(0, False), (0.44, True)], ids=["not qualified", "equally qualified"]
)
def test_marketings_opportunities_close_like_sellers_own_once_they_are_as_well_qualified(
    threshold: float, *, alike: bool
) -> None:
    """Above 0.44 stand 6 in 10 who want to buy: 0.3 (1 - 0.44) / (0.3 (1 - 0.44) + 0.7 (0.6 - 0.44)), as among sellers' own."""
    bar = f"policy.handoffs.talk.threshold={threshold}"
    web, own = (value(f"win_rate[source={name}]", FOUND, bar) for name in ("web", "own"))
    assert own == pytest.approx(0.5 * (0.6 + 0.2 * 0.4), abs=0.02)
    assert (abs(web - own) < 0.03) is alike


BET = """
gtmsim: 1
world:
  segments:
    one: {accounts: 600, in_market: 100 %/year, stay: 10 weeks, deal_value: {fixed: 10 kEUR}}
    other: {accounts: 600, in_market: 100 %/year, stay: 10 weeks, deal_value: {fixed: 10 kEUR}}
  sources: {site: {kind: pool, intent: 1, unprompted: 0, hand_raise: 0.8}}
  awareness: {half_saturation: 60 h, half_life: 4 weeks}
  products: {thing: {fit: {one: FIT, other: FIT}}}
  stages: {talk: {sessions: 0, outcomes: {advance: 0.3, lost: 0.7}}}
organisation:
  calendars: {office: {week: {mon-fri: "09:00-17:00"}}}
  roles: {marketer: {}}
  teams: {marketer: {people: 1}}
policy: {standing: {marketer: {programs: 1}}}
run: {horizon: 60 weeks}
"""


@pytest.mark.mechanism("C36", switch="policy.targeting", shown=["channels.yaml", "mid_market.yaml"])
def test_a_focused_bet_fails_deeper_where_nobody_knows_what_fits() -> None:
    """In the tenth worst world less is left of the usual wins for who chose one market than for who spoke to both."""

    def worst(fit: str, one: float) -> float:
        aimed = f"policy.targeting={{one: {one}, other: {1 - one}}}"
        wins = values("wins", BET.replace("FIT", fit), aimed, runs=80)
        return float(np.quantile(wins, 0.1) / wins.mean())

    unknown, known = "{uncertain: {low: -4, high: 3}}", "0"
    assert worst(unknown, 1) < 0.6 * worst(unknown, 0.5) < 0.2
    assert worst(known, 1) == pytest.approx(worst(known, 0.5), abs=0.05)
