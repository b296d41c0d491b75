"""教育和承诺: on the spot or in a case, what is to be revisited, and what follows from a broken promise."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tongpan.agencies.domain.actor import Actor
from tongpan.agencies.queries import acting
from tongpan.cases import actions, policies, queries
from tongpan.cases.domain.educating import Kept, SpotTeaching
from tongpan.cases.forms.educating import RevisitForm, SpotTeachingForm, TeachingForm
from tongpan.cases.models import Education
from tongpan.cases.queries import EducationFilters
from tongpan.cases.queries.following import hiding_of, parts_in
from tongpan.cases.views.looking import look
from tongpan.cases.views.oneform import one_form
from tongpan.cases.views.opening import lead_of, matter_code
from tongpan.cases.views.reviewing import charge_of
from tongpan.kernel import clock
from tongpan.kernel.clock import date_of
from tongpan.kernel.permissions import Permission
from tongpan.law.facts.words import Role
from tongpan.law.penalty.kinds import PartyKind
from tongpan.leads.models import Lead
from tongpan.places import queries as places
from tongpan.powers import queries as powers
from tongpan.ui.pages import page
from tongpan.ui.submitting import done, posted, try_to

NOTE = (
    "处罚法第六条：坚持处罚与教育相结合；第三十三条第三款：依法不予处罚的，应当教育。"
    "教育本身不是不予处罚的决定，符合立案条件的仍应立案。"
)


@require_GET
def educations(request: HttpRequest) -> HttpResponse:
    """教育回访: what is to be revisited, by day; or what was not kept."""
    actor, today = acting(request), date_of(clock.now())
    policies.require_reader(actor)
    show = request.GET.get("show", "")
    filters = EducationFilters(mine=show == "mine", broken=show == "broken", due=show == "due")
    shown = queries.educations(actor, filters, today, after=request.GET.get("after"))
    tabs = [("", "待回访"), ("due", "今天该去的"), ("mine", "我教育的"), ("broken", "没有履行的")]
    context = {
        "page": shown,
        "rows": shown.items,
        "tabs": [(f"?show={key}", label, None, key == show) for key, label in tabs],
        "broken": filters.broken,
        "may_teach": actor.can(Permission.CASES_OPEN),
        "today": today,
    }
    return page(request, "cases/educations", context)


@require_http_methods(["GET", "POST"])
def teach(request: HttpRequest) -> HttpResponse:
    """现场教育: without a case, from a lead (``?lead=``) or by hand."""
    actor, now = acting(request), clock.now()
    policies.require_opener(actor)
    assert actor.district_id is not None
    lead = lead_of(request, actor)
    matters = powers.matter_profiles(actor.district_id)
    form = SpotTeachingForm(
        posted(request), towns=[(str(town.pk), town.name) for town in places.towns_of(actor.district_id)],
        initial=_initial(lead, actor) | {"act_on": date_of(now), "correct_by": date_of(now)},
    )  # fmt: skip
    status = 200
    if request.method == "POST":
        made: list[Education] = []

        def run(data: dict[str, Any]) -> object:
            given = SpotTeaching(
                teaching=form.teaching(), matter_code=matter_code(data["matter"], matters), town_id=UUID(data["town"]),
                kind=PartyKind(data["kind"]), name=data["name"], act_on=data["act_on"], identity=data["identity"],
                phone=data["phone"], place_text=data["place_text"], lead_id=lead.pk if lead else None,
            )  # fmt: skip
            made.append(actions.educate_on_spot(teaching=given, actor=actor, now=now))
            return made

        status = try_to(request, form, run)
        if not status:
            return done(request, f"已登记，编号 {made[0].number}", "cases:education", made[0].pk)
    context = {
        "form": form, "groups": form.groups(), "lead": lead, "note": NOTE,
        "matters": [(one.code, one.name) for one in matters],
    }  # fmt: skip
    return page(request, "cases/educate", context, status=status)


def _initial(lead: Lead | None, actor: Actor) -> dict[str, Any]:
    if lead is None:
        return {"town": str(actor.town_id or "")}
    matter = powers.matter_row(lead.matter_id) if lead.matter_id else None
    return {
        "town": str(lead.town_id or ""),
        "matter": f"{matter.code} {matter.name}" if matter else "",
        "place_text": lead.place_text,
    }


@require_http_methods(["GET", "POST"])
def educate(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """教育和承诺 in a case (``?party=&cause=``)."""
    actor, now = acting(request), clock.now()
    seen = look(actor, queries.case_for(actor, case_id), now)
    target = charge_of(request, seen)
    form = TeachingForm(posted(request), initial={"correct_by": date_of(now)})

    def run(_data: dict[str, Any]) -> object:
        return actions.educate(case_id=seen.case.pk, target=target, teaching=form.teaching(), actor=actor, now=now)

    title = f"教育和承诺：{seen.names.get(target.party, '')}"
    return one_form(request, seen.case, form, run, title=title, note=NOTE, said="已登记，到回访日会提醒", draft=True)


@require_http_methods(["GET", "POST"])
def education(request: HttpRequest, education_id: UUID) -> HttpResponse:
    """One education: what was promised, the revisits, and the form of the next."""
    actor, now = acting(request), clock.now()
    policies.require_reader(actor)
    one = queries.education_for(actor, education_id)
    roles = parts_in(actor, one, date_of(now))
    opens = actor.can(Permission.CASES_OPEN)
    form = RevisitForm(posted(request))
    status = 200
    if request.method == "POST":

        def run(data: dict[str, Any]) -> object:
            return actions.revisit(
                education_id=one.pk, result=Kept(data["result"]), found=data["found"], next_on=form.again(),
                actor=actor, now=now,
            )  # fmt: skip

        status = try_to(request, form, run)
        if not status:
            return done(request, "回访已登记", "cases:education", one.pk)
    clear = policies.sees_taught(actor, one, roles)
    hiding = hiding_of(one, clear=clear)
    context = {
        "one": one,
        "form": form,
        "may": opens and (one.case is None or Role.HANDLER in roles),
        "name": one.name if clear else one.name_masked,
        "texts": [
            ("违法情况", hiding.text(one.found)), ("教育内容", hiding.text(one.taught)),
            ("应当改正", hiding.text(one.to_correct)), ("承诺", hiding.text(one.commitment)),
        ],
        "visits": [(visit, hiding.text(visit.found)) for visit in one.visits.order_by("at", "id")],
        "led": opens and one.result == Kept.BROKEN and one.led_case_id is None and one.led_lead_id is None,
        "open_case": f"{reverse('cases:open')}?education={one.pk}",
    }  # fmt: skip
    return page(request, "cases/education", context, status=status)


@require_POST
def report_broken(request: HttpRequest, education_id: UUID) -> HttpResponse:
    """承诺没有履行: as a new lead."""
    one = actions.report_broken(education_id=education_id, actor=acting(request), now=clock.now())
    number = one.led_lead.number if one.led_lead is not None else ""
    return done(request, f"已报线索 {number}", "cases:education", one.pk)
