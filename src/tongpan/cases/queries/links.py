"""Between bodies: what was handed over, and help that was asked for."""

from uuid import UUID

from django.db.models import Q

from tongpan.agencies import queries as agencies
from tongpan.agencies.domain.actor import Actor
from tongpan.cases import policies
from tongpan.cases.models import Case, CaseAssistance, CaseTransfer
from tongpan.kernel.errors import Forbidden, NotFound
from tongpan.kernel.permissions import Permission

NO_TRANSFER = "没有这件移送，或者不是移送给您所在机关的"


def bodies_of(actor: Actor) -> frozenset[UUID]:
    """Return the bodies in whose name somebody may take over a case."""
    if not (actor.can(Permission.CASES_OPEN) or actor.can(Permission.CASES_STAFF)):
        return frozenset()
    found = {team.agency_id for team in agencies.teams_in(actor.team_ids).values()}
    return frozenset(found | ({actor.agency_id} if actor.agency_id is not None else set()))


def incoming(actor: Actor) -> list[CaseTransfer]:
    """Return what was handed over to the actor's bodies and waits for an answer, oldest first."""
    rows = CaseTransfer.objects.filter(to_body__in=bodies_of(actor), answered_at__isnull=True)
    return list(rows.select_related("case", "from_body").order_by("sent_at", "id"))


def transfer_for(actor: Actor, transfer_id: UUID) -> CaseTransfer:
    """
    Return a transfer that the actor may answer: one to an own body, or one of an own case to a body outside.

    :raises NotFound: if there is none
    :raises Forbidden: if it went outside and the actor has no part in the case
    """
    rows = CaseTransfer.objects.select_related("case", "from_body", "case__district").defer("case__district__geometry")
    found = rows.filter(pk=transfer_id).first()
    if found is None:
        raise NotFound(NO_TRANSFER)
    if found.to_body_id is not None:
        if found.to_body_id not in bodies_of(actor):
            raise NotFound(NO_TRANSFER)
        return found
    policies.require(actor, found.case)
    if actor.officer_id is None or not found.case.officers.filter(officer_id=actor.officer_id).exists():
        raise Forbidden("对方的回执由本案的办案人员登记")
    return found


def links_of(case: Case) -> tuple[list[CaseTransfer], list[CaseAssistance], list[Case]]:
    """Return the transfers, the requests for help, and the cases that were joined to this one or that it joined."""
    transfers = list(case.transfers.select_related("from_body").order_by("sent_at", "id"))
    joined = Q(merged_into=case) | (Q(pk=case.merged_into_id) if case.merged_into_id else Q(pk=None))
    return transfers, list(case.assistance.order_by("asked_at", "id")), list(Case.objects.filter(joined).order_by("id"))


def unidentified(case: Case) -> frozenset[str]:
    """Return the parties of whom nobody knows yet who they are."""
    return frozenset(case.parties.filter(unidentified=True).values_list("handle", flat=True))
