"""The demo's documents (演示文书): a test seal of the town, and the papers of cases that were decided."""

from datetime import datetime
from typing import Final

from tongpan.agencies import queries as agencies
from tongpan.cases import actions as cases
from tongpan.cases.models import Case
from tongpan.cases.queries import summary as spots
from tongpan.documents import actions
from tongpan.documents.domain.choices import Provider, SealKind, State
from tongpan.documents.models import Document, Seal
from tongpan.kernel.clock import date_of
from tongpan.kernel.errors import Refusal
from tongpan.law.procedure import Target

FORMS: Final = ("notice_of_penalty", "hearing_right_notice", "penalty_decision")
"""of the two notices the law lets one be made"""
REASONS: Final = "综合违法行为的事实、性质、情节和社会危害程度，以及当事人改正的情况，在法定幅度内确定。"
ADDRESS: Final = "http://127.0.0.1:8000/documents/verify/"
"""where the codes of the demo lead; of documents that are made on the page, it is the page's own address"""


def load_documents(*, now: datetime) -> int:
    """Register the seal, make the papers of decided cases and seal all but the last; a second run adds none."""
    if Document.objects.filter(form__in=FORMS).exists():
        return 0
    on = date_of(now)
    head, handler, desk = (agencies.actor_of_username(name, on) for name in ("fuze", "duiyuan", "diaodu"))
    body = agencies.agency_by_id(spots.body_of(handler))
    assert body is not None
    if not Seal.objects.filter(body=body).exists():
        actions.register_seal(
            given=actions.Registering(
                body_id=body.pk, name=body.name, kind=SealKind.ORGAN, provider=Provider.TEST, keeper=desk.name,
                valid_from=on.replace(month=1, day=1),
            ),
            actor=head, now=now,
        )  # fmt: skip
    for case in Case.objects.filter(body=body, synthetic=True, track="ORDINARY").order_by("pk"):
        for code in FORMS:
            try:
                cases.make_document(
                    case_id=case.pk, code=code, target=Target(), entered={"reasons": REASONS}, actor=handler,
                    now=now, address=ADDRESS,
                )  # fmt: skip
            except Refusal:
                continue
    made = list(Document.objects.filter(state=State.MADE).order_by("pk"))
    seal = Seal.objects.filter(body=body).order_by("pk")[0]
    for one in made[:-1]:
        actions.seal_document(document_id=one.pk, seal_id=seal.pk, actor=desk, now=now, copies=2)
    return len(made)
