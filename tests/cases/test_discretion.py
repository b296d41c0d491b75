"""裁量：区间算得出来就算，算不出来就问；超过法定幅度的不收；偏离基准要理由、要批准；同案可比，人不可见。"""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests import cast
from tests.cases.weights import PERSON, benchmarked, index, like, ordinary, policy, ranged, weigh

from tongpan.cases import actions, queries
from tongpan.cases.models import CaseDeviation, ChargeOutcome, ChargeWeighing, ProofPoint, SecondOpinion
from tongpan.cases.queries.discretion import departure
from tongpan.kernel import ledger
from tongpan.kernel.errors import Conflict, Forbidden, Invalid, Unlawful
from tongpan.law.discretion.deviation import ApprovedBy, Ground
from tongpan.law.money import yuan
from tongpan.law.penalty.ladder import Rung
from tongpan.law.penalty.mitigation import Circumstance
from tongpan.law.procedure import Step
from tongpan.powers.models import Benchmark, MatterVersion

pytestmark = pytest.mark.django_db


def fined(stage, amount, **values):
    return stage.found(stage.open(), proposed={"kinds": ["FINE"], "fine": str(amount)}, **values)


def weighed(stage, case):
    return queries.weighed(case, stage.facts(case), stage.now.date())["甲", stage.matter.code]


def told(stage, case):
    """Return the case reported, and what stops the notice."""
    stage.take(case, Step.FILE, Step.SHOW_IDENTITY, Step.GATHER, Step.VERIFY, Step.REPORT)
    return case


def stops(stage, case):
    return set(stage.outlook(case).why_not(Step.NOTIFY, stage.target(case)))


def ask(stage, case, actor=None, **given):
    values = {"ground": Ground.UNFAIR, "reason": "当事人是低保户，一般阶次明显过重"} | given
    return actions.ask_deviation(
        case_id=case.pk, target=stage.target(case), actor=actor or stage.officer, now=stage.now, **values
    )


def let(stage, row, actor=None, **given):
    values = {"grant": True, "approved_by": ApprovedBy.PRINCIPAL, "answer": ""} | given
    return actions.answer_deviation(deviation_id=row.pk, actor=actor or stage.head, now=stage.now, **values)


class TestRange:
    def test_m147_without_a_benchmark_there_is_the_statutes_range_and_what_to_ask(self, stage):
        found = weighed(ranged(stage), fined(stage, 2000))

        assert str(found.range) == "500元以上5,000元以下"
        assert found.benchmark is None
        assert any("没有适用的裁量基准" in one for one in found.to_ask)
        assert any("逐项核对" in one for one in found.to_ask)

    def test_a_fine_above_the_range_is_refused_with_article_and_range(self, stage):
        ranged(stage)
        case = stage.open()
        with pytest.raises(Unlawful) as refusal:
            stage.found(case, proposed={"kinds": ["FINE"], "fine": "5000.01"})

        assert refusal.value.code == "decision.fine.above"
        assert "《城市道路管理条例》第四十二条规定的幅度是500元以上5,000元以下" in str(refusal.value)
        assert stage.facts(case).charges[0].proposed is None

    @pytest.mark.usefixtures("moment")
    def test_the_page_keeps_what_was_typed(self, stage, enter):
        ranged(stage)
        case = stage.open()
        address = reverse("cases:charge", args=[case.pk, "甲", stage.matter.code])
        sent = {"duty": "PAY", "kinds": "FINE", "fine": "99999", "why": "情节严重"}
        answer = enter(stage.officer).post(address, sent)

        assert answer.status_code == 422
        assert "99999" in answer.content.decode()
        assert "第四十二条" in answer.content.decode()

    def test_below_the_lowest_needs_a_ground_of_the_statute(self, stage):
        case = told(stage, fined(ranged(stage), 300))
        assert stops(stage, case) == {"decision.fine.below"}

        weigh(stage, case, circumstances={"REMEDIED": True})
        assert stops(stage, case) == set()

    def test_a_range_that_depends_on_a_base_is_asked_for(self, stage):
        percent = PERSON | {"basis": "percent", "percent_min": 5, "percent_max": 10, "unit": "造价"}
        case = fined(ranged(stage, percent), 2000)
        assert weighed(stage, case).bounds is None
        assert any("造价" in one for one in weighed(stage, case).to_ask)

        weigh(stage, case, base="40000")
        assert str(weighed(stage, case).range) == "2,000元以上4,000元以下"

    def test_of_several_ranges_one_is_chosen_and_none_is_guessed(self, stage):
        more = PERSON | {"min": 5000, "max": 20000, "condition": "拒不改正"}
        case = fined(ranged(stage, PERSON, more), 6000)
        assert weighed(stage, case).range is None
        assert (weighed(stage, case).bounds.lowest, weighed(stage, case).bounds.highest) == (yuan(500), yuan(20000))

        weigh(stage, case, entry=weighed(stage, case).entries[0].key)
        assert weighed(stage, case).range.maximum == yuan(5000)


class TestBenchmark:
    def test_m147_the_tier_gives_the_band(self, stage):
        benchmarked(ranged(stage))
        case = fined(stage, 2000)
        assert weighed(stage, case).tier == ""

        ordinary(stage, case)
        found = weighed(stage, case)
        assert found.tier == "一般"
        assert found.bands_text == "一般处罚：1,000元至3,000元"
        assert [tier.mark for tier in found.tiers] == ["不符合", "符合", "不符合"]

    def test_an_unsettled_tier_stops_the_notice(self, stage):
        benchmarked(ranged(stage))
        case = told(stage, fined(stage, 2000))
        assert stops(stage, case) == {"discretion.tier.unsettled"}

        ordinary(stage, case)
        assert stops(stage, case) == set()

    def test_one_that_nobody_confirmed_or_that_is_over_binds_nobody(self, stage):
        benchmarked(ranged(stage), confirmed_at=None)
        benchmarked(stage, valid_from=date(2024, 1, 1), valid_to=date(2026, 1, 1))
        assert weighed(stage, fined(stage, 2000)).benchmark is None

    def test_who_does_not_handle_the_case_weighs_nothing(self, stage):
        case = fined(ranged(stage), 2000)
        with pytest.raises(Forbidden, match="承办人"):
            actions.weigh_charge(
                case_id=case.pk, target=stage.target(case), answers={}, actor=stage.reviewer, now=stage.now
            )

    def test_of_two_who_answer_at_once_one_wins(self, stage):
        case = fined(ranged(stage), 2000)
        seen = case.version
        weigh(stage, case)
        with pytest.raises(Conflict, match="他人刚刚"):
            actions.weigh_charge(
                case_id=case.pk, target=stage.target(case), answers={}, actor=stage.second, now=stage.now, version=seen
            )

    @pytest.mark.parametrize(
        ("answers", "said"),
        [
            ({"circumstances": {"OTHER": True}}, "第几条"),
            ({"circumstances": {"KIND": True}}, "没有"),
            ({"conditions": {"面积不足2平方米": "也许"}}, "请答"),
            ({"tier_why": "长" * 501}, "太长"),
            ({"basis": "处罚法"}, "写法不对"),
            ({"basis": {"statute": "某条例", "article": 99999}}, "第几条"),
            ({"base": "NaN"}, "看不懂"),
            ({"local": ["主动配合"]}, "写法不对"),
        ],
    )
    def test_what_is_no_answer_is_refused(self, stage, answers, said):
        with pytest.raises(Invalid, match=said):
            weigh(stage, fined(ranged(stage), 2000), **answers)


class TestLeaving:
    @pytest.fixture
    def case(self, stage):
        benchmarked(ranged(stage))
        found = told(stage, fined(stage, 600))
        return ordinary(stage, found)

    def test_m147_off_the_band_goes_on_with_reason_and_approval(self, stage, case):
        assert stops(stage, case) == {"decision.fine.tier"}
        row = ask(stage, case)
        assert stops(stage, case) == {"decision.fine.tier"}
        assert [one.pk for one in queries.deviations_waiting(stage.head)] == [row.pk]

        let(stage, row)
        assert stops(stage, case) == set()
        assert [one.granted for one in queries.deviations_in(stage.head, case.district_id)] == [True]
        assert [one.action for one in ledger.history(case)][-2:] == ["case.deviation_asked", "case.deviation_granted"]

    def test_it_is_for_just_that_sum(self, stage, case):
        let(stage, ask(stage, case))
        stage.found(case, proposed={"kinds": ["FINE"], "fine": "700"})
        assert stops(stage, case) == {"decision.fine.tier"}

    def test_it_needs_a_reason_and_is_asked_for_once_by_a_handler(self, stage, case):
        with pytest.raises(Invalid, match="为什么"):
            ask(stage, case, reason=" ")
        with pytest.raises(Forbidden, match="承办人"):
            ask(stage, case, actor=stage.reviewer)
        ask(stage, case)
        with pytest.raises(Conflict, match="已经报批"):
            ask(stage, case)

    def test_inside_the_band_there_is_nothing_to_leave(self, stage):
        benchmarked(ranged(stage))
        with pytest.raises(Conflict, match="在裁量区间内"):
            ask(stage, ordinary(stage, fined(stage, 2000)))

    def test_only_the_principal_lets_it_be(self, stage, case):
        row = ask(stage, case)
        for actor in (stage.officer, stage.reviewer, stage.deputy):
            with pytest.raises(Forbidden, match="主要负责人"):
                let(stage, row, actor=actor)
        with pytest.raises(Invalid, match="写明理由"):
            let(stage, row, grant=False)
        let(stage, row, grant=False, answer="情节不突出")
        assert stops(stage, case) == {"decision.fine.tier"}
        with pytest.raises(Conflict, match="批过"):
            let(stage, row)

    def test_deliberation_has_to_be_in_the_file(self, stage, case):
        with pytest.raises(Invalid, match="集体讨论"):
            let(stage, ask(stage, case), approved_by=ApprovedBy.DELIBERATION, answer="讨论记录")

    def test_a_superiors_benchmark_is_left_with_its_makers_approval(self, stage):
        benchmarked(ranged(stage), maker_level="SUPERIOR")
        row = ask(stage, ordinary(stage, fined(stage, 600)))
        with pytest.raises(Unlawful) as refusal:
            let(stage, row)
        assert refusal.value.code == "discretion.deviation.maker_not_asked"
        assert let(stage, row, approved_by=ApprovedBy.MAKER, answer="浙综执函〔2026〕5号").granted


class TestLikes:
    def test_the_most_alike_come_first_then_the_newest(self, stage):
        case = fined(ranged(stage), 2000)
        like(stage, 900, days=5, harm="NONE")
        like(stage, 1000, days=30)
        like(stage, 1100, days=20)
        like(stage, 1200, days=1, party_kind="ORGANIZATION", harm="NONE")
        like(stage, 5000, days=1, closed_on=None)
        like(stage, 4000, days=1, district_id=cast.another_town().town.pk)
        rows = queries.likes(case, stage.facts(case).charges[0], stage.facts(case).parties[0].kind, "").rows

        assert [one.fine for one in rows] == [yuan(1100), yuan(1000), yuan(900), yuan(1200)]

    def test_a_proposal_that_departs_is_said_in_figures(self):
        fines = [100_00, 200_00, 300_00]
        assert departure(yuan(250), fines) == ""
        assert departure(yuan(900), fines) == "拟罚900元，不在3件同类案件的100元至300元之间；与中位数200元相差超过2倍"
        assert departure(yuan(900), fines[:2]) == ""

    @pytest.mark.usefixtures("moment")
    def test_the_page_shows_neither_names_nor_places(self, stage, enter):
        case = fined(ranged(stage), 2000)
        like(stage, 1000)
        address = reverse("cases:discretion", args=[case.pk, "甲", stage.matter.code])
        page = enter(stage.officer).get(address).content.decode()

        likes = page[page.index("同类案件（1）") :]
        assert "1,000元" in likes
        assert "钱" not in likes[: likes.index("</section>")]

    @pytest.mark.usefixtures("moment")
    def test_the_page_of_the_case_warns_with_figures(self, stage, enter):
        case = fined(ranged(stage), 5000)
        for fine in (500, 600, 700):
            like(stage, fine)
        page = enter(stage.reviewer).get(reverse("cases:case", args=[case.pk])).content.decode()

        assert "不在3件同类案件的500元至700元之间；与中位数600元相差超过2倍" in page

    @pytest.mark.usefixtures("moment")
    def test_who_has_no_part_in_the_case_sees_none_of_it(self, stage, enter):
        case = fined(ranged(stage), 2000)
        address = reverse("cases:discretion", args=[case.pk, "甲", stage.matter.code])

        assert enter(cast.actor(cast.deputy_qian(stage.town))).get(address).status_code == 403
        assert enter(cast.actor(cast.officer_wang())).get(address).status_code == 404

    def test_results_are_kept_when_it_is_decided(self, stage):
        case = told(stage, fined(ranged(stage), 2000))
        stage.take(case, Step.NOTIFY, Step.STATE, Step.RECHECK)
        stage.wait(days=8)
        stage.take(case, Step.DECIDE)
        row = ChargeOutcome.objects.get(case=case)

        assert (row.fine_fen, row.harm, row.first, row.closed_on) == (200_000, "SLIGHT", False, None)
        assert row.identity_index == index()
        with pytest.raises(Conflict, match="已经作出决定"):
            weigh(stage, case)


class TestLadder:
    def seen(self, stage, case, **answers):
        facts = stage.facts(case)
        return queries.ladder(case, facts, facts.charges[0], answers, stage.now.date())

    def minor(self, stage, **values):
        return fined(ranged(stage), 2000, **({"minor": True, "corrected": True, "consequences": "SLIGHT"} | values))

    def test_m148_first_minor_and_corrected_is_advised_to_be_spared(self, stage):
        policy(stage)
        found = self.seen(stage, self.minor(stage))

        assert found.placement.rung is Rung.FIRST
        assert found.to_ask == ("改正的证据：复查笔录、照片等，写明是哪一份",)
        assert "追溯12个月" in found.scope
        assert self.seen(stage, self.minor(stage), corrected_by="复查笔录").to_ask == ()

    def test_m149_a_second_one_of_the_same_party_is_advised_to_be_lighter(self, stage):
        policy(stage)
        like(stage, 500, days=60, identity_index=index(), corrected=True)
        like(stage, 500, days=60, identity_index="another")
        assert self.seen(stage, self.minor(stage)).placement.rung is Rung.SECOND

    def test_m150_two_that_were_not_corrected_are_advised_to_be_strict(self, stage):
        policy(stage)
        like(stage, 500, days=60, identity_index=index(), corrected=False)
        like(stage, 0, days=90, identity_index=index(), closed_on=None, educated=True, spared=True)
        assert self.seen(stage, self.minor(stage, corrected=False)).placement.rung is Rung.STRICT

    def test_it_has_a_scope_and_never_applies_by_itself(self, stage):
        assert self.seen(stage, self.minor(stage)) is None
        policy(stage, key_fields=[stage.matter.domain])
        assert self.seen(stage, self.minor(stage)).placement.rung is Rung.OUTSIDE
        case = told(stage, self.minor(stage))
        assert stage.outlook(case).offers(Step.NOTIFY, stage.target(case))


@pytest.mark.usefixtures("moment")
class TestPages:
    def test_the_circumstances_are_answered_and_the_band_follows(self, stage, enter):
        benchmarked(ranged(stage))
        case = fined(stage, 600)
        address = reverse("cases:discretion", args=[case.pk, "甲", stage.matter.code])
        client = enter(stage.officer)
        assert "没有核对完" in client.get(address).content.decode()
        sent = {"do": "weigh", "t0": "no", "t2": "yes", "t3": "no"} | {f"c{each.value}": "no" for each in Circumstance}
        assert client.post(address, sent).status_code == 302
        page = client.get(address).content.decode()

        assert "不在裁量区间内" in page
        assert "报批偏离" in page
        sent = {"do": "leave", "ground": "UNFAIR", "reason": "低保户"}
        assert client.post(address, sent).status_code == 302
        row = CaseDeviation.objects.get(case=case)
        decide = reverse("cases:deviation", args=[row.pk])
        assert client.get(decide).status_code == 403
        head = enter(stage.head)
        assert "低保户" in head.get(decide).content.decode()
        assert head.post(decide, {"do": "refuse", "approved_by": "PRINCIPAL"}).status_code == 422
        assert head.post(decide, {"do": "grant", "approved_by": "PRINCIPAL"}).status_code == 302

    def test_the_page_of_the_case_stays_cheap(self, stage, enter):
        benchmarked(ranged(stage))
        case = fined(stage, 2000)
        client = enter(stage.officer)
        client.get(reverse("cases:case", args=[case.pk]))
        with CaptureQueriesContext(
            connection,
        ) as asked:
            page = client.get(reverse("cases:case", args=[case.pk])).content.decode()

        assert "裁量" in page
        models = (ChargeOutcome, CaseDeviation, ChargeWeighing, ProofPoint, SecondOpinion, MatterVersion, Benchmark)
        tables = tuple(f'FROM "{model._meta.db_table}"' for model in models)
        asked_here = [one["sql"] for one in asked if any(table in one["sql"] for table in tables)]
        assert len(asked_here) <= 6, asked_here

    def test_comparing_asks_the_same_whatever_there_is(self, stage, enter):
        case = fined(ranged(stage), 2000)
        address = reverse("cases:discretion", args=[case.pk, "甲", stage.matter.code])
        client = enter(stage.officer)
        client.get(address)
        with CaptureQueriesContext(connection) as few:
            client.get(address)
        for days in range(1, 9):
            like(stage, 1000, days=days)
        with CaptureQueriesContext(connection) as many:
            client.get(address)
        assert len(many) == len(few) <= 40
