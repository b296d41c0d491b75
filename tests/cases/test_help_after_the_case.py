"""案件结了以后的协助：不再催，迟来的答复留下来。"""

from datetime import date

import pytest
from django.urls import reverse
from tests.cases.helped import a_body, ask, closed
from tests.cases.proof import begun
from tests.cases.watch import rows

from tongpan.cases import actions
from tongpan.cases.domain.choices import HelpWay
from tongpan.cases.models import Case, CaseAssistance, CaseLimit
from tongpan.cases.queries import helping
from tongpan.cases.steps.agreeing import disagreements
from tongpan.cases.steps.flagging import LIES
from tongpan.kernel.errors import Conflict

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("moment")]


class TestAfterTheCase:
    """Help serves the inquiry of a case: when the case is over nobody is urged for it, and a late answer is kept."""

    def test_m160_its_day_ends_when_the_case_is_closed(self, stage):
        case = begun(stage)
        sent = ask(stage, case, due_on=date(2026, 4, 30))
        exchanged = CaseLimit.objects.create(
            case=case, rule="OWN-REPLY", kind="MUST_BY", act_by=date(2026, 4, 30), explanation="等法院答复",
            **{name: getattr(case, name) for name in LIES},
        )  # fmt: skip
        case = closed(stage, case)

        assert not CaseLimit.objects.filter(rule="OWN-HELP").exists()
        assert CaseLimit.objects.filter(pk=exchanged.pk).exists()  # what passes with the three goes on
        assert rows(stage.officer, stage.now, rule="OWN-HELP") == []
        late = actions.record_help(
            assistance_id=sent.assistance.pk, helped=True, answer="已通知到场", actor=stage.officer, now=stage.now
        )
        assert late.pk == case.pk

    def test_m160_a_count_ends_the_day_that_a_closed_case_still_had(self, stage):
        case = begun(stage)
        ask(stage, case, due_on=date(2026, 4, 30))
        (left,) = CaseLimit.objects.filter(rule="OWN-HELP").values()
        case = closed(stage, case)
        CaseLimit.objects.create(**left)  # as it was left in cases closed earlier
        case = Case.objects.select_related("district").get(pk=case.pk)
        assert "own limits: run on in a case that is over" in disagreements(case)
        actions.recount_all(now=stage.now)

        assert disagreements(case) == []

    def test_m160_nothing_waits_in_a_case_that_is_over(self, stage, enter):
        body, liaison = a_body(stage)
        case = begun(stage)
        ask(stage, case, to_body_id=body.pk, way=HelpWay.LIAISON)
        sent = ask(stage, case, way=HelpWay.LINK, contact_name="赵警官", contact_phone="13800000000")
        closed(stage, case)

        assert helping.help_asked(liaison) == []
        assert list(helping.help_waiting(stage.officer).items) == []
        assert helping.asked_contacts(str(sent.assistance.pk), stage.now.date()) is None
        page = enter(stage.officer).get(reverse("cases:case", args=[case.pk])).content.decode()
        assert "案件已结束，不再等答复" in page
        assert reverse("cases:help_renew", args=[sent.assistance.pk]) not in page
        assert f'href="{reverse("cases:ask_help", args=[case.pk])}"' not in page
        assert reverse("cases:helped", args=[case.pk, sent.assistance.pk]) in page

    def test_m160_nothing_new_is_asked_in_a_closed_case(self, stage):
        case = begun(stage)
        sent = ask(stage, case, way=HelpWay.LINK, contact_name="赵警官", due_on=date(2026, 4, 30))
        closed(stage, case)
        with pytest.raises(Conflict) as refused:
            ask(stage, case, due_on=date(2026, 4, 30))
        assert refused.value.code == "case.closed"
        with pytest.raises(Conflict):
            actions.renew_help_link(assistance_id=sent.assistance.pk, actor=stage.officer, now=stage.now)

        assert CaseAssistance.objects.count() == 1
