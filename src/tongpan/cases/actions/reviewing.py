"""审核: answers to opinions one by one, the table of proof, and what a case teaches."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.db import transaction

from tongpan.agencies.domain.actor import Actor
from tongpan.cases import policies, queries
from tongpan.cases.domain.proof import Element, elements, of_charge
from tongpan.cases.models import Case, Lesson, ProofPoint, ReviewOpinion
from tongpan.cases.steps import reviewing, storing
from tongpan.kernel import ledger
from tongpan.kernel.clock import date_of
from tongpan.kernel.crypto import mask_personal
from tongpan.kernel.errors import Conflict, Forbidden, Invalid, NotFound
from tongpan.law.facts import CaseFacts
from tongpan.law.facts.words import Role
from tongpan.law.penalty.review_rounds import Point
from tongpan.law.procedure import Target

LEAST_WORDS: Final = 4
MOST_TEXT: Final = 2000


def answer_opinions(
    *,
    case_id: UUID,
    target: Target,
    answers: Sequence[Mapping[str, Any]],
    actor: Actor,
    now: datetime,
    version: int | None = None,
) -> list[ReviewOpinion]:
    """
    Answer opinions of the last review, some or all (``number``, ``reply``, ``answer``); the case is not submitted yet.

    :raises Conflict: if the last review passed, or the case was submitted again already
    :raises Forbidden: if the actor does not handle the case
    :raises Invalid: if an answer says nothing, or names no opinion
    :raises NotFound: as ever
    """
    with transaction.atomic(durable=True):
        case, _ = _handled(case_id, actor, now, version, "审核意见由本案的承办人答复")
        last = reviewing.last_round(case, target.party, target.cause)
        if last is None or last.passed or last.resubmitted_at is not None:
            raise Conflict("现在没有要答复的审核意见，请刷新后查看", code="case.review.none")
        told, opinions = reviewing.answer(last, answers, actor, now)
        if told:
            case.change(touched_at=now)
            _record("case.opinions_answered", case, target, actor, now, round=last.number, answers=told)
        return opinions


def prove(
    *,
    case_id: UUID,
    target: Target,
    points: Mapping[str, Mapping[str, Any]],
    actor: Actor,
    now: datetime,
    version: int | None = None,
) -> Case:
    """
    Write lines of the table of facts, evidence and articles, by element (``finding``, ``evidence``, ``article``).

    :raises Conflict: if it is decided already, or somebody else was faster
    :raises Forbidden: if the actor does not handle the case
    :raises Invalid: if there is no such element or evidence
    :raises NotFound: as ever
    """
    with transaction.atomic(durable=True):
        case, facts = _handled(case_id, actor, now, version, "事实、证据和法条的对照由本案的承办人填写")
        found = of_charge(facts, target.party, target.cause)
        if found is None:
            raise NotFound("本案没有这个当事人或者案由，请刷新后再填")
        if any((each.party, each.cause) == (target.party, target.cause) for each in facts.decisions):
            raise Conflict("已经作出决定，对照表不能再改", code="case.decided")
        party, charge, evidence = found
        wanted = {each.code: each for each in elements(party, charge, (), ())}
        names = [each.id for each in evidence]
        told = [_prove(case, target, wanted, code, row, names) for code, row in points.items()]
        if changed := [text for text in told if text]:
            case.change(touched_at=now)
            rows = {code: dict(row) for code, row in points.items()}
            _record("case.proved", case, target, actor, now, changed=changed, points=rows)
        return case


def _prove(
    case: Case, target: Target, wanted: Mapping[str, Element], code: str, row: Mapping[str, Any], names: Sequence[str]
) -> str:
    """Write one line; return what is told of it, or nothing where it stays as it was."""
    if code not in wanted:
        raise Invalid("没有这一项要证明的事实，请刷新后再填")
    chosen, finding = list(row.get("evidence") or []), str(row.get("finding") or "").strip()
    article = str(row.get("article") or "").strip()
    if any(name not in names for name in chosen) or len(finding) > MOST_TEXT or len(article) > 300:
        wrong = f"“{wanted[code].label}”：证据应当是本案已经取得的；认定的事实至多{MOST_TEXT}字，依据至多300字"
        raise Invalid(wrong, fields={f"finding_{code}": wrong})
    values = {"finding": finding, "evidence": chosen, "article": article}
    key = {"case": case, "party": target.party, "cause": target.cause, "code": code}
    old = ProofPoint.objects.filter(**key).first()
    if old is None:
        if not (finding or chosen or article):
            return ""
        ProofPoint.objects.create(**key, **values)
        return f"填写了“{wanted[code].label}”"
    if (old.finding, old.evidence, old.article) == (finding, chosen, article):
        return ""
    ProofPoint.objects.filter(pk=old.pk).update(**values)
    return f"修改了“{wanted[code].label}”"


def record_lesson(*, case_id: UUID, point: Point, text: str, measure: str, actor: Actor, now: datetime) -> Lesson:
    """
    Record what a decided case teaches (举一反三, M166): listed for everybody of the county who works with cases.

    Numbers that tell a person are masked; names do not belong there.

    :raises Conflict: while nothing is decided or closed
    :raises Forbidden: if the actor has no part in the case
    :raises Invalid: if nothing is said
    :raises NotFound: as ever
    """
    with transaction.atomic(durable=True):
        case = storing.load(case_id, actor, None)
        known = queries.known(case, date_of(now))
        if not policies.roles_of(policies.handle_of(actor, known.people), known.facts):
            raise Forbidden("举一反三由本案的承办、审核和负责人员记录")
        if not known.facts.decisions and known.facts.closing is None:
            raise Conflict("作出决定或者结案以后再总结", code="case.lesson.early")
        if not LEAST_WORDS <= len(text.strip()) <= MOST_TEXT or len(measure) > MOST_TEXT:
            wrong = f"请写明经验或者教训，至多{MOST_TEXT}字"
            raise Invalid(wrong, fields={"text": wrong})
        made = Lesson.objects.create(
            case=case, district_id=case.district_id, domain=case.domain, point=point.value,
            text=mask_personal(text.strip()), measure=mask_personal(measure.strip()), made_at=now, made_by=actor.label,
        )  # fmt: skip
        _record("case.lesson", case, Target(), actor, now, point=point.value, reason=made.text)
        return made


def _handled(case_id: UUID, actor: Actor, now: datetime, version: int | None, said: str) -> tuple[Case, CaseFacts]:
    case = storing.load(case_id, actor, version)
    known = queries.known(case, date_of(now))
    if Role.HANDLER not in policies.roles_of(policies.handle_of(actor, known.people), known.facts):
        raise Forbidden(said)
    return case, known.facts


def _record(entry: str, case: Case, target: Target, actor: Actor, now: datetime, **more: Any) -> None:
    ledger.record(
        entry, subject=case, actor=actor.label, at=now, number=case.number, party=target.party, cause=target.cause,
        **more,
    )  # fmt: skip
