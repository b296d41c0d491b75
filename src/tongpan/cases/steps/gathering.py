"""取证: what a piece of evidence brings with it beside the row that the law reads."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from tongpan.agencies.domain.actor import Actor
from tongpan.cases.domain.tables import Kept as Row
from tongpan.cases.models import Case
from tongpan.evidence import queries as evidence
from tongpan.evidence.domain.choices import Source
from tongpan.evidence.steps import items, noting
from tongpan.evidence.steps.items import Kept, Material
from tongpan.kernel.clock import date_of
from tongpan.kernel.errors import Invalid
from tongpan.kernel.ledger import SubjectRef
from tongpan.law.facts import CaseFacts, Evidence
from tongpan.law.penalty.evidence import EvidenceKind
from tongpan.law.procedure.adapting import check_use
from tongpan.law.verdict import LAWFUL, Verdict

LONGEST_HOURS: Final = 24
FIELDS: Final = frozenset(
    {"source", "place_text", "provider", "issuer", "qualification", "device_number", "footage_from", "footage_until",
     "footage_uri", "footage_digest", "perishable", "lasts_minutes", "needs_professionals"}
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Beside:
    """What comes with a piece of evidence and no rule asks: fields of the item, and files that lie in the store."""

    fields: Mapping[str, Any] = field(default_factory=dict)
    files: Sequence[Kept] = ()


def record_of(case: Case) -> SubjectRef:
    """Return a case as evidence and property name it."""
    return SubjectRef(Case._meta.label_lower, case.pk)


def with_sources(entered: Mapping[str, Any], beside: Beside | None, at: datetime) -> Mapping[str, Any]:
    """
    Return what was entered with what the law must be able to ask of the source.

    What a device recorded is no evidence until somebody reviewed it (处罚法 41), an opinion is no basis until its
    issuer's qualification is shown (M154): both are unknown here until they are found out, and so stand in the way.
    """
    made = dict(entered)
    source = (beside.fields if beside is not None else {}).get("source")
    if source == Source.MONITOR and not made.get("monitoring"):
        made["monitoring"] = {}
    if (made.get("choice") == EvidenceKind.OPINION or source == Source.EXPERT) and not made.get("opinion"):
        made["opinion"] = {"issued_on": at.date().isoformat()}
    return made


def check_beside(fields: Mapping[str, Any]) -> None:
    """
    Let pass what can be.

    :raises Invalid: if the time of footage is none, or a device is not named
    """
    wrong: dict[str, str] = {}
    start, end = fields.get("footage_from"), fields.get("footage_until")
    if (start is None) != (end is None):
        wrong["footage_until" if end is None else "footage_from"] = "录像的起止时间要一起填"
    elif start is not None and end is not None:
        if end <= start:
            wrong["footage_until"] = "录像止应当晚于录像起"
        elif (end - start).total_seconds() > LONGEST_HOURS * 3600:
            wrong["footage_until"] = f"一段录像至多 {LONGEST_HOURS} 小时，请分段登记"
        if not fields.get("device_number"):
            wrong["device_number"] = "请填写执法记录仪或者设备的编号"
    digest = str(fields.get("footage_digest") or "")
    if digest and (len(digest) != 64 or set(digest.lower()) - set("0123456789abcdef")):
        wrong["footage_digest"] = "摘要应当是 64 位十六进制"
    if fields.get("source") in (Source.RECORDER, Source.MONITOR) and not fields.get("device_number"):
        wrong["device_number"] = "请填写设备编号"
    if fields.get("source") == Source.EXPERT and not fields.get("issuer"):
        wrong["issuer"] = "请填写出具机构"
    if wrong:
        raise Invalid("还差一点：" + "；".join(wrong.values()), fields=wrong)


def open_item(
    case: Case, changed: Sequence[Row], entered: Mapping[str, Any], beside: Beside | None, *, at: datetime,
    actor: Actor, now: datetime,
) -> None:  # fmt: skip
    """Write the item of evidence that belongs to the row that the step wrote, in its transaction."""
    given = beside or Beside()
    check_beside(given.fields)
    row = next(each.row for each in reversed(changed) if each.table == "evidence")
    fields = {name: value for name, value in given.fields.items() if name in FIELDS and value not in (None, "")}
    material = Material(
        title=str(entered.get("title") or row["id"]), shows=str(entered.get("shows") or ""), fields=fields
    )
    items.open_item(
        record=record_of(case), ref=row["id"], material=material, taken_at=at,
        taken_by="、".join(row.get("officers", ())), files=given.files, actor=actor, now=now,
    )  # fmt: skip


def describe(case: Case, ref: str, fields: Mapping[str, Any], *, actor: Actor, now: datetime) -> None:
    """
    Write what became known of a piece of evidence, in the caller's transaction.

    :raises Invalid: if it cannot be
    :raises NotFound: if there is no such piece
    """
    item = evidence.item_of(record_of(case), ref)
    wanted = {
        name: value for name, value in fields.items() if name in FIELDS and not _same_minute(getattr(item, name), value)
    }
    check_beside({name: getattr(item, name) for name in FIELDS} | wanted)
    noting.change(item, wanted, actor=actor, now=now)


def _same_minute(old: Any, new: Any) -> bool:
    """A form shows no seconds: a moment that comes back without them is the one that stood there."""
    if not isinstance(old, datetime) or not isinstance(new, datetime):
        return False
    return old.replace(second=0, microsecond=0) == new


def verdict_on(row: Evidence, facts: CaseFacts, now: datetime) -> Verdict:
    """Return what stands in the way of building on a piece of evidence now; nothing of what was set aside."""
    if row.excluded_at is not None:
        return LAWFUL
    regime = next((one.regime for one in facts.charges if (one.party, one.cause) == (row.party, row.cause)), None)
    return check_use(row, date_of(now), regime)
