"""Give the rulebook its second home: write `_rules.py` and `_rules.pxd` from `gtmsim.program.rules`.

`python rulebook.py RULES.py OUT_FOLDER` copies the source, line by line, with C's exp, log and sqrt in place
of `from math import` (they are the same functions) and C's cast in place of `int(...)`. It writes the C types
beside it: `float` is double, `int` is a 64-bit integer, `bool` is bint, `memoryview` is a view of doubles. A
local variable has the type of what is assigned to it. Whatever cannot be typed this way is an error with its
line, so no rule can quietly become Python objects.
"""

import ast
import re
import sys
from pathlib import Path

C_TYPES = {"float": "double", "int": "long long", "bool": "bint", "memoryview": "const double[::1]"}
LOCAL_TYPES = {"float": "cython.double", "int": "cython.longlong", "bool": "cython.bint"}
MATH = re.compile(r"^from math import (?P<names>[\w, ]+)$", re.MULTILINE)


class Rule:
    """One function of the rulebook and the types of its names."""

    def __init__(self, source: ast.FunctionDef, returns: dict[str, str], constants: dict[str, str]) -> None:
        self.source = source
        self.returns = returns
        self.parameters = {
            argument.arg: _annotated(argument, argument.annotation) for argument in source.args.args
        }
        self.known = {**constants, **self.parameters}
        self.locals: dict[str, str] = {}
        for node in ast.walk(source):
            if isinstance(node, ast.For) and isinstance(node.target, ast.Name):
                self._assign(node.target, "int")
        for node in sorted((n for n in ast.walk(source) if isinstance(n, ast.stmt)), key=lambda n: n.lineno):
            if isinstance(node, ast.Assign):
                for target in node.targets:
                    if not isinstance(target, ast.Name):
                        raise _error(target, "a rule assigns to plain names only")
                    self._assign(target, self.type_of(node.value))

    def _assign(self, target: ast.Name, type_name: str) -> None:
        before = self.known.get(target.id)
        if before is not None and before != type_name:
            raise _error(target, f"{target.id} is {before} and {type_name}")
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
        raise _error(node, f"the type of `{ast.unparse(node)}` is not known")

    def _one_type(self, node: ast.expr, *parts: ast.expr) -> str:
        types = {self.type_of(part) for part in parts}
        if len(types) > 1:
            raise _error(node, f"`{ast.unparse(node)}` is {' or '.join(sorted(types))}")
        return types.pop()

    def declaration(self) -> str:
        """Return the rule as the `.pxd` declares it."""
        arguments = ", ".join(f"{C_TYPES[kind]} {name}" for name, kind in self.parameters.items())
        returns = C_TYPES[self.returns[self.source.name]]
        declared = f"cpdef {returns} {self.source.name}({arguments}) noexcept nogil\n"
        typed = ", ".join(f"{name}={LOCAL_TYPES[kind]}" for name, kind in self.locals.items())
        return f"@cython.locals({typed})\n{declared}" if typed else declared


def _error(node: ast.AST, message: str) -> ValueError:
    return ValueError(f"rules.py:{getattr(node, 'lineno', 0)}: {message}")


def _annotated(node: ast.AST, annotation: ast.expr | None) -> str:
    if isinstance(annotation, ast.Name) and annotation.id in C_TYPES:
        return annotation.id
    raise _error(node, f"expected an annotation out of {', '.join(C_TYPES)}")


def constants_of(tree: ast.Module) -> dict[str, str]:
    """Return the types of the numbers that stand outside the rules."""
    assigned = [node for node in tree.body if isinstance(node, ast.Assign)]
    return {
        target.id: type(ast.literal_eval(node.value)).__name__
        for node in assigned
        for target in node.targets
        if isinstance(target, ast.Name)
    }


def rules_of(source: str) -> list[Rule]:
    """Return the rules of a rulebook, typed.

    Raises ValueError naming the line of a name that has no type, or more than one.
    """
    tree = ast.parse(source)
    functions = [node for node in tree.body if isinstance(node, ast.FunctionDef)]
    math = MATH.search(source)
    returns = {"int": "int", "float": "float"}
    returns |= dict.fromkeys(math["names"].split(", ") if math else [], "float")
    returns |= {function.name: _annotated(function, function.returns) for function in functions}
    return [Rule(function, returns, constants_of(tree)) for function in functions]


def declarations(source: str) -> str:
    """Return the `.pxd` of a rulebook. Raises ValueError like `rules_of`."""
    constants = [f"cdef {C_TYPES[kind]} {name}" for name, kind in constants_of(ast.parse(source)).items()]
    return "\n".join(
        ["cimport cython", "", *constants, "", *(rule.declaration() for rule in rules_of(source))]
    )


def in_c(source: str) -> str:
    """Return a rulebook's source as it is compiled."""
    source = MATH.sub(r"import cython; from cython.cimports.libc.math import \g<names>", source)
    return re.sub(r"\bint\(", "cython.cast(cython.longlong, ", source)


def main(rules: str, folder: str) -> None:
    """Write the source and the C types of the compiled rulebook into a folder."""
    source = Path(rules).read_text(encoding="utf-8")
    Path(folder, "_rules.pxd").write_text(declarations(source), encoding="utf-8")
    Path(folder, "_rules.py").write_text(in_c(source), encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
