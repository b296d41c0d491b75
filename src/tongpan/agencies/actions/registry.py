"""Registering bodies and people, and keeping what is known of a person."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from tongpan.agencies import policies
from tongpan.agencies.domain.actor import Actor
from tongpan.agencies.domain.posts import AgencyKind, Establishment, Post, StaffKind
from tongpan.agencies.models import Agency, Appointment, Officer
from tongpan.agencies.steps.personnel import refuse_unheard_rank
from tongpan.agencies.steps.registering import add_agency
from tongpan.agencies.steps.staffing import add_officer, clean_name, clean_phone, give_account, managed_officer
from tongpan.kernel import ledger
from tongpan.kernel.errors import Conflict, Forbidden, Invalid, NotFound
from tongpan.places import queries as places

NOT_YOURS = "只有本区的系统管理员可以登记机关和人员；请联系系统管理员办理"


def register_agency(
    *,
    name: str,
    kind: AgencyKind,
    place_id: UUID,
    valid_from: date,
    actor: Actor,
    now: datetime,
    short_name: str = "",
    key: str = "",
    uscc: str = "",
    phone: str = "",
    address: str = "",
) -> Agency:
    """
    Register a body of the actor's district.

    :raises Forbidden: if the actor does not manage the district
    :raises Conflict: if it is there already
    """
    place = places.by_id(place_id)
    if not policies.may_manage(actor, place.county_id):
        raise Forbidden(NOT_YOURS)
    with transaction.atomic(durable=True):
        return add_agency(
            name=name.strip(),
            kind=kind,
            place=place,
            valid_from=valid_from,
            by=actor.label,
            now=now,
            short_name=short_name.strip(),
            key=key.strip(),
            uscc=uscc.strip(),
            phone=phone.strip(),
            address=address.strip(),
        )


def register_officer(
    *,
    name: str,
    staff_kind: StaffKind,
    establishment: Establishment,
    agency_id: UUID,
    actor: Actor,
    now: datetime,
    title: str = "",
    professional_title: str = "",
    phone: str = "",
    username: str = "",
) -> tuple[Officer, str]:
    """
    Register a person, with an account if a name for it is given; return them and the one-time password.

    :raises Forbidden: if the actor does not manage the body's district
    :raises Invalid: if the name, the number or the account's name cannot be used
    """
    agency = Agency.objects.filter(pk=agency_id).first()
    if agency is None:
        raise NotFound("没有找到这个机关；请先登记机关")
    if not policies.may_manage(actor, agency.district_id):
        raise Forbidden(NOT_YOURS)
    with transaction.atomic(durable=True):
        officer = add_officer(
            name=name,
            staff_kind=staff_kind,
            establishment=establishment,
            agency=agency,
            title=title,
            professional_title=professional_title,
            phone=phone,
            by=actor.label,
            now=now,
        )
        once = give_account(officer=officer, username=username, by=actor.label, now=now) if username.strip() else ""
    return officer, once


def amend_officer(
    *,
    officer_id: UUID,
    version: int,
    name: str,
    staff_kind: StaffKind,
    establishment: Establishment,
    title: str,
    professional_title: str,
    phone: str,
    legally_qualified: bool | None,
    reviewed_before: bool | None,
    actor: Actor,
    now: datetime,
) -> None:
    """
    Correct what is known of a person. An empty telephone number leaves the one that is there.

    Whether somebody passed the national examination, or reviewed before, is asked of legal reviewers (处罚法 58 ¶2);
    None is: nobody looked.

    :raises Invalid: if somebody who stands as officer would become other staff
    :raises Conflict: if somebody else changed the person first, or rank or title of a posted person would change
        before the towns were heard (M207)
    """
    officer = managed_officer(officer_id, actor, NOT_YOURS)
    acting = Appointment.objects.filter(officer=officer, valid_to=None, post__in=(Post.OFFICER, Post.SQUAD_LEADER))
    if staff_kind != StaffKind.OFFICER and acting.exists():
        raise Invalid(
            f"{officer.name}还任执法队员或中队长，不能改为{staff_kind.label}；请先终止这些任职",
            fields={"staff_kind": "请先终止执法岗位的任职"},
        )
    after: dict[str, Any] = {
        "name": clean_name(name),
        "staff_kind": str(staff_kind),
        "establishment": str(establishment),
        "title": title.strip()[:60],
        "professional_title": professional_title.strip()[:60],
        "legally_qualified": legally_qualified,
        "reviewed_before": reviewed_before,
    }
    before = {key: getattr(officer, key) for key in after}
    number = clean_phone(phone)
    if number:
        officer.phone = number
    with transaction.atomic(durable=True):
        for column in ("title", "professional_title"):
            if after[column] != before[column]:
                refuse_unheard_rank(officer, column, now)
        moved = Officer.objects.filter(pk=officer.pk, version=version).update(
            **after, phone_sealed=officer.phone_sealed, version=version + 1
        )
        if not moved:
            raise Conflict("他人刚刚更新了此人的信息，请刷新后再办")
        ledger.record(
            "officer.amended", subject=officer, actor=actor.label, at=now, phone=bool(number),
            changed={key: [before[key], after[key]] for key in after if before[key] != after[key]},
        )  # fmt: skip
