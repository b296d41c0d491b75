"""The million leads of the bench have histories that read as those of real ones."""

from datetime import timedelta

import pytest
from bench import scale_ledger
from tests.dispatch.stage import NOW

from tongpan.dispatch import actions
from tongpan.dispatch.domain.choices import ReturnGround
from tongpan.kernel import ledger
from tongpan.leads.actions import answer_reporter, archive_lead
from tongpan.leads.domain.choices import Outcome
from tongpan.leads.models import Lead

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


def a_filed_lead(stage, *, returned: bool) -> Lead:
    """Return a lead that went the whole way by the actions, one step an hour."""
    lead, now = stage.lead(), NOW
    if returned:
        ground = ReturnGround.NOT_OUR_PLACE
        stage.returned(lead, now=now, ground=ground, cited_grant_id=stage.town_grant.pk)
        now += HOUR
    order = stage.order(lead, now=now)
    actions.sign_order(assignment_id=order.pk, actor=stage.officer, now=now + scale_ledger.SIGNED_AFTER)
    given = {"outcome": Outcome.CORRECTED, "result": "已劝离并清理干净"}
    actions.finish_order(assignment_id=order.pk, actor=stage.officer, now=now + HOUR, **given)
    told = {"reporter_id": lead.reporters.get().pk, "answer": "已处理完毕，感谢反映", "way": "ONLINE"}
    answer_reporter(lead_id=lead.pk, actor=stage.dispatcher, now=now + 2 * HOUR, **told)
    return archive_lead(lead_id=lead.pk, actor=stage.dispatcher, now=now + 3 * HOUR)


def shape(action, facts):
    return action, sorted(facts), facts.get("status"), facts.get("outcome"), facts.get("result")


@pytest.mark.parametrize("returned", [False, True], ids=["straight on", "returned once"])
class TestHistories:
    def test_have_the_entries_and_facts_that_the_actions_write(self, stage, returned):
        lead = Lead.objects.get(pk=a_filed_lead(stage, returned=returned).pk)
        real = [shape(item.action, item.facts) for item in ledger.history(lead)]

        bulk = scale_ledger.entries_of(lead, stage.town.team.name)

        assert [shape(entry.action, entry.facts) for entry in bulk] == real
        assert lead.version == len(real) - 1

    def test_replay_to_the_row_whoever_wrote_them(self, stage, returned):
        lead = a_filed_lead(stage, returned=returned)

        told = scale_ledger.replayed(ledger.history(lead))

        assert told == Lead.objects.values(*scale_ledger.COMPARED).get(pk=lead.pk)
