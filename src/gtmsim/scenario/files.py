"""Where scenario files are, and how they extend each other."""

import json
import os
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path as FilePath

from gtmsim.errors import Problem
from gtmsim.scenario.layers import merge
from gtmsim.scenario.names import listing, nearest, suggestion
from gtmsim.scenario.nodes import Key, Node, Origin
from gtmsim.scenario.reading import read
from gtmsim.scenario.shape import Shape

PRESET = "preset:"
EXTENDS = "extends"
OVER = "+"  # in the name of a scenario: what follows is laid over what comes before
CULTURES = "cultures"
PARTS = (CULTURES, "structures", "questions")  # shipped files that are no scenarios of their own
_EXAMPLE = f"{PRESET}mid_market"
_SEE = "see gtmsim presets"
_STUDY = "_study"  # so ends the name of a study, which is no scenario
_SPREADSHEETS = frozenset({".xlsx", ".xlsm", ".xls", ".ods"})
_PACKAGE = FilePath(__file__).resolve().parents[1]


def preset_folders() -> list[FilePath]:
    """Return the folders that hold shipped scenarios: the installed package's, or the source tree's."""
    candidates = [_PACKAGE / "scenarios", *(above / "scenarios" for above in _PACKAGE.parents[1:2])]
    return [folder for folder in candidates if folder.is_dir()]


def presets() -> dict[str, FilePath]:
    """Return the shipped scenarios by name."""
    return {name: file for name, file in _shipped().items() if not name.endswith(_STUDY)}


def studies() -> dict[str, FilePath]:
    """Return the shipped studies by name."""
    return {name: file for name, file in _shipped().items() if name.endswith(_STUDY)}


def _shipped() -> dict[str, FilePath]:
    return {
        file.stem: file for folder in reversed(preset_folders()) for file in sorted(folder.glob("*.yaml"))
    }


def parts(*folders: str) -> dict[str, FilePath]:
    """Return the shipped parts by name, to be laid over a scenario: those of some folders, or all of `PARTS`.

    A part made for one world is called `world/name`.
    """
    return {
        file.relative_to(folder / part).with_suffix("").as_posix(): file
        for folder in reversed(preset_folders())
        for part in folders or PARTS
        for file in sorted((folder / part).rglob("*.yaml"))
    }


def bare(part: str) -> str:
    """Return the name a part is asked for by, without the world it is made for."""
    return part.rpartition("/")[2]


def worlds_of(name: str) -> list[str]:
    """Return the worlds a part of this name is made for; none when it suits all of them, or is no part."""
    return [
        world for world, slash, each in (part.rpartition("/") for part in parts()) if slash and each == name
    ]


class Missing(Exception):
    """A file that is not there, or cannot be read as text."""

    def __init__(self, found: str, wanted: str, hint: str = "") -> None:
        super().__init__(wanted)
        self.found = found
        self.wanted = wanted
        self.hint = hint


def layers_of(name: str, beside: FilePath | None) -> list[str]:
    """Return the layers a name such as `preset:market+one_more` lays over each other, or the name alone.

    Raises `Missing` for a layer that is empty, or neither a file nor shipped.
    """
    if OVER not in name or ((beside or FilePath()) / name).exists():
        return [name]
    first, *others = name.split(OVER)
    if not all((first, *others)):
        raise Missing(
            "", f"a name before and after each {OVER}, such as {_EXAMPLE}{OVER}{next(iter(parts(CULTURES)))}"
        )
    return [first, *(_layer_name(each, beside) for each in others)]


def shipped_layers() -> list[str]:
    """Return the names of everything shipped that can be laid over a scenario: parts, and scenarios themselves."""
    return [*dict.fromkeys(map(bare, parts())), *presets()]


def _layer_name(layer: str, beside: FilePath | None) -> str:
    shipped = shipped_layers()
    if layer in shipped or layer in parts():
        return PRESET + layer
    path = FilePath(layer)
    if (
        layer.startswith(PRESET)
        or path.suffix
        or len(path.parts) > 1
        or ((beside or FilePath()) / path).exists()
    ):
        return layer
    hint = suggestion(layer, shipped)
    raise Missing(layer, "a file or a shipped layer", f"{hint} {_SEE}".strip())


def layered(layers: Sequence[str]) -> str:
    """Return the text of a scenario that is nothing but these layers."""
    return f"{EXTENDS}: {json.dumps(layers)}\n"


def refuse_part(name: str) -> None:
    """Raise `Missing` for a shipped part that is asked for as if it were a scenario."""
    known = parts()
    wanted = name.removeprefix(PRESET)
    where = None if name.startswith(PRESET) else FilePath(name).resolve()
    if where is None and wanted in presets():  # a part made for one world may be called as a scenario is
        return
    for part, file in known.items():
        if wanted in (part, bare(part)) if where is None else file.resolve() == where:
            worlds = worlds_of(bare(part))
            over = _EXAMPLE if not worlds or _EXAMPLE.removeprefix(PRESET) in worlds else PRESET + worlds[0]
            lay = f"lay it over a scenario, such as {over}{OVER}{bare(part)}"
            raise Missing("", f"{bare(part)} is a layer: {lay}")


def locate(name: str, beside: FilePath | None, world: str = "") -> tuple[str, FilePath]:
    """Return how a file is called in messages, and where it is. Raises `Missing` for an unknown preset.

    `world` is the scenario it is to be laid over: a part of the same name may be there for several.
    """
    if not name.startswith(PRESET):
        path = FilePath(name)
        if beside is not None and not path.is_absolute():
            path = FilePath(os.path.normpath(beside / path))
        return str(path), path
    known = presets() | parts()
    preset = name.removeprefix(PRESET)
    if f"{world}/{preset}" in known:
        preset = f"{world}/{preset}"
    made_for = worlds_of(preset)
    if preset in known and not (world and made_for):
        return PRESET + preset, known[preset]
    if made_for:
        worlds = f"{', '.join(made_for[:-1])} and {made_for[-1]}" if len(made_for) > 1 else made_for[0]
        over = "one of them" if len(made_for) > 1 else "it"
        advice = f"lay it over {over}, or write your own from scenarios/structures"
        raise Missing("", f"{preset} is made for {worlds}; {advice}")
    hint = suggestion(preset, dict.fromkeys(map(bare, known)))
    raise Missing(name, f"a preset: {listing(known)}", f"{hint} {_SEE}".strip())


def _world(first: str, beside: FilePath | None) -> str:
    """Return the shipped scenario that a first layer is, '' if it is somebody's own."""
    if first.startswith(PRESET):
        return first.removeprefix(PRESET)
    path = locate(first, beside)[1]
    shipped = presets().get(path.stem)
    return path.stem if shipped is not None and path.resolve() == shipped.resolve() else ""


def _shipped_as(path: FilePath) -> str | None:
    """Return what a shipped file is asked for by, or None if it is not one."""
    wanted = path.resolve()
    known = parts() | presets()
    return next((PRESET + name for name, file in known.items() if file.resolve() == wanted), None)


def text_of(path: FilePath, name: str) -> str:
    """Return the text of a file. Raises `Missing` when there is none."""
    if path.suffix.lower() in _SPREADSHEETS and path.is_file():
        raise Missing(
            name,
            "a scenario in YAML",
            "gtmsim workbook makes one of a spreadsheet, gtmsim new of a list of people",
        )
    try:
        return path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        folder = path.parent
        known = [each.name for each in folder.glob("*.y*ml")] if folder.is_dir() else []
        near = nearest(name, shipped_layers())
        hint = suggestion(path.name, known) or (f"did you mean {PRESET}{near}?" if near else "")
        raise Missing(name, "a file that exists", hint) from None
    except UnicodeDecodeError:
        raise Missing(name, "a text file in UTF-8") from None
    except OSError as error:
        raise Missing(name, "a file that can be read", error.strerror or "") from None


def resolved(text: str, name: str, folder: FilePath | None, top: Shape) -> tuple[Node | None, list[Problem]]:
    """Return the tree of a text with everything it extends laid under it, and every problem on the way."""
    return _resolved(text, name, folder, top, (_identity(name, folder),))


def _identity(name: str, folder: FilePath | None) -> str:
    return name if folder is None else str((folder / FilePath(name).name).resolve())


def _resolved(
    text: str, name: str, folder: FilePath | None, top: Shape, chain: tuple[str, ...]
) -> tuple[Node | None, list[Problem]]:
    tree, problems = read(text, name)
    if tree is None or tree.entries is None:
        if tree is not None:
            at = tree.origin
            problems.append(
                Problem(name, at.line, at.column, "", tree.text(), "a map, starting with `gtmsim: 1`")
            )
        return None, problems
    entries: dict[Key, Node] = dict(tree.entries)
    extends = entries.pop(EXTENDS, None)
    own = replace(tree, entries=entries)
    below: Node | None = None
    wanted, more = _wanted(extends, folder) if extends is not None else ([], [])
    problems += more
    for layer_name, world, origin in wanted:
        layer, more = _layer(layer_name, world, origin, folder, top, chain, shipped=name.startswith(PRESET))
        problems += more
        if layer is not None:
            below = layer if below is None else merge(below, layer, top)
    return (own if below is None else merge(below, own, top)), problems


def _wanted(extends: Node, folder: FilePath | None) -> tuple[list[tuple[str, str, Origin]], list[Problem]]:
    """Return each layer with the world it is laid over and where it is asked for, and what is wrong with the rest."""
    wanted: list[tuple[str, str, Origin]] = []
    problems: list[Problem] = []
    for node in extends.items if extends.items is not None else (extends,):
        if not isinstance(node.scalar, str):
            right = "a file name, preset:NAME, or a list of them"
            problems.append(_problem(node.origin, node.text(), right, ""))
            continue
        try:
            names = layers_of(node.scalar, folder)
        except Missing as missing:
            problems.append(_problem(node.origin, missing.found, missing.wanted, missing.hint))
            continue
        world = _world(names[0], folder) if len(names) > 1 or not wanted else wanted[0][1]
        wanted += [(name, world, node.origin) for name in names]
    return wanted, problems


def _layer(
    wanted: str,
    world: str,
    origin: Origin,
    folder: FilePath | None,
    top: Shape,
    chain: tuple[str, ...],
    *,
    shipped: bool,
) -> tuple[Node | None, list[Problem]]:
    try:
        name, path = locate(wanted, folder, world)
        identity = str(path.resolve())
        if identity in chain:
            right = "a file that does not extend this one in turn"
            return None, [_problem(origin, wanted, right, "")]
        if shipped:  # where the package is installed is nothing to read in a message
            name = _shipped_as(path) or name
        return _resolved(text_of(path, name), name, path.parent, top, (*chain, identity))
    except Missing as missing:
        return None, [_problem(origin, missing.found, missing.wanted, missing.hint)]


def _problem(origin: Origin, found: str, wanted: str, hint: str) -> Problem:
    return Problem(origin.file, origin.line, origin.column, EXTENDS, found, wanted, hint)
