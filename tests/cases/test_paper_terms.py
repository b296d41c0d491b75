"""文书上写的期限不长于法定期限：登记保存七个工作日（处罚法 56、85），查封扣押三十日、延长三十日（强制法 25）。"""

from datetime import date

import pytest
from tests.cases.papers import make
from tests.cases.proof import begun

from tongpan.cases import actions
from tongpan.cases.domain.paperterms import Recorded, read_day, too_long, unreadable
from tongpan.documents.domain.forms import form_of
from tongpan.kernel.errors import Invalid, Unlawful
from tongpan.law.limits import Regime
from tongpan.law.procedure import Step

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("folder")]
ON = date(2026, 3, 2)  # a Monday


def form(code):
    found = form_of(code, on=ON)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026年3月2日", ON), ("2026-03-02", ON), ("2026/3/2", ON), ("2026 年 3 月 2 日", ON), ("三月二日", None),
        ("2026年2月30日", None), ("", None), (None, None), (["2026年3月2日"], None),
    ],
)  # fmt: skip
def test_a_day_is_read_as_people_write_it(text, day):
    assert read_day(text) == day


class TestTerm:
    @pytest.mark.parametrize(
        ("code", "start", "end", "regime", "article"),
        [
            pytest.param("preservation_notice", "3月2日", "3月11日", None, "", id="七个工作日的最后一日"),
            pytest.param("preservation_notice", "3月2日", "3月5日", None, "", id="可以更短"),
            pytest.param("preservation_notice", "3月2日", "3月12日", None, "行政处罚法第五十六条", id="多一日"),
            pytest.param(
                "preservation_notice", "3月2日", "3月12日", Regime.SAMR, "行政处罚法第五十六条", id="市场监管也是"
            ),
            pytest.param("preservation_notice", "3月2日", "3月1日", None, "行政处罚法第五十六条", id="止早于起"),
            pytest.param("seizure_decision", "3月2日", "4月1日", None, "", id="三十日的最后一日"),
            pytest.param("seizure_decision", "3月2日", "4月2日", None, "行政强制法第二十五条第一款", id="三十一日"),
            pytest.param("measure_approval", "3月2日", "5月1日", None, "行政强制法第二十五条第一款", id="审批表也一样"),
        ],
    )  # fmt: skip
    def test_is_no_longer_than_the_law_gives(self, code, start, end, regime, article):
        found = too_long(form(code), {"from_day": f"2026年{start}", "until_day": f"2026年{end}"}, regime, ON)

        assert [str(each.citation) for each in found] == ([article] if article else [])
        assert all(each.blocks and not each.overridable for each in found)

    @pytest.mark.parametrize(
        ("old", "new", "refused"),
        [
            pytest.param("4月1日", "5月1日", False, id="延长三十日"),
            pytest.param("4月1日", "5月2日", True, id="三十一日"),
            pytest.param("4月1日", "4月1日", True, id="没有延长"),
        ],
    )
    def test_a_seizure_is_prolonged_by_thirty_days_at_most(self, old, new, refused):
        values = {"old_until": f"2026年{old}", "new_until": f"2026年{new}"}
        found = too_long(form("measure_extension"), values, None, ON)

        assert bool(found) is refused
        assert all(str(each.citation) == "行政强制法第二十五条第一款" for each in found)

    def test_says_until_when_it_may_last(self):
        (breach,) = too_long(
            form("seizure_decision"), {"from_day": "2026年3月2日", "until_day": "2026年5月1日"}, None, ON
        )

        assert "2026年4月1日" in breach.message
        assert breach.missing == "改为2026年4月1日以前的日期"

    def test_is_not_judged_where_the_days_off_are_not_known_yet(self):
        values = {"from_day": "2027年3月2日", "until_day": "2027年3月20日"}
        assert too_long(form("preservation_notice"), values, None, ON) == ()

    def test_thirty_days_are_thirty_days_in_any_year(self):
        values = {"from_day": "2026年12月5日", "until_day": "2027年1月5日"}
        (breach,) = too_long(form("seizure_decision"), values, None, ON)
        assert "2027年1月4日" in breach.message

    @pytest.mark.parametrize(
        ("code", "values", "case", "wrong"),
        [
            pytest.param(
                "preservation_notice", {"from_day": "2026年6月1日", "until_day": "2026年6月9日"},
                Recorded(ON), "案卷里是", id="起始日期照案卷",
            ),
            pytest.param(
                "preservation_notice", {"until_day": "2026年3月12日"}, Recorded(ON), "最晚到", id="没写起始也照案卷"
            ),
            pytest.param(
                "measure_approval", {"until_day": "2030年1月1日"}, Recorded(), "最晚到", id="没写起始从今天算"
            ),
            pytest.param(
                "measure_extension", {"old_until": "2029年12月30日", "new_until": "2030年1月10日"},
                Recorded(ON, date(2026, 4, 1)), "案卷里最晚到", id="原届满日期照案卷",
            ),
            pytest.param(
                "measure_extension", {"old_until": "2026年4月1日", "new_until": "2026年5月1日"},
                Recorded(ON, date(2026, 4, 1)), "", id="照案卷延长三十日",
            ),
        ],
    )  # fmt: skip
    def test_is_counted_from_what_is_on_record(self, code, values, case, wrong):
        found = too_long(form(code), values, None, ON, case)
        assert [wrong in each.message for each in found] == ([True] if wrong else [])

    def test_a_paper_without_a_term_is_left_alone(self):
        assert (
            too_long(form("penalty_decision"), {"from_day": "2026年3月2日", "until_day": "2030年1月1日"}, None, ON)
            == ()
        )

    @pytest.mark.parametrize(
        ("code", "values", "wrong"),
        [
            ("seizure_decision", {"from_day": "2026年3月2日", "until_day": "三十日后"}, {"until_day"}),
            ("measure_extension", {"old_until": "不记得", "new_until": "2026年5月1日"}, {"old_until"}),
            ("penalty_decision", {"day": "不是日期"}, set()),
            pytest.param(
                "seizure_decision",
                {"from_day": "2006年3月2日", "until_day": "2026年3月20日"},
                {"from_day"},
                id="写错年份",
            ),
            pytest.param("measure_extension", {"old_until": "9999-12-30"}, {"old_until"}, id="没有这样的年份"),
        ],
    )
    def test_hangs_on_days_that_can_be_read(self, code, values, wrong):
        assert set(unreadable(form(code), values, ON)) == wrong


class TestMaking:
    @pytest.fixture
    def preserved(self, stage, terms):
        case = begun(stage)
        return stage.take(case, Step.PRESERVE, what="货架一组")

    def test_the_last_day_is_filled_in_from_the_law(self, stage, preserved):
        row = make(stage, preserved, code="preservation_notice", keeping="就地封存", violated="")
        values = row.content["values"]

        assert read_day(values["from_day"]) == stage.now.date()
        assert read_day(values["until_day"]) > stage.now.date()
        assert too_long(form("preservation_notice"), values, None, ON) == ()

    @pytest.mark.parametrize(
        ("until", "error"), [("2026年12月31日", Unlawful), ("十日以后", Invalid)], ids=["太长", "不是日期"]
    )
    def test_a_later_one_is_refused_and_no_number_is_lost(self, stage, preserved, until, error):
        with pytest.raises(error):
            make(stage, preserved, code="preservation_notice", keeping="就地封存", until_day=until)

        row = make(stage, preserved, code="preservation_notice", keeping="就地封存")
        assert row.number.endswith("1号")

    def test_what_is_kept_as_a_draft_may_still_be_wrong(self, stage, preserved):
        draft = actions.keep_draft(
            case_id=preserved.pk, code="preservation_notice", target=stage.target(preserved),
            entered={"until_day": "2026年12月31日"}, actor=stage.officer, now=stage.now,
        )  # fmt: skip
        assert draft.state == "DRAFT"
