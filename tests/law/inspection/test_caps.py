"""检查频次上限，合并与联合。"""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from tongpan.law.inspection.caps import Inspection, Merger, Tally, check_cap, check_merged, mergers, tally
from tongpan.law.inspection.plan import Reason

WEEK = timedelta(days=7)
PLANNED = Inspection("柯城区综合行政执法局", "某餐饮店", date(2026, 9, 1), Reason.DAILY, "油烟")


def on(month, day, **changes):
    return replace(PLANNED, on=date(2026, month, day), **changes)


def codes(verdict):
    return [breach.code for breach in verdict]


PAST = [
    on(3, 1),
    on(3, 1, item="市容"),
    on(4, 1, reason=Reason.CASE),
    on(5, 1, reason=Reason.CASE, item="垃圾"),
    on(5, 1, reason=Reason.DAILY),
    replace(on(6, 1), agency="别的机关"),
    replace(on(6, 2), enterprise="别的企业"),
    replace(PLANNED, on=date(2025, 12, 31)),
]


def test_counts_days_of_one_body_at_one_enterprise_in_one_year():
    assert tally(PAST, PLANNED.agency, PLANNED.enterprise, 2026) == Tally(all=3, daily=2)
    assert tally(PAST, PLANNED.agency, PLANNED.enterprise, 2025) == Tally(all=1, daily=1)
    assert tally(reversed(PAST), PLANNED.agency, PLANNED.enterprise, 2026) == Tally(all=3, daily=2)


@pytest.mark.parametrize(
    ("planned", "cap", "reason", "expected", "blocks"),
    [
        pytest.param(PLANNED, 4, "", [], [], id="没有到上限"),
        pytest.param(PLANNED, 3, "", ["inspection.cap.reached"], [True], id="日常检查到上限"),
        pytest.param(PLANNED, 3, "有理由", ["inspection.cap.reached"], [True], id="日常检查有理由也不行"),
        pytest.param(on(9, 1, reason=Reason.CASE), 3, " ", ["inspection.cap.no_reason"], [True], id="个案没有理由"),
        pytest.param(
            on(9, 1, reason=Reason.CASE), 3, "群众举报", ["inspection.cap.exceeded"], [False], id="个案有理由只提醒"
        ),
        pytest.param(
            on(9, 1, reason=Reason.SPECIAL), 2, "专项部署", ["inspection.cap.exceeded"], [False], id="专项有理由只提醒"
        ),
        pytest.param(PLANNED, None, "", ["inspection.cap.unknown"], [True], id="没有公布上限"),
    ],
)
def test_cap(planned, cap, reason, expected, blocks):
    verdict = check_cap(planned, PAST, cap, reason)

    assert codes(verdict) == expected
    assert [breach.blocks for breach in verdict] == blocks


@pytest.mark.parametrize(
    ("cap", "reason", "said"),
    [
        (3, Reason.DAILY, "今年已检查3次，达到上限3次，不得再做日常检查"),
        (3, Reason.CASE, "今年第4次检查，超出上限3次，已提请监督机构关注"),
        (2, Reason.CASE, "今年第4次检查，超出上限2次，已提请监督机构关注"),
    ],
)
def test_cap_says_which_inspection_of_the_year_it_is(cap, reason, said):
    (breach,) = check_cap(on(9, 1, reason=reason), PAST, cap, "群众举报")

    assert breach.message == said


class TestMerging:
    def test_what_is_near_is_merged_and_what_is_far_is_not(self):
        first, last, far = on(9, 1), on(9, 8, item="市容"), on(9, 9, item="垃圾")

        assert mergers([far, last, first], WEEK) == (Merger("某餐饮店", (first, last)),)

    def test_each_run_is_counted_from_its_own_first(self):
        days = [on(9, 1), on(9, 5, item="b"), on(9, 9, item="c"), on(9, 16, item="d")]

        assert [len(merger.inspections) for merger in mergers(days, WEEK)] == [2, 2]

    def test_several_bodies_go_together(self):
        other = replace(PLANNED, agency="市场监管所")

        found = mergers([PLANNED, other], WEEK)

        assert found[0].joint
        assert not Merger("某餐饮店", (PLANNED, on(9, 2))).joint

    def test_enterprises_are_apart(self):
        assert mergers([PLANNED, replace(PLANNED, enterprise="另一家")], WEEK) == ()

    @pytest.mark.parametrize(
        ("inspections", "division", "reason", "expected", "article"),
        [
            pytest.param((PLANNED, on(9, 2)), "330802", "", ["inspection.unmerged"], (13, 3), id="浙江同一机关分两日"),
            pytest.param(
                (PLANNED, replace(PLANNED, agency="所")),
                "330802",
                "",
                ["inspection.unmerged"],
                (13, 1),
                id="浙江两个机关",
            ),
            pytest.param((PLANNED, on(9, 2)), "370102", "", ["inspection.unmerged"], (54, 1), id="浙江以外"),
            pytest.param((PLANNED, on(9, 2)), "330802", "设备不同", [], None, id="写明理由"),
            pytest.param((PLANNED, on(9, 2)), "330802", " ", ["inspection.unmerged"], (13, 3), id="空白不是理由"),
            pytest.param((PLANNED, on(9, 1, item="市容")), "330802", "", [], None, id="同一机关同一日两项，已经合并"),
        ],
    )
    def test_unmerged_needs_a_reason(self, inspections, division, reason, expected, article):
        verdict = check_merged(Merger("某餐饮店", inspections), division, reason)

        assert codes(verdict) == expected
        assert [(each.citation.article, each.citation.paragraph) for each in verdict] == ([article] if article else [])
        assert all(breach.overridable for breach in verdict)
