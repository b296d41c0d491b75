"""审核: the numbered opinions of a round, and the answers to them."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from tongpan.agencies.domain.actor import Actor
from tongpan.cases.models import Case, ReviewOpinion, ReviewRound
from tongpan.cases.steps.taken import Taken
from tongpan.kernel.errors import Conflict, Invalid
from tongpan.kernel.errors import require as require_lawful
from tongpan.law.facts import CaseFacts
from tongpan.law.penalty.review_rounds import Opinion, Point, Reply, Weight, check_all_answered, check_outcome

MOST_OPINIONS: Final = 60
MOST_TEXT: Final = 2000
LEAST_ANSWER: Final = 2
"""characters; a lone mark is no answer"""


def review(taken: Taken) -> tuple[CaseFacts, Mapping[str, Any]]:
    """
    Write a round with its opinions.

    What was entered may hold ``opinions``: a list of ``point``, ``weight``, ``text``. Where a case is sent back with
    one text only, that text is the first opinion.

    :raises Invalid: if an opinion cannot be
    :raises Unlawful: if the outcome does not fit the opinions
    """
    row = taken.after.reviews[-1]
    given = _opinions(taken.entered, passed=row.passed)
    require_lawful(check_outcome(row.passed, [Opinion(n, Weight(each["weight"])) for n, each in enumerate(given, 1)]))
    party, cause = taken.target.party, taken.target.cause
    number = sum((each.party, each.cause) == (party, cause) for each in taken.after.reviews)
    made = ReviewRound.objects.create(
        case=taken.case,
        party=party,
        cause=cause,
        number=number,
        place=len(taken.after.reviews) - 1,
        passed=row.passed,
        summary=str(taken.entered.get("opinion") or ""),
        reviewer=row.reviewer,
        done_at=taken.at,
    )
    ReviewOpinion.objects.bulk_create(ReviewOpinion(round=made, number=n, **each) for n, each in enumerate(given, 1))
    return taken.after, {"round": number, "passed": row.passed, "opinions": given}


def _opinions(entered: Mapping[str, Any], *, passed: bool) -> list[dict[str, str]]:
    rows = entered.get("opinions") or []
    if not isinstance(rows, list) or len(rows) > MOST_OPINIONS or not all(isinstance(row, Mapping) for row in rows):
        raise _wrong(f"审核意见应当逐条写，至多{MOST_OPINIONS}条")
    found = [_opinion(row) for row in rows]
    text = str(entered.get("opinion") or "").strip()
    if not found and not passed and text:
        return [{"point": Point.OTHER.value, "weight": Weight.MUST.value, "text": text}]
    return found


def _opinion(row: Mapping[str, Any]) -> dict[str, str]:
    point, weight, text = row.get("point"), row.get("weight"), row.get("text")
    if point not in set(Point) or weight not in set(Weight):
        raise _wrong("每一条意见都要选种类和轻重")
    if not isinstance(text, str) or not text.strip() or len(text) > MOST_TEXT or "\0" in text:
        raise _wrong(f"每一条意见都要写明内容，至多{MOST_TEXT}字")
    return {"point": str(point), "weight": str(weight), "text": text.strip()}


def _wrong(text: str) -> Invalid:
    return Invalid(text, fields={"opinions": text})


def last_round(case: Case, party: str, cause: str) -> ReviewRound | None:
    """Return the last review of a charge."""
    return ReviewRound.objects.filter(case=case, party=party, cause=cause).order_by("-number").first()


def answer(
    last: ReviewRound, answers: Sequence[Mapping[str, Any]], actor: Actor, now: datetime
) -> tuple[list[dict[str, Any]], list[ReviewOpinion]]:
    """
    Write answers to opinions of a round; return what was written, and all its opinions as they are then.

    :raises Invalid: if an answer names no opinion of the round, or says nothing
    """
    opinions = {one.number: one for one in last.opinions.order_by("number")}
    told = []
    for given in answers:
        one, reply, text = opinions.get(given.get("number", 0)), given.get("reply"), given.get("answer")
        if one is None:
            raise Invalid("没有这一条审核意见，请刷新后再填")
        if reply not in set(Reply) or not isinstance(text, str) or not LEAST_ANSWER <= len(text.strip()) <= MOST_TEXT:
            said = f"第{one.number}条：请选“已改”或者“不采纳”，并写明改了什么或者理由"
            raise Invalid(said, fields={f"answer_{one.number}": said})
        if (one.reply, one.answer) == (reply, text.strip()):
            continue
        one.reply, one.answer, one.answered_at, one.answered_by = str(reply), text.strip(), now, actor.label
        one.save(update_fields=["reply", "answer", "answered_at", "answered_by"])
        told.append({"number": one.number, "reply": one.reply, "answer": one.answer})
    return told, list(opinions.values())


def correct(taken: Taken) -> tuple[CaseFacts, Mapping[str, Any]]:
    """
    Submit again: every opinion of the last round is answered by now, or with this step (``answers``).

    A round of one opinion is answered by the step's own text.

    :raises Conflict: if there is no round to answer
    :raises Invalid: if an answer cannot be
    :raises Unlawful: while an opinion is unanswered
    """
    last = last_round(taken.case, taken.target.party, taken.target.cause)
    if last is None:
        raise Conflict("没有要答复的审核意见，请刷新后查看", code="case.review.none")
    given = taken.entered.get("answers") or []
    if not isinstance(given, list) or not all(isinstance(row, Mapping) for row in given):
        raise Invalid("答复应当逐条写", fields={"answers": "答复应当逐条写"})
    told, opinions = answer(last, given, taken.actor, taken.now)
    text = str(taken.entered.get("answer") or "").strip()
    if len(opinions) == 1 and not opinions[0].reply and text:
        only = [{"number": opinions[0].number, "reply": Reply.CHANGED.value, "answer": text}]
        told, opinions = answer(last, only, taken.actor, taken.now)
    require_lawful(check_all_answered(each.told for each in opinions))
    last.resubmitted_at = taken.at
    last.save(update_fields=["resubmitted_at"])
    return taken.after, {"round": last.number, "answers": told}
