"""The page for visitors: whom to ring, and where the list of their county is published."""

from dataclasses import dataclass
from datetime import date

from django.conf import settings

from tongpan.agencies.domain.posts import AgencyKind
from tongpan.agencies.models import Agency
from tongpan.places.models import Place


@dataclass(frozen=True, slots=True)
class Front:
    """The county at home here, and its telephone."""

    county: Place | None
    body: str
    phone: str

    @property
    def dial(self) -> str:
        """The number as a telephone dials it."""
        return dialled(self.phone)


def dialled(phone: str) -> str:
    """Return a telephone number without the signs people write into it."""
    return "".join(sign for sign in phone if sign.isdigit() or sign == "+")


def front(on: date) -> Front:
    """Return the county this installation serves and the telephone of its command centre; two queries."""
    code = str(getattr(settings, "TONGPAN_DIVISION", "") or "")
    counties = Place.objects.filter(level="COUNTY", valid_to__isnull=True).only("id", "code", "name")
    county = (counties.filter(code__startswith=code) if code else counties).order_by("code").first()
    if county is None:
        return Front(None, "", "")
    bodies = Agency.objects.on(on).filter(district=county, town=None).exclude(phone="")
    wanted = [AgencyKind.COMMAND_CENTRE, AgencyKind.JUSTICE_BUREAU, AgencyKind.DEPARTMENT]
    found = {body.kind: body for body in bodies.filter(kind__in=wanted).order_by("-name")}
    body = next((found[kind] for kind in wanted if kind in found), None)
    return Front(county, body.name if body else "", body.phone if body else "")
