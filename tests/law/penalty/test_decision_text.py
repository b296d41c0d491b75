"""决定书：应当载明的事项、缴款方式、救济途径。"""

from dataclasses import replace

import pytest

from tongpan.law.limits import Regime
from tongpan.law.penalty.decision_text import (
    DecisionField,
    Fields,
    PaymentTerms,
    RemedyBlock,
    check_fields,
    check_payment_terms,
    check_remedies,
)

ALL = frozenset(DecisionField)
ALWAYS = ALL - {DecisionField.ADOPTION, DecisionField.DISCRETION}
TERMS = PaymentTerms("某银行", "某路1号", True, True, True, 3)
BLOCK = RemedyBlock("某县人民政府", "某县人民政府", 60, True, 6)


def codes(verdict):
    return [breach.code for breach in verdict]


class TestFields:
    @pytest.mark.parametrize("field", sorted(ALWAYS))
    def test_inv_37_each_field_is_asked_for(self, field):
        (breach,) = check_fields(Fields(ALL - {field}))

        assert breach.code == "decision.field.missing"
        assert DecisionField(field).label in breach.message

    @pytest.mark.parametrize(
        ("stated", "benchmark", "regime", "found"),
        [
            pytest.param(ALL, True, Regime.SAMR, [], id="齐全"),
            pytest.param(ALWAYS, False, None, [], id="国家法律所列各项"),
            pytest.param(ALWAYS, False, Regime.SAMR, ["decision.adoption.missing"], id="市场监管没有写采纳情况"),
            pytest.param(ALWAYS, True, None, ["decision.benchmark.unstated"], id="没有写裁量基准"),
            pytest.param(ALWAYS, None, None, ["decision.benchmark.unknown"], id="有无裁量基准不清"),
            pytest.param(ALL, None, None, [], id="不清但已说明"),
        ],
    )
    def test_more_by_regime_and_benchmark(self, stated, benchmark, regime, found):
        verdict = check_fields(Fields(stated, benchmark), regime)

        assert codes(verdict) == found
        assert all(each.blocks for each in verdict)

    @pytest.mark.parametrize("field", sorted(ALL))
    def test_labels(self, field):
        assert DecisionField(field).label


@pytest.mark.parametrize(
    ("change", "found"),
    [
        pytest.param({}, [], id="齐全"),
        pytest.param({"bank": " "}, ["decision.bank.missing"], id="没有银行"),
        pytest.param({"bank_address": ""}, ["decision.bank.missing"], id="没有地址"),
        pytest.param({"amount_stated": False}, ["decision.amount.missing"], id="没有数额"),
        pytest.param({"deadline_stated": False}, ["decision.deadline.missing"], id="没有期限"),
        pytest.param({"surcharge_stated": False}, ["decision.surcharge.unstated"], id="没有加处罚款说明"),
        pytest.param({"surcharge_rate": None}, [], id="写明不加处"),
        pytest.param({"surcharge_rate": 2}, ["decision.surcharge.rate"], id="标准写低"),
        pytest.param({"surcharge_rate": 5}, ["decision.surcharge.rate"], id="标准写高"),
    ],
)
def test_payment_terms(change, found):
    assert codes(check_payment_terms(replace(TERMS, **change))) == found


@pytest.mark.parametrize(
    ("change", "found"),
    [
        pytest.param({}, [], id="普通程序"),
        pytest.param({"competent_body": None}, ["decision.remedy.unknown"], id="复议机关不清"),
        pytest.param({"body": "市住建局"}, ["decision.remedy.body"], id="复议机关写错"),
        pytest.param({"reconsideration_days": 30}, ["decision.remedy.days"], id="复议期限写错"),
        pytest.param({"reconsideration_days": 61}, ["decision.remedy.days"], id="复议期限写长"),
        pytest.param({"litigation_months": 3}, ["decision.remedy.months"], id="仍写三个月"),
        pytest.param({"court_named": False}, ["decision.remedy.court"], id="没有写法院"),
        pytest.param({"offers_direct_suit": False}, ["decision.remedy.court"], id="没有写可以起诉"),
        pytest.param({"on_the_spot": True}, ["decision.remedy.first"], id="当场处罚写可以直接起诉"),
        pytest.param(
            {"on_the_spot": True, "offers_direct_suit": False, "court_named": False, "litigation_months": 0},
            [],
            id="当场处罚复议前置",
        ),
        pytest.param({"served_online": True}, ["decision.remedy.online"], id="电子送达无网上渠道"),
        pytest.param({"served_online": True, "online_channel": True}, [], id="电子送达有网上渠道"),
    ],
)
def test_inv_38_remedies(change, found):
    assert codes(check_remedies(replace(BLOCK, **change))) == found
