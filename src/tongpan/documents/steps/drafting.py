"""起草: what is typed on a form, until it is made."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from tongpan.agencies.domain.actor import Actor
from tongpan.documents.domain.body import Value
from tongpan.documents.domain.choices import Origin, State
from tongpan.documents.domain.forms import Form, clean
from tongpan.documents.models import Document
from tongpan.kernel.errors import Conflict, Invalid
from tongpan.kernel.ledger import SubjectRef


@dataclass(frozen=True, slots=True, kw_only=True)
class Owner:
    """Whose document it is, as the feature above knows it; and in whose name it goes out."""

    record: SubjectRef
    label: str
    issuer_id: UUID
    organ: str
    """the name that stands on it"""
    body_id: UUID
    district_id: UUID
    town_id: UUID | None = None
    mark: str = ""
    """机关代字"""
    numbered_by_id: UUID | None = None
    """whose mark and series that are; the issuer's where nothing is said"""
    synthetic: bool = False
    party: str = ""
    cause: str = ""


@dataclass(frozen=True, slots=True)
class Typed:
    """What was typed, and what the record gives: the given cannot be typed over."""

    entered: Mapping[str, Any]
    given: Mapping[str, Value] = field(default_factory=dict)


def merged(form: Form, typed: Typed) -> dict[str, Value]:
    """
    Return the values of a form: fixed ones from the record, the others as typed or else from the record.

    :raises Invalid: naming each field that is wrong
    """
    fixed = form.given_by_record(typed.given)
    source = {name: value for name, value in typed.given.items() if name not in typed.entered or name in fixed}
    entered = {name: value for name, value in typed.entered.items() if name not in fixed}
    values, wrong = clean(form, {**source, **entered})
    if wrong:
        raise Invalid("；".join(wrong.values()), code="documents.values", fields=wrong)
    return values


def draft_of(owner: Owner, form: Form) -> Document | None:
    """Return the draft of a form that a record has."""
    return rows_of(owner, form).filter(state=State.DRAFT).first()


def rows_of(owner: Owner, form: Form) -> QuerySet[Document]:
    """Return the documents of one form that a record has for a party and a cause."""
    return Document.objects.filter(
        record_type=owner.record.type, record_id=owner.record.id, form=form.code, party=owner.party, cause=owner.cause
    )


def own_words(form: Form, typed: Typed) -> dict[str, Value]:
    """
    Return what was typed and differs from what the record gives, also what was emptied on purpose.

    :raises Invalid: naming each field that is wrong
    """
    fixed = form.given_by_record(typed.given)
    entered = {name: value for name, value in typed.entered.items() if name not in fixed}
    values, wrong = clean(form, entered)
    if wrong:
        raise Invalid("；".join(wrong.values()), code="documents.values", fields=wrong)
    given, _ = clean(form, typed.given)
    names = {one.name for one in form.fields}
    kept: dict[str, Value] = {name: value for name, value in values.items() if given.get(name) != value}
    return kept | {name: "" for name in entered if name in names and name not in values and name in given}


def check_version(row: Document | None, version: int | None) -> None:
    """
    Let pass who looked at the draft as it stands; None is who saw none.

    :raises Conflict: otherwise
    """
    if (row.version if row is not None else None) != version:
        said = "这份草稿另有人改过或者已经制作；您填写的内容还在下面，请与现在的草稿核对后再办"
        raise Conflict(said, code="documents.draft.changed")


def save_draft(
    owner: Owner, form: Form, typed: Typed, *, actor: Actor, now: datetime, version: int | None = None
) -> Document:
    """
    Keep what was typed, in the caller's transaction; what the record gives is looked up anew each time.

    The caller has locked the record: of two who type at once the second is told.

    :param version: of the draft that was looked at; None: there was none
    :raises Invalid: if a value does not fit its field
    :raises Conflict: if somebody else typed in the same draft meanwhile
    """
    assert transaction.get_connection().in_atomic_block
    values = own_words(form, typed)
    row = draft_of(owner, form)
    check_version(row, version)
    if row is None:
        row = Document(
            record_type=owner.record.type, record_id=owner.record.id, label=owner.label, party=owner.party,
            cause=owner.cause, form=form.code, edition=form.edition, title=form.title, outward=form.outward,
            needs_seal=form.sealed, origin=Origin.HERE, state=State.DRAFT, issuer_id=owner.issuer_id,
            district_id=owner.district_id, town_id=owner.town_id, body_id=owner.body_id,
            drafted_at=now, drafted_by=actor.name, synthetic=owner.synthetic,
        )  # fmt: skip
        row.content = {"values": values}
        row.save(force_insert=True)
        return row
    row.content = {"values": values}
    row.edition, row.title = form.edition, form.title
    row.drafted_at, row.drafted_by, row.version = now, actor.name, row.version + 1
    row.save(update_fields=["content_sealed", "edition", "title", "drafted_at", "drafted_by", "version"])
    return row


def drop_draft(owner: Owner, form: Form) -> bool:
    """Throw a draft away, in the caller's transaction; a draft is no document and leaves nothing."""
    assert transaction.get_connection().in_atomic_block
    row = draft_of(owner, form)
    if row is not None:
        row.delete()
    return row is not None
