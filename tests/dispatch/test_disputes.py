"""职责争议: raised on 三定, list or principle; decided by the district, carried out at once."""

import pytest
from tests import cast
from tests.dispatch import stage as sets
from tests.dispatch.stage import LATER, NOW

from tongpan.dispatch import actions, queries
from tongpan.dispatch.models import Assignment
from tongpan.kernel import ledger
from tongpan.kernel.errors import Conflict, Forbidden, Invalid, NotFound, Unlawful
from tongpan.leads.domain.choices import Desk, Status
from tongpan.powers.domain.kinds import BoundaryBasis

pytestmark = pytest.mark.django_db
CLAIM = {"claim": "证照问题应由市场监管部门查处", "basis": "STAFFING", "evidence": "市场监管局三定规定第三条"}


def raised(stage, lead=None, **changes):
    given = {"lead_id": (lead or stage.order().lead).pk, "actor": stage.dispatcher, "now": NOW} | CLAIM
    return actions.raise_dispute(**(given | changes))


def settled(stage, dispute, team, **changes):
    given = {"actor": stage.district, "now": LATER, "decision": "由市场监管部门查处，镇里配合"}
    return actions.settle_dispute(dispute_id=dispute.pk, team_id=team.pk, **(given | changes))


class TestRaising:
    @pytest.mark.parametrize("basis", BoundaryBasis)
    def test_goes_to_the_district_with_its_evidence(self, stage, basis):
        dispute = raised(stage, basis=basis)

        dispute.lead.refresh_from_db()
        assert (dispute.lead.desk, dispute.lead.status) == (Desk.DISTRICT, Status.ASSIGNED)
        assert [row.pk for row in queries.disputes(stage.district).items] == [dispute.pk]
        assert [item.action for item in ledger.history(dispute)] == ["dispute.raised"]

    @pytest.mark.parametrize(
        ("changes", "field"),
        [
            pytest.param({"claim": "不是"}, "claim", id="没有主张"),
            pytest.param({"basis": "FEELING"}, "basis", id="M075 没有依据种类"),
            pytest.param({"evidence": ""}, "evidence", id="M075 没有文件条款"),
        ],
    )
    def test_refuses_a_dispute_without_grounds(self, stage, changes, field):
        with pytest.raises(Invalid) as refused:
            raised(stage, **changes)

        assert field in refused.value.fields

    def test_one_at_a_time(self, stage):
        dispute = raised(stage)

        with pytest.raises(Conflict):
            raised(stage, dispute.lead)

    def test_not_about_what_is_done(self, stage):
        with pytest.raises(Conflict):
            raised(stage, stage.finished().lead)

    def test_a_field_officer_asks_the_team_head(self, stage):
        with pytest.raises(Forbidden) as refused:
            raised(stage, actor=stage.officer)

        assert "值守台" in str(refused.value)

    def test_another_town_does_not_know_of_it(self, stage):
        with pytest.raises(NotFound):
            raised(stage, actor=cast.actor(cast.dispatcher_zheng()))


class TestSettling:
    def test_m024_the_team_decided_on_gets_the_lead(self, stage):
        dispute = raised(stage)

        settled(stage, dispute, stage.squad)

        dispute.refresh_from_db()
        dispute.lead.refresh_from_db()
        assert (dispute.decided_team, dispute.decided_body) == (stage.squad, stage.department)
        assert (dispute.lead.team, dispute.lead.status) == (stage.squad, Status.ASSIGNED)
        assert Assignment.objects.get(lead=dispute.lead, status="WAITING").team == stage.squad
        assert [item.action for item in ledger.history(dispute.lead)][-1] == "lead.dispute_decided"

    def test_it_may_stay_where_it_is(self, stage):
        dispute = raised(stage)

        settled(stage, dispute, stage.town.team)

        dispute.lead.refresh_from_db()
        assert dispute.lead.desk == Desk.TOWN
        assert Assignment.objects.filter(lead=dispute.lead).count() == 1

    def test_not_against_the_list(self, stage):
        team = sets.a_stranger_squad(cast.another_town())

        with pytest.raises(Unlawful):
            settled(stage, raised(stage), team)

    def test_not_without_reasons(self, stage):
        with pytest.raises(Invalid):
            settled(stage, raised(stage), stage.squad, decision="")

    def test_once(self, stage):
        dispute = raised(stage)
        settled(stage, dispute, stage.squad)

        with pytest.raises(Conflict):
            settled(stage, dispute, stage.town.team)

    def test_not_by_the_town(self, stage):
        with pytest.raises(Forbidden):
            settled(stage, raised(stage), stage.squad, actor=stage.dispatcher)

    def test_not_by_another_district(self, stage):
        far = cast.actor(cast.district_dispatcher_feng(cast.a_county("龙游县", "330825")))

        with pytest.raises(NotFound):
            settled(stage, raised(stage), stage.squad, actor=far)
