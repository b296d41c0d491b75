"""
监督标记: what about a case the lists of supervision ask for, from its facts alone.

Every flag has a day. Where the facts tell the day, it is theirs; where they tell only that it is so, the day is the one
on which it was first written. A day that lies ahead says from when a list shows the case, if nothing happens before.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from django.db.models import TextChoices

from tongpan.cases.domain.backdating import Entered, summed_up
from tongpan.cases.domain.crime import NOTHING as NOTHING_COMPARED
from tongpan.cases.domain.crime import Compared
from tongpan.kernel.clock import date_of
from tongpan.law.conflicts import Answerer
from tongpan.law.facts import CaseFacts, remaining
from tongpan.law.facts.words import Role, Track
from tongpan.law.money import NOTHING
from tongpan.law.penalty.no_penalty import Ground
from tongpan.law.procedure import Outlook, RunningLimit, Step
from tongpan.law.procedure.endings import Effect, effect_of

TWICE: Final = 2
DECIDE_BY, FILE_BY, REVIEW_BY = "DL-09", "DL-01", "DL-10"
FAR: Final = date(9999, 12, 31)
"""the day of what waits without a day"""


class Flag(TextChoices):
    """What about a case."""

    NOT_FILED = "NOT_FILED", "有案不立"
    NOT_REFERRED = "NOT_REFERRED", "应移未移"
    OVER_CRIME = "OVER_CRIME", "达到追诉标准未移送"
    CRIME_OPEN = "CRIME_OPEN", "追诉标准没有比对"
    RETURNED = "RETURNED", "退回两次以上"
    PROLONGED = "PROLONGED", "延期中止"
    WITHDRAWN = "WITHDRAWN", "撤案"
    ON_SPOT = "ON_SPOT", "小额当场"
    LATE_ENTRY = "LATE_ENTRY", "事后补录"
    TO_REVIEW = "TO_REVIEW", "待审核"
    ASK_HEAD = "ASK_HEAD", "法律问题待负责人答复"
    ASK_REVIEWER = "ASK_REVIEWER", "法律问题待法制审核人员答复"
    ASK_COUNTY = "ASK_COUNTY", "法律问题待县级司法行政部门答复"


ASKED_OF: Final = {
    Flag.ASK_HEAD: Answerer.HEAD,
    Flag.ASK_REVIEWER: Answerer.LEGAL_REVIEWER,
    Flag.ASK_COUNTY: Answerer.COUNTY,
}
"""whom the law library names to answer what it leaves open"""


@dataclass(frozen=True, slots=True)
class Marked:
    """One flag: `day` None means since it was first written; `who` is the holder of a post who has to act."""

    flag: Flag
    day: date | None
    note: str = ""
    who: str = ""


def flags_of(
    facts: CaseFacts,
    found: Outlook,
    sent_back: int = 0,
    crime: Compared = NOTHING_COMPARED,
    late: Sequence[Entered] = (),
) -> list[Marked]:
    """
    Return what is so of a case.

    `sent_back` is how often one and the same proposal was sent back, at most; an outlook is one of the facts; `crime`
    how the case stands to the standards of prosecution that are known; `late` what was entered after the fact.
    """
    facts = remaining(facts)
    marked = (
        _not_filed(facts, found.limits),
        _not_referred(facts),
        Marked(Flag.OVER_CRIME, None, "；".join(crime.reached)[:200]) if crime.reached else None,
        Marked(Flag.CRIME_OPEN, None, "；".join(crime.unknown)[:200]) if crime.unknown else None,
        _returned(facts, sent_back),
        _prolonged(facts),
        _withdrawn(facts),
        _on_spot(facts),
        Marked(Flag.LATE_ENTRY, date_of(late[-1].entered_at), summed_up(late)) if late else None,
        _to_review(facts, found),
        *(_asks(facts, found, flag) for flag in ASKED_OF),
    )
    return [one for one in marked if one is not None]


def _asks(facts: CaseFacts, found: Outlook, flag: Flag) -> Marked | None:
    """Open points of the law in a case that is not closed, for whom the law library names."""
    if facts.closing is not None:
        return None
    asked = [each.asks for each in found.questions if each.answered_by is ASKED_OF[flag]]
    return Marked(flag, None, "；".join(asked)[:200]) if asked else None


def _not_filed(facts: CaseFacts, limits: Sequence[RunningLimit]) -> Marked | None:
    """Law: APL 54 ¶2; the regimes' own days for checking a clue (DL-01)."""
    clue = facts.clue
    if clue is None or facts.filing is not None or facts.closing is not None or facts.decisions:
        return None
    if all((clue.evidence, clue.deserves_penalty, clue.own_jurisdiction, clue.within_limitation)):
        return Marked(Flag.NOT_FILED, None, "四项立案条件都已查明符合，还没有立案")
    ends = [one.limit.act_by for one in limits if one.rule == FILE_BY and one.limit.act_by is not None]
    if not ends:
        return None
    end = min(ends)
    return Marked(
        Flag.NOT_FILED, end + timedelta(days=1), f"核查期限{end.year}年{end.month}月{end.day}日届满，还没有决定是否立案"
    )


def _not_referred(facts: CaseFacts) -> Marked | None:
    """Law: APL 27 ¶1."""
    referred = {(each.party, each.cause): each for each in facts.referrals}
    for charge in facts.charges:
        row = referred.get((charge.party, charge.cause))
        if not charge.crime or (row is not None and row.transferred_at is not None):
            continue
        if row is not None and row.approved is False:
            return Marked(Flag.NOT_REFERRED, _day(row.decided_at), "认定涉嫌犯罪，负责人不批准移送")
        stage = "已经批准，还没有移送" if row is not None and row.approved else "还没有移送公安机关"
        return Marked(Flag.NOT_REFERRED, None, f"认定涉嫌犯罪，{stage}")
    return None


def _returned(facts: CaseFacts, sent_back: int) -> Marked | None:
    failed: dict[tuple[str, str], list[datetime]] = {}
    for each in facts.reviews:
        if not each.passed:
            failed.setdefault((each.party, each.cause), []).append(each.at)
    worst = max(failed.values(), key=len, default=[])
    if len(worst) >= TWICE:
        return Marked(Flag.RETURNED, _day(worst[TWICE - 1]), f"审核{len(worst)}次没有通过")
    if sent_back >= TWICE:
        return Marked(Flag.RETURNED, None, f"同一步报批被退回{sent_back}次")
    return None


def _prolonged(facts: CaseFacts) -> Marked | None:
    """Law: APL 60; ACL 25; the regimes' own prolongations and pauses."""
    said: list[tuple[date, str]] = [
        (each.at.date(), f"延长办案期限{each.days}日，{each.grantor.label}批准") for each in facts.prolongations
    ]
    said += [
        (each.start, f"{each.ground.label}不计入期限" + ("" if each.end else "，还没有结束")) for each in facts.pauses
    ]
    said += [(each.extended_at.date(), "延长查封扣押期限") for each in facts.measures if each.extended_at is not None]
    if not said:
        return None
    said.sort()
    return Marked(Flag.PROLONGED, said[-1][0], "；".join(text for _, text in said)[:200])


def _withdrawn(facts: CaseFacts) -> Marked | None:
    said = sorted(_withdrawals(facts))
    return (
        Marked(Flag.WITHDRAWN, said[-1][0], "；".join(dict.fromkeys(text for _, text in said))[:200]) if said else None
    )


def _withdrawals(facts: CaseFacts) -> Iterator[tuple[date, str]]:
    decided = {(each.party, each.cause) for each in facts.decisions}
    if facts.closing is not None and any((each.party, each.cause) not in decided for each in facts.charges):
        yield facts.closing.at.date(), "没有处理决定就结案"
    for decision in facts.decisions:
        if decision.ground is Ground.NOT_ESTABLISHED:
            yield decision.at.date(), decision.ground.label
    for remedy in facts.remedies:
        if remedy.outcome and remedy.ended_at is not None and effect_of(remedy.outcome) is Effect.REVOKED:
            yield remedy.ended_at.date(), f"{remedy.kind.label}{remedy.outcome.label}"
    for own in facts.revocations:
        yield own.at.date(), f"本机关主动撤销原决定：{own.ground.label}"
    for row in facts.terminations:
        yield row.at.date(), f"终结执行：{row.ground.label}"
    told = {(each.party, each.cause) for each in facts.terminations}
    last = {(each.party, each.cause): each for each in facts.enforcements}
    for key, enforcement in last.items():  # an application that was made again did not end
        if key not in told and enforcement.ended_at is not None and enforcement.performed_at is None:
            yield enforcement.ended_at.date(), "终结执行"


def _on_spot(facts: CaseFacts) -> Marked | None:
    """Law: APL 51; a fine decided on the spot is small by law."""
    found = [
        each
        for each in facts.decisions
        if each.track is Track.SUMMARY and each.penalty is not None and each.penalty.fine not in (None, NOTHING)
    ]
    if not found:
        return None
    collected = {(each.party, each.cause) for each in facts.payments if each.on_spot}
    said = [
        f"罚款{each.penalty.fine}" + ("，当场收缴" if (each.party, each.cause) in collected else "")
        for each in found
        if each.penalty is not None
    ]
    return Marked(Flag.ON_SPOT, max(each.at.date() for each in found), "；".join(said)[:200])


def _to_review(facts: CaseFacts, found: Outlook) -> Marked | None:
    """Law: APL 58; it waits until the day by which the review, else the decision, is due."""
    if facts.closing is not None or not found.offers(Step.REVIEW):
        return None
    ends = {
        one.rule: one.limit.act_by
        for one in found.limits
        if one.rule in (REVIEW_BY, DECIDE_BY) and one.limit.act_by is not None
    }
    named = [each.officer for each in facts.assignments if each.role is Role.REVIEWER]
    aside = {each.officer for each in facts.recusals if each.granted}
    who = named[-1] if named and named[-1] not in aside else ""
    again = any(not each.passed for each in facts.reviews)
    note = "补充改正后重新提交" if again else "等审核"
    return Marked(Flag.TO_REVIEW, ends.get(REVIEW_BY) or ends.get(DECIDE_BY) or FAR, note, who)


def _day(at: datetime | None) -> date | None:
    return at.date() if at is not None else None
