"""What may follow from an education, and before whom the one who was taught has a name."""

from datetime import date
from uuid import UUID

from tongpan.agencies.domain.actor import Actor
from tongpan.cases import policies
from tongpan.cases.domain.educating import Kept
from tongpan.cases.domain.hiding import Hiding
from tongpan.cases.models import Education
from tongpan.cases.queries.educating import education_for
from tongpan.cases.queries.facts import known
from tongpan.kernel.errors import Conflict
from tongpan.law.facts.words import Role


def education_to_follow(actor: Actor, education_id: UUID) -> Education:
    """
    Return an education from which a case or a lead may follow.

    :raises Conflict: if the promise was not found broken, or something follows from it already
    :raises NotFound: if the actor may not know of it
    """
    one = education_for(actor, education_id)
    if one.result != Kept.BROKEN:
        raise Conflict("回访认定没有履行承诺的，才由此报线索或者建案", code="case.education.not_broken")
    if one.led_case_id is not None or one.led_lead_id is not None:
        raise followed()
    return one


def followed() -> Conflict:
    """Return what is said where a case or a lead followed from an education before."""
    return Conflict("已经报过线索或者建了案，请刷新", code="case.education.led")


def sees_taught(actor: Actor, one: Education, on: date) -> bool:
    """Tell whether the party of an education stands in clear before somebody."""
    return policies.sees_taught(actor, one, parts_in(actor, one, on))


def parts_in(actor: Actor, one: Education, on: date) -> frozenset[Role]:
    """Return what somebody was named to do in the case of an education; nothing where there is none."""
    if one.case is None:
        return frozenset()
    now = known(one.case, on)
    return policies.roles_of(policies.handle_of(actor, now.people), now.facts)


def hiding_of(one: Education, *, clear: bool) -> Hiding:
    """Return how what was written of an education is read: its party, and the others of its case."""
    return Hiding.over([one, *(one.case.parties.all() if one.case is not None else ())], clear=clear)
