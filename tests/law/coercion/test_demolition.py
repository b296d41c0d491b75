"""强制拆除违法建筑：步骤的先后，主体，救济期，现场。"""

from dataclasses import fields, replace
from datetime import date

import pytest

from tongpan.law.calendar import national
from tongpan.law.coercion.demolition import (
    BEFORE,
    Demolisher,
    Demolition,
    DemolitionRecord,
    Step,
    Zone,
    check_demolition,
    check_demolition_record,
    check_step,
    next_steps,
    steps_before,
)
from tongpan.law.coercion.planning import Correctability, check_fine, consequence
from tongpan.law.remedies.routes import Act, Knowledge, Pending

CALENDAR = national()
DAY = date(2026, 9, 23)


def codes(verdict):
    return [breach.code for breach in verdict]


class TestOrder:
    @pytest.mark.parametrize("step", Step)
    def test_a_step_may_be_taken_once_all_before_it_are_done(self, step):
        done = dict.fromkeys(BEFORE[step], DAY)

        assert check_step(step, done, DAY) == ()

    @pytest.mark.parametrize(("step", "before"), [(step, before) for step in Step for before in sorted(BEFORE[step])])
    def test_each_step_before_is_needed(self, step, before):
        done = dict.fromkeys(BEFORE[step] - {before}, DAY)

        verdict = check_step(step, done, DAY)

        assert codes(verdict) == ["coercion.demolition.order"]
        assert before.label in verdict[0].missing
        assert verdict[0].overridable

    def test_what_is_done_later_is_not_done_yet(self):
        late = date(2026, 9, 24)

        assert codes(check_step(Step.DEMAND, {Step.SELF_DEMOLITION_DUE: late}, DAY)) == ["coercion.demolition.order"]
        assert check_step(Step.DEMAND, {Step.SELF_DEMOLITION_DUE: late}, late) == ()

    def test_everything_goes_before_demolition_but_the_stop_order(self):
        assert steps_before(Step.DEMOLITION) == frozenset(Step) - {Step.DEMOLITION, Step.STOP_ORDER}

    def test_no_step_goes_before_itself(self):
        assert not [step for step in Step if step in steps_before(step)]

    def test_next_steps_branch_after_the_order_is_served(self):
        done = dict.fromkeys([Step.SURVEY, Step.PRIOR_NOTICE, Step.DEMOLITION_ORDER], DAY)

        assert next_steps(done, DAY) == (Step.STOP_ORDER, Step.SELF_DEMOLITION_DUE, Step.REMEDIES_OVER)


ORDER = Knowledge(Act.DEMOLITION_ORDER, date(2026, 3, 2), date(2026, 3, 3), told=True)
VILLAGE = Demolition(
    on=date(2026, 9, 4),
    zone=Zone.VILLAGE,
    demolisher=Demolisher.TOWNSHIP,
    knowledge=ORDER,
    pending=Pending.NONE,
    announced_on=date(2026, 9, 4),
    division="330802",
    hardship=False,
)
TOWN = replace(VILLAGE, zone=Zone.TOWN, demolisher=Demolisher.CHARGED_DEPARTMENT, charged_by_government=True)
IN_PROGRESS = replace(
    TOWN,
    on=date(2026, 3, 20),
    announced_on=None,
    under_construction=True,
    stop_ordered_on=date(2026, 3, 20),
    stopped=False,
    continued_part_only=True,
)
BUILT_ON = ["coercion.demolition.unannounced", "coercion.demolition.early"]


@pytest.mark.parametrize(
    ("plan", "expected"),
    [
        pytest.param(VILLAGE, [], id="乡村违法建筑，六个月届满次日"),
        pytest.param(
            replace(VILLAGE, on=date(2026, 9, 3), announced_on=date(2026, 9, 3)),
            ["coercion.demolition.early"],
            id="六个月的末日",
        ),
        pytest.param(
            replace(VILLAGE, demolisher=Demolisher.OTHER), ["coercion.demolition.village"], id="乡村的由乡镇政府拆除"
        ),
        pytest.param(TOWN, [], id="城镇的由政府责成的部门"),
        pytest.param(replace(TOWN, charged_by_government=False), ["coercion.demolition.uncharged"], id="没有责成"),
        pytest.param(
            replace(TOWN, demolisher=Demolisher.TOWNSHIP), ["coercion.demolition.uncharged"], id="城镇的不由乡镇拆除"
        ),
        pytest.param(replace(VILLAGE, announced_on=None), ["coercion.demolition.unannounced"], id="没有公告"),
        pytest.param(
            replace(VILLAGE, announced_on=date(2026, 9, 5)), ["coercion.demolition.unannounced"], id="公告在后"
        ),
        pytest.param(replace(VILLAGE, pending=Pending.RECONSIDERATION), ["coercion.demolition.pending"], id="正在复议"),
        pytest.param(replace(VILLAGE, pending=Pending.LITIGATION), ["coercion.demolition.pending"], id="正在诉讼"),
        pytest.param(
            replace(VILLAGE, knowledge=replace(ORDER, told=False)),
            ["coercion.demolition.early"],
            id="没有告知救济，一年",
        ),
        pytest.param(
            replace(VILLAGE, on=date(2027, 3, 4), knowledge=replace(ORDER, known_on=date(2026, 7, 10))),
            ["coercion.demolition.early"],
            id="届满日在安排未公布的年份",
        ),
        pytest.param(replace(VILLAGE, hardship=True), ["coercion.demolition.hardship"], id="住房困难暂缓"),
        pytest.param(replace(VILLAGE, hardship=None), ["coercion.demolition.hardship_unknown"], id="住处没有核实"),
        pytest.param(replace(VILLAGE, hardship=True, division="370102"), [], id="浙江以外没有暂缓规定"),
        pytest.param(IN_PROGRESS, [], id="在建拒不停止，只拆继续建设部分"),
        pytest.param(replace(IN_PROGRESS, continued_part_only=False), BUILT_ON, id="不只拆继续建设部分"),
        pytest.param(replace(IN_PROGRESS, stopped=True), BUILT_ON, id="已经停止建设"),
        pytest.param(replace(IN_PROGRESS, stopped=None), BUILT_ON, id="是否停止不清楚"),
        pytest.param(replace(IN_PROGRESS, stop_ordered_on=None), BUILT_ON, id="没有责令停止"),
        pytest.param(replace(IN_PROGRESS, stop_ordered_on=date(2026, 3, 21)), BUILT_ON, id="责令停止在后"),
        pytest.param(replace(IN_PROGRESS, under_construction=False), BUILT_ON, id="已经建成"),
        pytest.param(
            replace(IN_PROGRESS, charged_by_government=False),
            ["coercion.demolition.uncharged", *BUILT_ON],
            id="在建也要责成",
        ),
    ],
)
def test_demolition(plan, expected):
    assert codes(check_demolition(plan, CALENDAR)) == expected


@pytest.mark.parametrize("silent", ["under_construction", "continued_part_only", "charged_by_government", "stopped"])
def test_what_nobody_said_makes_no_exception(silent):
    said = {each.name: getattr(IN_PROGRESS, each.name) for each in fields(IN_PROGRESS) if each.name != silent}

    assert IN_PROGRESS.in_progress_exception
    assert not Demolition(**said).in_progress_exception


RECORD = DemolitionRecord(
    notice_states_all=True,
    party_told_to_attend=True,
    party_present=True,
    notary_or_third_party=False,
    record_made=True,
    filmed=True,
    belongings_left=False,
)
LEFT = replace(
    RECORD, belongings_left=True, notary_or_third_party=True, belongings_listed=True, party_told_to_collect=True
)


@pytest.mark.parametrize(
    ("record", "expected"),
    [
        pytest.param(RECORD, [], id="合法"),
        pytest.param(replace(RECORD, notice_states_all=False), ["coercion.demolition.notice_content"], id="公告不全"),
        pytest.param(replace(RECORD, party_told_to_attend=False), ["coercion.demolition.not_told"], id="没有书面告知"),
        pytest.param(replace(RECORD, party_present=False), ["coercion.demolition.unwitnessed"], id="没有见证"),
        pytest.param(replace(RECORD, party_present=False, notary_or_third_party=True), [], id="有公证"),
        pytest.param(replace(RECORD, record_made=False), ["coercion.demolition.unrecorded"], id="没有笔录"),
        pytest.param(replace(RECORD, filmed=False), ["coercion.demolition.unrecorded"], id="没有录像"),
        pytest.param(LEFT, [], id="财物登记存放"),
        pytest.param(replace(LEFT, notary_or_third_party=False), ["coercion.demolition.belongings"], id="财物没有见证"),
        pytest.param(replace(LEFT, belongings_listed=False), ["coercion.demolition.belongings"], id="财物没有登记"),
        pytest.param(replace(LEFT, party_told_to_collect=False), ["coercion.demolition.belongings"], id="没有通知领取"),
    ],
)
def test_record(record, expected):
    assert codes(check_demolition_record(record)) == expected


class TestPlanning:
    @pytest.mark.parametrize(
        ("zone", "finding", "temporary", "fine", "optional"),
        [
            pytest.param(Zone.TOWN, Correctability.CORRECTABLE, False, (5, 10), False, id="可改正，必须罚款"),
            pytest.param(Zone.TOWN, Correctability.DEMOLISHABLE, False, (0, 10), True, id="拆除，可以并处"),
            pytest.param(Zone.TOWN, Correctability.NOT_DEMOLISHABLE, False, (0, 10), True, id="没收，可以并处"),
            pytest.param(Zone.VILLAGE, Correctability.CORRECTABLE, False, None, False, id="乡村没有罚款"),
            pytest.param(Zone.TOWN, Correctability.CORRECTABLE, True, (0, 100), True, id="临时建设一倍以下"),
            pytest.param(Zone.VILLAGE, Correctability.DEMOLISHABLE, True, (0, 100), True, id="乡村的临时建设"),
        ],
    )
    def test_consequence(self, zone, finding, temporary, fine, optional):
        due = consequence(zone, finding, temporary=temporary)

        assert (due.fine_percent, due.fine_optional) == (fine, optional)

    @pytest.mark.parametrize(
        ("zone", "finding", "percent", "expected"),
        [
            pytest.param(Zone.TOWN, Correctability.CORRECTABLE, 5, [], id="百分之五"),
            pytest.param(Zone.TOWN, Correctability.CORRECTABLE, 4, ["coercion.planning.fine_range"], id="百分之四"),
            pytest.param(Zone.TOWN, Correctability.CORRECTABLE, 10, [], id="百分之十"),
            pytest.param(Zone.TOWN, Correctability.CORRECTABLE, 11, ["coercion.planning.fine_range"], id="百分之十一"),
            pytest.param(Zone.TOWN, Correctability.CORRECTABLE, None, ["coercion.planning.fine_missing"], id="漏罚"),
            pytest.param(Zone.TOWN, Correctability.DEMOLISHABLE, None, [], id="拆除可以不罚"),
            pytest.param(Zone.VILLAGE, Correctability.CORRECTABLE, None, [], id="乡村不罚"),
            pytest.param(Zone.VILLAGE, Correctability.CORRECTABLE, 5, ["coercion.planning.no_fine"], id="乡村罚款"),
        ],
    )
    def test_fine(self, zone, finding, percent, expected):
        assert codes(check_fine(zone, finding, percent)) == expected


@pytest.mark.parametrize("words", [Step, Zone, Demolisher, Correctability])
def test_every_word_is_its_own(words):
    assert len({each.label for each in words}) == len(words)
