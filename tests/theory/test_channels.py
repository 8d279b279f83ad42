"""Channels to the finite market against closed forms: who answers which, who passes by, what is remembered and known."""

from math import exp, log

import numpy as np
import pytest
from scipy import stats
from theory.estimates import agrees, fits, mean, ratio, right_and_5_percent_off
from theory.simulation import column, leads, program, simulate, told, trace

from gtmsim.program.layout import CellTotal, Close, Limit, RecordCol, TotalBlock, What
from gtmsim.program.totals import totals_of

pytestmark = pytest.mark.theory

HOURS = 40.0  # the marketer's week
ONLY_SITE = "world.sources.fair=null"


def chance(hazard_weeks: float) -> float:
    """Return the share that raises a hand while an integrated hazard acts."""
    return 1.0 - exp(-hazard_weeks)


# --- word of mouth --------------------------------------------------------------------------------------------------------------


def bass(weeks: float, alone: float, mouth: float) -> float:
    """Return the share of a market that has bought: Bass (1969), both hazards a week."""
    faded = exp(-(alone + mouth) * weeks)
    return (1.0 - faded) / (1.0 + mouth / alone * faded)


@right_and_5_percent_off
@pytest.mark.parametrize("weeks", [220, 300, 380])
def test_word_of_mouth_spreads_along_the_curve_of_bass(weeks: int, off: float, holds: bool) -> None:
    alone, mouth = 0.0005, 0.01
    spoken = f"world.sources.market.word_of_mouth={chance(mouth * off * 300):.9f}"
    asked = chance(alone * 300)
    runs = simulate(
        "mouth.yaml",
        spoken,
        f"world.sources.market={{unprompted: {asked:.9f}, hand_raise: {asked:.9f}}}",
        f"run.horizon={weeks} weeks",
        runs=24,
    )
    bought = mean(leads(runs, CellTotal.CLOSED + Close.WON) / 4000)
    assert agrees(bought, bass(weeks, alone, mouth)) is holds


# --- which channel --------------------------------------------------------------------------------------------------------------


@right_and_5_percent_off
def test_a_channel_gets_its_share_of_the_hazards(off: float, holds: bool) -> None:
    site, fair = -log(1 - 0.3), -log(1 - 0.1)
    louder = chance(fair * off)
    runs = simulate(
        "channels.yaml",
        f"world.sources.fair={{unprompted: {louder:.9f}, hand_raise: {louder:.9f}}}",
        runs=160,
    )
    answered = leads(runs, CellTotal.LEADS, "fair")
    share = ratio(answered, leads(runs, CellTotal.LEADS))
    assert agrees(share, fair / (site + fair)) is holds


@pytest.mark.mechanism("C12", switch="world.sources.*.built_by", shown="channels.yaml")
def test_a_channel_of_its_own_is_fed_by_its_own_work_alone() -> None:
    def answers(*overrides: str) -> tuple[float, float]:
        louder = "world.sources.site={hand_raise: 0.9, built_by: content}"
        work = "policy.standing.marketer={programs: 0.5, content: 0.5}"
        runs = simulate("channels.yaml", louder, work, *overrides, runs=6)
        site, fair = (leads(runs, CellTotal.LEADS, name).mean() for name in ("site", "fair"))
        return float(site), float(fair)

    written = answers("policy.channels={site: 0.5, fair: 0.5}")
    moved = answers("policy.channels={site: 0.9, fair: 0.1}")
    assert moved == written, "each is the only one of its kind of work"
    unwritten = answers("policy.standing.marketer={programs: 1, content: 0}")
    assert unwritten[0] < 0.7 * written[0]


# --- what is remembered ---------------------------------------------------------------------------------------------------------


@right_and_5_percent_off
@pytest.mark.parametrize("brand", [0.0, 0.6, 1.0])
def test_one_week_of_programs_echoes_in_two_geometric_stocks(brand: float, off: float, holds: bool) -> None:
    one_week = "organisation.teams.marketer.leaves=2027-01-11"
    awareness = f"world.awareness={{half_life: {10 * off} weeks, brand_half_life: {39 * off} weeks}}"
    story = trace("channels.yaml", ONLY_SITE, one_week, awareness, f"world.sources.site.brand={brand}")
    stock = column(told(story, What.WEEK), RecordCol.B) / 1e6
    fast, slow = 0.5 ** (1 / 10), 0.5 ** (1 / 39)
    weeks = np.arange(59)
    expected = HOURS * ((1 - brand) * (1 - fast) * fast**weeks + brand * (1 - slow) * slow**weeks)
    assert stock[0] == 0.0
    assert bool(stock[1:] == pytest.approx(expected, abs=2e-6)) is holds


@right_and_5_percent_off
def test_money_does_what_hours_do_at_its_price(off: float, holds: bool) -> None:
    nobody = "organisation.teams.marketer.leaves=2027-01-05"
    budget = f"policy.budget={4000 * off} EUR per week"
    story = trace("channels.yaml", ONLY_SITE, nobody, budget, "world.awareness.half_life=1 week")
    stock = column(told(story, What.WEEK), RecordCol.B) / 1e6
    assert bool(stock[30] == pytest.approx(4000 / 100, rel=1e-3)) is holds


# --- who only passes by ---------------------------------------------------------------------------------------------------------


def reach(hours: float, weeks: int, half_saturation: float = 20.0, kept: float = 0.5 ** (1 / 10)) -> float:
    """Return the share reached in the mean week, from nothing."""
    stocks = hours * (1 - kept ** np.arange(weeks))
    return float(np.mean(1 - 0.5 ** (stocks / half_saturation)))


@right_and_5_percent_off
def test_noise_comes_as_far_as_a_channel_reaches(off: float, holds: bool) -> None:
    quiet = "world.segments.any.in_market=0"
    runs = simulate(
        "channels.yaml", ONLY_SITE, quiet, f"world.sources.site.noise={50 * off} per week", runs=60
    )
    assert agrees(mean(leads(runs, CellTotal.LEADS)), 50 * 60 * reach(HOURS, 60)) is holds
    assert leads(runs, CellTotal.CLOSED + Close.WON).sum() == 0


# --- what is known --------------------------------------------------------------------------------------------------------------

RESEARCH = (
    "policy.standing.marketer={programs: 0, research: 1}",
    "world.knowledge={built_by: research, half_known: 10 h, exponent: 0.5, half_life: 8 weeks}",
)


@right_and_5_percent_off
def test_research_kept_up_knows_as_much_as_is_forgotten_again(off: float, holds: bool) -> None:
    story = trace(
        "channels.yaml", *RESEARCH, f"world.knowledge.half_known={10 * off} h", "run.horizon=150 weeks"
    )
    known = column(told(story, What.KNOWN), RecordCol.B) / 1e6
    learnt = (HOURS / 10) ** 0.5
    assert bool(known[-1] == pytest.approx(learnt / (1 + learnt), abs=2e-6)) is holds


def test_half_of_what_was_known_is_outdated_after_a_half_life() -> None:
    story = trace("channels.yaml", *RESEARCH, "organisation.teams.marketer.leaves=2027-03-01")
    known = column(told(story, What.KNOWN), RecordCol.B) / 1e6
    assert known[8] > 0.4
    assert known[8:50:8] == pytest.approx(known[8] * 0.5 ** np.arange(6), abs=2e-6)


@pytest.mark.mechanism("C9", switch="world.knowledge.precision", shown="channels.yaml")
@right_and_5_percent_off
def test_a_segment_that_is_known_brings_fewer_who_only_pass_by(off: float, holds: bool) -> None:
    both = "policy.standing.marketer={programs: 0.5, research: 0.5}"
    noisy = ("world.segments.any.in_market=0", f"world.sources.site.noise={100 * off} per week")
    speaks_anyway = "world.knowledge={built_by: research, relevance: 1, precision: 0.6, half_life: 6 h}"
    runs = simulate("channels.yaml", ONLY_SITE, both, *noisy, speaks_anyway, runs=60)
    # With so short a half-life a week's research is all that is known: 20 hours against the 10 that keep half known.
    known = 2**0.5 / (1 + 2**0.5)
    kept = 0.5 ** (1 / 10)
    reached = 1 - 0.5 ** (20.0 * (1 - kept ** np.arange(60)) / 20.0)
    expected = 100 * float(reached.sum()) * (1 - 0.6 * known)
    assert agrees(mean(leads(runs, CellTotal.LEADS)), expected) is holds


@pytest.mark.mechanism("C14", switch="world.knowledge.relevance", shown="channels.yaml")
def test_speaking_past_people_is_worth_only_the_relevant_part_of_the_hours() -> None:
    both = "policy.standing.marketer={programs: 0.5, research: 0.5}"
    story = trace(
        "channels.yaml",
        ONLY_SITE,
        both,
        "world.knowledge={built_by: research, relevance: 0.2, half_life: 6 h}",
    )
    plain = trace("channels.yaml", ONLY_SITE, both)
    stock, all_of_it = (column(told(each, What.WEEK), RecordCol.B) for each in (story, plain))
    known = 2**0.5 / (1 + 2**0.5)
    assert stock[1:] == pytest.approx((0.2 + 0.8 * known) * all_of_it[1:], rel=1e-5)


# --- what an account is worth, and what it is offered ---------------------------------------------------------------------------


def test_an_account_is_worth_the_same_factor_in_all_its_deals() -> None:
    story = trace(
        "channels.yaml", "world.segments.any={accounts: 20000, potential_spread: 0.7}", "run.horizon=20 weeks"
    )
    worth: dict[int, set[int]] = {}
    for row in told(story, What.LEAD).tolist():
        worth.setdefault(row[RecordCol.ENTITY], set()).add(row[RecordCol.B])
    assert max(len(values) for values in worth.values()) == 1
    factors = [values.pop() / 1_000_000 for values in worth.values()]
    assert fits(factors, stats.lognorm(0.7).cdf)
    assert not fits(factors, stats.lognorm(0.7 * 1.25).cdf)


@right_and_5_percent_off
def test_fit_moves_the_chance_of_a_product_on_the_logit_scale(off: float, holds: bool) -> None:
    fit = 1.0
    offered = f"world.products={{plain: {{}}, apt: {{fit: {{any: {fit}}}, value: 2}}}}"
    base = 0.3 * off
    runs = simulate(
        "channels.yaml",
        offered,
        f"world.stages.talk.outcomes={{advance: {base}, lost: {1 - base}}}",
        runs=200,
    )
    table = totals_of(runs.program).block(runs.totals, TotalBlock.PRODUCT)
    closed = ratio(table[:, 1, 2], table[:, 1, 0])
    logit = log(0.3 / 0.7) + fit
    assert agrees(closed, 1 / (1 + exp(-logit))) is holds
    assert (table[..., 3] == table[..., 2] * np.array([1_000_000, 2_000_000])).all()


def test_a_product_is_offered_from_its_launch_on() -> None:
    story = trace("channels.yaml", "world.products={old: {}, new: {launches: 2027-04-05}}")
    offered = told(story, What.OFFERED)
    launch = 13 * 7 * 86_400
    new = column(offered, RecordCol.A) == 1
    assert column(offered, RecordCol.TICK)[new].min() >= launch
    later = new[column(offered, RecordCol.TICK) >= launch]
    assert 0.4 < later.mean() < 0.6


def test_who_passes_by_is_no_account_of_the_market() -> None:
    story = trace("channels.yaml", "world.sources.site.noise=50 per week")
    accounts = column(told(story, What.LEAD), RecordCol.ENTITY) >> 16
    from_market = accounts >> 32 == Limit.MARKET
    assert from_market.any()
    assert not from_market.all()
    assert set((accounts[~from_market] >> 32).tolist()) == {
        program("channels.yaml").names.sources.index("site")
    }
