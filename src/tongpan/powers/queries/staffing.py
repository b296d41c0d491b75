"""Who changed hands with whom, what is open of the people, and which transfers stand on record."""

from collections.abc import Iterable
from datetime import date, timedelta
from uuid import UUID

from django.db.models import QuerySet

from tongpan.agencies import queries as agencies
from tongpan.agencies.domain.posts import Post
from tongpan.agencies.models import Appointment, StaffTransfer
from tongpan.agencies.policies import Actor
from tongpan.kernel.errors import NotFound
from tongpan.kernel.notify import Contact
from tongpan.powers import policies
from tongpan.powers.domain.kinds import ProposalKind, StaffingState
from tongpan.powers.models import Grant, ListProposal, Recall, StaffingFollowUp

KEEPERS = (Post.LIST_MANAGER, Post.SYSTEM_MANAGER)
"""who keeps the list, and who keeps the people"""
BEFORE = timedelta(days=365)
"""a transfer may be decided some time before the matter changes hands"""
Hands = tuple[UUID, UUID]
"""from which body to which"""


def hands_of_publication(proposal_id: UUID) -> tuple[ListProposal | None, set[Hands]]:
    """Return a published change and between which bodies its matters changed hands; a renewal moves nobody."""
    proposal = ListProposal.objects.filter(pk=proposal_id).first()
    if proposal is None or proposal.instrument_id is None or proposal.kind != ProposalKind.ADD:
        return None, set()
    rows = proposal.items.values_list("grantor_id", "principal_id", "body_id").distinct()
    return proposal, {
        (giver, body) for grantor, principal, body in rows if (giver := grantor or principal) and giver != body
    }


def hands_of_recall(line: UUID, on: date) -> tuple[Recall | None, Grant | None, Hands | None]:
    """Return a recall, its grant, and between which bodies the matter goes back; nothing if nobody takes it over."""
    recall = Recall.objects.filter(line=line, on=on).order_by("-recorded_at").first()
    grant = Grant.objects.filter(line=line, superseded_at__isnull=True).select_related("body", "territory").first()
    if recall is None or grant is None:
        return None, None, None
    receiver = recall.receiver_id or grant.grantor_id or grant.principal_id
    hands = (grant.body_id, receiver) if receiver and receiver != grant.body_id else None
    return recall, grant, hands


def keepers(district_id: UUID, on: date) -> list[Contact]:
    """Return whom to ask: the keepers of the list and of the people."""
    held = Appointment.objects.on(on).filter(district_id=district_id, post__in=[str(post) for post in KEEPERS])
    return agencies.post_contacts(held)


def follow_ups(actor: Actor, *, open_only: bool = True) -> QuerySet[StaffingFollowUp]:
    """Return a district's questions about people, the oldest first."""
    rows = StaffingFollowUp.objects.filter(district_id=actor.district_id)
    if open_only:
        rows = rows.filter(state=StaffingState.OPEN)
    return rows.select_related("from_body", "to_body", "instrument")


def follow_up_for(actor: Actor, follow_up_id: UUID) -> StaffingFollowUp:
    """
    Return one question.

    :raises NotFound: if there is none, or it is another county's
    """
    row = StaffingFollowUp.objects.select_related("from_body", "to_body", "instrument").filter(pk=follow_up_id).first()
    if row is None or not policies.within(actor, row.district_id):
        raise NotFound("没有找到这条人员随事划转，或您无权查看")
    return row


def transfers_between(follow_up: StaffingFollowUp) -> list[StaffTransfer]:
    """Return the transfers on record from the one body to the other, from a year before the matter changed hands."""
    rows = StaffTransfer.objects.filter(
        from_agency_id=follow_up.from_body_id,
        to_agency_id=follow_up.to_body_id,
        moved_on__gte=follow_up.effective_on - BEFORE,
    )
    return list(rows.select_related("officer").order_by("moved_on", "officer__name"))


def transfers_named(follow_up: StaffingFollowUp, ids: Iterable[UUID]) -> list[StaffTransfer]:
    """Return those of the transfers on record that are named."""
    wanted = set(ids)
    return [row for row in transfers_between(follow_up) if row.pk in wanted]
