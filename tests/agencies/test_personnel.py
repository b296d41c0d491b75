"""街镇的话语权：派驻人员的选拔任用、晋升、职称评定，街镇登记了意见才能办；没有同意的要有答复。"""

import pytest
from django.db.models import F
from tests.agencies.posted import World, just_before
from tests.agencies.stage import actions_of
from tests.agencies.test_callouts import deliver
from tests.cast import (
    NOW,
    TODAY,
    actor,
    an_officer,
)

from tongpan.agencies.actions import registry
from tongpan.agencies.actions.importing import import_register
from tongpan.agencies.actions.people import appoint
from tongpan.agencies.actions.personnel import drop_plan, plan_personnel
from tongpan.agencies.domain.personnel import PersonnelKind, Stance
from tongpan.agencies.domain.posts import Establishment, Post, PostingMode, StaffKind
from tongpan.agencies.models import Appointment, Officer, PersonnelAction, Posting
from tongpan.agencies.queries import registerfile
from tongpan.agencies.queries.personnel import concerned_towns, waiting_opinions
from tongpan.agencies.steps.staffing import NewAppointment
from tongpan.kernel import ledger
from tongpan.kernel.errors import Conflict, Forbidden, Invalid, NotFound
from tongpan.kernel.spreadsheet import write_workbook

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.urls("tests.agencies.site")]


class TestHeardFirst:
    def test_m207_nothing_is_carried_out_before_the_town_was_heard(self, world):
        plan = world.plan()
        with pytest.raises(Conflict) as refused:
            world.do(plan)
        assert refused.value.code == "personnel.opinion.missing"
        assert world.cast.town.name in str(refused.value)
        assert Officer.objects.get(pk=world.person.pk).title == ""

        world.say(plan)
        world.do(plan)

        assert Officer.objects.get(pk=world.person.pk).title == "四级主任科员"
        assert actions_of(world.person) == ["personnel.planned", "personnel.opinion", "personnel.done"]

    def test_m207_a_town_that_does_not_agree_gets_an_answer(self, world):
        plan = world.plan()
        with pytest.raises(Invalid):
            world.say(plan, Stance.OPPOSE)
        world.say(plan, Stance.OPPOSE, "到镇工作不满一年")
        with pytest.raises(Invalid):
            world.do(plan)
        done = world.do(plan, "已向镇里说明，任职年限按全区计算")

        assert done.answer.startswith("已向镇里说明")

    def test_m207_a_posted_person_is_not_appointed_to_lead_without_it(self, world):
        new = NewAppointment(post=Post.SQUAD_LEADER, valid_from=TODAY, team_id=world.squad.pk)
        with pytest.raises(Conflict) as refused:
            appoint(officer_id=world.person.pk, new=new, actor=actor(world.zhu), now=NOW)
        assert refused.value.code == "personnel.opinion.missing"
        assert "人事事项" in str(refused.value)

        plan = world.plan(kind=PersonnelKind.APPOINTMENT, post="SQUAD_LEADER", to_what="中队长")
        world.say(plan)
        world.do(plan)
        made = appoint(officer_id=world.person.pk, new=new, actor=actor(world.zhu), now=NOW)

        assert PersonnelAction.objects.get().appointment_id == made.pk

    def test_m207_one_opinion_serves_one_appointment(self, world):
        plan = world.plan(kind=PersonnelKind.APPOINTMENT, post="SQUAD_LEADER", to_what="中队长")
        world.say(plan)
        world.do(plan)
        new = NewAppointment(post=Post.SQUAD_LEADER, valid_from=TODAY, team_id=world.squad.pk)
        made = appoint(officer_id=world.person.pk, new=new, actor=actor(world.zhu), now=NOW)
        Appointment.objects.filter(pk=made.pk).update(post=Post.OFFICE_HEAD)
        with pytest.raises(Conflict) as refused:
            appoint(officer_id=world.person.pk, new=new, actor=actor(world.zhu), now=NOW)

        assert refused.value.code == "personnel.opinion.missing"

    @pytest.mark.parametrize("before", ["科员", ""])
    @pytest.mark.parametrize("column", ["title", "professional_title"])
    def test_m207_rank_and_title_are_not_changed_past_it(self, world, column, before):
        Officer.objects.filter(pk=world.person.pk).update(**{column: before})
        facts = {
            "version": 0, "name": "孙派", "staff_kind": StaffKind.OFFICER, "title": "", "professional_title": "",
            "phone": "", "establishment": Establishment.ESTABLISHED, "legally_qualified": None,
            "reviewed_before": None, column: before,
        }  # fmt: skip
        with pytest.raises(Conflict) as refused:
            registry.amend_officer(
                officer_id=world.person.pk, actor=actor(world.zhu), now=NOW, **(facts | {column: "主任科员"})
            )

        assert refused.value.code == "personnel.opinion.missing"
        assert column in refused.value.fields
        registry.amend_officer(
            officer_id=world.person.pk, actor=actor(world.zhu), now=NOW, **(facts | {"name": "孙湃"})
        )
        assert Officer.objects.get(pk=world.person.pk).name == "孙湃"

    @pytest.mark.parametrize("rehearsal", [False, True])
    def test_m207_a_file_does_not_appoint_to_lead_past_it(self, world, rehearsal):
        content = write_workbook({
            "任职": (
                ["姓名", "所在机关", "岗位", "队伍", "起始日期"],
                [["孙派", world.department.name, "中队长", world.squad.name, "2026-01-01"]],
            )
        })  # fmt: skip
        report = import_register(
            lines=registerfile.read_register(content, "posts.xlsx").lines, district=world.cast.county,
            actor=actor(world.zhu), now=NOW, rehearsal=rehearsal,
        )  # fmt: skip

        (bad,) = report.rejected
        assert (bad.sheet, bad.line, bad.column) == ("任职", 2, "岗位")
        assert "人事事项" in bad.reason
        assert not Appointment.objects.filter(officer=world.person, post=Post.SQUAD_LEADER).exists()

    def test_m207_職_title_and_rank_stand_apart(self, world):
        Officer.objects.filter(pk=world.person.pk).update(title="科员", professional_title="助理工程师")
        plan = world.plan(kind=PersonnelKind.TITLE, to_what="工程师")
        world.say(plan)
        world.do(plan)

        person = Officer.objects.get(pk=world.person.pk)
        assert (person.title, person.professional_title) == ("科员", "工程师")
        assert ledger.history(world.person)[-1].facts["before"] == "助理工程师"

    def test_m207_another_who_changed_the_person_just_then_is_not_overwritten(self, world):
        plan = world.plan()
        world.say(plan)
        rows = Officer.objects.filter(pk=world.person.pk)
        with just_before('UPDATE "agencies_officer"', lambda: rows.update(version=F("version") + 1)):
            with pytest.raises(Conflict) as refused:
                world.do(plan)

        assert refused.value.code == "personnel.person"
        plan.refresh_from_db()
        assert plan.done_at is None


class TestEveryTownOfNow:
    """派驻的街镇变了，后来的街镇也要听取。"""

    def test_m207_a_town_posted_to_since_then_is_heard_before_it_is_carried_out(self, world):
        plan = world.plan()
        world.say(plan)
        other = world.also_posted()
        with pytest.raises(Conflict) as refused:
            world.do(plan)

        assert refused.value.code == "personnel.opinion.missing"
        assert other.name in str(refused.value)
        assert "撤回后重新提出" in str(refused.value)

    def test_m207_a_town_posted_to_since_then_is_heard_before_the_appointment(self, world):
        plan = world.plan(kind=PersonnelKind.APPOINTMENT, post="SQUAD_LEADER", to_what="中队长")
        world.say(plan)
        world.do(plan)
        other = world.also_posted()
        new = NewAppointment(post=Post.SQUAD_LEADER, valid_from=TODAY, team_id=world.squad.pk)
        with pytest.raises(Conflict) as refused:
            appoint(officer_id=world.person.pk, new=new, actor=actor(world.zhu), now=NOW)

        assert refused.value.code == "personnel.opinion.missing"
        assert other.name in str(refused.value)

    def test_m207_a_town_left_since_then_is_not_needed(self, world):
        other = world.also_posted()
        plan = world.plan(kind=PersonnelKind.APPOINTMENT, post="SQUAD_LEADER", to_what="中队长")
        world.say(plan)
        world.say(plan, town=other, who=world.wu)
        world.do(plan)
        Posting.objects.filter(host_town=world.cast.town).update(valid_to=TODAY)
        new = NewAppointment(post=Post.SQUAD_LEADER, valid_from=TODAY, team_id=world.squad.pk)

        assert appoint(officer_id=world.person.pk, new=new, actor=actor(world.zhu), now=NOW).post == "SQUAD_LEADER"

    def test_m207_an_opinion_used_for_another_appointment_just_then_serves_no_second(self, world):
        plan = world.plan(kind=PersonnelKind.APPOINTMENT, post="SQUAD_LEADER", to_what="中队长")
        world.say(plan)
        world.do(plan)
        rows, first = PersonnelAction.objects.filter(pk=plan.pk), world.person.appointments.get()
        new = NewAppointment(post=Post.SQUAD_LEADER, valid_from=TODAY, team_id=world.squad.pk)
        with just_before('INSERT INTO "agencies_appointment"', lambda: rows.update(appointment=first)):
            with pytest.raises(Conflict) as refused:
                appoint(officer_id=world.person.pk, new=new, actor=actor(world.zhu), now=NOW)

        assert refused.value.code == "personnel.used"
        assert not Appointment.objects.filter(officer=world.person, post=Post.SQUAD_LEADER).exists()

    def test_m207_no_opinion_is_written_on_a_plan_taken_back_just_then(self, world):
        plan = world.plan()
        rows = PersonnelAction.objects.filter(pk=plan.pk)
        with just_before('UPDATE "agencies_townopinion"', lambda: rows.update(dropped_at=NOW)):
            with pytest.raises(Conflict) as refused:
                world.say(plan)

        assert refused.value.code == "personnel.over"
        assert plan.opinions.get().given_at is None


class Gateway:
    """A text-message provider that fails for one number."""

    sent: list[str] = []

    def send(self, phone, text):
        if phone == "13800000001":
            raise ConnectionError("no such number")
        Gateway.sent.append(phone)
        return "receipt"


class TestTelling:
    def test_m207_who_cannot_be_reached_keeps_nobody_from_being_told(self, world, settings):
        settings.TONGPAN_NOTIFY = [f"sms:{Gateway.__module__}.{Gateway.__qualname__}"]
        Gateway.sent = []
        world.also_posted()
        people = Officer.objects.filter(pk__in=[world.zhou.pk, world.wu.pk]).order_by("name")
        for person, number in zip(people, ("13800000001", "13800000002"), strict=True):
            person.phone = number
            person.save()
        world.plan()
        deliver(NOW)

        assert Gateway.sent == ["13800000002"]


class TestWhom:
    def test_m207_of_a_squad_on_call_the_heads_alone(self, cast):
        world = World(cast, mode=PostingMode.ON_CALL)
        head = an_officer("钱中", world.department, Post.SQUAD_LEADER, team=world.squad)

        assert concerned_towns(world.person.pk, TODAY) == []
        assert [town.pk for town in concerned_towns(head.pk, TODAY)] == [cast.town.pk]
        with pytest.raises(Invalid) as refused:
            world.plan()
        assert refused.value.code == "personnel.not_posted"

    def test_m207_when_the_posting_has_ended_nobody_is_asked(self, world):
        Posting.objects.update(valid_to=TODAY)

        assert concerned_towns(world.person.pk, TODAY) == []

    def test_m207_who_speaks_for_the_town_and_nobody_else(self, world, cast):
        plan = world.plan()
        stranger = an_officer("路人", world.department, Post.HEAD, username="luren")
        with pytest.raises(NotFound):
            world.say(plan, who=stranger)
        with pytest.raises(Forbidden):
            world.say(plan, who=world.zhu)
        with pytest.raises(Forbidden):
            world.plan(who=world.zhou)
        with pytest.raises(Forbidden):
            world.do(plan, who=world.zhou)
        assert [one.action_id for one in waiting_opinions(actor(world.zhou))] == [plan.pk]
        world.say(plan)
        with pytest.raises(Conflict):
            world.say(plan)

        assert waiting_opinions(actor(world.zhou)) == []

    def test_m207_nobody_speaks_on_himself(self, world, cast):
        Appointment.objects.create(
            officer=world.zhou, post=Post.SQUAD_LEADER, agency=world.department, team=world.squad,
            district=cast.county, town=cast.town, valid_from=TODAY,
        )  # fmt: skip
        plan = plan_personnel(
            officer_id=world.zhou.pk, kind=PersonnelKind.RANK, to_what="二级主任科员", instrument="方案",
            actor=actor(world.zhu), now=NOW,
        )  # fmt: skip
        with pytest.raises(Forbidden) as refused:
            world.say(plan)

        assert refused.value.code == "personnel.own"

    @pytest.mark.parametrize(
        ("wrong", "field"),
        [({"to_what": ""}, "to_what"), ({"instrument": ""}, "instrument"),
         ({"kind": PersonnelKind.APPOINTMENT}, "post")],
    )  # fmt: skip
    def test_m207_what_is_missing_is_said(self, world, wrong, field):
        with pytest.raises(Invalid) as refused:
            world.plan(**wrong)

        assert field in refused.value.fields

    def test_m207_one_plan_of_a_kind_at_a_time_and_it_may_be_taken_back(self, world):
        plan = world.plan()
        with pytest.raises(Conflict):
            world.plan()
        with pytest.raises(Invalid):
            drop_plan(action_id=plan.pk, reason="", actor=actor(world.zhu), now=NOW)
        drop_plan(action_id=plan.pk, reason="本次不再推荐", actor=actor(world.zhu), now=NOW)
        with pytest.raises(Conflict):
            world.say(plan)

        assert world.plan().pk != plan.pk
