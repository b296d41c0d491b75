"""Finishing a change of the list: legal check, publication, periodic assessment (审核 公布 评估)."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from tongpan.agencies.policies import Actor
from tongpan.kernel import ledger, outbox
from tongpan.kernel.errors import Conflict, Invalid, require
from tongpan.kernel.permissions import Permission
from tongpan.law.verdict import Breach
from tongpan.powers import policies
from tongpan.powers.domain.holding import DELEGATION, PUBLICATION
from tongpan.powers.domain.kinds import (
    AssessmentResult,
    Ended,
    InHand,
    InstrumentKind,
    Mode,
    Power,
    ProposalKind,
    ProposalStatus,
    Source,
)
from tongpan.powers.domain.proposal import check_complete, check_step
from tongpan.powers.events import GrantRecalled, ListPublished
from tongpan.powers.models import Assessment, Grant, Instrument, ListProposal, ProposalItem, Recall
from tongpan.powers.queries.proposals import proposal_for, proposal_view
from tongpan.powers.steps import NewGrant, close, overlapping, subject_of, touch_lists, write_grants


@dataclass(frozen=True, slots=True)
class Publication:
    """The document by which a change becomes public."""

    title: str
    number: str
    issuer: str
    published_on: date
    url: str = ""
    published_by_delegate_on: date | None = None
    assessment_due_on: date | None = None


def check_legality(*, proposal_id: UUID, passed: bool, opinion: str, actor: Actor, now: datetime) -> ListProposal:
    """
    Pass a proposal, or send it back with what is wrong. Somebody else than the proposer and the reasoner does this.

    :raises Forbidden: if the actor may not check, or proposed or reasoned it
    :raises Unlawful: if it is not submitted, or no longer complete
    :raises Invalid: if no opinion is written
    """
    proposal = proposal_for(actor, proposal_id)
    policies.check_legal(actor, proposal)
    facts = proposal_view(proposal).facts
    require(check_step("check", facts))
    if passed:
        require(check_complete(facts))
    if not opinion.strip():
        raise Invalid("请写明审核意见", fields={"opinion": "请写明审核意见"})
    status = ProposalStatus.APPROVED if passed else ProposalStatus.NEGOTIATION
    with transaction.atomic(durable=True):
        proposal.touch(status=status, legal_opinion=opinion.strip(), legal_by=actor.label, legal_at=now)
        _record("checked" if passed else "sent_back", proposal, actor, now, opinion=opinion)
    return proposal


def publish(*, proposal_id: UUID, publication: Publication, actor: Actor, now: datetime) -> ListProposal:
    """
    Publish a change: the document, the grants or recalls it makes, the day of the next assessment, and the notice.

    Law: APL 20, 24: delegations and assignments are published; nothing is published without its reasons (M068).

    :raises Forbidden: if the actor may not publish
    :raises Unlawful: if it was not checked, has no reasons, or its document is not complete
    :raises Conflict: if somebody else changed it, or one of its grants is on the list already
    """
    proposal = proposal_for(actor, proposal_id)
    policies.check(actor, Permission.POWERS_PUBLISH, proposal.district_id)
    view = proposal_view(proposal)
    require(check_step("publish", view.facts) or check_complete(view.facts))
    items = [item.item for item in view.items]
    require(_publication_breaches(proposal, items, publication))
    with transaction.atomic(durable=True):
        instrument = _instrument(proposal, items, publication, now)
        proposal.touch(
            status=ProposalStatus.PUBLISHED,
            instrument=instrument,
            published_at=now,
            assessment_due_on=publication.assessment_due_on,
        )
        _carry_out(proposal, items, instrument, actor, now)
        event = ListPublished(
            proposal_id=str(proposal.pk),
            district_id=str(proposal.district_id),
            title=publication.title,
            number=publication.number,
            published_on=publication.published_on.isoformat(),
            effective_on=proposal.effective_on.isoformat(),
            body_ids=tuple(sorted({str(item.body_id) for item in items} | _givers(items))),
        )
        _record("published", proposal, actor, now, **{**asdict(event), "body_ids": list(event.body_ids)})
        outbox.publish(event)
        touch_lists()
    return proposal


def _givers(items: list[ProposalItem]) -> set[str]:
    return {str(body) for item in items for body in (item.grantor_id, item.principal_id) if body is not None}


def _publication_breaches(
    proposal: ListProposal, items: list[ProposalItem], publication: Publication
) -> tuple[Breach, ...]:
    breaches = []
    if not publication.title.strip() or not publication.number.strip():
        message = "公布须写明文件标题和文号"
        breaches.append(Breach("powers.publish.document", message, PUBLICATION))
    delegated = any(item.mode == Mode.DELEGATED for item in items) and proposal.kind != ProposalKind.RECALL
    if delegated and publication.published_by_delegate_on is None:
        message = "委托书须由委托机关和受委托组织双方公布，请填写受委托组织的公布日期"
        breaches.append(Breach("powers.publish.both_sides", message, DELEGATION))
    if proposal.effective_on < publication.published_on:
        message = "生效日期早于公布日期；未公布的决定不能作为依据，请改期"
        breaches.append(Breach("powers.publish.before", message, PUBLICATION))
    if proposal.kind != ProposalKind.RECALL and publication.assessment_due_on is None:
        message = "下放事项须定期组织评估，请填写下次评估日期"
        breaches.append(Breach("powers.publish.assessment", message, PUBLICATION))
    return tuple(breaches)


def _instrument(
    proposal: ListProposal, items: list[ProposalItem], publication: Publication, now: datetime
) -> Instrument:
    if Instrument.objects.filter(title=publication.title.strip(), number=publication.number.strip()).exists():
        raise Conflict("已有同名同号的文件，请核对文号，或直接在文件下登记")
    kind = InstrumentKind.RECALL if proposal.kind == ProposalKind.RECALL else InstrumentKind.LIST
    if items and all(item.mode == Mode.DELEGATED for item in items) and kind is InstrumentKind.LIST:
        kind = InstrumentKind.DELEGATION
    return Instrument.objects.create(
        kind=kind,
        title=publication.title.strip(),
        number=publication.number.strip(),
        issuer=publication.issuer,
        issued_on=publication.published_on,
        published_on=publication.published_on,
        published_by_delegate_on=publication.published_by_delegate_on,
        url=publication.url,
        created_at=now,
    )


def _carry_out(
    proposal: ListProposal, items: list[ProposalItem], instrument: Instrument, actor: Actor, now: datetime
) -> None:
    if proposal.kind == ProposalKind.RECALL:
        for item in items:
            _recall(proposal, item, instrument, actor, now)
        return
    write_grants(_new_grants(proposal, items, instrument, now), actor=actor.label, now=now)


def _new_grants(
    proposal: ListProposal, items: list[ProposalItem], instrument: Instrument, now: datetime
) -> Iterator[NewGrant]:
    for item in items:
        new = NewGrant(
            matter_id=item.matter_id,
            body_id=item.body_id,
            territory_id=item.territory_id,
            mode=Mode(item.mode),
            valid_from=proposal.effective_on,
            power=Power(item.power),
            valid_to=item.valid_to,
            principal_id=item.principal_id,
            grantor_id=item.grantor_id,
            source=Source(item.source),
            basis=item.basis,
            instrument_id=instrument.pk,
            proposal_id=proposal.pk,
        )
        standing = overlapping(new)
        if standing is not None:
            if proposal.kind != ProposalKind.RENEW:
                raise Conflict(f"“{item.matter.name}”已在{item.body.name}的清单上，请撤下，或改用“到期续放”")
            close(standing, on=proposal.effective_on, ended=Ended.ADJUSTED, now=now)
        yield new


def _recall(proposal: ListProposal, item: ProposalItem, instrument: Instrument, actor: Actor, now: datetime) -> None:
    line = item.grant_line
    row = Grant.objects.filter(line=line, superseded_at__isnull=True).first() if line is not None else None
    if row is None or (row.valid_to is not None and row.valid_to <= proposal.effective_on):
        raise Conflict(f"“{item.matter.name}”的职权已经终止，请撤下这一条")
    recall = Recall.objects.create(
        line=row.line,
        on=proposal.effective_on,
        instrument=instrument,
        in_hand=proposal.in_hand,
        receiver_id=row.grantor_id or row.principal_id,
        reason=proposal.in_hand_reason,
        actor=actor.label,
        recorded_at=now,
    )
    close(row, on=proposal.effective_on, ended=Ended.RECALLED, now=now, recall=recall)
    event = GrantRecalled(
        line=str(row.line),
        grant_id=str(row.pk),
        matter_id=str(row.matter_id),
        body_id=str(row.body_id),
        territory_id=str(row.territory_id),
        power=row.power,
        on=proposal.effective_on.isoformat(),
        in_hand=InHand(proposal.in_hand).value,
        receiver_id=str(recall.receiver_id) if recall.receiver_id else None,
        reason=proposal.in_hand_reason,
    )
    ledger.record("grant.recalled", subject=subject_of(row.line), actor=actor.label, at=now, **asdict(event))
    outbox.publish(event)


def assess(
    *,
    proposal_id: UUID,
    on: date,
    result: AssessmentResult | str,
    findings: str,
    next_due_on: date | None,
    actor: Actor,
    now: datetime,
) -> Assessment:
    """
    Enter the periodic assessment of a published change: keep, adjust or recall.

    Law: APL 24 ¶1 (定期组织评估).

    :raises Forbidden: if the actor may not publish lists of the district
    :raises Unlawful: if the change is not published
    :raises Invalid: if there are no findings, or no next day although it is kept
    """
    proposal = proposal_for(actor, proposal_id)
    policies.check(actor, Permission.POWERS_PUBLISH, proposal.district_id)
    require(check_step("review", proposal_view(proposal).facts))
    wrong = {}
    if not findings.strip():
        wrong["findings"] = "请写明评估意见"
    if result != AssessmentResult.RECALL and (next_due_on is None or next_due_on <= on):
        wrong["next_due_on"] = "请填写评估日之后的下次评估日期"
    if wrong:
        raise Invalid("定期评估没有填写完整", fields=wrong)
    with transaction.atomic(durable=True):
        assessment = Assessment.objects.create(
            proposal=proposal,
            due_on=proposal.assessment_due_on or on,
            assessed_on=on,
            result=result,
            findings=findings.strip(),
            next_due_on=next_due_on,
            actor=actor.label,
            recorded_at=now,
        )
        proposal.touch(assessment_due_on=next_due_on, reminded_on=None)
        _record("reviewed", proposal, actor, now, result=str(result), findings=findings, next_due_on=next_due_on)
    return assessment


def _record(what: str, proposal: ListProposal, actor: Actor, now: datetime, **facts: object) -> None:
    ledger.record(f"list_proposal.{what}", subject=proposal, actor=actor.label, at=now, **facts)
