"""Give the rulebook its second home: `_rules.py`, `_rules.pxd` and `_rulebook.pxd`, out of the pages of `gtmsim.program.rulebook`.

`_rules` is what Python imports; `_rulebook.pxd` holds the same rules as inline functions, for the core: a call to another module
goes through a pointer and keeps the compiler from seeing what is constant.

`python rulebook.py FOLDER OUT_FOLDER` copies the pages one after the other, line by line, with C's exp, log and sqrt in place
of `from math import` (they are the same functions), C's cast in place of `int(...)`, and no imports of one page from another.
It writes the C types beside it: `float` is double, `int` is a 64-bit integer, `bool` is bint, `memoryview` is a view of doubles
that is only read, `memoryview[float]` one that is written as well. A local variable has the type of what is assigned to it.
Whatever cannot be typed this way is an error with its page and line, so no rule can quietly become Python objects.
"""

import ast
import re
import sys
from dataclasses import dataclass
from pathlib import Path

WRITTEN = "memoryview[float]"
C_TYPES = {
    "float": "double",
    "int": "long long",
    "bool": "bint",
    "memoryview": "const double[::1]",
    WRITTEN: "double[::1]",
    "None": "void",
}
LOCAL_TYPES = {"float": "cython.double", "int": "cython.longlong", "bool": "cython.bint"}
MATH = re.compile(r"^from math import (?P<names>[\w, ]+)$", re.MULTILINE)
OURS = re.compile(
    r"^from (?:gtmsim\.program\.rulebook\.\w+|__future__) import (?:\([^)]*\)|.+)$", re.MULTILINE
)


@dataclass(frozen=True)
class Page:
    """One source of the rulebook."""

    name: str
    source: str


class Rule:
    """One function of the rulebook and the types of its names."""

    def __init__(
        self, page: str, source: ast.FunctionDef, returns: dict[str, str], constants: dict[str, str]
    ) -> None:
        self.page = page
        self.source = source
        self.returns = returns
        self.parameters = {
            argument.arg: _annotated(page, argument, argument.annotation) for argument in source.args.args
        }
        self.known = {**constants, **self.parameters}
        self.locals: dict[str, str] = {}
        for node in ast.walk(source):
            if isinstance(node, ast.For) and isinstance(node.target, ast.Name):
                self._assign(node.target, "int")
        for node in sorted((n for n in ast.walk(source) if isinstance(n, ast.stmt)), key=lambda n: n.lineno):
            if isinstance(node, ast.Assign):
                for target in node.targets:
                    self._assigned(target, node.value)

    def _assigned(self, target: ast.expr, value: ast.expr) -> None:
        match target:
            case ast.Name():
                self._assign(target, self.type_of(value))
            case ast.Subscript(value=ast.Name(id=name)) if self.known.get(name) == WRITTEN:
                if self.type_of(value) != "float":
                    raise self.error(target, f"an array takes floats, and this is {self.type_of(value)}")
            case _:
                raise self.error(target, f"a rule assigns to plain names, and to places of a {WRITTEN}")

    def _assign(self, target: ast.Name, type_name: str) -> None:
        before = self.known.get(target.id)
        if before is not None and before != type_name:
            raise self.error(target, f"{target.id} is {before} and {type_name}")
        if target.id not in self.parameters:
            self.locals[target.id] = type_name
        self.known[target.id] = type_name

    def type_of(self, node: ast.expr) -> str:
        """Return `float`, `int` or `bool`: what an expression of the rulebook yields."""
        match node:
            case ast.Constant(value=value):
                return type(value).__name__
            case ast.Name(id=name) if name in self.known:
                return self.known[name]
            case ast.Compare() | ast.UnaryOp(op=ast.Not()):
                return "bool"
            case ast.UnaryOp(operand=operand):
                return self.type_of(operand)
            case ast.BoolOp(values=values):
                return self._one_type(node, *values)
            case ast.IfExp(body=body, orelse=orelse):
                return self._one_type(node, body, orelse)
            case ast.BinOp(op=ast.Div()) | ast.Subscript():
                return "float"
            case ast.BinOp(left=left, right=right):
                return "float" if "float" in (self.type_of(left), self.type_of(right)) else "int"
            case ast.Call(func=ast.Name(id=name)) if name in self.returns:
                return self.returns[name]
        raise self.error(node, f"the type of `{ast.unparse(node)}` is not known")

    def _one_type(self, node: ast.expr, *parts: ast.expr) -> str:
        types = {self.type_of(part) for part in parts}
        if len(types) > 1:
            raise self.error(node, f"`{ast.unparse(node)}` is {' or '.join(sorted(types))}")
        return types.pop()

    def declaration(self) -> str:
        """Return the rule as the `.pxd` declares it."""
        arguments = ", ".join(f"{C_TYPES[kind]} {name}" for name, kind in self.parameters.items())
        returns = C_TYPES[self.returns[self.source.name]]
        declared = f"cpdef {returns} {self.source.name}({arguments}) noexcept nogil\n"
        typed = ", ".join(f"{name}={LOCAL_TYPES[kind]}" for name, kind in self.locals.items())
        return f"@cython.locals({typed})\n{declared}" if typed else declared

    def inlined(self, lines: list[str]) -> str:
        """Return the rule as an inline function, its body out of its page's lines."""
        arguments = ", ".join(f"{C_TYPES[kind]} {name}" for name, kind in self.parameters.items())
        returns = C_TYPES[self.returns[self.source.name]]
        declared = [f"    cdef {C_TYPES[kind]} {name}\n" for name, kind in self.locals.items()]
        told = self.source.body[1 if ast.get_docstring(self.source) else 0 :]
        body = "".join(lines[told[0].lineno - 1 : self.source.end_lineno])
        head = f"cdef inline {returns} {self.source.name}({arguments}) noexcept nogil:\n"
        return head + "".join(declared) + re.sub(r"\bint\(", "<long long>(", body)

    def error(self, node: ast.AST, message: str) -> ValueError:
        """Return an error that says where in the rulebook something is wrong."""
        return _error(self.page, node, message)


def _error(page: str, node: ast.AST, message: str) -> ValueError:
    return ValueError(f"{page}:{getattr(node, 'lineno', 0)}: {message}")


def _annotated(page: str, node: ast.AST, annotation: ast.expr | None) -> str:
    said = "" if annotation is None else ast.unparse(annotation)
    quoted = isinstance(annotation, ast.Constant) and annotation.value is not None
    if said in C_TYPES and not quoted and (said != "None" or isinstance(node, ast.FunctionDef)):
        return said
    raise _error(page, node, f"expected an annotation out of {', '.join(C_TYPES)}")


def constants_of(tree: ast.Module) -> dict[str, str]:
    """Return the types of the numbers that stand outside the rules."""
    return {name: type(value).__name__ for name, value in values_of(tree).items()}


def values_of(tree: ast.Module) -> dict[str, float]:
    """Return the numbers that stand outside the rules."""
    return {
        target.id: ast.literal_eval(node.value)
        for node in tree.body
        if isinstance(node, ast.Assign)
        for target in node.targets
        if isinstance(target, ast.Name)
    }


def rules_of(*pages: Page) -> list[Rule]:
    """Return the rules of all pages, typed.

    Raises ValueError naming page and line of a name that has no type, or more than one.
    """
    trees = {page.name: ast.parse(page.source) for page in pages}
    found = [
        (name, node)
        for name, tree in trees.items()
        for node in tree.body
        if isinstance(node, ast.FunctionDef)
    ]
    returns = {"int": "int", "float": "float"}
    for page in pages:
        if math := MATH.search(page.source):
            returns |= dict.fromkeys(math["names"].split(", "), "float")
    returns |= {function.name: _annotated(page, function, function.returns) for page, function in found}
    constants: dict[str, str] = {}
    for tree in trees.values():
        constants |= constants_of(tree)
    return [Rule(page, function, returns, constants) for page, function in found]


def declarations(*pages: Page) -> str:
    """Return the `.pxd` of a rulebook. Raises ValueError like `rules_of`."""
    constants = [
        f"cdef {C_TYPES[kind]} {name}"
        for page in pages
        for name, kind in constants_of(ast.parse(page.source)).items()
    ]
    return "\n".join(
        ["cimport cython", "", *constants, "", *(rule.declaration() for rule in rules_of(*pages))]
    )


def math_of(*pages: Page) -> list[str]:
    """Return the names of the functions of mathematics that the pages use."""
    found = (MATH.search(page.source) for page in pages)
    return sorted({name for match in found if match for name in match["names"].split(", ")})


def inlined(*pages: Page) -> str:
    """Return a rulebook as inline functions that another module may `cimport`. Raises ValueError like `rules_of`."""
    numbers = {
        name: (kind, value)
        for page in pages
        for tree in [ast.parse(page.source)]
        for kind, (name, value) in zip(constants_of(tree).values(), values_of(tree).items(), strict=True)
    }
    defined = "".join(f"    #define GTMSIM_{name} ({value!r})\n" for name, (_, value) in numbers.items())
    declared = "".join(
        f'    const {C_TYPES[kind]} {name} "GTMSIM_{name}"\n' for name, (kind, _) in numbers.items()
    )
    math = math_of(*pages)
    head = f"from libc.math cimport {', '.join(math)}\n" if math else ""
    if numbers:
        head += f'\ncdef extern from *:\n    """\n{defined}    """\n{declared}'
    lines = {page.name: page.source.splitlines(keepends=True) for page in pages}
    return "\n\n".join([head, *(rule.inlined(lines[rule.page]) for rule in rules_of(*pages))])


def in_c(*pages: Page) -> str:
    """Return a rulebook's source as it is compiled."""
    math = math_of(*pages)
    names = f"; from cython.cimports.libc.math import {', '.join(math)}" if math else ""
    bodies = [OURS.sub("", MATH.sub("", page.source)) for page in pages]
    return f"import cython{names}\n" + re.sub(r"\bint\(", "cython.cast(cython.longlong, ", "\n".join(bodies))


def pages_in(folder: Path) -> list[Page]:
    """Return the pages of a rulebook, by name."""
    return [
        Page(path.name, path.read_text(encoding="utf-8"))
        for path in sorted(folder.glob("*.py"))
        if path.stem != "__init__"
    ]


def main(rulebook: str, folder: str) -> None:
    """Write the source, the C types and the inline form of the compiled rulebook into a folder."""
    pages = pages_in(Path(rulebook))
    Path(folder, "_rules.pxd").write_text(declarations(*pages), encoding="utf-8")
    Path(folder, "_rules.py").write_text(in_c(*pages), encoding="utf-8")
    Path(folder, "_rulebook.pxd").write_text(inlined(*pages), encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
