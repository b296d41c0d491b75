"""The edges: requests logged, refusals answered plainly and kept, GET that cannot write, tokens, notices, health."""

import json
import logging
from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core import mail
from django.db import connection, transaction
from django.http import HttpResponse
from django.test import RequestFactory

from tongpan.kernel import checks, health, logs, notify, problems, tokens
from tongpan.kernel.accounts import ClosedAccountAdapter
from tongpan.kernel.errors import Forbidden, Invalid, NotAuthenticated, NotFound, Refusal, TooLarge, Unlawful
from tongpan.kernel.middleware import (
    ContentPolicyMiddleware,
    ReadOnlyGetMiddleware,
    RefusalMiddleware,
    RequestLogMiddleware,
    WroteOnGet,
)
from tongpan.kernel.models import Delivery, Heartbeat, NumberSeries, OutboxMessage, RefusedAttempt, ScheduledJob, User
from tongpan.kernel.notify import Contact
from tongpan.law.verdict import Breach

LATE = Unlawful((Breach("hearing.request.late", "听证申请期限已届满", None),))


@pytest.fixture
def request_for():
    """A request as the middleware sees it, made by officer Li unless said otherwise."""

    def make(path: str = "/leads/", method: str = "POST", user: object = None, **headers: str):
        request = RequestFactory().generic(method, path, headers=headers)
        request.user = user or SimpleNamespace(is_authenticated=True, pk="li")
        return request

    return make


class TestContentPolicy:
    @pytest.mark.parametrize(
        ("path", "default", "scripts"),
        [
            pytest.param("/leads/", "default-src 'self'", True, id="页面只装载自己的"),
            pytest.param("/api/v1/leads", "default-src 'none'", False, id="接口只有数据，什么也不装载"),
        ],
    )
    def test_says_what_an_answer_may_load(self, request_for, path, default, scripts):
        answer = ContentPolicyMiddleware(lambda request: HttpResponse())(request_for(path, "GET"))
        rules = answer["Content-Security-Policy"].split("; ")

        assert default in rules
        assert ("script-src 'self'" in rules) is scripts
        assert "frame-ancestors 'none'" in rules


class TestProblems:
    @pytest.mark.django_db
    def test_name_the_reason_the_fields_and_the_article(self, request_for):
        invalid = problems.problem_response(request_for(), Invalid("没有选择地点", fields={"place": "请选择"}))
        unlawful = problems.problem_of(LATE)

        assert (invalid.status_code, invalid["Content-Type"]) == (422, "application/problem+json; charset=utf-8")
        assert json.loads(invalid.content)["fields"] == {"place": "请选择"}
        assert unlawful["code"] == "hearing.request.late"
        assert unlawful["breaches"][0]["message"] == "听证申请期限已届满"

    @pytest.mark.django_db
    def test_who_is_not_logged_in_is_told_how(self, request_for):
        response = problems.problem_response(request_for(), NotAuthenticated("请登录"))

        assert (response.status_code, response["WWW-Authenticate"]) == (401, "Bearer")


@pytest.mark.django_db
class TestRefusals:
    def answer(self, request, refusal: Exception) -> HttpResponse | None:
        return RefusalMiddleware(lambda _: HttpResponse()).process_exception(request, refusal)

    def test_a_forbidden_and_an_unlawful_attempt_are_kept(self, request_for):
        for refusal in (Forbidden("仅承办人可以办理"), LATE):
            response = self.answer(request_for("/api/v1/leads"), refusal)
            assert response.status_code == refusal.status

        kept = list(RefusedAttempt.objects.order_by("id").values_list("actor", "path", "status", "code", "message"))
        assert kept == [
            ("user:li", "/api/v1/leads", 403, "forbidden", "仅承办人可以办理"),
            ("user:li", "/api/v1/leads", 422, "hearing.request.late", "听证申请期限已届满"),
        ]

    def test_slips_and_mere_looking_are_not(self, request_for):
        for refusal in (Invalid("没有选择地点"), NotFound(), TooLarge("太大")):
            self.answer(request_for("/api/v1/leads"), refusal)
        self.answer(request_for("/api/v1/leads", "GET"), Forbidden("无权查看"))

        assert not RefusedAttempt.objects.exists()

    def test_a_bug_stays_a_bug(self, request_for):
        assert self.answer(request_for(), KeyError("x")) is None

    def test_an_expired_login_leads_to_the_login_and_back(self, request_for, settings):
        settings.LOGIN_URL = "/accounts/login/"
        response = self.answer(request_for("/leads/7/?a=1"), NotAuthenticated("请登录"))

        assert response.status_code == 302
        assert "next=/leads/7/%3Fa%3D1" in response.url

    def test_a_broken_transaction_does_not_lose_the_answer(self, request_for):
        with transaction.atomic():
            transaction.set_rollback(True)
            response = self.answer(request_for("/api/v1/leads"), Forbidden("无权"))

        assert response.status_code == 403


@pytest.mark.django_db
class TestReadOnlyGet:
    def run(self, request, work):
        def view(_):
            work()
            return HttpResponse("ok")

        return ReadOnlyGetMiddleware(view)(request)

    def test_a_get_that_writes_fails_loudly(self, request_for):
        for work in (
            lambda: NumberSeries.objects.create(series="x", year=2026),
            lambda: NumberSeries.objects.update(last=3),
            lambda: NumberSeries.objects.all().delete(),
            lambda: User.objects.bulk_create([User(username="x")]),
        ):
            with pytest.raises(WroteOnGet), transaction.atomic():
                self.run(request_for(method="GET"), work)

    def test_reading_and_posting_are_free(self, request_for):
        assert self.run(request_for(method="GET"), NumberSeries.objects.count).status_code == 200
        self.run(request_for(), lambda: NumberSeries.objects.create(series="x", year=2026))
        assert NumberSeries.objects.count() == 1


class TestRequestLog:
    def test_each_request_has_a_number_in_answer_and_log(self, request_for, caplog):
        seen = []

        def view(_):
            seen.append(logs.request_id.get())
            return HttpResponse("ok")

        with caplog.at_level(logging.INFO, "tongpan.request"):
            response = RequestLogMiddleware(view)(request_for())

        assert seen == [response["X-Request-ID"]]
        assert logs.request_id.get() == ""
        assert caplog.records[0].user == "user:li"

    def test_a_number_from_outside_is_taken_over_if_it_is_one(self, request_for):
        middleware = RequestLogMiddleware(lambda _: HttpResponse())

        assert middleware(request_for(**{"X-Request-ID": "abcdefgh-1"}))["X-Request-ID"] == "abcdefgh-1"
        assert middleware(request_for(**{"X-Request-ID": "<script>"}))["X-Request-ID"] != "<script>"

    def test_a_log_line_is_json_without_personal_numbers(self):
        record = logging.makeLogRecord(
            {
                "name": "x",
                "levelname": "INFO",
                "msg": "来电 %s",
                "args": ("13800001234",),
                "ms": 1.5,
                "to": "13800001234",
            }
        )
        token = logs.request_id.set("r-1")
        line = json.loads(logs.JsonFormatter().format(record))
        logs.request_id.reset(token)

        assert line["message"] == "来电 138****1234"
        assert (line["ms"], line["to"], line["request"]) == (1.5, "138****1234", "r-1")

    def test_a_log_line_carries_the_error(self):
        try:
            raise KeyError("13800001234")
        except KeyError as error:
            record = logging.makeLogRecord({"msg": "x", "exc_info": (KeyError, error, error.__traceback__)})

        line = json.loads(logs.JsonFormatter().format(record))

        assert "KeyError" in line["error"]
        assert "13800001234" not in line["error"]


@pytest.mark.django_db
class TestTokens:
    def test_a_token_opens_until_it_is_taken_back_or_over(self, now, django_assert_num_queries):
        user = User.objects.create_user("system-a")
        token = tokens.issue(user=user, name="12345 热线", now=now)

        with django_assert_num_queries(1):
            assert tokens.holder_of(token, now) == user
        with django_assert_num_queries(0):
            assert tokens.holder_of("something else", now) is None
        assert tokens.holder_of(token + "x", now) is None
        assert tokens.holder_of(token, now + timedelta(days=366)) is None
        assert token not in str(list(user.tokens.values_list("digest", "name")))
        assert tokens.revoke(user.tokens.get().pk, now=now)
        assert not tokens.revoke(user.tokens.get().pk, now=now)
        assert tokens.holder_of(token, now) is None

    def test_a_disabled_account_opens_nothing(self, now):
        user = User.objects.create_user("system-a")
        token = tokens.issue(user=user, name="x", now=now)
        User.objects.update(is_active=False)

        assert tokens.holder_of(token, now) is None


def test_nobody_signs_up(request_for):
    assert ClosedAccountAdapter().is_open_for_signup(request_for(user=AnonymousUser())) is False


class Gateway:
    """A text-message provider that can be made to fail."""

    sent: list[tuple[str, str]] = []
    down = False

    def send(self, phone: str, text: str) -> str:
        if Gateway.down:
            raise ConnectionError("gateway down for 13800001234")
        Gateway.sent.append((phone, text))
        return "receipt-1"


@pytest.mark.django_db
class TestNotices:
    LI = Contact("李四", phone="13800001234", email="li@example.org")

    @pytest.fixture(autouse=True)
    def channels(self, settings):
        Gateway.sent, Gateway.down = [], False
        settings.TONGPAN_NOTIFY = [f"sms:{Gateway.__module__}.{Gateway.__qualname__}", "smtp"]

    def test_go_over_the_first_channel_that_gets_through(self):
        notify.send(self.LI, "新的交办", "请在 2 小时内签收")

        assert Gateway.sent == [("13800001234", "新的交办：请在 2 小时内签收")]
        assert mail.outbox == []
        row = Delivery.objects.get()
        assert (row.channel, row.status, row.receipt, row.recipient) == ("sms", "SENT", "receipt-1", "李* 138****1234")

    def test_fall_back_and_keep_why(self):
        Gateway.down = True

        notify.send(self.LI, "新的交办", "请签收")

        assert [message.to for message in mail.outbox] == [["li@example.org"]]
        assert list(Delivery.objects.order_by("id").values_list("channel", "status")) == [
            ("sms", "FAILED"),
            ("smtp", "SENT"),
        ]
        assert "138****1234" in Delivery.objects.order_by("id").first().error

    def test_urgent_ones_go_every_way(self):
        notify.send(self.LI, "紧急", "燃气泄漏", urgent=True)

        assert Gateway.sent[0][1].startswith("【紧急】")
        assert mail.outbox[0].subject.startswith("【紧急】")

    def test_say_when_nobody_was_reached(self):
        with pytest.raises(notify.NotDelivered, match="补充电话或邮箱"):
            notify.send(Contact("王五"), "x", "y")
        Gateway.down = True
        with pytest.raises(notify.NotDelivered, match="ConnectionError"):
            notify.send(Contact("王五", phone="13900001234"), "x", "y")

    def test_reach_everybody_who_can_be_reached(self):
        notify.send_all([Contact("王五"), self.LI], "新的交办", "请签收")

        assert len(Gateway.sent) == 1
        with pytest.raises(notify.NotDelivered):
            notify.send_all([Contact("王五"), Contact("赵六")], "新的交办", "请签收")
        notify.send_all([], "新的交办", "请签收")

    def test_a_subject_cannot_carry_a_mail_header(self, settings):
        settings.TONGPAN_NOTIFY = ["smtp"]
        notify.send(self.LI, "a\nBcc: x@example.org", "y")

        assert mail.outbox[0].to == ["li@example.org"]
        assert "\n" not in mail.outbox[0].subject

    def test_in_the_demo_they_stand_in_the_log_masked(self, settings, caplog):
        settings.TONGPAN_NOTIFY = ["log"]
        with caplog.at_level(logging.INFO):
            notify.send(self.LI, "交办给 13800001234", "内容")

        assert "13800001234" not in caplog.text


@pytest.mark.django_db
class TestHealth:
    def test_is_well_with_a_worker_alive(self, now):
        Heartbeat.objects.create(name="worker:1", kind="worker", started_at=now, at=now)

        report = health.report(now)

        assert (report["ok"], report["worker"], report["problems"]) == (True, True, [])

    def test_names_what_needs_a_person_and_still_serves(self, now):
        OutboxMessage.objects.create(name="x", payload="{}", run_after=now, created_at=now, status="FAILED")
        OutboxMessage.objects.create(name="x", payload="{}", run_after=now - timedelta(hours=1), created_at=now)
        ScheduledJob.objects.create(name="leads.tasks.x", every_seconds=60, next_run_at=now, failures=2)

        report = health.report(now)

        assert report["ok"] is True
        assert len(report["problems"]) == 4
        assert (report["outbox_failed"], report["outbox_late"], report["jobs_failing"]) == (1, 1, ["leads.tasks.x"])


@pytest.mark.django_db
class TestChecks:
    def test_a_database_that_could_lose_a_commit_is_refused(self, monkeypatch):
        assert checks.check_durability(databases=["default"]) == []
        if connection.vendor == "sqlite":
            monkeypatch.setitem(connection.settings_dict["OPTIONS"], "transaction_mode", "DEFERRED")
            assert [one.id for one in checks.check_durability(databases=["default"])] == ["tongpan.E001"]
        else:
            with connection.cursor() as cursor:
                cursor.execute("SET LOCAL synchronous_commit = off")
            assert [one.id for one in checks.check_durability(databases=["default"])] == ["tongpan.E003"]

    def test_wrong_settings_are_refused(self, settings):
        assert checks.check_settings() == []
        settings.TONGPAN_LEDGER_ALGORITHM = "md5"
        settings.TONGPAN_INDEX_KEY = ""
        assert [one.id for one in checks.check_settings()] == ["tongpan.E004", "tongpan.E005"]


def test_every_refusal_has_a_status_and_a_code():
    kinds = {kind.code: kind.status for kind in Refusal.__subclasses__()}
    assert kinds["too_large"] == 413
    own = {kind.status for kind in Refusal.__subclasses__() if kind.__module__ == Refusal.__module__}
    assert own == {401, 403, 404, 409, 413, 422}
    # the API's own, for a body that cannot be read at all; those of uploads (tus 1.0); a store that is full or away;
    # who asks too often, of a page that anybody may ask
    assert set(kinds.values()) - own <= {400, 410, 412, 415, 423, 429, 460, 503, 507}
