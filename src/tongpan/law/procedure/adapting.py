"""What the rules of each stage ask for, made from rows (换算): one place where facts meet the rules' own words."""

from datetime import date
from functools import lru_cache
from typing import Final

from tongpan.law.citation import Citation
from tongpan.law.facts import Charge, Evidence, Monitoring, OwnReviewClass, Party, Penalty
from tongpan.law.limits import Regime
from tongpan.law.money import NOTHING
from tongpan.law.penalty.deliberation import Gravity, deliberation_duty
from tongpan.law.penalty.electronic import Device, Recording, check_device, check_recording
from tongpan.law.penalty.evidence import Item, check_item
from tongpan.law.penalty.expertise import Expertise, check_issuer
from tongpan.law.penalty.hearing_range import Proposal, hearing_right
from tongpan.law.penalty.kinds import PartyKind, PenaltyKind
from tongpan.law.penalty.local_rules import Source
from tongpan.law.penalty.punishment import Punishment
from tongpan.law.penalty.review import CASE_REVIEW
from tongpan.law.penalty.review_range import ReviewClass, ReviewDuty, ReviewScope, review_duty
from tongpan.law.procedure.settled import counted_as
from tongpan.law.procedure.view import ChargeView, remembered
from tongpan.law.verdict import Verdict

KEPT: Final = 8192
"""answers kept ready: the same proposal is asked about at every moment of a case"""


@lru_cache(maxsize=KEPT)
def punishment_of(penalty: Penalty) -> Punishment | None:
    """
    Return a penalty as the rules take it; None while a kind or a sum is missing.

    Law: APL 9.
    """
    owed = ((PenaltyKind.FINE, penalty.fine), (PenaltyKind.CONFISCATE_INCOME, penalty.income))
    if not penalty.kinds or any(kind in penalty.kinds and not amount for kind, amount in owed):
        return None
    goods = penalty.goods if PenaltyKind.CONFISCATE_GOODS in penalty.kinds else NOTHING
    return Punishment(frozenset(penalty.kinds), penalty.fine or NOTHING, penalty.income or NOTHING, goods)


@remembered
def proposed_punishment(view: ChargeView) -> Punishment | None:
    """Return what is proposed, None while that is not complete."""
    penalty = view.charge.proposed
    return punishment_of(penalty) if penalty is not None else None


@lru_cache(maxsize=KEPT)
def _hearing_due(
    penalty: Penalty, party: PartyKind, on: date, regime: Regime | None, province: str | None
) -> bool | None:
    punishment = punishment_of(penalty)
    return hearing_right(Proposal(punishment, party, on), regime, province).due if punishment is not None else None


@remembered
def hearing_due(view: ChargeView) -> bool | None:
    """
    Tell whether the proposed penalty is in the range of hearings; None where the standard of the place is not known.

    Law: APL 63 ¶1.
    """
    penalty = view.charge.proposed
    if penalty is None:
        return None
    return _hearing_due(penalty, counted_as(view), view.case.today, view.charge.regime, view.case.facts.province)


@lru_cache(maxsize=KEPT)
def own_classes(rows: tuple[OwnReviewClass, ...]) -> tuple[ReviewClass, ...]:
    """
    Return an organ's own classes as the rule on the range of review takes them.

    Law: 国办发〔2018〕118号（十二）: each organ makes a catalogue; it adds to APL 58 ¶1 and takes nothing from it.
    """
    return tuple(
        ReviewClass(
            id=row.id,
            label=row.label,
            source=Source(row.instrument, row.since, row.since, "B", place=row.place, until=row.until),
            ground=row.ground,
            kinds=frozenset(row.kinds),
            citizen=row.citizen,
            organization=row.organization,
        )
        for row in rows
    )


@lru_cache(maxsize=KEPT)
def _review_duty(
    penalty: Penalty, party: Party, charge: Charge, heard: bool, on: date, place: str | None,
    own: tuple[OwnReviewClass, ...],
) -> ReviewDuty | None:  # fmt: skip
    punishment = punishment_of(penalty)
    if punishment is None:
        return None
    scope = ReviewScope(
        on=on,
        party=party.kind,
        punishment=punishment,
        heard=heard,
        public_interest=charge.weighty,
        weighty_interest=charge.weighty,
        complex=charge.complex,
        by_law=charge.weighty,
        social_risk=charge.weighty,
    )
    return review_duty(scope, place, own_classes(own))


@remembered
def review_duty_of(view: ChargeView) -> ReviewDuty | None:
    """
    Return whether and by which classes a legal review must pass; None while nothing complete is proposed.

    Law: APL 58 ¶1; 国办发〔2018〕118号（十二）.
    """
    penalty = view.charge.proposed
    if penalty is None:
        return None
    heard = "hearings" in view.rows
    facts = view.case.facts
    return _review_duty(penalty, view.party, view.charge, heard, view.case.today, facts.province, facts.review_classes)


@remembered
def review_due(view: ChargeView) -> bool | None:
    """
    Tell whether a legal review must pass before the decision; None while that is not found out.

    Law: APL 58 ¶1.
    """
    duty = review_duty_of(view)
    return duty.due if duty is not None else None


def case_review_due(view: ChargeView) -> bool:
    """
    Tell whether the regime reviews every other case too.

    Law: 市场监管程序规定 52; 农业程序规定 51 ¶2.
    """
    return view.charge.regime in CASE_REVIEW


@remembered
def deliberation_due(view: ChargeView) -> bool | None:
    """
    Tell whether the heads must deliberate together; None while that is not found out.

    Law: APL 57 ¶2.
    """
    asked = "hearing_requests" in view.rows
    return _deliberation_due(view.charge, hearing_due(view), asked, review_due(view))


@lru_cache(maxsize=KEPT)
def _deliberation_due(charge: Charge, in_range: bool | None, asked: bool, reviewing: bool | None) -> bool | None:
    gravity = Gravity(
        complex=charge.complex,
        grave=charge.weighty,
        in_hearing_range=in_range,
        hearing_requested=asked,
        review_due=reviewing,
        social_impact=charge.weighty,
        disputed=charge.complex,
    )
    return deliberation_duty(gravity, charge.regime).due


def item_of(evidence: Evidence) -> Item:
    """
    Return a piece of evidence as the rule on evidence takes it.

    Law: APL 46.
    """
    return Item(evidence.id, evidence.kind, evidence.lawful, True if evidence.verified_at is not None else None)


def check_use(evidence: Evidence, today: date, regime: Regime | None) -> Verdict:
    """
    Test whether a penalty may be built on one piece of evidence today: whoever took it, whatever took it (INV-20).

    Law: APL 41, 46. SAMR 32; HURD 18 ¶1; AGR 40; TRA 42.

    :raises LawRefused: if a qualification ends before it begins
    """
    found = [*check_item(item_of(evidence))]
    if evidence.monitoring is not None:
        found += _check_monitored(evidence.monitoring, evidence.at.date(), today)
    if evidence.opinion is not None:
        by = evidence.opinion
        expertise = Expertise(
            subject=evidence.id,
            issued_on=by.issued_on,
            qualified=by.qualified,
            none_qualified=by.none_qualified,
            valid_from=by.valid_from,
            valid_until=by.valid_until,
            signed=by.signed,
            sealed=by.sealed,
        )
        found += check_issuer(expertise, regime)
    return tuple(found)


def _check_monitored(by: Monitoring, day: date, today: date) -> Verdict:
    device = Device(
        recorded_on=day,
        basis=Citation(by.statute, by.article) if by.statute and by.article else None,
        legally_reviewed=by.legally_reviewed,
        technically_reviewed=by.technically_reviewed,
        standard=by.standard,
        reasonable=by.reasonable,
        marked=by.marked,
        location_published_on=by.location_published_on,
    )
    recording = Recording(day, by.reviewed_on, by.true, by.clear, by.complete, by.accurate)
    return (*check_device(device), *check_recording(recording, today))
