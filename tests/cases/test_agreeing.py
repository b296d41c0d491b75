"""核对：案件的事实、进展、期限与留痕对得上，对不上就说出来；案卷再厚，打开也快。"""

from io import StringIO

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tongpan.agencies.domain.posts import Post
from tongpan.agencies.models import Appointment
from tongpan.cases import actions
from tongpan.cases.models import Case, CaseFact, CaseLimit
from tongpan.cases.steps.agreeing import disagreements
from tongpan.cases.views.panels.steps import NEWEST
from tongpan.kernel.errors import Unlawful
from tongpan.law.facts.words import Role
from tongpan.law.procedure import Step

pytestmark = pytest.mark.django_db
MOST_STATEMENTS = 20


def worked(stage):
    case = stage.take(stage.found(stage.open()), Step.FILE, Step.SHOW_IDENTITY, Step.GATHER, Step.VERIFY)
    return Case.objects.select_related("district").get(pk=case.pk)


def test_a_case_worked_on_by_the_actions_agrees(stage):
    assert disagreements(worked(stage)) == []
    out = StringIO()
    call_command("cases_verify", stdout=out, stderr=StringIO())
    assert "1 件案件" in out.getvalue()


@pytest.mark.parametrize(
    ("meddle", "told"),
    [
        (lambda case: CaseFact.objects.filter(case=case, table="filing").delete(), "filing[0]: only in the ledger"),
        (lambda case: CaseFact.objects.filter(case=case, table="evidence").update(row={}), "evidence[0]: not as"),
        (lambda case: CaseLimit.objects.filter(case=case).delete(), "limits:"),
        (lambda case: Case.objects.filter(pk=case.pk).update(standing="CLOSED"), "standing:"),
        (lambda case: Case.objects.filter(pk=case.pk).update(version=2), "version 2"),
    ],
)
def test_what_was_changed_past_the_actions_is_told(stage, meddle, told):
    case = worked(stage)
    meddle(case)
    case = Case.objects.select_related("district").get(pk=case.pk)

    assert any(each.startswith(told) for each in disagreements(case))
    with pytest.raises(CommandError, match="不一致"):
        call_command("cases_verify", stdout=StringIO(), stderr=StringIO())


def test_opening_a_case_takes_at_most_twenty_statements(stage):
    stage.open()  # the lists are in memory then, and a block of numbers is leased
    with CaptureQueriesContext(connection) as seen:
        stage.open()
    words = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE")
    sent = [one["sql"] for one in seen if not (one["sql"] or "").startswith(words)]
    assert len(sent) <= MOST_STATEMENTS, "\n".join(sent)


@pytest.mark.usefixtures("moment")
def test_a_page_opens_the_newest_part_of_a_long_history_and_offers_the_rest(stage, enter):
    case = stage.found(stage.open())
    for turn in range(NEWEST):
        stage.found(case, complex=bool(turn % 2), first=bool(turn % 2))
    client = enter(stage.officer)

    page = client.get(f"/cases/{case.pk}/").content.decode()
    whole = client.get(f"/cases/{case.pk}/?all=1").content.decode()

    assert "再看更早的" in page
    assert "再看更早的" not in whole
    assert len(whole) > len(page)


def test_who_approved_the_filing_handles_the_case_no_more(stage):
    case = stage.take(stage.found(stage.open()), Step.FILE)
    Appointment.objects.filter(officer_id=stage.deputy.officer_id).update(post=Post.TEAM_LEADER)
    with pytest.raises(Unlawful, match="不能再作本案的承办人") as refused:
        actions.name_officer(
            case_id=case.pk, role=Role.HANDLER, officer_id=stage.deputy.officer_id, actor=stage.head, now=stage.now
        )

    assert [each.code for each in refused.value.verdict] == ["officers.handler.judged_before"]
    assert disagreements(Case.objects.select_related("district").get(pk=case.pk)) == []
