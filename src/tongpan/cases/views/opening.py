"""建档、指定人员、登记回避."""

from dataclasses import replace
from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from tongpan.agencies.domain.actor import Actor
from tongpan.agencies.queries import acting
from tongpan.cases import actions, policies
from tongpan.cases.actions import NewCharge, NewParty, Opening
from tongpan.cases.domain.choices import Source
from tongpan.cases.forms.opening import OpenForm
from tongpan.cases.forms.parties import entered, more_parties
from tongpan.cases.models import Case, Education
from tongpan.cases.queries.educating import education_for
from tongpan.cases.queries.following import education_to_follow, hiding_of, sees_taught
from tongpan.cases.queries.summary import body_of
from tongpan.cases.views.candidates import groups_of
from tongpan.kernel import clock
from tongpan.kernel.clock import SHANGHAI, date_of
from tongpan.kernel.crypto import unseal
from tongpan.kernel.errors import Invalid
from tongpan.law.facts.words import Role
from tongpan.law.penalty.kinds import PartyKind
from tongpan.leads import queries as leads
from tongpan.leads.models import Lead
from tongpan.places import queries as places
from tongpan.powers import queries as powers
from tongpan.ui.pages import page
from tongpan.ui.submitting import MALFORMED, done, posted, try_to


@require_http_methods(["GET", "POST"])
def open_case(request: HttpRequest) -> HttpResponse:
    """建档: from a lead (``?lead=``) or by hand."""
    actor, now = acting(request), clock.now()
    officer_id = policies.require_opener(actor)
    assert actor.district_id is not None
    lead, taught = lead_of(request, actor), _taught(request, actor)
    on, town_id = date_of(now), lead.town_id if lead else actor.town_id
    matters, organs = powers.matter_profiles(actor.district_id), {body_of(actor)}
    form = OpenForm(
        posted(request),
        towns=[(str(town.pk), town.name) for town in places.towns_of(actor.district_id)],
        people={
            role: groups_of(
                role, district_id=actor.district_id, town_id=town_id, on=on, without=without, organs=organs
            )
            for role, without in ((Role.HANDLER, [officer_id]), (Role.APPROVER, []), (Role.REVIEWER, []))
        },
        classes=powers.handling_classes(actor.district_id, on),
        initial=_initial(lead, town_id, on) | _of_education(taught, actor, on),
    )  # fmt: skip
    another = "another" in request.POST
    more = more_parties(posted(request), another=another)
    status = 200
    if another:
        form = as_typed(form)
    elif request.method == "POST":
        made: list[Case] = []

        def run(data: dict[str, Any]) -> object:
            opening = _opening(data, [form.party(), *entered(more)], lead, matters)
            opening = replace(opening, education_id=taught.pk if taught else None)
            made.append(actions.open_case(opening=opening, actor=actor, now=now))
            return made

        complete = more.is_valid()
        status = try_to(request, form, run, renamed={"clue_at": "clue_on"}) if complete else MALFORMED
        if not status:
            return done(request, f"已建档，案件编号 {made[0].number}", "cases:case", made[0].pk)
    context = {
        "form": form,
        "groups": form.groups(),
        "more": more,
        "lead": lead,
        "education": taught,
        "matters": [(one.code, one.name) for one in matters],
    }
    return page(request, "cases/open", context, status=status)


def lead_of(request: HttpRequest, actor: Actor) -> Lead | None:
    """Return the lead that a page was opened from (``?lead=``)."""
    text = request.GET.get("lead", "")
    try:
        return leads.lead_for(actor, UUID(text)) if text else None
    except ValueError:
        return None


def _taught(request: HttpRequest, actor: Actor) -> Education | None:
    """Return the education that a case follows from; what was sent is looked at by the action, and nothing is lost."""
    text, found = request.GET.get("education", ""), education_for if request.method == "POST" else education_to_follow
    try:
        return found(actor, UUID(text)) if text else None
    except ValueError:
        return None


def _of_education(taught: Education | None, actor: Actor, on: date) -> dict[str, Any]:
    """What is known of a party that did not keep its promise: who it is, to those alone before whom it has a name."""
    if taught is None:
        return {}
    kind = PartyKind.CITIZEN if taught.natural else PartyKind.ORGANIZATION
    found = {
        "matter": f"{taught.matter.code} {taught.matter.name}", "town": str(taught.town_id or ""), "kind": kind.value,
    }  # fmt: skip
    clear = sees_taught(actor, taught, on)
    found["place_text"] = hiding_of(taught, clear=clear).label(taught.place_text)
    if clear:
        found["name"] = taught.name
        found["identity"] = unseal(taught.identity_sealed) if taught.identity_sealed else ""
        found["phone"] = unseal(taught.phone_sealed) if taught.phone_sealed else ""
    return found


def _initial(lead: Lead | None, town_id: UUID | None, on: date) -> dict[str, Any]:
    found: dict[str, Any] = {"town": str(town_id or ""), "discovered_on": on, "source": Source.INSPECTION}
    if lead is not None:
        matter = powers.matter_row(lead.matter_id) if lead.matter_id else None
        found |= {
            "source": Source.LEAD,
            "matter": f"{matter.code} {matter.name}" if matter else "",
            "place_text": lead.place_text,
            "discovered_on": date_of(lead.collected_at),
        }
    return found


def as_typed(form: OpenForm) -> OpenForm:
    """Return a form as it was typed, with nothing found wrong: only another row was asked for."""
    form.errors.clear()
    return form


def _opening(
    data: dict[str, Any], parties: list[NewParty], lead: Lead | None, matters: list[powers.MatterProfile]
) -> Opening:
    named = [(Role.HANDLER, data["second"]), (Role.APPROVER, data["approver"]), (Role.DECIDER, data["decider"]),
             (Role.PRINCIPAL, data["decider"]), (Role.REVIEWER, data["reviewer"])]  # fmt: skip
    return Opening(
        matter_code=matter_code(data["matter"], matters),
        town_id=UUID(data["town"]),
        parties=parties,
        charge=NewCharge(act_on=data["act_on"], discovered_on=data["discovered_on"]),
        source=Source(data["source"]),
        lead_id=lead.pk if lead else None,
        place_text=data["place_text"],
        people=[(role, UUID(text)) for role, text in named if text],
        zone=data.get("zone", ""),
        object_class=data.get("object_class", ""),
        outside_number=data["outside_number"],
        record_system=data["record_system"],
        paper_number=data["paper_number"],
        clue_at=datetime.combine(data["clue_on"], time(), SHANGHAI) if data["clue_on"] else None,
    )


def matter_code(text: str, matters: list[powers.MatterProfile]) -> str:
    """Return the code of the matter that was chosen by its code, by its name, or from the list (both)."""
    head = text.strip().partition(" ")[0]
    for one in matters:
        if text.strip() in (one.code, one.name) or head == one.code:
            return one.code
    raise Invalid("目录里没有这个事项", fields={"matter": "目录里没有这个事项；请输入编码，或从提示中选择"})
