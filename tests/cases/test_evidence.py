"""证据：原件原样保存，记两种摘要；能不能采信由法律说；经手每一次都有记录；别人看不到。"""

import hashlib
from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests import cast
from tests.cases.proof import MOVIE, PDF, a_file, a_photo, address, begun, gathered, lies
from tests.cases.stage import ENTERED

from tongpan.agencies.domain.posts import AgencyKind
from tongpan.cases import actions
from tongpan.cases.views.taping import untaped
from tongpan.evidence.domain.choices import Custody, Source
from tongpan.evidence.models import CustodyEntry, EvidenceFile, EvidenceItem, SupportRequest, TimeMark, Upload
from tongpan.kernel import ledger, storage
from tongpan.kernel.errors import Conflict, Forbidden, Invalid, NotFound, Unlawful
from tongpan.law.coercion.power import MeasureKind
from tongpan.law.facts import Measure, Monitoring
from tongpan.law.penalty.evidence import EvidenceKind
from tongpan.law.procedure import Step

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.TONGPAN_FILES_DIR = tmp_path / "files"
    return tmp_path / "files"


def step_url(stage, case, step=Step.GATHER):
    target = stage.target(case)
    return address("step", case.pk, step=step.value, party=target.party, cause=target.cause)


def body(response):
    return response.content.decode()


def codes(stage, case, step=Step.NOTIFY):
    return set(stage.outlook(case).why_not(step))


def content_of(file):
    with storage.open_file(file.sha256) as opened:
        return opened.read()


def reported(stage, case, **found):
    return stage.take(case, Step.VERIFY, Step.REPORT)


class TestGathering:
    def test_the_original_is_kept_byte_by_byte_under_two_digests_and_what_is_shown_says_it_is_a_copy(self, stage):
        photo = a_photo()
        item = gathered(stage, begun(stage), a_file(content=photo))
        original, copy = EvidenceFile.objects.order_by("pk")

        assert content_of(original) == photo
        assert original.sha256 == hashlib.sha256(photo).hexdigest()
        assert original.sm3 == hashlib.new("sm3", photo).hexdigest()
        assert (original.lon, original.lat) == (118.86, 28.97)
        assert (copy.derived_from, copy.derived_how) == (original, "缩小、去除拍摄信息的显示件")
        assert b"Exif" not in content_of(copy)
        assert (item.ref, item.taken_by) == ("证据1", "李明、王强")

    def test_row_item_and_files_come_in_one_transaction(self, stage, monkeypatch):
        case = begun(stage)
        monkeypatch.setattr(CustodyEntry, "save", lambda *args, **kwargs: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            gathered(stage, case, a_file())

        assert not stage.facts(case).evidence
        assert not EvidenceItem.objects.exists()
        assert Upload.objects.get().used_at is None  # and may be used again

    def test_the_ledger_of_the_case_holds_the_digests(self, stage):
        case = begun(stage)
        gathered(stage, case, a_file("营业执照.pdf", PDF), kind="DOCUMENT")
        entry = ledger.history(case)[-1]

        assert entry.action == "evidence.custody"
        assert entry.facts["files"][0]["sha256"] == hashlib.sha256(PDF).hexdigest()
        assert entry.facts["act"] == "TAKEN"

    def test_a_file_that_is_not_what_it_says_is_refused_and_nothing_of_it_stays(self, stage, folder):
        case = begun(stage)
        for name, content, said in (
            ("现场.jpg", PDF, "名称说是 JPG，内容却是PDF"),
            ("录像.mp4", b"MZ\x90\0" + bytes(80), "认不出是哪一种文件"),
            ("现场.jpg", a_photo()[:300], "图片已损坏或者不完整"),
            ("空.pdf", b"", "空文件"),
        ):
            with pytest.raises(Invalid) as refused:
                gathered(stage, case, a_file(name, content))
            assert said in str(refused.value)
            assert not Upload.objects.exists()
            assert lies(folder) == []

    def test_only_who_handles_the_case_brings_files(self, stage):
        case = begun(stage)
        for actor in (stage.head, stage.reviewer):
            with pytest.raises(Forbidden):
                actions.bring_file(case_id=case.pk, file=a_file(), actor=actor, now=stage.now)
        with pytest.raises(NotFound):
            actions.bring_file(case_id=case.pk, file=a_file(), actor=cast.actor(cast.officer_wang()), now=stage.now)

    def test_a_file_is_used_once_and_by_who_brought_it(self, stage):
        case = begun(stage)
        upload = actions.bring_file(case_id=case.pk, file=a_file(), actor=stage.officer, now=stage.now)
        given = {
            "case_id": case.pk,
            "target": stage.target(case),
            "uploads": [upload.pk],
            "entered": ENTERED[Step.GATHER],
        }
        stage.wait(minutes=1)
        with pytest.raises(NotFound):
            actions.gather(**given, actor=stage.second, now=stage.now)
        actions.gather(**given, actor=stage.officer, now=stage.now)
        with pytest.raises(NotFound):
            actions.gather(**given, actor=stage.officer, now=stage.now)

    def test_recorder_footage_is_linked_by_device_and_time_before_there_is_a_clip(self, stage):
        case = begun(stage)
        fields = {
            "source": Source.RECORDER, "device_number": "T6-0417", "footage_from": stage.now - timedelta(minutes=40),
            "footage_until": stage.now - timedelta(minutes=5), "footage_uri": "采集站 3 号/20260302",
        }  # fmt: skip
        item = gathered(stage, case, kind="RECORDING", fields=fields)

        assert (item.device_number, item.files.count()) == ("T6-0417", 0)
        with pytest.raises(Invalid) as refused:
            gathered(stage, case, fields=fields | {"footage_until": fields["footage_from"], "device_number": ""})
        assert set(refused.value.fields) == {"footage_until", "device_number"}


class TestAdmissible:
    def test_m154_an_opinion_without_a_qualified_issuer_is_no_basis(self, stage):
        case = begun(stage, regime="HURD")
        item = gathered(stage, case, kind="OPINION", fields={"source": Source.EXPERT, "issuer": "某测绘公司"})
        stage.take(case, Step.VERIFY, Step.TELL_RESULT, Step.REPORT)
        assert "expertise.qualified.unknown" in codes(stage, case)

        opinion = {"issued_on": "2026-03-02", "qualified": False}
        given = {"case_id": case.pk, "ref": item.ref, "actor": stage.officer}
        actions.find_evidence(**given, values={"opinion": opinion}, now=stage.now)
        assert "expertise.unqualified" in codes(stage, case)
        with pytest.raises(Unlawful) as refused:
            stage.take(case, Step.NOTIFY)
        assert "住房和城乡建设行政处罚程序规定" in str(refused.value.verdict[0].citation)

        shown = opinion | {"qualified": True, "valid_from": "2025-01-01", "valid_until": "2027-01-01"}
        actions.find_evidence(**given, values={"opinion": shown}, now=stage.now)
        assert not {code for code in codes(stage, case) if code.startswith("expertise.")}

    def test_m154_what_is_set_aside_no_longer_stands_in_the_way_and_needs_a_reason(self, stage):
        case = begun(stage)
        item = gathered(stage, case, kind="OPINION")
        gathered(stage, case, a_file())
        given = {"case_id": case.pk, "ref": item.ref, "values": {}, "actor": stage.officer, "now": stage.now}
        with pytest.raises(Invalid):
            actions.find_evidence(**given, exclude=True)
        actions.find_evidence(**given, exclude=True, why="出具机构没有资质")
        stage.take(case, Step.VERIFY, Step.REPORT, Step.NOTIFY)

        first, second = stage.facts(case).evidence
        assert (first.verified_at, second.verified_at is not None) == (None, True)
        assert stage.facts(case).notices[0].evidence == (second.id,)

    def test_what_a_device_recorded_is_no_evidence_before_it_is_reviewed(self, stage):
        case = begun(stage)
        item = gathered(stage, case, kind="DATA", fields={"source": Source.MONITOR, "device_number": "K-12"})
        reported(stage, case)
        assert "electronic.record.unreviewed" in codes(stage, case)

        sound = dict.fromkeys(
            ("legally_reviewed", "technically_reviewed", "standard", "reasonable", "marked", "true", "clear",
             "complete", "accurate"), True,
        )  # fmt: skip
        sound |= {"statute": "中华人民共和国城乡规划法", "article": 68, "location_published_on": "2025-01-01",
                  "reviewed_on": "2026-03-02"}  # fmt: skip
        actions.find_evidence(
            case_id=case.pk, ref=item.ref, values={"monitoring": sound}, actor=stage.officer, now=stage.now
        )
        assert not {code for code in codes(stage, case) if code.startswith("electronic.")}

    def test_nobody_but_handlers_examines_and_nothing_changes_under_a_decision(self, stage):
        case = begun(stage)
        item = gathered(stage, case)
        given = {"case_id": case.pk, "ref": item.ref, "values": {"lawful": False}}
        with pytest.raises(Forbidden):
            actions.find_evidence(**given, actor=stage.reviewer, now=stage.now)
        stage.take(case, Step.VERIFY, Step.REPORT, Step.NOTIFY, Step.WAIVE)
        stage.wait(days=8).take(case, Step.DECIDE)
        with pytest.raises(Conflict) as refused:
            actions.find_evidence(**given, actor=stage.officer, now=stage.now)
        assert refused.value.code == "case.decided"


@pytest.mark.usefixtures("moment")
class TestPerishable:
    def test_m155_the_timer_shows_and_professionals_are_asked(self, stage, enter):
        case = begun(stage)
        fields = {"perishable": True, "lasts_minutes": 120, "needs_professionals": True}
        item = gathered(stage, case, fields=fields)
        client, page = enter(stage.officer), address("evidence", case.pk, item.ref)
        shown = body(client.get(page))
        assert "需要专业机构检测，还没有请求支援" in shown
        assert "须在此前固定" in shown
        assert "需要专业机构检测" in body(client.get(address("case", case.pk)))

        department = cast.an_agency("市生态环境局柯城分局", stage.town.county, AgencyKind.DEPARTMENT, "environment")
        form = {"do": "support", "department": str(department.pk), "what": "油烟检测", "come_by": "2026-03-02T11:00"}
        assert client.post(page, form).status_code == 302
        asked = SupportRequest.objects.get()
        assert "还没有请求支援" not in body(client.get(page))
        assert client.post(page, {"do": "answer", "request": str(asked.pk), "answer": "派两人到场"}).status_code == 302
        stage.wait(minutes=5)
        assert client.post(page, {"do": "fixed", "fixed_at": "2026-03-02T09:05"}).status_code == 302
        item.refresh_from_db()
        assert item.fix_by is None
        assert [each.action for each in ledger.history(case)][-3:] == [
            "evidence.support_asked", "evidence.support_answered", "evidence.fixed",
        ]  # fmt: skip

    def test_what_is_wrong_is_said_and_stays_in_the_form(self, stage, enter):
        item = gathered(stage, case := begun(stage), a_file("录像.mp4", MOVIE), fields={"perishable": True})
        client = enter(stage.officer)
        for form, said in (
            ({"do": "support", "department": "", "what": "", "come_by": ""}, "请选择"),
            ({"do": "fixed", "fixed_at": "2026-03-02T08:00"}, "固定时间应当在发现之后"),
            ({"do": "custody", "act": "RETURNED"}, "请写明交给谁"),
            ({"do": "mark", "file": str(item.files.get().pk), "at": "一分钟", "note": "推搡"}, "推搡"),
        ):
            answer = client.post(address("evidence", case.pk, item.ref), form)
            assert answer.status_code == 422
            assert said in body(answer)


class TestCustody:
    def test_the_chain_only_grows_and_ends(self, stage):
        case = begun(stage)
        item = gathered(stage, case, a_file())
        given = {"case_id": case.pk, "ref": item.ref, "actor": stage.officer}
        stage.wait(minutes=1)
        actions.pass_on(**given, act=Custody.HANDED_OVER, whom="法制科 赵审", now=stage.now)
        actions.pass_on(**given, act=Custody.RETURNED, whom="钱大有", now=stage.now)
        with pytest.raises(Conflict):
            actions.pass_on(**given, act=Custody.HANDED_OVER, whom="库房", now=stage.now)
        with pytest.raises(AssertionError):
            CustodyEntry.objects.first().save()

        assert [row.act for row in item.custody.order_by("recorded_at", "pk")] == ["TAKEN", "HANDED_OVER", "RETURNED"]
        with pytest.raises(Forbidden):
            actions.pass_on(**(given | {"actor": stage.head}), act=Custody.COPIED, now=stage.now)

    def test_who_has_a_part_has_the_digests_counted_again(self, stage):
        case = begun(stage)
        item = gathered(stage, case, a_file())
        given = {"case_id": case.pk, "ref": item.ref, "now": stage.now}
        assert [row.intact for row in actions.check_digests(**given, actor=stage.reviewer)] == [True, True]

        original = item.files.get(derived_from=None)
        storage.path_of(original.sha256).chmod(0o600)
        storage.path_of(original.sha256).write_bytes(b"changed")
        checks = {row.file_id: row for row in actions.check_digests(**given, actor=stage.officer)}
        assert not checks[original.pk].intact
        assert "SHA-256、SM3、字节数与登记时不一致" in checks[original.pk].found
        assert "1 个不一致" in ledger.history(case)[-1].facts["detail"]["said"]
        with pytest.raises(Forbidden):
            actions.check_digests(**given, actor=cast.actor(cast.supervisor_sun()))

    def test_more_files_are_added_later(self, stage):
        case = begun(stage)
        item = gathered(stage, case, a_file())
        upload = actions.bring_file(case_id=case.pk, file=a_file("录像.mp4", MOVIE), actor=stage.officer, now=stage.now)
        given = {"case_id": case.pk, "ref": item.ref, "note": "调取", "actor": stage.officer, "now": stage.now}
        with pytest.raises(Invalid):
            actions.add_files(**given, uploads=[])
        actions.add_files(**given, uploads=[upload.pk])

        assert item.files.filter(derived_from=None).count() == 2
        assert item.custody.filter(act="RECEIVED").count() == 1


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
