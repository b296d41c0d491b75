"""处罚与教育并举：教了什么、承诺什么、哪天去看；没有履行的接着办，并且算作此前没有改正的一次。"""

from datetime import date

import pytest
from django.urls import reverse
from tests import cast
from tests.cases.acts import act
from tests.cases.test_api import Caller
from tests.cases.watch import deliver, rows, told
from tests.cases.weights import index, like

from tongpan.agencies.domain.posts import Post
from tongpan.cases import actions, queries
from tongpan.cases.actions import NewParty
from tongpan.cases.domain.acts import CaseAct
from tongpan.cases.domain.educating import Kept, SpotTeaching, Teaching
from tongpan.cases.domain.spot import Spot
from tongpan.cases.models import Case, CaseLimit, Education
from tongpan.cases.queries.discretion import _earlier
from tongpan.cases.queries.summary import earlier_offences
from tongpan.cases.steps.agreeing import disagreements
from tongpan.kernel import ledger
from tongpan.kernel.errors import Conflict, Forbidden, Invalid, NotFound, Unlawful
from tongpan.kernel.models import LedgerEntry
from tongpan.law.penalty.kinds import PartyKind
from tongpan.leads.models import Lead
from tongpan.powers.models import Grant
from tongpan.powers.steps.stamp import touch_lists

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("moment")]
NUMBER = "330802198001011234"
TAUGHT = {
    "found": "2月27日在人民路占道摆放货架",
    "taught": "违反城市道路管理规定，妨碍行人通行",
    "to_correct": "把货架搬回店内",
    "correct_by": date(2026, 3, 4), "commitment": "三天内搬回，以后不再占道", "signed": True,
    "revisit_on": date(2026, 3, 6),
}  # fmt: skip


def in_case(stage, case, actor=None, **changes):
    return actions.educate(
        case_id=case.pk, target=stage.target(case), teaching=Teaching(**(TAUGHT | changes)),
        actor=actor or stage.officer, now=stage.now,
    )  # fmt: skip


def on_spot(stage, actor=None, **changes):
    given = {
        "matter_code": stage.matter.code, "town_id": stage.town.town.pk, "kind": PartyKind.CITIZEN, "name": "钱大有",
        "act_on": date(2026, 3, 1), "identity": NUMBER, "place_text": "人民路18号",
        "teaching": Teaching(**TAUGHT),
    } | changes  # fmt: skip
    return actions.educate_on_spot(teaching=SpotTeaching(**given), actor=actor or stage.officer, now=stage.now)


def seen(stage, one, result, actor=None, **more):
    return actions.revisit(
        education_id=one.pk,
        result=result,
        found="去看了，货架还在",
        actor=actor or stage.officer,
        now=stage.now,
        **more,
    )


def stranger_here(stage):
    """Return an officer of the same team, who has no part in the case."""
    third = cast.an_officer("周三", stage.town.agency, Post.OFFICER, team=stage.town.team, username=cast._once("zhou3"))
    return cast.actor(third)


class TestTeaching:
    def test_m151_what_was_taught_and_promised_is_kept_with_its_days(self, stage):
        case = stage.open()
        one = in_case(stage, case)

        assert one.number.startswith("JY2026-")
        assert (one.name_masked, one.party, one.case_id) == ("钱**", "甲", case.pk)
        assert "钱大有" not in one.name_sealed
        entry = ledger.history(case)[-1]
        assert (entry.action, entry.facts["commitment"]) == ("case.educated", TAUGHT["commitment"])
        assert disagreements(Case.objects.select_related("district").get(pk=case.pk)) == []

    def test_m151_the_revisit_is_a_limit_on_the_board_of_its_handlers_and_reminds(self, stage):
        case = stage.open()
        in_case(stage, case)
        (mine,) = [row for row in rows(stage.officer, stage.now, rule="OWN-EDUCATION")]

        assert (mine.limit.act_by, mine.post) == (date(2026, 3, 6), "承办人")
        assert mine.people == "李明、王强"
        stage.wait(days=3)
        actions.remind(now=stage.now)
        assert "回访教育承诺" in str([each.facts for each in ledger.history(Case.objects.get(pk=case.pk))])
        assert deliver(stage.now)

    def test_m151_steps_and_recounts_leave_the_day_alone(self, stage):
        case = stage.open()
        in_case(stage, case)
        stage.found(case)
        stage.wait(days=30)
        actions.recount_due(now=stage.now)
        actions.recount_all(now=stage.now)

        assert CaseLimit.objects.get(case=case, rule="OWN-EDUCATION").act_by == date(2026, 3, 6)
        assert disagreements(Case.objects.select_related("district").get(pk=case.pk)) == []

    def test_m151_the_revisit_outlives_a_case_that_was_not_filed(self, stage):
        case = stage.open()
        one = in_case(stage, case)
        act(stage, case, CaseAct.REFUSE_FILING, ground="CONDITION", why="核查后没有证据")
        assert [each.rule for each in CaseLimit.objects.filter(case=case)] == ["OWN-EDUCATION"]
        seen(stage, one, Kept.KEPT)

        assert not CaseLimit.objects.filter(case=case, rule="OWN-EDUCATION").exists()

    @pytest.mark.parametrize(
        ("wrong", "field"),
        [
            ({"commitment": " "}, "commitment"),
            ({"taught": "好"}, "taught"),
            ({"correct_by": date(2026, 3, 1)}, "correct_by"),
            ({"revisit_on": date(2026, 3, 3)}, "revisit_on"),
        ],
    )
    def test_m151_what_is_missing_is_said_and_nothing_is_kept(self, stage, wrong, field):
        case = stage.open()
        with pytest.raises(Invalid) as refused:
            in_case(stage, case, **wrong)

        assert field in refused.value.fields
        assert not Education.objects.exists()

    def test_m151_only_who_handles_the_case_teaches_in_it(self, stage):
        case = stage.open()
        with pytest.raises(Forbidden):
            in_case(stage, case, actor=stage.head)
        with pytest.raises(NotFound):
            in_case(stage, case, actor=cast.actor(cast.officer_wang()))

        assert not Education.objects.exists()


class TestOnTheSpot:
    def test_m151_without_a_case_it_stands_on_the_officers_list(self, stage):
        one = on_spot(stage)

        assert one.case_id is None
        assert [each.pk for each in queries.own_revisits(stage.officer, size=5)] == [one.pk]
        assert LedgerEntry.objects.filter(action="education.given").count() == 1

    def test_m151_only_a_matter_of_the_own_list_is_taught(self, stage):
        Grant.objects.filter(matter=stage.matter, body=stage.town.agency).update(valid_to=stage.now.date())
        touch_lists()
        with pytest.raises(Unlawful):
            on_spot(stage)

        assert not Education.objects.exists()

    def test_m151_auxiliaries_and_strangers_do_not(self, stage):
        one = on_spot(stage)
        stranger = cast.actor(cast.officer_wang())
        with pytest.raises(Forbidden):
            on_spot(stage, actor=cast.actor(cast.auxiliary_jiang(stage.town)))
        with pytest.raises(NotFound):
            seen(stage, one, Kept.KEPT, actor=stranger)

        assert Education.objects.get().result == ""


class TestRevisit:
    def test_m151_who_was_not_found_is_looked_for_again(self, stage):
        case = stage.open()
        one = in_case(stage, case)
        with pytest.raises(Invalid) as refused:
            seen(stage, one, Kept.NOT_FOUND)
        assert "next_on" in refused.value.fields
        seen(stage, one, Kept.NOT_FOUND, next_on=date(2026, 3, 10))

        one.refresh_from_db()
        assert (one.result, one.revisit_on) == ("", date(2026, 3, 10))
        assert CaseLimit.objects.get(case=case, rule="OWN-EDUCATION").act_by == date(2026, 3, 10)

    def test_m151_what_was_found_ends_it_once(self, stage):
        one = on_spot(stage)
        seen(stage, one, Kept.KEPT)
        with pytest.raises(Conflict):
            seen(stage, one, Kept.BROKEN)

        assert Education.objects.get().result == "KEPT"
        assert queries.own_revisits(stage.officer, size=5) == []

    def test_m151_in_a_case_its_handlers_go_and_nobody_else(self, stage):
        one = in_case(stage, stage.open())
        with pytest.raises(Forbidden):
            seen(stage, one, Kept.KEPT, actor=stranger_here(stage))

        assert Education.objects.get().result == ""
        seen(stage, one, Kept.KEPT, actor=stage.second)
        assert Education.objects.get().result == "KEPT"

    def test_m151_what_the_new_lead_says_names_nobody(self, stage):
        teaching = Teaching(**(TAUGHT | {"to_correct": f"钱大有把货架搬回店内，电话13800001111，证件{NUMBER}"}))
        one = on_spot(stage, teaching=teaching, place_text="钱大有店门口")
        seen(stage, one, Kept.BROKEN)
        done = actions.report_broken(education_id=one.pk, actor=stage.officer, now=stage.now)

        lead = Lead.objects.get(pk=done.led_lead_id)
        assert "钱**把货架搬回店内" in lead.text
        for hidden in ("钱大有", "13800001111", NUMBER):
            assert hidden not in lead.title + lead.text + lead.place_text

    def test_m151_a_broken_promise_becomes_a_lead_once_and_names_nobody(self, stage):
        one = on_spot(stage)
        with pytest.raises(Conflict):
            actions.report_broken(education_id=one.pk, actor=stage.officer, now=stage.now)
        seen(stage, one, Kept.BROKEN)
        done = actions.report_broken(education_id=one.pk, actor=stage.officer, now=stage.now)
        with pytest.raises(Conflict):
            actions.report_broken(education_id=one.pk, actor=stage.officer, now=stage.now)

        lead = Lead.objects.get(pk=done.led_lead_id)
        assert (lead.matter_id, lead.town_id, lead.channel) == (stage.matter.pk, stage.town.town.pk, "PATROL")
        assert "钱大有" not in lead.title + lead.text
        assert NUMBER not in lead.text

    def test_m151_or_a_case_that_says_where_it_came_from(self, stage):
        one = on_spot(stage)
        seen(stage, one, Kept.BROKEN)
        case = stage.open(education_id=one.pk)

        assert [each.pk for each in queries.educations_of(case)] == [one.pk]
        with pytest.raises(Conflict):
            stage.open(education_id=one.pk)
        assert Case.objects.count() == 1


class TestLadder:
    def test_m151_what_was_taught_on_the_spot_is_an_earlier_offence(self, stage):
        one = on_spot(stage)
        case = stage.open()
        before = _earlier(case, stage.matter.code, index(), date(2026, 3, 2))
        assert [(each.on, each.corrected) for each in before] == [(date(2026, 3, 1), False)]
        seen(stage, one, Kept.KEPT)

        assert [each.corrected for each in _earlier(case, stage.matter.code, index(), date(2026, 3, 2))] == [True]
        spot = earlier_offences(Spot(matter=stage.matter.code, identity=NUMBER), stage.matter.pk)
        assert [each.corrected for each in spot] == [True]

    def test_m151_a_broken_promise_is_an_offence_that_was_not_corrected(self, stage):
        first = like(stage, 1000, corrected=True, identity_index=index()).case
        one = in_case(stage, first)
        again = stage.open()
        before = _earlier(again, stage.matter.code, index(), stage.now.date())
        assert [each.corrected for each in before] == [True]
        seen(stage, one, Kept.BROKEN)

        before = _earlier(again, stage.matter.code, index(), stage.now.date())
        assert [each.corrected for each in before] == [False]


class TestPages:
    def test_m151_pages_and_calls_do_the_same(self, stage, enter):
        client = enter(stage.officer)
        sent = {name: str(value) for name, value in TAUGHT.items()} | {
            "signed": "yes", "matter": stage.matter.code, "town": str(stage.town.town.pk), "kind": "CITIZEN",
            "name": "钱大有", "act_on": "2026-03-01",
        }  # fmt: skip
        kept = client.post(reverse("cases:teach"), sent | {"revisit_on": "2026-03-01"})
        assert kept.status_code == 422
        assert "三天内搬回" in kept.content.decode()
        answer = client.post(reverse("cases:teach"), sent)
        one = Education.objects.get()
        assert answer["Location"] == reverse("cases:education", args=[one.pk])
        assert "钱大有" in client.get(answer["Location"]).content.decode()
        assert "钱**" in client.get(reverse("cases:educations")).content.decode()
        assert one.number in client.get(reverse("command:field")).content.decode()
        client.post(answer["Location"], {"result": "BROKEN", "found": "货架还在原处"})
        page = client.get(answer["Location"]).content.decode()
        assert "报成新线索" in page
        opening = client.get(reverse("cases:open"), {"education": str(one.pk)}).content.decode()
        assert "钱大有" in opening
        client.post(reverse("cases:education_report", args=[one.pk]))

        one.refresh_from_db()
        assert one.led_lead_id is not None
        assert one.led_lead.number in client.get(reverse("cases:educations"), {"show": "broken"}).content.decode()

    def test_m151_the_case_shows_it_and_who_has_no_part_sees_no_name(self, stage, enter):
        case = stage.open()
        client = enter(stage.officer)
        sent = {name: str(value) for name, value in TAUGHT.items()} | {"signed": "yes"}
        assert client.post(reverse("cases:educate", args=[case.pk]), sent).status_code == 302
        one = Education.objects.get()

        assert "三天内搬回" in client.get(reverse("cases:case", args=[case.pk])).content.decode()
        outsider = enter(cast.actor(cast.chief_chen()))
        page = outsider.get(reverse("cases:education", args=[one.pk])).content.decode()
        assert "钱大有" not in page
        assert (
            outsider.post(
                reverse("cases:education", args=[one.pk]), {"result": "KEPT", "found": "已经搬走"}
            ).status_code
            == 403
        )

    def test_m151_the_case_that_followed_says_who_was_taught_not_who_stands_at_that_place_in_it(self, stage, enter):
        """两个案件里都有“甲”，不是同一个人。"""
        one = in_case(stage, stage.open())
        seen(stage, one, Kept.BROKEN)
        other = stage.open(education_id=one.pk, parties=[NewParty(PartyKind.CITIZEN, "孙小二", "330802199001011231")])
        page = enter(stage.officer).get(reverse("cases:case", args=[other.pk])).content.decode()

        assert "<strong>钱**</strong>" in page
        assert "<strong>孙小二</strong></a>" not in page

    @pytest.mark.parametrize("where", [in_case, on_spot], ids=["本案的教育", "现场教育"])
    def test_m151_an_officer_with_no_part_reads_no_name(self, stage, enter, where):
        made = where(stage, stage.open()) if where is in_case else where(stage)
        Education.objects.update(commitment="钱大有保证三天内搬回")
        address = reverse("cases:education", args=[made.pk])
        page = enter(stranger_here(stage)).get(address).content.decode()
        assert "钱大有" not in page
        assert "钱**保证三天内搬回" in page

        for actor in (stage.officer, stage.head):
            assert "钱大有保证三天内搬回" in enter(actor).get(address).content.decode()

    def test_m151_a_case_is_begun_from_a_broken_promise_alone(self, stage, enter):
        """证件号码只在由此建案时填好：没有回访的、已经由此报过的，什么都不填。"""
        one = on_spot(stage, phone="13800001111")
        client, address = enter(stage.officer), reverse("cases:open") + f"?education={one.pk}"
        for status, change in ((409, None), (200, Kept.BROKEN)):
            if change is not None:
                seen(stage, one, change)
            answer = client.get(address)
            assert answer.status_code == status
            assert (NUMBER in answer.content.decode()) is (status == 200)
        other = enter(stranger_here(stage)).get(address).content.decode()
        assert stage.matter.name in other
        for hidden in ("钱大有", NUMBER, "13800001111"):
            assert hidden not in other

        actions.report_broken(education_id=one.pk, actor=stage.officer, now=stage.now)
        assert client.get(address).status_code == 409
        typed = client.post(address, {"name": "钱大有", "kind": "CITIZEN", "place_text": "人民路18号东侧"})
        assert typed.status_code == 422
        assert "人民路18号东侧" in typed.content.decode()

    def test_m151_by_api(self, stage):
        case = told(stage)
        caller = Caller(stage, stage.officer)
        body = {name: str(value) for name, value in TAUGHT.items()} | {"signed": True}
        made = caller.post(
            f"/{case.pk}/educations",
            body | {"party": "甲", "cause": stage.matter.code, "correct_by": "2026-03-12", "revisit_on": "2026-03-13"},
        )
        assert made.status_code == 201, made.content
        spot = body | {
            "matter": stage.matter.code, "town_id": str(stage.town.town.pk), "kind": "CITIZEN", "name": "孙小",
            "act_on": "2026-03-01",
        }  # fmt: skip
        assert caller.post("/educations", spot).status_code == 201
        assert len(caller.get("/educations").json()["items"]) == 2
        key = made.json()["id"]
        assert (
            caller.post(f"/educations/{key}/visits", {"result": "BROKEN", "found": "还没有改"}).json()["result"]
            == "BROKEN"
        )
        Education.objects.filter(pk=key).update(to_correct="钱大有（13800001111）把货架搬回店内")
        assert caller.post(f"/educations/{key}/lead").json()["led_lead_id"]
        (listed,) = caller.get("/educations?broken=true").json()["items"]
        assert listed["to_correct"].startswith("钱**（")
        assert "13800001111" not in listed["to_correct"]
        assert [one["id"] for one in caller.get("/educations?broken=true").json()["items"]] == [key]
