"""Accounts of people: opened, closed, opened again, given a new one-time password (M254: one person, one account)."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from tongpan.agencies.domain.actor import Actor
from tongpan.agencies.models import Officer
from tongpan.agencies.steps.staffing import give_account, managed_officer
from tongpan.kernel import ledger
from tongpan.kernel.accounts import one_time_password
from tongpan.kernel.errors import Conflict, Invalid
from tongpan.kernel.models import User

NOT_YOURS = "只有本区的系统管理员可以开通、停用账号和重置密码；请联系系统管理员办理"


def open_account(*, officer_id: UUID, username: str, actor: Actor, now: datetime) -> str:
    """
    Open a person's account and return its one-time password, to be shown once.

    :raises Forbidden: if the actor does not manage the person's district
    :raises Invalid: if the name cannot be used
    :raises Conflict: if the person has an account
    """
    officer = managed_officer(officer_id, actor, NOT_YOURS)
    with transaction.atomic(durable=True):
        return give_account(officer=officer, username=username, by=actor.label, now=now)


def reset_password(*, officer_id: UUID, actor: Actor, now: datetime) -> str:
    """
    Give an account a new one-time password and end its sessions; return the password, to be shown once.

    :raises Invalid: if it is the actor's own account
    :raises Conflict: if the account is closed
    """
    officer, user = _with_account(officer_id, actor)
    if officer.pk == actor.officer_id:
        raise Invalid("自己的密码请用“修改密码”更换，不必重置")
    if not user.is_active:
        raise Conflict("账号已停用，重置密码没有用处；请先重新启用")
    password = one_time_password()
    user.set_password(password)
    with transaction.atomic(durable=True):
        User.objects.filter(pk=user.pk).update(password=user.password, password_is_temporary=True)
        ledger.record("account.password_reset", subject=officer, actor=actor.label, at=now, username=user.username)
    return password


def close_account(*, officer_id: UUID, reason: str, actor: Actor, now: datetime) -> None:
    """
    Close an account at once: it signs in no more, its sessions end, its tokens open nothing.

    :raises Invalid: if no reason is given, or it is the actor's own account
    :raises Conflict: if it is closed already
    """
    officer, user = _with_account(officer_id, actor)
    if officer.pk == actor.officer_id:
        raise Invalid("不能停用自己的账号；请由另一名系统管理员办理")
    if not reason.strip():
        raise Invalid("请写明停用的原因", fields={"reason": "请写明原因"})
    _switch(officer, user, to=False, action="account.closed", actor=actor, now=now, reason=reason.strip())


def reopen_account(*, officer_id: UUID, reason: str, actor: Actor, now: datetime) -> None:
    """
    Open a closed account again, with the password it had.

    :raises Invalid: if no reason is given
    :raises Conflict: if it is open
    """
    officer, user = _with_account(officer_id, actor)
    if not reason.strip():
        raise Invalid("请写明重新启用的原因", fields={"reason": "请写明原因"})
    _switch(officer, user, to=True, action="account.reopened", actor=actor, now=now, reason=reason.strip())


def _switch(officer: Officer, user: User, *, to: bool, action: str, actor: Actor, now: datetime, reason: str) -> None:
    with transaction.atomic(durable=True):
        if not User.objects.filter(pk=user.pk, is_active=not to).update(is_active=to):
            raise Conflict("账号已经是这个状态，请刷新后查看")
        ledger.record(action, subject=officer, actor=actor.label, at=now, username=user.username, reason=reason)


def _with_account(officer_id: UUID, actor: Actor) -> tuple[Officer, User]:
    officer = managed_officer(officer_id, actor, NOT_YOURS)
    if officer.user is None:
        raise Conflict(f"{officer.name}还没有账号，请先开通")
    return officer, officer.user
