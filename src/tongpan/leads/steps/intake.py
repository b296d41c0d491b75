"""问题收集: from reports to stored, routed leads, one at a time or by the hundred with the same few statements."""

import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from tongpan.kernel import crypto, ledger, outbox, rows
from tongpan.kernel.clock import date_of
from tongpan.kernel.ids import uuid7, uuid7_at
from tongpan.kernel.statements import Statement
from tongpan.leads.domain.choices import NATURE_BY_CHANNEL, NATURE_BY_WORDS, Priority, Status
from tongpan.leads.domain.counting import cells, folded
from tongpan.leads.domain.report import NUL, Report
from tongpan.leads.events import LeadsTakenIn
from tongpan.leads.models import Lead, Reporter
from tongpan.leads.steps import clocks, duplicates
from tongpan.leads.steps.placing import datum_of, place
from tongpan.leads.steps.routing import explanation, route

QUERY_PURPOSE = "lead-query"
PHONE_PURPOSE = "lead-phone"


@dataclass(slots=True)
class Taken:
    """One report on its way into the database."""

    lead: Lead
    reporter: rows.New
    query_code: str
    traits: list[duplicates.BandRow] = field(default_factory=list)
    hints: list[duplicates.Hint] = field(default_factory=list)


def ready(
    reports: Sequence[Report], numbers: Sequence[str], now: datetime, *, finish: Callable[[Lead], None] | None = None
) -> list[Taken]:
    """
    Return reports of one county placed, routed and compared, to be stored as `written`.

    It only reads, and comes before the transaction, so that nobody waits for a lock while words are weighed. The
    statements needed do not grow with the number of reports. The caller has checked them (``report.faults``);
    ``finish`` may complete each lead (自查自结 writes the result and the time stamps).
    """
    taken = [prepare(report, number, now) for report, number in zip(reports, numbers, strict=True)]
    leads = [item.lead for item in taken]
    if finish is not None:
        for lead in leads:
            finish(lead)
    traits, hints = duplicates.suggest(leads, now)
    by_lead = {item.lead.id: item for item in taken}
    for trait in traits:
        by_lead[trait[1]].traits.append(trait)
    for hint in hints:
        by_lead[hint.lead_id].hints.append(hint)
    return taken


def written(taken: Sequence[Taken], *, actor: str, now: datetime, entry: str = "lead.created") -> list[Statement]:
    """
    Return the statements that store what is ready, for `statements.run_together` in the action's transaction.

    Rows are sealed and written out before that transaction begins: it holds the one writer of a file, or the locks of a
    server, only while they are stored.
    """
    leads = [item.lead for item in taken]
    limits = [limit for lead in leads if lead.handled_at is None for limit in clocks.of_arrival(lead, now)]
    entries = [ledger.Entry(entry, lead, actor, now, facts(lead)) for lead in leads]
    return [
        *rows.inserts(leads),
        *rows.inserts([item.reporter for item in taken]),
        *duplicates.kept([trait for item in taken for trait in item.traits]),
        *duplicates.suggested([hint for item in taken for hint in item.hints]),
        *rows.inserts(limits),
        *ledger.begun(entries),
        *outbox.published([_taken_in(leads)]),
    ]


def _taken_in(leads: Sequence[Lead]) -> LeadsTakenIn:
    return LeadsTakenIn(
        lead_ids=[str(lead.id) for lead in leads],
        cells=folded([cell for lead in leads for cell in cells(lead.counted)]),
        for_several=[str(lead.id) for lead in leads if lead.joint or lead.priority == Priority.EMERGENCY],
    )


def facts(lead: Lead) -> dict[str, Any]:
    """Return everything about a lead that its history must be able to show again."""
    return {
        "number": lead.number,
        "title": lead.title,
        "text": lead.text,
        "channel": lead.channel,
        "nature": lead.nature,
        "priority": lead.priority,
        "district": lead.district_id,
        "town": lead.town_id,
        "village": lead.village_id,
        "grid": lead.grid_id,
        "place_text": lead.place_text,
        "lon": lead.lon,
        "lat": lead.lat,
        "occurred_at": lead.occurred_at,
        "status": lead.status,
        "desk": lead.desk,
        "matter": lead.matter_id,
        "domain": lead.domain,
        "body": lead.body_id,
        "team": lead.team_id,
        "grant": lead.grant_id,
        "route": lead.route,
        "joint": lead.joint,
        "source": [lead.source_system, lead.source_id] if lead.source_id else None,
        "reported_by": lead.reported_by_id,
        "outcome": lead.outcome,
        "outcome_note": lead.outcome_note,
        "skipped": lead.skipped,
    }


def prepare(report: Report, number: str, now: datetime) -> Taken:
    """Return a report placed and routed, with nothing stored yet; a form asks the same to show what would happen."""
    placed = place(report)
    decided, ranking = route(f"{report.clean_title()}\n{report.text}", placed, date_of(now), matter_id=report.matter_id)
    nature = report.nature or NATURE_BY_CHANNEL.get(report.channel) or NATURE_BY_WORDS[ranking.nature]
    emergency = bool(ranking.emergency) and report.priority == Priority.NORMAL
    matter, competent = decided.matter, decided.competent
    lead = Lead(
        id=uuid7_at(now),
        number=number,
        district_id=placed.district_id,
        town_id=placed.town_id,
        village_id=placed.village_id,
        grid_id=placed.grid_id,
        place_text=report.where.text.replace(NUL, "")[:200],
        lon=placed.lon,
        lat=placed.lat,
        original_lon=report.where.lon,
        original_lat=report.where.lat,
        datum=datum_of(report),
        channel=report.channel,
        nature=nature,
        priority=Priority.EMERGENCY if emergency else report.priority,
        title=report.clean_title(),
        text=report.text.replace(NUL, ""),
        occurred_at=report.occurred_at,
        emergency_note=report.emergency_note,
        status=decided.status,
        desk=decided.desk,
        touched_at=now,
        matter_id=matter.matter_id if matter else None,
        domain=matter.domain if matter else "",
        grant_id=competent.grant_id if competent else None,
        body_id=competent.body_id if competent else None,
        team_id=competent.team_id if competent and decided.status == Status.ROUTED else None,
        route_rule=decided.rule,
        route_sure=decided.sure,
        route=explanation(decided, ranking, placed),
        joint=bool(decided.joint_with),
        collected_at=now,
        reported_by_id=report.reported_by,
        source_system=report.source_system,
        source_id=report.source_id,
    )
    reporter, code = _reporter(report, lead, now)
    return Taken(lead, reporter, code)


def _reporter(report: Report, lead: Lead, now: datetime) -> tuple[rows.New, str]:
    code = report.query_code or f"{secrets.randbelow(10**8):08d}"
    who = report.who
    phone = who.phone.replace(NUL, "").strip()
    return (
        rows.New(
            Reporter,
            {
                "id": uuid7(),
                "lead_id": lead.id,
                "channel": lead.channel,
                "nature": lead.nature,
                "name_sealed": crypto.seal(who.name.replace(NUL, "").strip()) if who.name.strip() else "",
                "phone_sealed": crypto.seal(phone) if phone else "",
                "phone_index": crypto.blind_index(phone, PHONE_PURPOSE) if phone else "",
                "anonymous": who.anonymous,
                "wants_answer": who.wants_answer,
                "query_index": crypto.blind_index(code, QUERY_PURPOSE),
                "reported_at": now,
            },
        ),
        code,
    )
