"""What this feature offers to the frame of every page, and whom it tells when a squad is called."""

from datetime import datetime
from uuid import UUID

from tongpan.agencies.events import CallOutAnswered, CallOutOverdue, CallOutRequested, OpinionsAsked
from tongpan.agencies.models import CallOut, TownOpinion
from tongpan.agencies.models.callout import CallOutStatus
from tongpan.agencies.queries import place_profile, recipients
from tongpan.agencies.queries.demo import demo_accounts
from tongpan.agencies.queries.personnel import heads_of
from tongpan.kernel import notify
from tongpan.kernel.clock import SHANGHAI, date_of
from tongpan.kernel.outbox import subscribe
from tongpan.places.queries import profile
from tongpan.ui.context import DemoAccount, offer_demo_accounts

profile.register("agencies", place_profile.figures)


@offer_demo_accounts
def demo_logins() -> list[DemoAccount]:
    """Name the demo's accounts for the sign-in page."""
    return [DemoAccount(login.username, login.password, f"{login.where} {login.role}") for login in demo_accounts()]


@subscribe(CallOutRequested)
def tell_squad(event: CallOutRequested, now: datetime) -> None:
    """Tell the squad that it is called; a call that an order made is told with the order."""
    call = _call(event.callout_id)
    if call is not None and not call.subject_type and call.status == CallOutStatus.REQUESTED:
        notify.send_all(
            recipients.of_squad(call, date_of(now)),
            f"{call.town.name}呼叫到场",
            _what(call, "请于{}前接受，或写明不能到场的原因"),
            urgent=True,
        )


@subscribe(CallOutAnswered)
def tell_caller(event: CallOutAnswered, now: datetime) -> None:
    """Tell the caller that the squad comes, or why it does not."""
    call = _call(event.callout_id)
    if call is None or call.subject_type or event.status not in (CallOutStatus.ACCEPTED, CallOutStatus.REFUSED):
        return
    accepted = event.status == CallOutStatus.ACCEPTED
    words = "已接受呼叫，正在赶来" if accepted else f"不能到场：{call.refusal}；请另行安排"
    notify.send_all(recipients.of_caller(call), f"{call.team.name}已答复", words, urgent=True)


@subscribe(CallOutOverdue)
def tell_of_silence(event: CallOutOverdue, now: datetime) -> None:
    """Remind the squad, or tell the caller that nobody answered (M116)."""
    call = _call(event.callout_id)
    if call is None or call.status != CallOutStatus.REQUESTED:
        return
    if event.tell == "squad":
        text = _what(call, "应于{}前应答，请立即接受，或写明不能到场的原因")
        notify.send_all(recipients.of_squad(call, date_of(now)), f"{call.town.name}的呼叫超时未应答", text, urgent=True)
    else:
        text = f"{call.team.name}至今无人应答（{call.reason}）。请电话联系联络员，或改由区级调度安排"
        notify.send_all(recipients.of_caller(call), "呼叫无人应答", text, urgent=True)


@subscribe(OpinionsAsked)
def tell_towns(event: OpinionsAsked, now: datetime) -> None:
    """Tell who speaks for the towns that an opinion on a posted person is asked (M207); nobody is named."""
    waiting = TownOpinion.objects.filter(action_id=UUID(event.action_id), given_at=None).values_list(
        "town_id", flat=True
    )
    text = "有派驻人员的人事事项请街镇登记意见，请登录后在“人事事项”里办理。"
    notify.send_all(heads_of(waiting, date_of(now)), "征求街镇意见", text)


def _call(key: str) -> CallOut | None:
    rows = CallOut.objects.select_related("team", "town", "posting").defer("town__geometry")
    return rows.filter(pk=key).first()


def _what(call: CallOut, asked: str) -> str:
    where = f"，到场地点：{call.place_text}" if call.place_text else ""
    return f"{call.reason}{where}。" + asked.format(f"{call.answer_by.astimezone(SHANGHAI):%H:%M}")
