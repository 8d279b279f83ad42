"""Writing a scenario: plain data in human units becomes YAML that reads back as the same data, with comments."""

import re
from collections.abc import Mapping

from gtmsim.errors import UsageError
from gtmsim.scenario.forms import WORDS
from gtmsim.scenario.model import Scenario
from gtmsim.scenario.nodes import Path, dotted
from gtmsim.scenario.reading import resolve
from gtmsim.scenario.shape import Shape, root

_TOP = root(Scenario)
_INDENT = "  "
# Text that means itself unquoted, in a block as well as between braces. Anything else is quoted.
_BARE = re.compile(r"[^\W_][\w.%€/+-]*( [\w.%€/+-]+)*")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff]")


def render(data: Mapping[str, object], comments: Mapping[str, str] | None = None) -> str:
    """Return nested plain data as the text of a scenario, each value followed by its comment.

    `comments` maps dotted paths to a remark of any length; the path `""` holds the opening lines. A map that is one
    value (`{median: 3 h, sigma: 1}`) and a map with nothing but shares or weights stand on one line, unless a part
    of them has a comment. Raises TypeError for values a scenario cannot hold.
    """
    said = comments or {}
    lines = [f"# {line}".rstrip() for line in said.get("", "").splitlines()]
    lines += _block(data, (), _TOP, said)
    return "\n".join(lines) + "\n"


def resolved_text(scenario: Scenario) -> str:
    """Return a scenario with everything it extends and every option laid over it, as the text of one file."""
    data = scenario.written.plain() if scenario.written is not None else None
    if not isinstance(data, dict):
        raise UsageError("a scenario made without a file has no text")
    return render(data, {"": f"{scenario.name}, with everything it extends; digest {scenario.digest}"})


def _block(data: Mapping[str, object], path: Path, shape: Shape | None, said: Mapping[str, str]) -> list[str]:
    lines: list[str] = []
    for key, value in data.items():
        below = (*path, key)
        inner = shape.child(key) if shape else None
        head = f"{_INDENT * len(path)}{_scalar(key)}:"
        remark = _remark(said.get(dotted(below), ""))
        if isinstance(value, Mapping) and value and not _on_one_line(value, below, inner, said):
            lines.append(head + remark)
            lines += _block(value, below, inner, said)
        else:
            lines.append(f"{head} {_flow(value)}{remark}")
    return lines


def _on_one_line(
    value: Mapping[str, object], path: Path, shape: Shape | None, said: Mapping[str, str]
) -> bool:
    start = dotted(path) + "."
    if any(each.startswith(start) for each in said):
        return False
    if shape is None or shape.form == "value":
        return True
    flat = not any(isinstance(each, Mapping) and not WORDS.issuperset(each) for each in value.values())
    return flat and shape.form == "map"


def _flow(value: object) -> str:
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{_scalar(key)}: {_flow(each)}" for key, each in value.items()) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(_flow(each) for each in value) + "]"
    return _scalar(value)


def _scalar(value: object) -> str:
    """Return a scalar, quoted only when unquoted text would mean something else."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        text = repr(value)
        if isinstance(resolve(text), str):
            raise TypeError(f"{text} is no number a scenario can hold")
        return text
    if not isinstance(value, str):
        raise TypeError(f"a scenario holds text, numbers, maps and lists, not {type(value).__name__}")
    if _BARE.fullmatch(value) and isinstance(resolve(value), str):
        return value
    escaped = value.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + _CONTROL.sub(lambda match: f"\\u{ord(match[0]):04x}", escaped) + '"'


def _remark(text: str) -> str:
    """Return a comment for the end of a line; line breaks would end it early."""
    told = " ".join(_CONTROL.sub(" ", text).split())
    return f"  # {told}" if told else ""
