"""回避、告知、听证、审核、决定、送达、公开、移送各步留下什么。"""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from tongpan.law.calendar import national
from tongpan.law.facts import Disclosure, Recusal
from tongpan.law.facts.words import Duty, HearingOutcome, Mode, Paper, Role, Track
from tongpan.law.limits import Regime
from tongpan.law.model.probing.base import KEY, decided, hearing_asked, posts, ready, referred
from tongpan.law.model.starting import DAY_ONE, LARGE, SMALL, a_charge, a_clue, a_party, investigated
from tongpan.law.penalty.no_penalty import Ground, Harm
from tongpan.law.procedure import Act, Step, Target, perform

CALENDAR = national()
CHARGE = Target("甲", "占道经营")
NOW = DAY_ONE + timedelta(days=3)


def after(facts, step, target=CHARGE, choice="", at=NOW):
    return perform(facts, Act(step, target, at, CALENDAR, choice))


def shown(row, expected):
    return {name: getattr(row, name) for name in expected}


class TestRecusal:
    PENDING = (Recusal("张", DAY_ONE, DAY_ONE, granted=False), Recusal("王", DAY_ONE))

    @pytest.mark.parametrize(("choice", "granted"), [("GRANTED", True), ("REFUSED", False)])
    def test_the_one_that_waits_is_decided(self, choice, granted):
        found = after(replace(a_clue(), recusals=self.PENDING), Step.DECIDE_RECUSAL, Target(), choice).recusals

        assert found == (self.PENDING[0], replace(self.PENDING[1], decided_at=NOW, granted=granted))


class TestHearing:
    def test_is_fixed_on_the_first_lawful_day(self):
        (row,) = after(hearing_asked(), Step.FIX_HEARING).hearing_notices

        assert (row.served_at, row.held_on, row.announced_on) == (NOW, date(2026, 3, 17), date(2026, 3, 5))

    def test_has_no_day_to_wait_for_where_the_calendar_is_not_out(self):
        late = DAY_ONE.replace(month=12, day=30)
        (row,) = after(hearing_asked(), Step.FIX_HEARING, at=late).hearing_notices

        assert row.held_on == date(2026, 12, 30)

    @pytest.mark.parametrize(
        ("choice", "outcome"),
        [("HELD", HearingOutcome.HELD), ("ABSENT", HearingOutcome.ABSENT), ("", HearingOutcome.HELD)],
    )
    def test_ends_as_it_went_under_the_chair_with_the_evidence(self, choice, outcome):
        (row,) = after(hearing_asked(), Step.HOLD_HEARING, choice=choice).hearings

        assert (row.outcome, row.chair, row.evidence) == (outcome, "陈", ("证据1",))


class TestReview:
    @pytest.mark.parametrize(("choice", "passed"), [("PASS", True), ("FAIL", False), ("", True)])
    def test_passes_or_fails(self, choice, passed):
        (row,) = after(ready(), Step.REVIEW, choice=choice).reviews

        assert (row.reviewer, row.passed) == ("李", passed)

    @pytest.mark.parametrize(
        ("charge", "legal"),
        [
            pytest.param(a_charge(regime=Regime.SAMR), False, id="只是案件审核"),
            pytest.param(a_charge(regime=Regime.SAMR, weighty=True), True, id="法制审核"),
        ],
    )
    def test_is_a_legal_one_where_that_is_due(self, charge, legal):
        (row,) = after(ready(charge), Step.REVIEW).reviews

        assert row.legal is legal

    def test_the_heads_deliberate_and_nobody_else(self):
        (row,) = after(ready(), Step.DELIBERATE).deliberations

        assert (set(row.heads), row.conclusion) == ({"吴", "周"}, "同意")


class TestDecision:
    @pytest.mark.parametrize(
        ("step", "expected"),
        [
            pytest.param(
                Step.DECIDE_ON_SPOT,
                {"track": Track.SUMMARY, "decider": "张", "handed_over": True, "correction": True, "penalty": SMALL},
                id="当场决定：承办人作出，当场交付，责令改正",
            ),
            pytest.param(
                Step.DECIDE,
                {"track": Track.ORDINARY, "decider": "周", "handed_over": False, "correction": True, "penalty": SMALL},
                id="普通程序：负责人决定，责令改正",
            ),
            pytest.param(
                Step.DECIDE_NONE,
                {"track": Track.ORDINARY, "decider": "周", "correction": True, "education": True, "penalty": None},
                id="不予处罚：责令改正，教育当事人",
            ),
        ],
    )
    def test_says_by_whom_and_what(self, step, expected):
        (row,) = after(ready(), step).decisions

        assert shown(row, expected) == expected
        assert (row.at, row.officers, row.evidence) == (NOW, ("张", "王"), ("证据1",))

    @pytest.mark.parametrize("step", [Step.DECIDE_ON_SPOT, Step.DECIDE])
    @pytest.mark.parametrize(
        ("duty", "perform_by"),
        [
            pytest.param(Duty.PAY, None, id="缴纳罚款，期限由法律定"),
            pytest.param(Duty.DEMOLISH, date(2026, 3, 20), id="拆除，十五日"),
        ],
    )
    def test_gives_days_for_a_duty_other_than_paying(self, step, duty, perform_by):
        (row,) = after(ready(a_charge(duty=duty)), step).decisions

        assert row.perform_by == perform_by

    def test_has_no_decider_where_nobody_handles_or_decides(self):
        nobody = replace(ready(), assignments=())

        assert after(nobody, Step.DECIDE_ON_SPOT).decisions[0].decider == ""
        assert after(replace(ready(), assignments=posts(decider="")), Step.DECIDE).decisions[0].decider == ""

    def test_without_a_penalty_names_its_ground(self):
        slight = a_charge(minor=True, corrected=True, consequences=Harm.NONE)

        assert after(ready(slight), Step.DECIDE_NONE).decisions[0].ground is Ground.MINOR

    def test_where_no_law_was_broken_nothing_is_corrected_and_nobody_taught(self):
        (row,) = after(ready(a_charge(proven=False)), Step.DECIDE_NONE).decisions

        assert (row.ground, row.correction, row.education) == (Ground.NOT_ESTABLISHED, False, False)


class TestService:
    FACTS = decided(investigated(a_clue(party=a_party(untraceable=True))), served=False)

    @pytest.mark.parametrize(
        ("step", "mode", "effective_at", "reason", "consent"),
        [
            (Step.SERVE, Mode.DIRECT, NOW, "", None),
            (Step.SERVE_ELECTRONIC, Mode.ELECTRONIC, NOW, "", True),
            (Step.SERVE_PUBLIC, Mode.PUBLIC, None, "下落不明", None),
        ],
    )
    def test_works_at_once_but_for_a_public_notice(self, step, mode, effective_at, reason, consent):
        (row,) = after(self.FACTS, step).services

        assert (row.paper, row.mode, row.effective_at) == (Paper.DECISION, mode, effective_at)
        assert (row.reason, row.consent) == (reason, consent)

    def test_a_public_notice_of_one_who_can_be_found_has_no_reason(self):
        assert after(decided(investigated(a_clue()), served=False), Step.SERVE_PUBLIC).services[0].reason == ""


class TestPublishing:
    FACTS = decided(investigated(a_clue()))

    @pytest.mark.parametrize(
        ("rows", "found"),
        [
            pytest.param((), (Disclosure(**KEY, at=NOW),), id="没有审查过的，公开自成一行"),
            pytest.param(
                (Disclosure(**KEY, redacted_at=DAY_ONE),),
                (Disclosure(**KEY, redacted_at=DAY_ONE, at=NOW),),
                id="审查过的",
            ),
            pytest.param(
                (Disclosure("乙", "占道经营", DAY_ONE),),
                (Disclosure("乙", "占道经营", DAY_ONE), Disclosure(**KEY, at=NOW)),
                id="另一当事人的不动",
            ),
            pytest.param(
                (Disclosure("甲", "噪声", DAY_ONE),),
                (Disclosure("甲", "噪声", DAY_ONE), Disclosure(**KEY, at=NOW)),
                id="另一案由的不动",
            ),
        ],
    )
    def test_fills_in_the_row_of_its_charge(self, rows, found):
        assert after(replace(self.FACTS, disclosures=rows), Step.PUBLISH).disclosures == found

    def test_withdraws_the_row_of_its_charge_alone(self):
        mine, others, noise = (
            Disclosure(*key, DAY_ONE, DAY_ONE) for key in (("甲", "占道经营"), ("乙", "占道经营"), ("甲", "噪声"))
        )

        found = after(replace(self.FACTS, disclosures=(mine, others, noise)), Step.WITHDRAW).disclosures

        assert found == (replace(mine, withdrawn_at=NOW), others, noise)


class TestReferral:
    @pytest.mark.parametrize(
        ("step", "choice", "expected"),
        [
            (Step.REPORT_REFERRAL, "", {"reported_at": NOW}),
            (Step.APPROVE_REFERRAL, "", {"decided_at": NOW, "decided_by": "周", "approved": True, "reasons": ""}),
            (
                Step.REFUSE_REFERRAL,
                "",
                {"decided_at": NOW, "decided_by": "周", "approved": False, "reasons": "不够追诉标准"},
            ),
            (Step.ASSEMBLE, "", {"complete": True}),
            (Step.TRANSFER, "", {"transferred_at": NOW}),
            (Step.HEAR_POLICE, "FILED", {"answered_at": NOW, "accepted": True}),
            (Step.HEAR_POLICE, "NOT_FILED", {"answered_at": NOW, "accepted": False}),
            (Step.CONTEST, "", {"contested_at": NOW}),
            (Step.RESUME, "", {"resumed_at": NOW}),
        ],
    )
    def test_each_step_fills_in_its_columns(self, step, choice, expected):
        (row,) = after(referred(), step, choice=choice).referrals

        assert shown(row, expected) == expected

    def test_the_team_is_of_those_who_handle_the_case(self):
        (row,) = after(investigated(a_clue(a_charge(crime=True))), Step.FORM_TEAM).referrals

        assert (row.team, row.team_at, row.reported_at) == (("张", "王"), NOW, None)


def test_a_notice_tells_of_a_hearing_where_the_penalty_is_large():
    told = [
        after(investigated(a_clue(a_charge(regime=Regime.HURD, proposed=each))), Step.NOTIFY).notices[0]
        for each in (LARGE, SMALL)
    ]

    assert [each.hearing_told for each in told] == [True, False]
    assert [each.penalty for each in told] == [LARGE, SMALL]
    assert {each.evidence for each in told} == {("证据1",)}


def test_closing_and_filing_are_the_heads():
    facts = after(a_clue(), Step.FILE, Target())
    assert (facts.filing.at, facts.filing.approver) == (NOW, facts.assignments[4].officer)
    assert facts.assignments[4].role is Role.APPROVER

    closed = after(decided(investigated(a_clue())), Step.CLOSE, Target())
    assert (closed.closing.at, closed.closing.approver) == (NOW, "吴")
