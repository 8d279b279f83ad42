"""Any mix of two policies is a policy, and a mix of one with itself is that one."""

import pytest

from gtmsim.engines import select
from gtmsim.errors import UsageError
from gtmsim.program.lower import lower
from gtmsim.scenario import loads
from gtmsim.scenario.mixing import mix, with_policy
from gtmsim.scenario.model import Scenario

WORLD = """
gtmsim: 1
world:
  segments: {all: {}}
  sources: {web: {rate: 30 per week}}
  stages: {close: {session: 3 h, outcomes: {advance: .5, lost: .5}, requests: {demo: 2 per week}}}
  requests: {demo: {session: 2 h}}
organisation:
  calendars: {office: {}}
  roles: {rep: {works: {close: 1}}, marketer: {works: {demo: 1}}, desk: {works: {referred: 1}}}
  teams: {rep: {people: 2}, marketer: {people: 1}, desk: {people: 1}}
run: {horizon: 4 weeks}
policy:
"""
ONE = (
    WORLD
    + """
  standing: {marketer: {research: .4, programs: .6}}
  handoffs: {close: {sla: 2 h, recycle_after: {median: 10 days, sigma: .4}, attempts: 2}}
  intake: {demo: {preempt: 1}}
"""
)
OTHER = (
    WORLD
    + """
  standing: {marketer: {programs: .5, care: .5}}
  handoffs: {close: {sla: 6 h, recycle_after: {median: 20 days, sigma: .8}, attempts: 4}}
  intake: {demo: {refer: 1}}
"""
)


def both() -> tuple[Scenario, Scenario]:
    return loads(ONE), loads(OTHER)


def test_half_of_each_is_the_mean_of_every_row() -> None:
    one, other = both()
    mixed = mix([one.policy, other.policy], [1, 1])
    assert mixed.standing == {"marketer": {"research": 0.2, "programs": 0.55, "care": 0.25}}
    assert mixed.handoffs["close"].sla == 4 * 3600
    assert mixed.handoffs["close"].attempts == 3
    assert mixed.handoffs["close"].recycle_after.a == 15 * 86400
    assert (mixed.intake["demo"].preempt, mixed.intake["demo"].refer, mixed.intake["demo"].queue) == (
        0.5,
        0.5,
        0,
    )


def test_a_policy_mixed_with_itself_stays_what_it_is() -> None:
    one, _ = both()
    assert mix([one.policy, one.policy], [0.3, 0.7]) == one.policy
    assert with_policy(one, one.policy).digest == one.digest


def test_all_the_weight_on_one_policy_is_that_policy_to_the_byte() -> None:
    one, other = both()
    mixed = with_policy(one, mix([one.policy, other.policy], [0, 1]))
    batches = [select("core").run(lower(each), 5, 0, 2) for each in (mixed, other)]
    assert batches[0].totals.sum() > 0
    # The standing kinds stand in another order: the ledgers are compared by what they add up to.
    assert batches[0].ledger.sum() == batches[1].ledger.sum()
    assert mixed.policy.intake == other.policy.intake


@pytest.mark.parametrize("weight", [0.1, 0.5, 0.9])
def test_every_mix_runs(weight: float) -> None:
    one, other = both()
    mixed = with_policy(one, mix([one.policy, other.policy], [weight, 1 - weight]))
    assert select("core").run(lower(mixed), 5, 0, 2).totals.any()


def test_what_is_no_number_cannot_be_mixed() -> None:
    one = loads(ONE + "  interrupts: {demo: {programs: 1}}\n")
    with pytest.raises(UsageError, match=r"policy\.interrupts cannot be mixed"):
        mix([one.policy, loads(OTHER).policy], [1, 1])


@pytest.mark.parametrize("weights", [[1], [0, 0], [-1, 2]])
def test_weights_must_make_sense(weights: list[float]) -> None:
    one, other = both()
    with pytest.raises(UsageError, match="as many weights as policies"):
        mix([one.policy, other.policy], weights)
