"""Whose hands evidence is in: the case and the part of who comes near it, asked before anything is done."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from tongpan.agencies.domain.actor import Actor
from tongpan.cases import policies, queries
from tongpan.cases.domain.choices import GONE
from tongpan.cases.domain.hiding import Hiding
from tongpan.cases.models import Case
from tongpan.cases.queries import Known
from tongpan.kernel.clock import date_of
from tongpan.kernel.errors import Conflict, Forbidden
from tongpan.law.facts.words import Role


@dataclass(frozen=True, slots=True)
class Hand:
    """A case, what is known of it, and what the actor is named to in it."""

    case: Case
    known: Known
    roles: frozenset[Role]
    hiding: Hiding
    handle: str | None = None
    """what the facts call the actor"""


def part_of(case_id: UUID, actor: Actor, now: datetime) -> Hand:
    """
    Return a case the actor may know of, and the actor's part in it.

    :raises NotFound: as ever
    """
    case = queries.case_for(actor, case_id)
    known = queries.known(case, date_of(now))
    handle = policies.handle_of(actor, known.people)
    roles = policies.roles_of(handle, known.facts)
    return Hand(case, known, roles, Hiding.over(case.parties.all(), clear=policies.sees_names(actor, roles)), handle)


def handler_of(case_id: UUID, actor: Actor, now: datetime, *, closed: bool = False) -> Hand:
    """
    Return a case to who handles it; a closed one only for what is done with things afterwards.

    :raises Forbidden: to anybody else
    :raises Conflict: if the case is closed, or handled here no more
    """
    hand = part_of(case_id, actor, now)
    if Role.HANDLER not in hand.roles:
        raise Forbidden("证据和涉案财物由本案的承办人登记", code="evidence.handler")
    if hand.case.standing in GONE and not closed:
        raise Conflict(f"案件{hand.case.get_standing_display()}，不能再登记", code="case.gone")
    if hand.known.facts.closing is not None and not closed:
        raise Conflict("案件已经结案，不能再登记", code="case.closed")
    return hand


def member_of(case_id: UUID, actor: Actor, now: datetime) -> Hand:
    """
    Return a case to who has a part in it.

    :raises Forbidden: to anybody else
    """
    hand = part_of(case_id, actor, now)
    if not hand.roles:
        raise Forbidden("您在本案没有分工，不能办理", code="evidence.member")
    return hand


def reader_of(case_id: UUID, actor: Actor, now: datetime) -> Hand:
    """
    Return a case to who may see what its files hold.

    :raises Forbidden: to anybody else; who supervises takes a copy and says what for
    """
    hand = part_of(case_id, actor, now)
    if not policies.may_open_files(actor, hand.roles):
        raise Forbidden(
            "证据内容只对本案的办案人员和负责人直接打开；监督、查阅的请填写用途后下载，下载会记入案卷",
            code="evidence.reader",
        )
    return hand
