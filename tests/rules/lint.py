"""What a rule may be made of, so that its two homes cannot differ."""

import ast
from collections.abc import Iterator

import rulebook

MATH = {"exp", "log", "sqrt"}
FLOATS_AND_INTS = (ast.Add, ast.Sub, ast.Mult, ast.Div)
INTS_ONLY = (ast.FloorDiv, ast.Mod, ast.LShift, ast.RShift, ast.BitAnd, ast.BitOr)
COMPARISONS = (ast.Eq, ast.NotEq, ast.Lt, ast.LtE, ast.Gt, ast.GtE)
PLAIN = (
    ast.Expr, ast.If, ast.While, ast.For, ast.Return, ast.Assign, ast.Break, ast.Continue, ast.BoolOp, ast.IfExp,
    ast.Name, ast.Call, ast.Compare, ast.UnaryOp, ast.BinOp, ast.Subscript, ast.Constant,
    ast.expr_context, ast.operator, ast.unaryop, ast.boolop, ast.cmpop,
)  # fmt: skip


def problems(*pages: rulebook.Page) -> list[str]:
    """Return everything in a rulebook that a rule may not do, each with its page and line."""
    try:
        rules = rulebook.rules_of(*pages)
    except ValueError as untyped:
        return [str(untyped)]
    found = [
        problem
        for page in pages
        for node in ast.parse(page.source).body
        for problem in _outside_rules(page.name, node)
    ]
    names = {rule.source.name for rule in rules}
    return found + [problem for rule in rules for problem in _in_rule(rule, names)]


def _outside_rules(page: str, node: ast.stmt) -> Iterator[str]:
    match node:
        case ast.FunctionDef() | ast.Expr(value=ast.Constant(value=str())):
            return
        case ast.ImportFrom(module="math", names=names) if {name.name for name in names} <= MATH:
            return
        case ast.ImportFrom(module="__future__"):
            return
        case ast.ImportFrom(module=str(module)) if module.startswith("gtmsim.program.rulebook."):
            return
        case ast.Assign(targets=[ast.Name(id=name)], value=ast.Constant(value=int() | float())) if (
            name.isupper()
        ):
            return
    yield f"{page}:{node.lineno}: only rules, numbers in CAPITALS, other pages, and exp, log and sqrt of math"


def _in_rule(rule: rulebook.Rule, names: set[str]) -> Iterator[str]:
    function = rule.source
    signature = function.args
    if (
        function.decorator_list
        or signature.defaults
        or signature.kwonlyargs
        or signature.vararg
        or signature.kwarg
    ):
        yield f"{rule.page}:{function.lineno}: {function.name} takes plain arguments and no decorator"
    if not ast.get_docstring(function):
        yield f"{rule.page}:{function.lineno}: {function.name} does not say what it returns"
    body = function.body[1:] if ast.get_docstring(function) else function.body
    for statement in body:
        for node in ast.walk(statement):
            try:
                problem = _problem(node, rule, names)
            except ValueError as untyped:
                problem = str(untyped)
            if problem:
                yield f"{rule.page}:{getattr(node, 'lineno', function.lineno)}: {problem}"


def _problem(node: ast.AST, rule: rulebook.Rule, names: set[str]) -> str | None:
    match node:
        case ast.BinOp(op=op) if isinstance(op, INTS_ONLY):
            return None if rule.type_of(node) == "int" else f"`{ast.unparse(node)}` is not on whole numbers"
        case ast.BinOp(left=left, op=ast.Div(), right=right) if "float" not in (
            rule.type_of(left),
            rule.type_of(right),
        ):
            return f"`{ast.unparse(node)}` divides whole numbers, and C drops the rest"
        case ast.BinOp(op=op) if not isinstance(op, FLOATS_AND_INTS):
            return f"`{ast.unparse(node)}` differs between interpreter and C"
        case ast.Compare(ops=ops) if not all(isinstance(op, COMPARISONS) for op in ops):
            return f"`{ast.unparse(node)}` compares no numbers"
        case ast.UnaryOp(op=op) if not isinstance(op, ast.Not | ast.USub):
            return f"`{ast.unparse(node)}` is neither `not` nor a minus"
        case ast.Constant(value=value) if type(value) not in (int, float, bool):
            return f"{value!r} is no number"
        case ast.Call():
            return _wrong_call(node, rule, names)
        case ast.Subscript() if not isinstance(node.value, ast.Name):
            return f"`{ast.unparse(node)}` takes no single number from an array"
        case ast.For(iter=loop) if not (
            isinstance(loop, ast.Call) and getattr(loop.func, "id", "") == "range"
        ):
            return "a rule loops over a range"
        case ast.Subscript(value=ast.Name(id=name), slice=place):
            one = not isinstance(place, ast.Slice) and rule.type_of(place) == "int"
            return (
                None
                if one and str(rule.known.get(name)).startswith("memoryview")
                else f"`{ast.unparse(node)}` takes no single number from an array"
            )
        case ast.Name(id=name) if name not in {*rule.known, *names, *MATH, "int", "range"}:
            return f"`{name}` is neither the rule's own nor a number in CAPITALS"
        case _ if not isinstance(node, PLAIN):
            return f"{type(node).__name__} has no place in a rule"
    return None


def _wrong_call(call: ast.Call, rule: rulebook.Rule, names: set[str]) -> str | None:
    name = call.func.id if isinstance(call.func, ast.Name) else ""
    if call.keywords or name not in {*names, *MATH, "int", "range"}:
        return f"`{ast.unparse(call)}` calls something else than a rule, exp, log, sqrt, int or range"
    if name == "int":
        used = {node.id for node in ast.walk(call) if isinstance(node, ast.Name)} - {"int"}
        loose = sorted(used - _bounded(rule.source, call.lineno) - {name for name in used if name.isupper()})
        return f"`{ast.unparse(call)}`: nothing bounds {', '.join(loose)} from above" if loose else None
    return None


def _bounded(function: ast.FunctionDef, line: int) -> set[str]:
    """Return the names that were compared with a largest value before this line: `if name > 1e12`."""
    questions = [node.test for node in ast.walk(function) if isinstance(node, ast.If) and node.lineno < line]
    return {
        question.left.id
        for question in questions
        if isinstance(question, ast.Compare)
        and isinstance(question.left, ast.Name)
        and isinstance(question.ops[0], ast.Gt)
    }
