"""当事人身份: who a party is, sealed; the facts know only its handle."""

from collections.abc import Mapping
from typing import Protocol

from tongpan.cases import policies
from tongpan.cases.domain.choices import IDENTITY_PURPOSE
from tongpan.cases.models import Case, CaseParty
from tongpan.kernel import crypto
from tongpan.kernel.errors import NotFound
from tongpan.law.penalty.kinds import PartyKind

MOST_NAME = 120
UNKNOWN = "身份待查"


def fill(row: CaseParty, named: Mapping[str, str]) -> list[str]:
    """Write what is named into a party, not saving it; return what changed."""
    changed = []
    given = {name: text.strip() for name, text in named.items() if text.strip()}
    if (name := given.get("name", "")[:MOST_NAME]) and (not row.name_sealed or name != row.name):
        row.name = name
        changed.append("name")
    for part in ("identity", "phone", "address", "features"):
        text = given.get(part)
        sealed = getattr(row, f"{part}_sealed")
        if text and (not sealed or crypto.unseal(sealed) != text):
            setattr(row, f"{part}_sealed", crypto.seal(text))
            changed.append(part)
    if "identity" in changed:
        row.identity_index = crypto.blind_index(given["identity"], IDENTITY_PURPOSE)
    return changed


class Named(Protocol):
    """A party as it is entered."""

    @property
    def kind(self) -> PartyKind: ...
    @property
    def name(self) -> str: ...
    @property
    def identity(self) -> str: ...
    @property
    def phone(self) -> str: ...
    @property
    def address(self) -> str: ...
    @property
    def unidentified(self) -> bool: ...
    @property
    def features(self) -> str: ...


def add(case: Case, handle: str, party: Named) -> CaseParty:
    """Write who a new party is, in the caller's transaction."""
    row = CaseParty(case=case, handle=handle, natural=party.kind is PartyKind.CITIZEN, unidentified=party.unidentified)
    given = ("name", "identity", "phone", "address", "features")
    fill(row, {part: getattr(party, part) for part in given})
    row.save(force_insert=True)
    return row


def identify(case: Case, handle: str, named: Mapping[str, str]) -> list[str]:
    """
    Write who a party is, in the caller's transaction; return what changed.

    :raises NotFound: if the case has no such party
    """
    row = CaseParty.objects.filter(case=case, handle=handle).first()
    if row is None:
        raise NotFound(policies.NO_CHARGE)
    changed = fill(row, named)
    if row.unidentified and named.get("identity", "").strip() and row.name != UNKNOWN:
        row.unidentified = False
        changed.append("identified")
    if changed:
        row.save()
    return changed
