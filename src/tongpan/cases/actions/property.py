"""涉案财物 of a case: what came in by which measure, line by line. What becomes of it is for who keeps it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from django.db import transaction

from tongpan.agencies.domain.actor import Actor
from tongpan.cases.steps import hands, holdings, storing
from tongpan.cases.steps.gathering import record_of
from tongpan.evidence.domain.choices import BY_A_MEASURE, ENTERED, Origin
from tongpan.evidence.models import PropertyItem
from tongpan.evidence.steps import holding
from tongpan.evidence.steps.holding import Line
from tongpan.kernel.errors import Invalid, NotFound, require
from tongpan.law.coercion.leaving import Title, check_way
from tongpan.law.coercion.leaving import Way as LeavingWay
from tongpan.law.facts import CaseFacts

MOST_LINES = 200
UNKNOWN_ROW = "本案没有这一项措施，请重新选择"


def register_property(
    *, case_id: UUID, lines: Sequence[Line], actor: Actor, now: datetime, done_at: datetime | None = None
) -> list[PropertyItem]:
    """
    Write lines of an inventory into the register of a case, each under the measure or evidence it belongs to.

    Law: ACL 24 ¶1; APL 56, 74: what was seized or preserved comes in with the list of its measure, what is confiscated
    by a decision that was served.

    :raises Invalid: if there are none, something is missing, or a party or a measure is none of the case
    :raises Unlawful: if nothing was confiscated
    :raises Forbidden, Conflict, NotFound: as `hands.handler_of`
    """
    came = done_at or now
    with transaction.atomic(durable=True):
        case = storing.load(case_id, actor, None)
        facts = hands.handler_of(case_id, actor, now).known.facts  # read under the lock: nobody changes them meanwhile
        if not lines or len(lines) > MOST_LINES:
            raise Invalid(f"请至少填写一行清单，一次至多 {MOST_LINES} 行")
        if came > now:
            raise Invalid("入库时间不能晚于现在", fields={"done_at": "不能晚于现在"})
        placed = [_placed(line, facts, came) for line in lines]
        columns = {name: getattr(case, name) for name in ("district_id", "town_id", "body_id", "team_id")}
        made = [
            holding.register(
                record=record_of(case), label=case.number, columns=columns, line=line, done_at=came, actor=actor,
                now=now,
            )
            for line in placed
        ]  # fmt: skip
        found = holdings.held_by(facts, made, now)
        for item in made:
            if item.origin == Origin.CONFISCATED and found[item.pk].title is not Title.FORFEITED:
                require(check_way(found[item.pk].title, LeavingWay.FINANCE))
        holdings.renew(case, facts, now)
        return made


def _placed(line: Line, facts: CaseFacts, came: datetime) -> Line:
    """Return a line under its row of the case; of a measure the party is that of its row."""
    if line.origin not in ENTERED:
        raise Invalid("价款由变卖、拍卖的登记带入，不单独登记", fields={"origin": "请选择别的来由"})
    if line.party and line.party not in {party.id for party in facts.parties}:
        raise Invalid("本案没有这个当事人，请重新选择", fields={"party": "请重新选择"})
    if line.origin not in BY_A_MEASURE:
        if line.ref and line.ref not in {row.id for row in facts.evidence}:
            raise Invalid("本案没有这份证据，请重新选择", fields={"ref": "请重新选择"})
        return line
    row = holdings.row_of(facts, line.origin, line.ref)
    wrong: dict[str, str] = {}
    if row is None:
        wrong["ref"] = UNKNOWN_ROW if line.ref else f"请选择属于哪一项{line.origin.label}；还没有办理的，先办理这一步"
    elif came < row.at:
        wrong["done_at"] = "不能早于采取措施的时间"
    if not line.basis.strip():
        wrong["basis"] = "请写明清单、决定书或者通知书的文号"
    if row is None or wrong:
        raise Invalid("清单还差一点：" + "；".join(wrong.values()), fields=wrong)
    if line.party and line.party != row.party:
        raise Invalid("这项措施不是对这个当事人采取的", fields={"party": "与措施的当事人不一致"})
    return replace(line, party=row.party)


def tie_property(*, case_id: UUID, item_id: UUID, ref: str, actor: Actor, now: datetime) -> PropertyItem:
    """
    Say to which measure a line belongs that named it in words alone.

    :raises Invalid: if the case has no such measure, or the line is no seized or preserved thing
    :raises Conflict: if it belongs to one already
    :raises Forbidden, NotFound: as `hands.handler_of`
    """
    with transaction.atomic(durable=True):
        holdings.lock(case_id)
        hand = hands.handler_of(case_id, actor, now, closed=True)
        record = record_of(hand.case)
        rows = PropertyItem.objects.select_for_update(of=("self",)).filter(pk=item_id)
        item = rows.filter(record_type=record.type, record_id=record.id).first()
        if item is None:
            raise NotFound("本案的清单里没有这一项")
        row = holdings.row_of(hand.known.facts, Origin(item.origin), ref)
        if row is None:
            raise Invalid(UNKNOWN_ROW, fields={"ref": UNKNOWN_ROW})
        if item.party and item.party != row.party:
            raise Invalid("这项措施不是对这一项的当事人采取的", fields={"ref": "与清单的当事人不一致"})
        what = f"{Origin(item.origin).label}（{ref}）"
        holding.tie(item, ref=ref, party=row.party, what=what, actor=actor, now=now)
        holdings.renew(hand.case, hand.known.facts, now)
        return item
