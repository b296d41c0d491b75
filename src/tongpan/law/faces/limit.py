"""The question 期限至哪一日, as JSON: one row of the register, or a period of one's own, from one trigger."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from tongpan.law.calendar import CalendarNotHeld, WorkCalendar
from tongpan.law.citation import Citation
from tongpan.law.faces import reading
from tongpan.law.limits import LimitRefused, LimitRule, Provision, compute_limit, find_provision, rule
from tongpan.law.period import Exclusion, Extension, InvalidPeriod, Kind, Limit, Period, Start, Unit, compute
from tongpan.law.refusal import LawRefused

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked: a rule, or a quantity with its unit; everything read, nothing decided."""

    trigger: date | datetime
    rule: str | None = None
    quantity: int | None = None
    unit: Unit | None = None
    kind: Kind = Kind.MUST_BY
    start: Start = Start.NEXT_DAY
    regime: str | None = None
    province: str | None = None
    exclusions: tuple[Exclusion, ...] = ()
    extensions: tuple[Extension, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """The limit, and the text it stands on where a rule was asked for."""

    question: Question
    limit: Limit
    rule: LimitRule | None = None
    provision: Provision | None = None
    calendar: str = ""
    citations: Sequence[Citation] = field(default=())


def read(asked: Mapping[str, Any]) -> Question:
    """
    Return the question that a JSON object asks; keys it does not know are left alone.

    :raises LawRefused: if it cannot be read, or asks for both a rule and a period of its own, or for neither
    """
    name = reading.text(asked.get("rule"), "rule")
    own = asked.get("quantity")
    if name is None and own is None:
        raise LawRefused(
            "face.limit.nothing", "请指明期限编号（如 DL-12），或者给出数量和单位（如 15 个工作日）", "rule"
        )
    if name is not None and asked.get("unit") is not None:
        raise LawRefused("face.limit.both", "期限编号和自定的单位只能选一样：编号的单位由条文规定", "unit")
    return Question(
        trigger=reading.trigger(asked.get("trigger")),
        rule=name.upper() if name else None,
        quantity=None if own is None else reading.quantity(own),
        unit=None if name else reading.unit(asked.get("unit")),
        kind=Kind.MUST_BY if asked.get("kind") is None else reading.kind(asked["kind"]),
        start=Start.NEXT_DAY if asked.get("start") is None else reading.start(asked["start"]),
        regime=(reading.text(asked.get("regime"), "regime") or "").upper() or None,
        province=reading.text(asked.get("province"), "province"),
        exclusions=reading.exclusions(asked.get("exclusions")),
        extensions=reading.extensions(asked.get("extensions")),
    )


def answer(question: Question, calendar: WorkCalendar) -> Answer:
    """
    Return the limit that a question asks for.

    Law: each row cites its own; APL 85; ACL 69.

    :raises LawRefused: if the law knows no such limit, or the facts cannot be counted
    """
    try:
        return _answer(question, calendar)
    except CalendarNotHeld as unknown:
        first = calendar.first_published
        reason = f"{unknown}，{first.year}年之前的期限请人工核对"
        raise LawRefused("limits.calendar.not_held", reason, "trigger") from unknown
    except InvalidPeriod as mistake:
        raise LawRefused("limits.facts.invalid", str(mistake), "trigger") from mistake


def _answer(question: Question, calendar: WorkCalendar) -> Answer:
    if question.rule is None:
        if question.quantity is None or question.unit is None:
            raise LawRefused("face.limit.nothing", "请给出数量和单位（如 15 个工作日）", "quantity")
        period = Period(question.quantity, question.unit, question.kind, question.start)
        limit = compute(
            period, question.trigger, calendar, exclusions=question.exclusions, extensions=question.extensions
        )
        return Answer(question, limit, calendar=calendar.version)
    named = rule(question.rule)
    provision = find_provision(named, question.regime, question.province)
    if provision.unit is Unit.HOUR and not isinstance(question.trigger, datetime):
        reason = f"本期限以小时计算，起算时间请写到几点几分，例如 {question.trigger}T09:30"
        raise LimitRefused("limits.moment.missing", reason, provision.citation, "trigger")
    limit = compute_limit(
        named.id, question.trigger, calendar, question.regime, question.province, question.exclusions,
        question.extensions, quantity=question.quantity,
    )  # fmt: skip
    return Answer(question, limit, named, provision, calendar.version, provision.citations)


def as_json(answered: Answer) -> Json:
    """Return an answer as plain values; what does not apply is null."""
    question, limit, provision = answered.question, answered.limit, answered.provision
    unit = provision.unit if provision is not None else question.unit
    return {
        "rule": answered.rule.id if answered.rule else None,
        "from": answered.rule.trigger if answered.rule else None,
        "to": answered.rule.end if answered.rule else None,
        "trigger": question.trigger.isoformat(),
        "quantity": question.quantity if question.quantity is not None or provision is None else provision.quantity,
        "unit": unit.value if unit else None,
        "kind": limit.kind.value,
        "due_on": _iso(limit.due_on),
        "due_at": _iso(limit.due_at),
        "safe_end": _iso(limit.safe_end),
        "legal_end": _iso(limit.legal_end),
        "last_waiting_on": _iso(limit.last_waiting_on),
        "awaiting_year": limit.awaiting_year,
        "earliest_safe_on": _iso(limit.earliest_safe_on),
        "provisional": limit.provisional,
        "suspended_since": _iso(limit.suspended_since),
        "explanation": limit.explanation,
        "article": str(provision.citation) if provision else None,
        "citations": [{"place": str(each), "statute": each.statute, "gist": each.gist} for each in answered.citations],
        "effect": provision.effect.value if provision else None,
        "regime": provision.regime.value if provision and provision.regime else None,
        "area": provision.area if provision else None,
        "grade": provision.grade if provision else None,
        "reading": provision.reading if provision else "",
        "note": provision.note if provision else "",
        "calendar": answered.calendar,
    }


def ask(asked: Mapping[str, Any], calendar: WorkCalendar) -> Json:
    """
    Return the answer to one JSON object, as JSON.

    :raises LawRefused: with a code and the reason in Chinese
    """
    return as_json(answer(read(asked), calendar))


def as_error(refusal: LawRefused) -> Json:
    """Return a refusal as JSON."""
    return {"code": refusal.code, "message": str(refusal), "field": refusal.field}


def as_text(answered: Answer) -> str:
    """Return an answer as lines for a terminal."""
    limit, provision, named = answered.limit, answered.provision, answered.rule
    lines = [("期限", f"{named.id} {named.trigger} → {named.end}" if named else "自定期间")]
    lines.append(("种类", limit.kind.label))
    lines.append(("届满", _due_words(limit)))
    lines += [("不顺延的末日", _iso(limit.safe_end) or "—"), ("顺延后的末日", _iso(limit.legal_end) or "—")]
    if limit.earliest_safe_on is not None:
        lines.append(("最早安全日", limit.earliest_safe_on.isoformat()))
    lines.append(("说明", limit.explanation))
    if provision is not None:
        lines += [("依据", f"{each}：{each.gist}") for each in provision.citations]
        lines.append(("后果", provision.effect.label))
        lines += [(name, words) for name, words in (("读法", provision.reading), ("注意", provision.note)) if words]
        lines.append(("核对", f"{provision.grade} 级，{provision.grade_label}"))
    return "\n".join(f"{name}：{words}" for name, words in lines)


def _due_words(limit: Limit) -> str:
    if limit.due_at is not None:
        return f"{limit.due_at:%Y-%m-%d %H:%M}"
    if limit.due_on is not None:
        return f"{limit.due_on}{'（暂定）' if limit.provisional else ''}"
    if limit.awaiting_year is not None:
        return f"暂算，待国务院{limit.awaiting_year}年放假通知"
    return "未定"


def _iso(moment: date | datetime | None) -> str | None:
    return moment.isoformat() if moment is not None else None
