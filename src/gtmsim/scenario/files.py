"""Where scenario files are, and how they extend each other."""

import os
from dataclasses import replace
from pathlib import Path as FilePath

from gtmsim.errors import Problem
from gtmsim.scenario.layers import merge
from gtmsim.scenario.names import listing, suggestion
from gtmsim.scenario.nodes import Key, Node, Origin
from gtmsim.scenario.reading import read
from gtmsim.scenario.shape import Shape

PRESET = "preset:"
EXTENDS = "extends"
OVER = "+"  # in the name of a scenario: what follows is laid over what comes before
PARTS = ("cultures", "structures")  # shipped files that are no scenarios of their own
_PACKAGE = FilePath(__file__).resolve().parents[1]


def preset_folders() -> list[FilePath]:
    """Return the folders that hold shipped scenarios: the installed package's, or the source tree's."""
    candidates = [_PACKAGE / "scenarios", *(above / "scenarios" for above in _PACKAGE.parents[1:2])]
    return [folder for folder in candidates if folder.is_dir()]


def presets() -> dict[str, FilePath]:
    """Return the shipped scenarios by name."""
    return {
        file.stem: file for folder in reversed(preset_folders()) for file in sorted(folder.glob("*.yaml"))
    }


def parts(*folders: str) -> dict[str, FilePath]:
    """Return the shipped parts by name, to be laid over a scenario: those of some folders, or all of `PARTS`."""
    return {
        file.stem: file
        for folder in reversed(preset_folders())
        for part in folders or PARTS
        for file in sorted((folder / part).glob("*.yaml"))
    }


def layered(name: str) -> str:
    """Return the text of a scenario named by its layers, such as `preset:market+one_more`."""
    first, *others = name.split(OVER)
    held = parts() | presets()
    layers = [
        first,
        *(f"{PRESET}{each}" if each in held and ":" not in each else each for each in others),
    ]
    return "extends: [" + ", ".join(f'"{layer}"' for layer in layers) + "]\n"


class Missing(Exception):
    """A file that is not there, or cannot be read as text."""

    def __init__(self, found: str, wanted: str, hint: str = "") -> None:
        super().__init__(wanted)
        self.found = found
        self.wanted = wanted
        self.hint = hint


def locate(name: str, beside: FilePath | None) -> tuple[str, FilePath]:
    """Return how a file is called in messages, and where it is. Raises `Missing` for an unknown preset."""
    if name.startswith(PRESET):
        known = presets() | parts()
        preset = name.removeprefix(PRESET)
        if preset not in known:
            hint = suggestion(preset, known)
            raise Missing(name, f"a preset: {listing(known)}", hint)
        return name, known[preset]
    path = FilePath(name)
    if beside is not None and not path.is_absolute():
        path = FilePath(os.path.normpath(beside / path))
    return str(path), path


def text_of(path: FilePath, name: str) -> str:
    """Return the text of a file. Raises `Missing` when there is none."""
    try:
        return path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        folder = path.parent
        known = [each.name for each in folder.glob("*.y*ml")] if folder.is_dir() else []
        raise Missing(name, "a file that exists", suggestion(path.name, known)) from None
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
    for wanted in (extends.items if extends.items is not None else (extends,)) if extends else ():
        layer, more = _layer(wanted, folder, top, chain)
        problems += more
        if layer is not None:
            below = layer if below is None else merge(below, layer, top)
    return (own if below is None else merge(below, own, top)), problems


def _layer(
    wanted: Node, folder: FilePath | None, top: Shape, chain: tuple[str, ...]
) -> tuple[Node | None, list[Problem]]:
    def refused(found: str, right: str, hint: str = "") -> tuple[None, list[Problem]]:
        return None, [_problem(wanted.origin, found, right, hint)]

    if not isinstance(wanted.scalar, str):
        return refused(wanted.text(), "a file name, preset:NAME, or a list of them")
    try:
        name, path = locate(wanted.scalar, folder)
        identity = str(path.resolve())
        if identity in chain:
            return refused(wanted.scalar, "a file that does not extend this one in turn")
        return _resolved(text_of(path, name), name, path.parent, top, (*chain, identity))
    except Missing as missing:
        return refused(missing.found, missing.wanted, missing.hint)


def _problem(origin: Origin, found: str, wanted: str, hint: str) -> Problem:
    return Problem(origin.file, origin.line, origin.column, EXTENDS, found, wanted, hint)
