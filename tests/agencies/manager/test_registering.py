"""People and bodies are registered and corrected; a county is staffed by hand."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from tests.agencies.stage import actions_of
from tests.cast import (
    NOW,
    TODAY,
    a_county,
    a_department,
    a_town,
    a_town_government,
    actor,
    an_officer,
    another_town,
    auxiliary_jiang,
    dispatcher_wu,
    officer_li,
)

from tongpan.agencies.actions import registry
from tongpan.agencies.domain.posts import AgencyKind, Establishment, Post, StaffKind
from tongpan.agencies.models import Agency, Appointment, Officer
from tongpan.kernel import ledger
from tongpan.kernel.errors import Conflict, Forbidden, Invalid
from tongpan.kernel.models import User

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.urls("tests.agencies.site")]


class TestRegistering:
    def amend(self, person, who, **changed):
        facts = {
            "version": person.version, "name": "李明", "staff_kind": StaffKind.OFFICER, "title": "组长",
            "professional_title": "", "establishment": Establishment.ESTABLISHED, "phone": "",
            "legally_qualified": None, "reviewed_before": None,
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

    def test_what_a_legal_reviewer_must_have_is_registered_with_its_trace(self, cast, zhu):
        """处罚法 58：初次从事法制审核的人员应当通过国家统一法律职业资格考试。"""
        li = officer_li(cast)

        self.amend(li, zhu, legally_qualified=True, title="")

        li.refresh_from_db()
        assert li.legally_qualified is True
        assert ledger.history(li)[-1].facts["changed"] == {"legally_qualified": [None, True]}

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
