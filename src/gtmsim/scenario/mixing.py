"""Between two policies there is always a third: every row of a policy is a number or a vector of shares."""

from collections.abc import Mapping, Sequence
from typing import Any

from pydantic import BaseModel

from gtmsim.errors import UsageError
from gtmsim.scenario.intake import Intake
from gtmsim.scenario.model import Scenario
from gtmsim.scenario.nodes import Path, dotted
from gtmsim.scenario.phases import carried
from gtmsim.scenario.policy import Handoff, Policy
from gtmsim.scenario.values import Distribution

# What an id that a policy does not mention means there; a number that is not mentioned is 0.
_UNMENTIONED: Mapping[str, BaseModel] = {"handoffs": Handoff(), "intake": Intake(queue=1)}


def mix(policies: Sequence[Policy], weights: Sequence[float]) -> Policy:
    """Return the policy that lies between policies: each number their mean, weighted.

    `weights` are 0 or more and need not add up to 1. Raises UsageError for what cannot be mixed, with its path: words, dates or
    uncertain numbers that differ, and rows that one policy writes and another takes away.
    """
    if len(policies) != len(weights) or not policies or min(weights) < 0 or sum(weights) <= 0:
        raise UsageError("mixing takes as many weights as policies, none below 0 and not all 0")
    shares = [weight / sum(weights) for weight in weights]
    mixed = _mixed(list(policies), shares, ())
    assert isinstance(mixed, Policy)
    return mixed


def with_policy(scenario: Scenario, policy: Policy) -> Scenario:
    """Return a scenario with another policy from its treatment on, or from the start when it has no treatment."""
    if scenario.treatment.at is None:
        changed: dict[str, object] = {"policy": policy}
    else:
        changed = {"treatment": scenario.treatment.model_copy(update={"policy": policy})}
    parts = {name: getattr(scenario, name) for name in Scenario.model_fields}
    told = Scenario.model_construct(**(parts | changed))
    told.model_post_init({"name": scenario.name})
    if not any(scenario.events.values()):
        return told
    since = scenario.treatment.at or 0.0
    replaced = scenario.policy if scenario.treatment.at is None else scenario.treatment.policy
    return told.with_phases(
        tuple(
            (tick, phase if tick < since else _under(phase, carried(replaced, phase.policy, policy)))
            for tick, phase in scenario.phases
        )
    )


def _under(scenario: Scenario, policy: Policy) -> Scenario:
    """Return a scenario with another policy."""
    parts = {name: getattr(scenario, name) for name in Scenario.model_fields}
    told = Scenario.model_construct(**(parts | {"policy": policy}))
    told.model_post_init({"name": scenario.name})
    return told


def _mixed(values: list[Any], shares: list[float], path: Path) -> Any:
    first = values[0]
    if all(type(each) is type(first) and each == first for each in values[1:]):
        return first
    if all(isinstance(each, BaseModel) and type(each) is type(first) for each in values):
        fields = type(first).model_fields
        return type(first).model_construct(
            **{
                name: _mixed([getattr(each, name) for each in values], shares, (*path, name))
                for name in fields
            }
        )
    if all(isinstance(each, dict) for each in values):
        return _mixed_maps(values, shares, path)
    if all(isinstance(each, int | float) and not isinstance(each, bool) for each in values):
        mean = sum(share * each for share, each in zip(shares, values, strict=True))
        return round(mean) if all(isinstance(each, int) for each in values) else float(mean)
    if all(isinstance(each, Distribution) and each.family == first.family for each in values):
        a, b = ([getattr(each, name) for each in values] for name in ("a", "b"))
        return Distribution(first.family, _mixed(a, shares, path), _mixed(b, shares, path))
    told = " and ".join(dict.fromkeys(str(each) for each in values))
    raise UsageError(f"policy.{dotted(path)} cannot be mixed: {told}")


def _mixed_maps(values: list[dict[Any, Any]], shares: list[float], path: Path) -> dict[Any, Any]:
    keys = dict.fromkeys(key for each in values for key in each)
    return {
        key: _mixed([_mentioned(each, key, values, path) for each in values], shares, (*path, key))
        for key in keys
    }


def _mentioned(value: dict[Any, Any], key: Any, others: list[dict[Any, Any]], path: Path) -> Any:
    if key in value:
        return value[key]
    example = next(each[key] for each in others if key in each)
    if path and path[-1] in _UNMENTIONED:
        return _UNMENTIONED[str(path[-1])]
    if isinstance(example, dict):
        return {}
    return type(example)() if isinstance(example, BaseModel) else 0.0
