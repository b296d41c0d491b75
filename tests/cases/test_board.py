"""期限看板：每一级看自己的；超期的只有机关应办的事；每条期限说得清怎么算、到期怎样、由谁办。"""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests import cast
from tests.cases.stage import CASE
from tests.cases.test_api import Caller
from tests.cases.watch import rows, told, with_rows

from tongpan.cases import actions
from tongpan.cases.actions import Request
from tongpan.cases.domain.board import Group, Reach
from tongpan.cases.domain.choices import AssistanceKind
from tongpan.cases.domain.duties import RULES, kind_of, step_of
from tongpan.cases.models import CaseLimit
from tongpan.cases.queries.limits import reaches
from tongpan.kernel.models import LedgerEntry
from tongpan.law.facts.words import Role
from tongpan.law.limits import rule
from tongpan.law.period import Kind
from tongpan.law.procedure import Step

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("moment")]


def body(response):
    return response.content.decode()


class TestReach:
    def test_everybody_looks_at_the_levels_of_the_own_scope(self, stage):
        feng = cast.actor(cast.district_dispatcher_feng())

        assert reaches(stage.officer) == [Reach.MINE, Reach.TEAM]
        assert Reach.TOWN in reaches(stage.head)
        assert Reach.DISTRICT not in reaches(stage.head)
        assert reaches(feng) == [Reach.MINE, Reach.DISTRICT]

    def test_who_was_taken_off_is_named_for_no_duty_any_more(self, stage):
        case = stage.open()
        request = Request(kind=AssistanceKind.PRESENCE, what="通知到场", due_on=stage.now.date(), to_name="航埠派出所")
        actions.ask_help(case_id=case.pk, request=request, actor=stage.officer, now=stage.now)

        def named():
            (row,) = rows(stage.head, stage.now, Reach.TOWN, rule="OWN-HELP")
            return row.people

        assert named() == "李明、王强"
        actions.remove_officer(
            case_id=case.pk, role=Role.HANDLER, officer="王强", reason="调离", actor=stage.officer, now=stage.now
        )

        assert named() == "李明"

    def test_m143_a_person_sees_the_limits_of_own_cases_alone(self, stage):
        case = stage.open()
        other = cast.actor(cast.an_officer("无关", stage.town.agency, *stage.officer.posts, team=stage.town.team))

        assert [row.limit.case_id for row in rows(stage.officer, stage.now)] == [case.pk]
        assert rows(other, stage.now) == []

    @pytest.mark.parametrize("level", [Reach.TEAM, Reach.TOWN, Reach.DISTRICT])
    def test_m023_a_level_shows_its_cases_and_hides_them_from_its_neighbour(self, stage, level):
        case = stage.open()
        inside = {Reach.TEAM: stage.second, Reach.TOWN: stage.head, Reach.DISTRICT: cast.actor(cast.chief_chen())}
        outside = {
            Reach.TEAM: cast.officer_wang(),
            Reach.TOWN: cast.leader_zhou(cast.a_town_with_team(cast.another_town())),
            Reach.DISTRICT: cast.chief_chen(cast.a_county("衢江区", "330803")),
        }

        assert [row.limit.case_id for row in rows(inside[level], stage.now, level)] == [case.pk]
        assert rows(cast.actor(outside[level]), stage.now, level) == []

    def test_a_level_that_is_not_ones_own_is_refused(self, stage):
        stage.open()
        answer = Caller(stage, stage.officer).get("/limits?reach=DISTRICT")

        assert answer.status_code == 403
        assert "本区" in answer.json()["detail"]

    def test_is_not_for_auxiliaries(self, stage, enter):
        client = enter(cast.actor(cast.auxiliary_jiang(stage.town)))

        assert client.get(reverse("cases:limits")).status_code == 403


class TestGroups:
    @pytest.mark.parametrize(
        ("days", "group"), [(14, Group.LATER), (20, Group.WEEK), (21, Group.TODAY), (22, Group.OVERDUE)]
    )
    def test_a_duty_moves_on_by_the_day(self, stage, days, group):
        stage.wait(days=1).open()  # fifteen working days to decide on filing, from Tuesday 3 to Tuesday 24 March
        found = rows(stage.officer, stage.now + timedelta(days=days))

        assert [(row.limit.rule, row.group) for row in found] == [("DL-01", group)]
        assert [row.limit.rule for row in rows(stage.officer, stage.now + timedelta(days=days), group=group)] == [
            "DL-01"
        ]

    def test_a_right_that_is_over_makes_nobody_late(self, stage):
        told(stage)
        later = stage.now + timedelta(days=30)

        assert {row.group for row in rows(stage.officer, later)} == {Group.LATER}
        assert rows(stage.officer, later, group=Group.OVERDUE) == []
        ended = rows(stage.officer, later, group=Group.ENDED)
        assert {row.post for row in ended} == {"当事人"}

    def test_what_has_no_day_stands_apart(self, stage):
        case = stage.open()
        charge = stage.facts(case).charges[0]
        with_rows(stage, case, charges=(type(charge)(charge.party, charge.cause, regime=None),))

        assert rows(stage.officer, stage.now) == []
        assert [row.limit.act_by for row in rows(stage.officer, stage.now, group=Group.UNDATED)] == [None]

    def test_filters_keep_what_was_chosen(self, stage):
        told(stage)
        by = {"rule": "DL-09", "kind": Kind.MUST_BY.value, "domain": "water"}

        assert [row.limit.rule for row in rows(stage.officer, stage.now, rule="DL-09")] == ["DL-09"]
        assert {row.limit.kind for row in rows(stage.officer, stage.now, kind=by["kind"])} == {by["kind"]}
        assert rows(stage.officer, stage.now, domain="water") == []
        assert rows(stage.officer, stage.now, rule="DL-09", kind=Kind.RIGHT_UNTIL.value) == []

    def test_pages_go_on_where_they_ended(self, stage):
        for _ in range(3):
            told(stage)
        caller, seen, after = Caller(stage, stage.head), [], ""
        while after is not None:
            answer = caller.get(f"/limits?reach=TOWN&size=2{f'&after={after}' if after else ''}").json()
            seen += [(one["day"], one["case_id"], one["rule"]) for one in answer["items"]]
            after = answer["next"]

        assert len(seen) == len(set(seen)) == CaseLimit.objects.count()
        assert [day for day, _, _ in seen] == sorted(day for day, _, _ in seen)


class TestRow:
    def test_m143_each_limit_explains_itself_and_says_whose_it_is(self, stage, enter):
        told(stage)
        page = body(enter(stage.officer).get(reverse("cases:limits")))

        assert "作出处罚决定" in page
        assert "钱**" in page
        assert "钱大有" not in page
        assert "行政处罚程序规定" in page
        assert "程序违法" in page
        assert "作出决定的负责人" in page
        assert "周" in page

    def test_asks_the_same_few_questions_however_many_there_are(self, stage, enter):
        told(stage)
        client, counts = enter(stage.head), []
        for _ in range(2):
            with CaptureQueriesContext(connection) as seen:
                assert client.get(reverse("cases:limits")).status_code == 200
            counts.append(len(seen))
            for _ in range(3):
                told(stage)

        assert counts[0] == counts[1] <= 30

    def test_instalments_and_days_to_pay_can_be_chosen_like_every_other_limit(self):
        assert "DL-23" in RULES  # runs for each part that is owed, in no table of clocks
        assert len(RULES) == len(set(RULES))

    def test_every_rule_that_runs_has_its_kind_and_what_ends_it(self):
        for name in RULES:
            assert kind_of(name) in set(Kind), name
            assert rule(name).end
            assert step_of(name) is not None or kind_of(name) != Kind.MUST_BY, name
        assert step_of("DL-09") is Step.DECIDE


class TestExport:
    def test_holds_what_is_filtered_and_says_who_took_it(self, stage, enter):
        told(stage)
        client = enter(stage.officer)
        answer = client.post(reverse("cases:limits_export") + "?rule=DL-09", {"form": "csv"})
        text = b"".join(answer.streaming_content).decode("utf-8-sig")

        assert len(text.strip().splitlines()) == 2
        assert "钱**" in text
        assert LedgerEntry.objects.filter(action="limits.exported", actor=stage.officer.label).count() == 1
        assert client.post(reverse("cases:limits_export"), {"form": "exe"}).status_code == 422

    def test_is_not_for_the_reviewer(self, stage, enter):
        assert enter(stage.reviewer).post(reverse("cases:limits_export")).status_code == 403


class TestReviews:
    def test_m157_waits_for_the_named_reviewer_until_it_is_passed(self, stage, enter):
        case = told(stage, complex=True, weighty=True)
        stage.take(case, Step.WAIVE)
        page = body(enter(stage.reviewer).get(reverse("cases:reviews")))
        nobody = body(enter(stage.head).get(reverse("cases:reviews")))

        assert case.number in page
        assert case.number not in nobody
        stage.take(case, Step.REVIEW)
        assert case.number not in body(enter(stage.reviewer).get(reverse("cases:reviews")))

    def test_a_proposal_that_is_sent_back_twice_is_noted_at_once(self, stage):
        case = stage.found(stage.open())
        for _ in range(2):
            made = actions.propose_step(
                case_id=case.pk, step=Step.FILE, target=CASE, reason="报", actor=stage.officer, now=stage.now
            )
            actions.answer_proposal(proposal_id=made.pk, take=False, answer="改", actor=stage.deputy, now=stage.now)

        assert "RETURNED" in set(case.flags.values_list("flag", flat=True))
