"""law 只依赖标准库。"""

import ast
import sys
from pathlib import Path

import pytest

import tongpan.law

ROOT = Path(tongpan.law.__file__).parent
MODULES = sorted(ROOT.rglob("*.py"))


def imported(module: Path) -> set[str]:
    """Every name a module imports, absolute; a relative import counts as tongpan.law's own."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            names.add(node.module)
    return names


@pytest.mark.parametrize("module", MODULES, ids=lambda module: str(module.relative_to(ROOT)))
def test_imports_nothing_but_the_standard_library_and_the_law(module):
    strangers = {
        name
        for name in imported(module)
        if name.partition(".")[0] not in sys.stdlib_module_names and not f"{name}.".startswith("tongpan.law.")
    }

    assert strangers == set()
