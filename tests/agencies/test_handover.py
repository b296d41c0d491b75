"""The hand-over sheet: written by one, signed by both."""

from datetime import timedelta

import pytest
from tests.cast import (
    NOW,
    a_town_with_team,
    actor,
    dispatcher_wu,
    dispatcher_zheng,
    leader_zhou,
    officer_li,
)

from tongpan.agencies.actions import handover
from tongpan.agencies.models import HandoverSheet
from tongpan.kernel import ledger
from tongpan.kernel.errors import Conflict, Forbidden, Invalid

pytestmark = pytest.mark.django_db(transaction=True)


class TestHandover:
    def draft(self, cast, who):
        return handover.draft_handover(
            place_id=cast.town.pk,
            text="两件待签收，油菜花路夜市盯一下",
            counts={"待签收": 2},
            actor=actor(who),
            now=NOW,
        )

    def test_is_signed_by_both_in_order(self):
        cast = a_town_with_team()
        wu, li = dispatcher_wu(cast), officer_li(cast)
        sheet = self.draft(cast, wu)

        with pytest.raises(Invalid, match="交班人还没有签字"):
            handover.take_handover(sheet_id=sheet.pk, actor=actor(li), now=NOW)
        handover.sign_handover(sheet_id=sheet.pk, actor=actor(wu), now=NOW)
        handover.take_handover(sheet_id=sheet.pk, actor=actor(li), now=NOW + timedelta(minutes=5), remark="已知悉")

        sheet.refresh_from_db()
        assert (sheet.giver, sheet.taker, sheet.remark) == (wu, li, "已知悉")
        assert [item.action for item in ledger.history(sheet)] == [
            "handover.drafted",
            "handover.given",
            "handover.taken",
        ]

    def test_nobody_hands_over_to_themselves(self):
        cast = a_town_with_team()
        wu = dispatcher_wu(cast)
        sheet = self.draft(cast, wu)
        handover.sign_handover(sheet_id=sheet.pk, actor=actor(wu), now=NOW)

        with pytest.raises(Invalid, match="不能是同一人"):
            handover.take_handover(sheet_id=sheet.pk, actor=actor(wu), now=NOW)

    def test_only_one_takes_over(self):
        cast = a_town_with_team()
        wu, li, zhou = dispatcher_wu(cast), officer_li(cast), leader_zhou(cast)
        sheet = self.draft(cast, wu)
        handover.sign_handover(sheet_id=sheet.pk, actor=actor(wu), now=NOW)
        handover.take_handover(sheet_id=sheet.pk, actor=actor(li), now=NOW)

        with pytest.raises(Conflict):
            handover.take_handover(sheet_id=sheet.pk, actor=actor(zhou), now=NOW)

    def test_a_signed_sheet_is_not_rewritten(self):
        cast = a_town_with_team()
        wu = dispatcher_wu(cast)
        sheet = self.draft(cast, wu)
        handover.edit_handover(sheet_id=sheet.pk, text="改一处", version=0, actor=actor(wu), now=NOW)
        handover.sign_handover(sheet_id=sheet.pk, actor=actor(wu), now=NOW)

        with pytest.raises(Conflict):
            handover.edit_handover(sheet_id=sheet.pk, text="再改", version=1, actor=actor(wu), now=NOW)
        assert HandoverSheet.objects.get().text == "改一处"

    def test_the_other_towns_desk_may_neither_write_nor_take(self):
        cast = a_town_with_team()
        zheng, wu = dispatcher_zheng(), dispatcher_wu(cast)
        sheet = self.draft(cast, wu)

        with pytest.raises(Forbidden):
            self.draft(cast, zheng)
        with pytest.raises(Forbidden):
            handover.take_handover(sheet_id=sheet.pk, actor=actor(zheng), now=NOW)
