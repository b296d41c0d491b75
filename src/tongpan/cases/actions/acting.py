"""案件整体的处理: not filed, withdrawn, suspended, ended, handed over, joined, split; the head approves each."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from tongpan.agencies.domain.actor import Actor
from tongpan.cases import policies, queries
from tongpan.cases.actions.stepping import check_levels
from tongpan.cases.domain.acts import ACT_ENTRIES, ENDS, CaseAct, in_question, verdict
from tongpan.cases.domain.choices import Standing
from tongpan.cases.domain.entering import beside, wrong_entries
from tongpan.cases.models import Case, StepProposal
from tongpan.cases.queries import Known
from tongpan.cases.steps import clearing, ending, joining, numbers, pausing, splitting, staff, storing
from tongpan.kernel.calendar import calendar_in_force
from tongpan.kernel.clock import date_of
from tongpan.kernel.errors import Conflict, Forbidden, Invalid, Unlawful
from tongpan.law.facts.words import Role

STANDINGS = {
    CaseAct.REFUSE_FILING: Standing.UNFILED,
    CaseAct.WITHDRAW_FILING: Standing.WITHDRAWN,
    CaseAct.END_INQUIRY: Standing.ENDED,
    CaseAct.DROP: Standing.DROPPED,
}


def take_act(
    *,
    case_id: UUID,
    act: CaseAct,
    entered: Mapping[str, Any],
    actor: Actor,
    now: datetime,
    override: str = "",
    version: int | None = None,
) -> Case:
    """
    Do something with a case as a whole. `override` is why a head goes on past a derived rule (grade D).

    :raises Unlawful: if the rules of the case do not allow it
    :raises Conflict: if it is not in question, or somebody else was faster
    :raises Forbidden: if the actor does not approve in this case
    :raises Invalid: if what was entered cannot be
    :raises NotFound: as ever
    """
    number = number_for(act.value, now)
    with transaction.atomic(durable=True):
        case = storing.load(case_id, actor, version)
        return act_on(case, act, entered, actor=actor, now=now, override=override, number=number)


def number_for(code: str, now: datetime) -> str:
    """Return the number of the case that an act begins, none where it begins none; before the transaction."""
    return numbers.take(now) if code == CaseAct.SPLIT else ""


def act_on(
    case: Case,
    act: CaseAct,
    entered: Mapping[str, Any],
    *,
    actor: Actor,
    now: datetime,
    override: str = "",
    signer: UUID | None = None,
    signed_at: datetime | None = None,
    by_levels: bool = False,
    number: str = "",
) -> Case:
    """
    Do it with a case that is loaded, in the caller's transaction.

    `number` is that of the case that the act begins; `signer` is who approved on paper where the actor only enters it,
    at `signed_at`; `by_levels` says that every level of the body has looked at it.
    """
    known = queries.known(case, date_of(now))
    handle = policies.handle_of(actor, known.people) if signer is None else known.people.get(signer)
    roles = policies.roles_of(handle, known.facts)
    require_in_question(act, known)
    if Role.APPROVER not in roles:
        names = "、".join(policies.holders(known.facts, Role.APPROVER))
        way = f"本案由{names}批准；可以先“报批”" if names else "本案还没有指定审批负责人，请先在“办案人员”里指定"
        raise Forbidden(f"“{act.label}”要经负责人批准。{way}", code="cases.post")
    if signer is None:
        staff.require_heads(case, known, [handle])
    else:
        staff.require_in_office(case, signer, date_of(signed_at or now))
    if not by_levels:
        check_levels(case, act.value, known, actor, now)
    check_act_entered(act, entered)
    found = [breach for breach in verdict(act, known.facts, entered, now, calendar_in_force()) if breach.blocks]
    if found and not (all(each.overridable for each in found) and override.strip() and policies.may_override(roles)):
        raise Unlawful(tuple(found))
    StepProposal.objects.filter(case=case, step=act.value, decided_at__isnull=True).update(
        decided_at=now, taken=True, answer="已直接办理"
    )
    told = {"overridden": [each.code for each in found], "reason": override} if found else {}
    if act is CaseAct.SPLIT:
        what = splitting.read(entered, known)
        said = beside(ACT_ENTRIES[act], entered) | splitting.words(known, what)
        splitting.split(case, known, what, number, said=said, actor=actor, now=now, told=told)
    else:
        _do(case, act, entered, known, actor, now, told)
    return case


def require_in_question(act: CaseAct, known: Known) -> None:
    """
    Let pass what the facts leave room for.

    :raises Conflict: otherwise
    """
    if not in_question(act, known.facts):
        raise Conflict(f"本案现在不能{act.label}；请刷新后看案件的进展", code="case.act.not_in_question")


def check_act_entered(act: CaseAct, entered: Mapping[str, Any]) -> None:
    """
    Let pass what is complete.

    :raises Invalid: if something is missing, or is none of the choices
    """
    wrong = wrong_entries(ACT_ENTRIES[act], entered)
    if act is CaseAct.HAND_ON and not (entered.get("to_body") or str(entered.get("to_name") or "").strip()):
        wrong["to_name"] = "请选择或者写明移送给哪个机关"
    if wrong:
        raise Invalid("还差一点：" + "；".join(wrong.values()), fields=wrong)


def _do(
    case: Case, act: CaseAct, entered: Mapping[str, Any], known: Known, actor: Actor, now: datetime,
    told: Mapping[str, Any],
) -> None:  # fmt: skip
    said = beside(ACT_ENTRIES[act], entered)
    if act in ENDS:
        clearing.require_cleared(case, known.facts, now)
        ending.end(case, STANDINGS[act], act=act.value, said=said, actor=actor, now=now, told=told)
    elif act is CaseAct.HAND_ON:
        ending.send(case, entered, said=said, actor=actor, now=now, told=told)
    elif act is CaseAct.RECTIFY:
        case.change(touched_at=now)
        ending.record(case, act.value, said, actor, now, told)
    elif act is CaseAct.JOIN:
        joining.join(case, known, str(entered["into"]), said=said, actor=actor, now=now, told=told)
    elif act is CaseAct.RESUME_INQUIRY:
        pausing.resume(case, known, str(entered["gone_on"]), said=said, actor=actor, now=now, told=told)
    else:
        pausing.suspend(case, known, said=said, actor=actor, now=now, told=told)
