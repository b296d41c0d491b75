"""分类分区: what the county's policy advises of a case is written beside it; no step asks it."""

from dataclasses import asdict
from datetime import datetime

from django.db import transaction

from tongpan.agencies.domain.actor import Actor
from tongpan.cases.models import Case, CaseHandling
from tongpan.kernel.clock import date_of
from tongpan.powers import queries as powers


def advise(case: Case, actor: Actor, now: datetime, *, zone: str = "", object_class: str = "") -> CaseHandling | None:
    """Keep what the policy advises of a case now, in the caller's transaction; None where it says nothing."""
    assert transaction.get_connection().in_atomic_block
    found = powers.handling_advice(
        case.town_id or case.district_id, case.domain, case.place_text, date_of(now), zone=zone,
        object_class=object_class,
    )  # fmt: skip
    if not found and not zone and not object_class:
        return None
    advice = [asdict(one) | {"rule_id": str(one.rule_id)} for one in found]
    return CaseHandling.objects.update_or_create(
        case=case,
        defaults={
            "zone": zone, "object_class": object_class, "advice": advice, "said_at": now, "said_by": actor.label,
        },
    )[0]  # fmt: skip
