"""下一步 in JSON: the facts of a case read strictly, the outlook written out."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from tongpan.law.calendar import WorkCalendar
from tongpan.law.conflicts import Question
from tongpan.law.facts import read_facts
from tongpan.law.facts.reading import read_moment
from tongpan.law.procedure import Blocked, Offer, Outlook, RunningLimit, Target, next_steps
from tongpan.law.refusal import LawRefused
from tongpan.law.verdict import Breach

Json = dict[str, Any]


def ask(document: object, at: str | None, now: datetime, calendar: WorkCalendar) -> Json:
    """
    Return the outlook of the facts in a JSON document at a moment ("at" in the document, the argument, or now).

    :raises LawRefused: if facts or moment cannot be
    """
    written = at
    if isinstance(document, Mapping) and "at" in document:
        document = dict(document)
        own = document.pop("at")
        written = at if at is not None else own
    facts = read_facts(document)
    moment = now if written is None else read_moment(written, "at")
    return as_json(next_steps(facts, moment, calendar), moment)


def as_json(found: Outlook, at: datetime) -> Json:
    """Return the outlook as a JSON object."""
    return {
        "at": at.isoformat(timespec="minutes"),
        "steps": [_step(each) for each in found.steps],
        "blocked": [{**_step(each), "reasons": [_breach(one) for one in each.breaches]} for each in found.blocked],
        "limits": [_limit(each) for each in found.limits],
        "questions": [_question(each) for each in found.questions],
        "warnings": [_breach(each) for each in found.warnings],
    }


def as_error(refusal: LawRefused) -> Json:
    """Return a refusal as a JSON object."""
    return {"error": {"code": refusal.code, "message": refusal.message, "field": refusal.field}}


def as_text(found: Json) -> str:
    """Return the outlook in Chinese lines."""
    lines = [f"可以办理（{found['at']}）："]
    lines += [f"  {each['label']}{_where(each)}" for each in found["steps"]] or ["  无"]
    lines += ["暂不能办理："] if found["blocked"] else []
    for each in found["blocked"]:
        lines.append(f"  {each['label']}{_where(each)}")
        lines += [f"    {one['message']}（{one['citation'] or '约定'}）→ {one['missing']}" for one in each["reasons"]]
    lines += ["正在计算的期限："] if found["limits"] else []
    lines += [f"  {each['rule']}{_where(each)}：{each['explanation']}" for each in found["limits"]]
    lines += ["需要人来答复："] if found["questions"] else []
    lines += [f"  {each['asks']}（建议：{each['recommended']}）" for each in found["questions"]]
    lines += ["提醒："] if found["warnings"] else []
    lines += [f"  {each['message']}" for each in found["warnings"]]
    return "\n".join(lines)


def _where(each: Json) -> str:
    named = "、".join(value for value in (each["party"], each["cause"], each["ref"]) if value)
    return f"（{named}）" if named else ""


def _target(target: Target) -> Json:
    return {"party": target.party, "cause": target.cause, "ref": target.ref}


def _step(each: Offer | Blocked) -> Json:
    return {"step": each.step.value, "label": each.step.label, **_target(each.target)}


def _breach(breach: Breach) -> Json:
    return {
        "code": breach.code,
        "message": breach.message,
        "citation": str(breach.citation) if breach.citation is not None else None,
        "missing": breach.missing,
        "grade": breach.grade,
        "overridable": breach.overridable,
    }


def _limit(each: RunningLimit) -> Json:
    limit = each.limit
    return {
        "rule": each.rule,
        **_target(each.target),
        "due_on": limit.due_on.isoformat() if limit.due_on is not None else None,
        "due_at": limit.due_at.isoformat() if limit.due_at is not None else None,
        "act_by": limit.act_by.isoformat() if limit.act_by is not None else None,
        "kind": limit.kind.value,
        "threatens": each.threatens,
        "over": each.over,
        "explanation": limit.explanation,
        "citation": str(limit.citation) if limit.citation is not None else None,
    }


def _question(each: Question) -> Json:
    return {
        "number": each.number,
        "code": each.code,
        "asks": each.asks,
        "options": [
            {"key": option.key, "label": option.label, "follows": option.follows, "changes": option.changes}
            for option in each.options
        ],
        "recommended": each.recommendation.label,
        "because": each.because,
        "answered_by": each.answered_by.label,
        "basis": [str(one) for one in each.basis],
    }
