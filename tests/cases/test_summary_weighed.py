"""当场处罚的梯度、草稿、转普通程序，和同时按下的两次。"""

import threading
from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.core.cache import cache
from django.db import connection, transaction
from tests import cast
from tests.cases.spots import FINES, a_spot, decide, on_the_spot, set_terms
from tests.cases.stage import a_stage
from tests.leads import stage as leads

from tongpan.cases import actions, queries
from tongpan.cases.domain import spotweighing as weighing
from tongpan.cases.domain.spotweighing import Setting
from tongpan.cases.models import Case, DecisionPaper, SpotDraft
from tongpan.cases.queries import summary as spots
from tongpan.documents.models import DocumentSeries
from tongpan.kernel.errors import Conflict, NotFound
from tongpan.kernel.ids import uuid7
from tongpan.law.penalty.ladder import Rung
from tongpan.powers import queries as powers
from tongpan.powers.domain.finerange import fine_entry
from tongpan.powers.models import Benchmark, LadderRule

pytestmark = pytest.mark.django_db


@pytest.fixture
def spot_stage(stage):
    cache.clear()
    return on_the_spot(stage)


def codes(refused):
    return {breach.code for breach in refused.value.verdict}


def left_nothing():
    """No case, no number, nothing half done: only the draft is still there."""
    return not Case.objects.exists() and not DecisionPaper.objects.exists() and not DocumentSeries.objects.exists()


class TestLadder:
    """首违不罚、次违轻罚、再违从严：本地政策，只在它的地方、它的范围内，不代替处罚法第三十三条。"""

    def placed(self, spot, **setting):
        return weighing.weigh(spot, Setting("140106105", spot.act_on, "city_appearance", **setting)).ladder

    def test_m148_what_the_policy_leaves_open_is_said_and_not_guessed(self, spot_stage):
        ladder = self.placed(a_spot(spot_stage, minor=True, corrected=True))

        assert ladder.rung is None
        assert "认定首次、再次的追溯期，由本机关确定" in ladder.to_find_out

    def test_m149_m150_it_does_not_reach_other_places_nor_grave_acts(self, spot_stage):
        spot = a_spot(spot_stage, minor=True, corrected=True)
        here = weighing.weigh(spot, Setting("330802101", spot.act_on, "city_appearance")).ladder

        assert here.rung is Rung.OUTSIDE
        assert self.placed(replace(spot, minor=False)).rung is Rung.OUTSIDE

    def test_m148_the_countys_own_policy_and_benchmark_are_asked(self, spot_stage):
        county = spot_stage.town.county
        kept = {
            "territory": county, "title": "柯城区规定", "valid_from": cast.LONG_AGO, "entered_by": "韩雪",
            "confirmed_at": spot_stage.now, "confirmed_by": "杨帆", "recorded_at": spot_stage.now,
        }  # fmt: skip
        LadderRule.objects.create(**kept, look_back_months=24)
        tiers = [{"name": "轻微", "conditions": ["占用不足二平方米"], "minimum": "50", "maximum": "80"}]
        Benchmark.objects.create(
            **kept, matter=spot_stage.matter, maker="柯城区综合行政执法局", maker_level="OWN",
            published_on=cast.LONG_AGO, fine_key=fine_entry(FINES[0]).key, lowest="50", highest="5000", tiers=tiers,
        )  # fmt: skip
        leads.touch()
        spot = a_spot(spot_stage, minor=True, corrected=True, first=True, conditions=("占用不足二平方米",))
        terms = powers.penal_terms(spot.matter)
        weighed = weighing.weigh(spot, spots.setting_of(spot, terms, county.code, spot.act_on))

        assert weighed.ladder.rung is Rung.FIRST
        assert [(str(each.minimum), str(each.maximum)) for each in weighed.computation.bands if each.maximum] == [
            ("50元", "80元")
        ]

    def test_earlier_decisions_on_the_same_party_are_found_by_the_number(self, spot_stage):
        decide(spot_stage, corrected=True, correction="已清理")
        (offence,) = spots.earlier_offences(a_spot(spot_stage), spot_stage.matter.pk)

        assert (offence.on, offence.corrected) == (date(2026, 3, 2), True)
        assert spots.earlier_offences(a_spot(spot_stage, identity="330802199001011234"), spot_stage.matter.pk) == ()
        assert spots.earlier_offences(a_spot(spot_stage, identity=""), spot_stage.matter.pk) is None


class TestDrafts:
    def test_are_their_officers_alone_and_sealed(self, spot_stage):
        token = uuid7()
        actions.keep_spot(token=token, spot=a_spot(spot_stage), actor=spot_stage.officer, now=spot_stage.now)

        assert "钱大有" not in SpotDraft.objects.get().content_sealed
        for stranger in (spot_stage.second, cast.actor(cast.officer_wang())):
            for what in (
                lambda who: spots.draft_for(who, token),
                lambda who: actions.drop_spot(token=token, actor=who),
                lambda who: actions.turn_ordinary(token=token, actor=who, now=spot_stage.now),
                lambda who: actions.keep_spot(token=token, spot=a_spot(spot_stage), actor=who, now=spot_stage.now),
                lambda who: actions.decide_on_the_spot(token=token, actor=who, now=spot_stage.now),
            ):
                with pytest.raises(NotFound):
                    what(stranger)

    def test_are_cleared_when_decided_and_deleted_when_left(self, spot_stage):
        token = uuid7()
        decide(spot_stage, token)
        actions.keep_spot(token=uuid7(), spot=a_spot(spot_stage), actor=spot_stage.officer, now=spot_stage.now)

        assert SpotDraft.objects.get(pk=token).content_sealed == ""
        assert actions.prune_spots(now=spot_stage.now + timedelta(days=4)) == 1
        with pytest.raises(Conflict):
            actions.keep_spot(token=token, spot=a_spot(spot_stage), actor=spot_stage.officer, now=spot_stage.now)


class TestOrdinary:
    def test_who_cannot_be_identified_goes_there_with_everything_typed(self, spot_stage):
        token = uuid7()
        spot = a_spot(
            spot_stage, identified=False, name="", identity="", born_on=None, described="男，约四十岁，三轮车"
        )
        actions.keep_spot(token=token, spot=spot, actor=spot_stage.officer, now=spot_stage.now)
        now = spot_stage.now + timedelta(minutes=1)
        case = actions.turn_ordinary(token=token, actor=spot_stage.officer, now=now)
        again = actions.turn_ordinary(token=token, actor=spot_stage.officer, now=now)
        known = queries.known(Case.objects.select_related("district").get(pk=case.pk), now.date())

        assert case.pk == again.pk
        assert case.parties.get().name == "身份待查"
        assert known.details["charges", 0]["described"] == "男，约四十岁，三轮车"
        assert [row.id for row in known.facts.evidence] == ["证据1", "证据2"]
        assert not known.facts.notices
        assert not DecisionPaper.objects.exists()

    def test_the_draft_cannot_be_decided_any_more(self, spot_stage):
        token, now = uuid7(), spot_stage.now + timedelta(minutes=1)
        actions.keep_spot(token=token, spot=a_spot(spot_stage), actor=spot_stage.officer, now=now)
        case = actions.turn_ordinary(token=token, actor=spot_stage.officer, now=now)

        assert actions.decide_on_the_spot(token=token, actor=spot_stage.officer, now=now).pk == case.pk
        assert not DecisionPaper.objects.exists()


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
class TestAtOnce:
    @pytest.fixture(autouse=True)
    def _postgres(self):
        if connection.vendor != "postgresql":
            pytest.skip("two connections at once: PostgreSQL")

    def test_two_taps_at_one_moment_make_one_decision_and_two_officers_two_numbers(self):
        cache.clear()
        with transaction.atomic():
            spot_stage = on_the_spot(a_stage(), terms=False)
        set_terms(spot_stage)
        spot, same = a_spot(spot_stage), uuid7()
        tokens, made, errors = [same, same, same, uuid7()], [], []
        barrier = threading.Barrier(len(tokens))

        def run(token):
            try:
                barrier.wait()
                made.append(decide(spot_stage, token, spot=spot).pk)
            except BaseException as error:
                errors.append(error)
            finally:
                connection.close()

        threads = [threading.Thread(target=run, args=(token,)) for token in tokens]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

        assert errors == []
        assert len(set(made)) == Case.objects.count() == 2
        assert sorted(DecisionPaper.objects.values_list("n", flat=True)) == [1, 2]
