"""The negative list, the classes of handing down, owners, boundaries and transfers of whole fields."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from tongpan.agencies.policies import Actor
from tongpan.kernel import ledger
from tongpan.kernel.errors import Invalid, require
from tongpan.kernel.permissions import Permission
from tongpan.law.verdict import Breach
from tongpan.powers import policies
from tongpan.powers.domain.holding import OWN_POWER
from tongpan.powers.domain.kinds import BoundaryBasis, Extent, GrantClass, NegativeReason, OwnerRole
from tongpan.powers.models import BoundaryDecision, Classing, DomainTransfer, MatterOwner
from tongpan.powers.steps import touch_lists, write_boundary


def class_matter(
    *,
    matter_id: UUID,
    district_id: UUID,
    grant_class: GrantClass | str,
    valid_from: date,
    actor: Actor,
    now: datetime,
    reason: NegativeReason | str = "",
    explanation: str = "",
    instrument_id: UUID | None = None,
) -> Classing:
    """
    Class a matter: must, may or must not be handed down. A new class ends the one before it on its first day.

    :raises Forbidden: if the actor may not publish lists of the district
    :raises Invalid: if a matter that must not be handed down has no reason, or another has one
    """
    policies.check(actor, Permission.POWERS_PUBLISH, district_id)
    negative = grant_class == GrantClass.MUST_NOT
    if negative and reason not in NegativeReason.values:
        raise Invalid("列入负面清单须选择理由", fields={"reason": "请选择理由"})
    if not negative and reason:
        raise Invalid("只有不宜放的事项才写理由", fields={"reason": "请清空理由"})
    with transaction.atomic(durable=True):
        _end_classing(matter_id, district_id, valid_from, now)
        entry = Classing.objects.create(
            matter_id=matter_id,
            territory_id=district_id,
            grant_class=grant_class,
            reason=reason,
            explanation=explanation,
            instrument_id=instrument_id,
            valid_from=valid_from,
            recorded_at=now,
        )
        ledger.record(
            "classing.recorded",
            subject=entry,
            actor=actor.label,
            at=now,
            matter=matter_id,
            grant_class=str(grant_class),
            reason=str(reason),
            valid_from=valid_from,
        )
        touch_lists()
    return entry


def _end_classing(matter_id: UUID, district_id: UUID, on: date, now: datetime) -> None:
    rows = Classing.objects.filter(matter_id=matter_id, territory_id=district_id, superseded_at__isnull=True)
    for row in rows.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=on)):
        row.superseded_at = now
        row.save(update_fields=["superseded_at"])
        if row.valid_from < on:
            Classing.objects.create(
                matter_id=matter_id,
                territory_id=district_id,
                grant_class=row.grant_class,
                reason=row.reason,
                explanation=row.explanation,
                instrument_id=row.instrument_id,
                valid_from=row.valid_from,
                valid_to=on,
                recorded_at=now,
            )


def set_owner(
    *,
    matter_id: UUID,
    role: OwnerRole | str,
    body_id: UUID,
    territory_id: UUID,
    district_id: UUID,
    valid_from: date,
    basis: str,
    actor: Actor,
    now: datetime,
) -> MatterOwner:
    """
    Say who supervises or approves a matter from a day on. Granting or recalling penalties never does this (M069).

    :raises Forbidden: if the actor may not publish lists of the district
    :raises Invalid: if no basis is given
    """
    policies.check(actor, Permission.POWERS_PUBLISH, district_id)
    if not basis.strip():
        raise Invalid("请写明职责依据（三定规定或权责清单）", fields={"basis": "请写明依据"})
    with transaction.atomic(durable=True):
        same = MatterOwner.objects.filter(matter_id=matter_id, role=role, territory_id=territory_id)
        for row in same.filter(superseded_at__isnull=True).filter(
            Q(valid_to__isnull=True) | Q(valid_to__gt=valid_from)
        ):
            _end_owner(row, valid_from, now)
        owner = MatterOwner.objects.create(
            matter_id=matter_id,
            role=role,
            body_id=body_id,
            territory_id=territory_id,
            basis=basis,
            valid_from=valid_from,
            recorded_at=now,
        )
        ledger.record(
            "owner.recorded", subject=owner, actor=actor.label, at=now, matter=matter_id, role=str(role), body=body_id
        )
    return owner


def _end_owner(row: MatterOwner, on: date, now: datetime) -> None:
    row.superseded_at = now
    row.save(update_fields=["superseded_at"])
    if row.valid_from < on:
        MatterOwner.objects.create(
            matter_id=row.matter_id,
            role=row.role,
            body_id=row.body_id,
            territory_id=row.territory_id,
            basis=row.basis,
            valid_from=row.valid_from,
            valid_to=on,
            recorded_at=now,
        )


def decide_boundary(
    *,
    matter_id: UUID,
    district_id: UUID,
    holder_id: UUID,
    basis_kind: BoundaryBasis | str,
    citation: str,
    reason: str,
    on: date,
    actor: Actor,
    now: datetime,
) -> BoundaryDecision:
    """
    Decide to whom a matter belongs where duties meet; the decision cites 三定, 权责清单 or a stated principle (M075).

    Law: APL 17.

    :raises Forbidden: if the actor may not publish lists of the district
    :raises Unlawful: if it cites nothing
    """
    policies.check(actor, Permission.POWERS_PUBLISH, district_id)
    breaches = []
    if basis_kind not in BoundaryBasis.values or not citation.strip():
        message = "职责边界决定须援引部门“三定”规定、权责清单或职责边界界定原则，请写明文件与条款"
        breaches.append(Breach("powers.boundary.citation", message, OWN_POWER, "D"))
    if not reason.strip():
        breaches.append(Breach("powers.boundary.reason", "请写明理由", OWN_POWER, "D"))
    require(tuple(breaches))
    with transaction.atomic(durable=True):
        decision = write_boundary(
            matter_id=matter_id,
            district_id=district_id,
            holder_id=holder_id,
            basis_kind=basis_kind,
            citation=citation,
            reason=reason,
            on=on,
            actor=actor.label,
            now=now,
        )
    return decision


def set_transfer(
    *,
    domain: str,
    body_id: UUID,
    district_id: UUID,
    extent: Extent | str,
    valid_from: date,
    actor: Actor,
    now: datetime,
    instrument_id: UUID | None = None,
) -> DomainTransfer:
    """
    Say that a body took over a field, fully or in part, from a day on (M073).

    :raises Forbidden: if the actor may not publish lists of the district
    """
    policies.check(actor, Permission.POWERS_PUBLISH, district_id)
    with transaction.atomic(durable=True):
        open_rows = DomainTransfer.objects.filter(domain=domain, body_id=body_id, superseded_at__isnull=True)
        open_rows.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=valid_from)).update(superseded_at=now)
        transfer = DomainTransfer.objects.create(
            domain=domain,
            body_id=body_id,
            extent=extent,
            instrument_id=instrument_id,
            valid_from=valid_from,
            recorded_at=now,
        )
        ledger.record(
            "transfer.recorded",
            subject=transfer,
            actor=actor.label,
            at=now,
            domain=domain,
            body=body_id,
            extent=str(extent),
        )
    return transfer
