"""印章登记: an organ's seals, taken into use and given up."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction

from tongpan.agencies.domain.actor import Actor
from tongpan.documents import policies, queries
from tongpan.documents.domain.choices import Provider, SealKind
from tongpan.documents.models import Seal
from tongpan.documents.steps import signing
from tongpan.kernel import ledger
from tongpan.kernel.clock import date_of
from tongpan.kernel.errors import Conflict, Forbidden, Invalid


@dataclass(frozen=True, slots=True, kw_only=True)
class Registering:
    """A seal as it is entered."""

    body_id: UUID
    name: str
    kind: SealKind
    provider: Provider
    keeper: str
    valid_from: date
    container: str = ""


def register_seal(*, given: Registering, actor: Actor, now: datetime) -> Seal:
    """
    Take a seal into use.

    :raises Forbidden: to whoever does not keep the seals of that organ
    :raises Invalid: naming each field; if test seals are not allowed here
    """
    policies.require_keeper(actor)
    if given.body_id not in policies.bodies_of(actor):
        raise Forbidden("只能登记本机关的印章", code="documents.seal.other")
    wrong = {}
    if not given.name.strip():
        wrong["name"] = "请填写印文，即印章上的机关全称"
    if not given.keeper.strip():
        wrong["keeper"] = "请填写保管人"
    if given.provider is Provider.TEST and not settings.TONGPAN_TEST_SEALS:
        wrong["provider"] = "本系统不许使用测试签章；请登记数字证书或者实物印章"
    if given.provider is Provider.PKCS12 and not given.container.strip():
        wrong["container"] = "请填写印章目录里的证书文件名，例如 zhangbu.p12"
    if wrong:
        raise Invalid("；".join(wrong.values()), fields=wrong)
    seal = Seal(
        body_id=given.body_id, name=given.name.strip()[:120], kind=given.kind, provider=given.provider,
        keeper=given.keeper.strip()[:80], valid_from=given.valid_from, registered_at=now, registered_by=actor.name,
    )  # fmt: skip
    _certify(seal, given.container.strip(), now)
    with transaction.atomic(durable=True):
        seal.save(force_insert=True)
        _record("document.seal_registered", seal, actor, now, name=seal.name, kind=seal.kind)
        return seal


def _certify(seal: Seal, container: str, now: datetime) -> None:
    """Give an electronic seal its certificate: one made here for a test, or that of the container."""
    if seal.provider == Provider.TEST:
        material = signing.test_material(seal.name, now)
        seal.key_sealed = signing.sealed_key(material)
    elif seal.provider == Provider.PKCS12:
        seal.container = container
        material = signing.container_material(container)
        signing.check_certificate(material.certificate, seal.name, now)
        if Seal.objects.filter(fingerprint=material.fingerprint, valid_to__isnull=True).exists():
            said = "这张证书已经登记为一枚在用的印章；先停用那一枚"
            raise Invalid(said, code="documents.seal.twice", fields={"container": said})
    else:
        return
    seal.certificate, seal.fingerprint = material.certificate.decode(), material.fingerprint


def close_seal(*, seal_id: UUID, reason: str, actor: Actor, now: datetime) -> Seal:
    """
    Give a seal up from today on; what was sealed with it stays.

    :raises Forbidden: to whoever does not keep seals
    :raises Invalid: without a reason
    :raises Conflict: if it was given up before
    """
    policies.require_keeper(actor)
    if not reason.strip():
        raise Invalid("请写明停用的原因", fields={"reason": "请写明停用的原因"})
    with transaction.atomic(durable=True):
        seal = queries.seal_by_id(seal_id, actor)
        day = max(date_of(now), seal.valid_from)
        if not Seal.objects.filter(pk=seal_id, valid_to__isnull=True).update(
            valid_to=day, closed_reason=reason.strip()[:200]
        ):
            raise Conflict("这枚印章已经停用", code="documents.seal.closed")
        _record("document.seal_closed", seal, actor, now, reason=reason.strip()[:200])
        return seal


def _record(action: str, seal: Seal, actor: Actor, now: datetime, **facts: Any) -> None:
    ledger.record(
        action, subject=seal, actor=actor.label, at=now, body=seal.body_id, provider=seal.provider,
        fingerprint=seal.fingerprint, **facts,
    )  # fmt: skip
