"""A second person at the same screen: proves who it is by the own password, without a session of its own."""

from collections.abc import Iterable
from datetime import date
from typing import Final
from uuid import UUID

from allauth.mfa.models import Authenticator
from django.contrib.auth.hashers import make_password

from tongpan.agencies.models import Credential, Officer
from tongpan.agencies.queries.people import cards_of
from tongpan.kernel.errors import Forbidden
from tongpan.kernel.throttle import Brake

GUESSES: Final = Brake("second-hand", times=5, seconds=300)
"""per account, whoever tries it and from wherever: right ones count as well, and five in five minutes are enough"""


def proves_to_be(officer_id: UUID, password: str, code: str = "") -> bool:
    """
    Tell whether somebody at the screen knows an officer's password, and the code where the account asks for one.

    Only an open account with a password that its owner chose proves anything. No session begins.

    :raises Forbidden: after too many tries on one account
    """
    if GUESSES.exceeded(str(officer_id)):
        raise Forbidden("五分钟内试得太多了；请等五分钟，或者由他用自己的手机确认", code="cases.second.throttled")
    officer = Officer.objects.select_related("user").filter(pk=officer_id).first()
    user = officer.user if officer is not None else None
    if user is None or not user.is_active or user.password_is_temporary:
        make_password(password)  # takes as long as a real look, so that nothing is learnt from the time
        return False
    return bool(user.check_password(password)) and _second_factor(user.pk, code)


def _second_factor(user_id: UUID, code: str) -> bool:
    """Where the account is guarded by a code of its own, the code is asked here too."""
    kept = Authenticator.objects.filter(user_id=user_id).exclude(type=Authenticator.Type.RECOVERY_CODES)
    codes = [each for each in kept if each.type == Authenticator.Type.TOTP]
    if not codes:
        return not kept.exists()  # a key alone cannot be shown here: such a person confirms in the own session
    return any(each.wrap().validate_code(code.strip()) for each in codes)


def card_numbers(officer_ids: Iterable[UUID], domain: str, on: date) -> dict[UUID, str]:
    """Return the number of the card in force by which each person acts in a field on a day."""
    found: dict[UUID, str] = {}
    people = Officer.objects.filter(pk__in=list(officer_ids)).prefetch_related("credentials")
    for person in people:
        pairs: list[tuple[Credential, bool]] = [
            (card, facts.in_force(on) and facts.covers(domain))
            for card, facts in zip(person.credentials.all(), cards_of(person), strict=True)
        ]
        number = next((card.number for card, good in pairs if good), "")
        if number:
            found[person.pk] = number
    return found
