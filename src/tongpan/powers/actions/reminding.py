"""Reminding of periodic assessments, once each."""

from datetime import datetime

from django.db import transaction

from tongpan.kernel import ledger, outbox
from tongpan.kernel.clock import date_of
from tongpan.powers.events import AssessmentDue
from tongpan.powers.models import ListProposal
from tongpan.powers.queries.proposals import due_assessments


def remind_of_assessments(*, now: datetime) -> int:
    """Publish one reminder for every published change whose assessment has come due since the last run."""
    sent = 0
    for proposal in due_assessments(date_of(now)).filter(reminded_on__isnull=True):
        due = proposal.assessment_due_on
        if due is None:
            continue
        with transaction.atomic(durable=True):
            fresh = ListProposal.objects.filter(pk=proposal.pk, reminded_on__isnull=True).update(reminded_on=due)
            if fresh:
                ledger.record(
                    "list_proposal.reminded", subject=proposal, actor="system:powers", at=now, due_on=due.isoformat()
                )
                outbox.publish(AssessmentDue(proposal_id=str(proposal.pk), due_on=due.isoformat()))
                sent += 1
    return sent
