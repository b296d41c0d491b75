"""往来: an exchange is written, its day runs on the board; some steps of a case write theirs by themselves."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, Final

from django.db import transaction

from tongpan.agencies.domain.actor import Actor
from tongpan.cases.domain.counterparts import Counterpart, Direction, Exchange, Exchanged
from tongpan.cases.domain.entering import CONTESTED
from tongpan.cases.domain.ownlimits import REPLY
from tongpan.cases.models import Case, CounterpartNotice
from tongpan.cases.steps import ownlimits
from tongpan.cases.steps.taken import Taken
from tongpan.kernel.calendar import calendar_in_force
from tongpan.kernel.clock import date_of
from tongpan.law.facts import CaseFacts
from tongpan.law.limits import compute_limit
from tongpan.law.procedure import Step

BY_STEP: Final[Mapping[Step, tuple[Counterpart, Direction, Exchange]]] = {
    Step.TRANSFER: (Counterpart.POLICE, Direction.OUT, Exchange.REFERRAL),
    Step.HEAR_POLICE: (Counterpart.POLICE, Direction.IN, Exchange.REFERRAL_ANSWER),
    Step.APPLY_JUDGMENT: (Counterpart.COURT, Direction.OUT, Exchange.ENFORCEMENT),
    Step.HEAR_FIRST: (Counterpart.COURT, Direction.IN, Exchange.RULING),
}
"""steps by which something goes to one of the three, or comes from there (处罚法 27, 72; 移送规定 5, 8)"""
TOLD: Final = ("court", "number", "note", "why")
"""what of a step is said in its exchange"""
AFTER_REFUSAL: Final = (
    "公安机关应当自收到之日起3日内作出复议决定；仍不立案的，收到复议决定之日起3日内可以建议立案监督。"
)


def write(
    one: Exchanged, case: Case | None, actor: Actor, now: datetime, *, step: str = "", also: str = "", **lies: Any
) -> CounterpartNotice:
    """
    Write one exchange in the caller's transaction; with a day of reply it runs on the board of its case.

    `also` is what is said there besides.
    """
    assert transaction.get_connection().in_atomic_block
    if case is not None:
        lies = {
            "district_id": case.district_id, "town_id": case.town_id, "body_id": case.body_id, "team_id": case.team_id,
        }  # fmt: skip
    made = CounterpartNotice.objects.create(
        case=case, counterpart=one.counterpart, name=one.name.strip()[:120], direction=one.direction,
        exchange=one.exchange, summary=one.summary.strip()[:1000], number=one.number.strip()[:120], at=one.at,
        reply_by=one.reply_by, step=step, recorded_at=now, recorded_by=actor.label, **lies,
    )  # fmt: skip
    if case is not None and one.reply_by is not None:
        whose = "请对方" if one.direction is Direction.OUT else "对方要求本机关"
        on = date_of(one.at)
        said = f"{on:%Y-%m-%d}{made.name}{made.get_exchange_display()}，{whose}在{one.reply_by:%Y-%m-%d}前答复。{also}"
        ownlimits.run(case, REPLY, str(made.pk), one.reply_by, explanation=said, today=date_of(now))
    return made


def by_step(taken: Taken) -> tuple[CaseFacts, Mapping[str, Any]]:
    """Write what passes between us and one of the three by a step of a case, in the step's transaction."""
    return written(taken, *BY_STEP[taken.step], taken.step.label)


def contest(taken: Taken) -> tuple[CaseFacts, Mapping[str, Any]]:
    """
    Write to whom a refusal of the police goes: to them, who decide again in three days, or to the procuratorate.

    Law: 移送规定 9 ¶¶1–2.
    """
    to = Counterpart(taken.entered["to"])
    label = dict(CONTESTED)[to.value]
    if to is not Counterpart.POLICE:
        return written(taken, to, Direction.OUT, Exchange.FILING_SUPERVISION, label)
    reply_by = compute_limit("DL-36.3", date_of(taken.at), calendar_in_force()).act_by
    return written(taken, to, Direction.OUT, Exchange.FILING_SUPERVISION, label, reply_by=reply_by, also=AFTER_REFUSAL)


def written(
    taken: Taken, counterpart: Counterpart, direction: Direction, exchange: Exchange, label: str, *,
    reply_by: date | None = None, also: str = "",
) -> tuple[CaseFacts, Mapping[str, Any]]:  # fmt: skip
    """Write one exchange of a step, and return what the ledger is told of it."""
    words = [str(value) for name, value in taken.entered.items() if name in TOLD and value]
    one = Exchanged(
        counterpart=counterpart, name=str(counterpart.label), direction=direction, exchange=exchange,
        summary=label + (f"：{'；'.join(words)}" if words else ""), at=taken.at,
        number=str(taken.entered.get("number") or ""), reply_by=reply_by,
    )  # fmt: skip
    made = write(one, taken.case, taken.actor, taken.now, step=taken.step.value, also=also)
    return taken.after, {"exchange": str(made.pk)}
