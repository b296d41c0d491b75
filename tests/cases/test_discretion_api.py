"""裁量和指引的接口、提醒。"""

import pytest
from tests import cast
from tests.cases.test_api import Caller
from tests.cases.test_discretion import ask, fined, told
from tests.cases.weights import benchmarked, ordinary, ranged

from tongpan.agencies.models import Officer
from tongpan.cases.events import DeviationAsked
from tongpan.cases.models import ProofPoint
from tongpan.cases.subscribers import asking as subscribers
from tongpan.kernel import notify

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("moment")]


def test_the_band_is_read_weighed_and_left(stage):
    benchmarked(ranged(stage))
    case = fined(stage, 600)
    caller = Caller(stage, stage.officer)
    place = f"/{case.pk}/charges/甲/{stage.matter.code}"
    answers = {"conditions": {"面积10平方米以上": False, "面积不足2平方米": False, "面积2平方米以上不足10平方米": True}}
    assert caller.post(f"{place}/discretion", {"answers": answers}).status_code == 200
    (found,) = caller.get(f"/{case.pk}/discretion").json()
    assert (found["tier"], found["range"]) == ("一般", "500元以上5,000元以下")
    assert found["to_ask"]

    ordinary(stage, case)
    made = caller.post(f"{place}/deviations", {"ground": "UNFAIR", "reason": "低保户"})
    assert made.status_code == 201
    head = Caller(stage, stage.head)
    assert head.post(f"/deviations/{made.json()['id']}", {"grant": False}).status_code == 422
    assert head.post(f"/deviations/{made.json()['id']}", {"grant": True}).json()["granted"] is True
    stranger = Caller(stage, cast.actor(cast.deputy_qian(stage.town)))
    assert stranger.get(f"/{case.pk}/discretion").status_code == 403


def test_m153_elements_are_read_and_ticked(stage):
    case = told(stage, fined(ranged(stage), 2000))
    caller = Caller(stage, stage.officer)
    place = f"/{case.pk}/guide/{stage.matter.code}"
    guide = caller.get(place).json()
    assert guide["own"] is False
    piece = stage.facts(case).evidence[0].id
    assert caller.post(place, {"proofs": {"act": [piece]}}).status_code == 200
    assert ProofPoint.objects.get(case=case).evidence == [piece]
    assert caller.get(f"/{case.pk}/guide/none").status_code == 404


def test_the_principal_is_told_that_leaving_waits(stage, monkeypatch):
    benchmarked(ranged(stage))
    row = ask(stage, ordinary(stage, fined(stage, 600)))
    sent = []
    monkeypatch.setattr(notify, "send", lambda to, subject, text, **_: sent.append((to.name, subject, text)))
    subscribers.tell_principal(DeviationAsked(str(row.pk)), stage.now)

    assert sent[0][:2] == (Officer.objects.get(pk=stage.head.officer_id).name, "偏离裁量基准待审批")
    assert "低保" not in sent[0][2]
