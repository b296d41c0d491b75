"""审核类别 (M162): entered by one person, published by another, ended on a day; nothing takes from the statute's."""

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from typing import Final
from uuid import UUID

from django.db import transaction

from tongpan.agencies import queries as agencies
from tongpan.agencies.policies import Actor
from tongpan.kernel import ledger
from tongpan.kernel.clock import date_of
from tongpan.kernel.errors import Conflict, Invalid
from tongpan.law.penalty.kinds import PenaltyKind
from tongpan.law.penalty.review_range import ReviewGround
from tongpan.places.models import Place
from tongpan.powers import policies
from tongpan.powers.models import Matter, ReviewClassRule
from tongpan.powers.steps import ownrules, touch_lists

WHAT: Final = "法制审核目录"


def enter_review_class(
    *, title: str, label: str, valid_from: date, district: Place, actor: Actor, now: datetime, number: str = "",
    place: str = "", body_id: UUID | None = None, kinds: Iterable[str] = (), citizen: Decimal | None = None,
    organization: Decimal | None = None, ground: str = "", fields: Iterable[str] = (), matters: Iterable[str] = (),
    valid_to: date | None = None,
) -> ReviewClassRule:  # fmt: skip
    """
    Enter one class of grave decisions beside the statute's; it binds when another person has published it.

    Source: 国办发〔2018〕118号（十二）: each organ makes a catalogue of what is reviewed.

    :raises Forbidden: if the actor neither keeps nor checks the list
    :raises Invalid: if the paper, the class or every condition is missing, or something cannot be
    """
    policies.check_benchmarks(actor, district.pk, WHAT)
    chosen, codes = sorted(set(kinds)), sorted({code.strip() for code in matters if code.strip()})
    wrong = _faults(title, label, citizen, organization, valid_from, valid_to)
    if not (chosen or codes or ground or citizen is not None):
        wrong["kinds"] = "请至少写明一个条件：处罚种类、数额、案件事实或者事项"
    unknown = set(codes) - set(Matter.objects.filter(code__in=codes).values_list("code", flat=True))
    if unknown:
        wrong["matters"] = f"目录里没有这些事项：{'、'.join(sorted(unknown))}"
    if set(chosen) - {kind.value for kind in PenaltyKind} or (ground and ground not in set(ReviewGround)):
        wrong["kinds"] = "请从名单里选择"
    body = agencies.agency_by_id(body_id) if body_id is not None else None
    if body_id is not None and (body is None or body.district_id != district.pk):
        wrong["body_id"] = "请从名单里选择机关"
    if wrong:
        raise Invalid("还差一点：" + "；".join(wrong.values()), fields=wrong)
    with transaction.atomic(durable=True):
        row = ReviewClassRule(
            territory=district, body=body, title=title.strip(), number=number.strip(), place=place.strip(),
            label=label.strip(), kinds=chosen, citizen=citizen, organization=organization, ground=ground,
            fields=sorted(set(fields)), matters=codes, valid_from=valid_from, valid_to=valid_to,
            entered_by=actor.label, recorded_at=now,
        )  # fmt: skip
        row.save(force_insert=True)
        ledger.record("review_class.entered", subject=row, actor=actor.label, at=now, title=row.title, label=row.label)
        return row


def _faults(
    title: str, label: str, citizen: Decimal | None, organization: Decimal | None, valid_from: date,
    valid_to: date | None,
) -> dict[str, str]:  # fmt: skip
    wrong: dict[str, str] = {}
    if len(title.strip()) < 4:
        wrong["title"] = "请写明是哪个文件"
    if len(label.strip()) < 2:
        wrong["label"] = "请写明这一类叫什么"
    if (citizen is None) != (organization is None):
        wrong["organization"] = "公民和单位的数额要一起写"
    if any(sum_ is not None and sum_ <= 0 for sum_ in (citizen, organization)):
        wrong["citizen"] = "数额应当大于零"
    if valid_to is not None and valid_to <= valid_from:
        wrong["valid_to"] = "失效日期应当晚于施行日期"
    return wrong


def publish_review_class(*, rule_id: UUID, district: Place, actor: Actor, now: datetime) -> ReviewClassRule:
    """
    Publish a class that another entered: from its day on no decision in it is possible without a passed review.

    :raises Forbidden: if the actor entered it, or neither keeps nor checks the list
    :raises Conflict: if somebody else was faster
    :raises NotFound: if there is none that waits
    """
    policies.check_benchmarks(actor, district.pk, WHAT)
    with transaction.atomic(durable=True):
        twice = Conflict("这一类已经公布，请刷新后再办", code="review_class.published")
        rows = ReviewClassRule.objects.filter(territory=district)
        row = ownrules.confirm(rows, rule_id, called="这一类", twice=twice, actor=actor, now=now)
        touch_lists()
        ledger.record("review_class.published", subject=row, actor=actor.label, at=now, title=row.title)
        return row


def end_review_class(*, rule_id: UUID, on: date, district: Place, actor: Actor, now: datetime) -> ReviewClassRule:
    """
    End a class from a day on; the statute's stay.

    :raises Forbidden: if the actor neither keeps nor checks the list
    :raises Conflict: if it still waits to be published, or ended by that day
    :raises Invalid: if the day lies before its first
    :raises NotFound: if there is none
    """
    policies.check_benchmarks(actor, district.pk, WHAT)
    with transaction.atomic(durable=True):
        row = ownrules.end(ReviewClassRule.objects.filter(territory=district), rule_id, on, called="这一类")
        touch_lists()
        ledger.record("review_class.ended", subject=row, actor=actor.label, at=now, on=on)
        return row


def withdraw_review_class(*, rule_id: UUID, district: Place, actor: Actor, now: datetime, reason: str = "") -> None:
    """
    Take back a class that nobody published yet, or with a reason one that has not begun.

    What it said stays on record.

    :raises Conflict: if it has begun
    :raises Forbidden: if it waits and another entered it, was published and the actor did, or the actor keeps no list
    :raises Invalid: if it was published and no reason is given
    :raises NotFound: if there is none
    """
    policies.check_benchmarks(actor, district.pk, WHAT)
    with transaction.atomic(durable=True):
        rows = ReviewClassRule.objects.filter(territory=district)
        row = ownrules.withdraw(rows, rule_id, on=date_of(now), reason=reason, called="这一类", actor=actor)
        touch_lists()
        ledger.record(
            "review_class.withdrawn", subject=row, actor=actor.label, at=now, reason=reason.strip(),
            title=row.title, label=row.label,
        )  # fmt: skip
