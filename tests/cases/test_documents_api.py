"""文书的接口：看等待用印的、用印、登记和停用印章、读文书、取 PDF、附扫描件；谁能办与页面一样。"""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from tests import cast
from tests.cases.papers import a_seal, make, pdf_of, sealed
from tests.cases.proof import PDF

from tongpan.agencies.domain.posts import Post
from tongpan.agencies.models import Officer
from tongpan.documents.domain.choices import Provider, State
from tongpan.documents.models import Document, DocumentFile, Seal
from tongpan.kernel import ledger, tokens

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("folder", "moment")]


class Calls:
    """Another system, calling with the token of one person."""

    def __init__(self, stage, actor):
        user = Officer.objects.get(pk=actor.officer_id).user
        self.client = Client(headers={"Authorization": f"Bearer {tokens.issue(user=user, name='t', now=stage.now)}"})

    def get(self, path):
        return self.client.get(f"/api/v1{path}")

    def post(self, path, **data):
        return self.client.post(f"/api/v1{path}", data, content_type="application/json")

    def bring(self, path, *files):
        return self.client.post(f"/api/v1{path}", {"files": list(files)})


def a_scan(name="扫描.pdf", content=PDF):
    return SimpleUploadedFile(name, content)


@pytest.fixture
def row(stage, decided):
    return make(stage, decided, facts="在人行道上摆摊")


@pytest.fixture
def neighbour(stage):
    """邻镇管印章的调度员。"""
    town = cast.a_town_government(cast.a_town("石梁镇", "330802108"))
    return cast.actor(cast.an_officer("邻镇", town, Post.TOWN_DISPATCHER, username=cast._once("lz")))


@pytest.fixture
def colleague(stage):
    town = stage.town
    return cast.actor(cast.an_officer("周三", town.agency, Post.OFFICER, team=town.team, username=cast._once("zhou3")))


class TestSealing:
    def test_what_waits_is_listed_read_and_sealed(self, stage, decided, row, keeper):
        seal, theirs = a_seal(stage), Calls(stage, keeper)
        (waiting,) = theirs.get("/documents/to-seal").json()
        assert (waiting["id"], waiting["number"], waiting["label"]) == (str(row.pk), row.number, decided.number)
        assert theirs.get(f"/documents/{row.pk}").json()["values"]["facts"] == "在人行道上摆摊"
        pdf = theirs.get(f"/documents/{row.pk}/pdf")
        assert (pdf["Content-Type"], pdf.content[:4]) == ("application/pdf", b"%PDF")

        done = theirs.post(f"/documents/{row.pk}/seal", seal_id=str(seal.pk), copies=2)

        assert (done.status_code, done.json()["state"]) == (200, State.ISSUED)
        assert theirs.get("/documents/to-seal").json() == []
        assert ledger.history(decided)[-1].action == "document.sealed"
        again = theirs.post(f"/documents/{row.pk}/seal", seal_id=str(seal.pk))
        assert (again.status_code, again.json()["code"]) == (409, "documents.state")
        assert theirs.get(f"/documents/{row.pk}").status_code == 404

    def test_whoever_puts_no_seal_on_sees_and_seals_nothing(self, stage, row):
        seal = a_seal(stage)
        for actor in (stage.officer, stage.reviewer):
            calls = Calls(stage, actor)
            assert [calls.get(f"/documents{path}").status_code for path in ("/to-seal", "/seals")] == [403, 403]
            assert [calls.get(f"/documents/{row.pk}{path}").status_code for path in ("", "/pdf")] == [404, 404]
            assert calls.post(f"/documents/{row.pk}/seal", seal_id=str(seal.pk)).status_code == 403
        assert Document.objects.get().state == State.MADE

    def test_nor_who_keeps_the_seals_of_another_organ(self, stage, row, neighbour):
        seal, calls = a_seal(stage), Calls(stage, neighbour)
        assert (calls.get("/documents/to-seal").json(), calls.get("/documents/seals").json()) == ([], [])
        assert calls.get(f"/documents/{row.pk}/pdf").status_code == 404
        assert calls.post(f"/documents/{row.pk}/seal", seal_id=str(seal.pk)).status_code == 404

    def test_nor_who_made_it(self, stage, row, keeper):
        Document.objects.update(maker=keeper.officer_id)
        answer = Calls(stage, keeper).post(f"/documents/{row.pk}/seal", seal_id=str(a_seal(stage).pk))
        assert (answer.status_code, answer.json()["code"]) == (403, "documents.seal.maker")

    def test_nobody_without_a_token(self, row):
        assert Client().get("/api/v1/documents/to-seal").status_code == 401


class TestRegister:
    def given(self, stage, **changes):
        return {
            "body_id": str(stage.town.agency.pk), "name": "衢州市柯城区航埠镇人民政府", "kind": "ORGAN",
            "provider": "HAND", "keeper": "许文静", "valid_from": "2026-01-01",
        } | changes  # fmt: skip

    def test_the_head_registers_and_closes(self, stage, keeper):
        head = Calls(stage, stage.head)
        made = head.post("/documents/seals", **self.given(stage))
        assert made.status_code == 201, made.content
        key = made.json()["id"]
        assert [one["id"] for one in Calls(stage, keeper).get("/documents/seals").json()] == [key]
        assert head.post(f"/documents/seals/{key}/close", reason="").status_code == 422
        closed = head.post(f"/documents/seals/{key}/close", reason="换发")
        assert (closed.json()["valid_to"], closed.json()["closed_reason"]) == ("2026-03-02", "换发")
        assert head.post(f"/documents/seals/{key}/close", reason="再停").status_code == 409
        assert [one["id"] for one in head.get("/documents/seals").json()] == [key]
        assert Calls(stage, keeper).get("/documents/seals").json() == []

    def test_who_seals_does_not_keep_the_register(self, stage, keeper, neighbour):
        seal = a_seal(stage, Provider.HAND)
        for actor in (keeper, stage.officer, neighbour):
            calls = Calls(stage, actor)
            assert calls.post("/documents/seals", **self.given(stage)).status_code == 403
            assert calls.post(f"/documents/seals/{seal.pk}/close", reason="停").status_code == 403
        assert Seal.objects.get().valid_to is None

    def test_of_the_own_organ_alone(self, stage):
        other = cast.a_town_government(cast.a_town("石梁镇", "330802108"))
        answer = Calls(stage, stage.head).post("/documents/seals", **self.given(stage, body_id=str(other.pk)))
        assert (answer.status_code, answer.json()["code"]) == (403, "documents.seal.other")

    def test_no_key_ever_goes_out(self, stage):
        a_seal(stage)
        (shown,) = Calls(stage, stage.head).get("/documents/seals").json()
        assert not {"key_sealed", "certificate"} & set(shown)


class TestOfACase:
    def test_its_words_and_its_pdf(self, stage, decided, row, keeper):
        sealed(stage, row, a_seal(stage), keeper)
        mine, where = Calls(stage, stage.officer), f"/cases/{decided.pk}/documents/{row.pk}"
        told = mine.get(where).json()
        assert told["values"]["facts"] == "在人行道上摆摊"
        assert "在人行道上摆摊" in str(told["parts"])
        assert [one["kind"] for one in told["files"]] == ["FINAL"]
        assert b"".join(mine.get(f"{where}/pdf").streaming_content) == pdf_of(row)

    def test_are_not_for_those_with_no_part(self, stage, decided, row, colleague):
        where = f"/cases/{decided.pk}/documents/{row.pk}"
        other = Calls(stage, colleague)
        assert [one["number"] for one in other.get(f"/cases/{decided.pk}/documents").json()] == [row.number]
        assert [other.get(f"{where}{path}").status_code for path in ("", "/pdf")] == [403, 403]

    def test_a_signed_scan_is_attached_and_read(self, stage, decided, row, colleague):
        mine, where = Calls(stage, stage.officer), f"/cases/{decided.pk}/documents/{row.pk}"
        answer = mine.bring(f"{where}/signed", a_scan(), a_scan("反面.pdf"))
        assert answer.status_code == 201, answer.content
        assert ledger.history(decided)[-1].action == "document.signed"
        files = mine.get(where).json()["files"]
        assert [one["kind"] for one in files] == ["SIGNED", "SIGNED"]
        got = mine.get(f"{where}/files/{files[0]['id']}")
        assert b"".join(got.streaming_content) == PDF
        assert mine.get(f"{where}/files/{row.pk}").status_code == 404
        assert Calls(stage, colleague).get(f"{where}/files/{files[0]['id']}").status_code == 403

    def test_by_who_handles_alone(self, stage, decided, row, colleague, keeper):
        where = f"/cases/{decided.pk}/documents/{row.pk}/signed"
        for actor, status in ((colleague, 403), (stage.head, 403), (keeper, 403)):
            assert Calls(stage, actor).bring(where, a_scan()).status_code in (status, 404)
        assert not DocumentFile.objects.exists()

    def test_what_is_no_scan_is_refused(self, stage, decided, row):
        where = f"/cases/{decided.pk}/documents/{row.pk}/signed"
        mine = Calls(stage, stage.officer)
        assert mine.bring(where).status_code == 422
        assert mine.bring(where, a_scan("说明.txt", b"text")).status_code == 422
        assert not DocumentFile.objects.exists()
