"""证据：八种、查证属实、排除非法；事实清楚；个别询问与笔录核对。"""

from dataclasses import replace

import pytest

from tongpan.law.limits import Regime
from tongpan.law.penalty.evidence import (
    EvidenceKind,
    Finding,
    Inquiry,
    Item,
    admissible,
    check_findings,
    check_inquiry,
    check_item,
)

PHOTO = Item("现场照片", EvidenceKind.RECORDING, lawful=True, verified=True)
INQUIRY = Inquiry("刘某", singly=True, recorded=True, checked=True, signed=True)


def codes(verdict):
    return [breach.code for breach in verdict]


class TestCheckItem:
    @pytest.mark.parametrize(
        ("changes", "expected"),
        [
            pytest.param({}, [], id="合法且属实"),
            pytest.param({"kind": None}, ["evidence.kind.missing"], id="没有归类"),
            pytest.param({"lawful": False}, ["evidence.illegal"], id="非法手段"),
            pytest.param({"lawful": False, "verified": None}, ["evidence.illegal"], id="非法的不问属实"),
            pytest.param({"lawful": None}, ["evidence.lawful.unknown"], id="合法性没有审查"),
            pytest.param({"verified": False}, ["evidence.false"], id="不属实"),
            pytest.param({"verified": None}, ["evidence.unverified"], id="没有查证"),
            pytest.param(
                {"kind": None, "lawful": None, "verified": None},
                ["evidence.kind.missing", "evidence.lawful.unknown", "evidence.unverified"],
                id="都没有",
            ),
            pytest.param(
                {"kind": None, "lawful": False}, ["evidence.kind.missing", "evidence.illegal"], id="没有归类又非法"
            ),
        ],
    )
    def test_is_lawful_and_verified(self, changes, expected):
        assert codes(check_item(replace(PHOTO, **changes))) == expected

    def test_only_what_holds_is_admissible(self):
        assert admissible([PHOTO, replace(PHOTO, verified=None), replace(PHOTO, lawful=False)]) == (PHOTO,)

    def test_there_are_eight_kinds(self):
        assert [kind.label for kind in EvidenceKind] == [
            "书证",
            "物证",
            "视听资料",
            "电子数据",
            "证人证言",
            "当事人的陈述",
            "鉴定意见",
            "勘验笔录、现场笔录",
        ]


class TestCheckFindings:
    @pytest.mark.parametrize(
        ("findings", "expected"),
        [
            pytest.param([Finding("占道", (PHOTO,), True)], [], id="清楚且有证据"),
            pytest.param([], ["evidence.facts.none"], id="没有列出事实"),
            pytest.param([Finding("占道", (), True)], ["evidence.insufficient"], id="没有证据"),
            pytest.param(
                [Finding("占道", (replace(PHOTO, verified=None),), True)], ["evidence.insufficient"], id="证据没有查证"
            ),
            pytest.param([Finding("占道", (PHOTO,), False)], ["evidence.unclear"], id="不清楚"),
            pytest.param([Finding("占道", (PHOTO,), None)], ["evidence.clear.unknown"], id="没有审查"),
            pytest.param(
                [Finding("占道", (PHOTO,), True), Finding("获利", (), True)], ["evidence.insufficient"], id="两项缺一"
            ),
        ],
    )
    def test_every_fact_is_established(self, findings, expected):
        assert codes(check_findings(findings)) == expected


class TestCheckInquiry:
    @pytest.mark.parametrize("regime", [None, *Regime])
    @pytest.mark.parametrize(
        ("changes", "expected"),
        [
            pytest.param({}, [], id="个别、核对、逐页签名"),
            pytest.param({"recorded": False}, ["evidence.inquiry.unrecorded"], id="没有笔录"),
            pytest.param({"recorded": None}, ["evidence.inquiry.record.unknown"], id="笔录不清楚"),
            pytest.param({"recorded": False, "signed": False}, ["evidence.inquiry.unrecorded"], id="没有笔录不问签名"),
            pytest.param({"singly": False}, ["evidence.inquiry.together"], id="一起询问"),
            pytest.param({"singly": None}, ["evidence.inquiry.singly.unknown"], id="是否个别不清楚"),
            pytest.param({"checked": False}, ["evidence.inquiry.unchecked"], id="没有核对"),
            pytest.param({"checked": None}, ["evidence.inquiry.checked.unknown"], id="核对不清楚"),
            pytest.param({"signed": False}, ["evidence.inquiry.unsigned"], id="没有签名"),
            pytest.param({"signed": None}, ["evidence.inquiry.signed.unknown"], id="签名不清楚"),
            pytest.param({"signed": False, "refusal_noted": True}, [], id="拒签已注明"),
            pytest.param({"signed": False, "refusal_noted": False}, ["evidence.inquiry.unsigned"], id="拒签未注明"),
        ],
    )
    def test_is_single_and_recorded(self, regime, changes, expected):
        assert codes(check_inquiry(replace(INQUIRY, **changes), regime)) == expected

    @pytest.mark.parametrize(
        ("regime", "places"),
        [
            (Regime.SAMR, ["市场监督管理行政处罚程序规定第二十九条"] * 3),
            (Regime.HURD, ["住房和城乡建设行政处罚程序规定第十六条"] * 3),
            (
                Regime.AGR,
                [
                    "农业行政处罚程序规定第三十八条第一款",
                    "农业行政处罚程序规定第三十八条第三款",
                    "农业行政处罚程序规定第三十八条第三款",
                ],
            ),
            (
                Regime.TRA,
                [
                    "交通运输行政执法程序规定第三十九条第二项",
                    "交通运输行政执法程序规定第三十九条第四项",
                    "交通运输行政执法程序规定第三十九条第五项",
                ],
            ),
        ],
    )
    @pytest.mark.parametrize("answer", [False, None])
    def test_a_regimes_own_words_bind_without_override(self, regime, places, answer):
        verdict = check_inquiry(replace(INQUIRY, singly=answer, checked=answer, signed=answer), regime)

        assert [str(breach.citation) for breach in verdict] == places
        assert {(breach.grade, breach.adr) for breach in verdict} == {("A", "")}

    @pytest.mark.parametrize("regime", [None, Regime.ZJP])
    def test_elsewhere_it_is_a_reading(self, regime):
        verdict = check_inquiry(replace(INQUIRY, singly=False, checked=False, signed=False), regime)

        assert {(breach.grade, breach.adr) for breach in verdict} == {("D", "ADR-0024")}
        assert all(breach.message.startswith("刘某：") for breach in verdict)

    def test_the_record_itself_is_the_statutes(self):
        (breach,) = check_inquiry(replace(INQUIRY, recorded=False), None)

        assert (breach.grade, str(breach.citation)) == ("A", "行政处罚法第五十五条第二款")
