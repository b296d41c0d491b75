"""Invented people, gathered and written in bulk."""

from datetime import date
from itertools import count
from uuid import UUID

from django.contrib.auth.hashers import make_password

from tongpan.agencies.domain.posts import Establishment, Post, StaffKind
from tongpan.agencies.models import Agency, Appointment, Credential, Office, Officer, PartyMembership, Team
from tongpan.agencies.queries.demo import DEMO_PASSWORD
from tongpan.kernel.models import User
from tongpan.places.models import Place

SURNAMES = (
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜谢邹喻柏水窦章云苏潘葛范彭郎鲁韦昌马苗凤花方"
)
GIVEN = (
    "明", "建国", "文静", "海波", "丽娟", "志强", "晓东", "春燕", "国栋", "雪梅", "永平", "佳怡", "立新", "秀兰",
    "振华", "思远", "玉珍", "伟民", "慧敏", "长青", "晨曦", "俊杰", "若兰", "宏伟", "敏", "子涵", "广林", "素芬",
    "庆丰",
)  # fmt: skip
PROVINCES = {"33": "浙江省人民政府", "14": "山西省人民政府", "32": "江苏省人民政府", "37": "山东省人民政府"}
ISSUED, EXPIRES = date(2022, 6, 1), date(2027, 6, 1)
IN_OFFICE = date(2022, 7, 1)
EVERY = 17
"""Every so many cards has run out, so that pages have something to warn of."""


class Crew:
    """The people of one district, with everything about them, until `save` writes it all."""

    def __init__(self, county: Place) -> None:
        self.county = county
        self.issuer = PROVINCES.get(county.code[:2], "省人民政府")
        self.officers: list[Officer] = []
        self.appointments: list[Appointment] = []
        self.credentials: list[Credential] = []
        self.memberships: list[PartyMembership] = []
        self.users: list[User] = []
        self.contacts: dict[UUID, Officer] = {}
        self._serial = count(1)
        self._secret = ""

    def person(
        self,
        home: Agency,
        *,
        kind: StaffKind = StaffKind.OFFICER,
        establishment: Establishment = Establishment.ESTABLISHED,
        title: str = "",
        licensed: bool = True,
        fields: tuple[str, ...] = (),
        username: str = "",
        town: Place | None = None,
        keeps_card: bool = False,
    ) -> Officer:
        """Invent one person; with `keeps_card` the credential has surely not run out."""
        serial = next(self._serial)
        salt = int(self.county.code)
        officer = Officer(
            name=SURNAMES[(serial * 7 + salt) % len(SURNAMES)]
            + GIVEN[(serial * 5 + salt // 7 + serial // 31) % len(GIVEN)],
            staff_kind=kind,
            establishment=establishment,
            home_agency=home,
            district=self.county,
            town=town or home.town,
            title=title,
            synthetic=True,
        )
        officer.phone = f"199{self.county.code[-2:]}{serial:06d}"
        if username:
            officer.user = self._account(username)
        if kind == StaffKind.OFFICER and licensed:
            self.credential(officer, fields, expired=serial % EVERY == 0 and not username and not keeps_card)
        self.officers.append(officer)
        return officer

    def credential(self, officer: Officer, fields: tuple[str, ...] = (), *, expired: bool = False) -> None:
        """Give a person an enforcement credential."""
        self.credentials.append(
            Credential(
                officer=officer,
                number=f"演示{self.county.code}{len(self.credentials) + 1:05d}",
                issuer=self.issuer,
                domains=list(fields),
                valid_from=ISSUED,
                valid_to=date(2026, 5, 31) if expired else EXPIRES,
            )
        )

    def appoint(
        self,
        officer: Officer,
        post: Post,
        *,
        agency: Agency | None = None,
        office: Office | None = None,
        team: Team | None = None,
        town: Place | None = None,
        place: Place | None = None,
        since: date = IN_OFFICE,
        until: date | None = None,
        dedicated: bool = False,
    ) -> None:
        """Give a person a post."""
        self.appointments.append(
            Appointment(
                officer=officer,
                post=post,
                establishment=officer.establishment,
                agency=agency or officer.home_agency,
                office=office,
                team=team,
                place=place,
                district=self.county,
                town=town,
                dedicated=dedicated,
                instrument="演示任职文件",
                valid_from=since,
                valid_to=until,
            )
        )

    def join_branch(self, officer: Officer, branch: Office) -> None:
        """Let a person's party-organization relation lie in a branch (M008)."""
        self.memberships.append(PartyMembership(officer=officer, branch=branch, valid_from=branch.valid_from))

    def save(self) -> None:
        """Write everybody and everything about them."""
        User.objects.bulk_create(self.users)
        Officer.objects.bulk_create(self.officers, batch_size=500)
        Appointment.objects.bulk_create(self.appointments, batch_size=500)
        Credential.objects.bulk_create(self.credentials, batch_size=500)
        PartyMembership.objects.bulk_create(self.memberships, batch_size=500)

    def _account(self, username: str) -> User:
        self._secret = self._secret or make_password(DEMO_PASSWORD)
        user = User(username=username, password=self._secret)
        self.users.append(user)
        return user
