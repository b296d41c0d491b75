"""Appointing, moving and certifying people."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from tongpan.agencies import policies
from tongpan.agencies.domain.actor import Actor
from tongpan.agencies.domain.posts import CredentialStatus, Post, StaffKind
from tongpan.agencies.domain.staffing import move_shortfall
from tongpan.agencies.models import Agency, Appointment, Credential, Office, Officer, StaffTransfer, Team
from tongpan.kernel import ledger
from tongpan.kernel.errors import Conflict, Forbidden, Invalid, NotFound, Refusal
from tongpan.places import queries as places

OFFICER_POSTS = frozenset({Post.OFFICER, Post.SQUAD_LEADER})
NOT_YOURS = "只有本区的系统管理员可以登记人员和任职；请联系系统管理员办理"


def appoint(
    *,
    officer_id: UUID,
    post: Post,
    valid_from: date,
    actor: Actor,
    now: datetime,
    agency_id: UUID | None = None,
    office_id: UUID | None = None,
    team_id: UUID | None = None,
    place_id: UUID | None = None,
    dedicated: bool = False,
    instrument: str = "",
) -> Appointment:
    """
    Appoint a person to a post.

    :raises Forbidden: if the actor does not manage the person's district
    :raises Invalid: if auxiliary or other staff would become an officer, or the post lacks its team
    :raises Conflict: if the person holds that very post already
    """
    officer = _officer(officer_id, actor)
    if post in OFFICER_POSTS and officer.staff_kind != StaffKind.OFFICER:
        kind = StaffKind(officer.staff_kind).label
        raise Invalid(f"{officer.name}是{kind}，不能任{post.label}；请先取得行政执法资格并变更人员类别")
    team = Team.objects.filter(pk=team_id, district_id=officer.district_id).first() if team_id else None
    if post in OFFICER_POSTS and team is None:
        raise Invalid(f"{post.label}要明确所在队伍", fields={"team": "请选择队伍"})
    with transaction.atomic(durable=True):
        Officer.objects.select_for_update().get(pk=officer_id)
        same = Appointment.objects.overlapping(valid_from, None).filter(
            officer=officer, post=post, team=team, office_id=office_id, place_id=place_id
        )
        if same.exists():
            raise Conflict(f"{officer.name}已任{post.label}；如需变更，请先终止原任职")
        made = Appointment.objects.create(
            officer=officer,
            post=post,
            establishment=officer.establishment,
            agency_id=agency_id or officer.home_agency_id,
            office_id=office_id,
            team=team,
            place_id=place_id,
            district_id=officer.district_id,
            town_id=_town(officer, agency_id, office_id, team, place_id),
            dedicated=dedicated,
            instrument=instrument,
            valid_from=valid_from,
        )
        ledger.record(
            "officer.appointed", subject=officer, actor=actor.label, at=now, post=str(post),
            team=str(team_id or ""), valid_from=str(valid_from), dedicated=dedicated, instrument=instrument,
        )  # fmt: skip
    return made


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
    officer = _officer(officer_id, actor)
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
    officer = _officer(officer_id, actor)
    if officer.staff_kind != StaffKind.OFFICER:
        raise Invalid(f"{StaffKind(officer.staff_kind).label}不能登记行政执法证件")
    with transaction.atomic(durable=True):
        card, made = Credential.objects.get_or_create(
            issuer=issuer,
            number=number,
            defaults={"officer": officer, "domains": domains, "valid_from": valid_from, "valid_to": valid_to},
        )
        if not made:
            raise Conflict(f"{issuer}的证件{number}已经登记，请核对证件号")
        ledger.record(
            "officer.credential_registered", subject=officer, actor=actor.label, at=now, credential=str(card.pk),
            issuer=issuer, domains=domains, valid_to=str(valid_to or ""),
        )  # fmt: skip
    return card


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


def _officer(officer_id: UUID, actor: Actor) -> Officer:
    officer = Officer.objects.filter(pk=officer_id).first()
    if officer is None:
        raise NotFound("没有找到这名人员")
    if not policies.may_manage(actor, officer.district_id):
        raise Forbidden(NOT_YOURS)
    return officer


def _town(
    officer: Officer, agency_id: UUID | None, office_id: UUID | None, team: Team | None, place_id: UUID | None
) -> Any:
    """Return the town a post is held for: that of its beat, team, office or body; none for posts of the district."""
    if place_id is not None:
        return places.by_id(place_id).town_id
    if team is not None:
        return team.host_town_id
    if office_id is not None:
        return Office.objects.select_related("agency").get(pk=office_id).agency.town_id
    return Agency.objects.get(pk=agency_id).town_id if agency_id else officer.town_id
