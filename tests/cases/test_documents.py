"""文书：按格式制作，案件里已有的自动填入，缺法定内容的做不成；编号不断号，用印的人不是制作的人，谁都能核验。"""

import io
import json
import re
from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests import cast
from tests.cases.exhibits import body
from tests.cases.proof import PDF, address, begun
from tests.cases.stage import ENTERED

from tongpan.agencies.domain.posts import AgencyKind, Post
from tongpan.agencies.models import Agency
from tongpan.cases import actions
from tongpan.cases.actions import NewParty
from tongpan.documents import actions as documents
from tongpan.documents import queries
from tongpan.documents.domain.choices import Origin, Provider, SealKind, State
from tongpan.documents.models import Document, DocumentFile, DocumentSeries, Seal, SealUse
from tongpan.documents.steps import signing
from tongpan.kernel import ledger
from tongpan.kernel.errors import Conflict, Forbidden, Invalid, NotFound
from tongpan.kernel.stores import file_store
from tongpan.law.penalty.kinds import PartyKind
from tongpan.law.procedure import Step, Target
from tongpan.powers.models import MatterVersion, Provision

pytestmark = pytest.mark.django_db
ADDRESS = "https://county.example/documents/verify/"
TOLD = (Step.GATHER, Step.VERIFY, Step.REPORT, Step.NOTIFY, Step.STATE, Step.RECHECK)


def known_law(stage):
    """The matter has its provisions, the town its government: then the record knows law and redress."""
    government = cast.an_agency("衢州市柯城区人民政府", stage.town.town.county, AgencyKind.COUNTY_GOVERNMENT)
    Agency.objects.filter(pk=stage.town.agency.pk).update(government=government)
    stage.town.agency.refresh_from_db()
    version = MatterVersion.objects.filter(matter=stage.matter).first() or MatterVersion.objects.create(
        matter=stage.matter, number=1, content={}, digest="0" * 64, recorded_at=cast.NOW
    )
    for order, (role, article, place) in enumerate(
        (("VIOLATED", 16, "第十六条第一款"), ("PENALTY", 16, "第十六条第三款"))
    ):
        Provision.objects.create(
            version=version,
            order=order,
            role=role,
            statute="浙江省城市市容和环境卫生管理条例",
            article=article,
            place=place,
        )


def decided_case(stage):
    case = stage.take(begun(stage), *TOLD)
    stage.wait(days=8)  # the five working days to ask for a hearing are over
    return stage.take(case, Step.DECIDE)


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.TONGPAN_FILES_DIR = tmp_path / "files"
    settings.TONGPAN_SEAL_DIR = tmp_path / "seals"
    return tmp_path


@pytest.fixture
def terms(stage):
    known_law(stage)
    return actions.set_paper_terms(
        mark="航埠执", court="衢州市柯城区人民法院", payment="罚款专户，账号见缴款书", actor=stage.head, now=stage.now
    )


@pytest.fixture
def keeper(stage):
    """许文静，镇里管印章的调度员。"""
    return cast.actor(cast.an_officer("许文静", stage.town.agency, Post.TOWN_DISPATCHER, username=cast._once("xuwj")))


@pytest.fixture
def decided(stage, terms):
    return decided_case(stage)


def make(stage, case, code="penalty_decision", *, actor=None, target=None, **entered):
    return actions.make_document(
        case_id=case.pk, code=code, target=target or Target(), entered=entered, actor=actor or stage.officer,
        now=stage.now, address=ADDRESS,
    )  # fmt: skip


def a_seal(stage, provider=Provider.TEST, **changes):
    given = {
        "body_id": stage.town.agency.pk, "name": "衢州市柯城区航埠镇人民政府", "kind": SealKind.ORGAN,
        "provider": provider, "keeper": "许文静", "valid_from": date(2026, 1, 1),
    }  # fmt: skip
    return documents.register_seal(given=documents.Registering(**(given | changes)), actor=stage.head, now=stage.now)


def sealed(stage, document, seal, keeper, **more):
    return documents.seal_documents(document_ids=[document.pk], seal_id=seal.pk, actor=keeper, now=stage.now, **more)[0]


def pdf_of(document):
    return b"".join(file_store().read(queries.final_of(document).sha256))


class TestMaking:
    def test_what_the_case_knows_is_filled_in_and_the_sum_stands_in_words_and_figures(self, stage, decided):
        row = make(stage, decided)
        values = row.content["values"]

        assert row.number == f"航埠执罚决〔{stage.now.year}〕1号"
        assert (row.state, row.issuer, row.origin) == (State.MADE, stage.town.agency, Origin.HERE)
        assert values["penalty"] == "罚款人民币贰仟元整（¥2,000）"
        assert values["party"] == "钱大有"
        assert ["公民身份号码", "330802198001011234"] in values["identity"]
        assert values["facts"] == ENTERED[Step.REPORT]["finding"]
        assert values["evidence"] == ["现场检查笔录"]
        assert "愿意改正" in values["heard"]
        assert "已按从轻幅度拟处" in values["heard"]
        assert "十五日内" in values["performance"]
        assert "百分之三" in values["performance"]

    def test_redress_names_government_and_court_with_sixty_days_and_six_months(self, stage, decided):
        words = make(stage, decided).content["values"]["remedies"]
        assert "六十日" in words
        assert "六个月" in words
        assert "衢州市柯城区人民法院" in words
        assert stage.town.agency.government.name in words

    def test_a_decision_bears_its_own_day_not_that_of_the_typing(self, stage, decided):
        day = stage.facts(decided).decisions[-1].at.date()
        stage.wait(days=3)
        assert make(stage, decided).day == day

    def test_without_a_decision_there_is_no_decision_paper_and_the_article_says_what_is_missing(self, stage, terms):
        case = begun(stage)
        with pytest.raises(Invalid) as refused:
            make(stage, case, facts="占道", evidence="照片", heard="没有陈述", performance="缴至银行")
        assert "行政处罚法第五十九条第一款第三项" in str(refused.value)
        assert set(refused.value.fields) == {"penalty"}
        assert not Document.objects.exists()
        assert not DocumentSeries.objects.exists()  # and no number is lost

    def test_what_comes_from_the_record_cannot_be_typed_over(self, stage, decided):
        values = make(stage, decided, penalty="罚款一元", party="别人", facts="改写的事实").content["values"]
        assert values["penalty"] == "罚款人民币贰仟元整（¥2,000）"
        assert values["party"] == "钱大有"
        assert values["facts"] == "改写的事实"

    def test_numbers_run_without_a_gap_and_are_of_one_organ_kind_and_year(self, stage, decided):
        numbers = [make(stage, decided).n for _ in range(3)]
        with pytest.raises(Invalid):
            make(stage, decided, facts=" ", evidence="")
        assert [*numbers, make(stage, decided).n] == [1, 2, 3, 4]

    def test_without_a_mark_of_the_organ_no_number_is_given(self, stage):
        known_law(stage)
        case = decided_case(stage)
        with pytest.raises(Invalid) as refused:
            make(stage, case, remedies="可以自收到之日起六十日内申请复议，也可以在六个月内起诉")
        assert refused.value.code == "documents.mark"

    def test_what_the_record_does_not_know_is_typed_and_only_then(self, stage, terms):
        case = decided_case(stage)
        Provision.objects.all().delete()
        typed = make(stage, case, violated="某条例第一条", basis="某条例第二条", remedies="另写的救济").content[
            "values"
        ]
        assert (typed["violated"], typed["basis"]) == ("某条例第一条", "某条例第二条")
        assert "六十日" in typed["remedies"]

    def test_m145_only_forms_of_the_catalogue_can_be_made(self, stage, decided):
        with pytest.raises(NotFound):
            make(stage, decided, code="no_such_form")

    def test_of_several_parties_it_must_be_said_whom_it_concerns(self, stage, terms):
        other = NewParty(PartyKind.CITIZEN, "赵小二", born_on=date(1990, 1, 1))
        case = stage.open(parties=[NewParty(PartyKind.CITIZEN, "钱大有", born_on=date(1980, 1, 1)), other])
        with pytest.raises(Invalid) as refused:
            make(stage, case)
        assert refused.value.code == "documents.target"

    def test_a_letter_that_no_font_has_is_named_and_nothing_is_lost(self, stage, decided):
        row = actions.keep_draft(
            case_id=decided.pk, code="penalty_decision", target=Target(), entered={"facts": "当事人𠮷某"},
            actor=stage.officer, now=stage.now,
        )  # fmt: skip
        made = make(stage, decided, facts="当事人𠮷某")
        keeper = cast.actor(cast.an_officer("印管", stage.town.agency, Post.TOWN_DISPATCHER, username=cast._once("yg")))
        with pytest.raises(Invalid) as refused:
            sealed(stage, made, a_seal(stage), keeper)
        assert refused.value.code == "documents.letter"
        assert "𠮷" in str(refused.value)
        assert made.pk == row.pk
        assert Document.objects.get().state == State.MADE


class TestWhoMakes:
    @pytest.mark.parametrize("who", ["reviewer", "head", "chair"])
    def test_a_decision_is_drawn_up_by_who_handles_the_case(self, stage, decided, who):
        with pytest.raises(Forbidden) as refused:
            make(stage, decided, actor=getattr(stage, who))
        assert refused.value.code == "documents.maker"

    def test_a_stranger_hears_of_no_case(self, stage, decided):
        stranger = cast.actor(
            cast.an_officer(
                "外人",
                cast.a_town_government(cast.a_town("别镇", "330802109")),
                Post.OFFICER,
                username=cast._once("wai"),
            )
        )
        with pytest.raises(NotFound):
            make(stage, decided, actor=stranger)


class TestDrafts:
    def test_what_was_typed_is_kept_and_the_record_is_asked_anew(self, stage, terms):
        case = begun(stage)
        kept = actions.keep_draft(
            case_id=case.pk, code="penalty_decision", target=Target(), entered={"facts": "打到一半", "penalty": "罚"},
            actor=stage.officer, now=stage.now,
        )  # fmt: skip
        assert kept.content["values"] == {"facts": "打到一半"}
        assert kept.state == State.DRAFT
        assert len(ledger.history(case)) == len([one for one in ledger.history(case) if "document" not in one.action])

    def test_of_two_who_type_at_once_the_second_is_told(self, stage, decided):
        given = {"case_id": decided.pk, "code": "penalty_decision", "target": Target(), "now": stage.now}
        first = actions.keep_draft(**given, entered={"facts": "甲稿"}, actor=stage.officer)
        actions.keep_draft(**given, entered={"facts": "乙稿"}, actor=stage.second, version=first.version)
        with pytest.raises(Conflict) as refused:
            actions.keep_draft(**given, entered={"facts": "丙稿"}, actor=stage.officer, version=first.version)
        assert refused.value.code == "documents.draft.changed"
        assert Document.objects.get().content["values"]["facts"] == "乙稿"

    def test_the_draft_becomes_the_document(self, stage, decided):
        kept = actions.keep_draft(
            case_id=decided.pk, code="penalty_decision", target=Target(), entered={"facts": "稿"}, actor=stage.officer,
            now=stage.now,
        )  # fmt: skip
        assert make(stage, decided).pk == kept.pk


class TestSealing:
    def test_the_seal_is_a_signature_that_covers_the_whole_file(self, stage, decided, keeper):
        row = sealed(stage, make(stage, decided), a_seal(stage), keeper, copies=3)
        seal = Seal.objects.get()
        content = pdf_of(row)

        assert row.state == State.ISSUED
        assert signing.checked(content, seal.certificate) == (True, True, True)
        changed = content.replace(b"/Type /Page", b"/Type /Pagf", 1)
        assert changed != content
        assert not signing.checked(changed, seal.certificate).intact
        assert not signing.checked(content + b" ", seal.certificate).intact
        assert (SealUse.objects.get().copies, SealUse.objects.get().by) == (3, "许文静")
        entry = ledger.history(decided)[-1]
        assert (entry.action, entry.facts["sha256"]) == ("document.sealed", queries.final_of(row).sha256)

    def test_who_made_it_does_not_seal_it(self, stage, decided):
        head = cast.an_officer("兼任", stage.town.agency, Post.TOWN_DISPATCHER, username=cast._once("jr"))
        both = cast.actor(head)
        row = make(stage, decided)
        Document.objects.filter(pk=row.pk).update(maker=head)
        with pytest.raises(Forbidden) as refused:
            sealed(stage, row, a_seal(stage), both)
        assert refused.value.code == "documents.seal.maker"

    def test_an_officer_seals_nothing(self, stage, decided):
        with pytest.raises(Forbidden):
            sealed(stage, make(stage, decided), a_seal(stage), stage.second)

    def test_the_keeper_of_another_town_finds_nothing(self, stage, decided):
        other = cast.actor(
            cast.an_officer(
                "邻镇",
                cast.a_town_government(cast.a_town("石梁镇", "330802108")),
                Post.TOWN_DISPATCHER,
                username=cast._once("lz"),
            )
        )
        row, seal = make(stage, decided), a_seal(stage)
        with pytest.raises(NotFound):
            sealed(stage, row, seal, other)
        assert queries.to_seal(other) == []

    def test_a_seal_given_up_is_not_put_on_any_more_and_what_was_sealed_stays(self, stage, decided, keeper):
        seal = a_seal(stage)
        row = sealed(stage, make(stage, decided), seal, keeper)
        documents.close_seal(seal_id=seal.pk, reason="换发", actor=stage.head, now=stage.now)
        with pytest.raises(Invalid) as refused:
            sealed(stage, make(stage, decided), seal, keeper)
        assert refused.value.code == "documents.seal.closed"
        assert Document.objects.get(pk=row.pk).state == State.ISSUED
        with pytest.raises(Conflict):
            documents.close_seal(seal_id=seal.pk, reason="再停", actor=stage.head, now=stage.now)

    def test_it_is_sealed_once(self, stage, decided, keeper):
        row, seal = make(stage, decided), a_seal(stage)
        sealed(stage, row, seal, keeper)
        with pytest.raises(Conflict):
            sealed(stage, row, seal, keeper)
        assert SealUse.objects.count() == 1

    def test_a_stamp_of_metal_is_recorded_and_counts_as_no_electronic_one(self, stage, decided, keeper):
        row = sealed(stage, make(stage, decided), a_seal(stage, Provider.HAND), keeper)
        assert row.state == State.ISSUED
        assert not signing.checked(pdf_of(row), signing.test_material("x", stage.now).certificate.decode()).there

    def test_a_test_seal_says_so_and_is_refused_where_it_is_not_allowed(self, stage, settings, decided):
        assert signing.mark_of(a_seal(stage))["words"] == "测试签章\n无法律效力"
        settings.TONGPAN_TEST_SEALS = False
        with pytest.raises(Invalid) as refused:
            a_seal(stage)
        assert set(refused.value.fields) == {"provider"}

    @pytest.mark.parametrize("name", ["../key.p12", "missing.p12", ""])
    def test_a_certificate_lies_in_the_folder_of_seals_or_nowhere(self, stage, name):
        with pytest.raises(Invalid) as refused:
            a_seal(stage, Provider.PKCS12, container=name)
        assert "container" in refused.value.fields

    def test_only_who_leads_registers_seals_and_only_of_the_own_organ(self, stage, keeper):
        for actor in (stage.officer, keeper):
            with pytest.raises(Forbidden):
                documents.register_seal(
                    given=documents.Registering(
                        body_id=stage.town.agency.pk, name="章", kind=SealKind.ORGAN, provider=Provider.HAND,
                        keeper="甲", valid_from=date(2026, 1, 1),
                    ),
                    actor=actor, now=stage.now,
                )  # fmt: skip
        other = cast.a_town_government(cast.a_town("石梁镇", "330802108"))
        with pytest.raises(Forbidden) as refused:
            a_seal(stage, body_id=other.pk)
        assert refused.value.code == "documents.seal.other"


class TestVerifyingAll:
    def run(self):
        out = io.StringIO()
        call_command("documents_verify", "--json", stdout=out, stderr=io.StringIO())
        return json.loads(out.getvalue())

    def test_what_was_issued_is_what_is_there(self, stage, decided, keeper):
        sealed(stage, make(stage, decided), a_seal(stage), keeper)
        make(stage, decided)
        assert self.run() == {"ok": True, "documents": 1, "wrong": {}}

    @pytest.mark.parametrize("harm", ["gone", "changed", "unsigned"])
    def test_a_file_that_is_gone_changed_or_of_another_seal_is_found(self, stage, decided, keeper, folder, harm):
        row = sealed(stage, make(stage, decided), a_seal(stage), keeper)
        sha256 = queries.final_of(row).sha256
        path = folder / "files" / sha256[:2] / sha256[2:4] / sha256
        if harm == "gone":
            path.unlink()
        elif harm == "changed":
            path.chmod(0o600)
            path.write_bytes(path.read_bytes() + b" ")
        else:
            other = signing.test_material("别的机关", stage.now)
            Seal.objects.update(certificate=other.certificate.decode())
        with pytest.raises(CommandError):
            self.run()


class TestVoiding:
    def test_a_void_number_is_never_used_again(self, stage, decided):
        row = make(stage, decided)
        actions.void_document(
            case_id=decided.pk, document_id=row.pk, reason="地点写错", actor=stage.officer, now=stage.now
        )
        assert Document.objects.get(pk=row.pk).state == State.VOID
        assert make(stage, decided).n == 2
        with pytest.raises(Conflict):
            actions.void_document(
                case_id=decided.pk, document_id=row.pk, reason="再废", actor=stage.officer, now=stage.now
            )

    def test_voiding_needs_a_reason(self, stage, decided):
        row = make(stage, decided)
        with pytest.raises(Invalid):
            actions.void_document(
                case_id=decided.pk, document_id=row.pk, reason=" ", actor=stage.officer, now=stage.now
            )


def scanned(stage, case, name="扫描.pdf", content=PDF):
    file = SimpleUploadedFile(name, content)
    return actions.bring_file(case_id=case.pk, file=file, actor=stage.officer, now=stage.now).pk


class TestShares:
    def test_m159_what_was_made_elsewhere_is_entered_and_counted(self, stage, decided, keeper):
        sealed(stage, make(stage, decided), a_seal(stage), keeper)
        actions.enter_document(
            case_id=decided.pk, code="penalty_decision", title="", number="老系统〔2026〕7号", day=stage.now.date(),
            target=Target(), uploads=[scanned(stage, decided)], actor=stage.officer, now=stage.now,
        )  # fmt: skip
        found = queries.shares(Document.objects.all(), date(2026, 1, 1), date(2027, 1, 1))
        assert (found.all, found.here, found.here_percent) == (2, 1, 50.0)

    def test_m158_only_a_seal_with_effect_in_law_counts(self, stage, decided, keeper, settings, folder):
        real = a_certificate(folder / "seals" / "zhen.p12", settings)
        test, hand = a_seal(stage), a_seal(stage, Provider.HAND)
        ours = a_seal(stage, Provider.PKCS12, container=real)
        for seal in (test, hand, ours):
            sealed(stage, make(stage, decided), seal, keeper)
        found = queries.shares(Document.objects.all(), date(2026, 1, 1), date(2027, 1, 1))
        assert (found.need_seal, found.electronic, found.test, found.by_hand) == (3, 1, 1, 1)
        assert round(found.sealed_percent, 2) == 33.33

    def test_m158_drafts_and_void_papers_are_in_no_share(self, stage, decided):
        row = make(stage, decided)
        actions.void_document(case_id=decided.pk, document_id=row.pk, reason="错", actor=stage.officer, now=stage.now)
        found = queries.shares(Document.objects.all(), date(2026, 1, 1), date(2027, 1, 1))
        assert (found.all, found.sealed_percent, found.here_percent) == (0, None, None)


def a_certificate(path, settings):
    """A PKCS#12 file as an authority hands it out."""
    from cryptography.hazmat.primitives import serialization
    from cryptography.hazmat.primitives.serialization import load_pem_private_key, pkcs12
    from cryptography.x509 import load_pem_x509_certificate

    path.parent.mkdir(parents=True, exist_ok=True)
    made = signing.test_material("镇政府", cast.NOW)
    settings.TONGPAN_SEAL_PASSPHRASE = "口令"
    path.write_bytes(
        pkcs12.serialize_key_and_certificates(
            b"seal", load_pem_private_key(made.key, None), load_pem_x509_certificate(made.certificate), None,
            serialization.BestAvailableEncryption("口令".encode()),
        )
    )  # fmt: skip
    return path.name


class TestScans:
    def test_the_signed_copy_stands_beside_the_text(self, stage, decided):
        row = make(stage, decided)
        actions.attach_signed_copy(
            case_id=decided.pk, document_id=row.pk, uploads=[scanned(stage, decided)], actor=stage.officer,
            now=stage.now,
        )  # fmt: skip
        assert DocumentFile.objects.get().kind == "SIGNED"
        assert ledger.history(decided)[-1].action == "document.signed"

    def test_a_film_is_no_scan(self, stage, decided):
        from tests.cases.proof import MOVIE

        row = make(stage, decided)
        with pytest.raises(Invalid) as refused:
            actions.attach_signed_copy(
                case_id=decided.pk, document_id=row.pk, uploads=[scanned(stage, decided, "片.mp4", MOVIE)],
                actor=stage.officer, now=stage.now,
            )  # fmt: skip
        assert refused.value.code == "documents.scan"

    def test_a_paper_of_tomorrow_is_not_entered(self, stage, decided):
        with pytest.raises(Invalid) as refused:
            actions.enter_document(
                case_id=decided.pk, code="", title="便函", number="", day=stage.now.date() + timedelta(days=1),
                target=Target(), uploads=[], actor=stage.officer, now=stage.now,
            )  # fmt: skip
        assert set(refused.value.fields) == {"day"}


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
        for _ in range(10):
            make(stage, decided)
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
        assert "penalty" in answer.json()["fields"]
