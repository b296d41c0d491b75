"""待我办：等这个人批、决定、答复、签收、过目的，一张单子，期限近的在前；办了就不在，别人的看不到。"""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests import cast
from tests.cases.proof import begun
from tests.cases.seized import a_seized_cart, keeper_of, lift_cart, of_the_cart
from tests.cases.stage import CASE

from tongpan.agencies.domain.actor import anonymous_actor
from tongpan.agencies.domain.waiting import Asked
from tongpan.agencies.queries.inbox import waiting
from tongpan.cases import actions
from tongpan.cases.domain.flags import ASKED_OF, Flag
from tongpan.cases.models import Case, CaseFlag
from tongpan.law.procedure import Step

pytestmark = pytest.mark.django_db


def proposed(stage, **given):
    case = stage.found(stage.open())
    values = {
        "target": CASE,
        "reason": "钱大有占道经营，符合立案条件",
        "actor": stage.officer,
        "now": stage.now,
    } | given
    return actions.propose_step(case_id=case.pk, step=Step.FILE, **values)


def kinds(actor, stage):
    return [(one.kind, one.asked) for one in waiting(actor, stage.now).rows]


class TestProposals:
    def test_stand_before_whose_turn_it_is_with_limit_and_article_and_no_name(self, stage):
        one = proposed(stage)
        (row,) = waiting(stage.deputy, stage.now).rows

        assert (row.kind, row.what, row.asked) == ("案件报批", "立案", Asked.APPROVE)
        assert row.about.startswith(one.case.number)
        assert row.address == reverse("cases:proposal", args=[one.pk])
        assert "钱大有" not in row.said
        assert row.until == one.case.next_due_on
        assert kinds(stage.head, stage) == kinds(stage.officer, stage) == []

    def test_answered_they_are_gone(self, stage):
        one = proposed(stage)
        actions.answer_proposal(proposal_id=one.pk, take=False, actor=stage.deputy, now=stage.now, answer="补照片")

        assert waiting(stage.deputy, stage.now).count == 0

    def test_what_is_due_first_stands_first_and_the_rest_is_counted(self, stage):
        late = proposed(stage)
        stage.wait(days=3)
        later = proposed(stage)
        found = waiting(stage.deputy, stage.now, size=1)

        assert [one.args[0] for one in found.rows] == [late.pk]
        assert (found.count, found.left) == (2, 1)
        assert [one.args[0] for one in waiting(stage.deputy, stage.now).rows] == [late.pk, later.pk]


class TestRest:
    def test_a_question_of_the_law_waits_for_whom_the_library_names(self, stage):
        case = begun(stage)
        CaseFlag.objects.create(
            case=case, flag=Flag.ASK_HEAD, day=stage.now.date(), note="哪天起算", district_id=case.district_id,
            town_id=case.town_id, body_id=case.body_id,
        )  # fmt: skip
        assert ("法律问题", Asked.ANSWER) in kinds(stage.head, stage)
        assert ("法律问题", Asked.ANSWER) in kinds(stage.deputy, stage)
        for actor in (stage.officer, stage.reviewer, cast.actor(cast.supervisor_sun())):
            assert ("法律问题", Asked.ANSWER) not in kinds(actor, stage)

    def test_of_the_countys_questions_the_first_are_read_and_the_rest_is_counted(self, stage):
        supervisor, elsewhere = cast.actor(cast.supervisor_sun()), cast.a_county("衢江区", "330803")
        cases = [stage.open() for _ in range(4)]
        for place, case in enumerate(cases):
            Case.objects.filter(pk=case.pk).update(next_due_on=date(2026, 4, 9 - place) if place else None)
            CaseFlag.objects.create(
                case=case, flag=Flag.ASK_COUNTY, day=stage.now.date(), note="哪天起算", body_id=case.body_id,
                district_id=elsewhere.pk if place == 3 else case.district_id, town_id=case.town_id,
            )  # fmt: skip

        with CaptureQueriesContext(connection) as asked:
            found = waiting(supervisor, stage.now, size=1)

        assert [row.args for row in found.rows] == [(cases[2].pk,)]
        assert (found.count, found.left) == (3, 2)
        (read,) = [one["sql"] for one in asked if 'note"' in one["sql"] and "ASK_COUNTY" in one["sql"]]
        assert "LIMIT 1" in read
        everything = waiting(supervisor, stage.now)
        assert [row.args[0] for row in everything.rows] == [cases[2].pk, cases[1].pk, cases[0].pk]
        assert everything.left == 0

    def test_every_answerer_has_a_flag(self):
        assert {flag.value for flag in ASKED_OF} == {"ASK_HEAD", "ASK_REVIEWER", "ASK_COUNTY"}

    def test_an_own_step_stands_there_in_its_last_week(self, stage):
        case = begun(stage)
        stage.take(case, Step.GATHER, Step.VERIFY, Step.REPORT)
        assert ("期限将到", Asked.DO) not in kinds(stage.head, stage)
        stage.wait(days=85)
        rows = [one for one in waiting(stage.head, stage.now).rows if one.kind == "期限将到"]

        assert [one.basis for one in rows]
        assert ("期限将到", Asked.DO) not in kinds(stage.officer, stage)

    def test_things_to_give_back_stand_before_the_keeper(self, stage):
        case = a_seized_cart(stage, begun(stage))
        stage.wait(minutes=1)
        actions.register_property(case_id=case.pk, lines=[of_the_cart()], actor=stage.officer, now=stage.now)
        lift_cart(stage, case)

        assert ("财物退还", Asked.DO) in kinds(keeper_of(stage), stage)
        assert ("财物退还", Asked.DO) not in kinds(stage.officer, stage)

    def test_a_signature_on_paper_is_shown_to_whose_name_it_bears(self, stage):
        one = proposed(stage)
        stage.wait(hours=1)
        actions.enter_signature(
            proposal_id=one.pk, take=True, signed_at=stage.now - timedelta(minutes=5), actor=stage.officer,
            now=stage.now,
        )  # fmt: skip

        assert ("纸质签批", Asked.SEE) in kinds(stage.deputy, stage)
        stage.wait(days=31)
        assert ("纸质签批", Asked.SEE) not in kinds(stage.deputy, stage)

    def test_a_visitor_has_none(self, stage):
        assert waiting(anonymous_actor(), stage.now).count == 0


@pytest.mark.usefixtures("moment")
class TestEdges:
    def test_page_desk_and_api_show_the_same(self, stage, enter):
        one = proposed(stage)
        client, address = enter(stage.deputy), reverse("cases:proposal", args=[one.pk])
        for page in ("/inbox/", "/approvals/"):
            shown = client.get(page).content.decode()
            assert address in shown, page
            assert "钱大有" not in shown
        found = client.get("/api/v1/inbox").json()
        assert (found["count"], found["items"][0]["address"]) == (1, address)
        assert found["kinds"] == {"案件报批": 1}
        assert client.get("/api/v1/inbox?kind=联合处置").json()["items"] == []

    def test_one_kind_alone_and_bad_input(self, stage, enter):
        proposed(stage)
        client = enter(stage.deputy)
        assert "案件报批" in client.get("/inbox/?kind=案件报批").content.decode()
        assert "这一类现在没有" in client.get("/inbox/?kind=没有这类").content.decode()
        for shown in ("-1", "x", "99999", "0"):
            assert client.get(f"/inbox/?shown={shown}").status_code == 200

    def test_who_is_nobody_is_sent_away(self, client, django_user_model):
        client.force_login(django_user_model.objects.create_user("nobody", cast.PASSWORD))

        assert client.get("/inbox/").status_code == 403
        assert client.get("/api/v1/inbox").status_code == 403
