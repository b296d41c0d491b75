"""审核: answers to opinions one by one, the table of proof, and what a case teaches."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.db import transaction

from tongpan.agencies.domain.actor import Actor
from tongpan.cases import policies, queries
from tongpan.cases.domain.hiding import Hiding
from tongpan.cases.models import Case, Lesson, ReviewOpinion
from tongpan.cases.steps import proving, reviewing, storing
from tongpan.kernel import ledger
from tongpan.kernel.clock import date_of
from tongpan.kernel.errors import Conflict, Forbidden, Invalid
from tongpan.law.facts import CaseFacts
from tongpan.law.penalty.review_rounds import Point
from tongpan.law.procedure import Target

LEAST_WORDS: Final = 4
MOST_TEXT: Final = proving.MOST_TEXT


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
        if changed := proving.write(case, facts, target, points):
            case.change(touched_at=now)
            rows = {code: dict(row) for code, row in points.items()}
            _record("case.proved", case, target, actor, now, changed=changed, points=rows)
        return case


def record_lesson(*, case_id: UUID, point: Point, text: str, measure: str, actor: Actor, now: datetime) -> Lesson:
    """
    Record what a decided case teaches (举一反三, M166): listed for everybody of the county who works with cases.

    Names of parties and numbers that tell a person are masked.

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
        hiding = Hiding.over(case.parties.all(), clear=False)
        made = Lesson.objects.create(
            case=case, district_id=case.district_id, domain=case.domain, point=point.value,
            text=hiding.text(text.strip()), measure=hiding.text(measure.strip()), made_at=now, made_by=actor.label,
        )  # fmt: skip
        _record("case.lesson", case, Target(), actor, now, point=point.value, reason=made.text)
        return made


def _handled(case_id: UUID, actor: Actor, now: datetime, version: int | None, said: str) -> tuple[Case, CaseFacts]:
    case = storing.load(case_id, actor, version)
    known = queries.known(case, date_of(now))
    policies.require_handler(policies.roles_of(policies.handle_of(actor, known.people), known.facts), said)
    return case, known.facts


def _record(entry: str, case: Case, target: Target, actor: Actor, now: datetime, **more: Any) -> None:
    ledger.record(
        entry, subject=case, actor=actor.label, at=now, number=case.number, party=target.party, cause=target.cause,
        **more,
    )  # fmt: skip
