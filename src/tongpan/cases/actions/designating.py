"""指定管辖 (M023): the county designates another of its towns, which takes a case over; the county sees both."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from tongpan.agencies import queries as agencies
from tongpan.agencies.domain.actor import Actor
from tongpan.agencies.models import Agency
from tongpan.cases import policies
from tongpan.cases.domain.choices import DesignationGround, TransferGround
from tongpan.cases.models import Case, Designation
from tongpan.cases.steps import ending, storing
from tongpan.kernel.clock import date_of
from tongpan.kernel.errors import Conflict, Invalid
from tongpan.powers import queries as powers

LEAST = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Designated:
    """Whom the common superior designates, why, and by which document."""

    to_body_id: UUID
    ground: DesignationGround
    reason: str
    issuer: str
    number: str
    on: date


def designate(*, case_id: UUID, designated: Designated, actor: Actor, now: datetime) -> Designation:
    """
    Enter that the common superior designated another body of the county; the case is put before it.

    The county's chief dispatcher enters what the county decided. The case goes on where it is until it is taken; it
    cannot be sent back.

    Law: APL 25 ¶2: disputes that are not settled go to the common superior, which designates; it may do so at once.

    :raises Conflict: if the case is on its way already, closed, or no longer handled here
    :raises Forbidden: if the actor does not enter what the county designates
    :raises Invalid: if something is missing, or the body is the case's own or of another county
    :raises NotFound: as ever
    :raises Unlawful: if the matter is not on the list in force of the designated body (M056; APL 17)
    """
    with transaction.atomic(durable=True):
        case = storing.load(case_id, actor, None)
        policies.require_designates(actor, case)
        if case.closed_on is not None:
            raise Conflict("案件已经结案，不再指定管辖", code="case.closed")
        body = _body(case, designated, now)
        place_id = body.town_id or case.town_id or case.district_id
        powers.require_on_list(body.pk, case.matter_id, place_id, date_of(now))
        sent = ending.put_before(
            case, body, body.name, ground=TransferGround.DESIGNATED, reason=designated.reason,
            number=designated.number, actor=actor, now=now,
        )  # fmt: skip
        made = Designation.objects.create(
            case=case, transfer=sent, ground=designated.ground, reason=sent.reason, number=sent.number,
            issuer=designated.issuer.strip()[:120], on=designated.on, district_id=case.district_id,
            from_town_id=case.town_id, to_town_id=body.town_id or case.town_id, made_at=now, made_by=actor.label,
        )  # fmt: skip
        said = {"why": f"{made.issuer}{made.number}：{made.reason}"}
        ending.record(case, "DESIGNATE", said, actor, now, {"to": body.name, "ground": made.ground})
        return made


def _body(case: Case, designated: Designated, now: datetime) -> Agency:
    wrong: dict[str, str] = {}
    body = agencies.agency_by_id(designated.to_body_id)
    if body is None or body.district_id != case.district_id or body.pk == case.body_id:
        wrong["to_body"] = "请选择本区县的另一个机关"
    if len(designated.reason.strip()) < LEAST:
        wrong["reason"] = "请写明指定的理由"
    if len(designated.issuer.strip()) < LEAST:
        wrong["issuer"] = "请写明是哪个机关指定的（共同的上一级行政机关）"
    if len(designated.number.strip()) < 2:
        wrong["number"] = "请填写指定管辖的文号"
    if designated.on > date_of(now):
        wrong["on"] = "指定日期不能晚于今天"
    if wrong or body is None:
        raise Invalid("还差一点：" + "；".join(wrong.values()), fields=wrong)
    return body
