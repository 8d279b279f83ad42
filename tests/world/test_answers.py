"""How requests for help are answered, and what that leaves of marketing's week."""

from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

import gtmsim._rules
from gtmsim.engines import select
from gtmsim.engines.contract import Trace
from gtmsim.engines.reference import Reference
from gtmsim.engines.reference.deals import Deals
from gtmsim.engines.reference.lives import Deal
from gtmsim.errors import UsageError
from gtmsim.measure.metrics import measured
from gtmsim.program.layout import Answer, RecordCol, What
from gtmsim.program.lower import lower
from gtmsim.scenario import load
from gtmsim.units import TICKS_PER_HOUR, TICKS_PER_WEEK

FILE = Path(__file__).parent / "answers.yaml"
EVERY_SITUATION = (
    "policy.intake.deck={queue: 1, beyond: {refer: 1}, large: {self_serve: 1}, contested: {preempt: 1}}"
)


def told(*overrides: str) -> Trace:
    return select("core").trace(lower(load(FILE, overrides)), seed=7, replication=0)


def rows(trace: Trace, what: What) -> list[list[int]]:
    records: list[list[int]] = trace.records[trace.records[:, RecordCol.WHAT] == what].tolist()
    return records


def answers(*overrides: str) -> set[Answer]:
    return {Answer(row[RecordCol.B]) for row in rows(told(*overrides), What.ANSWERED)}


def value(metric: str, *overrides: str, runs: int = 8) -> float:
    batch = select("core").run(lower(load(FILE, overrides)), 7, 0, runs)
    series = {each.key: each for each in measured(batch, [metric.partition("[")[0]])}
    return float(np.nanmean(series[metric].values))


# --- situations ---------------------------------------------------------------------------------------------------------------


def test_of_several_situations_the_last_named_holds() -> None:
    beyond, large, rivals = (
        "policy.planned_help=0 h",
        "policy.large_deal=50 kEUR",
        "world.segments.all.contested=1",
    )
    assert answers(EVERY_SITUATION) == {Answer.QUEUE}
    assert answers(EVERY_SITUATION, beyond) == {Answer.REFER}
    assert answers(EVERY_SITUATION, beyond, large) == {Answer.SELF_SERVE}
    assert answers(EVERY_SITUATION, beyond, large, rivals) == {Answer.PREEMPT}


def test_a_situation_nobody_wrote_answers_for_does_not_hide_another() -> None:
    only_large = "policy.intake.deck={queue: 1, large: {deny: 1}}"
    both = ("policy.large_deal=50 kEUR", "world.segments.all.contested=1")
    assert answers(only_large, *both) == {Answer.DENY}


def test_a_deal_a_cent_too_small_is_not_large() -> None:
    assert answers(EVERY_SITUATION, "policy.large_deal=50000.01 EUR") == {Answer.QUEUE}


def test_where_only_a_situation_is_written_plain_requests_are_queued() -> None:
    assert answers("policy.intake.deck={queue: null, large: {deny: 1}}") == {Answer.QUEUE}


# --- the plan -----------------------------------------------------------------------------------------------------------------


@pytest.mark.mechanism("B20", switch="policy.planned_help", shown="drain.yaml")
def test_help_beyond_the_plan_is_refused_until_the_week_is_over() -> None:
    """Whoever asks after the tenth hour of help in a week is told no; the hours in hand then are still given."""
    trace = told("policy.intake.deck={queue: 1, beyond: {deny: 1}}", "policy.planned_help=10 h")
    done = [
        (row[RecordCol.TICK], row[RecordCol.B])
        for row in rows(trace, What.DONE)
        if row[RecordCol.ENTITY] & 0xFFFF
    ]
    for row in rows(trace, What.ANSWERED):
        tick = row[RecordCol.TICK]
        monday = tick - tick % TICKS_PER_WEEK
        helped = sum(ticks for at, ticks in done if monday <= at <= tick)
        assert (row[RecordCol.B] == Answer.DENY) == (helped >= 10 * TICKS_PER_HOUR)
    assert {row[RecordCol.B] for row in rows(trace, What.ANSWERED)} == {Answer.QUEUE, Answer.DENY}


def test_what_was_planned_is_no_unplanned_help() -> None:
    displaced = value("displaced_hours")
    assert value("unplanned_help_hours") == displaced
    assert 0 < value("unplanned_help_hours", "policy.planned_help=5 h") < displaced
    assert value("unplanned_help_hours", "policy.planned_help=80 h") == 0
    assert value("displaced_hours", "policy.planned_help=5 h") == displaced


# --- drain comes out ----------------------------------------------------------------------------------------------------------


@pytest.mark.mechanism("A16", "E6", switch=["policy.intake", "world.stages.*.requests"], shown="drain.yaml")
def test_drain_rises_with_what_deals_ask_and_with_what_marketing_takes_on() -> None:
    """No number of the scenario says how much of marketing goes to single deals."""
    shares = [
        value(
            "drain_share", f"world.stages.talk.requests.deck={asked} per week", f"policy.intake.deck={taken}"
        )
        for asked, taken in (
            (1, "{queue: 0, deny: 1}"),
            (1, "{queue: 0.3, deny: 0.7}"),
            (1, "{queue: 1}"),
            (2, "{queue: 1}"),
            (3, "{queue: 1}"),
        )
    ]
    assert shares[0] == 0.0
    assert all(more > less + 0.05 for less, more in pairwise(shares))
    assert shares[-1] > 0.5  # more than half of marketing's time, from ordinary request rates


@pytest.mark.mechanism("A17", switch="policy.intake.*.refer")
def test_a_support_organisation_gives_marketing_its_week_back() -> None:
    assert value("drain_share", "policy.intake.deck={queue: 0, refer: 1}") == 0.0
    assert value("requests_helped", "policy.intake.deck={queue: 0, refer: 1}") > 0


# --- pressure -----------------------------------------------------------------------------------------------------------------

REFUSES = "policy.intake.deck={queue: 0.2, deny: 0.8}"
UNREACHABLE, REACHED = "policy.target=1000 MEUR/year", "policy.target=1 EUR/year"


@pytest.mark.mechanism("D1", switch="policy.pressure", shown="drain.yaml")
def test_bookings_that_miss_their_target_pull_marketing_into_single_deals() -> None:
    calm = value("drain_share", REFUSES)
    assert value("drain_share", REFUSES, UNREACHABLE, "policy.pressure=0.8") > calm + 0.05
    assert value("drain_share", REFUSES, UNREACHABLE) == calm
    assert value("requests_pressed", REFUSES, REACHED, "policy.pressure=0.8") == 0


def test_the_more_is_missed_the_more_is_taken_on_at_once() -> None:
    missed = [
        value("requests_pressed", REFUSES, f"policy.target={target} MEUR/year", "policy.pressure=0.8")
        for target in (2, 20, 200)
    ]
    assert missed == sorted(missed)
    assert missed[0] < 0.7 * missed[-1]


# --- money --------------------------------------------------------------------------------------------------------------------


@pytest.mark.mechanism("A15", switch="policy.deal_budget", shown="drain.yaml")
def test_no_quarter_spends_more_on_single_deals_than_it_has() -> None:
    cost, budget = "world.requests.deck.cost=1 kEUR", "policy.deal_budget=200 kEUR/year"
    trace = told(cost, budget)
    quarter = 13 * TICKS_PER_WEEK
    spent: dict[int, int] = {}
    for row in rows(trace, What.ANSWERED):
        if row[RecordCol.B] <= Answer.REFER:
            spent[row[RecordCol.TICK] // quarter] = spent.get(row[RecordCol.TICK] // quarter, 0) + 1
    assert [spent[whole] for whole in range(3)] == [int(200 * 7 * 13 / 365)] * 3
    assert value("requests_unfunded", cost, budget) > 0
    assert value("cost", cost) - value("cost") == pytest.approx(value("cost[for=deals]", cost))
    assert value("cost[for=deals]", cost) > value("cost[for=deals]", cost, budget) > 0


# --- material -----------------------------------------------------------------------------------------------------------------


@pytest.mark.mechanism("E11", switch="policy.reusable", shown="drain.yaml")
def test_reusable_help_takes_longer_and_fills_the_shelf() -> None:
    fixed = "world.requests.deck.session=2 h"
    plain, reusable = (
        told(fixed, "world.library.half_life=900 years", f"policy.reusable={{deck: {share}}}")
        for share in (0, 1)
    )
    needed = [
        {row[RecordCol.B] for row in rows(trace, What.DONE) if row[RecordCol.ENTITY] & 0xFFFF}
        for trace in (plain, reusable)
    ]
    assert needed == [{2 * TICKS_PER_HOUR}, {round(2.8 * TICKS_PER_HOUR)}]
    assert not rows(plain, What.SHELVED)
    coverage = [row[RecordCol.B] for row in rows(reusable, What.COVERED)]
    assert coverage[0] == 300_000
    shelved = len([row for row in rows(reusable, What.SHELVED) if row[RecordCol.TICK] < 10 * TICKS_PER_WEEK])
    assert coverage[10] == pytest.approx(1e6 * (1 - 0.7 * 0.95**shelved), rel=1e-3)
    assert value("one_time_asset_share", "policy.reusable={deck: 0.25}") == pytest.approx(0.75, abs=0.02)


def test_what_is_not_written_does_not_happen() -> None:
    new = {What.CONTESTED, What.AVOIDED, What.PRESSED, What.UNFUNDED, What.SHELVED, What.COVERED}
    assert not new & {What(what) for what in told().records[:, RecordCol.WHAT].tolist()}


def test_coverage_and_reuse_are_told_where_help_is_made_reusable() -> None:
    half_served = "policy.intake.deck={queue: 0.5, self_serve: 0.5}"
    shelf = (half_served, "policy.reusable={deck: 1}")
    assert value("coverage_talk", *shelf) > 0.6
    assert 0.5 < value("asset_reuse", *shelf) < 1.2
    assert value("asset_reuse", half_served, "world.library.level=0") == 0
    with pytest.raises(UsageError, match="no metric is called coverage_talk"):
        value("coverage_talk")


def test_a_deal_remembers_that_somebodys_help_came_in_time(monkeypatch: pytest.MonkeyPatch) -> None:
    closed: dict[int, bool] = {}
    close = Deals._close

    def closes(deals: Deals, deal: Deal, how: int) -> None:
        closed[deal.account] = deal.supported
        close(deals, deal, how)

    monkeypatch.setattr(Deals, "_close", closes)
    program = lower(load(FILE, ["policy.intake.deck={queue: 0.5, self_serve: 0.5}", "run.horizon=10 weeks"]))
    trace = Reference(rules=gtmsim._rules).trace(program, 7, 0)
    found = {row[RecordCol.ENTITY] for row in rows(trace, What.LIBRARY)}
    in_time = {
        row[RecordCol.ENTITY] >> 16
        for row in rows(trace, What.HELPED)
        if row[RecordCol.B] and row[RecordCol.ENTITY] not in found
    }
    assert {account for account, supported in closed.items() if supported} == in_time & set(closed)
    assert 0 < len(in_time & set(closed)) < len(closed)
