"""裁量 of one charge: range, tier, band, ladder, cases like it; the circumstances; leaving the benchmark."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from tongpan.agencies.queries import acting
from tongpan.cases import actions, policies, queries
from tongpan.cases.domain.weighing import Weighed
from tongpan.cases.forms.discretion import DeviationForm, LetLeaveForm, WeighForm
from tongpan.cases.models import CaseDeviation
from tongpan.cases.queries.discretion import LadderSeen
from tongpan.cases.views.looking import Look, look
from tongpan.kernel import clock
from tongpan.kernel.crypto import mask_personal
from tongpan.kernel.errors import Forbidden, NotFound
from tongpan.law.discretion.deviation import ApprovedBy, Ground
from tongpan.law.facts import Charge, decided
from tongpan.law.money import Money
from tongpan.law.penalty.ladder import Rung
from tongpan.law.procedure import Target
from tongpan.ui.pages import page
from tongpan.ui.submitting import done, posted, try_to


def _charge(seen: Look, party: str, cause: str) -> Charge:
    found = next((each for each in seen.left.charges if (each.party, each.cause) == (party, cause)), None)
    if found is None:
        raise NotFound("本案没有这个当事人或者案由")
    return found


@require_http_methods(["GET", "POST"])
def charge(request: HttpRequest, case_id: UUID, party: str, cause: str) -> HttpResponse:
    """裁量."""
    actor, now = acting(request), clock.now()
    seen = look(actor, queries.case_for(actor, case_id), now)
    row = _charge(seen, party, cause)
    if not policies.may_compare(seen.roles):
        raise Forbidden("裁量情节和同类案件只给本案的办案、审核、负责人员看")
    found = (seen.known.weighed or queries.weighed(seen.case, seen.facts, seen.today))[party, cause]
    target = Target(party, cause)
    do = request.POST.get("do", "")
    form = WeighForm(posted(request) if do == "weigh" else None, weighed=found, initial={"version": seen.case.version})
    asking = DeviationForm(posted(request) if do == "leave" else None)
    status = 200
    if do == "weigh":

        def weigh(data: dict[str, Any]) -> object:
            return actions.weigh_charge(
                case_id=case_id, target=target, answers=form.answers(), actor=actor, now=now, version=data["version"]
            )

        status = try_to(request, form, weigh)
    elif do == "leave":

        def leave(data: dict[str, Any]) -> object:
            return actions.ask_deviation(
                case_id=case_id, target=target, ground=Ground(data["ground"]), reason=data["reason"], actor=actor,
                now=now,
            )  # fmt: skip

        status = try_to(request, asking, leave)
    if do and not status:
        return done(
            request, "已记下，裁量区间已重新计算" if do == "weigh" else "已报主要负责人审批", "cases:case", case_id
        )
    context = {
        "case": seen.case,
        "charge": row,
        "name": seen.names.get(party, party),
        "form": form,
        "asking": asking,
        "handles": seen.handles,
        "decided": (party, cause) in decided(seen.facts),
        **shown(seen, row, found),
    }
    return page(request, "cases/discretion", context, status=status)


def shown(seen: Look, row: Charge, found: Weighed) -> dict[str, Any]:
    """Return what is shown of the discretion in a charge: four statements beside the weighing."""
    kind = next(each.kind for each in seen.facts.parties if each.id == row.party)
    likes = queries.likes(seen.case, row, kind, found.tier)
    ladder = queries.ladder(seen.case, seen.facts, row, found.answers, seen.today)
    deviations: Sequence[CaseDeviation] = found.departures
    fine = row.proposed.fine if row.proposed is not None else None
    return {
        "weighed": found,
        "fine": fine,
        "likes": likes,
        "ladder": ladder,
        "ladder_why": found.answers.get("ladder_why", ""),
        "against_ladder": ladder is not None and _against(ladder, row),
        "deviations": [_deviation(one) for one in deviations],
        "waiting": next((one for one in deviations if one.decided_at is None), None),
        "off": _off(found, fine) and not any(one.decided_at is None for one in deviations),
        "may_let": policies.may_let_leave(seen.roles),
    }


def _against(ladder: LadderSeen, row: Charge) -> bool:
    """Whether a proposal to fine stands where the policy advises to spare."""
    return ladder.placement.rung is Rung.FIRST and row.proposed is not None


def _off(found: Weighed, fine: Money | None) -> bool:
    bounds = found.bounds
    if bounds is None or fine is None or found.benchmark is None or bounds.leaving == fine:
        return False
    inside = any(each.lowest <= fine <= each.highest for each in bounds.bands)
    return not inside and bool(bounds.bands or bounds.unsettled)


def _deviation(row: CaseDeviation) -> dict[str, Any]:
    return {
        "row": row,
        "fine": Money(row.fine_fen),
        "ground": Ground(row.ground).label,
        "approved_by": ApprovedBy(row.approved_by).label if row.approved_by else "",
        "reason": mask_personal(row.reason),
    }


@require_http_methods(["GET", "POST"])
def deviation(request: HttpRequest, deviation_id: UUID) -> HttpResponse:
    """One departure: let it be, or send it back."""
    actor, now = acting(request), clock.now()
    row = queries.deviation_for(actor, deviation_id)
    seen = look(actor, queries.case_for(actor, row.case_id), now)
    if not policies.may_let_leave(seen.roles):
        raise Forbidden("偏离裁量基准由本案的主要负责人批准；承办人不能批自己的案件", code="cases.deviation")
    form = LetLeaveForm(posted(request))
    grant = request.POST.get("do") == "grant"
    status = 200
    if request.method == "POST":

        def run(data: dict[str, Any]) -> object:
            return actions.answer_deviation(
                deviation_id=row.pk,
                grant=grant,
                approved_by=ApprovedBy(data["approved_by"] or ApprovedBy.PRINCIPAL),
                answer=data["answer"],
                actor=actor,
                now=now,
            )

        status = try_to(request, form, run, whole=True)
        if not status:
            return done(request, "已批准偏离" if grant else "已退回", "cases:case", row.case_id)
    context = {
        "case": seen.case,
        "form": form,
        "deviation": _deviation(row),
        "name": seen.names.get(row.party, row.party),
        "closed": row.decided_at is not None,
    }
    return page(request, "cases/deviation", context, status=status)
