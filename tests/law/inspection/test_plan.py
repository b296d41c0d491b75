"""检查的提起：类型、线索、事项、是否需要入企。"""

from dataclasses import replace

import pytest

from tongpan.law.inspection.plan import Prompt, Reason, VisitPlan, check_plan

PLAN = VisitPlan(Reason.DAILY, None, item_published=True, item_has_basis=True, off_site_suffices=False)


def codes(verdict):
    return [breach.code for breach in verdict]


@pytest.mark.parametrize(
    ("plan", "expected"),
    [
        pytest.param(PLAN, [], id="日常检查"),
        pytest.param(replace(PLAN, reason=None), ["inspection.reason.missing"], id="没有类型"),
        pytest.param(replace(PLAN, reason=Reason.CASE), ["inspection.reason.missing"], id="个案检查没有线索来源"),
        pytest.param(replace(PLAN, reason=Reason.CASE, prompt=Prompt.COMPLAINT), [], id="投诉举报的个案检查"),
        pytest.param(replace(PLAN, item_has_basis=False), ["inspection.item.no_basis"], id="没有依据"),
        pytest.param(replace(PLAN, item_has_basis=None), ["inspection.item.basis_unknown"], id="依据不清楚"),
        pytest.param(replace(PLAN, item_published=False), ["inspection.item.unpublished"], id="没有公布"),
        pytest.param(replace(PLAN, item_published=None), ["inspection.item.publication_unknown"], id="公布不清楚"),
        pytest.param(replace(PLAN, off_site_suffices=True), ["inspection.off_site.suffices"], id="非现场就够"),
        pytest.param(replace(PLAN, off_site_suffices=None), ["inspection.off_site.unknown"], id="没有说明必要"),
        pytest.param(replace(PLAN, reason=Reason.SPECIAL), ["inspection.special.unapproved"], id="专项检查没有批准"),
        pytest.param(replace(PLAN, reason=Reason.SPECIAL, special_approved=True), [], id="专项检查已批准"),
    ],
)
def test_plan(plan, expected):
    assert codes(check_plan(plan)) == expected


def test_an_unverified_rule_only_warns():
    assert not check_plan(replace(PLAN, reason=Reason.SPECIAL))[0].blocks


@pytest.mark.parametrize("words", [Reason, Prompt])
def test_every_word_is_its_own(words):
    assert len({each.label for each in words}) == len(words)
