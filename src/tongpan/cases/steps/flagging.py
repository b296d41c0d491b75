"""案件标记: the rows that lists of supervision and the desk of review ask for follow the facts."""

from collections.abc import Mapping
from datetime import date
from typing import Final
from uuid import UUID

from django.db import transaction
from django.db.models import Count

from tongpan.cases.domain.backdating import Entered
from tongpan.cases.domain.choices import Standing
from tongpan.cases.domain.flags import ASKED_OF, Flag, Marked, flags_of
from tongpan.cases.models import Case, CaseFlag, CaseOfficer, LateEntry, StepProposal
from tongpan.cases.queries.crime import compared
from tongpan.law.facts import CaseFacts
from tongpan.law.procedure import Outlook

COLUMNS: Final = ("day", "note", "officer_id")
LIES: Final = ("district_id", "town_id", "body_id", "team_id")
"""by which lists find a case, copied beside its limits and flags"""
TAKEN_BACK: Final = frozenset({Standing.WITHDRAWN, Standing.ENDED, Standing.DROPPED})
ELSEWHERE: Final = frozenset({Standing.MOVED, Standing.MERGED})
"""the case goes on in other hands, and is flagged there"""


def write(case: Case, facts: CaseFacts, found: Outlook, today: date, *, begun: bool = False) -> bool:
    """Make the stored flags those of the facts, in the caller's transaction; tell whether any changed."""
    assert transaction.get_connection().in_atomic_block
    stored = {} if begun else {row.flag: row for row in CaseFlag.objects.filter(case=case)}
    wanted = {
        one.flag.value: one
        for one in flags_of(
            facts, found, 0 if begun else sent_back(case), compared(case, facts, today), () if begun else late_of(case)
        )
    }
    who = _people(case, wanted)
    fresh, touched = [], []
    for flag, one in wanted.items():
        row = stored.get(flag)
        # a day that the facts do not tell is that of the first writing
        day = one.day or (row.day if row is not None and row.day <= today else today)
        values = {"day": day, "note": one.note[:200], "officer_id": who.get(one.who)}
        if row is None:
            fresh.append(
                CaseFlag(
                    case=case, flag=flag, district_id=case.district_id, town_id=case.town_id, body_id=case.body_id,
                    team_id=case.team_id, **values,
                )
            )  # fmt: skip
        elif any(getattr(row, name) != value for name, value in values.items()):
            for name, value in values.items():
                setattr(row, name, value)
            touched.append(row)
    gone = [row.pk for flag, row in stored.items() if flag not in wanted]
    if gone:
        CaseFlag.objects.filter(pk__in=gone).delete()
    if touched:
        CaseFlag.objects.bulk_update(touched, COLUMNS)
    if fresh:
        CaseFlag.objects.bulk_create(fresh)
    return bool(gone or touched or fresh)


def end(case: Case, today: date) -> None:
    """
    Make the stored flags those of a case that ended without the law's own closing, in the caller's transaction.

    What waited waits no more; what happened stays. Who withdraws a case suspected of a crime did not refer it.
    """
    assert transaction.get_connection().in_atomic_block
    over = {Flag.TO_REVIEW, Flag.NOT_FILED, Flag.CRIME_OPEN, *ASKED_OF}
    if case.standing in ELSEWHERE:
        over |= {Flag.NOT_REFERRED, Flag.OVER_CRIME}
    CaseFlag.objects.filter(case=case, flag__in=over).delete()
    if case.standing in TAKEN_BACK:
        values = {"day": today, "note": str(Standing(case.standing).label), "officer_id": None}
        lies = {name: getattr(case, name) for name in LIES}
        CaseFlag.objects.update_or_create(case=case, flag=Flag.WITHDRAWN, defaults=values | lies)


def sent_back(case: Case) -> int:
    """Return how often one and the same proposal of a case was sent back, at most."""
    rows = StepProposal.objects.filter(case=case, taken=False).values("step", "party", "cause", "ref")
    return max((row["n"] for row in rows.annotate(n=Count("pk"))), default=0)


def late_of(case: Case) -> list[Entered]:
    """Return what was entered in a case after the fact, in the order in which it was entered."""
    rows = LateEntry.objects.filter(case=case).order_by("entered_at", "id")
    return [Entered(*row) for row in rows.values_list("step", "done_at", "entered_at", "overdue")]


def _people(case: Case, wanted: Mapping[str, Marked]) -> dict[str, UUID]:
    """Return who stands behind the names of a case, where a flag names somebody."""
    names = {one.who for one in wanted.values() if one.who}
    if not names:
        return {}
    return dict(CaseOfficer.objects.filter(case=case, handle__in=names).values_list("handle", "officer_id"))
