"""一件案件从建档走到结案：每一步由该办的人办，留下的事实、期限、台账都在。"""

import pytest

from tongpan.cases.domain.choices import Standing
from tongpan.cases.models import CaseFact, CaseLimit
from tongpan.kernel import ledger
from tongpan.law.procedure import Step

pytestmark = pytest.mark.django_db


def test_m146_an_ordinary_case_from_clue_to_closing(stage):
    case = stage.found(stage.open())
    assert case.standing == Standing.CLUE
    stage.take(case, Step.FILE)
    case = stage.take(case, Step.SHOW_IDENTITY, Step.GATHER, Step.VERIFY, Step.REPORT)
    assert case.standing == Standing.INQUIRY
    case = stage.take(case, Step.NOTIFY)
    assert case.standing == Standing.TOLD
    stage.take(case, Step.STATE, Step.RECHECK)
    stage.wait(days=8)  # the five working days to ask for a hearing are over
    case = stage.take(case, Step.DECIDE)
    assert (case.standing, case.track) == (Standing.DECIDED, "ORDINARY")
    case = stage.take(case, Step.SERVE)
    assert case.standing == Standing.SERVED
    stage.take(case, Step.REDACT, Step.PUBLISH)
    stage.wait(days=5)
    case = stage.take(case, Step.PAY, Step.CLOSE)

    assert case.standing == Standing.CLOSED
    assert case.closed_on == stage.now.date()
    assert [each.step for each in stage.outlook(case).steps] == [Step.RECONSIDER, Step.LITIGATE]


def test_m186_every_step_has_its_entry_in_the_ledger(stage):
    case = stage.found(stage.open())
    stage.take(case, Step.FILE, Step.SHOW_IDENTITY)
    actions = [item.action for item in ledger.history(case)]

    assert actions == ["case.opened", "case.found", "case.found", "case.found", "case.stepped", "case.stepped"]


def test_limits_are_rows_that_follow_the_facts(stage):
    case = stage.found(stage.open())
    before = set(CaseLimit.objects.filter(case=case).values_list("rule", flat=True))
    case = stage.take(case, Step.FILE)
    after = set(CaseLimit.objects.filter(case=case).values_list("rule", flat=True))

    assert ("DL-01" in before, "DL-09" in before) == (True, False)
    assert ("DL-01" in after, "DL-09" in after) == (False, True)
    assert case.next_due_on is not None


def test_what_was_written_beside_a_row_is_kept(stage):
    case = stage.found(stage.open())
    stage.take(case, Step.FILE, Step.SHOW_IDENTITY, Step.GATHER)

    assert CaseFact.objects.get(case=case, table="evidence").detail == {"title": "现场检查笔录"}
