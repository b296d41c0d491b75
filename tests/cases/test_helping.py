"""协助请求：发得出去（联络员、一次性链接、纸质），期限列在看板上，对方答复或者写明理由；难在哪里按领域汇总。"""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from tests import cast
from tests.cases.helped import a_body, ask, perishable, support
from tests.cases.test_api import Caller
from tests.cases.watch import deliver, rows
from tests.kernel.test_edges import Gateway

from tongpan.agencies.domain.posts import AgencyKind
from tongpan.agencies.models import Officer
from tongpan.cases import actions
from tongpan.cases.domain.choices import Difficulty, HelpWay
from tongpan.cases.events import HelpAnswered
from tongpan.cases.models import Case, CaseAssistance, CaseLimit
from tongpan.cases.queries import helping
from tongpan.cases.steps.agreeing import disagreements
from tongpan.cases.subscribers.helping import tell_handlers
from tongpan.kernel.errors import Conflict, Forbidden, Invalid, NotFound
from tongpan.kernel.models import Delivery
from tongpan.powers.models import Grant

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("moment")]


class TestSending:
    def test_m160_the_liaison_of_the_body_is_told_and_answers_in_the_system(self, stage):
        body, liaison = a_body(stage)
        case = stage.open()
        sent = ask(stage, case, to_body_id=body.pk, way=HelpWay.LIAISON)
        assert deliver(stage.now)
        assert Delivery.objects.exists()
        assert [one.pk for one in helping.help_asked(liaison)] == [sent.assistance.pk]
        done = actions.answer_help(
            assistance_id=sent.assistance.pk, helped=True, answer="3月5日已通知到场", actor=liaison, now=stage.now
        )

        assert deliver(stage.now)
        done.refresh_from_db()
        assert (done.helped, done.answered_by) == (True, liaison.label)
        assert helping.help_asked(liaison) == []
        assert disagreements(Case.objects.select_related("district").get(pk=case.pk)) == []

    def test_m160_nobody_else_answers_for_that_body(self, stage):
        body, _ = a_body(stage)
        _, other = a_body(stage, "柯城区水利局")
        sent = ask(stage, stage.open(), to_body_id=body.pk, way=HelpWay.LIAISON)
        for stranger in (other, stage.officer, cast.actor(cast.chief_chen())):
            with pytest.raises(NotFound):
                actions.answer_help(
                    assistance_id=sent.assistance.pk, helped=True, answer="好", actor=stranger, now=stage.now
                )

        assert CaseAssistance.objects.get().answered_at is None

    def test_m160_a_body_without_a_liaison_is_asked_otherwise(self, stage):
        body = cast.an_agency("柯城区水利局", stage.town.county, AgencyKind.DEPARTMENT)
        with pytest.raises(Invalid) as refused:
            ask(stage, stage.open(), to_body_id=body.pk, way=HelpWay.LIAISON)

        assert "一次性链接" in refused.value.fields["way"]
        assert not CaseAssistance.objects.exists()

    def test_m160_a_link_opens_once_and_shows_what_is_asked(self, stage):
        case = stage.open()
        sent = ask(stage, case, way=HelpWay.LINK, contact_name="赵警官", contact_phone="13800000000")
        assert deliver(stage.now)
        address = reverse("cases:help_link", args=[sent.token])
        outside = Client()
        page = outside.get(address).content.decode()
        assert "通知钱大有到场" in page
        assert "您的答复" in page
        assert "对方的答复" not in page
        assert '<div class="stack">' in page
        assert outside.post(address, {"helped": "no", "answer": "不"}).status_code == 422
        answer = outside.post(address, {"helped": "no", "answer": "不属于本所职权，请找户籍地派出所"})
        assert answer.status_code == 302
        row = CaseAssistance.objects.get()

        assert (row.helped, row.answered_by) == (False, "assistance")
        assert outside.get(address).status_code == 404
        assert "13800000000" not in row.contact_phone_sealed

    def test_m160_a_link_is_renewed_by_the_handlers_and_expires(self, stage):
        sent = ask(stage, stage.open(), way=HelpWay.LINK, contact_name="赵警官")
        with pytest.raises(Forbidden):
            actions.renew_help_link(assistance_id=sent.assistance.pk, actor=stage.head, now=stage.now)
        again = actions.renew_help_link(assistance_id=sent.assistance.pk, actor=stage.officer, now=stage.now)
        with pytest.raises(NotFound):
            helping.help_behind(sent.token, stage.now)
        assert helping.help_behind(again.token, stage.now).pk == sent.assistance.pk
        with pytest.raises(NotFound):
            helping.help_behind(again.token, stage.now + timedelta(days=60))

    def test_m160_what_was_not_sent_by_link_has_none_to_renew(self, stage):
        sent = ask(stage, stage.open())
        with pytest.raises(Conflict) as refused:
            actions.renew_help_link(assistance_id=sent.assistance.pk, actor=stage.officer, now=stage.now)

        assert "没有链接可以重新生成" in str(refused.value)
        assert CaseAssistance.objects.get().link_index == ""

    @pytest.mark.parametrize(
        ("wrong", "field"),
        [
            ({"to_name": ""}, "to_name"),
            ({"what": " "}, "what"),
            ({"due_on": date(2026, 3, 1)}, "due_on"),
            ({"party": "乙"}, "party"),
            ({"way": HelpWay.LINK}, "contact_name"),
        ],
    )
    def test_m160_what_is_missing_is_said(self, stage, wrong, field):
        with pytest.raises(Invalid) as refused:
            ask(stage, stage.open(), **wrong)

        assert field in refused.value.fields

    def test_m160_only_the_handlers_ask(self, stage):
        with pytest.raises(Forbidden) as refused:
            ask(stage, stage.open(), actor=stage.head)

        assert "协助由本案的承办人请求" in str(refused.value)
        assert not CaseAssistance.objects.exists()


class TestClock:
    def test_m160_the_day_stands_on_the_board_until_it_is_answered_or_refused(self, stage):
        case = stage.open()
        sent = ask(stage, case)
        (row,) = rows(stage.officer, stage.now, rule="OWN-HELP")
        assert (row.limit.act_by, row.post) == (date(2026, 3, 6), "承办人")
        stage.found(case)
        stage.wait(days=5)
        (row,) = rows(stage.officer, stage.now, rule="OWN-HELP")
        assert row.group == "OVERDUE"
        given = {"assistance_id": sent.assistance.pk, "actor": stage.officer, "now": stage.now}
        with pytest.raises(Invalid):
            actions.record_help(helped=False, answer="不", **given)
        actions.record_help(helped=False, answer="不属于本机关职权", **given)
        with pytest.raises(Conflict):
            actions.record_help(helped=True, answer="又来了", **given)

        assert rows(stage.officer, stage.now, rule="OWN-HELP") == []

    def test_m155_testing_of_what_does_not_keep_is_sent_with_its_clock(self, stage):
        body, liaison = a_body(stage, "柯城区生态环境分局")
        case, ref = perishable(stage)
        sent = actions.ask_support(
            case_id=case.pk, ref=ref, department_id=body.pk, what="检测废水", come_by=stage.now + timedelta(hours=3),
            way=HelpWay.LIAISON, actor=stage.officer, now=stage.now,
        )  # fmt: skip
        limit = CaseLimit.objects.get(rule="OWN-SUPPORT")
        assert (limit.act_by, limit.citation) == (stage.now.date(), "处罚法第二十六条、第五十六条")
        assert (sent.assistance.difficulty, sent.assistance.kind) == ("PERISHING", "TESTING")
        assert deliver(stage.now)
        actions.answer_help(
            assistance_id=sent.assistance.pk, helped=True, answer="采样两份，编号 S1、S2", actor=liaison, now=stage.now
        )

        assert not CaseLimit.objects.filter(rule="OWN-SUPPORT").exists()
        assert sent.assistance.support is not None
        sent.assistance.support.refresh_from_db()
        assert sent.assistance.support.answer == "采样两份，编号 S1、S2"

    def test_m155_an_answer_on_the_evidence_page_ends_the_clock_too(self, stage):
        body, _ = a_body(stage, "柯城区生态环境分局")
        case, ref = perishable(stage)
        sent = actions.ask_support(
            case_id=case.pk, ref=ref, department_id=body.pk, what="检测废水", come_by=stage.now + timedelta(hours=3),
            actor=stage.officer, now=stage.now,
        )  # fmt: skip
        actions.answer_support(
            case_id=case.pk, ref=ref, request_id=sent.assistance.support_id, helped=True, answer="已到场采样",
            actor=stage.officer, now=stage.now,
        )  # fmt: skip

        assert CaseAssistance.objects.get().answer == "已到场采样"
        assert not CaseLimit.objects.filter(rule="OWN-SUPPORT").exists()

    def test_m160_a_departments_no_is_counted_as_no_help(self, stage):
        body, _ = a_body(stage, "柯城区生态环境分局")
        case, ref = perishable(stage)
        sent = support(stage, case, ref, body)
        given = {
            "case_id": case.pk, "ref": ref, "request_id": sent.assistance.support_id, "actor": stage.officer,
            "now": stage.now,
        }  # fmt: skip
        with pytest.raises(Invalid) as refused:
            actions.answer_support(**given, helped=False, answer="不")
        assert "理由" in refused.value.fields["answer"]
        actions.answer_support(**given, helped=False, answer="没有废水检测资质，请委托第三方")

        assert CaseAssistance.objects.get().helped is False
        (one,) = helping.hardships(stage.head, stage.now.date())
        assert (one.asked, one.helped, one.refused) == (1, 0, 1)

    def test_m155_who_asks_while_another_works_on_the_case_moves_it_on_by_a_version(self, stage):
        body, _ = a_body(stage, "柯城区生态环境分局")
        case, ref = perishable(stage)
        before = Case.objects.get(pk=case.pk).version
        support(stage, case, ref, body)

        assert Case.objects.get(pk=case.pk).version == before + 1


class TestTelling:
    def test_m160_who_left_no_telephone_is_not_sent_a_notice(self, stage):
        sent = ask(stage, stage.open(), way=HelpWay.LINK, contact_name="赵警官")
        people, _ = helping.asked_contacts(str(sent.assistance.pk), stage.now.date())

        assert people == []

    def test_m160_one_handler_who_cannot_be_reached_keeps_the_answer_from_no_other(self, stage, settings):
        settings.TONGPAN_NOTIFY = ["sms:tests.kernel.test_edges.Gateway"]
        Gateway.sent, Gateway.down = [], False
        second = Officer.objects.get(pk=stage.second.officer_id)
        second.phone = "13800000002"
        second.save()
        sent = ask(stage, stage.open())
        CaseAssistance.objects.filter(pk=sent.assistance.pk).update(answered_at=stage.now, helped=True)
        first, _ = helping.handler_contacts(str(sent.assistance.pk))[0]
        assert first.phone == ""
        tell_handlers(HelpAnswered(assistance_id=str(sent.assistance.pk)), stage.now)

        assert [to for to, _ in Gateway.sent] == ["13800000002"]


class TestDifficulty:
    def test_m160_a_matter_that_came_within_a_year_is_marked(self, stage):
        case = stage.open()
        Case.objects.filter(pk=case.pk).update(domain="planning")
        Grant.objects.filter(pk=case.grant_id).update(valid_from=date(2025, 12, 1))

        assert ask(stage, case).assistance.newly
        Grant.objects.filter(pk=case.grant_id).update(valid_from=date(2024, 12, 1))
        assert not ask(stage, case).assistance.newly

    def test_m160_what_is_hard_is_counted_by_field_within_ones_scope(self, stage):
        case = stage.open()
        sent = ask(stage, case)
        ask(stage, case, difficulty=Difficulty.NONE)
        actions.record_help(
            assistance_id=sent.assistance.pk, helped=True, answer="已通知", actor=stage.officer, now=stage.now
        )
        (one,) = helping.hardships(stage.head, stage.now.date())

        assert (one.difficulty, one.asked, one.helped, one.refused) == ("传唤、通知不到，不到场", 1, 1, 0)
        assert helping.hardships(cast.actor(cast.officer_wang()), stage.now.date()) == []


class TestPages:
    def test_m160_asked_on_the_page_answered_by_the_liaison(self, stage, enter):
        body, liaison = a_body(stage)
        case = stage.open()
        client = enter(stage.officer)
        sent = {
            "kind": "RECORDS", "difficulty": "NO_FILES", "to_body": str(body.pk), "way": "LIAISON",
            "what": "调取规划许可",
            "due_on": "2026-03-06",
        }  # fmt: skip
        refused = client.post(reverse("cases:ask_help", args=[case.pk]), sent | {"due_on": "2026-03-01"})
        assert refused.status_code == 422
        assert "调取规划许可" in refused.content.decode()
        assert client.post(reverse("cases:ask_help", args=[case.pk]), sent).status_code == 302
        assert "柯城区自然资源局" in client.get(reverse("cases:case", args=[case.pk])).content.decode()
        assert "没有许可、审批、权属档案" in client.get(reverse("cases:helps")).content.decode()
        theirs = enter(liaison)
        row = CaseAssistance.objects.get()
        assert "请我们协助的" in theirs.get(reverse("cases:helps")).content.decode()
        address = reverse("cases:help", args=[row.pk])
        assert "调取规划许可" in theirs.get(address).content.decode()
        assert theirs.post(address, {"helped": "yes", "answer": "没有办理过规划许可"}).status_code == 302
        assert theirs.get(reverse("cases:case", args=[case.pk])).status_code == 404

        row.refresh_from_db()
        assert row.helped is True

    def test_m160_the_link_is_shown_once(self, stage, enter):
        case = stage.open()
        client = enter(stage.officer)
        sent = {
            "kind": "PRESENCE", "difficulty": "PRESENCE", "to_name": "航埠派出所", "way": "LINK",
            "contact_name": "赵警官",
            "what": "通知到场", "due_on": "2026-03-06",
        }  # fmt: skip
        asked = client.get(reverse("cases:ask_help", args=[case.pk])).content.decode()
        assert "发出请求</button>" in asked
        answer = client.post(reverse("cases:ask_help", args=[case.pk]), sent)

        assert "/cases/h/" in answer.content.decode()
        assert answer["Cache-Control"] == "no-store"
        row = CaseAssistance.objects.get()
        assert "/cases/h/" in client.post(reverse("cases:help_renew", args=[row.pk])).content.decode()

    def test_m155_m160_by_api(self, stage):
        body, liaison = a_body(stage)
        case, ref = perishable(stage)
        caller = Caller(stage, stage.officer)
        asked = caller.post(f"/{case.pk}/help", {
            "kind": "SURVEY", "to_body_id": str(body.pk), "way": "LIAISON", "what": "勘测面积，当事人13800001111",
            "due_on": "2026-03-06", "difficulty": "UNQUALIFIED",
        })  # fmt: skip
        assert asked.status_code == 200, asked.content
        support = caller.post(f"/{case.pk}/evidence/{ref}/support", {
            "department_id": str(body.pk), "what": "检测", "come_by": (stage.now + timedelta(hours=2)).isoformat(),
            "way": "LINK", "contact_name": "钱工",
        })  # fmt: skip
        assert support.status_code == 200, support.content
        assert support.json()["token"]
        theirs = Caller(stage, liaison)
        assert len(theirs.get("/help/incoming").json()) == 2
        assert "13800001111" not in theirs.get("/help/incoming").content.decode()
        key = asked.json()["assistance_id"]
        assert (
            theirs.post(f"/help/{key}/answer", {"helped": False, "answer": "没有勘测资质，请委托测绘院"}).status_code
            == 200
        )
        assert caller.post(f"/help/{key}/answer", {"helped": True, "answer": "好"}).status_code == 404


def test_m160_what_is_asked_stands_on_the_liaisons_desk(stage, enter):
    body, liaison = a_body(stage)
    ask(stage, stage.open(), to_body_id=body.pk, way=HelpWay.LIAISON)
    desk = enter(liaison).get(reverse("command:owed")).content.decode()

    assert "案件请求协助" in desk
    assert "找人、通知到场" in desk
