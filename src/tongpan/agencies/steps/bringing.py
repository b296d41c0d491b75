"""One row of a register file becomes a body, a team, a person, a post or a credential, or is found there already."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime

from tongpan.agencies.domain import registerfile as cells
from tongpan.agencies.domain.posts import AgencyKind, Establishment, Post, StaffKind, TeamKind
from tongpan.agencies.domain.registerfile import Row, RowError
from tongpan.agencies.models import Agency, Appointment, Credential, Office, Officer, Team
from tongpan.agencies.steps.registering import add_agency, add_team
from tongpan.agencies.steps.staffing import (
    NewAppointment,
    add_officer,
    appoint_officer,
    give_account,
    register_card,
)
from tongpan.places.models import Place


@dataclass(frozen=True, slots=True)
class OpenedAccount:
    """An account that the import opened, with its one-time password, to be handed over once."""

    name: str
    agency: str
    username: str
    password: str


@dataclass(slots=True)
class Bringing:
    """What the rows of one file share."""

    district: Place
    by: str
    now: datetime
    today: date
    rehearsal: bool
    accounts: list[OpenedAccount] = field(default_factory=list)


def bring_agency(row: Row, job: Bringing) -> bool:
    """Register a body; False if it is there already."""
    name = cells.needed(row, "名称")
    place = _place(row, "管辖地域", job)
    if Agency.objects.filter(place=place, name=name).exists():
        return False
    add_agency(
        name=name,
        kind=AgencyKind(cells.choice(row, "类别", AgencyKind)),
        place=place,
        valid_from=cells.day(row, "设立日期", job.today) or job.today,
        by=job.by,
        now=job.now,
        short_name=cells.text(row, "简称", 40),
        key=cells.text(row, "部门代号", 20),
        uscc=cells.text(row, "统一社会信用代码", 18),
        phone=cells.text(row, "公开电话", 40),
        address=cells.text(row, "地址", 200),
    )
    return True


def bring_team(row: Row, job: Bringing) -> bool:
    """Register a team; False if it is there already."""
    agency = _agency(row, "所属机关", job)
    name = cells.needed(row, "名称")
    if Team.objects.filter(agency=agency, name=name, valid_to=None).exists():
        return False
    add_team(
        name=name,
        agency=agency,
        kind=TeamKind(cells.choice(row, "类别", TeamKind)),
        towns=[_town(word, "服务镇街", job) for word in cells.several(row, "服务镇街")],
        domains=cells.domains(row, "领域"),
        valid_from=cells.day(row, "成立日期", job.today) or job.today,
        by=job.by,
        now=job.now,
        answers=cells.flag(row, "责任队伍"),
        phone=cells.text(row, "值班电话", 40),
        instrument=cells.text(row, "依据文件"),
    )
    return True


def bring_officer(row: Row, job: Bringing) -> bool:
    """Register a person, or give a person who is there the account the row names; False if nothing was to do."""
    agency = _agency(row, "所在机关", job)
    name, username = cells.needed(row, "姓名", 60), cells.text(row, "账号", 32).lower()
    phone = cells.text(row, "电话", 21)
    officer = _same_person(name, agency, username, phone)
    known = officer is not None
    if officer is None:
        officer = add_officer(
            name=name,
            staff_kind=StaffKind(cells.choice(row, "人员类别", StaffKind)),
            establishment=Establishment(cells.choice(row, "编制", Establishment, Establishment.ESTABLISHED)),
            agency=agency,
            title=cells.text(row, "职务", 60),
            professional_title=cells.text(row, "职称", 60),
            phone=phone,
            by=job.by,
            now=job.now,
        )
    if not username or officer.user_id is not None:
        return not known
    once = give_account(officer=officer, username=username, by=job.by, now=job.now, rehearsal=job.rehearsal)
    job.accounts.append(OpenedAccount(name, agency.name, username, once))
    return True


def bring_post(row: Row, job: Bringing) -> bool:
    """Appoint a person; False if they hold the post already."""
    officer = _officer(row, job)
    agency = _agency(row, "任职机关", job) if cells.text(row, "任职机关") else None
    post = Post(cells.choice(row, "岗位", Post))
    team, office = _team(row, job), _office(row, agency or officer.home_agency)
    beat = _beat(row, job)
    held = Appointment.objects.filter(officer=officer, post=post, team=team, office=office, place=beat, valid_to=None)
    if held.exists():
        return False
    new = NewAppointment(
        post=post,
        valid_from=cells.day(row, "起始日期", job.today) or job.today,
        agency_id=agency.pk if agency else None,
        office_id=office.pk if office else None,
        team_id=team.pk if team else None,
        place_id=beat.pk if beat else None,
        dedicated=cells.flag(row, "专人专岗"),
        instrument=cells.text(row, "任职文件"),
    )
    appoint_officer(officer, new, by=job.by, now=job.now)
    return True


def bring_card(row: Row, job: Bringing) -> bool:
    """Register a credential; False if the person has it already."""
    officer = _officer(row, job)
    number, issuer = cells.needed(row, "证件号", 40), cells.needed(row, "发证机关")
    starts = cells.day(row, "生效日期")
    if starts is None:
        raise RowError("生效日期", "必须填写")
    if Credential.objects.filter(number=number, issuer=issuer, officer=officer).exists():
        return False
    register_card(
        officer=officer,
        number=number,
        issuer=issuer,
        domains=[str(domain) for domain in cells.domains(row, "执法领域")],
        valid_from=starts,
        valid_to=cells.day(row, "失效日期"),
        by=job.by,
        now=job.now,
    )
    return True


TAKERS: dict[str, Callable[[Row, Bringing], bool]] = {
    cells.AGENCIES.name: bring_agency,
    cells.TEAMS.name: bring_team,
    cells.PEOPLE.name: bring_officer,
    cells.POSTS.name: bring_post,
    cells.CARDS.name: bring_card,
}


def _agency(row: Row, column: str, job: Bringing) -> Agency:
    name = cells.needed(row, column)
    found: list[Agency] = list(Agency.objects.filter(district=job.district, valid_to=None, name=name)[:2])
    found = found or list(Agency.objects.filter(district=job.district, valid_to=None, short_name=name)[:2])
    if len(found) != 1:
        raise RowError(column, f"没有找到“{name}”；请先在“机关”表登记，名称要一致")
    return found[0]


def _place(row: Row, column: str, job: Bringing) -> Place:
    value = cells.text(row, column)
    if value in ("", job.district.name, job.district.code):
        return job.district
    return _town(value, column, job)


def _town(value: str, column: str, job: Bringing) -> Place:
    rows = Place.objects.filter(county=job.district, level="TOWN", valid_to=None).defer("geometry")
    town = (rows.filter(code=value) if value.isdigit() else rows.filter(name=value)).first()
    if town is None:
        raise RowError(column, f"本区县没有“{value}”这个镇街；请核对名称或代码")
    return town


def _beat(row: Row, job: Bringing) -> Place | None:
    value = cells.text(row, "责任片区")
    if not value:
        return None
    rows = Place.objects.filter(county=job.district, valid_to=None).defer("geometry").exclude(level="COUNTY")
    found = list((rows.filter(code=value) if value.isdigit() else rows.filter(name=value))[:2])
    if len(found) != 1:
        why = "没有找到" if not found else "有同名的"
        raise RowError("责任片区", f"{why}“{value}”，请改填代码")
    return found[0]


def _team(row: Row, job: Bringing) -> Team | None:
    name = cells.text(row, "队伍")
    if not name:
        return None
    found: list[Team] = list(Team.objects.filter(district=job.district, valid_to=None, name=name)[:2])
    if len(found) != 1:
        raise RowError("队伍", f"没有找到“{name}”；请先在“队伍”表登记，或按组织模式建立")
    return found[0]


def _office(row: Row, agency: Agency) -> Office | None:
    name = cells.text(row, "内设机构")
    if not name:
        return None
    office: Office | None = Office.objects.filter(agency=agency, name=name, valid_to=None).first()
    if office is None:
        raise RowError("内设机构", f"{agency.name}没有“{name}”；按组织模式建队时会建立综合行政执法办公室")
    return office


def _officer(row: Row, job: Bringing) -> Officer:
    agency, name = _agency(row, "所在机关", job), cells.needed(row, "姓名", 60)
    username = cells.text(row, "账号", 32).lower()
    rows = Officer.objects.filter(home_agency=agency, name=name).select_related("home_agency")
    found = list((rows.filter(user__username=username) if username else rows)[:2])
    if not found:
        raise RowError("姓名", f"{agency.name}没有登记“{name}”{'这个账号的人' if username else ''}；请先在“人员”表登记")
    if len(found) > 1:
        raise RowError("账号", f"{agency.name}有几位“{name}”，请填账号区分")
    return found[0]


def _same_person(name: str, agency: Agency, username: str, phone: str) -> Officer | None:
    """Same name and body are one person, unless account or telephone number says otherwise."""
    for officer in Officer.objects.filter(home_agency=agency, name=name).select_related("user").order_by("created_at"):
        if username and officer.user is not None and officer.user.username != username:
            continue
        if phone and officer.phone and officer.phone != phone:
            continue
        return officer
    return None
