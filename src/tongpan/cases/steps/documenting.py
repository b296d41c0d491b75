"""文书 of a case: whose they are, who may draw them up, of whom they speak."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from tongpan.agencies.domain.actor import Actor
from tongpan.cases.domain.documenting import Told, values_for
from tongpan.cases.models import Case
from tongpan.cases.queries.documenting import owner_of, told_of
from tongpan.cases.steps import hands
from tongpan.cases.steps.hands import Hand
from tongpan.documents.domain.body import Value
from tongpan.documents.domain.choices import Reach
from tongpan.documents.domain.forms import Form, form_of
from tongpan.documents.steps.drafting import Owner
from tongpan.kernel.clock import date_of
from tongpan.kernel.errors import Conflict, Forbidden, Invalid, NotFound
from tongpan.law.facts import CaseFacts
from tongpan.law.facts.words import Role
from tongpan.law.procedure import Target

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
    return Desk(hand, form, target, owner_of(hand.case, target), told_of(hand.case, hand.known, target, now))


def require_maker(hand: Hand, form: Form | None) -> None:
    """
    Let pass who draws up a paper: the handler, and at review and hearing who reviews and who chairs.

    :raises Forbidden: otherwise
    :raises Conflict: if the case is handled here no more
    """
    others = {OTHERS[name] for name in form.stages if name in OTHERS} if form is not None else set()
    if Role.HANDLER not in hand.roles and not others & hand.roles:
        said = "文书由本案的承办人制作；审核、听证文书也可以由审核人员、听证主持人制作"
        raise Forbidden(said, code="documents.maker")
    if hand.case.merged_into_id is not None:
        raise Conflict("案件已经并入另一案，请在那一案里制作文书", code="case.gone")


def target_of(form: Form, facts: CaseFacts, wanted: Target) -> Target:
    """
    Return of whom a paper speaks; where there is only one, nobody has to say.

    :raises Invalid: if there are several and none is named, or none of that name
    """
    if form.reach is Reach.RECORD:
        return Target()
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
