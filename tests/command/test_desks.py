"""The desks: who lands where, what stands there, who must not see it, and what it costs."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests import cast
from tests.command.stage import a_county_at_work, more_leads

from tongpan.agencies.actions.personnel import plan_personnel
from tongpan.agencies.domain.personnel import PersonnelKind
from tongpan.agencies.domain.posts import Post
from tongpan.command.domain.desks import OF_POST, Desk, desks_of
from tongpan.kernel import clock
from tongpan.leads.models import Lead

pytestmark = pytest.mark.django_db

HOME = {
    "dispatcher": "航埠镇值守台",
    "officer": "今天",
    "auxiliary": "今天",
    "leader": "待我批",
    "deputy": "航埠镇值守台",
    "district": "全区态势",
    "chief": "全区态势",
    "liaison": "欠镇里的",
    "grid": "一键上报",
    "supervisor": "风险清单",
    "list_manager": "清单事务",
    "legal_checker": "清单事务",
    "reviewer": "清单事务",
    "system": "系统运行",
}
PAGES = {
    "/desk/": {"dispatcher", "other_dispatcher", "leader", "deputy", "district", "chief"},
    "/field/": {"officer", "other_officer", "auxiliary"},
    "/approvals/": {"leader", "deputy", "chief"},
    "/district/": {"district", "chief", "supervisor"},
    "/wall/": {"district", "chief", "supervisor"},
    "/district/open.json": {"district", "chief", "supervisor"},
    "/risks/": {"supervisor"},
    "/owed/": {"liaison"},
    "/lists/": {"list_manager", "legal_checker", "reviewer"},
    "/reports/": {"grid"},
    "/system/": {"system"},
    "/ledger/": {"supervisor", "system"},
    "/overview/": {"leader", "deputy", "district", "chief", "supervisor", "list_manager"},
}
EVERYBODY = sorted(set(HOME) | {"other_officer", "other_dispatcher"})


def text_of(response) -> str:
    return response.content.decode()


def statements_of(client, address: str) -> int:
    with CaptureQueriesContext(connection) as caught:
        client.get(address)
    return len(caught)


class TestHome:
    def test_is_the_desk_of_the_own_post(self, get):
        found = {who: re.findall("<h1>(.*?)</h1>", text_of(get(who, "/")))[0] for who in HOME}

        assert found == HOME

    def test_every_post_that_works_has_a_desk(self):
        without = {
            Post.SECTION_STAFF, Post.BRANCH_SECRETARY, Post.BRANCH_DEPUTY_SECRETARY, Post.BRANCH_MEMBER,
        }  # fmt: skip

        assert set(Post) - set(OF_POST) == without

    def test_who_keeps_an_organs_money_begins_at_the_money_and_nobody_else_comes_there_by_it(self, get):
        assert desks_of({Post.CASHIER}) == (Desk.MONEY,)
        assert get("officer", "/money/").status_code == 403

    def test_somebody_with_several_desks_gets_tabs(self, get):
        page = text_of(get("leader", "/"))

        assert 'href="/approvals/" aria-current="page"' in page
        assert 'href="/desk/"' in page

    def test_begins_with_the_desk_that_cannot_wait(self):
        assert desks_of({Post.OFFICER, Post.TOWN_DISPATCHER})[0] is Desk.DUTY
        assert desks_of({Post.HEAD, Post.OFFICE_HEAD, Post.EXECUTIVE_DEPUTY})[0] is Desk.APPROVALS

    def test_an_account_without_a_person_is_told_what_to_do(self, client, django_user_model):
        client.force_login(django_user_model.objects.create_user("nobody", cast.PASSWORD))

        assert "还没有对应的人员" in text_of(client.get("/"))


class TestVisitors:
    def test_find_the_big_button_and_everything_else_at_once(self, get):
        page = text_of(get(None, "/"))

        for words in ("我要反映", "查进度", "谁管这事", "公开清单", "打电话", "大字", "登录", "12345"):
            assert words in page
        assert reverse("leads:report") in page
        assert reverse("leads:progress") in page

    def test_see_nothing_of_anybody(self, get, county):
        page = text_of(get(None, "/"))

        assert county.leads[0].number not in page
        assert county.people["leader"].name not in page

    @pytest.mark.parametrize("address", sorted(PAGES))
    def test_are_led_to_sign_in(self, get, address):
        assert get(None, address).status_code == 302


class TestPermissionByLevel:
    @pytest.mark.parametrize("address", sorted(PAGES), ids=lambda address: f"M120 {address}")
    def test_m120_each_page_opens_to_its_posts_alone(self, get, address):
        opened = {who for who in EVERYBODY if get(who, address).status_code == 200}

        assert opened == PAGES[address]

    def test_a_refusal_says_whose_desk_it_is_and_where_to_go(self, get):
        page = text_of(get("officer", "/district/"))

        assert "全区态势由区级调度台" in page

    def test_another_towns_leads_stand_on_no_desk_of_this_town(self, get, county):
        theirs = [lead.number for lead in county.leads if lead.town_id == county.other.town.pk]

        for who, address in (("dispatcher", "/desk/"), ("officer", "/field/"), ("leader", "/approvals/")):
            page = text_of(get(who, address))
            assert not [number for number in theirs if number in page]

    def test_a_grid_worker_sees_the_own_reports_and_nobody_elses(self, get, county):
        page = text_of(get("grid", "/reports/"))
        foreign = [lead for lead in county.leads if lead.reported_by_id is None]

        assert not [lead for lead in foreign if str(lead.pk) in page]
        assert any(str(lead.pk) in page for lead in county.leads if lead.reported_by_id)

    def test_what_citizens_wrote_is_not_on_the_wall(self, get, county):
        Lead.objects.filter(town=county.home.town).update(title="张三家门口 13800001111 摊贩")

        assert "张三家门口" not in text_of(get("district", "/wall/"))

    def test_telephone_numbers_in_titles_are_masked(self, get, county):
        Lead.objects.filter(town=county.home.town).update(title="请回电13800001111")
        pages = [text_of(get(who, "/")) for who in ("dispatcher", "officer", "leader", "district", "supervisor")]

        assert not [page for page in pages if "13800001111" in page]


class TestCost:
    @pytest.mark.parametrize(
        ("who", "address"),
        [
            *((who, "/") for who in HOME),
            (None, "/"),
            ("district", "/desk/"),
            ("district", "/wall/"),
            ("supervisor", "/district/"),
            ("chief", "/approvals/"),
            ("district", "/overview/"),
            ("leader", "/overview/"),
            ("district", "/search/?q=占道经营"),
            ("system", "/ledger/"),
        ],
    )
    def test_at_most_thirty_statements(self, statements, who, address):
        assert statements(who, address) <= 30

    def test_does_not_grow_with_the_leads(self, db, client):
        county = a_county_at_work(40)
        client.force_login(county.people["dispatcher"].user)
        client.get("/desk/")
        few = statements_of(client, "/desk/")
        more_leads(county, 400)

        assert statements_of(client, "/desk/") <= few


class TestDutyDesk:
    def test_m114_m115_shows_waiting_orders_people_vehicles_and_liaisons(self, get, county):
        page = text_of(get("dispatcher", "/"))

        for words in (
            "待分流",
            "未签收",
            "快超期",
            "待反馈",
            "待归档",
            "在岗",
            "车辆",
            "联络员",
            "交接班便签",
            "接电话登记",
        ):
            assert words in page
        assert "周正" in page
        assert "浙H·00001" in page
        assert "北门摊贩反弹" in page
        assert "没有登记联络员" in page

    def test_emergencies_stand_on_top_and_then_the_longest_untouched(self, get, county):
        page = text_of(get("dispatcher", "/desk/"))
        waiting = page[page.index('id="waiting"') : page.index('id="unsigned"')]
        shown = re.findall(r"XS330802-2026-\d{6}", waiting)
        by_number = {lead.number: lead for lead in county.leads}
        hot = [by_number[number].priority == "EMERGENCY" for number in shown]
        calm = [by_number[number].touched_at for number in shown if by_number[number].priority == "NORMAL"]

        assert hot == sorted(hot, reverse=True)
        assert hot[0]
        assert calm == sorted(calm)

    def test_m116_minutes_left_to_sign_are_said(self, get):
        page = text_of(get("dispatcher", "/desk/"))

        assert re.search(r"剩 \d+ 分钟", page)
        assert re.search(r"已超 \d+ 分钟", page)

    def test_m116_one_press_assigns_with_the_version_seen(self, client, county):
        client.force_login(county.people["dispatcher"].user)
        forms = re.findall(
            r'<form method="post" action="([^"]+assign/)">(.*?)</form>', text_of(client.get("/desk/")), re.S
        )
        action, body = forms[0]
        sent = dict(re.findall(r'name="(team|version|next)" value="([^"]*)"', body))

        first = client.post(action, sent)
        second = client.post(action, sent)

        lead = Lead.objects.get(pk=action.split("/")[3])
        assert (first.status_code, first.url) == (302, "/desk/")
        assert lead.status == "ASSIGNED"
        assert second.status_code == 409

    def test_m118_says_whom_to_send_and_why(self, get, county):
        lead = next(one for one in county.leads if one.status == "ROUTED" and one.town_id == county.home.town.pk)

        page = text_of(get("dispatcher", reverse("command:who", args=[lead.pk])))

        assert "李明" in page
        assert "不定位个人" in page
        assert "王强" not in page

    def test_m118_another_towns_lead_is_not_to_be_found(self, get, county):
        lead = next(one for one in county.leads if one.town_id == county.other.town.pk)

        assert get("dispatcher", reverse("command:who", args=[lead.pk])).status_code == 404

    def test_the_living_part_comes_alone(self, get):
        part = text_of(get("dispatcher", "/desk/", **{"HX-Request": "true"}))

        assert "<html" not in part
        assert 'id="waiting"' in part
        assert 'hx-trigger="every 30s' in text_of(get("dispatcher", "/desk/"))

    def test_an_empty_desk_teaches(self, client):
        town = cast.a_town_with_team()
        client.force_login(cast.dispatcher_wu(town).user)

        page = text_of(client.get("/"))

        assert "没有待分流的线索" in page
        assert "12345 工单一到就出现在这里" in page


class TestFieldDesk:
    def test_m106_the_fast_lane_is_the_big_button(self, get):
        page = text_of(get("officer", "/"))

        assert f'class="big-primary" href="{reverse("leads:fast")}"' in page
        assert "data-outbox" in page

    def test_shows_what_to_sign_and_what_is_in_hand_with_its_clock(self, get, county):
        page = text_of(get("officer", "/"))
        to_sign = page[page.index('id="to-sign"') : page.index('id="in-hand"')]

        assert any(f"第{int(lead.number[-6:])}件" in to_sign for lead in county.leads if lead.status == "ASSIGNED")
        assert "签收</button>" in to_sign
        assert "我的期限" in page
        assert "督办" in page

    def test_an_auxiliary_can_neither_sign_nor_settle(self, get):
        page = text_of(get("auxiliary", "/"))

        assert reverse("leads:fast") not in page
        assert "由持证执法人员签收" in page


class TestHeadDesk:
    def test_shows_what_waits_for_a_decision(self, get):
        page = text_of(get("leader", "/approvals/"))

        for words in ("请三日内报结果", "须一同到场", "不属本队事项", "区市场监督管理局", "今晚带班", "突发"):
            assert words in page

    def test_promises_no_more_than_there_is(self, client):
        town = cast.a_town_with_team()
        client.force_login(cast.leader_zhou(town).user)

        page = text_of(client.get("/"))

        assert "现在没有等您决定的" in page
        assert "案件的审批卡片" in page


class TestOwedDesk:
    def test_shows_a_departments_debts_to_the_towns(self, get):
        page = text_of(get("liaison", "/"))

        for words in ("移送待签收", "联合处置邀请", "无证经营查处", "航埠镇"):
            assert words in page

    def test_another_department_owes_nothing(self, client, county):
        other = cast.liaison_chu(cast.a_department(county.home.county, "生态环境局", "ecology"))
        client.force_login(other.user)

        assert "不欠镇里的" in text_of(client.get("/"))


class TestReportDesk:
    def test_shows_progress_and_the_duty_telephone(self, get):
        page = text_of(get("grid", "/"))

        assert reverse("leads:quick_report") in page
        assert "0570-0000000" in page
        assert "tel:05700000000" in page
        assert "没有信号也能报" in page


class TestClocks:
    def test_a_limit_that_is_over_is_red_and_first(self, get, county):
        page = text_of(get("leader", "/approvals/"))
        due = page[page.index('id="due"') :]

        assert due.index("已超期") < due.index("今天到期")

    def test_the_page_says_when_it_was_made(self, get):
        assert f"{clock.now():%H:}" in text_of(get("dispatcher", "/desk/"))


@pytest.mark.django_db
def test_m207_the_heads_desk_asks_for_the_towns_opinion(client):
    town, department = cast.a_town_with_team(), cast.a_department()
    squad = cast.a_resident_squad(town, department)
    person = cast.an_officer("孙派", department, Post.OFFICER, team=squad, town=town.town)
    zhou = cast.leader_zhou(town)
    plan_personnel(
        officer_id=person.pk, kind=PersonnelKind.RANK, to_what="四级主任科员", instrument="方案3号",
        actor=cast.actor(cast.system_manager_zhu(town.county)), now=cast.NOW,
    )  # fmt: skip
    client.force_login(zhou.user)

    desk = client.get(reverse("command:approvals")).content.decode()
    assert "孙派：职务（职级）晋升，四级主任科员" in desk
