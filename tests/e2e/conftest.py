"""A real browser before the real server and its worker, on a database of its own with the demo loaded once."""

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from tests import processes
from tools.look import FLAGS, WINDOWS

import tongpan

BUILT = Path(tongpan.__file__).parent / "ui" / "static" / "built" / "base.js"
PASSWORD = "tongpan-demo"


def wanting(what: str) -> None:
    """Skip where something is missing; where everything has to be there, fail."""
    if os.environ.get("CI") == "true":
        pytest.fail(what)
    pytest.skip(what)


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """One browser a module: while it is open a loop runs, and Django refuses the database to whatever follows."""
    path = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    if not path:
        wanting("no Chromium on this machine: install it, or name it in CHROMIUM")
    if not BUILT.exists():
        wanting("the front end is not built: python tools/front.py")
    with sync_playwright() as play:
        opened = play.chromium.launch(executable_path=path, args=FLAGS)
        yield opened
        opened.close()


@pytest.fixture(scope="module")
def environment(chromium, tmp_path_factory) -> processes.Environment:
    return processes.demo_copy(tmp_path_factory, tmp_path_factory.mktemp("site"))


@pytest.fixture(scope="module")
def site(environment, tmp_path_factory) -> Iterator[str]:
    with processes.served(environment, tmp_path_factory.mktemp("log") / "serve.log") as address:
        yield address


@dataclass
class People:
    """Opens a window for somebody; the first page is their own desk."""

    chromium: Browser
    site: str
    opened: list[BrowserContext]

    def visitor(self, window: str = "desk", **options) -> Page:
        width, height = WINDOWS[window]
        context = self.chromium.new_context(
            viewport={"width": width, "height": height}, base_url=self.site, locale="zh-CN", **options
        )
        context.set_default_timeout(15_000)
        self.opened.append(context)
        return context.new_page()

    def signed_in(self, username: str, window: str = "desk", **options) -> Page:
        page = self.visitor(window, **options)
        page.goto("/accounts/login/")
        sign_in(page, username)
        return page


def sign_in(page: Page, username: str) -> None:
    """Fill the form on the page and wait for what follows."""
    page.fill("[name=login]", username)
    page.fill("[name=password]", PASSWORD)
    page.click("form[action*=login] button.button-primary")
    page.wait_for_url(lambda url: "/accounts/login" not in url)


@pytest.fixture
def people(chromium, site) -> Iterator[People]:
    made = People(chromium, site, [])
    yield made
    for context in made.opened:
        context.close()


@pytest.fixture
def until() -> Callable[[Callable[[], object]], object]:
    """Ask again until the answer is yes."""
    import time

    def ask(question: Callable[[], object], seconds: float = 15) -> object:
        end = time.monotonic() + seconds
        while not (answer := question()):
            assert time.monotonic() < end, "it did not happen in time"
            time.sleep(0.2)
        return answer

    return ask
