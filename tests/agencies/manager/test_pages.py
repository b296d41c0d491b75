"""The system manager's pages: who opens them, what they say is missing, what a file brings in."""

from io import BytesIO

import pytest
from django.urls import reverse
from tests.agencies.stage import signed_in
from tests.agencies.test_importing import a_file
from tests.cast import a_department, a_resident_squad, a_town, an_officer, another_town, dispatcher_wu, officer_li

from tongpan.agencies.domain.fields import Domain
from tongpan.agencies.domain.posts import Post, TeamKind
from tongpan.agencies.models import Posting, Team
from tongpan.kernel.models import User

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.urls("tests.agencies.site")]


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
