"""处罚决定：结论与查明的事实相符，责令改正、教育随附，办案期限之内。"""

from dataclasses import replace
from datetime import date

import pytest

from tongpan.law.calendar import national
from tongpan.law.limits import Regime
from tongpan.law.penalty import decision
from tongpan.law.penalty.decision import Clock, Correction, Findings, Outcome
from tongpan.law.period import Authority, Exclusion, Extension, Ground, Unit
from tongpan.law.refusal import LawRefused

CALENDAR = national()
GUILTY = Findings(
    Outcome.PENALTY, established=True, exempt=False, crime_suspected=False, competent=True,
    correction=Correction.ORDERED, decider="陈", handlers=frozenset({"李", "王"}),
)  # fmt: skip


def codes(verdict):
    return [breach.code for breach in verdict]


class TestOutcome:
    @pytest.mark.parametrize(
        ("change", "found"),
        [
            pytest.param({}, [], id="查清事实、责令改正"),
            pytest.param({"established": None}, ["decision.facts.unknown"], id="事实不清"),
            pytest.param({"established": False}, ["decision.facts.unfounded"], id="事实不成立"),
            pytest.param({"crime_suspected": None}, ["decision.crime.unknown"], id="是否犯罪不清"),
            pytest.param({"crime_suspected": True}, ["decision.crime.suspected"], id="涉嫌犯罪"),
            pytest.param({"exempt": None}, ["decision.exempt.unknown"], id="免罚情形不清"),
            pytest.param({"exempt": True}, ["decision.exempt.ignored"], id="有免罚情形"),
            pytest.param({"competent": None}, ["decision.competence.unknown"], id="管辖不清"),
            pytest.param({"competent": False}, ["decision.competence.lacking"], id="无管辖权"),
            pytest.param({"correction": Correction.NONE}, ["decision.correction.missing"], id="没有责令改正"),
            pytest.param({"correction": Correction.MADE}, [], id="已经改正"),
            pytest.param({"decider": ""}, ["decision.decider.missing"], id="没有决定人"),
            pytest.param({"decider": "李"}, ["decision.decider.handler"], id="承办人决定"),
            pytest.param({"outcome": Outcome.EXEMPT, "exempt": True, "educated": True}, [], id="不予处罚并教育"),
            pytest.param(
                {"outcome": Outcome.EXEMPT, "exempt": True}, ["decision.education.missing"], id="不予处罚没有教育"
            ),
            pytest.param(
                {"outcome": Outcome.EXEMPT, "educated": True}, ["decision.exempt.baseless"], id="没有免罚情形"
            ),
            pytest.param(
                {"outcome": Outcome.EXEMPT, "exempt": None, "educated": True},
                ["decision.exempt.baseless"],
                id="免罚情形未查",
            ),
            pytest.param({"outcome": Outcome.UNFOUNDED, "established": False}, [], id="事实不成立不罚"),
            pytest.param({"outcome": Outcome.UNFOUNDED}, ["decision.unfounded.open"], id="事实成立却称不成立"),
            pytest.param(
                {"outcome": Outcome.UNFOUNDED, "established": None}, ["decision.unfounded.open"], id="事实未查清即了结"
            ),
            pytest.param({"outcome": Outcome.TRANSFER_JUSTICE, "crime_suspected": True}, [], id="移送司法"),
            pytest.param(
                {"outcome": Outcome.TRANSFER_JUSTICE, "crime_suspected": None},
                ["decision.referral.baseless"],
                id="移送无据",
            ),
            pytest.param({"outcome": Outcome.TRANSFER_AGENCY, "competent": False}, [], id="移送其他机关"),
            pytest.param(
                {"outcome": Outcome.TRANSFER_AGENCY, "competent": None},
                ["decision.transfer.baseless"],
                id="移送机关无据",
            ),
        ],
    )
    def test_outcome_follows_from_findings(self, change, found):
        verdict = decision.check_outcome(replace(GUILTY, **change))

        assert codes(verdict) == found
        assert all(each.blocks for each in verdict)

    def test_words_have_labels(self):
        assert all(each.label for each in (*Outcome, *Correction))


def days(quantity, authority, granted_on):
    return Extension(quantity, Unit.DAY, authority, granted_on)


class TestClock:
    DOCKETED = date(2026, 3, 2)  # ninety days end on 31 May, a Sunday

    @pytest.mark.parametrize(
        ("decided_on", "facts", "regime", "found"),
        [
            pytest.param(date(2026, 5, 31), {}, None, [], id="第九十日"),
            pytest.param(date(2026, 6, 1), {}, None, ["decision.clock.late"], id="末日休息也不顺延"),
            pytest.param(
                date(2026, 6, 30),
                {"extensions": (days(30, Authority.HEAD, date(2026, 5, 31)),)},
                Regime.HURD,
                [],
                id="负责人延长三十日",
            ),
            pytest.param(
                date(2026, 7, 1),
                {"extensions": (days(30, Authority.HEAD, date(2026, 5, 31)),)},
                Regime.HURD,
                ["decision.clock.late"],
                id="延长后又逾期",
            ),
            pytest.param(
                date(2026, 6, 30),
                {"extensions": (days(30, Authority.HEAD, date(2026, 6, 1)),)},
                Regime.HURD,
                ["decision.clock.invalid"],
                id="期满后才延长",
            ),
            pytest.param(
                date(2026, 6, 30),
                {"extensions": (days(30, Authority.HEAD, date(2026, 5, 1)),)},
                None,
                ["decision.clock.invalid"],
                id="国家法律没有延长",
            ),
            pytest.param(
                date(2026, 6, 30),
                {"extensions": (days(31, Authority.HEAD, date(2026, 5, 1)),)},
                Regime.TRA,
                ["decision.clock.invalid"],
                id="延长过长",
            ),
            pytest.param(
                date(2026, 6, 30),
                {"extensions": (days(30, Authority.COLLECTIVE, date(2026, 5, 1)),)},
                Regime.HURD,
                ["decision.clock.invalid"],
                id="延长机关不对",
            ),
            pytest.param(
                date(2026, 6, 10),
                {"exclusions": (Exclusion(Ground.HEARING, date(2026, 4, 1), date(2026, 4, 10)),)},
                Regime.SAMR,
                [],
                id="听证十日扣除",
            ),
            pytest.param(
                date(2026, 6, 11),
                {"exclusions": (Exclusion(Ground.HEARING, date(2026, 4, 1), date(2026, 4, 10)),)},
                Regime.SAMR,
                ["decision.clock.late"],
                id="扣除后又逾期",
            ),
            pytest.param(
                date(2026, 5, 1),
                {"exclusions": (Exclusion(Ground.ANNOUNCEMENT, date(2026, 4, 1), date(2026, 4, 10)),)},
                Regime.HURD,
                ["decision.clock.invalid"],
                id="住建不扣除公告",
            ),
            pytest.param(
                date(2026, 12, 1),
                {"exclusions": (Exclusion(Ground.SUSPENSION, date(2026, 4, 1)),)},
                Regime.SAMR,
                [],
                id="中止未恢复",
            ),
        ],
    )
    def test_inv_35_36_ninety_days_and_what_moves_them(self, decided_on, facts, regime, found):
        assert codes(decision.check_in_time(Clock(self.DOCKETED, decided_on, **facts), CALENDAR, regime)) == found

    def test_late_decisions_are_stopped_but_may_go_on_with_a_reason(self):
        (breach,) = decision.check_in_time(Clock(self.DOCKETED, date(2026, 6, 1)), CALENDAR)

        assert breach.blocks
        assert breach.overridable

    @pytest.mark.parametrize(
        ("decided_on", "found"),
        [
            pytest.param(date(2027, 1, 8), [], id="最早可能的末日当天"),
            pytest.param(date(2027, 1, 9), ["decision.clock.late"], id="最早可能的末日之后"),
            pytest.param(date(2027, 4, 18), ["decision.clock.late"], id="过了三个月"),
        ],
    )
    def test_past_the_earliest_end_of_a_year_not_published_it_warns(self, decided_on, found):
        verdict = decision.check_in_time(Clock(date(2026, 10, 10), decided_on), CALENDAR)

        assert codes(verdict) == found
        assert not any(breach.blocks for breach in verdict)

    def test_invalid_extension_cites_the_regime(self):
        facts = Clock(self.DOCKETED, date(2026, 6, 30), extensions=(days(31, Authority.HEAD, None),))

        (breach,) = decision.check_in_time(facts, CALENDAR, Regime.HURD)

        assert breach.citation is not None
        assert breach.citation.statute == Regime.HURD.label
        assert not breach.overridable

    def test_zhejiang_rules_exclude_assessment_time(self):
        facts = Clock(
            self.DOCKETED,
            date(2026, 6, 5),
            exclusions=(Exclusion(Ground.EXPERT_REVIEW, date(2026, 4, 1), date(2026, 4, 5)),),
        )

        assert decision.check_in_time(facts, CALENDAR, None, "330106") == ()

    def test_decision_before_docketing_is_refused(self):
        with pytest.raises(LawRefused) as refusal:
            Clock(self.DOCKETED, date(2026, 3, 1))

        assert refusal.value.code == "decision.clock.order"
