"""One matter, and the question 「谁来管」."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from tongpan.kernel import clock
from tongpan.kernel.errors import Invalid
from tongpan.kernel.permissions import Permission
from tongpan.law.limits import REGIME_AREAS, Regime
from tongpan.powers import policies, queries
from tongpan.powers.domain.kinds import Mode, Power
from tongpan.powers.domain.wording import CORRECTIONS, MEASURES, fines_text, kinds_text
from tongpan.powers.forms import WhoForm
from tongpan.powers.queries.guide import guide_of
from tongpan.powers.queries.lists import matter as matter_row
from tongpan.powers.queries.lists import matters
from tongpan.powers.queries.matter import history, matter_view
from tongpan.powers.views import frame
from tongpan.ui.pages import page

CANDIDATES = 12


@require_GET
def matter(request: HttpRequest, matter_id: UUID) -> HttpResponse:
    """Show a matter: basis, provisions, fines, holders, owners, history."""
    actor = frame.reader(request)
    found = matter_row(matter_id)
    on = frame.day(request)
    view = matter_view(found, actor.district_id, on)
    regime = _regime(request)
    district = frame.district_of(actor) if actor.district_id else None
    context = {
        "guide": guide_of(found, district.code if district else None, on, regime),
        "regime": regime,
        "regimes": [(each.value, each.label) for each in Regime if each not in REGIME_AREAS],
        "district": district,
        "matter": found,
        "view": view,
        "on": on,
        "kinds": kinds_text(found.kinds),
        "fines": fines_text(found.fines),
        "measures": "、".join(MEASURES.get(item["kind"], item["kind"]) for item in found.measures),
        "correction": CORRECTIONS.get(found.correction, ""),
        "history": history(matter_id, actor.district_id),
        "may_recall": policies.may(actor, Permission.POWERS_RECALL, actor.district_id),
        "own": Mode.OWN,
    }
    return page(request, "powers/matter", context)


def _regime(request: HttpRequest) -> Regime | None:
    """Return the procedure rules that the guide is asked for; a province's own bind without being asked for."""
    text = request.GET.get("rules", "")
    if text and (text not in set(Regime) or Regime(text) in REGIME_AREAS):
        raise Invalid("没有这部程序规定；请从下拉列表里选择", fields={"rules": "没有这部程序规定"})
    return Regime(text) if text else None


@require_GET
def who(request: HttpRequest) -> HttpResponse:
    """Answer who may act on a matter in a town on a day, in whose name, and why (谁来管)."""
    actor = frame.reader(request)
    district = frame.district_of(actor)
    asked = bool(request.GET.get("q"))
    form = WhoForm(request.GET if asked else None, towns=frame.towns(district))
    context: dict[str, object] = {"form": form, "candidates": [], "matter": None, "answer": None, "district": district}
    if form.is_valid():
        chosen = form.cleaned_data
        exact = matters().filter(code=chosen["q"]) | matters().filter(name=chosen["q"])
        candidates = list(exact[:2]) or list(matters(chosen["q"])[:CANDIDATES])
        town_id, on = UUID(chosen["town"]), chosen["on"] or clock.today()
        context |= {"candidates": candidates, "town": chosen["town"], "on": on, "power": chosen["power"]}
        if len(candidates) == 1:
            power = Power(chosen["power"] or Power.PENALTY)
            answer = queries.who_may(candidates[0].pk, town_id, on, power)
            context |= {"matter": candidates[0], "answer": answer, "power_label": power.label}
    return page(request, "powers/who", context, status=422 if form.errors else 200)
