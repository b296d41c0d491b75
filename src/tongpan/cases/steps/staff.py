"""办案人员: who is named to what, and by which name the facts call each."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from uuid import UUID

from tongpan.agencies import queries as agencies
from tongpan.agencies.domain.posts import Post
from tongpan.cases.domain.posts import CANDIDATES, HEADS, OF_THE_ORGAN
from tongpan.cases.models import Case, CaseOfficer
from tongpan.cases.queries.people import organs_of
from tongpan.kernel.clock import date_of
from tongpan.kernel.errors import Invalid, require
from tongpan.kernel.models import Participant
from tongpan.law.facts import Assignment
from tongpan.law.facts.words import Role
from tongpan.law.penalty.officers import check_head

SUBJECT = "cases.case"


def named(
    case: Case, wanted: Iterable[tuple[Role, UUID]], now: datetime
) -> tuple[dict[UUID, str], tuple[Assignment, ...]]:
    """
    Name people to posts of a case; return what the facts call each, and the rows to add.

    Whoever is named takes part by name, and so may see the case wherever it lies.

    :raises Invalid: if somebody is nobody of this county, or holds no post for what he is named to
    :raises Unlawful: if who would approve or decide is no head of the case's organ (处罚法 57)
    """
    posts = list(dict.fromkeys(wanted))
    new = case.version == 0
    people = {} if new else dict(CaseOfficer.objects.filter(case=case).values_list("officer_id", "handle"))
    before = len(people)
    found = agencies.with_posts([officer_id for _, officer_id in posts], date_of(now))
    for role, officer_id in posts:
        posted = found.get(officer_id)
        if posted is None or posted.officer.district_id != case.district_id:
            raise Invalid("指定的人员不在册，请重新选择", fields={"officer": "请重新选择"})
        officer, held = posted.officer, posted.posts
        if Post.JUSTICE_SUPERVISOR in held:
            text = f"{officer.name}是司法局监督员；监督案件的人不能办理案件，请另行指定"
            raise Invalid(text, code="case.officer.supervises", fields={"officer": text})
        if not held.intersection(CANDIDATES[role]):
            text = f"{officer.name}现在的岗位不能担任{role.label}"
            raise Invalid(text, fields={"officer": text})
        if role in OF_THE_ORGAN:
            _require_head(case, posted)
        if officer_id not in people:
            people[officer_id] = _free(officer.name, people.values())
    _take_part(case, list(people.items())[before:], now)
    return people, tuple(Assignment(role, people[officer_id], now) for role, officer_id in posts)


def require_head(case: Case, officer_id: UUID | None, on: date) -> None:
    """
    Let pass who is a head of the case's organ on a day: one statement.

    :raises Unlawful: otherwise; who was named while a head here may have left the organ since
    """
    found = agencies.with_posts([officer_id] if officer_id is not None else [], on)
    for posted in found.values():
        _require_head(case, posted)


def _require_head(case: Case, posted: agencies.Posted) -> None:
    of_organ = posted.serves(HEADS, organs_of(case))
    require(check_head(posted.officer.name, case.acts_as, of_organ=of_organ))


def fits(officer_id: UUID, role: Role, now: datetime) -> bool:
    """Tell whether somebody holds a post today from which a post of a case is filled."""
    held = agencies.posts_of([officer_id], date_of(now)).get(officer_id, frozenset())
    return bool(held.intersection(CANDIDATES[role]))


def take_part(case: Case, officer_id: UUID, name: str, taken: Iterable[str], now: datetime) -> str:
    """Give somebody a part in a case; return what the facts call this person."""
    handle = _free(name, taken)
    _take_part(case, [(officer_id, handle)], now)
    return handle


def _take_part(case: Case, added: Sequence[tuple[UUID, str]], now: datetime) -> None:
    if not added:
        return
    CaseOfficer.objects.bulk_create(
        CaseOfficer(case=case, officer_id=officer_id, handle=handle) for officer_id, handle in added
    )
    Participant.objects.bulk_create(
        [
            Participant(person_id=officer_id, subject_type=SUBJECT, subject_id=case.pk, added_at=now)
            for officer_id, _ in added
        ],
        ignore_conflicts=True,
    )


def _free(name: str, taken: Iterable[str]) -> str:
    """Return a name nobody in the case bears yet: of two with one name the second gets a number."""
    names = set(taken)
    number, handle = 2, name
    while handle in names:
        number, handle = number + 1, f"{name}（{number}）"
    return handle
