"""期限看板，案件多了也一样：每一级的语句数不变，各组的数和逐条数的一样，别人的案件一条也看不到；本人的期限跟着案件走。"""

import random
from dataclasses import replace
from datetime import timedelta
from importlib import import_module
from uuid import UUID

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests import cast
from tests.cases.acts import act
from tests.cases.test_api import Caller
from tests.cases.watch import told, with_rows

from tongpan.agencies.domain.actor import Actor
from tongpan.agencies.domain.posts import Post
from tongpan.cases import actions
from tongpan.cases.domain.acts import CaseAct
from tongpan.cases.domain.board import Group, Reach, week_end
from tongpan.cases.models import Case, CaseFact, CaseLimit, CaseOfficer, CaseParty, PersonLimit
from tongpan.cases.queries import limits
from tongpan.cases.queries.limits import COUNTED, BoardFilters
from tongpan.cases.steps import limits as written
from tongpan.cases.steps import renewing
from tongpan.cases.steps.agreeing import disagreements
from tongpan.kernel.clock import date_of
from tongpan.kernel.ids import uuid7
from tongpan.kernel.scope import Scope
from tongpan.law.facts.words import Role
from tongpan.law.period import Kind
from tongpan.law.procedure import Step

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("moment")]
RULES = {"DL-09": Kind.MUST_BY, "DL-01": Kind.MUST_BY, "DL-11": Kind.RIGHT_UNTIL, "DL-13": Kind.NOT_BEFORE}
DOMAINS = ("city_appearance", "water")
CHOSEN = [
    {},
    {"kind": "MUST_BY"},
    {"kind": "NOT_BEFORE"},
    {"rule": "DL-09"},
    {"rule": "DL-11", "kind": "MUST_BY"},
    {"rule": "DL-09", "domain": "water"},
    {"domain": "water"},
    {"domain": "fire"},
    {"rule": "DL-35"},
    {"rule": "no such rule"},
]


def many(case: Case, number: int) -> list[Case]:
    """Return so many more cases like one: its rows once more under other keys, as opening each would write them."""
    made = []
    with transaction.atomic():
        for _ in range(number):
            copy = Case.objects.get(pk=case.pk)
            copy.pk, copy.number = uuid7(), f"AJ-{uuid7().hex[:20]}"
            copy._state.adding = True
            copy.save()
            for model in (CaseParty, CaseOfficer, CaseFact, CaseLimit):
                rows = list(model.objects.filter(case=case))
                for row in rows:
                    row.pk, row.case = (None if model is CaseOfficer else uuid7()), copy
                model.objects.bulk_create(rows)
            written.share(copy, list(CaseLimit.objects.filter(case=copy)), begun=True)
            made.append(copy)
    return made


def scattered(stage, number: int) -> None:
    """Spread limits of every kind, rule and field over days before and after today, some without a day."""
    dice, today = random.Random(7), date_of(stage.now)
    first = told(stage)
    for case in [first, *many(first, number)]:
        with transaction.atomic():
            CaseLimit.objects.filter(case=case).delete()
            domain = dice.choice(DOMAINS)
            rows = []
            for rule in dice.sample(sorted(RULES), 3):
                day = dice.choice([None, today, *(today + timedelta(days=dice.randint(-20, 40)) for _ in range(6))])
                rows.append(
                    CaseLimit(
                        case=case, rule=rule, kind=RULES[rule].value, act_by=day, domain=domain, party="甲",
                        district_id=case.district_id, town_id=case.town_id, body_id=case.body_id,
                        team_id=case.team_id, awaiting_year=dice.choice([None, None, 2027]),
                    )
                )  # fmt: skip
            CaseLimit.objects.bulk_create(rows)
            written.share(case, rows, begun=True)


def naive(filters: BoardFilters, today) -> dict[Group, list[CaseLimit]]:
    """Return every limit by its groups, one looked at after the other."""
    sunday = week_end(today)
    found: dict[Group, list[CaseLimit]] = {group: [] for group in Group}
    for row in CaseLimit.objects.all():
        asked = {"rule": filters.rule, "kind": filters.kind, "domain": filters.domain}
        if any(value and getattr(row, name) != value for name, value in asked.items()):
            continue
        duty, day = row.kind == "MUST_BY", row.act_by
        if day is None:
            found[Group.UNDATED].append(row)
            continue
        if row.awaiting_year is not None:
            found[Group.WAITING].append(row)
        if day < today:
            found[Group.OVERDUE if duty else Group.ENDED].append(row)
        elif day == today:
            found[Group.TODAY].append(row)
        else:
            found[Group.WEEK if day <= sunday else Group.LATER].append(row)
    return found


def all_pages(actor, filters: BoardFilters, today, size: int = 7) -> list[CaseLimit]:
    """Return what a list shows, turned over page by page."""
    found, after = [], None
    while True:
        page = limits.board(actor, filters, today, after=after, size=size)
        found += page.items
        after = page.next
        if after is None:
            return found


def of_body(stage, body_id: UUID) -> Actor:
    """Return somebody whose post reaches one body's cases, as the head of a bureau."""
    return replace(stage.head, scope=Scope(bodies=frozenset({body_id})))


def looking(stage) -> dict[Reach, Actor]:
    """Return who looks at each level; the head is named in every case."""
    return {
        Reach.MINE: stage.head, Reach.TEAM: stage.officer, Reach.TOWN: stage.head,
        Reach.BODY: of_body(stage, stage.town.agency.pk),
        Reach.DISTRICT: cast.actor(cast.chief_chen()),
    }  # fmt: skip


class TestCounts:
    @pytest.mark.parametrize("chosen", CHOSEN, ids=str)
    def test_m143_groups_and_pages_hold_what_a_count_one_by_one_finds(self, stage, chosen):
        scattered(stage, 25)
        today = date_of(stage.now)
        for level, actor in looking(stage).items():
            filters = BoardFilters(reach=level, **chosen)
            found = naive(filters, today)

            assert limits.counts(actor, filters, today) == {group: len(rows) for group, rows in found.items()}, level
            for group in Group:
                shown = all_pages(actor, BoardFilters(reach=level, group=group, **chosen), today)
                assert sorted(row.pk for row in shown) == sorted(row.pk for row in found[group]), (level, group)
            running = [*found[Group.OVERDUE], *found[Group.TODAY], *found[Group.WEEK], *found[Group.LATER]]
            whole = all_pages(actor, filters, today)
            assert [row.pk for row in whole] == [
                row.pk for row in sorted(running, key=lambda row: (row.act_by, row.pk))
            ], level

    def test_a_town_is_chosen_within_the_district_alone(self, stage):
        scattered(stage, 5)
        today, chief = date_of(stage.now), cast.actor(cast.chief_chen())
        there = BoardFilters(reach=Reach.DISTRICT, town_id=stage.town.town.pk)
        neighbour = cast.actor(cast.chief_chen(cast.a_county("衢江区", "330803")))

        whole = limits.counts(chief, BoardFilters(reach=Reach.DISTRICT), today)
        assert limits.counts(chief, there, today) == whole
        assert set(limits.counts(neighbour, there, today).values()) == {0}
        assert limits.board(neighbour, there, today).items == []
        own = BoardFilters(reach=Reach.MINE, town_id=stage.town.town.pk)
        assert limits.counts(stage.head, own, today) == whole

    def test_more_than_are_counted_are_said_to_be_more(self, stage, enter):
        case = told(stage)
        row = CaseLimit.objects.filter(case=case, rule="DL-09").get()
        CaseLimit.objects.filter(case=case).exclude(pk=row.pk).delete()
        copies = [CaseLimit.objects.get(pk=row.pk) for _ in range(COUNTED + 1)]
        for place, one in enumerate(copies):
            one.pk, one.ref = uuid7(), str(place)
        CaseLimit.objects.bulk_create(copies)
        page = enter(stage.head).get(reverse("cases:limits") + "?reach=TOWN").content.decode()

        filters = BoardFilters(reach=Reach.TOWN)
        assert limits.counts(stage.head, filters, date_of(stage.now))[Group.LATER] == COUNTED + 1
        assert f"{COUNTED}+" in page

    def test_a_rule_that_there_is_not_is_in_no_list(self, stage):
        told(stage)
        answer = Caller(stage, stage.head).get("/limits?reach=TOWN&rule=DL-0815")

        assert answer.status_code == 200
        assert answer.json()["items"] == []


class TestStatements:
    @pytest.mark.parametrize("level", list(Reach))
    def test_m143_every_level_asks_the_same_among_one_case_and_fifty(self, stage, level):
        case, today = told(stage), date_of(stage.now)
        actor, counts = looking(stage)[level], []
        for _ in range(2):
            for chosen in ({}, {"group": "LATER"}, {"group": "WAITING"}, {"rule": "DL-09"}, {"domain": case.domain}):
                filters = BoardFilters(reach=level, **chosen)
                with CaptureQueriesContext(connection) as seen:
                    page = limits.board(actor, filters, today)
                    limits.shown(page.items, today)
                    limits.counts(actor, filters, today)
                counts.append(len(seen))
            many(case, 50)

        assert counts[:5] == counts[5:]
        assert max(counts) <= 13

    def test_pages_of_the_board_ask_the_same_among_one_case_and_fifty(self, stage, enter):
        case, counts = told(stage), []
        client = enter(stage.head)
        for _ in range(2):
            for level in (Reach.MINE, Reach.TOWN):
                with CaptureQueriesContext(connection) as seen:
                    assert client.get(reverse("cases:limits") + f"?reach={level}").status_code == 200
                counts.append(len(seen))
            many(case, 50)

        assert counts[:2] == counts[2:]
        assert max(counts) <= 25


class TestNeighbours:
    @pytest.mark.parametrize("level", list(Reach))
    def test_m023_see_none_of_fifty(self, stage, level):
        many(told(stage), 50)
        there = cast.a_town_with_team(cast.another_town())
        leader = cast.actor(cast.leader_zhou(there))
        others = {
            Reach.MINE: leader, Reach.TOWN: leader, Reach.TEAM: cast.actor(cast.officer_wang(there)),
            Reach.BODY: of_body(stage, there.agency.pk),
            Reach.DISTRICT: cast.actor(cast.chief_chen(cast.a_county("衢江区", "330803"))),
        }  # fmt: skip
        actor, today = others[level], date_of(stage.now)
        filters = BoardFilters(reach=level)

        assert limits.board(actor, filters, today).items == []
        assert set(limits.counts(actor, filters, today).values()) == {0}


class TestOwnLimits:
    def own(self, actor) -> set[tuple[str, object]]:
        rows = PersonLimit.objects.filter(officer_id=actor.officer_id)
        return set(rows.values_list("rule", "act_by"))

    def test_who_is_named_later_has_what_runs(self, stage):
        case = told(stage)
        third = cast.actor(cast.an_officer("刘三", stage.town.agency, Post.OFFICER, team=stage.town.team))
        assert self.own(third) == set()
        actions.name_officer(
            case_id=case.pk, role=Role.HANDLER, officer_id=third.officer_id, actor=stage.head, now=stage.now
        )

        assert self.own(third) == self.own(stage.officer) == set(case.limits.values_list("rule", "act_by"))

    def test_they_follow_each_step(self, stage):
        case = stage.found(stage.open())
        assert {rule for rule, _ in self.own(stage.officer)} == {"DL-01"}
        stage.take(case, Step.FILE)

        assert {rule for rule, _ in self.own(stage.officer)} == {"DL-09"}
        assert disagreements(Case.objects.select_related("district").get(pk=case.pk)) == []

    def test_a_day_that_moves_moves_with_everybody(self, stage):
        case = stage.found(stage.open())
        stage.take(case, Step.FILE)
        before = self.own(stage.second)
        facts = stage.facts(case)
        filed = facts.filing
        with_rows(stage, case, filing=type(filed)(at=filed.at - timedelta(days=1), approver=filed.approver))

        assert self.own(stage.second) != before
        assert self.own(stage.second) == set(case.limits.values_list("rule", "act_by"))

    def test_nothing_runs_for_anybody_in_a_case_that_was_not_filed(self, stage):
        case = stage.found(stage.open())
        actions.find_clue(case_id=case.pk, values={"evidence": False}, actor=stage.officer, now=stage.now)
        assert PersonLimit.objects.exists()
        act(stage, case, CaseAct.REFUSE_FILING, ground="CONDITION", why="核查后没有证据")

        assert not PersonLimit.objects.exists()

    @pytest.mark.parametrize(
        "meddle",
        [
            lambda rows: rows.first().delete(),
            lambda rows: rows.update(act_by="2026-01-01"),
            lambda rows: rows.update(domain="fire"),
        ],
    )
    def test_what_was_changed_past_the_steps_is_told_and_counted_again(self, stage, meddle):
        case = told(stage)
        meddle(PersonLimit.objects.filter(limit__case=case))
        case = Case.objects.select_related("district").get(pk=case.pk)
        assert any("own limits" in each for each in disagreements(case))
        with transaction.atomic():
            renewing.renew(case, stage.now)

        assert disagreements(case) == []

    def test_the_migration_gives_everybody_what_the_steps_would(self, stage):
        many(told(stage), 2)
        before = set(PersonLimit.objects.values_list("limit_id", "officer_id", *written.COPIED))
        PersonLimit.objects.all().delete()
        with connection.cursor() as cursor:
            cursor.execute(import_module("tongpan.cases.migrations.0013_person_limits").COPY)

        assert set(PersonLimit.objects.values_list("limit_id", "officer_id", *written.COPIED)) == before
