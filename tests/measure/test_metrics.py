"""Metrics are what their names say, worked out by hand on totals that were put there by hand."""

from dataclasses import replace

import numpy as np
import polars as pl
import pytest
from measure.handmade import (
    ANA,
    BO,
    CLOSE,
    DAY,
    DEMO,
    DEMO_KIND,
    ENTERPRISE,
    EVENTS,
    HOUR,
    MARKETER,
    QUALIFY,
    REFERRED,
    RESEARCH,
    SDR,
    SETUP,
    SMB,
    WEB,
    WEEK,
    batch,
    program,
    put,
    random_batch,
)

from gtmsim.engines.contract import Batch
from gtmsim.errors import UsageError
from gtmsim.measure.metrics import COLUMNS, measured, metrics
from gtmsim.measure.registry import METRICS, names_in
from gtmsim.program.layout import (
    Block,
    CellTotal,
    Close,
    KindTotal,
    PersonCol,
    RequestTotal,
    RoleTotal,
    RunTotal,
    SourceCol,
    StageTotal,
    TeamCol,
    TotalBlock,
)
from gtmsim.program.rules import bin_of
from gtmsim.program.tables import Program


def told(made: Batch, key: str) -> list[float]:
    """Return the series of that key, one value a replication."""
    (series,) = [each for each in measured(made) if each.key == key]
    return [float(value) for value in series.values]


def test_every_metric_is_told_and_every_told_metric_is_known() -> None:
    made = random_batch(program(), 3)
    assert {series.metric for series in measured(made)} == set(names_in(made.program))
    keys = [series.key for series in measured(made)]
    assert len(keys) == len(set(keys))


def test_names_of_metrics_are_unique_and_each_says_its_unit_direction_and_meaning() -> None:
    assert len({metric.name for metric in METRICS}) == len(METRICS)
    for metric in METRICS:
        assert metric.better in {"higher", "lower", "none"}
        assert metric.unit
        assert metric.description


def test_cost_is_people_while_employed_in_the_window_and_leads() -> None:
    people = program().person_ints.copy()
    people[ANA, 3:5] = (0, WEEK + DAY)  # leaves a day after the warm-up
    made = batch(program(weeks=2, warm_up_weeks=1, person_ints=people), 2)
    put(made, TotalBlock.CELL, EVENTS, SMB, CellTotal.LEADS, values=[3, 0])
    put(made, TotalBlock.CELL, WEB, SMB, CellTotal.LEADS, values=100)  # free of charge
    put(made, TotalBlock.CELL, WEB, SMB, CellTotal.BOOKED_CENTS, values=[2_000_000, 0])
    put(made, TotalBlock.CELL, WEB, SMB, CellTotal.CLOSED + Close.WON, values=[4, 0])
    ana, bo = 0.005 * DAY, 0.0025 * WEEK
    assert told(made, "cost[team=callers]") == pytest.approx([ana, ana])
    assert told(made, "cost[team=marketing]") == pytest.approx([bo, bo])
    assert told(made, "cost[source=events]") == pytest.approx([60.0, 0.0])
    assert told(made, "cost") == pytest.approx([ana + bo + 60.0, ana + bo])
    assert told(made, "bookings") == [20_000.0, 0.0]
    assert told(made, "profit") == pytest.approx([20_000.0 - ana - bo - 60.0, -ana - bo])
    cac, without_wins = told(made, "cac")
    assert cac == pytest.approx((ana + bo + 60.0) / 4)
    assert np.isnan(without_wins)


def test_an_uncertain_cost_is_the_one_drawn_for_its_replication() -> None:
    made = program(weeks=1)
    start = int(made.at[Block.PERSON])
    bo = int(made.at[Block.TEAM]) + BO * TeamCol.WIDTH + TeamCol.COST_CENTS  # his team is his own
    events = int(made.at[Block.SOURCE]) + EVENTS * SourceCol.WIDTH + SourceCol.COST_CENTS
    skill = (
        start + ANA * PersonCol.WIDTH + PersonCol.SKILL
    )  # uncertain as well, and none of the cost's business
    varied = replace(made, slots=np.array([events, skill, bo], np.int64))
    drawn = batch(varied, 2, table=[[100.0, 9.0, 1.0], [300.0, 9.0, 0.0]])
    put(drawn, TotalBlock.CELL, EVENTS, SMB, CellTotal.LEADS, values=7)
    assert told(drawn, "cost[team=marketing]") == pytest.approx([0.01 * WEEK, 0.0])
    assert told(drawn, "cost[source=events]") == pytest.approx([7.0, 21.0])
    assert told(drawn, "cost[team=callers]") == pytest.approx([0.005 * WEEK] * 2)


def test_leads_add_up_over_sources_and_over_segments() -> None:
    made = random_batch(program(), 4)
    for metric in (
        "leads",
        "mqls",
        "opportunities",
        "wins",
        "losses",
        "no_decisions",
        "bookings",
        "leads_recycled",
    ):
        whole = told(made, metric)
        for one, other in (("source=web", "source=events"), ("segment=smb", "segment=enterprise")):
            parts = np.add(told(made, f"{metric}[{one}]"), told(made, f"{metric}[{other}]"))
            assert parts == pytest.approx(whole)


def test_a_win_rate_is_of_the_opportunities_that_are_decided() -> None:
    made = batch(program())
    counts = {
        Close.WON: 3,
        Close.LOST: 4,
        Close.NO_DECISION: 2,
        Close.TIMED_OUT: 1,
        Close.REJECTED: 50,
        Close.COLD: 9,
    }
    for close, count in counts.items():
        put(made, TotalBlock.CELL, WEB, ENTERPRISE, CellTotal.CLOSED + close, values=count)
    put(made, TotalBlock.CELL, WEB, ENTERPRISE, CellTotal.DECIDED, values=10)
    assert told(made, "win_rate") == [0.3]
    assert told(made, "win_rate[source=web]") == [0.3]
    assert np.isnan(told(made, "win_rate[source=events]")[0])
    assert told(made, "closed") == [69.0]
    assert told(made, "closed[close=rejected]") == [50.0]


def test_a_conversion_is_of_all_visits_that_ended() -> None:
    made = batch(program())
    for place, count in ((StageTotal.ENTERED, 99), (StageTotal.ADVANCED, 2), (StageTotal.LOST, 3)):
        put(made, TotalBlock.STAGE, QUALIFY, place, values=count)
    for other in range(StageTotal.NO_DECISION, StageTotal.ABANDONED + 1):
        put(made, TotalBlock.STAGE, QUALIFY, other, values=1)
    assert told(made, "conversion_qualify") == [pytest.approx(2 / 11)]
    assert np.isnan(told(made, "conversion_close")[0])
    assert told(made, "leads[stage=qualify]") == [99.0]


def test_hand_off_losses_are_told_against_what_they_could_have_been() -> None:
    made = batch(program())
    put(made, TotalBlock.STAGE, QUALIFY, StageTotal.FIRST_TAKEN, values=8)
    put(made, TotalBlock.STAGE, QUALIFY, StageTotal.REJECTED, values=2)
    put(made, TotalBlock.STAGE, QUALIFY, StageTotal.SLA_MET, values=6)
    put(made, TotalBlock.STAGE, CLOSE, StageTotal.FIRST_TAKEN, values=8)
    put(made, TotalBlock.STAGE, CLOSE, StageTotal.SLA_MET, values=8)
    assert told(made, "handoff_rejection_rate") == [2 / 16]
    assert told(made, "handoff_rejection_rate[stage=qualify]") == [2 / 8]
    assert told(made, "sla_met_share") == [0.75], "only qualify promises anything"


def test_leads_never_worked_are_those_nobody_took_of_all_that_waited_for_somebody() -> None:
    made = batch(program(), 3)
    put(made, TotalBlock.CELL, WEB, SMB, CellTotal.CLOSED + Close.SCREENED, values=50)
    put(made, TotalBlock.CELL, WEB, SMB, CellTotal.FIRST_TOUCHES, values=[6, 6, 0])
    put(made, TotalBlock.CELL, WEB, SMB, CellTotal.NEVER_WORKED, values=[4, 1, 0])
    put(made, TotalBlock.CELL, WEB, SMB, CellTotal.UNTOUCHED, values=[0, 3, 0])
    given_up, still_lying, none_queued = told(made, "leads_never_worked_share")
    assert given_up == still_lying == told(made, "leads_never_worked_share[source=web]")[0] == 0.4
    assert np.isnan(none_queued)


def test_where_no_lead_ever_waits_the_median_wait_is_nothing() -> None:
    made = batch(program(), 2)
    put(made, TotalBlock.STAGE, QUALIFY, StageTotal.FIRST_TAKEN, values=4)
    put(made, TotalBlock.STAGE, QUALIFY, StageTotal.FIRST_WAIT_TICKS, values=[0, 40])
    put(made, TotalBlock.HANDOFF_WAIT_BINS, bin_of(0), values=4)
    assert told(made, "handoff_wait_hours.median") == [0.0, 16 / HOUR]
    assert told(made, "handoff_wait_hours.p90")[0] == 0.0


def test_waits_have_an_exact_mean_and_quantiles_from_their_histogram() -> None:
    made = batch(program())
    put(made, TotalBlock.STAGE, QUALIFY, StageTotal.FIRST_TAKEN, values=4)
    put(made, TotalBlock.STAGE, QUALIFY, StageTotal.FIRST_WAIT_TICKS, values=10 * HOUR)
    put(made, TotalBlock.HANDOFF_WAIT_BINS, bin_of(2 * HOUR), values=4)
    put(made, TotalBlock.CELL, WEB, SMB, CellTotal.FIRST_TOUCHES, values=2)
    put(made, TotalBlock.CELL, WEB, SMB, CellTotal.FIRST_TOUCH_TICKS, values=3 * HOUR)
    put(made, TotalBlock.CELL, WEB, SMB, CellTotal.CLOSED + Close.WON, values=2)
    put(made, TotalBlock.CELL, WEB, SMB, CellTotal.CYCLE_TICKS, values=9 * DAY)
    assert told(made, "handoff_wait_hours") == [2.5]
    assert told(made, "handoff_wait_hours.median")[0] == pytest.approx(2.0, rel=0.25)
    assert told(made, "first_touch_hours[source=web]") == [1.5]
    assert told(made, "cycle_days") == [4.5]
    assert np.isnan(told(made, "cycle_days.p90")[0])


def test_the_hours_of_a_role_add_up_to_its_open_hours() -> None:
    made = batch(program())
    for kind, hours in ((DEMO_KIND, 10), (RESEARCH, 25), (SETUP, 5)):
        put(made, TotalBlock.ROLE_KIND, MARKETER, kind, values=hours * HOUR)
    put(made, TotalBlock.ROLE, MARKETER, RoleTotal.IDLE_TICKS, values=10 * HOUR)
    put(made, TotalBlock.ROLE, MARKETER, RoleTotal.OPEN_TICKS, values=50 * HOUR)
    put(made, TotalBlock.ROLE, MARKETER, RoleTotal.SWITCHES, values=3)
    put(made, TotalBlock.ROLE_KIND, SDR, QUALIFY, values=60 * HOUR)
    ledger = [
        told(made, f"hours[role/kind=marketer/{kind}]") for kind in ("demo", "research", "setup", "idle")
    ]
    assert ledger == [[10.0], [25.0], [5.0], [10.0]]
    assert told(made, "hours[role=marketer]") == [40.0]
    assert told(made, "hours") == [100.0]
    assert told(made, "utilisation_marketer") == [0.8]
    assert told(made, "switches_marketer") == [3.0]
    assert not [s for s in measured(made) if s.level == "sdr/research"], "nobody of the role could"


@pytest.mark.mechanism("E7", switch="organisation.roles.*.function", shown="mid_market.yaml")
def test_drain_is_of_marketing_hours_and_not_of_sellers_who_also_have_standing_work() -> None:
    made = program()
    made.block(Block.STANDING)[ANA, RESEARCH] = 0.2
    drained = batch(made)
    put(drained, TotalBlock.ROLE_KIND, MARKETER, DEMO_KIND, values=10 * HOUR)
    put(drained, TotalBlock.ROLE_KIND, MARKETER, RESEARCH, values=30 * HOUR)
    put(drained, TotalBlock.ROLE_KIND, SDR, QUALIFY, values=60 * HOUR)
    put(drained, TotalBlock.REQUEST, DEMO, RequestTotal.DISPLACED_TICKS, values=10 * HOUR)
    assert told(drained, "drain_share") == [0.25]
    assert told(drained, "displaced_hours[request=demo]") == [10.0]


def marketing_drain(made: Program, hours: dict[tuple[int, int], int]) -> float:
    """Return drain_share after so many hours by role and kind."""
    worked = batch(made)
    for place, many in hours.items():
        put(worked, TotalBlock.ROLE_KIND, *place, values=many * HOUR)
    return told(worked, "drain_share")[0]


@pytest.mark.mechanism("E7", switch="organisation.roles.*.function")
def test_drain_is_the_same_when_the_support_team_has_standing_work_too() -> None:
    made = program()
    made = replace(made, names=replace(made.names, functions=("support", "marketing")))
    made.block(Block.PRIORITY)[ANA] = [0, 0, 0, 1, 0, 0]
    bo = {(MARKETER, DEMO_KIND): 10, (MARKETER, RESEARCH): 30}
    assert marketing_drain(made, {**bo, (SDR, REFERRED): 40}) == 0.25
    made.block(Block.STANDING)[ANA, RESEARCH] = 0.5
    assert marketing_drain(made, {**bo, (SDR, REFERRED): 20, (SDR, RESEARCH): 20}) == 0.25


@pytest.mark.mechanism("E7", switch="organisation.roles.*.function")
def test_drain_is_the_same_when_marketing_is_split_into_those_who_help_and_those_who_do_not() -> None:
    whole = program()
    assert marketing_drain(whole, {(MARKETER, DEMO_KIND): 10, (MARKETER, RESEARCH): 30}) == 0.25
    split = replace(whole, names=replace(whole.names, functions=("marketing", "marketing")))
    split.block(Block.PRIORITY)[:] = [[0, 0, 1, 0, 0, 0], [0, 0, 0, 0, 0, 0]]
    assert marketing_drain(split, {(SDR, DEMO_KIND): 10, (MARKETER, RESEARCH): 30}) == 0.25


def test_drain_needs_somebody_who_is_marketing() -> None:
    made = program()
    sellers = replace(made, names=replace(made.names, functions=("sales", "sales")))
    with pytest.raises(UsageError, match="drain_share needs a role whose function is marketing"):
        metrics(random_batch(sellers, 1), "today", ["drain_share"])


def test_a_backlog_is_the_queues_mean_length_over_the_measured_weeks() -> None:
    made = batch(program(weeks=3, warm_up_weeks=1))
    put(made, TotalBlock.KIND, QUALIFY, KindTotal.QUEUE_TICKS, values=5 * 2 * WEEK)
    put(made, TotalBlock.KIND, DEMO_KIND, KindTotal.QUEUE_TICKS, values=1 * 2 * WEEK)
    assert told(made, "backlog[kind=qualify]") == [5.0]
    assert told(made, "backlog") == [6.0]
    assert told(made, "backlog_sdr") == [5.0]
    assert told(made, "backlog_marketer") == [1.0]


def test_follow_up_sessions_that_change_hands_are_a_share_of_all() -> None:
    made = batch(program())
    put(made, TotalBlock.RUN, RunTotal.TASK_SWITCH, values=3)
    put(made, TotalBlock.RUN, RunTotal.TASK_SAME, values=1)
    assert told(made, "person_change_share") == [0.75]


def test_the_tidy_table_has_a_row_for_every_replication_metric_level_and_statistic() -> None:
    made = random_batch(program(), 3, first=10)
    table = metrics(made, "today")
    assert tuple(table.columns) == COLUMNS
    assert len(table) == 3 * len(measured(made))
    assert table["replication"].unique().sort().to_list() == [10, 11, 12]
    assert (
        not table.select("scenario", "replication", "metric", "dimension", "level", "statistic")
        .is_duplicated()
        .any()
    )
    rows = table.filter(pl.col("metric") == "wins", pl.col("level") == "all")
    assert rows.sort("replication")["value"].to_list() == told(made, "wins")
    assert rows["unit"].to_list() == ["count"] * 3
    assert rows["better"].to_list() == ["higher"] * 3


def test_what_could_not_be_measured_is_null_and_never_nan() -> None:
    table = metrics(batch(program()), "quiet")
    assert table.filter(pl.col("metric") == "cac")["value"].to_list() == [None]
    assert not table["value"].is_nan().any()


def test_tables_of_several_scenarios_stand_under_each_other() -> None:
    table = pl.concat(
        [metrics(random_batch(program(), 2, luck=luck), name) for luck, name in enumerate("ab")]
    )
    assert table["scenario"].unique().sort().to_list() == ["a", "b"]


def test_metrics_can_be_asked_for_by_name() -> None:
    table = metrics(random_batch(program(), 2), "today", ["wins", "utilisation_sdr"])
    assert set(table["metric"]) == {"wins", "utilisation_sdr"}


def test_a_typo_suggests_the_nearest_metric() -> None:
    with pytest.raises(
        UsageError, match=r"no metric is called utilization_sdr; did you mean utilisation_sdr\?"
    ):
        metrics(random_batch(program(), 1), "today", ["utilization_sdr"])


def test_a_metric_that_the_scenario_has_no_use_for_says_what_it_needs() -> None:
    plain = program()
    plain.block(Block.STAGE)[:] = 0.0
    with pytest.raises(UsageError, match="sla_met_share needs sla"):
        metrics(random_batch(plain, 1), "today", ["sla_met_share"])


def test_holes_have_no_rows() -> None:
    made = program()
    people = made.person_ints.copy()
    people[:, 1] = SDR  # nobody is a marketer first
    keys = {series.key for series in measured(random_batch(replace(made, person_ints=people), 1))}
    assert "utilisation_sdr" in keys
    assert not [key for key in keys if "marketer" in key]
