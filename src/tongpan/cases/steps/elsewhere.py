"""外部编号: by what number another system knows a case."""

from datetime import datetime

from django.db import transaction

from tongpan.agencies.domain.actor import Actor
from tongpan.cases.domain.finding import ELSEWHERE, MOST_SYSTEM, clean_number
from tongpan.cases.models import Case, OutsideNumber
from tongpan.cases.queries.finding import called
from tongpan.kernel.errors import Conflict, Invalid


def add(case: Case, system: str, number: str, *, actor: Actor, now: datetime) -> OutsideNumber:
    """
    Write a number of another system down, in the caller's transaction.

    :raises Invalid: without a number
    :raises Conflict: if the number stands already: in this case, or in another one, named to whoever may see it
    """
    assert transaction.get_connection().in_atomic_block
    plain = clean_number(number)
    if not plain:
        raise Invalid("请填写编号", fields={"number": "请填写编号"})
    row, made = OutsideNumber.objects.get_or_create(
        district_id=case.district_id, system=system.strip()[:MOST_SYSTEM] or ELSEWHERE, number=plain,
        defaults={"case_id": case.pk, "entered_at": now, "entered_by": actor.label},
    )  # fmt: skip
    if made:
        return row
    if row.case_id == case.pk:
        raise Conflict("本案已经登记过这个编号", code="case.outside_number.twice")
    which = called(actor, row.case_id)
    said = f"{row.system}的编号{plain}已经登记在{which}上；一个编号只对应一个案件，请核对后再填"
    raise Conflict(said, code="case.outside_number.taken", fields={"number": said, "outside_number": said})
