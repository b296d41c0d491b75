"""
Every subscriber of the whole site, handed the same message twice: as when the worker is killed after the effect.

What a killed worker leaves is rebuilt: the receipt is taken away and the message put back. Where the receipt is written
with the effect there is no such state; there the handler is made to fail after its effect.
"""

import dataclasses
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from tests import cast
from tests.dispatch import stage as sets
from tests.dispatch.test_joint import convened
from tests.dispatch.test_transfers import sent
from tests.dispatch.test_urging import urged
from tests.leads import stage as leads
from tests.powers.builders import a_document, a_grant
from tests.powers.test_proposals import Stage as Proposals

from tongpan.agencies.actions import callouts, personnel
from tongpan.agencies.actions.unanswered import remind_unanswered
from tongpan.agencies.domain.fields import Domain
from tongpan.agencies.domain.personnel import PersonnelKind
from tongpan.agencies.domain.posts import Post, PostingMode
from tongpan.dispatch import actions
from tongpan.dispatch.models import JointMember, JointOperation
from tongpan.kernel.models import Delivery, LedgerEntry, OutboxMessage, OutboxReceipt, SearchDocument
from tongpan.kernel.outbox import delivery, events
from tongpan.kernel.outbox.events import subscribers_of
from tongpan.leads.actions import imports
from tongpan.leads.actions import uploads as bringing
from tongpan.leads.domain.choices import Channel
from tongpan.leads.models import ImportRun, Lead, Rollup
from tongpan.leads.queries import uploads
from tongpan.leads.steps import rollups
from tongpan.powers.actions import crime
from tongpan.powers.actions.grants import recall_grant
from tongpan.powers.actions.reminding import remind_of_assessments
from tongpan.powers.domain.kinds import CrimeMeasure, InHand, InstrumentKind
from tongpan.powers.models import StaffingFollowUp

pytestmark = pytest.mark.django_db
NOW = cast.NOW
SIGNS_WITH_THE_EFFECT = {
    "leads.subscribers.count_new_leads",
    "leads.subscribers.count_move",
    "cases.subscribers.comparing.compare_for_standard",
}


def state():
    """Everything a subscriber could double."""
    return {
        "notices": sorted(Delivery.objects.values_list("recipient", "subject", "status")),
        "ledger": LedgerEntry.objects.count(),
        "messages": sorted(OutboxMessage.objects.values_list("name", flat=True)),
        "joint": (JointOperation.objects.count(), JointMember.objects.count()),
        "search": sorted(SearchDocument.objects.values_list("subject_id", flat=True)),
        "cells": sorted(Rollup.objects.values_list("place", "measure", "key", "day", "n"), key=str),
        "leads": Lead.objects.count(),
        "runs": list(ImportRun.objects.values_list("rows_done", "summary")),
        "staffing": StaffingFollowUp.objects.count(),
    }


def claimed(message):
    OutboxMessage.objects.filter(pk=message.pk).update(status="PENDING", run_after=NOW - timedelta(days=400))
    return next(one for one in delivery.claim("test", NOW, 500) if one.pk == message.pk)


def messages(name):
    found = list(OutboxMessage.objects.filter(name=name).order_by("pk"))
    assert found, f"nothing published {name}"
    return found


def a_lead_that_several_share():
    sets.an_emergency(sets.a_stage())


def an_order():
    sets.a_stage().order()


def an_order_nobody_signs():
    sets.a_stage().order()
    actions.report_unsigned(now=NOW + timedelta(days=1))


def a_reminder():
    stage = sets.a_stage()
    urged(stage)


def a_joint_operation():
    convened(sets.a_stage())


def a_transfer():
    sent(sets.a_stage())


def a_publication():
    Proposals().published()


def a_recall():
    stage = Proposals()
    cast.list_manager_han(stage.county)
    grant = a_grant(stage.matter, stage.town.agency, grantor=stage.department)
    recall_grant(
        grant_id=grant.pk, on=date(2026, 12, 1), instrument_id=a_document(InstrumentKind.RECALL).pk,
        in_hand=InHand.FINISH_HERE, reason="承接不了", actor=stage.manager, now=NOW,
    )  # fmt: skip


def a_question_about_people():
    a_recall()
    for message in messages("powers.grant_recalled"):
        delivery.deliver(claimed(message), NOW)


def an_assessment():
    Proposals().published()
    remind_of_assessments(now=NOW + timedelta(days=500))


def a_call():
    town, department = cast.a_town_with_team(), cast.a_department()
    squad = cast.a_resident_squad(town, department, Domain.MARKET, mode=PostingMode.ON_CALL)
    kong = cast.an_officer("孔宁", department, Post.SQUAD_LEADER, team=squad, town=town.town)
    call = callouts.request_call_out(
        team_id=squad.pk, town_id=town.town.pk, reason="夜市食品摊点较多", actor=cast.actor(cast.dispatcher_wu(town)),
        now=NOW,
    )  # fmt: skip
    return call, cast.actor(kong)


def a_call_answered():
    call, kong = a_call()
    callouts.answer_call_out(call_id=call.pk, accept=True, actor=kong, now=NOW + timedelta(minutes=4))


def a_call_nobody_answers():
    a_call()
    remind_unanswered(now=NOW + timedelta(hours=2))


def a_plan_about_a_posted_person():
    town, department = cast.a_town_with_team(), cast.a_department()
    squad = cast.a_resident_squad(town, department, Domain.MARKET)
    person = cast.an_officer("孙派", department, Post.OFFICER, team=squad, town=town.town)
    cast.leader_zhou(town)
    personnel.plan_personnel(
        officer_id=person.pk, kind=PersonnelKind.RANK, to_what="四级主任科员", instrument="方案3号",
        actor=cast.actor(cast.system_manager_zhu(town.county)), now=NOW,
    )  # fmt: skip


def a_standard_of_prosecution():
    stage = Proposals()
    given = {"district": stage.county, "now": NOW}
    row = crime.enter_threshold(
        matter=stage.matter.code, crime="某罪（合成）", measure=CrimeMeasure.INCOME, amount=Decimal(50000),
        title="追诉标准（合成）", place="第一条", quote="违法所得数额在五万元以上的", valid_from=date(2025, 1, 1),
        actor=stage.manager, **given,
    )  # fmt: skip
    crime.publish_threshold(rule_id=row.pk, actor=stage.checker, **given)


SCENES = {
    "agencies.opinions_asked": a_plan_about_a_posted_person,
    "powers.crime_threshold_changed": a_standard_of_prosecution,
    "agencies.callout_requested": a_call,
    "agencies.callout_answered": a_call_answered,
    "agencies.callout_overdue": a_call_nobody_answers,
    "leads.taken_in": a_lead_that_several_share,
    "leads.moved": an_order,
    "dispatch.order_made": an_order,
    "dispatch.order_unsigned": an_order_nobody_signs,
    "dispatch.lead_urged": a_reminder,
    "dispatch.joint_convened": a_joint_operation,
    "dispatch.transfer_sent": a_transfer,
    "powers.list_published": a_publication,
    "powers.grant_recalled": a_recall,
    "powers.staffing_asked": a_question_about_people,
    "powers.assessment_due": an_assessment,
}


def subscriptions():
    return [
        pytest.param(name, subscriber.name, id=subscriber.name)
        for name in sorted(SCENES)
        for subscriber in subscribers_of(name)
        if not subscriber.handle.__module__.startswith("tests.")
    ]


@pytest.mark.parametrize(("name", "subscriber"), subscriptions())
def test_a_message_that_comes_again_changes_nothing(name, subscriber):
    SCENES[name]()
    for message in messages(name):
        assert delivery.deliver(claimed(message), NOW)
    before = state()

    receipts = OutboxReceipt.objects.filter(message__name=name, subscriber=subscriber)
    assert receipts.exists()
    if subscriber not in SIGNS_WITH_THE_EFFECT:
        receipts.delete()
    for message in messages(name):
        assert delivery.deliver(claimed(message), NOW + timedelta(minutes=5))

    assert state() == before


@pytest.mark.parametrize("name", ["leads.taken_in", "leads.moved"])
def test_a_worker_killed_after_counting_counts_once(name, monkeypatch):
    SCENES[name]()
    found = messages(name)
    (subscriber,) = [one for one in subscribers_of(name) if one.name in SIGNS_WITH_THE_EFFECT]

    def dies_afterwards(event, now):
        subscriber.handle(event, now)
        raise RuntimeError("killed")

    dying = dataclasses.replace(subscriber, handle=dies_afterwards)
    monkeypatch.setitem(events._subscribers[name], subscriber.name, dying)
    assert not any(delivery.deliver(claimed(message), NOW) for message in found)
    monkeypatch.setitem(events._subscribers[name], subscriber.name, subscriber)
    assert all(delivery.deliver(claimed(message), NOW) for message in found)

    assert state()["cells"]
    with transaction.atomic():
        assert rollups.recount() == 0


class TestImporting:
    """leads.import_wanted: a chain of messages, each for some pieces."""

    @pytest.fixture
    def wanted(self, monkeypatch, settings, tmp_path):
        settings.TONGPAN_FILES_DIR = tmp_path
        monkeypatch.setattr(uploads, "SMALL", 3)
        monkeypatch.setattr(imports, "CHUNK", 3)
        town = leads.a_working_town()
        rows = "".join(f"GD-{n},占道,第{n}处流动摊贩占道经营,2026-11-20\n" for n in range(200))
        file = SimpleUploadedFile("工单.csv", ("工单号,主题,诉求内容,时间\n" + rows).encode())
        desk = cast.actor(cast.dispatcher_wu(town))
        columns = {"external_id": "工单号", "title": "主题", "text": "诉求内容"}
        bringing.start_import(
            digest=bringing.keep_table(file=file, name="工单.csv", actor=desk), name="工单.csv", columns=columns,
            channel=Channel.HOTLINE, system="12345", actor=desk, now=NOW,
        )  # fmt: skip
        return "leads.import_wanted"

    def to_the_end(self, name):
        while waiting := OutboxMessage.objects.filter(name=name, status="PENDING").first():
            assert delivery.deliver(claimed(waiting), NOW)

    def test_asks_once_for_what_is_left(self, wanted):
        first = messages(wanted)[0]
        delivery.deliver(claimed(first), NOW)
        before = state()

        delivery.deliver(claimed(first), NOW)

        assert state() == before
        assert len(messages(wanted)) == 2

    def test_after_the_end_nothing_is_read_again(self, wanted):
        self.to_the_end(wanted)
        before = state()

        OutboxReceipt.objects.filter(message__name=wanted).delete()
        for message in messages(wanted):
            assert delivery.deliver(claimed(message), NOW)

        assert Lead.objects.count() == 200
        assert state() == before


def test_every_event_of_these_features_with_a_subscriber_has_its_scene():
    features = ("agencies.", "dispatch.", "leads.", "powers.")
    known = {name for name, found in events._subscribers.items() if found and name.startswith(features)}

    assert known - {"leads.import_wanted"} == set(SCENES)
