"""Which columns a sheet has and what stands in them: a row of nested values laid flat, each part under a dotted header.

The order of the ids in a map has meaning. Columns are ordered so that each row's maps read left to right in their own
order; a map for which that is impossible stands whole in one cell.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from gtmsim.scenario.nodes import Path
from gtmsim.scenario.shape import Shape
from gtmsim.workbook.layout import has_own_sheet, item_of

Flat = dict[Path, object]


@dataclass(frozen=True)
class Columns:
    """The columns of a sheet as paths within a row, and each row's cells by column."""

    paths: tuple[Path, ...]
    rows: tuple[Flat, ...]


def columns(item: Shape, rows: Sequence[object]) -> Columns:
    """Return rows laid flat under common columns. What the schema knows has a column even where nobody wrote it."""
    whole: list[set[Path]] = [set() for _ in rows]
    while True:
        flat = [dict(_flat(row, item, (), kept)) for row, kept in zip(rows, whole, strict=True)]
        paths = _merged([list(known(item)), *(list(each) for each in flat)])
        place = {path: at for at, path in enumerate(paths)}
        found = False
        for row, cells, kept in zip(rows, flat, whole, strict=True):
            for base, parts in _maps(row, item, (), kept):
                at = [place[path] for part in parts for path in cells if path[: len(part)] == part]
                if at != sorted(at):
                    kept.add(base)
                    found = True
        if not found:
            return Columns(tuple(_wanted(paths, flat)), tuple(flat))


def known(shape: Shape, path: Path = ()) -> Iterator[Path]:
    """Yield the columns the schema knows: the fields of a section, however deep, and a column for a map as a whole."""
    if shape.form != "section":
        yield path
        return
    for key in shape.keys:
        below = shape.child(key)
        assert below is not None, "a section knows the shape of its keys"
        if not has_own_sheet(below):
            yield from known(below, (*path, key))


def _flat(value: object, shape: Shape | None, path: Path, whole: set[Path]) -> Iterator[tuple[Path, object]]:
    if not path and (value is None or value == {}):
        return  # a row that is there with nothing to say, or a hole: no cell tells it
    if path in whole or not _opens(value, shape):
        yield path, value
        return
    assert isinstance(value, Mapping)
    assert shape is not None
    for key in [each for each in shape.keys if each in value] or list(value):
        below = shape.child(key)
        if below is not None and has_own_sheet(below) and _opens(value[key], below):
            continue
        yield from _flat(value[key], below, (*path, key), whole)


def _opens(value: object, shape: Shape | None) -> bool:
    """Return whether a value is laid out over several columns rather than written whole."""
    if shape is None or shape.form == "value" or not isinstance(value, Mapping) or not value:
        return False
    return all(_is_header(key) for key in value)


def _is_header(key: object) -> bool:
    text = str(key)
    return text == text.strip() and text != "" and "." not in text


def _maps(
    value: object, shape: Shape | None, path: Path, whole: set[Path]
) -> Iterator[tuple[Path, list[Path]]]:
    """Yield every map that is laid out over columns with the paths of its entries in their order."""
    if path in whole or not _opens(value, shape) or shape is None or (path and has_own_sheet(shape)):
        return
    assert isinstance(value, Mapping)
    if shape.form != "section":
        yield path, [(*path, key) for key in value]
    for key, each in value.items():
        yield from _maps(each, shape.child(key), (*path, key), whole)


def _merged(sequences: Sequence[Sequence[Path]]) -> list[Path]:
    """Return all paths once; those that are new in a sequence come right after what stands before them there."""
    merged: list[Path] = []
    for sequence in sequences:
        at = -1
        for path in sequence:
            if path in merged:
                at = merged.index(path)
                continue
            if at < 0 or merged[at][: len(path) - 1] != path[:-1]:
                above = [i for i, each in enumerate(merged) if each[: len(path) - 1] == path[:-1]]
                at = above[-1] if above and len(path) > 1 else at
            at += 1
            merged.insert(at, path)
    return merged


def _wanted(paths: Sequence[Path], rows: Sequence[Flat]) -> list[Path]:
    """Return the columns worth showing: a map's own column only where it is used, or where nothing else shows the map."""
    used = {path for row in rows for path in row}
    return [
        path
        for path in paths
        if path in used or not any(len(other) > len(path) and other[: len(path)] == path for other in paths)
    ]


def entry_shape(item: Shape, path: Path) -> Shape | None:
    """Return the shape a column's path leads to; None when the schema knows no such place."""
    shape: Shape | None = item
    for key in path:
        if shape is None:
            return None
        shape = item_of(shape) if shape.form in ("ids", "map") else shape.child(key)
    return shape
