"""
Look at pages as people see them: sign in, and photograph addresses at the desk's and the phone's width.

``python tools/look.py --base http://127.0.0.1:8000 --user diaodu --password … --out var/look / /leads/``
``--dark`` and ``--large`` dress the page; ``--plain`` switches JavaScript off; ``--print`` writes A4 PDF too;
``--view`` photographs the window only, not the whole page. Prints one line a picture: status, load time, whether the
page is wider than the window, script errors.
"""

import argparse
import os
import re
import shutil
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urljoin

from playwright.sync_api import Browser, BrowserContext, Error, Page, sync_playwright

WINDOWS = {"desk": (1366, 768), "phone": (390, 844)}
FLAGS = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync --enable-unsafe-swiftshader --use-gl=angle --use-angle=swiftshader"
).split()
SETTLE_MS = 400
MAP_WAIT_MS = 8000


@dataclass
class Shot:
    """What was seen at one address."""

    status: int = 0
    seconds: float = 0.0
    wider_by: int = 0
    errors: list[str] = field(default_factory=list)


def browser_path() -> str:
    """Return the system's Chromium, or what ``CHROMIUM`` names."""
    names = ("chromium", "chromium-browser", "google-chrome")
    found = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, names)), None)
    if not found:
        sys.exit("no Chromium found: install it, or set CHROMIUM")
    return found


def file_name(address: str) -> str:
    """Return a file name for an address."""
    return re.sub(r"[^0-9A-Za-z一-鿿]+", "-", address).strip("-") or "home"


def open_window(browser: Browser, options: argparse.Namespace, window: str) -> BrowserContext:
    """Open a window of one size, dressed as asked, signed in."""
    width, height = WINDOWS[window]
    phone = window == "phone"
    context = browser.new_context(
        viewport={"width": width, "height": height},
        device_scale_factor=2 if phone else 1,
        is_mobile=phone, has_touch=phone, locale="zh-CN", timezone_id="Asia/Shanghai",
        java_script_enabled=not options.plain,
    )  # fmt: skip
    for name, on, value in (("tongpan_theme", options.dark, "dark"), ("tongpan_type", options.large, "large")):
        if on:
            context.add_cookies([{"name": name, "value": value, "url": options.base}])
    if options.user:
        sign_in(context, options)
    return context


def sign_in(context: BrowserContext, options: argparse.Namespace) -> None:
    """Sign in through the page a person uses."""
    page = context.new_page()
    page.goto(urljoin(options.base, options.login))
    page.fill("input[name=login]", options.user)
    page.fill("input[name=password]", options.password)
    page.press("input[name=password]", "Enter")
    page.wait_for_load_state("load")
    if options.login in page.url:
        sys.exit(f"sign-in as {options.user} failed: {page.inner_text('main')[:200]}")
    page.close()


def look(page: Page, address: str, picture: Path, options: argparse.Namespace) -> Shot:
    """Open one address and photograph it."""
    shot = Shot()
    page.on("pageerror", lambda error: shot.errors.append(str(error)))
    page.on("console", lambda line: shot.errors.append(line.text) if line.type == "error" else None)
    begun = time.perf_counter()
    answer = page.goto(address, wait_until="load")
    shot.seconds = time.perf_counter() - begun
    shot.status = answer.status if answer else 0
    if not options.plain:
        if page.query_selector("[data-map]"):
            try:
                page.wait_for_selector("[data-map-ready]", timeout=MAP_WAIT_MS)
            except Error:
                shot.errors.append("the map did not load")
        shot.wider_by = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    page.wait_for_timeout(SETTLE_MS)
    page.screenshot(path=str(picture), full_page=not options.view)
    if options.print:
        page.emulate_media(media="print")
        page.screenshot(path=str(picture.with_name(f"{picture.stem}-print.png")), full_page=True)
        page.pdf(path=str(picture.with_suffix(".pdf")), format="A4", print_background=True)
    return shot


def main() -> int:
    """Photograph every address at every width."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("addresses", nargs="+")
    parser.add_argument("--base", default="http://127.0.0.1:8000")
    parser.add_argument("--login", default="/accounts/login/")
    parser.add_argument("--user", default="")
    parser.add_argument("--password", default=os.environ.get("LOOK_PASSWORD", ""))
    parser.add_argument("--out", type=Path, default=Path("var/look"))
    parser.add_argument("--only", choices=sorted(WINDOWS))
    for flag in ("dark", "large", "plain", "print", "view"):
        parser.add_argument(f"--{flag}", action="store_true")
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    dress = "".join(f"-{flag}" for flag in ("dark", "large", "plain") if getattr(options, flag))
    bad = 0
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=browser_path(), args=FLAGS)
        for window in [options.only] if options.only else list(WINDOWS):
            context = open_window(browser, options, window)
            for address in options.addresses:
                picture = options.out / f"{file_name(address)}-{window}{dress}.png"
                page = context.new_page()
                shot = look(page, urljoin(options.base, address), picture, options)
                page.close()
                wrong = shot.status >= 400 or shot.wider_by > 0 or bool(shot.errors)
                bad += wrong
                wide = f" WIDER BY {shot.wider_by}px" if shot.wider_by > 0 else ""
                print(f"{shot.status} {shot.seconds:5.2f}s {picture}{wide} {' | '.join(shot.errors)[:300]}".rstrip())
            context.close()
        browser.close()
    return 1 if bad else 0


if __name__ == "__main__":
    raise SystemExit(main())
