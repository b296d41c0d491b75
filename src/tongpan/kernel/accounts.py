"""
Accounts are given out by the system manager: nobody signs up.

The manager never chooses a person's password. An account starts, or starts anew, with a one-time password that is shown
once; until its owner has chosen a password, the account opens nothing but the page where that is done.
"""

import re
import secrets
from collections.abc import Callable
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, resolve_url

from tongpan.kernel import clock, ledger
from tongpan.kernel.errors import Forbidden, Invalid
from tongpan.kernel.models import User
from tongpan.kernel.problems import problem_response

LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
"""without those that are taken for each other when a password is read from paper: i l o 0 1"""
GROUPS, GROUP_LENGTH = 3, 4
USERNAME = re.compile(r"[a-z][a-z0-9._-]{1,31}")
USERNAME_RULE = "账号用 2 到 32 个小写字母、数字、点、下划线或短横线，以字母开头"
CHANGE = "account_change_password"
OPEN = frozenset({CHANGE, "account_logout", "account_login", "account_reauthenticate"})


def one_time_password() -> str:
    """Return a password to be used once: three groups of four, easy to read out."""
    return "-".join("".join(secrets.choice(LETTERS) for _ in range(GROUP_LENGTH)) for _ in range(GROUPS))


def clean_username(text: str) -> str:
    """
    Return a new account's name in lower case.

    :raises Invalid: if it is not a name, or somebody has it
    """
    name = text.strip().lower()
    if not USERNAME.fullmatch(name):
        raise Invalid(f"账号“{text}”不能用：{USERNAME_RULE}", fields={"username": USERNAME_RULE})
    if User.objects.filter(username__iexact=name).exists():
        raise Invalid(f"账号“{name}”已有人使用，请换一个", fields={"username": "已有人使用，请换一个"})
    return name


class ClosedAccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """allauth with its front door for newcomers shut, and one-time passwords to be replaced."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Say no to everybody."""
        return False

    def clean_password(self, password: str, user: User | None = None) -> str:
        """Check a password somebody chose; the one-time password itself is no choice."""
        if user is not None and user.password_is_temporary and user.check_password(password):
            raise ValidationError("不能继续使用一次性密码，请另设一个自己的密码")
        return str(super().clean_password(password, user))

    def set_password(self, user: User, password: str) -> None:
        """Store the password its owner chose: the account is open from now on."""
        with transaction.atomic():
            user.password_is_temporary = False
            super().set_password(user, password)
            ledger.record("account.password_changed", subject=user, actor=f"user:{user.pk}", at=clock.now())

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        """Go to work after changing the password."""
        return "/"


class OneTimePasswordMiddleware:
    """Lead whoever signed in with a one-time password to the page where they choose their own, and nowhere else."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer one request."""
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        """Turn away what an account with a one-time password may not open yet; public pages stay open."""
        by_program = request.path.startswith("/api/")
        if not by_program and not getattr(view, "login_required", True):
            return None
        match = request.resolver_match
        if match is not None and (match.url_name in OPEN or match.namespace == "ui"):
            return None
        if not getattr(request.user, "password_is_temporary", False):
            return None
        if by_program:
            return problem_response(
                request, Forbidden("请先在网页登录，把一次性密码换成自己的密码", code="account.temporary")
            )
        return redirect(resolve_url(CHANGE))
