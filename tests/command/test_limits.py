"""期限计算器 for anybody, 工作日历 for the manager of the system, and `tongpan calendar add`."""

import json
import re
from datetime import date

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.test import Client
from tests import cast

from tongpan.command.domain import calculator
from tongpan.command.domain.months import DayKind, cell, months
from tongpan.kernel.models import HolidayNotice, OutboxMessage, RefusedAttempt
from tongpan.law.calendar import national
from tongpan.law.faces import limit as face
from tongpan.law.limits import rules

CALENDAR = national()
NOTICE = """
year = 2027
[[instrument]]
title = "国务院办公厅关于2027年部分节假日安排的通知"
published_on = 2026-11-20
[[holiday]]
name = "元旦"
days = [2027-01-01, 2027-01-03]
makeup = [2027-01-09]
"""


@pytest.fixture(autouse=True)
def _no_brake():
    cache.clear()


def text_of(answer):
    return answer.content.decode()


def ask(client, **query):
    return client.get("/limits/", query)


def marks_of(**asked):
    answer = face.answer(face.read(asked), CALENDAR)
    strip = calculator.strip(answer, CALENDAR)
    days = [day for month in [*strip.months, *strip.more] for week in month.weeks for day in week if day and day.mark]
    return {day.on: day.mark for day in days}, strip


class TestChoices:
    def test_every_row_of_the_register_can_be_chosen_once(self):
        offered = [rule for _, group in calculator.rule_choices() for rule, _ in group]

        assert sorted(offered) == sorted(rules())

    def test_every_place_with_rules_of_its_own_can_be_chosen(self):
        areas = {each.area for rule in rules().values() for each in rule.provisions if each.area}

        assert areas == set(calculator.AREAS)

    def test_a_row_says_how_long(self):
        named = dict(calculator.rule_choices()[0][1])

        assert named["DL-12"] == "告知听证权利 → 要求听证（5个工作日）"
        assert named["DL-11"] == "告知书送达 → 提出陈述、申辩（5个工作日、3个工作日）"


class TestStrip:
    def test_numbers_the_working_days_and_marks_both_ends(self):
        marks, _ = marks_of(rule="DL-12", trigger="2026-09-25")

        assert marks[date(2026, 9, 25)].word == "起算"
        assert (marks[date(2026, 9, 28)].number, marks[date(2026, 10, 8)].number) == (1, 4)
        assert date(2026, 10, 1) not in marks
        assert (marks[date(2026, 10, 9)].word, marks[date(2026, 10, 9)].number) == ("届满", 5)

    def test_days_are_all_numbered_and_what_rolls_is_marked(self):
        marks, _ = marks_of(rule="DL-23", trigger="2026-09-18")

        assert marks[date(2026, 10, 3)].number == 15
        assert marks[date(2026, 10, 4)].tone == "rolled"
        assert marks[date(2026, 10, 8)].word == "届满"

    def test_a_waiting_period_marks_the_day_on_which_one_may_act(self):
        marks, _ = marks_of(rule="DL-27", trigger="2026-09-18")

        assert (marks[date(2026, 10, 10)].word, marks[date(2026, 10, 10)].number) == ("可以办", None)

    def test_counts_the_day_itself_where_the_text_does(self):
        marks, _ = marks_of(quantity=3, unit="DAY", trigger="2026-03-02", start="SAME_DAY")

        assert (marks[date(2026, 3, 2)].number, marks[date(2026, 3, 4)].number) == (1, 3)

    def test_an_open_limit_marks_the_earliest_day(self):
        marks, _ = marks_of(rule="DL-12", trigger="2026-12-30")

        assert marks[date(2027, 1, 4)].word == "最早"

    def test_a_long_span_shows_its_beginning_and_its_end(self):
        _, strip = marks_of(rule="DL-39", trigger="2026-03-05")

        assert [month.title for month in strip.months + strip.more] == [
            "2026年3月",
            "2026年4月",
            "2026年8月",
            "2026年9月",
        ]
        assert strip.left_out == 3

    def test_a_duty_without_a_number_has_none(self):
        answer = face.answer(face.read({"rule": "DL-31", "trigger": "2026-03-02"}), CALENDAR)

        assert calculator.strip(answer, CALENDAR) is None


class TestMonths:
    @pytest.mark.parametrize(
        ("day", "kind", "spoken"),
        [
            pytest.param(date(2026, 9, 30), DayKind.WORKED, "9月30日 周三 工作日", id="工作日"),
            pytest.param(date(2026, 10, 2), DayKind.HOLIDAY, "10月2日 周五 国庆节放假", id="放假"),
            pytest.param(date(2026, 10, 10), DayKind.MAKEUP, "10月10日 周六 调休上班", id="调休"),
            pytest.param(date(2026, 10, 11), DayKind.WEEKEND, "10月11日 周日 周末", id="周末"),
            pytest.param(date(2027, 1, 4), DayKind.UNKNOWN, "1月4日 周一 放假安排未公布", id="未公布"),
            pytest.param(date(2015, 12, 31), DayKind.UNKNOWN, "12月31日 周四 放假安排未公布", id="未收录"),
        ],
    )
    def test_a_day_says_what_it_is(self, day, kind, spoken):
        found = cell(day, CALENDAR)

        assert (found.kind, found.spoken) == (kind, spoken)

    def test_run_over_the_year_turn_from_monday_to_sunday(self):
        found = months(date(2026, 12, 5), date(2027, 1, 2), CALENDAR, {})

        assert [month.title for month in found] == ["2026年12月", "2027年1月"]
        assert all(len(week) == 7 for month in found for week in month.weeks)
        assert found[0].weeks[0][1].on == date(2026, 12, 1)


@pytest.mark.django_db
class TestCalculator:
    def test_teaches_before_it_is_asked(self, client):
        page = text_of(ask(client))

        assert "可以这样问" in page
        assert "rule=DL-12" in page

    def test_answers_a_rule_with_day_sentence_article_and_grade(self, client):
        answer = ask(client, rule="DL-12", trigger="2026-09-25")

        page = text_of(answer)
        assert answer.status_code == 200
        for words in (
            "2026年10月9日届满",
            "其间中秋节、国庆节放假不计",
            "行政处罚法第六十四条第一项",
            "已对照条文全文核对",
        ):
            assert words in page
        assert re.search(r'<option value="DL-12" selected>', page)

    def test_answers_a_period_of_ones_own(self, client):
        page = text_of(ask(client, quantity="15", unit="WORKDAY", kind="MUST_BY", trigger="2026-09-25"))

        assert "2026年10月22日前完成" in page

    def test_says_an_unknown_year_and_the_earliest_safe_day(self, client):
        page = text_of(ask(client, rule="DL-12", trigger="2026-12-30"))

        assert "暂算，待国务院放假通知" in page
        assert "2027年1月4日" in page

    def test_says_that_a_day_in_late_december_may_move(self, client):
        assert "暂定" in text_of(ask(client, rule="DL-12", trigger="2026-12-23"))

    def test_counts_hours_from_a_moment(self, client):
        page = text_of(ask(client, rule="DL-05", trigger="2026-10-01", at="22:15"))

        assert "2026年10月2日 22:15" in page

    @pytest.mark.parametrize(
        ("query", "words"),
        [
            pytest.param({"rule": "DL-12", "trigger": "2026-02-30"}, "没有2026年2月30日", id="没有的日子"),
            pytest.param({"rule": "DL-99", "trigger": "2026-03-02"}, "期限总表中没有DL-99", id="没有的期限"),
            pytest.param({"rule": "DL-48", "trigger": "2026-03-02"}, "选择对应的程序规定或者地方规定", id="只有地方有"),
            pytest.param({"rule": "DL-05", "trigger": "2026-03-02"}, "在“几点几分”里填写", id="缺时刻"),
            pytest.param({"quantity": "-3", "unit": "DAY", "trigger": "2026-03-02"}, "数量应当大于零", id="负数"),
            pytest.param(
                {"rule": "DL-12", "regime": "XX", "trigger": "2026-03-02"}, "没有程序规定“XX”", id="没有的规程"
            ),
            pytest.param({"trigger": "2026-03-02"}, "选择一项期限", id="只有日子"),
            pytest.param({"rule": "<script>", "trigger": "2026-03-02"}, "&lt;SCRIPT&gt;", id="不是编号"),
        ],
    )
    def test_refuses_in_words_and_keeps_the_form(self, client, query, words):
        answer = ask(client, **query)

        assert answer.status_code == 422
        assert words in text_of(answer)
        assert 'name="trigger"' in text_of(answer)

    def test_the_brake_holds_after_sixty(self, client):
        codes = [ask(client, rule="DL-31", trigger="2026-03-02").status_code for _ in range(61)]

        assert codes[-2:] == [200, 429]

    def test_is_read_only_and_needs_no_sign_in(self, client):
        assert client.post("/limits/").status_code in (403, 405)

    def test_is_led_to_from_the_front_page(self, client):
        cast.a_county()

        assert 'href="/limits/"' in text_of(client.get("/"))

    def test_counts_by_the_calendar_in_force(self, client):
        HolidayNotice.objects.create(
            year=2027, title="x", text=NOTICE, version="x", recorded_at=cast.NOW, recorded_by="x"
        )

        assert "2027年1月7日届满" in text_of(ask(client, rule="DL-12", trigger="2026-12-30"))


@pytest.fixture
def manager(db):
    town = cast.a_town_with_team()
    client = Client()
    client.force_login(cast.system_manager_zhu(town.county).user)
    return client


@pytest.fixture
def outsider(db):
    town = cast.a_town_with_team()
    client = Client()
    client.force_login(cast.dispatcher_wu(town).user)
    return client


class TestHolidays:
    def test_shows_the_years_and_what_comes_next(self, manager):
        page = text_of(manager.get("/system/calendar/"))

        assert "下一份是 2027 年的" in page
        assert "国办发明电〔2025〕7号" in page

    def test_previews_the_days_and_stores_nothing(self, manager):
        answer = manager.post("/system/calendar/preview/", {"text": NOTICE})

        page = text_of(answer)
        assert answer.status_code == 200
        assert "确认登记" in page
        assert "2027年1月" in page
        assert not HolidayNotice.objects.exists()

    def test_reads_a_file(self, manager):
        file = SimpleUploadedFile("2027.toml", b"\xef\xbb\xbf" + NOTICE.encode())

        assert manager.post("/system/calendar/preview/", {"file": file}).status_code == 200

    @pytest.mark.parametrize(
        ("data", "words"),
        [
            pytest.param({"text": ""}, "请粘贴通知全文", id="什么也没给"),
            pytest.param({"text": "今年放假"}, "粘贴通知全文（含标题）", id="不是通知"),
            pytest.param({"text": NOTICE.replace("2027", "2029")}, "还没有2027年的放假通知", id="跳过一年"),
            pytest.param({"file": b"\xff\xfe\x00"}, "不是 UTF-8", id="不是文字"),
            pytest.param({"file": b"x" * 200_001}, "文件太大", id="太大"),
        ],
    )
    def test_refuses_what_is_no_notice_and_keeps_the_text(self, manager, data, words):
        if "file" in data:
            data = {"file": SimpleUploadedFile("n.txt", data["file"])}

        answer = manager.post("/system/calendar/preview/", data)

        assert answer.status_code == 422
        assert words in text_of(answer)

    @pytest.mark.django_db(transaction=True)
    def test_confirming_stores_and_tells_the_worker(self, manager):
        answer = manager.post("/system/calendar/confirm/", {"text": NOTICE}, follow=True)

        assert "已登记2027年的放假通知" in text_of(answer)
        assert "本系统登记" in text_of(answer)
        assert HolidayNotice.objects.get().year == 2027
        assert OutboxMessage.objects.filter(name="calendar.holidays_published").count() == 1

    @pytest.mark.django_db(transaction=True)
    def test_confirming_twice_is_told(self, manager):
        manager.post("/system/calendar/confirm/", {"text": NOTICE})

        answer = manager.post("/system/calendar/confirm/", {"text": NOTICE})

        assert answer.status_code == 409
        assert "已经登记，内容相同" in text_of(answer)
        assert HolidayNotice.objects.count() == 1

    @pytest.mark.django_db(transaction=True)
    def test_confirming_something_else_than_a_notice_is_refused(self, manager):
        assert manager.post("/system/calendar/confirm/", {"text": "x"}).status_code == 422

    @pytest.mark.django_db(transaction=True)
    @pytest.mark.parametrize("path", ["preview/", "confirm/"])
    def test_who_does_not_keep_the_system_may_not(self, outsider, path):
        answer = outsider.post(f"/system/calendar/{path}", {"text": NOTICE})

        assert answer.status_code == 403
        assert "由系统管理员" in text_of(answer)
        assert not HolidayNotice.objects.exists()
        assert RefusedAttempt.objects.filter(code="command.system").count() == 1

    def test_who_does_not_keep_the_system_may_not_look_either(self, outsider):
        assert outsider.get("/system/calendar/").status_code == 403

    def test_a_visitor_is_led_to_sign_in(self, client, db):
        assert client.post("/system/calendar/confirm/", {"text": NOTICE}).status_code == 302


@pytest.mark.django_db(transaction=True)
class TestCommand:
    def test_stores_a_file_and_says_the_days(self, tmp_path, capsys):
        (tmp_path / "2027.toml").write_text(NOTICE, encoding="utf-8")

        call_command("calendar_add", str(tmp_path / "2027.toml"), "--json")

        said = capsys.readouterr()
        assert json.loads(said.out) == {"year": 2027, "calendar": HolidayNotice.objects.get().version, "stored": True}
        assert "元旦：2027-01-01 至 2027-01-03，3 天；上班 01-09" in said.err
        assert HolidayNotice.objects.get().recorded_by == "system:calendar"

    def test_a_dry_run_stores_nothing(self, tmp_path, capsys):
        (tmp_path / "n").write_text(NOTICE, encoding="utf-8")

        call_command("calendar_add", str(tmp_path / "n"), "--dry-run")

        assert "没有写入" in capsys.readouterr().out
        assert not HolidayNotice.objects.exists()

    def test_says_that_it_stored(self, tmp_path, capsys):
        (tmp_path / "n").write_text(NOTICE, encoding="utf-8")

        call_command("calendar_add", str(tmp_path / "n"))

        assert "已登记2027年的放假通知" in capsys.readouterr().out

    @pytest.mark.parametrize(
        ("content", "words"),
        [
            pytest.param(None, "无法读取", id="没有文件"),
            pytest.param(b"\xff\xfe", "不是 UTF-8", id="不是文字"),
            pytest.param(b"x" * 200_001, "文件太大", id="太大"),
            pytest.param("放假".encode(), "粘贴通知全文", id="不是通知"),
        ],
    )
    def test_refuses_with_the_reason(self, tmp_path, content, words):
        file = tmp_path / "n.txt"
        if content is not None:
            file.write_bytes(content)

        with pytest.raises(CommandError, match=words):
            call_command("calendar_add", str(file))

        assert not HolidayNotice.objects.exists()
