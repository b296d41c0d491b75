"""文书的页面和接口：从案件到用印，谁都能核验真假，谁也看不到写了什么。"""

import re
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests import cast
from tests.cases.exhibits import body
from tests.cases.papers import a_seal, make, pdf_of, sealed
from tests.cases.proof import address, begun

from tongpan.agencies.domain.posts import Post
from tongpan.cases import actions
from tongpan.cases.actions import NewParty
from tongpan.documents.domain.choices import Provider, State
from tongpan.documents.models import Document, DocumentFile
from tongpan.kernel.ids import uuid7
from tongpan.law.penalty.kinds import PartyKind

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("folder")]


@pytest.mark.usefixtures("moment")
class TestPages:
    def test_from_the_case_to_a_sealed_paper(self, stage, decided, keeper, enter):
        seal = a_seal(stage)
        mine = enter(stage.officer)
        assert "文书" in body(mine.get(address("case", decided.pk)))
        where = address("document_form", decided.pk, "penalty_decision")
        assert "罚款人民币贰仟元整" in body(mine.get(where))
        preview = mine.post(
            where, {"do": "preview", "facts": "事实", "evidence": "照片", "heard": "没有", "performance": "缴"}
        )
        assert preview.content.startswith(b"%PDF")
        answer = mine.post(
            where, {"do": "make", "facts": "事实", "evidence": "照片", "heard": "没有陈述", "performance": "缴至银行"}
        )
        row = Document.objects.get()
        assert answer.headers["Location"] == address("document", decided.pk, row.pk)
        assert mine.get(address("document_text", decided.pk, row.pk)).content.startswith(b"%PDF")

        theirs = enter(keeper)
        assert row.number in body(theirs.get(reverse("documents:to_seal")))
        assert theirs.get(reverse("documents:text", args=[row.pk])).content.startswith(b"%PDF")
        theirs.post(reverse("documents:to_seal"), {"documents": [row.pk], "seal": seal.pk, "copies": 2})
        assert Document.objects.get().state == State.ISSUED
        mine = enter(stage.officer)
        shown = mine.get(address("document_text", decided.pk, row.pk))
        assert b"".join(shown.streaming_content) == pdf_of(row)

    def test_two_hundred_of_them_cost_the_page_of_the_case_no_more(self, stage, decided, enter):
        made = make(stage, decided)  # as the action writes it; the others are copies of it
        client, where = enter(stage.officer), address("case", decided.pk)
        client.get(where)
        with CaptureQueriesContext(connection) as few:
            assert "文书（1）" in body(client.get(where))
        rows = [Document.objects.get(pk=made.pk) for _ in range(200)]
        for row in rows:
            row.pk, row.code, row.n = uuid7(), None, None
        Document.objects.bulk_create(rows)
        with CaptureQueriesContext(connection) as many:
            shown = body(client.get(where))

        assert "文书（201）" in shown
        assert "201 份等待用印" in shown
        linked = set(re.findall(rf"/cases/{decided.pk}/documents/([0-9a-f-]{{36}})/", shown))
        assert len(linked) == 5, "the latest; the others have a page of their own"
        assert len(many) == len(few) <= 25

    def test_what_was_typed_stays_when_it_is_refused(self, stage, decided, enter):
        where = address("document_form", decided.pk, "penalty_decision")
        answer = enter(stage.officer).post(
            where, {"do": "make", "facts": "我打的字", "evidence": "", "heard": "", "performance": ""}
        )
        assert answer.status_code == 422
        shown = body(answer)
        assert "我打的字" in shown
        assert "行政处罚法第五十九条第一款第二项" in shown

    def test_a_draft_is_saved_with_gaps_and_comes_back(self, stage, terms, enter):
        case = begun(stage)
        where = address("document_form", case.pk, "penalty_decision")
        assert enter(stage.officer).post(where, {"do": "save", "facts": "写了一半"}).status_code == 302
        shown = body(enter(stage.officer).get(where))
        assert "写了一半" in shown
        assert "现在只能存草稿" in shown
        enter(stage.officer).post(where, {"do": "drop"})
        assert not Document.objects.exists()

    def test_of_several_the_page_asks_whom(self, stage, terms, enter):
        other = NewParty(PartyKind.CITIZEN, "赵小二", born_on=date(1990, 1, 1))
        case = stage.open(parties=[NewParty(PartyKind.CITIZEN, "钱大有", born_on=date(1980, 1, 1)), other])
        shown = body(enter(stage.officer).get(address("document_form", case.pk, "penalty_decision")))
        assert "赵小二" in shown
        assert re.search(r"party=%E4%B9%99", shown)

    def test_the_text_is_for_those_who_work_on_the_case(self, stage, decided, keeper, enter):
        row = make(stage, decided)
        stranger = cast.actor(
            cast.an_officer(
                "外人",
                cast.a_town_government(cast.a_town("别镇", "330802109")),
                Post.OFFICER,
                username=cast._once("wai"),
            )
        )
        for actor in (stranger, keeper):
            assert enter(actor).get(address("document_text", decided.pk, row.pk)).status_code in (403, 404)
        assert enter(stranger).get(reverse("documents:text", args=[row.pk])).status_code == 404
        assert enter(stranger).get(reverse("documents:to_seal")).status_code == 403

    def test_many_documents_cost_the_page_no_more_statements(self, stage, decided, enter):
        client, where = enter(stage.officer), address("documents", decided.pk)
        make(stage, decided)
        client.get(where)
        with CaptureQueriesContext(
            connection,
        ) as few:
            client.get(where)
        for n in range(10):
            make(stage, decided, facts=f"第{n}稿")
        with CaptureQueriesContext(connection) as many:
            client.get(where)
        assert len(many) == len(few) <= 30


@pytest.mark.usefixtures("moment")
class TestVerifying:
    def test_anybody_sees_that_it_is_genuine_and_nothing_of_what_it_says(self, stage, decided, keeper, client):
        row = sealed(stage, make(stage, decided), a_seal(stage, Provider.HAND), keeper)
        shown = body(client.get(reverse("documents:verify_code", args=[row.code])))
        assert "登记在册，已生效" in shown
        assert row.number in shown
        assert "钱大有" not in shown
        assert "贰仟" not in shown

    def test_a_file_is_compared_and_not_kept(self, stage, decided, keeper, client):
        row = sealed(stage, make(stage, decided), a_seal(stage), keeper)
        content, where = pdf_of(row), reverse("documents:verify")
        files = DocumentFile.objects.count()
        for bytes_, said in ((content, "一致"), (content + b" ", "不一致")):
            file = SimpleUploadedFile("x.pdf", bytes_)
            assert f"正式文本{said}" in body(client.post(where, {"code": row.code.lower(), "file": file}))
        assert DocumentFile.objects.count() == files

    def test_one_that_waits_or_is_void_is_not_called_genuine(self, stage, decided, client):
        row = make(stage, decided)
        where = reverse("documents:verify_code", args=[row.code])
        assert "还没有用印，不是正式文书" in body(client.get(where))
        actions.void_document(case_id=decided.pk, document_id=row.pk, reason="错", actor=stage.officer, now=stage.now)
        assert "已经作废" in body(client.get(where))

    def test_an_unknown_code_is_said_to_be_unknown(self, client):
        answer = client.get(reverse("documents:verify_code", args=["AAAA-BBBB-CCCC-DDDD"]))
        assert answer.status_code == 404
        assert "没有登记这个核验码" in body(answer)

    def test_guessing_is_slowed_down(self, client):
        where = reverse("documents:verify_code", args=["AAAABBBBCCCCDDDD"])
        codes = [client.get(where, REMOTE_ADDR="10.9.8.7").status_code for _ in range(62)]
        assert codes[0] == 404
        assert codes[-1] == 429


@pytest.mark.usefixtures("moment")
class TestApi:
    def test_made_listed_and_voided_by_machine(self, stage, decided, enter):
        client, where = enter(stage.officer), f"/api/v1/cases/{decided.pk}/documents"
        forms = client.get("/api/v1/cases/document-forms").json()
        assert "penalty_decision" in {one["code"] for one in forms}
        draft = client.put(
            f"{where}/draft", {"form": "penalty_decision", "values": {"facts": "稿"}}, "application/json"
        )
        assert draft.json()["state"] == "DRAFT"
        made = client.post(where, {"form": "penalty_decision", "values": {"evidence": ["照片"]}}, "application/json")
        assert made.status_code == 201
        assert made.json()["number"] == "航埠执罚决〔2026〕1号"
        key = made.json()["id"]
        voided = client.post(f"{where}/{key}/void", {"reason": "错"}, "application/json")
        assert voided.json()["state"] == "VOID"
        outside = {"title": "旧告知书", "number": "旧1", "day": "2026-03-02"}
        assert client.post(f"{where}/outside", outside, "application/json").json()["origin"] == "ELSEWHERE"
        assert len(client.get(where).json()) == 2

    def test_a_machine_hears_what_is_missing(self, stage, terms, enter):
        case = begun(stage)
        answer = enter(stage.officer).post(
            f"/api/v1/cases/{case.pk}/documents", {"form": "penalty_decision"}, "application/json"
        )
        assert answer.status_code == 422
        assert answer.json()["code"] == "documents.early"


@pytest.mark.usefixtures("moment")
class TestTypedAtOnce:
    def test_who_is_told_of_a_newer_draft_keeps_the_words_and_may_go_on(self, stage, decided, enter):
        where = address("document_form", decided.pk, "penalty_decision")
        enter(stage.second).post(where, {"do": "save", "facts": "同事的稿"})
        mine = enter(stage.officer)
        told = mine.post(where, {"do": "save", "facts": "我的稿", "version": ""})
        assert told.status_code == 409
        shown = body(told)
        assert "我的稿" in shown
        version = re.search(r'name="version" value="(\d+)"', shown)[1]
        assert mine.post(where, {"do": "save", "facts": "我的稿", "version": version}).status_code == 302
        assert Document.objects.get().content["values"]["facts"] == "我的稿"


@pytest.mark.usefixtures("moment")
class TestTyping:
    def test_a_day_is_picked_and_stands_in_words(self, stage, terms, enter):
        case = begun(stage)
        where = address("document_form", case.pk, "material_request")
        answer = enter(stage.officer).post(where, {"do": "save", "due_by": "2026-03-20"})
        assert answer.status_code == 302
        assert Document.objects.get().content["values"]["due_by"] == "2026年3月20日"
        assert 'value="2026-03-20"' in body(enter(stage.officer).get(where))

    def test_a_day_that_is_none_is_said_to_be_none_and_the_rest_stays(self, stage, terms, enter):
        case = begun(stage)
        where = address("document_form", case.pk, "material_request")
        answer = enter(stage.officer).post(where, {"do": "save", "due_by": "下周", "legal_basis": "清理干净"})
        assert answer.status_code == 422
        assert "清理干净" in body(answer)

    def test_what_the_case_waits_for_comes_first(self, stage, terms, enter):
        shown = body(enter(stage.officer).get(address("documents", begun(stage).pk)))
        assert "下一步要用的" in shown
        assert shown.index("现场笔录") > 0
