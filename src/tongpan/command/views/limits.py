"""期限计算器: for anybody, without signing in; a GET, so that its address can be sent to somebody."""

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from tongpan.command.domain import calculator as laid_out
from tongpan.command.forms import LimitForm
from tongpan.kernel import clock
from tongpan.kernel.calendar import calendar_in_force
from tongpan.kernel.throttle import Brake, address_of
from tongpan.law.faces import limit as face
from tongpan.law.period import Unit
from tongpan.law.refusal import LawRefused
from tongpan.ui.pages import page

ASKS = Brake("limits", 60, 600)
QUESTIONS = ("rule", "trigger", "quantity")
FORWARD = {
    "limits.provision.missing": "在下面选择对应的程序规定或者地方规定再算；仍没有这一项的，以承办机关的书面告知为准。",
    "limits.moment.missing": "在“几点几分”里填写发生的时刻再算。",
    "limits.rule.ambiguous": "在下面的“哪一项期限”里选择其中一段。",
    "limits.regime.elsewhere": "把“执法领域的程序规定”改为“只按国家法律”，或者改选地方。",
    "face.limit.nothing": "选择一项期限；表里没有的，在“自己定天数”里填写多长。",
}
"""What to do about a refusal, in the words of this page."""
EXAMPLES = (
    ("收到听证告知后几天内可以要求听证", "rule=DL-12&trigger={today}"),
    ("东西被查封、扣押，最长多久", "rule=DL-06&trigger={today}"),
    ("罚款最晚哪天交", "rule=DL-23&trigger={today}"),
    ("不服处罚，最晚哪天申请复议", "rule=DL-38&trigger={today}"),
    ("十五个工作日是哪一天", "quantity=15&unit=WORKDAY&kind=MUST_BY&trigger={today}"),
)


@login_not_required
@require_GET
def calculator(request: HttpRequest) -> HttpResponse:
    """期限计算器."""
    calendar = calendar_in_force()
    form = LimitForm(request.GET)
    context: dict[str, Any] = {
        "form": form, "answer": None, "refusal": None, "forward": "", "calendar": calendar,
        "first": True, "examples": [(words, query.format(today=clock.today())) for words, query in EXAMPLES],
    }  # fmt: skip
    if not any(request.GET.get(name) for name in QUESTIONS):
        return page(request, "command/limits", context)
    context["first"] = False
    if ASKS.exceeded(address_of(request)):
        context["refusal"] = LawRefused("command.limits.often", "同一网络短时间内算得太多，请过几分钟再试")
        return page(request, "command/limits", context, status=429)
    try:
        answer = face.answer(face.read(form.asked()), calendar)
    except LawRefused as refusal:
        context |= {"refusal": refusal, "forward": FORWARD.get(refusal.code, "")}
        return page(request, "command/limits", context, status=422)
    context |= {"answer": answer, "strip": laid_out.strip(answer, calendar), "hours": _unit(answer) is Unit.HOUR}
    return page(request, "command/limits", context)


def _unit(answer: face.Answer) -> Unit | None:
    return answer.provision.unit if answer.provision is not None else answer.question.unit
