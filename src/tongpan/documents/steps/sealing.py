"""用印: putting an organ's seal on a document that was made; who made it does not seal it."""

from datetime import datetime
from typing import Any, NamedTuple

from django.conf import settings
from django.db import transaction

from tongpan.agencies.domain.actor import Actor
from tongpan.documents import policies
from tongpan.documents.domain.choices import FileKind, Provider, State
from tongpan.documents.models import Document, Seal, SealUse
from tongpan.documents.steps import rendering, signing
from tongpan.documents.steps.making import add_file, note_in_history
from tongpan.kernel import originals
from tongpan.kernel.clock import date_of
from tongpan.kernel.errors import Conflict, Forbidden, Invalid
from tongpan.kernel.ids import uuid7
from tongpan.kernel.originals import Digests

MOST_COPIES = 200


class Prepared(NamedTuple):
    """A document with its seal on, kept on disk and not yet in force."""

    document: Document
    seal: Seal
    digests: Digests


def check(document: Document, seal: Seal, actor: Actor, now: datetime) -> None:
    """
    Let a seal be put on a document.

    :raises Forbidden: to whoever is not of that organ, and to whoever made the document
    :raises Invalid: if the seal is another organ's, or not in use today
    :raises Conflict: if the document does not wait for a seal
    """
    policies.require_sealer(actor, document.issuer_id)
    if document.state != State.MADE:
        raise Conflict(f"《{document.title}》{document.get_state_display()}，不需要用印", code="documents.state")
    if document.maker_id is not None and document.maker_id == actor.officer_id:
        raise Forbidden("制作人不能给自己制作的文书用印，请印章管理人员办理", code="documents.seal.maker")
    if seal.provider == Provider.TEST and not settings.TONGPAN_TEST_SEALS:
        said = "本系统不许使用测试签章；请登记数字证书或者实物印章"
        raise Invalid(said, code="documents.seal.test", fields={"seal": said})
    day = date_of(now)
    if seal.body_id != document.issuer_id:
        raise Invalid("这枚印章不是文书署名机关的", code="documents.seal.other", fields={"seal": "请选署名机关的印章"})
    if day < seal.valid_from or (seal.valid_to is not None and day >= seal.valid_to):
        raise Invalid("这枚印章今天不在启用期间", code="documents.seal.closed", fields={"seal": "请选在用的印章"})


def check_copies(copies: int) -> None:
    """
    Let a number of copies pass that is one.

    :raises Invalid: otherwise
    """
    if not 1 <= copies <= MOST_COPIES:
        raise Invalid(f"份数应当是 1 到 {MOST_COPIES}", fields={"copies": f"请填写 1 到 {MOST_COPIES}"})


def prepare(document: Document, seal: Seal, actor: Actor, now: datetime) -> Prepared:
    """
    Set a document in type with its seal and sign it; before the action's transaction, for it takes its time.

    :raises Refusal: as `check`; as `rendering.pdf`; if the key of the seal is not to be had
    """
    check(document, seal, actor, now)
    content: dict[str, Any] = dict(document.content["set"])
    if seal.electronic:
        content["seal"] = signing.mark_of(seal)
        pdf = signing.signed(rendering.pdf(content, now), seal, reason=str(document), now=now)
    else:
        pdf = rendering.pdf(content, now)
    return Prepared(document, seal, originals.keep_bytes(pdf, uuid7()))


def put_on(prepared: Prepared, *, actor: Actor, now: datetime, copies: int = 1, note: str = "") -> Document:
    """
    Let a prepared document be in force, in the caller's transaction.

    :raises Invalid: for a number of copies that is none
    :raises Conflict: if somebody sealed it, or declared it void, meanwhile
    """
    assert transaction.get_connection().in_atomic_block
    check_copies(copies)
    document, seal = prepared.document, prepared.seal
    if not Document.objects.filter(pk=document.pk, state=State.MADE).update(state=State.ISSUED, issued_at=now):
        raise Conflict(f"《{document.title}》刚刚已经用印或者作废，请刷新后再看", code="documents.state")
    document.state, document.issued_at = State.ISSUED, now
    add_file(document, FileKind.FINAL, prepared.digests, "application/pdf", actor=actor, now=now)
    SealUse.objects.create(seal=seal, document=document, at=now, by=actor.name, copies=copies, note=note[:200])
    how = f"{seal}，{seal.get_provider_display()}，{copies} 份"
    note_in_history("document.sealed", document, actor, now, prepared.digests, {"seal": how, "note": note[:200]})
    return document


def current_pdf(document: Document, now: datetime) -> bytes:
    """Return what a made document looks like before its seal, or a void one, with a word across that says so."""
    content = dict(document.content["set"])
    content["watermark"] = {State.MADE: "未用印", State.VOID: "作　废"}.get(State(document.state), "")
    return rendering.pdf(content, now)
