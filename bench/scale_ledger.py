"""
The ledger of a great many leads: every row of ``bench.scale_data`` gets the entries that its moves would have written.

A lead is taken back to its creation and moved again in memory, by the table of ``leads.domain.lifecycle``, until it
stands as its row does; each step gives an entry with the name, facts and moment of the real action. The entries are
real: sealed under the subject's own wrapped key, numbered and hashed by the kernel, stored by COPY in two processes.
Then the real sequencer gives all of them their places, the whole ledger is verified, and a sample of histories must
replay to its rows. Whatever does not hold ends the bench.

What is in the ledger stays: the few leads that `bench.scale` writes first are put back as the same rows afterwards and
keep their entries. Rows bear no moment of signing or return; these lie a fixed time from the order.
"""

import itertools
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from multiprocessing import get_context
from typing import Any
from uuid import UUID

import django
from django.db import connection, transaction

from bench import scale_data
from tongpan.agencies.models import Team
from tongpan.dispatch.domain.choices import ReturnGround
from tongpan.kernel import ledger
from tongpan.kernel.ledger import HistoryItem
from tongpan.kernel.ledger.entry import KEY_COLUMNS, STORED
from tongpan.kernel.models import SubjectKey
from tongpan.leads.domain.choices import Status
from tongpan.leads.domain.lifecycle import STAMPS, STEPS, Move, allowed
from tongpan.leads.models import Lead
from tongpan.leads.steps.intake import facts

ACTOR = "system:bench"
SUBJECT = "leads.lead"
PROCESSES = 2
STRETCH = 5_000
"""leads that a process takes on at once"""
READ = 500
"""leads read and written in one transaction: memory stays flat"""
SAMPLE = 1_000
NEWEST = 200
"""looked at beside the sample: they were written first, and their pages are measured"""
SIGNED_AFTER = timedelta(minutes=30)
RETURNED_AFTER = timedelta(hours=1)
RETURNED = {"ground": ReturnGround.NOT_OUR_PLACE, "reason": "地点不在本队区域，请核对后再派", "cited": "镇街事项清单"}

COMPARED = ("number", "title", "text", "channel", "status", "outcome", "outcome_note", "version", *STAMPS)
STAMPED = {
    "lead.assigned": "dispatched_at",
    "lead.reassigned": "dispatched_at",
    "lead.handled": "handled_at",
    "lead.answered": "answered_at",
    "lead.archived": "archived_at",
}
_CUTS = f"""
SELECT id FROM (SELECT id, row_number() OVER (ORDER BY id) AS n FROM leads_lead) numbered WHERE n % {STRETCH} = 0
ORDER BY id
"""
_BARE = """
SELECT count(*) FROM leads_lead l WHERE NOT EXISTS (
  SELECT 1 FROM kernel_subject_key k WHERE k.subject_type = 'leads.lead' AND k.subject_id = l.id)
"""
_SAMPLE = """
(SELECT id FROM leads_lead ORDER BY id DESC LIMIT %s) UNION (SELECT id FROM leads_lead ORDER BY md5(id::text) LIMIT %s)
"""
_TABLES = ("kernel_subject_key", "kernel_ledger_entry", "kernel_ledger_link", "kernel_ledger_head")


@dataclass(slots=True)
class Story:
    """A lead on its way from creation to what its row says, with the entries so far."""

    lead: Lead
    entries: list[ledger.Entry] = field(default_factory=list)

    def move(self, step: Move, entry: str, at: datetime, told: dict[str, Any], **changes: Any) -> None:
        """Make one move as `leads.steps.moves.move` does, in memory."""
        lead, before = self.lead, self.lead.status
        if not allowed(Status(before), step):
            raise SystemExit(f"{lead.number}: {step} is not open from {before}")
        changes["status"] = STEPS[step].target
        if stamp := STEPS[step].stamp:
            changes[stamp] = at
        for name, value in changes.items():
            setattr(lead, name, value)
        lead.version += 1
        self.entries.append(ledger.Entry(entry, lead, ACTOR, at, told | {"status": [before, lead.status]}))


def entries_of(lead: Lead, team_name: str) -> list[ledger.Entry]:
    """Return what the actions that made this row have told of it; the lead is gone through again on the way."""
    row = {name: getattr(lead, name) for name in COMPARED}
    reached = scale_data.MOVED.index(lead.status) + 1 if lead.status in scale_data.MOVED else 0
    returned, dispatched_at, handled_at = lead.return_count > 0, lead.dispatched_at, lead.handled_at
    answered_at, archived_at, outcome, result = lead.answered_at, lead.archived_at, lead.outcome, lead.outcome_note
    lead.version = lead.return_count = 0
    lead.outcome = lead.outcome_note = ""
    lead.dispatched_at = lead.handled_at = lead.answered_at = lead.archived_at = None
    if reached or returned:
        lead.status = Status.ROUTED
    story = Story(lead, [ledger.Entry("lead.created", lead, ACTOR, lead.collected_at, facts(lead))])
    order = f"JB{lead.number.partition('-')[2]}"
    handed: dict[str, Any] = {
        "order": order, "team": lead.team_id, "team_name": team_name, "officer": None, "note": "", "body": lead.body_id,
        "taken_back": [],
    }  # fmt: skip
    if returned and dispatched_at:
        first = dispatched_at - 2 * RETURNED_AFTER if reached else dispatched_at
        story.move(Move.ASSIGN, "lead.assigned", first, handed)
        back = RETURNED | {"ordinal": 1, "order": order}
        story.move(Move.RETURN, "lead.returned", first + RETURNED_AFTER, back, return_count=1)
        order = f"{order}-2"
    if reached and dispatched_at:
        name = "lead.reassigned" if returned else "lead.assigned"
        story.move(Move.ASSIGN, name, dispatched_at, handed | {"order": order})
        if reached > 1:
            signed = {"order": order, "signed_for": ""}
            story.move(Move.SIGN, "lead.signed", dispatched_at + SIGNED_AFTER, signed)
    if handled_at:
        done = {"order": order, "outcome": outcome, "result": result}
        story.move(Move.HANDLE, "lead.handled", handled_at, done, outcome=outcome, outcome_note=result)
    if answered_at:
        answer = {"reporter": lead.pk, "answer": scale_data.ANSWER, "way": "ONLINE"}
        story.move(Move.ANSWER, "lead.answered", answered_at, answer)
    if archived_at:
        filed = {"outcome": lead.outcome, "steps": [at for _, at in lead.steps]}
        story.move(Move.ARCHIVE, "lead.archived", archived_at, filed)
    if wrong := [name for name in COMPARED if getattr(lead, name) != row[name]]:
        raise SystemExit(f"{lead.number}: its moves do not lead to its row: {wrong}")
    return story.entries


def write() -> int:
    """Give every lead without entries its own; return how many entries were written."""
    with connection.cursor() as cursor:
        cursor.execute(_CUTS)
        cuts = [UUID(int=0), *(row[0] for row in cursor.fetchall()), UUID(int=2**128 - 1)]
    with get_context("spawn").Pool(PROCESSES, django.setup) as pool:
        written = sum(pool.imap_unordered(write_stretch, itertools.pairwise(cuts)))
    with connection.cursor() as cursor:
        cursor.execute(_BARE)
        if bare := cursor.fetchone()[0]:
            raise SystemExit(f"{bare} leads are without entries")
    analyze()
    return written


def write_stretch(stretch: tuple[UUID, UUID]) -> int:
    """Write the entries of the leads after one key, up to another."""
    after, upto = stretch
    teams = dict(Team.objects.values_list("pk", "name"))
    written = 0
    while leads := list(Lead.objects.filter(pk__gt=after, pk__lte=upto).order_by("pk")[:READ]):
        after = leads[-1].pk
        ids = [lead.pk for lead in leads]
        known = SubjectKey.objects.filter(subject_type=SUBJECT, subject_id__in=ids)
        told = set(known.values_list("subject_id", flat=True))
        entries = [
            entry
            for lead in leads
            if lead.pk not in told
            for entry in entries_of(lead, teams[lead.team_id] if lead.team_id else "")
        ]
        keys, rows = ledger.first_rows(entries)
        with transaction.atomic():
            _copy(f"COPY kernel_subject_key ({KEY_COLUMNS}) FROM STDIN", keys)
            _copy(f"COPY kernel_ledger_entry ({STORED}) FROM STDIN", rows)
        written += len(rows)
    return written


def _copy(sql: str, rows: Iterable[Any]) -> None:
    with connection.connection.cursor() as cursor, cursor.copy(sql) as copy:
        for row in rows:
            copy.write_row(row)


def analyze() -> None:
    """Do what a server does by itself within minutes."""
    with connection.cursor() as cursor:
        for table in _TABLES:
            cursor.execute(f"VACUUM ANALYZE {table}")


def build() -> dict[str, Any]:
    """Write, seal, verify and replay; return what each took."""
    written, write_seconds = timed(write)
    sealed, seal_seconds = timed(ledger.seal_all)
    if waiting := ledger.pending_count(full=True):
        raise SystemExit(f"{waiting} entries got no place in the chain")
    analyze()
    report, verify_seconds = timed(ledger.verify)
    if not report.ok:
        raise SystemExit(f"the ledger did not verify: {report.as_json()}")
    return {
        "entries": report.entries,
        "written": written,
        "write_seconds": round(write_seconds, 1),
        "write_per_s": round(written / write_seconds),
        "seal_seconds": round(seal_seconds, 1),
        "seal_per_s": round(sealed / seal_seconds),
        "verify_seconds": round(verify_seconds, 1),
        "verify_per_s": round(report.entries / verify_seconds),
        "replayed": replay_sample(),
    }


def timed(work: Callable[[], Any]) -> tuple[Any, float]:
    """Return what the work gives, and its seconds."""
    began = time.monotonic()
    found = work()
    return found, time.monotonic() - began


def replay_sample() -> int:
    """Replay the newest leads and some from everywhere; return how many. The first that differs ends the bench."""
    with connection.cursor() as cursor:
        cursor.execute(_SAMPLE, [NEWEST, SAMPLE])
        ids = [row[0] for row in cursor.fetchall()]
    for row in Lead.objects.filter(pk__in=ids).values("pk", *COMPARED):
        key = row.pop("pk")
        told = replayed(ledger.history(ledger.SubjectRef(SUBJECT, key)))
        if told != row:
            raise SystemExit(f"lead {key}: its history tells {told}, its row {row}")
    return len(ids)


def replayed(history: list[HistoryItem]) -> dict[str, Any]:
    """Return the row that a history tells of; nothing where an entry does not follow from the one before."""
    told: dict[str, Any] = dict.fromkeys(COMPARED)
    for turn, item in enumerate(history):
        if item.facts is None or item.seq != turn + 1 or (item.action == "lead.created") != (turn == 0):
            return {}
        if turn == 0:
            told |= {name: item.facts[name] for name in COMPARED if name in item.facts}
            told |= {"version": 0, "collected_at": item.at}
            continue
        before, after = item.facts["status"]
        if before != told["status"]:
            return {}
        told |= {"status": after, "version": turn, "outcome": item.facts.get("outcome", told["outcome"])}
        told["outcome_note"] = item.facts.get("result", told["outcome_note"])
        if stamp := STAMPED.get(item.action):
            told[stamp] = item.at
    return told
