"""当场处罚：查明、告知、听取都真的记下，两人确认，一次决定，一个文号；不该当场罚的，说出条款和出路。"""

import time
from dataclasses import replace
from datetime import date, timedelta

import pytest
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from django.core.cache import cache
from tests import cast
from tests.cases.spots import a_spot, decide, on_the_spot, told, without_cards
from tests.leads import stage as leads

from tongpan.agencies.domain.fields import Domain
from tongpan.agencies.models import Officer
from tongpan.cases import actions
from tongpan.cases.domain.choices import Standing
from tongpan.cases.domain.spot import Answered
from tongpan.cases.models import Case, CaseFact, DecisionPaper
from tongpan.cases.queries import summary as spots
from tongpan.documents.models import DocumentSeries
from tongpan.kernel import ledger
from tongpan.kernel.errors import Conflict, Forbidden, Invalid, NotFound, Unlawful
from tongpan.kernel.ids import uuid7
from tongpan.law.money import yuan
from tongpan.law.penalty.kinds import PartyKind, PenaltyKind
from tongpan.law.penalty.mitigation import Circumstance
from tongpan.law.penalty.no_penalty import Harm
from tongpan.law.procedure import Step, Target
from tongpan.powers.models import Grant, Instrument

pytestmark = pytest.mark.django_db


@pytest.fixture
def spot_stage(stage):
    cache.clear()
    return on_the_spot(stage)


def codes(refused):
    return {breach.code for breach in refused.value.verdict}


def left_nothing():
    """No case, no number, nothing half done: only the draft is still there."""
    return not Case.objects.exists() and not DecisionPaper.objects.exists() and not DocumentSeries.objects.exists()


class TestDecide:
    def test_m146_two_officers_decide_a_small_fine_on_the_spot(self, spot_stage):
        case = decide(spot_stage)
        facts = spot_stage.facts(case)

        assert (case.track, case.standing) == ("SUMMARY", Standing.DECIDED)
        assert [row.officers for row in facts.identities] == [("李明", "王强")]
        assert facts.decisions[0].penalty.fine == yuan(100)
        assert facts.statements[0].waived
        assert facts.filing is None

    def test_it_is_one_ledger_entry_that_names_who_confirmed_and_how(self, spot_stage):
        case = decide(spot_stage)
        (entry,) = ledger.history(case)

        assert entry.action == "case.decided_on_spot"
        assert entry.facts["second"] == str(spot_stage.second.officer_id)
        assert entry.facts["confirmed_how"] == "PASSWORD"
        assert cast.PASSWORD not in str(entry.facts)

    def test_a_double_tap_makes_one_decision(self, spot_stage):
        token = uuid7()
        spot = a_spot(spot_stage)
        first, second = decide(spot_stage, token, spot=spot), decide(spot_stage, token, spot=spot, password="")

        assert first.pk == second.pk
        assert (Case.objects.count(), DecisionPaper.objects.count()) == (1, 1)

    def test_numbers_run_without_a_gap_also_past_what_was_refused(self, spot_stage):
        decide(spot_stage)
        with pytest.raises(Unlawful):
            decide(spot_stage, fine=yuan(300))
        case = decide(spot_stage)

        assert case.papers.get().number == "航埠执当罚〔2026〕2号"
        assert list(DecisionPaper.objects.order_by("n").values_list("n", flat=True)) == [1, 2]

    def test_evidence_and_words_stand_beside_the_rows(self, spot_stage):
        case = decide(spot_stage, answered=Answered.STATED, said="第一次，下次不会", considered="不是初次，不减轻")
        beside = {
            (table, place): detail
            for table, place, detail in CaseFact.objects.filter(case=case).values_list("table", "place", "detail")
        }

        assert beside["evidence", 0]["title"] == "现场照片"
        assert beside["statements", 0] == {"said": "第一次，下次不会", "answer": "不是初次，不减轻"}
        assert spot_stage.facts(case).statements[0].rechecked_at is not None


class TestPaper:
    def test_it_says_that_reconsideration_comes_first(self, spot_stage):
        words = spots.words_of(decide(spot_stage).papers.get())

        assert "六十日内先向柯城区人民政府申请行政复议" in words["remedies"]
        assert "也可以通过航埠镇人民政府提交申请" in words["remedies"]
        assert "直接向" not in words["remedies"]

    def test_a_delegated_power_is_used_in_the_name_of_who_delegated_it(self, spot_stage):
        department = cast.a_department()
        Grant.objects.filter(matter=spot_stage.matter).update(
            mode="DELEGATED", principal=department, valid_to=date(2029, 1, 1)
        )
        Instrument.objects.update(published_by_delegate_on=cast.LONG_AGO)
        leads.touch()
        words = spots.words_of(decide(spot_stage).papers.get())

        assert words["organ"] == department.name
        assert f"也可以通过{department.name}提交申请" in words["remedies"]
        assert "向柯城区人民政府申请行政复议" in words["remedies"]

    def test_it_names_both_officers_with_their_cards(self, spot_stage):
        officers = spots.words_of(decide(spot_stage).papers.get())["officers"]

        assert [name for name, _ in officers] == ["李明", "王强"]
        assert all(card.startswith("3308") for _, card in officers)

    def test_it_is_sealed_where_it_lies(self, spot_stage):
        assert "钱大有" not in decide(spot_stage).papers.get().content_sealed

    def test_no_court_no_decision_until_the_head_registers_it(self, stage):
        on_the_spot(stage, terms=False)
        with pytest.raises(Unlawful) as refused:
            decide(stage)

        assert codes(refused) == {"spot.terms.missing"}
        with pytest.raises(Forbidden):
            actions.set_paper_terms(mark="a", court="b人民法院", payment="c", actor=stage.officer, now=stage.now)
        with pytest.raises(Invalid, match="全称"):
            actions.set_paper_terms(mark="a", court="b", payment="c", actor=stage.head, now=stage.now)


class TestHandedOver:
    def hand(self, stage, case, **given):
        stage.wait(minutes=3)
        return actions.hand_over(case_id=case.pk, actor=stage.officer, now=stage.now, **({"signed": True} | given))

    def test_only_from_then_on_time_runs_for_the_party(self, spot_stage):
        case = decide(spot_stage)
        before = {one.rule for one in spot_stage.wait(minutes=2).outlook(case).limits}
        after = {one.rule for one in spot_stage.outlook(self.hand(spot_stage, case)).limits}

        assert "DL-23" not in before
        assert {"DL-22", "DL-23", "DL-38"} <= after

    def test_who_would_not_sign_is_noted_on_the_paper(self, spot_stage):
        case = decide(spot_stage)
        with pytest.raises(Unlawful) as refused:
            self.hand(spot_stage, case, signed=False)

        assert codes(refused) == {"summary_form.refusal.unnoted"}
        self.hand(spot_stage, case, signed=False, note="当事人拒绝签收，两名执法人员签名证明")
        with pytest.raises(Conflict):
            self.hand(spot_stage, case)

    def test_nobody_else_hands_over(self, spot_stage):
        case = decide(spot_stage)
        with pytest.raises(Forbidden):
            actions.hand_over(case_id=case.pk, actor=spot_stage.head, now=spot_stage.now, signed=True)
        wang = cast.actor(cast.officer_wang())
        with pytest.raises(NotFound):
            actions.hand_over(case_id=case.pk, actor=wang, now=spot_stage.now, signed=True)

    def test_a_hundred_yuan_may_be_taken_in_cash_and_is_handed_in_two_days(self, spot_stage):
        case = self.hand(spot_stage, decide(spot_stage))
        spot_stage.take(case, Step.COLLECT, amount="100", receipt="浙 0001234")

        assert "DL-25.1" in {one.rule for one in spot_stage.outlook(case).limits}

    def test_more_than_that_goes_to_the_bank(self, spot_stage):
        case = self.hand(spot_stage, decide(spot_stage, fine=yuan(200), hard_later=False))
        with pytest.raises(Unlawful) as refused:
            spot_stage.take(case, Step.COLLECT, amount="200", receipt="浙 0001234")

        assert codes(refused) == {"execution.spot.forbidden"}
        assert spot_stage.outlook(case).offers(Step.PAY, Target("甲", spot_stage.matter.code))


REFUSED = [
    ("对公民超过二百元", {"fine": yuan("200.01")}, "summary.fine.too_high"),
    ("对单位超过三千元", {"kind": PartyKind.ORGANIZATION, "fine": yuan("3000.01")}, "summary.fine.too_high"),
    ("低于法定最低", {"fine": yuan(20)}, "decision.fine.below"),
    ("高于法定最高", {"kind": PartyKind.ORGANIZATION, "fine": yuan(6000)}, "decision.fine.above"),
    ("不满十四周岁", {"born_on": date(2013, 3, 2)}, "responsibility.minor.penalty"),
    ("十四到十八周岁没有从轻", {"born_on": date(2010, 3, 2)}, "responsibility.minor.unlightened"),
    ("年龄不清楚", {"born_on": None}, "responsibility.birth.unknown"),
    ("不能辨认行为", {"lucid": False}, "responsibility.incapable.penalty"),
    ("事实不确凿", {"certain": False}, "summary.facts.uncertain"),
    ("没有问清轻不轻微", {"minor": None, "corrected": True, "harm": Harm.NONE}, "no_penalty.unknown"),
    ("轻微、改正、没有后果", {"minor": True, "corrected": True, "harm": Harm.NONE}, "no_penalty.minor"),
    ("已经罚过", {"fined": True}, "single_fine.second"),
    ("没有查过是不是罚过", {"fined": None}, "charge.fines.unknown"),
    ("涉嫌犯罪", {"crime": True}, "referral.penalty.instead"),
    ("没有出示证件", {"shown_at": None}, "officers.identity.not_shown"),
    ("没有证据", {"evidence": ()}, "evidence.insufficient"),
    ("证据没有查证", {"verified_at": None}, "evidence.insufficient"),
    ("没有告知", {"told_at": None}, "notice.missing"),
    ("没有记录当事人怎么说", {"answered": None}, "summary_notice.defense.asked.unknown"),
    ("沉默不是放弃", {"answered": Answered.SILENT}, "summary_notice.defense.asked.unknown"),
    ("申辩没有记", {"answered": Answered.STATED, "considered": "不采纳"}, "summary_notice.defense.unrecorded"),
    ("申辩没有复核", {"answered": Answered.STATED, "said": "不是我"}, "summary_notice.defense.unheard"),
    ("没有逐项查从轻情形", {"mitigating": None}, "mitigation.unexamined"),
    ("应当从轻没有从轻", {"mitigating": (Circumstance.REMEDIED,)}, "mitigation.ignored"),
    ("没有责令改正", {"correcting": ""}, "correction.missing"),
    ("身份没有核实", {"identified": False, "name": ""}, "spot.identity.unverified"),
]


class TestRefused:
    def test_with_its_article_and_the_way_forward(self, spot_stage):
        for said, changes, code in REFUSED:
            cache.clear()
            with pytest.raises(Unlawful) as refused:
                decide(spot_stage, **changes)

            assert code in codes(refused), said
            assert all(breach.citation and breach.missing for breach in refused.value.verdict), said
            assert left_nothing(), said

    def test_nobody_is_punished_more_for_having_defended_himself(self, spot_stage):
        spot = a_spot(spot_stage, answered=Answered.STATED, said="太贵了", considered="不采纳")
        with pytest.raises(Unlawful) as refused:
            decide(spot_stage, spot=replace(told(replace(spot, fine=yuan(150)), spot_stage,
                   answered=Answered.WAIVED), spoken=spot.spoken))  # fmt: skip

        assert "defense.heavier" in codes(refused)

    def test_what_was_told_of_other_facts_or_a_lesser_fine_is_told_anew(self, spot_stage):
        spot = a_spot(spot_stage)

        assert actions.spotdrafts.settled(replace(spot, fine=yuan(150))).told_at is None
        assert actions.spotdrafts.settled(replace(spot, extra="占用三平方米")).told_at is None
        assert actions.spotdrafts.settled(replace(spot, fine=yuan(50))).told_at is not None

    def test_what_was_told_yesterday_is_not_on_the_spot(self, spot_stage):
        spot = a_spot(spot_stage)
        with pytest.raises(Invalid, match="不是今天"):
            decide(spot_stage.wait(days=1), spot=spot)

    def test_only_who_refuses_to_correct_where_the_matter_says_so(self, stage):
        on_the_spot(stage, correction="refusal_required")
        with pytest.raises(Unlawful) as refused:
            decide(stage, refused=False)

        assert "spot.refusal.missing" in codes(refused)
        assert decide(stage, refused=True)

    def test_without_a_range_in_the_catalogue_only_with_its_text(self, stage):
        on_the_spot(stage, fines=[{"subject": "any", "basis": "unspecified", "figures": []}])
        with pytest.raises(Unlawful) as refused:
            decide(stage)

        assert "decision.fine.unbounded" in codes(refused)
        typed = {"range_basis": "衢州市城市市容和环境卫生管理条例第四十条", "lowest": yuan(50), "highest": yuan(200)}
        assert "衢州市" in spots.words_of(decide(stage, **typed).papers.get())["range_basis"]

    def test_a_warning_needs_no_range(self, stage):
        on_the_spot(stage, fines=[])

        assert decide(stage, kinds=(PenaltyKind.WARNING,), fine=None).track == "SUMMARY"


class TestWho:
    def test_a_fine_of_nothing_is_no_fine(self, spot_stage):
        with pytest.raises(Invalid) as refused:
            decide(spot_stage, fine=yuan(0))

        assert set(refused.value.fields) == {"fine"}
        assert left_nothing()

    def test_the_second_officer_is_somebody_else(self, spot_stage):
        with pytest.raises(Unlawful) as refused:
            decide(spot_stage, second_id=spot_stage.officer.officer_id)

        assert codes(refused) == {"officers.too_few"}

    def test_a_wrong_password_confirms_nothing_and_is_braked(self, spot_stage):
        spot, token = a_spot(spot_stage), uuid7()
        for _ in range(5):
            with pytest.raises(Invalid) as refused:
                decide(spot_stage, token, spot=spot, password="guess")
        with pytest.raises(Forbidden, match="五分钟"):
            decide(spot_stage, token, spot=spot)

        assert refused.value.code == "case.spot.wrong_password"
        assert left_nothing()

    def test_the_first_officers_password_is_not_the_seconds(self, spot_stage):
        user = Officer.objects.get(pk=spot_stage.second.officer_id).user
        user.set_password("another-one")
        user.save()
        with pytest.raises(Invalid):
            decide(spot_stage)

    def test_an_account_with_a_one_time_password_confirms_nothing(self, spot_stage):
        user = Officer.objects.get(pk=spot_stage.second.officer_id).user
        type(user).objects.filter(pk=user.pk).update(password_is_temporary=True)
        with pytest.raises(Invalid):
            decide(spot_stage)

    def test_an_account_guarded_by_a_code_is_asked_for_it(self, spot_stage):
        user = Officer.objects.get(pk=spot_stage.second.officer_id).user
        secret = generate_totp_secret()
        TOTP.activate(user, secret)
        with pytest.raises(Invalid):
            decide(spot_stage)
        now = int(time.time()) // 30

        assert decide(spot_stage, code=format_hotp_value(hotp_value(secret, now)))

    def test_the_second_confirms_in_the_own_session_what_stands_there(self, spot_stage):
        token, spot = uuid7(), a_spot(spot_stage)
        now = spot_stage.now + timedelta(minutes=1)
        actions.keep_spot(token=token, spot=spot, actor=spot_stage.officer, now=now)
        with pytest.raises(NotFound):
            actions.confirm_spot(token=token, actor=spot_stage.officer, now=now, digest=spot.whole)
        with pytest.raises(Conflict):
            actions.confirm_spot(token=token, actor=spot_stage.second, now=now, digest="of something else")
        actions.confirm_spot(token=token, actor=spot_stage.second, now=now, digest=spot.whole)

        case = actions.decide_on_the_spot(token=token, actor=spot_stage.officer, now=now)
        assert ledger.history(case)[0].facts["confirmed_how"] == "SESSION"

    def test_a_change_undoes_the_confirmation(self, spot_stage):
        token, spot = uuid7(), a_spot(spot_stage)
        now = spot_stage.now + timedelta(minutes=1)
        actions.keep_spot(token=token, spot=spot, actor=spot_stage.officer, now=now)
        actions.confirm_spot(token=token, actor=spot_stage.second, now=now, digest=spot.whole)
        actions.keep_spot(token=token, spot=replace(spot, fine=yuan(60)), actor=spot_stage.officer, now=now)

        with pytest.raises(Invalid, match="密码"):
            actions.decide_on_the_spot(token=token, actor=spot_stage.officer, now=now)

    @pytest.mark.parametrize(
        ("cards", "code"),
        [
            pytest.param({"valid_to": date(2026, 3, 2)}, "officer.no_credential", id="到期"),
            pytest.param({"domains": (Domain.AGRICULTURE,)}, "officer.wrong_field", id="别的领域"),
            pytest.param({}, "officer.no_credential", id="没有证"),
        ],
    )
    def test_a_card_that_does_not_serve_today(self, spot_stage, cards, code):
        without_cards(spot_stage, *cards.pop("domains", ()), **cards)
        with pytest.raises(Unlawful) as refused:
            decide(spot_stage)

        assert codes(refused) == {code}
        assert "王强" in str(refused.value)

    def test_auxiliary_staff_decide_nothing(self, spot_stage):
        jiang = cast.actor(cast.auxiliary_jiang(spot_stage.town))
        with pytest.raises(Forbidden):
            actions.keep_spot(token=uuid7(), spot=a_spot(spot_stage), actor=jiang, now=spot_stage.now)
        with pytest.raises(Unlawful) as refused:
            decide(spot_stage, second_id=jiang.officer_id)

        assert codes(refused) == {"officer.not_an_officer"}

    def test_a_power_recalled_and_a_matter_not_on_the_list(self, spot_stage):
        Grant.objects.filter(matter=spot_stage.matter).update(valid_to=date(2026, 3, 2))
        leads.touch()
        with pytest.raises(Unlawful) as recalled:
            decide(spot_stage)
        Grant.objects.filter(matter=spot_stage.matter).delete()
        leads.touch()
        with pytest.raises(Unlawful) as unlisted:
            decide(spot_stage)

        assert {each.split(".")[0] for each in codes(recalled) | codes(unlisted)} == {"powers"}
        assert left_nothing()
