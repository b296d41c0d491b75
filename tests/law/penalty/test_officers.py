"""执法人员：两名、行为时持证、辅助人员不计入、先亮证。"""

from datetime import date, datetime, timedelta

import pytest

from tongpan.law.citation import Citation
from tongpan.law.penalty.officers import (
    ONE_OFFICER,
    Act,
    Credential,
    Identification,
    Officer,
    certified,
    check_head,
    check_identification,
    check_officers,
)
from tongpan.law.period import SHANGHAI
from tongpan.law.refusal import LawRefused
from tongpan.law.titles import APL

ON = date(2026, 3, 2)
VALID = Credential(date(2024, 3, 2), date(2029, 3, 1))
LI = Officer("李", VALID)
WANG = Officer("王", VALID)
AUXILIARY = Officer("周", None, auxiliary=True)
BEGAN = datetime(2026, 3, 2, 9, 30, tzinfo=SHANGHAI)


def codes(verdict):
    return [breach.code for breach in verdict]


def officer(name, valid_from, valid_until):
    return Officer(name, Credential(valid_from, valid_until))


class TestCheckOfficers:
    @pytest.mark.parametrize(
        ("officers", "expected"),
        [
            pytest.param((LI, WANG), [], id="两名持证"),
            pytest.param((LI, WANG, Officer("赵", VALID)), [], id="三名持证"),
            pytest.param((LI,), ["officers.too_few"], id="一名"),
            pytest.param((), ["officers.too_few"], id="没有人"),
            pytest.param((LI, LI), ["officers.too_few"], id="同一人算一名"),
            pytest.param((LI, AUXILIARY), ["officers.too_few"], id="一名加辅助人员"),
            pytest.param((LI, Officer("周", VALID, auxiliary=True)), ["officers.too_few"], id="持证的辅助人员也不计"),
            pytest.param((LI, WANG, AUXILIARY), [], id="两名加辅助人员"),
            pytest.param(
                (LI, Officer("钱", None)), ["officers.credential.none", "officers.too_few"], id="第二名没有证"
            ),
            pytest.param((LI, WANG, Officer("钱", None)), ["officers.credential.none"], id="第三名没有证也不行"),
            pytest.param((LI, officer("钱", ON, ON)), [], id="证件当日有效"),
            pytest.param(
                (LI, officer("钱", date(2026, 3, 3), date(2029, 1, 1))),
                ["officers.credential.not_yet", "officers.too_few"],
                id="证件次日才有效",
            ),
            pytest.param(
                (LI, officer("钱", date(2021, 3, 1), date(2026, 3, 1))),
                ["officers.credential.expired", "officers.too_few"],
                id="证件前一日到期",
            ),
            pytest.param(
                (LI, officer("钱", date(2021, 3, 1), None)),
                ["officers.credential.unknown", "officers.too_few"],
                id="有效期不清楚",
            ),
        ],
    )
    def test_counts_those_certified_at_the_time(self, officers, expected):
        assert codes(check_officers(Act(ON, officers))) == expected

    @pytest.mark.parametrize(
        ("officers", "permit", "expected"),
        [
            pytest.param((LI,), ONE_OFFICER, ["officers.exception.not_a_law"], id="浙江办法的一名让位于处罚法"),
            pytest.param((LI,), Citation("没有这部法", 1), ["officers.exception.not_a_law"], id="查不到的依据"),
            pytest.param((LI,), Citation(APL, 42, 1), [], id="法律另有规定"),
            pytest.param((), Citation(APL, 42, 1), ["officers.too_few"], id="法律也不许没有人"),
            pytest.param((LI, WANG), ONE_OFFICER, [], id="已有两名"),
        ],
    )
    def test_only_a_law_permits_fewer(self, officers, permit, expected):
        assert codes(check_officers(Act(ON, officers, fewer_permitted_by=permit))) == expected

    def test_says_on_what_it_stands(self):
        (breach,) = check_officers(Act(ON, (LI,)))

        assert str(breach.citation) == "行政处罚法第四十二条第一款"
        assert breach.blocks
        assert not breach.overridable
        assert "1名" in breach.message

    def test_auxiliaries_never_sign_as_officers(self):
        verdict = check_officers(Act(ON, (LI, WANG, AUXILIARY), signers=frozenset({"李", "王", "周"})))

        assert codes(verdict) == ["officers.auxiliary.signed"]
        assert "周" in verdict[0].message
        assert str(verdict[0].citation) == "行政处罚法第四十二条第一款"

    def test_officers_may_sign(self):
        assert check_officers(Act(ON, (LI, WANG, AUXILIARY), signers=frozenset({"李", "王"}))) == ()

    def test_names_who_counts(self):
        assert certified((LI, AUXILIARY, Officer("钱", None)), ON) == {"李"}


class TestCheckIdentification:
    @pytest.mark.parametrize(
        ("shown_at", "recorded", "expected"),
        [
            pytest.param(BEGAN - timedelta(minutes=1), True, [], id="先亮证"),
            pytest.param(BEGAN, True, [], id="同时"),
            pytest.param(BEGAN + timedelta(seconds=1), True, ["officers.identity.late"], id="后亮证"),
            pytest.param(None, True, ["officers.identity.not_shown"], id="没有亮证"),
            pytest.param(BEGAN, False, ["officers.identity.unrecorded"], id="没有记明"),
            pytest.param(BEGAN, None, ["officers.identity.record.unknown"], id="是否记明不清楚"),
        ],
    )
    def test_comes_before_the_first_act(self, shown_at, recorded, expected):
        assert codes(check_identification(Identification(BEGAN, shown_at, recorded))) == expected

    @pytest.mark.parametrize(
        ("on_the_spot", "article"),
        [(False, "行政处罚法第五十五条第一款"), (True, "行政处罚法第五十二条第一款")],
    )
    def test_stands_on_the_article_of_its_procedure(self, on_the_spot, article):
        (breach,) = check_identification(Identification(BEGAN, None, True, on_the_spot))

        assert str(breach.citation) == article

    @pytest.mark.parametrize(("shown", "began"), [(False, True), (True, False)])
    def test_moments_bear_a_time_zone(self, shown, began):
        naive = BEGAN.replace(tzinfo=None)

        with pytest.raises(LawRefused) as refused:
            check_identification(Identification(BEGAN if began else naive, BEGAN if shown else naive, True))

        assert refused.value.code == "officers.moment.naive"


class TestCheckHead:
    """处罚法 57 ¶1：由行政机关负责人审查、决定。"""

    @pytest.mark.parametrize(("of_organ", "expected"), [(True, []), (False, ["staff.head.other_organ"])])
    def test_only_a_head_of_the_organ_decides(self, of_organ, expected):
        assert codes(check_head("王镇长", "航埠镇人民政府", of_organ=of_organ)) == expected

    def test_names_the_article_and_the_way_forward(self):
        (breach,) = check_head("王镇长", "柯城区综合行政执法局", of_organ=False)

        assert str(breach.citation) == "行政处罚法第五十七条第一款"
        assert breach.blocks
        assert not breach.overridable
        assert breach.missing == "在“办案人员”里指定柯城区综合行政执法局的负责人"
