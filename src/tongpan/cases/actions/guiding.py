"""办案指引: evidence ticked against elements, the inquiry that was walked through, a specialist's second opinion."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from tongpan.agencies import queries as agencies
from tongpan.agencies.domain.actor import Actor
from tongpan.cases import policies, queries
from tongpan.cases.actions.stepping import take_step
from tongpan.cases.events import OpinionAsked
from tongpan.cases.models import Case, SecondOpinion
from tongpan.cases.steps import noting, proving, storing
from tongpan.kernel import ledger, outbox
from tongpan.kernel.clock import date_of
from tongpan.kernel.errors import Conflict, Forbidden, Invalid, NotFound
from tongpan.law.facts import remaining
from tongpan.law.penalty.evidence import EvidenceKind
from tongpan.law.procedure import Step, Target
from tongpan.powers import queries as powers

MOST_QUESTION = 1000
MOST_ANSWER = 2000
MOST_DRAFT = 20_000


def prove_elements(
    *, case_id: UUID, cause: str, proofs: Mapping[str, Iterable[str]], actor: Actor, now: datetime,
    version: int | None = None,
) -> Case:  # fmt: skip
    """
    Say which evidence proves which element; what is not named proves nothing any more. `proofs`: element → evidence.

    The table of facts, evidence and articles of each charge (`reviewing.prove`) is what is written.

    :raises Forbidden: if the actor does not handle the case
    :raises Invalid: if there is no such element or piece of evidence
    :raises Conflict, NotFound: as ever
    """
    with transaction.atomic(durable=True):
        case = storing.load(case_id, actor, version)
        known = queries.known(case, date_of(now))
        noting.require_handler(actor, known, "要件和证据由本案的承办人核对")
        if cause not in {each.id for each in known.facts.causes}:
            raise NotFound("本案没有这个案由，请刷新后再填")
        elements = {each.key for each in powers.script(cause, case.domain).elements}
        own = {each.id: each.party for each in known.facts.evidence if each.cause == cause}
        wanted = {element: [piece for piece in named] for element, named in proofs.items()}
        if wanted.keys() - elements or any(piece not in own for named in wanted.values() for piece in named):
            raise Invalid("勾选的要件或者证据已经变了，请刷新后再填")
        changed: list[str] = []
        for charge in (each for each in remaining(known.facts).charges if each.cause == cause):
            points = {
                element: {"evidence": [piece for piece in wanted.get(element, ()) if own[piece] == charge.party]}
                for element in sorted(elements)
            }
            changed += proving.write(case, known.facts, Target(charge.party, cause), points)
        if changed:
            noting.note(
                case, "case.proved", actor, now, party="", cause=cause, ref="", changed=list(dict.fromkeys(changed)),
                proofs=wanted,
            )  # fmt: skip
        return case


def draft_of(answers: Sequence[tuple[str, str]], *, head: str) -> str:
    """Return the draft of a record of inquiry (询问笔录): what was asked and what was said, in turn."""
    lines = [head, ""]
    for question, said in answers:
        lines += [f"问：{question}", f"答：{said.strip()}", ""]
    lines += [
        "以上笔录请您核对，与您所说不符的可以更正；核对无误请逐页签名。",
        "（草稿，签名以后才是证据）",
    ]
    return "\n".join(lines)


def keep_inquiry(
    *, case_id: UUID, target: Target, answers: Sequence[tuple[str, str]], place: str, actor: Actor, now: datetime,
    at: datetime | None = None, version: int | None = None, shown_by: str = "",
) -> Case:  # fmt: skip
    """
    Keep an inquiry that was walked through as evidence gathered: its draft stands beside the row, to be signed.

    :raises Invalid: if nothing was answered, or it is too long
    :raises Unlawful, Conflict, Forbidden, NotFound: as in `take_step`
    """
    said = [(question, text) for question, text in answers if text.strip()]
    if not said:
        raise Invalid("还没有填写任何回答", fields={"answers": "至少填写一个回答"})
    head = f"询问笔录（草稿）\n时间：{(at or now):%Y-%m-%d %H:%M}\n地点：{place.strip() or '（填写地点）'}"
    text = draft_of(said, head=head)
    if len(text) > MOST_DRAFT:
        raise Invalid(f"笔录太长，至多{MOST_DRAFT}字；请分几次询问", fields={"answers": "太长"})
    entered = {
        "choice": EvidenceKind.STATEMENT.value,
        "title": "询问笔录（草稿，待签名）",
        "shows": f"问答{len(said)}条",
        "draft": text,
    }
    return take_step(
        case_id=case_id, step=Step.GATHER, target=target, actor=actor, now=now, at=at, entered=entered,
        version=version, shown_by=shown_by,
    )  # fmt: skip


def ask_specialist(*, case_id: UUID, specialist_id: UUID, question: str, actor: Actor, now: datetime) -> SecondOpinion:
    """
    Ask a specialist about a question of the case; the specialist sees the question and the matter, not the parties.

    :raises Forbidden: if the actor has no part in the case
    :raises Invalid: if nothing is asked, or the person is none of the county's specialists for the field
    :raises NotFound: as ever
    """
    text = question.strip()
    if not text or len(text) > MOST_QUESTION:
        wrong = f"请写明要问什么，至多{MOST_QUESTION}字"
        raise Invalid(wrong, fields={"question": wrong})
    with transaction.atomic(durable=True):
        case = storing.load(case_id, actor, None)
        known = queries.known(case, date_of(now))
        if not policies.roles_of(policies.handle_of(actor, known.people), known.facts):
            raise Forbidden("由本案的办案人员提问")
        people = agencies.specialists_of(case.domain, district_id=case.district_id, at=now, but=actor.officer_id)
        if specialist_id not in {one.officer_id for one in people}:
            wrong = "这个人现在不是本领域可以请教的人，请重新选择"
            raise Invalid(wrong, fields={"specialist": wrong})
        row = SecondOpinion.objects.create(
            case=case, question=text, specialist_id=specialist_id, asked_at=now, asked_by=actor.label
        )
        noting.note(case, "case.opinion_asked", actor, now, question=text, specialist=str(specialist_id))
        outbox.publish(OpinionAsked(opinion_id=str(row.pk)))
        return row


def answer_specialist(*, opinion_id: UUID, answer: str, actor: Actor, now: datetime) -> SecondOpinion:
    """
    Answer a question that the actor was asked; the answer stands in the case and binds nobody.

    :raises Invalid: if nothing is said
    :raises Conflict: if it was answered before
    :raises NotFound: if there is none, or somebody else was asked
    """
    text = answer.strip()
    if not text or len(text) > MOST_ANSWER:
        wrong = f"请写明意见，至多{MOST_ANSWER}字"
        raise Invalid(wrong, fields={"answer": wrong})
    with transaction.atomic(durable=True):
        row = queries.opinion_for(actor, opinion_id)
        moved = SecondOpinion.objects.filter(pk=row.pk, answered_at__isnull=True).update(answered_at=now, answer=text)
        if not moved:
            raise Conflict("这个问题已经答复过了", code="case.opinion.answered")
        ledger.record(
            "case.opinion_given", subject=row.case, actor=actor.label, at=now, number=row.case.number, answer=text
        )
        row.refresh_from_db()
        return row
