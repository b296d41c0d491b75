"""What a matter is punished with, and which matters a body may punish in a place: for whoever decides on the spot."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Q

from tongpan.kernel.errors import NotFound
from tongpan.law.citation import Citation
from tongpan.law.guide import FineRange
from tongpan.law.penalty.kinds import PartyKind, PenaltyKind
from tongpan.powers.domain.kinds import Power
from tongpan.powers.models import Grant, Matter, Provision
from tongpan.powers.queries.facts import lineage_of
from tongpan.powers.queries.guide import ranges_of
from tongpan.powers.queries.profiles import MatterProfile, profile_of


@dataclass(frozen=True, slots=True)
class FineTerm:
    """One range of fines as the text has it, and the condition that it hangs on."""

    range: FineRange
    condition: str = ""


@dataclass(frozen=True, slots=True)
class PenalTerms:
    """A matter as a decision needs it: what is violated, what punishes, with which kinds and how much."""

    matter: MatterProfile
    kinds: frozenset[PenaltyKind]
    fines: tuple[FineTerm, ...]
    violated: tuple[str, ...]
    punished: tuple[str, ...]
    gists: tuple[str, ...]
    """what the violated provisions ask, in their words"""
    refusal_required: bool
    """only who refuses to correct is punished"""
    citation: Citation | None = None
    """the text that punishes"""

    def fines_for(self, party: PartyKind) -> tuple[FineTerm, ...]:
        """Return the ranges that fall on a kind of party."""
        return tuple(each for each in self.fines if party in each.range.parties)


def penal_terms(code: str) -> PenalTerms:
    """
    Return what a matter is punished with: two statements.

    :raises NotFound: if there is no such matter
    """
    matter = Matter.objects.filter(code=code).first()
    if matter is None:
        raise NotFound(f"目录中没有编码为“{code}”的事项，请核对编码", code="powers.matter.unknown")
    rows = list(
        Provision.objects.filter(version__matter=matter, version__superseded_at__isnull=True)
        .order_by("-version__number", "order")
        .select_related("version")
    )
    current = [row for row in rows if row.version_id == rows[0].version_id]
    known = frozenset(PenaltyKind)
    return PenalTerms(
        matter=profile_of(matter),
        kinds=frozenset(PenaltyKind(kind) for kind in matter.kinds if kind in known),
        fines=tuple(
            FineTerm(row, _condition(fine)) for row, fine in zip(ranges_of(matter.fines), matter.fines, strict=True)
        ),
        violated=tuple(str(row) for row in current if row.role == Provision.VIOLATED),
        punished=tuple(str(row) for row in current if row.role == Provision.PENALTY),
        gists=tuple(row.gist for row in current if row.role == Provision.VIOLATED and row.gist),
        refusal_required=matter.correction == "refusal_required",
        citation=next((Citation(row.statute, row.article) for row in current if row.role == Provision.PENALTY), None),
    )


def _condition(fine: Mapping[str, Any]) -> str:
    return str(fine.get("condition") or "")


def matters_on_the_spot(body_id: UUID, town_id: UUID, on: date) -> list[MatterProfile]:
    """
    Return the matters fit for the summary procedure whose penal power a body holds in a place on a day.

    One statement. Whether a line stands against one of them (不得下放) is said by `may_act` when it is chosen.
    """
    grants = Grant.objects.filter(
        Q(valid_to__isnull=True) | Q(valid_to__gt=on),
        body_id=body_id,
        power=Power.PENALTY,
        superseded_at__isnull=True,
        valid_from__lte=on,
        territory_id__in=lineage_of(town_id),
    )
    kinds = (PenaltyKind.WARNING.value, PenaltyKind.FINE.value)
    rows = Matter.objects.filter(pk__in=grants.values("matter_id"), summary_fit=True, withdrawn_on__isnull=True)
    return [profile_of(row) for row in rows.order_by("code") if not row.kinds or set(row.kinds).intersection(kinds)]
