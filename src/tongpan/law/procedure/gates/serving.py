"""Service and publicity (送达、公开)."""

from functools import lru_cache
from typing import Final

from tongpan.law.citation import Citation
from tongpan.law.conflicts.terms import BEFORE_SERVICE
from tongpan.law.facts.words import Track
from tongpan.law.penalty.disclosure import Published, check_publishing
from tongpan.law.penalty.kinds import PartyKind
from tongpan.law.penalty.responsibility import comes_of_age_on
from tongpan.law.penalty.service import Electronic, PublicNotice, check_service
from tongpan.law.procedure.adapting import KEPT
from tongpan.law.procedure.gate import gate
from tongpan.law.procedure.proving import failed_by_hand_and_by_mail
from tongpan.law.procedure.settled import public_service_limit
from tongpan.law.procedure.view import ChargeView, PaperView, last
from tongpan.law.titles import APL, CIVIL_PROCEDURE_LAW
from tongpan.law.verdict import LAWFUL, Breach, Verdict

UNSERVED: Final = "disclosure.unserved"
ADULT_AGE: Final = 18
"""full years of age (行政处罚法第三十条)"""

SERVED: Final = Citation(APL, 61, 1, gist="决定书当场交付，不在场的七日内送达")
PUBLIC: Final = Citation(CIVIL_PROCEDURE_LAW, 95, 1, figures=("三十日",), gist="公告送达，三十日视为送达")

PUBLIC_RUNNING: Final = Breach("service.public.running", "公告期还没有满", PUBLIC, missing="期满后再确认送达")
NOT_SERVED: Final = Breach("service.missing", "决定书还没有送达", SERVED, missing="送达决定书")


@gate("service.electronic.unconfirmed")
def consented(view: PaperView) -> Verdict:
    """
    Test that the party agreed in writing to electronic service (INV-46).

    Law: APL 61 ¶2.
    """
    today = view.of.case.today
    confirmed = today if view.of.party.electronic else None
    sent = Electronic(today, confirmed, to_confirmed_address=True, arrived_on=today, recorded=True)
    return check_service(sent, view.of.charge.regime, view.of.case.facts.province)


@gate("service.public.groundless", "service.public.unknown")
def untraceable(view: PaperView) -> Verdict:
    """
    Test that the party cannot be found, or that the other modes were tried in vain (INV-46).

    Law: CPL 95.
    Reading: which attempts must have failed (ADR-0057).
    """
    sought = view.of.party.untraceable
    failed = failed_by_hand_and_by_mail(view.attempts)
    notice = PublicNotice(
        published_on=view.of.case.today,
        untraceable=sought,
        others_failed=True if failed else False if sought is not None else None,
        course_recorded=True,
        on_website=True,
    )
    return check_service(notice, view.of.charge.regime, view.of.case.facts.province)


@gate("service.public.running")
def public_notice_over(view: PaperView) -> Verdict:
    """
    Test that the public notice has run (INV-46).

    Law: CPL 95; 农业程序规定 72; 交通程序规定 18.
    """
    running = view.announced
    if running is None:
        return LAWFUL
    due = public_service_limit(view.of, running.at.date()).due_on
    return LAWFUL if due is not None and view.of.case.today >= due else (PUBLIC_RUNNING,)


@gate("service.missing")
def served(view: ChargeView) -> Verdict:
    """
    Test that the decision was served (INV-46).

    Law: APL 61.
    """
    return LAWFUL if view.served_at is not None else (NOT_SERVED,)


@gate("disclosure.unserved", "disclosure.barred", "disclosure.minor.unknown", "disclosure.unscreened")
def publishable(view: ChargeView) -> Verdict:
    """
    Test that the decision may be made public as it stands (INV-74).

    Law: APL 48, 50.
    Reading: nothing is published before it is served, unless the head so settled it for the case (ADR-0028, ADR-0062).
    """
    decision = view.decision
    if decision is None or decision.penalty is None:
        return LAWFUL
    row = last(view.rows.get("disclosures"))
    screened = row is not None and row.redacted_at is not None
    found = _publishing(
        Published(
            kinds=frozenset(decision.penalty.kinds),
            summary=decision.track is Track.SUMMARY,
            decided_on=decision.at.date(),
            social_impact=True,
            minor=is_minor(view),
            served_on=view.served_at.date() if view.served_at is not None else None,
            found=frozenset() if screened else None,
        ),
        view.charge.regime,
    )
    early = view.case.answered(BEFORE_SERVICE) == "NOW"
    return tuple(breach for breach in found if not (early and breach.code == UNSERVED))


_publishing = lru_cache(maxsize=KEPT)(check_publishing)


def is_minor(view: ChargeView) -> bool | None:
    """
    Tell whether the party is a minor today; None while the birth date of a person is unknown.

    Law: APL 30; 民法典 17.
    """
    party = view.party
    if party.kind is PartyKind.ORGANIZATION:
        return False
    return None if party.born_on is None else view.case.today < comes_of_age_on(party.born_on, ADULT_AGE)
