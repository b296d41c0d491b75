"""The JSON API as strangers, wrong roles and broken clients meet it: never a 500, never somebody else's lead."""

import json

import pytest
from django.db import transaction
from django.test import Client
from tests import cast
from tests.dispatch.racing import aside, race, shared_database
from tests.leads import stage

from tongpan.config.api import api
from tongpan.kernel import ledger, tokens
from tongpan.leads.actions import merge_lead
from tongpan.leads.domain.choices import Channel, Status
from tongpan.leads.models import Lead, Reporter

pytestmark = pytest.mark.django_db
URL = "/api/v1/leads"


class Caller:
    """A client program with the login of one person, or of nobody."""

    def __init__(self, officer=None, **headers):
        self.client = Client(headers=headers, raise_request_exception=False)
        if officer is not None:
            self.client.force_login(officer.user)

    def post(self, path, data, **headers):
        return self.client.post(path, json.dumps(data), content_type="application/json", headers=headers)

    def get(self, path):
        return self.client.get(path)


def body(**changes):
    return {
        "district": "330802", "town": "330802101", "text": stage.OCCUPYING, "channel": "HOTLINE", "name": "赵先生",
        "phone": "13800001111",
    } | changes  # fmt: skip


def problem(response, status):
    assert response.status_code == status, response.content.decode()[:500]
    assert response["Content-Type"].startswith("application/problem+json")
    told = response.json()
    assert told["status"] == status
    assert told["title"]
    return told


@pytest.fixture
def wu(town):
    return Caller(cast.dispatcher_wu(town))


class TestReporting:
    def test_stored_routed_and_readable_in_one_call(self, town, wu):
        made = wu.post(URL, body())

        assert made.status_code == 201, made.content
        told = made.json()
        assert told["created"]
        assert len(told["query_code"]) == 8
        lead = told["lead"]
        assert (lead["status"], lead["status_label"], lead["team_id"]) == ("ROUTED", "待分流", str(town.team.pk))
        assert wu.get(f"{URL}/{lead['id']}").json()["number"] == lead["number"]
        assert wu.get(f"{URL}/by-number/{lead['number']}").json()["id"] == lead["id"]
        assert wu.get(URL).json()["items"][0]["id"] == lead["id"]

    def test_m186_its_history_is_replayed_from_the_ledger(self, town, wu):
        lead = wu.post(URL, body()).json()["lead"]

        steps = wu.get(f"{URL}/{lead['id']}/history").json()

        assert [step["action"] for step in steps] == ["lead.created"]
        assert steps[0]["facts"]["number"] == lead["number"]

    def test_who_reported_is_nowhere_in_the_answers(self, town, wu):
        made = wu.post(URL, body())

        key = made.json()["lead"]["id"]
        for answer in (made, wu.get(f"{URL}/{key}"), wu.get(URL), wu.get(f"{URL}/{key}/history")):
            assert "13800001111" not in answer.content.decode()
            assert "赵先生" not in answer.content.decode()

    def test_a_token_serves_in_place_of_a_login(self, town):
        wu = cast.dispatcher_wu(town)
        from tongpan.kernel import clock

        token = tokens.issue(user=wu.user, name="12345 平台", now=clock.now())

        made = Caller(Authorization=f"Bearer {token}").post(URL, body())

        assert made.status_code == 201
        assert Lead.objects.get().reported_by_id == wu.pk


class TestRepeated:
    def test_the_same_key_is_one_lead(self, town, wu):
        first = wu.post(URL, body(), **{"Idempotency-Key": "k-1"})
        again = wu.post(URL, body(), **{"Idempotency-Key": "k-1"})

        assert (first.status_code, again.status_code) == (201, 200)
        assert again.json()["created"] is False
        assert again.json()["lead"]["id"] == first.json()["lead"]["id"]
        assert Lead.objects.count() == 1

    def test_m101_the_same_outside_number_is_one_lead(self, town, wu):
        first = wu.post(URL, body(external_id="12345-2026-1"))
        again = wu.post(URL, body(external_id="12345-2026-1", text="改了几个字再报一次"))

        assert (first.status_code, again.status_code) == (201, 200)
        assert Lead.objects.count() == 1

    def test_two_people_may_use_the_same_key(self, town, wu):
        wu.post(URL, body(), **{"Idempotency-Key": "k-1"})
        li = Caller(cast.officer_li(town))

        assert li.post(URL, body(channel="PATROL"), **{"Idempotency-Key": "k-1"}).status_code == 201
        assert Lead.objects.count() == 2


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("mark", ["Idempotency-Key", "external_id"])
def test_eight_at_once_with_one_key_are_one_lead(tmp_path, mark):
    with transaction.atomic():
        town = stage.a_working_town()
    wu = cast.dispatcher_wu(town)
    callers = [Caller(wu) for _ in range(8)]

    def send(caller):
        if mark == "external_id":
            return caller.post(URL, body(external_id="same"))
        return caller.post(URL, body(), **{mark: "same"})

    with shared_database(tmp_path):
        answers = race(*[lambda caller=caller: send(caller) for caller in callers])
        leads = aside(lambda: list(Lead.objects.all()))
        reporters = aside(Reporter.objects.count)
        entries = aside(lambda: len(ledger.history(leads[0])))

    assert sorted(answer.status_code for answer in answers) == [200] * 7 + [201]
    assert {answer.json()["lead"]["id"] for answer in answers} == {str(lead.pk) for lead in leads}
    assert (len(leads), reporters, entries) == (1, 1, 1)


class TestWrongInput:
    @pytest.mark.parametrize(
        ("changes", "field"),
        [
            pytest.param({"text": ""}, "text", id="no words"),
            pytest.param({"text": "长" * 20_001}, "text", id="too many words"),
            pytest.param({"lon": 118.8}, "point", id="half a point"),
            pytest.param({"lon": 999, "lat": 28}, "point", id="no place on earth"),
            pytest.param({"occurred_at": "2036-01-01T00:00:00+08:00"}, "occurred_at", id="in the future"),
            pytest.param({"occurred_at": "2036-01-01T00:00:00"}, "occurred_at", id="in the future, no offset"),
            pytest.param({"occurred_at": "0001-01-01T00:00:00Z"}, "occurred_at", id="before all times"),
            pytest.param({"phone": "不告诉你"}, "phone", id="no telephone number"),
            pytest.param({"channel": "DREAM"}, "payload.channel", id="no such channel"),
            pytest.param({"text": None}, "payload.text", id="null"),
            pytest.param({"text": ["a"]}, "payload.text", id="a list"),
            pytest.param({"district": ""}, "district", id="no county"),
        ],
    )
    def test_says_which_field_and_stores_nothing(self, town, wu, changes, field):
        told = problem(wu.post(URL, body(**changes)), 422)

        assert field in told["fields"], told
        assert not Lead.objects.exists()

    def test_a_time_without_offset_is_what_the_clock_on_the_wall_showed(self, town, wu):
        wu.post(URL, body(occurred_at="2026-11-20T08:15:00"))

        assert Lead.objects.get().occurred_at.isoformat() == "2026-11-20T00:15:00+00:00"

    @pytest.mark.parametrize(
        "changes",
        [
            pytest.param({"district": "999999"}, id="county"),
            pytest.param({"town": "330802999"}, id="town"),
            pytest.param({"matter": "no-such"}, id="matter"),
        ],
    )
    def test_unknown_codes_are_told(self, town, wu, changes):
        response = wu.post(URL, body(**changes))

        assert response.status_code in {404, 422}
        assert next(iter(changes.values())) in response.json()["detail"] or response.json().get("fields")
        assert not Lead.objects.exists()

    @pytest.mark.parametrize(
        "raw", [b"", b"{", b"[]", b"null", b"\xff\xfe", b'{"a":' * 3000, b'"text"', b'{"text": NaN}']
    )
    def test_what_is_no_json_is_refused(self, town, wu, raw):
        response = wu.client.post(URL, raw, content_type="application/json")

        assert response.status_code in {400, 422}
        assert response["Content-Type"].startswith("application/problem+json")

    def test_html_and_nul_bytes_are_words(self, town, wu):
        made = wu.post(
            URL, body(text="<img src=x onerror=alert(1)>摊贩\x00占道", title="\x00<b>粗</b>", place="桥\x00头")
        )

        assert made.status_code == 201, made.content
        lead = Lead.objects.get()
        assert (lead.text, lead.title, lead.place_text) == ("<img src=x onerror=alert(1)>摊贩占道", "粗", "桥头")

    @pytest.mark.parametrize(
        "changes",
        [
            pytest.param({"title": "标" * 100_000}, id="title"),
            pytest.param({"place": "地" * 100_000}, id="place"),
            pytest.param({"name": "名" * 100_000}, id="name"),
            pytest.param({"external_id": "号" * 100_000}, id="outside number"),
            pytest.param({"phone": "1" * 100_000}, id="telephone"),
            pytest.param({"lon": 1e308, "lat": -1e308}, id="coordinates"),
            pytest.param({"occurred_at": "0001-01-01T00:00:00"}, id="the year one"),
            pytest.param({"name": "\x00\x00", "phone": "\x00"}, id="nothing but NUL"),
            pytest.param({"external_id": "a\x00b"}, id="NUL in the outside number"),
            pytest.param({"district": "3308\x0002"}, id="NUL in a code"),
        ],
    )
    def test_huge_and_odd_values_never_break_it(self, town, wu, changes):
        response = wu.post(URL, body(**changes))

        assert response.status_code in {201, 404, 413, 422}, response.content[:300]

    @pytest.mark.parametrize(
        "key",
        [pytest.param("k" * 5000, id="long"), pytest.param("\x01'\";--", id="odd"), pytest.param(" ", id="blank")],
    )
    def test_odd_keys_never_break_it(self, town, wu, key):
        assert wu.post(URL, body(), **{"Idempotency-Key": key}).status_code in {201, 422}

    @pytest.mark.parametrize(
        "query",
        [
            "status=x&channel=y&domain=z",
            "q=%00",
            "q=" + "占" * 3000,
            "after=nonsense",
            "after=%00",
            "size=-5",
            "q=%27%22*(",
        ],
    )
    def test_odd_questions_never_break_the_list(self, town, wu, query):
        stage.a_lead(town)

        assert wu.get(f"{URL}?{query}").status_code in {200, 422}

    @pytest.mark.parametrize("path", ["/abc", "/by-number/%00", "/by-number/XS330802-2026-999999", "/" + "0" * 400])
    def test_odd_addresses_are_not_found(self, town, wu, path):
        assert wu.get(URL + path).status_code in {404, 422}


class TestStrangers:
    @pytest.mark.parametrize("headers", [{}, {"Authorization": "Bearer tp_wrong"}, {"Authorization": "Basic eDp5"}])
    def test_every_address_asks_for_a_login(self, town, headers):
        stranger = Caller(**headers)
        for path, methods in api.get_openapi_schema()["paths"].items():
            address = path.replace("{lead_id}", str(stage.uuid7())).replace("{code}", "330802")
            address = "".join(part if "}" not in part else "1" + part.split("}")[1] for part in address.split("{"))
            for method in methods:
                response = stranger.client.generic(method.upper(), address, "{}", content_type="application/json")
                if "uuid" not in str(methods[method].get("parameters")):
                    problem(response, 401)
                assert response.status_code in {401, 404, 422}, (method, path)

    def test_it_says_how_to_come_in(self, town):
        response = Caller().get(URL)

        problem(response, 401)
        assert response["WWW-Authenticate"] == "Bearer"

    def test_another_town_does_not_even_learn_that_it_exists(self, town):
        lead = stage.a_lead(town)
        zheng = Caller(cast.dispatcher_zheng())

        for path in (f"/{lead.pk}", f"/{lead.pk}/history", f"/by-number/{lead.number}"):
            problem(zheng.get(URL + path), 404)
        problem(zheng.post(f"{URL}/{lead.pk}/settle", {"outcome": "CONSULTATION", "note": "已电话答复反映人"}), 404)
        assert zheng.get(URL).json()["items"] == []

    @pytest.mark.parametrize(
        "person",
        [
            pytest.param(cast.officer_li, id="officer"),
            pytest.param(cast.auxiliary_jiang, id="auxiliary"),
            pytest.param(cast.grid_worker_wei, id="grid worker"),
        ],
    )
    def test_the_wrong_role_cannot_settle(self, town, person):
        lead = stage.a_lead(town)

        response = Caller(person(town)).post(
            f"{URL}/{lead.pk}/settle", {"outcome": "CONSULTATION", "note": "已电话答复反映人"}
        )

        assert response.status_code in {403, 404}
        assert response["Content-Type"].startswith("application/problem+json")
        lead.refresh_from_db()
        assert lead.status == Status.ROUTED

    def test_another_county_cannot_report_here(self, town):
        far = cast.a_county("历下区", "370102")
        feng = Caller(cast.district_dispatcher_feng(far))

        problem(feng.post(URL, body()), 403)


def test_m103_categories_lie_across_the_fields():
    stage.a_working_town()
    town = cast.a_town_with_team()
    wanted = {
        "ecology": ("ecology-902", "露天焚烧秸秆产生烟尘污染", ("焚烧", "秸秆", "烟尘")),
        "emergency": ("emergency-902", "烟花爆竹经营场所违规储存", ("烟花", "爆竹", "储存")),
        "land": ("land-902", "非法占用耕地建房", ("占用", "耕地", "建房")),
        "construction": ("construction-902", "擅自拆改房屋承重结构", ("承重墙", "拆改", "装修")),
    }
    for domain, (code, name, keywords) in wanted.items():
        stage.granted(stage.a_matter(code, name, domain, *keywords), town.agency, town.town)
    stage.scoring.forget()
    wu = Caller(cast.dispatcher_wu(town))
    texts = {
        "ecology": "有人露天焚烧秸秆，烟尘很大", "emergency": "小店违规储存烟花爆竹",
        "land": "有人非法占用耕地建房", "construction": "邻居装修拆改承重墙",
        "city_appearance": stage.OCCUPYING,
    }  # fmt: skip

    found = {domain: wu.post(URL, body(text=text)).json()["lead"]["domain"] for domain, text in texts.items()}

    assert found == {domain: domain for domain in texts}


@pytest.mark.parametrize("channel", list(Channel))
def test_m105_one_lead_keeps_the_number_of_each_upstream_system(channel):
    town = stage.a_working_town()
    wu = Caller(cast.dispatcher_wu(town))

    made = wu.post(URL, body(channel=channel.value, external_id=f"{channel.value}-77"))

    lead = Lead.objects.get()
    assert (made.status_code, lead.channel, lead.source_id) == (201, channel, f"{channel.value}-77")
    assert lead.source_system


def test_m105_one_event_may_bear_the_numbers_of_many_systems():
    town = stage.a_working_town()
    desk = cast.dispatcher_wu(town)
    wu = Caller(desk)
    first = wu.post(URL, body(external_id="12345-1")).json()["lead"]
    second = wu.post(URL, body(external_id="SZCG-9", channel="DIGITAL_CITY", text=stage.OCCUPYING + "。")).json()[
        "lead"
    ]

    merge_lead(lead_id=second["id"], into_id=first["id"], actor=cast.actor(desk), now=cast.NOW, reason="同一处摊贩")

    merged = Lead.objects.get(pk=second["id"])
    assert (merged.status, str(merged.merged_into_id)) == (Status.MERGED, first["id"])
    again = wu.post(URL, body(external_id="SZCG-9", channel="DIGITAL_CITY"))
    assert (again.status_code, again.json()["lead"]["id"]) == (200, second["id"]), "its number still leads to it"
    assert Reporter.objects.filter(lead__in=[first["id"], second["id"]]).count() == 2
