"""The four set-ups (四个集中): ticking one off, with its evidence (M001)."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from tongpan.agencies import policies
from tongpan.agencies.domain.actor import Actor
from tongpan.agencies.models import SetUpCheck
from tongpan.agencies.models.setup import SetUpAspect
from tongpan.kernel import ledger
from tongpan.kernel.clock import date_of
from tongpan.kernel.errors import Forbidden, Invalid
from tongpan.kernel.permissions import Permission
from tongpan.places import queries as places


def record_set_up(
    *,
    town_id: UUID,
    aspect: SetUpAspect,
    completed_on: date,
    evidence: str,
    actor: Actor,
    now: datetime,
    file: str = "",
) -> SetUpCheck:
    """
    Record that one of the four is complete in a town, and what proves it; recorded again, it is corrected.

    :raises Forbidden: if the actor neither manages the district nor draws up the town's roster
    :raises Invalid: if there is no evidence, or the day has not come
    """
    town = places.by_id(town_id)
    heads_town = policies.manages_town(actor, town_id, town.county_id) and actor.can(Permission.DISPATCH_APPROVE)
    if not (policies.may_manage(actor, town.county_id) or heads_town):
        raise Forbidden("“四个集中”由镇街负责人或本区系统管理员登记")
    if not evidence.strip():
        raise Invalid("请写明佐证（文件、会议、照片等）", fields={"evidence": "请写明佐证"})
    if completed_on > date_of(now):
        raise Invalid("完成日期不能晚于今天", fields={"completed_on": "请重新选择日期"})
    with transaction.atomic(durable=True):
        check, _ = SetUpCheck.objects.update_or_create(
            town_id=town_id,
            aspect=aspect,
            defaults={
                "completed_on": completed_on,
                "evidence": evidence.strip(),
                "file": file,
                "recorded_by_id": actor.officer_id,
                "recorded_at": now,
            },
        )
        ledger.record(
            "setup.recorded", subject=check, actor=actor.label, at=now, town=str(town_id), aspect=str(aspect),
            completed_on=str(completed_on), evidence=evidence.strip(),
        )  # fmt: skip
    return check
