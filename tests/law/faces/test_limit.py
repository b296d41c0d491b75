"""期限的门面：一问一答的 JSON，说不清的说明原因。"""

from datetime import date

import pytest

from tongpan.law.calendar import national
from tongpan.law.faces import limit as face
from tongpan.law.refusal import LawRefused

CALENDAR = national()


def ask(**asked):
    return face.ask(asked, CALENDAR)


def refusal_of(**asked):
    with pytest.raises(LawRefused) as refusal:
        ask(**asked)
    return refusal.value


class TestARule:
    @pytest.mark.parametrize(
        ("asked", "due_on", "article"),
        [
            pytest.param({"rule": "DL-12"}, "2026-01-06", "行政处罚法第六十四条第一项", id="国家规定"),
            pytest.param(
                {"rule": "dl-12", "regime": "samr"},
                "2026-01-06",
                "市场监督管理行政处罚程序规定第五十七条第二款",
                id="市监规程且大小写不拘",
            ),
            pytest.param(
                {"rule": "DL-11", "province": "330802"},
                "2026-01-04",
                "浙江省行政程序办法第五十二条第二款",
                id="浙江三日",
            ),
        ],
    )
    def test_answers_with_day_and_article(self, asked, due_on, article):
        found = ask(trigger="2025-12-29", **asked)

        assert (found["due_on"], found["article"], found["grade"]) == (due_on, article, "A")
        assert article in found["explanation"]

    def test_a_waiting_period_says_its_last_day_and_the_first_permitted_one(self):
        found = ask(rule="DL-27", trigger="2026-09-18")

        assert (found["last_waiting_on"], found["due_on"]) == ("2026-10-09", "2026-10-10")

    def test_hours_need_a_moment_and_a_moment_without_a_zone_is_chinas(self):
        assert ask(rule="DL-05", trigger="2026-10-01T22:15")["due_at"] == "2026-10-02T22:15:00+08:00"
        assert ask(rule="DL-05", trigger="2026-10-01T14:15:00Z")["due_at"] == "2026-10-02T22:15:00+08:00"
        assert refusal_of(rule="DL-05", trigger="2026-10-01").code == "limits.moment.missing"

    def test_what_hangs_on_a_notice_has_no_day_but_the_earliest(self):
        found = ask(rule="DL-12", trigger="2026-12-30")

        assert (found["due_on"], found["awaiting_year"], found["earliest_safe_on"]) == (None, 2027, "2027-01-04")

    def test_exclusions_and_extensions_are_read(self):
        found = ask(
            rule="DL-09",
            regime="SAMR",
            trigger="2026-01-05",
            exclusions=[{"ground": "HEARING", "start": "2026-02-01", "end": "2026-02-10"}],
            extensions=[{"quantity": 30, "unit": "day", "authority": "HEAD", "granted_on": "2026-04-01"}],
        )

        assert found["safe_end"] == "2026-05-15"

    def test_a_suspension_without_an_end_stands_still(self):
        open_pause = [{"ground": "SUSPENSION", "start": "2026-02-01"}]
        found = ask(rule="DL-09", regime="SAMR", trigger="2026-01-05", exclusions=open_pause)

        assert (found["due_on"], found["suspended_since"]) == (None, "2026-02-01")

    def test_a_rule_that_leaves_the_number_to_the_authority_takes_one(self):
        found = ask(rule="DL-53", province="33", trigger="2026-03-02", quantity=10)

        assert (found["due_on"], found["quantity"], found["unit"]) == ("2026-03-12", 10, "DAY")

    @pytest.mark.parametrize(
        ("asked", "quantity", "unit"),
        [
            pytest.param({"rule": "DL-12"}, 5, "WORKDAY", id="期限自己的数量"),
            pytest.param({"rule": "DL-53", "province": "33"}, 30, "DAY", id="没有另行确定的"),
            pytest.param({"quantity": 15, "unit": "workday"}, 15, "WORKDAY", id="自定期间"),
        ],
    )
    def test_the_number_is_told_with_its_unit(self, asked, quantity, unit):
        found = ask(trigger="2026-03-02", **asked)

        assert (found["quantity"], found["unit"]) == (quantity, unit)

    def test_a_duty_without_a_number_says_so(self):
        found = ask(rule="DL-31", trigger="2026-03-02")

        assert (found["due_on"], found["quantity"], found["unit"]) == (None, None, None)
        assert "法律没有规定天数" in found["explanation"]


class TestAPeriodOfOnesOwn:
    @pytest.mark.parametrize(
        ("unit", "due_on"),
        [
            pytest.param("workday", "2026-10-22", id="工作日"),
            pytest.param("工作日", "2026-10-22", id="中文工作日"),
            pytest.param("days", "2026-10-10", id="自然日"),
            pytest.param("月", "2027-12-25", id="月"),
            pytest.param("YEAR", "2041-09-25", id="年"),
        ],
    )
    def test_counts_in_every_unit(self, unit, due_on):
        found = ask(quantity=15, unit=unit, trigger="2026-09-25")

        assert (found["due_on"] or found["earliest_safe_on"]) == due_on
        assert (found["rule"], found["grade"], found["article"]) == (None, None, None)

    def test_hours(self):
        assert ask(quantity="24", unit="小时", trigger="2026-09-25 23:00")["due_at"] == "2026-09-26T23:00:00+08:00"

    @pytest.mark.parametrize(
        ("kind", "due_on"),
        [
            pytest.param("MUST_BY", "2026-10-01", id="职责"),
            pytest.param("right_until", "2026-10-08", id="权利"),
            pytest.param("NOT_BEFORE", "2026-10-09", id="等待"),
        ],
    )
    def test_the_kind_says_which_end_counts(self, kind, due_on):
        assert ask(quantity=30, unit="DAY", trigger="2026-09-01", kind=kind)["due_on"] == due_on

    def test_may_count_the_day_itself(self):
        assert ask(quantity=3, unit="DAY", trigger="2026年3月2日", start="SAME_DAY")["due_on"] == "2026-03-04"


class TestRefusals:
    @pytest.mark.parametrize(
        ("asked", "code"),
        [
            pytest.param({"trigger": "2026-03-02"}, "face.limit.nothing", id="什么也没问"),
            pytest.param(
                {"rule": "DL-12", "unit": "DAY", "trigger": "2026-03-02"}, "face.limit.both", id="又问编号又问单位"
            ),
            pytest.param({"rule": "DL-12"}, "face.day.form", id="没有起算日"),
            pytest.param({"rule": "DL-12", "trigger": 20260302}, "face.day.form", id="起算日是数字"),
            pytest.param({"rule": "DL-12", "trigger": "3月2日" * 40}, "face.day.form", id="读不出的日期"),
            pytest.param({"rule": "DL-12", "trigger": "2026-02-30"}, "face.day.impossible", id="二月三十日"),
            pytest.param({"rule": "DL-12", "trigger": "2025-02-29"}, "face.day.impossible", id="平年没有闰日"),
            pytest.param({"rule": "DL-12", "trigger": "0000-01-01"}, "face.day.impossible", id="没有公元零年"),
            pytest.param({"rule": "DL-05", "trigger": "2026-02-03T25:00"}, "face.time.impossible", id="二十五点"),
            pytest.param(
                {"rule": "DL-05", "trigger": "2026-02-30T10:00"}, "face.day.impossible", id="时刻所在日不存在"
            ),
            pytest.param({"rule": "DL-99", "trigger": "2026-03-02"}, "limits.rule.unknown", id="没有这一行"),
            pytest.param({"rule": 12, "trigger": "2026-03-02"}, "face.text.form", id="编号是数字"),
            pytest.param({"rule": "DL-12", "regime": "X", "trigger": "2026-03-02"}, "limits.regime.unknown", id="规程"),
            pytest.param(
                {"rule": "DL-12", "province": "浙", "trigger": "2026-03-02"}, "limits.province.invalid", id="区划"
            ),
            pytest.param(
                {"rule": "DL-09", "quantity": 60, "trigger": "2026-03-02"}, "limits.quantity.fixed", id="法定"
            ),
            pytest.param({"quantity": -5, "unit": "DAY", "trigger": "2026-03-02"}, "face.quantity.small", id="负数"),
            pytest.param({"quantity": 0, "unit": "DAY", "trigger": "2026-03-02"}, "face.quantity.small", id="零"),
            pytest.param({"quantity": 1.5, "unit": "DAY", "trigger": "2026-03-02"}, "face.quantity.form", id="小数"),
            pytest.param({"quantity": True, "unit": "DAY", "trigger": "2026-03-02"}, "face.quantity.form", id="真假"),
            pytest.param({"quantity": "五", "unit": "DAY", "trigger": "2026-03-02"}, "face.quantity.form", id="汉字"),
            pytest.param(
                {"quantity": 1234567, "unit": "DAY", "trigger": "2026-03-02"}, "face.quantity.large", id="过大"
            ),
            pytest.param({"quantity": 5, "trigger": "2026-03-02"}, "face.unit.unknown", id="没有单位"),
            pytest.param(
                {"quantity": 5, "unit": "周", "trigger": "2026-03-02"}, "face.unit.unknown", id="没有这种单位"
            ),
            pytest.param(
                {"quantity": 5, "unit": "DAY", "kind": "X", "trigger": "2026-03-02"}, "face.kind.unknown", id="种类"
            ),
            pytest.param(
                {"quantity": 5, "unit": "DAY", "start": "X", "trigger": "2026-03-02"}, "face.start.unknown", id="起算"
            ),
            pytest.param(
                {"quantity": 9999, "unit": "年", "trigger": "2026-03-02"}, "limits.facts.invalid", id="过九九九九年"
            ),
            pytest.param(
                {"quantity": 999999, "unit": "DAY", "trigger": "9999-12-30"}, "limits.facts.invalid", id="末日"
            ),
            pytest.param({"quantity": 1, "unit": "HOUR", "trigger": "2026-03-02"}, "limits.facts.invalid", id="无时刻"),
            pytest.param({"rule": "DL-12", "trigger": "2015-12-31"}, "limits.calendar.not_held", id="日历未收录"),
            pytest.param({"rule": "DL-12", "trigger": "2026-03-02", "exclusions": {}}, "face.list.form", id="不是列表"),
            pytest.param(
                {"rule": "DL-12", "trigger": "2026-03-02", "exclusions": [1]}, "face.list.form", id="不是对象"
            ),
            pytest.param(
                {"rule": "DL-12", "trigger": "2026-03-02", "exclusions": [{"ground": "X", "start": "2026-03-03"}]},
                "face.ground.unknown",
                id="没有这种事由",
            ),
            pytest.param(
                {
                    "rule": "DL-06",
                    "trigger": "2026-03-02",
                    "exclusions": [{"ground": "TESTING", "start": "2026-03-05", "end": "2026-03-04"}],
                },
                "face.exclusion.order",
                id="扣除首末颠倒",
            ),
            pytest.param(
                {
                    "rule": "DL-06",
                    "trigger": "2026-03-02",
                    "extensions": [{"quantity": 30, "unit": "DAY", "authority": "MAYOR"}],
                },
                "face.authority.unknown",
                id="没有这种批准主体",
            ),
        ],
    )
    def test_say_why_in_chinese(self, asked, code):
        refusal = refusal_of(**asked)

        assert refusal.code == code
        assert any("\u4e00" <= character <= "\u9fff" for character in str(refusal))
        assert len(str(refusal)) < 300

    @pytest.mark.parametrize(
        ("trigger", "said"),
        [
            pytest.param("3月2日", "日期“3月2日”无法读取", id="短的照写"),
            pytest.param("日" * 40, f"日期“{'日' * 40}”无法读取", id="四十字照写"),
            pytest.param("日" * 41, f"日期“{'日' * 40}…”无法读取", id="更长的截去"),
            pytest.param("2026-02-03T25:00", "没有“25:00”这个时刻", id="没有时区的时刻"),
            pytest.param("2026-02-03T25:00Z", "没有“25:00Z”这个时刻", id="连同时区"),
            pytest.param("2026-02-03T10:00+25:00", "没有“10:00+25:00”这个时刻", id="没有这个时区"),
        ],
    )
    def test_repeat_what_was_written(self, trigger, said):
        assert str(refusal_of(rule="DL-05", trigger=trigger)).startswith(said)

    def test_an_unread_period_is_not_answered(self):
        with pytest.raises(LawRefused) as refusal:
            face.answer(face.Question(date(2026, 3, 2)), CALENDAR)

        assert refusal.value.code == "face.limit.nothing"


class TestAsText:
    @pytest.mark.parametrize(
        ("asked", "line"),
        [
            pytest.param({"rule": "DL-12", "trigger": "2025-12-29"}, "届满：2026-01-06", id="日"),
            pytest.param({"rule": "DL-05", "trigger": "2026-10-01T22:15"}, "届满：2026-10-02 22:15", id="时刻"),
            pytest.param({"rule": "DL-12", "trigger": "2026-12-30"}, "届满：暂算，待国务院2027年放假通知", id="未公布"),
            pytest.param({"rule": "DL-12", "trigger": "2026-12-24"}, "届满：2026-12-31（暂定）", id="暂定"),
            pytest.param({"rule": "DL-31", "trigger": "2026-03-02"}, "届满：未定", id="没有天数"),
            pytest.param({"rule": "DL-12", "trigger": "2025-12-29"}, "核对：A 级，已对照条文全文核对", id="等级"),
            pytest.param(
                {"rule": "DL-58", "province": "4403", "trigger": "2026-03-02"}, "核对：B 级，", id="未核对条文"
            ),
            pytest.param({"quantity": 3, "unit": "DAY", "trigger": "2026-03-02"}, "期限：自定期间", id="自定"),
        ],
    )
    def test_says_it_for_a_terminal(self, asked, line):
        assert line in face.as_text(face.answer(face.read(asked), CALENDAR))
