"""当场处罚决定书: made as a document of the catalogue, and kept with how it was handed over."""

import json
from datetime import datetime
from typing import Any, Final

from tongpan.agencies.domain.actor import Actor
from tongpan.cases.domain import spotpaper
from tongpan.cases.models import Case, DecisionPaper
from tongpan.cases.queries.documenting import identities_of, owner_of
from tongpan.documents.domain.forms import form_of
from tongpan.documents.steps import drafting, making
from tongpan.kernel.clock import date_of
from tongpan.kernel.crypto import seal
from tongpan.law.procedure import Target

SPOT: Final = "SPOT"
FORM: Final = "on_spot_penalty_decision"


def issue(
    case: Case, target: Target, words: dict[str, Any], *, actor: Actor, at: datetime, address: str
) -> tuple[DecisionPaper, dict[str, Any]]:
    """
    Make the paper of a decision as it goes out, in the caller's transaction; return it with its words.

    Its number is counted in the very transaction that uses it: what is rolled back leaves no gap (ADR-0047, ADR-0053).
    A name with a letter that no font has does not stop a decision in the street: its PDF comes when there is one.
    """
    form = form_of(FORM, on=date_of(at))
    assert form is not None
    parties = list(case.parties.order_by("pk"))
    given = spotpaper.values(words, identities_of(parties).get(target.party, ()))
    values = drafting.merged(form, drafting.Typed({}, given))
    document = making.make(
        owner_of(case, target),
        form,
        values,
        actor=actor,
        now=at,
        address=address,
        text_may_wait=True,
        told=False,
    )
    assert document.year is not None
    assert document.n is not None
    words = words | {"number": document.number}
    paper = DecisionPaper.objects.create(
        case=case, party=target.party, cause=target.cause, body_id=case.body_id, kind=SPOT, year=document.year,
        n=document.n, number=document.number, document_id=document.pk,
        content_sealed=seal(json.dumps(words, ensure_ascii=False)), issued_at=at,
    )  # fmt: skip
    return paper, words
