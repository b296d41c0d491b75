"""每个词都有中文。"""

from enum import StrEnum

import pytest

from tongpan.law.facts import words
from tongpan.law.invariants import Proof
from tongpan.law.procedure import Scope, Step

LISTS = [each for each in vars(words).values() if isinstance(each, type) and issubclass(each, StrEnum)]


@pytest.mark.parametrize(
    "word", [member for each in (*LISTS, Step, Scope, Proof) if each is not StrEnum for member in each], ids=str
)
def test_has_a_label(word):
    assert word.label
    assert not word.label.isascii()


def test_no_two_steps_share_a_label():
    assert len({each.label for each in Step}) == len(Step)
