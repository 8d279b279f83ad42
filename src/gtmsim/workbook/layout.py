"""Which sheets a workbook has, read off the schema: a sheet for each map of ids, and one for all single settings.

Nothing here names a field, so a field added to the schema has its column at once.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from gtmsim.scenario.model import Scenario
from gtmsim.scenario.nodes import Key, Path
from gtmsim.scenario.shape import Shape, root

README = "read me"
SETTINGS = "settings"
FIELDS = "fields"
ANY = "*"  # stands for the id of a row in the path of a sheet
_LONGEST_TITLE = 31


@dataclass(frozen=True)
class Sheet:
    """One sheet: where its rows stand in a scenario, and what one row holds.

    `path` has `*` where the id of an outer row stands: `organisation.teams.*.members`. The first columns of the sheet
    hold those ids, then the row's own.
    """

    title: str
    path: Path
    item: Shape

    @property
    def ids(self) -> tuple[str, ...]:
        """Return the headers of the columns that hold ids."""
        outer = [str(self.path[at - 1]) for at, key in enumerate(self.path) if key == ANY]
        return (*outer, "id")


@dataclass(frozen=True)
class Layout:
    """All sheets of a workbook, and the paths of the settings that stand in no map of ids."""

    settings: dict[Path, Shape]
    sheets: tuple[Sheet, ...]

    @property
    def paths(self) -> tuple[Path, ...]:
        """Return every path that stands in no row: the settings, and the maps that have a sheet."""
        return (*self.settings, *(sheet.path for sheet in self.sheets if ANY not in sheet.path))


@cache
def layout() -> Layout:
    """Return the sheets and settings of every scenario, in the order of the schema."""
    top = root(Scenario)
    settings = {path: shape for path, shape in _sections(top, ()) if shape.form == "value"}
    found = [(path, shape) for path, shape in _sections(top, ()) if shape.form != "value"]
    places = [place for path, shape in found for place in _nested(path, shape)]
    return Layout(
        settings, tuple(Sheet(_title(path, [p for p, _ in places]), path, item) for path, item in places)
    )


def _sections(shape: Shape, path: Path) -> Iterator[tuple[Path, Shape]]:
    """Yield every value and every map that is reached through sections alone."""
    for key in shape.keys:
        below = shape.child(key)
        assert below is not None, "a section knows the shape of its keys"
        if below.form == "section":
            yield from _sections(below, (*path, key))
        else:
            yield (*path, key), below


def _nested(path: Path, shape: Shape) -> Iterator[tuple[Path, Shape]]:
    """Yield the sheet of a map, then those of the maps of sections inside its rows."""
    item = item_of(shape)
    yield path, item
    if item.form == "section":
        for inner, below in _sections(item, ()):
            if has_own_sheet(below):
                yield from _nested((*path, ANY, *inner), below)


def item_of(shape: Shape) -> Shape:
    """Return what stands under each key of a map."""
    item = shape.child(0 if shape.by_number else "any")
    assert item is not None, "a map knows the shape of its entries"
    return item


def has_own_sheet(shape: Shape) -> bool:
    """Return whether a map inside a row has so much to say about each id that it needs a sheet."""
    return shape.form in ("ids", "map") and item_of(shape).form == "section"


def _title(path: Path, all_paths: list[Path]) -> str:
    """Return the last words of a path, as few as no shorter path has: `policy.handoffs` is `handoffs`, a treatment's is longer."""
    words = _words(path)
    for length in range(2 if ANY in path else 1, len(words) + 1):
        title = ".".join(words[-length:])
        alike = [
            each for each in map(_words, all_paths) if each[-length:] == words[-length:] and each != words
        ]
        if all(len(each) > len(words) for each in alike):
            break
    return title[-_LONGEST_TITLE:]


def _words(path: Path) -> list[str]:
    return [str(key) for key in path if key != ANY]


def key_of(text: str, shape: Shape) -> Key:
    """Return a part of a dotted header as the key it means."""
    return int(text) if shape.by_number and text.isascii() and text.isdigit() else text
