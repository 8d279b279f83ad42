"""What makes two programs the same, and what leaves everybody else's luck alone."""

import numpy as np
import pytest

from gtmsim.engines import select
from gtmsim.errors import ScenarioError
from gtmsim.program.layout import Block, KindFamily, RecordCol, What
from gtmsim.program.lower import lower
from gtmsim.program.resolve import uncertain_numbers
from gtmsim.program.tables import Program
from gtmsim.program.varied import parameter_table
from gtmsim.scenario import loads

TEXT = """
gtmsim: 1
world:
  segments: {smb: {accounts: 300, in_market: 100 %/year}, enterprise: {accounts: 60, in_market: 100 %/year}}
  sources: {market: {kind: pool, intent: 0.6, unprompted: 0.4}}
  stages:
    pre: {session: 20 min, outcomes: {advance: 0.7, lost: 0.3}}
    work: {session: 1 h, outcomes: {advance: 0.4, lost: 0.6}, requests: {demo: 1 per week}}
  requests: {demo: {}}
organisation:
  calendars: {office: {week: {mon-fri: "09:00-17:00"}}}
  roles:
    rep: {works: {pre: 1, work: 1}}
    marketer: {works: {demo: 1}}
  teams:
    rep: {people: 4, skill_spread: 0.5}
    marketer: {people: 2}
policy:
  standing: {marketer: {research: 0.02, programs: 0.69, material: 0.24, care: 0.05}}
run: {horizon: 20 weeks}
"""


def program(*overrides: str, text: str = TEXT) -> Program:
    return lower(loads(text, "one.yaml", overrides=overrides))


def test_two_ranges_with_one_median_are_two_programs() -> None:
    narrow, wide = (
        program(f"world.sources.market.intent={{uncertain: {{low: {low}, high: {high}}}}}")
        for low, high in ((0.5, 0.7), (0.3, 0.9))
    )
    assert np.array_equal(narrow.params, wide.params)
    assert narrow.digest != wide.digest


def test_a_hand_off_written_elsewhere_moves_no_draw_of_another() -> None:
    range_ = "{uncertain: {low: 0.1, high: 0.9}}"
    plain = TEXT.replace(
        "policy:\n", f"policy:\n  handoffs: {{work: {{recycles: {range_}, rejects_below: 0.2}}}}\n"
    )
    more = TEXT.replace(
        "policy:\n",
        f"policy:\n  handoffs: {{pre: {{sla: 4 h}}, work: {{recycles: {range_}, rejects_below: 0.2}}}}\n",
    )
    alone, beside = (parameter_table(program(text=text), 7, 0, 20) for text in (plain, more))
    assert np.array_equal(alone, beside)


@pytest.mark.parametrize(
    "field",
    ["trend={uncertain: {low: 0 %/year, high: 9 %/year}}", "weekdays.mon={uncertain: {low: 1, high: 2}}"],
)
def test_the_shape_of_a_rate_cannot_be_uncertain_and_the_error_says_where(field: str) -> None:
    stream = TEXT.replace("{kind: pool, intent: 0.6, unprompted: 0.4}", "{rate: 3 per week}")
    with pytest.raises(ScenarioError, match=r"world\.sources\.market\.(trend|weekdays)"):
        program(f"world.sources.market.{field}", text=stream)


def test_every_uncertain_number_that_is_accepted_moves_something() -> None:
    """Each scalar field takes its turn; what is accepted as uncertain and moves no parameter would be a silent default."""
    for path, low, high in (
        ("world.sources.market.intent", "0.2", "0.4"),
        ("world.segments.smb.in_market", "10 %/year", "30 %/year"),
        ("world.stages.work.sessions", "1", "3"),
        ("world.stages.work.outcomes.advance", "0.39", "0.41"),
        ("world.stages.work.time_out", "2 weeks", "9 weeks"),
        ("world.requests.demo.lift", "0", "1"),
        ("world.awareness.half_life", "4 weeks", "9 weeks"),
        ("organisation.teams.rep.cost", "60 kEUR/year", "90 kEUR/year"),
        ("organisation.teams.rep.speed", "0.5", "1.5"),
        ("organisation.roles.rep.works.pre", "1", "3"),
        ("policy.standing_session", "30 min", "3 h"),
        ("world.library.level", "0.1", "0.5"),
        ("policy.assignment.load", "0", "1"),
    ):
        lowered = program(f"{path}={{uncertain: {{low: {low}, high: {high}}}}}")
        assert lowered.scenario is not None
        assert len(list(uncertain_numbers(lowered.scenario))) == 1, path
        assert len(lowered.slots), path


def test_a_second_role_without_standing_work_leaves_the_mix_alone() -> None:
    def mix(*overrides: str) -> list[float]:
        lowered = program(*overrides)
        standing = lowered.kind_family == KindFamily.STANDING
        return [float(share) for share in lowered.block(Block.STANDING)[-1][standing]]

    assert mix("organisation.teams.marketer.roles={marketer: 1, rep: 3}") == pytest.approx(mix())
    assert sum(mix()) == pytest.approx(1.0)


def test_one_more_person_changes_nobodys_skill() -> None:
    four, five = (program(f"organisation.teams.rep.people={n}").block(Block.PERSON)[:, 0] for n in (4, 5))
    assert np.array_equal(four[:4], five[:4])


def test_a_larger_segment_changes_nobody_elses_luck() -> None:
    """Enterprise accounts open their episodes, and are worth, what they always were."""

    def enterprise(accounts: int) -> list[tuple[int, int]]:
        overrides = (f"world.segments.smb.accounts={accounts}", "organisation.teams.rep.people=40")
        records = select("core").trace(program(*overrides), seed=7, replication=0).records
        opened = records[records[:, RecordCol.WHAT] == What.OPENED]
        number = opened[:, RecordCol.ENTITY] >> 16 & 0xFFFFFFFF
        return sorted(
            zip(
                opened[number >> 24 == 1, RecordCol.TICK].tolist(),
                number[number >> 24 == 1].tolist(),
                strict=True,
            )
        )

    assert enterprise(300) == enterprise(500)
    assert len(enterprise(300)) > 10
