"""The `tongpan` command: help, exit codes, one line of JSON, and what it refuses."""

import json
import shutil
import sqlite3

import pytest
from tests import processes
from tests.processes import last_json, tongpan

from tongpan.config import cli

EVERY = [(name,) for name in cli.SINGLE if name != "manage"] + [
    (group, verb) for group, verbs in cli.GROUPS.items() for verb in verbs
]


@pytest.fixture(scope="module")
def demo(tmp_path_factory):
    """Surroundings with the demo loaded; the tests of this module only add to it."""
    return processes.demo_copy(tmp_path_factory, tmp_path_factory.mktemp("commands"))


@pytest.fixture
def empty(tmp_path):
    return processes.environment(tmp_path)


def ran(monkeypatch, capsys, *words):
    """Return exit code, output and errors of a command run in this process."""
    monkeypatch.setattr("sys.argv", ["tongpan", *words])
    with pytest.raises(SystemExit) as ended:
        cli.main()
    told = capsys.readouterr()
    return ended.value.code or 0, told.out, told.err


class TestHelp:
    @pytest.mark.parametrize("words", [pytest.param(words, id=" ".join(words)) for words in EVERY])
    def test_every_command_has_it_and_ends_well(self, monkeypatch, capsys, words):
        code, out, _ = ran(monkeypatch, capsys, *words, "--help")

        assert code == 0
        assert "usage:" in out
        assert len(out) > 100

    @pytest.mark.parametrize("words", [("--help",), ("-h",), ("help",)])
    def test_the_list_names_every_command(self, monkeypatch, capsys, words):
        code, out, _ = ran(monkeypatch, capsys, *words)

        assert code == 0
        assert all(" ".join(every) in out for every in EVERY)

    def test_no_words_print_the_list_and_end_with_two(self, monkeypatch, capsys):
        code, out, _ = ran(monkeypatch, capsys)

        assert (code, "usage:" in out) == (2, True)

    def test_a_face_of_the_law_answers_without_settings(self, monkeypatch, capsys):
        monkeypatch.setattr(cli, "execute_from_command_line", None)

        code, out, _ = ran(monkeypatch, capsys, "limit", "DL-12", "--trigger", "2025-12-29", "--json")

        assert code == 0
        assert json.loads(out)["due_on"] == "2026-01-06"

    def test_a_face_of_the_law_refuses_with_one(self, monkeypatch, capsys):
        code, out, err = ran(monkeypatch, capsys, "limit", "DL-99", "--trigger", "2025-12-29")

        assert (code, out) == (1, "")
        assert "期限总表中没有DL-99" in err

    def test_the_version(self, monkeypatch, capsys):
        assert ran(monkeypatch, capsys, "--version")[0] == 0

    def test_every_management_command_of_ours_can_be_reached(self):
        from django.core.management import get_commands

        ours = {name for name, app in get_commands().items() if app.startswith("tongpan")}
        reached = {command for command, _ in cli.SINGLE.values()}
        reached |= {command for verbs in cli.GROUPS.values() for command, _ in verbs.values()}
        assert ours - reached == set()


class TestWrongWords:
    @pytest.mark.parametrize(
        "words",
        [
            pytest.param(("fly",), id="no such command"),
            pytest.param(("leads",), id="a group without a verb"),
            pytest.param(("leads", "fly"), id="no such verb"),
            pytest.param(("leads", "import"), id="no file"),
            pytest.param(("leads", "import", "x.csv", "--channel", "dream"), id="no such channel"),
            pytest.param(("demo", "load", "--leads", "many"), id="not a number"),
            pytest.param(("health", "--colour"), id="no such option"),
            pytest.param(("manage",), id="nothing to manage"),
        ],
    )
    def test_end_with_two_and_say_so_on_stderr(self, monkeypatch, capsys, words):
        code, _, err = ran(monkeypatch, capsys, *words)

        assert code == 2
        assert err.strip()


class TestTheDemo:
    def test_loaded_twice_adds_nothing(self, demo):
        again = last_json(tongpan(demo, "demo", "load", "--json"))

        assert (again["leads"], again["leads_created"]) == (processes.LEADS, 0)
        assert again["places"] > 59 + 824

    def test_tells_progress_on_stderr_only(self, demo):
        done = tongpan(demo, "demo", "load", "--json")

        assert len(done.stdout.splitlines()) == 1
        assert "线索" in done.stderr

    def test_is_not_mixed_into_a_real_database(self, tmp_path):
        env = processes.environment(tmp_path)
        assert tongpan(env, "migrate", "--verbosity", "0").returncode == 0
        own = "from tongpan.kernel.models import User; User.objects.create_user('zhangsan', 'a-real-password')"
        assert tongpan(env, "shell", "-c", own).returncode == 0

        refused = tongpan(env, "demo", "load", "--json")

        assert refused.returncode == 1
        assert "演示数据不能混入正式库" in refused.stderr
        assert "Traceback" not in refused.stderr

    def test_nothing_else_is_wrong_after_it(self, demo):
        assert tongpan(demo, "check").returncode == 0
        assert tongpan(demo, "migrate", "--check").returncode == 0


class TestJson:
    @pytest.mark.parametrize(
        ("words", "keys"),
        [
            pytest.param(("health",), {"ok", "problems", "worker"}, id="health"),
            pytest.param(("outbox", "status"), {"counts", "failed"}, id="outbox status"),
            pytest.param(("leads", "recount"), {"mended"}, id="leads recount"),
            pytest.param(("ledger", "head"), {"root"}, id="ledger head"),
            pytest.param(("ledger", "verify"), {"ok", "entries"}, id="ledger verify"),
        ],
    )
    def test_the_last_line_is_one_object(self, demo, words, keys):
        assert keys <= set(last_json(tongpan(demo, *words, "--json")))


class TestRefusals:
    @pytest.mark.parametrize(
        ("words", "reason"),
        [
            pytest.param(("leads", "import", "no-such.csv"), "没有文件", id="no file"),
            pytest.param(("leads", "import", "README.md", "--division", "999999"), "999999", id="no such county"),
            pytest.param(("leads", "import", "README.md", "--map", "text"), "--map", id="half a mapping"),
            pytest.param(("outbox", "status", "--retry", "999999"), "999999", id="no such message"),
            pytest.param(("ledger", "verify", "--against", "no-such.json"), "against", id="no such head"),
        ],
    )
    def test_end_with_one_a_reason_and_no_trace(self, demo, words, reason):
        done = tongpan(demo, *words)

        assert done.returncode == 1, done.stderr
        assert reason in done.stderr
        assert "Traceback" not in done.stderr

    def test_a_tampered_ledger_is_told_by_the_exit_code(self, demo, tmp_path):
        data = shutil.copytree(demo["TONGPAN_DATA_DIR"], tmp_path / "data")
        database = sqlite3.connect(data / "tongpan.sqlite3")
        triggers = database.execute(
            "SELECT name FROM sqlite_master WHERE type='trigger' AND tbl_name='kernel_ledger_entry'"
        ).fetchall()
        for (name,) in triggers:
            database.execute(f'DROP TRIGGER "{name}"')
        database.execute("UPDATE kernel_ledger_entry SET payload = substr(payload, 1, length(payload) - 2) || 'x}'"
                         " WHERE rowid = (SELECT rowid FROM kernel_ledger_entry LIMIT 1 OFFSET 7)")  # fmt: skip
        database.commit()
        database.close()

        done = tongpan(processes.environment(data), "ledger", "verify", "--json")

        assert done.returncode == 1
        assert json.loads(done.stdout.splitlines()[-1])["ok"] is False

    def test_a_database_that_is_not_there_is_said(self, tmp_path):
        env = processes.environment(tmp_path, TONGPAN_DATABASE_URL="postgresql://nobody@127.0.0.1:1/none")

        done = tongpan(env, "health", "--json")

        assert done.returncode == 1
        assert json.loads(done.stdout.splitlines()[-1])["database"] is False
