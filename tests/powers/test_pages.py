"""The pages of the lists: what stands on them, who may see them, and that forms keep what was typed."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from django.urls import reverse
from tests import cast
from tests.powers.builders import ON, START, a_document, a_grant, a_manager, a_matter

from tongpan.agencies.domain.posts import AgencyKind, Post
from tongpan.kernel.clock import today
from tongpan.powers.actions.proposal import propose
from tongpan.powers.domain.criteria import criteria_sets, questions
from tongpan.powers.domain.kinds import GrantClass, InstrumentKind, Mode, NegativeReason
from tongpan.powers.models import Classing, Grant, ListProposal, MatterOwner, MatterVersion, Provision

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _site(settings):
    settings.ROOT_URLCONF = "tests.powers.site"
    Path(settings.STATIC_ROOT).mkdir(parents=True, exist_ok=True)


class Stage:
    def __init__(self, client) -> None:
        self.client = client
        self.town = cast.a_town_with_team()
        self.county = self.town.county
        self.department = cast.a_department(self.county)
        self.matter = a_matter("餐饮服务业油烟超标排放", domain="ecology", keywords=["油烟"], plain=["饭店油烟扰民"])
        self.matter.search_text = "餐饮服务业油烟超标排放 油烟"
        self.matter.save()
        self.grant = a_grant(self.matter, self.town.agency, grantor=self.department)
        MatterOwner.objects.create(
            matter=self.matter, role="SUPERVISION", body=self.department, territory=self.county, basis="三定规定",
            valid_from=START, recorded_at=cast.NOW,
        )  # fmt: skip

    def signed_in(self, officer):
        self.client.force_login(officer.user)
        return self.client

    def seen(self, name, *args, **query):
        response = self.client.get(reverse(f"powers:{name}", args=args), query)
        text = response.content.decode()
        assert "[[undefined" not in text, text[text.index("[[undefined") - 200 :][:400]
        return response, text


@pytest.fixture
def stage(client) -> Stage:
    found = Stage(client)
    found.signed_in(cast.list_manager_han(found.county))
    return found


class TestReading:
    def test_list_has_a_date_picker_and_filters(self, stage):
        response, text = stage.seen("list", town=str(stage.town.town.pk), domain="ecology", q="油烟", on="2026-11-23")
        assert response.status_code == 200
        assert stage.matter.name in text
        assert stage.grant.instrument.number in text

        _, before = stage.seen("list", on="2023-06-01")
        assert stage.matter.name not in before

    def test_list_says_when_a_day_is_no_day(self, stage):
        response, _ = stage.seen("list", on="昨天")
        assert response.status_code == 422

    def test_m062_list_is_exported_as_it_stands_on_screen(self, stage):
        response = stage.client.get(reverse("powers:list_file"), {"domain": "ecology"})
        assert response.status_code == 200
        assert response["Content-Disposition"].endswith('.xlsx"')

    def test_matter_shows_basis_holders_owners_and_history(self, stage):
        response, text = stage.seen("matter", stage.matter.pk)
        assert response.status_code == 200
        for words in ("航埠镇人民政府", "监管", "历史", "饭店油烟扰民", "收回"):
            assert words in text

    def test_matter_says_what_is_not_sure_of_its_basis(self, stage):
        version = MatterVersion.objects.create(
            matter=stage.matter, number=1, content={}, digest="x", valid_from=START, recorded_at=cast.NOW
        )
        for order, title in enumerate(["侵害消费者权益行为处罚办法", "中华人民共和国行政强制法"]):
            Provision.objects.create(
                version=version, order=order, role=Provision.PENALTY, statute=title, article=5, place="第五条"
            )

        _, text = stage.seen("matter", stage.matter.pk)

        assert "《侵害消费者权益行为处罚办法》现行效力或版本存疑" in text
        assert "《行政强制法》" not in text

    def test_m156_matter_shows_how_it_is_handled_with_articles_and_what_is_unknown(self, stage):
        stage.matter.kinds = ["FINE", "SUSPEND_BUSINESS"]
        stage.matter.fines = [
            {"subject": "any", "basis": "amount", "min": 0, "max": 50000},
            {"subject": "organisation", "basis": "multiple_of_income", "multiple_min": 1, "multiple_max": 3},
        ]
        stage.matter.summary_fit = True
        stage.matter.measures = [{"kind": "SUBSTITUTE"}]
        stage.matter.correction = "refusal_required"
        stage.matter.save()

        response, text = stage.seen("matter", stage.matter.pk)

        assert response.status_code == 200
        for words in (
            "办案指引", "拟罚200元以下并且事实确凿", "责令停产停业的，不论数额", "本地较大数额的标准尚未查到",
            "听证主持人", "行政处罚法第六十四条第四项", "90日内", "行政处罚法第六十条", "先申请行政复议", "实施代履行",
            "罚款的计算基数", "拒不改正", "还没有立案", "浙江省行政程序办法",
        ):  # fmt: skip
            assert words in text, words

    def test_m156_guide_follows_the_rules_that_are_chosen(self, stage):
        _, text = stage.seen("matter", stage.matter.pk, rules="SAMR")
        assert "市场监督管理行政处罚程序规定第十八条第一款" in text
        assert '<option value="SAMR" selected>' in text

    @pytest.mark.parametrize("rules", ["ZJP", "没有这部"])
    def test_m156_guide_refuses_rules_that_cannot_be_chosen(self, stage, rules):
        response, text = stage.seen("matter", stage.matter.pk, rules=rules)
        assert response.status_code == 422
        assert "请从下拉列表里选择" in text

    def test_m156_guide_is_for_readers_of_the_lists_alone(self, stage):
        stage.client.logout()
        response = stage.client.get(reverse("powers:matter", args=[stage.matter.pk]))
        assert response.status_code == 302

    def test_who_answers_with_name_basis_and_reason(self, stage):
        _, text = stage.seen("who", q="油烟", town=str(stage.town.town.pk), on="2026-11-23", power="PENALTY")
        for words in ("航埠镇人民政府", "文书上写谁的名字", "第二十四条", stage.town.team.name, "柯城区人民政府"):
            assert words in text

    def test_who_says_that_nobody_may_and_whom_to_ask(self, stage):
        other = cast.another_town(stage.county)
        _, text = stage.seen("who", q=stage.matter.code, town=str(other.pk))
        assert "没有机关有权" in text
        assert "没有覆盖这个镇街" in text

    def test_who_offers_choices_when_words_fit_several(self, stage):
        other = a_matter("露天烧烤油烟", search_text="露天烧烤油烟")
        _, text = stage.seen("who", q="油烟", town=str(stage.town.town.pk))
        assert "是哪一项" in text
        assert other.code in text
        assert "目录里没有" in stage.seen("who", q="海盗", town=str(stage.town.town.pk))[1]

    @pytest.mark.parametrize("name", ["coverage", "matrix", "levels", "negative", "changes", "proposals", "propose"])
    def test_every_page_opens_for_a_reader_with_little_data(self, stage, name):
        response, _ = stage.seen(name)
        assert response.status_code == 200

    def test_m032_coverage_names_the_state_of_every_cell(self, stage):
        cast.another_town(stage.county)
        _, text = stage.seen("coverage")
        assert "全部覆盖" in text
        assert "空白" in text

    def test_m062_changes_between_two_days(self, stage):
        _, text = stage.seen("changes", earlier="2023-06-01", later="2026-11-23")
        assert "新增" in text
        assert stage.matter.name in text
        response, _ = stage.seen("changes", earlier="2023-06-01", later="无")
        assert response.status_code == 422

    def test_m065_negative_list_shows_reason(self, stage):
        Classing.objects.create(
            matter=stage.matter, territory=stage.county, grant_class=GrantClass.MUST_NOT,
            reason=NegativeReason.TECHNICAL, valid_from=START, recorded_at=cast.NOW,
        )  # fmt: skip
        assert "须检测鉴定" in stage.seen("negative")[1]

    def test_pages_stay_within_thirty_statements(self, stage, django_assert_max_num_queries):
        for number in range(60):
            a_grant(a_matter(f"事项{number}"), stage.town.agency)
        for name, args in (("list", ()), ("matter", (stage.matter.pk,)), ("coverage", ()), ("negative", ())):
            with django_assert_max_num_queries(30):
                stage.client.get(reverse(f"powers:{name}", args=args))

    def test_list_turns_pages_without_losing_or_repeating(self, stage):
        for number in range(60):
            a_grant(a_matter(f"事项{number:02d}"), stage.town.agency)
        first, _ = stage.seen("list")
        token = first.context["page"].next if first.context else None
        if token is None:
            text = first.content.decode()
            token = text.split("after=")[1].split('"')[0].split("&")[0]
        _, second = stage.seen("list", after=token)
        assert second.count("<tr>") - 1 == 61 - 50


class TestPublic:
    def test_m074_published_list_needs_no_login_and_shows_document_and_date(self, stage):
        hidden = a_matter("未公布的事项")
        paper = a_document(published_on=None)
        a_grant(hidden, stage.town.agency, instrument=paper)
        stage.client.logout()

        _, districts = stage.seen("public")
        assert "柯城区" in districts
        response, text = stage.seen("published", "330802", on="2026-11-23")

        assert response.status_code == 200
        assert stage.grant.instrument.number in text
        assert "2024年1月1日" in text
        assert stage.matter.name in text
        assert hidden.name not in text

    def test_m074_delegation_published_by_one_side_only_is_not_shown(self, stage):
        matter = a_matter("委托事项")
        paper = a_document(InstrumentKind.DELEGATION, published_by_delegate_on=None)
        a_grant(
            matter, stage.town.agency, Mode.DELEGATED, principal=stage.department, instrument=paper,
            valid_to=date(2028, 1, 1),
        )  # fmt: skip
        stage.client.logout()

        assert matter.name not in stage.seen("published", "330802")[1]

    @pytest.mark.parametrize("name", ["list", "who", "coverage", "proposals", "negative", "changes", "matrix"])
    def test_everything_else_asks_for_a_login(self, stage, name):
        stage.client.logout()
        response = stage.client.get(reverse(f"powers:{name}"))
        assert response.status_code == 302
        assert "accounts/login" in response["Location"]

    def test_unknown_district_is_not_found(self, stage):
        stage.client.logout()
        assert stage.client.get(reverse("powers:published", args=["999999"])).status_code == 404


class TestChanging:
    def started(self, stage) -> ListProposal:
        response = stage.client.post(
            reverse("powers:propose"),
            {"kind": "ADD", "title": "新增事项", "criteria_set": "four_standards", "effective_on": "2099-01-01"},
        )
        assert response.status_code == 302
        return ListProposal.objects.get()

    def step(self, stage, proposal, name, **data):
        return stage.client.post(reverse("powers:step", args=[proposal.pk, name]), data)

    def test_m049_m067_m068_a_change_is_carried_to_publication_through_the_pages(self, stage, client):
        proposal = self.started(stage)
        matter = a_matter("占道", domain="city_appearance", summary_fit=True)
        added = self.step(
            stage, proposal, "add_item", matter=matter.code, body=stage.town.agency.pk, power="PENALTY",
            mode="ASSIGNED", grant_class="MUST", source="COUNTY", grantor=stage.department.pk,
        )  # fmt: skip
        assert added.status_code == 302
        item = proposal.items.get()

        blocked = self.step(stage, proposal, "submit")
        assert blocked.status_code == 422
        assert "论证意见" in blocked.content.decode()

        answers = {f"yes_{q.key}": "yes" for q in questions()} | {f"opinion_{q.key}": "满足" for q in questions()}
        scores = {f"score_{c.key}": "4" for c in criteria_sets()["four_standards"].criteria}
        assert self.step(stage, proposal, "assess", item=item.pk, **answers, **scores).status_code == 302
        reason = "群众反映集中，镇街有持证队员十二人，能够有效承接。"
        assert self.step(stage, proposal, "reason", text=reason).status_code == 302

        for body, officer in (
            (stage.town.agency, cast.leader_zhou(stage.town)),
            (stage.department, cast.liaison_chu(stage.department)),
        ):
            stage.signed_in(officer)
            spoken = self.step(stage, proposal, "opinion", body=body.pk, stance="AGREE", text="同意")
            assert spoken.status_code == 302
        stage.signed_in(cast.list_manager_han(stage.county))
        assert self.step(stage, proposal, "submit").status_code == 302

        stage.signed_in(cast.legal_checker_yang(stage.county))
        assert self.step(stage, proposal, "check", passed="yes", opinion="依据充分").status_code == 302
        stage.signed_in(cast.list_manager_han(stage.county))
        published = self.step(
            stage, proposal, "publish", title="清单", number="柯政〔2026〕8号", issuer="柯城区人民政府",
            published_on=today().isoformat(), assessment_due_on="2099-12-01",
        )  # fmt: skip

        assert published.status_code == 302
        assert Grant.objects.filter(matter=matter, proposal=proposal).exists()
        _, text = stage.seen("proposal", proposal.pk)
        assert "柯政〔2026〕8号" in text

    def test_refused_forms_keep_what_was_typed_and_answer_422(self, stage):
        proposal = self.started(stage)
        response = self.step(
            stage, proposal, "add_item", matter="没有这个事项", body=stage.town.agency.pk, power="PENALTY",
            mode="ASSIGNED", grant_class="MAY", source="COUNTY",
        )  # fmt: skip
        assert response.status_code == 422
        assert "没有这个事项" in response.content.decode()
        assert "没有找到这个事项" in response.content.decode()
        assert self.step(stage, proposal, "reason", text="").status_code == 422
        assert self.step(stage, proposal, "nonsense").status_code == 404

    def test_html_in_a_text_is_shown_as_text(self, stage):
        proposal = self.started(stage)
        self.step(stage, proposal, "reason", text="<script>alert(1)</script>群众反映集中，镇街有持证队员十二人")
        _, text = stage.seen("proposal", proposal.pk)
        assert "<script>alert(1)" not in text

    def test_who_may_not_sees_no_buttons_and_is_refused(self, stage):
        proposal = self.started(stage)
        stage.signed_in(cast.officer_li(stage.town))
        _, text = stage.seen("proposal", proposal.pk)
        assert "送合法性审核" not in text
        assert self.step(stage, proposal, "submit").status_code == 403
        assert (
            stage.client.post(
                reverse("powers:propose"),
                {"kind": "ADD", "title": "甲", "criteria_set": "four_standards", "effective_on": "2099-01-01"},
            ).status_code
            == 403
        )
        assert stage.client.get(reverse("powers:recall", args=[stage.grant.pk])).status_code == 403

    def test_another_districts_change_is_not_found(self, stage):
        far = cast.a_county("江阴市", "320281")
        foreign = propose(
            district_id=far.pk, kind="ADD", title="外区", criteria_set="four_standards", effective_on=ON,
            actor=a_manager(far), now=cast.NOW,
        )  # fmt: skip
        assert stage.client.get(reverse("powers:proposal", args=[foreign.pk])).status_code == 404
        assert "外区" not in stage.seen("proposals")[1]

    def test_recall_asks_for_the_work_in_hand(self, stage):
        data = {"on": "2099-01-01", "title": "收回决定", "number": "1号", "reason": "评估收回"}
        address = reverse("powers:recall", args=[stage.grant.pk])
        undecided = stage.client.post(address, data)
        assert undecided.status_code == 422
        assert "在办案件" in undecided.content.decode()

        decided = stage.client.post(address, data | {"in_hand": "FINISH_HERE"})
        assert decided.status_code == 302
        assert Grant.objects.get(line=stage.grant.line, superseded_at=None).ended == "RECALLED"


class TestApi:
    def test_who_may(self, stage):
        query = {"matter_id": str(stage.matter.pk), "town_id": str(stage.town.town.pk), "on": "2026-11-23"}
        found = stage.client.get("/api/v1/powers/who-may", query).json()
        assert found["competent"]
        assert found["name_to_act_in"] == "航埠镇人民政府"

        early = stage.client.get("/api/v1/powers/who-may", query | {"on": "2023-01-01"}).json()
        assert (early["competent"], early["why"]) == (False, "NOT_YET")

    def test_matters_and_grants(self, stage):
        matters = stage.client.get("/api/v1/powers/matters", {"q": "油烟"}).json()
        grants = stage.client.get("/api/v1/powers/grants", {"town_id": str(stage.town.town.pk)}).json()
        assert [item["code"] for item in matters["items"]] == [stage.matter.code]
        assert grants["items"][0]["body"] == "航埠镇人民政府"

    @pytest.mark.parametrize("path", ["matters", "grants", "who-may"])
    def test_nothing_without_a_login(self, stage, path):
        stage.client.logout()
        assert stage.client.get(f"/api/v1/powers/{path}").status_code in (302, 401)

    def test_bad_values_are_refused(self, stage):
        assert stage.client.get("/api/v1/powers/grants", {"power": "ALL"}).status_code == 422
        assert stage.client.get("/api/v1/powers/grants", {"after": "zzz"}).status_code == 422

    def test_somebody_without_a_post_is_refused(self, stage):
        agency = cast.an_agency("某协会", stage.county, AgencyKind.HIGHER)
        stage.signed_in(cast.an_officer("无岗", agency, Post.BRANCH_MEMBER, username="nobody"))
        assert stage.client.get("/api/v1/powers/matters").status_code == 403
        assert stage.client.get(reverse("powers:list")).status_code == 403
        assert timedelta(days=1)
