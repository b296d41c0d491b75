"""分案时正在送达的文书：告知书分到哪个案件，它的送达就在哪个案件接着办，公告期不重新起算。"""

from dataclasses import replace
from datetime import timedelta

import pytest
from tests.cases.stage import KNOWN
from tests.cases.test_serving import MAILED, NOTIFY
from tests.cases.test_splitting import of, parted, two_parties

from tongpan.cases import actions
from tongpan.cases.domain import splitting
from tongpan.cases.models import CaseFact
from tongpan.cases.steps.gathering import record_of
from tongpan.evidence.domain.choices import Unfilmed
from tongpan.evidence.queries import unfilmed_of
from tongpan.law.procedure import Step

pytestmark = pytest.mark.django_db


def notified(stage, **entered):
    """Return a case of two parties, and a notice to the second that is made and not served yet."""
    case = two_parties(stage)
    actions.find_charge(
        case_id=case.pk, target=stage.target(case, "乙"), values=KNOWN, actor=stage.officer, now=stage.now
    )
    for step in (Step.VERIFY, Step.REPORT):
        of(stage, case, step, "乙")
    of(stage, case, Step.NOTIFY, "乙", **(dict.fromkeys(("mode", "receiver")) | NOTIFY | entered))
    return case


def take(stage, case, step, ref, party="甲", **entered):
    stage.now += timedelta(minutes=1)
    return actions.take_step(
        case_id=case.pk, step=step, target=stage.target(case, party)._replace(ref=ref), actor=stage.officer,
        now=stage.now, entered=entered,
    )  # fmt: skip


def test_what_was_mailed_is_answered_in_the_case_that_has_the_notice(stage):
    case = notified(stage, **MAILED, served_where="衢州市柯城区", exhibit="证据2")
    new = parted(stage, case)
    (attempt,) = stage.facts(new).services
    stage.wait(days=2)
    day = stage.now.date().isoformat()
    signed = {"signed_on": day, "receiver": "MAIL_ROOM", "receiver_name": "孙收，前台"}
    take(stage, new, Step.RECORD_SERVICE, "NOTICE-1", choice="SERVED", **signed)

    assert (attempt.party, attempt.tracking, attempt.exhibit) == ("甲", "EMS1234567", "证据1")
    assert CaseFact.objects.get(case=new, table="services").detail["served_where"] == "衢州市柯城区"
    assert stage.facts(new).notices[0].served_at.date() == stage.now.date()


def test_a_public_notice_runs_on_and_what_was_said_of_its_footage_goes_along(stage):
    case = notified(stage, mode="LATER")
    take(stage, case, Step.SERVE, "NOTICE", "乙", mode="DIRECT", failure="NOBODY")
    take(stage, case, Step.SERVE, "NOTICE", "乙", **MAILED)
    day = stage.wait(days=3).now.date().isoformat()
    take(stage, case, Step.RECORD_SERVICE, "NOTICE-2", "乙", choice="FAILED", failure="UNKNOWN", failed_on=day)
    public = {"reason": "查找未果", "medium": "WEBSITE", "where": "区政府网站"}
    take(stage, case, Step.SERVE_PUBLIC, "NOTICE", "乙", **public)
    actions.explain_footage(
        case_id=case.pk, scene="services:2", kind=Unfilmed.NONE, why="网站公告", actor=stage.officer, now=stage.now
    )
    posted = stage.facts(case).services[2].at
    stage.wait(days=20)
    new = parted(stage, case)
    stage.wait(days=20)
    take(stage, new, Step.CONFIRM_PUBLIC, "NOTICE")

    assert stage.facts(new).services[2].at == posted
    assert stage.facts(new).notices[0].served_at is not None
    assert ("services:2", "NONE") in unfilmed_of(record_of(new))


def test_what_proves_it_is_named_as_it_is_called_there_and_not_where_it_stayed(stage):
    facts = stage.facts(notified(stage, **MAILED))
    keys, people = [("乙", stage.matter.code)], ("李明", "王强", "周正", "吴用", "赵敏", "陈法")
    mine = replace(facts, services=(replace(facts.services[0], exhibit="证据1"),))

    for shared, called in (((), ""), (facts.evidence[:1], "证据2")):
        made, *_ = splitting.parted(mine, keys, shared, {*people, *(each.officer for each in facts.assignments)})
        assert [each.exhibit for each in made.services] == [called]
