"""Telling who is asked: the specialist, and the principal before whom leaving a benchmark was put."""

from datetime import datetime

from tongpan.cases.events import DeviationAsked, OpinionAsked
from tongpan.cases.queries.recipients import principal_of, specialist_of
from tongpan.kernel import notify
from tongpan.kernel.outbox import subscribe


@subscribe(OpinionAsked)
def tell_specialist(event: OpinionAsked, now: datetime) -> None:
    """Tell the specialist that a question waits; the question itself is read after signing in."""
    found = specialist_of(event.opinion_id)
    if found is not None:
        contact, title = found
        notify.send(contact, "有人请教您", f"“{title}”有一个问题请您看一看，请在“待我办”里答复。")


@subscribe(DeviationAsked)
def tell_principal(event: DeviationAsked, now: datetime) -> None:
    """Tell the principal of the case that leaving a benchmark waits for an answer."""
    found = principal_of(event.deviation_id)
    if found is not None:
        contact, number = found
        notify.send(contact, "偏离裁量基准待审批", f"案件{number}拟罚款不在裁量区间内，请在“待我办”办理。")
