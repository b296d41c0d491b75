"""案件的接口：建档、认定、办理、报批；拒绝时说出理由、条款和出路。"""

import pytest
from django.test import Client
from tests import cast
from tests.cases.stage import KNOWN

from tongpan.agencies.models import Officer
from tongpan.kernel import tokens

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("moment")]


class Caller:
    """Another system, calling with the token of one person."""

    def __init__(self, stage, actor):
        user = Officer.objects.get(pk=actor.officer_id).user
        self.client = Client(headers={"Authorization": f"Bearer {tokens.issue(user=user, name='t', now=stage.now)}"})

    def post(self, path, data=None):
        return self.client.post(f"/api/v1/cases{path}", data or {}, content_type="application/json")

    def get(self, path):
        return self.client.get(f"/api/v1/cases{path}")


def begun(stage, **changes):
    given = {
        "matter": stage.matter.code,
        "town_id": str(stage.town.town.pk),
        "parties": [{"kind": "CITIZEN", "name": "钱大有", "born_on": "1980-01-01"}],
        "act_on": "2026-02-27",
        "discovered_on": "2026-03-02",
        "people": [
            {"role": "HANDLER", "officer_id": str(stage.second.officer_id)},
            {"role": "APPROVER", "officer_id": str(stage.deputy.officer_id)},
        ],
    } | changes
    return Caller(stage, stage.officer).post("/", given)


def found(stage):
    key = begun(stage).json()["id"]
    officer = Caller(stage, stage.officer)
    assert officer.post(f"/{key}/charges/甲/{stage.matter.code}", {"values": KNOWN}).status_code == 200
    assert officer.post(f"/{key}/parties/甲", {"values": {"lucid": True}}).status_code == 200
    conditions = ("evidence", "deserves_penalty", "own_jurisdiction", "within_limitation")
    assert officer.post(f"/{key}/clue", {"values": dict.fromkeys(conditions, True)}).status_code == 200
    return key


def test_from_beginning_to_filing_by_proposal(stage):
    key = found(stage)
    officer, head = Caller(stage, stage.officer), Caller(stage, stage.deputy)
    proposed = officer.post(f"/{key}/proposals", {"step": "FILE", "reason": "符合立案条件"})
    assert proposed.status_code == 201, proposed.content
    assert [one["step"] for one in head.get("/proposals").json()] == ["FILE"]

    done = head.post(f"/proposals/{proposed.json()['id']}", {"take": True})

    assert done.json()["filed_on"] == "2026-03-02"
    target = {"party": "甲", "cause": stage.matter.code}
    assert officer.post(f"/{key}/steps", {"step": "SHOW_IDENTITY", **target}).status_code == 200


def test_says_what_may_come_next_and_what_not(stage):
    key = found(stage)
    case = Caller(stage, stage.officer).get(f"/{key}").json()

    assert {one["step"] for one in case["outlook"]["steps"]} == {"FILE", "SHOW_IDENTITY"}
    (gather,) = [one for one in case["outlook"]["blocked"] if one["step"] == "GATHER"]
    assert gather["reasons"][0]["missing"]
    assert case["facts"]["charges"][0]["proposed"]["fine"] == "2000.00"


def test_an_unlawful_step_is_a_problem_with_its_article(stage):
    key = found(stage)
    target = {"party": "甲", "cause": stage.matter.code}
    answer = Caller(stage, stage.officer).post(
        f"/{key}/steps", {"step": "GATHER", **target, "entered": {"choice": "OBJECT"}}
    )

    assert answer.status_code == 422
    assert answer["Content-Type"].startswith("application/problem+json")
    assert answer.json()["code"] == "officers.identity.not_shown"
    assert "行政处罚法第五十五条" in answer.content.decode()


def test_m056_a_matter_off_the_list_begins_nothing(stage):
    assert begun(stage, matter="nothing-001").status_code == 404


def test_people_are_named(stage):
    key = begun(stage).json()["id"]
    answer = Caller(stage, stage.officer).post(
        f"/{key}/people", {"role": "REVIEWER", "officer_id": str(stage.reviewer.officer_id)}
    )

    assert answer.status_code == 200


def test_another_town_knows_nothing_of_it(stage):
    key = begun(stage).json()["id"]
    stranger = Caller(stage, cast.actor(cast.officer_wang()))

    assert stranger.get(f"/{key}").status_code == 404
    assert stranger.get("/").json()["items"] == []


def test_who_has_no_part_does_not_read_what_was_found_of_a_person(stage):
    key = found(stage)
    caller = Caller(stage, cast.actor(cast.supervisor_sun()))
    assert caller.post(f"/{key}/looks", {"purpose": "ROUTINE"}).status_code == 201
    supervisor = caller.get(f"/{key}").json()

    assert supervisor["facts"]["parties"] == [{"id": "甲", "kind": "CITIZEN"}]


def test_a_sum_beyond_all_measure_is_refused(stage):
    key = begun(stage).json()["id"]
    values = {"proposed": {"kinds": ["FINE"], "fine": "9E999999"}}
    answer = Caller(stage, stage.officer).post(f"/{key}/charges/甲/{stage.matter.code}", {"values": values})

    assert (answer.status_code, answer.json()["code"]) == (422, "money.too_large")


def test_is_not_for_auxiliaries(stage):
    officer = cast.auxiliary_jiang(stage.town)

    assert Caller(stage, cast.actor(officer)).get("/").status_code == 403


@pytest.mark.parametrize(
    "changes",
    [
        pytest.param({"parties": []}, id="没有当事人"),
        pytest.param({"parties": [{"kind": "ROBOT", "name": "机器"}]}, id="不认识的种类"),
        pytest.param({"act_on": "昨天"}, id="不是日期"),
    ],
)
def test_what_cannot_be_is_refused_field_by_field(stage, changes):
    answer = begun(stage, **changes)

    assert answer.status_code == 422
    assert answer.json()["fields"]
