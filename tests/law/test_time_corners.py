"""日历、期间、期限的边角：自相矛盾的数据，说不出日子的结果，以及最终结论。"""

from datetime import date

import pytest

from tongpan.law.calendar import InvalidNotice, WorkCalendar, national, read_notice
from tongpan.law.citation import Citation
from tongpan.law.gazette import write_notice
from tongpan.law.limits import LimitRefused, compute_limit, register
from tongpan.law.period import (
    Authority,
    Exclusion,
    Extension,
    Ground,
    InvalidPeriod,
    Kind,
    Limit,
    Period,
    Unit,
    compute,
)
from tongpan.law.period.explanation import explain

CALENDAR = national()


class TestNotices:
    def test_the_same_makeup_day_twice_is_a_slip(self):
        text = 'year = 2027\n[[holiday]]\nname = "元旦"\ndays = [2027-01-01, 2027-01-03]\n'

        with pytest.raises(InvalidNotice, match="上班日有重复"):
            read_notice(text + "makeup = [2027-01-09, 2027-01-09]")

    def test_no_year_is_no_calendar(self):
        with pytest.raises(InvalidNotice, match="至少需要一个年度"):
            WorkCalendar([])

    def test_an_instrument_without_a_date_is_written_without_one(self):
        text = (
            'year = 2027\n[[instrument]]\ntitle = "甲"\n[[holiday]]\nname = "元旦"\ndays = [2027-01-01, 2027-01-01]\n'
        )

        assert "published_on" not in write_notice(read_notice(text))


class TestPeriods:
    def test_days_are_not_prolonged_by_hours(self):
        with pytest.raises(InvalidPeriod, match="不能延长若干小时"):
            compute(
                Period(5, Unit.DAY), date(2026, 3, 2), CALENDAR, extensions=[Extension(24, Unit.HOUR, Authority.HEAD)]
            )

    def test_a_pause_after_the_end_of_the_months_changes_nothing(self):
        late = Exclusion(Ground.FORCE_MAJEURE, date(2026, 8, 1), date(2026, 8, 9))

        limit = compute_limit("DL-39", date(2026, 1, 5), CALENDAR, exclusions=[late])

        assert limit.safe_end == date(2026, 7, 5)

    def test_the_final_day_is_the_day(self):
        assert compute(Period(5, Unit.WORKDAY), date(2026, 3, 2), CALENDAR).final() == date(2026, 3, 9)

    @pytest.mark.parametrize(
        ("trigger", "due_on"),
        [
            pytest.param(date(2026, 1, 30), date(2026, 1, 31), id="前一日"),
            pytest.param(date(2026, 1, 31), date(2027, 1, 31), id="当日已到，算下一年"),
        ],
    )
    def test_a_fixed_day_comes_after_its_trigger(self, trigger, due_on):
        assert compute_limit("DL-52", trigger, CALENDAR).due_on == due_on


class TestExplaining:
    """What `compute` never hands over is still explained without breaking."""

    @pytest.mark.parametrize(
        ("limit", "words"),
        [
            pytest.param(Limit(Kind.MUST_BY, None), "届满日待恢复计算后确定", id="什么日子也没有"),
            pytest.param(Limit(Kind.MUST_BY, date(2026, 3, 9)), "5个工作日", id="只有届满日"),
            pytest.param(
                Limit(
                    Kind.RIGHT_UNTIL, date(2026, 12, 31), safe_end=date(2026, 12, 31), legal_end=date(2026, 12, 31),
                    provisional=True, earliest_safe_on=date(2026, 12, 31),
                ),
                "公布前为暂定（",
                id="暂定而最早的日子就是它",
            ),
        ],
    )  # fmt: skip
    def test_says_what_there_is(self, limit, words):
        period = Period(5, Unit.WORKDAY, citation=register.rule("DL-12").provisions[0].citation)

        assert words in explain(period, date(2026, 3, 2), limit, CALENDAR, (), ())

    @pytest.mark.parametrize(
        ("quantity", "unit", "trigger", "said"),
        [
            pytest.param(
                1,
                Unit.DAY,
                date(2026, 3, 2),
                "自2026年3月2日起（当日不计入）1日，应于2026年3月3日前（含当日）完成。",
                id="一日也是期间",
            ),
            pytest.param(
                1,
                Unit.WORKDAY,
                date(2026, 10, 9),
                "自2026年10月9日起（当日不计入）1个工作日，调休上班的10月10日计入，应于2026年10月10日前（含当日）完成。",
                id="起算次日调休上班",
            ),
            pytest.param(
                2,
                Unit.WORKDAY,
                date(2026, 9, 28),
                "自2026年9月28日起（当日不计入）2个工作日，应于2026年9月30日前（含当日）完成。",
                id="末日之后的国庆不在其间",
            ),
        ],
    )
    def test_names_what_lies_between_the_trigger_and_the_end(self, quantity, unit, trigger, said):
        assert compute(Period(quantity, unit), trigger, CALENDAR).explanation == said


class TestRegister:
    ENTRY = {"id": "DL-99", "kind": "MUST_BY", "effect": "ESC", "unit": "DAY", "cite": []}

    @pytest.mark.parametrize(
        "more", [pytest.param({}, id="一样也没有"), pytest.param({"quantity": 3, "wording": "及时"}, id="有两样")]
    )
    def test_a_row_has_a_number_or_a_word_or_a_fixed_day(self, more):
        with pytest.raises(ValueError, match="恰有其一"):
            register._provision(self.ENTRY | more, {})

    def test_a_row_stands_once(self, monkeypatch, tmp_path):
        folder = tmp_path / "limits"
        folder.mkdir()
        (folder / "sources.toml").write_text("[titles]\n", encoding="utf-8")
        row = '[[rule]]\nid = "DL-01"\ntrigger = "甲"\nend = "乙"\nprovision = []\n'
        (folder / "a.toml").write_text(row + row, encoding="utf-8")
        monkeypatch.setattr(register.resources, "files", lambda package: tmp_path)

        with pytest.raises(ValueError, match="期限DL-01重复"):
            register.rules.__wrapped__()

    def test_rows_of_several_files_stand_in_their_order_with_what_each_says(self, monkeypatch, tmp_path):
        folder = tmp_path / "limits"
        folder.mkdir()
        (folder / "sources.toml").write_text('[titles]\nAPL = "中华人民共和国行政处罚法"\n', encoding="utf-8")
        row = '[[rule]]\nid = "{}"\nkind = "MUST_BY"\neffect = "ESC"\ntrigger = "甲"\nend = "乙"\n[[rule.provision]]\n'
        cite = 'cite = [{ of = "APL", article = 60 }]'
        (folder / "a.toml").write_text(
            row.format("DL-02") + f'quantity = 7\nunit = "WORKDAY"\n{cite}', encoding="utf-8"
        )
        (folder / "b.toml").write_text(row.format("DL-01") + f'wording = "及时"\n{cite}', encoding="utf-8")
        monkeypatch.setattr(register.resources, "files", lambda package: tmp_path)

        found = register.rules.__wrapped__()

        assert list(found) == ["DL-01", "DL-02"]
        said = {name: each.provisions[0] for name, each in found.items()}
        assert (said["DL-01"].wording, said["DL-01"].quantity, said["DL-01"].unit) == ("及时", None, None)
        assert (said["DL-02"].wording, said["DL-02"].quantity, said["DL-02"].unit) == ("", 7, Unit.WORKDAY)
        assert [str(each.citation) for each in said.values()] == ["行政处罚法第六十条"] * 2


class TestRefusal:
    @pytest.mark.parametrize(
        ("citation", "said"),
        [
            (None, "不能延长"),
            (Citation("中华人民共和国行政处罚法", 64, item=1), "不能延长（行政处罚法第六十四条第一项）"),
        ],
        ids=["没有条文", "附条文"],
    )
    def test_ends_with_the_article_that_says_so(self, citation, said):
        assert str(LimitRefused("limits.extension.too_many", "不能延长", citation)) == said
