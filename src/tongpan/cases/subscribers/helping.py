"""协助请求: telling who answers at the organ that was asked, and the handlers when it answered by itself."""

from datetime import datetime

from tongpan.cases.events import HelpAnswered, HelpAsked
from tongpan.cases.queries.helping import asked_contacts, handler_contacts
from tongpan.kernel import notify
from tongpan.kernel.clock import date_of
from tongpan.kernel.outbox import subscribe


@subscribe(HelpAsked)
def tell_asked(event: HelpAsked, now: datetime) -> None:
    """Tell the liaison or the named contact that a request waits; no party is named."""
    found = asked_contacts(event.assistance_id, date_of(now))
    if found is None:
        return
    people, row = found
    how = "请登录后在“请我们协助的”答复" if row.way == "LIAISON" else "请用发给您的链接或者书面答复"
    text = f"{row.case.acts_as}请求协助（{row.get_kind_display()}），请在{row.due_on:%Y-%m-%d}前答复。{how}。"
    notify.send_all(people, "请求协助", text)


@subscribe(HelpAnswered)
def tell_handlers(event: HelpAnswered, now: datetime) -> None:
    """Tell the handlers that the organ answered; the answer is read in the case."""
    found = handler_contacts(event.assistance_id)
    if found is None:
        return
    people, row = found
    done = "已经协助" if row.helped else "没有协助，写明了理由"
    said = f"{row.to_name}{done}，请在案件“其他处理”里查看。"
    notify.send_all(people, f"协助请求有答复 {row.case.number}", said)
