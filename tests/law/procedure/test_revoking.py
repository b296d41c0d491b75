"""撤销和重新处理：谁撤销，撤销以后停什么，重新处理以前了结什么，重新决定受什么限制。"""

from dataclasses import replace
from datetime import timedelta

import pytest

from tongpan.law.calendar import national
from tongpan.law.facts import (
    Disclosure,
    Enforcement,
    Payment,
    Remedy,
    Reopening,
    Revocation,
    Statement,
    decided,
    standing,
)
from tongpan.law.facts.coherence import check_coherence
from tongpan.law.facts.words import Enforcing, Fault, Outcome, RemedyKind
from tongpan.law.model.probing.base import KEY, LATER, posts
from tongpan.law.model.probing.base import decided as with_decision
from tongpan.law.model.starting import DAY_ONE, SMALL, a_clue, investigated
from tongpan.law.money import yuan
from tongpan.law.procedure import Act, Step, Target, next_steps, perform
from tongpan.law.refusal import LawRefused

CALENDAR = national()
SERVED = with_decision(investigated(a_clue()))
MINUTE = timedelta(minutes=1)
OWN = Revocation(**KEY, at=DAY_ONE + MINUTE, decider="周", ground=Fault.FACTS)
UNDONE = replace(OWN, restored_at=DAY_ONE + 2 * MINUTE)
AGAIN = Reopening(**KEY, at=DAY_ONE + 3 * MINUTE)
TARGET = Target(**KEY)
RECONSIDERED = Remedy(**KEY, kind=RemedyKind.RECONSIDERATION, at=DAY_ONE)
FELL = Remedy(
    **KEY, kind=RemedyKind.RECONSIDERATION, at=DAY_ONE, ended_at=DAY_ONE, outcome=Outcome.REVOKED, restored_at=DAY_ONE
)


def look(facts, at=LATER):
    return next_steps(facts, at, CALENDAR)


def codes(facts, step, at=LATER):
    return set(look(facts, at).why_not(step))


@pytest.mark.parametrize(
    ("named", "code"),
    [
        pytest.param({"decider": ""}, "staff.decider.unnamed", id="没有确定作决定的负责人"),
        pytest.param({"decider": "张"}, "separation.decider", id="承办人不能撤销"),
    ],
)
def test_who_decides_revokes(named, code):
    assert codes(replace(SERVED, assignments=posts(**named)), Step.REVOKE) == {code}


@pytest.mark.parametrize(
    ("remedy", "code"),
    [
        pytest.param(
            Remedy(**KEY, kind=RemedyKind.RECONSIDERATION, at=DAY_ONE), "pending.reconsideration", id="复议中"
        ),
        pytest.param(Remedy(**KEY, kind=RemedyKind.LITIGATION, at=DAY_ONE), "pending.litigation", id="诉讼中"),
        pytest.param(replace(FELL, outcome=Outcome.UPHELD), "upheld.reconsideration", id="复议维持"),
        pytest.param(
            replace(FELL, outcome=Outcome.UPHELD, kind=RemedyKind.LITIGATION), "upheld.litigation", id="诉讼维持"
        ),
    ],
)
def test_a_body_that_looks_at_the_decision_or_upheld_it_is_pointed_out_and_stops_nothing(remedy, code):
    found = look(replace(SERVED, remedies=(remedy,)))

    assert found.offers(Step.REVOKE)
    assert f"revocation.{code}" in {each.code for each in found.warnings}


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        pytest.param({"revocations": (OWN,)}, "closing.unrestored", id="没有退还"),
        pytest.param({"remedies": (replace(FELL, ended_at=None, outcome=None),)}, "closing.pending", id="复议未结"),
        pytest.param(
            {"disclosures": (Disclosure(**KEY, redacted_at=DAY_ONE, at=DAY_ONE),)}, "reopening.published", id="还在公开"
        ),
        pytest.param(
            {"enforcements": (Enforcement(**KEY, way=Enforcing.COURT, decided_at=DAY_ONE),)},
            "reopening.enforcing",
            id="还在执行",
        ),
    ],
)
def test_before_it_is_looked_into_again_what_followed_is_undone(changed, code):
    assert codes(replace(SERVED, **({"revocations": (UNDONE,)} | changed)), Step.REOPEN) == {code}


def test_it_is_looked_into_again_at_a_moment_of_its_own():
    facts = replace(SERVED, revocations=(UNDONE,))

    assert not [each for each in look(facts, OWN.at).steps if each.step is Step.REOPEN]
    assert look(facts).offers(Step.REOPEN)


@pytest.mark.parametrize(
    ("payments", "words"),
    [
        pytest.param((), "还没有恢复原状、退还财物", id="没有缴过"),
        pytest.param((Payment(**KEY, at=DAY_ONE, amount=yuan(60)),), "已缴的60元还没有退还", id="缴过的说明数额"),
    ],
)
def test_what_was_paid_is_to_be_returned(payments, words):
    blocked = look(replace(SERVED, revocations=(OWN,), payments=payments)).blocked
    said = next(each for each in blocked if each.step is Step.CLOSE).breaches

    assert any(words in each.message for each in said)


def test_of_two_that_revoked_it_the_one_that_is_not_undone_is_next():
    facts = replace(SERVED, remedies=(FELL,), revocations=(OWN,))
    done = perform(facts, Act(Step.RESTORE, TARGET, LATER, CALENDAR))

    assert look(facts).offers(Step.RESTORE)
    assert done.revocations[0].restored_at == LATER


class TestARoundOfItsOwn:
    FACTS = replace(
        SERVED,
        revocations=(UNDONE,),
        reopenings=(AGAIN,),
        payments=(Payment(**KEY, at=DAY_ONE, amount=SMALL.fine),),
    )

    def test_nothing_of_the_earlier_round_carries_the_new_decision(self):
        assert {"report.missing", "notice.missing"} <= codes(self.FACTS, Step.DECIDE)
        assert decided(self.FACTS) == {}

    def test_a_new_decision_owes_anew_and_rows_stay(self):
        facts = self.FACTS
        for step in (Step.REPORT, Step.NOTIFY, Step.WAIVE, Step.DECIDE, Step.SERVE):
            facts = perform(facts, Act(step, TARGET, LATER, CALENDAR))

        assert look(facts).offers(Step.PAY)
        assert len(facts.decisions) == len(facts.notices) == 2
        assert standing(facts) == {tuple(TARGET[:2]): facts.decisions[-1]}
        check_coherence(facts)

    def test_a_decision_that_was_revoked_does_not_stand(self):
        assert standing(replace(SERVED, revocations=(OWN,))) == {}
        assert standing(replace(SERVED, remedies=(FELL,))) == {}
        assert len(standing(SERVED)) == 1

    def test_the_new_decision_is_published_and_enforced_by_rows_of_its_own(self):
        old = Disclosure(**KEY, redacted_at=DAY_ONE, at=DAY_ONE, withdrawn_at=OWN.at)
        facts = perform(replace(self.FACTS, disclosures=(old,)), Act(Step.PUBLISH, TARGET, LATER, CALENDAR))

        assert [each.at for each in facts.disclosures] == [DAY_ONE, LATER]


class TestTheSameAgain:
    """复议法 64 条 2 款、行政诉讼法 71 条。"""

    def again(self, kind, procedural=False, law=None, fine=None, outcome=Outcome.REVOKED):
        remedy = replace(
            FELL,
            kind=kind,
            outcome=outcome,
            at=DAY_ONE + MINUTE,
            ended_at=DAY_ONE + MINUTE,
            restored_at=DAY_ONE + MINUTE,
        )
        row = replace(AGAIN, procedural=procedural)
        facts = replace(SERVED, remedies=(remedy,), reopenings=(row,))
        (charge,) = facts.charges
        if fine is not None:
            charge = replace(charge, proposed=replace(charge.proposed, fine=fine))
        if law is not None:
            charge = replace(charge, law=law)
        facts = replace(facts, charges=(charge,))
        told = perform(
            perform(facts, Act(Step.REPORT, TARGET, AGAIN.at, CALENDAR)), Act(Step.NOTIFY, TARGET, AGAIN.at, CALENDAR)
        )
        return perform(told, Act(Step.WAIVE, TARGET, AGAIN.at, CALENDAR))

    @pytest.mark.parametrize(
        ("kind", "changed", "code"),
        [
            pytest.param("RECONSIDERATION", {"outcome": Outcome.REDONE}, "remedies.redo.same", id="责令重作，照样再作"),
            pytest.param("RECONSIDERATION", {}, "remedies.redo.same_unordered", id="复议撤销，没有责令重作"),
            pytest.param("RECONSIDERATION", {"outcome": Outcome.VOID}, "remedies.redo.same_unordered", id="确认无效"),
            pytest.param("RECONSIDERATION", {"procedural": True}, None, id="复议只因程序撤销"),
            pytest.param("RECONSIDERATION", {"fine": yuan(50)}, None, id="数额不同"),
            pytest.param("RECONSIDERATION", {"law": "浙江省城市市容和环境卫生管理条例"}, None, id="依据不同"),
            pytest.param(
                "LITIGATION", {"outcome": Outcome.REDONE}, "remedies.redo.same_after_suit", id="判决重作，照样再作"
            ),
            pytest.param("LITIGATION", {}, "remedies.redo.same_unordered", id="判决撤销，没有判决重作"),
            pytest.param("LITIGATION", {"fine": yuan(50)}, None, id="判决撤销，数额不同"),
        ],
    )
    def test_is_not_decided(self, kind, changed, code):
        facts = self.again(RemedyKind(kind), **changed)

        assert {each for each in codes(facts, Step.DECIDE) if "redo" in each} == ({code} if code else set())

    @pytest.mark.parametrize(("outcome", "overridable"), [(Outcome.REVOKED, True), (Outcome.REDONE, False)])
    def test_a_head_goes_on_with_a_reason_only_where_no_text_forbids_it(self, outcome, overridable):
        blocked = look(self.again(RemedyKind.RECONSIDERATION, outcome=outcome)).blocked
        (decision,) = [each for each in blocked if each.step is Step.DECIDE]

        assert [each.overridable for each in decision.breaches if "redo" in each.code] == [overridable]

    def test_a_third_round_is_measured_by_the_decision_that_the_remedy_took_away(self):
        """Between the two the organ decided otherwise and revoked that itself: the judgment still binds."""
        first = self.again(RemedyKind.LITIGATION, outcome=Outcome.REDONE)
        other = replace(SERVED.decisions[-1], at=AGAIN.at + MINUTE, penalty=replace(
            SERVED.decisions[-1].penalty, fine=yuan(50)
        ))  # fmt: skip
        own = replace(OWN, at=AGAIN.at + 2 * MINUTE, restored_at=AGAIN.at + 3 * MINUTE)
        last = replace(AGAIN, at=AGAIN.at + 4 * MINUTE)
        facts = replace(
            first,
            decisions=(*first.decisions, other),
            revocations=(own,),
            reopenings=(*first.reopenings, last),
        )
        told = perform(
            perform(facts, Act(Step.REPORT, TARGET, last.at, CALENDAR)), Act(Step.NOTIFY, TARGET, last.at, CALENDAR)
        )

        assert "remedies.redo.same_after_suit" in codes(
            perform(told, Act(Step.WAIVE, TARGET, last.at, CALENDAR)), Step.DECIDE
        )

    def test_after_a_judgment_on_procedure_alone_it_is_a_question(self):
        found = look(self.again(RemedyKind.LITIGATION, procedural=True))

        assert "remedies.redo.procedure_after_suit" in {each.code for each in found.warnings}

    def test_what_the_organ_revoked_itself_is_not_bound(self):
        facts = replace(TestARoundOfItsOwn.FACTS, notices=(*SERVED.notices, self.notice()), statements=self.waived())

        assert not {each for each in codes(facts, Step.DECIDE) if "redo" in each}

    @staticmethod
    def notice():
        return replace(SERVED.notices[-1], at=AGAIN.at, served_at=AGAIN.at)

    @staticmethod
    def waived():
        return (Statement(**KEY, at=AGAIN.at, waived=True),)


@pytest.mark.parametrize(
    "changed",
    [
        pytest.param({"decisions": (), "revocations": (OWN,)}, id="没有决定就撤销"),
        pytest.param({"revocations": (replace(OWN, at=DAY_ONE - MINUTE),)}, id="撤销早于决定"),
        pytest.param({"revocations": (replace(OWN, restored_at=DAY_ONE),)}, id="恢复早于撤销"),
        pytest.param({"reopenings": (AGAIN,)}, id="没有撤销就重新处理"),
        pytest.param(
            {"revocations": (OWN,), "reopenings": (replace(AGAIN, at=OWN.at - MINUTE / 2),)}, id="重新处理早于撤销"
        ),
        pytest.param(
            {"revocations": (UNDONE,), "reopenings": (AGAIN, replace(AGAIN, at=AGAIN.at + MINUTE))},
            id="撤销一次，重新处理两次",
        ),
    ],
)
def test_what_cannot_be(changed):
    with pytest.raises(LawRefused):
        check_coherence(replace(SERVED, **changed))
