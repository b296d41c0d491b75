"""自设期限: a day of our own begins to run in a case, moves, or ends; the law's own count leaves it alone."""

from datetime import date

from django.db import transaction

from tongpan.cases.domain.ownlimits import ENDING, OWN
from tongpan.cases.models import Case, CaseLimit
from tongpan.cases.steps.limits import share
from tongpan.law.period import Kind


def run(case: Case, rule: str, ref: str, act_by: date, *, explanation: str, today: date, party: str = "") -> None:
    """Let a day of our own run from now on, or move it where it runs already."""
    assert transaction.get_connection().in_atomic_block
    own = OWN[rule]
    CaseLimit.objects.update_or_create(
        case=case, rule=rule, party=party, cause="", ref=ref,
        defaults={
            "kind": Kind.MUST_BY.value, "act_by": act_by, "due_on": act_by, "explanation": explanation,
            "citation": own.basis, "threatens": own.threatens, "district_id": case.district_id,
            "town_id": case.town_id, "body_id": case.body_id, "team_id": case.team_id, "domain": case.domain,
            "counted_on": today, "reminded": 0,
        },
    )  # fmt: skip
    share(case, list(CaseLimit.objects.filter(case=case)))


def stop(case: Case, rule: str, ref: str) -> None:
    """End a day of our own: what it waited for has come."""
    assert transaction.get_connection().in_atomic_block
    CaseLimit.objects.filter(case=case, rule=rule, ref=ref).delete()


def end_all(case: Case) -> None:
    """End every limit of a case that is over, but for those that run on beyond it."""
    assert transaction.get_connection().in_atomic_block
    CaseLimit.objects.filter(case=case).exclude(rule__in=OWN.keys() - ENDING).delete()


def end_own(case: Case) -> None:
    """End those days of our own that end with the case, of one that the law's own closing closed."""
    assert transaction.get_connection().in_atomic_block
    CaseLimit.objects.filter(case=case, rule__in=ENDING).delete()
