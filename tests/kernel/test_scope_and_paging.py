"""How far an actor sees, and how a long list is read."""

from datetime import datetime, timedelta
from types import SimpleNamespace
from uuid import uuid4

import pytest

from tongpan.kernel.errors import Conflict, Invalid
from tongpan.kernel.ids import uuid7
from tongpan.kernel.models import Participant, RefusedAttempt, TimeLimit
from tongpan.kernel.paging import keyset, keyset_of_any
from tongpan.kernel.scope import NOTHING, Scope

pytestmark = pytest.mark.django_db


def a_limit(now, **columns) -> TimeLimit:
    return TimeLimit.objects.create(
        subject_type="tests.lead", subject_id=uuid7(), rule="R", kind="MUST_BY", trigger_at=now,
        trigger_on=now.date(), quantity=3, unit="WORKDAY", **columns,
    )  # fmt: skip


def attempt(actor: str, at: datetime) -> RefusedAttempt:
    return RefusedAttempt(at=at, actor=actor, method="POST", path="/", status=403, code="x")


class TestScope:
    def test_shows_what_lies_in_any_of_ones_territories_bodies_and_teams(self, now):
        district, town, body, team = (uuid4() for _ in range(4))
        mine = [a_limit(now, district_id=district), a_limit(now, town_id=town), a_limit(now, body_id=body)]
        mine.append(a_limit(now, team_id=team))
        theirs = a_limit(now, district_id=uuid4(), town_id=uuid4())
        scope = Scope(frozenset([district]), frozenset([town]), frozenset([body]), frozenset([team]))

        assert set(TimeLimit.objects.filter(scope.q())) == set(mine)
        assert all(scope.covers(one) for one in mine)
        assert not scope.covers(theirs)

    def test_shows_nobody_anything_and_the_whole_only_to_whom_it_is_given(self, now):
        one = a_limit(now, town_id=uuid4())

        assert not TimeLimit.objects.filter(NOTHING.q()).exists()
        assert not NOTHING.covers(one)
        assert TimeLimit.objects.filter(Scope(everything=True).q()).count() == 1
        assert Scope(everything=True).covers(one)

    def test_shows_a_named_participant_the_one_record(self, now):
        person, one, other = uuid4(), a_limit(now, town_id=uuid4()), a_limit(now, town_id=uuid4())
        Participant.objects.create(subject_type="kernel.timelimit", subject_id=one.pk, person_id=person, added_at=now)
        scope = Scope(person=person)

        assert list(TimeLimit.objects.filter(scope.q())) == [one]
        assert (scope.covers(one), scope.covers(other)) == (True, False)
        assert not TimeLimit.objects.filter(scope.q(participants=False)).exists()

    def test_a_row_without_a_town_is_not_everybodys(self):
        row = SimpleNamespace(pk=uuid4(), district_id=None, town_id=None, body_id=None, team_id=None)

        assert not Scope(towns=frozenset([uuid4()])).covers(row)

    def test_leaves_out_columns_that_a_model_does_not_have(self, now):
        town = uuid4()
        one = a_limit(now, town_id=town)

        assert list(TimeLimit.objects.filter(Scope(towns=frozenset([town])).q(columns=("town_id",)))) == [one]


class TestParts:
    def test_the_parts_together_show_what_the_whole_shows_page_by_page_each_row_once(self, now):
        town, team, person = uuid4(), uuid4(), uuid4()
        scope = Scope(towns=frozenset([town]), teams=frozenset([team]), person=person)
        rows = [a_limit(now, town_id=town) for _ in range(3)] + [a_limit(now, town_id=town, team_id=team)]
        rows += [a_limit(now, team_id=team) for _ in range(2)] + [a_limit(now, town_id=uuid4())]
        Participant.objects.create(subject_type="tests", subject_id=rows[-1].pk, person_id=person, added_at=now)
        a_limit(now, town_id=uuid4())

        seen, after = [], None
        for _ in range(10):
            parts = [TimeLimit.objects.filter(part) for part in scope.parts()]
            page = keyset_of_any(parts, order=("-id",), after=after, size=2)
            seen += page.items
            after = page.next
            if after is None:
                break

        assert seen == list(TimeLimit.objects.filter(scope.q()).order_by("-id"))
        assert {one.pk for one in seen} == {one.pk for one in rows}

    def test_nobody_has_no_part_and_whoever_sees_everything_has_one(self):
        assert NOTHING.parts() == []
        assert len(Scope(everything=True).parts()) == 1


class TestTimeLimit:
    def test_changes_under_one_hand_only(self, now):
        limit = a_limit(now)
        stale = TimeLimit.objects.get(pk=limit.pk)

        limit.change(met_at=now)

        assert not limit.running
        with pytest.raises(Conflict):
            stale.change(cancelled_at=now)


class TestKeyset:
    @pytest.fixture
    def attempts(self, now) -> list[int]:
        """25 rows, many at the same moment."""
        rows = [attempt(f"a{n}", now + timedelta(minutes=n // 4)) for n in range(25)]
        return [row.pk for row in RefusedAttempt.objects.bulk_create(rows)]

    @pytest.mark.parametrize("order", [("-at", "-id"), ("at", "id"), ("-at", "id"), ("actor",)])
    def test_every_row_comes_once_and_in_order(self, attempts, order, django_assert_num_queries):
        seen, after = [], None
        while True:
            with django_assert_num_queries(1):
                page = keyset(RefusedAttempt.objects.all(), order=order, after=after, size=4)
            seen += [row.pk for row in page.items]
            after = page.next
            if after is None:
                break

        assert seen == list(RefusedAttempt.objects.order_by(*order).values_list("pk", flat=True))

    def test_a_row_that_comes_in_meanwhile_moves_nothing(self, attempts, now):
        first = keyset(RefusedAttempt.objects.all(), order=("-at", "-id"), after=None, size=5)
        attempt("n", now + timedelta(days=1)).save()
        second = keyset(RefusedAttempt.objects.all(), order=("-at", "-id"), after=first.next, size=5)

        assert {row.pk for row in first.items}.isdisjoint(row.pk for row in second.items)
        assert second.items[0].at <= first.items[-1].at

    @pytest.mark.parametrize(
        "after", ["x", "%%%", "W10", "WyJhIl0", "bnVsbA", "WzEsMl0x", "W251bGwsMV0", "WyJub3QgYSBkYXRlIiwxXQ", "é"]
    )
    def test_refuses_a_token_that_it_did_not_give(self, attempts, after):
        with pytest.raises(Invalid):
            keyset(RefusedAttempt.objects.all(), order=("-at", "-id"), after=after, size=5)

    def test_a_size_beyond_all_measure_is_cut(self, attempts):
        assert len(keyset(RefusedAttempt.objects.all(), order=("id",), after=None, size=10**9).items) == 25
        assert len(keyset(RefusedAttempt.objects.all(), order=("id",), after=None, size=-1).items) == 1
