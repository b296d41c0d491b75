"""Figures: how fast (M097), and what departments refused (M111)."""

from datetime import timedelta

import pytest
from tests import cast
from tests.dispatch.stage import NOW
from tests.dispatch.test_transfers import sent

from tongpan.dispatch import actions, queries
from tongpan.dispatch.domain.figures import Times, speed

SINCE, UNTIL = NOW - timedelta(days=1), NOW + timedelta(days=1)


def test_m097_medians_in_minutes_and_those_without_arrival_apart():
    rows = [Times(NOW, NOW + timedelta(minutes=n), NOW + timedelta(minutes=n + 30)) for n in (10, 20, 60)]

    found = speed([*rows, Times(NOW, None, NOW + timedelta(minutes=5))])

    assert (found.to_arrival.middle, found.to_close.middle, found.without_arrival) == (20, 30, 1)
    assert found.to_arrival.slow == 52.0


def test_m097_of_nothing_there_is_no_figure():
    assert speed([]).to_arrival.middle is None


@pytest.mark.django_db
class TestFromRows:
    def test_m097_from_finding_to_arriving_to_closing(self, stage):
        order = stage.signed()
        actions.arrive(assignment_id=order.pk, actor=stage.officer, now=NOW + timedelta(minutes=25))
        actions.finish_order(
            assignment_id=order.pk, actor=stage.officer, now=NOW + timedelta(minutes=65), outcome="CORRECTED",
            result="已劝离并清理",
        )  # fmt: skip

        found = queries.speed_between(stage.district, SINCE, UNTIL)

        assert (found.to_arrival.middle, found.to_close.middle) == (25, 40)

    def test_m097_another_town_has_its_own(self, stage):
        stage.finished()
        other = cast.actor(cast.dispatcher_zheng())

        assert queries.speed_between(other, SINCE, UNTIL).without_arrival == 0
        assert queries.speed_between(stage.dispatcher, SINCE, UNTIL).without_arrival == 1

    def test_m111_counts_refused_transfers_and_orders_returned_by_departments(self, stage):
        liaison = cast.actor(cast.liaison_chu(stage.department))
        made = sent(stage)
        actions.refuse_transfer(transfer_id=made.transfer.pk, actor=liaison, now=NOW, reason="属镇里赋权事项")
        order = stage.order(team_id=stage.squad.pk)
        actions.return_order(
            assignment_id=order.pk, actor=liaison, now=NOW, ground="NEEDS_OTHER_POWER", reason="属镇里赋权事项",
            cited_grant_id=stage.town_grant.pk,
        )  # fmt: skip
        stage.returned(stage.lead())  # the town's own team: not a department

        found = queries.refused_between(stage.district, SINCE, UNTIL)

        assert (found.refused, found.asked) == (2, 2)
        assert {row.how for row in found.rows} == {"拒收移送", "退回交办"}
        assert queries.refused_between(cast.actor(cast.dispatcher_zheng()), SINCE, UNTIL).refused == 0
