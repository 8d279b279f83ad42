"""What has no effect in plans and in what is reported."""

from gtmsim.scenario.planning import Planning, Reporting
from gtmsim.scenario.reach import Reach, zero
from gtmsim.scenario.unused_words import Told, written

_WORLD, _POLICY = "world.reporting", "policy.planning"


def unused_planning(reach: Reach) -> Told:
    """Yield what has no effect in world.reporting and policy.planning."""
    reporting, planning, policy = (
        reach.scenario.world.reporting,
        reach.scenario.policy.planning,
        reach.scenario.policy,
    )
    if zero(planning.benchmark):
        reason = "policy.planning.benchmark is 0: nobody looks at it"
        yield from written(reach, _WORLD, ["benchmark", "benchmark_conversion"], reason)
    elif not reporting.benchmark and zero(reporting.benchmark_conversion):
        yield from written(reach, _POLICY, ["benchmark"], "world.reporting has no benchmark")
    if zero(reporting.noise):
        yield from written(reach, _POLICY, ["evidence"], "world.reporting.noise is 0")
        if zero(reporting.bias):
            yield from written(
                reach, _POLICY, ["shared_reporting"], "nothing is misread: noise and bias are 0"
            )
    if zero(planning.joint) and zero(planning.hurdle):
        yield from written(reach, _POLICY, ["marketing_decides"], "joint and hurdle are 0")
    if zero(planning.goal):
        fields = ["right_to_left", "growth"]
        yield from written(reach, _POLICY, fields, "goal is 0: volume targets stay as they are written")
        yield from written(
            reach, _WORLD, ["handoff_unseen", "benchmark_conversion"], "policy.planning.goal is 0"
        )
    elif all(zero(handoff.volume_target) for handoff in policy.handoffs.values()):
        yield from written(reach, _POLICY, ["goal"], "no hand-off has a volume_target")
    elif policy.target is None:
        yield from written(reach, _POLICY, ["right_to_left"], "there is no policy.target to work back from")
    if zero(planning.hurdle):
        yield from written(reach, _POLICY, ["patience"], "hurdle is 0: no program is held against it")
    elif not reach.pools:
        yield from written(reach, _POLICY, ["hurdle", "patience"], "there is no channel")
    if zero(planning.steer):
        yield from written(reach, _POLICY, ["scorecard"], "steer is 0")
    elif not reach.standing:
        yield from written(reach, _POLICY, ["steer"], "nobody has standing work")


def reviewed(reach: Reach) -> bool:
    """Return whether anything is reviewed: then a target is what pipeline, goals and scorecard are held against."""
    scenario = reach.scenario
    return scenario.policy.planning != Planning() or scenario.world.reporting != Reporting()
