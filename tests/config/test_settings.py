"""Settings: nothing is needed for the demo, nothing is assumed in production, and a wrong value says its name."""

import os
import subprocess
import sys

import pytest
from django.core.exceptions import ImproperlyConfigured
from tests import processes

from tongpan.config import env

SECRETS = {
    "TONGPAN_SECRET_KEY": "s" * 50,
    "TONGPAN_DATA_KEYS": "k1:" + "ab" * 32,
    "TONGPAN_INDEX_KEY": "cd" * 32,
    "TONGPAN_DATABASE_URL": "postgresql://tongpan@127.0.0.1/tongpan",
    "TONGPAN_ALLOWED_HOSTS": "tongpan.example.gov.cn",
}


def loaded(folder, **variables):
    """Load production settings in a process of their own."""
    surroundings = processes.environment(folder, DJANGO_SETTINGS_MODULE="tongpan.config.settings.prod", **variables)
    probe = (
        "import django; django.setup(); from django.conf import settings as s;"
        "print(s.TONGPAN_DEMO, s.DEBUG, s.SESSION_COOKIE_SECURE, s.ALLOWED_HOSTS)"
    )
    return subprocess.run(
        [sys.executable, "-c", probe], env=surroundings, capture_output=True, text=True, check=False, timeout=60
    )


class TestProduction:
    @pytest.mark.parametrize("missing", SECRETS)
    def test_refuses_to_start_without_each_secret(self, tmp_path, missing):
        done = loaded(tmp_path, **{name: value for name, value in SECRETS.items() if name != missing})

        assert done.returncode != 0
        assert f"{missing} is required" in done.stderr
        assert not list(tmp_path.iterdir()), "nothing was made up in its place"

    def test_starts_with_all_and_is_no_demo(self, tmp_path):
        done = loaded(tmp_path, **SECRETS, TONGPAN_DEMO="1")

        assert done.stdout.split()[:3] == ["False", "False", "True"], done.stderr

    def test_passes_djangos_own_deployment_check(self, tmp_path):
        surroundings = processes.environment(
            tmp_path, DJANGO_SETTINGS_MODULE="tongpan.config.settings.prod",
            **SECRETS | {"TONGPAN_DATABASE_URL": f"sqlite:///{tmp_path}/t.sqlite3"},
        )  # fmt: skip

        done = processes.tongpan(surroundings, "check", "--deploy", "--fail-level", "ERROR")

        assert done.returncode == 0, done.stderr


class TestTheDemo:
    def test_makes_its_secrets_once_and_keeps_them_to_itself(self, tmp_path):
        first = env.secret("TONGPAN_NOT_SET", tmp_path, "key")

        assert env.secret("TONGPAN_NOT_SET", tmp_path, "key") == first
        assert len(first) == 64
        assert (tmp_path / "secrets" / "key").stat().st_mode & 0o077 == 0
        assert os.listdir(tmp_path / "secrets") == ["key"]


class TestReaders:
    @pytest.mark.parametrize(
        ("read", "value"),
        [
            pytest.param(lambda: env.number("TONGPAN_X", 1), "many", id="number"),
            pytest.param(lambda: env.flag("TONGPAN_X"), "perhaps", id="flag"),
        ],
    )
    def test_a_wrong_value_raises_with_the_name(self, monkeypatch, read, value):
        monkeypatch.setenv("TONGPAN_X", value)

        with pytest.raises(ImproperlyConfigured) as told:
            read()

        assert "TONGPAN_X" in str(told.value)
        assert value in str(told.value)

    def test_what_is_required_is_asked_for_by_name(self, monkeypatch):
        monkeypatch.delenv("TONGPAN_X", raising=False)

        with pytest.raises(ImproperlyConfigured, match="TONGPAN_X is required"):
            env.text("TONGPAN_X")

    @pytest.mark.parametrize("keys", ["", "short", "k1:abc", "k1:" + "11" * 32 + ",k2:zz"])
    def test_keys_of_the_wrong_length_are_refused(self, keys):
        with pytest.raises(ImproperlyConfigured, match="TONGPAN_DATA_KEYS"):
            env.keyring(keys)

    def test_the_first_key_seals(self):
        assert list(env.keyring("new:" + "11" * 32 + ",old:" + "22" * 32)) == ["new", "old"]

    @pytest.mark.parametrize("url", ["sqlite://", "mysql://root@localhost/x", "tongpan.sqlite3"])
    def test_a_database_address_of_the_wrong_kind_is_refused(self, url):
        with pytest.raises(ImproperlyConfigured):
            env.database(url)

    def test_sqlite_is_durable(self):
        pragmas = env.database("sqlite:////srv/tongpan.sqlite3")["OPTIONS"]["init_command"]

        assert "journal_mode=WAL" in pragmas
        assert "synchronous=FULL" in pragmas

    def test_postgresql_addresses_are_read_whole(self):
        found = env.database("postgresql://u%40x:p%2Fw@db.example:5433/county?sslmode=require")

        assert (found["USER"], found["PASSWORD"], found["HOST"], found["PORT"], found["NAME"]) == (
            "u@x", "p/w", "db.example", "5433", "county",
        )  # fmt: skip
        assert found["OPTIONS"] == {"sslmode": "require"}

    @pytest.mark.parametrize(("value", "flag"), [("1", True), ("yes", True), ("TRUE", True), ("0", False), ("", False)])
    def test_flags(self, monkeypatch, value, flag):
        monkeypatch.setenv("TONGPAN_X", value)

        assert env.flag("TONGPAN_X") is flag

    def test_lists_lose_their_blanks(self, monkeypatch):
        monkeypatch.setenv("TONGPAN_X", " a, ,b ")

        assert env.words("TONGPAN_X") == ["a", "b"]


@pytest.mark.parametrize("value", ["abc", "70000000"])
def test_a_wrong_port_is_told(tmp_path, value):
    done = processes.tongpan(processes.environment(tmp_path, TONGPAN_PORT=value), "serve", timeout=60)

    assert done.returncode == 1
    assert value in done.stderr


def test_sqlite_in_another_place_is_honoured(tmp_path):
    place = tmp_path / "elsewhere" / "库.sqlite3"
    place.parent.mkdir()
    surroundings = processes.environment(tmp_path / "data", TONGPAN_DATABASE_URL=f"sqlite:///{place}")

    assert processes.tongpan(surroundings, "migrate", "--verbosity", "0").returncode == 0
    assert place.exists()
