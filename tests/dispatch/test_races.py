"""Two dispatchers at once: one wins, the other is told, nothing is half done. Twenty times on whichever database."""

from functools import partial

import pytest
from django.db import transaction
from tests import cast
from tests.dispatch.racing import aside, race, shared_database
from tests.dispatch.stage import NOW, a_stage
from tests.leads import stage as leads

from tongpan.dispatch import actions
from tongpan.dispatch.models import Assignment, Transfer
from tongpan.kernel.errors import Conflict
from tongpan.leads.models import Lead

pytestmark = pytest.mark.django_db(transaction=True)
RACES = 20


@pytest.fixture
def stage(transactional_db, settings):
    settings.TONGPAN_STAMP_SECONDS = 0
    with transaction.atomic():
        return a_stage()


def winners(got):
    return [one for one in got if not isinstance(one, Exception)]


def losers(got):
    return [one for one in got if isinstance(one, Exception)]


class TestTwoAtOnce:
    def test_assigning_the_same_lead_has_one_winner_each_time(self, stage, tmp_path):
        second = cast.actor(cast.dispatcher_wu(stage.town))
        made = [leads.a_lead(stage.town, text=f"{leads.OCCUPYING}，第{n}处") for n in range(RACES)]

        with shared_database(tmp_path):
            for lead in made:
                send = partial(actions.assign_lead, lead_id=lead.pk, now=NOW, version=lead.version)
                got = race(
                    partial(send, team_id=stage.town.team.pk, actor=stage.dispatcher),
                    partial(send, team_id=stage.squad.pk, actor=second),
                )
                assert len(winners(got)) == 1, got
                assert isinstance(losers(got)[0], Conflict)
                assert "刷新" in str(losers(got)[0])
            ids = [lead.pk for lead in made]
            assert aside(lambda: Assignment.objects.filter(lead_id__in=ids).count()) == RACES
            assert aside(lambda: set(Lead.objects.filter(pk__in=ids).values_list("version", flat=True))) == {1}

    def test_signing_and_returning_one_order_has_one_winner(self, stage, tmp_path):
        orders = [stage.order(leads.a_lead(stage.town, text=f"{leads.OCCUPYING}，第{n}处")) for n in range(RACES)]

        with shared_database(tmp_path):
            for order in orders:
                got = race(
                    partial(actions.sign_order, assignment_id=order.pk, actor=stage.officer, now=NOW),
                    partial(
                        actions.sign_by_telephone,
                        assignment_id=order.pk,
                        actor=stage.dispatcher,
                        now=NOW,
                        told="电话告知李明",
                    ),
                )
                assert len(winners(got)) == 1, got
                assert isinstance(losers(got)[0], Conflict)

    def test_a_one_time_link_pressed_twice_answers_once(self, stage, tmp_path):
        made = actions.send_transfer(
            lead_id=stage.lead().pk, to=actions.Receiver("", "", stage.department.pk), actor=stage.dispatcher,
            now=NOW, front_end="已到场核实", front_end_steps=["VIEWED"], reason="属市场监管部门",
        )  # fmt: skip

        with shared_database(tmp_path):
            answer = partial(
                actions.answer_by_link, token=made.token, now=NOW, do="answer", name="王科长", result="已立案查处"
            )
            got = race(answer, answer)

            assert len(winners(got)) == 1, got
            assert aside(lambda: Transfer.objects.get().status) == "ANSWERED"
