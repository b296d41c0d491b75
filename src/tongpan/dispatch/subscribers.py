"""When something has happened: joint handling is proposed, and people who have no page open are told."""

from datetime import datetime
from uuid import UUID

from tongpan.agencies import queries as agencies
from tongpan.dispatch.actions import propose_for_lead
from tongpan.dispatch.events import JointConvened, LeadUrged, OrderMade, OrderUnsigned, TransferSent
from tongpan.dispatch.models import Assignment, JointOperation, Transfer, Urge
from tongpan.dispatch.queries import recipients
from tongpan.kernel import notify
from tongpan.kernel.clock import date_of
from tongpan.kernel.outbox import subscribe
from tongpan.leads.domain.choices import Priority
from tongpan.leads.events import LeadsTakenIn
from tongpan.leads.models import Lead


@subscribe(LeadsTakenIn, when=lambda event: bool(event.perhaps_for_several))
def propose_joint_handling(event: LeadsTakenIn, now: datetime) -> None:
    """Propose joint handling of new leads that several bodies share, and of emergencies (M092, M274)."""
    leads = Lead.objects.filter(pk__in=[UUID(key) for key in event.perhaps_for_several])
    wanted = leads.filter(joint=True) | leads.filter(priority=Priority.EMERGENCY)
    for lead_id in wanted.values_list("pk", flat=True):
        propose_for_lead(lead_id=lead_id, now=now)


@subscribe(OrderMade)
def tell_team(event: OrderMade, now: datetime) -> None:
    """Tell the officer, or the heads of the team, that an order waits for a signature."""
    order = Assignment.objects.select_related("lead").filter(pk=event.order_id).first()
    if order is None:
        return
    due = f"请于{order.sign_due_at.astimezone(now.tzinfo):%H:%M}前签收或说明理由退回"
    notify.send_all(
        recipients.of_team(order.team_id, order.officer_id, date_of(now)),
        f"新交办 {order.number}",
        f"{order.lead.title}。{due}",
        urgent=order.lead.priority != Priority.NORMAL,
    )


@subscribe(OrderUnsigned)
def tell_district(event: OrderUnsigned, now: datetime) -> None:
    """Tell the district desk and the team, once, that an order was not signed in time (M116)."""
    order = Assignment.objects.select_related("lead", "team").filter(pk=event.order_id).first()
    if order is None:
        return
    team = order.team.name if order.team else "责任队伍"
    people = recipients.of_district(order.district_id, date_of(now))
    people += recipients.of_team(order.team_id, order.officer_id, date_of(now))
    notify.send_all(people, f"超时未签收 {order.number}", f"{team}未按时签收：{order.lead.title}", urgent=True)


@subscribe(LeadUrged)
def tell_urged(event: LeadUrged, now: datetime) -> None:
    """Tell the team that it is reminded or supervised."""
    urge = Urge.objects.select_related("lead").filter(pk=event.urge_id).first()
    if urge is not None:
        people = recipients.of_team(urge.team_id, None, date_of(now))
        notify.send_all(people, f"{urge.get_kind_display()} {urge.lead.number}", urge.text)


@subscribe(JointConvened)
def tell_invited(event: JointConvened, now: datetime) -> None:
    """Tell every invited body's liaison or team."""
    operation = JointOperation.objects.select_related("lead").filter(pk=event.operation_id).first()
    if operation is None:
        return
    for member in operation.members.all():
        people = agencies.liaison_contacts(member.body_id, date_of(now))
        people = people or recipients.of_team(member.team_id, None, date_of(now))
        text = f"{operation.reason}；{operation.meet_place}"
        urgent = operation.lead.priority == Priority.EMERGENCY
        notify.send_all(people, f"联合处置邀请：{operation.lead.title}"[:100], text, urgent=urgent)


@subscribe(TransferSent)
def tell_receiver(event: TransferSent, now: datetime) -> None:
    """Tell the liaison of the receiving department."""
    transfer = Transfer.objects.filter(pk=event.transfer_id).first()
    if transfer is not None and transfer.to_body_id is not None:
        people = agencies.liaison_contacts(transfer.to_body_id, date_of(now))
        notify.send_all(people, f"移送待签收 {transfer.number}", transfer.reason)
