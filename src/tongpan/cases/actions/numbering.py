"""接续纸质文号: a county that begins in the middle of a year goes on where its paper numbers ended."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from tongpan.agencies.domain.actor import Actor
from tongpan.cases import policies
from tongpan.cases.models import PaperTerms
from tongpan.cases.queries import summary as spots
from tongpan.documents.steps import series
from tongpan.kernel import ledger
from tongpan.kernel.clock import date_of
from tongpan.kernel.errors import Conflict, Forbidden, Invalid

MOST_SHOWN = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperNumber:
    """The last number of a kind that was used on paper; `shown_by` names the register it stands in."""

    sign: str
    year: int
    last: int
    shown_by: str
    body_id: UUID | None = None
    """whose series; None: that of the actor's own organ"""


def continue_numbers(*, given: PaperNumber, actor: Actor, now: datetime) -> int:
    """
    Let the numbers of a kind go on after the last one used on paper; return how far the series had come.

    Only upwards, and above what is used: no number is given twice.

    :raises Forbidden: if the actor leads no team or organ; of another organ's numbers
    :raises Invalid: naming each field
    :raises Conflict: if the series has come that far, or the organ registered no mark
    """
    policies.require_terms(actor)
    body_id = spots.body_of(actor)
    if given.body_id is not None and given.body_id != body_id:
        raise Forbidden("只能接续本机关的文号；别的机关的由其负责人登记", code="documents.series.other")
    series.check_series(given.sign, given.year, given.last, date_of(now))
    if not given.shown_by.strip():
        said = "请写明依据哪本登记簿、最后一份是哪份文书"
        raise Invalid(said, fields={"shown_by": said})
    with transaction.atomic(durable=True):
        terms = PaperTerms.objects.filter(pk=body_id).first()
        if terms is None:
            said = "本机关还没有登记机关代字；先在“决定书载明事项”里登记，再接续文号"
            raise Conflict(said, code="documents.series.mark")
        before = series.raise_series(body_id, given.sign, given.year, given.last)
        ledger.record(
            "case.numbers_continued", subject=terms, actor=actor.label, at=now, mark=terms.mark, sign=given.sign,
            year=given.year, before=before, last=given.last, shown_by=given.shown_by.strip()[:MOST_SHOWN],
        )  # fmt: skip
        return before
