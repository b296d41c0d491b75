"""人事事项 (M207): planned, said to the towns, and carried out only when each of them was heard."""

from datetime import datetime
from typing import Final
from uuid import UUID

from django.db import IntegrityError, transaction

from tongpan.agencies.domain.actor import Actor
from tongpan.agencies.domain.personnel import LEAST, PersonnelKind, Stance, faults
from tongpan.agencies.events import OpinionsAsked
from tongpan.agencies.models import Officer, PersonnelAction, TownOpinion
from tongpan.agencies.queries.personnel import concerned_towns, plan_for, towns_heard_by
from tongpan.agencies.steps.staffing import managed_officer
from tongpan.kernel import ledger, outbox
from tongpan.kernel.clock import date_of
from tongpan.kernel.errors import Conflict, Forbidden, Invalid

COLUMNS: Final = {PersonnelKind.RANK.value: "title", PersonnelKind.TITLE.value: "professional_title"}
"""where it is written with the person: 职务 and 职称 are two things"""
NOT_YOURS = "人事事项由本区的系统管理员按组织人事部门的文件登记"


def plan_personnel(
    *, officer_id: UUID, kind: PersonnelKind, to_what: str, instrument: str, actor: Actor, now: datetime,
    post: str = "", reason: str = "",
) -> PersonnelAction:  # fmt: skip
    """
    Plan something about a posted person; the towns it is posted to are asked for their opinion.

    :raises Forbidden: if the actor does not manage the person's district
    :raises Invalid: if something is missing, or the person is posted to no town, so that nobody has to be heard
    :raises Conflict: if the same is planned already
    """
    officer = managed_officer(officer_id, actor, NOT_YOURS)
    if wrong := faults(kind, post, to_what, instrument):
        raise Invalid("还差一点：" + "；".join(wrong.values()), fields=wrong)
    towns = concerned_towns(officer_id, date_of(now))
    if not towns:
        text = f"{officer.name}没有派驻到镇街，不用征求镇街意见；请直接登记任职或者修改信息"
        raise Invalid(text, code="personnel.not_posted")
    try:
        with transaction.atomic(durable=True):
            made = PersonnelAction.objects.create(
                officer=officer, district_id=officer.district_id, kind=kind, to_what=to_what.strip()[:60],
                post=post if kind is PersonnelKind.APPOINTMENT else "", reason=reason.strip()[:500],
                instrument=instrument.strip()[:120], asked_at=now, asked_by=actor.label,
            )  # fmt: skip
            TownOpinion.objects.bulk_create([TownOpinion(action=made, town=town) for town in towns])
            ledger.record(
                "personnel.planned", subject=officer, actor=actor.label, at=now, kind=made.kind, post=made.post,
                to_what=made.to_what, instrument=made.instrument, towns=[town.code for town in towns],
            )  # fmt: skip
            outbox.publish(OpinionsAsked(action_id=str(made.pk)))
            return made
    except IntegrityError:
        raise Conflict(f"{officer.name}的同一类人事事项还没有办完", code="personnel.open") from None


def give_opinion(
    *, action_id: UUID, town_id: UUID, stance: Stance, text: str, actor: Actor, now: datetime
) -> TownOpinion:
    """
    Give a town's opinion on a plan, once.

    :raises Conflict: if it was given, or the plan is over
    :raises Forbidden: if the actor does not speak for that town, or is the person it is about
    :raises Invalid: if a reservation or an objection has no reason
    :raises NotFound: if the actor may not know of the plan
    """
    plan = plan_for(actor, action_id)
    if town_id not in towns_heard_by(actor):
        raise Forbidden("街镇意见由该街镇的负责人或者队长登记", code="personnel.town")
    if plan.officer_id == actor.officer_id:
        raise Forbidden("对本人的人事事项，请由该街镇的另一位负责人登记意见", code="personnel.own")
    if stance is not Stance.SUPPORT and len(text.strip()) < LEAST:
        raise Invalid("不同意或者有保留意见的，请写明理由", fields={"text": "请写明理由"})
    with transaction.atomic(durable=True):
        rows = TownOpinion.objects.filter(
            action=plan, town_id=town_id, given_at=None, action__done_at=None, action__dropped_at=None
        )
        moved = rows.update(stance=stance, text=text.strip()[:500], given_at=now, given_by=actor.label)
        if not moved:
            plan.refresh_from_db()
            if plan.done_at is not None or plan.dropped_at is not None:
                raise Conflict("这件人事事项已经办结，不能再登记意见", code="personnel.over")
            raise Conflict("该街镇已经登记过意见", code="personnel.given")
        ledger.record(
            "personnel.opinion", subject=plan.officer, actor=actor.label, at=now, kind=plan.kind, town=str(town_id),
            stance=stance.value, text=text.strip(),
        )  # fmt: skip
        return TownOpinion.objects.get(action=plan, town_id=town_id)


def carry_out(*, action_id: UUID, answer: str, actor: Actor, now: datetime) -> PersonnelAction:
    """
    Carry a plan out: every town that was asked has been heard; one that does not agree gets an answer.

    A rank or a title is written with the person; an appointment may then be registered.

    :raises Conflict: while a town was not heard, or the plan is over, or another changed the person just then
    :raises Forbidden: if the actor does not manage the person's district
    :raises Invalid: if a town that does not agree gets no answer
    :raises NotFound: as ever
    """
    plan = plan_for(actor, action_id)
    managed_officer(plan.officer_id, actor, NOT_YOURS)
    with transaction.atomic(durable=True):
        against = _heard(plan, answer, now)
        moved = PersonnelAction.objects.filter(pk=plan.pk, done_at=None, dropped_at=None).update(
            done_at=now, done_by=actor.label, answer=answer.strip()[:500]
        )
        if not moved:
            raise Conflict("这件人事事项已经办结，请刷新", code="personnel.over")
        facts = {"before": _write(plan)} if plan.kind in COLUMNS else {}
        ledger.record(
            "personnel.done", subject=plan.officer, actor=actor.label, at=now, kind=plan.kind, to_what=plan.to_what,
            answer=answer.strip(), against=against, **facts,
        )  # fmt: skip
        plan.refresh_from_db()
        return plan


def _heard(plan: PersonnelAction, answer: str, now: datetime) -> list[str]:
    """
    Return the towns that do not agree, when all to which the person is posted by now were heard.

    :raises Conflict: while one was not asked or not heard
    :raises Invalid: if one does not agree and gets no answer
    """
    opinions = list(plan.opinions.select_related("town").defer("town__geometry"))
    asked = {one.town_id for one in opinions}
    if new := [town.name for town in concerned_towns(plan.officer_id, date_of(now)) if town.pk not in asked]:
        text = f"提出之后又派驻到{'、'.join(new)}，还没有征求意见，不能办理；请撤回后重新提出"
        raise Conflict(text, code="personnel.opinion.missing")
    if silent := [one.town.name for one in opinions if one.given_at is None]:
        text = f"{'、'.join(silent)}还没有登记意见，不能办理；请联系该街镇的负责人在“人事事项”里登记"
        raise Conflict(text, code="personnel.opinion.missing")
    against = [one.town.name for one in opinions if one.stance != Stance.SUPPORT]
    if against and len(answer.strip()) < LEAST:
        text = f"{'、'.join(against)}没有同意：请写明怎样采纳，或者为什么仍然办理"
        raise Invalid(text, fields={"answer": text})
    return against


def _write(plan: PersonnelAction) -> str:
    """Write rank or title with the person; return what stood there."""
    column, officer = COLUMNS[plan.kind], Officer.objects.get(pk=plan.officer_id)
    rows = Officer.objects.filter(pk=officer.pk, version=officer.version)
    if not rows.update(**{column: plan.to_what}, version=officer.version + 1):
        raise Conflict("他人刚刚更新了此人的信息，请刷新后再办", code="personnel.person")
    return str(getattr(officer, column))


def drop_plan(*, action_id: UUID, reason: str, actor: Actor, now: datetime) -> PersonnelAction:
    """
    Take a plan back.

    :raises Conflict: if it is over
    :raises Forbidden: if the actor does not manage the person's district
    :raises Invalid: without a reason
    :raises NotFound: as ever
    """
    plan = plan_for(actor, action_id)
    managed_officer(plan.officer_id, actor, NOT_YOURS)
    if len(reason.strip()) < LEAST:
        raise Invalid("请写明撤回的理由", fields={"answer": "请写明撤回的理由"})
    with transaction.atomic(durable=True):
        moved = PersonnelAction.objects.filter(pk=plan.pk, done_at=None, dropped_at=None).update(
            dropped_at=now, answer=reason.strip()[:500]
        )
        if not moved:
            raise Conflict("这件人事事项已经办结，请刷新", code="personnel.over")
        ledger.record("personnel.dropped", subject=plan.officer, actor=actor.label, at=now, reason=reason.strip())
        plan.refresh_from_db()
        return plan
