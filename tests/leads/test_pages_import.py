"""批量导入 through the page: GBK, Excel, bad rows, twice, too large, the wrong people."""

import io

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from tests import cast
from tests.leads.browser import at, body, signed_in, words

from tongpan.kernel.models import OutboxMessage
from tongpan.kernel.outbox.events import load
from tongpan.leads.actions.uploads import carry_on
from tongpan.leads.models import Lead
from tongpan.leads.queries import uploads

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.leads.site")]
HEAD = "工单号,主题,诉求内容,时间,联系电话\n"
GOOD = "GD-1,占道,流动摊贩在人行道上占道经营,2026-11-20 10:00,13800001111\n"
BAD = "GD-2,路灯,路灯不亮,前天下午,\n"


def table(text, name="工单.csv", encoding="utf-8"):
    return SimpleUploadedFile(name, text.encode(encoding) if isinstance(text, str) else text)


def brought(desk, file, **changes):
    return desk.post(at("import"), {"file": file, "channel": "HOTLINE", "system": "", **changes})


def mapped(page):
    form = page.context["form"]
    return {name: form.initial.get(name, "") for name in form.fields}


def through(desk, file):
    """Bring a file, take the columns as they were guessed, and return the page of the result."""
    where = brought(desk, file)["Location"]
    page = desk.get(where)
    return desk.get(desk.post(where, mapped(page))["Location"])


@pytest.mark.parametrize("encoding", ["utf-8", "gbk", "utf-8-sig", "utf-16"])
def test_takes_a_table_in_any_encoding_people_send(town, desk, encoding):
    result = through(desk, table(HEAD + GOOD, encoding=encoding))

    lead = Lead.objects.get()
    assert lead.source_id == "GD-1"
    assert "占道经营" in lead.text
    assert "导入完成" in words(result)


def test_takes_excel(town, desk):
    book = openpyxl.Workbook()
    for row in (HEAD, GOOD):
        book.active.append(row.strip().split(","))
    file = io.BytesIO()
    book.save(file)

    through(desk, table(file.getvalue(), "工单.xlsx"))

    assert Lead.objects.get().source_id == "GD-1"


def test_shows_the_first_rows_and_the_guessed_columns_before_anything_is_stored(town, desk):
    page = desk.get(brought(desk, table(HEAD + GOOD))["Location"])

    assert mapped(page)["text"] == "诉求内容"
    assert mapped(page)["external_id"] == "工单号"
    assert "138****1111" in words(page)
    assert not Lead.objects.exists()


def test_a_bad_row_is_told_by_line_and_reason_stops_nothing_and_can_be_taken_home(town, desk):
    result = through(desk, table(HEAD + GOOD + BAD))
    home = body(desk.get(result.context["file_url"]))

    assert Lead.objects.count() == 1
    assert "第 3 行" in words(result)
    assert "读不懂" in words(result)
    assert "GD-2" in home
    assert "原行号" in home


def test_a_second_time_it_creates_none(town, desk):
    through(desk, table(HEAD + GOOD))

    result = through(desk, table(HEAD + GOOD))

    assert Lead.objects.count() == 1
    assert result.context["summary"]["duplicates"] == 1


def test_columns_under_other_names_are_named_by_hand(town, desk):
    where = brought(desk, table("甲,乙\nGD-7,流动摊贩在人行道上占道经营\n"))["Location"]

    refused = desk.post(where, {"external_id": "甲"})
    desk.post(where, {"external_id": "甲", "text": "乙"})

    assert refused.status_code == 422
    assert "请指明哪一列是“内容”" in words(refused)
    assert Lead.objects.get().source_id == "GD-7"


@pytest.mark.parametrize(
    ("content", "name", "status"),
    [
        pytest.param(b"", "空.csv", 422, id="空文件"),
        pytest.param(HEAD.encode(), "只有表头.csv", 422, id="只有表头"),
        pytest.param(b"\x00\x01\x02\x03" * 50, "程序.csv", 422, id="不是表格"),
        pytest.param(b"\xff\xd8\xff\xe0" + b"0" * 99, "照片.csv", 422, id="照片改名"),
        pytest.param(b"PK\x03\x04broken", "坏.xlsx", 422, id="坏的 Excel"),
    ],
)
def test_what_is_no_table_is_refused_in_words(town, desk, content, name, status):
    answer = brought(desk, table(content, name))

    assert answer.status_code == status
    assert "请" in words(answer)
    assert not Lead.objects.exists()


def test_a_file_that_is_too_large_is_refused_kindly(town, desk, settings):
    settings.TONGPAN_UPLOAD_LIMIT_BYTES = 100

    answer = brought(desk, table(HEAD + GOOD * 20))

    assert answer.status_code == 413
    assert "拆" in words(answer) or "分成" in words(answer) or "压缩" in words(answer)


def test_a_large_table_goes_to_the_worker_and_goes_on_piece_by_piece(town, desk, monkeypatch):
    monkeypatch.setattr(uploads, "SMALL", 3)
    rows = "".join(f"GD-{n},占道,第{n}处流动摊贩占道经营,2026-11-20,\n" for n in range(600))

    waiting = through(desk, table(HEAD + rows))
    message = OutboxMessage.objects.get(name="leads.import_wanted")
    wanted = load(message.name, message.payload)
    carry_on(wanted, cast.NOW, pieces=1)
    halfway = Lead.objects.count()
    carry_on(wanted, cast.NOW)

    assert "已排队" in words(waiting)
    assert 0 < halfway < 600
    assert Lead.objects.count() == 600


def test_m091_every_lead_bears_the_channel_it_came_by(town, desk):
    where = brought(desk, table(HEAD + GOOD), channel="DIGITAL_CITY")["Location"]
    desk.post(where, mapped(desk.get(where)))

    assert Lead.objects.get().channel == "DIGITAL_CITY"


def test_is_not_for_officers_and_a_link_is_nobody_elses(town, desk):
    where = brought(desk, table(HEAD + GOOD))["Location"]

    assert signed_in(cast.officer_li(town)).get(at("import")).status_code == 403
    assert signed_in(cast.officer_li(town)).get(where).status_code == 403
    assert signed_in(cast.dispatcher_zheng()).get(where).status_code == 404
    assert desk.get(at("import_run", "forged")).status_code == 404
