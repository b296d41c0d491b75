"""The desks in a real browser: they renew themselves, wait while somebody works in them, fit both windows."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, Page, sync_playwright
from tests.command.stage import a_county_at_work
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


WHO = ("dispatcher", "officer", "leader", "district", "liaison", "grid", "supervisor", "system")


@pytest.fixture
def sessions(transactional_db: None) -> dict[str, str]:
    """Everybody's session, made before the browser opens: its event loop would get a database connection of its own."""
    county = a_county_at_work(30)
    found = {}
    for who in WHO:
        client = Client()
        client.force_login(county.people[who].user)
        found[who] = client.cookies[settings.SESSION_COOKIE_NAME].value
    return found


@pytest.fixture
def browser(sessions: dict[str, str], live_server: Any) -> Iterator[Browser]:
    with sync_playwright() as play:
        opened = play.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield opened
        opened.close()


@pytest.fixture
def opened_by(browser: Browser, sessions: dict[str, str], live_server: Any) -> Callable[[str, str], Page]:
    def opening(who: str, window: str) -> Page:
        width, height = WINDOWS[window]
        context = browser.new_context(viewport={"width": width, "height": height}, base_url=live_server.url)
        cookie = {"name": settings.SESSION_COOKIE_NAME, "value": sessions[who], "url": live_server.url}
        context.add_cookies([cookie])
        return context.new_page()

    return opening


def leave(page: Page) -> None:
    """Let what is on its way arrive, so that no request outlives the database."""
    page.wait_for_load_state("networkidle")
    page.context.close()


def look_again(page: Page) -> None:
    page.evaluate("htmx.trigger(document.querySelector('[data-live]'), 'look')")
    page.wait_for_timeout(600)


class TestTheLivingPart:
    def test_renews_itself_and_keeps_the_map(self, opened_by):
        page = opened_by("district", "desk")
        page.goto("/district/")
        page.wait_for_selector("[data-map-ready]")
        page.evaluate("document.querySelector('#waiting').dataset.old = '1'")
        page.evaluate("document.querySelector('#open-map').dataset.kept = '1'")

        look_again(page)

        assert page.locator("#waiting[data-old]").count() == 0
        assert page.locator("#open-map[data-kept]").count() == 1
        leave(page)

    def test_waits_while_somebody_works_in_it(self, opened_by):
        page = opened_by("dispatcher", "desk")
        page.goto("/desk/")
        page.evaluate("document.querySelector('#waiting').dataset.old = '1'")
        page.locator("#waiting a").first.focus()

        look_again(page)

        assert page.locator("#waiting[data-old]").count() == 1
        leave(page)


class TestWindows:
    @pytest.mark.parametrize("window", ["desk", "phone"])
    def test_every_desk_fits_and_breaks_no_policy(self, opened_by, window):
        wrong = []
        for who in WHO:
            page = opened_by(who, window)
            page.on("pageerror", lambda error, who=who: wrong.append(f"{who}: {error}"))
            page.goto("/")
            wider = page.evaluate("document.documentElement.scrollWidth - innerWidth")
            if wider > 0:
                wrong.append(f"{who}: wider by {wider}")
            leave(page)

        assert wrong == []
