"""What the facts of a case say on paper: the values of the vocabulary of forms, each in plain words."""

from datetime import date, datetime
from typing import Final

from tongpan.cases.domain.stagewords import STAGES
from tongpan.cases.domain.told import Told, day_words
from tongpan.documents.domain.body import Value
from tongpan.documents.domain.choices import Layout
from tongpan.documents.domain.forms import Form
from tongpan.law.citation import Citation, chinese_number
from tongpan.law.facts import Charge, Decision, Penalty
from tongpan.law.limits import rule
from tongpan.law.money import capital
from tongpan.law.penalty.kinds import PenaltyKind
from tongpan.law.procedure import Step
from tongpan.law.remedies.notice import RemedyBlock, sentence
from tongpan.law.remedies.routes import Act, may_apply_through_agency, reconsideration_first
from tongpan.law.titles import APL

SURCHARGE: Final = Citation(APL, 72, 1, 1, gist="每日按罚款数额的百分之三加处罚款，不得超出罚款的数额")


def penalty_text(penalty: Penalty | None) -> str:
    """Return a penalty with each sum in words and in figures: 罚款人民币贰佰元整（¥200元）."""
    if penalty is None:
        return ""
    sums = {
        PenaltyKind.FINE: penalty.fine, PenaltyKind.CONFISCATE_INCOME: penalty.income,
        PenaltyKind.CONFISCATE_GOODS: penalty.goods,
    }  # fmt: skip
    said = []
    for kind in penalty.kinds:
        amount = sums.get(kind)
        said.append(
            kind.label + (f"人民币{capital(amount)}（¥{str(amount).removesuffix('元')}）" if amount is not None else "")
        )
    return "；".join(said)


def values_for(form: Form, told: Told) -> dict[str, Value]:
    """Return what a form is filled with: what is known of the case, and what its stage adds. Nothing is guessed."""
    found: dict[str, Value] = {**_who(told, form), **_what(told), **_outcome(told, form), **_lists(told, form)}
    for step in steps_of(form):
        if (stage := STAGES.get(step)) is not None:
            found |= {key: value for key, value in stage(told).items() if value}
    wanted = {one.name for one in form.fields}
    return {name: value for name, value in found.items() if name in wanted and value}


def steps_of(form: Form) -> list[Step]:
    """Return the steps whose taking a form belongs to."""
    return [Step(name) for name in form.stages if name in Step.__members__]


def _who(told: Told, form: Form) -> dict[str, Value]:
    party = told.target.party or (told.charge.party if told.charge is not None else "")
    parties = [party] if party else list(told.names)
    return {
        "party": "、".join(told.names[one] for one in parties if one in told.names),
        "identity": [list(pair) for one in parties for pair in told.identities.get(one, ())],
        "case_number": told.case_number,
        "cause": _cause_name(told),
        "source": told.source,
        "place": told.place,
        "where": told.place if form.layout is Layout.RECORD else "",
        "handlers": "、".join(f"{name}（执法证号 {card}）" if card else name for name, card in told.handlers),
        "handler_names": [f"{name}　执法证号 {card}" if card else name for name, card in told.handlers],
        "contact": told.contact,
    }


def _cause_name(told: Told) -> str:
    causes = [each.name for each in told.facts.causes if told.target.cause in ("", each.id)]
    return "、".join(causes) or told.title


def _what(told: Told) -> dict[str, Value]:
    charge = told.charge
    beside = next((words for row, words in told.rows("charges") if row is charge), {}) if charge is not None else {}
    report = told.last("reports")
    finding = report[1].get("finding", "") if report is not None else ""
    evidence = [row for row, _ in told.rows("evidence") if row.excluded_at is None and _relied_on(told, row.id)]
    return {
        "act_on": _span(charge) if charge is not None else "",
        "summary": beside.get("finding", "") or finding,
        "facts": finding or beside.get("finding", ""),
        "correction": beside.get("correction", ""),
        "evidence": [told.titles.get(each.id, each.kind.label) for each in evidence],
        "violated": "、".join(told.violated),
        "basis": "、".join(told.punished),
        "reasons": "；".join(told.weighing) + ("。" if told.weighing else ""),
        "proposed": penalty_text(charge.proposed) if charge is not None else "",
    }


def _relied_on(told: Told, evidence: str) -> bool:
    """Whether a decision, or else a notice, builds on a piece of evidence; on each where it names none."""
    for table in ("decisions", "notices"):
        if (found := told.last(table)) is not None:
            return not found[0].evidence or evidence in found[0].evidence
    return True


def _span(charge: Charge) -> str:
    first, last = day_words(charge.act_on), day_words(charge.act_until)
    return f"{first}至{last}" if last and last != first else first


def _lists(told: Told, form: Form) -> dict[str, Value]:
    """Return what a file is made of: its papers for the index of the file, its evidence for that of a remedy."""
    evidence = [
        (told.titles.get(row.id, row.kind.label), words.get("shows", ""), row)
        for row, words in told.rows("evidence")
        if row.excluded_at is None
    ]
    if INDEX.intersection(steps_of(form)):
        rows = [[title, "、".join(row.officers), shows, ""] for title, shows, row in evidence]
    else:
        dated = [(number, title, day_words(day)) for number, title, day in told.papers]
        dated += [("", title, day_words(row.at)) for title, _, row in evidence]
        rows = [[*one, ""] for one in dated]
    filed, decided = told.facts.filing, told.last("decisions")
    return {
        "papers": [[str(n), *row] for n, row in enumerate(rows, 1)],
        "rules": list(dict.fromkeys((*told.violated, *told.punished))),
        "filed_on": day_words(filed.at) if filed is not None else "",
        "decided_on": day_words(decided[0].at) if decided is not None else "",
    }


INDEX: Final = frozenset({Step.RECONSIDER, Step.LITIGATE, Step.ANSWER_REMEDY})
"""stages at which the list of papers is one of evidence (行政复议法 48, 行政诉讼法 67)"""


def _outcome(told: Told, form: Form) -> dict[str, Value]:
    decided = told.last("decisions")
    decision: Decision | None = decided[0] if decided is not None else None
    deciding = bool(DECIDING.intersection(steps_of(form)))
    fined = decision is not None and decision.penalty is not None and PenaltyKind.FINE in decision.penalty.kinds
    return {
        "penalty": penalty_text(decision.penalty) if decision is not None else "",
        "performance": performance_text(told.payment, decision.perform_by) if decision and fined and deciding else "",
        "heard": heard_text(told),
        "remedies": remedies_text(told, Act(form.act)) if form.act else "",
        "publicity": PUBLICITY,
        "earlier_number": (decided[1].get("number", "") if decided is not None else ""),
    }


PUBLICITY: Final = (
    "本决定具有一定社会影响、依法应当公开的，本机关将予以公开；公开后被依法变更、撤销、确认违法或者确认无效的，"
    "本机关将在三个工作日内撤回公开信息并公开说明理由（行政处罚法第四十八条）。"
)


def with_code(payment: str, code: str) -> str:
    """Return the way of paying with the code by which the payment is recognised, as a decision prints both."""
    how = payment.strip().rstrip("。；")
    return "；".join(filter(None, (how, f"缴款码{code}"))) if code else payment


def performance_text(payment: str, perform_by: date | None = None) -> str:
    """
    Return how and until when a fine is paid, and what follows where it is not.

    Law: APL 67 ¶3, 72 ¶1(1).
    """
    days = chinese_number(rule("DL-23").provisions[0].quantity or 0)
    national = rule("DL-24").national
    assert national is not None
    percent = chinese_number(int(national.parameters["daily_percent"]))
    how = payment.strip().rstrip("。")
    also = f"其他义务应当在{day_words(perform_by)}前履行。" if perform_by is not None else ""
    return (
        f"罚款应当自收到本决定书之日起{days}日内缴纳{'：' + how if how else ''}。"
        f"到期不缴纳罚款的，每日按罚款数额的百分之{percent}加处罚款，加处罚款的数额不超出罚款的数额。{also}"
    )


def remedies_text(told: Told, act: Act) -> str:
    """Return the words on redress; nothing while nobody knows to whom or to which court."""
    if not told.reconsideration or not told.court:
        return ""
    return redress(act, told.organ, told.reconsideration, told.court)


def redress(act: Act, organ: str, reconsideration: str, court: str) -> str:
    """
    Return the sentence on redress against an act of an organ.

    Law: 行政复议法 20, 23 ¶1(1), ¶2, 32 ¶1; 行政诉讼法 45.
    """
    through = organ if may_apply_through_agency(act, by_monitoring=False) else ""
    return sentence(RemedyBlock(act, (reconsideration,), court, reconsideration_first(act), through_agency=through))


def heard_text(told: Told) -> str:
    """Return how the party was told and heard, and what came of it. Law: APL 44, 45, 63, 64."""
    parts = []
    if (notice := told.last("notices")) is not None and notice[0].served_at is not None:
        parts.append(
            f"本机关于{day_words(notice[0].served_at)}向当事人送达事先告知书，告知拟处罚的内容、事实、理由、依据和享有的权利。"
        )
    for row, words in told.rows("statements"):
        if row.waived:
            parts.append(f"当事人于{day_words(row.at)}明确放弃陈述、申辩。")
            continue
        said, answer = words.get("said", ""), words.get("answer", "")
        parts.append(f"当事人于{day_words(row.at)}陈述、申辩" + (f"：{said.rstrip('。')}。" if said else "。"))
        if row.rechecked_at is not None:
            how = f"：{answer.rstrip('。')}。" if answer else "，本机关对其提出的事实、理由和证据已经核实。"
            parts.append(f"经复核{how}")
    for row, words in told.rows("hearings"):
        how = f"：{words['report'].rstrip('。')}。" if words.get("report") else "。"
        parts.append(f"本机关于{day_words(row.at)}组织听证，{row.outcome.label}{how}")
    if parts and not told.rows("statements") and told.last("decisions") is not None:
        parts.append("当事人在告知的期限内没有陈述、申辩。")
    if parts and told.last("decisions") is not None and not told.rows("hearings"):
        parts.append(_no_hearing(told))
    return "".join(parts)


def _no_hearing(told: Told) -> str:
    """Return why there was no hearing, where the party was told that it may ask for one. Law: APL 63, 64."""
    notice = told.last("notices")
    if notice is None or not notice[0].hearing_told:
        return ""
    if told.rows("hearing_requests"):
        asked = told.rows("hearing_requests")[-1][0]
        return f"当事人于{day_words(asked.at)}要求听证，没有举行听证。"
    return "当事人在告知的期限内没有要求听证。"


DECIDING: Final = frozenset({Step.DECIDE, Step.DECIDE_NONE, Step.DECIDE_ON_SPOT})


def day_of(form: Form, told: Told) -> date | None:
    """Return the day that stands on a decision: that of the decision (APL 59 ¶1(6)); None is the day it is made."""
    if not DECIDING.intersection(steps_of(form)):
        return None
    found = told.last("decisions")
    at: datetime | None = found[0].at if found is not None else None
    return at.date() if at is not None else None
