"""What the pages leave to the worker: counted cells for the tabs, the search index, large imports."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from tests.leads import stage
from tests.leads.browser import at, words

from tongpan.kernel.outbox.worker import Worker
from tongpan.leads.models import Lead
from tongpan.leads.queries import uploads
from tongpan.leads.steps import rollups

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.urls("tests.leads.site")]


@pytest.fixture
def town():
    with transaction.atomic():
        return stage.a_working_town()


def test_tabs_tell_what_stands_and_words_find_it(town, desk):
    lead = stage.a_lead(town)
    stage.a_lead(town, text="请问社保卡丢了去哪里补办")
    Worker().run(once=True)

    page = desk.get(at("list", q="流动摊贩"))

    counts = {label: n for _, label, n, _ in page.context["tabs"]}
    assert counts["待分流"] == 2
    assert counts["待签收"] == 0
    assert [row.pk for row in page.context["page"].items] == [lead.pk]


def test_counting_anew_finds_nothing_wrong(town):
    stage.a_lead(town)
    Worker().run(once=True)

    with transaction.atomic():
        assert rollups.recount() == 0


def test_a_large_table_is_imported_by_the_worker_and_the_page_says_so(town, desk, monkeypatch):
    monkeypatch.setattr(uploads, "SMALL", 3)
    rows = "工单号,诉求内容\n" + "".join(f"GD-{n},第{n}处流动摊贩占道经营\n" for n in range(300))
    where = desk.post(at("import"), {"file": SimpleUploadedFile("大表.csv", rows.encode("gbk")), "channel": "HOTLINE"})
    columns = desk.get(where["Location"])
    guessed = columns.context["form"].initial
    result = desk.post(where["Location"], {name: guessed[name] for name in ("external_id", "text")})
    waiting = desk.get(result["Location"])

    Worker().run(once=True)

    assert "已排队" in words(waiting)
    assert "导入完成" in words(desk.get(result["Location"]))
    assert Lead.objects.count() == 300
