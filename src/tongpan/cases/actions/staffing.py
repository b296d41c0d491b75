"""办案人员和回避: who does what in a case, and who stands aside."""

from dataclasses import replace
from datetime import datetime
from typing import Final
from uuid import UUID

from django.db import transaction

from tongpan.agencies.domain.actor import Actor
from tongpan.cases import policies, queries
from tongpan.cases.domain.staffing import only_officers
from tongpan.cases.domain.tables import all_rows
from tongpan.cases.models import Case
from tongpan.cases.queries import Known
from tongpan.cases.queries.facts import assembled
from tongpan.cases.steps import staff, storing
from tongpan.kernel.clock import date_of
from tongpan.kernel.errors import Conflict, Forbidden, Invalid, Unlawful, require
from tongpan.law.facts import CaseFacts, Recusal
from tongpan.law.facts.words import Role, Track
from tongpan.law.penalty.separation import HEAD_EXAMINES
from tongpan.law.verdict import Breach

JUDGED_BEFORE: Final = Breach(
    "officers.handler.judged_before",
    "审批过立案，或者审核、主持听证、作出决定的人，不能再作本案的承办人",
    HEAD_EXAMINES,
    missing="另选一名没有审批、审核、听证、决定过本案的执法人员",
)


def name_officer(
    *, case_id: UUID, role: Role, officer_id: UUID, actor: Actor, now: datetime, version: int | None = None
) -> Case:
    """
    Name somebody to a post of a case (指定办案人员); the last one named holds it, handlers are several.

    :raises Conflict: if the person holds it already
    :raises Unlawful: if the person approved, reviewed, heard or decided in the case, and is now to handle it (INV-10);
        if a handler is to be who is no officer (INV-04)
    :raises Forbidden: if the actor does not name people here
    :raises Invalid, NotFound: as ever
    """
    with transaction.atomic(durable=True):
        case = storing.load(case_id, actor, version)
        known = queries.known(case, date_of(now))
        _check_staffing(actor, known)
        people, added = staff.named(case, [(role, officer_id)], now)
        if people[officer_id] in policies.holders(known.facts, role):
            raise Conflict(f"{people[officer_id]}已经是本案的{role.label}", code="case.officer.named")
        if role is Role.HANDLER and people[officer_id] in _judges(known.facts):
            raise Unlawful((JUDGED_BEFORE,))
        live = assembled(case, all_rows(known.facts), people, date_of(now))
        after = replace(live, assignments=(*known.facts.assignments, *added))
        if role is Role.HANDLER:
            require(only_officers(after))
        storing.store(
            case, known.facts, after, entry="case.staffed", actor=actor, now=now, step="STAFF",
            told={"role": role.value, "officer": str(officer_id)},
        )  # fmt: skip
        return case


def remove_officer(
    *, case_id: UUID, role: Role, officer: str, reason: str, actor: Actor, now: datetime, version: int | None = None
) -> Case:
    """
    Take somebody off a post of a case (不再担任), for a reason other than recusal; what was done stays done.

    Who handled the case once still neither reviews nor decides it.

    :raises Conflict: if the person does not hold the post
    :raises Forbidden: if the actor does not name people here
    :raises Invalid: if no reason is given
    :raises NotFound: as ever
    """
    with transaction.atomic(durable=True):
        case = storing.load(case_id, actor, version)
        known = queries.known(case, date_of(now))
        _check_staffing(actor, known)
        if not reason.strip():
            raise Invalid("请写明为什么不再担任", fields={"reason": "请写明理由"})
        if officer not in policies.holders(known.facts, role):
            raise Conflict(f"{officer}现在不是本案的{role.label}，请刷新后再办", code="case.officer.not_named")
        rows = tuple(
            replace(each, until=now) if (each.role, each.officer) == (role, officer) and each.until is None else each
            for each in known.facts.assignments
        )
        storing.store(
            case, known.facts, replace(known.facts, assignments=rows), entry="case.unstaffed", actor=actor, now=now,
            step="UNSTAFF", detail={"why": reason.strip()}, told={"role": role.value, "officer": officer},
        )  # fmt: skip
        return case


def _check_staffing(actor: Actor, known: Known) -> None:
    roles = policies.roles_of(policies.handle_of(actor, known.people), known.facts)
    if not policies.may_staff(actor, roles, known.facts):
        raise Forbidden("立案之前由承办人、立案之后由队伍或者机关的负责人指定办案人员；结案之后不再指定")


def _judges(facts: CaseFacts) -> set[str]:
    """Return who has approved, reviewed, heard or decided in a case (APL 57, 58, 64)."""
    found = {each.reviewer for each in facts.reviews} | {each.chair for each in facts.hearings}
    found |= {each.decider for each in facts.decisions if each.track is Track.ORDINARY}
    found |= {each.decider for each in facts.revocations}
    return found | ({facts.filing.approver} if facts.filing is not None else set())


def ask_recusal(
    *, case_id: UUID, officer: str, reason: str, actor: Actor, now: datetime, version: int | None = None
) -> Case:
    """
    Record that somebody's recusal was asked for (申请回避): by the party, or by the person.

    Law: APL 43.

    :raises Invalid: if nobody of that name has a part in the case, or no reason is given
    :raises Conflict: if it was asked for before
    :raises NotFound: as ever
    """
    with transaction.atomic(durable=True):
        case = storing.load(case_id, actor, version)
        known = queries.known(case, date_of(now))
        if not policies.handle_of(actor, known.people):
            raise Forbidden("回避申请由本案的办案人员登记")
        if officer not in known.people.values():
            raise Invalid("请从本案的办案人员中选择", fields={"officer": "请从本案的办案人员中选择"})
        if not reason.strip():
            raise Invalid("请写明回避的理由", fields={"reason": "请写明回避的理由"})
        if any(each.officer == officer and each.granted is not False for each in known.facts.recusals):
            raise Conflict(f"{officer}的回避已经登记", code="case.recusal.asked")
        after = replace(known.facts, recusals=(*known.facts.recusals, Recusal(officer, now)))
        storing.store(
            case, known.facts, after, entry="case.recusal_asked", actor=actor, now=now, step="RECUSAL",
            detail={"why": reason.strip()},
        )  # fmt: skip
        return case
