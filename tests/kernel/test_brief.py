"""Answers that may be a moment old."""

from typing import Any

import pytest

from tongpan.kernel import brief
from tongpan.kernel.brief import kept_briefly


@pytest.fixture
def asked(settings: Any, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """A second's keeping, on a clock the test moves: ``moment[0]``."""
    settings.TONGPAN_STAMP_SECONDS = 1.0
    return []


def test_a_burst_asks_once_and_a_second_later_again(asked: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    moment = [100.0]
    monkeypatch.setattr(brief.time, "monotonic", lambda: moment[0])

    @kept_briefly
    def read(name: str) -> int:
        asked.append(name)
        return len(asked)

    assert [read("a"), read("a"), read("b"), read("a")] == [1, 1, 2, 1]
    moment[0] += 1.01
    assert read("a") == 3


def test_a_refusal_is_not_kept(asked: list[str]) -> None:
    @kept_briefly
    def read(name: str) -> int:
        asked.append(name)
        if len(asked) == 1:
            raise LookupError(name)
        return 7

    with pytest.raises(LookupError):
        read("a")
    assert read("a") == 7


def test_nothing_is_kept_when_the_setting_says_so(asked: list[str], settings: Any) -> None:
    settings.TONGPAN_STAMP_SECONDS = 0
    read = kept_briefly(lambda name: asked.append(name) or len(asked))
    assert (read("a"), read("a")) == (1, 2)


def test_what_is_kept_does_not_grow_without_end(asked: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(brief, "MOST", 3)
    read = kept_briefly(lambda name: asked.append(name) or name)
    for name in "abcdabcd":
        assert read(name) == name
    assert len(asked) >= 5
