"""审核之后改、离任之后批、了结之后补：后门都关上。"""

from datetime import timedelta

import pytest
from tests.cases.proof import TUS, a_file, announce, begun
from tests.cases.reviewed import a_weighty_case
from tests.cases.spots import a_spot, decide, on_the_spot
from tests.cases.stage import CASE

from tongpan.cases import actions, policies
from tongpan.cases.domain.acts import CaseAct
from tongpan.cases.domain.spotpaper import told_words
from tongpan.cases.models import Case
from tongpan.cases.steps.meeting import heads
from tongpan.evidence.models import Upload
from tongpan.kernel import originals
from tongpan.kernel.errors import Conflict, Forbidden, Invalid
from tongpan.kernel.ids import uuid7
from tongpan.law.facts.words import Role
from tongpan.law.procedure import Step

pytestmark = pytest.mark.django_db


def off(stage, case, role, name):
    actions.remove_officer(
        case_id=case.pk, role=role, officer=name, reason="调离", actor=stage.head, now=stage.wait(minutes=1).now
    )


@pytest.mark.parametrize("what", ["earlier_fine", "evidence", "weighing"])
def test_what_is_entered_beside_the_steps_after_the_review_is_reviewed_again(stage, what):
    case = stage.take(a_weighty_case(stage), Step.REVIEW)
    stage.wait(minutes=1)
    common = {"case_id": case.pk, "actor": stage.officer, "now": stage.now}
    if what == "earlier_fine":
        values = {"organ": "区交通局", "amount": "100", "same_act": False}
        actions.enter_row(form="fines", values=values, target=stage.target(case), **common)
    elif what == "weighing":
        actions.weigh_charge(answers={"emergency": True}, target=stage.target(case), **common)
    else:
        ref = stage.facts(case).evidence[0].id
        actions.find_evidence(ref=ref, values={}, exclude=True, why="取得方法不合法", **common)
    assert "review.stale" in stage.outlook(case).why_not(Step.DECIDE)


def test_the_day_of_the_clue_from_which_the_time_to_check_runs_is_not_found_anew(stage):
    case = stage.open()
    came = stage.facts(case).clue.at
    values = {"evidence": True, "at": (came + timedelta(days=20)).isoformat()}
    actions.find_clue(case_id=case.pk, values=values, actor=stage.officer, now=stage.now)
    assert (stage.facts(case).clue.at, stage.facts(case).clue.evidence) == (came, True)


def test_a_head_who_was_taken_off_or_handled_the_case_once_does_not_deliberate(stage):
    case = stage.take(a_weighty_case(stage), Step.REVIEW)
    assert heads(stage.facts(case)) == ["吴用", "周正"]
    off(stage, case, Role.APPROVER, "吴用")
    assert heads(stage.facts(case)) == ["周正"]
    with pytest.raises(Invalid, match="吴用"):
        stage.take(case, Step.DELIBERATE)


def test_who_handled_the_case_once_answers_no_proposal_of_it_on_screen_or_on_paper(stage):
    case = stage.found(stage.open())
    proposal = actions.propose_step(
        case_id=case.pk, step=Step.FILE, target=CASE, reason="", actor=stage.officer, now=stage.now
    )
    facts = stage.facts(case)
    assert policies.stands_apart("吴用", facts)
    name = {"role": Role.HANDLER, "officer_id": stage.head.officer_id}
    actions.name_officer(case_id=case.pk, actor=stage.officer, now=stage.now, **name)
    off_by = {"officer": "周正", "reason": "让贤", "actor": stage.officer, "now": stage.wait(minutes=1).now}
    actions.remove_officer(case_id=case.pk, role=Role.HANDLER, **off_by)
    actions.name_officer(
        case_id=case.pk, role=Role.APPROVER, officer_id=stage.head.officer_id, actor=stage.officer, now=stage.now
    )
    moved = actions.redirect_proposal(
        proposal_id=proposal.pk, officer="周正", reason="出差", actor=stage.officer, now=stage.now
    )
    with pytest.raises(Forbidden):
        actions.answer_proposal(proposal_id=moved.pk, take=True, actor=stage.head, now=stage.now)
    with pytest.raises(Forbidden):
        actions.enter_signature(
            proposal_id=moved.pk, take=True, signed_at=stage.now, actor=stage.officer, now=stage.now
        )


def test_nothing_is_gathered_or_brought_to_a_case_that_is_over(stage):
    case = begun(stage)
    actions.take_act(
        case_id=case.pk, act=CaseAct.END_INQUIRY, entered={"ground": "OTHER", "why": "依法终止调查"},
        actor=stage.deputy, now=stage.now,
    )  # fmt: skip
    assert Case.objects.get().standing == "ENDED"
    with pytest.raises(Conflict):
        actions.bring_file(case_id=case.pk, file=a_file(), actor=stage.officer, now=stage.now)


@pytest.mark.usefixtures("moment")
def test_another_method_is_only_spoken_by_post(stage, enter, settings, tmp_path):
    settings.TONGPAN_FILES_DIR = tmp_path
    case, client = begun(stage), enter(stage.officer)
    place = announce(client, case, 100)["Location"]
    assert client.get(place, **TUS, HTTP_X_HTTP_METHOD_OVERRIDE="DELETE").status_code == 405
    assert Upload.objects.count() == 1
    assert client.post(place, **TUS, HTTP_X_HTTP_METHOD_OVERRIDE="DELETE").status_code == 204


def test_a_second_officer_who_is_nobody_is_said_at_once(stage):
    on_the_spot(stage)
    with pytest.raises(Invalid, match="不在册"):
        decide(stage, second_id=uuid7())


def test_the_party_is_read_the_reasons_too(stage):
    on_the_spot(stage)
    assert "理由：屡劝不改。" in told_words(a_spot(stage, why="屡劝不改。"))


@pytest.mark.usefixtures("moment")
def test_a_file_for_which_there_is_no_room_is_not_begun(stage, enter, monkeypatch, settings, tmp_path):
    settings.TONGPAN_FILES_DIR = tmp_path
    monkeypatch.setattr(originals, "SPARE_BYTES", 1 << 60)
    case, client = begun(stage), enter(stage.officer)
    assert announce(client, case, 100).status_code == 507
    assert not Upload.objects.exists()
