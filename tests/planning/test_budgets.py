"""Which budgets survive: by esteem, by what programs bring back and how soon that is asked, by money, by forecast."""

import pytest
from planning.firm import MARKET, mean, metric, ran

from gtmsim.program import rules

PLAN = "policy.planning"
ALONE = ("world.sources.own=null", "policy.standing.rep=null", "world.awareness.half_saturation=60 h")


@pytest.mark.mechanism("B1", switch="policy.planning.budget_floor", shown="planning.yaml")
def test_a_budget_is_renewed_as_sellers_esteem_what_it_brings() -> None:
    safe, at_stake = ran(MARKET, f"{PLAN}.delay=1 week"), ran(MARKET, f"{PLAN}.budget_floor=0.3")
    slandered = ran(MARKET, f"{PLAN}.budget_floor=0.3", "world.reporting.bias=0.5")
    shared = ran(MARKET, f"{PLAN}.budget_floor=0.3", "world.reporting.bias=0.5", f"{PLAN}.shared_reporting=1")
    assert (metric(safe, "budget_kept") == 1.0).all()
    assert mean(slandered, "budget_kept.end") < mean(at_stake, "budget_kept.end") < 1.0
    assert metric(shared, "budget_kept").tolist() == metric(at_stake, "budget_kept").tolist()
    assert mean(slandered, "cost") < mean(safe, "cost")


@pytest.mark.mechanism(
    "B18", switch=["policy.planning.hurdle", "policy.planning.patience"], shown="patience.yaml"
)
def test_who_asks_too_soon_cuts_a_program_before_it_pays() -> None:
    hurdle = (*ALONE, f"{PLAN}.hurdle=1", "run.horizon=208 weeks")
    never = ran(MARKET, *ALONE, "run.horizon=208 weeks")
    short, long = (ran(MARKET, *hurdle, f"{PLAN}.patience={weeks} weeks") for weeks in (13, 104))
    assert mean(short, "program_kept[source=brand]") < mean(long, "program_kept[source=brand]")
    assert mean(short, "programs_cut") > mean(long, "programs_cut")
    assert mean(short, "bookings") < mean(long, "bookings") <= mean(never, "bookings")


def test_a_program_below_the_hurdle_is_halved_and_comes_back_above_it() -> None:
    assert rules.channel_kept(1.0, 9.0, 10.0, 1.0) == 0.5
    assert rules.channel_kept(0.5, 10.0, 10.0, 1.0) == 1.0
    assert rules.channel_kept(0.25, 10.0, 10.0, 1.0) == 0.5
    assert rules.channel_kept(0.25, 0.0, 0.0, 1.0) == 0.25


@pytest.mark.mechanism("C13", switch="world.reporting.voice", shown="planning.yaml")
def test_credited_results_earn_marketing_a_say_and_material_more_use() -> None:
    silent, heard = (
        ran(MARKET, *ALONE, f"{PLAN}.delay=1 week"),
        ran(MARKET, *ALONE, "world.reporting.voice=0.5"),
    )
    assert mean(silent, "marketing_voice") == 0.0
    assert mean(heard, "marketing_voice.end") == pytest.approx(0.5)  # everything comes by marketing
    assert rules.say_of(0.2, 0.5) == pytest.approx(0.6)
    assert rules.adopted_with(0.4, 0.5) == pytest.approx(0.4 + 0.25 * 0.6 * 0.5)


@pytest.mark.mechanism("B19", switch="policy.planning.reserve", shown="patience.yaml")
def test_half_a_year_beyond_the_reserve_halves_programs_and_stops_hiring() -> None:
    dear = (
        "organisation.teams.marketer.cost=4 MEUR/year",
        "policy.envelope=20 MEUR/year",
        "organisation.teams.rep.openings=9",
    )
    free, lean = ran(MARKET, *dear, f"{PLAN}.delay=1 week"), ran(MARKET, *dear, f"{PLAN}.reserve=10 kEUR")
    assert mean(free, "budget_kept") == 1.0
    assert mean(lean, "budget_kept.end") == 0.5
    assert mean(lean, "positions_opened") < mean(free, "positions_opened")


def test_budgets_may_follow_the_forecast() -> None:
    fixed = ran(MARKET, f"{PLAN}.informed=1")
    follows = ran(MARKET, f"{PLAN}.informed=1", f"{PLAN}.budget_of_forecast=1")
    assert (metric(fixed, "budget_kept") == 1.0).all()
    assert (metric(follows, "budget_kept") != 1.0).all()
