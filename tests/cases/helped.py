"""Requests for help, for tests: whom to ask, and what."""

from datetime import date, timedelta

from tests import cast
from tests.cases.proof import begun, gathered

from tongpan.agencies.domain.posts import AgencyKind, Post
from tongpan.cases import actions
from tongpan.cases.actions import Request
from tongpan.cases.domain.choices import AssistanceKind, Difficulty
from tongpan.law.procedure import Step

ASKED = {
    "kind": AssistanceKind.PRESENCE, "what": "通知钱大有到场", "due_on": date(2026, 3, 6),
    "difficulty": Difficulty.PRESENCE, "party": "甲",
}  # fmt: skip


def perishable(stage):
    case = begun(stage)
    item = gathered(stage, case, fields={"perishable": True, "lasts_minutes": 240, "needs_professionals": True})
    return case, item.ref


def a_body(stage, name="柯城区自然资源局"):
    body = cast.an_agency(name, stage.town.county, AgencyKind.DEPARTMENT, cast._once("dep"))
    liaison = cast.an_officer("林联", body, Post.LIAISON, username=cast._once("lin"))
    return body, cast.actor(liaison)


def ask(stage, case, actor=None, **changes):
    given = ASKED | {"to_name": "航埠派出所"} | changes
    return actions.ask_help(case_id=case.pk, request=Request(**given), actor=actor or stage.officer, now=stage.now)


def support(stage, case, ref, body):
    return actions.ask_support(
        case_id=case.pk, ref=ref, department_id=body.pk, what="检测废水", come_by=stage.now + timedelta(hours=3),
        actor=stage.officer, now=stage.now,
    )  # fmt: skip


def closed(stage, case):
    """Return a case that the law's own closing closes."""
    stage.take(case, Step.GATHER, Step.VERIFY, Step.REPORT, Step.NOTIFY, Step.WAIVE)
    return stage.wait(days=8).take(case, Step.DECIDE, Step.SERVE, Step.REDACT, Step.PUBLISH, Step.PAY, Step.CLOSE)
