"""期限提醒: which rule is in force where, what was told of a case, and whom to tell."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Final
from uuid import UUID

from tongpan.agencies import queries as agencies
from tongpan.agencies.domain.posts import Post
from tongpan.cases.domain.duties import holders, role_of
from tongpan.cases.domain.posts import OF_THE_ORGAN
from tongpan.cases.domain.reminding import DEFAULT, Ladder, Level
from tongpan.cases.models import Case, CaseFact, CaseOfficer, LimitReminder, ReminderRule
from tongpan.cases.queries.people import organs_of
from tongpan.kernel.notify import Contact
from tongpan.law.facts import Assignment, Recusal, read_row
from tongpan.law.facts.words import Role

AT_MOST: Final = 8
OF_DISTRICT: Final = (Post.DISTRICT_DISPATCHER, Post.JUSTICE_SUPERVISOR)


@dataclass(frozen=True, slots=True)
class Ladders:
    """The rules in force on a day: a body's own before its county's before the default."""

    rules: dict[tuple[UUID, UUID | None], Ladder] = field(default_factory=dict)

    def of(self, district_id: UUID, body_id: UUID | None) -> Ladder:
        """Return the rule for one body's cases."""
        return self.rules.get((district_id, body_id)) or self.rules.get((district_id, None)) or DEFAULT

    @property
    def most_before(self) -> int:
        """The most working days before the end on which anybody is told."""
        steps = [ladder.of(level) for ladder in (DEFAULT, *self.rules.values()) for level in Level]
        return max(step for step in steps if step is not None)


def ladders(on: date) -> Ladders:
    """Return the rules in force on a day; one statement."""
    rows = ReminderRule.objects.filter(valid_from__lte=on).order_by("valid_from", "set_at", "id")
    return Ladders({(row.district_id, row.body_id): Ladder(row.handlers, row.head, row.district_level) for row in rows})


def rules_of(district_id: UUID) -> list[ReminderRule]:
    """Return the rules of a county and its bodies, newest first, those to come included."""
    rows = ReminderRule.objects.filter(district_id=district_id).select_related("body")
    return list(rows.order_by("-valid_from", "-set_at")[:50])


def reminders_of(case_id: UUID) -> list[LimitReminder]:
    """Return who was told of what in a case, newest first."""
    return list(LimitReminder.objects.filter(case_id=case_id).order_by("-at", "-level"))


def posts_in(case_ids: Iterable[UUID]) -> dict[UUID, tuple[list[Assignment], list[Recusal]]]:
    """Return who was named to what in some cases, and who stands aside; one statement."""
    found: dict[UUID, tuple[list[Assignment], list[Recusal]]] = {key: ([], []) for key in case_ids}
    rows = CaseFact.objects.filter(case_id__in=list(found), table__in=("assignments", "recusals"))
    for case_id, table, row in rows.order_by("place").values_list("case_id", "table", "row"):
        read = read_row(table, row)
        (found[case_id][0] if table == "assignments" else found[case_id][1]).append(read)
    return found


def to_tell(reminder: LimitReminder, on: date) -> list[Contact]:
    """Return the people of one level: those named in the case, else who holds the post in its body or county."""
    case = reminder.case
    if reminder.level == Level.DISTRICT:
        return _contacts(agencies.people_in_posts(OF_DISTRICT, district_id=case.district_id, town_id=None, on=on))
    named, recusals = posts_in([case.pk])[case.pk]
    if reminder.level == Level.HANDLERS:
        roles = dict.fromkeys((role_of(reminder.rule), Role.HANDLER))
        return _named(case, [name for role in roles for name in holders(named, recusals, role)])
    heads = _named(case, [name for role in Role if role in OF_THE_ORGAN for name in holders(named, recusals, role)])
    return heads or _contacts(agencies.people_of_bodies((Post.HEAD,), organs_of(case), on))


def _named(case: Case, names: list[str]) -> list[Contact]:
    wanted = list(dict.fromkeys(names))
    rows = CaseOfficer.objects.filter(case=case, handle__in=wanted).select_related("officer")
    people = {row.handle: row.officer for row in rows}
    return [Contact(people[name].name, people[name].phone) for name in wanted if name in people][:AT_MOST]


def _contacts(people: list[agencies.InPost]) -> list[Contact]:
    found = agencies.officers_in([one.officer_id for one in people])
    return [Contact(one.name, one.phone) for one in found.values()][:AT_MOST]
