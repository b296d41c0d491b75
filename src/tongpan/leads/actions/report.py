"""Take in one report: stored, routed and readable when the call returns."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction

from tongpan.agencies.domain.actor import Actor
from tongpan.kernel import numbering, statements, storing
from tongpan.kernel.clock import date_of
from tongpan.kernel.errors import Conflict, Forbidden, Invalid
from tongpan.leads import policies
from tongpan.leads.domain.files import KeptFile
from tongpan.leads.domain.report import Report, faults
from tongpan.leads.models import Lead
from tongpan.leads.queries import numbers
from tongpan.leads.steps import attaching, intake


@dataclass(frozen=True, slots=True)
class Receipt:
    """What the reporter takes away."""

    lead: Lead
    query_code: str
    """for 「查进度」 without a login; shown once, empty when the report was already here"""
    created: bool
    possible_duplicates: int = 0


def report_lead(*, report: Report, actor: Actor, now: datetime, files: Sequence[KeptFile] = ()) -> Receipt:
    """
    Store a report, find out who may handle it, and put it on the right desk.

    A report with an outside number that is already here is not stored twice: the first one is returned.

    :raises Invalid: if the report is incomplete; ``fields`` says where
    :raises Forbidden: if the actor may not report in this county
    """
    if not policies.may_report(actor, report):
        raise Forbidden("您的账号不能在这个区域登记线索；请联系值守台，或用“我要反映”")
    if wrong := faults(report, now, has_files=bool(files)):
        raise Invalid("还差一点：" + "；".join(wrong.values()), fields=wrong)
    year = date_of(now).year
    code = numbers.district_code(report.district_id)
    number = numbers.lead_number(code, year, numbering.take(numbers.series(code), year, at=now))
    (taken,) = intake.ready([report], [number], now)
    written = intake.written([taken], actor=actor.label, now=now)
    try:
        if not files:
            storing.store(written)
        else:
            with transaction.atomic(durable=True):
                statements.run_together(written)
                attaching.attach(taken.lead, files, actor=actor.label, now=now, stage="REPORT")
    except IntegrityError:
        return already_here(report)
    return Receipt(taken.lead, taken.query_code, created=True, possible_duplicates=len(taken.hints))


def already_here(report: Report) -> Receipt:
    """
    Return the receipt of a report that was sent before under the same outside number.

    :raises Conflict: if it bears none, so that the clash was about the lead's own number
    """
    if report.source_id is None:
        raise Conflict("登记时编号冲突，内容没有丢失，请再提交一次", code="lead.number.conflict")
    lead = Lead.objects.get(source_system=report.source_system, source_id=report.source_id)
    return Receipt(lead, "", created=False)
