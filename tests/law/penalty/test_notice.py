"""事先告知：内容齐全、告知在先，加重或者有新事实、新依据的重新告知。"""

from dataclasses import replace
from datetime import date

import pytest

from tongpan.law.calendar import national
from tongpan.law.limits import Regime
from tongpan.law.money import yuan
from tongpan.law.penalty import notice
from tongpan.law.penalty.kinds import PenaltyKind as K
from tongpan.law.penalty.notice import Case, Notice, NoticeElement
from tongpan.law.penalty.punishment import Punishment
from tongpan.law.refusal import LawRefused

CALENDAR = national()
FULL = frozenset(NoticeElement)
GOOD = Notice(told=FULL, hearing_due=True)


def codes(verdict):
    return [breach.code for breach in verdict]


class TestContent:
    def test_full_notice_is_lawful(self):
        assert notice.check_content(GOOD, Regime.SAMR) == ()

    @pytest.mark.parametrize(
        ("element", "code"),
        [
            pytest.param(NoticeElement.CONTENT, "notice.content.untold", id="没有写处罚内容"),
            pytest.param(NoticeElement.FACTS, "notice.facts.untold", id="没有写事实"),
            pytest.param(NoticeElement.REASONS, "notice.reasons.untold", id="没有写理由"),
            pytest.param(NoticeElement.BASIS, "notice.basis.untold", id="没有写依据"),
            pytest.param(NoticeElement.STATEMENT_RIGHT, "notice.statement.untold", id="没有写陈述申辩权"),
            pytest.param(NoticeElement.HEARING_RIGHT, "notice.hearing.untold", id="没有写听证权"),
        ],
    )
    def test_each_element_is_asked_for(self, element, code):
        assert codes(notice.check_content(replace(GOOD, told=FULL - {element}))) == [code]
        assert element.label

    @pytest.mark.parametrize(
        ("due", "told", "found"),
        [
            pytest.param(False, False, [], id="不属于听证范围的不必告知"),
            pytest.param(False, True, [], id="不属于而告知了也可以"),
            pytest.param(None, True, [], id="不知道而告知了可以"),
            pytest.param(None, False, ["notice.hearing.unknown"], id="不知道又没有告知"),
        ],
    )
    def test_hearing_right_is_told_in_doubt(self, due, told, found):
        elements = FULL if told else FULL - {NoticeElement.HEARING_RIGHT}

        assert codes(notice.check_content(Notice(elements, due))) == found

    @pytest.mark.parametrize(
        ("regime", "province", "found"),
        [
            *(pytest.param(each, None, ["notice.form.oral"], id=each.label) for each in Regime),
            pytest.param(None, "330106", ["notice.form.oral"], id="浙江省内"),
            pytest.param(None, "310101", [], id="其他地方没有书面要求"),
            pytest.param(None, None, [], id="国家法律没有书面要求"),
        ],
    )
    def test_oral_notice_in_ordinary_procedure(self, regime, province, found):
        oral = replace(GOOD, in_writing=False)

        assert codes(notice.check_content(oral, regime, province)) == found
        assert notice.check_content(GOOD, regime, province) == ()


class TestStatementLimit:
    @pytest.mark.parametrize(
        ("told_on", "regime", "province", "due"),
        [
            pytest.param(date(2026, 9, 28), Regime.SAMR, None, date(2026, 10, 10), id="市场监管五日跨国庆，调休日计入"),
            pytest.param(date(2026, 9, 24), Regime.AGR, None, date(2026, 9, 30), id="农业三日，中秋不计"),
            pytest.param(date(2026, 9, 28), Regime.HURD, None, date(2026, 10, 10), id="住建五日"),
            pytest.param(date(2026, 9, 24), None, "330106", date(2026, 9, 30), id="浙江三日"),
            pytest.param(date(2026, 9, 28), None, None, None, id="国家法律没有期限"),
        ],
    )
    def test_window_by_regime(self, told_on, regime, province, due):
        assert notice.statement_limit(told_on, CALENDAR, regime, province).due_on == due


class TestBefore:
    @pytest.mark.parametrize(
        ("told_on", "found"),
        [
            pytest.param(None, ["notice.missing"], id="没有告知"),
            pytest.param(date(2026, 3, 3), ["notice.late"], id="先决定后告知"),
            pytest.param(date(2026, 3, 2), [], id="当日告知"),
            pytest.param(date(2026, 3, 1), [], id="先告知"),
        ],
    )
    def test_notice_comes_first(self, told_on, found):
        assert codes(notice.check_told_before(told_on, date(2026, 3, 2))) == found


class TestRenewal:
    NOTICED = Case(Punishment(frozenset({K.FINE}), yuan(1000)), frozenset({"占道"}), frozenset({"条例12"}))

    def test_the_same_or_less_needs_no_new_notice(self):
        less = replace(self.NOTICED, punishment=Punishment(frozenset({K.FINE}), yuan(900)))

        assert notice.check_within_notice(self.NOTICED, self.NOTICED) == ()
        assert notice.check_within_notice(less, self.NOTICED) == ()

    @pytest.mark.parametrize(
        ("change", "code"),
        [
            pytest.param(
                {"punishment": Punishment(frozenset({K.FINE}), yuan(1001))}, "notice.renew.heavier", id="加重"
            ),
            pytest.param({"facts": frozenset({"占道", "噪声"})}, "notice.renew.fact", id="新事实"),
            pytest.param({"bases": frozenset({"条例13"})}, "notice.renew.basis", id="新依据"),
        ],
    )
    def test_inv_25_growth_needs_a_new_notice(self, change, code):
        (breach,) = notice.check_within_notice(replace(self.NOTICED, **change), self.NOTICED)

        assert breach.code == code
        assert breach.blocks
        assert breach.overridable

    @pytest.mark.parametrize("gap", ["facts", "bases"])
    def test_nameless_facts_or_bases_are_refused(self, gap):
        with pytest.raises(LawRefused) as refusal:
            replace(self.NOTICED, **{gap: frozenset()})

        assert refusal.value.code == "notice.case.empty"
