"""Telling the bodies concerned of what was published, taken back, or due for assessment."""

from collections.abc import Iterable
from datetime import date, datetime
from uuid import UUID

from tongpan.agencies.models import Agency
from tongpan.kernel import notify
from tongpan.kernel.clock import date_of
from tongpan.kernel.notify import Contact
from tongpan.kernel.outbox import subscribe
from tongpan.powers.actions.staffing import ask_after_publication, ask_after_recall
from tongpan.powers.domain.kinds import InHand
from tongpan.powers.events import AssessmentDue, GrantRecalled, ListPublished, StaffingAsked
from tongpan.powers.models import StaffingFollowUp
from tongpan.powers.queries.notices import bodies, matter_name, proposal_title
from tongpan.powers.queries.staffing import keepers


@subscribe(ListPublished)
def tell_of_publication(event: ListPublished, now: datetime) -> None:
    """Tell every body that the change gives a power to, or takes one from."""
    starts = date.fromisoformat(event.effective_on)
    text = f"{event.title}（{event.number}）已公布，自{starts:%Y年%-m月%-d日}起施行，请在“事项清单”中查看本单位事项。"
    notify.send_all(_contacts(bodies(event.body_ids)), "事项清单调整已公布", text)


@subscribe(GrantRecalled)
def tell_of_recall(event: GrantRecalled, now: datetime) -> None:
    """Tell the body that loses the power, and the one that takes over, what becomes of work in hand."""
    on = date.fromisoformat(event.on)
    how = InHand(event.in_hand).label
    text = f"“{matter_name(UUID(event.matter_id))}”自{on:%Y年%-m月%-d日}起收回，在办案件：{how}。理由：{event.reason}"
    concerned = [event.body_id, *([event.receiver_id] if event.receiver_id else [])]
    notify.send_all(_contacts(bodies(concerned)), "执法事项收回", text)


@subscribe(AssessmentDue)
def tell_of_assessment(event: AssessmentDue, now: datetime) -> None:
    """Tell the bodies of a published change that its periodic assessment is due (处罚法 24)."""
    title, concerned = proposal_title(UUID(event.proposal_id))
    due = date.fromisoformat(event.due_on)
    text = f"“{title}”应于{due:%Y年%-m月%-d日}前完成定期评估，请准备实施情况。"
    notify.send_all(_contacts(concerned), "下放事项定期评估到期", text)


@subscribe(ListPublished)
def ask_for_people_of_publication(event: ListPublished, now: datetime) -> None:
    """Ask who went with the matters that changed hands (M021)."""
    ask_after_publication(proposal_id=UUID(event.proposal_id), now=now)


@subscribe(GrantRecalled)
def ask_for_people_of_recall(event: GrantRecalled, now: datetime) -> None:
    """Ask who goes back with the matter (M021)."""
    ask_after_recall(line=UUID(event.line), on=date.fromisoformat(event.on), now=now)


@subscribe(StaffingAsked)
def tell_keepers(event: StaffingAsked, now: datetime) -> None:
    """Tell the keepers of list and people that they are asked."""
    row = StaffingFollowUp.objects.select_related("from_body", "to_body").filter(pk=event.follow_up_id).first()
    if row is None:
        return
    text = f"{row.from_body.name} → {row.to_body.name}：请登记随事划转的人员，或写明为什么不划转"
    notify.send_all(keepers(row.district_id, date_of(now)), "人员随事划转待登记", text)


def _contacts(found: Iterable[Agency]) -> list[Contact]:
    return [Contact(one.name, one.phone) for one in found]
