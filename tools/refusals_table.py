"""
The list of refusal codes (docs/refusals.md), made from the code: ``python tools/refusals_table.py > docs/refusals.md``.

Every refusal bears a code beside its words: programs that call the API go by the code, people read the words. Codes are
the ``code=`` of a refusal, the first word of a `Breach` or a `LimitRefused`, and the class attributes of the errors.
"""

import ast
import sys
from pathlib import Path

SOURCE = Path(__file__).resolve().parents[1] / "src" / "tongpan"
ERRORS = {
    "Refusal": 400, "Invalid": 422, "Conflict": 409, "Forbidden": 403, "NotFound": 404, "TooLarge": 413,
    "NotAuthenticated": 401,
}  # fmt: skip
POSITIONAL = ("Breach", "LimitRefused")
HEAD = """# 拒绝代码

本表由 `tools/refusals_table.py` 从代码生成，请勿手改；`tests/architecture/test_docs.py` 会核对。

每一次拒绝都先说理由、再说出路；接口（`application/problem+json`）另给代码 `code`，
法律上的拒绝在 `breaches` 里逐条列出依据。没有专门代码的拒绝，用错误类别自己的代码（表中前几行）。

另有四类代码是拼出来的：权限不足时，代码可能就是所缺的权限（见 [岗位与权限](permissions.md)）；
工作台不对口时，是 `command.desk.` 加工作台名；线索当前状态不允许时，是 `lead.动作.closed`，
动作取自五步表（如 `lead.archive.closed`）；职权判断的拒绝是 `powers.` 加原因（如 `powers.recalled`）。

| 代码 | 状态 | 说法（花括号里随情形而变） |
|---|---|---|"""


class Words:
    """The values that names were given in one file, for messages that are written before the refusal."""

    def __init__(self, tree: ast.Module) -> None:
        self.given = [
            (node.lineno, target.id, node.value)
            for node in ast.walk(tree)
            if isinstance(node, ast.Assign)
            for target in node.targets
            if isinstance(target, ast.Name)
        ]

    def of(self, node: ast.expr | None, line: int) -> str:
        """Return the words of a message used on a line; nothing for what is worked out elsewhere."""
        if isinstance(node, ast.Name):
            before = [(at, value) for at, name, value in self.given if name == node.id and at < line]
            return _text(max(before, key=lambda pair: pair[0])[1]) if before else ""
        return _text(node)


def _text(node: ast.expr | None) -> str:
    """Return the words of a text in the source, with braces where a value goes."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        return "".join(str(part.value) if isinstance(part, ast.Constant) else "{…}" for part in node.values)
    if isinstance(node, ast.BinOp):
        return _text(node.left) + _text(node.right)
    return ""


def _named(function: ast.expr) -> str:
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


def _own_errors(tree: ast.Module) -> dict[str, tuple[str, str]]:
    """Return the refusals that a file makes a class of their own for: name → code and status."""
    found = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef) and any(_named(base) == "Refusal" for base in node.bases):
            given = {
                target.id: part.value.value
                for part in node.body
                if isinstance(part, ast.Assign) and isinstance(part.value, ast.Constant)
                for target in part.targets
                if isinstance(target, ast.Name)
            }
            if node.name not in ERRORS and {"code", "status"} <= set(given):
                found[node.name] = (str(given["code"]), str(given["status"]))
    return found


def _of_call(node: ast.Call, words: Words, own: dict[str, tuple[str, str]]) -> tuple[str, str, str] | None:
    name = _named(node.func)
    if name in POSITIONAL and node.args and (code := _text(node.args[0])):
        return code, "422", words.of(node.args[1], node.lineno) if len(node.args) > 1 else ""
    given = next((keyword.value for keyword in node.keywords if keyword.arg == "code"), None)
    if name in own and given is None:
        return (*own[name], words.of(node.args[0], node.lineno) if node.args else "")
    if name in ERRORS and given is not None and isinstance(given, ast.Constant):
        return str(given.value), str(ERRORS[name]), words.of(node.args[0], node.lineno) if node.args else ""
    return None


def codes() -> dict[str, tuple[str, str]]:
    """Return every code with its status and its words."""
    found: dict[str, tuple[str, str]] = {}
    paths = [path for path in sorted(SOURCE.rglob("*.py")) if "migrations" not in path.parts]
    trees = {path: ast.parse(path.read_text(encoding="utf-8")) for path in paths}
    own: dict[str, tuple[str, str]] = {}
    for path, tree in trees.items():
        if path.name != "errors.py":  # those stand at the top of the table
            own |= _own_errors(tree)
    for tree in trees.values():
        words = Words(tree)
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and (one := _of_call(node, words, own)):
                code, status, text = one
                if not found.get(code, ("", ""))[1]:
                    found[code] = (status, text)
    return found


def table() -> str:
    """Return the whole document."""
    kinds = [
        ("refused", 400, "其他可以预料的拒绝"),
        ("invalid", 422, "填写的内容不对，`fields` 说明是哪一项"),
        ("not_authenticated", 401, "未登录或登录已过期"),
        ("forbidden", 403, "岗位不能这样办，并说明由谁办"),
        ("not_found", 404, "没有找到，或您无权查看"),
        ("conflict", 409, "他人先办了一步，什么都没有改"),
        ("too_large", 413, "文件或内容太大"),
        ("unlawful", 422, "法律规则不允许，`breaches` 逐条列出依据"),
    ]
    lines = [HEAD, *(f"| `{code}` | {status} | {text} |" for code, status, text in kinds)]
    for code, (status, text) in sorted(codes().items()):
        lines.append(f"| `{code}` | {status} | {text.replace('|', '／')} |")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    sys.stdout.write(table())
