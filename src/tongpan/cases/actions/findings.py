"""认定: what the inquiry found out of a party, an act, the clue, evidence. What nobody said is unknown."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from tongpan.agencies.domain.actor import Actor
from tongpan.cases import policies, queries
from tongpan.cases.domain.entering import HOW_CORRECTED
from tongpan.cases.models import Case
from tongpan.cases.steps import gathering, naming, storing
from tongpan.cases.steps.rereview import reviewed_again
from tongpan.kernel.clock import SHANGHAI, date_of
from tongpan.kernel.errors import Conflict, Invalid, NotFound, require
from tongpan.law.facts import CaseFacts, decided, read_row, write_row
from tongpan.law.facts.coherence import check_coherence
from tongpan.law.procedure import Target
from tongpan.law.procedure.gates.bounding import check_proposed
from tongpan.law.refusal import LawRefused

FIXED = frozenset({"id", "party", "cause", "kind", "at"})
"""what tells rows apart, what kind of party somebody is, and when a clue came is never found anew"""
OF_EVIDENCE = frozenset({"lawful", "monitoring", "opinion", "excluded_at"})
"""what is found of evidence by itself; that it is true is found by a step (审核证据)"""
AFTER_DECISION = frozenset({"electronic", "untraceable"})
"""what is still found of a party when it is decided: how papers reach it"""


def find_charge(
    *,
    case_id: UUID,
    target: Target,
    values: Mapping[str, Any],
    actor: Actor,
    now: datetime,
    version: int | None = None,
    why: str = "",
) -> Case:
    """
    Say what was found of one party's part in one cause; a value of None makes it unknown again.

    :raises Conflict: if it is decided already, or somebody else was faster
    :raises Forbidden: if the actor does not handle the case
    :raises Invalid: if a value cannot be
    :raises NotFound: as ever
    :raises Unlawful: if the fine is above the range of the article
    """
    return _find(case_id, "charges", (target.party, target.cause), values, actor, now, version, target, why)


def find_party(
    *,
    case_id: UUID,
    party: str,
    values: Mapping[str, Any],
    actor: Actor,
    now: datetime,
    version: int | None = None,
    why: str = "",
    named: Mapping[str, str] | None = None,
) -> Case:
    """
    Say what was found of a party, and who it is; refusals as in `find_charge`.

    Of ``named`` (name, identity, phone, address) what is empty stays as it is. The ledger tells that it changed.
    """
    return _find(case_id, "parties", (party,), values, actor, now, version, Target(party), why, named)


def find_clue(
    *, case_id: UUID, values: Mapping[str, Any], actor: Actor, now: datetime, version: int | None = None, why: str = ""
) -> Case:
    """Say what checking the clue has shown of the conditions of filing (立案条件); refusals as in `find_charge`."""
    return _find(case_id, "clue", (), values, actor, now, version, Target(), why)


def find_evidence(
    *,
    case_id: UUID,
    ref: str,
    values: Mapping[str, Any],
    actor: Actor,
    now: datetime,
    version: int | None = None,
    why: str = "",
    exclude: bool = False,
    fields: Mapping[str, Any] | None = None,
) -> Case:
    """
    Say how a piece of evidence was come by: lawfully or not, by which device, from which body; or set it aside.

    What is set aside is built on no more (处罚法 46 ¶2, ¶3); that needs a reason. `fields` are what else became known:
    device, footage, issuer, how long it lasts. Refusals as in `find_charge`.
    """
    if exclude and not why.strip():
        raise Invalid("请写明为什么排除这份证据", fields={"why": "排除的必须写明理由"})
    found: dict[str, Any] = _only(values, OF_EVIDENCE)
    if exclude:
        found["excluded_at"] = now.astimezone(SHANGHAI).isoformat()
    with transaction.atomic(durable=True):
        case = _found(case_id, "evidence", (ref,), found, actor, now, version, Target(), why)
        if fields:
            gathering.describe(case, ref, fields, actor=actor, now=now)
        return case


def _find(
    case_id: UUID,
    table: str,
    key: tuple[str, ...],
    values: Mapping[str, Any],
    actor: Actor,
    now: datetime,
    version: int | None,
    target: Target,
    why: str,
    named: Mapping[str, str] | None = None,
) -> Case:
    with transaction.atomic(durable=True):
        return _found(case_id, table, key, values, actor, now, version, target, why, named)


def _found(
    case_id: UUID,
    table: str,
    key: tuple[str, ...],
    values: Mapping[str, Any],
    actor: Actor,
    now: datetime,
    version: int | None,
    target: Target,
    why: str,
    named: Mapping[str, str] | None = None,
) -> Case:
    case = storing.load(case_id, actor, version)
    known = queries.known(case, date_of(now))
    policies.require_handler(policies.roles_of(policies.handle_of(actor, known.people), known.facts))
    _check_undecided(known.facts, table, key, values)
    try:
        after = reviewed_again(known.facts, _changed(known.facts, table, key, values), now)
        check_coherence(after)
    except LawRefused as refused:
        raise storing.invalid(refused) from refused
    if table == "charges":
        _check_range(case, after, target, date_of(now))
    identified = naming.identify(case, target.party, named) if named else []
    if after == known.facts and not identified:
        return case
    said = why.strip()
    storing.store(
        case,
        known.facts,
        after,
        entry="case.found",
        actor=actor,
        now=now,
        target=target,
        step="FIND",
        detail={"why": said} if said else None,
        told={"identified": identified} if identified else None,
    )
    return case


def _check_range(case: Case, after: CaseFacts, target: Target, on: date) -> None:
    """
    Refuse a fine that no finding can make lawful: above the highest that the article names.

    :raises Unlawful: with the article and its range
    """
    charge = next(each for each in after.charges if (each.party, each.cause) == (target.party, target.cause))
    fine = charge.proposed.fine if charge.proposed is not None else None
    bounds = queries.weighed(case, after, on)[charge.party, charge.cause].bounds if fine is not None else None
    if fine is not None and bounds is not None:
        require(tuple(each for each in check_proposed(fine, bounds) if each.code == "decision.fine.above"))


def _changed(facts: CaseFacts, table: str, key: tuple[str, ...], values: Mapping[str, Any]) -> CaseFacts:
    if table == "clue":
        return replace(facts, clue=_row(table, facts.clue, values))
    rows = list(getattr(facts, table))
    for place, row in enumerate(rows):
        own = (row.id,) if table in ("parties", "evidence") else (row.party, row.cause)
        if own == key:
            rows[place] = _row(table, row, values)
            changed: dict[str, Any] = {table: tuple(rows)}
            return replace(facts, **changed)
    raise NotFound(policies.NO_CHARGE)


def _row(table: str, row: Any, values: Mapping[str, Any]) -> Any:
    wanted = {name: value for name, value in values.items() if name not in FIXED}
    document = {name: value for name, value in (write_row(row) | wanted).items() if value is not None}
    return read_row(table, document)


def _only(values: Mapping[str, Any], names: frozenset[str]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if name in names}


def _check_undecided(facts: CaseFacts, table: str, key: tuple[str, ...], values: Mapping[str, Any]) -> None:
    """What a decision stands on is not changed under it; what serves its execution may still be found out."""
    if facts.closing is not None:
        raise Conflict("案件已经结案，不能再改认定", code="case.closed")
    over = decided(facts)
    stands = key in over
    if table == "parties":
        row = next((each for each in facts.parties if (each.id,) == key), None)
        changed = row is not None and _row(table, row, values) != _row(table, row, _only(values, AFTER_DECISION))
        stands = changed and any(party == key[0] for party, _ in over)
    if table == "evidence":
        of = {(each.party, each.cause) for each in facts.evidence if (each.id,) == key}
        stands = not of.isdisjoint(over)
    if table != "clue" and stands:
        raise Conflict(f"已经作出决定，认定的事实不能再改；{HOW_CORRECTED}", code="case.decided")
