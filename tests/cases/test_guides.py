"""办案指引：要件对证据，缺的看得见；照提纲问，问完就是笔录草稿；拿不准的请专家看。"""

from datetime import date

import pytest
from django.urls import reverse
from tests import cast

from tongpan.agencies.domain.fields import Domain
from tongpan.agencies.domain.posts import Post
from tongpan.cases import actions, queries
from tongpan.cases.models import CaseFact
from tongpan.kernel.errors import Conflict, Forbidden, Invalid, NotFound
from tongpan.law.penalty.evidence import EvidenceKind
from tongpan.law.procedure import Step
from tongpan.powers import queries as powers
from tongpan.powers.catalogue import shipped_matters

pytestmark = pytest.mark.django_db


class TestScripts:
    def test_m153_frequent_matters_have_a_script_of_their_own(self):
        known = {row["code"] for row in shipped_matters()}
        own = powers.scripted()

        assert set(own) <= known
        assert len(own) == len(set(own)) >= 15
        for code in own:
            script = powers.script(code, "")
            assert len({each.key for each in script.elements}) == len(script.elements)
            assert all(each.evidence and each.ask for each in script.elements)
            assert script.typical
            assert script.hard

    @pytest.mark.parametrize("domain", [each.value for each in Domain])
    def test_every_other_matter_has_that_of_its_field_and_says_so(self, domain):
        script = powers.script("none-such", domain)

        assert not script.own
        assert "通用" in script.label
        assert script.hard


@pytest.fixture
def case(stage):
    found = stage.found(stage.open())
    return stage.take(found, Step.FILE, Step.SHOW_IDENTITY, Step.GATHER)


def prove(stage, case, actor=None, **proofs):
    return actions.prove_elements(
        case_id=case.pk, cause=stage.matter.code, proofs=proofs, actor=actor or stage.officer, now=stage.now
    )


def test_m153_evidence_is_ticked_against_an_element(stage, case):
    (piece,) = stage.facts(case).evidence
    prove(stage, case, act=[piece.id], party=[piece.id])
    assert queries.proofs_of(case.pk)[stage.matter.code, "act"] == {piece.id}

    prove(stage, case, act=[piece.id])
    assert (stage.matter.code, "party") not in queries.proofs_of(case.pk)


def test_what_is_no_element_or_no_evidence_is_refused_and_others_tick_nothing(stage, case):
    with pytest.raises(Invalid, match="刷新"):
        prove(stage, case, act=["证据99"])
    with pytest.raises(Invalid, match="刷新"):
        prove(stage, case, nothing=[stage.facts(case).evidence[0].id])
    with pytest.raises(Forbidden, match="承办人"):
        prove(stage, case, actor=stage.reviewer, act=[])


@pytest.mark.usefixtures("moment")
class TestPages:
    def test_m156_the_guide_shows_elements_gaps_and_articles(self, stage, case, enter):
        address = reverse("cases:guide", args=[case.pk, stage.matter.code])
        client = enter(stage.officer)
        page = client.get(address).content.decode()
        assert "缺证据" in page
        assert "行政处罚法第" in page
        piece = stage.facts(case).evidence[0].id
        assert client.post(address, {"proof_act": piece}).status_code == 302
        assert client.post(address, {"proof_act": "没有"}).status_code == 422

        assert "有证据" in client.get(address).content.decode()
        assert "记下证据对应" not in enter(stage.reviewer).get(address).content.decode()

    def test_m153_the_inquiry_leaves_a_draft_among_the_evidence(self, stage, case, enter):
        address = reverse("cases:inquiry", args=[case.pk, stage.matter.code, "甲"])
        client = enter(stage.officer)
        assert client.post(address, {"place": "航埠镇"}).status_code == 422
        stage.wait(minutes=1)
        sent = {"place": "航埠镇", "q_act_0": "我上午九点开始摆的", "more": "还有别的摊位"}
        assert client.post(address, sent).status_code == 302
        row = CaseFact.objects.filter(case=case, table="evidence").order_by("place").last()

        assert row.row["kind"] == EvidenceKind.STATEMENT.value
        assert "答：我上午九点开始摆的" in row.detail["draft"]
        assert "草稿" in row.detail["title"]
        assert "我上午九点" not in client.get(reverse("cases:case", args=[case.pk])).content.decode()
        assert enter(stage.reviewer).get(address).status_code == 403


class TestSecondOpinion:
    @pytest.fixture
    def specialist(self, stage):
        return cast.actor(
            cast.an_officer(
                "林专", cast.a_department(stage.town.county), Post.LIAISON, username=cast._once("linz"),
                licensed=(Domain.CITY_APPEARANCE,), valid_from=date(2020, 1, 1),
            )
        )  # fmt: skip

    def ask(self, stage, case, specialist, question="雨棚算不算搭建？", actor=None):
        return actions.ask_specialist(
            case_id=case.pk, specialist_id=specialist.officer_id, question=question, actor=actor or stage.officer,
            now=stage.now,
        )  # fmt: skip

    def test_m271_a_specialist_answers_in_the_case_and_sees_no_party(self, moment, stage, case, specialist, enter):
        row = self.ask(stage, case, specialist)
        client = enter(specialist)
        assert "雨棚" in client.get(reverse("cases:asked")).content.decode()
        page = client.get(reverse("cases:opinion", args=[row.pk])).content.decode()
        assert "雨棚" in page
        assert "钱" not in page
        assert client.post(reverse("cases:opinion", args=[row.pk]), {"answer": ""}).status_code == 422
        assert client.post(reverse("cases:opinion", args=[row.pk]), {"answer": "固定的算"}).status_code == 302

        assert "固定的算" in enter(stage.officer).get(reverse("cases:case", args=[case.pk])).content.decode()
        with pytest.raises(Conflict, match="答复过"):
            actions.answer_specialist(opinion_id=row.pk, answer="再说一次", actor=specialist, now=stage.now)

    def test_nobody_else_reads_or_answers_it(self, stage, case, specialist):
        row = self.ask(stage, case, specialist)
        with pytest.raises(NotFound):
            actions.answer_specialist(opinion_id=row.pk, answer="我也说说", actor=stage.second, now=stage.now)
        assert queries.opinions_waiting(stage.second) == []

    def test_who_is_asked_is_a_specialist_and_who_asks_has_a_part(self, stage, case, specialist):
        with pytest.raises(Invalid, match="写明"):
            self.ask(stage, case, specialist, question=" ")
        with pytest.raises(Invalid, match="重新选择"):
            self.ask(stage, case, stage.second)
        with pytest.raises(Forbidden, match="办案人员"):
            self.ask(stage, case, specialist, actor=cast.actor(cast.deputy_qian(stage.town)))
