"""催办与督办: reminding a team, and supervising it from above."""

import pytest
from tests import cast
from tests.dispatch.stage import LATER, NOW

from tongpan.dispatch import actions, queries
from tongpan.kernel.errors import Conflict, Forbidden, Invalid, NotFound
from tongpan.kernel.models import TimeLimit

pytestmark = pytest.mark.django_db


def urged(stage, **changes):
    given = {"lead_id": stage.order().lead_id, "actor": stage.dispatcher, "now": NOW, "text": "请今天到现场"}
    return actions.urge_lead(**(given | changes))


class TestUrging:
    def test_reminds_the_team_that_has_it(self, stage):
        urge = urged(stage)

        assert (urge.team, urge.due_on) == (stage.town.team, None)
        assert [row.pk for row in queries.urges(stage.officer).items] == [urge.pk]

    def test_a_supervision_must_be_answered_in_three_workdays(self, stage):
        urge = urged(stage, actor=stage.district, supervise=True)

        assert urge.due_on.isoformat() == "2026-11-26"
        assert TimeLimit.objects.get(subject_id=urge.pk).met_at is None

    def test_a_town_does_not_supervise(self, stage):
        with pytest.raises(Forbidden):
            urged(stage, supervise=True)

    def test_an_officer_does_not_urge(self, stage):
        with pytest.raises(Forbidden):
            urged(stage, actor=stage.officer)

    def test_says_what_is_urged(self, stage):
        with pytest.raises(Invalid):
            urged(stage, text=" ")

    def test_what_nobody_may_see_is_not_urged(self, stage):
        with pytest.raises(NotFound):
            urged(stage, actor=cast.actor(cast.dispatcher_zheng()))


class TestAnswering:
    def test_the_team_answers_and_the_clock_is_met(self, stage):
        urge = urged(stage, actor=stage.district, supervise=True)

        actions.answer_urge(urge_id=urge.pk, actor=stage.officer, now=LATER, answer="已到现场劝离")

        assert TimeLimit.objects.get(subject_id=urge.pk).met_at == LATER
        assert queries.urges(stage.officer).items == []

    def test_once(self, stage):
        urge = urged(stage)
        actions.answer_urge(urge_id=urge.pk, actor=stage.officer, now=LATER, answer="已到现场劝离")

        with pytest.raises(Conflict):
            actions.answer_urge(urge_id=urge.pk, actor=stage.officer, now=LATER, answer="已到现场劝离")

    def test_says_how_far_it_is(self, stage):
        with pytest.raises(Invalid):
            actions.answer_urge(urge_id=urged(stage).pk, actor=stage.officer, now=LATER, answer="")

    def test_a_supervisor_of_the_justice_bureau_reads_only(self, stage):
        with pytest.raises(Forbidden):
            actions.answer_urge(
                urge_id=urged(stage).pk, actor=cast.actor(cast.supervisor_sun()), now=LATER, answer="已到现场"
            )
