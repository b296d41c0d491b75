"""Grants and matters as lists: by day, town, field, power and word."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from tongpan.kernel.errors import NotFound
from tongpan.powers.domain.kinds import Mode, Power
from tongpan.powers.models import Grant, Matter
from tongpan.powers.queries.facts import lineage_of

ORDER = ("matter__domain", "matter__code", "body__name", "id")


@dataclass(frozen=True, slots=True)
class ListFilter:
    """What part of the lists is asked for."""

    on: date
    district_id: UUID | None = None
    town_id: UUID | None = None
    domain: str = ""
    power: str = ""
    mode: str = ""
    body_id: UUID | None = None
    words: str = ""
    known_at: datetime | None = None
    published_only: bool = False


def grants(wanted: ListFilter) -> QuerySet[Grant]:
    """Return the grants in force on the day asked, as known at the moment asked."""
    rows = Grant.objects.select_related("matter", "body", "territory", "principal", "grantor", "instrument")
    rows = rows.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=wanted.on), valid_from__lte=wanted.on)
    rows = rows.filter(known_condition(wanted.known_at))
    if wanted.town_id is not None:
        rows = rows.filter(territory_id__in=lineage_of(wanted.town_id))
    elif wanted.district_id is not None:
        inside = Q(territory__county_id=wanted.district_id) | Q(territory_id__in=lineage_of(wanted.district_id))
        rows = rows.filter(inside)
    for name, value in (
        ("matter__domain", wanted.domain),
        ("power", wanted.power),
        ("mode", wanted.mode),
        ("body_id", wanted.body_id),
    ):
        if value:
            rows = rows.filter(**{name: value})
    for word in wanted.words.split():
        rows = rows.filter(Q(matter__code__icontains=word) | Q(matter__search_text__icontains=word))
    return rows.filter(published(wanted.on)) if wanted.published_only else rows


def published(on: date) -> Q:
    """Return the condition that a grant is public on a day: by statute or published document (处罚法 20, 24)."""
    one_side = Q(instrument__published_on__lte=on)
    both_sides = one_side & Q(instrument__published_by_delegate_on__lte=on)
    return (
        Q(mode__in=[Mode.OWN, Mode.POSTED])
        | (Q(mode__in=[Mode.ASSIGNED, Mode.CONCENTRATED]) & one_side)
        | (Q(mode=Mode.DELEGATED) & both_sides)
    )


def known_condition(known_at: datetime | None) -> Q:
    """Return the condition that a row was what was known at a moment; None means now."""
    if known_at is None:
        return Q(superseded_at__isnull=True)
    return Q(recorded_at__lte=known_at) & (Q(superseded_at__isnull=True) | Q(superseded_at__gt=known_at))


@dataclass(frozen=True, slots=True)
class Change:
    """One grant that is in one list and not in the other."""

    added: bool
    grant: Grant


def difference(wanted: ListFilter, earlier: date, later: date, limit: int = 500) -> list[Change]:
    """Return what the list of the later day has and the earlier one had not, and the other way round (M062)."""
    before = _keys(grants(_at(wanted, earlier)))
    after = _keys(grants(_at(wanted, later)))
    gone, come = before.keys() - after.keys(), after.keys() - before.keys()
    ids = [before[key] for key in gone] + [after[key] for key in come]
    rows = Grant.objects.select_related("matter", "body", "territory", "instrument", "recall__instrument")
    added = {after[key] for key in come}
    found = rows.filter(pk__in=ids[: limit * 4]).order_by("matter__domain", "matter__code", "body__name", "id")
    return [Change(row.pk in added, row) for row in found[:limit]]


def _at(wanted: ListFilter, on: date) -> ListFilter:
    values = {name: getattr(wanted, name) for name in ListFilter.__slots__}
    return ListFilter(**values | {"on": on})


def _keys(rows: QuerySet[Grant]) -> dict[tuple[object, ...], UUID]:
    columns = ("id", "matter_id", "body_id", "territory_id", "power", "mode")
    return {tuple(rest): pk for pk, *rest in rows.order_by().values_list(*columns)}


def matters(words: str = "", domain: str = "", town_fit: bool | None = None) -> QuerySet[Matter]:
    """Return matters by word, field and fitness for towns."""
    rows = Matter.objects.filter(withdrawn_on__isnull=True)
    for word in words.split():
        rows = rows.filter(Q(code__icontains=word) | Q(search_text__icontains=word))
    if domain:
        rows = rows.filter(domain=domain)
    return rows if town_fit is None else rows.filter(town_fit=town_fit)


def matter(matter_id: UUID) -> Matter:
    """
    Return one matter.

    :raises NotFound: if there is none
    """
    found = Matter.objects.filter(pk=matter_id).first()
    if found is None:
        raise NotFound("没有找到这个事项，请从事项清单进入", code="powers.matter.unknown")
    return found


def grant(grant_id: UUID) -> Grant:
    """
    Return one grant's row.

    :raises NotFound: if there is none
    """
    rows = Grant.objects.select_related("matter", "body", "territory", "principal", "grantor", "instrument")
    found = rows.filter(pk=grant_id).first()
    if found is None:
        raise NotFound("没有找到这条职权配置，请从事项清单进入", code="powers.grant.unknown")
    return found


def power_label(value: str) -> str:
    """Return a power's Chinese name."""
    return str(Power(value).label)
