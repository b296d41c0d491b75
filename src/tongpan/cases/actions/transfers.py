"""移送的答复: the receiving body takes a case or sends it back; what an outside organ answered is written down."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from tongpan.agencies.domain.actor import Actor
from tongpan.cases import queries
from tongpan.cases.domain.choices import Standing, TransferGround
from tongpan.cases.models import Case, CaseTransfer
from tongpan.cases.steps import ending, storing
from tongpan.kernel.clock import date_of
from tongpan.kernel.errors import Conflict, Invalid


def answer_transfer(*, transfer_id: UUID, accept: bool, answer: str, actor: Actor, now: datetime) -> Case:
    """
    Take a case that was handed over, or send it back with the reason.

    By the receiving body's own people where it works here: then the case is theirs. A receipt that came on paper is
    written down by who works on the case; then the case ends here.

    What was designated is taken by the designated body alone.

    :raises Conflict: if it was answered before, the case is over, or one that was designated would be sent back
    :raises Forbidden: if it was designated, and the actor works in the body that has the case still
    :raises Invalid: without a receipt or a reason
    :raises NotFound: if there is none that the actor may know of
    :raises Unlawful: if the receiving body has no power over the matter
    """
    with transaction.atomic(durable=True):
        transfer = queries.transfer_for(actor, transfer_id)
        case = storing.load_sent(transfer.case_id)
        if not answer.strip():
            text = "请写明回执：谁、什么时候接收" if accept else "请写明不接收的理由，移送的人才知道怎么办"
            raise Invalid(text, fields={"answer": text})
        moved = CaseTransfer.objects.filter(pk=transfer.pk, answered_at__isnull=True).update(
            answered_at=now, answered_by=actor.label, accepted=accept, answer=answer.strip()[:500]
        )
        if not moved:
            raise Conflict("这件移送已经答复过了", code="case.transfer.answered")
        if not accept and transfer.ground == TransferGround.DESIGNATED:
            raise Conflict(
                "上一级行政机关指定管辖的案件不能退回；有不同意见，请向指定的机关提出", code="case.designated"
            )
        if accept and case.closed_on is not None:
            raise Conflict(f"案件{case.get_standing_display()}，不能再接收；请退回", code="case.gone")
        known = queries.known(case, date_of(now))
        said = {"answer": answer.strip()}
        if not accept:
            case.change(touched_at=now)
            ending.record(case, "SENT_BACK", said, actor, now)
        elif not queries.takes(actor, transfer):
            ending.end(case, Standing.MOVED, act="HANDED_ON", said=said, actor=actor, now=now)
        else:
            ending.receive(case, known, transfer, actor=actor, now=now)
        return case
