"""三项制度覆盖率 (M184): of decided cases, by body and period. A body's own figures; no body is put before another."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from tongpan.agencies.domain.actor import Actor
from tongpan.cases import policies
from tongpan.cases.domain.systems import phases_of_form
from tongpan.cases.models import Case, CaseSystems, DecisionPaper, PaymentReceipt
from tongpan.documents.domain.choices import State
from tongpan.documents.models import Document
from tongpan.evidence.models import EvidenceFile, FootageLink
from tongpan.kernel.errors import Forbidden
from tongpan.kernel.permissions import Permission
from tongpan.law.penalty.recording import CaseCoverage, Coverage, Phase, coverage

IN_FORCE = (State.MADE, State.ISSUED)


@dataclass(frozen=True, slots=True)
class BodyCoverage:
    """How far the three systems reach in one body, and in which phases records are missing."""

    name: str
    cases: int
    coverage: Coverage
    missing: tuple[tuple[Phase, int], ...]
    """phases without a record, with the number of cases"""


def require_figures(actor: Actor) -> None:
    """
    Let an actor pass who sees the figures of bodies: who leads, and who supervises.

    :raises Forbidden: otherwise
    """
    if not actor.can(Permission.COMMAND_STATISTICS) and not actor.can(Permission.CASES_SUPERVISE):
        raise Forbidden("三项制度的覆盖情况由负责人和司法局监督员查看；本案的录像请从案件页进入", code="cases.systems")


def three_systems(actor: Actor, start: date, end: date) -> tuple[list[BodyCoverage], BodyCoverage | None, int]:
    """
    Return the coverage by body, by name; that of all together, where there are several; and cases not counted yet.

    Of the cases decided from `start` to `end`, both included, that the actor may know of.
    """
    decided = policies.visible(actor, Case.objects.filter(decided_on__gte=start, decided_on__lte=end))
    rows = CaseSystems.objects.filter(decided_on__gte=start, decided_on__lte=end, case__in=decided.values("pk"))
    recorded = _recorded(rows)
    by_body: dict[str, list[CaseCoverage]] = defaultdict(list)
    values = rows.values_list(
        "case_id", "case__body__name", "disclosure_due", "disclosed", "review_due", "reviewed", "phases"
    )
    for case_id, body, disclosure_due, disclosed, review_due, reviewed, phases in values:
        reached = frozenset(Phase(word) for word in phases)
        by_body[body].append(
            CaseCoverage(
                disclosure_due=disclosure_due, disclosed=disclosed, phases_reached=reached,
                phases_recorded=frozenset(recorded.get(case_id, ())), review_due=review_due, reviewed=reviewed,
            )
        )  # fmt: skip
    bodies = [_of(name, by_body[name]) for name in sorted(by_body)]
    every = [each for found in by_body.values() for each in found]
    waiting = decided.filter(systems__isnull=True).count()
    return bodies, _of("合计", every) if len(bodies) > 1 else None, waiting


def _of(name: str, cases: list[CaseCoverage]) -> BodyCoverage:
    lacking = [phase for each in cases for phase in each.phases_reached - each.phases_recorded]
    missing = tuple((phase, lacking.count(phase)) for phase in Phase if phase in lacking)
    return BodyCoverage(name, len(cases), coverage(cases), missing)


def _recorded(rows: QuerySet[CaseSystems]) -> dict[UUID, set[Phase]]:
    """Return of which phases something is filed: papers in force, originals of evidence, footage, receipts."""
    cases, kind = rows.order_by().values("case_id"), Case._meta.label_lower
    found: dict[UUID, set[Phase]] = defaultdict(set)
    papers = Document.objects.filter(record_type=kind, record_id__in=cases, state__in=IN_FORCE).exclude(form="")
    for case_id, form, edition in papers.values_list("record_id", "form", "edition").distinct():
        found[case_id] |= phases_of_form(form, edition)
    files = EvidenceFile.objects.filter(item__record_type=kind, item__record_id__in=cases)
    footage = FootageLink.objects.filter(record_type=kind, record_id__in=cases, ended_at__isnull=True)
    _add(found, Phase.INVESTIGATION, files.values_list("item__record_id", flat=True).distinct())
    _add(found, Phase.INVESTIGATION, footage.values_list("record_id", flat=True).distinct())
    handed = DecisionPaper.objects.filter(case_id__in=cases, handed_at__isnull=False)
    _add(found, Phase.SERVICE, handed.values_list("case_id", flat=True).distinct())
    _add(found, Phase.EXECUTION, PaymentReceipt.objects.filter(case_id__in=cases).values_list("case_id", flat=True))
    return found


def _add(found: dict[UUID, set[Phase]], phase: Phase, cases: Iterable[UUID]) -> None:
    for case_id in cases:
        found[case_id].add(phase)
