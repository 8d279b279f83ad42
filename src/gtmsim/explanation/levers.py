"""What can be turned between two scenarios: their differences, gathered into a few levers with names."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from gtmsim.errors import UsageError
from gtmsim.explanation.areas import AREAS, POLICY, TREATMENT, Area, area_of
from gtmsim.scenario import Scenario, where
from gtmsim.scenario.differing import NOTHING, Change, changes_between
from gtmsim.scenario.nodes import Path, split
from gtmsim.scenario.turning import new_ids, speaks_of, written_differences

MOST_LEVERS = 8
_MOST_NAMED = 3
_PARTS = ("world", "organisation", "policy", "events", "run")
_OF_LUCK = ("run.seed", "run.replications")


@dataclass(frozen=True)
class Lever:
    """Something that is turned as a whole. `changes` are what it means, `places` what is exchanged in the written scenarios."""

    name: str
    changes: tuple[Change, ...]
    places: tuple[Path, ...]
    areas: tuple[str, ...]

    def joined(self, other: "Lever") -> "Lever":
        """Return the two as one lever, which is named for both."""
        areas = tuple(dict.fromkeys((*self.areas, *other.areas)))
        return Lever(named(areas), self.changes + other.changes, self.places + other.places, areas)


def named(areas: Sequence[str]) -> str:
    """Return the name of a lever that is several areas at once: `a & b`, `a & b & 3 more`."""
    if len(areas) > _MOST_NAMED:
        areas = (*areas[: _MOST_NAMED - 1], f"{len(areas) - _MOST_NAMED + 1} more")
    return " & ".join(areas)


def levers_between(one: Scenario, other: Scenario, most: int = MOST_LEVERS) -> tuple[Lever, ...]:
    """Return what turns one scenario into another, in at most so many levers; those that change least are put with their kin.

    Raises UsageError when the two say the same.
    """
    places = written_differences(one, other)
    ids = new_ids(one, other, places)
    changes: dict[Area, list[Change]] = {}
    for change in changes_of(one, other):
        changes.setdefault(_home(_place_of(split(change.path), places), ids), []).append(change)
    if not changes:
        raise UsageError(f"{one.name} and {other.name} say the same: there is nothing to explain")
    ranked = sorted(changes, key=_rank)
    held: dict[Area, list[Path]] = {area: [] for area in ranked}
    for place in places:
        # What is written otherwise and means the same goes anywhere, so that all levers together make the other scenario.
        held[area if (area := _home(place, ids)) in held else ranked[0]].append(place)
    levers = [Lever(area.name, tuple(changes[area]), tuple(held[area]), (area.name,)) for area in ranked]
    return tuple(_few(levers, most))


def whole() -> Lever:
    """Return the lever that turns everything at once, for whoever does not ask what it is made of."""
    return Lever("everything", (), (), ("everything",))


def changes_of(one: Scenario, other: Scenario) -> list[Change]:
    """Return every place where two scenarios mean something else; of a treatment, beside what the other then does."""
    found = [each for each in changes_between(one, other, *_PARTS) if each.path not in _OF_LUCK]
    if one.treatment.at is None and other.treatment.at is None:
        return found
    if None not in (one.treatment.at, other.treatment.at):
        found += [each for each in changes_between(one, other, TREATMENT) if each.path == "treatment.at"]
    then = [each.treated or each for each in (one, other)]
    for change in changes_between(then[0], then[1], POLICY):
        found.append(Change(f"{TREATMENT}.{change.path}", _then(one, change.path), _then(other, change.path)))
    return found


def _then(scenario: Scenario, path: str) -> str:
    treated = f"{TREATMENT}.{path}" if scenario.treatment.at is not None else path
    try:
        return where(scenario, treated).value or NOTHING
    except UsageError:  # an id that only the other one mentions
        return NOTHING


def _home(path: Path, ids: "dict[str | int, Path]") -> Area:
    """Return the area of a place; what is said of an id that only one of the two has belongs where the id does."""
    return area_of(next((ids[key] for key in speaks_of(path) if key in ids), path))


def _place_of(path: Path, places: Sequence[Path]) -> Path:
    """Return the written place that a change lies in, or the change's own where it follows from what is written elsewhere."""
    for wanted in (path, path[1:]):  # what a treatment leaves out is written in `policy`
        for place in places:
            if wanted[: len(place)] == place or place[: len(wanted)] == wanted:
                return place
    return path


def _rank(area: Area) -> int:
    return AREAS.index(area) if area in AREAS else len(AREAS)


def _few(levers: Sequence[Lever], most: int) -> Iterable[Lever]:
    """Return at most so many levers: the one that changes least joins its kin, or without kin the next that changes least."""
    left = list(levers)
    kin = {area.name: area.kin for area in AREAS}
    while len(left) > most:
        least = min(left, key=lambda lever: len(lever.changes))
        others = [lever for lever in left if lever is not least]
        near = [lever for lever in others if kin.get(least.areas[0]) in lever.areas]
        home = min(near or others, key=lambda lever: len(lever.changes))
        first, second = sorted((home, least), key=left.index)
        both = first.joined(second)
        left = [both if lever is home else lever for lever in others]
    return left
