"""Who does what: sellers who close, departments that do both, and specialists by segment."""

import pytest
from mechanisms.ran import value

TEAMS = """
gtmsim: 1
world:
  segments: {any: {deal_value: {fixed: 10 kEUR}}}
  sources: {web: {rate: 20 per week, intent: 1}}
  stages:
    talk: {session: 2 h, outcomes: {advance: 0.6, lost: 0.4}, patience: {exponential: 3 weeks}}
    close: {session: 3 h, outcomes: {advance: 0.5, lost: 0.5}, patience: {exponential: 3 weeks}}
organisation:
  calendars: {office: {week: {mon-fri: "09:00-17:00"}}}
  roles: {rep: {works: {talk: 1, close: 2}}, marketer: {}}
  teams: {rep: {people: 2}, marketer: {people: 2}}
policy: {standing: {marketer: {programs: 0.7, research: 0.3}, rep: {rest: 1}}}
run: {horizon: 40 weeks}
"""
JOINT = (
    "organisation.teams={rep: {people: 0}, marketer: {people: 0}, both: {people: 4, roles: {rep: 1, marketer: 1}}}",
    "policy.standing.rep=null",
)
FOR_MARKETS = ("hours[kind=programs]", "hours[kind=research]")


def market_hours(leads: int, *overrides: str) -> float:
    rate = f"world.sources.web.rate={leads} per week"
    return sum(value(each, TEAMS, rate, *overrides) for each in FOR_MARKETS)


@pytest.mark.mechanism(
    "C2",
    "C6",
    switch="organisation.teams.*.roles",
    shown=["combined_roles.yaml", "structures/mid_market/combined.yaml"],
)
def test_a_joint_department_sells_first_and_markets_in_the_hours_that_are_left() -> None:
    apart = [market_hours(leads) for leads in (5, 20, 60)]
    joint = [market_hours(leads, *JOINT) for leads in (5, 20, 60)]
    assert apart == pytest.approx([2 * 40 * 40] * 3, rel=0.01)
    assert joint[0] > apart[0], "who has little to sell markets more"
    assert joint[0] > 1.3 * joint[1]
    assert joint[2] < 0.1 * apart[2], "who has much to sell does nothing else"


@pytest.mark.mechanism(
    "C1",
    switch="organisation.teams.*.roles",
    shown=["combined_roles.yaml", "structures/mid_market/combined.yaml"],
)
@pytest.mark.parametrize(("leads", "sells"), [(5, False), (60, True)], ids=["few leads", "many leads"])
def test_one_head_for_both_is_a_seller_where_leads_are_many_and_not_by_any_number_that_says_so(
    leads: int, *, sells: bool
) -> None:
    """The claim is that this is so without exception. It is where deals fill the week; both roles weigh the same here."""
    rate = f"world.sources.web.rate={leads} per week"
    selling = sum(value(f"hours[kind={kind}]", TEAMS, rate, *JOINT) for kind in ("talk", "close"))
    share = selling / (selling + market_hours(leads, *JOINT))
    assert (share > 0.9) is sells
    assert (share < 0.2) is not sells


@pytest.mark.mechanism(
    "C5",
    switch=["organisation.specialisation", "policy.switching"],
    shown=["combined_roles.yaml", "structures/mid_market/combined.yaml"],
)
def test_who_does_both_pays_for_changing_with_hours_for_markets_and_not_with_deals() -> None:
    """The claim is that both suffer. Where changing is free neither does, for whoever is free takes what waits; where it is
    dear marketing alone pays, for deals go first. Four people at the same cost in all three.
    """
    dear = ("policy.switching=1 h", "organisation.specialisation=0.6")

    def both(*overrides: str) -> tuple[float, float]:
        return value("wins", TEAMS, *overrides, runs=20), market_hours(20, *overrides)

    apart, joint, amphicar = both(), both(*JOINT), both(*JOINT, *dear)
    assert joint[0] > 1.02 * apart[0]
    assert joint[1] > apart[1]
    assert amphicar[1] < 0.6 * apart[1]
    assert apart[0] < amphicar[0] < joint[0]
    assert both(*dear) == apart, "specialists pay nothing"


@pytest.mark.mechanism("A13", switch="organisation.roles.*.works", shown="baseline.yaml")
def test_sellers_close_deals_and_nobody_else_does() -> None:
    def booked(reps: int) -> float:
        return value("bookings", TEAMS, f"organisation.teams.rep.people={reps}")

    none, one, two, many, more = (booked(reps) for reps in (0, 1, 2, 10, 20))
    assert none == 0, "two marketers close nothing"
    assert two > 1.5 * one > 0
    assert more == pytest.approx(many, rel=0.02), "in the end buyers are what is lacking"
    quota = "organisation.teams.rep.quota=400 kEUR/year"
    met = [
        value("quota_attainment", TEAMS, quota, f"organisation.teams.rep.people={reps}") for reps in (2, 10)
    ]
    assert met[0] > 2 * met[1], "each answers for what they booked"


SEGMENTS = """
gtmsim: 1
world:
  segments: {banks: {}, shops: {}}
  sources:
    bank: {rate: BANKS per week, intent: 1, mix: {banks: 1, shops: 0}, starts_at: talk_bank}
    shop: {rate: SHOPS per week, intent: 1, mix: {banks: 0, shops: 1}, starts_at: talk_shop}
  stages:
    talk_bank: {session: 4 h, patience: {exponential: 2 weeks}, next: won}
    talk_shop: {session: 4 h, patience: {exponential: 2 weeks}, next: won}
organisation:
  calendars: {office: {week: {mon-fri: "09:00-17:00"}}}
  specialisation: LOST
  roles: {banker: {works: {talk_bank: 1}}, shopkeeper: {works: {talk_shop: 1}}}
  teams: {banker: {people: 2}, shopkeeper: {people: 2}}
run: {horizon: 40 weeks}
"""
GENERALISTS = (
    "organisation.teams={banker: {people: 4, roles: {banker: 1, shopkeeper: 1}}, shopkeeper: {people: 0}}"
)


@pytest.mark.mechanism("A11", switch=["organisation.specialisation", "organisation.teams.*.roles"])
@pytest.mark.parametrize(
    ("lost", "banks", "shops", "specialists_win_more"),
    [(0.6, 22, 22, True), (0.0, 22, 22, False), (0.6, 40, 4, False)],
    ids=["even and deep", "nothing to know", "uneven"],
)
def test_specialists_gain_pace_and_lose_whom_to_stand_in_for(
    lost: float, banks: int, shops: int, *, specialists_win_more: bool
) -> None:
    """By segment two kinds of seller are faster; when one has nothing to do the other's leads wait all the same."""
    text = SEGMENTS.replace("LOST", f"{lost}").replace("BANKS", f"{banks}").replace("SHOPS", f"{shops}")
    apart, together = value("wins", text, runs=20), value("wins", text, GENERALISTS, runs=20)
    assert (apart > 1.02 * together) is specialists_win_more
    assert abs(apart - together) > 0.02 * together
