"""A scenario becomes a program: what stands where, and what is left out."""

import numpy as np
import pytest

from gtmsim.program.layout import (
    Block,
    ChannelCol,
    Close,
    Family,
    KindFamily,
    Op,
    PersonInt,
    RunCol,
    SegmentCol,
    SourceCol,
    StageCol,
    StageInt,
    StepCol,
)
from gtmsim.program.lower import lower
from gtmsim.program.tables import Program
from gtmsim.program.varied import CHUNK, parameter_table, params_of
from gtmsim.scenario import loads
from gtmsim.units import NEVER, TICKS_PER_DAY, TICKS_PER_HOUR

FRAME = """
gtmsim: 1
world:
  segments: {any: {}}
  sources: {web: {rate: 12 per week, intent: 1}}
  stages:
    answer: {session: {fixed: 1 h}}
organisation:
  calendars: {office: {week: {mon-fri: "09:00-17:00"}, holidays: [2027-01-06]}}
  roles: {desk: {works: {answer: 1}}}
  teams: {desk: {people: 2}}
run: {horizon: 2 weeks}
"""


def program(*overrides: str, text: str = FRAME) -> Program:
    return lower(loads(text, "frame.yaml", overrides=overrides))


def ops(lowered: Program) -> list[int]:
    return [int(op) for op in lowered.steps[len(Close) :, StepCol.OP]]


def test_a_plain_queue_is_entered_worked_and_left() -> None:
    assert ops(program()) == [Op.ENTER, Op.WORK, Op.LEAVE]


@pytest.mark.parametrize(
    ("override", "extra"),
    [
        ("world.stages.answer.clock={fixed: 3 days}", Op.AWAIT),
        ("world.stages.answer.sessions=2.5", Op.AGAIN),
        ("world.stages.answer.decay.exponent=0.5", Op.TRIAGE),
        ("policy.handoffs.answer.threshold=0.2", Op.SCREEN),
    ],
)
def test_a_stage_gets_the_steps_of_what_it_uses_and_no_others(override: str, extra: Op) -> None:
    assert sorted(ops(program(override))) == sorted([Op.ENTER, Op.WORK, Op.LEAVE, extra])


def test_a_stage_without_work_is_only_waited_for() -> None:
    lowered = program("world.stages.answer.sessions=0", "world.stages.answer.clock={fixed: 1 day}")
    assert ops(lowered) == [Op.ENTER, Op.AWAIT, Op.LEAVE]


def test_the_first_eight_steps_close_a_lead_each_in_its_own_way() -> None:
    closing = program().steps[: len(Close)]
    assert closing[:, StepCol.OP].tolist() == [Op.CLOSE] * len(Close)
    assert closing[:, StepCol.A].tolist() == list(Close)


def test_a_rejected_lead_that_may_come_back_returns_to_the_stages_start() -> None:
    lowered = program("policy.handoffs.answer={rejects_below: 0.3, recycles: 0.5}")
    triage = lowered.steps[lowered.steps[:, StepCol.OP] == Op.TRIAGE][0]
    recycle = lowered.steps[triage[StepCol.C]]
    assert recycle[StepCol.OP] == Op.RECYCLE
    assert recycle[StepCol.B] == lowered.stage_ints[0, StageInt.ENTRY_STEP]
    assert recycle[StepCol.C] == Close.REJECTED


def test_a_hole_keeps_the_numbers_of_what_follows() -> None:
    text = FRAME.replace("    answer:", "    gone: null\n    answer:")
    lowered = program(text=text)
    assert lowered.stages == 2
    assert lowered.stage_ints[0, StageInt.ENTRY_STEP] == -1
    assert lowered.names.kinds[:2] == ("gone", "answer")


def test_comments_layout_and_names_do_not_change_the_digest() -> None:
    renamed = FRAME.replace("answer", "reply").replace("desk", "bureau").replace("office", "house")
    assert program(text=renamed).digest == program(text="# a comment\n" + FRAME).digest


def test_every_number_that_matters_changes_the_digest() -> None:
    plain = program().digest
    for override in (
        "world.sources.web.rate=13 per week",
        "world.stages.answer.session={fixed: 2 h}",
        "organisation.teams.desk.people=3",
        "policy.handoffs.answer.sla=1 h",
        "run.horizon=3 weeks",
    ):
        assert program(override).digest != plain, override


def test_the_calendar_skips_nights_weekends_and_holidays() -> None:
    lowered = program()
    days = (lowered.interval_start // TICKS_PER_DAY).tolist()
    assert days == [0, 1, 3, 4, 7, 8, 9, 10, 11]
    assert set((lowered.interval_start % TICKS_PER_DAY).tolist()) == {9 * TICKS_PER_HOUR}
    assert lowered.interval_before.tolist() == [n * 8 * TICKS_PER_HOUR for n in range(9)]


def test_open_all_day_every_day_is_one_interval() -> None:
    lowered = program(
        text=FRAME.replace('{mon-fri: "09:00-17:00"}, holidays: [2027-01-06]', "{mon-sun: all day}")
    )
    assert lowered.interval_start.tolist() == [0]
    assert lowered.interval_end.tolist() == [14 * TICKS_PER_DAY]


def test_a_steady_stream_is_one_cell_and_a_profile_keeps_its_mean_rate() -> None:
    assert program().cell_shape.tolist() == [1.0]
    lowered = program(
        "world.sources.web.hours={0: 0, 8: 1, 18: 0}", "world.sources.web.weekdays={sat: 0.5, sun: 0}"
    )
    spans = np.diff([*lowered.cell_tick, 14 * TICKS_PER_DAY])
    assert np.isclose((lowered.cell_shape * spans).sum(), 14 * TICKS_PER_DAY)


def test_dispersion_becomes_the_spread_of_a_days_luck() -> None:
    row = program("world.sources.web.dispersion=3").block(Block.SOURCE)[0]
    a_day = 12 / 7
    assert np.isclose(np.exp(row[SourceCol.DAY_SIGMA] ** 2) - 1, (3 - 1) / a_day)


def test_individuals_differ_from_their_team_and_come_first() -> None:
    lowered = program(
        "organisation.teams.desk.members={anna: {starts: 2027-01-11, leaves: 2027-01-13, speed: 2}}"
    )
    assert lowered.names.people == ("anna", "desk 2")
    assert lowered.person_ints[:, PersonInt.STARTS].tolist() == [7 * TICKS_PER_DAY, 0]
    assert lowered.person_ints[:, PersonInt.LEAVES].tolist() == [9 * TICKS_PER_DAY, NEVER]
    assert lowered.block(Block.SPEED)[:, 0].tolist() == [2.0, 1.0]


def test_somebody_who_has_left_before_the_start_never_comes() -> None:
    lowered = program("organisation.teams.desk.leaves=2026-12-01")
    assert lowered.person_ints[:, PersonInt.STARTS].tolist() == [NEVER, NEVER]


def test_skill_is_spread_over_a_team_as_asked() -> None:
    skill = program("organisation.teams.desk={people: 255, skill_spread: 0.4}").block(Block.PERSON)[:, 0]
    assert np.isclose(skill.mean(), 0.0, atol=1e-9)
    assert np.isclose(skill.std(), 0.4, rtol=0.02)


def test_a_distribution_takes_three_numbers() -> None:
    row = program("world.stages.answer.clock={median: 2 days, sigma: 1.2}").block(Block.STAGE)[0]
    assert row[StageCol.CLOCK : StageCol.CLOCK + 3].tolist() == [Family.LOGNORMAL, 2 * TICKS_PER_DAY, 1.2]


def test_half_saturation_is_the_weekly_effort_that_reaches_half() -> None:
    lowered = program(
        "world.sources.web={kind: pool}",
        "world.segments.any.accounts=100",
        "world.awareness={half_saturation: 40 h}",
    )
    scale = lowered.block(Block.CHANNEL)[0, ChannelCol.SCALE]
    assert np.isclose(1 - np.exp(-40 / scale), 0.5)


def test_what_is_kept_of_awareness_halves_in_its_half_life() -> None:
    run = program("world.awareness={half_life: 10 weeks, brand_half_life: 26 weeks}").block(Block.RUN)[0]
    assert np.isclose(run[RunCol.AWARENESS_KEPT] ** 10, 0.5)
    assert np.isclose(run[RunCol.BRAND_KEPT] ** 26, 0.5)


def test_urgent_help_interrupts_standing_work_unless_said_otherwise() -> None:
    text = FRAME.replace(
        "session: {fixed: 1 h}", "session: {fixed: 1 h}, requests: {demo: 1 per week}"
    ).replace("organisation:", "  requests: {demo: {}}\norganisation:")
    text = text.replace("works: {answer: 1}", "works: {answer: 1, demo: 1}")
    text = text.replace("run:", "policy: {standing: {desk: {programs: 1}}}\nrun:")
    lowered = program(text=text)
    families = lowered.kind_family.tolist()
    demo, programs = families.index(KindFamily.REQUEST), families.index(KindFamily.STANDING)
    table = lowered.block(Block.INTERRUPT)
    assert table[demo, programs] == 0.5
    assert table[0].sum() == 0.0
    forbidden = program("policy.interrupts={demo: {programs: 0}}", text=text)
    assert forbidden.block(Block.INTERRUPT).sum() == 0.0


def test_uncertain_numbers_stand_at_their_median_and_vary_by_replication() -> None:
    lowered = program("world.sources.web.intent={uncertain: {low: 0.2, high: 0.6}}")
    place = int(lowered.at[Block.SOURCE]) + SourceCol.INTENT
    assert lowered.params[place] == 0.4
    assert lowered.slots.tolist() == [place]
    table = parameter_table(lowered, seed=7, first=0, count=200)
    assert ((table >= 0.2) & (table <= 0.6)).all()
    assert np.unique(table).size == 200
    assert params_of(lowered, table[3])[place] == table[3, 0]


def test_an_uncertain_number_is_drawn_the_same_whatever_the_block_of_replications() -> None:
    lowered = program("world.sources.web.intent={uncertain: {low: 0.2, high: 0.6}}")
    whole = parameter_table(lowered, seed=7, first=0, count=10)
    assert np.array_equal(whole[4:], parameter_table(lowered, seed=7, first=4, count=6))
    across = parameter_table(lowered, seed=7, first=CHUNK - 3, count=CHUNK + 5)
    rows = [parameter_table(lowered, seed=7, first=CHUNK - 3 + each, count=1) for each in range(CHUNK + 5)]
    assert np.array_equal(across, np.concatenate(rows))
    assert np.array_equal(across[1:5], parameter_table(lowered, seed=7, first=CHUNK - 2, count=4))


def test_two_scenarios_that_are_uncertain_about_the_same_field_meet_the_same_worlds() -> None:
    range_ = "{uncertain: {low: 0.2, high: 0.6}}"
    one = program(f"world.sources.web.intent={range_}")
    other = program(
        f"world.sources.net.intent={range_}",
        f"world.sources.net.scoring={range_}",
        text=FRAME.replace("web", "net"),
    )
    draws = parameter_table(one, 7, 0, 20)[:, 0]
    column = other.slots.tolist().index(int(other.at[Block.SOURCE]) + SourceCol.INTENT)
    assert np.array_equal(draws, parameter_table(other, 7, 0, 20)[:, column])


def test_one_uncertain_number_moves_everything_that_is_computed_from_it() -> None:
    lowered = program(
        "world.sources.web={kind: pool}",
        "world.segments.any={accounts: 100, stay: {median: {uncertain: {low: 5 weeks, high: 20 weeks}}, sigma: 1}}",
    )
    channel, segment = (int(lowered.at[block]) for block in (Block.CHANNEL, Block.SEGMENT))
    hazards = {channel + column for column in (ChannelCol.UNPROMPTED, ChannelCol.PROMPTED, ChannelCol.MOUTH)}
    assert set(lowered.slots.tolist()) == {segment + SegmentCol.STAY + 1, *hazards}
