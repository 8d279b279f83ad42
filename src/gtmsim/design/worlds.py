"""Worlds that may be the true one: every number that nobody knows well, drawn at once from how far it may lie."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from gtmsim.design.factor import Factor, factor, factors
from gtmsim.design.plans import hypercubes
from gtmsim.design.priors import prior_factor, prior_of
from gtmsim.design.uncertain import uncertain_factors
from gtmsim.errors import Problem, ScenarioError, UsageError
from gtmsim.program.tables import Floats
from gtmsim.scenario import Scenario, vary
from gtmsim.scenario.nodes import split
from gtmsim.scenario.shape import at, root
from gtmsim.scenario.weak import guesses

Why = Literal["a guess", "a survey", "said to be uncertain", "named"]

_SPARE = 2  # times as many worlds as are wanted
DRAWN_GRADES = "CD"  # what measurements have founded (A and B) holds in every world
_WHY: Mapping[str, Why] = {"C": "a survey", "D": "a guess"}


@dataclass(frozen=True)
class Unknown:
    """A number nobody knows well: a factor for each scenario that it belongs to. One draw sets it in all of them."""

    path: str
    why: Why
    factors: Mapping[str, Factor]

    @property
    def range(self) -> Factor:
        """How far it may lie, as the first scenario tells it."""
        return next(iter(self.factors.values()))

    def at(self, share: float) -> str:
        """Return its value at a share of the way."""
        return self.range.at(share)


def unknowns(
    scenarios: Mapping[str, Scenario], named: Sequence[str] = (), *, weak: bool | None = None
) -> tuple[Unknown, ...]:
    """Return what differs between worlds: fields named as `PATH` (their prior) or `PATH=LOW..HIGH`, and what is weakly founded.

    `weak`: whether weakly founded defaults in effect and numbers said to be uncertain differ; they do unless fields are named.
    A default that one scenario has replaced differs only where it holds. Raises ScenarioError and UsageError for unknown names.
    """
    found: dict[str, Unknown] = {}
    taken: set[str] = set()
    for path, bound in _named(scenarios, named).items():
        taken.update(place for each in bound.values() for place in each.places)
        found[path] = Unknown(path, "named", bound)
    if weak if weak is not None else not named:
        for name, scenario in scenarios.items():
            for path, why, each in _weak(scenario):
                left = tuple(place for place in each.places if place not in taken)
                if not left:
                    continue
                kept = replace(each, path=left[0] if len(left) == 1 else path, paths=left if left[1:] else ())
                known = found.get(path) or Unknown(path, why, {})
                found[path] = replace(known, factors={**known.factors, name: kept})
    return tuple(_shown(each) for each in found.values())


def lying(drawn: Sequence[Unknown], wanted: int, seed: int, stream: int = 0) -> Floats:
    """Return where worlds lie along the ranges of what is drawn: world x unknown, as shares of the way.

    They are twice as many as are wanted, for those whose numbers do not go together. The first of more are the same.
    """
    return hypercubes(len(drawn), _SPARE * wanted, seed, stream)


def laid(scenarios: Mapping[str, Scenario], drawn: Sequence[Unknown], shares: Floats) -> dict[str, Scenario]:
    """Return the scenarios in the world at these shares of the way, one an unknown.

    Raises ScenarioError for numbers that do not go together.
    """
    return {name: vary(scenario, texts(name, drawn, shares)) for name, scenario in scenarios.items()}


def texts(name: str, drawn: Sequence[Unknown], shares: Iterable[float]) -> tuple[str, ...]:
    """Return the texts `PATH=VALUE` that make a scenario's world: what `--set` takes to run it alone."""
    return tuple(
        text
        for each, share in zip(drawn, shares, strict=True)
        if name in each.factors
        for text in each.factors[name].sets(each.factors[name].at(float(share)))
    )


def _weak(scenario: Scenario) -> list[tuple[str, Why, Factor]]:
    graded: list[tuple[str, Why, Factor]] = [
        (_general(guess.paths[0]), _WHY[guess.grade], ranged)
        for guess in guesses(scenario, DRAWN_GRADES)
        if (ranged := prior_factor(guess, scenario)) is not None
    ]
    return graded + [(each.path, "said to be uncertain", each) for each in uncertain_factors(scenario)]


def _general(path: str) -> str:
    """Return a path with `*` in place of the scenario's own ids."""
    told, keys = [], split(path)
    for depth, key in enumerate(keys):
        above = at(root(Scenario), keys[:depth])
        told.append("*" if above is not None and above.form in ("ids", "map") else str(key))
    return ".".join(told)


def _shown(each: Unknown) -> Unknown:
    """Return it under the path that tells all its places, with `*` where they differ."""
    keys = [split(place) for bound in each.factors.values() for place in bound.places]
    path = ".".join(str(part[0]) if len(set(part)) == 1 else "*" for part in zip(*keys, strict=True))
    return replace(each, path=path)


def _named(scenarios: Mapping[str, Scenario], named: Sequence[str]) -> dict[str, dict[str, Factor]]:
    """Return the factors of the fields named, by path and scenario. Raises ScenarioError with all that is wrong in any of them."""
    found: dict[str, dict[str, Factor]] = {}
    problems: list[Problem] = []
    for name, scenario in scenarios.items():
        asked: list[str | Factor] = []
        for text in named:
            try:
                asked.append(_asked(text, scenario))
            except UsageError as error:
                raise UsageError(f"{name}: {error}") from None
        try:
            for each in factors(asked, scenario):
                found.setdefault(each.path, {})[name] = each
        except ScenarioError as error:
            problems += error.problems
    if problems:
        raise ScenarioError(next(iter(scenarios)), list(dict.fromkeys(problems)))
    return found


def _asked(text: str, scenario: Scenario) -> Factor:
    """Return the factor that a text names, in all places its path stands for. Raises UsageError."""
    path, equals, _ = text.partition("=")
    found_at = places(path.strip(), scenario)
    found = factor(text) if equals else prior_of(found_at[0], scenario)
    several = len(found_at) > 1
    return replace(found, path=path.strip() if several else found_at[0], paths=found_at if several else ())


def places(path: str, scenario: Scenario) -> tuple[str, ...]:
    """Return the paths that one with `*` stands for in a scenario. Raises UsageError if there are none."""
    found: list[tuple[tuple[str, ...], object]] = [((), scenario)]
    for key in split(path):
        if key == "*":
            maps = [(above, each) for above, each in found if isinstance(each, Mapping)]
            found = [
                ((*above, str(name)), one)
                for above, each in maps
                for name, one in each.items()
                if one is not None
            ]
        else:
            found = [((*above, str(key)), _below(each, key)) for above, each in found]
    if not found:
        raise UsageError(f"{path} stands for no field of {scenario.name}")
    return tuple(".".join(keys) for keys, _ in found)


def _below(value: object, key: str | int) -> object:
    return value.get(key) if isinstance(value, Mapping) else getattr(value, str(key), None)
