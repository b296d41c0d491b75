"""处罚幅度与依据层级。"""

from dataclasses import replace

import pytest

from tongpan.law.money import yuan
from tongpan.law.penalty.kinds import PenaltyKind as K
from tongpan.law.penalty.sanction_range import Basis, FineBounds, check_basis, check_fine
from tongpan.law.refusal import LawRefused
from tongpan.law.statutes import StatuteLevel as L

BOUNDS = FineBounds(yuan(3000), yuan(1000), yuan(10000), yuan(2000), yuan(4000))


def codes(verdict):
    return [breach.code for breach in verdict]


class TestFine:
    @pytest.mark.parametrize(
        ("change", "found"),
        [
            pytest.param({}, [], id="幅度和阶次之内"),
            pytest.param({"fine": yuan(2000)}, [], id="阶次下限"),
            pytest.param({"fine": yuan(4000)}, [], id="阶次上限"),
            pytest.param({"fine": yuan("1999.99")}, ["decision.fine.tier"], id="低于阶次"),
            pytest.param({"fine": yuan("4000.01")}, ["decision.fine.tier"], id="高于阶次"),
            pytest.param({"fine": yuan("4000.01"), "deviation_approved": True}, [], id="偏离经批准"),
            pytest.param({"fine": yuan(10000), "tier_highest": None}, [], id="法定上限"),
            pytest.param({"fine": yuan("10000.01"), "tier_highest": None}, ["decision.fine.above"], id="超过上限"),
            pytest.param({"fine": yuan(1000), "tier_lowest": None}, [], id="法定下限"),
            pytest.param({"fine": yuan("999.99"), "tier_lowest": None}, ["decision.fine.below"], id="低于下限"),
            pytest.param({"fine": yuan("999.99"), "tier_lowest": None, "mitigated": True}, [], id="依法减轻"),
            pytest.param(
                {"fine": yuan(999), "deviation_approved": True}, ["decision.fine.below"], id="批准偏离不能突破法定下限"
            ),
            pytest.param({"lowest": None, "fine": yuan(2000)}, [], id="没有下限"),
            pytest.param({"highest": None}, ["decision.fine.unbounded"], id="上限不明"),
        ],
    )
    def test_inv_40_within_statute_and_tier(self, change, found):
        assert codes(check_fine(replace(BOUNDS, **change))) == found

    def test_bounds_the_wrong_way_are_refused(self):
        with pytest.raises(LawRefused) as refusal:
            replace(BOUNDS, highest=yuan(999))

        assert refusal.value.code == "decision.fine.bounds"
        assert replace(BOUNDS, highest=yuan(1000)).highest == yuan(1000)


class TestBasis:
    @pytest.mark.parametrize("kind", list(K))
    @pytest.mark.parametrize(
        ("level", "barred"),
        [
            pytest.param(L.LAW, {}, id="法律"),
            pytest.param(L.ADMIN_REGULATION, {K.DETENTION: "decision.basis.liberty"}, id="行政法规"),
            pytest.param(
                L.LOCAL_REGULATION,
                {K.DETENTION: "decision.basis.liberty", K.REVOKE_LICENSE: "decision.basis.licence"},
                id="地方性法规",
            ),
        ],
    )
    def test_inv_45_regulations(self, kind, level, barred):
        found = codes(check_basis(Basis(level, frozenset({kind}), business_licence=True)))

        assert found == ([barred[kind]] if kind in barred else [])

    @pytest.mark.parametrize("level", [L.DEPARTMENT_RULE, L.LOCAL_RULE])
    @pytest.mark.parametrize("kind", sorted(set(K) - {K.DETENTION}))
    def test_inv_45_rules_alone_set_only_the_three_light_kinds(self, kind, level):
        light = kind in {K.WARNING, K.CRITICISM, K.FINE}
        basis = Basis(level, frozenset({kind}))

        assert codes(check_basis(basis)) == ([] if light else ["decision.basis.rule"])
        assert codes(check_basis(replace(basis, higher_law=None))) == (
            [] if light else ["decision.basis.higher.unknown"]
        )
        assert check_basis(replace(basis, higher_law=True)) == ()

    def test_rules_never_touch_liberty_even_under_higher_law(self):
        basis = Basis(L.LOCAL_RULE, frozenset({K.DETENTION}), higher_law=True)

        assert codes(check_basis(basis)) == ["decision.basis.liberty"]

    @pytest.mark.parametrize(
        ("licence", "found"),
        [(True, ["decision.basis.licence"]), (False, []), (None, ["decision.basis.licence.unknown"])],
    )
    def test_local_regulations_and_licences(self, licence, found):
        assert (
            codes(check_basis(Basis(L.LOCAL_REGULATION, frozenset({K.REVOKE_LICENSE}), business_licence=licence)))
            == found
        )

    def test_normative_documents_set_nothing(self):
        assert codes(check_basis(Basis(None, frozenset({K.WARNING})))) == ["decision.basis.normative"]
