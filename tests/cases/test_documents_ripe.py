"""文书的前提：什么时候能作、由谁作、由谁作废。"""

from datetime import date

import pytest
from tests import cast
from tests.cases.papers import a_seal, make, sealed
from tests.cases.proof import begun

from tongpan.agencies.domain.posts import Post
from tongpan.cases import actions
from tongpan.cases.domain.papergates import BY_HEADS, NEEDS, OPEN_NOW
from tongpan.cases.models import Case
from tongpan.documents.domain.choices import State
from tongpan.documents.domain.forms import form_of
from tongpan.documents.models import Document
from tongpan.kernel.errors import Conflict, Forbidden, Invalid, NotFound, Unlawful
from tongpan.law.procedure import Step

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("folder")]


class TestWhenItMayBeMade:
    """A paper follows the act of which it speaks (处罚法 57, 51; 强制法 18, 37)."""

    @pytest.mark.parametrize(
        "code", ["no_penalty_decision", "no_violation_decision", "surcharge_decision", "enforcement_decision",
                 "revocation_decision", "alteration_decision", "substitute_decision", "measure_extension",
                 "measure_release", "deferral_notice"],
    )  # fmt: skip
    def test_not_before_the_act_stands_in_the_case(self, stage, decided, code):
        with pytest.raises(Unlawful) as refused:
            make(stage, decided, code=code, actor=stage.head if code in BY_HEADS else stage.officer)
        assert refused.value.verdict[0].code == "documents.early"
        assert refused.value.verdict[0].missing.startswith("先")

    @pytest.mark.parametrize("code", [*NEEDS, *OPEN_NOW])
    def test_the_article_by_which_a_paper_waits_is_one_that_its_form_stands_on(self, code):
        cited = str(NEEDS[code][2] if code in NEEDS else OPEN_NOW[code])
        basis = form_of(code, on=date(2026, 3, 2)).basis

        assert any(each.startswith(cited) or cited.startswith(each) for each in basis), f"{cited}不在{basis}之中"

    @pytest.mark.parametrize(
        ("code", "article"),
        [
            pytest.param("deferral_notice", "行政处罚法第六十六条第二款", id="延期、分期经批准"),
            pytest.param("preservation_notice", "行政处罚法第五十六条", id="先行登记保存经批准"),
            pytest.param("measure_extension", "行政强制法第二十五条第一款", id="延长经批准"),
            pytest.param("measure_release", "行政强制法第二十八条第一款", id="应当解除的情形"),
            pytest.param("surcharge_decision", "行政处罚法第七十二条第一款第一项", id="到期不缴纳的加处"),
            pytest.param("substitute_decision", "行政强制法第五十条", id="催告仍不履行的代履行"),
            pytest.param("immediate_substitute_decision", "行政强制法第五十二条", id="立即代履行"),
            pytest.param("revocation_decision", "行政处罚法第七十五条第二款", id="发现有错误的主动改正"),
            pytest.param("alteration_decision", "行政处罚法第七十五条第二款", id="变更也是主动改正"),
        ],
    )
    def test_each_waits_by_its_own_article(self, code, article):
        assert str(NEEDS[code][2] if code in NEEDS else OPEN_NOW[code]) == article

    def test_a_decision_on_the_spot_is_never_a_paper_by_itself(self, stage, decided):
        with pytest.raises(Unlawful) as refused:
            make(stage, decided, code="on_spot_penalty_decision")
        assert refused.value.verdict[0].code == "documents.spot"

    @pytest.mark.parametrize("code", ["revocation_decision", "alteration_decision", "demolition_order"])
    def test_an_act_of_the_organ_that_is_no_step_is_put_on_paper_by_a_head(self, stage, decided, code):
        with pytest.raises(Forbidden) as refused:
            make(stage, decided, code=code)
        assert refused.value.code == "documents.heads"

    def test_a_head_gets_as_far_as_what_must_stand_there(self, stage, decided):
        with pytest.raises(Invalid) as missing:
            make(stage, decided, code="demolition_order", actor=stage.head)
        assert missing.value.code == "documents.missing"

    def test_a_revocation_is_put_on_paper_once_the_decision_is_revoked(self, stage, decided):
        entered = {"ground": "FACTS", "why": "测量有误", "number": "撤罚〔2026〕1号", "told": "直接送达"}
        stage.take(decided, Step.REVOKE, **entered)
        with pytest.raises(Invalid) as missing:
            make(stage, decided, code="revocation_decision", actor=stage.head)
        assert missing.value.code == "documents.missing"

    def test_a_decision_made_anew_has_papers_of_its_own_and_an_alteration_waits_for_it(self, stage, decided):
        entered = {"ground": "FACTS", "why": "测量有误", "number": "撤罚〔2026〕1号", "told": "直接送达"}
        stage.take(decided, Step.REVOKE, **entered)
        stage.take(decided, Step.RESTORE)
        stage.take(decided, Step.REOPEN, choice="OTHER", why="补充测量")
        for code, who in (("penalty_decision", stage.officer), ("alteration_decision", stage.head)):
            with pytest.raises(Unlawful) as refused:
                make(stage, decided, code=code, actor=who)
            assert refused.value.verdict[0].code == "documents.early"
        stage.take(decided, Step.REPORT)
        stage.take(decided, Step.NOTIFY, reply_by="2026-03-31")
        stage.take(decided, Step.WAIVE)
        stage.wait(days=8)
        stage.take(decided, Step.DECIDE)
        with pytest.raises(Invalid) as missing:
            make(stage, decided, code="alteration_decision", actor=stage.head)
        assert missing.value.code == "documents.missing"

    def test_a_seizure_is_put_on_paper_when_it_is_open(self, stage, decided):
        with pytest.raises(Unlawful) as refused:
            make(stage, decided, code="seizure_decision")
        assert refused.value.verdict[0].code == "documents.early"

    def test_where_the_right_to_a_hearing_belongs_on_the_notice_the_plain_one_is_not_made(self, stage, terms):
        case = begun(stage)
        with pytest.raises(Unlawful) as refused:
            make(stage, case, code="notice_of_penalty", reasons="情节较轻")
        assert refused.value.verdict[0].code == "documents.hearing"

    def test_the_very_same_paper_is_not_made_twice(self, stage, decided):
        make(stage, decided)
        with pytest.raises(Conflict) as refused:
            make(stage, decided)
        assert refused.value.code == "documents.twice"
        assert Document.objects.count() == 1

    def test_nothing_is_made_in_a_case_that_is_gone(self, stage, decided):
        Case.objects.filter(pk=decided.pk).update(standing="MOVED")
        with pytest.raises(Conflict):
            make(stage, decided, code="file_index")


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


class TestWhoVoids:
    def test_a_paper_in_force_that_went_out_is_voided_by_a_head(self, stage, decided, keeper):
        row = sealed(stage, make(stage, decided), a_seal(stage), keeper)
        given = {"case_id": decided.pk, "document_id": row.pk, "reason": "地址写错", "now": stage.now}
        with pytest.raises(Forbidden) as refused:
            actions.void_document(**given, actor=stage.officer)
        assert refused.value.code == "documents.void.heads"
        actions.void_document(**given, actor=stage.head)
        assert Document.objects.get().state == State.VOID

    def test_a_decision_that_was_served_is_revoked_and_not_voided(self, stage, decided, keeper):
        row = sealed(stage, make(stage, decided), a_seal(stage), keeper)
        stage.take(decided, Step.SERVE)
        with pytest.raises(Conflict) as refused:
            actions.void_document(
                case_id=decided.pk, document_id=row.pk, reason="写错", actor=stage.head, now=stage.now
            )
        assert refused.value.code == "documents.void.served"

    def test_the_reason_may_name_somebody_and_is_sealed(self, stage, decided):
        row = make(stage, decided)
        actions.void_document(
            case_id=decided.pk, document_id=row.pk, reason="应为钱大友", actor=stage.officer, now=stage.now
        )
        kept = Document.objects.get()
        assert "钱大友" not in kept.void_reason_sealed
        assert kept.void_reason == "应为钱大友"
