"""当场处罚 on a phone in a real browser: from 今天 to the paper in the party's hand."""

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.e2e
FACTS = {
    "certain": "yes", "crime": "no", "harm": "SLIGHT", "minor": "no", "corrected": "no", "first": "no",
    "no_fault": "no", "fined": "no", "mitigating": "NONE",
}  # fmt: skip


def tap(page: Page, name: str, value: str = "") -> None:
    """Touch the label of a box, as a thumb does."""
    wanted = f"input[name={name}]" + (f'[value="{value}"]' if value else "")
    page.locator(f"label:has({wanted})").first.click()


def on(page: Page) -> None:
    """Go on to the next screen; it must fit the phone."""
    before = page.url
    page.click("main form.panel button.button-primary")
    page.wait_for_url(lambda url: url != before)
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wide <= 0, page.url


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without"])
def test_m146_two_officers_and_one_phone(people, script):
    page = people.signed_in("duiyuan", "phone", java_script_enabled=script)
    page.goto("/cases/on-the-spot/?q=随地吐痰")
    page.locator(".big-buttons button").first.click()
    page.wait_for_url("**/who/")
    for name, value in (("kind", "CITIZEN"), ("identified", "yes"), ("lucid", "yes"), ("shown", "")):
        tap(page, name, value)
    page.fill("[name=name]", "演示当事人壬")
    page.fill("[name=identity]", "330802199003030018")
    assert page.locator("[name=second]").input_value(), "who stood there the last time is proposed"
    on(page)
    page.fill("[name=place]", "航埠镇中心街 12 号门前")
    for name, value in (*FACTS.items(), ("evidence", "现场照片"), ("verified", "")):
        tap(page, name, value)
    on(page)
    tap(page, "kinds", "WARN")
    tap(page, "correcting", "NOW")
    on(page)
    for name, value in (("content_told", ""), ("rights_told", ""), ("answered", "WAIVED")):
        tap(page, name, value)
    on(page)
    page.fill("[name=password]", "not-mine")
    page.click("main form.panel button.button-primary")
    expect(page.locator("main .errors")).to_contain_text("密码")
    page.fill("[name=password]", "tongpan-demo")
    on(page)
    expect(page.locator("h1")).to_contain_text("当罚〔")
    tap(page, "signed", "yes")
    page.click("main .panel-next button.button-primary")
    expect(page.locator("main")).to_contain_text("当事人签收")
    page.goto(page.url + "paper/")
    expect(page.locator("article")).to_contain_text("先向柯城区人民政府申请行政复议")
