"""文书 of a case: whose they are, who may draw them up, of whom they speak."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from django.db import transaction

from tongpan.agencies.domain.actor import Actor
from tongpan.cases import policies
from tongpan.cases.domain.choices import GONE
from tongpan.cases.domain.documenting import values_for
from tongpan.cases.domain.papergates import BY_HEADS, ON_THE_SPOT, too_early
from tongpan.cases.domain.told import Told
from tongpan.cases.models import Case
from tongpan.cases.queries.documenting import owner_of, told_of
from tongpan.cases.steps import hands, staff, storing
from tongpan.cases.steps.hands import Hand
from tongpan.documents.domain.body import Value
from tongpan.documents.domain.choices import Reach, State
from tongpan.documents.domain.forms import Form, form_of
from tongpan.documents.models import Document
from tongpan.documents.steps.drafting import Owner
from tongpan.kernel.clock import date_of
from tongpan.kernel.errors import Conflict, Forbidden, Invalid, NotFound, require
from tongpan.law.facts import CaseFacts, decided, remaining
from tongpan.law.facts.words import Paper, Role
from tongpan.law.procedure import Target

DECISIONS: Final = frozenset({"penalty_decision", "no_penalty_decision", "no_violation_decision", ON_THE_SPOT})
OTHERS: Final = {
    "REVIEW": Role.REVIEWER, "FIX_HEARING": Role.CHAIR, "HOLD_HEARING": Role.CHAIR,
}  # fmt: skip
"""papers of stages that are not the handler's alone"""


@dataclass(frozen=True, slots=True)
class Desk:
    """A form of a case, open before somebody who may draw it up."""

    hand: Hand
    form: Form
    target: Target
    owner: Owner
    told: Told

    @property
    def case(self) -> Case:
        return self.hand.case

    @property
    def given(self) -> dict[str, Value]:
        """What the record fills in."""
        return values_for(self.form, self.told)


def desk_of(case_id: UUID, code: str, wanted: Target, actor: Actor, now: datetime) -> Desk:
    """
    Open a form.

    :raises NotFound: if the catalogue has no such form today, or the case no such charge
    :raises Forbidden: to whoever has no part in the case that draws up this paper
    :raises Conflict: if the case is handled here no more
    :raises Invalid: if it has to be said of whom the paper speaks
    """
    hand = hands.part_of(case_id, actor, now)
    form = form_of(code, on=date_of(now))
    if form is None:
        raise NotFound("文书格式目录里没有这一种，或者已经停用；请从“全部格式”里选")
    require_maker(hand, form)
    target = target_of(form, hand.known.facts, wanted)
    reasons = any(one.name == "reasons" for one in form.fields)
    told = told_of(hand.case, hand.known, target, now, reasons=reasons)
    return Desk(hand, form, target, owner_of(hand.case, target), told)


def lock(case_id: UUID) -> None:
    """Let one at a time work on the papers of a case, in the caller's transaction: drafts and numbers never race."""
    assert transaction.get_connection().in_atomic_block
    Case.objects.select_for_update(of=("self",)).filter(pk=case_id).first()


def check_ripe(desk: Desk, now: datetime) -> None:
    """
    Let a paper be made of which what it speaks of stands in the case.

    :raises Unlawful: otherwise, with article and way forward
    :raises Forbidden: if it is an act that a head alone puts on paper
    """
    if desk.form.code in BY_HEADS and not policies.HEADS & desk.hand.roles:
        raise Forbidden(f"《{desk.form.title}》是机关自己的决定，由本案的负责人制作", code="documents.heads")
    if desk.form.code in BY_HEADS:
        staff.require_heads(desk.case, desk.hand.known, [desk.hand.handle])
    require(too_early(desk.form, desk.told, storing.outlook(desk.hand.known.facts, now), now))


def check_void(hand: Hand, document: Document) -> None:
    """
    Let a paper be declared void: one that waits by who makes such papers, one in force that went out by a head.

    :raises Forbidden: to a handler, of a paper in force that went out
    :raises Unlawful: if that head is none of the organ any more
    :raises Conflict: of a decision that was served or handed over: the organ revokes or corrects it
    """
    if document.state != State.ISSUED or not document.outward:
        require_maker(hand, form_of(document.form, document.edition))
        return
    if not policies.HEADS & hand.roles:
        raise Forbidden("已经生效的对外文书，由本案的负责人作废", code="documents.void.heads")
    staff.require_heads(hand.case, hand.known, [hand.handle])
    facts = hand.known.facts
    over = decided(facts)
    out = any(
        each.paper is Paper.DECISION and (each.party, each.cause) in over and each.at >= over[each.party, each.cause].at
        for each in facts.services
    )
    if document.form in DECISIONS and (out or any(each.handed_over for each in over.values())):
        raise Conflict("决定书已经送达，不能作废；要改的，作更正、变更或者撤销决定", code="documents.void.served")


def require_maker(hand: Hand, form: Form | None) -> None:
    """
    Let pass who draws up a paper: the handler, and at review and hearing who reviews and who chairs.

    :raises Forbidden: otherwise
    :raises Conflict: if the case is handled here no more
    """
    others = {OTHERS[name] for name in form.stages if name in OTHERS} if form is not None else set()
    if form is not None and form.code in BY_HEADS:
        others |= policies.HEADS
    if Role.HANDLER not in hand.roles and not others & hand.roles:
        said = "文书由本案的承办人制作；审核、听证文书也可以由审核人员、听证主持人制作"
        raise Forbidden(said, code="documents.maker")
    if hand.case.standing in GONE:
        raise Conflict(f"案件{hand.case.get_standing_display()}，不能再制作文书", code="case.gone")


def target_of(form: Form, facts: CaseFacts, wanted: Target) -> Target:
    """
    Return of whom a paper speaks; where there is only one, nobody has to say.

    :raises Invalid: if there are several and none is named, or none of that name
    """
    if form.reach is Reach.RECORD:
        return Target()
    facts = remaining(facts)
    if form.reach is Reach.PARTY:
        parties = [one.id for one in facts.parties if wanted.party in ("", one.id)]
        if len(parties) == 1:
            return Target(parties[0])
        raise Invalid("请先选这份文书是给哪一名当事人的", code="documents.target", fields={"target": "请选当事人"})
    charges = [one for one in facts.charges if wanted.party in ("", one.party) and wanted.cause in ("", one.cause)]
    if len(charges) == 1:
        return Target(charges[0].party, charges[0].cause)
    raise Invalid(
        "请先选这份文书是针对哪一名当事人、哪一项违法行为的", code="documents.target",
        fields={"target": "请选当事人和案由"},
    )  # fmt: skip
