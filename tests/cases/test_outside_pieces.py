"""外部律师打开的材料：只有选定的那几份，每看一次入流转，照片有水印，没有允许就不能下载，链接一完就打不开。"""

import io

import pytest
from django.urls import reverse
from PIL import Image
from tests.cases.papers import make
from tests.cases.proof import PDF, a_file, a_photo
from tests.cases.reviewed import a_weighty_case

from tongpan.cases import actions
from tongpan.cases.domain.outside import Adviser, Share
from tongpan.cases.models import Case, Consultation
from tongpan.documents.domain.choices import State
from tongpan.documents.models import Document
from tongpan.evidence.models import CustodyEntry, EvidenceFile
from tongpan.kernel import ledger
from tongpan.kernel.errors import Conflict, Forbidden, Invalid, NotFound

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("folder")]


@pytest.fixture
def case(stage):
    case = a_weighty_case(stage)
    for file in (a_file("现场.jpg", a_photo()), a_file("清单.pdf", PDF), a_file("说明.txt", b"plain words")):
        upload = actions.bring_file(case_id=case.pk, file=file, actor=stage.officer, now=stage.now)
        actions.add_files(
            case_id=case.pk, ref="证据1", uploads=[upload.pk], note="", actor=stage.officer, now=stage.now
        )
    return case


def ask(stage, case, **changes):
    given = {
        "adviser": Adviser.COUNSEL, "name": "郑律师", "unit": "某某律师事务所", "text": "裁量是否适当",
        "shares": [Share.FACTS], "pieces": ["证据1"], "personal": False,
    }  # fmt: skip
    return actions.ask_outside(
        case_id=case.pk, target=stage.target(case), question=actions.Question(**(given | changes)),
        actor=stage.officer, now=stage.now,
    )  # fmt: skip


def declared(stage, case, **changes):
    token = ask(stage, case, **changes).token
    actions.declare(token=token, conflict=False, words="", now=stage.now)
    return token


def file_of(kind):
    return EvidenceFile.objects.filter(media_type=kind, derived_from=None).get()


def looks():
    return list(CustodyEntry.objects.exclude(act="TAKEN").exclude(act="RECEIVED").values_list("act", "whom"))


class TestWhatIsLent:
    @pytest.mark.parametrize(
        ("changes", "field"),
        [
            pytest.param({"pieces": ["证据9"]}, "pieces", id="别的证据"),
            pytest.param({"personal": None}, "personal", id="没有说有没有个人信息"),
            pytest.param({"personal": True}, "purpose", id="有个人信息没有用途"),
            pytest.param({"pieces": [], "download": True}, "download", id="没有材料可下载"),
        ],
    )
    def test_is_chosen_whole(self, stage, case, changes, field):
        with pytest.raises(Invalid) as refused:
            ask(stage, case, **changes)
        assert field in refused.value.fields

    def test_is_nothing_by_default(self, stage, case):
        one = ask(stage, case, pieces=[]).consultation

        assert (one.pieces, one.papers, one.personal, one.download) == ([], [], None, False)


class TestLooking:
    def test_every_look_is_a_row_of_custody_and_of_the_ledger(self, stage, case):
        token = declared(stage, case)
        for _ in range(2):
            actions.open_piece(token=token, file_id=file_of("image/jpeg").pk, now=stage.now)

        assert looks() == [("VIEWED", "某某律师事务所 郑律师")] * 2
        entries = [each for each in ledger.history(case) if each.action == "evidence.custody"]
        assert entries[-1].facts["consultation"] == str(Consultation.objects.get().pk)

    def test_of_a_picture_the_smaller_copy_opens_though_the_original_is_asked_for(self, stage, case):
        original = file_of("image/jpeg")
        given = {"token": declared(stage, case, download=True), "file_id": original.pk, "now": stage.now}

        opened, taken = actions.open_piece(**given), actions.open_piece(**given, take=True)

        assert opened.file.derived_from == original
        assert taken.file == original

    def test_a_picture_too_large_to_be_read_whole_is_not_opened(self, stage, case):
        original = file_of("image/jpeg")
        EvidenceFile.objects.filter(derived_from=original).delete()
        EvidenceFile.objects.update(size=1 << 30)

        with pytest.raises(Forbidden):
            actions.open_piece(token=declared(stage, case), file_id=original.pk, now=stage.now)

        assert looks() == []

    def test_nothing_opens_before_the_statement(self, stage, case):
        token = ask(stage, case).token
        with pytest.raises(Conflict):
            actions.open_piece(token=token, file_id=file_of("image/jpeg").pk, now=stage.now)
        assert looks() == []

    def test_what_was_not_chosen_does_not_open(self, stage, case):
        token = declared(stage, case, pieces=[])
        with pytest.raises(NotFound):
            actions.open_piece(token=token, file_id=file_of("image/jpeg").pk, now=stage.now)
        other = a_weighty_case(stage)
        upload = actions.bring_file(case_id=other.pk, file=a_file("b.pdf", PDF), actor=stage.officer, now=stage.now)
        actions.add_files(
            case_id=other.pk, ref="证据1", uploads=[upload.pk], note="", actor=stage.officer, now=stage.now
        )
        foreign = EvidenceFile.objects.get(item__record_id=other.pk)
        with pytest.raises(NotFound):
            actions.open_piece(token=declared(stage, case), file_id=foreign.pk, now=stage.now)
        assert looks() == []

    def test_nothing_is_taken_unless_it_was_allowed(self, stage, case):
        given = {"file_id": file_of("text/plain").pk, "now": stage.now}
        shut = declared(stage, case)
        for take in (True, False):  # a browser cannot show it without handing it over
            with pytest.raises(Forbidden):
                actions.open_piece(token=shut, take=take, **given)
        assert looks() == []
        actions.open_piece(token=declared(stage, case, download=True), take=True, **given)
        assert looks() == [("COPIED", "某某律师事务所 郑律师")]

    @pytest.mark.parametrize("how", ["过期", "撤回", "答复", "结案"])
    def test_it_dies_with_the_link(self, stage, case, how):
        token = declared(stage, case)
        if how == "过期":
            stage.wait(days=6)
        elif how == "撤回":
            one = Consultation.objects.get()
            actions.withdraw_question(consultation_id=one.pk, actor=stage.officer, now=stage.now)
        elif how == "答复":
            actions.advise(token=token, opinion="裁量适当", now=stage.now)
        else:
            Case.objects.update(closed_on=stage.now.date())
        with pytest.raises(NotFound):
            actions.open_piece(token=token, file_id=file_of("image/jpeg").pk, now=stage.now)
        assert looks() == []


class TestPapers:
    def test_a_paper_in_force_is_lent_and_a_look_stands_in_the_ledger(self, stage, decided):
        case, row = decided, make(stage, decided)
        with pytest.raises(Invalid):  # it waits for its seal
            ask(stage, case, pieces=[], papers=[row.pk])
        Document.objects.filter(pk=row.pk).update(state=State.ISSUED)
        token = declared(stage, case, pieces=[], papers=[row.pk])

        assert actions.open_paper(token=token, document_id=row.pk, now=stage.now).pk == row.pk
        assert [each.action for each in ledger.history(case)].count("case.consultation_read") == 1
        with pytest.raises(NotFound):
            actions.open_paper(token=declared(stage, case, pieces=[], personal=None), document_id=row.pk, now=stage.now)


class TestPages:
    def test_a_picture_comes_with_a_watermark_and_without_the_original(self, stage, moment, client, case):
        token = declared(stage, case)
        page = client.post(reverse("cases:outside", args=[token]), {"do": "look"}).content.decode()
        shown = EvidenceFile.objects.get(derived_from=file_of("image/jpeg"))
        assert str(shown.pk) in page
        assert "下载第" not in page
        answer = client.post(reverse("cases:outside_piece", args=[token]), {"file": shown.pk})
        assert (answer.status_code, answer["Content-Type"]) == (200, "image/jpeg")
        assert answer["Content-Disposition"] == "inline"
        with Image.open(io.BytesIO(answer.content)) as picture:
            assert len(picture.convert("RGB").getcolors(1_000_000)) > 3  # one colour before, words over it now
        pdf = client.post(reverse("cases:outside_piece", args=[token]), {"file": file_of("application/pdf").pk})
        assert pdf["Content-Disposition"].startswith("inline")
        assert client.get(reverse("cases:outside_piece", args=[token])).status_code == 405
        assert client.post(reverse("cases:outside_piece", args=[token]), {"file": "x"}).status_code == 404

    def test_the_handler_chooses_on_the_page(self, stage, moment, enter, case):
        client, page = enter(stage.officer), reverse("cases:consult", args=[case.pk])
        assert "让对方打开哪些证据的内容" in client.get(page).content.decode()
        form = {"adviser": "EXPERT", "name": "何工", "unit": "测绘院", "question": "面积怎么测", "shares": ["FACTS"],
                "days": "3", "pieces": ["证据1"], "personal": ""}  # fmt: skip
        refused = client.post(page, form)
        assert refused.status_code == 422
        assert "面积怎么测" in refused.content.decode()
        assert client.post(page, form | {"personal": "no"}).status_code == 200
        assert Consultation.objects.get().pieces == ["证据1"]

    def test_by_api(self, stage, moment, enter, case):
        body = {"party": "甲", "cause": stage.matter.code, "adviser": "COUNSEL", "name": "郑律师", "unit": "某某所",
                "question": "裁量是否适当", "shares": ["FACTS"], "pieces": ["证据1"]}  # fmt: skip
        client, address = enter(stage.officer), f"/api/v1/cases/{case.pk}/consultations"
        assert client.post(address, body, content_type="application/json").status_code == 422
        made = client.post(address, body | {"personal": False}, content_type="application/json")
        assert made.status_code == 201, made.content
