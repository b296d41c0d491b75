"""当事人身份: who a party is, sealed; the facts know only its handle."""

from collections.abc import Mapping

from tongpan.cases.domain.choices import IDENTITY_PURPOSE
from tongpan.cases.models import Case, CaseParty
from tongpan.kernel import crypto
from tongpan.kernel.errors import NotFound

MOST_NAME = 120


def fill(row: CaseParty, named: Mapping[str, str]) -> list[str]:
    """Write what is named into a party, not saving it; return what changed."""
    changed = []
    given = {name: text.strip() for name, text in named.items() if text.strip()}
    if (name := given.get("name", "")[:MOST_NAME]) and (not row.name_sealed or name != row.name):
        row.name = name
        changed.append("name")
    for part in ("identity", "phone", "address"):
        text = given.get(part)
        sealed = getattr(row, f"{part}_sealed")
        if text and (not sealed or crypto.unseal(sealed) != text):
            setattr(row, f"{part}_sealed", crypto.seal(text))
            changed.append(part)
    if "identity" in changed:
        row.identity_index = crypto.blind_index(given["identity"], IDENTITY_PURPOSE)
    return changed


def identify(case: Case, handle: str, named: Mapping[str, str]) -> list[str]:
    """
    Write who a party is, in the caller's transaction; return what changed.

    :raises NotFound: if the case has no such party
    """
    row = CaseParty.objects.filter(case=case, handle=handle).first()
    if row is None:
        raise NotFound("本案没有这个当事人，请刷新后再填")
    changed = fill(row, named)
    if changed:
        row.save()
    return changed
