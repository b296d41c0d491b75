"""用语：每个封闭列表的成员都有中文说法。"""

import importlib
import pkgutil

import pytest

import tongpan.law
from tongpan.law.labelled import Labelled


def every_list():
    for module in pkgutil.walk_packages(tongpan.law.__path__, "tongpan.law."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)
    return sorted(Labelled.__subclasses__(), key=lambda one: (one.__module__, one.__name__))


@pytest.mark.parametrize("words", every_list(), ids=lambda one: f"{one.__module__}.{one.__name__}")
def test_every_member_is_found_by_its_value_and_has_a_word_of_its_own(words):
    assert [words(member.value) for member in words] == list(words)
    assert all(member.label for member in words)
    assert len({member.label for member in words}) == len(words)
