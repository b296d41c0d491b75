"""裁定的约束力: what the district decided once is followed, shown, and disputed again only on a new fact."""

import pytest
from tests import cast
from tests.dispatch import stage as sets
from tests.dispatch.stage import LATER, NOW
from tests.dispatch.test_disputes import raised, settled
from tests.leads import stage as leads

from tongpan.agencies.models import Team
from tongpan.dispatch.steps import disputing
from tongpan.kernel import ledger
from tongpan.kernel.clock import date_of
from tongpan.kernel.errors import Invalid
from tongpan.leads.domain import why
from tongpan.leads.domain.choices import Status
from tongpan.powers import queries as powers
from tongpan.powers.actions.classing import decide_boundary
from tongpan.powers.domain.kinds import BoundaryBasis
from tongpan.powers.models import BoundaryDecision, Grant

pytestmark = pytest.mark.django_db
ON = date_of(LATER)


class TestWhatIsKept:
    def test_m075_the_decision_is_a_boundary_with_its_basis_and_between_whom(self, stage):
        dispute = settled(stage, raised(stage), stage.squad, basis="DUTY_LIST", citation="市场监管局权责清单第十项")

        row = BoundaryDecision.objects.get()
        assert dispute.boundary == row
        assert (row.matter, row.town, row.holder, row.team) == (
            dispute.lead.matter, stage.town.town, stage.department, stage.squad,
        )  # fmt: skip
        assert (row.basis_kind, row.citation) == ("DUTY_LIST", "市场监管局权责清单第十项")
        assert set(row.parties.all()) == {stage.department, stage.town.agency}
        assert [item.action for item in ledger.history(row)] == ["boundary.decided"]
        assert ledger.history(dispute)[-1].facts["boundary"] == str(row.pk)

    def test_m075_it_stands_on_what_was_cited_when_nothing_else_is_named(self, stage):
        dispute = settled(stage, raised(stage), stage.squad)

        assert (dispute.decided_basis, dispute.decided_citation) == ("STAFFING", "市场监管局三定规定第三条")

    def test_m075_a_basis_of_another_kind_is_refused(self, stage):
        dispute = raised(stage)

        with pytest.raises(Invalid) as refused:
            settled(stage, dispute, stage.squad, basis="FEELING")

        assert "basis" in refused.value.fields
        assert not BoundaryDecision.objects.exists()


class TestRouting:
    def test_the_next_report_goes_where_it_was_decided_and_says_so(self, stage):
        before = leads.a_lead(stage.town)
        settled(stage, raised(stage), stage.squad)

        lead = leads.a_lead(stage.town)

        assert before.team == stage.town.team
        assert (lead.status, lead.team, lead.body) == (Status.ROUTED, stage.squad, stage.department)
        reasons = dict(why.shown(lead.route, {})["reasons"])
        assert "已裁定由柯城区市场监督管理局负责" in reasons["此前裁定"]
        assert "三定" in reasons["此前裁定"]

    def test_the_next_town_is_not_bound(self, stage):
        other = cast.a_town_with_team(cast.another_town(stage.town.county))
        leads.granted(leads.occupying(), other.agency, other.town)
        settled(stage, raised(stage), stage.squad)

        lead = leads.a_lead(other)

        assert lead.team == other.team
        assert not lead.route["competent"]["decided"]

    def test_it_makes_nobody_competent_whom_the_list_no_longer_names(self, stage):
        settled(stage, raised(stage), stage.squad)
        Grant.objects.filter(pk=stage.department_grant.pk).update(valid_to=ON)
        leads.touch()

        lead = leads.a_lead(stage.town)

        assert lead.team == stage.town.team
        assert "现行清单上该机关无此职权" in lead.route["competent"]["decided"]

    def test_a_team_that_is_gone_is_not_sent(self, stage):
        settled(stage, raised(stage), stage.squad)
        Team.objects.filter(pk=stage.squad.pk).update(valid_to=ON)

        lead = leads.a_lead(stage.town)

        assert lead.team == stage.town.team
        assert "已裁定由柯城区市场监督管理局负责" in lead.route["competent"]["decided"]

    def test_a_decision_of_the_lists_manager_is_told_too_and_the_last_one_counts(self, stage):
        matter = leads.occupying()
        decide_boundary(
            matter_id=matter.pk, district_id=stage.town.county.pk, holder_id=stage.town.agency.pk,
            basis_kind=BoundaryBasis.PRINCIPLE, citation="职责边界意见第二条", reason="日常巡查归镇里",
            on=ON, actor=cast.actor(cast.list_manager_han()), now=NOW,
        )  # fmt: skip
        first = powers.boundary_on(matter.pk, stage.town.town.pk, ON)
        settled(stage, raised(stage, new_fact="商户换成了无证餐饮店"), stage.squad)

        assert first.holder_id == stage.town.agency.pk
        assert powers.boundary_on(matter.pk, stage.town.town.pk, ON).holder_id == stage.department.pk


class TestDisputingAgain:
    def test_needs_a_new_fact_and_is_told_what_was_decided(self, stage):
        settled(stage, raised(stage), stage.town.team)
        again = stage.order(stage.lead()).lead

        with pytest.raises(Invalid) as refused:
            raised(stage, again)

        assert "已裁定由航埠镇人民政府负责" in refused.value.fields["new_fact"]
        assert not again.disputes.exists()

    def test_with_a_new_fact_it_is_heard_and_shows_both(self, stage):
        first = settled(stage, raised(stage), stage.town.team)
        again = stage.order(stage.lead()).lead

        second = raised(stage, again, new_fact="摊位内查出无证食品经营")

        assert (second.earlier, second.new_fact) == (first.boundary, "摊位内查出无证食品经营")
        assert ledger.history(second)[0].facts["new_fact"] == "摊位内查出无证食品经营"

    def test_other_bodies_are_not_bound_by_it(self, stage):
        settled(stage, raised(stage), stage.squad)
        stranger = sets.a_stranger_squad(stage.town.town)
        lead = leads.a_lead(stage.town)
        lead.body_id = lead.team_id = None
        bound = disputing.decided_before(lead, ON)
        lead.team_id = stranger.pk

        assert bound is not None
        assert disputing.decided_before(lead, ON) is None

    def test_without_a_matter_nothing_is_bound(self, stage):
        lead = leads.a_lead(stage.town)
        lead.matter_id = None

        assert disputing.decided_before(lead, ON) is None
