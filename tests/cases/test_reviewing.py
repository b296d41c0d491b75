"""审核一轮一轮地走：意见逐条写、逐条答，没答完不能再送；没通过谁也不能决定；本轮变化从留痕算出。"""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests import cast
from tests.cases.reviewed import a_weighty_case, fail, replies
from tests.cases.stage import KNOWN

from tongpan.agencies.models import Officer
from tongpan.cases import actions, queries
from tongpan.cases.models import Case, Lesson, ReviewOpinion, ReviewRound
from tongpan.kernel import ledger
from tongpan.kernel.errors import Conflict, Forbidden, Invalid, NotFound, Unlawful
from tongpan.law.penalty.review_rounds import Point
from tongpan.law.procedure import Step

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(stage):
    return a_weighty_case(stage)


def since(stage, case):
    return queries.since_last(ledger.history(case), stage.target(case), stage.facts(case))


def correct(stage, case, **entered):
    return stage.take(case, Step.CORRECT, **({"answer": "已补正"} | entered))


class TestRounds:
    def test_m162_failed_opinions_are_numbered_and_stand_in_the_same_entry(self, stage, case):
        fail(stage, case)
        made = ReviewRound.objects.get(case=case)
        entry = ledger.history(case)[-1]

        assert (made.number, made.passed, made.reviewer) == (1, False, "赵敏")
        assert [(one.number, one.point) for one in made.opinions.order_by("number")] == [
            (1, "EVIDENCE"),
            (2, "DISCRETION"),
        ]
        assert (entry.action, entry.facts["round"], len(entry.facts["opinions"])) == ("case.stepped", 1, 2)
        assert entry.facts["rows"][0][0] == "reviews"

    def test_an_unanswered_opinion_stops_the_resubmission(self, stage, case):
        fail(stage, case)
        with pytest.raises(Unlawful) as refused:
            correct(stage, case, answers=replies(1))

        assert "第2条" in str(refused.value)
        assert "（十三）" in str(refused.value.verdict[0].citation)
        assert not ReviewOpinion.objects.exclude(reply="").exists()  # nothing half done

    def test_answers_may_be_given_one_at_a_time(self, stage, case):
        fail(stage, case)
        common = {"case_id": case.pk, "target": stage.target(case), "actor": stage.officer, "now": stage.now}
        actions.answer_opinions(answers=replies(2), **common)
        with pytest.raises(Invalid):
            actions.answer_opinions(answers=[{"number": 1, "reply": "CHANGED", "answer": ""}], **common)
        with pytest.raises(Invalid):
            actions.answer_opinions(answers=replies(3), **common)
        with pytest.raises(Forbidden):
            actions.answer_opinions(answers=replies(1), **(common | {"actor": stage.reviewer}))
        correct(stage, case, answers=replies(1))

        assert ReviewRound.objects.get(case=case).resubmitted_at == stage.now
        with pytest.raises(Conflict):
            actions.answer_opinions(answers=replies(1), **common)

    def test_it_goes_on_until_it_passes_and_then_may_be_decided(self, stage, case):
        fail(stage, case)
        correct(stage, case, answers=replies(1, 2))
        fail(stage, case, [{"point": "PAPER", "weight": "MUST", "text": "告知书漏写依据"}])
        correct(stage, case)  # one opinion: the step's own text answers it
        stage.take(case, Step.REVIEW)
        stage.wait(days=8).take(case, Step.DELIBERATE, Step.DECIDE)

        assert [(one.number, one.passed) for one in ReviewRound.objects.order_by("number")] == [
            (1, False),
            (2, False),
            (3, True),
        ]

    def test_a_must_stands_against_passing_and_problems_are_said(self, stage, case):
        with pytest.raises(Unlawful):
            stage.take(case, Step.REVIEW, opinions=[{"point": "FACT", "weight": "MUST", "text": "时间不清"}])
        with pytest.raises(Invalid):
            stage.take(case, Step.REVIEW, opinions=[{"point": "？", "weight": "MUST", "text": "时间不清"}])
        stage.take(case, Step.REVIEW, opinions=[{"point": "FACT", "weight": "ADVICE", "text": "写到小时"}])


class TestWhoReviews:
    def test_m164_a_handler_is_no_reviewer(self, stage, case):
        with pytest.raises(Forbidden):
            actions.take_step(
                case_id=case.pk, step=Step.REVIEW, target=stage.target(case), actor=stage.officer, now=stage.now,
                entered={"choice": "PASS", "opinion": "同意"},
            )  # fmt: skip

    def test_m162_who_is_new_to_it_and_not_qualified_reviews_nothing(self, stage, case):
        Officer.objects.filter(pk=stage.reviewer.officer_id).update(legally_qualified=False, reviewed_before=False)
        with pytest.raises(Unlawful) as refused:
            stage.take(case, Step.REVIEW)

        assert "review.reviewer.unqualified" in [breach.code for breach in refused.value.verdict]

    def test_m162_no_head_decides_past_a_failed_review(self, stage, case):
        fail(stage, case)
        stage.wait(days=8)
        with pytest.raises(Unlawful) as refused:
            actions.take_step(
                case_id=case.pk, step=Step.DECIDE, target=stage.target(case), actor=stage.head, now=stage.now,
                override="情况紧急，由我负责",
            )  # fmt: skip

        assert "review.failed" in [breach.code for breach in refused.value.verdict]

    def test_m162_what_is_changed_after_it_passed_is_reviewed_again(self, stage, case):
        stage.take(case, Step.REVIEW)
        actions.find_party(
            case_id=case.pk, party="甲", values={"electronic": True}, actor=stage.officer, now=stage.now
        )  # how papers reach somebody is no part of what was reviewed
        assert "review.stale" not in stage.outlook(case).why_not(Step.DECIDE)
        stage.wait(minutes=1)
        actions.find_charge(
            case_id=case.pk, target=stage.target(case), actor=stage.officer, now=stage.now,
            values={"proposed": {"kinds": ["FINE"], "fine": "1500"}},
        )  # fmt: skip
        assert "review.stale" in stage.outlook(case).why_not(Step.DECIDE)
        stage.take(case, Step.REVIEW)

        assert "review.stale" not in stage.outlook(case).why_not(Step.DECIDE)


class TestSince:
    def test_before_the_first_review_there_is_nothing_to_compare(self, stage, case):
        assert since(stage, case) is None

    def test_tells_exactly_what_changed(self, stage, case):
        fail(stage, case)
        assert not since(stage, case)
        actions.find_charge(
            case_id=case.pk, target=stage.target(case), values={"corrected": True}, actor=stage.officer, now=stage.now
        )
        stage.take(case, Step.GATHER, title="勘验笔录")
        actions.prove(
            case_id=case.pk, target=stage.target(case), actor=stage.officer, now=stage.now,
            points={"ACT": {"finding": "占用人行道 4 平方米", "evidence": [stage.facts(case).evidence[0].id]}},
        )  # fmt: skip
        correct(stage, case, answers=replies(1, 2))
        found = since(stage, case)

        assert [(one.table, one.added) for one in found.rows] == [("charges", False), ("evidence", True)]
        assert found.rows[0].fields == (("及时改正", "否", "是"),)
        assert found.proof == ("填写了“做了什么违法的事”",)


class TestProof:
    def test_gaps_are_told_and_filled(self, stage, case):
        target, name = stage.target(case), stage.facts(case).evidence[0].id

        def table():
            found = queries.known(Case.objects.select_related("district", "matter").get(pk=case.pk), stage.now.date())
            return queries.proof_of(
                Case.objects.select_related("matter").get(pk=case.pk), found, target, stage.now.date()
            )

        line = next(each for each in table().lines if each.element.code == "ACT")
        assert line.gaps == ("没有写认定的事实", "没有证据")
        assert table().unused == (name,)
        assert "平方" not in line.article
        assert line.article  # the article of the matter stands there by itself
        points = {"ACT": {"finding": "占用人行道", "evidence": [name]}}
        actions.prove(case_id=case.pk, target=target, points=points, actor=stage.officer, now=stage.now)

        assert next(each for each in table().lines if each.element.code == "ACT").gaps == ()
        assert table().unused == ()

    @pytest.mark.parametrize(
        "points",
        [
            pytest.param({"ACT": {"finding": "占用", "evidence": ["别案的证据"]}}, id="别案的证据"),
            pytest.param({"NO": {"finding": "占用"}}, id="没有这一项"),
        ],
    )
    def test_what_is_not_there_proves_nothing(self, stage, case, points):
        with pytest.raises(Invalid):
            actions.prove(case_id=case.pk, target=stage.target(case), points=points, actor=stage.officer, now=stage.now)

    def test_others_do_not_fill_it(self, stage, case):
        with pytest.raises(Forbidden):
            actions.prove(case_id=case.pk, target=stage.target(case), points={}, actor=stage.reviewer, now=stage.now)


def test_m166_what_a_case_teaches_is_there_for_the_whole_county(stage, case):
    common = {"case_id": case.pk, "point": Point.EVIDENCE, "measure": "", "now": stage.now}
    with pytest.raises(Conflict):
        actions.record_lesson(text="先勘验再告知", actor=stage.officer, **common)
    stage.take(case, Step.REVIEW)
    stage.wait(days=8).take(case, Step.DELIBERATE, Step.DECIDE)
    with pytest.raises(Forbidden):
        actions.record_lesson(text="先勘验再告知", actor=cast.actor(cast.deputy_qian(stage.town)), **common)
    with pytest.raises(Invalid):
        actions.record_lesson(text="", actor=stage.officer, **common)
    actions.record_lesson(text="先勘验再告知，电话 13800001111", actor=stage.officer, **common)

    assert [one.pk for one in queries.lessons(stage.second).items] == [Lesson.objects.get().pk]
    assert "13800001111" not in Lesson.objects.get().text


@pytest.mark.usefixtures("moment")
class TestPage:
    def address(self, case):
        return reverse("cases:review", args=[case.pk])

    def form(self, **changes):
        return {"choice": "FAIL", "opinion": "补正", "rows": "3", "do": "review", "weight_1": "MUST"} | changes

    def test_the_reviewer_sees_the_whole_and_gives_opinions(self, stage, enter, case):
        client = enter(stage.reviewer)
        with CaptureQueriesContext(connection) as seen:
            page = client.get(self.address(case)).content.decode()
        answer = client.post(self.address(case), self.form(point_1="FACT", text_1="时间不清"))

        assert len(seen) <= 30
        assert all(text in page for text in ("本轮变化", "致命缺陷", "事实—证据—法条", "法定幅度", "重大公共利益"))
        assert answer.status_code == 302
        assert ReviewOpinion.objects.get().text == "时间不清"

    def test_what_was_typed_stays(self, stage, enter, case):
        client = enter(stage.reviewer)
        more = client.post(self.address(case), self.form(text_1="时间不清", do="more")).content.decode()
        wrong = client.post(self.address(case), self.form(text_1="时间不清"))

        assert "时间不清" in more
        assert "第6条" in more
        assert wrong.status_code == 422
        assert "请选择第1条意见的种类" in wrong.content.decode()
        assert "时间不清" in wrong.content.decode()

    def test_handlers_keep_their_answers_and_submit_again(self, stage, enter, case):
        fail(stage, case)
        client = enter(stage.officer)
        kept = client.post(self.address(case), {"do": "keep", "reply_1": "CHANGED", "answer_1": "补了勘验"})
        page = client.get(self.address(case)).content.decode()
        early = client.post(
            self.address(case), {"do": "submit", "answer": "已补正", "reply_1": "CHANGED", "answer_1": "补了"}
        )

        assert kept.status_code == 302
        assert "补了勘验" in page
        assert early.status_code == 422
        assert "第2条审核意见还没有答复" in early.content.decode()
        sent = {"do": "submit", "answer": "已补正", "reply_1": "CHANGED", "answer_1": "补了勘验", "reply_2": "DECLINED",
                "answer_2": "已在裁量时考虑"}  # fmt: skip
        assert client.post(self.address(case), sent).status_code == 302
        assert ReviewRound.objects.get().resubmitted_at is not None

    def test_who_has_no_part_reads_with_names_hidden_and_writes_nothing(self, stage, enter, case):
        fail(stage, case, [{"point": "FACT", "weight": "MUST", "text": "钱大有的询问笔录没有签名"}])
        client = enter(cast.actor(cast.supervisor_sun()))
        page = client.get(self.address(case)).content.decode()

        assert "钱大有" not in page
        assert "data-draft" not in page
        assert client.get(reverse("cases:proof", args=[case.pk])).status_code == 403
        with pytest.raises(NotFound):
            queries.case_for(cast.actor(cast.officer_wang()), case.pk)

    def test_the_table_of_proof_is_filled_in_on_a_page(self, stage, enter, case):
        name = stage.facts(case).evidence[0].id
        answer = enter(stage.officer).post(
            reverse("cases:proof", args=[case.pk]), {"finding_ACT": "占用人行道", "evidence_ACT": [name]}
        )
        page = enter(stage.officer).get(self.address(case)).content.decode()

        assert answer.status_code == 302
        assert "占用人行道" in page

    def test_handlers_submit_it_and_the_reviewer_finds_it(self, stage, enter, case):
        enter(stage.officer).post(self.address(case), {"proposal": "请审核"})
        page = enter(stage.reviewer).get(reverse("cases:approvals")).content.decode()

        assert "去审核" in page
        assert KNOWN["law"] in page
