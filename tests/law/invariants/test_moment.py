"""一个时刻：每一行只属于它的当事人和案由，别人的、别的案由的不算。"""

import pytest
from tests.law.invariants.histories import CALENDAR, answer, on

from tongpan.law.facts import Evidence, Remedy
from tongpan.law.facts.words import RemedyKind
from tongpan.law.invariants import Moment
from tongpan.law.model.starting import DAY_ONE, a_charge, a_clue, a_party
from tongpan.law.penalty.evidence import EvidenceKind

CHARGES = [("甲", "占道经营"), ("甲", "露天烧烤"), ("乙", "占道经营")]
OTHERS = [
    pytest.param("甲", "露天烧烤", id="同一当事人的另一案由"),
    pytest.param("乙", "占道经营", id="另一当事人的同一案由"),
]


def shared(**tables):
    """Two parties in one case, one of them for two causes."""
    return a_clue(
        parties=(a_party("甲"), a_party("乙")),
        charges=tuple(a_charge(party, cause) for party, cause in CHARGES),
        **tables,
    )


def an_item(name, party, cause, at=DAY_ONE):
    return Evidence(name, party, cause, at, EvidenceKind.TESTIMONY)


def test_the_rows_of_a_charge_are_its_own_in_the_order_in_which_they_were_written():
    rows = tuple(an_item(f"{number}{party}{cause}", party, cause) for number in "21" for party, cause in CHARGES)
    moment = Moment(shared(evidence=rows), DAY_ONE, CALENDAR)

    for party, cause in CHARGES:
        assert [each.id for each in moment.rows("evidence", party, cause)] == [
            f"2{party}{cause}",
            f"1{party}{cause}",
        ]
        assert moment.of("evidence", a_charge(party, cause)) == moment.rows("evidence", party, cause)
    assert moment.rows("evidence", "乙", "露天烧烤") == []
    assert moment.rows("reports", "甲", "占道经营") == []


@pytest.mark.parametrize(("party", "cause"), OTHERS)
def test_evidence_on_another_charge_may_be_collected_while_a_remedy_is_pending(party, cause):
    remedy = Remedy("甲", "占道经营", RemedyKind.LITIGATION, on(3, 10))

    other, same = an_item("1", party, cause, on(3, 11)), an_item("2", "甲", "占道经营", on(3, 11))

    assert answer(79, shared(remedies=(remedy,), evidence=(other,)), on(4, 1)) is True
    assert answer(79, shared(remedies=(remedy,), evidence=(other, same)), on(4, 1)) is False
