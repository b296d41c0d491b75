"""A site of the frame alone, for its own tests: no feature, no database."""

from typing import Any

from django import forms
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template import RequestContext, Template
from django.urls import include, path

from tongpan.kernel.errors import Conflict, Unlawful
from tongpan.law.citation import Citation
from tongpan.law.verdict import Breach
from tongpan.ui.forms import FilesField

RECEIVED: list[dict[str, Any]] = []


class ReportForm(forms.Form):
    """A report as the phone sends it."""

    text = forms.CharField(label="什么事", widget=forms.Textarea)
    place = forms.CharField(label="在哪里", required=False)
    photos = FilesField(label="拍照", required=False)


REPORT = Template(
    '{% extends "ui/public.html" %}{% block title %}一键上报{% endblock %}{% block content %}'
    '<section data-outbox></section><form method="post" enctype="multipart/form-data" data-report data-draft="report">'
    "{% csrf_token %}{% field form.text %}{% field form.place %}{% upload form.photos %}"
    '<button type="button" class="button" data-locate>用我的位置</button><span data-locate-status></span>'
    '<div class="form-actions"><button class="button button-primary">上报</button><span data-draft-note></span></div>'
    "</form>{% endblock %}"
)
PLAIN = Template(
    '{% extends "ui/public.html" %}{% block title %}登记{% endblock %}{% block content %}'
    '<form method="post" data-draft="plain" novalidate>{% csrf_token %}{{ form }}'
    '<button class="button button-primary">保存</button><span data-draft-note></span></form>{% endblock %}'
)
DONE = Template('{% extends "ui/public.html" %}{% block title %}已收到{% endblock %}')


def _form(request: HttpRequest, template: Template) -> HttpResponse:
    form = ReportForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        RECEIVED.append({**request.POST.dict(), "photos": len(form.cleaned_data["photos"])})
        return HttpResponseRedirect("/done/")
    return HttpResponse(template.render(RequestContext(request, {"form": form})), status=422 if form.errors else 200)


@login_not_required
def report(request: HttpRequest) -> HttpResponse:
    return _form(request, REPORT)


@login_not_required
def plain(request: HttpRequest) -> HttpResponse:
    return _form(request, PLAIN)


@login_not_required
def done(request: HttpRequest) -> HttpResponse:
    return HttpResponse(DONE.render(RequestContext(request, {})))


@login_not_required
def conflict(request: HttpRequest) -> HttpResponse:
    raise Conflict("这条线索刚被别人交办，请刷新后再办")


@login_not_required
def unlawful(request: HttpRequest) -> HttpResponse:
    citation = Citation("中华人民共和国行政处罚法", 64, item=1, gist="听证申请在告知后五日内提出")
    raise Unlawful((Breach("hearing.request.late", "听证申请期限已届满", citation),))


leads = (
    [path("report/", report, name="report"), path("list/", done, name="list"), path("archive/", done, name="archive")],
    "leads",
)
urlpatterns = [
    path("", include("tongpan.ui.urls")),
    path("accounts/", include("allauth.urls")),
    path("leads/", include(leads)),
    path("plain/", plain),
    path("done/", done),
    path("conflict/", conflict),
    path("unlawful/", unlawful),
]
handler400 = "tongpan.ui.views.bad_request"
handler403 = "tongpan.ui.views.forbidden"
handler404 = "tongpan.ui.views.not_found"
handler500 = "tongpan.ui.views.server_error"
