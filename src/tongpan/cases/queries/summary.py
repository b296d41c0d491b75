"""当场处罚: own drafts, what waits for one's confirmation, the matters at hand, the paper of a decision."""

import json
from collections import Counter
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any, Final
from uuid import UUID

from tongpan.agencies import queries as agencies
from tongpan.agencies.domain.actor import Actor
from tongpan.cases.domain import spot as spots
from tongpan.cases.domain.choices import IDENTITY_PURPOSE
from tongpan.cases.domain.spot import Spot
from tongpan.cases.domain.spotweighing import Range, Setting
from tongpan.cases.domain.tables import Kept, facts_of
from tongpan.cases.models import Case, CaseFact, CaseParty, DecisionPaper, PaperTerms, SpotDraft
from tongpan.cases.queries.educating import taught_before, with_education
from tongpan.kernel.crypto import blind_index, unseal
from tongpan.kernel.errors import Forbidden, NotFound
from tongpan.law.citation import Citation
from tongpan.law.facts import standing
from tongpan.law.facts.words import Track
from tongpan.law.penalty.ladder import Offence
from tongpan.powers import queries as powers
from tongpan.powers.domain.benchmarking import as_law

NO_DRAFT: Final = "没有这件当场处罚草稿，或者不是您的；草稿放置三天会清除，请从“当场处罚”重新开始"
FREQUENT_SPAN: Final = timedelta(days=180)
TILES: Final = 8
RESULTING: Final = ("charges", "decisions", "remedies", "revocations", "reopenings")
"""tables of the law that tell whether a penalty stands"""


def body_of(actor: Actor) -> UUID:
    """
    Return the organ for which an actor acts.

    :raises Forbidden: if there is none
    """
    team = next(iter(agencies.teams_in(actor.team_ids).values()), None)
    body_id = team.agency_id if team is not None else actor.agency_id
    if body_id is None:
        raise Forbidden("您没有所在机关，不能以机关名义办案；请联系系统管理员核对任职")
    return body_id


def spot_of(draft: SpotDraft) -> Spot:
    """Return what was typed in a draft."""
    return spots.read(json.loads(unseal(draft.content_sealed) or "{}"))


def draft_for(actor: Actor, draft_id: UUID) -> SpotDraft:
    """
    Return an own draft.

    :raises NotFound: if there is none of that id, or it is somebody else's
    """
    found = SpotDraft.objects.select_related("case", "second").filter(pk=draft_id).first()
    if found is None or actor.officer_id is None or found.officer_id != actor.officer_id:
        raise NotFound(NO_DRAFT)
    return found


def draft_to_confirm(actor: Actor, draft_id: UUID) -> SpotDraft:
    """
    Return a draft in which the actor is named as the second officer.

    :raises NotFound: if there is none, or it is decided
    """
    rows = SpotDraft.objects.select_related("officer").filter(pk=draft_id, case__isnull=True)
    found = rows.filter(second_id=actor.officer_id).first() if actor.officer_id else None
    if found is None:
        raise NotFound("没有等您确认的这一件：可能已经办结，或者没有写您")
    return found


def open_drafts(actor: Actor) -> list[SpotDraft]:
    """Return the actor's own drafts, the last touched first."""
    if actor.officer_id is None:
        return []
    rows = SpotDraft.objects.filter(officer_id=actor.officer_id, case__isnull=True)
    return list(rows.order_by("-touched_at")[:TILES])


def last_second(actor: Actor) -> UUID | None:
    """Return who stood beside an officer the last time."""
    if actor.officer_id is None:
        return None
    rows = SpotDraft.objects.filter(officer_id=actor.officer_id, second__isnull=False).order_by("-touched_at")
    return rows.values_list("second_id", flat=True).first()


def to_confirm(actor: Actor) -> list[SpotDraft]:
    """Return what waits for the actor as the second officer."""
    if actor.officer_id is None:
        return []
    rows = SpotDraft.objects.filter(second_id=actor.officer_id, case__isnull=True, confirmed_at__isnull=True)
    rows = rows.select_related("officer").defer("content_sealed", "officer__phone_sealed")
    return list(rows.order_by("-touched_at")[:TILES])


def frequent(body_id: UUID, rows: Iterable[powers.MatterProfile], now: datetime) -> list[powers.MatterProfile]:
    """Return the matters that an organ decides on the spot most often, filled up with those fit for a town (M066)."""
    matters = {row.id: row for row in rows}
    recent = Case.objects.filter(body_id=body_id, track=Track.SUMMARY, opened_at__gte=now - FREQUENT_SPAN)
    counted = Counter(recent.order_by("-id").values_list("matter_id", flat=True)[:500])
    chosen = [matters[key] for key, _ in counted.most_common(TILES) if key in matters]
    fit = sorted(
        (row for row in matters.values() if row.town_fit and row not in chosen),
        key=lambda row: row.domain != "city_appearance",
    )
    return [*chosen, *fit][:TILES]


def setting_of(spot: Spot, terms: powers.PenalTerms, area: str, on: date) -> Setting:
    """Return what is known beside what was typed: ranges of the matter for this party, and earlier offences."""
    text = terms.citation or Citation("处罚依据", "")
    falling = terms.fines_for(spot.kind) if spot.kind is not None else ()
    published = powers.benchmarks_on([spot.matter], spot.town_id, on) if spot.town_id is not None and falling else {}
    ranges = []
    for each in falling:
        row = published.get((spot.matter, each.key))
        benchmark = as_law(row, text, on) if row is not None else None
        ranges.append(Range(each.range.lowest, each.range.highest, text, each.condition, benchmark))
    return Setting(
        area=area,
        on=on,
        domain=terms.matter.domain,
        ranges=tuple(ranges),
        refusal=text if terms.refusal_required else None,
        earlier=earlier_offences(spot, terms.matter.id),
        policy=powers.ladder_on(spot.town_id, on) if spot.town_id is not None else None,
    )


def earlier_offences(spot: Spot, matter_id: UUID) -> tuple[Offence, ...] | None:
    """
    Return what the same party did before on the same matter, from decisions on record; None where it has no number.

    Only days go out, whoever decided: no case of another place is shown. What was taught counts too (M151).
    """
    if not spot.identity.strip():
        return None
    index = blind_index(spot.identity.strip(), IDENTITY_PURPOSE)
    parties = CaseParty.objects.filter(
        identity_index=index, case__matter_id=matter_id, case__decided_on__isnull=False
    ).values_list("case_id", "handle")
    mine = dict(parties)
    kept: dict[UUID, list[Kept]] = {}
    rows = CaseFact.objects.filter(case_id__in=mine, table__in=RESULTING)
    for case_id, table, place, row in rows.values_list("case_id", "table", "place", "row"):
        kept.setdefault(case_id, []).append(Kept(table, place, row))
    decided = {key: (key, mine[key], offence) for key in kept if (offence := _offence(kept[key], mine[key]))}
    return with_education(list(decided.values()), taught_before(index, spot.matter))


def _offence(kept: list[Kept], party: str) -> Offence | None:
    """Return the last offence of a party in a case for which a penalty stands: what fell is no earlier offence."""
    facts = facts_of(kept, province="")
    corrected = {(each.party, each.cause): bool(each.corrected) for each in facts.charges}
    found = [
        Offence(row.at.date(), corrected[key])
        for key, row in standing(facts).items()
        if key[0] == party and row.penalty is not None
    ]
    return found[-1] if found else None


def title_of(entry: str) -> str:
    """Return what one piece of evidence is called."""
    return spots.evidence_of(entry)[1]


def paper_terms(body_id: UUID) -> PaperTerms | None:
    """Return what an organ prints on its decisions, None while nobody registered it."""
    return PaperTerms.objects.filter(pk=body_id).first()


def paper_of(case: Case) -> DecisionPaper | None:
    """Return the paper of a decision on the spot."""
    return DecisionPaper.objects.filter(case=case).order_by("-issued_at").first()


def words_of(paper: DecisionPaper) -> dict[str, Any]:
    """Return the words of a paper as it went out."""
    found: dict[str, Any] = json.loads(unseal(paper.content_sealed))
    return found
