"""处罚主体：凭什么权、以谁的名义。"""

from dataclasses import replace
from datetime import date

import pytest

from tongpan.law.penalty.authority import (
    Basis,
    Holding,
    Issuer,
    IssuerKind,
    check_authority,
    check_issuer,
    check_liberty,
)
from tongpan.law.penalty.kinds import PenaltyKind
from tongpan.law.refusal import LawRefused

TODAY = date(2026, 3, 2)
TOWN = Holding(
    basis=Basis.TRANSFERRED,
    holder="开化县华埠镇人民政府",
    covers_matter=True,
    covers_area=True,
    effective_on=date(2024, 1, 1),
    by_province=True,
    published_on=date(2023, 12, 1),
    town=True,
    list_needed=True,
    listed_on=date(2023, 12, 20),
)
BUREAU = Holding(Basis.OWN, "开化县综合行政执法局", covers_matter=True, covers_area=True, effective_on=date(2019, 1, 1))


def codes(verdict):
    return [breach.code for breach in verdict]


class TestCheckAuthority:
    @pytest.mark.parametrize(
        ("changes", "expected"),
        [
            pytest.param({}, [], id="省级交由且清单公布"),
            pytest.param({"covers_matter": False}, ["authority.matter.outside"], id="事项不在清单"),
            pytest.param({"covers_matter": None}, ["authority.matter.unknown"], id="事项不清楚"),
            pytest.param({"covers_area": False}, ["authority.area.outside"], id="区域之外"),
            pytest.param({"covers_area": None}, ["authority.area.unknown"], id="区域不清楚"),
            pytest.param({"effective_on": None}, ["authority.effective.unknown"], id="生效日不清楚"),
            pytest.param({"effective_on": date(2026, 3, 2)}, [], id="当日生效"),
            pytest.param({"effective_on": date(2026, 3, 3)}, ["authority.not_yet"], id="次日才生效"),
            pytest.param({"ended_on": date(2026, 3, 3)}, [], id="次日收回"),
            pytest.param({"ended_on": date(2026, 3, 2)}, ["authority.over"], id="当日已收回"),
            pytest.param(
                {"effective_on": date(2026, 3, 2), "ended_on": date(2026, 3, 2)},
                ["authority.over"],
                id="生效当日即收回",
            ),
            pytest.param({"by_province": False}, ["authority.transfer.not_provincial"], id="县里自行下放"),
            pytest.param({"by_province": None}, ["authority.transfer.unknown"], id="谁决定下放不清楚"),
            pytest.param({"town": False}, ["authority.transfer.not_a_town"], id="承接的不是乡镇街道"),
            pytest.param({"town": None}, ["authority.transfer.receiver.unknown"], id="承接机关不清楚"),
            pytest.param({"published_on": None}, ["authority.transfer.unpublished"], id="决定没有公布"),
            pytest.param({"published_on": date(2026, 3, 2)}, [], id="决定当日公布"),
            pytest.param({"published_on": date(2026, 3, 3)}, ["authority.transfer.unpublished"], id="决定次日才公布"),
            pytest.param({"listed_on": None}, ["authority.transfer.unlisted"], id="浙江清单没有公布"),
            pytest.param({"listed_on": date(2026, 3, 2)}, [], id="浙江清单当日公布"),
            pytest.param({"listed_on": date(2026, 3, 3)}, ["authority.transfer.unlisted"], id="浙江清单次日才公布"),
            pytest.param({"list_needed": False, "listed_on": None}, [], id="外省不要求县级清单"),
        ],
    )
    def test_of_a_town(self, changes, expected):
        assert codes(check_authority(replace(TOWN, **changes), TODAY)) == expected

    @pytest.mark.parametrize(
        ("basis", "by_province", "expected"),
        [
            pytest.param(Basis.OWN, None, [], id="法定职权不问省级决定"),
            pytest.param(Basis.AUTHORIZED, None, [], id="授权组织不问省级决定"),
            pytest.param(Basis.DELEGATED, None, [], id="委托另查委托书"),
            pytest.param(Basis.CONCENTRATED, True, [], id="省级决定相对集中"),
            pytest.param(Basis.CONCENTRATED, False, ["authority.concentration.not_decided"], id="县里自行集中"),
            pytest.param(Basis.CONCENTRATED, None, ["authority.concentration.unknown"], id="谁决定集中不清楚"),
        ],
    )
    def test_of_a_bureau(self, basis, by_province, expected):
        assert codes(check_authority(replace(BUREAU, basis=basis, by_province=by_province), TODAY)) == expected

    def test_nobody_penalizes_without_any(self):
        (breach,) = check_authority(None, TODAY)

        assert (breach.code, str(breach.citation)) == ("authority.none", "行政处罚法第三十八条第一款")
        assert breach.blocks

    @pytest.mark.parametrize(
        ("basis", "article"),
        [
            (Basis.OWN, "行政处罚法第十七条"),
            (Basis.CONCENTRATED, "行政处罚法第十八条第二款"),
            (Basis.AUTHORIZED, "行政处罚法第十九条"),
            (Basis.TRANSFERRED, "行政处罚法第二十四条第二款"),
            (Basis.DELEGATED, "行政处罚法第二十条第四款"),
        ],
    )
    def test_each_right_is_bounded_by_its_own_article(self, basis, article):
        holding = replace(TOWN, basis=basis, covers_matter=False)

        assert str(check_authority(holding, TODAY)[0].citation) == article
        assert basis.label in check_authority(holding, TODAY)[0].message

    def test_dates_in_the_wrong_order_are_refused(self):
        with pytest.raises(LawRefused) as refused:
            check_authority(replace(BUREAU, ended_on=date(2018, 12, 31)), TODAY)

        assert (refused.value.code, refused.value.field) == ("authority.dates.reversed", "ended_on")


class TestCheckIssuer:
    @pytest.mark.parametrize(
        ("basis", "issuer", "expected"),
        [
            pytest.param(Basis.TRANSFERRED, ("开化县华埠镇人民政府", IssuerKind.ORGAN), [], id="镇政府以自己名义"),
            pytest.param(
                Basis.TRANSFERRED,
                ("开化县综合行政执法局", IssuerKind.ORGAN),
                ["authority.name.other"],
                id="交由事项却以县局名义",
            ),
            pytest.param(
                Basis.TRANSFERRED, ("华埠镇综合行政执法队", IssuerKind.TEAM), ["authority.name.team"], id="执法队落款"
            ),
            pytest.param(Basis.OWN, ("法制科", IssuerKind.SECTION), ["authority.name.team"], id="内设机构落款"),
            pytest.param(
                Basis.DELEGATED,
                ("开化县华埠镇人民政府", IssuerKind.DELEGATE),
                ["authority.name.delegate"],
                id="受托者落款",
            ),
            pytest.param(Basis.DELEGATED, ("开化县华埠镇人民政府", IssuerKind.ORGAN), [], id="委托以委托机关名义"),
            pytest.param(Basis.AUTHORIZED, ("开化县华埠镇人民政府", IssuerKind.SECTION), [], id="法律授权派出机构"),
            pytest.param(
                Basis.AUTHORIZED, ("华埠镇执法队", IssuerKind.TEAM), ["authority.name.other"], id="授权的是别的机构"
            ),
        ],
    )
    def test_names_the_holder(self, basis, issuer, expected):
        assert codes(check_issuer(Issuer(*issuer), replace(TOWN, basis=basis))) == expected

    @pytest.mark.parametrize("kind", IssuerKind)
    def test_every_kind_is_named(self, kind):
        assert kind.label != kind.value


class TestCheckLiberty:
    def test_detention_is_never_ours(self):
        (breach,) = check_liberty([PenaltyKind.FINE, PenaltyKind.DETENTION])

        assert (breach.code, str(breach.citation)) == ("authority.liberty", "行政处罚法第十八条第三款")

    def test_other_kinds_may_be(self):
        assert check_liberty(set(PenaltyKind) - {PenaltyKind.DETENTION}) == ()
