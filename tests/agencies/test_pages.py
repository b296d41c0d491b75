"""Pages, the API and signing in, through the edge."""

import io
from datetime import date

import openpyxl
import pytest
from django.test import Client
from django.urls import reverse
from tests.agencies.stage import signed_in
from tests.cast import (
    PASSWORD,
    a_county,
    a_department,
    a_resident_squad,
    a_town,
    a_town_government,
    a_town_with_team,
    an_officer,
    another_town,
    auxiliary_jiang,
    dispatcher_wu,
    dispatcher_zheng,
    district_dispatcher_feng,
    leader_zhou,
    make_responsible,
    officer_li,
    system_manager_zhu,
)

from tongpan.agencies import demo
from tongpan.agencies.domain.fields import Domain
from tongpan.agencies.domain.posts import Post, PostingMode
from tongpan.agencies.domain.rotation import week_of
from tongpan.agencies.models import CallOut, DutyShift, HandoverSheet, Officer, SetUpCheck, Team
from tongpan.agencies.queries import responsible_team
from tongpan.kernel import ledger
from tongpan.kernel.clock import today
from tongpan.places import demo as places_demo
from tongpan.places import queries as places

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.urls("tests.agencies.site")]

MONDAY = date(2030, 1, 7)


class TestPages:
    def addresses(self, cast, person):
        return {
            "teams": reverse("agencies:teams"),
            "team": reverse("agencies:team", args=[cast.team.pk]),
            "agency": reverse("agencies:agency", args=[cast.agency.pk]),
            "town": reverse("agencies:town", args=[cast.town.pk]),
            "officer": reverse("agencies:officer", args=[person.pk]),
            "coverage": reverse("agencies:coverage"),
            "roster": reverse("agencies:roster_week", args=[cast.town.pk, MONDAY]),
            "handovers": reverse("agencies:handovers"),
            "callouts": reverse("agencies:callouts"),
        }

    def test_every_page_opens_within_thirty_queries(self, cast, django_assert_max_num_queries):
        wu, li = dispatcher_wu(cast), officer_li(cast)
        a_resident_squad(cast, a_department(), Domain.MARKET)
        client = signed_in(wu)

        for address in self.addresses(cast, li).values():
            with django_assert_max_num_queries(30):
                response = client.get(address)
            assert response.status_code == 200, address
            assert "[[undefined" not in response.content.decode(), address

    def test_a_stranger_is_led_to_sign_in(self, cast):
        response = Client().get(reverse("agencies:teams"))

        assert response.status_code == 302
        assert response["Location"].startswith(reverse("account_login"))

    def test_another_district_sees_nothing_of_ours(self, cast):
        other = a_town_with_team(a_town("迎泽街道", "140106004", a_county("迎泽区", "140106")))
        client, li = signed_in(dispatcher_wu(other)), officer_li(cast)

        found = self.addresses(cast, li)

        for name in ("team", "agency", "town", "officer", "roster"):
            assert client.get(found[name]).status_code == 404, name
        assert cast.team.name not in client.get(found["teams"]).content.decode()

    def test_the_team_page_shows_who_may_act_and_who_may_not(self, cast):
        officer_li(cast)
        auxiliary_jiang(cast)

        text = signed_in(dispatcher_wu(cast)).get(reverse("agencies:team", args=[cast.team.pk])).content.decode()

        assert "有效至2029-01-01" in text
        assert "不能以执法人员身份执法" in text
        assert "data-chart" in text

    def test_m032_the_matrix_and_its_spreadsheet_flag_holes(self, cast):
        make_responsible(cast.team, another_town(), Domain.FIRE)
        client = signed_in(district_dispatcher_feng())

        assert "空白" in client.get(reverse("agencies:coverage")).content.decode()
        book = openpyxl.load_workbook(io.BytesIO(client.get(reverse("agencies:coverage_xlsx")).content))
        header, *rows = book.active.iter_rows(values_only=True)

        cells = {row[0]: dict(zip(header, row, strict=True)) for row in rows}
        assert cells["石梁镇"]["消防"] == cast.team.name
        assert cells["石梁镇"]["市场监管"] == "【空白】"

    def test_a_wrong_day_is_answered_in_words(self, cast):
        response = signed_in(district_dispatcher_feng()).get(reverse("agencies:coverage"), {"on": "昨天"})

        assert response.status_code == 422

    def test_m001_the_towns_page_takes_evidence_and_keeps_what_was_typed_when_refused(self, cast):
        client, address = signed_in(leader_zhou(cast)), reverse("agencies:town", args=[cast.town.pk])

        refused = client.post(address, {"aspect": "PEOPLE", "completed_on": "2999-01-01", "evidence": "人员名册"})
        taken = client.post(address, {"aspect": "PEOPLE", "completed_on": "2023-03-01", "evidence": "人员名册"})

        assert refused.status_code == 422
        assert "人员名册" in refused.content.decode()
        assert taken.status_code == 302
        assert SetUpCheck.objects.get().evidence == "人员名册"

    def test_opening_a_telephone_number_needs_a_purpose_and_is_recorded(self, cast):
        li = officer_li(cast)
        li.phone = "19900001234"
        li.save()
        address = reverse("agencies:officer", args=[li.pk])
        client = signed_in(dispatcher_wu(cast))

        assert "19900001234" not in client.get(address).content.decode()
        assert client.post(address, {"purpose": ""}).status_code == 422
        opened = client.post(address, {"purpose": "核实现场"}).content.decode()
        refused = signed_in(auxiliary_jiang(cast)).post(address, {"purpose": "好奇"})

        assert "19900001234" in opened
        assert refused.status_code == 403
        assert "19900001234" not in refused.content.decode()
        assert [item.facts["purpose"] for item in ledger.history(li)] == ["核实现场"]

    def test_m002_the_system_manager_organizes_a_town_and_others_cannot(self, cast):
        other = another_town()
        a_town_government(other)
        address = reverse("agencies:organize", args=[other.pk])
        facts = {
            "do": "establish",
            "template": "all-round",
            "valid_from": "2026-01-01",
            "instrument": "柯政办〔2026〕1号",
        }
        client = signed_in(system_manager_zhu())

        assert signed_in(dispatcher_wu(cast)).post(address, facts).status_code == 404
        assert client.post(address, {**facts, "instrument": ""}).status_code == 422
        assert client.post(address, facts).status_code == 302
        again = client.post(address, facts)

        assert again.status_code == 409
        assert "一个镇街同一时间只能有一支" in again.content.decode()
        assert responsible_team(other.pk, Domain.FIRE, date(2026, 6, 1)).name == "石梁镇综合行政执法队"

    def test_m019_the_system_manager_changes_who_answers_for_a_field(self, cast):
        squad = a_resident_squad(cast, a_department(), Domain.MARKET)
        address = reverse("agencies:organize", args=[cast.town.pk])
        facts = {
            "do": "change",
            "domain": "market",
            "team": str(squad.pk),
            "valid_from": "2026-01-01",
            "instrument": "x",
        }

        assert signed_in(system_manager_zhu()).post(address, facts).status_code == 302
        assert responsible_team(cast.town.pk, Domain.MARKET, date(2026, 1, 1)) == squad


@pytest.fixture
def demo_county(settings):
    places_demo.load(["330802"])
    demo.load(["330802"])
    return places.by_code("330802")


class TestDemoPages:
    """Every page with real amounts on it, for every account."""

    def addresses(self, county):
        town = Team.objects.filter(kind="OWN").order_by("name").last().host_town
        regional = Team.objects.filter(kind="REGIONAL").first()
        own = Team.objects.get(kind="OWN", host_town=town)
        people = Officer.objects.filter(home_agency__district=county)
        yield from (reverse(f"agencies:{name}") for name in ("teams", "coverage", "roster", "callouts"))
        yield reverse("agencies:town", args=[town.pk])
        yield from (reverse("agencies:team", args=[team.pk]) for team in (own, regional))
        yield from (reverse("agencies:agency", args=[agency.pk]) for agency in (own.agency, regional.agency))
        for kind in ("OFFICER", "AUXILIARY", "CLERK", "GRID_WORKER"):
            yield reverse("agencies:officer", args=[people.filter(staff_kind=kind).first().pk])
        yield reverse("agencies:roster_week", args=[town.pk, week_of(today())])

    def test_open_for_every_account(self, demo_county, django_assert_max_num_queries):
        addresses = list(self.addresses(demo_county))
        for username in ("diaodu", "duiyuan", "quzong", "lianluo", "wangge", "sifa", "xieguan", "guanli"):
            client = signed_in(Officer.objects.get(user__username=username))
            for address in addresses:
                with django_assert_max_num_queries(30):
                    response = client.get(address, follow=True)
                assert response.status_code == 200, (username, address)
                assert "[[undefined" not in response.content.decode(), (username, address)


class TestDutyPages:
    def test_a_week_is_drafted_changed_and_printed(self, cast):
        wu, zhou = dispatcher_wu(cast), leader_zhou(cast)
        for number in range(4):
            an_officer(f"队员{number}", cast.agency, Post.OFFICER, team=cast.team)
        client, address = signed_in(wu), reverse("agencies:roster_week", args=[cast.town.pk, MONDAY])

        assert client.post(address).status_code == 302
        shift = DutyShift.objects.filter(officer=zhou).first()
        form = reverse("agencies:shift", args=[shift.pk])
        assert client.get(form).status_code == 200
        changed = client.post(form, {"officer": str(wu.pk), "duty": "LEADER_ON_DUTY", "note": "", "version": "0"})
        stale = client.post(form, {"officer": str(zhou.pk), "duty": "LEADER_ON_DUTY", "note": "", "version": "0"})
        page = client.get(address).content.decode()

        assert changed.status_code == 302
        assert stale.status_code == 409
        assert "吴芳" in page
        assert "打印" in page

    def test_the_other_town_can_read_but_not_draft(self, cast):
        client = signed_in(dispatcher_zheng())
        address = reverse("agencies:roster_week", args=[cast.town.pk, MONDAY])

        assert client.get(address).status_code == 200
        assert "拟排本周" not in client.get(address).content.decode()
        assert client.post(address).status_code == 403

    def test_the_roster_link_leads_to_ones_own_town_or_to_a_choice(self, cast):
        here = signed_in(dispatcher_wu(cast)).get(reverse("agencies:roster"))
        choice = signed_in(district_dispatcher_feng()).get(reverse("agencies:roster"))

        assert here.status_code == 302
        assert str(cast.town.pk) in here["Location"]
        assert "航埠镇" in choice.content.decode()

    def test_a_sheet_is_written_signed_and_taken(self, cast):
        wu, li = dispatcher_wu(cast), officer_li(cast)
        giver, taker = signed_in(wu), signed_in(li)

        giver.post(reverse("agencies:handovers"), {"text": "夜市盯一下"})
        sheet = HandoverSheet.objects.get()
        address = reverse("agencies:handover", args=[sheet.pk])
        giver.post(address, {"do": "save", "text": "夜市、渣土车都盯一下"})
        giver.post(address, {"do": "sign"})
        assert "签接班" in taker.get(address).content.decode()
        taker.post(address, {"do": "take", "remark": "知悉"})

        sheet.refresh_from_db()
        assert (sheet.text, sheet.taker, sheet.remark) == ("夜市、渣土车都盯一下", li, "知悉")
        assert signed_in(dispatcher_zheng()).get(address).status_code == 404

    def test_a_squad_is_called_and_answers(self, cast):
        department = a_department()
        squad = a_resident_squad(cast, department, Domain.MARKET, mode=PostingMode.ON_CALL)
        kong = an_officer("孔宁", department, Post.OFFICER, team=squad, town=cast.town, username="kong")
        address = reverse("agencies:callouts")

        signed_in(dispatcher_wu(cast)).post(address, {"team": str(squad.pk), "reason": "夜市摊点"})
        call = CallOut.objects.get()
        client = signed_in(kong)
        assert "马上到场" in client.get(address).content.decode()
        assert client.post(reverse("agencies:callout", args=[call.pk]), {"do": "refuse"}).status_code == 422
        client.post(reverse("agencies:callout", args=[call.pk]), {"do": "accept"})
        client.post(reverse("agencies:callout", args=[call.pk]), {"do": "arrive"})

        call.refresh_from_db()
        assert call.status == "ARRIVED"


class TestSignIn:
    def test_with_name_and_password(self, cast):
        wu = dispatcher_wu(cast)
        client = Client()

        wrong = client.post(reverse("account_login"), {"login": wu.user.username, "password": "错"})
        right = client.post(
            f"{reverse('account_login')}?next={reverse('agencies:teams')}",
            {"login": wu.user.username, "password": PASSWORD, "next": reverse("agencies:teams")},
        )

        assert wrong.status_code == 200
        assert wu.user.username in wrong.content.decode()
        assert right["Location"] == reverse("agencies:teams")

    def test_nobody_signs_up(self):
        assert "不开放注册" in Client().get(reverse("account_signup")).content.decode()

    def test_an_inactive_account_is_told_so_or_refused(self, cast):
        wu = dispatcher_wu(cast)
        wu.user.is_active = False
        wu.user.save()
        client = Client()

        response = client.post(reverse("account_login"), {"login": wu.user.username, "password": PASSWORD}, follow=True)

        assert "_auth_user_id" not in client.session
        assert "停用" in response.content.decode()

    def test_m254_the_same_account_opens_pages_and_api(self, cast):
        client = signed_in(dispatcher_wu(cast))

        assert client.get("/api/v1/agencies/me").json()["post_names"] == "镇街调度员"

    def test_the_password_page_and_two_step_page_are_in_chinese(self, cast):
        client = signed_in(dispatcher_wu(cast))

        assert "再输一遍新密码" in client.get(reverse("account_change_password")).content.decode()
        assert "动态口令" in client.get(reverse("mfa_index")).content.decode()

    def test_a_page_without_use_of_the_actor_pays_nothing_for_it(self, cast, django_assert_num_queries):
        with django_assert_num_queries(0):
            Client().get(reverse("agencies:teams"))


class TestApi:
    def test_teams_by_town(self, cast):
        other = a_town_with_team(another_town())
        client = signed_in(dispatcher_wu(cast))

        everything = client.get("/api/v1/agencies/teams").json()["items"]
        mine = client.get("/api/v1/agencies/teams", {"town_id": str(cast.town.pk)}).json()["items"]

        assert {team["id"] for team in everything} == {str(cast.team.pk), str(other.team.pk)}
        assert [team["id"] for team in mine] == [str(cast.team.pk)]
        assert set(mine[0]["domains"]) == set(Domain.values)

    def test_officers_come_with_masked_numbers(self, cast):
        li = officer_li(cast)
        li.phone = "19900001234"
        li.save()

        response = signed_in(dispatcher_wu(cast)).get("/api/v1/agencies/officers", {"team_id": str(cast.team.pk)})

        (item,) = response.json()["items"]
        assert item["licensed"] is True
        assert "19900001234" not in response.content.decode()

    def test_on_duty_and_suggestions(self, cast):
        li = officer_li(cast)
        client = signed_in(dispatcher_wu(cast))

        duty = client.get("/api/v1/agencies/on-duty", {"town_id": str(cast.town.pk)})
        found = client.get("/api/v1/agencies/suggestions", {"town_id": str(cast.town.pk), "domain": "fire"}).json()

        assert duty.json() == []
        assert [person["officer_id"] for person in found["suggested"]] == [str(li.pk)]

    def test_another_districts_town_does_not_exist(self, cast):
        other = a_town("迎泽街道", "140106004", a_county("迎泽区", "140106"))

        response = signed_in(dispatcher_wu(cast)).get("/api/v1/agencies/on-duty", {"town_id": str(other.pk)})

        assert response.status_code == 404
        assert response["Content-Type"].startswith("application/problem+json")

    def test_a_stranger_gets_nothing(self, cast):
        response = Client().get("/api/v1/agencies/teams")

        assert response.status_code in (302, 401)
        assert cast.team.name not in response.content.decode()
