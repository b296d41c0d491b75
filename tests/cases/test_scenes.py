"""哪些场景要录像（国办发〔2018〕118号八）：应当全程的、看情况的；缺了、断了、说明了。"""

from dataclasses import replace
from datetime import timedelta

import pytest
from tests.cases.proof import begun

from tongpan.cases.domain.scenes import check_scene, scenes_of
from tongpan.cases.views.taping import untaped
from tongpan.law.coercion.power import MeasureKind
from tongpan.law.facts import Decision, Enforcement, Evidence, Hearing, Measure, Preservation, Service
from tongpan.law.facts.words import Enforcing, HearingOutcome, Mode, Paper, Track
from tongpan.law.penalty.evidence import EvidenceKind
from tongpan.law.penalty.recording import TapeDuty

pytestmark = pytest.mark.django_db
WHOLE, BY_SITUATION = TapeDuty.WHOLE, TapeDuty.BY_SITUATION


@pytest.fixture
def facts(stage):
    return stage.facts(begun(stage))


def a_measure(at, thing="货架", kind=MeasureKind.SEIZING):
    return Measure(thing, "甲", "占道", kind, at, ("李明", "王强"))


class TestScenes:
    @pytest.mark.parametrize(
        ("table", "row", "label", "duty"),
        [
            pytest.param("measures", lambda at: a_measure(at), "扣押财物", WHOLE, id="扣押"),
            pytest.param(
                "enforcements",
                lambda at: Enforcement("甲", "占道", Enforcing.DEMOLITION, at, performed_at=at),
                "强制拆除", WHOLE, id="强制拆除",
            ),
            pytest.param(
                "evidence", lambda at: Evidence("证据9", "甲", "占道", at, EvidenceKind.STATEMENT), "询问当事人",
                BY_SITUATION, id="询问",
            ),
            pytest.param(
                "evidence", lambda at: Evidence("证据9", "甲", "占道", at, EvidenceKind.SITE_RECORD),
                "现场勘验、检查", BY_SITUATION, id="现场",
            ),
            pytest.param(
                "preservations", lambda at: Preservation("保存1", "甲", "占道", at), "先行登记保存", BY_SITUATION,
                id="先行登记保存",
            ),
            pytest.param(
                "hearings", lambda at: Hearing("甲", "占道", at, "陈法", next(iter(HearingOutcome))), "听证",
                BY_SITUATION, id="听证",
            ),
            pytest.param(
                "services", lambda at: Service(Paper.DECISION, "甲", "占道", at, Mode.LEFT), "留置送达", BY_SITUATION,
                id="留置送达",
            ),
            pytest.param(
                "decisions", lambda at: Decision("甲", "占道", at, Track.SUMMARY, "李明"), "当场处罚", BY_SITUATION,
                id="当场处罚",
            ),
        ],
    )  # fmt: skip
    def test_each_act_is_asked_for_as_the_text_has_it(self, stage, facts, table, row, label, duty):
        (scene,) = scenes_of(replace(facts, **{table: (row(stage.now),)}))

        assert (scene.key, scene.duty, scene.at) == (f"{table}:0", duty, stage.now)
        assert scene.label.startswith(label[:2])

    @pytest.mark.parametrize(
        ("table", "row"),
        [
            pytest.param("evidence", lambda at: Evidence("证据9", "甲", "占道", at, EvidenceKind.DOCUMENT), id="书证"),
            pytest.param(
                "evidence",
                lambda at: Evidence("证据9", "甲", "占道", at, EvidenceKind.STATEMENT, excluded_at=at),
                id="排除的证据",
            ),
            pytest.param("services", lambda at: Service(Paper.DECISION, "甲", "占道", at, Mode.DIRECT), id="直接送达"),
            pytest.param("enforcements", lambda at: Enforcement("甲", "占道", Enforcing.DEMOLITION, at), id="还没有拆"),
        ],
    )
    def test_others_are_not(self, stage, facts, table, row):
        assert scenes_of(replace(facts, **{table: (row(stage.now),)})) == []

    def test_several_things_taken_at_one_moment_are_one_scene(self, stage, facts):
        (scene,) = scenes_of(replace(facts, measures=(a_measure(stage.now), a_measure(stage.now, "雨棚"))))

        assert "2 项" in scene.label

    def test_where_the_row_names_nobody_those_who_handle_the_case_were_there(self, stage, facts):
        (scene,) = scenes_of(replace(facts, preservations=(Preservation("保存1", "甲", "占道", stage.now),)))

        assert len(scene.officers) == 2


class TestVerdict:
    def scene(self, stage, facts, **rows):
        return scenes_of(replace(facts, **rows))[0]

    @pytest.mark.parametrize(
        ("minutes", "explained", "codes"),
        [
            pytest.param([], {}, ["record.tape.missing"], id="没有"),
            pytest.param([], {"NONE": "设备故障"}, ["record.tape.missing"], id="应当全程的说明了也缺"),
            pytest.param([(-5, 10)], {}, [], id="有"),
            pytest.param([(-5, 0), (0, 10)], {}, [], id="设备自动分段"),
            pytest.param([(-5, 0), (3, 10)], {}, ["record.tape.broken"], id="中断"),
            pytest.param([(-5, 0), (3, 10)], {"BROKEN": "换电池"}, [], id="中断说明了"),
            pytest.param([(-5, 0), (3, 10), (-1, 4)], {}, [], id="另一台接上了"),
        ],
    )
    def test_a_seizure_is_recorded_throughout(self, stage, facts, minutes, explained, codes):
        scene = self.scene(stage, facts, measures=(a_measure(stage.now),))
        spans = [(stage.now + timedelta(minutes=a), stage.now + timedelta(minutes=b)) for a, b in minutes]

        assert [each.code for each in check_scene(scene, spans, explained)] == codes

    def test_what_the_situation_decides_only_warns_and_a_reason_answers_it(self, stage, facts):
        row = Evidence("证据9", "甲", "占道", stage.now, EvidenceKind.STATEMENT)
        scene = self.scene(stage, facts, evidence=(row,))

        (breach,) = check_scene(scene, [], {})

        assert (breach.code, breach.grade, breach.blocks) == ("record.tape.unconsidered", "C", False)
        assert check_scene(scene, [], {"NONE": "文字记录已能全面反映"}) == ()

    def test_the_page_of_the_case_tells_what_must_be_recorded_throughout(self, stage, facts):
        row = Evidence("证据9", "甲", "占道", stage.now, EvidenceKind.STATEMENT)
        taken = replace(facts, measures=(a_measure(stage.now),), evidence=(row,))
        span = (stage.now, stage.now + timedelta(minutes=5))

        assert [breach.code for _, breach in untaped(taken, [])] == ["record.tape.missing"]
        assert untaped(taken, [], {"measures:0": [span]}) == []
