"""Accounts of people and tokens of machines, on record and on the pages."""

from datetime import timedelta

import pytest
from django.urls import reverse
from tests.agencies.stage import actions_of, signed_in
from tests.cast import NOW, actor, an_officer, dispatcher_wu, officer_li

from tongpan.agencies.actions import accounts
from tongpan.agencies.actions.tokens import issue_token, revoke_token
from tongpan.agencies.domain.posts import Post
from tongpan.agencies.models import Officer
from tongpan.kernel import tokens
from tongpan.kernel.errors import Conflict, Forbidden, Invalid, NotFound
from tongpan.kernel.models import ApiToken, User

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.urls("tests.agencies.site")]


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
