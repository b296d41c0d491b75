"""What a team's result must hold before an order may end."""

from tongpan.leads.domain.choices import NOT_ENFORCEMENT, Outcome

FIELD_OUTCOMES = frozenset(Outcome) - {Outcome.NO_COMPETENT_BODY, Outcome.TRANSFERRED} - NOT_ENFORCEMENT | {
    Outcome.CIVIL_DISPUTE,
    Outcome.CONSULTATION,
    Outcome.HELP_GIVEN,
    Outcome.INVALID,
}
"""What a team can report. Handing over is a transfer with a receipt; "nobody may act" is a return that says so."""

LEAST_WORDS = 4


def faults(outcome: str, result: str) -> dict[str, str]:
    """Return what is wrong with a result, by field."""
    wrong: dict[str, str] = {}
    if outcome == Outcome.TRANSFERRED:
        wrong["outcome"] = "移送请用“移送”办理，接收单位要签收并反馈结果"
    elif outcome not in FIELD_OUTCOMES:
        wrong["outcome"] = "请选择处置结果"
    if len(result.strip()) < LEAST_WORDS:
        wrong["result"] = "请写明怎么处置的（至少四个字）"
    return wrong
