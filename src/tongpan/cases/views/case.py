"""One case, one page: what comes next, what stands in the way, until when, who, and what happened."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from tongpan.agencies.domain.actor import Actor
from tongpan.agencies.queries import acting
from tongpan.cases import policies, queries
from tongpan.cases.models import Case
from tongpan.cases.steps import storing
from tongpan.cases.views import shown
from tongpan.dispatch import queries as dispatch
from tongpan.kernel import clock, ledger
from tongpan.kernel.clock import date_of
from tongpan.kernel.crypto import mask_personal
from tongpan.kernel.permissions import Permission
from tongpan.law.facts.words import Role
from tongpan.law.penalty.kinds import PenaltyKind
from tongpan.law.procedure import Step
from tongpan.ui.pages import page

NOT_SHOWN = "没有查明"


@require_GET
def case(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """One case."""
    actor = acting(request)
    return page(request, "cases/case", context(actor, queries.case_for(actor, case_id)))


def context(actor: Actor, found: Case) -> dict[str, Any]:
    """Return everything the page shows."""
    now = clock.now()
    today = date_of(now)
    known = queries.known(found, today)
    facts = known.facts
    roles = policies.roles_of(policies.handle_of(actor, known.people), facts)
    parties = list(found.parties.order_by("pk"))
    clear = bool(roles) or actor.can(Permission.CASES_STAFF)
    names = shown.party_names(parties, clear=clear)
    outlook = storing.outlook(facts, now)
    open_, stopped = shown.next_steps_shown(found, outlook, facts, roles, names)
    proposals = queries.open_proposals(found.pk)
    history = ledger.history(found)
    actors = dispatch.names_of([item.actor for item in history] + [one.made_by for one in proposals])
    several = len(facts.charges) > 1
    asked = {(one.step, one.party, one.cause, one.ref) for one in proposals}
    main = shown.main_step(open_, asked, handles=Role.HANDLER in roles)
    return {
        "case": found,
        "names": "、".join(names.values()),
        "main": main,
        "open": [one for one in open_ if one is not main],
        "stopped": stopped,
        "proposals": [
            {
                "proposal": one,
                "label": Step(one.step).label,
                "by": actors.get(one.made_by, ""),
                "reason": mask_personal(one.reason),
                "mine": one.decider_id == actor.officer_id,
            }
            for one in proposals
        ],
        "handles": Role.HANDLER in roles,
        "has_part": bool(roles),
        "may_staff": policies.may_staff(actor, roles, facts),
        "limits": shown.limits_shown(outlook, today, names, several),
        "questions": outlook.questions,
        "warnings": outlook.warnings,
        "charges": [
            {
                "charge": one,
                "name": names.get(one.party, one.party),
                "cause": next(c.name for c in facts.causes if c.id == one.cause),
                "facts": _charge_facts(one),
            }
            for one in facts.charges
        ],
        "clue": facts.clue,
        "filed": facts.filing is not None,
        "people": shown.people_shown(facts),
        "evidence": shown.evidence_shown(known),
        "facts": _facts(found),
        "moments": shown.history_shown(history, names, actors),
        "today": today,
    }


def _facts(found: Case) -> list[tuple[str, object]]:
    return [
        ("案件编号", found.number),
        ("案源", found.get_source_display()),
        ("以谁的名义", found.acts_as),
        ("行使方式", found.get_mode_display()),
        ("承办队伍", found.team.name if found.team else ""),
        ("镇街", found.town.name if found.town else ""),
        ("地点", found.place_text),
        ("外部案号", found.outside_number),
    ]


def _charge_facts(one: Any) -> list[tuple[str, object]]:
    proposed, said = one.proposed, ""
    if proposed is not None:
        sums = {PenaltyKind.FINE: proposed.fine, PenaltyKind.CONFISCATE_INCOME: proposed.income,
                PenaltyKind.CONFISCATE_GOODS: proposed.goods}  # fmt: skip
        said = "、".join(
            f"{kind.label} {amount}" if (amount := sums.get(kind)) else kind.label for kind in proposed.kinds
        )
    return [
        ("违法行为发生", f"{one.act_on:%Y-%m-%d}" if one.act_on else NOT_SHOWN),
        ("发现", f"{one.discovered_on:%Y-%m-%d}" if one.discovered_on else NOT_SHOWN),
        ("程序规定", one.regime.label if one.regime else "处罚法和本省规定"),
        ("处罚依据", f"《{one.law}》" if one.law else NOT_SHOWN),
        ("事实清楚", _said(one.proven)),
        ("涉嫌犯罪", _said(one.crime)),
        ("拟处罚", said or "还没有拟"),
    ]


def _said(value: bool | None) -> str:
    return NOT_SHOWN if value is None else "是" if value else "否"
