"""The JSON face of discretion and guides: the band of each charge, what was weighed, leaving it, what to prove."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Field, Router, Schema, Status

from tongpan.agencies.queries import acting
from tongpan.cases import actions, policies, queries
from tongpan.cases.api.reading import reader
from tongpan.cases.domain.weighing import Weighed
from tongpan.cases.schemas.core import CaseOut
from tongpan.kernel import clock
from tongpan.kernel.clock import date_of
from tongpan.kernel.errors import Forbidden, NotFound
from tongpan.kernel.problems import REFUSED, Problem
from tongpan.law.discretion.deviation import ApprovedBy, Ground
from tongpan.law.procedure import Target
from tongpan.powers import queries as powers

router = Router()


class WeighIn(Schema):
    """核对裁量情节: circumstances, conditions and local are words → true or false; what is left out is not known."""

    answers: dict[str, Any]
    version: int | None = None


class LeaveIn(Schema):
    """报批偏离."""

    ground: Ground
    reason: str = Field(max_length=1000)
    version: int | None = None


class LetIn(Schema):
    """批准或者退回偏离."""

    grant: bool
    approved_by: ApprovedBy = ApprovedBy.PRINCIPAL
    answer: str = Field("", max_length=500)


class DeviationOut(Schema):
    """偏离裁量基准."""

    id: UUID
    case_id: UUID
    fine_fen: int
    bands: str
    ground: str
    reason: str
    granted: bool | None
    answer: str


class ProofsIn(Schema):
    """要件 → 证据."""

    proofs: dict[str, list[str]]
    version: int | None = None


def _band(found: Weighed) -> dict[str, Any]:
    computation = found.computation
    return {
        "party": found.party,
        "cause": found.cause,
        "range": str(found.range) if found.range is not None else None,
        "place": found.fines.place if found.fines is not None else "",
        "benchmark": str(found.benchmark) if found.benchmark is not None else None,
        "tier": found.tier,
        "tiers": [
            {"name": one.name, "minimum_fen": one.minimum.fen, "maximum_fen": one.maximum.fen,
             "conditions": [{"words": words, "found": known} for words, known in one.conditions]}
            for one in found.tiers
        ],
        "bands": [
            {"direction": one.direction.value, "minimum_fen": one.minimum.fen if one.minimum is not None else None,
             "maximum_fen": one.maximum.fen if one.maximum is not None else None}
            for one in (computation.bands if computation is not None else ())
        ],
        "reasons": list(computation.reasons) if computation is not None else [],
        "to_ask": list(found.to_ask),
        "warnings": [str(one) for one in found.warnings],
    }  # fmt: skip


@router.get("/{case_id}/discretion", response={200: list[dict[str, Any]], REFUSED: Problem})
def discretion(request: HttpRequest, case_id: UUID) -> Any:
    """每个违法行为的法定幅度、阶次、裁量区间、理由和还要查明的；只给本案有分工的人。"""
    actor, now = reader(request), clock.now()
    case = queries.case_for(actor, case_id)
    known = queries.known(case, date_of(now))
    if not policies.may_compare(policies.roles_of(policies.handle_of(actor, known.people), known.facts)):
        raise Forbidden("裁量情节和同类案件只给本案的办案、审核、负责人员看")
    found = known.weighed or queries.weighed(case, known.facts, date_of(now))
    return [_band(one) for one in found.values()]


@router.post("/{case_id}/charges/{party}/{cause}/discretion", response={200: CaseOut, REFUSED: Problem})
def weigh(request: HttpRequest, case_id: UUID, party: str, cause: str, payload: WeighIn) -> Any:
    """核对裁量情节。"""
    return actions.weigh_charge(
        case_id=case_id, target=Target(party, cause), **payload.dict(), actor=acting(request), now=clock.now()
    )


@router.post("/{case_id}/charges/{party}/{cause}/deviations", response={201: DeviationOut, REFUSED: Problem})
def leave(request: HttpRequest, case_id: UUID, party: str, cause: str, payload: LeaveIn) -> Any:
    """报主要负责人批准偏离裁量基准。"""
    made = actions.ask_deviation(
        case_id=case_id, target=Target(party, cause), **payload.dict(), actor=acting(request), now=clock.now()
    )
    return Status(201, made)


@router.post("/deviations/{deviation_id}", response={200: DeviationOut, REFUSED: Problem})
def let(request: HttpRequest, deviation_id: UUID, payload: LetIn) -> Any:
    """批准或者写明理由退回偏离。"""
    return actions.answer_deviation(deviation_id=deviation_id, **payload.dict(), actor=acting(request), now=clock.now())


@router.get("/{case_id}/guide/{cause}", response={200: dict[str, Any], REFUSED: Problem})
def guide(request: HttpRequest, case_id: UUID, cause: str) -> Any:
    """要件、每个要件的证据、询问和勘验提纲。"""
    actor = reader(request)
    case = queries.case_for(actor, case_id)
    known = queries.known(case, date_of(clock.now()))
    if cause not in {each.id for each in known.facts.causes}:
        raise NotFound("本案没有这个案由")
    script, proofs = powers.script(cause, case.domain), queries.proofs_of(case.pk)
    return {
        "own": script.own,
        "note": script.label,
        "elements": [
            {"key": one.key, "what": one.what, "evidence": [kind.value for kind in one.evidence],
             "ask": list(one.ask), "inspect": list(one.inspect), "proven_by": sorted(proofs.get((cause, one.key), ()))}
            for one in script.elements
        ],
        "typical": list(script.typical),
        "hard": list(script.hard),
    }  # fmt: skip


@router.post("/{case_id}/guide/{cause}", response={200: CaseOut, REFUSED: Problem})
def prove(request: HttpRequest, case_id: UUID, cause: str, payload: ProofsIn) -> Any:
    """写明哪一份证据证明哪一个要件。"""
    return actions.prove_elements(
        case_id=case_id, cause=cause, **payload.dict(), actor=acting(request), now=clock.now()
    )
