"""催告和强制执行决定。"""

from dataclasses import replace
from datetime import date

import pytest

from tongpan.law.coercion.demand import (
    Demand,
    DemandDefence,
    DemandElement,
    EnforcementDecision,
    OrderField,
    check_defence,
    check_demand,
    check_enforcement_decision,
)
from tongpan.law.refusal import LawRefused


def codes(verdict):
    return [breach.code for breach in verdict]


DEMAND = Demand(
    in_writing=True,
    stated=frozenset(DemandElement),
    monetary=True,
    served_on=date(2026, 9, 1),
    perform_by=date(2026, 9, 11),
    served_directly=True,
)


@pytest.mark.parametrize(
    ("demand", "expected"),
    [
        pytest.param(DEMAND, [], id="四要素齐全"),
        pytest.param(replace(DEMAND, in_writing=False), ["coercion.demand.oral"], id="口头催告"),
        *(
            pytest.param(
                replace(DEMAND, stated=frozenset(DemandElement) - {each}),
                ["coercion.demand.content"],
                id=f"缺{each.label}",
            )
            for each in DemandElement
        ),
        pytest.param(
            replace(DEMAND, monetary=False, stated=frozenset(DemandElement) - {DemandElement.AMOUNT}),
            [],
            id="不涉及金钱的不写金额",
        ),
        pytest.param(replace(DEMAND, served_on=None), ["coercion.demand.unserved"], id="没有送达"),
        pytest.param(replace(DEMAND, perform_by=None), ["coercion.demand.unserved"], id="没有期限"),
        pytest.param(replace(DEMAND, perform_by=DEMAND.served_on), [], id="送达当日履行"),
        pytest.param(replace(DEMAND, served_directly=False), ["coercion.demand.service"], id="没有先直接送达"),
        pytest.param(replace(DEMAND, served_directly=False, direct_service_failed=True), [], id="直接送达不成"),
    ],
)
def test_demand(demand, expected):
    assert codes(check_demand(demand)) == expected


def test_how_it_was_served_is_not_guessed():
    said = {name: getattr(DEMAND, name) for name in ("in_writing", "stated", "monetary", "served_on", "perform_by")}

    assert codes(check_demand(Demand(**said))) == ["coercion.demand.service"]


def test_the_term_does_not_end_before_service():
    with pytest.raises(LawRefused) as refused:
        check_demand(replace(DEMAND, perform_by=date(2026, 8, 31)))

    assert refused.value.code == "coercion.demand.order"


HEARD = DemandDefence(recorded=True, reviewed=True, founded=False)


@pytest.mark.parametrize(
    ("defence", "expected"),
    [
        pytest.param(HEARD, [], id="不成立"),
        pytest.param(replace(HEARD, founded=True, adopted=True), [], id="成立并采纳"),
        pytest.param(replace(HEARD, founded=True), ["coercion.defence.unadopted"], id="成立而不采纳"),
        pytest.param(replace(HEARD, founded=None), ["coercion.defence.unknown"], id="没有结论"),
        pytest.param(replace(HEARD, recorded=False), ["coercion.defence.unrecorded"], id="没有记录"),
        pytest.param(replace(HEARD, reviewed=False), ["coercion.defence.unreviewed"], id="没有复核"),
    ],
)
def test_defence(defence, expected):
    assert codes(check_defence(defence)) == expected


DECISION = EnforcementDecision(
    decided_on=date(2026, 9, 12),
    demand=DEMAND,
    stated=frozenset(OrderField),
    performed=False,
    good_reason=False,
)
HIDING = replace(DECISION, evidence_of_hiding=True, decided_on=date(2026, 9, 1))


@pytest.mark.parametrize(
    ("decision", "expected"),
    [
        pytest.param(DECISION, [], id="期满次日决定"),
        pytest.param(replace(DECISION, decided_on=date(2026, 9, 11)), ["coercion.decision.early"], id="末日不能决定"),
        pytest.param(HIDING, [], id="有隐匿财物迹象，催告当日决定"),
        pytest.param(
            replace(HIDING, decided_on=date(2026, 8, 31)), ["coercion.decision.before_demand"], id="隐匿财物也要先催告"
        ),
        pytest.param(replace(DECISION, demand=None), ["coercion.decision.no_demand"], id="没有催告"),
        pytest.param(
            replace(DECISION, demand=replace(DEMAND, served_on=None)), ["coercion.demand.unserved"], id="催告没有送达"
        ),
        pytest.param(
            replace(DECISION, demand=replace(DEMAND, perform_by=None)), ["coercion.demand.unserved"], id="催告没有期限"
        ),
        pytest.param(
            replace(DECISION, defence=replace(HEARD, reviewed=False)),
            ["coercion.defence.unreviewed"],
            id="没有复核意见",
        ),
        pytest.param(replace(DECISION, defence=HEARD), [], id="意见已复核"),
        pytest.param(replace(DECISION, performed=True), ["coercion.decision.performed"], id="已经履行"),
        pytest.param(replace(DECISION, good_reason=True), ["coercion.decision.reason"], id="有正当理由"),
        pytest.param(replace(DECISION, good_reason=None), ["coercion.decision.reason_unknown"], id="没有问理由"),
        *(
            pytest.param(
                replace(DECISION, stated=frozenset(OrderField) - {each}),
                ["coercion.decision.content"],
                id=f"缺{each.label}",
            )
            for each in OrderField
        ),
    ],
)
def test_enforcement_decision(decision, expected):
    assert codes(check_enforcement_decision(decision)) == expected
