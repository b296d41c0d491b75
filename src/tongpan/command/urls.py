"""Addresses of the desks and overviews, from the root of the site."""

from django.urls import path

from tongpan.command.views import desks, holidays, home, inbox, limits, search, statistics, system

app_name = "command"
urlpatterns = [
    path("", home.home, name="home"),
    path("desk/", desks.duty, name="desk"),
    path("desk/who/<uuid:lead_id>/", desks.who, name="who"),
    path("field/", desks.field, name="field"),
    path("inbox/", inbox.inbox, name="inbox"),
    path("approvals/", desks.approvals, name="approvals"),
    path("district/", desks.district, name="district"),
    path("district/open.json", desks.open_points, name="open_points"),
    path("wall/", desks.wall, name="wall"),
    path("risks/", desks.risks_page, name="risks"),
    path("owed/", desks.owed, name="owed"),
    path("lists/", desks.lists, name="lists"),
    path("reports/", desks.reports, name="reports"),
    path("overview/", statistics.overview, name="statistics"),
    path("overview.xlsx", statistics.overview_xlsx, name="statistics_xlsx"),
    path("search/", search.search, name="search"),
    path("money/", home.money, name="money"),
    path("system/", system.running, name="system"),
    path("system/retry/", system.retry, name="retry"),
    path("system/calendar/", holidays.holidays, name="holidays"),
    path("system/calendar/preview/", holidays.look, name="holidays_look"),
    path("system/calendar/confirm/", holidays.confirm, name="holidays_confirm"),
    path("limits/", limits.calculator, name="limits"),
    path("ledger/", system.ledger, name="ledger"),
]
