"""中止和不计入办案期限的时间: whether the rules of the case know it."""

from datetime import date

from tongpan.kernel.errors import Invalid
from tongpan.law.facts import CaseFacts, Charge, Pause
from tongpan.law.limits import LimitRefused, find_provision, rule
from tongpan.law.period import Ground

TO_DECIDE = "DL-09"


def check_pause(before: CaseFacts, facts: CaseFacts, place: int) -> None:
    """
    Test that a pause lies in the time to decide, overlaps no other, and is known to the rules of a charge.

    A suspension of the inquiry is begun and ended as acts that the head approves, not here.
    Law: APL 60; 市场监管程序规定 46, 64; 住建程序规定 29, 30; 农业程序规定 48, 58; 交通程序规定 78.

    :raises Invalid: otherwise
    """
    row = facts.pauses[place]
    was = before.pauses[place] if place < len(before.pauses) else None
    if row.ground is Ground.SUSPENSION and (was is None or was.ground is not Ground.SUSPENSION):
        raise _wrong("ground", "中止调查要经负责人批准：请在案件页“其他处理”里办“中止调查”")
    if was is not None and was.ground is Ground.SUSPENSION and row != was:
        raise _wrong("end", "中止、恢复调查都经负责人批准：请在案件页“其他处理”里办“恢复调查”，起止日随它填写")
    if facts.filing is None or row.start < facts.filing.at.date():
        raise _wrong("start", "立案以后才有办案期限；起始日不能早于立案日")
    for at, other in enumerate(facts.pauses):
        if at != place and _overlap(row, other):
            since = f"{other.start:%Y-%m-%d}"
            raise _wrong("start", f"与{since}起的“{other.ground.label}”重叠；那一段没有终止的，先填终止日")
    if not any(row.ground in known_grounds(each, facts.province) for each in facts.charges):
        known = dict.fromkeys(g.label for each in facts.charges for g in known_grounds(each, facts.province))
        said = f"写明的只有：{'、'.join(known)}" if known else "没有写明任何事由"
        raise _wrong("ground", f"本案适用的程序规定没有把“{row.ground.label}”列为不计入办案期限的事由，{said}")


def known_grounds(charge: Charge, province: str | None) -> tuple[Ground, ...]:
    """Return the grounds that the rules of a charge leave out of the time to decide, in the order of the list."""
    try:
        allowed = find_provision(rule(TO_DECIDE), charge.regime, province).exclusions
    except LimitRefused:
        return ()
    return tuple(each for each in Ground if each in allowed)


def _overlap(one: Pause, other: Pause) -> bool:
    return one.start <= (other.end or date.max) and other.start <= (one.end or date.max)


def _wrong(field: str, text: str) -> Invalid:
    return Invalid(text, fields={field: text})
