"""审核、审批、外部咨询的接口：和页面走同样的规矩。"""

import pytest
from tests import cast
from tests.cases.reviewed import OPINIONS, a_weighty_case
from tests.cases.test_api import Caller

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("moment")]


def test_a_round_by_api(stage):
    case = a_weighty_case(stage)
    key, target = case.pk, {"party": "甲", "cause": stage.matter.code}
    officer, reviewer = Caller(stage, stage.officer), Caller(stage, stage.reviewer)
    name = stage.facts(case).evidence[0].id
    entered = {"choice": "FAIL", "opinion": "补正后再报", "opinions": OPINIONS}
    stage.wait(minutes=1)
    assert reviewer.post(f"/{key}/steps", {"step": "REVIEW", "entered": entered, **target}).status_code == 200
    stage.wait(minutes=1)
    early = officer.post(f"/{key}/steps", {"step": "CORRECT", "entered": {"answer": "改好了"}, **target})
    assert (early.status_code, early.json()["code"]) == (422, "review.opinions.unanswered")
    one = {"number": 1, "reply": "CHANGED", "answer": "补了勘验"}
    left = officer.post(f"/{key}/review/answers", {"answers": [one], **target})
    assert left.json() == [2]
    points = {"ACT": {"finding": "占用人行道", "evidence": [name]}}
    assert officer.post(f"/{key}/proof", {"points": points, **target}).status_code == 200
    two = {"number": 2, "reply": "DECLINED", "answer": "已在裁量时考虑"}
    done = officer.post(
        f"/{key}/steps", {"step": "CORRECT", "entered": {"answer": "见答复", "answers": [two]}, **target}
    )
    assert done.status_code == 200, done.content
    found = reviewer.get(f"/{key}/review?party=甲&cause={stage.matter.code}").json()

    assert [each["reply"] for each in found["rounds"][0]["opinions"]] == ["CHANGED", "DECLINED"]
    assert found["since"] == {"rows": [], "proof": ["填写了“做了什么违法的事”"]}
    assert next(line["gaps"] for line in found["proof"] if line["code"] == "ACT") == []
    assert reviewer.get(f"/{key}/review?party=乙&cause={stage.matter.code}").status_code == 404
    assert (
        Caller(stage, cast.actor(cast.supervisor_sun())).get(f"/{key}/review?{'party=甲&cause=x'}").status_code == 403
    )


def test_paper_links_events_and_the_chain_by_api(stage):
    case = stage.found(stage.open())
    officer = Caller(stage, stage.officer)
    proposal = officer.post(f"/{case.pk}/proposals", {"step": "FILE", "reason": "符合立案条件"}).json()["id"]
    stage.wait(hours=1)
    ahead = officer.post(f"/proposals/{proposal}/paper", {"take": True, "signed_at": "2026-03-02T23:00:00"})
    assert (ahead.status_code, "signed_at" in ahead.json()["fields"]) == (422, True)
    signed = officer.post(f"/proposals/{proposal}/paper", {"take": True, "signed_at": "2026-03-02T09:30:00"})
    assert signed.status_code == 200, signed.content
    [filed] = officer.get(f"/{case.pk}/responsibility").json()
    assert (filed["taken"], filed["entered"], filed["looked"][0]["paper"]) == ("吴用", "李明", True)
    asked = officer.post(
        f"/{case.pk}/consultations",
        {"party": "甲", "cause": stage.matter.code, "adviser": "EXPERT", "name": "何工", "unit": "测绘院",
         "question": "面积怎么测", "shares": ["FACTS"]},
    )  # fmt: skip
    assert "/cases/o/" in asked.json()["link"]
    assert officer.post(f"/consultations/{asked.json()['id']}/withdraw").status_code == 200
    people = [{"name": "冯检", "unit": "区人民检察院", "capacity": "PROCURATOR"}]
    event = {"kind": "PROCURATOR", "held_at": "2026-03-02T09:30:00", "outcome": "讨论证据链", "attendees": people}
    assert officer.post(f"/{case.pk}/events", event).status_code == 201
    early = officer.post(f"/{case.pk}/lessons", {"point": "EVIDENCE", "text": "先勘验再告知"})
    assert early.json()["code"] == "case.lesson.early"


def test_levels_by_api(stage):
    given = {"body_id": str(stage.town.agency.pk), "step": "FILE", "valid_from": "2026-03-02"}
    head = Caller(stage, stage.head)
    assert head.post("/levels", given | {"levels": [{"post": "REVIEWER"}]}).status_code == 201
    wrong = head.post("/levels", given | {"levels": [{"post": "REVIEWER", "officer": "没有这个人"}]})
    assert (wrong.status_code, "who_0" in wrong.json()["fields"]) == (422, True)
    assert Caller(stage, stage.officer).post("/levels", given | {"levels": []}).status_code == 403
    case = stage.found(stage.open())
    refused = Caller(stage, stage.deputy).post(f"/{case.pk}/steps", {"step": "FILE"})
    assert refused.json()["code"] == "case.levels.first"
