"""追诉标准 (M169): entered with the words of its text by one person, published by another, ended on a day."""

from datetime import date, datetime
from decimal import Decimal
from typing import Final
from uuid import UUID

from django.db import transaction

from tongpan.agencies.policies import Actor
from tongpan.kernel import ledger, outbox
from tongpan.kernel.clock import date_of
from tongpan.kernel.errors import Conflict, Invalid
from tongpan.law.penalty.kinds import PartyKind
from tongpan.places.models import Place
from tongpan.powers import policies
from tongpan.powers.domain.kinds import CrimeMeasure
from tongpan.powers.events import CrimeThresholdChanged
from tongpan.powers.models import CrimeThreshold
from tongpan.powers.queries.benchmarks import matter_for_benchmark
from tongpan.powers.queries.crime import turned_by
from tongpan.powers.steps import ownrules, touch_lists

WHAT: Final = "追诉标准"
LEAST_QUOTE = 10
MOST_MONTHS = 120


def enter_threshold(
    *, matter: str, crime: str, measure: CrimeMeasure, title: str, place: str, quote: str, valid_from: date,
    district: Place, actor: Actor, now: datetime, amount: Decimal | None = None, times: int | None = None,
    months: int | None = None, party: str = "", number: str = "", valid_to: date | None = None,
) -> CrimeThreshold:  # fmt: skip
    """
    Enter a standard of prosecution for a matter, with the words of its text; it is compared when another published it.

    Law: 移送规定 3 ¶1: sums, circumstances and consequences by the criminal law, its interpretations and the standards
    of prosecution. None of these texts is at hand: nothing ships, and what is entered bears its own source.

    :raises Forbidden: if the actor neither keeps nor checks the list
    :raises Invalid: if the text, its words or the figure is missing, or something cannot be
    """
    policies.check_benchmarks(actor, district.pk, WHAT)
    found = matter_for_benchmark(matter)
    wrong = _faults(measure, amount, times, months, valid_from, valid_to)
    if found is None:
        wrong["matter"] = "目录里没有这个事项；请输入编码或者名称"
    if len(crime.strip()) < 2:
        wrong["crime"] = "请写明涉嫌什么罪"
    if len(title.strip()) < 4 or len(place.strip()) < 2:
        wrong["title"] = "请写明是哪个文件、第几条"
    if len(quote.strip()) < LEAST_QUOTE:
        wrong["quote"] = "请照抄标准的原文，没有原文的不能登记"
    if party and party not in set(PartyKind):
        wrong["party"] = "请从名单里选择"
    if wrong:
        raise Invalid("还差一点：" + "；".join(wrong.values()), fields=wrong)
    assert found is not None
    with transaction.atomic(durable=True):
        row = CrimeThreshold(
            territory=district, matter=found, crime=crime.strip(), measure=measure, amount=amount, times=times,
            months=months, party=party, title=title.strip(), number=number.strip(), place=place.strip(),
            quote=quote.strip(), valid_from=valid_from, valid_to=valid_to, entered_by=actor.label, recorded_at=now,
        )  # fmt: skip
        row.save(force_insert=True)
        ledger.record(
            "crime.entered", subject=row, actor=actor.label, at=now, matter=found.code, title=row.title,
            quote=row.quote,
        )  # fmt: skip
        return row


def _faults(
    measure: CrimeMeasure, amount: Decimal | None, times: int | None, months: int | None, valid_from: date,
    valid_to: date | None,
) -> dict[str, str]:  # fmt: skip
    wrong: dict[str, str] = {}
    if measure is CrimeMeasure.EARLIER:
        if not times:
            wrong["times"] = "请写明多少次"
        if not months or months > MOST_MONTHS:
            wrong["months"] = f"请写明多少个月内，至多{MOST_MONTHS}个月"
    elif amount is None or amount <= 0:
        wrong["amount"] = "请写明数额"
    if valid_to is not None and valid_to <= valid_from:
        wrong["valid_to"] = "失效日期应当晚于施行日期"
    return wrong


def publish_threshold(*, rule_id: UUID, district: Place, actor: Actor, now: datetime) -> CrimeThreshold:
    """
    Publish a standard that another entered; the cases of its matter are compared with it.

    :raises Forbidden: if the actor entered it, or neither keeps nor checks the list
    :raises Conflict: if somebody else was faster
    :raises NotFound: if there is none that waits
    """
    policies.check_benchmarks(actor, district.pk, WHAT)
    with transaction.atomic(durable=True):
        twice = Conflict("这一条已经公布，请刷新后再办", code="crime.published")
        rows = CrimeThreshold.objects.filter(territory=district)
        row = ownrules.confirm(rows, rule_id, called="这一条", twice=twice, actor=actor, now=now)
        touch_lists()
        _compare(row, now)
        ledger.record("crime.published", subject=row, actor=actor.label, at=now, title=row.title)
        return row


def end_threshold(*, rule_id: UUID, on: date, district: Place, actor: Actor, now: datetime) -> CrimeThreshold:
    """
    End a standard from a day on.

    :raises Forbidden: if the actor neither keeps nor checks the list
    :raises Conflict: if it still waits to be published, or ended by that day
    :raises Invalid: if the day lies before its first
    :raises NotFound: if there is none
    """
    policies.check_benchmarks(actor, district.pk, WHAT)
    with transaction.atomic(durable=True):
        row = ownrules.end(CrimeThreshold.objects.filter(territory=district), rule_id, on, called="这一条")
        touch_lists()
        _compare(row, now)
        ledger.record("crime.ended", subject=row, actor=actor.label, at=now, on=on)
        return row


def withdraw_threshold(*, rule_id: UUID, district: Place, actor: Actor, now: datetime, reason: str = "") -> None:
    """
    Take back a standard that nobody published yet, or with a reason one that has not begun.

    What it said stays on record.

    :raises Conflict: if it has begun
    :raises Forbidden: if it waits and another entered it, was published and the actor did, or the actor keeps no list
    :raises Invalid: if it was published and no reason is given
    :raises NotFound: if there is none
    """
    policies.check_benchmarks(actor, district.pk, WHAT)
    with transaction.atomic(durable=True):
        rows = CrimeThreshold.objects.filter(territory=district)
        row = ownrules.withdraw(rows, rule_id, on=date_of(now), reason=reason, called="这一条", actor=actor)
        touch_lists()
        ledger.record(
            "crime.withdrawn", subject=row, actor=actor.label, at=now, reason=reason.strip(),
            title=row.title, place=row.place,
            quote=row.quote,
        )  # fmt: skip


def _compare(row: CrimeThreshold, now: datetime) -> None:
    row.told_on = date_of(now)
    row.save(update_fields=["told_on"])
    outbox.publish(CrimeThresholdChanged(matter_id=str(row.matter_id)))


def tell_turning(*, on: date) -> int:
    """Ask once for the cases to be compared of each matter of which a standard began or ended; return how many."""
    with transaction.atomic(durable=True):
        rows = list(turned_by(on).select_for_update())
        found = sorted({row.matter_id for row in rows})
        outbox.publish_many([CrimeThresholdChanged(matter_id=str(key)) for key in found])
        CrimeThreshold.objects.filter(pk__in=[row.pk for row in rows]).update(told_on=on)
    return len(found)
