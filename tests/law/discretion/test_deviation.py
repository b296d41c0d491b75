"""偏离裁量基准的理由、批准和附卷；告知和写明。"""

from dataclasses import replace

import pytest

from tongpan.law.discretion.benchmarks import MakerLevel
from tongpan.law.discretion.deviation import (
    ApprovedBy,
    Deviation,
    Ground,
    Statement,
    check_deviation,
    check_statement,
)

OWN = Deviation(MakerLevel.OWN, Ground.UNFAIR, "当事人生活困难", ApprovedBy.PRINCIPAL, in_file=True)
SUPERIOR = replace(OWN, maker=MakerLevel.SUPERIOR, approved_by=ApprovedBy.MAKER)
UNAPPROVED, NOT_ASKED = "discretion.deviation.unapproved", "discretion.deviation.maker_not_asked"


def codes(verdict):
    return [breach.code for breach in verdict]


@pytest.mark.parametrize(
    ("deviation", "expected"),
    [
        pytest.param(OWN, [], id="主要负责人批准"),
        pytest.param(replace(OWN, approved_by=ApprovedBy.DELIBERATION), [], id="集体讨论"),
        pytest.param(replace(OWN, approved_by=ApprovedBy.OTHER), [UNAPPROVED], id="分管负责人批准不够"),
        pytest.param(replace(OWN, approved_by=ApprovedBy.MAKER), [UNAPPROVED], id="本机关基准不由别的机关批准"),
        pytest.param(replace(OWN, approved_by=None), [UNAPPROVED], id="没有批准"),
        pytest.param(SUPERIOR, [], id="上级基准由制定机关批准"),
        pytest.param(replace(SUPERIOR, approved_by=ApprovedBy.PRINCIPAL), [NOT_ASKED], id="上级基准自己批准"),
        pytest.param(replace(SUPERIOR, approved_by=ApprovedBy.DELIBERATION), [NOT_ASKED], id="上级基准自己讨论"),
        pytest.param(replace(SUPERIOR, approved_by=None), [NOT_ASKED], id="上级基准没有报批"),
        pytest.param(replace(OWN, ground=None), ["discretion.deviation.no_reason"], id="没有情形"),
        pytest.param(replace(OWN, reason=" "), ["discretion.deviation.no_reason"], id="没有理由"),
        pytest.param(replace(OWN, ground=Ground.CHANGED), [], id="客观情况变化"),
        pytest.param(replace(OWN, in_file=False), ["discretion.deviation.not_filed"], id="没有附卷"),
    ],
)
def test_deviation(deviation, expected):
    assert codes(check_deviation(deviation)) == expected


@pytest.mark.parametrize(
    ("statement", "expected"),
    [
        pytest.param(Statement(True, True, True), [], id="告知并写明"),
        pytest.param(Statement(True, False, True), ["discretion.statement.untold"], id="没有告知"),
        pytest.param(Statement(True, True, False), ["discretion.statement.not_in_decision"], id="没有写明"),
        pytest.param(Statement(False, False, False), [], id="没有基准"),
        pytest.param(Statement(None, True, True), ["discretion.statement.unknown"], id="没有查询"),
    ],
)
def test_statement(statement, expected):
    assert codes(check_statement(statement)) == expected


@pytest.mark.parametrize("words", [Ground, ApprovedBy])
def test_every_word_is_its_own(words):
    assert len({each.label for each in words}) == len(words)
