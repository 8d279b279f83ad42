"""The library against its steady state, and what it does against the shares it is said to have."""

from math import exp, log

import numpy as np
import pytest
from theory.estimates import Estimate, agrees, ratio, right_and_5_percent_off
from theory.simulation import program, simulate, stage, told, trace

from gtmsim.engines.contract import Batch
from gtmsim.program.layout import (
    Answer,
    DrainTotal,
    RecordCol,
    RequestTotal,
    StageTotal,
    TotalBlock,
    What,
)
from gtmsim.program.rules import MICRO
from gtmsim.program.totals import totals_of

pytestmark = pytest.mark.theory

FILE = "requests.yaml"
HOURS = 40.0  # a week of material, for the one marketer who makes it
KEPT = exp(-log(2.0) / 2.0)  # over a week, with a half-life of two
CONSTANT = ("world.library.built_by=null", "policy.adoption=0.8", "world.library.level=0.5")


def steady(hours: float, half_covered: float) -> float:
    """Return the coverage that weekly hours keep up for ever, one part having `half_covered` to itself."""
    learnt = 1.0 - (2.0 - KEPT) ** (-hours / half_covered)
    return float(learnt / (1.0 - KEPT * (1.0 - learnt)))


def last_coverage(*overrides: str) -> dict[str, float]:
    """Return the coverage of each stage on the last Monday."""
    rows = told(trace(FILE, *overrides), What.COVERED)
    names = program(FILE).names.stages
    return {
        names[entity]: b / MICRO for entity, b in rows[:, [RecordCol.ENTITY, RecordCol.B]].tolist()
    }  # later rows replace earlier ones


def requests(batch: Batch, what: int) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    table = totals_of(batch.program).block(batch.totals, TotalBlock.REQUEST)
    return np.asarray(table[:, 0, what], np.int64)


def test_the_hours_that_keep_half_of_a_full_toolkit_covered_do() -> None:
    covered = last_coverage("world.library.half_covered=40 h")
    assert covered["look"] == pytest.approx(0.5, abs=1e-5)
    assert covered == {"look": covered["look"], "decide": covered["look"]}


@right_and_5_percent_off
@pytest.mark.mechanism("A12", switch="world.library.built_by", shown="drain.yaml")
def test_coverage_settles_where_age_takes_what_hours_make(off: float, holds: bool) -> None:
    covered = last_coverage(f"world.library.half_covered={20 * off} h")
    assert (abs(covered["look"] - steady(HOURS / 2, 10.0)) < 1e-5) == holds


@pytest.mark.mechanism("E9", switch="policy.toolkit")
def test_hours_go_where_the_toolkit_sends_them() -> None:
    covered = last_coverage("policy.toolkit={look: 0.8, decide: 0.2}")
    assert covered["look"] == pytest.approx(steady(0.8 * HOURS, 10.0), abs=1e-5)
    assert covered["decide"] == pytest.approx(steady(0.2 * HOURS, 10.0), abs=1e-5)


@pytest.mark.mechanism("C17", switch="world.library.personas", shown="drain.yaml")
def test_each_persona_needs_material_of_their_own() -> None:
    covered = last_coverage("world.library.personas={user: 3, boss: 1}")
    parts = {who: steady(HOURS / 2 * weight, 5.0) for who, weight in (("user", 0.75), ("boss", 0.25))}
    assert covered["look"] == pytest.approx(0.75 * parts["user"] + 0.25 * parts["boss"], abs=1e-5)


@pytest.mark.mechanism("E14", switch="policy.joint_design", shown="drain.yaml")
def test_designing_it_with_sales_takes_a_quarter_of_the_hours() -> None:
    covered = last_coverage("policy.joint_design=1")
    assert covered["look"] == pytest.approx(steady(0.75 * HOURS / 2, 10.0), abs=1e-5)


def self_served_that_helped(*overrides: str) -> Estimate:
    batch = simulate(FILE, *CONSTANT, *overrides, runs=20)
    return ratio(
        requests(batch, RequestTotal.FOUND), requests(batch, RequestTotal.ANSWERS + Answer.SELF_SERVE)
    )


@right_and_5_percent_off
def test_as_many_self_serve_answers_help_as_the_library_covers_and_sellers_use(
    off: float, holds: bool
) -> None:
    assert agrees(self_served_that_helped(f"world.library.level={0.5 * off}"), 0.4) == holds


def test_joint_design_adopts_what_sellers_would_leave_lying() -> None:
    assert agrees(self_served_that_helped("policy.joint_design=0.5"), 0.5 * (0.8 + 0.2 * 0.5))


@right_and_5_percent_off
@pytest.mark.mechanism("A12", switch="world.requests.*.avoidable", shown="drain.yaml")
def test_material_spares_the_share_of_requests_it_may(off: float, holds: bool) -> None:
    batch = simulate(FILE, *CONSTANT, f"world.requests.proof.avoidable={0.5 * off}", runs=40)
    spared = ratio(requests(batch, RequestTotal.AVOIDED), requests(batch, RequestTotal.ASKED))
    assert agrees(spared, 0.5 * 0.4) == holds


def share_advanced(*overrides: str) -> Estimate:
    batch = simulate(
        FILE, *CONSTANT, "world.sources.web.rate=800 per week", *NO_REQUESTS, *overrides, runs=10
    )
    return ratio(stage(batch, "look", StageTotal.ADVANCED), stage(batch, "look", StageTotal.ENTERED))


NO_REQUESTS = ("world.stages.look.requests.proof=0", "world.stages.decide.requests.proof=0")


@pytest.mark.mechanism("E8", switch="world.library.lift", shown="drain.yaml")
def test_material_moves_every_deal_of_a_stage_a_step() -> None:
    """At the start and at the end of the window as many leads are on their way: those entered are those who left."""
    moved = share_advanced("world.library.lift=1")
    assert agrees(moved, 1.0 / (1.0 + exp(-0.4)))
    assert agrees(share_advanced(), 0.5)
    assert not agrees(moved, 0.5)


def test_a_rival_in_every_other_deal_takes_its_share_of_them() -> None:
    rivals = ("world.segments.all.contested=0.5", "world.contested_lift=1")
    assert agrees(share_advanced(*rivals), 0.5 * (0.5 + 1.0 / (1.0 + exp(1.0))))


@right_and_5_percent_off
@pytest.mark.mechanism("D1", switch="policy.pressure")
def test_when_nothing_is_booked_pressure_takes_its_share_of_what_would_be_denied(
    off: float, holds: bool
) -> None:
    nothing = (
        "policy.intake.proof={self_serve: 0, deny: 1}",
        "world.stages.decide.outcomes={advance: 0, lost: 1}",
    )
    batch = simulate(FILE, *nothing, "policy.target=1 MEUR/year", f"policy.pressure={0.3 * off}", runs=20)
    pressed = totals_of(batch.program).block(batch.totals, TotalBlock.DRAIN)[:, 0, DrainTotal.PRESSED]
    assert agrees(ratio(pressed, requests(batch, RequestTotal.ASKED)), 0.3) == holds
