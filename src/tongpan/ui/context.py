"""What every page's frame shows: product, navigation, who is signed in, and how the page is displayed."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import cached_property

from tongpan.kernel import clock
from tongpan.ui import navigation, timetext
from tongpan.ui.pages import wants_fragment

PRODUCT = "通盘"
TAGLINE = "一支队伍管执法"
THEMES = ("light", "dark")
TYPE_SIZES = ("normal", "large")
THEME_COOKIE = "tongpan_theme"
TYPE_COOKIE = "tongpan_type"

NoticeCounter = Callable[[HttpRequest], int]
_notice_counters: list[NoticeCounter] = []


def count_notices_with(counter: NoticeCounter) -> NoticeCounter:
    """Let a feature say how many unread messages the signed-in person has; called once at start."""
    _notice_counters.append(counter)
    return counter


@dataclass(frozen=True, slots=True)
class DemoAccount:
    """An account of the demo, offered on the sign-in page."""

    username: str
    password: str
    role: str

    @property
    def kind(self) -> str:
        """The role without the place before it: 航埠镇 执法队员 is one of 执法队员."""
        return self.role.rpartition(" ")[2]


DemoAccounts = Callable[[], Sequence[DemoAccount]]
_demo_accounts: list[DemoAccounts] = []


def offer_demo_accounts(provider: DemoAccounts) -> DemoAccounts:
    """Let the feature that makes the demo's people name them for the sign-in page; called once at start."""
    _demo_accounts.append(provider)
    return provider


class Shell:
    """The frame of one request's page. Everything dear is worked out only when a template asks."""

    product = PRODUCT
    tagline = TAGLINE

    def __init__(self, request: HttpRequest) -> None:
        self._request = request
        self.today = clock.today()
        self.demo = bool(getattr(settings, "TONGPAN_DEMO", False))
        self.theme = _choice(request, THEME_COOKIE, THEMES)
        self.type_size = _choice(request, TYPE_COOKIE, TYPE_SIZES)
        self.tiles = getattr(settings, "TONGPAN_MAP_TILES", "")

    @property
    def printed(self) -> str:
        """The line a printed page carries: when, and by whom."""
        when = f"{timetext.cn_date(clock.now())} {clock.now():%H:%M}"
        return f"{when} · {self.name} 打印" if self.name else when

    @property
    def frame(self) -> str:
        """What a page extends that is answered to htmx as a part: ``{% extends shell.frame %}``."""
        return "ui/fragment.html" if wants_fragment(self._request) else "ui/base.html"

    @property
    def bare_frame(self) -> str:
        """The same for pages without navigation."""
        return "ui/fragment.html" if wants_fragment(self._request) else "ui/bare.html"

    @cached_property
    def signed_in(self) -> bool:
        """Whether somebody is signed in."""
        user = getattr(self._request, "user", None)
        return bool(user is not None and user.is_authenticated)

    @cached_property
    def name(self) -> str:
        """Who: the person's name, else the account's."""
        if not self.signed_in:
            return ""
        return str(getattr(getattr(self._request, "actor", None), "name", "") or getattr(self._request, "user", ""))

    @cached_property
    def duty(self) -> str:
        """In which posts, and where."""
        actor = getattr(self._request, "actor", None)
        return str(getattr(actor, "duty", "") or "") if self.signed_in else ""

    @cached_property
    def _links(self) -> list[navigation.Link]:
        actor = getattr(self._request, "actor", None)
        permissions: frozenset[str] = frozenset(map(str, getattr(actor, "permissions", ())))
        return navigation.links_for(permissions, self._request.path)

    @property
    def groups(self) -> list[tuple[str, list[navigation.Link]]]:
        """The left rail, by group."""
        return navigation.grouped(self._links) if self.signed_in else []

    @property
    def phone_links(self) -> list[navigation.Link]:
        """The bottom bar of a phone: four at most."""
        return [link for link in self._links if link.phone][:4] if self.signed_in else []

    @property
    def report_url(self) -> str:
        """Where the big report button leads."""
        return navigation.first_url(navigation.REPORT_URLS)

    @property
    def search_url(self) -> str:
        """Where the search box leads."""
        return navigation.first_url(navigation.SEARCH_URLS) if self.signed_in else ""

    @property
    def notices_url(self) -> str:
        """Where the bell leads."""
        return navigation.first_url(navigation.NOTICE_URLS) if self.signed_in else ""

    @cached_property
    def demo_accounts(self) -> list[DemoAccount]:
        """Whom one may sign in as, in the demo only: first one account of every role, then the others."""
        if not self.demo:
            return []
        every = [account for provider in _demo_accounts for account in provider()]
        firsts = {account.kind: account for account in reversed(every)}
        return sorted(every, key=lambda account: firsts[account.kind] is not account)

    @property
    def demo_roles(self) -> int:
        """How many of the demo accounts come first."""
        return len({account.kind for account in self.demo_accounts})

    @property
    def notice_count(self) -> int:
        """How many messages wait to be read."""
        return sum(counter(self._request) for counter in _notice_counters) if self.signed_in else 0


def _choice(request: HttpRequest, cookie: str, allowed: tuple[str, ...]) -> str:
    value = request.COOKIES.get(cookie, "")
    return value if value in allowed else allowed[0]


def shell(request: HttpRequest) -> dict[str, Any]:
    """Give templates ``shell`` and ``today``."""
    frame = Shell(request)
    return {"shell": frame, "today": frame.today}
