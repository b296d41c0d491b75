"""What a case leaves on paper: photographs among its evidence, its notice and decision, made and sealed."""

import io
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from PIL import Image

from tongpan.agencies import queries as agencies
from tongpan.agencies.domain.actor import Actor
from tongpan.cases import actions
from tongpan.cases.actions import Piece
from tongpan.cases.models import Case
from tongpan.cases.queries.summary import body_of
from tongpan.cases.steps.gathering import record_of
from tongpan.config.demo_documents import ADDRESS, REASONS
from tongpan.config.simulation import spots
from tongpan.config.simulation.clockwork import dice
from tongpan.config.simulation.people import Bench
from tongpan.config.simulation.tally import Tally
from tongpan.documents import actions as documents
from tongpan.documents.domain.choices import Provider, SealKind, State
from tongpan.documents.models import Document, Seal
from tongpan.kernel.clock import date_of
from tongpan.kernel.errors import Unlawful
from tongpan.law.facts import CaseFacts
from tongpan.law.facts.words import Role, Track
from tongpan.law.procedure import Target

NOTICES: Final = ("notice_of_penalty", "hearing_right_notice")
"""the plain one is tried first; where a right to a hearing belongs on it, the rules refuse it"""
DECISION: Final = "penalty_decision"
NO_PENALTY: Final = "no_penalty_decision"
TYPED: Final = {
    "reasons": REASONS, "contact": "0570-0000000",
    "ground": "违法行为轻微并及时改正，没有造成危害后果", "legal_basis": "《中华人民共和国行政处罚法》第三十三条第一款",
    "education": "当场讲明有关规定，当事人表示今后遵守",
}  # fmt: skip
"""what people write themselves; the rest comes from the record"""
SIZE: Final = (160, 120)


def photograph(case: Case, actor: Actor, about: object, now: datetime) -> UUID:
    """Put a small picture among the uploads of a case; the same question gives the same picture."""
    thrown = dice(about, "photo")
    file = io.BytesIO()
    Image.new("RGB", SIZE, (thrown.randrange(256), thrown.randrange(256), thrown.randrange(256))).save(file, "JPEG")
    data = file.getvalue()
    row = actions.begin_upload(case_id=case.pk, name="现场照片.jpg", length=len(data), actor=actor, now=now)
    actions.continue_upload(
        case_id=case.pk, upload_id=row.pk, piece=Piece(0, len(data), [data]), actor=actor, now=now
    )  # fmt: skip
    return row.pk


class Papers:
    """Makes the papers of a case whose steps were taken, each once, and has them sealed."""

    def __init__(self, tally: Tally) -> None:
        self.tally = tally
        self._refused: set[tuple[UUID, str]] = set()

    def write(self, case: Case, facts: CaseFacts, handler: Actor, bench: Bench, now: datetime) -> None:
        """Make what is not there yet, and put the seal on what waits for it."""
        head = bench.roles[Role.DECIDER]
        if not (facts.notices or facts.decisions) or body_of(head) != case.body_id:
            return
        spots.register(case.body_id, head, now)
        mine = Document.objects.filter(record_type=record_of(case).type, record_id=case.pk)
        there = set(mine.values_list("form", flat=True))
        if facts.notices and not set(NOTICES) & there:
            self._make(case, NOTICES, handler, now)
        if facts.decisions and facts.decisions[-1].track is Track.ORDINARY and not {DECISION, NO_PENALTY} & there:
            self._make(case, (DECISION if facts.decisions[-1].penalty is not None else NO_PENALTY,), handler, now)
        for one in mine.filter(state=State.MADE, issuer_id=case.body_id).order_by("pk"):
            seal = self._seal(case, head, now)
            documents.seal_document(document_id=one.pk, seal_id=seal.pk, actor=head, now=now, copies=2)
            self.tally.papers["SEALED"] += 1

    def _make(self, case: Case, codes: tuple[str, ...], handler: Actor, now: datetime) -> None:
        """Make the first of some papers that the rules let pass."""
        for code in codes:
            if (case.pk, code) in self._refused:
                continue
            try:
                actions.make_document(
                    case_id=case.pk, code=code, target=Target(), entered=TYPED, actor=handler, now=now, address=ADDRESS
                )
            except Unlawful as refusal:
                self._refused.add((case.pk, code))
                self.tally.refuse(refusal)
                continue
            self.tally.papers[code] += 1
            return

    def _seal(self, case: Case, head: Actor, now: datetime) -> Seal:
        """Return the seal of the body, taken into use when it is needed for the first time."""
        on = date_of(now)
        seals = Seal.objects.filter(body_id=case.body_id, valid_from__lte=on, valid_to__isnull=True)
        found = seals.order_by("pk").first()
        if found is not None:
            return found
        body: Any = agencies.agency_by_id(case.body_id)
        given = documents.Registering(
            body_id=body.pk, name=body.name, kind=SealKind.ORGAN, provider=Provider.TEST, keeper=head.name,
            valid_from=on.replace(month=1, day=1),
        )  # fmt: skip
        return documents.register_seal(given=given, actor=head, now=now)
