"""The desks in a real browser: they renew themselves, wait while somebody works in them, fit both windows."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, Page, sync_playwright
from tests.command.stage import County, a_county_at_work
from tools.look import FLAGS, WINDOWS

import tongpan

CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
BUILT = Path(tongpan.__file__).parent / "ui" / "static" / "built" / "base.js"
pytestmark = [
    pytest.mark.e2e,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(not CHROMIUM, reason="no Chromium on this machine"),
    pytest.mark.skipif(not BUILT.exists(), reason="the front end is not built: python tools/front.py"),
]


@pytest.fixture
def staged(transactional_db: None, monkeypatch: pytest.MonkeyPatch) -> County:
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")  # the browser keeps an event loop in this thread
    return a_county_at_work(30)


@pytest.fixture
def browser(staged: County, live_server: Any) -> Iterator[Browser]:
    with sync_playwright() as play:
        opened = play.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield opened
        opened.close()


def opened_by(browser: Browser, staged: County, live_server: Any, who: str, window: str) -> Page:
    client = Client()
    client.force_login(staged.people[who].user)
    width, height = WINDOWS[window]
    context = browser.new_context(viewport={"width": width, "height": height}, base_url=live_server.url)
    cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": live_server.url}])
    return context.new_page()


def look_again(page: Page) -> None:
    page.evaluate("htmx.trigger(document.querySelector('[data-live]'), 'look')")
    page.wait_for_timeout(600)


class TestTheLivingPart:
    def test_renews_itself_and_keeps_the_map(self, browser, staged, live_server):
        page = opened_by(browser, staged, live_server, "district", "desk")
        page.goto("/district/")
        page.wait_for_selector("[data-map-ready]")
        page.evaluate("document.querySelector('#waiting').dataset.old = '1'")
        page.evaluate("document.querySelector('#open-map').dataset.kept = '1'")

        look_again(page)

        assert page.locator("#waiting[data-old]").count() == 0
        assert page.locator("#open-map[data-kept]").count() == 1

    def test_waits_while_somebody_works_in_it(self, browser, staged, live_server):
        page = opened_by(browser, staged, live_server, "dispatcher", "desk")
        page.goto("/desk/")
        page.evaluate("document.querySelector('#waiting').dataset.old = '1'")
        page.locator("#waiting a").first.focus()

        look_again(page)

        assert page.locator("#waiting[data-old]").count() == 1


class TestWindows:
    @pytest.mark.parametrize("window", ["desk", "phone"])
    def test_every_desk_fits_and_breaks_no_policy(self, browser, staged, live_server, window):
        wrong = []
        for who in ("dispatcher", "officer", "leader", "district", "liaison", "grid", "supervisor", "system"):
            page = opened_by(browser, staged, live_server, who, window)
            page.on("pageerror", lambda error, who=who: wrong.append(f"{who}: {error}"))
            page.goto("/")
            wider = page.evaluate("document.documentElement.scrollWidth - innerWidth")
            if wider > 0:
                wrong.append(f"{who}: wider by {wider}")
            page.context.close()

        assert wrong == []
