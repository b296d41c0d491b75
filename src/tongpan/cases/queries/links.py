"""Between bodies: what was handed over, and help that was asked for."""

from uuid import UUID

from django.db.models import Q, QuerySet

from tongpan.agencies import queries as agencies
from tongpan.agencies.domain.actor import Actor
from tongpan.agencies.models import Team
from tongpan.cases import policies
from tongpan.cases.domain.choices import TransferGround
from tongpan.cases.models import Case, CaseAssistance, CaseTransfer, OutsideNumber
from tongpan.cases.queries.beside import has
from tongpan.cases.queries.facts import known
from tongpan.kernel.clock import SHANGHAI
from tongpan.kernel.errors import Forbidden, NotFound
from tongpan.kernel.permissions import Permission

NO_TRANSFER = "没有这件移送，或者不是移送给您所在机关的"
ONLY_DESIGNATED = (
    "本案已由上一级行政机关指定{0}管辖（处罚法 25 条），只能由{0}接收；请联系它接收，有不同意见请向指定的机关提出"
)


def outside_numbers(case: Case) -> list[OutsideNumber]:
    """Return the numbers under which other systems know a case, as they were entered."""
    return list(OutsideNumber.objects.filter(case=case).order_by("id")) if has(case, "numbers") else []


def bodies_of(actor: Actor) -> frozenset[UUID]:
    """Return the bodies in whose name somebody may take over a case."""
    if not _takes_over(actor):
        return frozenset()
    found = {team.agency_id for team in agencies.teams_in(actor.team_ids).values()}
    return frozenset(found | ({actor.agency_id} if actor.agency_id is not None else set()))


def _takes_over(actor: Actor) -> bool:
    return actor.can(Permission.CASES_OPEN) or actor.can(Permission.CASES_STAFF)


def coming_in(actor: Actor) -> QuerySet[CaseTransfer]:
    """Return what was handed over to the actor's bodies and waits for an answer."""
    if not _takes_over(actor):
        return CaseTransfer.objects.none()
    ours = Q(to_body__in=Team.objects.filter(pk__in=actor.team_ids).values("agency_id"))
    if actor.agency_id is not None:
        ours |= Q(to_body_id=actor.agency_id)
    return CaseTransfer.objects.filter(ours, answered_at__isnull=True)


def incoming(actor: Actor) -> list[CaseTransfer]:
    """Return what was handed over to the actor's bodies and waits for an answer, oldest first."""
    rows = coming_in(actor)
    return list(rows.select_related("case", "from_body").order_by("sent_at", "id"))


def transfer_for(actor: Actor, transfer_id: UUID) -> CaseTransfer:
    """
    Return a transfer that the actor may answer: one to an own body, or one of a case in which the actor has a part.

    Law: APL 25 ¶2: what the common superior designated is taken by the designated body, and by nobody in its place.

    :raises Forbidden: if it was designated, and the actor works in the body that has the case still
    :raises NotFound: if there is none
    """
    rows = CaseTransfer.objects.select_related("case", "from_body", "case__district").defer("case__district__geometry")
    found = rows.filter(pk=transfer_id).first()
    if found is not None and takes(actor, found):
        return found
    if found is None or not _sent(actor, found):
        raise NotFound(NO_TRANSFER)
    if found.ground == TransferGround.DESIGNATED:
        raise Forbidden(ONLY_DESIGNATED.format(found.to_name), code="case.designated.taker")
    return found


def answers(actor: Actor, transfer: CaseTransfer, *, part: bool) -> bool:
    """Tell whether somebody may answer a transfer that waits; `part` is whether the actor has one in its case."""
    by_part = part and transfer.ground != TransferGround.DESIGNATED
    return transfer.answered_at is None and (by_part or takes(actor, transfer))


def takes(actor: Actor, transfer: CaseTransfer) -> bool:
    """Tell whether somebody takes over for the body that a case was sent to."""
    return transfer.to_body_id is not None and transfer.to_body_id in bodies_of(actor)


def _sent(actor: Actor, transfer: CaseTransfer) -> bool:
    """Whether somebody works on the case that was sent, and so writes down a receipt that came on paper."""
    if actor.officer_id is None or not policies.knows(actor, transfer.case):
        return False
    now = known(transfer.case, transfer.sent_at.astimezone(SHANGHAI).date())
    return bool(policies.roles_of(policies.handle_of(actor, now.people), now.facts))


def links_of(case: Case) -> tuple[list[CaseTransfer], list[CaseAssistance], list[Case], list[Case]]:
    """
    Return the transfers, the requests for help, the cases that were joined to this one or that it joined, and those
    that were split off it or from which it was.
    """
    transfers = case.transfers.select_related("from_body").order_by("sent_at", "id")
    joined = Case.objects.filter(Q(merged_into=case) | Q(pk=case.merged_into_id)).order_by("id")
    split = Case.objects.filter(Q(split_from=case) | Q(pk=case.split_from_id)).order_by("id")
    return (
        list(transfers) if has(case, "transfers") else [],
        list(case.assistance.order_by("asked_at", "id")) if has(case, "assistance") else [],
        list(joined) if case.merged_into_id is not None or has(case, "joined") else [],
        list(split) if case.split_from_id is not None or has(case, "splits") else [],
    )


def unidentified(case: Case) -> frozenset[str]:
    """Return the parties of whom nobody knows yet who they are."""
    return frozenset(case.parties.filter(unidentified=True).values_list("handle", flat=True))
