"""The frame: pages whole and in part, navigation, error pages, display choices, the installable application."""

import json
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import HttpResponse
from django.template.loader import render_to_string
from django.test import Client, RequestFactory

from tongpan.ui import errors, navigation
from tongpan.ui.context import Shell, shell
from tongpan.ui.pages import page

pytestmark = pytest.mark.urls("tests.ui.site")
HTMX = {"HX-Request": "true"}


@pytest.fixture
def client() -> Client:
    return Client(raise_request_exception=False)


@pytest.fixture(autouse=True)
def _demo(settings):
    settings.TONGPAN_DEMO = True


def text(response: HttpResponse) -> str:
    return response.content.decode()


class TestPage:
    def test_is_whole_for_a_browser_and_says_that_it_varies(self):
        response = page(RequestFactory().get("/"), "ui/offline")

        assert "<!doctype html>" in text(response)
        assert response["Vary"] == "HX-Request"

    @pytest.mark.parametrize("extra", [{"HX-Boosted": "true"}, {"HX-History-Restore-Request": "true"}])
    def test_is_whole_for_boosted_links_and_restored_history(self, extra):
        response = page(RequestFactory().get("/", headers=HTMX | extra), "ui/offline")

        assert "<!doctype html>" in text(response)

    def test_an_error_answers_htmx_with_its_words_alone(self, client):
        answer = text(client.get("/nowhere/", headers=HTMX))

        assert "没有找到" in answer
        assert "<html" not in answer


class TestStylePage:
    def test_shows_every_component_without_a_missing_variable(self, client):
        response = client.get("/ui/components/")

        assert response.status_code == 200
        assert "[[undefined" not in text(response)
        assert "演示数据" in text(response)

    def test_exists_only_while_building_and_showing(self, client, settings):
        settings.TONGPAN_DEMO = False

        assert client.get("/ui/components/").status_code == 404

    def test_labels_no_data_as_a_demo_in_production(self, client, settings):
        settings.TONGPAN_DEMO = False

        assert "演示数据" not in text(client.get("/offline/"))


class TestErrors:
    @pytest.mark.parametrize("status", [400, 403, 404, 413, 429])
    def test_each_says_what_happened_and_the_way_forward(self, status):
        answer = text(errors.error_page(RequestFactory().get("/"), status))

        assert "怎么办" in answer
        assert "[[undefined" not in answer

    def test_a_fault_of_ours_needs_neither_session_nor_database(self):
        response = errors.server_error(RequestFactory().get("/"))

        assert response.status_code == 500
        assert "数据没有改动" in text(response)

    def test_an_expired_sign_in_is_said_in_plain_words(self):
        response = errors.csrf_failure(RequestFactory().post("/"))

        assert response.status_code == 403
        assert "登录已过期" in text(response)

    def test_a_refusal_folds_its_article_under_the_reason(self):
        request = RequestFactory().get("/")
        breach = SimpleNamespace(message="听证申请期限已届满", citation="行政处罚法第六十四条第一项")
        problem = SimpleNamespace(message="听证申请期限已届满", verdict=(breach,))

        answer = render_to_string("refusal.html", {"refusal": problem}, request)

        assert answer.index("听证申请期限已届满") < answer.index("行政处罚法第六十四条第一项")
        assert "<details" in answer


class TestDisplay:
    def test_keeps_the_choice_in_a_cookie_and_goes_back(self, client):
        response = client.post("/ui/display/", {"theme": "dark", "type": "large", "next": "/offline/"})

        assert response["Location"] == "/offline/"
        assert 'data-theme="dark" data-type="large"' in text(client.get("/offline/"))

    @pytest.mark.parametrize("away", ["https://example.org/", "//example.org", "javascript:alert(1)"])
    def test_never_leads_to_another_site(self, client, away):
        assert client.post("/ui/display/", {"theme": "dark", "next": away})["Location"] == "/"

    def test_ignores_a_choice_it_does_not_know(self, client):
        assert "tongpan_theme" not in client.post("/ui/display/", {"theme": "<x>"}).cookies


class TestNavigation:
    def test_leaves_out_what_has_no_page_and_what_is_not_permitted(self):
        entries = (
            navigation.Entry("线索", "list", ("leads:list",), ("leads:view",)),
            navigation.Entry("归档", "archive", ("leads:archive",), ("leads:archive",)),
            navigation.Entry("没有", "x", ("nowhere:page",)),
        )

        links = navigation.links_for(frozenset({"leads:view"}), "/leads/list/5", entries)

        assert [(link.label, link.current) for link in links] == [("线索", True)]

    def test_a_visitor_has_no_rail(self):
        request = RequestFactory().get("/")
        request.user = AnonymousUser()

        assert Shell(request).groups == []

    def test_costs_nothing_until_a_template_asks(self):
        class Untouchable:
            def __getattr__(self, name: str) -> object:
                raise AssertionError(f"{name} was read")

        request = RequestFactory().get("/")
        request.user = request.actor = Untouchable()

        assert shell(request)["today"]

    def test_m254_one_frame_for_every_post(self):
        every = frozenset(permission for entry in navigation.ENTRIES for permission in entry.permissions)

        links = navigation.links_for(every, "/")

        assert {"线索", "归档"} <= {link.label for link in links}


class TestInstallable:
    def test_manifest_names_the_product_and_its_icons(self, client):
        facts = json.loads(client.get("/manifest.webmanifest").content)

        assert facts["short_name"] == "通盘"
        assert facts["shortcuts"][0]["url"] == "/leads/report/"

    def test_the_worker_stands_at_the_root(self, client):
        response = client.get("/sw.js")

        assert response["Service-Worker-Allowed"] == "/"
        assert response["Content-Type"].startswith("text/javascript")
        assert '"report": "/leads/report/"' in text(response)


def test_a_fields_file_can_be_found_by_the_packaging():
    static = Path(navigation.__file__).parent / "static" / "ui"

    assert {"base.css", "shell.css", "components.css", "tables.css", "print.css", "sw.js"} <= {
        p.name for p in static.iterdir()
    }
