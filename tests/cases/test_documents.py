"""文书：按格式制作，案件里已有的自动填入，缺法定内容的做不成，编号不断号。"""

from datetime import date, timedelta

import pytest
from tests import cast
from tests.cases.papers import a_seal, decided_case, known_law, make, scanned, sealed
from tests.cases.proof import begun
from tests.cases.stage import ENTERED

from tongpan.agencies.domain.posts import Post
from tongpan.cases import actions
from tongpan.cases import queries as cases
from tongpan.cases.actions import NewParty
from tongpan.cases.domain.decisionpaper import objections
from tongpan.cases.domain.documenting import remedies_text
from tongpan.cases.models import Case
from tongpan.cases.queries.documenting import told_of
from tongpan.documents.domain.choices import Origin, State
from tongpan.documents.domain.forms import form_of
from tongpan.documents.models import Document, DocumentFile, DocumentSeries
from tongpan.kernel import ledger
from tongpan.kernel.errors import Conflict, Invalid, NotFound, Unlawful
from tongpan.law.penalty.kinds import PartyKind
from tongpan.law.procedure import Step, Target
from tongpan.law.remedies.routes import Act
from tongpan.powers.models import Provision

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("folder")]


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
        with pytest.raises(Unlawful) as refused:
            make(stage, case, facts="占道", evidence="照片", heard="没有陈述", performance="缴至银行")
        assert "没有按普通程序作出处罚决定" in str(refused.value)
        assert str(refused.value.verdict[0].citation).startswith("行政处罚法第五十七条")
        assert not Document.objects.exists()
        assert not DocumentSeries.objects.exists()  # and no number is lost

    def test_what_comes_from_the_record_cannot_be_typed_over(self, stage, decided):
        values = make(stage, decided, penalty="罚款一元", party="别人", facts="改写的事实").content["values"]
        assert values["penalty"] == "罚款人民币贰仟元整（¥2,000）"
        assert values["party"] == "钱大有"
        assert values["facts"] == "改写的事实"

    def test_numbers_run_without_a_gap_and_are_of_one_organ_kind_and_year(self, stage, decided):
        numbers = [make(stage, decided, facts=f"第{n}稿").n for n in range(3)]
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


class TestWhatADecisionSays:
    def test_without_where_the_party_is_found_it_is_not_made(self, stage, terms):
        case = decided_case(stage, address="")
        with pytest.raises(Unlawful) as refused:
            make(stage, case)
        assert "地址" in str(refused.value)
        assert "第五十九条" in str(refused.value.verdict[0].citation)
        assert not Document.objects.exists()

    @pytest.mark.parametrize(
        ("benchmark", "reasons", "lawful"),
        [(True, "", False), (True, "按较轻档", True), (False, "", True), (None, "", False), (None, "情节较轻", True)],
    )
    def test_m147_where_there_is_a_benchmark_it_says_how_it_was_applied(self, benchmark, reasons, lawful):
        form = form_of("penalty_decision", on=date(2026, 3, 2))
        values = {
            "party": "钱大有", "identity": [["住址", "演示路"]], "facts": "占道", "evidence": ["照片"],
            "penalty": "罚款", "basis": "某条", "performance": "缴", "remedies": "复议",
            "heard": "放弃", "reasons": reasons,
        }  # fmt: skip
        verdict = objections(form, values, None, benchmark=benchmark)
        assert (not any(each.blocks for each in verdict)) is lawful

    def test_no_other_paper_is_asked_for_it(self):
        form = form_of("notice_of_penalty", on=date(2026, 3, 2))
        assert objections(form, {}, None, benchmark=None) == ()


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

    def test_of_two_first_drafts_the_second_is_told(self, stage, decided):
        given = {"case_id": decided.pk, "code": "penalty_decision", "target": Target(), "now": stage.now}
        actions.keep_draft(**given, entered={"facts": "甲稿"}, actor=stage.officer)
        with pytest.raises(Conflict):
            actions.keep_draft(**given, entered={"facts": "乙稿"}, actor=stage.second)
        assert Document.objects.get().content["values"]["facts"] == "甲稿"

    def test_an_old_page_makes_nothing_of_a_newer_draft(self, stage, decided):
        given = {"case_id": decided.pk, "code": "penalty_decision", "target": Target(), "now": stage.now}
        first = actions.keep_draft(**given, entered={"facts": "甲稿"}, actor=stage.officer)
        actions.keep_draft(**given, entered={"facts": "乙稿"}, actor=stage.second, version=first.version)
        with pytest.raises(Conflict):
            actions.make_document(
                **given, entered={"facts": "甲稿"}, actor=stage.officer, version=first.version, address=""
            )

    def test_only_what_differs_from_the_record_is_kept_and_what_was_emptied_stays_empty(self, stage, decided):
        kept = actions.keep_draft(
            case_id=decided.pk, code="penalty_decision", target=Target(), actor=stage.officer, now=stage.now,
            entered={"facts": ENTERED[Step.REPORT]["finding"], "publicity": "", "heard": "自己写的"},
        )  # fmt: skip
        assert kept.content["values"] == {"publicity": "", "heard": "自己写的"}

    def test_the_draft_becomes_the_document(self, stage, decided):
        kept = actions.keep_draft(
            case_id=decided.pk, code="penalty_decision", target=Target(), entered={"facts": "稿"}, actor=stage.officer,
            now=stage.now,
        )  # fmt: skip
        assert make(stage, decided).pk == kept.pk


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


class TestLists:
    def test_the_index_of_a_file_lists_its_papers_and_its_evidence_in_order(self, stage, decided, keeper):
        sealed(stage, make(stage, decided), a_seal(stage), keeper)
        rows = make(stage, decided, code="file_index").content["values"]["papers"]
        assert [row[0] for row in rows] == ["1", "2"]
        assert [row[2] for row in rows] == ["行政处罚决定书", "现场检查笔录"]
        assert rows[0][1] == "航埠执罚决〔2026〕1号"

    def test_what_goes_to_a_court_lists_evidence_and_rules(self, stage, decided):
        found = make(stage, decided, code="evidence_catalogue", recipient="衢州市柯城区人民法院").content["values"]
        assert [row[1] for row in found["papers"]] == ["现场检查笔录"]
        assert len(found["rules"]) == 2


@pytest.mark.parametrize(
    ("act", "first"),
    [
        (Act.SUMMARY_PENALTY, True), (Act.PENALTY, False), (Act.MEASURE, False), (Act.ENFORCEMENT_DECISION, False),
        (Act.CORRECTION_ORDER, False), (Act.DEMOLITION_ORDER, False),
    ],
)  # fmt: skip
def test_only_a_decision_on_the_spot_sends_to_reconsideration_first(stage, decided, act, first):
    known = cases.known(Case.objects.select_related("district", "grant").get(pk=decided.pk), stage.now.date())
    case = Case.objects.select_related("district", "grant").get(pk=decided.pk)
    words = remedies_text(told_of(case, known, Target(), stage.now), act)
    assert ("应当" in words and "先向" in words) is first
    assert ("也可以自收到之日起六个月内直接向" in words) is not first
