"""Loading the catalogue of matters (事项目录): a changed matter makes a new version, nothing is overwritten."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import transaction

from tongpan.agencies.policies import Actor
from tongpan.kernel import ledger
from tongpan.kernel.clock import date_of
from tongpan.kernel.errors import Forbidden, Invalid
from tongpan.kernel.permissions import Permission
from tongpan.law.catalogue_check import check_catalogue
from tongpan.powers.domain.wording import place_text
from tongpan.powers.models import Grant, Matter, MatterVersion, Provision
from tongpan.powers.steps import touch_lists

_ROLES = {"violated": Provision.VIOLATED, "penalty": Provision.PENALTY, "measures": Provision.MEASURE}
_PLAIN_FIELDS = (
    "name", "domain", "keywords", "plain", "kinds", "fines", "measures", "correction", "town_fit", "town_reason",
    "summary_fit", "note", "checked_on",
)  # fmt: skip


@dataclass(slots=True)
class Loaded:
    """What loading did; `rejected` holds (code, reason) of matters whose basis does not stand."""

    created: int = 0
    changed: int = 0
    unchanged: int = 0
    rejected: list[tuple[str, str]] = field(default_factory=list)


def load_catalogue(
    *, matters: Iterable[Mapping[str, Any]], actor: Actor, now: datetime, checked: bool = True, keep: bool = True
) -> Loaded:
    """
    Load matters; a second run of the same changes nothing. Without `keep`, only say what would be done.

    Each matter is held to the statutes: a repealed basis, a wrong article or figure is reported and not loaded. The
    catalogue is one for all counties: a county's keeper cannot change a matter on which another county's list stands.

    :raises Forbidden: if the actor may not publish lists
    """
    if not actor.can(Permission.POWERS_PUBLISH):
        raise Forbidden("您不能更新事项目录，请由清单管理员办理")
    rows = [_plain(matter) for matter in matters]
    loaded = Loaded()
    if checked:
        problems = check_catalogue([_dated(row) for row in rows], date_of(now))
        loaded.rejected = [(problem.matter, problem.message) for problem in problems]
    known = _known(rows)
    loaded.rejected += _others(rows, known, actor)
    bad = {code for code, _ in loaded.rejected}
    good = [row for row in rows if row["code"] not in bad]
    if not keep:
        for row in good:
            _count(loaded, known.get(row["code"]), _digest(row))
        return loaded
    with transaction.atomic(durable=True):
        entries, known = [], _known(good)
        for row in good:
            entries += _load(row, known.get(row["code"]), loaded, actor.label, now)
        ledger.record_many(entries)
        if entries:
            touch_lists()
    return loaded


def _known(rows: list[dict[str, Any]]) -> dict[str, Matter]:
    return {matter.code: matter for matter in Matter.objects.filter(code__in=[row["code"] for row in rows])}


def _others(rows: list[dict[str, Any]], known: Mapping[str, Matter], actor: Actor) -> list[tuple[str, str]]:
    """Return the matters an actor may not change because another county's list stands on them."""
    if actor.scope.everything:
        return []
    changed = [
        known[row["code"]].pk for row in rows if row["code"] in known and known[row["code"]].digest != _digest(row)
    ]
    elsewhere = Grant.objects.filter(matter_id__in=changed, superseded_at__isnull=True, body__district__isnull=False)
    codes = set(elsewhere.exclude(body__district_id=actor.district_id).values_list("matter__code", flat=True))
    reason = "目录里已有这个编码，内容不同，别的区县的清单也在用；修改共用目录请联系系统管理员"
    return [(code, reason) for code in sorted(codes)]


def _count(loaded: Loaded, matter: Matter | None, digest: str) -> bool:
    """Count a matter; tell whether it is to be written."""
    if matter is not None and matter.digest == digest:
        loaded.unchanged += 1
        return False
    loaded.created += matter is None
    loaded.changed += matter is not None
    return True


def withdraw_matter(*, code: str, on: date, reason: str, actor: Actor, now: datetime) -> Matter:
    """
    Take a matter out of use from a day: its basis is repealed or replaced.

    :raises Forbidden: if the actor may not publish lists
    :raises Invalid: if there is no such matter in use
    """
    if not actor.can(Permission.POWERS_PUBLISH):
        raise Forbidden("您不能停用事项，请由清单管理员办理")
    with transaction.atomic(durable=True):
        moved = Matter.objects.filter(code=code, withdrawn_on__isnull=True).update(withdrawn_on=on)
        if not moved:
            raise Invalid("没有这个在用事项，请核对事项编码", fields={"code": "没有这个在用事项"})
        matter = Matter.objects.get(code=code)
        ledger.record("matter.withdrawn", subject=matter, actor=actor.label, at=now, on=on, reason=reason)
        touch_lists()
    return matter


def _plain(matter: Mapping[str, Any]) -> dict[str, Any]:
    """Return a matter as JSON can hold it: dates as text."""
    content = json.loads(json.dumps(dict(matter), default=_iso, ensure_ascii=False, sort_keys=True))
    return dict(content)


def _iso(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(type(value).__name__)


def _dated(row: Mapping[str, Any]) -> dict[str, Any]:
    dates = {name: date.fromisoformat(row[name]) for name in ("valid_from", "checked_on") if row.get(name)}
    return {**row, **dates}


def _digest(row: Mapping[str, Any]) -> str:
    text = json.dumps(row, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _load(row: dict[str, Any], matter: Matter | None, loaded: Loaded, actor: str, now: datetime) -> list[ledger.Entry]:
    digest = _digest(row)
    if not _count(loaded, matter, digest):
        return []
    created = matter is None
    matter = _write_matter(matter or Matter(code=row["code"]), row, digest)
    version = _write_version(matter, row, digest, now)
    action = "matter.loaded" if created else "matter.changed"
    return [
        ledger.Entry(action, matter, actor, now, {"code": matter.code, "version": version.number, "digest": digest})
    ]


def _write_matter(matter: Matter, row: Mapping[str, Any], digest: str) -> Matter:
    for name in _PLAIN_FIELDS:
        if name in row:
            setattr(matter, name, row[name])
    matter.area = "" if row.get("scope", "national") == "national" else str(row["scope"])
    matter.industry = row.get("industry", "")
    matter.search_text = " ".join([matter.name, *matter.keywords, *matter.plain])
    matter.digest = digest
    matter.save()
    return matter


def _write_version(matter: Matter, row: Mapping[str, Any], digest: str, now: datetime) -> MatterVersion:
    starts = date.fromisoformat(row["valid_from"]) if row.get("valid_from") else None
    last = matter.versions.order_by("-number").first()
    if last is not None:
        # a later start is a new law, the same start a correction of what we wrote
        renewed = starts is not None and last.valid_from is not None and starts > last.valid_from
        if renewed:
            last.valid_to = starts
        else:
            last.superseded_at = now
        last.save(update_fields=["valid_to", "superseded_at"])
    version = MatterVersion.objects.create(
        matter=matter,
        number=(last.number if last else 0) + 1,
        content=row,
        digest=digest,
        valid_from=starts,
        recorded_at=now,
    )
    Provision.objects.bulk_create(_provisions(version, row))
    return version


def _provisions(version: MatterVersion, row: Mapping[str, Any]) -> list[Provision]:
    places = [(role, place) for name, role in _ROLES.items() for place in row.get(name, ())]
    checked = date.fromisoformat(row["checked_on"]) if row.get("checked_on") else None
    return [
        Provision(
            version=version,
            order=order,
            role=role,
            statute=place["statute"],
            article=place["article"],
            place=place_text(place),
            gist=place.get("gist", ""),
            checked_on=checked,
        )
        for order, (role, place) in enumerate(places)
    ]
