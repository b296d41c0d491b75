"""一事不二罚、择高适用、罚金之后不再罚款。"""

from dataclasses import replace
from datetime import date

import pytest

from tongpan.law.citation import Citation
from tongpan.law.money import yuan
from tongpan.law.penalty.single_fine import (
    EarlierFine,
    FineProvision,
    check_after_court,
    check_one_fine,
    check_provision,
    fine_left_after_court,
    highest,
)
from tongpan.law.refusal import LawRefused
from tongpan.law.titles import APL

EARLIER = EarlierFine("县局", yuan(2000), same_act=True)
A, B, C = Citation(APL, 1), Citation(APL, 2), Citation(APL, 3)


def codes(verdict):
    return [breach.code for breach in verdict]


class TestCheckOneFine:
    @pytest.mark.parametrize(
        ("changes", "expected"),
        [
            pytest.param({}, ["single_fine.second"], id="同一行为"),
            pytest.param({"same_act": False}, [], id="不同行为"),
            pytest.param({"same_act": None}, ["single_fine.act.unknown"], id="没有比对"),
            pytest.param({"revoked": True}, [], id="前次已撤销"),
            pytest.param({"revoked": True, "same_act": None}, [], id="前次已撤销，不必比对"),
            pytest.param(
                {"correction_due_on": date(2026, 3, 2), "recheck_found_on": date(2026, 3, 3)},
                ["single_fine.continued"],
                id="改正期满复查仍继续",
            ),
            pytest.param(
                {"correction_due_on": date(2026, 3, 2), "recheck_found_on": date(2026, 3, 2)},
                ["single_fine.second"],
                id="改正期内",
            ),
            pytest.param({"correction_due_on": date(2026, 3, 2)}, ["single_fine.second"], id="没有复查"),
            pytest.param({"recheck_found_on": date(2026, 3, 3)}, ["single_fine.second"], id="没有责令改正"),
        ],
    )
    def test_asks_every_organ(self, changes, expected):
        assert codes(check_one_fine([replace(EARLIER, **changes)])) == expected

    def test_without_earlier_fines_it_is_free(self):
        assert check_one_fine([]) == ()

    def test_that_an_act_is_new_is_put_to_a_person(self):
        continued = replace(EARLIER, correction_due_on=date(2026, 3, 2), recheck_found_on=date(2026, 3, 3))
        (breach,) = check_one_fine([continued])

        assert not breach.blocks

    def test_says_who_fined_how_much(self):
        (breach,) = check_one_fine([EARLIER])

        assert breach.message == "“县局”已对同一个违法行为罚款2,000元，不得再次罚款"


class TestHighest:
    @pytest.mark.parametrize(
        ("ranges", "expected"),
        [
            pytest.param([(A, 500, 100)], [A], id="一个规定"),
            pytest.param([(A, 500, 100), (B, 2000, 50)], [B], id="看上限"),
            pytest.param([(A, 2000, 100), (B, 2000, 500)], [B], id="上限相同看下限"),
            pytest.param([(A, 2000, 500), (B, 2000, 500), (C, 1999, 1999)], [A, B], id="完全相同"),
        ],
    )
    def test_goes_by_the_range(self, ranges, expected):
        provisions = [FineProvision(citation, yuan(most), yuan(least)) for citation, most, least in ranges]

        assert [each.citation for each in highest(provisions)] == expected

    @pytest.mark.parametrize(
        ("provisions", "code"),
        [
            ([], "single_fine.provision.none"),
            ([FineProvision(A, None, yuan(1))], "single_fine.range.unknown"),
            ([FineProvision(A, yuan(1), yuan(2))], "single_fine.range.reversed"),
        ],
    )
    def test_refuses_what_has_no_order(self, provisions, code):
        with pytest.raises(LawRefused) as refused:
            highest(provisions)

        assert refused.value.code == code

    def test_a_fixed_sum_has_both_limits(self):
        assert highest([FineProvision(A, yuan(2), yuan(2))])

    def test_binds_the_choice(self):
        provisions = [FineProvision(A, yuan(500), yuan(1)), FineProvision(B, yuan(2000), yuan(1))]

        assert check_provision(B, provisions) == ()
        assert codes(check_provision(A, provisions)) == ["single_fine.provision.lower"]
        assert "行政处罚法第二条" in check_provision(A, provisions)[0].message


class TestAfterCourt:
    @pytest.mark.parametrize(
        ("court_fined", "fining", "expected"),
        [
            (True, True, ["single_fine.court"]),
            (None, True, ["single_fine.court.unknown"]),
            (False, True, []),
            (True, False, []),
            (None, False, []),
        ],
    )
    def test_no_fine_follows(self, court_fined, fining, expected):
        assert codes(check_after_court(court_fined=court_fined, fining=fining)) == expected

    @pytest.mark.parametrize(("court", "paid", "left"), [(5000, 2000, 3000), (2000, 2000, 0), (1000, 2000, 0)])
    def test_an_earlier_fine_is_set_off(self, court, paid, left):
        assert fine_left_after_court(yuan(court), yuan(paid)) == yuan(left)
