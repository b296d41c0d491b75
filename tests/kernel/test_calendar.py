"""The calendar in force: packaged and stored notices; what waited is computed again, and nobody is worse off."""

from datetime import date, datetime, timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from tongpan.kernel import ledger
from tongpan.kernel.calendar import at_hand, calendar_in_force, preview, renew_limits, store_notice
from tongpan.kernel.clock import SHANGHAI
from tongpan.kernel.errors import Conflict, Invalid
from tongpan.kernel.ledger import SubjectRef
from tongpan.kernel.models import HolidayNotice, LedgerEntry, OutboxMessage, TimeLimit
from tongpan.kernel.outbox.worker import Worker
from tongpan.law.calendar import national
from tongpan.law.period import Kind, Limit, Period, Start, Unit, compute

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 23, 9, 30, tzinfo=SHANGHAI)
NOTICE = """
year = 2027
[[instrument]]
title = "国务院办公厅关于2027年部分节假日安排的通知"
number = "国办发明电〔2026〕9号"
published_on = 2026-11-20
[[holiday]]
name = "元旦"
days = [2027-01-01, 2027-01-03]
[[holiday]]
name = "春节"
days = [2027-02-05, 2027-02-12]
makeup = [2027-01-30, 2027-02-13]
"""
EARLY_WORK = NOTICE.replace("days = [2027-01-01, 2027-01-03]", "days = [2027-01-01, 2027-01-03]\nmakeup = [2026-12-26]")


def stored(text=NOTICE):
    with transaction.atomic():
        return store_notice(text, actor="officer:test", now=NOW)


def a_limit(trigger_on, quantity, unit=Unit.WORKDAY, kind=Kind.MUST_BY, **more):
    """Return a stored limit, computed by the calendar that ships."""
    start = Start(more.pop("start", "NEXT_DAY"))
    limit: Limit = compute(Period(quantity, unit, kind, start), trigger_on, national())
    wording = more.pop("wording", "")
    return TimeLimit.objects.create(
        subject_type="leads.lead", subject_id=uuid4(), rule="TEST", kind=kind.value, trigger_on=trigger_on,
        quantity=quantity, unit=unit.value, start=start.value, due_on=limit.due_on, safe_end=limit.safe_end,
        legal_end=limit.legal_end, awaiting_year=limit.awaiting_year, earliest_safe_on=limit.earliest_safe_on,
        explanation=f"{wording}{limit.explanation}", **more,
    )  # fmt: skip


class TestInForce:
    def test_is_what_ships_while_nothing_is_stored(self):
        assert calendar_in_force().version == national().version

    def test_knows_a_stored_year_and_leaves_the_packaged_calendar_alone(self):
        stored()

        assert calendar_in_force().add_workdays(date(2026, 12, 31), 1) == date(2027, 1, 4)
        assert not national().published(2027)

    def test_the_newer_of_two_words_on_a_packaged_year_counts(self):
        amended = NOTICE.replace("2027", "2026").replace("2026-02-05, 2026-02-12", "2026-02-15, 2026-02-24")
        amended = amended.replace("[2026-01-30, 2026-02-13]", "[2026-02-14, 2026-02-28]")
        HolidayNotice.objects.create(
            year=2026, title="更正", text=amended.replace("2026-11-20", "2025-01-01"), version="x",
            recorded_at=NOW, recorded_by="x",
        )  # fmt: skip

        assert calendar_in_force(fresh=True).version == national().version
        HolidayNotice.objects.update(text=amended)
        assert not calendar_in_force(fresh=True).is_workday(date(2026, 2, 24))

    def test_a_stored_year_beyond_a_gap_waits(self):
        HolidayNotice.objects.create(
            year=2028, title="x", text=NOTICE.replace("2027", "2028"), version="x", recorded_at=NOW, recorded_by="x"
        )

        assert calendar_in_force().last_published == date(2026, 12, 31)

    def test_at_hand_is_kept_a_minute(self, settings, monkeypatch):
        assert at_hand() is national()
        settings.TONGPAN_STAMP_SECONDS = 1
        monkeypatch.setattr("tongpan.kernel.calendar.in_force._held", [])

        before = at_hand()
        stored()

        assert before.version == national().version
        assert at_hand() is before


class TestStoring:
    def test_keeps_the_instrument_the_days_and_who(self):
        row = stored()

        assert (row.year, row.number, row.published_on) == (2027, "国办发明电〔2026〕9号", date(2026, 11, 20))
        assert row.recorded_by == "officer:test"
        assert str(row) == "国务院办公厅关于2027年部分节假日安排的通知"

    def test_is_in_the_ledger_and_tells_the_worker(self):
        row = stored()

        [entry] = ledger.history(row)
        assert (entry.action, entry.facts["year"], entry.facts["version"]) == ("calendar.published", 2027, row.version)
        assert OutboxMessage.objects.filter(name="calendar.holidays_published").count() == 1

    def test_an_amended_notice_supersedes_and_the_first_stays_readable(self):
        first = stored()
        second = stored(EARLY_WORK)

        first.refresh_from_db()
        assert (first.superseded_at, second.superseded_at) == (NOW, None)
        assert calendar_in_force().is_workday(date(2026, 12, 26))

    def test_a_notice_without_an_instrument_has_a_plain_title(self):
        text = NOTICE[: NOTICE.index("[[instrument]]")] + NOTICE[NOTICE.index("[[holiday]]") :]

        assert stored(text).title == "2027年部分节假日安排"

    @pytest.mark.parametrize(
        ("text", "code"),
        [
            pytest.param("year = 2027", "calendar.invalid", id="空白通知"),
            pytest.param("放假啦", "calendar.invalid", id="不是通知"),
            pytest.param(NOTICE.replace("2027", "2028"), "calendar.gap", id="跳过一年"),
            pytest.param(NOTICE.replace("2027", "2015"), "calendar.early", id="太早"),
            pytest.param(NOTICE.replace("2027", "2024"), "calendar.older", id="比自带的还早"),
            pytest.param("x" * 20_001, "calendar.long", id="太长"),
        ],
    )
    def test_refuses_what_is_no_notice_and_changes_nothing(self, text, code):
        text = text.replace("2026-11-20", "2023-01-01") if code == "calendar.older" else text

        with pytest.raises(Invalid) as refusal:
            stored(text)

        assert refusal.value.code == code
        assert not HolidayNotice.objects.exists()

    def test_refuses_the_same_days_twice(self):
        stored()

        with pytest.raises(Conflict) as refusal:
            stored()

        assert refusal.value.code == "calendar.same"
        assert HolidayNotice.objects.count() == 1

    def test_two_at_once_cannot_both_be_in_force(self):
        row = stored()

        with pytest.raises(IntegrityError), transaction.atomic():
            HolidayNotice.objects.create(
                year=2027, title="另一份", text=row.text, version="y", recorded_at=NOW, recorded_by="x"
            )

    @pytest.mark.django_db(transaction=True)
    def test_needs_a_transaction(self):
        with pytest.raises(RuntimeError):
            store_notice(NOTICE, actor="officer:test", now=NOW)

    def test_a_preview_stores_nothing(self):
        notice, calendar = preview(NOTICE)

        assert (notice.year, calendar.published(2027)) == (2027, True)
        assert not HolidayNotice.objects.exists()


class TestRenewing:
    def test_gives_what_waited_its_day_and_says_so(self):
        limit = a_limit(date(2026, 12, 30), 5, wording="三日内答复。")
        assert (limit.due_on, limit.awaiting_year) == (None, 2027)
        stored()

        done = renew_limits(NOW)

        limit.refresh_from_db()
        assert (done.changed, done.unchanged, done.failed) == (1, 0, 0)
        assert (limit.due_on, limit.awaiting_year, limit.earliest_safe_on) == (date(2027, 1, 7), None, None)
        assert limit.explanation.startswith("三日内答复。自2026年12月30日起")
        assert "2027年1月7日" in limit.explanation
        assert limit.calendar_version == calendar_in_force().version

    def test_each_change_is_in_the_ledger_of_its_subject(self):
        limit = a_limit(date(2026, 12, 30), 5)
        stored()

        renew_limits(NOW)

        [entry] = ledger.history(SubjectRef("leads.lead", limit.subject_id))
        assert (entry.action, entry.actor) == ("limit.recomputed", "system:calendar")
        assert entry.facts["before"]["awaiting_year"] == 2027
        assert entry.facts["after"]["due_on"] == "2027-01-07"

    def test_a_second_run_changes_nothing(self):
        a_limit(date(2026, 12, 30), 5)
        stored()
        renew_limits(NOW)
        entries = LedgerEntry.objects.count()

        again = renew_limits(NOW, year=2027)

        assert (again.changed, LedgerEntry.objects.count()) == (0, entries)

    def test_without_a_notice_nothing_moves(self):
        limit = a_limit(date(2026, 12, 30), 5)

        assert renew_limits(NOW).changed == 0
        limit.refresh_from_db()
        assert limit.awaiting_year == 2027

    def test_goes_through_every_chunk(self):
        limits = [a_limit(date(2026, 12, 30), 5) for _ in range(7)]
        stored()

        done = renew_limits(NOW, chunk=3)

        assert done.changed == 7
        assert not TimeLimit.objects.filter(pk__in=[each.pk for each in limits], due_on=None).exists()

    @pytest.mark.parametrize("closed", ["met_at", "cancelled_at"])
    def test_leaves_closed_limits_as_they_were(self, closed):
        limit = a_limit(date(2026, 12, 30), 5, **{closed: NOW})
        stored()

        renew_limits(NOW, year=2027)

        limit.refresh_from_db()
        assert limit.awaiting_year == 2027

    @pytest.mark.parametrize(
        ("kind", "due_on"),
        [
            pytest.param(Kind.MUST_BY, date(2026, 12, 29), id="机关自己的职责随通知提前"),
            pytest.param(Kind.RIGHT_UNTIL, date(2026, 12, 30), id="当事人的权利不提前"),
            pytest.param(Kind.NOT_BEFORE, date(2026, 12, 31), id="等待期不提前"),
        ],
    )
    def test_never_shortens_what_a_party_was_told(self, kind, due_on):
        limit = a_limit(date(2026, 12, 23), 5, kind=kind)
        told = limit.due_on
        stored(EARLY_WORK)

        renew_limits(NOW, year=2027)

        limit.refresh_from_db()
        assert limit.due_on == due_on
        assert (limit.due_on >= told) is (kind is not Kind.MUST_BY)
        assert ("不提前" in limit.explanation) is (kind is not Kind.MUST_BY)

    def test_counts_from_the_day_itself_where_the_limit_does(self):
        limit = a_limit(date(2026, 12, 31), 2, start="SAME_DAY")
        stored()

        renew_limits(NOW)

        limit.refresh_from_db()
        assert limit.due_on == date(2027, 1, 4)

    def test_exclusions_and_extensions_go_into_the_count(self):
        pause = [{"ground": "TESTING", "start": "2027-01-05", "end": "2027-01-06"}]
        longer = [{"quantity": 2, "unit": "WORKDAY", "authority": "HEAD"}]
        limit = a_limit(date(2026, 12, 30), 5, exclusions=pause, extensions=longer)
        stored()

        renew_limits(NOW)

        limit.refresh_from_db()
        assert limit.due_on == date(2027, 1, 13)

    def test_one_that_cannot_be_read_stops_no_other(self):
        broken = a_limit(date(2026, 12, 30), 5, exclusions=[{"ground": "X"}])
        sound = a_limit(date(2026, 12, 30), 5)
        stored()

        done = renew_limits(NOW)

        sound.refresh_from_db()
        broken.refresh_from_db()
        assert (done.changed, done.failed) == (1, 1)
        assert (sound.due_on, broken.due_on) == (date(2027, 1, 7), None)

    def test_what_somebody_else_changed_meanwhile_stands(self, monkeypatch):
        limit = a_limit(date(2026, 12, 30), 5)
        stored()

        def meets_it(row, calendar):
            TimeLimit.objects.filter(pk=row.pk).update(version=row.version + 1, met_at=NOW)
            return compute(Period(5, Unit.WORKDAY), row.trigger_on, calendar)

        monkeypatch.setattr("tongpan.kernel.calendar.renewal._compute", meets_it)

        done = renew_limits(NOW)

        limit.refresh_from_db()
        assert (done.changed, limit.due_on, limit.met_at) == (0, None, NOW)

    @pytest.mark.django_db(transaction=True)
    def test_the_worker_does_it(self):
        waiting, moved = a_limit(date(2026, 12, 30), 5), a_limit(date(2026, 12, 23), 5)
        stored(EARLY_WORK)

        Worker().run(once=True)

        waiting.refresh_from_db()
        moved.refresh_from_db()
        assert waiting.due_on == date(2027, 1, 7)
        assert moved.due_on == date(2026, 12, 29)

    @pytest.mark.django_db(transaction=True)
    def test_the_hourly_sweep_finds_what_was_started_in_ignorance(self):
        stored()
        Worker().run(once=True)
        late = a_limit(date(2026, 12, 30), 5)

        renew_limits(NOW + timedelta(hours=1))

        late.refresh_from_db()
        assert late.due_on == date(2027, 1, 7)
