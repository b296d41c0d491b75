"""岗位分离：办案、审核、听证、决定、监督不由同一人担任。"""

import pytest

from tongpan.law.limits import Regime
from tongpan.law.penalty.separation import Posts, check_separation

LI = frozenset({"李"})
FIELDS = ("handlers", "reviewers", "hearing_chairs", "hearing_staff", "deciders", "supervisors")


def pair(one, other):
    return Posts(**{"handlers": frozenset({"办案人"}), one: LI, other: LI})


def told(verdict):
    return [(breach.code, breach.grade, breach.blocks, breach.overridable) for breach in verdict]


class TestCheckSeparation:
    @pytest.mark.parametrize(
        ("one", "other", "code", "adopted"),
        [
            ("handlers", "reviewers", "separation.reviewer", True),
            ("handlers", "hearing_staff", "separation.hearing_staff", True),
            ("handlers", "deciders", "separation.decider", True),
            ("reviewers", "deciders", "separation.review_decider", True),
            ("handlers", "supervisors", "separation.supervisor", True),
            ("reviewers", "supervisors", "separation.supervisor", True),
            ("hearing_chairs", "supervisors", "separation.supervisor", True),
            ("deciders", "supervisors", "separation.supervisor", True),
            ("reviewers", "hearing_chairs", "separation.review_chair", False),
            ("hearing_chairs", "deciders", "separation.chair_decider", False),
        ],
    )
    def test_m157_who_investigates_neither_reviews_nor_decides(self, one, other, code, adopted):
        assert told(check_separation(pair(one, other), None)) == [(code, "D", adopted, adopted)]

    def test_a_handler_never_chairs_a_hearing(self):
        (breach,) = check_separation(pair("handlers", "hearing_chairs"), None)

        assert (breach.code, breach.grade, str(breach.citation)) == (
            "separation.chair",
            "A",
            "行政处罚法第六十四条第四项",
        )
        assert breach.message == "李不能办案又主持听证"

    @pytest.mark.parametrize(
        ("regime", "other", "article"),
        [
            (Regime.SAMR, "reviewers", "市场监督管理行政处罚程序规定第四十九条第三款"),
            (Regime.SAMR, "hearing_staff", "市场监督管理行政处罚听证办法第十一条第三款"),
            (Regime.AGR, "reviewers", "农业行政处罚程序规定第五十条第三款"),
            (Regime.AGR, "hearing_staff", "农业行政处罚程序规定第六十三条第二款"),
        ],
    )
    def test_a_regimes_own_words_take_the_place_of_the_derived_rule(self, regime, other, article):
        (breach,) = check_separation(pair("handlers", other), regime)

        assert (breach.grade, breach.overridable, str(breach.citation)) == ("A", False, article)

    @pytest.mark.parametrize("regime", [None, *Regime])
    def test_different_people_are_lawful(self, regime):
        posts = Posts(**{field: frozenset({field}) for field in FIELDS})

        assert check_separation(posts, regime) == ()

    def test_staff_may_also_review(self):
        assert check_separation(pair("reviewers", "hearing_staff"), None) == ()

    def test_one_person_is_told_once_of_one_breach(self):
        posts = Posts(handlers=LI, reviewers=frozenset({"赵"}), deciders=LI, supervisors=LI)

        assert [breach.code for breach in check_separation(posts, None)] == [
            "separation.decider",
            "separation.supervisor",
        ]
