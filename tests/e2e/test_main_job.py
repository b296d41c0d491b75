"""From a problem seen to a closed, provable result: each person at their own desk, in a real browser."""

import re

import pytest
from playwright.sync_api import Page, expect
from tests import processes

pytestmark = pytest.mark.e2e
HERE = "航埠镇"


def reported(page: Page, text: str) -> tuple[str, str]:
    """Report as a citizen; return number and code of the receipt."""
    page.goto("/leads/public/")
    page.fill("[name=text]", text)
    page.select_option("[name=town]", label=HERE)
    page.fill("[name=place_text]", "菜场东门")
    page.click("main button.button-primary.button-large")
    page.wait_for_selector(".receipt-number")
    number, code = page.locator(".receipt-number").all_inner_texts()
    return number.strip(), code.strip()


def opened(page: Page, number: str) -> None:
    page.goto(f"/leads/n/{number}/")
    expect(page.locator("main")).to_contain_text(number)


def step(page: Page, words: str) -> None:
    """Take the step that the lead's page offers."""
    page.locator(".panel-next a", has_text=words).first.click()


def assigned(page: Page, number: str) -> None:
    """Send a lead to the team that the system proposes."""
    opened(page, number)
    step(page, "交办")
    page.wait_for_url("**/assign/**")
    if not page.locator("[name=team]:checked").count():
        page.locator("[name=team]").first.check()
    page.click("main form button.button-primary")
    page.wait_for_url(lambda url: "/assign" not in url)


def test_m090_m254_from_a_report_to_the_archive(people, until, environment):
    citizen = people.visitor("phone")
    number, code = reported(citizen, "东岳路菜场门口有流动摊贩占道经营，人行道走不了人")
    dispatcher = people.signed_in("diaodu")
    expect(dispatcher.locator("main")).to_contain_text("待分流")
    dispatcher.goto("/leads/?g=todo")
    expect(dispatcher.locator("main")).to_contain_text(number)
    assigned(dispatcher, number)

    officer = people.signed_in("duiyuan", "phone")
    officer.goto("/dispatch/?status=WAITING")
    officer.locator("main a", has_text="东岳路菜场门口").first.click()
    officer.wait_for_url("**/dispatch/orders/**")
    wide = officer.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wide <= 0, "the page fits the phone"
    officer.locator("form[action$='/sign/'] button").click()
    officer.wait_for_selector("[name=result]")
    _chosen(officer, "outcome", "CORRECTED")
    officer.fill("[name=result]", "现场劝离，已清理干净")
    officer.locator("form[action*=finish] button.button-primary").click()
    expect(officer.locator("main")).to_contain_text("已办结")

    opened(dispatcher, number)
    dispatcher.goto(dispatcher.url.rstrip("/").replace("/leads/", "/dispatch/leads/") + "/check/")
    dispatcher.click("button[value=accept]")
    dispatcher.wait_for_url(lambda url: "/check" not in url)
    opened(dispatcher, number)
    dispatcher.goto(dispatcher.url + "answer/")
    _chosen(dispatcher, "way", None)
    dispatcher.fill("[name=answer]", "摊贩已劝离，路面已清理，欢迎监督。")
    dispatcher.click("main form button.button-primary")
    dispatcher.wait_for_url(lambda url: "/answer" not in url)
    opened(dispatcher, number)
    dispatcher.goto(dispatcher.url + "archive/")
    dispatcher.click("main form button.button-primary")
    dispatcher.wait_for_url(lambda url: not url.rstrip("/").endswith("/archive"))
    opened(dispatcher, number)
    expect(dispatcher.locator("main")).to_contain_text("已归档")

    citizen.goto("/leads/public/progress/")
    citizen.fill("[name=number]", number)
    citizen.fill("[name=code]", code)
    citizen.click("main form button.button-primary")
    expect(citizen.locator("main")).to_contain_text("摊贩已劝离，路面已清理")
    verified = processes.tongpan(environment, "ledger", "verify", "--json")
    assert processes.last_json(verified)["ok"]


def _chosen(page: Page, name: str, value: str | None) -> None:
    """Choose in a list or among buttons; with no value, the first that is one."""
    select = page.locator(f"select[name={name}]")
    if select.count():
        value = value or select.locator("option:not([value=''])").first.get_attribute("value")
        select.select_option(value)
    elif value:
        page.locator(f"[name={name}][value={value}]").check()
    elif page.locator(f"[name={name}]").count():
        page.locator(f"[name={name}]").first.check()


def test_an_expired_login_in_the_middle_of_a_form_loses_nothing(people):
    page = people.signed_in("diaodu")
    page.goto("/leads/register/")
    page.fill("[name=text]", "半路上登录过期，写了一半的登记")
    page.context.clear_cookies(name="sessionid")

    page.locator("main form[method=post] button.button-primary").last.click()

    expect(page.locator("body")).to_contain_text(re.compile("登录已过期|请(重新)?登录|过期"))
    if page.locator("[name=login]").count():
        page.fill("[name=login]", "diaodu")
        page.fill("[name=password]", "tongpan-demo")
        page.click("form[action*=login] button.button-primary")
        page.wait_for_url(lambda url: "/accounts/login" not in url)
    page.goto("/leads/register/")
    expect(page.locator("[name=text]")).to_have_value("半路上登录过期，写了一半的登记")


def test_an_auxiliary_is_offered_no_settling_and_refused_when_trying(people):
    citizen = people.visitor()
    number, _ = reported(citizen, "协管员不能办结的一件：门前堆放杂物占道")
    page = people.signed_in("xieguan", "phone")

    page.goto("/leads/fast/")
    assert page.locator("main form[method=post] [name=outcome]").count() == 0
    expect(page.locator("main")).to_contain_text(re.compile("只有执法人员|不能|找不到|没有"))
    page.goto(f"/leads/n/{number}/")
    assert page.locator(".panel-next a", has_text="办结").count() == 0
    token = next(one["value"] for one in page.context.cookies() if one["name"] == "csrftoken")
    answer = page.request.post(
        "/leads/fast/",
        form={"csrfmiddlewaretoken": token, "text": "x", "outcome": "SETTLED_ON_SPOT", "result": "已办"},
        headers={"Referer": page.url},
    )
    assert answer.status in {403, 404, 422}


def test_a_grid_workers_report_made_without_network_is_sent_later(people, until):
    page = people.signed_in("wangge", "phone")
    page.goto("/leads/quick/")
    page.wait_for_load_state("networkidle")
    page.context.set_offline(True)
    page.fill("[name=text]", "断网时看到河边有人倒建筑垃圾")
    page.locator("form[data-report] button.button-primary").click()
    expect(page.locator("[data-outbox]")).to_contain_text("未同步 1 条")

    page.context.set_offline(False)

    expect(page.locator("[data-outbox] >> text=未同步 1 条")).to_have_count(0, timeout=20_000)
    page.goto("/leads/mine/")
    expect(page.locator("main")).to_contain_text("断网时看到河边有人倒建筑垃圾")
    assert page.locator("main a", has_text="断网时看到河边").count() == 1


def test_without_scripts_one_can_report_and_assign(people):
    citizen = people.visitor(java_script_enabled=False)
    number, code = reported(citizen, "没有脚本也能报：桥头流动摊贩占道经营")
    assert re.fullmatch(r"\d{8}", code)

    dispatcher = people.signed_in("diaodu", java_script_enabled=False)
    assigned(dispatcher, number)
    opened(dispatcher, number)

    expect(dispatcher.locator("main")).to_contain_text("待签收")


def test_signing_in_needs_no_mouse(people):
    page = people.visitor()
    page.goto("/accounts/login/")
    page.locator("[name=login]").focus()
    page.keyboard.type("duiyuan2")
    page.keyboard.press("Tab")
    page.keyboard.type("tongpan-demo")
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: "/accounts/login" not in url)

    page.keyboard.press("Tab")
    ring = "getComputedStyle(document.activeElement)"
    assert page.evaluate("document.activeElement !== document.body")
    assert page.evaluate(f"{ring}.outlineStyle !== 'none' || {ring}.boxShadow !== 'none'"), "one sees where one is"
    for _ in range(40):
        if page.evaluate("document.activeElement.closest('main') !== null"):
            break
        page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null"), "the keyboard reaches the desk"


def test_large_type_is_one_press_away_and_nothing_is_cut(people):
    page = people.visitor("phone")
    page.goto("/leads/public/")
    before = page.evaluate("parseFloat(getComputedStyle(document.body).fontSize)")

    page.click(".public-tools button[name=type][value=large]")
    page.wait_for_selector(".public-tools button[name=type][value=normal]")

    assert page.url.endswith("/leads/public/")
    assert page.evaluate("parseFloat(getComputedStyle(document.body).fontSize)") >= before * 1.15
    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0


@pytest.mark.parametrize("window", ["desk", "phone"])
@pytest.mark.parametrize(
    "username",
    ["diaodu", "duiyuan", "duizhang", "fuze", "quzong", "zongdiaodu", "lianluo", "fazhi", "wangge", "jiandu", "sifa",
     "qingdan", "xieguan", "guanli"],
)  # fmt: skip
def test_every_role_has_a_first_page_that_works(people, username, window):
    wrong: list[str] = []
    page = people.visitor(window)
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("response", lambda answer: wrong.append(f"{answer.status} {answer.url}") if answer.status >= 400 else None)
    page.goto("/accounts/login/")
    page.fill("[name=login]", username)
    page.fill("[name=password]", "tongpan-demo")
    page.click("form[action*=login] button.button-primary")
    page.wait_for_url(lambda url: "/accounts/login" not in url)
    page.wait_for_load_state("networkidle")

    assert wrong == []
    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0
