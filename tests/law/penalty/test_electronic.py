"""电子技术监控：设备、记录、告知。"""

from dataclasses import replace
from datetime import date

import pytest

from tongpan.law.citation import Citation
from tongpan.law.penalty.electronic import (
    Device,
    Recording,
    Telling,
    check_device,
    check_recording,
    check_telling,
)
from tongpan.law.titles import APL, ZJR

ON = date(2026, 3, 2)
NEXT = date(2026, 3, 3)
CAMERA = Device(
    recorded_on=ON,
    basis=Citation(APL, 41),
    legally_reviewed=True,
    technically_reviewed=True,
    standard=True,
    reasonable=True,
    marked=True,
    location_published_on=ON,
)
RECORDED = Recording(ON, ON, true=True, clear=True, complete=True, accurate=True)
TOLD = Telling(ON, can_query=True, can_defend=True)


def codes(verdict):
    return [breach.code for breach in verdict]


class TestCheckDevice:
    def test_a_reviewed_marked_and_published_device_may_record(self):
        assert check_device(CAMERA) == ()

    @pytest.mark.parametrize(
        ("fact", "unmet", "unknown"),
        [
            ("legally_reviewed", "electronic.device.legal", "electronic.device.legal.unknown"),
            ("technically_reviewed", "electronic.device.technical", "electronic.device.technical.unknown"),
            ("standard", "electronic.device.standard", "electronic.device.standard.unknown"),
            ("reasonable", "electronic.device.unreasonable", "electronic.device.reasonable.unknown"),
            ("marked", "electronic.device.unmarked", "electronic.device.marked.unknown"),
        ],
    )
    def test_every_condition_stands_alone(self, fact, unmet, unknown):
        assert codes(check_device(replace(CAMERA, **{fact: False}))) == [unmet]
        assert codes(check_device(replace(CAMERA, **{fact: None}))) == [unknown]

    @pytest.mark.parametrize("published_on", [None, NEXT])
    def test_its_place_was_public_when_it_recorded(self, published_on):
        verdict = check_device(replace(CAMERA, location_published_on=published_on))

        assert codes(verdict) == ["electronic.location.unpublished"]

    @pytest.mark.parametrize(
        ("basis", "local_regime", "expected"),
        [
            pytest.param(Citation("城镇燃气管理条例", 1), "", [], id="行政法规"),
            pytest.param(Citation(ZJR, 20), "", ["electronic.basis.rank"], id="地方性法规"),
            pytest.param(Citation(ZJR, 20), " ", ["electronic.basis.rank"], id="授权是空格"),
            pytest.param(Citation("没有这部法", 1), "", ["electronic.basis.rank"], id="查不到的依据"),
            pytest.param(
                Citation("上海市浦东新区城市管理领域非现场执法规定", 1),
                "浦东新区法规",
                ["electronic.basis.local"],
                id="特别授权的地方规定",
            ),
            pytest.param(None, "", ["electronic.basis.missing"], id="没有依据"),
        ],
    )
    def test_rests_on_a_law_or_administrative_regulation(self, basis, local_regime, expected):
        assert codes(check_device(replace(CAMERA, basis=basis, local_regime=local_regime))) == expected

    def test_a_special_mandate_is_put_to_a_person(self):
        (breach,) = check_device(replace(CAMERA, basis=Citation(ZJR, 20), local_regime="特区法规"))

        assert not breach.blocks
        assert "特区法规" in breach.message


class TestCheckRecording:
    @pytest.mark.parametrize(
        ("changes", "expected"),
        [
            pytest.param({}, [], id="审核合格"),
            pytest.param({"reviewed_on": None}, ["electronic.record.unreviewed"], id="没有审核"),
            pytest.param({"reviewed_on": NEXT}, ["electronic.record.unreviewed"], id="用后才审核"),
            pytest.param({"true": False}, ["electronic.record.untrue"], id="不真实"),
            pytest.param({"true": None}, ["electronic.record.true.unknown"], id="真实没有审核"),
            pytest.param({"clear": False}, ["electronic.record.unclear"], id="不清晰"),
            pytest.param({"clear": None}, ["electronic.record.clear.unknown"], id="清晰没有审核"),
            pytest.param({"complete": False}, ["electronic.record.incomplete"], id="不完整"),
            pytest.param({"complete": None}, ["electronic.record.complete.unknown"], id="完整没有审核"),
            pytest.param({"accurate": False}, ["electronic.record.inaccurate"], id="不准确"),
            pytest.param({"accurate": None}, ["electronic.record.accurate.unknown"], id="准确没有审核"),
        ],
    )
    def test_is_reviewed_and_fit(self, changes, expected):
        assert codes(check_recording(replace(RECORDED, **changes), ON)) == expected


class TestCheckTelling:
    @pytest.mark.parametrize(
        ("changes", "expected"),
        [
            pytest.param({}, [], id="决定当日告知"),
            pytest.param({"told_on": NEXT}, ["electronic.untold"], id="决定之后告知"),
            pytest.param({"told_on": None}, ["electronic.untold"], id="没有告知"),
            pytest.param({"can_query": False}, ["electronic.query.missing"], id="不能查询"),
            pytest.param({"can_query": None}, ["electronic.query.unknown"], id="查询不清楚"),
            pytest.param({"can_defend": False}, ["electronic.defense.limited"], id="限制申辩"),
            pytest.param({"can_defend": None}, ["electronic.defense.unknown"], id="申辩不清楚"),
        ],
    )
    def test_comes_before_the_decision(self, changes, expected):
        assert codes(check_telling(replace(TOLD, **changes), ON)) == expected
