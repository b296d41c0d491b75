"""
核对: whether what is kept of a case in four places says the same.

The ledger tells every row that was ever written; the rows, the summary beside them and the limits follow from it. A
step writes all of them in one transaction, so a difference means that something was half done, or written past a step.
"""

from collections.abc import Iterable
from datetime import datetime, time
from typing import Any, Final

from tongpan.cases import queries
from tongpan.cases.domain.choices import GONE
from tongpan.cases.domain.flags import ASKED_OF, flags_of
from tongpan.cases.domain.ownlimits import ENDING
from tongpan.cases.domain.ownlimits import OWN as OWN_LIMITS
from tongpan.cases.domain.standing import summary
from tongpan.cases.models import Case, CaseFact, CaseFlag, CaseLimit, CaseOfficer, PersonLimit
from tongpan.cases.queries.crime import compared
from tongpan.cases.steps.flagging import LIES, late_of, sent_back
from tongpan.cases.steps.limits import COPIED
from tongpan.cases.steps.storing import in_the_end, outlook
from tongpan.kernel import ledger
from tongpan.kernel.clock import SHANGHAI, date_of

OWN: Final = "case."
STILL: Final = frozenset(
    f"{OWN}{word}"
    for word in (
        "proposed", "proposal_passed", "proposal_returned", "event", "lesson", "looked_at", "limits_recounted",
        "limit_reminded", "consulted", "consultation_withdrawn", "consultation_declared", "consultation_looked",
        "consultation_answered", "opinion_given",
    )
)  # fmt: skip
"""entries that leave the version as it is; every other entry of a case moves it on by one, with rows or without"""

Rows = dict[tuple[str, int], dict[str, Any]]


def disagreements(case: Case) -> list[str]:
    """
    Return what does not agree in a case; nothing where all is well.

    Reads the whole history, so it is for checks, not for pages. A case whose key was destroyed cannot be read.
    """
    entries = ledger.history(case)
    if any(each.facts is None for each in entries):
        return []
    told = [each for each in entries if each.facts is not None and "rows" in each.facts]
    if not told:
        return ["the ledger tells nothing of it"]
    found = _rows(case, told)
    if not found:
        found += _derived(case, told[-1].at)
    moved = sum(each.action.startswith(OWN) and each.action not in STILL for each in entries)
    if case.version != moved:
        found.append(f"version {case.version} after {moved} changes in {len(entries)} entries")
    return found


def replayed(entries: Iterable[ledger.HistoryItem]) -> Rows:
    """Return the rows of a case as its ledger alone tells them, by table and place."""
    rows: Rows = {}
    for each in entries:
        for table, place, row in (each.facts or {}).get("rows", ()):
            rows[table, place] = row
    return rows


def _rows(case: Case, told: list[ledger.HistoryItem]) -> list[str]:
    kept = {
        (table, place): row
        for table, place, row in CaseFact.objects.filter(case=case).values_list("table", "place", "row")
    }
    after = replayed(told)
    return [
        f"{table}[{place}]: {'only in the ledger' if (table, place) not in kept else 'not as the ledger tells'}"
        for table, place in sorted({*kept, *after})
        if kept.get((table, place)) != after.get((table, place))
    ]


def _derived(case: Case, at: datetime) -> list[str]:
    every = list(CaseLimit.objects.filter(case=case))
    limits = [each for each in every if each.rule not in OWN_LIMITS]
    flags = list(CaseFlag.objects.filter(case=case))
    day = max((each.counted_on for each in limits if each.counted_on is not None), default=date_of(at))
    moment = max(at.astimezone(SHANGHAI), datetime.combine(day, time(), SHANGHAI))
    facts = queries.known(case, date_of(moment)).facts
    brief, gone = summary(facts), case.standing in GONE
    names = (
        ("track", "filed_on", "decided_on") if gone else ("standing", "track", "filed_on", "decided_on", "closed_on")
    )
    found = [
        f"{name}: {getattr(case, name)} beside the rows, which say {getattr(brief, name)}"
        for name in names
        if getattr(brief, name) != getattr(case, name)
    ]
    if gone and case.closed_on is None:
        found.append(f"closed_on: none, and the case is {case.standing}")
    ahead = outlook(facts, moment)
    wait = in_the_end(ahead.limits) if gone else ahead.limits
    running = {(one.rule, *one.target, one.limit.act_by) for one in wait}
    stored = {(each.rule, each.party, each.cause, each.ref, each.act_by) for each in limits}
    if {each[:4] for each in running} != {each[:4] for each in stored} or not stored <= running:
        found.append(f"limits: {sorted(map(str, stored ^ running))}")
    if not gone:
        wanted = {
            one.flag.value
            for one in flags_of(facts, ahead, sent_back(case), compared(case, facts, date_of(moment)), late_of(case))
        }
        # what the law leaves open hangs on powers and cards too, which no row tells: renewed by the next step
        if differing := (wanted ^ {each.flag for each in flags}) - {flag.value for flag in ASKED_OF}:
            found.append(f"flags: {sorted(differing)}")
    if case.closed_on is not None and any(each.rule in ENDING for each in every):
        found.append("own limits: run on in a case that is over")
    if not _shared(case, every):
        found.append("own limits: not those of the people who are named")
    place = [getattr(case, name) for name in LIES]
    if any([getattr(each, name) for name in LIES] != place for each in (*every, *flags)):
        found.append("limits or flags lie with another body than the case")
    return found


def _shared(case: Case, limits: Iterable[CaseLimit]) -> bool:
    """Whether everybody named in a case has its limits on the own board, as they are."""
    people = list(CaseOfficer.objects.filter(case=case).values_list("officer_id", flat=True))
    wanted = {(each.pk, who, *(getattr(each, name) for name in COPIED)) for each in limits for who in people}
    return wanted == set(PersonLimit.objects.filter(limit__case=case).values_list("limit_id", "officer_id", *COPIED))
