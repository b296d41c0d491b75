"""Another system reports with its token: it has no cookie, and no proof that goes with one."""

import json

import pytest
from django.test import Client
from tests import cast
from tests.leads import stage

from tongpan.kernel import clock, tokens
from tongpan.kernel.models import User
from tongpan.leads.models import Lead

pytestmark = pytest.mark.django_db


def posted(token: str, **headers: str):
    client = Client(enforce_csrf_checks=True)
    body = json.dumps({"district": "330802", "text": stage.OCCUPYING, "channel": "HOTLINE"})
    return client.post(
        "/api/v1/leads", body, content_type="application/json", headers={"Authorization": f"Bearer {token}", **headers}
    )


def test_a_token_reports_without_a_cookie():
    town = stage.a_working_town()
    officer = cast.dispatcher_wu(town)
    token = tokens.issue(user=User.objects.get(pk=cast.user_id(officer)), name="12345", now=clock.now())

    answer = posted(token)

    assert answer.status_code == 201, answer.content
    assert Lead.objects.count() == 1


def test_a_wrong_token_stores_nothing():
    stage.a_working_town()

    answer = posted("tp_wrong")

    assert answer.status_code in {401, 403}
    assert not Lead.objects.exists()
