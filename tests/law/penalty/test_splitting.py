"""分案：没有决定的可以分出去；讨论过的、听证没有结束的，负责人写明理由才能分。"""

import pytest

from tongpan.law.penalty.splitting import Parting, check_parting


@pytest.mark.parametrize(
    ("decided", "deliberated", "hearing", "codes"),
    [
        pytest.param(False, False, False, [], id="还在调查"),
        pytest.param(True, False, False, ["split.decided"], id="已经决定"),
        pytest.param(True, True, True, ["split.decided"], id="决定了的不再说别的"),
        pytest.param(False, True, False, ["split.deliberated"], id="集体讨论过"),
        pytest.param(False, False, True, ["split.hearing"], id="听证没有结束"),
        pytest.param(False, True, True, ["split.deliberated", "split.hearing"], id="两样都有"),
    ],
)
def test_what_may_go(decided, deliberated, hearing, codes):
    assert [each.code for each in check_parting(Parting(decided, deliberated, hearing))] == codes


def test_a_decision_is_never_split_off_and_the_rest_only_with_a_reason():
    found = check_parting(Parting(True, False, False)) + check_parting(Parting(False, True, True))

    assert [each.overridable for each in found] == [False, True, True]
