"""What a mutant of the law is: where one can stand, the changed code, and giving it to a function that is loaded."""

import ast
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import CodeType, FunctionType
from typing import Any

ROOT = Path(__file__).parents[1]
SWAPS: dict[type, type] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.In: ast.NotIn, ast.NotIn: ast.In, ast.And: ast.Or, ast.Or: ast.And,
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.FloorDiv, ast.FloorDiv: ast.Mult, ast.BitOr: ast.BitAnd,
}  # fmt: skip
"""operator → the one put in its place"""


@dataclass(frozen=True, slots=True)
class Mutant:
    """One change of one node: ``index`` is the node's place in a walk of the file, ``at`` the operator within it."""

    file: str
    line: int
    index: int
    at: int
    change: str
    function: str
    source: str


@cache
def text_of(file: str) -> str:
    """Return a file as it was when the hunt began, whatever becomes of it meanwhile."""
    return (ROOT / file).read_text("utf-8")


def sites(path: Path) -> Iterator[Mutant]:
    """Give every mutant of one file."""
    text = text_of(str(path.relative_to(ROOT)))
    tree = ast.parse(text)
    lines = text.splitlines()
    owner = _owners(tree)
    silent = _silent(tree)
    for index, node in enumerate(ast.walk(tree)):
        if id(node) in silent:
            continue
        for at, change in _changes(node):
            line = getattr(node, "lineno", 0)
            name = str(path.relative_to(ROOT))
            yield Mutant(name, line, index, at, change, owner.get(id(node), ""), lines[line - 1].strip())


def _changes(node: ast.AST) -> Iterator[tuple[int, str]]:
    if isinstance(node, ast.Compare):
        for at, operator in enumerate(node.ops):
            yield at, f"{type(operator).__name__} → {SWAPS[type(operator)].__name__}"
    elif isinstance(node, ast.BoolOp | ast.BinOp) and type(node.op) in SWAPS:
        yield 0, f"{type(node.op).__name__} → {SWAPS[type(node.op)].__name__}"
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        yield 0, "not x → x"
    elif isinstance(node, ast.Constant) and isinstance(node.value, bool):
        yield 0, f"{node.value} → {not node.value}"
    elif isinstance(node, ast.Constant) and isinstance(node.value, int):
        yield 0, f"{node.value} → {node.value + 1}"
    elif isinstance(node, ast.If | ast.IfExp):
        yield 0, "if x → if not x"


def _silent(tree: ast.AST) -> set[int]:
    """Nodes whose change means nothing: decorators, annotations, and the size of a cache."""
    found: set[int] = set()
    for node in ast.walk(tree):
        parts: list[ast.AST] = []
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            parts += node.decorator_list
        if isinstance(node, ast.FunctionDef):
            parts += [one for one in [node.returns] if one is not None]
        if isinstance(node, ast.arg | ast.AnnAssign) and node.annotation is not None:
            parts.append(node.annotation)
        if isinstance(node, ast.Call):
            # the strictness of zip, and of what a file is read with
            parts += [word for word in node.keywords if word.arg in {"strict", "maxsize", "encoding"}]
        for part in parts:
            found.update(id(inner) for inner in ast.walk(part))
    return found


def _owners(tree: ast.AST) -> dict[int, str]:
    """Return for each node the outermost function it stands in, by qualified name; its defaults stand outside."""
    owners: dict[int, str] = {}

    def visit(node: ast.AST, prefix: str, function: str) -> None:
        for child in ast.iter_child_nodes(node):
            if isinstance(child, ast.FunctionDef) and not function:
                name = f"{prefix}{child.name}"
                for statement in child.body:
                    owners[id(statement)] = name
                    visit(statement, "", name)
            elif isinstance(child, ast.ClassDef) and not function:
                visit(child, f"{prefix}{child.name}.", "")
            else:
                if function:
                    owners[id(child)] = function
                visit(child, prefix, function)

    visit(tree, "", "")
    return owners


def mutated(mutant: Mutant) -> ast.Module:
    """Return the file's tree with the one change."""
    tree = ast.parse(text_of(mutant.file))
    node: Any = next(node for index, node in enumerate(ast.walk(tree)) if index == mutant.index)
    if isinstance(node, ast.Compare):
        node.ops[mutant.at] = SWAPS[type(node.ops[mutant.at])]()
    elif isinstance(node, ast.BoolOp | ast.BinOp):
        node.op = SWAPS[type(node.op)]()
    elif isinstance(node, ast.UnaryOp):
        _replace(tree, node, node.operand)
    elif isinstance(node, ast.Constant):
        node.value = not node.value if isinstance(node.value, bool) else node.value + 1
    else:
        node.test = ast.UnaryOp(ast.Not(), node.test)
    return ast.fix_missing_locations(tree)


def _replace(tree: ast.AST, old: ast.AST, new: ast.AST) -> None:
    for parent in ast.walk(tree):
        for name, value in ast.iter_fields(parent):
            if value is old:
                setattr(parent, name, new)
            elif isinstance(value, list) and old in value:
                value[value.index(old)] = new


def apply(mutant: Mutant) -> bool:
    """Give the mutant's code to the function that is loaded; False where it is not found."""
    module = sys.modules.get(_module_name(mutant.file))
    if module is None:
        return False
    code = _code_of(compile(mutated(mutant), str(ROOT / mutant.file), "exec"), mutant.function.split("."))
    target: Any = module
    for part in mutant.function.split("."):
        target = vars(target).get(part)
        if target is None:
            return False
    function = _function(target)
    if code is None or function is None or len(function.__code__.co_freevars) != len(code.co_freevars):
        return False
    function.__code__ = code
    return True


def _function(target: Any) -> FunctionType | None:
    target = getattr(target, "fget", None) or getattr(target, "__func__", target)
    while not isinstance(target, FunctionType):
        target = getattr(target, "__wrapped__", None)
        if target is None:
            return None
    while hasattr(target, "__wrapped__"):
        target = target.__wrapped__
    return target if isinstance(target, FunctionType) else None


def _code_of(code: CodeType, path: list[str]) -> CodeType | None:
    for part in path:
        found = [one for one in code.co_consts if isinstance(one, CodeType) and one.co_name == part]
        if not found:
            return None
        code = found[-1]
    return code


def _module_name(file: str) -> str:
    return file.removeprefix("src/").removesuffix(".py").removesuffix("/__init__").replace("/", ".")
