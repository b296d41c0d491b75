"""The system manager's pages and actions: accounts, people, posts, credentials, postings, 1+X, tokens."""

from datetime import date, timedelta
from io import BytesIO

import pytest
from django.test import Client
from django.urls import reverse
from tests.agencies.test_importing import a_file
from tests.cast import (
    NOW,
    TODAY,
    a_county,
    a_department,
    a_resident_squad,
    a_town,
    a_town_government,
    a_town_with_team,
    actor,
    an_officer,
    another_town,
    auxiliary_jiang,
    dispatcher_wu,
    officer_li,
    system_manager_zhu,
)

from tongpan.agencies.actions import accounts, liaisons, registry
from tongpan.agencies.actions.tokens import issue_token, revoke_token
from tongpan.agencies.domain.fields import Domain
from tongpan.agencies.domain.posts import AgencyKind, Establishment, Post, PostingMode, StaffKind, TeamKind
from tongpan.agencies.models import Agency, Appointment, Officer, Posting, Team
from tongpan.agencies.queries import responsible_team
from tongpan.kernel import ledger, tokens
from tongpan.kernel.clock import today
from tongpan.kernel.errors import Conflict, Forbidden, Invalid, NotFound
from tongpan.kernel.models import ApiToken, User

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.urls("tests.agencies.site")]


def signed_in(officer):
    client = Client()
    client.force_login(officer.user)
    return client


@pytest.fixture
def cast():
    return a_town_with_team()


@pytest.fixture
def zhu():
    return system_manager_zhu()


@pytest.fixture
def client(zhu):
    return signed_in(zhu)


@pytest.fixture
def stranger():
    """The system manager of another district."""
    other = a_county("迎泽区", "140106")
    return system_manager_zhu(other)


def actions_of(subject):
    return [item.action for item in ledger.history(subject)]


class TestAccounts:
    def test_m254_opened_once_for_one_person(self, cast, zhu):
        person = an_officer("赵一", cast.agency, Post.OFFICER, team=cast.team)

        once = accounts.open_account(officer_id=person.pk, username="Zhaoyi", actor=actor(zhu), now=NOW)

        user = User.objects.get(username="zhaoyi")
        assert user.check_password(once)
        assert user.password_is_temporary
        assert actions_of(person) == ["account.opened"]
        with pytest.raises(Conflict, match="一人只有一个账号"):
            accounts.open_account(officer_id=person.pk, username="another", actor=actor(zhu), now=NOW)

    @pytest.mark.parametrize("name", ["李", "1abc", "a", "a b", "x" * 33, ""])
    def test_a_name_that_is_none_is_refused(self, cast, zhu, name):
        person = an_officer("赵一", cast.agency)

        with pytest.raises(Invalid, match="不能用"):
            accounts.open_account(officer_id=person.pk, username=name, actor=actor(zhu), now=NOW)

        assert not Officer.objects.get(pk=person.pk).user_id

    def test_a_name_that_is_taken_is_refused_whatever_its_case(self, cast, zhu):
        li, person = officer_li(cast), an_officer("赵一", cast.agency)

        with pytest.raises(Invalid, match="已有人使用"):
            accounts.open_account(officer_id=person.pk, username=li.user.username.upper(), actor=actor(zhu), now=NOW)

    def test_closed_it_ends_sessions_and_tokens_at_once_and_opens_again(self, cast, zhu):
        wu = dispatcher_wu(cast)
        session = signed_in(wu)
        token = tokens.issue(user=wu.user, name="x", now=NOW)

        accounts.close_account(officer_id=wu.pk, reason="调离", actor=actor(zhu), now=NOW)

        assert session.get(reverse("agencies:teams")).status_code == 302
        assert tokens.holder_of(token, NOW) is None
        with pytest.raises(Conflict):
            accounts.close_account(officer_id=wu.pk, reason="调离", actor=actor(zhu), now=NOW)
        with pytest.raises(Conflict, match="已停用"):
            accounts.reset_password(officer_id=wu.pk, actor=actor(zhu), now=NOW)
        accounts.reopen_account(officer_id=wu.pk, reason="返岗", actor=actor(zhu), now=NOW)
        assert User.objects.get(pk=wu.user_id).is_active
        assert actions_of(wu) == ["account.closed", "account.reopened"]

    def test_reset_gives_a_new_one_time_password_and_ends_sessions(self, cast, zhu):
        wu = dispatcher_wu(cast)
        session = signed_in(wu)

        once = accounts.reset_password(officer_id=wu.pk, actor=actor(zhu), now=NOW)

        user = User.objects.get(pk=wu.user_id)
        assert (user.check_password(once), user.password_is_temporary) == (True, True)
        assert session.get(reverse("agencies:teams")).status_code == 302
        assert actions_of(wu) == ["account.password_reset"]

    def test_nobody_locks_themselves_out(self, zhu):
        with pytest.raises(Invalid, match="不能停用自己的账号"):
            accounts.close_account(officer_id=zhu.pk, reason="试试", actor=actor(zhu), now=NOW)
        with pytest.raises(Invalid, match="修改密码"):
            accounts.reset_password(officer_id=zhu.pk, actor=actor(zhu), now=NOW)

    def test_a_reason_is_needed_both_ways(self, cast, zhu):
        wu = dispatcher_wu(cast)

        for act in (accounts.close_account, accounts.reopen_account):
            with pytest.raises(Invalid, match="请写明"):
                act(officer_id=wu.pk, reason=" ", actor=actor(zhu), now=NOW)

    def test_a_dispatcher_and_another_districts_manager_may_not(self, cast, stranger):
        wu, li = dispatcher_wu(cast), officer_li(cast)

        for who in (wu, stranger):
            with pytest.raises(Forbidden, match="系统管理员"):
                accounts.open_account(officer_id=li.pk, username="new-name", actor=actor(who), now=NOW)
            with pytest.raises(Forbidden):
                accounts.close_account(officer_id=li.pk, reason="x", actor=actor(who), now=NOW)
            with pytest.raises(Forbidden):
                accounts.reset_password(officer_id=li.pk, actor=actor(who), now=NOW)
        assert User.objects.get(pk=li.user_id).is_active

    def test_a_person_without_account_has_nothing_to_reset(self, cast, zhu):
        person = an_officer("赵一", cast.agency)

        with pytest.raises(Conflict, match="还没有账号"):
            accounts.reset_password(officer_id=person.pk, actor=actor(zhu), now=NOW)


class TestRegistering:
    def amend(self, person, who, **changed):
        facts = {
            "version": person.version, "name": "李明", "staff_kind": StaffKind.OFFICER, "title": "组长",
            "establishment": Establishment.ESTABLISHED, "phone": "",
        }  # fmt: skip
        registry.amend_officer(officer_id=person.pk, actor=actor(who), now=NOW, **{**facts, **changed})

    def test_what_is_known_of_a_person_is_corrected_and_recorded(self, cast, zhu):
        li = officer_li(cast)
        li.phone = "19900001234"
        li.save()

        self.amend(li, zhu, name="李铭")

        li.refresh_from_db()
        assert (li.name, li.title, li.phone) == ("李铭", "组长", "19900001234")
        (entry,) = ledger.history(li)
        assert entry.facts["changed"] == {"name": ["李明", "李铭"], "title": ["", "组长"]}

    def test_the_second_of_two_is_told(self, cast, zhu):
        li = officer_li(cast)
        self.amend(li, zhu)

        with pytest.raises(Conflict, match="他人刚刚"):
            self.amend(li, zhu, name="李铭")

    def test_whoever_stands_as_officer_stays_enforcement_staff(self, cast, zhu):
        with pytest.raises(Invalid, match="请先终止这些任职"):
            self.amend(officer_li(cast), zhu, staff_kind=StaffKind.CLERK)

    def test_others_may_not_correct(self, cast, stranger):
        li = officer_li(cast)

        for who in (stranger, dispatcher_wu(cast)):
            with pytest.raises(Forbidden):
                self.amend(li, who, name="改名")
        assert Officer.objects.get(pk=li.pk).name == "李明"

    def test_a_department_cannot_be_put_over_a_town_nor_a_town_have_two_bodies(self, zhu):
        town = a_town()
        a_town_government(town)
        facts = {"valid_from": TODAY, "actor": actor(zhu), "now": NOW, "place_id": town.pk}

        with pytest.raises(Invalid, match="应是整个区县"):
            registry.register_agency(name="某局", kind=AgencyKind.DEPARTMENT, **facts)
        with pytest.raises(Conflict, match="不能再登记一个"):
            registry.register_agency(name="另一个镇政府", kind=AgencyKind.TOWN_GOVERNMENT, **facts)

    def test_one_key_names_one_department(self, zhu):
        a_department()

        with pytest.raises(Conflict, match="只能对应一个部门"):
            registry.register_agency(
                name="另一个局", kind=AgencyKind.DEPARTMENT, key="market", place_id=a_county().pk, valid_from=TODAY,
                actor=actor(zhu), now=NOW,
            )  # fmt: skip


class TestTokens:
    def issue(self, who, officer, **changed):
        facts = {"name": "12345 平台", "days": 30, **changed}
        return issue_token(officer_id=officer.pk, actor=actor(who), now=NOW, **facts)

    def test_issued_and_revoked_on_record(self, cast, zhu):
        wu = dispatcher_wu(cast)

        row, token = self.issue(zhu, wu)

        assert tokens.holder_of(token, NOW) == wu.user
        assert tokens.holder_of(token, NOW + timedelta(days=31)) is None
        revoke_token(token_id=row.pk, actor=actor(zhu), now=NOW)
        assert tokens.holder_of(token, NOW) is None
        assert actions_of(row) == ["token.issued", "token.revoked"]
        with pytest.raises(Conflict, match="已经吊销"):
            revoke_token(token_id=row.pk, actor=actor(zhu), now=NOW)

    @pytest.mark.parametrize(
        ("change", "reason"), [({"name": " "}, "做什么用"), ({"days": 0}, "1 到 730"), ({"days": 731}, "1 到 730")]
    )
    def test_needs_a_purpose_and_a_sensible_term(self, cast, zhu, change, reason):
        with pytest.raises(Invalid, match=reason):
            self.issue(zhu, dispatcher_wu(cast), **change)

    def test_a_person_without_open_account_gets_none(self, cast, zhu):
        with pytest.raises(Conflict, match="先开通账号"):
            self.issue(zhu, an_officer("赵一", cast.agency))

    def test_others_neither_issue_nor_revoke(self, cast, zhu, stranger):
        wu = dispatcher_wu(cast)
        row, _ = self.issue(zhu, wu)

        for who in (wu, stranger):
            with pytest.raises(Forbidden):
                self.issue(who, wu)
            with pytest.raises(NotFound):
                revoke_token(token_id=row.pk, actor=actor(who), now=NOW)
        assert ApiToken.objects.get().revoked_at is None


class TestLiaison:
    def test_named_and_recorded(self, cast, zhu):
        squad = a_resident_squad(cast, a_department(), Domain.MARKET)
        kong = an_officer("孔宁", squad.agency, Post.OFFICER, team=squad)
        posting = Posting.objects.get()

        liaisons.name_liaison(posting_id=posting.pk, contact_id=kong.pk, actor=actor(zhu), now=NOW)

        assert Posting.objects.get().contact == kong
        assert actions_of(squad) == ["team.liaison_named"]

    def test_not_by_others_not_of_another_district_not_when_ended(self, cast, zhu, stranger):
        squad = a_resident_squad(cast, a_department(), Domain.MARKET)
        posting = Posting.objects.get()

        with pytest.raises(NotFound):
            liaisons.name_liaison(posting_id=posting.pk, contact_id=zhu.pk, actor=actor(stranger), now=NOW)
        with pytest.raises(NotFound, match="本区的人"):
            liaisons.name_liaison(posting_id=posting.pk, contact_id=stranger.pk, actor=actor(zhu), now=NOW)
        Posting.objects.update(valid_to=TODAY)
        with pytest.raises(Conflict):
            liaisons.name_liaison(posting_id=posting.pk, contact_id=zhu.pk, actor=actor(zhu), now=NOW)
        assert actions_of(squad) == []


def every_page(cast, person):
    """Every page of the manager, by name."""
    squad = Team.objects.filter(kind=TeamKind.RESIDENT).first() or a_resident_squad(cast, a_department(), Domain.MARKET)
    posting = Posting.objects.get(team=squad)
    of_person = ("account", "amend", "new_post", "new_card", "transfer")
    pages = {name: reverse(f"agencies:{name}", args=[person.pk]) for name in of_person}
    pages |= {name: reverse(f"agencies:{name}") for name in ("manage", "new_agency", "new_person", "import", "tokens")}
    pages["import_template"] = reverse("agencies:import_template")
    pages["end_post"] = reverse("agencies:end_post", args=[person.appointments.first().pk])
    pages["card"] = reverse("agencies:card", args=[person.credentials.first().pk])
    pages["new_posting"] = reverse("agencies:new_posting", args=[squad.pk])
    pages["liaison"] = reverse("agencies:liaison", args=[posting.pk])
    pages["end_posting"] = reverse("agencies:end_posting", args=[posting.pk])
    pages["regional"] = reverse("agencies:regional", args=[cast.town.pk])
    return pages


class TestPages:
    def test_every_page_opens_within_thirty_queries(self, cast, client, django_assert_max_num_queries):
        for name, address in every_page(cast, officer_li(cast)).items():
            with django_assert_max_num_queries(30):
                response = client.get(address)
            assert response.status_code == 200, name
            if name != "import_template":
                assert "[[undefined" not in response.content.decode(), name

    def test_nobody_else_opens_or_posts_to_any(self, cast, stranger):
        pages = every_page(cast, officer_li(cast))
        district_wide = {"manage", "new_agency", "new_person", "import", "import_template", "tokens"}

        for who in (dispatcher_wu(cast), stranger):
            theirs = signed_in(who)
            for name, address in pages.items():
                if who is stranger and name in district_wide:
                    continue
                assert theirs.get(address).status_code == 404, (who.name, name)
                assert theirs.post(address, {"do": "reset"}).status_code in (404, 405), (who.name, name)

    def test_the_entries_are_offered_to_the_manager_alone(self, cast, client):
        li = officer_li(cast)
        address, teams = reverse("agencies:officer", args=[li.pk]), reverse("agencies:teams")
        theirs = signed_in(dispatcher_wu(cast))

        assert "登记任职" in client.get(address).content.decode()
        assert "登记任职" not in theirs.get(address).content.decode()
        assert "机构与人员" in client.get(teams).content.decode()
        assert "机构与人员" not in theirs.get(teams).content.decode()

    def test_the_overview_says_what_is_missing(self, cast, client):
        another_town()
        an_officer("没号", cast.agency, Post.OFFICER, team=cast.team)
        an_officer("没证", cast.agency, Post.OFFICER, team=cast.team, licensed=None)
        a_resident_squad(cast, a_department(), Domain.MARKET)

        text = client.get(reverse("agencies:manage")).content.decode()

        assert "在岗但没有账号：2 人" in text
        assert "任执法岗位但没有有效证件：1 人" in text
        assert "石梁镇没有登记人民政府或街道办事处" in text
        assert "没有明确联络员" in text
        assert "镇街 × 领域没有责任队伍：18 处" in text

    def test_people_are_found_by_words_and_by_what_is_missing(self, cast, client):
        officer_li(cast)
        an_officer("没证", cast.agency, Post.OFFICER, team=cast.team, licensed=None)
        address = reverse("agencies:manage")

        assert "没证" not in client.get(address, {"q": "李明"}).content.decode()
        found = client.get(address, {"show": "no_card"}).content.decode()
        assert "没证" in found
        assert "李明" not in found
        assert "没有符合条件的人" in client.get(address, {"q": "没有这个人"}).content.decode()
        assert client.get(address, {"show": "nonsense"}).status_code == 200


class TestStaffing:
    """A county is staffed by hand, on the pages alone."""

    def test_a_body_a_person_a_post_and_a_credential(self, cast, client):
        town = another_town()
        body = {"name": "石梁镇人民政府", "kind": "TOWN_GOVERNMENT", "place": str(town.pk), "valid_from": "2023-01-01"}
        assert client.post(reverse("agencies:new_agency"), body).status_code == 302
        agency = Agency.objects.get(name="石梁镇人民政府")
        person = {
            "name": "钱一", "agency": str(agency.pk), "staff_kind": "OFFICER", "establishment": "ESTABLISHED",
            "phone": "13800000009", "username": "qianyi",
        }  # fmt: skip
        told = client.post(reverse("agencies:new_person"), person)
        officer = Officer.objects.get(name="钱一")
        post = {"post": "OFFICER", "team": str(cast.team.pk), "valid_from": "2023-01-01"}
        assert client.post(reverse("agencies:new_post", args=[officer.pk]), post).status_code == 302
        card = {"number": "1", "issuer": "省政府", "valid_from": "2023-01-01", "domains": ["market", "fire"]}
        assert client.post(reverse("agencies:new_card", args=[officer.pk]), card).status_code == 302

        assert told["Cache-Control"] == "no-store"
        assert User.objects.get(username="qianyi").password_is_temporary
        assert actor(officer).holds(Post.OFFICER)
        assert officer.credentials.get().domains == ["market", "fire"]
        assert actions_of(officer) == [
            "officer.registered",
            "account.opened",
            "officer.appointed",
            "officer.credential_registered",
        ]

    def test_the_shown_password_signs_in_and_has_to_be_changed(self, cast, client):
        li = officer_li(cast)
        page = client.post(reverse("agencies:account", args=[li.pk]), {"do": "reset"}).content.decode()
        once = page.split('<code class="once">')[1].split("</code>")[0]
        theirs = Client()

        theirs.post(reverse("account_login"), {"login": li.user.username, "password": once})

        assert theirs.get(reverse("agencies:teams"))["Location"] == reverse("account_change_password")

    def test_what_was_typed_stays_beside_its_reason(self, cast, client):
        jiang = auxiliary_jiang(cast)
        address = reverse("agencies:new_post", args=[jiang.pk])

        response = client.post(
            address,
            {"post": "OFFICER", "team": str(cast.team.pk), "valid_from": "2023-01-01", "instrument": "柯人〔1〕"},
        )

        text = response.content.decode()
        assert response.status_code == 422
        assert "不能任执法队员" in text
        assert "柯人〔1〕" in text
        assert not Appointment.objects.filter(officer=jiang, post=Post.OFFICER).exists()

    def test_a_taken_username_stands_at_its_field(self, cast, client):
        li = officer_li(cast)
        person = an_officer("赵一", cast.agency)

        response = client.post(
            reverse("agencies:account", args=[person.pk]), {"do": "open", "username": li.user.username}
        )

        assert response.status_code == 422
        assert "已有人使用" in response.content.decode()

    def test_an_account_is_closed_and_opened_with_a_reason(self, cast, client):
        li = officer_li(cast)
        address = reverse("agencies:account", args=[li.pk])

        assert client.post(address, {"do": "close", "reason": ""}).status_code == 422
        assert client.post(address, {"do": "close", "reason": "退休"}).status_code == 302
        assert "重新启用" in client.get(address).content.decode()
        assert client.post(address, {"do": "reopen", "reason": "返聘"}).status_code == 302
        assert User.objects.get(pk=li.user_id).is_active

    def test_a_post_is_ended_and_a_dedicated_one_needs_its_exception_m036(self, cast, client):
        li = officer_li(cast)
        fixed = an_officer("专人", cast.agency, Post.OFFICER, team=cast.team, dedicated=True, valid_from=TODAY)
        facts = {"valid_to": "2027-01-01", "reason": "轮岗"}

        def end(person, **more):
            address = reverse("agencies:end_post", args=[person.appointments.first().pk])
            return client.post(address, {**facts, **more})

        assert end(li).status_code == 302
        refused = end(fixed)
        assert refused.status_code == 400
        assert "两年内不能换岗" in refused.content.decode()
        assert end(fixed, exception="柯编〔2026〕1号").status_code == 302
        assert not Appointment.objects.filter(valid_to=None, officer__in=(li, fixed)).exists()

    def test_a_credential_is_suspended_from_a_day_on(self, cast, client):
        li = officer_li(cast)
        card = li.credentials.get()

        client.post(reverse("agencies:card", args=[card.pk]), {"status": "SUSPENDED", "on": "2026-11-01"})

        card.refresh_from_db()
        assert (card.status, card.status_on) == ("SUSPENDED", date(2026, 11, 1))

    def test_m015_a_person_moves_to_another_body(self, cast, client):
        li, bureau = officer_li(cast), a_department()
        address = reverse("agencies:transfer", args=[li.pk])
        facts = {"agency": str(bureau.pk), "moved_on": "2026-11-01", "instrument": "", "establishment_moved": "on"}

        assert client.post(address, facts).status_code == 422
        assert client.post(address, {**facts, "instrument": "柯编〔2026〕2号"}).status_code == 302
        li.refresh_from_db()
        assert li.home_agency == bureau
        assert li.transfers.get().establishment_moved

    def test_a_person_is_corrected_on_the_page(self, cast, client):
        li = officer_li(cast)
        facts = {
            "name": "李铭",
            "staff_kind": "OFFICER",
            "establishment": "ESTABLISHED",
            "title": "",
            "phone": "",
            "version": 0,
        }

        assert client.post(reverse("agencies:amend", args=[li.pk]), {**facts, "phone": "找不到"}).status_code == 422
        assert client.post(reverse("agencies:amend", args=[li.pk]), facts).status_code == 302
        assert Officer.objects.get(pk=li.pk).name == "李铭"


class TestPosting:
    def squad(self, cast):
        squad = a_resident_squad(cast, a_department(), Domain.MARKET)
        return squad, an_officer("孔宁", squad.agency, Post.OFFICER, team=squad)

    def test_m005_m006_a_squad_is_posted_with_its_liaison_and_the_posting_ended(self, cast, client):
        squad, kong = self.squad(cast)
        town = another_town()
        address = reverse("agencies:new_posting", args=[squad.pk])
        facts = {
            "town": str(town.pk), "mode": "ON_CALL", "valid_from": "2026-01-01", "primary_line": "HOST",
            "instrument": "柯政办〔2026〕3号", "contact": "",
        }  # fmt: skip

        refused = client.post(address, facts)
        assert refused.status_code == 422
        assert "请选择联络员" in refused.content.decode()
        assert client.post(address, {**facts, "contact": str(kong.pk)}).status_code == 302
        made = Posting.objects.get(host_town=town)
        assert (made.mode, made.contact) == (PostingMode.ON_CALL, kong)
        ending = reverse("agencies:end_posting", args=[made.pk])
        assert client.post(ending, {"valid_to": "2025-01-01", "reason": "调整"}).status_code == 422
        assert client.post(ending, {"valid_to": "2026-12-01", "reason": "调整"}).status_code == 302
        assert client.get(ending).status_code == 404

    def test_m115_the_liaison_of_a_posting_is_named(self, cast, client):
        squad, kong = self.squad(cast)
        posting = Posting.objects.get(team=squad)

        client.post(reverse("agencies:liaison", args=[posting.pk]), {"contact": str(kong.pk)})

        posting.refresh_from_db()
        assert posting.contact == kong
        assert "换联络员" in client.get(reverse("agencies:team", args=[squad.pk])).content.decode()

    def test_m031_m032_one_plus_x_serves_the_host_and_its_neighbours(self, client):
        host, neighbour = a_town(), another_town()
        third = a_town("万田乡", "330802203")
        bureau = a_department()
        address = reverse("agencies:regional", args=[host.pk])
        facts = {
            "neighbors": [str(neighbour.pk), str(third.pk)], "department": str(bureau.pk),
            "domains": ["market", "fire"], "valid_from": "2026-01-01", "instrument": "柯政办〔2026〕4号",
        }  # fmt: skip

        assert client.post(address, {**facts, "neighbors": []}).status_code == 422
        assert client.post(address, facts).status_code == 302
        team = Team.objects.get(kind=TeamKind.REGIONAL)
        for town in (host, neighbour, third):
            assert responsible_team(town.pk, Domain.FIRE, today()) == team
        again = client.post(address, facts)
        assert again.status_code == 409
        assert "已由" in again.content.decode()


class TestTokenPages:
    def test_shown_once_listed_without_itself_and_revoked(self, cast, client):
        wu = dispatcher_wu(cast)
        address = reverse("agencies:tokens")

        shown = client.post(address, {"name": "数字城管", "officer": str(wu.pk), "days": "30"})
        token = shown.content.decode().split('<code class="once">')[1].split("</code>")[0]
        listed = client.get(address).content.decode()
        row = ApiToken.objects.get()

        assert shown["Cache-Control"] == "no-store"
        assert token.startswith("tp_")
        assert "数字城管" in listed
        assert token not in listed
        assert client.post(reverse("agencies:token_revoke", args=[row.pk])).status_code == 302
        assert "已吊销" in client.get(address).content.decode()

    def test_an_account_that_is_not_ours_cannot_be_chosen(self, client, stranger):
        response = client.post(reverse("agencies:tokens"), {"name": "x", "officer": str(stranger.pk), "days": "30"})

        assert response.status_code == 422
        assert not ApiToken.objects.exists()


class TestImportPages:
    def file(self, **changed):
        content = BytesIO(a_file(**changed))
        content.name = "county.xlsx"
        return content

    def rows(self, response):
        return response.content.decode().split('name="rows" value="')[1].split('"')[0]

    def test_looked_at_first_then_brought_in_with_passwords_shown_once(self, client):
        a_town()

        seen = client.post(reverse("agencies:import"), {"file": self.file()})
        assert not Team.objects.exists()
        done = client.post(reverse("agencies:import_bring"), {"rows": self.rows(seen)})

        assert "导入这 11 项" in seen.content.decode()
        assert "13800000001" not in seen.content.decode()
        assert Team.objects.count() == 2
        text = done.content.decode()
        once = text.split("<code>")[1].split("</code>")[0]
        assert User.objects.get(username="zhangsan").check_password(once)
        assert done["Cache-Control"] == "no-store"

    def test_a_file_that_cannot_be_read_or_is_missing_is_told_at_the_form(self, client):
        wrong = BytesIO("甲,乙\n1,2\n".encode())
        wrong.name = "x.csv"

        refused = client.post(reverse("agencies:import"), {"file": wrong})

        assert refused.status_code == 422
        assert "表头认不出来" in refused.content.decode()
        assert client.post(reverse("agencies:import"), {}).status_code == 422

    def test_what_was_not_looked_at_is_not_brought_in(self, client, zhu):
        a_town()
        seen = client.post(reverse("agencies:import"), {"file": self.file()})
        other = an_officer("朱二", zhu.home_agency, Post.SYSTEM_MANAGER, username="zhu-er")

        assert client.post(reverse("agencies:import_bring"), {"rows": "x" + self.rows(seen)}).status_code == 422
        assert client.post(reverse("agencies:import_bring"), {}).status_code == 422
        assert signed_in(other).post(reverse("agencies:import_bring"), {"rows": self.rows(seen)}).status_code == 422
        assert not Team.objects.exists()
