"""The tokens of a district's accounts."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from tongpan.agencies.models import Officer
from tongpan.kernel.errors import NotFound
from tongpan.kernel.models import ApiToken


@dataclass(frozen=True, slots=True)
class TokenRow:
    """One token as lists show it; never the token itself."""

    id: UUID
    name: str
    username: str
    officer_id: UUID
    person: str
    created_at: datetime
    expires_at: datetime
    revoked_at: datetime | None
    account_open: bool

    def state(self, now: datetime) -> str:
        """Return what the token is now: 有效, 已吊销, 已到期, 账号停用."""
        if self.revoked_at is not None:
            return "已吊销"
        if self.expires_at <= now:
            return "已到期"
        return "有效" if self.account_open else "账号已停用"


def tokens_of(district_id: UUID) -> list[TokenRow]:
    """Return the tokens of a district's accounts, newest first."""
    people = {
        officer.user_id: officer
        for officer in Officer.objects.filter(district_id=district_id, user__tokens__isnull=False).distinct()
    }
    rows = ApiToken.objects.filter(user_id__in=list(people)).select_related("user").order_by("-created_at", "-pk")
    return [
        TokenRow(
            id=row.pk,
            name=row.name,
            username=row.user.username,
            officer_id=people[row.user_id].pk,
            person=people[row.user_id].name,
            created_at=row.created_at,
            expires_at=row.expires_at,
            revoked_at=row.revoked_at,
            account_open=row.user.is_active,
        )
        for row in rows
    ]


def district_of_token(token_id: UUID) -> UUID:
    """
    Return the district of the person whose account a token acts as.

    :raises NotFound: if there is no such token, or its account has no person
    """
    row = Officer.objects.filter(user__tokens__pk=token_id).values_list("district_id", flat=True).first()
    if row is None:
        raise NotFound("没有找到这个令牌；请用 tongpan tokens list 核对编号")
    return row
