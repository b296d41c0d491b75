"""The stage of lead tests: a town that works, two matters on its list, and reports that name them."""

from datetime import datetime
from typing import Any

from tests import cast

from tongpan.agencies.domain.actor import Actor, anonymous_actor
from tongpan.agencies.models import Agency
from tongpan.kernel.ids import uuid7
from tongpan.leads.actions import Receipt, report_lead
from tongpan.leads.domain.choices import Channel
from tongpan.leads.domain.report import Report, Where, Who
from tongpan.leads.models import Lead
from tongpan.leads.queries import channel_rules, scoring
from tongpan.places.models import Place
from tongpan.powers.domain.kinds import Mode, Power, Source
from tongpan.powers.models import Grant, Instrument, Matter
from tongpan.powers.steps.stamp import touch_lists

OCCUPYING = "流动摊贩在人行道上占道经营，堵了半条路，行人没法走"
RUBBISH = "有人把建筑垃圾倾倒在村口路边"


def a_matter(code: str, name: str, domain: str, *keywords: str) -> Matter:
    """Return a matter of the catalogue, made once."""
    return Matter.objects.get_or_create(
        code=code,
        defaults={"name": name, "domain": domain, "keywords": list(keywords), "plain": [], "town_fit": True},
    )[0]


def occupying() -> Matter:
    return a_matter(
        "city_appearance-901", "擅自占用道路、广场摆摊设点", "city_appearance", "占道经营", "摊贩", "人行道", "摆摊"
    )


def expired_food() -> Matter:
    return a_matter("food_drug-901", "经营超过保质期的食品", "food_drug", "过期食品", "保质期", "变质", "超市")


def granted(matter: Matter, body: Agency, territory: Place, *, mode: Mode = Mode.ASSIGNED, **changes: Any) -> Grant:
    """Return a published grant in force."""
    instrument, _ = Instrument.objects.get_or_create(
        title="关于公布乡镇（街道）综合行政执法事项清单的通告",
        number="柯政发〔2022〕1号",
        defaults={
            "kind": "LIST",
            "issuer": "柯城区人民政府",
            "issued_on": cast.LONG_AGO,
            "published_on": cast.LONG_AGO,
            "created_at": cast.NOW,
        },
    )
    fields = {
        "matter": matter,
        "body": body,
        "territory": territory,
        "power": Power.PENALTY,
        "mode": mode,
        "source": Source.COUNTY if hasattr(Source, "COUNTY") else next(iter(Source)),
        "basis": "柯政发〔2022〕1号",
        "instrument": instrument,
        "valid_from": cast.LONG_AGO,
        "recorded_at": cast.NOW,
        "line": uuid7(),
    } | changes
    grant = Grant.objects.create(**fields)
    touch_lists()
    return grant


def a_working_town() -> cast.TownCast:
    """Return a town whose own team answers for occupied pavements by assigned power."""
    town = cast.a_town_with_team()
    granted(occupying(), town.agency, town.town)
    scoring.forget()
    channel_rules.forget()
    return town


def a_report(town: cast.TownCast | None = None, **changes: Any) -> Report:
    """Return a report by telephone of an occupied pavement, in the town unless told."""
    place = {"town_id": town.town.pk} if town else {}
    fields: dict[str, Any] = {
        "district_id": cast.a_county().pk,
        "text": OCCUPYING,
        "channel": Channel.PUBLIC,
        "where": Where(**place),
    }
    return Report(**(fields | changes))


def citizen() -> Actor:
    return anonymous_actor()


def reported(town: cast.TownCast | None = None, *, now: datetime = cast.NOW, **changes: Any) -> Receipt:
    """Return the receipt of a report that a citizen made."""
    changes.setdefault("who", Who(name="赵先生", phone="13800001111"))
    return report_lead(report=a_report(town, **changes), actor=citizen(), now=now)


def a_lead(town: cast.TownCast | None = None, **changes: Any) -> Lead:
    """Return a stored lead."""
    return reported(town, **changes).lead


def touch() -> None:
    """Make every process read the lists anew after a row was changed behind their back."""
    touch_lists()
