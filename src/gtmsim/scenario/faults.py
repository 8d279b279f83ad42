"""What pydantic found wrong, told as a located problem; and the repair that lets the rest be checked."""

from collections.abc import Mapping
from typing import Any, cast

from pydantic_core import ErrorDetails

from gtmsim.errors import Problem
from gtmsim.scenario.names import listing, suggestion
from gtmsim.scenario.nodes import Key, Node, Origin, Path, dotted
from gtmsim.scenario.shape import Shape, at

_KEY = "[key]"


def as_problem(detail: ErrorDetails, tree: Node, top: Shape) -> tuple[Problem, Path]:
    """Return the problem with its place in the files, and the path of the value that is broken."""
    about_key = bool(detail["loc"]) and detail["loc"][-1] == _KEY
    path: Path = tuple(detail["loc"][:-1] if about_key else detail["loc"])
    context: Mapping[str, Any] = detail.get("ctx", {})
    inside = tuple(cast(tuple[Key, ...], context.get("at", ())))
    found, wanted, hint = _told(detail, context, path, tree, top)
    node = tree.at((*path, *inside)) or tree.at(path)
    kind = detail["type"]
    origin = (node.key_origin or node.origin) if node and (kind == "extra_forbidden" or about_key) else None
    if origin is None:
        origin = node.origin if node else nearest_origin(tree, path)
    told = Problem(origin.file, origin.line, origin.column, dotted((*path, *inside)), found, wanted, hint)
    return told, path


def _told(
    detail: ErrorDetails, context: Mapping[str, Any], path: Path, tree: Node, top: Shape
) -> tuple[str, str, str]:
    """Return what was found, what would be right, and a hint."""
    kind = detail["type"]
    inside = tuple(cast(tuple[Key, ...], context.get("at", ())))
    node = tree.at((*path, *inside))
    found = short(node.text()) if node else short(str(detail["input"]))
    if kind == "gtmsim":
        if isinstance(context["found"], str) and "shares add up" in context["wanted"]:
            found = context["found"]  # the sum says more than the map it is the sum of
        return found, context["wanted"], context["hint"]
    if kind == "extra_forbidden":
        above = at(top, path[:-1])
        known = above.keys if above else ()
        name = str(path[-1])
        hint = suggestion(name, known)
        return name, "a known field" if hint else f"a known field: {listing(known, 30)}", hint
    if kind == "missing":
        return "nothing", "`gtmsim: 1`, the version of the format", ""
    if kind == "literal_error":
        expected = str(context.get("expected", "")).replace("'", "")
        return found, expected, suggestion(found, expected.replace(" or ", ", ").split(", "))
    if kind in ("model_type", "dict_type", "model_attributes_type"):
        return found, "a map", ""
    if kind in ("tuple_type", "list_type"):
        return found, "a list", ""
    if kind.startswith("bool"):
        return found, "true or false", ""
    if path and detail["loc"][-1] == _KEY:
        wanted = "an hour of the day, 0 to 23" if kind.startswith("int") else "a name as key"
        return str(path[-1]), wanted, ""
    return found, detail["msg"], ""


def short(text: str, most: int = 48) -> str:
    """Return a text that fits a column, cut when it is long."""
    return text if len(text) <= most else text[: most - 3] + "..."


def nearest_origin(tree: Node, path: Path) -> Origin:
    """Return where the closest written value above a path stands: its key when it has one."""
    for length in range(len(path), -1, -1):
        node = tree.at(path[:length])
        if node is not None:
            return node.key_origin or node.origin
    return tree.origin


def repaired(data: dict[Key, Any], path: Path, top: Shape) -> None:
    """Take a broken value out of plain data, in place, so that its default holds; a missing version becomes 1.

    A broken id is kept with all defaults, since others may name it.
    """
    if path == ("gtmsim",):
        data["gtmsim"] = 1
        return
    holder: Any = data
    for key in path[:-1]:
        if not isinstance(holder, dict) or key not in holder:
            return
        holder = holder[key]
    if not isinstance(holder, dict) or path[-1] not in holder:
        return
    above = at(top, path[:-1])
    if above is not None and above.form == "ids":
        holder[path[-1]] = {}
    else:
        del holder[path[-1]]
