"""人员随事划转 (M021): asked after a publication and a recall, recorded with the transfers or explained."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from tests import cast
from tests.powers.builders import NOW, a_document, a_grant, a_manager, an_actor
from tests.powers.test_proposals import Stage as Proposals

from tongpan.agencies.models import StaffTransfer
from tongpan.kernel import ledger
from tongpan.kernel.errors import Conflict, Forbidden, Invalid, NotFound
from tongpan.kernel.models import Delivery, OutboxMessage
from tongpan.kernel.outbox.worker import Worker
from tongpan.kernel.permissions import Permission
from tongpan.powers.actions.grants import recall_grant
from tongpan.powers.actions.staffing import ask_after_publication, explain_staffing, record_staffing
from tongpan.powers.domain.kinds import InHand, InstrumentKind, StaffingState
from tongpan.powers.models import StaffingFollowUp

pytestmark = pytest.mark.django_db
DAY = date(2026, 12, 1)


def work():
    Worker().run(once=True)


class Stage(Proposals):
    def __init__(self) -> None:
        super().__init__()
        self.people = an_actor(Permission.AGENCIES_MANAGE, Permission.POWERS_VIEW, district=self.county)

    def asked(self) -> StaffingFollowUp:
        ask_after_publication(proposal_id=self.published().pk, now=NOW)
        return StaffingFollowUp.objects.get()

    def moved(self, on=DAY, **changes) -> StaffTransfer:
        who = cast.an_officer("邵斌", self.department)
        values = {"from_agency": self.department, "to_agency": self.town.agency, **changes}
        return StaffTransfer.objects.create(officer=who, moved_on=on, instrument="柯编〔2026〕3号", **values)


@pytest.fixture
def stage() -> Stage:
    return Stage()


class TestAsking:
    def test_m021_a_publication_asks_once_for_each_pair_of_bodies_and_tells_the_keepers(self, stage):
        cast.list_manager_han(stage.county)
        cast.system_manager_zhu(stage.county)
        proposal = stage.published()

        work()
        ask_after_publication(proposal_id=proposal.pk, now=NOW)

        row = StaffingFollowUp.objects.get()
        assert (row.from_body, row.to_body, row.state) == (stage.department, stage.town.agency, StaffingState.OPEN)
        assert (row.instrument, row.effective_on) == (proposal.instrument, proposal.effective_on)
        assert [item.action for item in ledger.history(row)] == ["staffing.asked"]
        assert Delivery.objects.filter(subject="人员随事划转待登记").count() == 2

    def test_m021_recalls_by_one_document_ask_once_and_in_the_other_direction(self, stage):
        paper = a_document(InstrumentKind.RECALL)
        for matter in (stage.matter, type(stage.matter).objects.create(name="另一事项", code="T-1", domain="market")):
            grant = a_grant(matter, stage.town.agency, grantor=stage.department)
            recall_grant(
                grant_id=grant.pk, on=DAY, instrument_id=paper.pk, in_hand=InHand.FINISH_HERE, reason="承接不了",
                actor=stage.manager, now=NOW,
            )  # fmt: skip

        work()

        row = StaffingFollowUp.objects.get()
        assert (row.from_body, row.to_body) == (stage.town.agency, stage.department)
        assert OutboxMessage.objects.filter(name="powers.staffing_asked").count() == 1

    def test_m021_what_nobody_takes_over_asks_nothing(self, stage):
        grant = a_grant(stage.matter, stage.town.agency)
        recall_grant(
            grant_id=grant.pk, on=DAY, instrument_id=a_document(InstrumentKind.RECALL).pk, in_hand=InHand.FINISH_HERE,
            reason="停止行使", actor=stage.manager, now=NOW,
        )  # fmt: skip

        work()

        assert not StaffingFollowUp.objects.exists()


class TestSettling:
    def test_m021_the_transfers_on_record_are_named(self, stage):
        row, moved = stage.asked(), stage.moved()

        record_staffing(follow_up_id=row.pk, transfer_ids=[moved.pk], actor=stage.people, now=NOW)

        row.refresh_from_db()
        assert (row.state, list(row.transfers.all())) == (StaffingState.RECORDED, [moved])
        assert ledger.history(row)[-1].facts["transfers"] == [str(moved.pk)]

    def test_m021_or_it_is_said_why_nobody_moved(self, stage):
        row = stage.asked()

        explain_staffing(follow_up_id=row.pk, explanation="镇里已有持证人员，编制不划转", actor=stage.manager, now=NOW)

        row.refresh_from_db()
        assert (row.state, row.explanation) == (StaffingState.EXPLAINED, "镇里已有持证人员，编制不划转")

    def test_a_transfer_between_others_or_long_before_does_not_count(self, stage):
        row = stage.asked()
        elsewhere = stage.moved(from_agency=cast.a_department(stage.county, "水利局", "water"))
        early = stage.moved(on=row.effective_on - timedelta(days=400))

        for other in (elsewhere, early):
            with pytest.raises(Invalid):
                record_staffing(follow_up_id=row.pk, transfer_ids=[other.pk], actor=stage.manager, now=NOW)

    def test_silence_is_no_explanation(self, stage):
        with pytest.raises(Invalid) as refused:
            explain_staffing(follow_up_id=stage.asked().pk, explanation="无", actor=stage.manager, now=NOW)

        assert "explanation" in refused.value.fields

    def test_once(self, stage):
        row = stage.asked()
        explain_staffing(follow_up_id=row.pk, explanation="没有人员划转", actor=stage.manager, now=NOW)

        with pytest.raises(Conflict):
            explain_staffing(follow_up_id=row.pk, explanation="没有人员划转", actor=stage.manager, now=NOW)

    def test_not_by_who_only_reads_or_keeps_another_county(self, stage):
        row = stage.asked()

        with pytest.raises(Forbidden):
            explain_staffing(follow_up_id=row.pk, explanation="没有人员划转", actor=stage.reader, now=NOW)
        with pytest.raises(NotFound):
            explain_staffing(
                follow_up_id=row.pk, explanation="没有人员划转", actor=a_manager(cast.a_county("江山市", "330881")),
                now=NOW,
            )  # fmt: skip

        row.refresh_from_db()
        assert row.state == StaffingState.OPEN


@pytest.mark.urls("tests.powers.site")
class TestPages:
    def enter(self, client, officer):
        client.force_login(officer.user)
        return client

    def test_m021_the_keeper_finds_it_and_settles_it_and_what_was_typed_stays(self, stage, client):
        row, moved = stage.asked(), stage.moved()
        client = self.enter(client, cast.list_manager_han(stage.county))
        address = reverse("powers:staffing_one", args=[row.pk])

        listed = client.get(reverse("powers:staffing")).content.decode()
        empty = client.post(address, {"explanation": ""})
        short = client.post(address, {"explanation": "无"})
        done = client.post(address, {"transfers": [str(moved.pk)]})

        assert address in listed
        assert empty.status_code == short.status_code == 422
        assert "无</textarea>" in short.content.decode()
        assert done.status_code == 302
        assert "邵斌" in client.get(address).content.decode()
        assert "没有待办理的" in client.get(reverse("powers:staffing")).content.decode()

    def test_who_only_reads_sees_it_and_may_not_settle(self, stage, client):
        row = stage.asked()
        client = self.enter(client, cast.officer_li(stage.town))
        address = reverse("powers:staffing_one", args=[row.pk])

        page = client.get(address)
        refused = client.post(address, {"explanation": "没有人员划转"})

        assert "等待清单管理员或系统管理员登记" in page.content.decode()
        assert refused.status_code == 403
        row.refresh_from_db()
        assert row.state == StaffingState.OPEN
