"""找案件：编号、文号、外部编号、证件号、全名都查得到；看不到姓名的人，也不能用查询来证实姓名。"""

from importlib import import_module

import pytest
from django.apps import apps
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests import cast
from tests.cases.papers import make
from tests.cases.spots import decide, on_the_spot
from tests.cases.test_api import Caller

from tongpan.agencies.domain.posts import Post
from tongpan.cases import actions, queries
from tongpan.cases.actions import NewParty
from tongpan.cases.models import Case, CaseOfficer, CaseParty, OutsideNumber
from tongpan.cases.queries import Filters
from tongpan.cases.queries.cases import narrowed
from tongpan.kernel import crypto, ledger
from tongpan.kernel.errors import Conflict, Forbidden, Invalid, NotFound
from tongpan.kernel.models import LedgerEntry, Participant
from tongpan.law.facts.words import Role
from tongpan.law.penalty.kinds import PartyKind

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("folder", "moment")]
NAME, IDENTITY = "钱大有", "330802198001011234"
SHOP, CODE = "衢州大有餐饮有限公司", "91330802MA28F12345"
SYSTEM = "省统一办案系统"


def find(stage, actor, words, **rest):
    return [one.pk for one in queries.listed(actor, Filters(words=words), stage.now.date(), **rest).items]


@pytest.fixture
def case(stage):
    return stage.open(place_text="演示路口")


@pytest.fixture
def shop(stage):
    return stage.open(parties=[NewParty(PartyKind.ORGANIZATION, SHOP, CODE)])


@pytest.fixture
def colleague(stage):
    """周三，同队，看得到案件，在案件里没有分工。"""
    town = stage.town
    return cast.actor(cast.an_officer("周三", town.agency, Post.OFFICER, team=town.team, username=cast._once("zhou3")))


@pytest.fixture
def reader(stage):
    """镇里的另一名法制审核员，没有审核这个案件。"""
    return cast.actor(cast.an_officer("陈审", stage.town.agency, Post.REVIEWER, username=cast._once("cs")))


class TestNumbers:
    def test_of_the_case_however_it_is_typed(self, stage, case):
        for words in (case.number, case.number.lower(), f" {case.number} "):
            assert find(stage, stage.officer, words) == [case.pk]

    @pytest.mark.parametrize("brackets", ["〔〕", "[]", "【】", "（）"])
    def test_of_a_paper_with_any_brackets(self, stage, decided, colleague, brackets):
        number = make(stage, decided).number.replace("〔", brackets[0]).replace("〕", brackets[1])
        assert find(stage, colleague, number) == [decided.pk]
        assert find(stage, colleague, number.replace("1号", "2号")) == []

    def test_of_a_decision_on_the_spot(self, stage):
        made = decide(on_the_spot(stage))
        assert find(stage, stage.officer, made.papers.get().number) == [made.pk]

    def test_of_another_system_and_of_the_paper_file(self, stage):
        made = stage.open(outside_number="ZF-2026-001", record_system=SYSTEM, paper_number="柯城2026第7卷")
        assert find(stage, stage.officer, "ZF-2026-001") == [made.pk]
        assert find(stage, stage.officer, "柯城2026第7卷") == [made.pk]
        assert find(stage, stage.officer, "ZF-2026") == []

    def test_nothing_of_another_town(self, stage, case, decided):
        other = cast.a_town_government(cast.a_town("石梁镇", "330802108"))
        head = cast.actor(cast.an_officer("邻镇", other, Post.HEAD, username=cast._once("ljzz")))
        paper = make(stage, decided)
        assert [find(stage, head, words) for words in (case.number, paper.number, NAME, IDENTITY)] == [[]] * 4


class TestPersons:
    @pytest.mark.parametrize("words", [NAME, IDENTITY, " 钱 大 有 ", "330802 1980 0101 1234"])
    def test_are_found_by_who_handles_and_who_leads(self, stage, case, words):
        assert find(stage, stage.officer, words) == [case.pk]
        assert find(stage, stage.second, words) == [case.pk]
        assert find(stage, stage.head, words) == [case.pk]

    @pytest.mark.parametrize("words", [NAME, IDENTITY])
    def test_are_not_confirmed_to_those_with_no_part(self, stage, case, colleague, reader, words):
        for actor in (colleague, reader, cast.actor(cast.supervisor_sun(stage.town.town.county))):
            assert case.pk in find(stage, actor, "")
            assert find(stage, actor, words) == find(stage, actor, "查无此人") == []

    def test_nor_to_who_supervises_and_was_once_named(self, stage, case):
        sun = cast.actor(cast.supervisor_sun(stage.town.town.county))
        CaseOfficer.objects.create(case=case, officer_id=sun.officer_id, handle="孙")
        assert find(stage, sun, NAME) == []

    def test_nor_to_who_was_taken_off(self, stage, case, colleague):
        actions.name_officer(
            case_id=case.pk, role=Role.HANDLER, officer_id=colleague.officer_id, actor=stage.officer, now=stage.now
        )
        assert find(stage, colleague, NAME) == [case.pk]
        stage.wait(minutes=1)
        actions.remove_officer(
            case_id=case.pk, role=Role.HANDLER, officer="周三", reason="调离", actor=stage.head, now=stage.now,
        )  # fmt: skip
        assert CaseOfficer.objects.filter(case=case, officer_id=colleague.officer_id).exists()
        assert find(stage, colleague, NAME) == []

    def test_a_part_in_one_case_opens_no_other(self, stage, case, colleague):
        mine = stage.open(people=[(Role.HANDLER, colleague.officer_id)])
        assert find(stage, colleague, NAME) == [mine.pk]

    def test_only_by_the_whole_name(self, stage, case):
        assert [find(stage, stage.head, words) for words in ("钱", "大有", "钱大", IDENTITY[:17])] == [[]] * 4

    def test_a_name_that_was_put_right_is_the_one_that_finds(self, stage, case):
        actions.find_party(
            case_id=case.pk, party="甲", values={}, actor=stage.officer, now=stage.now, named={"name": "钱大友"}
        )
        assert find(stage, stage.officer, "钱大友") == [case.pk]
        assert find(stage, stage.officer, NAME) == []

    def test_an_organisation_by_whoever_sees_the_case_for_lists_name_it(self, stage, shop, colleague):
        assert find(stage, colleague, SHOP) == [shop.pk]
        assert find(stage, colleague, CODE.lower()) == [shop.pk]

    def test_but_not_by_a_persons_number_kept_of_it(self, stage, colleague):
        made = stage.open(parties=[NewParty(PartyKind.SOLE_TRADER, "大有小吃店", IDENTITY)])
        assert find(stage, colleague, IDENTITY) == []
        assert find(stage, stage.officer, IDENTITY) == [made.pk]

    def test_the_page_says_no_more_than_the_list(self, stage, case, colleague, enter):
        address = reverse("cases:list", query={"q": NAME})
        assert case.number in enter(stage.officer).get(address).content.decode()
        assert case.number not in enter(colleague).get(address).content.decode()
        asked = Caller(stage, colleague).get(f"/?q={IDENTITY}")
        assert (asked.status_code, asked.json()["items"]) == (200, [])


class TestAsking:
    def test_text_and_exact_are_one_list_that_pages_by_key(self, stage, shop):
        also = [stage.open(place_text=f"{SHOP}门口").pk for _ in range(4)]
        page = queries.listed(stage.officer, Filters(words=SHOP), stage.now.date(), size=3)
        rest = queries.listed(stage.officer, Filters(words=SHOP), stage.now.date(), size=3, after=page.next)
        assert [one.pk for one in (*page.items, *rest.items)] == [*reversed(also), shop.pk]
        assert rest.next is None

    def test_costs_a_few_statements_whatever_there_is(self, stage, case, shop, decided):
        for actor, most in ((stage.officer, 5), (stage.head, 3)):
            for words in (NAME, IDENTITY, SHOP, case.number, "航埠执罚决〔2026〕1号"):
                with CaptureQueriesContext(connection) as seen:
                    find(stage, actor, words)
                assert len(seen) <= most, words

    @pytest.mark.parametrize("words", [NAME, IDENTITY, SHOP, "ZF-2026-001", "航埠执罚决〔2026〕1号"])
    def test_the_exact_part_reads_indexes_alone(self, stage, case, words):
        if connection.vendor != "sqlite":
            pytest.skip("the plan is SQLite's")
        for actor in (stage.head, stage.officer):
            exact = narrowed(actor, Filters(words=words), stage.now.date())[0].order_by("-id")[:51]
            plan = [line.strip() for line in exact.explain().splitlines()]
            tables = (
                "cases_case",
                "cases_caseparty",
                "documents_document",
                "cases_outsidenumber",
                "cases_decisionpaper",
            )
            scans = [line for line in plan if any(f"SCAN {table}" in line for table in tables)]
            assert scans == [], plan
            for index in ("case_party_name", "document_number", "outside_number_found", "decision_paper_number"):
                assert any(index in line for line in plan), (index, plan)


class TestBackfill:
    def test_names_and_numbers_that_were_there_are_found(self, stage, case, shop, monkeypatch):
        migration = import_module("tongpan.cases.migrations.0015_finding")
        monkeypatch.setattr(migration, "BATCH", 1)
        CaseParty.objects.update(name_index="")
        unreadable = CaseParty.objects.get(case=stage.open())
        CaseParty.objects.filter(pk=unreadable.pk).update(name_sealed="gone:AAAA", name_index="")
        Case.objects.filter(pk=case.pk).update(outside_number="7", record_system="")
        Case.objects.filter(pk=shop.pk).update(outside_number="8", record_system=SYSTEM)

        migration.index_names(apps, None)
        migration.bring_numbers(apps, None)

        wanted = {crypto.blind_index(name, "party-name") for name in (NAME, SHOP)} | {""}
        assert set(CaseParty.objects.values_list("name_index", flat=True)) == wanted
        rows = set(OutsideNumber.objects.values_list("case_id", "system", "number"))
        assert rows == {(case.pk, "其他系统", "7"), (shop.pk, SYSTEM, "8")}


class TestOutsideNumbers:
    def add(self, stage, case, actor=None, **changes):
        given = {"system": SYSTEM, "number": "ZF-2026-001"} | changes
        return actions.enter_outside_number(case_id=case.pk, **given, actor=actor or stage.officer, now=stage.now)

    def test_several_at_any_time_each_in_the_history(self, stage, case):
        self.add(stage, case)
        self.add(stage, case, number=" ＺＦ-2026 -002")
        self.add(stage, case, system="市公开平台", actor=stage.head)
        assert find(stage, stage.officer, "ZF-2026-002") == [case.pk]
        entry = ledger.history(case)[-1]
        assert (entry.action, entry.facts["number"]) == ("case.number_entered", "ZF-2026-001")
        assert OutsideNumber.objects.filter(case=case).count() == 3

    def test_one_number_of_a_system_is_one_case(self, stage, case, shop):
        self.add(stage, case)
        with pytest.raises(Conflict) as refused:
            self.add(stage, case)
        assert refused.value.code == "case.outside_number.twice"
        with pytest.raises(Conflict, match=case.number) as refused:
            self.add(stage, shop)
        assert refused.value.code == "case.outside_number.taken"
        with pytest.raises(Conflict):
            stage.open(outside_number="ZF-2026-001", record_system=SYSTEM)

    def test_who_may_not_see_the_other_case_is_not_told_which(self, stage, case):
        self.add(stage, case)
        town = cast.a_town("石梁镇", "330802108")
        other = stage.open()
        Case.objects.filter(pk=case.pk).update(town=town, team=None, body=cast.a_town_government(town))
        CaseOfficer.objects.filter(case=case).delete()
        Participant.objects.filter(subject_id=case.pk).delete()
        with pytest.raises(Conflict, match="另一个案件"):
            self.add(stage, other)

    def test_a_wrong_one_is_struck_with_its_reason(self, stage, case):
        row = self.add(stage, case)
        where = {"case_id": case.pk, "number_id": row.pk, "now": stage.now}
        with pytest.raises(Invalid):
            actions.strike_outside_number(**where, reason=" ", actor=stage.officer)
        actions.strike_outside_number(**where, reason="填错了案件", actor=stage.officer)
        assert find(stage, stage.officer, "ZF-2026-001") == []
        assert "填错了案件" in ledger.history(case)[-1].facts["why"]
        with pytest.raises(NotFound):
            actions.strike_outside_number(**where, reason="再撤", actor=stage.officer)

    def test_one_entered_on_opening_and_struck_finds_the_case_no_more(self, stage):
        case = stage.open(outside_number="ZF-2026-009", record_system=SYSTEM)
        assert find(stage, stage.officer, "ZF-2026-009") == [case.pk]
        (row,) = OutsideNumber.objects.filter(case=case)
        actions.strike_outside_number(
            case_id=case.pk, number_id=row.pk, reason="填错了", actor=stage.officer, now=stage.now
        )

        assert find(stage, stage.officer, "ZF-2026-009") == []

    def test_only_by_who_handles_or_leads(self, stage, case, colleague, reader):
        row = self.add(stage, case)
        for actor in (colleague, reader, stage.reviewer):
            with pytest.raises(Forbidden):
                self.add(stage, case, actor, number="另一个")
            with pytest.raises(Forbidden):
                actions.strike_outside_number(
                    case_id=case.pk, number_id=row.pk, reason="错", actor=actor, now=stage.now
                )

    @pytest.mark.parametrize("field", ["system", "number"])
    def test_names_what_is_missing(self, stage, case, field):
        with pytest.raises(Invalid) as refused:
            self.add(stage, case, **{field: "　"})
        assert set(refused.value.fields) == {field}

    def test_on_its_page(self, stage, case, shop, colleague, enter):
        client, where = enter(stage.officer), reverse("cases:outside_numbers", args=[case.pk])
        assert where in client.get(reverse("cases:case", args=[case.pk])).content.decode()
        assert client.post(where, {"system": SYSTEM, "number": "ZF-1"}).status_code == 302
        assert "ZF-1" in client.get(reverse("cases:case", args=[case.pk])).content.decode()
        again = client.post(reverse("cases:outside_numbers", args=[shop.pk]), {"system": SYSTEM, "number": "ZF-1"})
        assert (again.status_code, "只对应一个案件" in again.content.decode()) == (409, True)
        row = OutsideNumber.objects.get()
        assert client.post(where, {"do": "strike", "struck": row.pk, "reason": ""}).status_code == 422
        assert client.post(where, {"do": "strike", "struck": row.pk, "reason": "错"}).status_code == 302
        assert not OutsideNumber.objects.exists()
        other = enter(colleague)
        assert 'name="system"' not in other.get(where).content.decode()
        assert other.post(where, {"system": SYSTEM, "number": "ZF-1"}).status_code == 403

    def test_by_api(self, stage, case, colleague):
        mine, where = Caller(stage, stage.officer), f"/{case.pk}/outside-numbers"
        made = mine.post(where, {"system": SYSTEM, "number": "ZF-1"})
        assert made.status_code == 201, made.content
        assert [one["number"] for one in mine.get(where).json()] == ["ZF-1"]
        other = Caller(stage, colleague)
        assert other.post(where, {"system": SYSTEM, "number": "ZF-2"}).status_code == 403
        key = made.json()["id"]
        assert other.post(f"{where}/{key}/strike", {"reason": "错"}).status_code == 403
        assert mine.post(f"{where}/{key}/strike", {"reason": "错"}).status_code == 204
        assert mine.get(where).json() == []


class TestExport:
    def taken(self, client, **query):
        answer = client.post(reverse("cases:export", query=query or None), {"form": "csv"})
        return b"".join(answer.streaming_content).decode("utf-8-sig")

    def test_holds_what_is_filtered_masked_as_the_list_is(self, stage, case, shop, enter):
        client = enter(stage.officer)
        assert reverse("cases:export") in client.get(reverse("cases:list")).content.decode()
        text = self.taken(client)
        assert len(text.strip().splitlines()) == 3
        assert ("钱**" in text, NAME in text, SHOP in text) == (True, False, True)
        one = self.taken(client, q=IDENTITY)
        assert (case.number in one, shop.number in one) == (True, False)
        entries = LedgerEntry.objects.filter(action="cases.exported", actor=stage.officer.label)
        assert entries.count() == 2
        assert client.post(reverse("cases:export"), {"form": "exe"}).status_code == 422
        book = client.post(reverse("cases:export"), {"form": "xlsx"})
        assert b"".join(book.streaming_content).startswith(b"PK")
        book.close()

    def test_confirms_nobody_either(self, stage, case, colleague, enter):
        client = enter(colleague)
        assert case.number in self.taken(client)
        assert case.number not in self.taken(client, q=NAME)

    def test_goes_on_page_after_page(self, stage, case, shop, monkeypatch):
        monkeypatch.setattr("tongpan.cases.queries.cases.MOST", 1)
        rows = list(queries.everything(stage.officer, Filters(), stage.now.date()))
        assert [one.pk for one in rows] == [shop.pk, case.pk]

    def test_is_not_for_the_reviewer(self, stage, reader, enter):
        assert enter(reader).post(reverse("cases:export")).status_code == 403
