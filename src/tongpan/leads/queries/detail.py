"""One lead, whole: what a person needs to take the next step, in a fixed number of queries."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from tongpan.agencies.domain.actor import Actor
from tongpan.kernel import ledger
from tongpan.kernel.errors import NotFound
from tongpan.kernel.ledger import HistoryItem
from tongpan.kernel.models import TimeLimit
from tongpan.leads import policies
from tongpan.leads.models import Attachment, DuplicateHint, ExternalNumber, Lead, Reporter


@dataclass(frozen=True, slots=True)
class Detail:
    """A lead with everything that hangs on it."""

    lead: Lead
    reporters: list[Reporter]
    attachments: list[Attachment]
    hints: list[DuplicateHint]
    merged: list[Lead]
    numbers: list[ExternalNumber]
    limits: list[TimeLimit]
    history: list[HistoryItem]


def lead_for(actor: Actor, lead_id: UUID) -> Lead:
    """
    Return a lead the actor may see.

    :raises NotFound: if there is none, or it is outside the actor's scope
    """
    related = ("district", "town", "village", "grid", "matter", "team", "body", "merged_into", "reported_by")
    lead = Lead.objects.select_related(*related).filter(pk=lead_id).first()
    if lead is None or not policies.may_see(actor, lead):
        raise NotFound("没有找到这件线索，或您无权查看；请核对编号，或联系值守台")
    return lead


def by_number(actor: Actor, number: str) -> Lead:
    """
    Return a lead by the number people quote.

    :raises NotFound: if there is none, or it is outside the actor's scope
    """
    key = Lead.objects.filter(number=number.strip().upper()).values_list("pk", flat=True).first()
    if key is None:
        raise NotFound("没有这个编号的线索，请核对")
    return lead_for(actor, key)


def detail_for(actor: Actor, lead_id: UUID) -> Detail:
    """
    Return one lead whole.

    :raises NotFound: as ``lead_for``
    """
    lead = lead_for(actor, lead_id)
    merged = list(lead.merged.all())
    family = [lead.pk, *(other.pk for other in merged)]
    return Detail(
        lead=lead,
        reporters=list(Reporter.objects.filter(lead_id__in=family).order_by("reported_at")),
        attachments=list(Attachment.objects.filter(lead_id__in=family).order_by("added_at")),
        hints=list(lead.duplicate_hints.filter(decided_at=None).select_related("other", "other__town")),
        merged=merged,
        numbers=list(lead.external_numbers.all()),
        limits=list(TimeLimit.objects.filter(subject_type="leads.lead", subject_id=lead.pk).order_by("trigger_at")),
        history=ledger.history(lead),
    )


def replay(actor: Actor, lead_id: UUID) -> list[HistoryItem]:
    """
    Return the history of a lead as the ledger tells it, every entry opened (M186).

    :raises NotFound: as ``lead_for``
    """
    return ledger.history(lead_for(actor, lead_id))


@dataclass(frozen=True, slots=True)
class Progress:
    """What a citizen may see of the own report: steps and answer, nothing about people."""

    number: str
    title: str
    status: str
    steps: list[tuple[str, datetime | None]]
    body: str
    phone: str
    answer: str
    outcome: str


def progress_of(number: str, query_index: str) -> Progress:
    """
    Return the progress of a report to whoever holds its number and query code.

    :raises NotFound: if the two do not belong together (said the same for an unknown number)
    """
    reporter = (
        Reporter.objects.select_related("lead", "lead__body", "lead__merged_into")
        .filter(lead__number=number.strip().upper(), query_index=query_index)
        .first()
    )
    if reporter is None or not reporter.query_index:
        raise NotFound("编号和查询码对不上，请核对后再查；也可以打电话查询")
    lead = reporter.lead.merged_into or reporter.lead
    return Progress(
        number=reporter.lead.number,
        title=reporter.lead.title,
        status=lead.status_label,
        steps=lead.steps,
        body=lead.body.name if lead.body else "",
        phone=lead.body.phone if lead.body else "",
        answer=reporter.answer,
        outcome=lead.get_outcome_display() if reporter.answered_at else "",
    )
