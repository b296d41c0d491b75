"""What import-linter cannot say: features meet only at public modules, and no module grows past 400 lines."""

from pathlib import Path

import grimp
import pytest

SOURCE = Path(__file__).parents[2] / "src" / "tongpan"
TESTS = Path(__file__).parents[1]
FEATURES = ("places", "agencies", "powers", "documents", "evidence", "leads", "dispatch", "command")
# What a feature may know of another: its steps, its queries, its events, its policies, and its plain values.
PUBLIC = {"steps", "queries", "events", "policies", "models", "domain"}
# config is the outermost ring and may call anything; the demo drives actions as an edge does
CALLERS_OF_ANYTHING = ("tongpan.config",)
LIMIT = 400


def crossings() -> list[tuple[str, str]]:
    graph = grimp.build_graph("tongpan", cache_dir=None)
    found = []
    for importer in graph.modules:
        owner = importer.split(".")[1] if "." in importer else ""
        if owner not in FEATURES:
            continue
        for imported in graph.find_modules_directly_imported_by(importer):
            parts = imported.split(".")
            if len(parts) > 2 and parts[1] in FEATURES and parts[1] != owner and parts[2] not in PUBLIC:
                found.append((importer, imported))
    return found


class TestFeatures:
    def test_meet_only_at_public_modules(self):
        # a demo loads another's demo data through its actions, as an edge would
        assert [pair for pair in crossings() if ".demo" not in pair[0]] == []


def modules(root: Path) -> list[Path]:
    return [path for path in root.rglob("*.py") if "migrations" not in path.parts]


class TestModules:
    @pytest.mark.parametrize("path", modules(SOURCE), ids=lambda path: str(path.relative_to(SOURCE.parents[1])))
    def test_stay_readable_in_one_sitting(self, path: Path):
        assert len(path.read_text("utf-8").splitlines()) <= LIMIT

    def test_are_named_for_what_they_hold(self):
        names = {"utils.py", "helpers.py", "common.py", "mixins.py"}

        assert [path for path in modules(SOURCE) + modules(TESTS) if path.name in names] == []
