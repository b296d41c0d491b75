"""The JSON API as a machine makes up requests to it from its own description."""

import json
from urllib.parse import urlencode

import pytest
import schemathesis
from django.test import Client
from hypothesis import HealthCheck, given, seed, settings
from schemathesis.core import NotSet
from tests import cast
from tests.dispatch.stage import a_stage

from tongpan.config.api import api

pytestmark = pytest.mark.django_db


class TestByMachine:
    """What schemathesis makes up from the API's own description, by a person of every right place."""

    def test_no_answer_breaks_and_all_are_described(self):
        scene = a_stage()
        scene.order()
        client = Client(raise_request_exception=False)
        client.force_login(cast.dispatcher_wu(scene.town).user)
        schema = schemathesis.openapi.from_dict(api.get_openapi_schema())
        wrong: set[tuple] = set()
        for operation in (result.ok() for result in schema.get_all_operations()):
            described = {int(status) for status in operation.definition.raw["responses"]}
            _try(operation, client, described | {405}, wrong)

        assert sorted(wrong) == []


def _try(operation, client, described, wrong):
    """Call one operation with made-up values."""

    @seed(20261123)
    @settings(max_examples=6, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    @given(case=operation.as_strategy())
    def tried(case):
        query = {name: value for name, value in (case.query or {}).items() if value is not None}
        content = "" if isinstance(case.body, NotSet) else json.dumps(case.body)
        response = client.generic(
            case.method.upper(),
            case.formatted_path,
            content,
            content_type="application/json",
            QUERY_STRING=urlencode(query, doseq=True),
        )
        if response.status_code not in described:
            wrong.add((case.method.upper(), operation.path, response.status_code))

    tried()
