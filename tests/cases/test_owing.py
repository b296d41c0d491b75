"""欠缴：还欠多少算得清，多缴的不收，加处的没有缴清不结案，一张票据只登记一次。"""

from datetime import timedelta
from importlib import import_module
from uuid import uuid4

import pytest
from django.apps import apps
from django.urls import reverse
from tests import cast
from tests.cases.stage import CASE
from tests.cases.test_api import Caller

from tongpan.cases import actions
from tongpan.cases.models import Case, CaseFact, CaseOfficer, PaymentReceipt
from tongpan.kernel.errors import Forbidden, Invalid, Unlawful
from tongpan.kernel.models import Participant
from tongpan.law.money import yuan
from tongpan.law.procedure import Step

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("moment")]
TOLD = (Step.FILE, Step.SHOW_IDENTITY, Step.GATHER, Step.VERIFY, Step.REPORT, Step.NOTIFY, Step.WAIVE)


def served(stage):
    """A fine of 2,000 yuan that was served today."""
    case = stage.take(stage.found(stage.open()), *TOLD)
    return stage.wait(days=8).take(case, Step.DECIDE, Step.SERVE, Step.REDACT, Step.PUBLISH)


def paid_late(stage):
    """The fine was paid on the tenth day too late, and a surcharge of ten days was added that day."""
    case = served(stage)
    stage.wait(days=15)
    last = stage.facts(case)
    assert last.payments == ()
    stage.wait(days=10)
    return stage.take(stage.take(case, Step.SURCHARGE), Step.PAY)


def waive(stage, case, **values):
    given = {"waived": "600", "remedied": True, "harmless": True, "agreement": "5月8日执行协议，已恢复原状"} | values
    return actions.enter_row(case_id=case.pk, form="waivers", values=given, place=0, actor=stage.officer, now=stage.now)


class TestAmounts:
    def test_more_than_is_owed_is_refused_with_what_is_owed(self, stage):
        case = stage.take(served(stage), Step.PAY, amount="500")
        with pytest.raises(Unlawful, match="还应缴1,500元") as refused:
            stage.take(case, Step.PAY, amount="1500.01")

        assert {each.code for each in refused.value.verdict} == {"payment.not_owed"}
        assert [each.amount for each in stage.facts(case).payments] == [yuan(500)]
        assert PaymentReceipt.objects.count() == 1
        stage.take(case, Step.PAY, amount="1500")
        assert not stage.outlook(case).offers(Step.PAY, stage.target(case))

    def test_the_surcharge_follows_the_days_and_can_be_added_again(self, stage):
        case = served(stage)
        stage.take(stage.wait(days=25) and case, Step.SURCHARGE)
        first = stage.facts(case).surcharges[-1].amount
        assert not stage.outlook(case).offers(Step.SURCHARGE, stage.target(case))
        stage.wait(days=2).take(case, Step.SURCHARGE)

        assert stage.facts(case).surcharges[-1].amount.fen - first.fen == 2 * yuan(60).fen

    def test_what_was_added_is_paid_before_the_case_is_closed(self, stage):
        case = paid_late(stage)
        added = stage.facts(case).surcharges[-1].amount
        with pytest.raises(Unlawful) as refused:
            stage.take(case, Step.CLOSE)
        assert "closing.performance" in {each.code for each in refused.value.verdict}

        stage.take(case, Step.PAY, amount=f"{added.fen / 100:.2f}")
        assert stage.take(case, Step.CLOSE).closed_on == stage.now.date()


class TestWaiver:
    def test_what_an_agreement_takes_off_is_owed_no_more(self, stage):
        case = waive(stage, paid_late(stage))

        assert stage.facts(case).surcharges[0].waived == yuan(600)
        assert stage.take(case, Step.CLOSE).closed_on == stage.now.date()

    @pytest.mark.parametrize(
        ("values", "code"),
        [
            pytest.param({"remedied": False}, "coercion.agreement.no_remedy", id="没有补救"),
            pytest.param({"remedied": None}, "coercion.agreement.no_remedy", id="是否补救没有查明"),
            pytest.param({"harmless": False}, "coercion.agreement.harm", id="损害他人"),
            pytest.param({"harmless": None}, "coercion.agreement.unknown", id="没有审查"),
        ],
    )
    def test_it_needs_what_the_law_needs(self, stage, values, code):
        case = paid_late(stage)
        with pytest.raises(Unlawful) as refused:
            waive(stage, case, **values)

        assert {each.code for each in refused.value.verdict} == {code}
        assert stage.facts(case).surcharges[0].waived is None

    def test_only_handlers_enter_it(self, stage):
        case = paid_late(stage)
        with pytest.raises(Forbidden):
            actions.enter_row(
                case_id=case.pk, form="waivers", values={"waived": "1"}, place=0, actor=stage.head, now=stage.now
            )


class TestReceipts:
    def test_one_is_written_down_once_within_an_organ(self, stage):
        first, second = served(stage), served(stage)
        stage.take(first, Step.PAY, amount="500", receipt="浙 0001234")
        for case in (first, second):
            with pytest.raises(Invalid, match=first.number) as refused:
                stage.take(case, Step.PAY, amount="500", receipt=" 浙 0001234 ")
            assert set(refused.value.fields) == {"receipt"}
        assert stage.facts(second).payments == ()

        stage.take(second, Step.PAY, amount="500", receipt="浙 0001234-2")

    def test_a_case_that_one_may_not_see_is_not_named(self, stage):
        case, other = served(stage), served(stage)
        town = cast.a_town("石梁镇", "330802108")
        Case.objects.filter(pk=other.pk).update(town=town, team=None, body=cast.a_town_government(town))
        CaseOfficer.objects.filter(case=other).delete()
        Participant.objects.filter(subject_id=other.pk).delete()
        PaymentReceipt.objects.create(body_id=case.body_id, number="浙 0001234", case=other, taken_at=stage.now)

        with pytest.raises(Invalid, match="另一个案件") as refused:
            stage.take(case, Step.PAY, amount="500", receipt="浙 0001234")
        assert other.number not in str(refused.value)

    def test_another_organ_has_its_own(self, stage):
        case = served(stage)
        PaymentReceipt.objects.create(
            body_id=uuid4(), number="浙 0001234", case=case,
            taken_at=stage.now,
        )  # fmt: skip

        stage.take(case, Step.PAY, receipt="浙 0001234")
        assert PaymentReceipt.objects.filter(number="浙 0001234").count() == 2


class TestFaces:
    def test_the_page_says_what_is_owed_and_keeps_what_was_typed(self, stage, enter):
        case = stage.take(served(stage), Step.PAY, amount="500")
        target = stage.target(case)
        query = {"step": "PAY", "party": target.party, "cause": target.cause}
        client, address = enter(stage.officer), reverse("cases:step", args=[case.pk], query=query)
        page = client.get(address).content.decode()
        assert "还应缴1,500元" in page
        assert 'value="1500.00"' in page
        wrong = client.post(address, {"amount": "2000", "receipt": "0099"})
        assert (wrong.status_code, 'value="0099"' in wrong.content.decode()) == (422, True)

        assert client.post(address, {"amount": "1500", "receipt": "0099"}).status_code == 302

    def test_the_api_names_the_article(self, stage):
        case = served(stage)
        target = stage.target(case)
        sent = {"step": "PAY", "party": target.party, "cause": target.cause}
        officer = Caller(stage, stage.officer)
        wrong = officer.post(f"/{case.pk}/steps", sent | {"entered": {"amount": "2500", "receipt": "0099"}})
        assert wrong.status_code == 422
        assert wrong.json()["breaches"][0]["code"] == "payment.not_owed"

        done = officer.post(f"/{case.pk}/steps", sent | {"entered": {"amount": "2000", "receipt": "0099"}})
        assert done.status_code == 200

    def test_the_surcharge_says_how_it_is_counted(self, stage, enter):
        case = served(stage)
        stage.wait(days=25)
        target = stage.target(case)
        query = {"step": "SURCHARGE", "party": target.party, "cause": target.cause}
        page = enter(stage.officer).get(reverse("cases:step", args=[case.pk], query=query)).content.decode()

        assert "逐日计算" in page


def test_what_was_entered_late_counts_from_the_day_it_was_paid(stage):
    case = served(stage)
    then = stage.now + timedelta(days=2)
    stage.wait(days=30)
    target = stage.target(case)
    actions.take_step(
        case_id=case.pk, step=Step.PAY, target=target, actor=stage.officer, now=stage.now, at=then,
        entered={"amount": "2000", "receipt": "0077"}, shown_by="银行回单第1页",
    )  # fmt: skip

    assert not stage.outlook(case).offers(Step.SURCHARGE, target)
    actions.take_step(case_id=case.pk, step=Step.CLOSE, target=CASE, actor=stage.who(Step.CLOSE), now=stage.now)


def test_receipts_that_were_written_down_before_are_taken_by_the_migration(stage):
    first, second = (stage.take(served(stage), Step.PAY, amount="500") for _ in range(2))
    row = CaseFact.objects.get(case=first, table="payments").row
    CaseFact.objects.filter(case=second, table="payments").update(row=row)
    PaymentReceipt.objects.all().delete()

    import_module("tongpan.cases.migrations.0017_payment_receipts").fill(apps, None)
    (kept,) = PaymentReceipt.objects.all()
    assert (kept.number, kept.body_id, kept.case) == (row["receipt"], first.body_id, first)
