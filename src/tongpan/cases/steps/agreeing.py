"""
核对: whether what is kept of a case in four places says the same.

The ledger tells every row that was ever written; the rows, the summary beside them and the limits follow from it. A
step writes all of them in one transaction, so a difference means that something was half done, or written past a step.
"""

from collections.abc import Iterable
from typing import Any

from tongpan.cases import queries
from tongpan.cases.domain.standing import summary
from tongpan.cases.models import Case, CaseFact, CaseLimit
from tongpan.cases.steps.storing import outlook
from tongpan.kernel import ledger
from tongpan.kernel.clock import SHANGHAI, date_of

COUNTED = "case.proposal_refused"
"""an entry that moves the version and writes no row"""

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
    least = len(told) + sum(each.action == COUNTED for each in entries)
    if not least <= case.version <= len(entries):
        found.append(f"version {case.version} after {least} changes and {len(entries)} entries")
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


def _derived(case: Case, at: Any) -> list[str]:
    found = []
    facts = queries.known(case, date_of(at)).facts
    brief = summary(facts)
    for name in ("standing", "track", "filed_on", "decided_on", "closed_on"):
        if getattr(brief, name) != getattr(case, name):
            found.append(f"{name}: {getattr(case, name)} beside the rows, which say {getattr(brief, name)}")
    limits = outlook(facts, at.astimezone(SHANGHAI)).limits
    running = {(one.rule, *one.target, one.limit.act_by) for one in limits}
    names = ("rule", "party", "cause", "ref", "act_by")
    stored = set(CaseLimit.objects.filter(case=case).values_list(*names))
    if {each[:4] for each in running} != {each[:4] for each in stored} or not stored <= running:
        found.append(f"limits: {sorted(map(str, stored ^ running))}")
    return found
