"""欠镇里的: what a department has been asked and has not answered."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from tongpan.agencies.domain.actor import Actor
from tongpan.agencies.models import Agency
from tongpan.agencies.models.callout import CallOut, CallOutStatus
from tongpan.cases import queries as cases
from tongpan.cases.models import CaseAssistance
from tongpan.cases.queries import ReviewRow
from tongpan.cases.queries.helping import help_asked
from tongpan.command.queries import work
from tongpan.command.queries.work import OrderRow
from tongpan.dispatch.domain.choices import JOINT_OPEN, TRANSFER_OPEN, AssignmentStatus, MemberStatus
from tongpan.dispatch.models import JointMember, Transfer, Urge
from tongpan.powers.domain.kinds import ProposalStatus
from tongpan.powers.models import ListProposal, Opinion, StaffingFollowUp
from tongpan.powers.queries.staffing import follow_ups


@dataclass(frozen=True, slots=True, kw_only=True)
class OwedDesk:
    """A department's debts to the towns, each with its clock."""

    bodies: list[Agency]
    to_receive: list[Transfer]
    to_answer: list[Transfer]
    invitations: list[JointMember]
    calls: list[CallOut]
    urges: list[Urge]
    orders: list[OrderRow]
    proposals: list[ListProposal]
    helps: list[CaseAssistance]
    """what cases ask of the bodies whose liaison the actor is (M155, M160)"""

    @property
    def total(self) -> int:
        """How many things are owed."""
        parts = (self.to_receive, self.to_answer, self.invitations, self.calls, self.urges, self.orders)
        return sum(len(part) for part in (*parts, self.proposals, self.helps))


def owed_desk(actor: Actor, now: datetime) -> OwedDesk:
    """Return what the actor's bodies owe."""
    bodies = actor.scope.bodies
    transfers = Transfer.objects.filter(to_body_id__in=bodies, status__in=sorted(TRANSFER_OPEN))
    transfers = transfers.select_related("lead", "town").defer("lead__route", "lead__text", "town__geometry")
    pending = list(transfers.order_by("sent_at")[: 2 * work.SHOWN])
    orders = work.orders(actor).filter(body_id__in=bodies, status=AssignmentStatus.WAITING)
    return OwedDesk(
        bodies=list(Agency.objects.filter(pk__in=bodies).order_by("name")),
        to_receive=[row for row in pending if row.received_at is None],
        to_answer=[row for row in pending if row.received_at is not None],
        invitations=_invitations(bodies),
        calls=_calls(bodies),
        urges=[urge for urge in work.unanswered_urges(actor) if urge.body_id in bodies],
        orders=work.order_rows(orders.order_by("sign_due_at", "pk")[: work.SHOWN], now),
        proposals=proposals_awaiting(actor.district_id, bodies),
        helps=help_asked(actor),
    )


def _invitations(bodies: frozenset[UUID]) -> list[JointMember]:
    rows = JointMember.objects.filter(
        body_id__in=bodies, status=MemberStatus.INVITED, operation__status__in=sorted(JOINT_OPEN)
    )
    rows = rows.select_related("operation", "operation__lead", "operation__town")
    rows = rows.defer("operation__lead__route", "operation__lead__text", "operation__town__geometry")
    return list(rows.order_by("operation__meet_at", "pk")[: work.SHOWN])


def _calls(bodies: frozenset[UUID]) -> list[CallOut]:
    rows = CallOut.objects.filter(team__agency_id__in=bodies, status=CallOutStatus.REQUESTED)
    return list(rows.select_related("team", "town").defer("town__geometry").order_by("answer_by")[: work.SHOWN])


def proposals_awaiting(district_id: UUID | None, bodies: frozenset[UUID]) -> list[ListProposal]:
    """Return the changes of the list on which some bodies have not spoken yet; one query."""
    if district_id is None or not bodies:
        return []
    rows = ListProposal.objects.filter(district_id=district_id, status=ProposalStatus.NEGOTIATION)
    rows = rows.exclude(pk__in=Opinion.objects.filter(body_id__in=bodies).values("proposal_id"))
    return list(rows.select_related("district").defer("district__geometry").order_by("effective_on")[: work.SHOWN])


@dataclass(frozen=True, slots=True, kw_only=True)
class ListDesk:
    """清单事务: changes of the list by the step they wait for."""

    drafts: list[ListProposal]
    negotiating: list[ListProposal]
    to_check: list[ListProposal]
    to_publish: list[ListProposal]
    to_assess: list[ListProposal]
    staffing: list[StaffingFollowUp]
    """who went with the matters that changed hands (M021)"""
    reviews: list[ReviewRow]
    """cases that wait for legal review"""

    @property
    def groups(self) -> list[tuple[str, str, list[ListProposal]]]:
        """Every step with what it is, and what waits there."""
        return [
            ("待合法性审核", "审核主体、权限、依据；有问题的并列写明后退回", self.to_check),
            ("待公布", "按规定载体公布后，通知承接机关并更新清单", self.to_publish),
            ("协商征求意见", "部门与镇街各自表态；不同意的写明理由", self.negotiating),
            ("拟订评估", "回答四个问题、按遴选标准评分、写明论证", self.drafts),
            ("到期评估", "处罚法第二十四条：定期组织评估，并将结果公布", self.to_assess),
        ]


def list_desk(actor: Actor, now: datetime) -> ListDesk:
    """Return the changes of the list of the district that are not over, and the reviews that wait; six queries."""
    rows = ListProposal.objects.filter(district_id=actor.district_id).select_related("district")
    rows = rows.defer("district__geometry")
    running = list(
        rows.exclude(status__in=[ProposalStatus.PUBLISHED, ProposalStatus.WITHDRAWN]).order_by("created_at")[:60]
    )
    published = Q(status=ProposalStatus.PUBLISHED, assessment_due_on__lte=now.date())

    def at(status: ProposalStatus) -> list[ListProposal]:
        return [row for row in running if row.status == status]

    return ListDesk(
        drafts=at(ProposalStatus.DRAFT),
        negotiating=at(ProposalStatus.NEGOTIATION),
        to_check=at(ProposalStatus.LEGAL_CHECK),
        to_publish=at(ProposalStatus.APPROVED),
        to_assess=list(rows.filter(published).order_by("assessment_due_on")[: work.SHOWN]),
        staffing=list(follow_ups(actor).order_by("raised_at")[: work.SHOWN]),
        reviews=cases.reviews(actor, size=work.SHOWN)[0],
    )
