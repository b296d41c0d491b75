"""结案与归档：结案情形因程序规定而异，负责人批准，归档后只能另行补正、更正。"""

from dataclasses import replace
from datetime import date

import pytest

from tongpan.law.calendar import national
from tongpan.law.limits import Regime
from tongpan.law.penalty import closing
from tongpan.law.penalty.closing import GROUNDS, ArchiveChange, ArchiveRequest, Closing, ClosingGround
from tongpan.law.refusal import LawRefused

CALENDAR = national()
DAY = date(2026, 3, 2)
DONE = Closing(ClosingGround.PERFORMED, DAY, True, DAY, all_performed=True, items_held=0)


def codes(verdict):
    return [breach.code for breach in verdict]


class TestClosing:
    @pytest.mark.parametrize("regime", list(GROUNDS))
    @pytest.mark.parametrize("ground", list(ClosingGround))
    def test_inv_78_grounds_by_regime(self, ground, regime):
        case = replace(DONE, ground=ground, reason="并案")

        assert codes(closing.check_closing(case, regime)) == ([] if ground in GROUNDS[regime] else ["closing.ground"])
        assert ground.label

    def test_court_acceptance_closes_only_in_agriculture_and_transport(self):
        known = {regime for regime, grounds in GROUNDS.items() if ClosingGround.COURT_ACCEPTED in grounds}

        assert known == {Regime.AGR, Regime.TRA}

    def test_zhejiang_rules_name_no_grounds_of_their_own(self):
        assert closing.check_closing(DONE, Regime.ZJP) == ()
        (breach,) = closing.check_closing(replace(DONE, ground=ClosingGround.IMPOSSIBLE), Regime.ZJP)
        assert breach.grade == "D"

    @pytest.mark.parametrize(
        ("change", "found"),
        [
            pytest.param({"approved_by_head": False}, ["closing.unapproved"], id="没有批准"),
            pytest.param({"all_performed": None}, ["closing.performance.unknown"], id="履行不清"),
            pytest.param({"all_performed": False}, ["closing.performance"], id="没有履行完"),
            pytest.param({"ground": ClosingGround.NO_PENALTY, "all_performed": None}, [], id="不予处罚的不问履行"),
            pytest.param({"items_held": None}, ["closing.items.unknown"], id="财物不清"),
            pytest.param({"items_held": 1}, ["closing.items.held"], id="财物未处理"),
            pytest.param({"ground": ClosingGround.OTHER}, ["closing.reason.missing"], id="其他情形没有理由"),
            pytest.param({"ground": ClosingGround.OTHER, "reason": " "}, ["closing.reason.missing"], id="理由空白"),
        ],
    )
    @pytest.mark.parametrize("regime", [None, Regime.SAMR])
    def test_conditions(self, change, found, regime):
        verdict = closing.check_closing(replace(DONE, **change), regime)

        assert codes(verdict) == found
        assert all(each.blocks for each in verdict)

    @pytest.mark.parametrize(("regime", "grade"), [(None, "D"), (Regime.HURD, "A"), (Regime.TRA, "A")])
    def test_approval_is_literal_in_the_regimes(self, regime, grade):
        (breach,) = closing.check_closing(replace(DONE, approved_by_head=False), regime)

        assert breach.grade == grade

    def test_closing_before_its_ground_is_refused(self):
        with pytest.raises(LawRefused) as refusal:
            replace(DONE, closed_on=date(2026, 3, 1))

        assert refusal.value.code == "closing.order"


@pytest.mark.parametrize(
    ("filled_on", "as_of", "regime", "found"),
    [
        pytest.param(date(2026, 3, 23), date(2026, 6, 1), Regime.SAMR, [], id="第十五个工作日"),
        pytest.param(date(2026, 3, 24), date(2026, 6, 1), Regime.SAMR, ["closing.form.late"], id="第十六个工作日"),
        pytest.param(None, date(2026, 3, 23), Regime.HURD, [], id="住建期内"),
        pytest.param(None, date(2026, 3, 24), Regime.HURD, ["closing.form.late"], id="住建逾期"),
        pytest.param(None, date(2026, 6, 1), Regime.AGR, [], id="农业没有期限"),
        pytest.param(None, date(2026, 6, 1), None, [], id="国家法律没有期限"),
    ],
)
def test_closing_form(filled_on, as_of, regime, found):
    assert codes(closing.check_form(DAY, filled_on, as_of, CALENDAR, regime)) == found


class TestArchive:
    @pytest.mark.parametrize("change", [ArchiveChange.MODIFY, ArchiveChange.ADD, ArchiveChange.REMOVE])
    @pytest.mark.parametrize(
        ("regime", "citation"),
        [(None, closing.RECORDED), (Regime.SAMR, closing.RECORDED), (Regime.AGR, closing.UNCHANGED)],
    )
    def test_inv_77_the_file_itself_never_changes(self, change, regime, citation):
        (breach,) = closing.check_archive_change(ArchiveRequest(change, affects_rights=False), regime)

        assert breach.code == "archive.changed"
        assert breach.citation == citation
        assert change.label in breach.message
        assert not breach.overridable

    @pytest.mark.parametrize("change", [ArchiveChange.SUPPLEMENT, ArchiveChange.RECTIFY])
    @pytest.mark.parametrize(
        ("affects", "found"), [(False, []), (True, ["archive.effect"]), (None, ["archive.effect.unknown"])]
    )
    @pytest.mark.parametrize("regime", [None, Regime.HURD])
    def test_separate_documents_correct_what_harms_nobody(self, change, affects, found, regime):
        verdict = closing.check_archive_change(ArchiveRequest(change, affects), regime)

        assert codes(verdict) == found
        assert change.label
        assert all((each.citation == closing.ADDED_HURD) is (regime is Regime.HURD) for each in verdict)
