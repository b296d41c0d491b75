"""Separation of posts (岗位分离): who may not be the same person in one case. APL 58, 64(4); posts of 处罚程序."""

from dataclasses import dataclass, replace
from typing import Final

from tongpan.law.citation import Citation
from tongpan.law.limits import Regime
from tongpan.law.titles import AGR, APL, SAMR, SAMR_HEARING
from tongpan.law.verdict import Breach, Verdict

CHAIR: Final = Citation(APL, 64, item=4, gist="听证由非本案调查人员主持")
REVIEWED: Final = Citation(APL, 58, 1, gist="负责人决定之前由法制审核人员审核")
HEAD_EXAMINES: Final = Citation(APL, 57, 1, gist="调查终结，负责人对调查结果进行审查")
SUPERVISED: Final = Citation(APL, 75, 1, gist="建立健全对行政处罚的监督制度")
SAMR_REVIEWER: Final = Citation(SAMR, 49, 3, gist="办案人员不得作为审核人员")
SAMR_STAFF: Final = Citation(SAMR_HEARING, 11, 3, gist="办案人员不得担任听证主持人、听证员和记录员")
AGR_REVIEWER: Final = Citation(AGR, 50, 3, gist="查办人员不得同时作为审核人员")
AGR_STAFF: Final = Citation(AGR, 63, 2, gist="听证主持人、听证员、书记员由非本案调查人员担任")

READING: Final = "ADR-0020"


@dataclass(frozen=True, slots=True)
class Posts:
    """Who does what in one case, by name or number of the person."""

    handlers: frozenset[str]
    reviewers: frozenset[str] = frozenset()
    hearing_chairs: frozenset[str] = frozenset()
    hearing_staff: frozenset[str] = frozenset()
    deciders: frozenset[str] = frozenset()
    supervisors: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class _Barrier:
    """Two posts that one person cannot hold in one case. `regime` None is for every regime without its own row."""

    one: str
    other: str
    breach: Breach
    regime: Regime | None = None


_REVIEWS: Final = Breach("separation.reviewer", "不能办案又审核", REVIEWED, "D", "换人审核", READING)
_CHAIRS: Final = Breach("separation.chair", "不能办案又主持听证", CHAIR, missing="另行指定听证主持人")
_ASSISTS: Final = Breach(
    "separation.hearing_staff", "不能办案又任听证员、记录员", CHAIR, "D", "另行指定听证员、记录员", READING
)
_DECIDES: Final = Breach("separation.decider", "不能办案又作决定", HEAD_EXAMINES, "D", "由其他负责人决定", READING)
_REVIEWS_AND_DECIDES: Final = Breach(
    "separation.review_decider", "不能审核又作决定", REVIEWED, "D", "由其他负责人决定", READING
)
_SUPERVISES: Final = Breach(
    "separation.supervisor", "办理过本案，不能又监督本案", SUPERVISED, "D", "由其他人员监督", READING
)
_REVIEWS_AND_CHAIRS: Final = Breach(
    "separation.review_chair", "既审核又主持听证，最好分开", REVIEWED, "D", "有条件的换人主持"
)
_CHAIRS_AND_DECIDES: Final = Breach(
    "separation.chair_decider", "既主持听证又作决定，最好分开", CHAIR, "D", "有条件的换人主持"
)

_BARRIERS: Final = (
    _Barrier("handlers", "reviewers", _REVIEWS),
    _Barrier("handlers", "reviewers", replace(_REVIEWS, citation=SAMR_REVIEWER, grade="A", adr=""), Regime.SAMR),
    _Barrier("handlers", "reviewers", replace(_REVIEWS, citation=AGR_REVIEWER, grade="A", adr=""), Regime.AGR),
    _Barrier("handlers", "hearing_chairs", _CHAIRS),
    _Barrier("handlers", "hearing_staff", _ASSISTS),
    _Barrier("handlers", "hearing_staff", replace(_ASSISTS, citation=SAMR_STAFF, grade="A", adr=""), Regime.SAMR),
    _Barrier("handlers", "hearing_staff", replace(_ASSISTS, citation=AGR_STAFF, grade="A", adr=""), Regime.AGR),
    _Barrier("handlers", "deciders", _DECIDES),
    _Barrier("reviewers", "deciders", _REVIEWS_AND_DECIDES),
    _Barrier("handlers", "supervisors", _SUPERVISES),
    _Barrier("reviewers", "supervisors", _SUPERVISES),
    _Barrier("hearing_chairs", "supervisors", _SUPERVISES),
    _Barrier("deciders", "supervisors", _SUPERVISES),
    _Barrier("reviewers", "hearing_chairs", _REVIEWS_AND_CHAIRS),
    _Barrier("hearing_chairs", "deciders", _CHAIRS_AND_DECIDES),
)
"""In the order of the procedure. Without an ADR a pair is only warned of: no text forbids it, small places need it."""

_OWN_ROWS: Final = frozenset((each.breach.code, each.regime) for each in _BARRIERS if each.regime is not None)


def check_separation(posts: Posts, regime: Regime | None) -> Verdict:
    """
    Test that nobody holds two posts in one case that check each other (INV-08, INV-09, INV-10).

    Law: APL 57 ¶1; 58 ¶1; 64(4); 75 ¶1. SAMR 49 ¶3; SAMR 听证办法 11 ¶3; AGR 50 ¶3, 63 ¶2.
    Reading: who investigates neither reviews, decides nor supervises; who supervises does nothing else (ADR-0020).
    """
    found = [
        replace(barrier.breach, message=f"{name}{barrier.breach.message}")
        for barrier in _BARRIERS
        if _binds(barrier, regime)
        for name in sorted(getattr(posts, barrier.one) & getattr(posts, barrier.other))
    ]
    return tuple(dict.fromkeys(found))


def _binds(barrier: _Barrier, regime: Regime | None) -> bool:
    """A regime's own row stands in the place of the general one."""
    return barrier.regime is (regime if (barrier.breach.code, regime) in _OWN_ROWS else None)
