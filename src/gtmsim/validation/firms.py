"""Firms that differ: policies mixed of some others and blurred, worlds drawn from what is not known, a start of their own.

A mix has parts drawn evenly from all there are (Dirichlet with weights of 1). Rows in which the policies differ are then blurred: a
vector of shares part by part and added up to 1 again, a share on the logit scale, every other number on the log scale.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from math import exp, log
from typing import Any, NamedTuple

import numpy as np
from pydantic import BaseModel

from gtmsim.design.factor import parted, written
from gtmsim.design.priors import quantity_at
from gtmsim.design.worlds import lying, places, texts, unknowns
from gtmsim.errors import ScenarioError, UsageError
from gtmsim.scenario import Scenario, vary, where
from gtmsim.scenario.fields import Quantity
from gtmsim.scenario.intake import ANSWERS, Answers
from gtmsim.scenario.mixing import mix, with_policy
from gtmsim.scenario.nodes import Path, dotted, split
from gtmsim.scenario.policy import Policy
from gtmsim.scenario.quantities import SHARE

_PARTS, _BLUR, _START = range(3)  # what a firm's own numbers are drawn for


class Decides(NamedTuple):
    """What a firm decides: its number, its industry's, the parts of its mix, and its policy."""

    number: int
    industry: int
    parts: tuple[float, ...]
    policy: Policy


class Firm(NamedTuple):
    """A firm, and the scenario that it is."""

    decides: Decides
    scenario: Scenario


@dataclass(frozen=True)
class Industries:
    """How firms are drawn: so many a world, `spread` the blur of policy rows, `start` that of what fields say by their paths.

    `drawn`: whether worlds are drawn from graded priors; otherwise all are the one that the scenarios say.
    """

    firms: int = 1
    spread: float = 0.3
    start: Mapping[str, float] = field(default_factory=dict)
    drawn: bool = True


def policy_of(scenario: Scenario) -> Policy:
    """Return the policy that holds in the end: the treatment's where there is one."""
    return scenario.policy if scenario.treatment.at is None else scenario.treatment.policy


def deciding(
    among: Sequence[Sequence[Policy]],
    design: Industries,
    numbers: range,
    seed: int,
    parts: Mapping[int, Sequence[float]] | None = None,
) -> Iterator[Decides]:
    """Yield what firms decide, by their numbers. Industries take turns among sets of policies that are mixed.

    `parts` are the firms' mixes where they are known, by number. Firm n is the same however many there are.
    """
    rows = [rows_apart(policies) for policies in among]
    for number in numbers:
        industry = number // design.firms
        kind = industry % len(among)
        own = parts[number] if parts else mixed_parts(len(among[kind]), number, seed)
        blur = np.random.default_rng([seed, number, _BLUR])
        policy = blurred(mix(among[kind], own), rows[kind], design.spread, blur)
        yield Decides(number, industry, tuple(own), policy)


def firms(
    among: Sequence[Sequence[Scenario]],
    design: Industries,
    numbers: range,
    seed: int,
    parts: Mapping[int, Sequence[float]] | None = None,
) -> Iterator[Firm]:
    """Yield firms by their numbers: what they decide (see `deciding`) in their industry's world, with a start of their own.

    Raises UsageError where too many worlds are drawn whose numbers do not go together.
    """
    count = -(-numbers.stop // design.firms)
    worlds = [_Worlds(each[0], design, count, seed, place) for place, each in enumerate(among)]
    policies = [[policy_of(scenario) for scenario in each] for each in among]
    for each in deciding(policies, design, numbers, seed, parts):
        world = worlds[each.industry % len(worlds)]
        start = _start(world.scenario, design.start, np.random.default_rng([seed, each.number, _START]))
        said = [*world.texts(each.industry // len(worlds)), *start]
        there = vary(world.scenario, said) if said else world.scenario
        yield Firm(each, with_policy(there, each.policy))


def mixed_parts(policies: int, number: int, seed: int) -> tuple[float, ...]:
    """Return the parts of a firm's mix."""
    rng = np.random.default_rng([seed, number, _PARTS])
    return tuple(float(each) for each in rng.dirichlet(np.ones(policies)))


def row_of(policy: object, row: str) -> float:
    """Return the number in a row of a policy, such as `roadmap.market`. Raises UsageError where there is none."""
    found = policy
    for key in split(row):
        found = found.get(str(key)) if isinstance(found, Mapping) else getattr(found, str(key), None)
    if isinstance(found, bool) or not isinstance(found, int | float):
        raise UsageError(f"policy.{row} is no number that all these policies say")
    return float(found)


def rows_apart(policies: Sequence[BaseModel]) -> frozenset[Path]:
    """Return the rows whose numbers differ between policies."""
    return frozenset(_apart(policies, ()))


def blurred(policy: Policy, rows: frozenset[Path], spread: float, rng: np.random.Generator) -> Policy:
    """Return a policy with some rows moved by chance, `spread` the standard deviation on their scales."""
    moved = _Blur(rows, spread, rng).of(policy, ())
    assert isinstance(moved, Policy)
    return moved


class _Worlds:
    """Worlds of one kind of industry, each drawn as it is asked for; kinds are drawn apart from each other."""

    def __init__(self, scenario: Scenario, design: Industries, count: int, seed: int, kind: int) -> None:
        self.scenario = scenario
        self._unknown = unknowns({"": scenario}) if design.drawn else ()
        self._shares = lying(self._unknown, count, seed, kind) if self._unknown else None
        self._met: list[tuple[str, ...]] = []
        self._place = 0

    def texts(self, number: int) -> tuple[str, ...]:
        """Return what makes a world, the first whose numbers go together."""
        if self._shares is None:
            return ()
        while len(self._met) <= number:
            if self._place == len(self._shares):
                raise UsageError(
                    f"only {len(self._met)} of {self._place} worlds have numbers that go together: {number + 1} were wanted"
                )
            said = texts("", self._unknown, self._shares[self._place])
            self._place += 1
            try:
                vary(self.scenario, said)
            except ScenarioError:
                continue
            self._met.append(said)
        return self._met[number]


def world_drawn_first(scenario: Scenario, design: Industries, kind: int, seed: int) -> tuple[str, ...]:
    """Return what the first world of a kind of industry says: it tells from which priors and how worlds are drawn."""
    unknown = unknowns({"": scenario}) if design.drawn else ()
    return texts("", unknown, lying(unknown, 1, seed, kind)[0]) if unknown else ()


def _start(scenario: Scenario, said: Mapping[str, float], rng: np.random.Generator) -> Iterator[str]:
    """Yield what a firm has at the start, a draw for each field that a path stands for; what is nothing stays nothing."""
    for path, spread in said.items():
        for place in places(path, scenario):
            by = spread * rng.standard_normal()
            found = parted(where(scenario, place).value)
            if found is None:
                raise UsageError(f"{place} is no number: firms cannot differ in it")
            amount, unit = found
            kind = quantity_at(place)
            # What has no unit is counted; somebody is left wherever somebody was.
            amount = (
                float(max(1, round(amount * exp(by))) if amount else 0)
                if kind is None
                else _moved(amount, by, kind)
            )
            yield f"{place}={written(amount, unit)}"


def _moved(amount: float, by: float, kind: Quantity | None) -> float:
    """Return a number moved on its scale: of logits for a share between 0 and 1, of logarithms for everything else."""
    if kind is None or kind.kind is not SHARE:
        return amount * exp(by)
    if not 0.0 < amount < 1.0:
        return amount
    return 1.0 / (1.0 + exp(-(log(amount / (1.0 - amount)) + by)))


def _apart(values: Sequence[object], path: Path) -> Iterator[Path]:
    first = values[0]
    if isinstance(first, BaseModel):
        for name in type(first).model_fields:
            yield from _apart([getattr(each, name, None) for each in values], (*path, name))
    elif isinstance(first, dict):
        for key in first:
            yield from _apart(
                [each.get(key) if isinstance(each, dict) else None for each in values], (*path, key)
            )
    elif isinstance(first, float) and any(each != first for each in values[1:]):
        yield path


@dataclass(frozen=True)
class _Blur:
    rows: frozenset[Path]
    spread: float
    rng: np.random.Generator

    def of(self, value: object, path: Path) -> object:
        """Return what a value becomes."""
        if isinstance(value, Answers):
            held = {name: getattr(value, name) for name in type(value).model_fields}
            told = {name: held[name] for name in ANSWERS}
            rest = {name: self.of(each, (*path, name)) for name, each in held.items() if name not in told}
            return _made(type(value), {**self._vector(told, path), **rest})
        if isinstance(value, BaseModel):
            names = type(value).model_fields
            return _made(type(value), {name: self.of(getattr(value, name), (*path, name)) for name in names})
        if isinstance(value, dict):
            if (
                value
                and all(isinstance(each, float) for each in value.values())
                and abs(sum(value.values()) - 1) < 1e-6
            ):
                return self._vector(value, path)
            return {key: self.of(each, (*path, key)) for key, each in value.items()}
        if isinstance(value, float) and path in self.rows:
            return self._number(value, path)
        return value

    def _vector(self, shares: Mapping[str, float], path: Path) -> dict[str, float]:
        if not any((*path, name) in self.rows for name in shares):
            return dict(shares)
        moved = {name: each * exp(self.spread * self.rng.standard_normal()) for name, each in shares.items()}
        total = sum(moved.values())
        return {name: each / total for name, each in moved.items()}

    def _number(self, value: float, path: Path) -> float:
        return _moved(value, self.spread * self.rng.standard_normal(), quantity_at(f"policy.{dotted(path)}"))


def _made(kind: type[BaseModel], fields: Mapping[str, Any]) -> BaseModel:
    """Return a section of the same kind as one that was validated: its numbers have stayed in their ranges."""
    return kind.model_construct(**fields)
