"""What facts cannot be (事实自相矛盾): unknown ids, doubled ids, and orders that nature or a record forbids."""

import re
from collections.abc import Iterator
from dataclasses import fields
from datetime import date, datetime
from typing import Any, Final

from tongpan.law.coercion.suspension import TerminationGround
from tongpan.law.facts.case import CaseFacts
from tongpan.law.facts.following import Judgment
from tongpan.law.facts.forcing import Remedy
from tongpan.law.facts.rounds import Key, begun_at, falls
from tongpan.law.facts.words import CHANGING, Outcome, RemedyKind
from tongpan.law.limits import REGIME_AREAS
from tongpan.law.penalty.kinds import PartyKind
from tongpan.law.refusal import LawRefused

SETTING: Final = CHANGING | {Outcome.REDONE, Outcome.ORDERED}
"""outcomes whose paper may set a day, for the organ or for the party"""
ORDERED_SO: Final = frozenset({Outcome.DISMISSED, Outcome.WITHDRAWN})
"""what a court does by order (裁定): 行政诉讼法 51, 62"""
DIVISION_CODE: Final = re.compile(r"\d{2,12}", re.ASCII)
# rows of one table → (earlier field, later field, what to say)
_ORDERS: Final[dict[str, tuple[tuple[str, str, str], ...]]] = {
    "charges": (
        ("act_on", "act_until", "违法行为终了早于发生"),
        ("act_on", "discovered_on", "发现日期早于违法行为发生日期"),
    ),
    "authorities": (("since", "until", "职权终止早于取得"),),
    "officers": (("certified_from", "certified_until", "执法证件届满早于取得"),),
    "assignments": (("since", "until", "离开早于指派"),),
    "recusals": (("at", "decided_at", "回避决定早于申请"),),
    "inspections": (("entered_at", "told_at", "告知检查结果早于进入现场"),),
    "evidence": (
        ("at", "verified_at", "审核早于取得证据"),
        ("at", "told_at", "告知结果早于取得证据"),
        ("at", "excluded_at", "排除早于取得证据"),
    ),
    "samplings": (("at", "excluded_at", "排除早于抽样取证"),),
    "preservations": (("at", "disposed_at", "处理决定早于登记保存"),),
    "pauses": (("start", "end", "不计入期间的终止早于起始"),),
    "notices": (("at", "served_at", "送达早于作出告知"),),
    "statements": (("at", "rechecked_at", "复核早于陈述申辩"),),
    "decisions": (("at", "registered_at", "备案早于作出决定"),),
    "hearing_notices": (("at", "served_at", "送达早于作出听证通知"),),
    "services": (("at", "effective_at", "送达日早于送出日"),),
    "surcharges": (("at", "served_at", "送达早于加处罚款"),),
    "payments": (("at", "handed_in_at", "交款早于收款"), ("handed_in_at", "banked_at", "缴付银行早于交至机关")),
    "disclosures": (("redacted_at", "at", "公开早于隐去处理"), ("at", "withdrawn_at", "撤回早于公开")),
    "measures": (("at", "extended_at", "延长早于实施"), ("at", "ended_at", "解除或者处理早于实施")),
    "demands": (
        ("at", "served_at", "送达早于作出催告"),
        ("served_at", "defence_at", "陈述申辩早于催告送达"),
        ("defence_at", "rechecked_at", "复核早于陈述申辩"),
    ),
    "enforcements": (
        ("decided_at", "performed_at", "实施早于强制执行决定"),
        ("decided_at", "ended_at", "终结早于决定"),
        ("decided_at", "served_at", "送达早于强制执行决定"),
    ),
    "remedies": (
        ("at", "ended_at", "结果早于申请"),
        ("at", "answered_at", "答复早于申请"),
        ("ended_at", "restored_at", "恢复原状早于撤销"),
    ),
    "revocations": (("at", "restored_at", "恢复原状早于撤销"),),
    "rulings": (("at", "review_at", "向上一级法院申请复议早于裁定"),),
    "standstills": (("at", "resumed_at", "恢复执行早于中止执行"),),
    "judgments": (("at", "appealed_at", "上诉早于一审裁判"),),
    "handed_in": (("at", "forwarded_at", "转送早于收到复议申请"),),
    "opinion_letters": (("at", "reported_at", "报送早于收到意见书"),),
    "referrals": (
        ("team_at", "reported_at", "移送报告早于组成专案组"),
        ("reported_at", "decided_at", "移送决定早于移送报告"),
        ("decided_at", "transferred_at", "移送早于移送决定"),
        ("transferred_at", "answered_at", "公安机关答复早于移送"),
        ("answered_at", "handed_over_at", "移交物品早于公安机关立案"),
    ),
}


def check_coherence(facts: CaseFacts) -> None:
    """
    Refuse facts that cannot be true together.

    What is merely unlawful (a decision without notice) is no contradiction: the rules find it.

    :raises LawRefused: with the path of the row
    """
    _check_ids(facts)
    for table, orders in _ORDERS.items():
        for index, row in enumerate(getattr(facts, table)):
            for earlier, later, reason in orders:
                _check_order(getattr(row, earlier), getattr(row, later), f"{table}[{index}].{later}", reason)
    _check_served_after_made(facts)
    _check_births(facts)
    _check_remedies(facts)
    _check_rulings(facts)
    _check_judgments(facts)
    _check_terminations(facts)
    check_regimes(facts)


def _check_ids(facts: CaseFacts) -> None:
    parties = {each.id for each in facts.parties}
    causes = {each.id for each in facts.causes}
    officers = {each.id for each in facts.officers}
    things = {each.id for each in facts.things}
    evidence = {each.id for each in facts.evidence}
    for table in ("parties", "causes", "officers", "evidence", "things", "preservations", "samplings", "inspections"):
        _check_unique(table, [each.id for each in getattr(facts, table)])
    _check_unique("charges", [f"{each.party}/{each.cause}" for each in facts.charges])
    charges = {(each.party, each.cause) for each in facts.charges}
    for path, row in _rows(facts):
        party, cause = getattr(row, "party", None), getattr(row, "cause", None)
        _check_known(party, parties, f"{path}.party", "当事人")
        _check_known(cause or None, causes, f"{path}.cause", "案由")
        if party is not None and cause is not None and (party, cause) not in charges:
            raise LawRefused("facts.charge.unknown", f"{path}：charges中没有当事人“{party}”的案由“{cause}”", path)
        for name in ("officer", "reviewer", "chair", "decider", "approver", "signer", "decided_by"):
            _check_known(getattr(row, name, None) or None, officers, f"{path}.{name}", "人员")
        _check_known(getattr(row, "exhibit", "") or None, evidence, f"{path}.exhibit", "证据")
        _check_known(getattr(row, "thing", None), things, f"{path}.thing", "财物")
        for name in (*getattr(row, "officers", ()), *getattr(row, "team", ())):
            _check_known(name, officers, path, "人员")


def _rows(facts: CaseFacts) -> Iterator[tuple[str, Any]]:
    for column in fields(facts):
        value = getattr(facts, column.name)
        if column.name in ("parties", "causes", "officers"):
            continue
        if isinstance(value, tuple):
            yield from ((f"{column.name}[{index}]", row) for index, row in enumerate(value))
        elif value is not None and not isinstance(value, str):
            yield column.name, value


def _check_unique(table: str, ids: list[str]) -> None:
    seen: set[str] = set()
    for index, each in enumerate(ids):
        if not each or each in seen:
            reason = f"编号“{each}”重复" if each else "编号为空"
            raise LawRefused("facts.id.invalid", f"{table}[{index}]：{reason}", f"{table}[{index}]")
        seen.add(each)


def _check_known(name: str | None, known: set[str], path: str, what: str) -> None:
    if name is not None and name not in known:
        raise LawRefused("facts.id.unknown", f"{path}：没有编号为“{name}”的{what}", path)


def _check_order(earlier: date | None, later: date | None, path: str, reason: str) -> None:
    if earlier is None or later is None:
        return
    if later < earlier:
        raise LawRefused("facts.order.impossible", f"{path}：{reason}", path)


def _check_served_after_made(facts: CaseFacts) -> None:
    made = {(each.party, each.cause): each.at for each in reversed(facts.decisions)}
    for index, row in enumerate(facts.revocations):
        at = made.get((row.party, row.cause))
        if at is None or row.at < at:
            raise LawRefused(
                "facts.order.impossible", f"revocations[{index}].at：没有可以撤销的决定", f"revocations[{index}].at"
            )
    fell = falls(facts) if facts.reopenings else []
    reopened: dict[Key, datetime] = {}
    for index, again in enumerate(facts.reopenings):
        key = (again.party, again.cause)
        since = reopened.get(key)
        if not any(of == key and at <= again.at and (since is None or since <= at) for of, at in fell):
            path = f"reopenings[{index}].at"
            raise LawRefused("facts.order.impossible", f"{path}：决定没有撤销，不能重新处理", path)
        reopened[key] = again.at
    for index, service in enumerate(facts.services):
        at = made.get((service.party, service.cause))
        if service.paper.value == "DECISION" and (at is None or service.at < at):
            path = f"services[{index}].at"
            reason = "没有可以送达的决定" if at is None else "送达早于作出决定"
            raise LawRefused("facts.order.impossible", f"{path}：{reason}", path)


def _check_births(facts: CaseFacts) -> None:
    born = {each.id: each.born_on for each in facts.parties}
    for index, charge in enumerate(facts.charges):
        birth = born[charge.party]
        if birth is not None and charge.act_on is not None and charge.act_on < birth:
            path = f"charges[{index}].act_on"
            raise LawRefused("facts.order.impossible", f"{path}：违法行为早于当事人出生", path)


def _check_remedies(facts: CaseFacts) -> None:
    """The organ answers what it has received, and only reconsideration can end by its term running out."""
    for index, row in enumerate(facts.remedies):
        path = f"remedies[{index}]"
        answered = row.answered_at.date() if row.answered_at is not None else None
        _check_order(row.copy_received_on, answered, f"{path}.answered_at", "答复早于收到副本")
        if row.outcome is Outcome.EXPIRED and row.kind is RemedyKind.LITIGATION:
            reason = f"{path}.outcome：逾期没有作出决定的是行政复议，不是诉讼"
            raise LawRefused("facts.remedy.outcome", reason, f"{path}.outcome")
        if row.within is not None and row.outcome not in SETTING:
            reason = f"{path}.within：责令重新作出、责令履行或者变更、调解的，才有文书限定的期限"
            raise LawRefused("facts.remedy.within", reason, f"{path}.within")
        if row.fine is not None and row.outcome not in CHANGING:
            reason = f"{path}.fine：原决定变更、部分撤销或者调解的，才填变更后的罚款数额"
            raise LawRefused("facts.remedy.fine", reason, f"{path}.fine")


def _check_rulings(facts: CaseFacts) -> None:
    """Nothing is answered before it was asked, and no judgment received before the suit."""
    for table, asked in (("rulings", facts.enforcements), ("judgments", facts.remedies)):
        for index, row in enumerate(getattr(facts, table)):
            of = [each for each in asked if (each.party, each.cause) == (row.party, row.cause)]
            since = min((begun_at(each) for each in of), default=None)
            if since is None or row.received_on < since.date():
                path = f"{table}[{index}].received_on"
                raise LawRefused("facts.order.impossible", f"{path}：收到早于申请、起诉", path)


def _check_judgments(facts: CaseFacts) -> None:
    """
    An order (裁定) of first instance dismisses or lets the suit be withdrawn; a judgment (判决) decides it.

    A suit that nobody appealed ends as the court of first instance decided (行政诉讼法 85).
    """
    for index, row in enumerate(facts.judgments):
        if row.order is not (row.outcome in ORDERED_SO):
            reason = "裁定的结果是驳回起诉、不予立案或者准许撤诉，其他结果是判决"
            path = f"judgments[{index}].outcome"
            raise LawRefused("facts.judgment.outcome", f"{path}：{reason}", path)
    for index, suit in enumerate(facts.remedies):
        first = _first_judgment(facts, suit)
        if suit.ended_at is not None and first is not None and first.appealed_at is None:
            if suit.outcome is not first.outcome:
                path = f"remedies[{index}].outcome"
                reason = f"一审裁判（{first.outcome.label}）没有上诉，诉讼的结果就是它；有人上诉的，先登记上诉"
                raise LawRefused("facts.remedy.outcome", f"{path}：{reason}", path)


def _first_judgment(facts: CaseFacts, suit: Remedy) -> Judgment | None:
    """Return what the court of first instance decided in a suit, None where that is not known or it is none."""
    if suit.kind is not RemedyKind.LITIGATION:
        return None
    key, until = (suit.party, suit.cause), suit.ended_at
    return next(
        (
            each
            for each in reversed(facts.judgments)
            if (each.party, each.cause) == key and suit.at <= each.at and (until is None or each.at <= until)
        ),
        None,
    )


def _check_terminations(facts: CaseFacts) -> None:
    """Whom a ground of 行政强制法 40 speaks of: a citizen dies, an organization ends, a decision was revoked."""
    persons = {each.id for each in facts.parties if each.kind is not PartyKind.ORGANIZATION}
    fell = falls(facts) if facts.terminations else []
    for index, row in enumerate(facts.terminations):
        key = (row.party, row.cause)
        begun = [each.at for each in facts.reopenings if (each.party, each.cause) == key and each.at <= row.at]
        revoked = any(of == key and at <= row.at and (not begun or begun[-1] <= at) for of, at in fell)
        wrong = {
            TerminationGround.DEATH: "死亡的只能是公民" if row.party not in persons else "",
            TerminationGround.DISSOLUTION: "终止的只能是法人或者其他组织" if row.party in persons else "",
            TerminationGround.DECISION_REVOKED: "" if revoked else "决定没有被撤销",
        }.get(row.ground, "")
        if wrong:
            path = f"terminations[{index}].ground"
            raise LawRefused("facts.termination.ground", f"{path}：{wrong}，请另选终结执行的情形", path)


def check_regimes(facts: CaseFacts) -> None:
    """A place that is none, and rules of one province in another, would leave the case without any limit."""
    if facts.province is not None and not DIVISION_CODE.fullmatch(facts.province):
        reason = f"province：“{facts.province[:20]}”不是行政区划代码，请写二至十二位数字"
        raise LawRefused("facts.province.invalid", reason, "province")
    for index, charge in enumerate(facts.charges):
        regime, place = charge.regime, facts.province
        if regime is not None and place is not None and not place.startswith(REGIME_AREAS.get(regime, "")):
            path = f"charges[{index}].regime"
            raise LawRefused("facts.regime.elsewhere", f"{path}：《{regime.label}》不适用于行政区划{place}", path)
