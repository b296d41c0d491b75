"""What the facts of a case say on paper: the values of the vocabulary of forms, each in plain words."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Final

from tongpan.documents.domain.body import Value
from tongpan.documents.domain.choices import Layout
from tongpan.documents.domain.forms import Form
from tongpan.law.citation import Citation, chinese_number
from tongpan.law.facts import CaseFacts, Charge, Decision, Penalty
from tongpan.law.limits import rule
from tongpan.law.money import capital
from tongpan.law.penalty.kinds import PenaltyKind
from tongpan.law.procedure import Step, Target
from tongpan.law.remedies.notice import RemedyBlock, sentence
from tongpan.law.remedies.routes import Act, may_apply_through_agency, reconsideration_first
from tongpan.law.titles import APL

SURCHARGE: Final = Citation(APL, 72, 1, 1, gist="每日按罚款数额的百分之三加处罚款，不得超出罚款的数额")


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """Everything that papers of a case may say, as of a moment; of one charge where a target names it."""

    facts: CaseFacts
    details: Mapping[tuple[str, int], Mapping[str, str]]
    target: Target
    case_number: str
    title: str
    source: str
    place: str
    names: Mapping[str, str]
    """party handle → name"""
    identities: Mapping[str, Sequence[tuple[str, str]]]
    """party handle → (what, words)"""
    handlers: Sequence[tuple[str, str]]
    """name, number of the card"""
    violated: Sequence[str]
    punished: Sequence[str]
    weighing: Sequence[str]
    """how discretion was used, sentence by sentence"""
    benchmark: bool | None
    """whether there is a benchmark for what is spoken of; None: not found out"""
    organ: str
    contact: str
    court: str
    payment: str
    reconsideration: str
    titles: Mapping[str, str] = field(default_factory=dict)
    """evidence → its title"""
    papers: Sequence[tuple[str, str, date | None]] = ()
    """number, title and day of the documents in force, in the order in which they came"""

    @property
    def charge(self) -> Charge | None:
        """The charge that is spoken of; the only one where none is named."""
        found = [each for each in self.facts.charges if self.about(each)]
        return found[0] if len(found) == 1 else None

    def about(self, row: Any) -> bool:
        """Whether a row concerns what is spoken of."""
        party, cause = getattr(row, "party", ""), getattr(row, "cause", "")
        return self.target.party in ("", party) and self.target.cause in ("", cause)

    def rows(self, table: str) -> list[tuple[Any, Mapping[str, str]]]:
        """Return the rows of a table that concern what is spoken of, each with what was written beside it."""
        rows = enumerate(getattr(self.facts, table))
        return [(row, self.details.get((table, place), {})) for place, row in rows if self.about(row)]

    def last(self, table: str) -> tuple[Any, Mapping[str, str]] | None:
        """Return the latest such row."""
        found = self.rows(table)
        return found[-1] if found else None


def day_words(day: date | datetime | None) -> str:
    """Return a day as documents write it."""
    return f"{day.year}年{day.month}月{day.day}日" if day is not None else ""


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
    evidence = [row for row, _ in told.rows("evidence") if row.excluded_at is None]
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


INDEX: Final = frozenset({Step.RECONSIDER, Step.LITIGATE})
"""stages at which the list of papers is one of evidence (行政复议法 48, 行政诉讼法 67)"""


def _outcome(told: Told, form: Form) -> dict[str, Value]:
    decided = told.last("decisions")
    decision: Decision | None = decided[0] if decided is not None else None
    fined = decision is not None and decision.penalty is not None and PenaltyKind.FINE in decision.penalty.kinds
    return {
        "penalty": penalty_text(decision.penalty) if decision is not None else "",
        "performance": performance_text(told.payment, decision.perform_by if decision else None) if fined else "",
        "heard": heard_text(told),
        "remedies": remedies_text(told, Act(form.act)) if form.act else "",
        "publicity": PUBLICITY,
        "earlier_number": (decided[1].get("number", "") if decided is not None else ""),
    }


PUBLICITY: Final = (
    "本决定具有一定社会影响、依法应当公开的，本机关将予以公开；公开后被依法变更、撤销、确认违法或者确认无效的，"
    "本机关将在三个工作日内撤回公开信息并公开说明理由（行政处罚法第四十八条）。"
)


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
    through = told.organ if may_apply_through_agency(act, by_monitoring=False) else ""
    block = RemedyBlock(act, (told.reconsideration,), told.court, reconsideration_first(act), through_agency=through)
    return sentence(block)


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
    if parts and not told.rows("statements") and not told.rows("hearings") and told.last("decisions") is not None:
        parts.append("当事人在告知的期限内没有陈述、申辩，也没有要求听证。")
    return "".join(parts)


def _of_notice(told: Told) -> dict[str, Value]:
    found = told.last("notices")
    return {"reply_by": day_words(found[0].reply_by)} if found is not None else {}


def _of_hearing(told: Told) -> dict[str, Value]:
    notice, held = told.last("hearing_notices"), told.last("hearings")
    chairs = [each.officer for each in told.facts.assignments if each.role.value == "CHAIR"]
    found: dict[str, Value] = {"chair": held[0].chair if held is not None else "、".join(chairs)}
    if notice is not None:
        found |= {"hearing_on": day_words(notice[0].held_on), "hearing_where": notice[1].get("where", "")}
    if held is not None:
        found |= {"record": held[1].get("report", ""), "conclusion": held[0].outcome.label}
    return found


def _of_statement(told: Told) -> dict[str, Value]:
    found = [pair for pair in told.rows("statements") if not pair[0].waived]
    return {"said": found[-1][1].get("said", ""), "answer": found[-1][1].get("answer", "")} if found else {}


def _of_review(told: Told) -> dict[str, Value]:
    found = told.last("reviews")
    return {"review_opinion": found[1].get("opinion", ""), "conclusion": _passed(found[0])} if found is not None else {}


def _passed(row: Any) -> str:
    return "审核通过" if row.passed else "退回补正"


def _of_deliberation(told: Told) -> dict[str, Value]:
    found = told.last("deliberations")
    return {"conclusion": found[0].conclusion, "members": list(found[0].heads)} if found is not None else {}


def _of_prolongation(told: Told) -> dict[str, Value]:
    rows = [(row, told.details.get(("prolongations", at), {})) for at, row in enumerate(told.facts.prolongations)]
    return {"why": rows[-1][1].get("why", ""), "matter": f"延长办案期限{rows[-1][0].days}日"} if rows else {}


def _of_preservation(told: Told) -> dict[str, Value]:
    found = told.last("preservations")
    if found is None:
        return {}
    row, words = found
    return {
        "things": _things(words.get("what", "")), "from_day": day_words(row.at), "why": words.get("why", ""),
        "result": row.disposal.label if row.disposal is not None else "",
    }  # fmt: skip


def _of_measure(told: Told) -> dict[str, Value]:
    found = told.last("measures")
    if found is None:
        return {}
    row, words = found
    return {
        "things": _things(words.get("what", "")), "from_day": day_words(row.at), "why": words.get("why", ""),
        "matter": row.kind.label, "until_day": day_words(row.ended_at),
    }  # fmt: skip


def _of_testing(told: Told) -> dict[str, Value]:
    found = told.last("measures")
    if found is None or not found[0].tests:
        return {}
    test = found[0].tests[-1]
    return {"from_day": day_words(test.start), "until_day": day_words(test.until), "where": found[1].get("where", "")}


def _things(text: str) -> list[list[str]]:
    return [[line.strip(), "", "", ""] for line in text.splitlines() if line.strip()]


def _of_demand(told: Told) -> dict[str, Value]:
    found = told.last("demands")
    return {"due_by": day_words(found[0].perform_by)} if found is not None else {}


def _of_deferral(told: Told) -> dict[str, Value]:
    found = told.last("deferrals")
    if found is None:
        return {}
    return {"until_day": day_words(found[0].until), "why": found[1].get("why", ""), "result": found[1].get("plan", "")}


def _of_police(told: Told) -> dict[str, Value]:
    found = told.last("referrals")
    return {"why": found[0].reasons, "earlier_number": found[1].get("number", "")} if found is not None else {}


def _of_filing(told: Told) -> dict[str, Value]:
    filed = told.facts.filing
    return {"from_day": day_words(filed.at) if filed is not None else ""}


STAGES: Final[Mapping[Step, Callable[[Told], Mapping[str, Value]]]] = {
    Step.FILE: _of_filing,
    Step.NOTIFY: _of_notice,
    Step.STATE: _of_statement,
    Step.RECHECK: _of_statement,
    Step.FIX_HEARING: _of_hearing,
    Step.HOLD_HEARING: _of_hearing,
    Step.REVIEW: _of_review,
    Step.DELIBERATE: _of_deliberation,
    Step.EXTEND_DECISION: _of_prolongation,
    Step.PRESERVE: _of_preservation,
    Step.PRESERVE_URGENT: _of_preservation,
    Step.DISPOSE: _of_preservation,
    Step.RELEASE: _of_preservation,
    Step.IMPOSE: _of_measure,
    Step.IMPOSE_URGENT: _of_measure,
    Step.EXTEND_MEASURE: _of_measure,
    Step.LIFT: _of_measure,
    Step.START_TEST: _of_testing,
    Step.DEMAND: _of_demand,
    Step.DEFER: _of_deferral,
    Step.TRANSFER: _of_police,
    Step.APPROVE_REFERRAL: _of_police,
    Step.REFUSE_REFERRAL: _of_police,
}
"""what a stage adds"""
DECIDING: Final = frozenset({Step.DECIDE, Step.DECIDE_NONE, Step.DECIDE_ON_SPOT})


def day_of(form: Form, told: Told) -> date | None:
    """Return the day that stands on a decision: that of the decision (APL 59 ¶1(6)); None is the day it is made."""
    if not DECIDING.intersection(steps_of(form)):
        return None
    found = told.last("decisions")
    at: datetime | None = found[0].at if found is not None else None
    return at.date() if at is not None else None
