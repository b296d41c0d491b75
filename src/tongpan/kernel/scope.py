"""Scope: how far an actor sees. One policy for lists, details, exports, maps and files."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Any
from uuid import UUID

from django.db.models import Q

from tongpan.kernel.models import Participant

COLUMNS = {"district_id": "districts", "town_id": "towns", "body_id": "bodies", "team_id": "teams"}


@dataclass(frozen=True, slots=True)
class Scope:
    """Territories, bodies and teams that are an actor's, and the person for what they take part in by name."""

    districts: frozenset[UUID] = frozenset()
    towns: frozenset[UUID] = frozenset()
    bodies: frozenset[UUID] = frozenset()
    teams: frozenset[UUID] = frozenset()
    person: UUID | None = None
    everything: bool = False

    def q(self, prefix: str = "", *, columns: Iterable[str] = tuple(COLUMNS), participants: bool = True) -> Q:
        """
        Return the condition on rows with the conventional columns; `prefix` leads to them (``"lead__"``).

        A model that lacks one of the columns names those it has.
        """
        if self.everything:
            return Q()
        parts = self.parts(prefix, columns=columns, participants=participants)
        return reduce(or_, parts, Q(pk__in=[]))

    def parts(self, prefix: str = "", *, columns: Iterable[str] = tuple(COLUMNS), participants: bool = True) -> list[Q]:
        """
        Return the same condition as `q`, as conditions one of which must hold.

        Joined by "or" they make a database read everything; each on its own has its index (`paging.keyset_of_any`).
        """
        if self.everything:
            return [Q()]
        found = [
            Q(**{f"{prefix}{column}__in": sorted(mine)})
            for column in columns
            if (mine := getattr(self, COLUMNS[column]))
        ]
        if participants and self.person is not None:
            named = Participant.objects.filter(person_id=self.person).values("subject_id")
            found.append(Q(**{f"{prefix}pk__in": named}))
        return found

    def covers(self, obj: Any) -> bool:
        """Tell whether one record lies in the scope; costs a query only where nothing but the name can help."""
        if self.everything:
            return True
        if any(getattr(obj, column, None) in getattr(self, mine) for column, mine in COLUMNS.items()):
            return True
        if self.person is None:
            return False
        return Participant.objects.filter(person_id=self.person, subject_id=obj.pk).exists()


NOTHING = Scope()
"""The scope of nobody."""
