"""Tokens for other systems (接口令牌): made for one account, shown once, taken back; each on record."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from tongpan.agencies import policies
from tongpan.agencies.domain.actor import Actor
from tongpan.agencies.models import Officer
from tongpan.kernel import ledger, tokens
from tongpan.kernel.errors import Conflict, Forbidden, Invalid, NotFound
from tongpan.kernel.models import ApiToken
from tongpan.kernel.permissions import Permission

MOST_DAYS = 730
NOT_YOURS = "接口令牌由本区的系统管理员发放和吊销"


def issue_token(*, officer_id: UUID, name: str, days: int, actor: Actor, now: datetime) -> tuple[ApiToken, str]:
    """
    Make a token that acts as one person's account; return its row and the token, to be shown once.

    :raises Forbidden: if the actor does not manage the district
    :raises Invalid: if it has no purpose, or would hold too long
    :raises Conflict: if the person has no account in use
    """
    officer = Officer.objects.select_related("user").filter(pk=officer_id).first()
    if officer is None:
        raise NotFound("没有找到这名人员")
    _require(actor, officer)
    if not name.strip():
        raise Invalid("请写明令牌给哪个系统、做什么用", fields={"name": "请写明用途"})
    if not 0 < days <= MOST_DAYS:
        raise Invalid(f"有效期应为 1 到 {MOST_DAYS} 天", fields={"days": f"请填 1 到 {MOST_DAYS}"})
    if officer.user is None or not officer.user.is_active:
        raise Conflict(f"{officer.name}没有启用的账号；请先开通账号，再发令牌", fields={"officer": "没有启用的账号"})
    with transaction.atomic(durable=True):
        row, token = tokens.make(user=officer.user, name=name.strip()[:80], now=now, valid=timedelta(days=days))
        ledger.record(
            "token.issued", subject=row, actor=actor.label, at=now, name=row.name, officer=str(officer_id),
            expires_at=row.expires_at,
        )  # fmt: skip
    return row, token


def revoke_token(*, token_id: UUID, actor: Actor, now: datetime) -> ApiToken:
    """
    Take a token back; it opens nothing from the next second on.

    :raises NotFound: if it is not of the actor's district
    :raises Conflict: if it was taken back already
    """
    row = ApiToken.objects.filter(pk=token_id).first()
    officer = Officer.objects.filter(user_id=row.user_id).first() if row is not None else None
    if row is None or (officer is not None and not policies.may_manage(actor, officer.district_id)):
        raise NotFound("没有找到这个令牌，或您无权吊销")
    _require(actor, officer)
    with transaction.atomic(durable=True):
        if not tokens.revoke(token_id, now=now):
            raise Conflict("这个令牌已经吊销，请刷新后查看")
        ledger.record("token.revoked", subject=row, actor=actor.label, at=now, name=row.name)
    return row


def _require(actor: Actor, officer: Officer | None) -> None:
    mine = officer is None or policies.may_manage(actor, officer.district_id)
    if not mine or not actor.can(Permission.SYSTEM_MANAGE):
        raise Forbidden(NOT_YOURS)
