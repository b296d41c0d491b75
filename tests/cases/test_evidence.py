"""证据：原件原样保存，记两种摘要；能不能采信由法律说；经手每一次都有记录；别人看不到。"""

import hashlib
from datetime import timedelta

import pytest
from tests import cast
from tests.cases.exhibits import body, codes, content_of, reported
from tests.cases.proof import MOVIE, PDF, a_file, a_photo, address, begun, gathered, lies
from tests.cases.stage import ENTERED

from tongpan.agencies.domain.posts import AgencyKind
from tongpan.cases import actions
from tongpan.evidence.domain.choices import Custody, Source
from tongpan.evidence.models import CustodyEntry, EvidenceFile, EvidenceItem, SupportRequest, Upload
from tongpan.kernel import ledger, storage
from tongpan.kernel.errors import Conflict, Forbidden, Invalid, NotFound, Unlawful
from tongpan.law.procedure import Step

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.TONGPAN_FILES_DIR = tmp_path / "files"
    return tmp_path / "files"


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
        said = {"do": "answer", "request": str(asked.pk), "answer": "派两人到场"}
        unsaid = client.post(page, said)
        assert unsaid.status_code == 422
        assert "派两人到场" in body(unsaid)
        assert client.post(page, said | {"helped": "yes"}).status_code == 302
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
