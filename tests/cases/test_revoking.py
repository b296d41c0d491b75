"""主动撤销、重新处理：撤销的决定不再执行、不再公开、不再算数；重新告知、听取意见以后才能重新决定。"""

import pytest

from tongpan.cases import actions
from tongpan.cases.domain.acts import CaseAct, in_question
from tongpan.cases.domain.spot import Spot
from tongpan.cases.models import CaseFlag, ChargeOutcome
from tongpan.cases.queries.summary import earlier_offences
from tongpan.kernel import ledger
from tongpan.kernel.errors import Conflict, Forbidden, Invalid, Unlawful
from tongpan.law.facts.words import Fault
from tongpan.law.procedure import Step

pytestmark = pytest.mark.django_db

WRONG = {"ground": "FACTS", "why": "测量有误，没有占用人行道", "number": "撤罚〔2026〕1号", "told": "3月16日直接送达"}
AGAIN = {"choice": "OTHER", "why": "补充测量以后重新处理"}
ROUND = (Step.REPORT, Step.NOTIFY, Step.WAIVE)


@pytest.fixture
def case(stage):
    """A fine that is decided and served."""
    made = stage.found(stage.open())
    stage.take(made, Step.FILE, Step.SHOW_IDENTITY, Step.GATHER, Step.VERIFY, *ROUND)
    stage.wait(days=8)
    return stage.take(made, Step.DECIDE, Step.SERVE)


def revoked(stage, case):
    return stage.take(case, Step.REVOKE, **WRONG)


def reopened(stage, case):
    revoked(stage, case)
    for paid in stage.facts(case).payments:
        stage.take(case, Step.REFUND, amount=f"{paid.amount.fen / 100:.2f}", voucher="TF-1")
    stage.take(case, Step.RESTORE)
    return stage.take(case, Step.REOPEN, **AGAIN)


class TestRevoking:
    def test_the_head_who_decides_revokes_and_nothing_is_demanded_any_more(self, stage, case):
        stage.take(case, Step.REDACT, Step.PUBLISH)
        revoked(stage, case)
        (row,) = stage.facts(case).revocations
        outlook = stage.outlook(case)

        assert (row.decider, row.ground) == ("周正", Fault.FACTS)
        assert ledger.history(case)[-1].facts["detail"]["number"] == WRONG["number"]
        assert outlook.offers(Step.WITHDRAW)
        assert outlook.offers(Step.RESTORE)
        gone = {Step.PAY, Step.DEFER, Step.SURCHARGE, Step.DEMAND, Step.APPLY_COURT, Step.REVOKE}
        assert gone.isdisjoint(each.step for each in (*outlook.steps, *outlook.blocked))
        assert "DL-21" in {each.rule for each in outlook.limits}
        assert "DL-23" not in {each.rule for each in outlook.limits}

    def test_it_is_not_made_ready_for_publication_any_more_and_the_page_says_that_it_fell(self, stage, case, enter):
        assert stage.outlook(case).offers(Step.REDACT)
        revoked(stage, case)
        page = enter(stage.officer).get(f"/cases/{case.pk}/").content.decode()

        assert not stage.outlook(case).offers(Step.REDACT)
        assert "撤销或者确认无效，不再执行" in page

    def test_it_may_be_done_and_is_not_what_the_case_waits_for(self, stage, case, enter):
        page = enter(stage.head).get(f"/cases/{case.pk}/").content.decode()
        offered = page[page.index("可以办的") :]

        assert offered.index(Step.PAY.label) < offered.index(Step.REVOKE.label)

    @pytest.mark.parametrize("who", ["officer", "deputy", "reviewer"])
    def test_nobody_else_does(self, stage, case, who):
        with pytest.raises(Forbidden) as refused:
            actions.take_step(
                case_id=case.pk, step=Step.REVOKE, target=stage.target(case), actor=getattr(stage, who),
                now=stage.wait(minutes=1).now, entered=WRONG,
            )  # fmt: skip
        assert refused.value.code == "cases.post"

    def test_a_handler_proposes_it(self, stage, case):
        made = actions.propose_step(
            case_id=case.pk, step=Step.REVOKE, target=stage.target(case), entered=WRONG, reason="发现测量有误",
            actor=stage.officer, now=stage.wait(minutes=1).now,
        )  # fmt: skip
        actions.answer_proposal(proposal_id=made.pk, take=True, actor=stage.head, now=stage.wait(minutes=1).now)

        assert len(stage.facts(case).revocations) == 1

    @pytest.mark.parametrize("name", ["ground", "why", "number", "told"])
    def test_ground_reason_number_and_how_the_party_was_told_are_said(self, stage, case, name):
        with pytest.raises(Invalid) as refused:
            stage.take(case, Step.REVOKE, **(WRONG | {name: ""}))
        assert name in refused.value.fields

    def test_it_no_longer_counts_among_the_results_and_supervision_sees_it(self, stage, case):
        assert ChargeOutcome.objects.filter(case=case).count() == 1
        before = Spot(matter=stage.matter.code, identity="330802198001011234")
        assert len(earlier_offences(before, stage.matter.pk)) == 1
        revoked(stage, case)

        assert not ChargeOutcome.objects.filter(case=case).exists()
        assert earlier_offences(before, stage.matter.pk) == ()
        assert "主动撤销" in CaseFlag.objects.get(case=case, flag="WITHDRAWN").note

    def test_while_a_suit_is_pending_it_warns_and_does_not_stop(self, stage, case):
        stage.take(case, Step.LITIGATE)
        assert "revocation.pending.litigation" in {each.code for each in stage.outlook(case).warnings}
        revoked(stage, case)
        stage.wait(minutes=1)

        assert stage.outlook(case).why_not(Step.REOPEN)[:1] == ("closing.pending",)

    def test_closing_waits_until_what_was_paid_is_returned_and_needs_no_new_decision(self, stage, case):
        stage.take(case, Step.PAY)
        revoked(stage, case)
        waits = next(each for each in stage.outlook(case).blocked if each.step is Step.CLOSE)
        assert "已缴的2,000元还没有退还" in "".join(each.message for each in waits.breaches)
        stage.take(case, Step.REFUND, amount="2000", voucher="TF-1", why="罚款二千元，退还钱大有，当日签收")
        stage.take(case, Step.RESTORE)

        assert stage.take(case, Step.CLOSE).standing == "CLOSED"

    def test_facts_stay_as_they_are_until_the_charge_is_looked_into_again(self, stage, case):
        revoked(stage, case)
        with pytest.raises(Conflict) as refused:
            stage.found(case, proven=False)
        assert refused.value.code == "case.decided"
        assert "撤销后重新处理" in str(refused.value)


class TestDecidingAnew:
    def test_not_before_what_followed_is_undone(self, stage, case):
        stage.take(case, Step.REDACT, Step.PUBLISH)
        revoked(stage, case)
        stage.wait(minutes=1)

        assert set(stage.outlook(case).why_not(Step.REOPEN)) == {"closing.unrestored", "reopening.published"}

    def test_the_approving_head_lets_it_and_nobody_else(self, stage, case):
        revoked(stage, case)
        stage.take(case, Step.RESTORE)
        with pytest.raises(Forbidden):
            actions.take_step(
                case_id=case.pk, step=Step.REOPEN, target=stage.target(case), actor=stage.officer,
                now=stage.wait(minutes=1).now, entered=AGAIN,
            )  # fmt: skip
        assert stage.take(case, Step.REOPEN, **AGAIN).standing == "INQUIRY"

    def test_a_new_decision_waits_for_a_new_report_notice_and_statement(self, stage, case):
        reopened(stage, case)
        stage.found(case, proposed={"kinds": ["FINE"], "fine": "1000"})
        stage.wait(minutes=1)
        assert {"report.missing", "notice.missing"} <= set(stage.outlook(case).why_not(Step.DECIDE))
        stage.take(case, Step.REPORT)
        stage.take(case, Step.NOTIFY, reply_by="2026-03-20")
        stage.take(case, Step.WAIVE)
        stage.wait(days=8)
        stage.take(case, Step.DECIDE, Step.SERVE)
        stage.take(case, Step.PAY, amount="1000")
        facts = stage.facts(case)

        assert [each.penalty.fine.fen for each in facts.decisions] == [200_000, 100_000]
        assert len(facts.notices) == 2
        assert ChargeOutcome.objects.get(case=case).fine_fen == 100_000
        assert stage.take(case, Step.CLOSE).standing == "CLOSED"

    def test_what_was_paid_before_does_not_pay_the_new_decision(self, stage, case):
        stage.take(case, Step.PAY)
        reopened(stage, case)
        stage.take(case, *ROUND[:1])
        stage.take(case, Step.NOTIFY, reply_by="2026-03-20")
        stage.take(case, Step.WAIVE)
        stage.wait(days=8)
        stage.take(case, Step.DECIDE, Step.SERVE)

        assert stage.outlook(case).offers(Step.PAY)

    def test_the_same_is_not_decided_again_after_reconsideration_revoked_it(self, stage, case):
        stage.take(case, Step.RECONSIDER)
        stage.take(case, Step.CONCLUDE_REMEDY, choice="REVOKED", number="复决〔2026〕1号")
        stage.take(case, Step.RESTORE)
        stage.take(case, Step.REOPEN, **AGAIN)
        stage.take(case, Step.REPORT)
        stage.take(case, Step.NOTIFY, reply_by="2026-03-20")
        stage.take(case, Step.WAIVE)
        stage.wait(days=8)

        assert stage.outlook(case).why_not(Step.DECIDE) == ("remedies.redo.same_unordered",)
        with pytest.raises(Unlawful):
            stage.take(case, Step.DECIDE)

    def test_a_reopened_case_may_be_ended_as_one_that_is_not_decided(self, stage, case):
        assert not in_question(CaseAct.END_INQUIRY, stage.facts(case))
        reopened(stage, case)

        assert in_question(CaseAct.END_INQUIRY, stage.facts(case))
        assert not in_question(CaseAct.DROP, stage.facts(case))
