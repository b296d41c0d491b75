"""处理结果: how charges were decided, kept apart for comparing and for the ladder."""

from typing import Any, Final

from tongpan.cases.models import Case, CaseParty, ChargeOutcome
from tongpan.cases.queries.discretion import weighed
from tongpan.law.facts import CaseFacts, Charge, Decision, standing

RESULTS: Final = frozenset({"decisions", "remedies", "revocations", "reopenings", "closing"})
"""tables of the law from which a result follows"""


def write_outcomes(case: Case, facts: CaseFacts) -> None:
    """Write the result of every decided charge, and take back that of a decision that was revoked."""
    stand = standing(facts)
    ChargeOutcome.objects.filter(case=case).exclude(
        pk__in=[row.pk for row in ChargeOutcome.objects.filter(case=case) if (row.party, row.cause) in stand]
    ).delete()
    if not stand:
        return
    days = {row.at.date() for row in stand.values()}
    found = {day: weighed(case, facts, day) for day in days}
    indexes = dict(CaseParty.objects.filter(case=case).values_list("handle", "identity_index"))
    kinds = {each.id: each.kind for each in facts.parties}
    for charge in facts.charges:
        key = (charge.party, charge.cause)
        if key in stand:
            values = _values(charge, stand[key]) | {
                "district_id": case.district_id,
                "identity_index": indexes.get(charge.party, ""),
                "party_kind": kinds[charge.party].value,
                "tier": found[stand[key].at.date()][key].tier,
                "closed_on": facts.closing.at.date() if facts.closing is not None else None,
            }
            ChargeOutcome.objects.update_or_create(case=case, party=charge.party, cause=charge.cause, defaults=values)


def _values(charge: Charge, decision: Decision) -> dict[str, Any]:
    penalty = decision.penalty
    return {
        "act_on": charge.act_on,
        "harm": charge.consequences.value if charge.consequences is not None else "",
        "first": charge.first,
        "corrected": charge.corrected,
        "kinds": [kind.value for kind in penalty.kinds] if penalty is not None else [],
        "fine_fen": penalty.fine.fen if penalty is not None and penalty.fine is not None else None,
        "spared": penalty is None,
        "educated": decision.education,
        "decided_on": decision.at.date(),
    }
