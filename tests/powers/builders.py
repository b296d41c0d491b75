"""Lists for tests: bodies that hold powers, documents, matters and grants, each a few rows."""

from datetime import date, datetime
from itertools import count
from uuid import UUID

from tongpan.agencies.domain.actor import Actor
from tongpan.agencies.domain.posts import AgencyKind, Post
from tongpan.agencies.models import Agency
from tongpan.kernel.clock import SHANGHAI
from tongpan.kernel.permissions import Permission
from tongpan.kernel.scope import Scope
from tongpan.places.models import Place
from tongpan.powers.domain.kinds import InstrumentKind, Mode, Power
from tongpan.powers.models import Grant, Instrument, Matter

ON = date(2026, 11, 23)
NOW = datetime(2026, 11, 23, 9, 30, tzinfo=SHANGHAI)
EARLIER = datetime(2024, 1, 1, 9, 0, tzinfo=SHANGHAI)
START = date(2024, 1, 1)

_number = count(1)


def a_matter(name: str = "占道经营", domain: str = "city_appearance", **fields: object) -> Matter:
    """Return a matter of the catalogue."""
    number = next(_number)
    values: dict[str, object] = {"code": f"TEST-{number:05d}", "town_fit": True, "search_text": name, **fields}
    return Matter.objects.create(name=name, domain=domain, **values)


def a_document(kind: InstrumentKind = InstrumentKind.LIST, **fields: object) -> Instrument:
    """Return a published document; `published_on=None` gives one the public cannot read."""
    values: dict[str, object] = {
        "title": "镇街综合行政执法事项清单（合成）",
        "number": f"测政发〔2024〕{next(_number)}号",
        "issuer": "测试区人民政府",
        "issued_on": START,
        "published_on": START,
        "published_by_delegate_on": START if kind == InstrumentKind.DELEGATION else None,
        "created_at": EARLIER,
        **fields,
    }
    return Instrument.objects.create(kind=kind, **values)


def a_grant(matter: Matter, body: Agency, mode: Mode = Mode.ASSIGNED, **fields: object) -> Grant:
    """Return a grant in the body's own territory, published where it must be."""
    if mode not in (Mode.OWN, Mode.POSTED) and "instrument" not in fields:
        kind = InstrumentKind.DELEGATION if mode == Mode.DELEGATED else InstrumentKind.LIST
        fields["instrument"] = a_document(kind)
    values: dict[str, object] = {
        "territory": body.place,
        "power": Power.PENALTY,
        "valid_from": START,
        "recorded_at": EARLIER,
        **fields,
    }
    return Grant.objects.create(matter=matter, body=body, mode=mode, **values)


def an_actor(
    *permissions: Permission, district: Place | None = None, agency: Agency | None = None, label: str = ""
) -> Actor:
    """Return somebody with exactly these permissions in a district, standing for a body."""
    district_id: UUID | None = district.pk if district else None
    scope = Scope(
        districts=frozenset({district_id} if district_id else ()),
        bodies=frozenset({agency.pk} if agency else ()),
    )
    return Actor(
        officer_id=None,
        name="测试",
        posts=frozenset({Post.LIST_MANAGER}),
        permissions=frozenset(permissions),
        scope=scope,
        district_id=district_id,
        agency_id=agency.pk if agency else None,
        label=label or f"officer:test-{next(_number)}",
    )


def a_manager(district: Place, label: str = "officer:manager") -> Actor:
    """Return the keeper of a district's lists."""
    permissions = (
        Permission.POWERS_VIEW,
        Permission.POWERS_PROPOSE,
        Permission.POWERS_NEGOTIATE,
        Permission.POWERS_PUBLISH,
        Permission.POWERS_RECALL,
    )
    return an_actor(*permissions, district=district, label=label)


def a_checker(district: Place, label: str = "officer:checker") -> Actor:
    """Return somebody who checks what others wrote."""
    return an_actor(Permission.POWERS_VIEW, Permission.POWERS_CHECK, district=district, label=label)


CITY_DEPARTMENT = AgencyKind.CITY_DEPARTMENT
