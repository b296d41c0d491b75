"""连接闲置过才问一问还在不在；断了的换新的，用户看不出来。"""

import pytest
from django.db import OperationalError, connection

from tongpan.kernel.postgresql import base

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def kept():
    """A connection of its own, which is kept from one request to the next."""
    if connection.vendor != "postgresql":
        pytest.skip("only PostgreSQL keeps connections that can break")
    wrapper = base.DatabaseWrapper(connection.settings_dict | {"CONN_HEALTH_CHECKS": True, "CONN_MAX_AGE": None}, "own")
    yield wrapper
    wrapper.close()


def next_request(wrapper):
    """What Django does with each connection between two requests."""
    wrapper.close_if_unusable_or_obsolete()


def number(wrapper):
    with wrapper.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        return cursor.fetchone()[0]


def end(process):
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(%s, 5000)", [process])


def questions(wrapper, monkeypatch):
    asked = []
    usable = wrapper.is_usable
    monkeypatch.setattr(wrapper, "is_usable", lambda: asked.append(True) or usable())
    return asked


@pytest.mark.parametrize(("idle", "expected"), [(0.0, 0), (0.9, 0), (1.0, 1), (60.0, 1)])
def test_only_an_idle_connection_is_asked(kept, monkeypatch, idle, expected):
    number(kept)
    now = base.time.monotonic()
    monkeypatch.setattr(base.time, "monotonic", lambda: now)
    monkeypatch.setattr(kept, "_used_at", now - idle)
    asked = questions(kept, monkeypatch)
    next_request(kept)
    number(kept)

    assert len(asked) == expected


def test_an_idle_connection_that_broke_is_renewed(kept):
    first = number(kept)
    kept._used_at -= 60
    end(first)
    next_request(kept)

    assert number(kept) != first


def test_one_that_broke_while_it_was_busy_fails_once_and_is_renewed_for_the_next_request(kept):
    first = number(kept)
    end(first)
    next_request(kept)
    with pytest.raises(OperationalError):
        number(kept)
    next_request(kept)

    assert number(kept) != first
