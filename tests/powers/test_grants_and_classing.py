"""Recalls, corrections, the negative list, owners, boundaries, transfers, coverage, differences and recommendations."""

from datetime import date, timedelta

import pytest
from tests import cast
from tests.powers.builders import NOW, ON, START, a_grant, a_manager, a_matter, an_actor
from tests.powers.stage import Lists

from tongpan.kernel import ledger, outbox
from tongpan.kernel.errors import Conflict, Forbidden, Invalid, NotFound, Unlawful
from tongpan.kernel.models import OutboxMessage
from tongpan.kernel.permissions import Permission
from tongpan.powers import queries
from tongpan.powers.actions.classing import decide_boundary, set_owner, set_transfer
from tongpan.powers.actions.grants import correct_grant, record_grants, record_instrument
from tongpan.powers.domain.kinds import (
    BoundaryBasis,
    Extent,
    GrantClass,
    InstrumentKind,
    Mode,
    NegativeReason,
    OwnerRole,
    Source,
)
from tongpan.powers.models import BoundaryDecision, Classing, Grant, MatterOwner, Recall
from tongpan.powers.queries.coverage import (
    transfers,
)
from tongpan.powers.queries.matter import class_of, classings, matter_view, negative_list
from tongpan.powers.steps import NewGrant, subject_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def stage() -> Lists:
    return Lists()


class TestRecall:
    def test_ends_the_power_on_its_day_and_not_before(self, stage):
        grant = stage.granted()
        stage.recalled(grant)

        before = queries.who_may(stage.matter.pk, stage.town.town.pk, date(2026, 11, 30))
        after = queries.who_may(stage.matter.pk, stage.town.town.pk, date(2026, 12, 1))
        assert before.body_id == stage.town.agency.pk
        assert after.why is queries.Why.RECALLED
        assert Recall.objects.get().line == grant.line

    def test_says_who_could_instead(self, stage):
        stage.recalled(stage.granted())
        a_grant(stage.matter, stage.department, Mode.OWN)

        town = queries.may_act(stage.town.agency.pk, stage.matter.pk, stage.town.town.pk, date(2026, 12, 1))
        assert [body.name for body in town.could] == [stage.department.name]

    def test_event_says_what_becomes_of_work_in_hand(self, stage):
        grant = stage.granted()
        stage.recalled(grant)

        message = OutboxMessage.objects.get(name="powers.grant_recalled")
        event = outbox.events.load(message.name, message.payload)
        assert (event.in_hand, event.receiver_id) == ("HAND_OVER", str(stage.department.pk))
        assert ledger.history(subject_of(grant.line))[-1].action == "grant.recalled"

    @pytest.mark.parametrize(
        ("changes", "code"),
        [
            pytest.param({"in_hand": ""}, "powers.recall.in_hand", id="未决定在办案件"),
            pytest.param({"reason": " "}, "powers.recall.in_hand", id="无理由"),
            pytest.param({"receiver_id": None}, "powers.recall.receiver", id="移交无接收机关"),
            pytest.param({"on": START - timedelta(days=1)}, "powers.recall.early", id="早于生效"),
        ],
    )
    def test_undecided_recalls_are_refused_and_change_nothing(self, stage, changes, code):
        grant = stage.granted()

        with pytest.raises(Unlawful) as refusal:
            stage.recalled(grant, **changes)
        assert [breach.code for breach in refusal.value.verdict] == [code]
        assert Grant.objects.filter(superseded_at=None).get().valid_to is None

    def test_statutory_power_is_not_recalled(self, stage):
        grant = a_grant(stage.matter, stage.department, Mode.OWN)

        with pytest.raises(Unlawful) as refusal:
            stage.recalled(grant)
        assert refusal.value.verdict[0].code == "powers.recall.own"

    def test_twice_is_refused(self, stage):
        grant = stage.granted()
        stage.recalled(grant)

        with pytest.raises(Unlawful):
            stage.recalled(Grant.objects.get(superseded_at=None))
        grant.superseded_at = None
        with pytest.raises((Conflict, Unlawful)):
            stage.recalled(grant)

    def test_department_recalls_what_it_gave_and_nothing_else(self, stage):
        mine, other = stage.granted(), a_grant(a_matter(), stage.town.agency)
        liaison = an_actor(Permission.POWERS_RECALL, district=stage.county, agency=stage.department)

        stage.recalled(mine, actor=liaison)
        with pytest.raises(Forbidden):
            stage.recalled(other, actor=liaison)
        with pytest.raises(Forbidden):
            stage.recalled(other, actor=stage.reader)
        with pytest.raises(Forbidden):
            stage.recalled(other, actor=a_manager(cast.a_county("江阴市", "320281")))

    def test_m069_leaves_supervision_and_approval_where_they_are(self, stage):
        set_owner(
            matter_id=stage.matter.pk, role=OwnerRole.SUPERVISION, body_id=stage.department.pk,
            territory_id=stage.county.pk, district_id=stage.county.pk, valid_from=START, basis="三定规定",
            actor=stage.keeper, now=NOW,
        )  # fmt: skip
        before = list(MatterOwner.objects.values())

        stage.recalled(stage.granted())

        assert list(MatterOwner.objects.values()) == before


class TestOwners:
    def test_m069_supervision_and_approval_are_kept_apart_and_dated(self, stage):
        fields = {
            "matter_id": stage.matter.pk, "territory_id": stage.county.pk, "district_id": stage.county.pk,
            "basis": "权责清单", "actor": stage.keeper, "now": NOW,
        }  # fmt: skip
        set_owner(role=OwnerRole.SUPERVISION, body_id=stage.department.pk, valid_from=START, **fields)
        set_owner(role=OwnerRole.APPROVAL, body_id=stage.town.agency.pk, valid_from=START, **fields)
        set_owner(role=OwnerRole.APPROVAL, body_id=stage.department.pk, valid_from=date(2026, 1, 1), **fields)

        before = matter_view(stage.matter, stage.county.pk, date(2025, 6, 1))
        after = matter_view(stage.matter, stage.county.pk, ON)
        assert [(row.role, row.body_id) for row in before.owners] == [
            ("APPROVAL", stage.town.agency.pk), ("SUPERVISION", stage.department.pk),
        ]  # fmt: skip
        assert {row.body_id for row in after.owners} == {stage.department.pk}

    def test_without_a_basis_or_the_right_nothing_is_recorded(self, stage):
        fields = {
            "matter_id": stage.matter.pk, "territory_id": stage.county.pk, "district_id": stage.county.pk,
            "role": OwnerRole.APPROVAL, "body_id": stage.department.pk, "valid_from": START, "now": NOW,
        }  # fmt: skip
        with pytest.raises(Invalid):
            set_owner(basis=" ", actor=stage.keeper, **fields)
        with pytest.raises(Forbidden):
            set_owner(basis="三定", actor=stage.reader, **fields)


class TestClassing:
    @pytest.mark.parametrize("grant_class", list(GrantClass), ids=lambda item: f"M064 {item.label}")
    def test_every_class_is_told_apart(self, stage, grant_class):
        reason = NegativeReason.TECHNICAL if grant_class is GrantClass.MUST_NOT else ""
        stage.classed(grant_class, reason)

        assert class_of(stage.matter.pk, stage.county.pk, ON).grant_class == grant_class
        assert len(classings(stage.county.pk, ON)) == 1

    @pytest.mark.parametrize("reason", list(NegativeReason), ids=lambda item: f"M065 {item.label}")
    def test_three_reasons_keep_a_matter_with_its_department(self, stage, reason):
        stage.granted()
        stage.classed(reason=reason)

        answer = queries.who_may(stage.matter.pk, stage.town.town.pk, ON)
        assert answer.why is queries.Why.NEGATIVE_LIST
        assert str(reason.label) in answer.reason
        assert [row.matter_id for row in negative_list(stage.county.pk, ON)] == [stage.matter.pk]

    def test_m065_no_reason_no_entry_and_no_reason_without_entry(self, stage):
        with pytest.raises(Invalid):
            stage.classed(reason="")
        with pytest.raises(Invalid):
            stage.classed(GrantClass.MAY, NegativeReason.TECHNICAL)
        with pytest.raises(Forbidden):
            stage.classed(actor=stage.reader)
        assert not Classing.objects.exists()

    def test_a_new_class_ends_the_one_before(self, stage):
        stage.classed()
        stage.classed(GrantClass.MAY, "", valid_from=ON)

        yesterday = class_of(stage.matter.pk, stage.county.pk, ON - timedelta(days=1))
        assert yesterday.grant_class == GrantClass.MUST_NOT
        assert class_of(stage.matter.pk, stage.county.pk, ON).grant_class == GrantClass.MAY


class TestBoundaries:
    def decided(self, stage, **changes):
        values = {
            "matter_id": stage.matter.pk, "district_id": stage.county.pk, "holder_id": stage.department.pk,
            "basis_kind": BoundaryBasis.STAFFING, "citation": "柯城区市场监管局“三定”规定第四条（演示）",
            "reason": "流通环节由其监管", "on": ON, "actor": stage.keeper, "now": NOW,
        }  # fmt: skip
        return decide_boundary(**values | changes)

    @pytest.mark.parametrize("basis", list(BoundaryBasis), ids=lambda item: f"M075 {item.label}")
    def test_cites_staffing_list_or_principle(self, stage, basis):
        assert self.decided(stage, basis_kind=basis).get_basis_kind_display() == basis.label

    @pytest.mark.parametrize("changes", [{"citation": " "}, {"basis_kind": "习惯"}, {"reason": ""}])
    def test_m075_without_a_citation_nothing_is_decided(self, stage, changes):
        with pytest.raises(Unlawful):
            self.decided(stage, **changes)
        with pytest.raises(Forbidden):
            self.decided(stage, actor=stage.reader)
        assert not BoundaryDecision.objects.exists()


class TestTransfers:
    @pytest.mark.parametrize("extent", list(Extent), ids=lambda item: f"M073 {item.label}")
    def test_fields_are_taken_over_fully_or_in_part(self, stage, extent):
        fields = {"domain": "market", "body_id": stage.town.agency.pk, "district_id": stage.county.pk, "now": NOW}
        set_transfer(extent=extent, valid_from=START, actor=stage.keeper, **fields)

        assert [(row.domain, row.extent) for row in transfers(stage.county.pk, ON)] == [("market", extent)]
        with pytest.raises(Forbidden):
            set_transfer(extent=extent, valid_from=ON, actor=stage.reader, **fields)


class TestDirectEntry:
    def test_documents_are_entered_once(self, stage):
        fields = {"kind": InstrumentKind.LIST, "title": "清单", "number": "1号", "now": NOW}
        first = record_instrument(actor=stage.keeper, **fields)

        assert record_instrument(actor=stage.keeper, **fields) == first
        with pytest.raises(Forbidden):
            record_instrument(actor=stage.reader, **fields)
        with pytest.raises(Invalid):
            record_instrument(actor=stage.keeper, **fields | {"title": " "})

    def test_grants_are_entered_by_the_lists_keeper_only(self, stage):
        new = NewGrant(stage.matter.pk, stage.department.pk, stage.county.pk, Mode.OWN, START, source=Source.STATUTE)

        with pytest.raises(Forbidden):
            record_grants(grants=[new], district_id=stage.county.pk, actor=stage.reader, now=NOW)
        assert len(record_grants(grants=[new], district_id=stage.county.pk, actor=stage.keeper, now=NOW)) == 1

    @pytest.mark.parametrize("changes", [{}, {"body_id": None}, {"valid_to": date(2020, 1, 1)}])
    def test_corrections_that_make_no_sense_are_refused(self, stage, changes):
        grant = stage.granted()

        with pytest.raises(Invalid):
            correct_grant(grant_id=grant.pk, reason="更正", actor=stage.keeper, now=NOW, **changes)
        with pytest.raises(Forbidden):
            correct_grant(grant_id=grant.pk, reason="更正", actor=stage.reader, now=NOW, basis="甲")
        with pytest.raises(NotFound):
            correct_grant(grant_id=stage.matter.pk, reason="更正", actor=stage.keeper, now=NOW, basis="甲")

    def test_two_corrections_at_once_have_one_winner(self, stage):
        grant = stage.granted()
        correct_grant(grant_id=grant.pk, reason="更正", actor=stage.keeper, now=NOW, basis="甲")

        with pytest.raises(Conflict):
            correct_grant(grant_id=grant.pk, reason="更正", actor=stage.keeper, now=NOW, basis="乙")
