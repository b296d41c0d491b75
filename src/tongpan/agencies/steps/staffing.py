"""People as actions and the import make them: registered, given an account, appointed, certified."""

import re
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction

from tongpan.agencies import policies
from tongpan.agencies.domain.actor import Actor
from tongpan.agencies.domain.posts import DISTRICT_POSTS, Establishment, Post, StaffKind
from tongpan.agencies.models import Agency, Appointment, Credential, Office, Officer, PersonnelAction, Team
from tongpan.agencies.steps.personnel import require_heard
from tongpan.kernel import ledger
from tongpan.kernel.accounts import clean_username, one_time_password
from tongpan.kernel.errors import Conflict, Forbidden, Invalid, NotFound
from tongpan.kernel.models import User
from tongpan.places import queries as places

OFFICER_POSTS = frozenset({Post.OFFICER, Post.SQUAD_LEADER})
OF_THE_DISTRICT = DISTRICT_POSTS | {Post.SYSTEM_MANAGER}
PHONE = re.compile(r"\+?[0-9][0-9\- ]{5,19}")


def managed_officer(officer_id: UUID, actor: Actor, not_yours: str) -> Officer:
    """
    Return a person, with their account, whom the actor manages.

    :raises NotFound: if there is no such person
    :raises Forbidden: with the words of `not_yours`, if the actor does not manage the person's district
    """
    officer = Officer.objects.select_related("user").filter(pk=officer_id).first()
    if officer is None:
        raise NotFound("没有找到这名人员")
    if not policies.may_manage(actor, officer.district_id):
        raise Forbidden(not_yours)
    return officer


def add_officer(
    *,
    name: str,
    staff_kind: StaffKind,
    agency: Agency,
    by: str,
    now: datetime,
    establishment: Establishment = Establishment.ESTABLISHED,
    title: str = "",
    professional_title: str = "",
    phone: str = "",
) -> Officer:
    """
    Register a person at a body.

    :raises Invalid: if there is no name, or the telephone number is none
    """
    if agency.district_id is None:
        raise Invalid(f"{agency.name}不属于任何区县，不能登记人员", fields={"agency": "请选择本区县的机关"})
    officer = Officer(
        name=clean_name(name),
        staff_kind=staff_kind,
        establishment=establishment,
        home_agency=agency,
        district_id=agency.district_id,
        town_id=agency.town_id,
        title=title.strip()[:60],
        professional_title=professional_title.strip()[:60],
    )
    officer.phone = clean_phone(phone)
    officer.save(force_insert=True)
    ledger.record(
        "officer.registered", subject=officer, actor=by, at=now, name=officer.name, kind=str(staff_kind),
        agency=str(agency.pk), establishment=str(establishment),
    )  # fmt: skip
    return officer


def clean_name(text: str) -> str:
    """
    Return a person's name.

    :raises Invalid: if there is none, or it is too long
    """
    name = " ".join(text.split())
    if not 0 < len(name) <= 60:
        raise Invalid("请填写姓名（60 字以内）", fields={"name": "请填写姓名"})
    return name


def clean_phone(text: str) -> str:
    """
    Return a telephone number, or nothing for none.

    :raises Invalid: if it is not one
    """
    number = text.strip()
    if number and not PHONE.fullmatch(number):
        raise Invalid("电话只能有数字、空格、短横线和开头的加号", fields={"phone": "请核对电话号码"})
    return number


def give_account(
    *, officer: Officer, username: str, by: str, now: datetime, password: str = "", rehearsal: bool = False
) -> str:
    """
    Open the one account of a person; return its one-time password, or nothing where a password was given.

    A `rehearsal`, to be rolled back, saves the time that hashing a password takes.

    :raises Invalid: if the name is no name or taken, or the password is weak
    :raises Conflict: if the person has an account
    """
    if officer.user_id is not None:
        raise Conflict(f"{officer.name}已有账号，一人只有一个账号；忘记密码的请重置密码")
    user = User(username=clean_username(username))
    once = "" if password else one_time_password()
    if password:
        check_password(password, user)
    user.password_is_temporary = bool(once)
    if rehearsal:
        user.set_unusable_password()
    else:
        user.set_password(password or once)
    user.save(force_insert=True)
    if not Officer.objects.filter(pk=officer.pk, user__isnull=True).update(user=user, version=officer.version + 1):
        raise Conflict("他人刚刚为此人开通了账号，请刷新后再办")
    officer.refresh_from_db()
    ledger.record("account.opened", subject=officer, actor=by, at=now, username=user.username, one_time=bool(once))
    return once


def check_password(password: str, user: User) -> None:
    """
    Let a password pass that somebody chose.

    :raises Invalid: if it is weak, with every reason
    """
    try:
        validate_password(password, user)
    except ValidationError as error:
        raise Invalid("密码不能用：" + "".join(error.messages), fields={"password": "".join(error.messages)}) from None


@dataclass(frozen=True, slots=True, kw_only=True)
class NewAppointment:
    """To what a person is appointed, where, and by which document; without a body, at the person's own."""

    post: Post
    valid_from: date
    agency_id: UUID | None = None
    office_id: UUID | None = None
    team_id: UUID | None = None
    place_id: UUID | None = None
    """the beat: a village or grid"""
    dedicated: bool = False
    instrument: str = ""


def appoint_officer(officer: Officer, new: NewAppointment, *, by: str, now: datetime) -> Appointment:
    """
    Appoint a person to a post; whoever does it, a posted person leads only after the towns were heard (M207).

    :raises Invalid: if auxiliary or other staff would become an officer, or the post lacks its team or town
    :raises Conflict: if the person holds that very post already, or a town was not heard
    """
    assert transaction.get_connection().in_atomic_block
    post = new.post
    if post in OFFICER_POSTS and officer.staff_kind != StaffKind.OFFICER:
        kind = StaffKind(officer.staff_kind).label
        raise Invalid(f"{officer.name}是{kind}，不能任{post.label}；请先取得行政执法资格并变更人员类别")
    team = Team.objects.filter(pk=new.team_id, district_id=officer.district_id).first() if new.team_id else None
    if post in OFFICER_POSTS and team is None:
        raise Invalid(f"{post.label}要明确所在队伍", fields={"team": "请选择队伍"})
    town_id = None if post in OF_THE_DISTRICT else _town(officer, new, team)
    if post == Post.TOWN_DISPATCHER and town_id is None:
        raise Invalid("镇街调度员要明确所在镇街", fields={"agency": "请选择镇街的机关"})
    Officer.objects.select_for_update().get(pk=officer.pk)
    same = Appointment.objects.overlapping(new.valid_from, None).filter(
        officer=officer, post=post, team=team, office_id=new.office_id, place_id=new.place_id
    )
    if same.exists():
        raise Conflict(f"{officer.name}已任{post.label}；如需变更，请先终止原任职", code="officer.appointed_already")
    heard = require_heard(officer, post, now)
    made = Appointment.objects.create(
        officer=officer,
        post=post,
        establishment=officer.establishment,
        agency_id=new.agency_id or officer.home_agency_id,
        office_id=new.office_id,
        team=team,
        place_id=new.place_id,
        district_id=officer.district_id,
        town_id=town_id,
        dedicated=new.dedicated,
        instrument=new.instrument,
        valid_from=new.valid_from,
    )
    if heard is not None and not PersonnelAction.objects.filter(pk=heard.pk, appointment=None).update(appointment=made):
        raise Conflict("这件人事事项刚刚已经用来登记任职，请刷新后再办", code="personnel.used")
    ledger.record(
        "officer.appointed", subject=officer, actor=by, at=now, post=str(post),
        team=str(new.team_id or ""), valid_from=str(new.valid_from), dedicated=new.dedicated,
        instrument=new.instrument,
    )  # fmt: skip
    return made


def _town(officer: Officer, new: NewAppointment, team: Team | None) -> UUID | None:
    """Return the town a post is held for: that of its beat, team, office or body; none for posts of the district."""
    if new.place_id is not None:
        beat = places.by_id(new.place_id)
        return _ours(officer, beat.county_id, beat.town_id)
    if team is not None:
        return team.host_town_id
    if new.office_id is not None:
        office = Office.objects.select_related("agency").get(pk=new.office_id)
        return _ours(officer, office.agency.district_id, office.agency.town_id)
    if new.agency_id is not None:
        agency = Agency.objects.get(pk=new.agency_id)
        return _ours(officer, agency.district_id, agency.town_id)
    return officer.town_id


def _ours(officer: Officer, district_id: UUID | None, town_id: UUID | None) -> UUID | None:
    if district_id != officer.district_id:
        raise NotFound("任职的机关、科室和片区应在本区县以内")
    return town_id


def register_card(
    *,
    officer: Officer,
    number: str,
    issuer: str,
    domains: list[str],
    valid_from: date,
    valid_to: date | None,
    by: str,
    now: datetime,
) -> Credential:
    """
    Register a credential; auxiliary and other staff cannot hold one.

    :raises Invalid: if the person is not enforcement staff, or the days are the wrong way round
    :raises Conflict: if the issuer's number is registered already
    """
    if officer.staff_kind != StaffKind.OFFICER:
        raise Invalid(f"{StaffKind(officer.staff_kind).label}不能登记行政执法证件")
    if valid_to is not None and valid_to <= valid_from:
        raise Invalid("证件的到期日应晚于起始日", fields={"valid_to": "请选择更晚的日期"})
    card, made = Credential.objects.get_or_create(
        issuer=issuer,
        number=number,
        defaults={"officer": officer, "domains": domains, "valid_from": valid_from, "valid_to": valid_to},
    )
    if not made:
        raise Conflict(f"{issuer}的证件{number}已经登记，请核对证件号", fields={"number": "已经登记"})
    ledger.record(
        "officer.credential_registered", subject=officer, actor=by, at=now, credential=str(card.pk),
        issuer=issuer, domains=domains, valid_to=str(valid_to or ""),
    )  # fmt: skip
    return card
