"""不变式总表的读取：程序类的有判断式，其他的写明由什么证明；援引的写法。"""

import pytest

from tongpan.law.invariants import Proof, invariants
from tongpan.law.invariants.predicates import deciding, staff


@pytest.mark.parametrize(("number", "predicate"), [(4, staff.inv_04), (26, deciding.inv_26), (27, deciding.inv_27)])
def test_a_row_of_the_procedure_has_the_predicate_of_its_number(number, predicate):
    row = invariants.__wrapped__()[number]

    assert (row.proof, row.predicate) == (Proof.PROCEDURE, predicate)


def test_every_other_row_has_none():
    others = [each for each in invariants.__wrapped__().values() if each.proof is not Proof.PROCEDURE]

    assert len(others) == 18
    assert {each.predicate for each in others} == {None}


def test_the_table_that_is_kept_is_the_one_that_is_read():
    assert dict(invariants()) == dict(invariants.__wrapped__())
