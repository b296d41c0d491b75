"""本机关的法制审核目录：在法律列的各类之外增加，落在里面的决定必须先通过审核；法律的各类一类不少。"""

from dataclasses import replace
from datetime import date

import pytest

from tongpan.law.facts import OwnReviewClass, read_row, write_row
from tongpan.law.money import yuan
from tongpan.law.penalty.kinds import PenaltyKind
from tongpan.law.penalty.review_range import ReviewGround, review_classes
from tongpan.law.procedure.adapting import own_classes

ONE = OwnReviewClass("own", "较大数额罚款", "柯城区法制审核目录清单", date(2026, 1, 1), place="第三项")


class TestOwnClasses:
    def test_m162_becomes_a_class_of_the_rule_with_its_source(self):
        (made,) = own_classes((replace(ONE, kinds=(PenaltyKind.FINE,), citizen=yuan(2000), organization=yuan(20000)),))

        assert str(made.source) == "《柯城区法制审核目录清单》第三项"
        assert (made.kinds, made.citizen, made.source.grade) == (frozenset({PenaltyKind.FINE}), yuan(2000), "B")

    def test_m162_the_statutes_classes_stay_beside_it(self):
        national = [each for each in review_classes() if not each.source.area]

        assert len(national) == 5

    @pytest.mark.parametrize("row", [ONE, replace(ONE, ground=ReviewGround.COMPLEX, until=date(2027, 1, 1))])
    def test_m162_is_written_and_read_again(self, row):
        assert read_row("review_classes", write_row(row)) == row
