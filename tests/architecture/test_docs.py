"""The documents say what the code does: environment, commands, permissions, refusal codes, addresses of files."""

import importlib.util
import re
import tomllib
from pathlib import Path
from types import ModuleType
from urllib.parse import unquote

import pytest

from tongpan import __version__
from tongpan.agencies.demo import accounts
from tongpan.agencies.policies import FUNCTION_PERMISSIONS, POST_PERMISSIONS
from tongpan.agencies.queries import DEMO_PASSWORD
from tongpan.config.cli import GROUPS, SINGLE
from tongpan.kernel.permissions import Permission

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
SOURCE = ROOT / "src" / "tongpan"
READERS = re.compile(r'(?:env\.(?:text|flag|number|words|secret)|environ\.get)\(\s*"(TONGPAN_[A-Z_]+)"')
PAGES = sorted([*ROOT.glob("*.md"), *DOCS.rglob("*.md")])
LINK = re.compile(r"\]\((?!https?:|mailto:|#)([^)#\s]+)")
HERE = re.compile(r"/(?:work|root|home)/[a-z]")


def tool(name: str) -> ModuleType:
    """Return one program of tools/."""
    spec = importlib.util.spec_from_file_location(f"tools_{name}", ROOT / "tools" / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def variables() -> set[str]:
    """Return every variable of the environment that the program or its tools read."""
    files = [*SOURCE.rglob("*.py"), *(ROOT / "tools").glob("*.py")]
    found = {name for path in files for name in READERS.findall(path.read_text(encoding="utf-8"))}
    production = (SOURCE / "config" / "settings" / "prod.py").read_text(encoding="utf-8")
    return found | set(re.findall(r'^    "(TONGPAN_[A-Z_]+)",$', production, flags=re.M))


def commands() -> list[str]:
    """Return every command of the command line."""
    grouped = [f"tongpan {group} {verb}" for group, verbs in GROUPS.items() for verb in verbs]
    return [*(f"tongpan {name}" for name in SINGLE), *grouped]


class TestEnvironment:
    @pytest.mark.parametrize("name", sorted(variables()))
    def test_every_variable_is_documented(self, name):
        assert f"| `{name}` |" in (DOCS / "operations.md").read_text(encoding="utf-8")

    def test_nothing_is_documented_that_nobody_reads(self):
        told = set(re.findall(r"^\| `(TONGPAN_[A-Z_]+)` \|", (DOCS / "operations.md").read_text("utf-8"), flags=re.M))

        assert told == variables()


class TestCommands:
    @pytest.mark.parametrize("command", commands())
    def test_every_command_is_in_the_readme(self, command):
        assert f"| `{command}` |" in (ROOT / "README.md").read_text(encoding="utf-8")


class TestGenerated:
    def test_the_table_of_permissions_is_current(self):
        assert (DOCS / "permissions.md").read_text(encoding="utf-8") == tool("permissions_table").table()

    @pytest.mark.parametrize("permission", list(Permission))
    def test_every_permission_is_described(self, permission):
        described = (DOCS / "permissions.md").read_text(encoding="utf-8")

        assert re.search(rf"^\| `{re.escape(permission.value)}` \| \S", described, flags=re.M)

    @pytest.mark.parametrize("permission", list(Permission))
    def test_every_permission_is_somebodys(self, permission):
        given = frozenset().union(*POST_PERMISSIONS.values(), *FUNCTION_PERMISSIONS.values())

        assert permission in given

    def test_the_list_of_refusals_is_current(self):
        assert (DOCS / "refusals.md").read_text(encoding="utf-8") == tool("refusals_table").table()

    def test_status_names_exactly_the_rows_without_a_test(self):
        rows = tool("rows")
        found = rows.found()
        missing = [row for row in rows.wanted() if row not in found]

        status = (DOCS / "status.md").read_text(encoding="utf-8")

        told = re.findall(r"^\| (M\d{3}) \| [^|]+ \| [^|]*\| — \|", status, flags=re.M)
        assert told == missing

    def test_status_answers_for_every_row_and_cites_tests_that_exist(self):
        rows = tool("rows")
        status = (DOCS / "status.md").read_text(encoding="utf-8")
        told = dict(re.findall(r"^\| (M\d{3}) \|.*\| (?:`([^`]+)`|—) \|$", status, flags=re.M))

        assert list(told) == rows.wanted()
        found = rows.found()
        wrong = {row: test for row, test in told.items() if test and test not in found[row]}
        assert wrong == {}


class TestReadable:
    @pytest.mark.parametrize("page", PAGES, ids=lambda path: path.relative_to(ROOT).as_posix())
    def test_links_lead_somewhere(self, page):
        targets = LINK.findall(page.read_text(encoding="utf-8"))

        assert [to for to in targets if not (page.parent / unquote(to)).exists()] == []

    @pytest.mark.parametrize("page", PAGES, ids=lambda path: path.relative_to(ROOT).as_posix())
    def test_names_no_folder_of_one_machine(self, page):
        assert not HERE.search(page.read_text(encoding="utf-8"))

    def test_pictures_are_small(self):
        assert all(path.stat().st_size < 250_000 for path in (DOCS / "images").iterdir())

    def test_every_decision_is_in_the_list(self):
        listed = (DOCS / "adr" / "README.md").read_text(encoding="utf-8")

        assert all(path.name in listed for path in (DOCS / "adr").glob("0*.md"))

    def test_versions_agree(self):
        project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]

        assert project["version"] == __version__
        assert f'softwareVersion: "{__version__}"' in (ROOT / "publiccode.yml").read_text(encoding="utf-8")
        assert f"## {__version__} " in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")

    @pytest.mark.parametrize("page", ["README.md", "README.zh-CN.md"])
    def test_the_demo_accounts_bear_the_password_that_is_told(self, page):

        text = (ROOT / page).read_text(encoding="utf-8")

        assert f"`{DEMO_PASSWORD}`" in text
        home = [*accounts.TOWN["航埠镇"].values(), *accounts.TOWN["石梁镇"].values()]
        assert [name for name in home if f"`{name}`" not in text] == []
