"""The frame in a real browser, under the real content policy: wide, narrow, dark, without scripts, without network."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.test.testcases import LiveServerThread
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright
from tools.look import FLAGS, WINDOWS

import tongpan
from tests.ui import site

CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
BUILT = Path(tongpan.__file__).parent / "ui" / "static" / "built" / "base.js"
pytestmark = [
    pytest.mark.e2e,
    pytest.mark.urls("tests.ui.site"),
    pytest.mark.skipif(not CHROMIUM, reason="no Chromium on this machine"),
    pytest.mark.skipif(not BUILT.exists(), reason="the front end is not built: python tools/front.py"),
]
PHONE, DESK = WINDOWS["phone"], WINDOWS["desk"]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as play:
        opened = play.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield opened
        opened.close()


@pytest.fixture
def base(settings) -> Iterator[str]:
    settings.TONGPAN_DEMO = True
    settings.DEBUG = True  # staticfiles serves the sources
    settings.CONTENT_SECURITY_POLICY = settings.CONTENT_SECURITY_POLICY
    server = LiveServerThread("127.0.0.1", StaticFilesHandler)
    server.daemon = True
    server.start()
    server.is_ready.wait()
    assert server.error is None
    site.RECEIVED.clear()
    yield f"http://localhost:{server.port}"
    server.terminate()


@pytest.fixture
def window(browser: Browser, base: str) -> Iterator[BrowserContext]:
    context = browser.new_context(viewport={"width": DESK[0], "height": DESK[1]}, base_url=base, locale="zh-CN")
    yield context
    context.close()


@pytest.fixture
def page(window: BrowserContext) -> Page:
    return window.new_page()


def watch(page: Page) -> list[str]:
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda line: errors.append(line.text) if line.type == "error" else None)
    return errors


class TestStylePage:
    @pytest.mark.parametrize("theme", ["light", "dark"])
    @pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
    def test_fits_its_window_and_breaks_no_policy(self, page, base, size, theme):
        errors = watch(page)
        page.context.add_cookies([{"name": "tongpan_theme", "value": theme, "url": base}])
        page.set_viewport_size({"width": size[0], "height": size[1]})

        page.goto("/ui/components/")
        page.wait_for_selector("[data-map-ready]")
        page.wait_for_selector("[data-chart] svg")

        assert page.evaluate("document.documentElement.scrollWidth") <= size[0]
        assert errors == []

    def test_fits_a_phone_with_large_type(self, page, base):
        page.context.add_cookies([{"name": "tongpan_type", "value": "large", "url": base}])
        page.set_viewport_size({"width": PHONE[0], "height": PHONE[1]})

        page.goto("/ui/components/")

        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE[0]

    def test_rows_become_cards_with_their_columns_names_on_a_phone(self, page):
        page.set_viewport_size({"width": PHONE[0], "height": PHONE[1]})
        page.goto("/ui/components/")

        cell = page.locator("table.list tbody tr").first.locator("td[data-label='来源']")

        assert cell.count() == 1
        assert page.locator("table.list tbody tr").first.evaluate("row => getComputedStyle(row).display") == "grid"

    def test_everything_pressed_on_a_phone_is_large_enough(self, page):
        page.set_viewport_size({"width": PHONE[0], "height": PHONE[1]})
        page.goto("/ui/components/")

        heights = page.locator("main .button:visible").evaluate_all("all => all.map(one => one.offsetHeight)")

        assert min(heights) >= 44

    def test_only_one_button_of_a_panel_is_filled(self, page):
        page.goto("/ui/components/")

        assert page.locator(".panel-next .button-primary").count() == 1


class TestKeyboard:
    def test_the_first_stop_is_the_way_past_the_navigation(self, page):
        page.goto("/ui/components/")

        page.keyboard.press("Tab")

        assert page.evaluate("document.activeElement.className") == "skip"

    def test_j_and_k_walk_the_list(self, page):
        page.goto("/ui/components/")

        page.keyboard.press("j")
        first = page.evaluate("document.activeElement.textContent")
        page.keyboard.press("j")
        second = page.evaluate("document.activeElement.textContent")
        page.keyboard.press("k")

        assert first != second
        assert page.evaluate("document.activeElement.textContent") == first


class TestConfirm:
    def test_asks_first_and_can_be_declined(self, page):
        page.goto("/ui/components/")

        page.locator("[data-confirm]").click()
        expect(page.locator("#confirm")).to_be_visible()
        page.keyboard.press("Escape")

        expect(page.locator("#confirm")).to_be_hidden()


class TestForm:
    def test_what_was_typed_survives_a_reload(self, page):
        page.goto("/plain/")
        page.fill("#id_text", "沿河倾倒垃圾")
        page.wait_for_selector("text=草稿已存本机")

        page.reload()

        expect(page.locator("#id_text")).to_have_value("沿河倾倒垃圾")

    def test_a_draft_is_gone_once_it_was_accepted(self, page):
        page.goto("/plain/")
        page.fill("#id_text", "沿河倾倒垃圾")
        page.wait_for_selector("text=草稿已存本机")
        page.click("text=保存")
        page.wait_for_url("**/done/")

        page.goto("/plain/")

        expect(page.locator("#id_text")).to_have_value("")

    def test_a_refused_form_comes_back_as_it_was_typed(self, page):
        page.goto("/plain/")
        page.fill("#id_place", "新桥村")

        page.click("text=保存")

        expect(page.locator("#id_place")).to_have_value("新桥村")
        expect(page.locator("#id_text_error")).to_be_visible()

    def test_two_quick_presses_submit_once(self, page):
        page.goto("/plain/")
        page.fill("#id_text", "占道")

        page.locator("text=保存").evaluate("button => { button.click(); button.click(); }")
        page.wait_for_url("**/done/")

        assert len(site.RECEIVED) == 1


class TestWithoutJavaScript:
    def test_a_form_still_goes_out(self, browser, base):
        context = browser.new_context(java_script_enabled=False, base_url=base)
        page = context.new_page()
        page.goto("/leads/report/")
        page.fill("#id_text", "占道")
        page.set_input_files("#id_photos", {"name": "a.jpg", "mimeType": "image/jpeg", "buffer": b"x"})

        page.click("button:has-text('上报')")

        assert page.url.endswith("/done/")
        assert site.RECEIVED[0]["photos"] == 1
        context.close()

    def test_filters_and_files_can_be_reached(self, browser, base):
        context = browser.new_context(java_script_enabled=False, base_url=base)
        page = context.new_page()
        page.goto("/ui/components/")

        expect(page.locator(".filters-form select").first).to_be_visible()
        expect(page.locator("#id_photos")).to_be_visible()
        context.close()


class TestOffline:
    def ready(self, page: Page) -> None:
        page.goto("/leads/report/")
        page.evaluate("navigator.serviceWorker.ready.then(() => true)")
        page.reload()
        page.wait_for_function("navigator.serviceWorker.controller !== null")

    def test_a_report_waits_on_the_phone_and_goes_out_once(self, page):
        self.ready(page)
        page.context.set_offline(True)
        page.fill("#id_text", "断网时看到的事")
        page.set_input_files("#id_photos", {"name": "a.jpg", "mimeType": "image/jpeg", "buffer": b"x"})
        page.click("button:has-text('上报')")
        expect(page.locator("[data-outbox]")).to_contain_text("未同步 1 条")
        assert site.RECEIVED == []

        page.context.set_offline(False)
        expect(page.locator("#toasts")).to_contain_text("已补报 1 条")

        assert [report["text"] for report in site.RECEIVED] == ["断网时看到的事"]
        assert site.RECEIVED[0]["photos"] == 1
        assert len(site.RECEIVED[0]["idempotency_key"]) == 36

    def test_the_report_page_opens_without_network(self, page):
        self.ready(page)
        page.context.set_offline(True)

        page.reload()

        expect(page.locator("h1")).to_have_text("一键上报")
        expect(page.locator("[data-outbox]")).to_contain_text("已断网")

    def test_any_other_page_says_that_there_is_no_network(self, page):
        self.ready(page)
        page.context.set_offline(True)

        page.goto("/plain/")

        expect(page.locator("h1")).to_have_text("现在没有网络")

    def test_a_wrong_report_is_shown_in_place(self, page):
        page.goto("/leads/report/")
        page.locator("form[data-report]").evaluate("form => form.noValidate = true")

        page.click("button:has-text('上报')")

        expect(page.locator("#id_text_error")).to_be_visible()

    def test_the_position_is_asked_for_only_when_pressed(self, browser, base):
        context = browser.new_context(
            base_url=base, permissions=["geolocation"], geolocation={"longitude": 118.87, "latitude": 28.93}
        )
        page = context.new_page()
        page.goto("/leads/report/")
        expect(page.locator("[data-locate-status]")).to_be_empty()

        page.click("[data-locate]")

        expect(page.locator("[data-locate-status]")).to_contain_text("已取得位置")
        context.close()
