"""Appointing, moving and certifying people."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from tongpan.agencies import policies
from tongpan.agencies.domain.actor import Actor
from tongpan.agencies.domain.posts import CredentialStatus
from tongpan.agencies.domain.staffing import move_shortfall
from tongpan.agencies.models import Agency, Appointment, Credential, Officer, StaffTransfer
from tongpan.agencies.steps.staffing import NewAppointment, appoint_officer, managed_officer, register_card
from tongpan.kernel import ledger
from tongpan.kernel.errors import Conflict, Invalid, NotFound, Refusal

NOT_YOURS = "只有本区的系统管理员可以登记人员和任职；请联系系统管理员办理"


def appoint(*, officer_id: UUID, new: NewAppointment, actor: Actor, now: datetime) -> Appointment:
    """
    Appoint a person to a post.

    :raises Forbidden: if the actor does not manage the person's district
    :raises Invalid: if auxiliary or other staff would become an officer, or the post lacks its team
    :raises Conflict: if the person holds that very post already, or is posted to a town that was not heard (M207)
    """
    officer = managed_officer(officer_id, actor, NOT_YOURS)
    with transaction.atomic(durable=True):
        return appoint_officer(officer, new, by=actor.label, now=now)


def end_appointment(
    *, appointment_id: UUID, valid_to: date, reason: str, actor: Actor, now: datetime, exception: str = ""
) -> None:
    """
    End a post on a day (exclusive); a dedicated one within 24 months needs a documented exception (M036).

    :raises Refusal: if the post is locked
    :raises Conflict: if it was ended already
    """
    row = Appointment.objects.filter(pk=appointment_id).select_related("officer").first()
    if row is None or not policies.may_manage(actor, row.officer.district_id):
        raise NotFound("没有找到这条任职，或您无权调整")
    locked = move_shortfall(row.valid_from, valid_to, row.dedicated, exception)
    if locked:
        raise Refusal(locked.message, code=locked.code)
    if valid_to <= row.valid_from:
        raise Invalid("终止日期应晚于起始日期", fields={"valid_to": "请选择更晚的日期"})
    with transaction.atomic(durable=True):
        because = f"{reason}（例外：{exception}）" if exception else reason
        ended = Appointment.objects.filter(pk=row.pk, valid_to__isnull=True).update(
            valid_to=valid_to, ended_because=because[:200]
        )
        if not ended:
            raise Conflict("这条任职已经终止，请刷新后查看")
        ledger.record(
            "officer.appointment_ended", subject=row.officer, actor=actor.label, at=now, post=row.post,
            valid_to=str(valid_to), reason=reason, exception=exception,
        )  # fmt: skip


def transfer_staff(
    *,
    officer_id: UUID,
    to_agency_id: UUID,
    moved_on: date,
    instrument: str,
    actor: Actor,
    now: datetime,
    establishment_moved: bool = False,
    matter: str = "",
) -> StaffTransfer:
    """
    Move a person from one body to another, with the document that orders it (M015, M021).

    :raises Invalid: if there is no document, or the person is there already
    """
    officer = managed_officer(officer_id, actor, NOT_YOURS)
    target = Agency.objects.filter(pk=to_agency_id, district_id=officer.district_id).first()
    if target is None:
        raise NotFound("没有找到调入单位")
    if target.pk == officer.home_agency_id:
        raise Invalid(f"{officer.name}的人事关系已在{target.name}")
    if not instrument.strip():
        raise Invalid("人员划转要有文件依据", fields={"instrument": "请填写文件号"})
    with transaction.atomic(durable=True):
        moved = Officer.objects.filter(pk=officer.pk, version=officer.version).update(
            home_agency=target, town_id=target.town_id, version=officer.version + 1
        )
        if not moved:
            raise Conflict("他人刚刚更新了此人的信息，请刷新后再办")
        transfer = StaffTransfer.objects.create(
            officer=officer,
            from_agency_id=officer.home_agency_id,
            to_agency=target,
            moved_on=moved_on,
            instrument=instrument.strip(),
            establishment_moved=establishment_moved,
            matter=matter,
        )
        ledger.record(
            "officer.transferred", subject=officer, actor=actor.label, at=now, to=str(target.pk),
            moved_on=str(moved_on), instrument=instrument, establishment_moved=establishment_moved, matter=matter,
        )  # fmt: skip
    return transfer


def register_credential(
    *,
    officer_id: UUID,
    number: str,
    issuer: str,
    domains: list[str],
    valid_from: date,
    valid_to: date | None,
    actor: Actor,
    now: datetime,
) -> Credential:
    """
    Register a credential; auxiliary and other staff cannot hold one.

    :raises Invalid: if the person is not enforcement staff
    :raises Conflict: if the issuer's number is registered already
    """
    officer = managed_officer(officer_id, actor, NOT_YOURS)
    with transaction.atomic(durable=True):
        return register_card(
            officer=officer,
            number=number,
            issuer=issuer,
            domains=domains,
            valid_from=valid_from,
            valid_to=valid_to,
            by=actor.label,
            now=now,
        )


def change_credential_status(
    *, credential_id: UUID, status: CredentialStatus, on: date, actor: Actor, now: datetime
) -> None:
    """Suspend, revoke or report lost a credential from a day on; before that day it was good."""
    card = Credential.objects.filter(pk=credential_id).select_related("officer").first()
    if card is None or not policies.may_manage(actor, card.officer.district_id):
        raise NotFound("没有找到这个证件，或您无权调整")
    with transaction.atomic(durable=True):
        if not Credential.objects.filter(pk=card.pk, status=card.status).update(status=status, status_on=on):
            raise Conflict("他人刚刚更新了这个证件，请刷新后再办")
        ledger.record(
            "officer.credential_changed", subject=card.officer, actor=actor.label, at=now, credential=str(card.pk),
            status=str(status), on=str(on),
        )  # fmt: skip
