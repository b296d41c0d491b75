"""处罚内容：种类与数额相符，轻重可以比较。"""

import pytest

from tongpan.law.money import yuan
from tongpan.law.penalty.kinds import PenaltyKind as K
from tongpan.law.penalty.punishment import Punishment, heavier_points
from tongpan.law.refusal import LawRefused


def fined(amount, *more, **rest):
    return Punishment(frozenset({K.FINE, *more}), fine=yuan(amount), **rest)


WARNED = Punishment(frozenset({K.WARNING}))


@pytest.mark.parametrize(
    ("make", "code"),
    [
        pytest.param(lambda: Punishment(frozenset()), "punishment.empty", id="没有种类"),
        pytest.param(
            lambda: Punishment(frozenset({K.WARNING}), fine=yuan(1)), "punishment.sum.stray", id="有罚款数额而无罚款"
        ),
        pytest.param(
            lambda: Punishment(frozenset({K.WARNING}), goods=None), "punishment.sum.stray", id="有财物价值而无没收"
        ),
        pytest.param(lambda: Punishment(frozenset({K.FINE})), "punishment.sum.missing", id="罚款没有数额"),
        pytest.param(
            lambda: Punishment(frozenset({K.CONFISCATE_INCOME})), "punishment.sum.missing", id="没收违法所得没有数额"
        ),
        pytest.param(lambda: fined(1, days={K.FINE: 3}), "punishment.days.stray", id="罚款没有期限"),
        pytest.param(lambda: fined(1, days={K.RESTRICT: 3}), "punishment.days.stray", id="没有的种类不写期限"),
        pytest.param(
            lambda: Punishment(frozenset({K.RESTRICT}), days={K.RESTRICT: 0}),
            "punishment.days.stray",
            id="至少一日",
        ),
    ],
)
def test_contradictory_contents_are_refused(make, code):
    with pytest.raises(LawRefused) as refusal:
        make()

    assert refusal.value.code == code


def test_forfeited_things_may_be_of_unknown_value():
    assert Punishment(frozenset({K.CONFISCATE_GOODS}), goods=None).sums[K.CONFISCATE_GOODS] is None
    assert Punishment(frozenset({K.RESTRICT}), days={K.RESTRICT: 1}).days == {K.RESTRICT: 1}


@pytest.mark.parametrize(
    ("decided", "noticed", "points"),
    [
        pytest.param(fined(1000), fined(1000), (), id="一致"),
        pytest.param(fined(999), fined(1000), (), id="减少"),
        pytest.param(fined("1000.01"), fined(1000), ("罚款由1,000元增至1,000.01元",), id="多一分也是加重"),
        pytest.param(fined(1000, K.CLOSE), fined(1000), ("增加责令关闭",), id="增加种类"),
        pytest.param(fined(500, K.WARNING), fined(1000), ("增加警告",), id="罚款之外再加警告"),
        pytest.param(WARNED, fined(1000), (), id="以警告代替罚款"),
        pytest.param(fined(100), WARNED, ("增加罚款",), id="以罚款代替警告"),
        pytest.param(Punishment(frozenset({K.CRITICISM})), WARNED, ("增加通报批评",), id="以通报批评代替警告不是从轻"),
        pytest.param(
            Punishment(frozenset({K.CONFISCATE_GOODS}), goods=None),
            Punishment(frozenset({K.CONFISCATE_GOODS}), goods=yuan(5)),
            ("没收非法财物的价值前后不能比较",),
            id="决定时价值不明",
        ),
        pytest.param(
            Punishment(frozenset({K.CONFISCATE_GOODS}), goods=yuan(5)),
            Punishment(frozenset({K.CONFISCATE_GOODS}), goods=None),
            ("没收非法财物的价值前后不能比较",),
            id="告知时价值不明",
        ),
        pytest.param(
            Punishment(frozenset({K.CONFISCATE_INCOME}), income=yuan(6)),
            Punishment(frozenset({K.CONFISCATE_INCOME}), income=yuan(5)),
            ("没收违法所得由5元增至6元",),
            id="没收违法所得增加",
        ),
        pytest.param(
            Punishment(frozenset({K.SUSPEND_LICENSE}), days={K.SUSPEND_LICENSE: 31}),
            Punishment(frozenset({K.SUSPEND_LICENSE}), days={K.SUSPEND_LICENSE: 30}),
            ("暂扣许可证件由30日延长至31日",),
            id="暂扣延长一日",
        ),
        pytest.param(
            Punishment(frozenset({K.SUSPEND_LICENSE}), days={K.SUSPEND_LICENSE: 30}),
            Punishment(frozenset({K.SUSPEND_LICENSE}), days={K.SUSPEND_LICENSE: 30}),
            (),
            id="暂扣一样长",
        ),
        pytest.param(
            Punishment(frozenset({K.SUSPEND_LICENSE})),
            Punishment(frozenset({K.SUSPEND_LICENSE}), days={K.SUSPEND_LICENSE: 30}),
            ("暂扣许可证件由30日延长至不定期",),
            id="暂扣改为不定期",
        ),
        pytest.param(
            Punishment(frozenset({K.SUSPEND_LICENSE}), days={K.SUSPEND_LICENSE: 30}),
            Punishment(frozenset({K.SUSPEND_LICENSE})),
            (),
            id="不定期改为定期",
        ),
    ],
)
def test_what_is_heavier(decided, noticed, points):
    assert heavier_points(decided, noticed) == points
