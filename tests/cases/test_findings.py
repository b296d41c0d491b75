"""事实由承办人认定，决定以后不在决定之下改；办案人员一人一岗，回避要有人、有理由。"""

import pytest
from tests import cast

from tongpan.cases import actions
from tongpan.cases.models import Case
from tongpan.kernel.errors import Conflict, Forbidden, Invalid, NotFound
from tongpan.law.facts.words import Role
from tongpan.law.procedure import Step

pytestmark = pytest.mark.django_db


class TestFindings:
    def test_only_handlers_find(self, stage):
        case = stage.open()
        with pytest.raises(Forbidden):
            actions.find_clue(case_id=case.pk, values={"evidence": True}, actor=stage.head, now=stage.now)

    def test_a_value_of_none_is_unknown_again(self, stage):
        case = stage.found(stage.open())
        target = stage.target(case)
        actions.find_charge(case_id=case.pk, target=target, values={"crime": None}, actor=stage.officer, now=stage.now)

        assert stage.facts(case).charges[0].crime is None

    def test_what_tells_rows_apart_is_not_found_anew(self, stage):
        case = stage.open()
        actions.find_charge(
            case_id=case.pk, target=stage.target(case), values={"party": "乙", "first": True}, actor=stage.officer,
            now=stage.now,
        )  # fmt: skip

        assert [(each.party, each.first) for each in stage.facts(case).charges] == [("甲", True)]

    @pytest.mark.parametrize(
        ("values", "code"),
        [
            pytest.param({"crime": "也许"}, "facts.flag.type", id="不是是或者否"),
            pytest.param({"weather": "晴"}, "facts.key.unknown", id="不认识的字段"),
            pytest.param({"proposed": {"kinds": ["FINE"], "fine": "-5"}}, "money.negative", id="负的罚款"),
            pytest.param({"proposed": {"kinds": ["FINE"], "fine": "1.234"}}, "money.too_fine", id="不到一分"),
            pytest.param({"act_until": "2020-01-01"}, "facts.order.impossible", id="终了早于发生"),
            pytest.param({"regime": "NOWHERE"}, "facts.word.unknown", id="没有这部规定"),
        ],
    )
    def test_what_cannot_be_is_refused_in_words(self, stage, values, code):
        case = stage.open()
        with pytest.raises(Invalid) as refused:
            actions.find_charge(
                case_id=case.pk, target=stage.target(case), values=values, actor=stage.officer, now=stage.now
            )

        assert refused.value.code == code

    def test_what_a_decision_stands_on_is_not_changed_under_it(self, stage):
        case = stage.found(stage.open())
        stage.take(case, Step.FILE, Step.SHOW_IDENTITY, Step.GATHER, Step.VERIFY, Step.REPORT, Step.NOTIFY, Step.WAIVE)
        stage.wait(days=8)
        stage.take(case, Step.DECIDE)
        with pytest.raises(Conflict):
            stage.found(case, minor=True)

    def test_how_papers_reach_a_party_is_found_out_also_later(self, stage):
        case = stage.found(stage.open())
        stage.take(case, Step.FILE, Step.SHOW_IDENTITY, Step.GATHER, Step.VERIFY, Step.REPORT, Step.NOTIFY, Step.WAIVE)
        stage.wait(days=8)
        stage.take(case, Step.DECIDE)
        given = {"case_id": case.pk, "party": "甲", "actor": stage.officer, "now": stage.now}
        actions.find_party(**given, values={"untraceable": True, "born_on": "1980-01-01"})
        assert stage.facts(case).parties[0].untraceable is True

        with pytest.raises(Conflict):
            actions.find_party(**given, values={"born_on": "2010-01-01"})

    def test_what_kind_of_party_somebody_is_is_not_found_anew(self, stage):
        case = stage.open()
        values = {"kind": "ORGANIZATION"}
        actions.find_party(case_id=case.pk, party="甲", values=values, actor=stage.officer, now=stage.now)

        assert stage.facts(case).parties[0].kind == "CITIZEN"

    def test_a_party_that_is_not_there(self, stage):
        case = stage.open()
        with pytest.raises(NotFound):
            actions.find_party(case_id=case.pk, party="乙", values={"lucid": True}, actor=stage.officer, now=stage.now)

    def test_the_same_again_changes_nothing(self, stage):
        case = stage.found(stage.open())
        before = Case.objects.get(pk=case.pk).version
        stage.found(case)

        assert Case.objects.get(pk=case.pk).version == before


class TestPeople:
    def test_is_named_once(self, stage):
        case = stage.open()
        with pytest.raises(Conflict):
            actions.name_officer(
                case_id=case.pk, role=Role.HANDLER, officer_id=stage.second.officer_id, actor=stage.officer,
                now=stage.now,
            )  # fmt: skip

    def test_two_of_one_name_are_told_apart(self, stage):
        case = stage.open()
        twin = cast.an_officer("李明", stage.town.agency, cast.Post.OFFICER, team=stage.town.team)
        actions.name_officer(case_id=case.pk, role=Role.HANDLER, officer_id=twin.pk, actor=stage.officer, now=stage.now)

        assert [each.officer for each in stage.facts(case).assignments if each.role is Role.HANDLER] == [
            "李明",
            "王强",
            "李明（2）",
        ]

    def test_who_has_no_part_names_nobody(self, stage):
        case = stage.open(people=[(Role.HANDLER, stage.second.officer_id)])
        with pytest.raises(Forbidden):
            actions.name_officer(
                case_id=case.pk, role=Role.REVIEWER, officer_id=stage.chair.officer_id, actor=stage.chair, now=stage.now
            )

    @pytest.mark.parametrize(
        ("officer", "reason", "field"),
        [
            pytest.param("没有这个人", "亲戚", "officer", id="不是本案的人"),
            pytest.param("李明", " ", "reason", id="没有理由"),
        ],
    )
    def test_a_recusal_names_somebody_and_a_reason(self, stage, officer, reason, field):
        case = stage.open()
        with pytest.raises(Invalid) as refused:
            actions.ask_recusal(case_id=case.pk, officer=officer, reason=reason, actor=stage.officer, now=stage.now)

        assert field in refused.value.fields

    def test_a_recusal_is_asked_for_once(self, stage):
        case = stage.open()
        actions.ask_recusal(case_id=case.pk, officer="李明", reason="亲戚", actor=stage.officer, now=stage.now)
        with pytest.raises(Conflict):
            actions.ask_recusal(case_id=case.pk, officer="李明", reason="亲戚", actor=stage.officer, now=stage.now)
