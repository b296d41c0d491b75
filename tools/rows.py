"""
Mission rows and the tests that carry their numbers: ``python tools/rows.py`` prints row, tests; rows without one last.

``--markdown`` prints the table of docs/status.md. A row counts as tested when a test function, its class or a
parameter's id bears its number (``test_m093_…``, ``M093 …``).
"""

import argparse
import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
NUMBER = re.compile(r"(?<![A-Za-z0-9])[mM](\d{3})(?!\d)")
# what this release answers for
RANGES = (
    "1-7 10-14 17-24 31-32 35-36 44-47 49-69 72-76 86-97"
    " 101-109 111 113-118 143-164 166-170 184 186 199 204 207 254 267 271-272"
)


def wanted() -> list[str]:
    """Return the rows this release answers for."""
    rows: list[str] = []
    for part in RANGES.split():
        first, _, last = part.partition("-")
        rows += [f"M{n:03}" for n in range(int(first), int(last or first) + 1)]
    return rows


def numbers(text: str | None) -> set[str]:
    """Return the row numbers a text names."""
    return {f"M{found}" for found in NUMBER.findall(text or "")}


def _own_texts(node: ast.FunctionDef | ast.AsyncFunctionDef) -> Iterator[str]:
    yield node.name
    yield ast.get_docstring(node) or ""
    for decorator in node.decorator_list:
        yield from (
            item.value for item in ast.walk(decorator) if isinstance(item, ast.Constant) and isinstance(item.value, str)
        )


def tests_in(path: Path) -> Iterator[tuple[str, str]]:
    """Yield (row, test) for one file of tests."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    name = path.relative_to(ROOT / "tests").as_posix()
    for node in tree.body:
        inside = node.body if isinstance(node, ast.ClassDef) else [node]
        family = (numbers(node.name) | numbers(ast.get_docstring(node))) if isinstance(node, ast.ClassDef) else set()
        for test in inside:
            if isinstance(test, ast.FunctionDef | ast.AsyncFunctionDef) and test.name.startswith("test_"):
                owner = f"{node.name}::" if isinstance(node, ast.ClassDef) else ""
                for row in family.union(*map(numbers, _own_texts(test))):
                    yield row, f"{name}::{owner}{test.name}"


def found() -> dict[str, list[str]]:
    """Return the tests of every row."""
    rows: dict[str, list[str]] = {}
    for path in sorted((ROOT / "tests").rglob("test_*.py")):
        for row, test in tests_in(path):
            rows.setdefault(row, []).append(test)
    return rows


def main() -> int:
    """Print rows and tests; exit with 1 if a row of this release has none."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--markdown", action="store_true")
    options = parser.parse_args()
    rows = found()
    missing = [row for row in wanted() if row not in rows]
    for row in sorted(rows):
        tests = rows[row]
        if options.markdown:
            print(f"| {row} | {len(tests)} | `{tests[0]}` |")
        else:
            print(f"{row}  {tests[0]}" + (f"  (+{len(tests) - 1})" if len(tests) > 1 else ""))
    print(f"without a test: {' '.join(missing) or 'none'}", file=sys.stderr)
    return 1 if missing else 0


if __name__ == "__main__":
    raise SystemExit(main())
