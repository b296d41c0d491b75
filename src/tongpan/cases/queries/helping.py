"""协助请求: what is asked of a body, what a link opens, what waits in a county, and what is hard by field."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final
from uuid import UUID

from django.db.models import Count, Q

from tongpan.agencies import queries as agencies
from tongpan.agencies.domain.actor import Actor
from tongpan.agencies.domain.fields import Domain
from tongpan.agencies.domain.posts import Post
from tongpan.cases import policies
from tongpan.cases.domain.choices import Difficulty, HelpWay
from tongpan.cases.domain.duties import holders
from tongpan.cases.models import Case, CaseAssistance, CaseOfficer
from tongpan.cases.queries.reminders import posts_in
from tongpan.kernel.crypto import blind_index, unseal
from tongpan.kernel.errors import NotFound
from tongpan.kernel.notify import Contact
from tongpan.kernel.paging import Page, keyset
from tongpan.kernel.permissions import Permission
from tongpan.law.facts.words import Role

LINK_PURPOSE: Final = "help-link"
BY_LINK: Final = "assistance"
"""who the ledger names for what is done through a link"""
GONE: Final = "这个链接无效、已经用过或者已过期；请联系发协助函的机关"
NO_HELP: Final = "没有这件协助请求，或者不是请求您所在机关的"
RELATED: Final = ("case", "case__body", "case__town", "to_body", "support__item")
BARE: Final = ("case__town__geometry", "contact_phone_sealed")
BACK: Final = timedelta(days=365)
WAITS: Final = Q(answered_at__isnull=True, case__closed_on__isnull=True)
"""nobody is asked for what a case that is over does not need; who answers all the same is heard"""


def index_of(token: str) -> str:
    """Return the blind index under which a token is kept."""
    return blind_index(token, LINK_PURPOSE)


def help_behind(token: str, at: datetime) -> CaseAssistance:
    """
    Return the request a link opens.

    :raises NotFound: if the link is unknown, spent or past its time; said the same for all
    """
    rows = CaseAssistance.objects.select_related(*RELATED).defer(*BARE).filter(link_index=index_of(token))
    found = rows.filter(answered_at__isnull=True).first()
    if found is None or not found.link_index or found.link_until is None or found.link_until <= at:
        raise NotFound(GONE)
    return found


def answering_bodies(actor: Actor) -> frozenset[UUID]:
    """Return the bodies for which somebody answers what others ask: those whose liaison the actor is."""
    if not actor.can(Permission.DISPATCH_LIAISE):
        return frozenset()
    return frozenset(one.agency_id for one in actor.held if one.post == Post.LIAISON and one.agency_id is not None)


def help_asked(actor: Actor) -> list[CaseAssistance]:
    """Return what waits for an answer of the bodies whose liaison the actor is, what is due first in front."""
    bodies = answering_bodies(actor)
    if not bodies:
        return []
    rows = CaseAssistance.objects.filter(WAITS, to_body_id__in=sorted(bodies))
    return list(rows.select_related(*RELATED).defer(*BARE).order_by("due_on", "id")[:200])


def help_for(actor: Actor, assistance_id: UUID) -> CaseAssistance:
    """
    Return a request to a body for which the actor answers.

    :raises NotFound: otherwise
    """
    rows = CaseAssistance.objects.filter(pk=assistance_id, to_body_id__in=sorted(answering_bodies(actor)))
    found = rows.select_related(*RELATED).defer(*BARE).first()
    if found is None:
        raise NotFound(NO_HELP)
    return found


def help_waiting(actor: Actor, *, after: str | None = None, size: int = 50) -> Page[CaseAssistance]:
    """Return the open requests of the cases that the actor may know of, what is due first in front."""
    seen = policies.visible(actor, Case.objects.all()).values("pk")
    rows = CaseAssistance.objects.filter(WAITS, case__in=seen)
    return keyset(rows.select_related(*RELATED).defer(*BARE), order=("due_on", "id"), after=after, size=size)


@dataclass(frozen=True, slots=True)
class Hardship:
    """How often something was hard in one field within a year, and how often help came."""

    domain: str
    difficulty: str
    asked: int
    helped: int
    refused: int
    newly: int


def hardships(actor: Actor, today: date) -> Sequence[Hardship]:
    """Return what was hard within the last year in the cases the actor may know of, by field; one statement."""
    seen = policies.visible(actor, Case.objects.all()).values("pk")
    rows = CaseAssistance.objects.filter(case__in=seen, asked_at__date__gte=today - BACK)
    rows = rows.exclude(difficulty=Difficulty.NONE)
    found = rows.order_by().values("domain", "difficulty").annotate(
        n=Count("pk"), came=Count("pk", filter=Q(helped=True)), refused=Count("pk", filter=Q(helped=False)),
        recent=Count("pk", filter=Q(newly=True)),
    )  # fmt: skip
    names = {one.value: str(one.label) for one in Domain}
    shown = [
        Hardship(
            names.get(row["domain"], row["domain"]), str(Difficulty(row["difficulty"]).label), row["n"],
            row["came"], row["refused"], row["recent"],
        )
        for row in found
    ]  # fmt: skip
    return sorted(shown, key=lambda one: (one.domain, one.difficulty))


def asked_contacts(assistance_id: str, on: date) -> tuple[list[Contact], CaseAssistance] | None:
    """Return who can be told at the organ that was asked; None where nothing waits for an answer any more."""
    row = CaseAssistance.objects.filter(WAITS, pk=assistance_id).select_related("case").first()
    if row is None:
        return None
    if row.way == HelpWay.LIAISON and row.to_body_id is not None:
        return agencies.liaison_contacts(row.to_body_id, on), row
    if not row.contact_name or not row.contact_phone_sealed:
        return [], row
    return [Contact(row.contact_name, unseal(row.contact_phone_sealed))], row


def handler_contacts(assistance_id: str) -> tuple[list[Contact], CaseAssistance] | None:
    """Return who asked, with the other people of the case who are to know of the answer."""
    row = CaseAssistance.objects.filter(pk=assistance_id).select_related("case").first()
    if row is None:
        return None
    people = CaseOfficer.objects.filter(case_id=row.case_id, handle__in=_handlers(row.case_id)).select_related(
        "officer"
    )
    return [Contact(one.officer.name, one.officer.phone) for one in people], row


def _handlers(case_id: UUID) -> list[str]:
    named, aside = posts_in([case_id])[case_id]
    return holders(named, aside, Role.HANDLER)
