"""The first body and the first system manager of an installation: once, before anybody has an account."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from tongpan.agencies.domain.posts import AgencyKind, Post, StaffKind
from tongpan.agencies.models import Agency, Officer
from tongpan.agencies.steps.registering import add_agency
from tongpan.agencies.steps.staffing import NewAppointment, add_officer, appoint_officer, give_account
from tongpan.kernel.errors import Conflict, Invalid
from tongpan.kernel.models import User
from tongpan.places.models import Place

BY = "system:init"


@dataclass(frozen=True, slots=True)
class Founding:
    """What has to be known: the body, and who will manage the system."""

    body: str
    kind: AgencyKind
    name: str
    username: str
    phone: str
    valid_from: date


@dataclass(frozen=True, slots=True)
class Founded:
    """What was made; the one-time password is empty where a password was given."""

    agency: Agency
    officer: Officer
    username: str
    one_time_password: str


def found(*, county: Place, founding: Founding, password: str, now: datetime) -> Founded:
    """
    Make the first body of a county and its system manager.

    :raises Conflict: if there is an account already: the installation was founded
    :raises Invalid: if the county is none, or something typed cannot be used
    """
    if county.level != "COUNTY":
        raise Invalid(f"{county.name}不是县（市、区），请用六位代码，例如 330802")
    with transaction.atomic(durable=True):
        Place.objects.select_for_update().only("pk").get(pk=county.pk)
        if User.objects.exists():
            raise Conflict(
                "已有账号，不能再次初始化；请由系统管理员登录后，在“机构与人员”里登记和开通",
                code="agencies.founded",
            )
        agency = Agency.objects.filter(place=county, name=founding.body, valid_to=None).first() or add_agency(
            name=founding.body, kind=founding.kind, place=county, valid_from=founding.valid_from, by=BY, now=now
        )
        officer = add_officer(
            name=founding.name,
            staff_kind=StaffKind.CLERK,
            agency=agency,
            title=str(Post.SYSTEM_MANAGER.label),
            phone=founding.phone,
            by=BY,
            now=now,
        )
        once = give_account(officer=officer, username=founding.username, password=password, by=BY, now=now)
        managing = NewAppointment(post=Post.SYSTEM_MANAGER, valid_from=founding.valid_from)
        appoint_officer(officer, managing, by=BY, now=now)
    return Founded(agency, officer, founding.username.strip().lower(), once)
