"""放假通知：读国务院通知原文，与数据文件互相还原；抄错一处就说出哪一处。"""

from dataclasses import replace
from datetime import date

import pytest

from tongpan.law.calendar import Holiday, InvalidNotice, WorkCalendar, YearNotice, national, read_notice
from tongpan.law.gazette import read_publication, write_notice

NOTICE_2026 = """
国务院办公厅关于2026年
部分节假日安排的通知
国办发明电〔2025〕7号
各省、自治区、直辖市人民政府，国务院各部委、各直属机构：
　　经国务院批准，现将2026年元旦、春节、清明节、劳动节、端午节、中秋节和国庆节放假调休日期的具体安排通知如下。
　　一、元旦：1月1日（周四）至3日（周六）放假调休，共3天。1月4日（周日）上班。
　　二、春节：2月15日（农历腊月二十八、周日）至23日（农历正月初七、周一）放假调休，共9天。2月14日（周六）、2月28日（周六）上班。
　　三、清明节：4月4日（周六）至6日（周一）放假，共3天。
　　四、劳动节：5月1日（周五）至5日（周二）放假调休，共5天。5月9日（周六）上班。
　　五、端午节：6月19日（周五）至21日（周日）放假，共3天。
　　六、中秋节：9月25日（周五）至27日（周日）放假，共3天。
　　七、国庆节：10月1日（周四）至7日（周三）放假调休，共7天。9月20日（周日）、10月10日（周六）上班。
　　节假日期间，各地区、各部门要妥善安排好值班和安全、保卫等工作。
国务院办公厅
2025年11月4日
"""


class TestReadingTheWords:
    def test_gives_the_very_days_that_ship_with_the_platform(self):
        notice = read_publication(NOTICE_2026)

        assert national().with_year(notice).version == national().version

    def test_keeps_the_instrument(self):
        [instrument] = read_publication(NOTICE_2026).instruments

        assert instrument.title == "国务院办公厅关于2026年部分节假日安排的通知"
        assert instrument.number == "国办发明电〔2025〕7号"
        assert instrument.published_on == date(2025, 11, 4)

    @pytest.mark.parametrize(
        ("line", "days", "makeup"),
        [
            pytest.param(
                "2022年12月31日（星期六）至2023年1月2日（星期一）放假调休，共3天",
                [date(2022, 12, 31), date(2023, 1, 1), date(2023, 1, 2)],
                [],
                id="自上年末",
            ),
            pytest.param("1月1日（星期日）放假1天，不调休", [date(2023, 1, 1)], [], id="一天"),
            pytest.param("1月1日放假，与周末连休", [date(2023, 1, 1)], [], id="与周末连休"),
            pytest.param(
                "1月1日、1月3日放假，共2天。2022年12月31日（星期六）、1月7日上班",
                [date(2023, 1, 1), date(2023, 1, 3)],
                [date(2022, 12, 31), date(2023, 1, 7)],
                id="不相连的两天，上班日跨年",
            ),
            pytest.param(
                "1月1日放假，共1天。1月7日上班。放假期间安排人员值班",
                [date(2023, 1, 1)],
                [date(2023, 1, 7)],
                id="后一句又说到放假",
            ),
            pytest.param(
                "2022年12月31日至1月2日放假调休，共3天",
                [date(2022, 12, 31), date(2023, 1, 1), date(2023, 1, 2)],
                [],
                id="跨年而后一年份省略",
            ),
        ],
    )
    def test_follows_how_notices_name_days(self, line, days, makeup):
        text = NOTICE_2026.replace("2026", "2023").replace("2025年11月4日", "2022年12月8日")
        text = text.replace("（周", "（除").replace("、周", "、除")  # other festivals without their weekdays
        text = text.replace("1月1日（除四）至3日（除六）放假调休，共3天。1月4日（除日）上班", line)
        text = text.replace("2月14日（除六）、2月28日（除六）上班。", "").replace("5月9日（除六）上班。", "")
        text = text.replace("9月20日（除日）、10月10日（除六）上班。", "")

        first = read_publication(text).holidays[0]

        assert (list(first.days), list(first.makeup)) == (days, makeup)

    @pytest.mark.parametrize(
        ("wrong", "right", "reason"),
        [
            pytest.param("关于2026年", "关于明年", "粘贴通知全文", id="没有标题"),
            pytest.param("1月1日（周四）", "1月1日（周五）", "2026-01-01是周四，粘贴的文字写作周五", id="星期对不上"),
            pytest.param("共9天", "共8天", "“春节”一条写明8天，算出来是9天", id="天数对不上"),
            pytest.param("三、清明节", "三、清明", "没有清明节", id="缺一个节日"),
            pytest.param("4月4日（周六）至6日（周一）放假", "放假", "读不出放假的日期", id="没有日期"),
            pytest.param("2月14日（周六）", "2月12日", "本来就是工作日", id="上班日不是周末"),
            pytest.param("4月4日（周六）至6日", "4月44日至6日", "没有2026年4月44日", id="没有这一天"),
            pytest.param("4月4日（周六）至6日（周一）", "4月6日至4日", "不晚于首日", id="首末颠倒"),
            pytest.param("4月4日（周六）至6日（周一）", "4月4日至4日", "04-04不晚于首日2026-04-04", id="首末同日"),
            pytest.param("2月28日（周六）上班", "2月22日（周日）上班", "既列为放假日又列为上班日", id="自相矛盾"),
        ],
    )
    def test_refuses_a_slip_and_says_where(self, wrong, right, reason):
        assert wrong in NOTICE_2026

        with pytest.raises(InvalidNotice, match=reason):
            read_publication(NOTICE_2026.replace(wrong, right))

    def test_a_title_without_any_item_is_refused(self):
        with pytest.raises(InvalidNotice, match=r"没有元旦.*粘贴通知全文"):
            read_publication("国务院办公厅关于2027年部分节假日安排的通知 元旦放假")

    def test_a_date_far_from_the_year_is_not_taken_for_the_day_of_issue(self):
        text = NOTICE_2026.replace("2025年11月4日", "1999年1月1日").replace("国办发明电〔2025〕7号", "")

        [instrument] = read_publication(text).instruments

        assert (instrument.published_on, instrument.number) == (None, "")


class TestWriting:
    @pytest.mark.parametrize("notice", national().notices, ids=lambda notice: str(notice.year))
    def test_reads_back_as_the_same_days(self, notice):
        again = read_publication(write_notice(notice))

        assert again.instruments == notice.instruments
        assert WorkCalendar([again]).version == WorkCalendar([notice]).version

    def test_days_apart_stay_apart(self):
        text = NOTICE_2026.replace("4月4日（周六）至6日（周一）放假，共3天", "4月4日、4月6日放假，共2天")

        again = read_notice(write_notice(read_publication(text)))

        days = [day for each in again.holidays if each.name == "清明节" for day in each.days]
        assert days == [date(2026, 4, 4), date(2026, 4, 6)]

    def test_the_makeup_days_stand_once_with_the_first_of_the_days_apart(self):
        days = 'name = "春节"\ndays = [2027-02-05, 2027-02-06]\nmakeup = [2027-01-30]'
        [spring] = read_notice(f"year = 2027\n[[holiday]]\n{days}").holidays
        apart = replace(spring, days=(*spring.days, date(2027, 2, 9)))

        text = write_notice(YearNotice(2027, (apart, Holiday("元旦", (date(2027, 1, 1),)))))

        assert text.partition("\n\n")[2] == (
            '[[holiday]]\nname = "春节"\ndays = [2027-02-05, 2027-02-06]\nmakeup = [2027-01-30]\n\n'
            '[[holiday]]\nname = "春节"\ndays = [2027-02-09, 2027-02-09]\n\n'
            '[[holiday]]\nname = "元旦"\ndays = [2027-01-01, 2027-01-01]\n'
        )

    def test_signs_in_a_title_do_not_break_the_file(self):
        text = write_notice(national().notices[-1]).replace('title = "', 'title = "\\"引\\\\号')

        assert write_notice(read_notice(text)) == text
