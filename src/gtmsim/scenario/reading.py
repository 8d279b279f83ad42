"""Strict YAML with positions: text becomes a tree of nodes, and everything that is not strict becomes a problem.

A subset of the YAML 1.2 core: `true`, `false`, `null` and `~` are special, decimal numbers are numbers, everything else
is text (`NO`, `on`, `12:30`, `2027-01-04` included). Anchors, aliases, tags, duplicate keys, several documents and
values left empty are refused.
"""

import math
import re
from collections.abc import Iterator

import yaml

from gtmsim.errors import Problem
from gtmsim.scenario.nodes import Key, Node, Origin, Path, Scalar, dotted, scalar_text

_LOADER: "type[yaml.SafeLoader | yaml.CSafeLoader]" = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_WHOLE = re.compile(r"[-+]?[0-9]+")
_DECIMAL = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")
_SPECIAL: dict[str, Scalar] = {"true": True, "false": False, "null": None, "~": None}
_DEEPEST = 40  # far deeper than any field, far shallower than Python's recursion limit


def resolve(text: str) -> Scalar:
    """Return what unquoted text means: one of four special words, a number, or itself."""
    if text in _SPECIAL:
        return _SPECIAL[text]
    if _WHOLE.fullmatch(text) and len(text) < 20:
        return int(text)
    if _DECIMAL.fullmatch(text) and math.isfinite(number := float(text)):
        return number
    return text


def read(
    text: str, file: str, wanted: str = "a scenario, starting with `gtmsim: 1`"
) -> tuple[Node | None, list[Problem]]:
    """Return the tree a text says, and every problem met on the way; no tree when the text cannot be followed.

    `wanted` is what a text that says nothing should be.
    """
    return _Reader(text, file, wanted).read()


class _TooDeep(Exception):
    """The text is nested deeper than any scenario; reading on would only use up the stack."""


class _Reader:
    """One pass over the parser's events. Lives for one text."""

    def __init__(self, text: str, file: str, wanted: str) -> None:
        self.file, self.wanted = file, wanted
        self.problems: list[Problem] = []
        self.events: Iterator[yaml.Event] = iter(())
        self.text = text

    def read(self) -> tuple[Node | None, list[Problem]]:
        root: Node | None = None
        try:
            self.events = yaml.parse(self.text, Loader=_LOADER)
            for event in self.events:
                if isinstance(event, yaml.DocumentStartEvent) and root is not None:
                    self.refuse(event, (), "---", "one document a file")
                    break
                if isinstance(event, yaml.NodeEvent):
                    root = self.value(event, (), None)
        except _TooDeep:
            return None, self.problems
        except yaml.MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            line, column = (mark.line + 1, mark.column + 1) if mark else (0, 0)
            said = " ".join(str(part) for part in (error.context, error.problem) if part)
            hint = "indent with spaces, never tabs" if "\t" in self.text else ""
            self.problems.append(Problem(self.file, line, column, "", said, "readable YAML", hint))
            return None, self.problems
        except yaml.YAMLError as error:  # a character YAML does not allow; it has an offset, no line
            self.problems.append(Problem(self.file, 0, 0, "", str(error).splitlines()[0], "printable text"))
            return None, self.problems
        if root is None and not self.problems:
            self.problems.append(Problem(self.file, 1, 1, "", "nothing", self.wanted))
        return root, self.problems

    def origin(self, event: yaml.Event) -> Origin:
        mark = event.start_mark
        assert mark is not None, "every event of a text has a mark"
        return Origin(self.file, mark.line + 1, mark.column + 1)

    def refuse(self, event: yaml.Event, path: Path, found: str, wanted: str) -> None:
        at = self.origin(event)
        self.problems.append(Problem(self.file, at.line, at.column, dotted(path), found, wanted))

    def value(self, event: yaml.Event, path: Path, key_origin: Origin | None) -> Node:
        origin = self.origin(event)
        assert isinstance(event, yaml.NodeEvent)
        if isinstance(event, yaml.AliasEvent):
            self.refuse(
                event, path, f"*{event.anchor}", "the value itself; aliases are not allowed, use `extends`"
            )
            return Node(origin, key_origin=key_origin)
        if event.anchor:
            self.refuse(event, path, f"&{event.anchor}", "no anchor; use `extends` to share values")
        if tag := getattr(event, "tag", None):
            self.refuse(event, path, str(tag), "no tag; write the value plainly")
        if len(path) > _DEEPEST:
            self.refuse(event, path[:3], "...", f"at most {_DEEPEST} levels")
            raise _TooDeep
        if isinstance(event, yaml.MappingStartEvent):
            return Node(origin, entries=self.map(path), key_origin=key_origin)
        if isinstance(event, yaml.SequenceStartEvent):
            return Node(origin, items=self.list(path), key_origin=key_origin)
        assert isinstance(event, yaml.ScalarEvent)
        plain = bool(event.implicit[0])
        if plain and event.value == "":
            self.refuse(
                event, path, "nothing", "a value; {} for all defaults, null to take away what was inherited"
            )
        scalar = resolve(event.value) if plain else event.value
        return Node(origin, scalar=scalar, key_origin=key_origin, raw=event.value)

    def list(self, path: Path) -> tuple[Node, ...]:
        items: list[Node] = []
        for event in self.events:
            if isinstance(event, yaml.SequenceEndEvent):
                break
            items.append(self.value(event, (*path, len(items)), None))
        return tuple(items)

    def map(self, path: Path) -> dict[Key, Node]:
        entries: dict[Key, Node] = {}
        for event in self.events:
            if isinstance(event, yaml.MappingEndEvent):
                break
            key = self.key(event, path)
            node = self.value(next(self.events), (*path, "?" if key is None else key), self.origin(event))
            if key is None:
                continue
            if key in entries:
                first = entries[key].key_origin
                line = first.line if first else 0
                self.refuse(
                    event, (*path, key), "a second time", f"each key once; it stands in line {line} already"
                )
            else:
                entries[key] = node
        return entries

    def key(self, event: yaml.Event, path: Path) -> Key | None:
        """Return a key, or None (and a problem) when it is neither text nor a whole number."""
        if not isinstance(event, yaml.ScalarEvent):
            self.refuse(event, path, "a map or list as key", "a name as key")
            self.value(event, path, None)
            return None
        if event.anchor or event.tag:
            self.refuse(event, path, event.value, "a plain name as key, without anchor or tag")
        key = resolve(event.value) if event.implicit[0] else event.value
        if isinstance(key, str) and key not in ("", "<<"):
            return key
        if isinstance(key, int) and not isinstance(key, bool):
            return key
        self.refuse(event, path, scalar_text(key) if key != "" else "an empty key", "a name as key")
        return None
