"""当场收缴的现金（处罚法 71）：二日交机关，二日缴银行；几笔一张交款单，财务清点，一个银行单号。退还和分期。"""

import pytest
from django.core.cache import cache
from django.urls import reverse
from tests.cases.acts import act
from tests.cases.finance import a_cashier, due_of, served
from tests.cases.spots import decide, on_the_spot
from tests.cases.test_api import Caller
from tests.cases.test_designating import Other, designate, take

from tongpan.cases import actions
from tongpan.cases.domain.acts import CaseAct
from tongpan.cases.models import Case, CaseLimit, CaseOfficer, CaseTransfer, CashItem, CashSlip
from tongpan.kernel.errors import Conflict, Forbidden, Invalid, NotFound, Unlawful
from tongpan.law.facts.words import Role
from tongpan.law.money import yuan
from tongpan.law.procedure import Step, Target

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("moment")]


@pytest.fixture
def cashier(stage):
    return a_cashier(stage)


@pytest.fixture
def spot(stage):
    cache.clear()
    return on_the_spot(stage)


def collected(stage, receipt="浙 001"):
    """A hundred yuan that were taken on the spot today."""
    case = decide(stage)
    actions.hand_over(case_id=case.pk, actor=stage.officer, now=stage.now, signed=True, note="")
    return stage.take(case, Step.COLLECT, amount="100", receipt=receipt)


def charges(stage, *cases):
    return [(case.pk, Target("甲", stage.matter.code)) for case in cases]


def slip_of(stage, *cases):
    return actions.make_slip(charges=charges(stage, *cases), actor=stage.officer, now=stage.now)


def received(stage, cashier, slip):
    return actions.receive_slip(slip_id=slip.pk, counted=str(slip.amount_fen // 100), actor=cashier, now=stage.now)


def clocks(*cases):
    rows = CaseLimit.objects.filter(case__in=cases, rule__startswith="DL-25").order_by("rule")
    return [(row.rule, f"{row.act_by:%m-%d}") for row in rows]


class TestSlips:
    def test_several_payments_on_one_slip_through_both_clocks(self, spot, cashier):
        first, second = collected(spot), collected(spot, "浙 002")
        assert clocks(first, second) == [("DL-25.1", "03-04")] * 2

        slip = slip_of(spot, first, second)
        assert (slip.amount_fen, slip.number) == (20_000, "JK2026-00001")
        spot.wait(days=1)
        received(spot, cashier, slip)
        assert clocks(first, second) == [("DL-25.2", "03-05")] * 2

        spot.wait(days=1)
        done = actions.bank_cash(
            charges=charges(spot, first, second), number="YH-9", at=spot.now, actor=cashier, now=spot.now
        )
        slip.refresh_from_db()
        assert (done, slip.bank_number, clocks(first, second)) == (2, "YH-9", [])
        assert spot.facts(first).payments[0].banked_at == spot.now

    def test_the_clock_to_the_bank_runs_on_when_the_case_is_closed(self, spot, cashier):
        case = collected(spot)
        received(spot, cashier, slip_of(spot, case))
        named = {"role": Role.APPROVER, "officer_id": spot.deputy.officer_id, "actor": spot.head}
        actions.name_officer(case_id=case.pk, now=spot.now, **named)
        closed = spot.wait(minutes=1).take(case, Step.REGISTER, Step.CLOSE)
        assert closed.closed_on == spot.now.date()
        assert clocks(case) == [("DL-25.2", "03-04")]

    def test_a_part_that_is_banked_leaves_the_slip_open(self, spot, cashier):
        first, second = collected(spot), collected(spot, "浙 002")
        slip = received(spot, cashier, slip_of(spot, first, second))
        for case, banked in ((first, False), (second, True)):
            given = {"charges": charges(spot, case), "number": "YH-1", "at": spot.now}
            actions.bank_cash(**given, actor=cashier, now=spot.now)
            slip.refresh_from_db()
            assert (slip.banked_at is not None) is banked

    def test_what_was_counted_has_to_be_what_is_listed(self, spot, cashier):
        slip = slip_of(spot, collected(spot))
        for counted, words in (("99.99", "不一致"), ("一百", "看不懂金额")):
            with pytest.raises(Invalid, match=words):
                actions.receive_slip(slip_id=slip.pk, counted=counted, actor=cashier, now=spot.now)
        assert clocks(slip.items.get().case)[0][0] == "DL-25.1"

    def test_cash_stands_on_one_slip_at_a_time(self, spot, cashier):
        case = collected(spot)
        slip = slip_of(spot, case)
        with pytest.raises(Conflict, match="另一张交款单"):
            slip_of(spot, case)
        actions.withdraw_slip(slip_id=slip.pk, actor=spot.officer, now=spot.now)
        again = slip_of(spot, case)
        with pytest.raises(Conflict, match="已经撤回"):
            received(spot, cashier, slip)
        received(spot, cashier, again)
        with pytest.raises(Conflict, match="没有要上交的现金"):
            slip_of(spot, case)
        with pytest.raises(Conflict, match="已经收款"):
            actions.withdraw_slip(slip_id=again.pk, actor=spot.officer, now=spot.now)

    def test_cash_that_went_another_way_meanwhile_stops_the_slip(self, spot, cashier):
        case = collected(spot)
        slip = slip_of(spot, case)
        spot.take(case, Step.HAND_IN)
        with pytest.raises(Conflict, match="不一致"):
            received(spot, cashier, slip)
        assert CashSlip.objects.get().received_at is None

    @pytest.mark.parametrize("who", ["head", "reviewer"])
    def test_only_handlers_list_and_only_the_desk_receives(self, spot, cashier, who):
        case = collected(spot)
        with pytest.raises((Forbidden, NotFound)):
            actions.make_slip(charges=charges(spot, case), actor=getattr(spot, who), now=spot.now)
        slip = slip_of(spot, case)
        with pytest.raises(Forbidden, match="财务人员"):
            received(spot, getattr(spot, who), slip)
        with pytest.raises(NotFound):
            actions.withdraw_slip(slip_id=slip.pk, actor=spot.second, now=spot.now)

    def test_who_took_part_in_the_case_does_not_receive_its_cash(self, spot, cashier):
        case = collected(spot)
        slip = slip_of(spot, case)
        CaseOfficer.objects.create(case=case, officer_id=cashier.officer_id, handle="孙会计")
        with pytest.raises(Forbidden, match="参与了案件"):
            received(spot, cashier, slip)

    @pytest.mark.parametrize(
        ("given", "field"), [({"charges": []}, "charges"), ({"number": " "}, "number"), ({"at": "later"}, "at")]
    )
    def test_banking_needs_cash_a_number_and_a_moment(self, spot, cashier, given, field):
        case = collected(spot)
        received(spot, cashier, slip_of(spot, case))
        later = spot.now.replace(year=2027)
        values = {"charges": charges(spot, case), "number": "YH-1", "at": spot.now} | given
        values["at"] = later if values["at"] == "later" else values["at"]
        with pytest.raises(Invalid) as refused:
            actions.bank_cash(**values, actor=cashier, now=spot.now)
        assert set(refused.value.fields) == {field}

    def test_banking_before_it_was_handed_in_cannot_be(self, spot, cashier):
        case = collected(spot)
        with pytest.raises(Conflict, match="不需要"):
            actions.bank_cash(charges=charges(spot, case), number="YH-1", at=spot.now, actor=cashier, now=spot.now)


class TestOnItsWay:
    def approved(self, spot, case):
        named = {"role": Role.APPROVER, "officer_id": spot.deputy.officer_id, "actor": spot.head}
        actions.name_officer(case_id=case.pk, now=spot.now, **named)
        spot.wait(minutes=1)
        return case

    def ends(self, spot, case):
        return act(spot, case, CaseAct.DROP, ground="DEATH", why="没有遗产")

    def test_nothing_is_ended_before_it_is_in_the_bank(self, spot, cashier):
        case = self.approved(spot, collected(spot))
        with pytest.raises(Unlawful, match="100元还没有缴付银行") as refused:
            self.ends(spot, case)
        (breach,) = refused.value.verdict
        assert (breach.code, breach.citation.article) == ("case.cash.left", 71)
        assert "先把现金交到财务" in breach.missing

        received(spot, cashier, slip_of(spot, case))
        with pytest.raises(Unlawful) as refused:
            self.ends(spot, case)
        assert "登记缴付银行" in refused.value.verdict[0].missing
        assert Case.objects.get(pk=case.pk).closed_on is None

        actions.bank_cash(charges=charges(spot, case), number="YH-1", at=spot.now, actor=cashier, now=spot.now)
        assert self.ends(spot, case).standing == "DROPPED"

    def test_no_other_body_is_given_the_case_meanwhile(self, spot, cashier):
        other, case = Other(spot), self.approved(spot, collected(spot))
        with pytest.raises(Unlawful) as refused:
            designate(spot, case, other)

        assert refused.value.code == "case.cash.left"
        assert not CaseTransfer.objects.exists()

    def test_nor_takes_it_where_cash_came_on_the_way(self, spot, cashier):
        other, case = Other(spot), decide(spot)
        actions.hand_over(case_id=case.pk, actor=spot.officer, now=spot.now, signed=True, note="")
        made = designate(spot, case, other)
        spot.take(case, Step.COLLECT, amount="100", receipt="浙 001")
        with pytest.raises(Unlawful, match="100元还没有缴付银行"):
            take(spot, made, other.officer)
        assert Case.objects.get(pk=case.pk).body_id == spot.town.agency.pk

        received(spot, cashier, slip_of(spot, case))
        actions.bank_cash(charges=charges(spot, case), number="YH-1", at=spot.now, actor=cashier, now=spot.now)
        assert take(spot, made, other.officer).body_id == other.town.agency.pk

    def test_a_slip_that_nobody_will_receive_is_taken_back_first(self, spot, cashier):
        case = self.approved(spot, collected(spot))
        slip = slip_of(spot, case)
        spot.take(case, Step.HAND_IN)
        actions.bank_cash(charges=charges(spot, case), number="YH-1", at=spot.now, actor=cashier, now=spot.now)
        with pytest.raises(Unlawful) as refused:
            self.ends(spot, case)
        assert refused.value.code == "case.cash.slip"

        actions.withdraw_slip(slip_id=slip.pk, actor=spot.officer, now=spot.now)
        assert self.ends(spot, case).standing == "DROPPED"


class TestWithoutADesk:
    def test_the_handler_enters_it_where_the_organ_has_nobody(self, spot):
        case = spot.take(collected(spot), Step.HAND_IN)
        spot.take(case, Step.BANK, number="YH-2")
        assert clocks(case) == []

    def test_where_it_has_somebody_the_handler_is_told_who(self, spot, cashier):
        case = spot.take(collected(spot), Step.HAND_IN)
        with pytest.raises(Forbidden, match="财务对账"):
            spot.take(case, Step.BANK, number="YH-2")


class TestRefund:
    def fallen(self, stage):
        case = stage.take(served(stage), Step.PAY)
        return stage.take(
            case, Step.REVOKE, ground="FACTS", why="主要证据不足", number="撤〔2026〕1号", told="当面送达"
        )

    def give(self, stage, cashier, case, **changes):
        given = {"amount": "2000", "voucher": "TF-1", "why": "退回原账户", "at": stage.now} | changes
        return actions.refund(due_id=due_of(case).pk, actor=cashier, now=stage.now, **given)

    def test_what_was_paid_goes_back_before_it_is_undone(self, stage, cashier):
        case = self.fallen(stage)
        assert (due_of(case).state, due_of(case).back_fen) == ("BACK", 200_000)
        with pytest.raises(Unlawful, match="还没有退还"):
            stage.take(case, Step.RESTORE)

        self.give(stage, cashier, case, amount="500")
        self.give(stage, cashier, case, amount="1500", voucher="TF-2")
        assert due_of(case).state == "FALLEN"
        assert [each.amount for each in stage.facts(case).refunds] == [yuan(500), yuan(1500)]
        stage.wait(minutes=1).take(case, Step.RESTORE)

    @pytest.mark.parametrize(
        ("given", "refusal", "words"),
        [
            ({"amount": "2000.01"}, Unlawful, "应当退还2,000元"),
            ({"amount": "0"}, Unlawful, "应当退还"),
            ({"amount": "二千"}, Invalid, "看不懂金额"),
            ({"voucher": " "}, Invalid, "退付凭证号"),
        ],
    )
    def test_no_more_and_never_without_a_voucher(self, stage, cashier, given, refusal, words):
        case = self.fallen(stage)
        with pytest.raises(refusal, match=words):
            self.give(stage, cashier, case, **given)
        assert stage.facts(case).refunds == ()

    def test_a_decision_that_stands_gives_nothing_back(self, stage, cashier):
        case = stage.take(served(stage), Step.PAY)
        with pytest.raises(Conflict, match="不需要"):
            self.give(stage, cashier, case)

    def test_only_the_desk_gives_back(self, stage, cashier):
        case = self.fallen(stage)
        for actor in (stage.officer, stage.head):
            with pytest.raises(Forbidden, match="财务人员"):
                self.give(stage, actor, case)
        with pytest.raises(Forbidden, match="财务对账"):
            stage.take(case, Step.REFUND, amount="2000", voucher="TF-1")

    def test_by_page_and_call(self, stage, cashier, enter):
        case = self.fallen(stage)
        page = reverse("cases:money_due", args=[due_of(case).pk])
        client = enter(cashier)
        assert "应当退还" in client.get(page).content.decode()
        given = {"amount": "500", "voucher": "", "at": f"{stage.now:%Y-%m-%dT%H:%M}", "why": ""}
        assert client.post(page, given).status_code == 422
        assert client.post(page, given | {"voucher": "TF-1"}).status_code == 302
        path = f"/money/dues/{due_of(case).pk}/refund"
        told = {"amount": "1500", "voucher": "TF-2", "at": stage.now.isoformat()}
        assert Caller(stage, cashier).post(path, told).json()["state"] == "FALLEN"


class TestInstalments:
    def granted(self, stage, **changes):
        case = served(stage)
        given = {
            "until": "2026-05-20",
            "why": "确有经济困难",
            "parts": [{"due_on": "2026-04-10", "amount": "800"}, {"due_on": "2026-05-20", "amount": "1200"}],
        }
        return stage.take(case, Step.DEFER, **(given | changes))

    def test_each_has_its_line_on_the_board_and_goes_when_it_is_paid(self, stage):
        case = self.granted(stage)
        rows = CaseLimit.objects.filter(case=case, rule="DL-23").order_by("act_by")
        assert [(row.ref, f"{row.act_by:%m-%d}") for row in rows] == [("第1期", "04-10"), ("第2期", "05-20")]

        stage.take(case, Step.PAY, amount="800")
        assert list(rows.values_list("ref", flat=True)) == ["第2期"]
        assert f"{due_of(case).pay_by:%m-%d}" == "05-20"

    def test_a_missed_one_is_demanded_and_charged_alone(self, stage):
        case = self.granted(stage)
        stage.wait(days=33)  # 4 月 12 日，第一期误了两日
        stage.take(case, Step.SURCHARGE)

        assert stage.facts(case).surcharges[-1].amount == yuan(48)
        assert stage.outlook(case).offers(Step.DEMAND, stage.target(case))

    @pytest.mark.parametrize(
        ("parts", "code"),
        [
            ([{"due_on": "2026-05-20", "amount": "1999"}], "deferral.sum"),
            ([{"due_on": "2026-05-19", "amount": "2000"}], "deferral.order"),
        ],
    )
    def test_the_plan_makes_up_what_is_owed(self, stage, parts, code):
        with pytest.raises(Unlawful) as refused:
            self.granted(stage, parts=parts)
        assert {each.code for each in refused.value.verdict} == {code}

    def test_it_is_typed_a_line_each_and_a_slip_is_told_by_its_line(self, stage, enter):
        case = served(stage)
        address = reverse("cases:step", args=[case.pk]) + f"?step=DEFER&party=甲&cause={stage.matter.code}"
        head = enter(stage.people[next(role for role in stage.people if role == "APPROVER")])
        given = {"until": "2026-05-20", "why": "困难", "version": ""}
        wrong = head.post(address, given | {"parts": "2026-04-10 800\n五月底付清"})
        assert "第2行看不懂" in wrong.content.decode()
        stage.wait(minutes=1)
        done = head.post(address, given | {"parts": "2026-04-10 800\n\n2026-05-20 1200"})

        assert done.status_code == 302, done.content.decode()
        assert len(stage.facts(case).deferrals[0].parts) == 2


class TestPages:
    def test_the_officer_lists_and_the_desk_receives_and_banks(self, spot, cashier, enter):
        case = collected(spot)
        client = enter(spot.officer)
        page = client.get(reverse("cases:money_cash")).content.decode()
        assert "100元" in page
        key = f"{case.pk}/甲/{spot.matter.code}"
        assert client.post(reverse("cases:money_cash"), {"do": "slip"}).status_code == 422
        made = client.post(reverse("cases:money_cash"), {"do": "slip", "charges": [key]})
        slip = CashSlip.objects.get()
        assert made.url == reverse("cases:money_slip", args=[slip.pk])
        assert "等财务收款" in client.get(made.url).content.decode()

        desk = enter(cashier)
        assert slip.number in desk.get(reverse("cases:money_cash")).content.decode()
        assert desk.post(made.url, {"counted": "99"}).status_code == 422
        assert desk.post(made.url, {"counted": "100"}).status_code == 302
        given = {"do": "bank", "charges": [key], "number": "YH-3", "at": f"{spot.now:%Y-%m-%dT%H:%M}"}
        assert desk.post(reverse("cases:money_cash"), given).status_code == 302
        assert CashItem.objects.get().banked_at is not None

    def test_nobody_else_sees_a_slip(self, spot, cashier, enter):
        slip = slip_of(spot, collected(spot))
        for actor in (spot.second, spot.head):
            assert enter(actor).get(reverse("cases:money_slip", args=[slip.pk])).status_code == 404
        assert enter(spot.reviewer).get(reverse("cases:money_cash")).status_code == 403

    def test_over_the_wire(self, spot, cashier):
        case = collected(spot)
        one = {"case_id": str(case.pk), "party": "甲", "cause": spot.matter.code}
        officer, desk = Caller(spot, spot.officer), Caller(spot, cashier)
        first = officer.post("/money/slips", {"charges": [one]}).json()
        assert officer.post(f"/money/slips/{first['id']}/withdraw").json()["withdrawn_at"]
        slip = officer.post("/money/slips", {"charges": [one]}).json()
        assert officer.post(f"/money/slips/{slip['id']}/receive", {"counted": "100"}).status_code == 403
        assert desk.post(f"/money/slips/{slip['id']}/receive", {"counted": "100"}).json()["received_at"]
        given = {"charges": [one], "number": "YH-4", "at": spot.now.isoformat()}
        assert desk.post("/money/bank", given).json() == {"banked": 1}
