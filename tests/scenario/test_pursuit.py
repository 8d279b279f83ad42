"""What can be wrong with pursuit, and what of it has no effect: each row changes one thing in a good scenario."""

import pytest

from gtmsim.errors import ScenarioError
from gtmsim.program.layout import Op
from gtmsim.program.lower import lower
from gtmsim.scenario import loads, unused

HUNTING = """
gtmsim: 1
world:
  segments: {smb: {accounts: 90}, enterprise: {accounts: 10}}
  sources:
    market: {kind: pool}
    own: {kind: prospecting, done_by: hunting, starts_at: close}
  duplicate_touch: 0.3
  message_break: 1
  nurture: {built_by: programs, full: 1 h}
  stages:
    talk: {outcomes: {advance: 0.5, lost: 0.5}}
    close: {outcomes: {advance: 0.5, lost: 0.5}}
organisation:
  calendars: {office: {week: {mon-fri: "09:00-17:00"}}}
  roles: {rep: {works: {talk: 1, close: 1}}, marketer: {}}
  teams: {rep: {people: 3}, marketer: {people: 1}}
policy:
  standing: {rep: {hunting: 1}, marketer: {programs: 1}}
  handoffs:
    talk: {threshold: 0.3, volume_target: 5 per week, volume_pull: 0.2, nurtures: 0.5, message: 0.4}
    close: {keeps_owner: 1}
  pursuit: {shared_list: 0.5, sharpness: 2, tracking: 1, experience: 0.1, learning: 0.2, aim: {smb: 1, enterprise: 0}}
"""


@pytest.mark.parametrize(
    ("override", "path", "said"),
    [
        (
            "world.sources.second={kind: prospecting, done_by: hunting}",
            "world.sources.second.kind",
            "own is one already",
        ),
        ("world.sources.own.done_by=huntin", "world.sources.own.done_by", "did you mean hunting?"),
        (
            "world.sources.market={kind: stream, mix: {smb: 1}}",
            "world.sources.own.kind",
            "a pool source beside it",
        ),
        ("policy.pursuit.aim={small: 1, smb: 0, enterprise: 0}", "policy.pursuit.aim.small", "a segment"),
        ("policy.pursuit.aim={smb: 0.5, enterprise: 0.2}", "policy.pursuit.aim", "add up to 1"),
        ("world.nurture.built_by=program", "world.nurture.built_by", "did you mean programs?"),
        ("world.duplicate_touch=-1", "world.duplicate_touch", "a magnitude"),
    ],
)
def test_what_is_wrong_is_said_where_it_stands(override: str, path: str, said: str) -> None:
    with pytest.raises(ScenarioError) as caught:
        loads(HUNTING, "a.yaml", [override])
    told = {problem.path: f"{problem.wanted} {problem.hint}" for problem in caught.value.problems}
    assert said in told[path]


def test_a_scenario_in_full_pursuit_has_nothing_unused() -> None:
    assert unused(loads(HUNTING, "a.yaml")) == []


@pytest.mark.parametrize(
    ("override", "path"),
    [
        ("policy.pursuit.sharpness=0", "policy.pursuit.tracking"),
        ("policy.pursuit.shared_list=1", "world.duplicate_touch"),
        ("policy.handoffs.talk.message=1", "world.message_break"),
        ("policy.handoffs.talk.nurtures=0", "world.nurture"),
        ("policy.handoffs.talk.threshold=0", "policy.handoffs.talk.nurtures"),
        ("policy.handoffs.talk.volume_target=0 per week", "policy.handoffs.talk.volume_pull"),
        ("world.nurture.built_by=null", "world.nurture.full"),
        ("world.segments={smb: {in_market: 0}, enterprise: {in_market: 0}}", "policy.pursuit"),
        ("world.sources.market.doors=4", "world.sources.market.doors"),
        ("world.sources.own.rate=1 per week", "world.sources.own.rate"),
        ("world.sources.own.hand_raise=0.5", "world.sources.own.hand_raise"),
    ],
)
def test_what_has_no_effect_is_told(override: str, path: str) -> None:
    assert path in {each.path for each in unused(loads(HUNTING, "a.yaml", [override]))}


def test_a_volume_target_needs_a_threshold_to_look_at() -> None:
    off = ["policy.handoffs.talk.threshold=0", "policy.handoffs.talk.volume_target=0 per week"]
    assert Op.SCREEN in lower(loads(HUNTING, "a.yaml", off[:1])).steps[:, 0]
    assert Op.SCREEN not in lower(loads(HUNTING, "a.yaml", off)).steps[:, 0]
