"""分类分区: what the county's policy advises of a case is written beside it; no step asks it."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime

from django.db import transaction

from tongpan.agencies.domain.actor import Actor
from tongpan.cases.models import Case, CaseHandling
from tongpan.kernel.errors import Invalid
from tongpan.powers.domain.handling import advice_of, classes_of
from tongpan.powers.models import HandlingRule


def require_classes(lines: Sequence[HandlingRule], zone: str, object_class: str) -> None:
    """
    Let pass classes that the policy in force tells apart, or none.

    :raises Invalid: otherwise
    """
    zones, objects = classes_of(lines)
    wrong = {}
    if zone and zone not in zones:
        wrong["zone"] = "现行的分类分区文件里没有这类区域，请重新选择"
    if object_class and object_class not in objects:
        wrong["object_class"] = "现行的分类分区文件里没有这类对象，请重新选择"
    if wrong:
        raise Invalid("；".join(wrong.values()), fields=wrong)


def advise(
    case: Case, lines: Sequence[HandlingRule], actor: Actor, now: datetime, *, zone: str = "", object_class: str = ""
) -> CaseHandling | None:
    """Keep what the policy in force advises of a case, in the caller's transaction; None where it says nothing."""
    assert transaction.get_connection().in_atomic_block
    found = advice_of(lines, domain=case.domain, place_text=case.place_text, zone=zone, object_class=object_class)
    if not found and not zone and not object_class:
        return None
    advice = [asdict(one) | {"rule_id": str(one.rule_id)} for one in found]
    return CaseHandling.objects.update_or_create(
        case=case,
        defaults={
            "zone": zone, "object_class": object_class, "advice": advice, "said_at": now, "said_by": actor.label,
        },
    )[0]  # fmt: skip
