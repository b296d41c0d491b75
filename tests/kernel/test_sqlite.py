"""两个进程写一个文件：后来的等先来的写完，马上接着写；等得太久，说数据库忙，什么也没写。"""

import threading
import time

import pytest
from django.db import OperationalError

from tongpan.kernel.sqlite import base

pytestmark = pytest.mark.django_db


@pytest.fixture
def writers(tmp_path):
    """Two connections to one file, as two processes have them."""
    made = [
        base.DatabaseWrapper(
            {
                "ENGINE": "tongpan.kernel.sqlite", "NAME": str(tmp_path / "shared.sqlite3"), "ATOMIC_REQUESTS": False,
                "AUTOCOMMIT": True, "CONN_MAX_AGE": None, "CONN_HEALTH_CHECKS": False, "TIME_ZONE": None, "TEST": {},
                "OPTIONS": {"timeout": 0.5, "transaction_mode": "IMMEDIATE", "init_command": "PRAGMA journal_mode=WAL"},
            },
            f"writer{number}",
        )
        for number in range(2)
    ]  # fmt: skip
    for one in made:
        one.inc_thread_sharing()
    with made[0].cursor() as cursor:
        cursor.execute("CREATE TABLE said (text TEXT)")
    yield made
    for one in made:
        one.close()


def begin(writer):
    writer.set_autocommit(False, force_begin_transaction_with_broken_autocommit=True)


def say(writer, text):
    with writer.cursor() as cursor:
        cursor.execute("INSERT INTO said VALUES (%s)", [text])


def said(writer):
    with writer.cursor() as cursor:
        cursor.execute("SELECT text FROM said ORDER BY rowid")
        return [text for (text,) in cursor.fetchall()]


def busy_timeout(writer):
    with writer.cursor() as cursor:
        cursor.execute("PRAGMA busy_timeout")
        return cursor.fetchone()[0]


def test_the_second_writer_goes_on_as_soon_as_the_first_is_done(writers):
    first, second = writers
    begin(first)
    say(first, "一")

    def done():
        first.commit()
        first.set_autocommit(True)

    timer = threading.Timer(0.05, done)
    timer.start()
    began = time.monotonic()
    begin(second)
    waited = time.monotonic() - began
    say(second, "二")
    second.commit()
    timer.join()

    assert said(second) == ["一", "二"]
    assert waited >= 0.04


def test_who_waits_too_long_is_told_and_has_written_nothing(writers):
    first, second = writers
    begin(first)
    say(first, "一")
    with pytest.raises(OperationalError, match="locked"):
        begin(second)
    first.commit()

    assert said(first) == ["一"]


def test_the_wait_of_other_statements_is_as_it_was(writers):
    begin(writers[0])

    assert busy_timeout(writers[0]) == 500
