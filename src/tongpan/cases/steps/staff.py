"""办案人员: who is named to what, and by which name the facts call each."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from uuid import UUID

from tongpan.agencies import queries as agencies
from tongpan.agencies.domain.posts import Post
from tongpan.cases.domain.choices import Source
from tongpan.cases.domain.posts import CANDIDATES, HEADS, LEVEL_POSTS, OF_THE_ORGAN, stands_at
from tongpan.cases.models import Case, CaseOfficer
from tongpan.cases.queries import Known
from tongpan.cases.queries.people import organs_of
from tongpan.kernel.clock import date_of
from tongpan.kernel.errors import Forbidden, Invalid, require
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
        if role in OF_THE_ORGAN and case.source != Source.PAPER:  # on paper, the head of the day of each step counts
            of_organ = posted.serves(HEADS, organs_of(case))
            require(check_head(officer.name, case.acts_as, of_organ=of_organ))
        if officer_id not in people:
            people[officer_id] = _free(officer.name, people.values())
    let_in(case, list(people.items())[before:], now)
    return people, tuple(Assignment(role, people[officer_id], now) for role, officer_id in posts)


def require_heads(case: Case, known: Known, names: Iterable[str | None]) -> None:
    """
    Let pass who, of the people of a case, are heads of its organ on the day of what is known.

    :raises Unlawful: naming each who is none: named while a head here, somebody may have left since (处罚法 57)
    """
    heads = known.heads(organs_of(case))
    require(
        tuple(
            breach
            for name in dict.fromkeys(names)
            for breach in check_head(name or "没有分工的人", case.acts_as, of_organ=name in heads)
        )
    )


def require_in_office(case: Case, officer_id: UUID | None, on: date) -> None:
    """
    Let pass who is a head of the case's organ on another day than that of what is known: one statement.

    :raises Unlawful: otherwise
    """
    posted = agencies.with_posts([officer_id], on).get(officer_id) if officer_id is not None else None
    of_organ = posted is not None and posted.serves(HEADS, organs_of(case))
    require(check_head(posted.officer.name if posted else "签批人", case.acts_as, of_organ=of_organ))


def require_level(case: Case, officer_id: UUID, on: date) -> None:
    """
    Let pass who still serves where a level of approval is held: the organ's own people, and reviewers of the county.

    :raises Forbidden: otherwise
    """
    posted = agencies.with_posts([officer_id], on).get(officer_id)
    if posted is None or not stands_at(posted.held, LEVEL_POSTS, organs_of(case)):
        raise Forbidden("现在不在本机关任职的人不能再批；请由承办人改报", code="cases.level_left")


def fits(officer_id: UUID, role: Role, now: datetime) -> bool:
    """Tell whether somebody holds a post today from which a post of a case is filled."""
    held = agencies.posts_of([officer_id], date_of(now)).get(officer_id, frozenset())
    return bool(held.intersection(CANDIDATES[role]))


def take_part(case: Case, officer_id: UUID, name: str, taken: Iterable[str], now: datetime) -> str:
    """Give somebody a part in a case; return what the facts call this person."""
    handle = _free(name, taken)
    let_in(case, [(officer_id, handle)], now)
    return handle


def let_in(case: Case, added: Sequence[tuple[UUID, str]], now: datetime) -> None:
    """Give several people a part in a case, under the names by which its facts call them."""
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
