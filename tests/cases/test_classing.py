"""分类分区：按区县的文件、地点和对象提示怎么处理，说得出为什么、哪一条；只是建议，拦不住法律规定要办的事。"""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests import cast
from tests.cases.spots import a_spot, on_the_spot
from tests.cases.test_api import Caller
from tests.cases.watch import told

from tongpan.agencies.domain.posts import Post
from tongpan.cases import actions
from tongpan.cases.models import CaseHandling
from tongpan.kernel.errors import Forbidden, Invalid, NotFound, Unlawful
from tongpan.kernel.ids import uuid7
from tongpan.law.procedure import Step
from tongpan.powers.actions.benchmarks import set_ladder
from tongpan.powers.actions.handling import end_handling, enter_handling, publish_handling
from tongpan.powers.domain.kinds import Handling
from tongpan.powers.models import HandlingRule, LadderRule
from tongpan.powers.queries import handling_advice, handling_classes

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("moment")]


def managers(stage):
    county = stage.town.county
    kept = [
        cast.an_officer(name, cast.an_agency(f"{name}所在局", county), post, username=cast._once("lm"))
        for name, post in (("单管", Post.LIST_MANAGER), ("何审", Post.LEGAL_CHECKER))
    ]
    return [cast.actor(one) for one in kept]


def entered(stage, actor, **changes):
    given = {
        "title": "柯城区分类分区执法办法",
        "number": "柯政办发〔2026〕1号", "handling": Handling.GUIDE, "zone": "疏导区",
        "zone_words": ["人民路", "下街"], "advice": "先教育，引导到疏导点经营", "valid_from": date(2026, 1, 1),
    } | changes  # fmt: skip
    return enter_handling(**given, district=stage.town.county, actor=actor, now=stage.now)


def in_force(stage, **changes):
    enters, checks = managers(stage)
    row = entered(stage, enters, **changes)
    return publish_handling(rule_id=row.pk, district=stage.town.county, actor=checks, now=stage.now)


def advised(stage, place="人民路18号", **chosen):
    on = stage.now.date()
    return handling_advice(stage.town.town.pk, stage.matter.domain, place, on, **chosen)


class TestPolicy:
    def test_m152_binds_nobody_until_another_has_published_it(self, stage):
        enters, checks = managers(stage)
        row = entered(stage, enters)
        assert advised(stage) == []
        with pytest.raises(Forbidden):
            publish_handling(rule_id=row.pk, district=stage.town.county, actor=enters, now=stage.now)
        publish_handling(rule_id=row.pk, district=stage.town.county, actor=checks, now=stage.now)
        with pytest.raises(NotFound):
            publish_handling(rule_id=row.pk, district=stage.town.county, actor=checks, now=stage.now)

        assert [one.handling for one in advised(stage)] == ["教育疏导，引导到规定地点"]

    def test_m152_is_dated(self, stage):
        row = in_force(stage, valid_from=date(2026, 3, 2))
        assert handling_advice(stage.town.town.pk, stage.matter.domain, "人民路", date(2026, 3, 1)) == []
        _, checks = managers(stage)
        end_handling(rule_id=row.pk, on=date(2026, 3, 2), district=stage.town.county, actor=checks, now=stage.now)

        assert advised(stage) == []

    @pytest.mark.parametrize("text", ["对流动摊贩不予处罚", "疏导区内一律不立案", "不得检查重点企业"])
    def test_m152_never_forbids_what_the_statute_commands(self, stage, text):
        enters, _ = managers(stage)
        with pytest.raises(Unlawful) as refused:
            entered(stage, enters, advice=text)

        assert {each.code for each in refused.value.verdict} == {"handling.forbids"}
        assert not HandlingRule.objects.exists()

    @pytest.mark.parametrize(
        ("wrong", "field"),
        [({"title": ""}, "title"), ({"advice": "好"}, "advice"), ({"zone": ""}, "zone"),
         ({"valid_to": date(2025, 1, 1)}, "valid_to")],
    )  # fmt: skip
    def test_m152_what_is_missing_is_said(self, stage, wrong, field):
        enters, _ = managers(stage)
        with pytest.raises(Invalid) as refused:
            entered(stage, enters, **wrong)

        assert field in refused.value.fields

    def test_m152_a_line_that_waits_is_taken_back_on_its_page_and_one_in_force_ended_early(self, stage, enter):
        enters, _ = managers(stage)
        waits, runs = entered(stage, enters), in_force(stage, valid_to=date(2027, 1, 1))
        client = enter(enters)
        page = client.get(reverse("powers:benchmarks")).content.decode()
        for name, row in (("withdraw", waits), ("end", runs)):
            address = reverse(f"powers:handling_{name}", args=[row.pk])
            assert address in page
            assert client.post(address).status_code == 302

        assert HandlingRule.objects.get().valid_to == stage.now.date()

    def test_m148_a_policy_of_the_ladder_that_waits_is_taken_back_on_the_page_by_who_entered_it(self, stage, enter):
        enters, checks = managers(stage)
        row = set_ladder(
            title="阶梯办法", place="", key_fields=[], look_back_months=12, vulnerable_only=False,
            valid_from=date(2026, 1, 1), district=stage.town.county, actor=enters, now=stage.now,
        )  # fmt: skip
        address = reverse("powers:ladder_withdraw", args=[row.pk])
        assert address not in enter(checks).get(reverse("powers:benchmarks")).content.decode()
        assert enter(checks).post(address).status_code == 403
        assert address in enter(enters).get(reverse("powers:benchmarks")).content.decode()
        assert enter(enters).post(address).status_code == 302

        assert not LadderRule.objects.exists()

    def test_m152_officers_do_not_enter_it(self, stage):
        with pytest.raises(Forbidden, match=r"^分类分区政策由"):
            entered(stage, stage.officer)

        assert not HandlingRule.objects.exists()


class TestAdvice:
    @pytest.mark.parametrize(
        ("place", "chosen", "fits"),
        [
            ("人民路18号", {}, True),
            ("荷花路1号", {}, False),
            ("荷花路1号", {"zone": "疏导区"}, True),
            ("人民路18号", {"zone": "严禁区"}, False),
        ],
    )
    def test_m152_the_zone_is_read_from_the_place_or_chosen(self, stage, place, chosen, fits):
        in_force(stage)

        assert bool(advised(stage, place, **chosen)) is fits

    def test_m083_m152_joint_handling_for_key_enterprises_and_at_once_for_others(self, stage):
        in_force(
            stage, zone="", zone_words=[], object_class="重点企业", handling=Handling.JOINT, advice="约请部门协同检查"
        )
        enters, checks = managers(stage)
        usual = entered(
            stage, enters, zone="", zone_words=[], object_class="一般对象", handling=Handling.AT_ONCE,
            advice="现场办理，当场能办的当场办",
        )  # fmt: skip
        publish_handling(rule_id=usual.pk, district=stage.town.county, actor=checks, now=stage.now)

        (key,) = advised(stage, object_class="重点企业")
        assert (key.handling, key.why) == ("协同检查、联合办案", "对象是重点企业")
        assert [one.handling for one in advised(stage, object_class="一般对象")] == ["即时检查、现场办案"]
        assert [one.why for one in advised(stage)] == ["如果对象是重点企业", "如果对象是一般对象"]
        assert handling_classes(stage.town.town.pk, stage.now.date())[1] == ["重点企业", "一般对象"]

    def test_m152_fields_narrow_it(self, stage):
        in_force(stage, fields=["ecology"])

        assert advised(stage) == []


class TestInACase:
    def test_m152_the_advice_stays_with_the_case_with_reason_and_source(self, stage, enter):
        row = in_force(stage)
        case = stage.open(place_text="人民路18号")
        HandlingRule.objects.filter(pk=row.pk).update(advice="改了")

        kept = CaseHandling.objects.get(case=case).advice[0]
        assert (kept["advice"], kept["source"]) == ("先教育，引导到疏导点经营", "《柯城区分类分区执法办法》")
        page = enter(stage.officer).get(reverse("cases:case", args=[case.pk])).content.decode()
        assert "先教育，引导到疏导点经营" in page
        assert "地点写有“人民路”" in page
        assert "照法律办" in page

    def test_m152_stops_no_step(self, stage):
        in_force(stage)
        case = told(stage)

        assert stage.outlook(case).offers(Step.WAIVE)

    def test_m152_the_handlers_choose_the_class_and_nobody_else(self, stage, enter):
        in_force(stage, object_class="流动摊贩", zone="", zone_words=[])
        case = stage.open()
        given = {"case_id": case.pk, "zone": "", "object_class": "流动摊贩", "now": stage.now}
        with pytest.raises(Forbidden):
            actions.classify_case(**given, actor=stage.head)
        with pytest.raises(Invalid):
            actions.classify_case(**(given | {"object_class": "没有这类"}), actor=stage.officer)
        answer = enter(stage.officer).post(reverse("cases:classify", args=[case.pk]), {"object_class": "流动摊贩"})

        assert answer.status_code == 302
        assert CaseHandling.objects.get(case=case).advice[0]["why"] == "对象是流动摊贩"

    def test_m152_who_takes_the_class_back_takes_what_it_advised_with_it(self, stage):
        in_force(stage, object_class="流动摊贩")
        case = stage.open(place_text="荷花路1号", object_class="流动摊贩", zone="疏导区")
        assert CaseHandling.objects.get(case=case).advice
        actions.classify_case(case_id=case.pk, zone="", object_class="", actor=stage.officer, now=stage.now)

        assert not CaseHandling.objects.filter(case=case).exists()

    def test_m152_the_policy_is_read_once_when_a_case_is_classed(self, stage):
        in_force(stage, object_class="流动摊贩", zone="", zone_words=[])
        case = stage.open()
        with CaptureQueriesContext(connection) as seen:
            actions.classify_case(case_id=case.pk, zone="", object_class="流动摊贩", actor=stage.officer, now=stage.now)

        assert sum("powers_handlingrule" in (one["sql"] or "") for one in seen.captured_queries) == 1

    def test_m152_asked_at_opening_on_the_page_and_by_call(self, stage, enter):
        in_force(stage, object_class="流动摊贩")
        page = enter(stage.officer).get(reverse("cases:open")).content.decode()
        assert "疏导区" in page
        query = f"?town_id={stage.town.town.pk}&matter={stage.matter.code}&place_text=下街"
        found = Caller(stage, stage.officer).get(f"/handling{query}").json()

        assert found["zones"] == ["疏导区"]
        assert [one["why"] for one in found["advice"]] == ["疏导区（地点写有“下街”）；如果对象是流动摊贩"]
        with pytest.raises(Invalid):
            stage.open(zone="没有这类")


class TestPages:
    def test_m152_managers_enter_publish_and_end_on_the_page(self, stage, enter):
        enters, checks = managers(stage)
        client = enter(enters)
        sent = {
            "title": "柯城区分类分区执法办法", "zone": "严禁区", "zone_words": "人民路、下街", "handling": "STRICT",
            "advice": "发现即依法查处", "valid_from": "2026-01-01",
        }  # fmt: skip
        refused = client.post(reverse("powers:handling_enter"), sent | {"advice": "不予处罚"})
        assert refused.status_code == 422
        assert "柯城区分类分区执法办法" in refused.content.decode()
        assert client.post(reverse("powers:handling_enter"), sent).status_code == 302
        row = HandlingRule.objects.get()
        assert row.zone_words == ["人民路", "下街"]
        enter(checks).post(reverse("powers:handling_publish", args=[row.pk]))
        assert "严禁区" in client.get(reverse("powers:benchmarks")).content.decode()
        enter(checks).post(reverse("powers:handling_end", args=[row.pk]))

        row.refresh_from_db()
        assert (row.confirmed_by, row.valid_to) == (checks.label, stage.now.date())
        assert enter(stage.officer).get(reverse("powers:handling_enter")).status_code == 403


def test_m152_on_the_spot_the_advice_stands_on_the_screen_of_the_facts(stage, enter):
    in_force(on_the_spot(stage))
    token = uuid7()
    spot = a_spot(stage, place="人民路18号")
    actions.keep_spot(token=token, spot=spot, actor=stage.officer, now=stage.now)
    page = enter(stage.officer).get(reverse("cases:spot_facts", args=[token])).content.decode()

    assert "先教育，引导到疏导点经营" in page
    assert "地点写有“人民路”" in page
