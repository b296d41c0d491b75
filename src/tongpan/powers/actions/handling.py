"""分类分区 (M152): a line of the policy is entered by one person, published by another, and ended on a day."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Final
from uuid import UUID

from django.db import transaction

from tongpan.agencies.policies import Actor
from tongpan.kernel import ledger
from tongpan.kernel.clock import date_of
from tongpan.kernel.errors import Conflict, Invalid, require
from tongpan.places.models import Place
from tongpan.powers import policies
from tongpan.powers.domain.handling import forbids
from tongpan.powers.domain.kinds import Handling
from tongpan.powers.models import HandlingRule
from tongpan.powers.steps import ownrules

WHAT: Final = "分类分区政策"


def enter_handling(
    *, title: str, handling: Handling, advice: str, valid_from: date, district: Place, actor: Actor, now: datetime,
    number: str = "", place: str = "", zone: str = "", zone_words: Iterable[str] = (), object_class: str = "",
    fields: Iterable[str] = (), valid_to: date | None = None,
) -> HandlingRule:  # fmt: skip
    """
    Enter one line of the county's policy; it advises when another person has published it.

    :raises Forbidden: if the actor neither keeps nor checks the list
    :raises Invalid: if the paper or the advice is not named, the zone has no words, or the days cannot be
    :raises Unlawful: if it would forbid what the statute commands (处罚法 54 ¶2)
    """
    policies.check_benchmarks(actor, district.pk, WHAT)
    words = [word.strip() for word in zone_words if word.strip()]
    wrong: dict[str, str] = {}
    if len(title.strip()) < 4:
        wrong["title"] = "请写明是哪个文件"
    if len(advice.strip()) < 4:
        wrong["advice"] = "请写明怎么做"
    if words and not zone.strip():
        wrong["zone"] = "写了范围的，请写明是哪一类区域"
    if any(len(word) < 2 for word in words):
        wrong["zone_words"] = "每个路名、地名至少两个字"
    if valid_to is not None and valid_to <= valid_from:
        wrong["valid_to"] = "失效日期应当晚于施行日期"
    if wrong:
        raise Invalid("还差一点：" + "；".join(wrong.values()), fields=wrong)
    require(forbids(advice))
    with transaction.atomic(durable=True):
        row = HandlingRule.objects.create(
            territory=district, title=title.strip(), number=number.strip(), place=place.strip(), zone=zone.strip(),
            zone_words=words, object_class=object_class.strip(), fields=sorted(set(fields)), handling=handling,
            advice=advice.strip(), valid_from=valid_from, valid_to=valid_to, entered_by=actor.label, recorded_at=now,
        )  # fmt: skip
        ledger.record("handling.entered", subject=row, actor=actor.label, at=now, title=row.title, advice=row.advice)
        return row


def publish_handling(*, rule_id: UUID, district: Place, actor: Actor, now: datetime) -> HandlingRule:
    """
    Publish a line that another entered.

    :raises Forbidden: if the actor entered it, or neither keeps nor checks the list
    :raises Conflict: if somebody else was faster
    :raises NotFound: if there is none that waits
    """
    policies.check_benchmarks(actor, district.pk, WHAT)
    with transaction.atomic(durable=True):
        twice = Conflict("这一条已经公布，请刷新后再办", code="handling.published")
        rows = HandlingRule.objects.filter(territory=district)
        row = ownrules.confirm(rows, rule_id, called="这一条", twice=twice, actor=actor, now=now)
        ledger.record("handling.published", subject=row, actor=actor.label, at=now, title=row.title)
        return row


def end_handling(*, rule_id: UUID, on: date, district: Place, actor: Actor, now: datetime) -> HandlingRule:
    """
    End a line from a day on; what it advised before stays with the cases.

    :raises Forbidden: if the actor neither keeps nor checks the list
    :raises Conflict: if it still waits to be published, or ended by that day
    :raises Invalid: if the day lies before its first
    :raises NotFound: if there is none
    """
    policies.check_benchmarks(actor, district.pk, WHAT)
    with transaction.atomic(durable=True):
        row = ownrules.end(HandlingRule.objects.filter(territory=district), rule_id, on, called="这一条")
        ledger.record("handling.ended", subject=row, actor=actor.label, at=now, on=on)
        return row


def withdraw_handling(*, rule_id: UUID, district: Place, actor: Actor, now: datetime, reason: str = "") -> None:
    """
    Take back a line that nobody published yet, or with a reason one that has not begun.

    What it said stays on record.

    :raises Conflict: if it has begun
    :raises Forbidden: if it waits and another entered it, was published and the actor did, or the actor keeps no list
    :raises Invalid: if it was published and no reason is given
    :raises NotFound: if there is none
    """
    policies.check_benchmarks(actor, district.pk, WHAT)
    with transaction.atomic(durable=True):
        rows = HandlingRule.objects.filter(territory=district)
        row = ownrules.withdraw(rows, rule_id, on=date_of(now), reason=reason, called="这一条", actor=actor)
        ledger.record(
            "handling.withdrawn", subject=row, actor=actor.label, at=now, reason=reason.strip(),
            title=row.title, advice=row.advice,
        )  # fmt: skip
