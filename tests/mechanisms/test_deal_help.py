"""What help for single deals does: whose hours it takes, whom it serves, and what a support organisation changes."""

import pytest

from gtmsim.engines import select
from gtmsim.engines.contract import Batch
from gtmsim.measure.metrics import measured
from gtmsim.program.layout import KindTotal, RecordCol, TotalBlock, What
from gtmsim.program.lower import lower
from gtmsim.program.totals import totals_of
from gtmsim.scenario import loads

WORLD = """
gtmsim: 1
world:
  segments: {any: {}}
  sources: {web: {rate: 10 per day, last: 60, intent: 1}}
  stages:
    talk: {session: 1 h, clock: {fixed: 8 days}, outcomes: {advance: 0.4, lost: 0.6}, requests: {demo: 0.3 per day}}
  requests: {demo: {session: 5 h, lift: 2}}
organisation:
  calendars: {always: {week: {mon-sun: all day}}}
  roles:
    rep: {works: {talk: 1}}
    marketer: {works: {demo: 1}}
    support: {works: {referred: 1}, function: support}
  teams: {rep: {people: 2}, marketer: {people: 2}, support: {people: 3}}
policy:
  standing: {marketer: {research: 0.5, programs: 0.5}}
  resumption: 0.5 h
  intake: {demo: {INTAKE}}
run: {horizon: 4 weeks}
"""
INTERRUPTED, QUEUED, REFERRED, DENIED = "preempt: 1", "queue: 1", "refer: 1, queue: 0", "deny: 1, queue: 0"
RUNS = 4

both_engines = pytest.mark.parametrize("engine", ["core", "reference"])


def run(intake: str, engine: str, world: str = WORLD) -> Batch:
    return select(engine).run(lower(loads(world.replace("INTAKE", intake), "help.yaml")), 7, 0, RUNS)


def told(batch: Batch, key: str) -> list[float]:
    [series] = [each for each in measured(batch) if each.key == key]
    return [float(value) for value in series.values]


def hours(batch: Batch, role: str, kind: str) -> float:
    return sum(told(batch, f"hours[role/kind={role}/{kind}]"))


def kinds(batch: Batch, name: str, what: KindTotal) -> int:
    kind = batch.program.names.kinds.index(name)
    return int(totals_of(batch.program).block(batch.totals, TotalBlock.KIND)[:, kind, int(what)].sum())


@pytest.mark.mechanism(
    "A16", switch=["policy.intake.*.deny", "world.stages.*.requests"], shown=["no_help.yaml", "market.yaml"]
)
@pytest.mark.parametrize("intake", [INTERRUPTED, QUEUED])
@both_engines
def test_every_hour_of_help_and_of_finding_back_is_an_hour_less_for_the_market(
    intake: str, engine: str
) -> None:
    without, helped = run(DENIED, engine), run(intake, engine)
    for_markets = [
        hours(each, "marketer", "research") + hours(each, "marketer", "programs")
        for each in (without, helped)
    ]
    lent = hours(helped, "marketer", "demo") + hours(helped, "marketer", "setup")
    assert lent > 100
    assert for_markets[0] - for_markets[1] == pytest.approx(lent)
    assert sum(told(without, "drain_share")) == 0


@pytest.mark.mechanism(
    "A17",
    switch=["policy.intake.*.refer", "organisation.roles.*.works.referred"],
    shown="support_organisation.yaml",
)
@both_engines
def test_a_support_organisation_has_a_queue_of_its_own_and_leaves_marketing_its_weeks(engine: str) -> None:
    without, referred = run(DENIED, engine), run(REFERRED, engine)
    for kind in ("research", "programs"):
        assert hours(referred, "marketer", kind) == hours(without, "marketer", kind)
    assert hours(referred, "support", "referred") > 100
    assert kinds(referred, "referred", KindTotal.DONE) > 0
    assert kinds(referred, "demo", KindTotal.QUEUED) == 0


@pytest.mark.mechanism("A17", switch="policy.intake.*.refer", shown="support_organisation.yaml")
@both_engines
def test_what_is_referred_waits_in_vain_where_nobody_is_there_to_support(engine: str) -> None:
    alone = run(
        REFERRED, engine, WORLD.replace("support: {people: 3}", "support: {people: 3, starts: 2028-01-03}")
    )
    assert kinds(alone, "referred", KindTotal.QUEUED) > 0
    assert kinds(alone, "referred", KindTotal.TAKEN) == 0
    assert hours(alone, "marketer", "demo") == 0


@pytest.mark.mechanism("B11", switch=["policy.intake.*.preempt", "policy.interrupts"], shown="baseline.yaml")
@both_engines
def test_service_for_deals_waits_for_work_on_demand_or_tears_it_away_as_was_decided(engine: str) -> None:
    patient, urgent = run(QUEUED, engine), run(INTERRUPTED, engine)
    standing = ("research", "programs")
    assert sum(kinds(patient, kind, KindTotal.INTERRUPTED) for kind in standing) == 0
    assert sum(kinds(urgent, kind, KindTotal.INTERRUPTED) for kind in standing) > 0
    waited = [
        kinds(each, "demo", KindTotal.WAIT_TICKS) / kinds(each, "demo", KindTotal.TAKEN)
        for each in (patient, urgent)
    ]
    assert waited[1] < waited[0]
    assert [kinds(each, kind, KindTotal.QUEUED) for each in (patient, urgent) for kind in standing] == [0] * 4


@pytest.mark.mechanism(
    "D17", switch=["world.requests.*.lift", "policy.intake.*.deny"], shown=["baseline.yaml", "no_help.yaml"]
)
@both_engines
def test_hours_moved_from_the_market_to_deals_win_deals_at_once(engine: str) -> None:
    without, helped = run(DENIED, engine), run(INTERRUPTED, engine)
    assert told(without, "leads") == told(helped, "leads")
    assert all(more > less for more, less in zip(told(helped, "wins"), told(without, "wins"), strict=True))
    assert hours(helped, "marketer", "programs") < hours(without, "marketer", "programs")
    no_lift = WORLD.replace("lift: 2", "lift: 0")
    assert told(run(INTERRUPTED, engine, no_lift), "wins") == told(run(DENIED, engine, no_lift), "wins")


@pytest.mark.mechanism("E5", switch="world.stages.*.requests", shown="baseline.yaml")
@both_engines
def test_a_piece_of_help_moves_the_one_deal_it_was_asked_for(engine: str) -> None:
    left, helped = [], set()
    for lift in ("lift: 2", "lift: 0"):
        program = lower(loads(WORLD.replace("INTAKE", QUEUED).replace("lift: 2", lift), "help.yaml"))
        rows = select(engine).trace(program, 7, 0).records.tolist()
        left.append(
            {row[RecordCol.ENTITY]: row[RecordCol.B] for row in rows if row[RecordCol.WHAT] == What.LEFT}
        )
        helped |= {row[RecordCol.ENTITY] >> 16 << 16 for row in rows if row[RecordCol.WHAT] == What.HELPED}
    moved = {deal for deal in left[0] if left[0][deal] != left[1][deal]}
    assert moved
    assert moved <= helped < set(left[0])
