"""What a reviewer looks at: earlier rounds, what changed since, what stands in the way, what is shown by what."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from tongpan.agencies.domain.actor import Actor
from tongpan.cases.domain.proof import Line, elements, lines, of_charge, unused
from tongpan.cases.domain.tables import KEPT, Kept, all_rows
from tongpan.cases.domain.telling import Change, changes
from tongpan.cases.models import Case, Consultation, Lesson, ProofPoint, ReviewRound
from tongpan.cases.queries.facts import Known
from tongpan.kernel.ledger import HistoryItem
from tongpan.kernel.paging import Page, keyset
from tongpan.law.facts import CaseFacts
from tongpan.law.procedure import Outlook, Step, Target
from tongpan.law.verdict import Breach
from tongpan.powers.domain.wording import fines_text
from tongpan.powers.models import Provision
from tongpan.powers.queries.matter import version_on

OWN = frozenset({"reviews", "corrections"})
"""what a round itself writes is no change since the round"""
OF_THE_REVIEW = ("review.", "deliberation.")
"""what the review and what comes after it mend is no defect before the review"""


@dataclass(frozen=True, slots=True)
class Since:
    """What changed since the last review of a charge: rows of the facts, and lines of the table of proof."""

    rows: tuple[Change, ...]
    proof: tuple[str, ...]

    def __bool__(self) -> bool:
        return bool(self.rows or self.proof)


def rounds(case: Case, target: Target) -> list[ReviewRound]:
    """Return the reviews of a charge with their opinions, the newest first; two queries."""
    rows = ReviewRound.objects.filter(case=case, party=target.party, cause=target.cause)
    return list(rows.prefetch_related("opinions").order_by("-number"))


def since_last(history: Sequence[HistoryItem], target: Target, facts: CaseFacts) -> Since | None:
    """
    Return what changed since the last review of a charge, replayed from the record; None before the first review.

    Only what concerns the charge is told: its own rows, its party, and what belongs to the whole case.
    """
    place = max((n for n, item in enumerate(history) if _reviews(item, target)), default=None)
    if place is None:
        return None
    before: dict[tuple[str, int], Kept] = {}
    for item in history[: place + 1]:
        for table, number, row in (item.facts or {}).get("rows", ()):
            if table in KEPT:
                before[table, number] = Kept(table, number, row)
    now = [row for row in all_rows(facts) if row.table not in OWN and _concerns(row, target)]
    told = [str(text) for item in history[place + 1 :] if _proves(item, target) for text in item.facts["changed"]]  # type: ignore[index]
    return Since(tuple(changes(before.values(), now)), tuple(dict.fromkeys(told)))


def _reviews(item: HistoryItem, target: Target) -> bool:
    facts = item.facts or {}
    key = (facts.get("party"), facts.get("cause"))
    return facts.get("step") == Step.REVIEW.value and "rows" in facts and key == (target.party, target.cause)


def _proves(item: HistoryItem, target: Target) -> bool:
    facts = item.facts or {}
    return item.action == "case.proved" and (facts.get("party"), facts.get("cause")) == (target.party, target.cause)


def _concerns(kept: Kept, target: Target) -> bool:
    row = kept.row
    if kept.table == "parties":
        return bool(row["id"] == target.party)
    own = (row.get("party", target.party), row.get("cause", target.cause))
    return own == (target.party, target.cause)


@dataclass(frozen=True, slots=True)
class Proof:
    """The table of a charge, the evidence no line rests on, the articles of the matter, and the range of the fine."""

    lines: tuple[Line, ...]
    unused: tuple[str, ...]
    violated: tuple[str, ...]
    penalties: tuple[str, ...]
    fines: tuple[str, ...]


def proof_of(case: Case, known: Known, target: Target, on: date) -> Proof | None:
    """Return the table of a charge, or None where there is no such charge."""
    found = of_charge(known.facts, target.party, target.cause)
    if found is None:
        return None
    party, charge, evidence = found
    version = version_on(case.matter_id, charge.act_on or on)
    provisions = list(version.provisions.all()) if version is not None else []
    violated = tuple(str(each) for each in provisions if each.role == Provision.VIOLATED)
    penalties = tuple(str(each) for each in provisions if each.role == Provision.PENALTY)
    points = ProofPoint.objects.filter(case=case, party=target.party, cause=target.cause)
    written = {each.code: (each.finding, each.evidence, each.article) for each in points}
    table = lines(elements(party, charge, violated, penalties), written, evidence)
    left = tuple(each.id for each in unused(evidence, table))
    return Proof(tuple(table), left, violated, penalties, tuple(fines_text(case.matter.fines)))


def defects(outlook: Outlook, target: Target) -> list[Breach]:
    """Return what stands in the way of a decision on a charge, apart from the review itself; each reason once."""
    found: dict[str, Breach] = {}
    for one in outlook.blocked:
        if one.target[:2] == target[:2] and one.step in (Step.DECIDE, Step.REVIEW):
            found |= {each.code: each for each in one.breaches if not each.code.startswith(OF_THE_REVIEW)}
    return list(found.values())


def consultations(case: Case) -> list[Consultation]:
    """Return who was asked outside, the newest first."""
    return list(Consultation.objects.filter(case=case).order_by("-id"))


def titles_of(known: Known) -> dict[str, str]:
    """Return the title of each piece of evidence, by its name among the facts."""
    return {
        row.id: known.details.get(("evidence", place), {}).get("title", row.kind.label)
        for place, row in enumerate(known.facts.evidence)
    }


def lessons(actor: Actor, *, after: str | None = None, size: int = 50) -> Page[Lesson]:
    """Return what cases of the actor's county taught, newest first."""
    rows = Lesson.objects.filter(district_id=actor.district_id) if actor.district_id else Lesson.objects.none()
    return keyset(rows.select_related("case"), order=("-id",), after=after, size=size)
