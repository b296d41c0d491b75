"""证据的页面和接口：谁看得到，文件怎么出去，缺什么。"""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests import cast
from tests.cases.exhibits import body, step_url
from tests.cases.proof import MOVIE, PDF, a_file, address, begun, gathered
from tests.cases.stage import ENTERED

from tongpan.cases.views.taping import untaped
from tongpan.evidence.domain.choices import Source
from tongpan.evidence.models import EvidenceFile, EvidenceItem, TimeMark, Upload
from tongpan.kernel import ledger
from tongpan.law.coercion.power import MeasureKind
from tongpan.law.facts import Measure, Monitoring
from tongpan.law.penalty.evidence import EvidenceKind
from tongpan.law.procedure import Step

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.TONGPAN_FILES_DIR = tmp_path / "files"
    return tmp_path / "files"


@pytest.mark.usefixtures("moment")
class TestPages:
    def test_files_come_with_the_form_and_without_scripts(self, stage, enter):
        case = begun(stage)
        client = enter(stage.officer)
        stage.wait(minutes=1)
        form = ENTERED[Step.GATHER] | {"chosen": [a_file(), a_file("执照.pdf", PDF)], "device_number": "T6-1"}
        answer = client.post(step_url(stage, case), form)

        assert answer.status_code == 302, body(answer)
        item = EvidenceItem.objects.get()
        assert item.files.filter(derived_from=None).count() == 2
        page = body(client.get(address("case", case.pk)))
        assert address("evidence", case.pk, item.ref) in page
        assert "待审核" in page

    def test_a_refused_form_keeps_what_was_typed_and_the_files_that_are_sound(self, stage, enter):
        case = begun(stage)
        client = enter(stage.officer)
        stage.wait(minutes=1)
        form = {"choice": "OBJECT", "shows": "占道的货架", "chosen": [a_file(), a_file("假.jpg", PDF)]}
        answer = client.post(step_url(stage, case), form)
        upload = Upload.objects.get()

        assert answer.status_code == 422
        page = body(answer)
        assert "占道的货架" in page
        assert "内容却是PDF" in page
        assert f'value="{upload.pk}" checked' in page
        again = {"choice": "OBJECT", "title": "货架照片", "uploads": [str(upload.pk)]}
        assert client.post(step_url(stage, case), again).status_code == 302
        assert EvidenceFile.objects.filter(derived_from=None).get().name == "现场.jpg"

    def test_a_recording_is_served_in_ranges_and_never_guessed_at(self, stage, enter):
        case = begun(stage)
        item = gathered(stage, case, a_file("录像.mp4", MOVIE), a_file("记录.txt", "某某说".encode()))
        client = enter(stage.reviewer)
        movie, text = (address("file", case.pk, one.pk) for one in item.files.order_by("added_at", "pk"))
        whole = client.get(movie)
        part = client.get(movie, HTTP_RANGE="bytes=10-19")

        assert b"".join(whole.streaming_content) == MOVIE
        assert (whole["X-Content-Type-Options"], whole["Content-Type"]) == ("nosniff", "video/mp4")
        assert whole["Content-Disposition"].startswith("inline")
        assert b"".join(part.streaming_content) == MOVIE[10:20]
        assert (part.status_code, part["Content-Range"]) == (206, f"bytes 10-19/{len(MOVIE)}")
        assert client.get(movie, HTTP_RANGE=f"bytes={len(MOVIE)}-").status_code == 416
        assert client.get(text)["Content-Disposition"].startswith("attachment")
        assert "default-src 'none'" in whole["Content-Security-Policy"]

    def test_a_moment_of_a_recording_is_noted(self, stage, enter):
        case = begun(stage)
        item = gathered(stage, case, a_file("录像.mp4", MOVIE))
        client, page = enter(stage.officer), address("evidence", case.pk, item.ref)
        file = item.files.get()
        client.post(page, {"do": "mark", "file": str(file.pk), "at": "1:02", "note": "当事人承认占道"})

        assert TimeMark.objects.get().seconds == 62
        assert 'data-seek="62"' in body(client.get(page))

    def test_a_copy_leaves_with_a_purpose_that_is_kept(self, stage, enter):
        case = begun(stage)
        item = gathered(stage, case, a_file("执照.pdf", PDF), kind="DOCUMENT")
        file = item.files.get()
        client = enter(cast.actor(cast.district_dispatcher_feng()))
        assert client.get(address("file", case.pk, file.pk)).status_code == 403
        assert client.post(address("copy", case.pk, file.pk), {"purpose": ""}).status_code == 422
        answer = client.post(address("copy", case.pk, file.pk), {"purpose": "案卷评查"})

        assert b"".join(answer.streaming_content) == PDF
        assert answer["Content-Disposition"].startswith("attachment")
        entry = ledger.history(case)[-1]
        assert "案卷评查" in entry.facts["note"]
        assert entry.facts["act"] == "COPIED"

    def test_nobody_reaches_a_file_but_by_its_case(self, stage, enter):
        case = begun(stage)
        file = gathered(stage, case, a_file()).files.first()
        other = stage.open()
        client = enter(stage.officer)
        assert client.get(address("file", other.pk, file.pk)).status_code == 404
        stranger = enter(cast.actor(cast.officer_wang()))
        for name in ("file", "copy"):
            method = stranger.get if name == "file" else stranger.post
            assert method(address(name, case.pk, file.pk), {"purpose": "看看"}).status_code == 404
        assert stranger.get(address("evidence", case.pk, "证据1")).status_code == 404

    def test_examining_by_the_page(self, stage, enter):
        case = begun(stage)
        item = gathered(stage, case, kind="OPINION", fields={"source": Source.EXPERT, "issuer": "某公司"})
        client, page = enter(stage.officer), address("examine", case.pk, item.ref)
        assert "出具机构和资质" in body(client.get(page))
        form = {"lawful": "yes", "source": "EXPERT", "issuer": "浙江某检测中心", "issued_on": "2026-03-01",
                "qualified": "yes", "valid_from": "2025-01-01", "valid_until": "2027-01-01"}  # fmt: skip
        assert client.post(page, form).status_code == 302

        (row,) = stage.facts(case).evidence
        assert (row.opinion.issued_on, row.opinion.qualified) == (date(2026, 3, 1), True)
        assert EvidenceItem.objects.get().issuer == "浙江某检测中心"
        assert client.post(page, form | {"exclude": "on"}).status_code == 422
        assert client.post(page, form | {"source": "MONITOR", "device_number": "K-1"}).status_code == 302
        assert stage.facts(case).evidence[0].monitoring == Monitoring()  # another source brings other questions
        assert client.post(page, form).status_code == 422  # and is not left without a reason
        assert enter(stage.head).get(page).status_code == 403

    def test_of_much_evidence_the_page_shows_what_lacks_something_and_the_rest_stands_on_its_own(
        self, stage, enter, monkeypatch
    ):
        monkeypatch.setattr("tongpan.cases.views.panels.evidence.MOST_ROWS", 2)
        case = begun(stage)
        gathered(stage, case, kind="OPINION", entered={"title": "检测报告"})
        for title in ("很快会散的油烟", "第一份", "第二份"):
            fields = {"perishable": True} if title.startswith("很快") else {}
            gathered(stage, case, entered={"title": title}, fields=fields)
        client = enter(stage.officer)
        page, every = (body(client.get(address(name, case.pk))) for name in ("case", "evidences"))

        begin = page.index("证据（4）")
        proofs = page[begin : page.index("涉案财物", begin)]
        titles = ("检测报告", "很快会散的油烟", "第一份", "第二份")
        assert [title in proofs for title in titles] == [True, True, False, True]
        assert "全部 4 份证据" in proofs
        assert all(title in every for title in titles)
        assert enter(cast.actor(cast.officer_wang())).get(address("evidences", case.pk)).status_code == 404

    def test_asks_as_many_questions_of_the_database_however_much_there_is(self, stage, enter):
        case = begun(stage)
        client = enter(stage.officer)
        asked = []
        for number in range(2):
            item = gathered(stage, case, a_file(f"{number}.jpg"), a_file("录像.mp4", MOVIE + bytes([number])))
            pages = []
            for page in (address("case", case.pk), address("evidence", case.pk, item.ref)):
                with CaptureQueriesContext(connection) as seen:
                    assert client.get(page).status_code == 200
                pages.append(len(seen))
            asked.append(pages)

        assert asked[0] == asked[1]
        assert asked[0][1] <= 28


@pytest.mark.usefixtures("moment")
class TestApi:
    def test_evidence_with_files_in_one_call(self, stage, enter):
        case = begun(stage)
        target = stage.target(case)
        stage.wait(minutes=1)
        client = enter(stage.officer)
        form = {"party": target.party, "cause": target.cause, "kind": EvidenceKind.OBJECT.value, "title": "货架"}
        made = client.post(f"/api/v1/cases/{case.pk}/evidence", form | {"files": [a_file()]})

        assert made.status_code == 201, body(made)
        found = made.json()
        assert (found["ref"], found["usable"], [b["code"] for b in found["breaches"]]) == (
            "证据1", False, ["evidence.unverified"],
        )  # fmt: skip
        assert [one["derived_from_id"] is None for one in found["files"]] == [True, False]
        checks = client.post(f"/api/v1/cases/{case.pk}/evidence/证据1/checks").json()
        assert [one["intact"] for one in checks] == [True, True]
        wrong = client.post(f"/api/v1/cases/{case.pk}/evidence", form | {"files": [a_file("假.jpg", PDF)]})
        assert (wrong.status_code, wrong.json()["code"]) == (422, "evidence.file.disguised")


class TestTaping:
    def test_a_seizure_without_footage_of_its_moment_is_said(self, stage):
        case = begun(stage)
        taken = Measure("货架", "甲", stage.matter.code, MeasureKind.SEIZING, stage.now)
        facts = replace(stage.facts(case), measures=(taken,))
        ((at, breach),) = untaped(facts, [])
        assert (at, breach.code) == (stage.now, "record.tape.missing")

        span = (stage.now - timedelta(minutes=5), stage.now + timedelta(minutes=5))
        assert not untaped(facts, [span])
        assert untaped(facts, [(span[1], span[1] + timedelta(hours=1))])
