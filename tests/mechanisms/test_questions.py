"""The questions that are shipped as layers over the mid-market world: in each, what is asked about really happens.

No answer is demanded. Dates are early and runs short; what is compared are a few replications on shared luck.
"""

from functools import lru_cache

import numpy as np
import numpy.typing as npt
import pytest

from gtmsim.engines import select
from gtmsim.engines.contract import Batch, Trace
from gtmsim.measure.metrics import measured
from gtmsim.program.layout import Answer, Limit, RecordCol, StockKind, What
from gtmsim.program.lower import lower
from gtmsim.program.tables import Ints, Program
from gtmsim.scenario import load
from gtmsim.units import TICKS_PER_WEEK

CORE = select("core")
AT, WEEKS = 26, 78
CORE_SEGMENT, ADJACENT = 0, 1
CULTURES = ("market_driven", "sales_driven", "customer_driven", "competitor_driven")


def overrides(question: str, at: int = AT) -> list[str]:
    """Return what makes a run short, with its events beginning in a week and lasting as long as they would."""
    said = [f"run.horizon={WEEKS} weeks", "run.warm_up=8 weeks"]
    for name, event in load(question).events.items():
        assert event is not None
        said.append(f"events.{name}.at={at} weeks")
        if event.until is not None:
            said.append(f"events.{name}.until={at + 26} weeks")
    return said


def named(question: str) -> str:
    return f"preset:mid_market+{question}" if question else "preset:mid_market"


@lru_cache(maxsize=32)
def traced(question: str, *said: str) -> Trace:
    """Trace one replication of a question."""
    return CORE.trace(lower(load(named(question), (*overrides(named(question)), *said))), 3, 0)


@lru_cache(maxsize=32)
def ran(question: str, runs: int = 4) -> Batch:
    """Run a few replications of a question."""
    return CORE.run(lower(load(named(question), overrides(named(question)))), 3, 0, runs)


def values(metric: str, question: str) -> npt.NDArray[np.float64]:
    """Return a metric of each run by its key."""
    series = measured(ran(question), [metric.partition("[")[0]])
    return next(each.values for each in series if each.key == metric)


def told(trace: Trace, what: What) -> Ints:
    """Return the records of a kind."""
    rows: Ints = trace.records[trace.records[:, RecordCol.WHAT] == what]
    return rows


def stock(trace: Trace, kind: StockKind, level: int = 0) -> npt.NDArray[np.float64]:
    """Return a stock by week."""
    assert level < trace.program.stock_levels[kind], "this program keeps no such stock"
    rows = told(trace, What.STOCK)
    mine = rows[rows[:, RecordCol.ENTITY] == trace.program.stock_first[kind] + level]
    found: npt.NDArray[np.float64] = mine[:, RecordCol.B] / 1e6
    return found


def weeks(rows: Ints) -> npt.NDArray[np.int64]:
    """Return the weeks of some records."""
    found: npt.NDArray[np.int64] = rows[:, RecordCol.TICK] // TICKS_PER_WEEK
    return found


@pytest.mark.mechanism(
    "A1", "A18", switch=["events.*.world", "events.*.policy"], shown="questions/mid_market/downturn.yaml"
)
def test_in_a_downturn_fewer_look_around_until_it_is_over() -> None:
    usual, bad = (weeks(told(traced(each), What.OPENED)) for each in ("", "downturn"))

    def begun(first: int, last: int) -> float:
        """Return how many accounts begin to look around in some weeks, in bad times over usual ones."""
        return float(((bad >= first) & (bad < last)).sum() / ((usual >= first) & (usual < last)).sum())

    assert begun(0, AT) == 1
    assert begun(AT, AT + 26) == pytest.approx(13 / 20, abs=0.1), (
        "20 % of accounts a year, and 13 % in bad times"
    )
    assert begun(AT + 27, WEEKS) == pytest.approx(1, abs=0.15)
    looking = stock(traced("downturn"), StockKind.LOOKING, CORE_SEGMENT)
    assert looking[AT + 25] < 0.9 * looking[AT]


@pytest.mark.mechanism("A18", switch="world.products.*.launches", shown="questions/mid_market/launch.yaml")
def test_a_launch_is_offered_from_its_day_on() -> None:
    trace = traced("launch", "world.products.add_on.launches=2027-07-05")
    product = trace.program.names.products.index("add_on")
    offered = told(trace, What.OFFERED)
    mine = offered[offered[:, RecordCol.A] == product]
    assert weeks(mine).min() == AT
    assert len(mine) > 50
    later = traced("launch")
    assert not (told(later, What.OFFERED)[:, RecordCol.A] == product).any(), "it is launched after the end"


@pytest.mark.mechanism("A18", switch="events.*.acquires", shown="questions/mid_market/acquisition.yaml")
def test_a_purchase_brings_customers_at_once_and_the_strain_of_coming_together() -> None:
    trace, usual = traced("acquisition"), traced("")
    bought = told(trace, What.ACQUIRED)
    assert len(bought) == 60
    assert set(weeks(bought).tolist()) == {AT}
    share, plain = (stock(each, StockKind.MARKET_SHARE, ADJACENT) for each in (trace, usual))
    assert share[AT + 1] > plain[AT + 1] + 0.03
    assert (stock(trace, StockKind.PACE)[AT + 1 : AT + 10] < 1).all()
    assert values("quits", "acquisition").sum() >= values("quits", "").sum()


@pytest.mark.mechanism(
    "A18",
    "C21",
    switch=["policy.targeting", "policy.pursuit.aim"],
    shown="questions/mid_market/segment_entry.yaml",
)
def test_a_segment_that_nobody_courted_is_entered_at_its_date() -> None:
    def found(question: str) -> tuple[int, int]:
        # Plans that adapt would try it for a quarter.
        rows = told(traced(question, "policy.planning.adapt=0"), What.KNOCKED)
        mine = rows[rows[:, RecordCol.A] >= 0]
        segment = mine[:, RecordCol.A] >> 16 + Limit.SEGMENT_SHIFT & Limit.SEGMENTS
        at = weeks(mine)[segment == ADJACENT]
        return int((at < AT).sum()), int((at >= AT).sum())

    before, after = found("segment_entry")
    assert before == 0 < after
    assert found("")[0] > 0


@pytest.mark.mechanism("A18", switch="world.rivals", shown="mid_market.yaml")
def test_share_taken_is_of_all_customers_that_anybody_has() -> None:
    usual, more = traced(""), traced("", "world.segments.core.customers_at_start=260")
    for trace, ours in ((usual, 86), (more, 286)):
        rivals = [stock(trace, StockKind.RIVAL_CUSTOMERS, each)[0] for each in range(trace.program.rivals)]
        whole = stock(trace, StockKind.MARKET_SHARE, trace.program.segments)[0]
        assert whole == pytest.approx(ours / (ours + sum(rivals)), rel=0.01)


@pytest.mark.mechanism("D1", switch="policy.pressure", shown="questions/mid_market/tipping_point.yaml")
def test_missed_bookings_turn_marketing_into_deal_help() -> None:
    off, on = (
        lower(load(named("tipping_point"), (*overrides(named("tipping_point")), *said)))
        for said in (("policy.pressure=0",), ())
    )

    def records(program: Program, what: What) -> Ints:
        return np.concatenate([told(CORE.trace(program, 3, each), what) for each in range(4)])

    def at_once(program: Program) -> float:
        return float((records(program, What.ANSWERED)[:, RecordCol.B] == Answer.PREEMPT).mean())

    assert len(records(off, What.PRESSED)) == 0
    assert len(records(on, What.PRESSED)) > 400
    assert at_once(on) > 1.3 * at_once(off)


@pytest.mark.mechanism(
    "C42", "C44", switch="world.segments.*.customers_at_start", shown="questions/mid_market/founder.yaml"
)
def test_a_founder_lives_on_six_large_customers() -> None:
    assert (values("top5_share", "founder") > values("top5_share", "") + 0.1).all()
    assert (values("hhi", "founder") > 1.5 * values("hhi", "")).all()
    assert len(told(traced("founder"), What.WISHED)) > 0


@pytest.mark.mechanism("A1", switch="events.*.loses_largest", shown="questions/mid_market/key_account.yaml")
def test_three_key_accounts_end_on_one_day() -> None:
    lost = told(traced("key_account"), What.LOST_ACCOUNT)
    assert weeks(lost).tolist() == [AT] * 3
    # An account that has left may buy again, and those who sold to it sell to others: less in the mean, not in every run.
    assert values("arr", "key_account").mean() < values("arr", "").mean()


@pytest.mark.mechanism(
    "A2",
    "A3",
    "A4",
    "E4",
    switch=["policy.role_clarity", "events.*.reorganises"],
    shown=[
        "questions/mid_market/unclear_roles.yaml",
        "questions/mid_market/clear_roles.yaml",
        "questions/mid_market/reorganised.yaml",
    ],
)
def test_roles_are_made_clear_on_the_chart_there_is_or_on_a_new_one() -> None:
    """The same clarity either way; only the second way moves people, costs pace, ties and links, and changes who answers whom."""
    unclear, clear, moved = (traced(each) for each in ("unclear_roles", "clear_roles", "reorganised"))

    def astray(trace: Trace) -> float:
        rows = [weeks(told(trace, what)) for what in (What.MISROUTED, What.ENTERED)]
        gone, all_of_them = ((each >= AT).sum() for each in rows)
        return float(gone / all_of_them)

    assert astray(clear) < 0.3 * astray(unclear)
    assert astray(moved) < 0.3 * astray(unclear)
    assert clear.program.stock_levels[StockKind.PACE] == 0, "pace is no topic where nobody is moved"
    assert (stock(moved, StockKind.PACE)[AT + 1 : AT + 10] < 1).all()
    assert len(told(moved, What.TIE_LOST)) > len(told(clear, What.TIE_LOST)) == 0
    coherence = [stock(each, StockKind.COHERENCE)[AT + 1] for each in (unclear, clear, moved)]
    assert coherence[0] == pytest.approx(coherence[1], abs=0.02)
    assert coherence[2] < 0.7 * coherence[1]


@pytest.mark.mechanism(
    "D2",
    "D4",
    "D13",
    "D21",
    switch="policy.standing",
    shown=["questions/mid_market/hub_lost.yaml", "questions/mid_market/hub_rebuilt.yaml"],
)
def test_coherence_falls_when_the_hub_is_lost_and_comes_back_more_slowly() -> None:
    kept, lost, rebuilt = (
        stock(traced(each), StockKind.COHERENCE) for each in ("", "hub_lost", "hub_rebuilt")
    )
    assert (kept[:AT] == lost[:AT]).all()
    assert (lost[AT:][1:] < lost[AT:][:-1]).all(), "it only falls"
    back = AT + 26
    assert (rebuilt[:back] == lost[:back]).all()
    assert rebuilt[-1] > lost[-1]
    fallen, risen = rebuilt[AT] - rebuilt[back], rebuilt[back + 25] - rebuilt[back]
    assert 0 < risen < 0.8 * fallen, "half a year takes more than half a year gives back"


@pytest.mark.mechanism(
    "C64", switch="world.rivals.*.features", shown="questions/mid_market/rival_launch.yaml"
)
def test_a_rival_that_ships_what_is_needed_fits_better_and_wins_more_of_its_deals() -> None:
    usual, release = traced(""), traced("rival_launch")
    giant = usual.program.names.rivals.index("giant")
    before, after = (stock(each, StockKind.RIVAL_FIT, giant) for each in (usual, release))
    assert (before[:AT] == after[:AT]).all()
    assert (after[AT + 1 :] > before[AT + 1 :] + 0.05).all()
    assert (
        stock(release, StockKind.RIVAL_PRICE, giant)[AT + 1 :]
        < stock(usual, StockKind.RIVAL_PRICE, giant)[AT]
    ).all()


@pytest.mark.mechanism(
    "C5", "C1", switch="organisation.teams.*.roles", shown="questions/mid_market/amphicar.yaml"
)
def test_in_one_joint_department_everybody_goes_from_one_kind_of_work_to_another() -> None:
    def of_both(question: str) -> int:
        """Return how many people are seen in program work as well as in work on deals."""
        trace = traced(question)
        kinds = trace.program.names.kinds
        taken, standing = told(trace, What.TAKEN), told(trace, What.STANDING)
        on_deals = taken[
            np.isin(taken[:, RecordCol.A], [kinds.index(each) for each in ("discover", "propose")])
        ]
        on_programs = standing[standing[:, RecordCol.A] == kinds.index("programs")]
        return len(set(on_deals[:, RecordCol.B].tolist()) & set(on_programs[:, RecordCol.ENTITY].tolist()))

    assert of_both("") == 0
    assert of_both("amphicar") >= 13


@pytest.mark.mechanism(
    "C37",
    "C38",
    "C39",
    switch=["policy.standing", "policy.roadmap", "policy.research"],
    shown="mid_market.yaml",
)
@pytest.mark.parametrize("metric", ["profit", "value", "time_to_market_weeks", "satisfaction", "drain_share"])
def test_what_is_claimed_of_cultures_is_measured_in_each_of_them(metric: str) -> None:
    """Four cultures in one firm differ in it; by how much, and which is ahead, is for studies to say and not for this test."""
    found = [values(metric, each) for each in CULTURES]
    assert all(np.isfinite(each).all() for each in found)
    assert len({tuple(each.tolist()) for each in found}) == len(CULTURES)
