"""每办一步留下什么：记入哪一行、哪一栏、哪一刻。"""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from tongpan.law.calendar import national
from tongpan.law.facts import Enforcement, Identity, Preservation, Prolongation, Recusal
from tongpan.law.facts.words import Duty, Enforcing, Fate, Outcome, Role
from tongpan.law.limits import Regime
from tongpan.law.model.probing.base import KEY, SUMMER, a_thing, decided, demanded, demolition_ordered, held
from tongpan.law.model.starting import DAY_ONE, POSTS, SMALL, a_charge, a_clue, a_party, investigated
from tongpan.law.money import yuan
from tongpan.law.penalty.evidence import EvidenceKind
from tongpan.law.penalty.preservation import Disposal
from tongpan.law.period import Authority
from tongpan.law.procedure import Act, Step, Target, next_steps, perform

CALENDAR = national()
CHARGE = Target("甲", "占道经营")
TRUCK = Target("甲", "占道经营", "货车")
NOW = DAY_ONE + timedelta(days=3)


def after(facts, step, target=CHARGE, choice="", at=NOW):
    return perform(facts, Act(step, target, at, CALENDAR, choice))


def shown(row, expected):
    return {name: getattr(row, name) for name in expected}


def with_thing(**values):
    return replace(investigated(a_clue(**values)), things=(a_thing(),))


def two_parties():
    charges = (a_charge("甲"), a_charge("乙"))
    return investigated(a_clue(parties=(a_party("甲"), a_party("乙")), charges=charges))


class TestPreservation:
    @pytest.mark.parametrize(
        ("step", "expected"),
        [
            pytest.param(Step.PRESERVE, {"urgent": False, "approved_at": NOW, "consent_at": None}, id="先批准"),
            pytest.param(
                Step.PRESERVE_URGENT, {"urgent": True, "approved_at": None, "consent_at": NOW}, id="紧急，先口头同意"
            ),
        ],
    )
    def test_an_urgent_one_has_the_heads_consent_and_not_yet_the_approval(self, step, expected):
        (row,) = after(investigated(a_clue()), step).preservations

        assert shown(row, expected) == expected
        assert (row.id, row.at, row.at_risk, row.officers) == ("保存1", NOW, True, ("张", "王"))

    def test_the_next_one_has_the_next_number(self):
        facts = after(after(investigated(a_clue()), Step.PRESERVE), Step.PRESERVE)

        assert [each.id for each in facts.preservations] == ["保存1", "保存2"]

    @pytest.mark.parametrize(
        ("step", "column", "value"),
        [
            (Step.APPROVE_PRESERVATION, "approved_at", NOW),
            (Step.DISPOSE, "disposal", Disposal.SECURED),
            (Step.RELEASE, "disposal", Disposal.RELEASED),
        ],
    )
    @pytest.mark.parametrize("number", [0, 1])
    def test_a_step_touches_the_thing_it_names_alone(self, step, column, value, number):
        rows = tuple(Preservation(f"保存{each}", **KEY, at=DAY_ONE, urgent=True) for each in (1, 2))
        facts = replace(investigated(a_clue()), preservations=rows)

        found = after(facts, step, Target("甲", "占道经营", f"保存{number + 1}")).preservations

        assert getattr(found[number], column) == value
        assert found[1 - number] == rows[1 - number]


class TestProlongation:
    @pytest.mark.parametrize(
        ("regime", "done", "days", "grantor"),
        [
            pytest.param(Regime.HURD, 0, 30, Authority.HEAD, id="住建：负责人延长三十日"),
            pytest.param(Regime.HURD, 1, 60, Authority.COLLECTIVE, id="住建：集体讨论再延长六十日"),
            pytest.param(Regime.AGR, 1, 30, Authority.SUPERIOR, id="农业：报上一级批准，日数由其决定"),
            pytest.param(None, 0, 30, Authority.HEAD, id="法律没有延长"),
        ],
    )
    def test_takes_the_days_and_the_authority_of_the_rules(self, regime, done, days, grantor):
        before = (Prolongation(DAY_ONE, 30, Authority.HEAD),) * done
        facts = investigated(a_clue(a_charge(regime=regime), prolongations=before))

        found = after(facts, Step.EXTEND_DECISION, Target()).prolongations

        assert found == (*before, Prolongation(NOW, days, grantor))


class TestEvidence:
    def test_each_piece_has_its_number(self):
        facts = after(after(investigated(a_clue()), Step.GATHER), Step.GATHER)

        assert [each.id for each in facts.evidence] == ["证据1", "证据2", "证据3"]
        assert [each.kind for each in facts.evidence] == [EvidenceKind.SITE_RECORD] * 3

    @pytest.mark.parametrize("kind", list(EvidenceKind))
    def test_is_of_the_kind_that_is_named(self, kind):
        row = after(investigated(a_clue()), Step.GATHER, choice=kind.value).evidence[-1]

        assert (row.kind, row.at, row.lawful, row.verified_at) == (kind, NOW, True, None)

    @pytest.mark.parametrize(
        ("kind", "told"),
        [
            (each, NOW if each is EvidenceKind.OPINION else None)
            for each in (EvidenceKind.OPINION, EvidenceKind.SITE_RECORD, EvidenceKind.DOCUMENT)
        ],
    )
    def test_only_the_result_of_an_opinion_is_told(self, kind, told):
        facts = after(investigated(a_clue()), Step.GATHER, choice=kind.value)

        found = after(facts, Step.TELL_RESULT).evidence

        assert [each.told_at for each in found] == [None, told]

    def test_what_was_told_before_keeps_its_day(self):
        once = after(after(investigated(a_clue()), Step.GATHER, choice="OPINION"), Step.TELL_RESULT)

        again = after(once, Step.TELL_RESULT, at=NOW + timedelta(days=1))

        assert again.evidence[-1].told_at == NOW

    @pytest.mark.parametrize(("step", "column"), [(Step.VERIFY, "verified_at"), (Step.TELL_RESULT, "told_at")])
    def test_nothing_is_written_to_the_other_party(self, step, column):
        facts = two_parties()
        for party in ("甲", "乙"):
            facts = after(facts, Step.GATHER, Target(party, "占道经营"), choice="OPINION")

        found = after(facts, step, Target("乙", "占道经营")).evidence

        assert [getattr(each, column) for each in found[2:]] == [None, NOW]

    def test_what_was_set_aside_is_not_verified(self):
        facts = after(after(investigated(a_clue()), Step.GATHER), Step.GATHER)
        aside = replace(facts.evidence[-2], excluded_at=NOW)
        facts = replace(facts, evidence=(*facts.evidence[:-2], aside, facts.evidence[-1]))

        found = after(facts, Step.VERIFY).evidence

        assert [each.verified_at for each in found[-2:]] == [None, NOW]

    def test_officers_who_show_their_certificates_are_the_handlers(self):
        assert after(a_clue(), Step.SHOW_IDENTITY).identities == (Identity("甲", NOW, ("张", "王")),)


class TestMeasures:
    @pytest.mark.parametrize(
        ("step", "posts", "expected"),
        [
            pytest.param(Step.IMPOSE, POSTS, {"urgent": False, "approved_at": NOW}, id="先批准后实施"),
            pytest.param(
                Step.IMPOSE,
                tuple(each for each in POSTS if each.role is not Role.APPROVER),
                {"urgent": False, "approved_at": None},
                id="没有审批人就没有批准",
            ),
            pytest.param(Step.IMPOSE_URGENT, POSTS, {"urgent": True, "approved_at": None}, id="紧急，事后补批"),
        ],
    )
    def test_only_the_urgent_one_goes_without_approval(self, step, posts, expected):
        (row,) = after(with_thing(assignments=posts), step, TRUCK).measures

        assert shown(row, expected) == expected
        assert (row.thing, row.at, row.delivered, row.signed) == ("货车", NOW, True, True)
        assert row.officers == ("张", "王")

    @pytest.mark.parametrize(
        ("step", "fate", "told"),
        [
            (Step.LIFT, Fate.RETURNED, False),
            (Step.FORFEIT, Fate.FORFEITED, False),
            (Step.AUCTION, Fate.AUCTIONED, False),
            (Step.HAND_OVER, Fate.HANDED_OVER, True),
        ],
    )
    def test_the_end_is_recorded_and_the_party_told_of_a_handover(self, step, fate, told):
        (row,) = after(held(with_thing()), step, TRUCK).measures

        assert (row.ended_at, row.fate, row.party_told) == (NOW, fate, told)

    @pytest.mark.parametrize(
        ("step", "column"),
        [
            (Step.APPROVE_MEASURE, "approved_at"),
            (Step.REFUSE_MEASURE, "refused_at"),
            (Step.EXTEND_MEASURE, "extended_at"),
        ],
    )
    def test_each_answer_of_the_head_has_its_column(self, step, column):
        (row,) = after(held(with_thing(), urgent=True, approved_at=None), step, TRUCK).measures

        columns = {"approved_at": None, "refused_at": None, "extended_at": None} | {column: NOW}
        assert shown(row, columns) == columns

    def test_of_two_things_the_named_one(self):
        car = replace(a_thing(), id="小车")
        facts = replace(with_thing(), things=(car, a_thing()))
        facts = after(after(facts, Step.IMPOSE, Target("甲", "占道经营", "小车")), Step.IMPOSE, TRUCK)

        assert [each.ended_at for each in after(facts, Step.LIFT, TRUCK).measures] == [None, NOW]

    def test_a_test_is_told_with_its_ten_days_and_ends_once(self):
        begun = after(held(with_thing()), Step.START_TEST, TRUCK)
        (test,) = begun.measures[0].tests
        assert (test.start, test.until, test.told, test.end) == (date(2026, 3, 5), date(2026, 3, 14), True, None)

        over = after(begun, Step.END_TEST, TRUCK, at=NOW + timedelta(days=4))
        assert over.measures[0].tests == (replace(test, end=date(2026, 3, 9)),)
        later = after(over, Step.END_TEST, TRUCK, at=NOW + timedelta(days=9))
        assert later.measures == over.measures


class TestEnforcement:
    def test_a_demand_gives_ten_days(self):
        (row,) = after(decided(investigated(a_clue())), Step.DEMAND).demands

        assert (row.at, row.served_at, row.perform_by, row.complete) == (NOW, NOW, date(2026, 3, 15), True)

    def test_a_deferral_is_thirty_days_from_the_last_day_to_pay(self):
        (row,) = after(decided(investigated(a_clue())), Step.DEFER).deferrals

        assert row.until == date(2026, 4, 16)

    @pytest.mark.parametrize(
        ("step", "expected"),
        [
            pytest.param(
                Step.ORDER_SUBSTITUTE,
                {"way": Enforcing.SUBSTITUTE, "decided_at": NOW, "budget": True, "urgent": False, "performed_at": None},
                id="代履行决定附费用预算",
            ),
            pytest.param(
                Step.CLEAR,
                {"way": Enforcing.CLEARING, "decided_at": NOW, "budget": None, "urgent": True, "performed_at": NOW},
                id="立即实施代履行",
            ),
            pytest.param(
                Step.APPLY_COURT,
                {"way": Enforcing.COURT, "decided_at": NOW, "signer": "周", "urgent": False, "performed_at": None},
                id="申请书由负责人签名",
            ),
            pytest.param(
                Step.SUBSTITUTE,
                {"way": Enforcing.SUBSTITUTE, "supervised": True, "performed_at": NOW, "ended_at": NOW},
                id="代履行有人到场监督",
            ),
        ],
    )
    def test_each_way_leaves_its_own_row(self, step, expected):
        (row,) = after(decided(investigated(a_clue(a_charge(duty=Duty.CLEAR)))), step).enforcements

        assert shown(row, expected) == expected

    def test_a_demolition_fills_in_its_order(self):
        ordered = demolition_ordered()
        (order,) = ordered.enforcements

        found = after(ordered, Step.DEMOLISH, at=SUMMER).enforcements

        assert found == (replace(order, performed_at=SUMMER, ended_at=SUMMER),)

    @pytest.mark.parametrize(
        "other",
        [
            pytest.param(Enforcement("乙", "占道经营", Enforcing.DEMOLITION, DAY_ONE), id="另一当事人的"),
            pytest.param(Enforcement("甲", "占道经营", Enforcing.COURT, DAY_ONE), id="另一种方式的"),
        ],
    )
    def test_a_demolition_without_an_order_is_a_row_of_its_own(self, other):
        facts = replace(decided(two_parties()), enforcements=(other,))

        found = after(facts, Step.DEMOLISH).enforcements

        mine = Enforcement(**KEY, way=Enforcing.DEMOLITION, decided_at=NOW, performed_at=NOW, ended_at=NOW)
        assert found == (other, mine)

    def test_a_clearing_ends_when_the_party_is_told(self):
        cleared = after(decided(investigated(a_clue(a_charge(duty=Duty.CLEAR)))), Step.CLEAR)

        (row,) = after(cleared, Step.TELL_CLEARING, at=NOW + timedelta(hours=1)).enforcements

        assert (row.performed_at, row.party_told_at, row.ended_at) == (NOW, *(NOW + timedelta(hours=1),) * 2)


class TestMoney:
    def test_the_fine_is_paid_whole_at_the_bank_or_on_the_spot(self):
        facts = decided(investigated(a_clue()))

        (paid,), (taken,) = after(facts, Step.PAY).payments, after(facts, Step.COLLECT).payments

        assert (paid.amount, paid.on_spot, paid.receipt) == (yuan(2000), False, "票据")
        assert (taken.amount, taken.on_spot, taken.receipt) == (SMALL.fine, True, "票据")

    def test_the_surcharge_is_three_in_a_hundred_a_day(self):
        (row,) = after(decided(investigated(a_clue())), Step.SURCHARGE, at=DAY_ONE + timedelta(days=17)).surcharges

        assert row.amount == yuan(120)

    @pytest.mark.parametrize(
        ("choice", "outcome"), [("REVOKED", Outcome.REVOKED), ("UPHELD", Outcome.UPHELD), ("", Outcome.UPHELD)]
    )
    def test_a_remedy_ends_with_its_outcome(self, choice, outcome):
        (row,) = after(
            after(decided(investigated(a_clue())), Step.LITIGATE), Step.CONCLUDE_REMEDY, choice=choice
        ).remedies

        assert (row.ended_at, row.outcome) == (NOW, outcome)


@pytest.mark.parametrize(
    ("granted", "heads"),
    [
        pytest.param(None, ("吴", "周"), id="回避申请没有决定"),
        pytest.param(False, ("吴", "周"), id="驳回回避申请"),
        pytest.param(True, ("吴",), id="已经回避"),
    ],
)
def test_a_head_who_stands_aside_does_not_deliberate(granted, heads):
    """行政处罚法43；市场监管程序规定4。"""
    recusal = Recusal("周", DAY_ONE, None if granted is None else DAY_ONE, granted)
    facts = after(investigated(a_clue(a_charge(complex=True), recusals=(recusal,))), Step.DELIBERATE)

    assert [each.heads for each in facts.deliberations] == [heads]


def test_a_demand_answered_must_be_checked_again():
    answered = after(demanded(), Step.ANSWER_DEMAND, at=DAY_ONE + timedelta(days=31))
    assert next_steps(answered, DAY_ONE + timedelta(days=32), CALENDAR).offers(Step.RECHECK_DEMAND)

    checked = after(answered, Step.RECHECK_DEMAND, at=DAY_ONE + timedelta(days=32))

    assert checked.demands[-1].rechecked_at == DAY_ONE + timedelta(days=32)
    assert not next_steps(checked, DAY_ONE + timedelta(days=33), CALENDAR).offers(Step.RECHECK_DEMAND)
