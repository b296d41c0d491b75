"""案件整体: what more may be done with it, powers taken back, parties nobody knows, help asked, links to others."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.urls import reverse

from tongpan.cases import policies, queries
from tongpan.cases.domain.acts import CaseAct, in_question, suspended
from tongpan.cases.domain.choices import GONE, Source
from tongpan.cases.models import CounterpartNotice
from tongpan.cases.queries import Recalled
from tongpan.cases.queries.beside import has
from tongpan.cases.views.looking import Look
from tongpan.law.conflicts import QUESTIONS
from tongpan.law.facts import Settled
from tongpan.law.facts.words import Role
from tongpan.powers.queries import InHand


def panel(look: Look) -> Mapping[str, Any]:
    """Return what concerns the case as a whole."""
    transfers, assistance, joined, split = queries.links_of(look.case)
    acting = look.handles or Role.APPROVER in look.roles
    return {
        "suspended": _suspended(look) if look.open else None,
        "gone": look.case.standing in GONE,
        "acts": [act for act in CaseAct if acting and _open_to(look, act) and in_question(act, look.facts)],
        "recalled": [{"row": one, "cause": _cause(look, one), "what": _what(one)} for one in look.known.recalled],
        "unknown_parties": [
            {
                "name": look.names[one.handle],
                "handle": one.handle,
                "features": one.features if look.roles else "",
            }
            for one in look.parties
            if one.unidentified
        ],
        "assistance": [
            {
                "row": one,
                "late": one.answered_at is None and one.due_on < look.today,
                "what": look.hiding.text(one.what),
                "answer": look.hiding.text(one.answer),
            }
            for one in assistance
        ],
        "transfers": [
            {
                "row": one,
                "answer": look.hiding.text(one.answer),
                "href": reverse("cases:transfer", args=[one.pk])
                if queries.answers(look.actor, one, part=bool(look.roles))
                else "",
            }
            for one in transfers
        ],
        "exchanges": [
            {"row": one, "text": look.hiding.text(one.summary)}
            for one in (
                CounterpartNotice.objects.filter(case=look.case).order_by("at", "id")
                if has(look.case, "exchanges")
                else ()
            )
        ],
        "part": bool(look.roles),
        "may_designate": look.open and policies.designates(look.actor, look.case),
        "joined": joined,
        "split": split,
        "paper_open": look.handles and look.open and look.case.source == Source.PAPER,
        "asked": [
            {
                "question": one,
                "href": reverse("cases:question", args=[look.case.pk, one.code])
                if look.open and policies.may_settle(look.actor, look.roles, one.answered_by)
                else "",
            }
            for one in look.outlook.questions
        ],
        "settled": [_settled(one, look) for one in look.facts.answers],
    }


def _suspended(look: Look) -> date | None:
    """Return since when the inquiry stands still, None where it does not."""
    place = suspended(look.facts)
    return look.facts.pauses[place].start if place is not None else None


def _settled(one: Settled, look: Look) -> dict[str, Any]:
    """Return an answer with its question, and what follows from it in this case."""
    question = next(each for each in QUESTIONS if each.code == one.code)
    option = next(each for each in question.options if each.key == one.option)
    return {"asks": question.asks, "option": option, "one": one, "reason": look.hiding.text(one.reason)}


def _open_to(look: Look, act: CaseAct) -> bool:
    """Whether an act may still be done: papers are rectified when the case is closed, too."""
    return look.case.standing not in GONE if act is CaseAct.RECTIFY else look.open


def _cause(look: Look, one: Recalled) -> str:
    return next((each.name for each in look.facts.causes if each.id == one.cause), one.cause)


def _what(one: Recalled) -> str:
    """Return what becomes of the case, in words."""
    if one.finishes:
        return "本案在收回以前已经立案，由本机关以原来的名义办结"
    if one.in_hand is InHand.HAND_OVER:
        return f"在办案件移交{one.receiver or '接收机关'}：请在“其他处理”里移送"
    if one.in_hand is InHand.DECIDE_EACH:
        return "在办案件逐件决定：请答复下面“要注意的”里的问题，或者移送"
    if one.in_hand is InHand.FINISH_HERE:
        return "收回时本案还没有立案，不属于原机关办结的案件：请移送有权的机关"
    return "不能再以本机关名义办理：请移送有权的机关"
