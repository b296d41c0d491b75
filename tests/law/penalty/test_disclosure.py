"""处罚决定公开：该公开的公开，不该公开的隐去，变更撤销的撤回。"""

from dataclasses import replace
from datetime import date

import pytest

from tongpan.law.calendar import national
from tongpan.law.limits import Regime
from tongpan.law.penalty import disclosure
from tongpan.law.penalty.disclosure import Detail, Published, Withdrawal
from tongpan.law.penalty.kinds import PenaltyKind as K
from tongpan.law.refusal import LawRefused

CALENDAR = national()
DECIDED = date(2026, 3, 2)
TEXT = Published(
    frozenset({K.FINE}), summary=False, decided_on=DECIDED, social_impact=True, minor=False,
    served_on=date(2026, 3, 4), published_on=date(2026, 3, 4), found=frozenset(),
)  # fmt: skip


def codes(verdict):
    return [breach.code for breach in verdict]


class TestDuty:
    @pytest.mark.parametrize(
        ("change", "regime", "due", "citation"),
        [
            pytest.param({}, None, True, disclosure.SOCIAL_IMPACT, id="有社会影响"),
            pytest.param({"social_impact": False}, None, True, disclosure.AFTERWARDS, id="没有社会影响也公开"),
            pytest.param({"social_impact": None}, None, True, disclosure.AFTERWARDS, id="影响不清也公开"),
            pytest.param({"minor": True}, None, False, disclosure.SECRECY, id="未成年人"),
            pytest.param({"bars": ("已移送涉嫌犯罪",)}, None, False, disclosure.SECRECY, id="不宜公开"),
            pytest.param({"kinds": frozenset({K.WARNING})}, Regime.SAMR, False, disclosure.SAMR_WARNING, id="仅警告"),
            pytest.param({"kinds": frozenset({K.WARNING})}, None, True, disclosure.SOCIAL_IMPACT, id="其他领域的警告"),
            pytest.param(
                {"kinds": frozenset({K.WARNING, K.FINE})}, Regime.SAMR, True, disclosure.SOCIAL_IMPACT, id="警告并罚款"
            ),
            pytest.param({"summary": True}, Regime.SAMR, False, disclosure.SAMR_SCOPE, id="市场监管简易程序"),
            pytest.param({"summary": True}, Regime.HURD, True, disclosure.SOCIAL_IMPACT, id="住建简易程序"),
        ],
    )
    def test_what_is_published(self, change, regime, due, citation):
        duty = disclosure.disclosure_duty(replace(TEXT, **change), regime)

        assert (duty.due, duty.citation) == (due, citation)


class TestPublishing:
    @pytest.mark.parametrize(
        ("change", "regime", "found"),
        [
            pytest.param({}, None, [], id="送达当日公开"),
            pytest.param({"published_on": None}, None, [], id="准备公开"),
            pytest.param({"served_on": None}, None, ["disclosure.unserved"], id="没有送达"),
            pytest.param({"served_on": date(2026, 3, 5)}, None, ["disclosure.unserved"], id="先公开后送达"),
            pytest.param({"minor": True}, None, ["disclosure.barred"], id="未成年人"),
            pytest.param({"minor": None}, None, ["disclosure.minor.unknown"], id="年龄不清"),
            pytest.param({"told_party": False}, Regime.SAMR, ["disclosure.untold"], id="市场监管没有告知"),
            pytest.param({"told_party": False}, Regime.HURD, [], id="其他领域没有此要求"),
            pytest.param({"found": None}, None, ["disclosure.unscreened"], id="没有审查"),
            pytest.param({"found": frozenset({Detail.ID_NUMBER}), "redacted": frozenset({Detail.ID_NUMBER})},
                         None, [], id="已隐去"),
        ],
    )  # fmt: skip
    def test_inv_74_before_anything_goes_out(self, change, regime, found):
        verdict = disclosure.check_publishing(replace(TEXT, **change), regime)

        assert codes(verdict) == found
        assert all(each.blocks for each in verdict)

    def test_publication_before_service_may_go_on_with_a_reason(self):
        (breach,) = disclosure.check_publishing(replace(TEXT, served_on=None))

        assert breach.overridable

    @pytest.mark.parametrize("detail", list(Detail))
    def test_every_detail_must_be_hidden(self, detail):
        (breach,) = disclosure.check_publishing(replace(TEXT, found=frozenset({detail})))

        assert breach.code == "disclosure.unredacted"
        assert breach.missing == f"隐去{detail.label}"
        assert breach.overridable is (detail not in {Detail.STATE_SECRET, Detail.TRADE_SECRET, Detail.PRIVACY})


class TestClock:
    @pytest.mark.parametrize(
        ("regime", "elsewhere", "due"),
        [
            pytest.param(None, False, date(2026, 3, 11), id="七个工作日"),
            pytest.param(Regime.HURD, False, date(2026, 3, 11), id="住建七日"),
            pytest.param(Regime.SAMR, False, date(2026, 3, 30), id="市场监管二十个工作日"),
            pytest.param(Regime.SAMR, True, date(2026, 3, 16), id="外省当事人十个工作日推送"),
            pytest.param(None, True, date(2026, 3, 11), id="没有推送规定的仍七日"),
        ],
    )
    def test_by_regime(self, regime, elsewhere, due):
        assert disclosure.publication_limit(DECIDED, CALENDAR, regime, elsewhere=elsewhere).due_on == due

    def test_other_decisions_have_twenty_workdays(self):
        assert disclosure.other_publication_limit(DECIDED, CALENDAR).due_on == date(2026, 3, 30)
        assert disclosure.other_publication_limit(DECIDED, CALENDAR, "150102").due_on == date(2026, 3, 30)

    @pytest.mark.parametrize(
        ("change", "as_of", "late"),
        [
            pytest.param({"published_on": date(2026, 3, 11)}, date(2026, 6, 1), False, id="第七个工作日"),
            pytest.param({"published_on": date(2026, 3, 12)}, date(2026, 6, 1), True, id="第八个工作日"),
            pytest.param({"published_on": None}, date(2026, 3, 11), False, id="期内未公开"),
            pytest.param({"published_on": None}, date(2026, 3, 12), True, id="逾期未公开"),
            pytest.param({"published_on": None, "served_on": None}, date(2026, 6, 1), False, id="尚未送达"),
            pytest.param(
                {"published_on": None, "served_on": date(2026, 3, 12)}, date(2026, 6, 1), False, id="送达较晚"
            ),
            pytest.param({"published_on": None, "served_on": date(2026, 3, 11)}, date(2026, 6, 1), True, id="送达不晚"),
            pytest.param({"published_on": None, "minor": True}, date(2026, 6, 1), False, id="不公开的不逾期"),
        ],
    )
    def test_late_publication_is_reported(self, change, as_of, late):
        limit = disclosure.publication_limit(DECIDED, CALENDAR)

        found = codes(disclosure.check_published(replace(TEXT, **change), limit, as_of))

        assert found == (["disclosure.late"] if late else [])


class TestWithdrawal:
    @pytest.mark.parametrize(
        ("withdrawn_on", "reasons", "as_of", "found"),
        [
            pytest.param(date(2026, 3, 5), True, date(2026, 6, 1), [], id="第三个工作日撤回"),
            pytest.param(date(2026, 3, 6), True, date(2026, 6, 1), ["disclosure.withdrawal.late"], id="逾期撤回"),
            pytest.param(None, False, date(2026, 3, 5), [], id="期内"),
            pytest.param(None, False, date(2026, 3, 6), ["disclosure.withdrawal.missing"], id="逾期未撤"),
            pytest.param(
                date(2026, 3, 5), False, date(2026, 6, 1), ["disclosure.withdrawal.reasons"], id="没有说明理由"
            ),
        ],
    )
    @pytest.mark.parametrize("regime", [None, Regime.SAMR, Regime.HURD])
    def test_three_workdays_with_reasons(self, withdrawn_on, reasons, as_of, found, regime):
        facts = Withdrawal(DECIDED, withdrawn_on, reasons)

        assert codes(disclosure.check_withdrawn(facts, as_of, CALENDAR, regime)) == found


@pytest.mark.parametrize(
    ("make", "code"),
    [
        pytest.param(lambda: replace(TEXT, published_on=date(2026, 3, 1)), "disclosure.order", id="公开早于决定"),
        pytest.param(
            lambda: Withdrawal(DECIDED, date(2026, 3, 1), True), "disclosure.withdrawal.order", id="撤回早于变更"
        ),
    ],
)
def test_dates_out_of_order_are_refused(make, code):
    with pytest.raises(LawRefused) as refusal:
        make()

    assert refusal.value.code == code


def test_on_the_day_itself_it_may_be_published_and_taken_down():
    assert replace(TEXT, published_on=TEXT.decided_on).published_on == TEXT.decided_on
    assert Withdrawal(DECIDED, DECIDED, True).withdrawn_on == DECIDED
