"""自查自结 (M106): seen, talked to, settled; one submit writes the five time stamps."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from tongpan.agencies.domain.actor import Actor
from tongpan.kernel import numbering, statements
from tongpan.kernel.clock import date_of
from tongpan.kernel.errors import Forbidden, Invalid
from tongpan.kernel.permissions import Permission
from tongpan.leads import policies
from tongpan.leads.actions.report import Receipt, already_here
from tongpan.leads.domain.choices import Outcome, Status
from tongpan.leads.domain.files import KeptFile
from tongpan.leads.domain.report import Report, faults
from tongpan.leads.models import Lead
from tongpan.leads.queries import numbers
from tongpan.leads.steps import attaching, intake

RESULTS = frozenset({Outcome.SETTLED_ON_SPOT, Outcome.CORRECTED, Outcome.NO_VIOLATION})


def settle_on_the_spot(
    *,
    report: Report,
    outcome: Outcome,
    note: str,
    actor: Actor,
    now: datetime,
    team_id: UUID | None = None,
    files: Sequence[KeptFile] = (),
) -> Receipt:
    """
    Store what an officer saw and settled at once: matter, place, result. A photograph is possible, never asked for.

    :raises Forbidden: if the actor is not an officer (auxiliary staff may report, not settle)
    :raises Invalid: if matter, place or result is missing
    """
    if not actor.can(Permission.LEADS_FAST_LANE) or not policies.may_report(actor, report):
        raise Forbidden("只有执法人员可以自查自结；您可以用“上报”登记，由值守台交办")
    wrong = faults(report, now, has_files=bool(files))
    if report.matter_id is None:
        wrong["matter"] = "请选择事项"
    if report.where.town_id is None and report.where.lon is None:
        wrong["place"] = "请选择村（社区），或点“用我的位置”"
    if outcome not in RESULTS:
        wrong["outcome"] = "自查自结只用于当场处置完毕的情形；其他请按一般线索上报"
    if wrong:
        raise Invalid("；".join(wrong.values()), fields=wrong)
    year = date_of(now).year
    code = numbers.district_code(report.district_id)
    number = numbers.lead_number(code, year, numbering.take(numbers.series(code), year, at=now))

    def finish(lead: Lead) -> None:
        lead.status = Status.ARCHIVED
        lead.team_id = team_id or lead.team_id
        lead.outcome, lead.outcome_note = outcome, note.strip() or outcome.label
        lead.skipped = {"answered_at": "自行发现、当场处置，无反映人"}
        lead.dispatched_at = lead.handled_at = lead.answered_at = lead.archived_at = now

    (taken,) = intake.ready([report], [number], now, finish=finish)
    written = intake.written([taken], actor=actor.label, now=now, entry="lead.settled_on_spot")
    try:
        with transaction.atomic(durable=True):
            statements.run_together(written)
            attaching.attach(taken.lead, files, actor=actor.label, now=now, stage="RESULT")
    except IntegrityError:
        return already_here(report)
    return Receipt(taken.lead, "", created=True)
