"""Preparing a change of the list: propose, assess, negotiate, reason, submit (拟订 评估 协商 论证 送审)."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from tongpan.agencies.models import Agency
from tongpan.agencies.policies import Actor
from tongpan.kernel import ledger
from tongpan.kernel.errors import Invalid, require
from tongpan.kernel.permissions import Permission
from tongpan.powers import policies
from tongpan.powers.domain.criteria import TOP, criteria_sets, questions
from tongpan.powers.domain.holding import TOWN_KINDS
from tongpan.powers.domain.kinds import (
    GrantClass,
    InHand,
    Mode,
    Power,
    ProposalKind,
    ProposalStatus,
    Side,
    Source,
    Stance,
)
from tongpan.powers.domain.proposal import REASONING_LENGTH, check_complete, check_item, check_step
from tongpan.powers.models import Grant, ItemAnswer, ItemScore, ListProposal, Opinion, ProposalItem
from tongpan.powers.queries.proposals import item_facts, item_of, proposal_for, proposal_view


@dataclass(frozen=True, slots=True)
class NewItem:
    """One line to be put into a proposal."""

    matter_id: UUID
    body_id: UUID
    territory_id: UUID
    mode: Mode = Mode.ASSIGNED
    power: Power = Power.PENALTY
    grant_class: GrantClass = GrantClass.MAY
    principal_id: UUID | None = None
    grantor_id: UUID | None = None
    source: Source = Source.COUNTY
    basis: str = ""
    valid_to: date | None = None
    grant_line: UUID | None = None


def propose(
    *,
    district_id: UUID,
    kind: ProposalKind | str,
    title: str,
    criteria_set: str,
    effective_on: date,
    actor: Actor,
    now: datetime,
) -> ListProposal:
    """
    Start a change of the list.

    :raises Forbidden: if the actor may not propose in the district
    :raises Invalid: if the title is empty or the criteria set unknown
    """
    policies.check(actor, Permission.POWERS_PROPOSE, district_id)
    if not title.strip():
        raise Invalid("请填写标题", fields={"title": "请填写标题"})
    if criteria_set not in criteria_sets():
        raise Invalid("请选择遴选标准", fields={"criteria_set": "没有这套标准"})
    with transaction.atomic(durable=True):
        proposal = ListProposal.objects.create(
            district_id=district_id,
            kind=kind,
            title=title.strip(),
            criteria_set=criteria_set,
            effective_on=effective_on,
            created_by=actor.label,
            created_at=now,
        )
        ledger.record("list_proposal.created", subject=proposal, actor=actor.label, at=now, title=title, kind=str(kind))
    return proposal


def add_item(*, proposal_id: UUID, item: NewItem, actor: Actor, now: datetime) -> ProposalItem:
    """
    Put one matter into a proposal.

    :raises Forbidden: if the actor may not propose
    :raises Unlawful: if the proposal is past drafting, or the line could never be lawful
    :raises Conflict: if somebody else changed the proposal meanwhile
    """
    proposal = _open(proposal_id, "assess", actor, Permission.POWERS_PROPOSE)
    if proposal.items.filter(
        matter_id=item.matter_id, body_id=item.body_id, territory_id=item.territory_id, power=item.power
    ).exists():
        raise Invalid("这条事项已经列入本次调整", fields={"matter": "已列入"})
    if proposal.kind == ProposalKind.RECALL:
        item = _line_to_recall(item)
    with transaction.atomic(durable=True):
        values = {name: getattr(item, name) for name in NewItem.__slots__}
        row = ProposalItem.objects.create(proposal=proposal, **values)
        row = ProposalItem.objects.select_related("matter", "body").get(pk=row.pk)
        if proposal.kind != ProposalKind.RECALL:
            require(check_item(item_facts(row, proposal.effective_on, {}, None)))
        proposal.touch()
        _record("item_added", proposal, actor, now, item=row.pk, matter=item.matter_id, body=item.body_id)
    return row


def _line_to_recall(item: NewItem) -> NewItem:
    line = (
        Grant.objects.filter(
            matter_id=item.matter_id, body_id=item.body_id, territory_id=item.territory_id, power=item.power
        )
        .filter(superseded_at__isnull=True)
        .exclude(mode=Mode.OWN)
        .order_by("-valid_from")
        .first()
    )
    if line is None:
        raise Invalid("清单上没有可收回的这项职权，请核对事项与机关", fields={"matter": "没有可收回的职权"})
    values = {name: getattr(item, name) for name in NewItem.__slots__}
    return NewItem(**values | {"grant_line": line.line, "mode": Mode(line.mode)})


def remove_item(*, proposal_id: UUID, item_id: UUID, actor: Actor, now: datetime) -> None:
    """
    Take one matter out of a proposal that is not yet submitted.

    :raises Forbidden: if the actor may not propose
    :raises Unlawful: if the proposal is past drafting
    """
    proposal = _open(proposal_id, "assess", actor, Permission.POWERS_PROPOSE)
    item = item_of(proposal, item_id)
    with transaction.atomic(durable=True):
        proposal.touch()
        _record("item_removed", proposal, actor, now, item=item.pk, matter=item.matter_id)
        item.delete()


def answer_questions(
    *, proposal_id: UUID, item_id: UUID, answers: Mapping[str, tuple[bool, str]], actor: Actor, now: datetime
) -> None:
    """
    Answer some of the four questions about one line, each with an opinion (M049).

    :raises Forbidden: if the actor may not propose
    :raises Invalid: if a question is unknown or an opinion empty
    """
    proposal = _open(proposal_id, "assess", actor, Permission.POWERS_PROPOSE)
    item = item_of(proposal, item_id)
    known = {question.key: question.label for question in questions()}
    wrong = {key: "请写明意见" for key, (_, opinion) in answers.items() if not opinion.strip()}
    wrong |= {key: "没有这个问题" for key in answers if key not in known}
    if wrong or not answers:
        raise Invalid("四问评估须逐项写明意见", fields=wrong)
    with transaction.atomic(durable=True):
        for key, (yes, opinion) in answers.items():
            values = {"yes": yes, "opinion": opinion.strip(), "actor": actor.label, "recorded_at": now}
            ItemAnswer.objects.update_or_create(item=item, question=key, defaults=values)
        proposal.touch()
        given = {key: {"yes": yes, "opinion": opinion} for key, (yes, opinion) in answers.items()}
        _record("assessed", proposal, actor, now, item=item.pk, answers=given)


def score_item(
    *, proposal_id: UUID, item_id: UUID, scores: Mapping[str, tuple[int, str]], actor: Actor, now: datetime
) -> None:
    """
    Score one line by the proposal's set of criteria, 0 to 5, each with its evidence (M050, M055, M061, M072).

    :raises Forbidden: if the actor may not propose
    :raises Invalid: if a criterion is not of the set or a score out of range
    """
    proposal = _open(proposal_id, "assess", actor, Permission.POWERS_PROPOSE)
    item = item_of(proposal, item_id)
    known = {criterion.key for criterion in criteria_sets()[proposal.criteria_set].criteria}
    wrong = {key: "不在所选标准中" for key in scores if key not in known}
    wrong |= {key: f"请填0至{TOP}的整数" for key, (score, _) in scores.items() if not 0 <= score <= TOP}
    if wrong or not scores:
        raise Invalid("评分有误，请按所选标准逐项评分", fields=wrong)
    with transaction.atomic(durable=True):
        for key, (score, evidence) in scores.items():
            values = {"score": score, "evidence": evidence, "actor": actor.label, "recorded_at": now}
            ItemScore.objects.update_or_create(item=item, criterion=key, defaults=values)
        proposal.touch()
        _record("scored", proposal, actor, now, item=item.pk, scores={key: score for key, (score, _) in scores.items()})


def state_opinion(
    *,
    proposal_id: UUID,
    body_id: UUID,
    stance: Stance | str,
    text: str,
    actor: Actor,
    now: datetime,
    item_id: UUID | None = None,
) -> Opinion:
    """
    Say what a department or a town thinks of a proposal, or of one line of it (M067).

    :raises Forbidden: if the actor does not stand for that body
    :raises Invalid: if no words are given
    """
    proposal = proposal_for(actor, proposal_id)
    policies.check_speak_for(actor, body_id, proposal.district_id)
    require(check_step("negotiate", proposal_view(proposal).facts))
    if not text.strip() or stance not in Stance.values:
        raise Invalid("请选择意见并写明内容", fields={"text": "请写明内容"})
    item = item_of(proposal, item_id) if item_id is not None else None
    body = Agency.objects.filter(pk=body_id).first()
    if body is None:
        raise Invalid("没有这个机关，请重新选择", fields={"body": "没有这个机关"})
    side = Side.TOWN if body.kind in TOWN_KINDS else Side.DEPARTMENT
    with transaction.atomic(durable=True):
        opinion = Opinion.objects.create(
            proposal=proposal,
            item=item,
            side=side,
            body_id=body_id,
            stance=stance,
            text=text.strip(),
            actor=actor.label,
            recorded_at=now,
        )
        proposal.touch(status=ProposalStatus.NEGOTIATION)
        _record("negotiated", proposal, actor, now, side=side, body=body_id, stance=str(stance), text=text)
    return opinion


def give_reasoning(
    *, proposal_id: UUID, text: str, actor: Actor, now: datetime, in_hand: InHand | str = "", in_hand_reason: str = ""
) -> ListProposal:
    """
    Write down why: the need, and why the town can carry it (论证, M068); for a recall, what becomes of work in hand.

    :raises Forbidden: if the actor may not propose
    :raises Invalid: if it is too short to be a reason
    """
    proposal = _open(proposal_id, "reason", actor, Permission.POWERS_PROPOSE)
    if len(text.strip()) < REASONING_LENGTH:
        raise Invalid(f"论证意见不能少于{REASONING_LENGTH}个字，请写明理由", fields={"text": "请写明理由"})
    with transaction.atomic(durable=True):
        proposal.touch(
            reasoning=text.strip(),
            reasoned_by=actor.label,
            reasoned_at=now,
            in_hand=in_hand,
            in_hand_reason=in_hand_reason.strip(),
        )
        _record("reasoned", proposal, actor, now, reasoning=text, in_hand=str(in_hand), in_hand_reason=in_hand_reason)
    return proposal


def submit(*, proposal_id: UUID, actor: Actor, now: datetime) -> ListProposal:
    """
    Send a proposal to the legal check; everything before must be there.

    :raises Forbidden: if the actor may not propose
    :raises Unlawful: naming everything that is missing, each with its article and the way forward
    """
    return _move(proposal_id, "submit", actor, Permission.POWERS_PROPOSE, now, ProposalStatus.LEGAL_CHECK, _complete)


def withdraw(*, proposal_id: UUID, reason: str, actor: Actor, now: datetime) -> ListProposal:
    """
    Give a proposal up before it is published.

    :raises Forbidden: if the actor may not propose
    :raises Unlawful: if it is published
    """
    if not reason.strip():
        raise Invalid("请写明撤回的理由", fields={"reason": "请写明理由"})
    permission = Permission.POWERS_PROPOSE
    return _move(proposal_id, "withdraw", actor, permission, now, ProposalStatus.WITHDRAWN, None, reason=reason)


def _complete(proposal: ListProposal) -> None:
    require(check_complete(proposal_view(proposal).facts))


def _open(proposal_id: UUID, step: str, actor: Actor, permission: Permission) -> ListProposal:
    proposal = proposal_for(actor, proposal_id)
    policies.check(actor, permission, proposal.district_id)
    require(check_step(step, proposal_view(proposal).facts))
    return proposal


def _move(
    proposal_id: UUID,
    step: str,
    actor: Actor,
    permission: Permission,
    now: datetime,
    status: ProposalStatus,
    check: Callable[[ListProposal], None] | None,
    **facts: Any,
) -> ListProposal:
    proposal = _open(proposal_id, step, actor, permission)
    if check is not None:
        check(proposal)
    with transaction.atomic(durable=True):
        proposal.touch(status=status)
        _record(f"{step}ted" if step == "submit" else "withdrawn", proposal, actor, now, **facts)
    return proposal


def _record(what: str, proposal: ListProposal, actor: Actor, now: datetime, **facts: Any) -> None:
    ledger.record(f"list_proposal.{what}", subject=proposal, actor=actor.label, at=now, **facts)
