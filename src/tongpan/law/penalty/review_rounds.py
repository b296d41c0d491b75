"""Rounds of review (审核轮次): numbered opinions, each answered, until a case passes. 国办发〔2018〕118号（十三）."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from tongpan.law.checklist import unmet
from tongpan.law.labelled import Labelled
from tongpan.law.penalty.review import MUST_PASS, WRITTEN_OPINION
from tongpan.law.verdict import LAWFUL, Breach, Verdict


class Point(Labelled):
    """What an opinion is about (审核内容)."""

    FACT = "FACT", "事实"
    EVIDENCE = "EVIDENCE", "证据"
    PROCEDURE = "PROCEDURE", "程序"
    BASIS = "BASIS", "依据"
    DISCRETION = "DISCRETION", "裁量"
    PAPER = "PAPER", "文书"
    AUTHORITY = "AUTHORITY", "主体和权限"
    REFERRAL = "REFERRAL", "涉嫌犯罪移送"
    OTHER = "OTHER", "其他"


class Weight(Labelled):
    """Whether the case passes only when the opinion is followed (意见轻重)."""

    MUST = "MUST", "必须改"
    ADVICE = "ADVICE", "建议"


class Reply(Labelled):
    """What the handlers did with an opinion (对意见的处理)."""

    CHANGED = "CHANGED", "已改"
    DECLINED = "DECLINED", "不采纳"


@dataclass(frozen=True, slots=True)
class Opinion:
    """One numbered opinion of a round; `reply` is None while it is not answered."""

    number: int
    weight: Weight
    reply: Reply | None = None


UNSAID: Final = Breach(
    "review.opinions.missing", "审核没有通过，但没有写明存在什么问题", WRITTEN_OPINION, missing="逐条写明意见"
)
OPEN_MUST: Final = Breach(
    "review.passed.with_must", "还有“必须改”的意见，不能通过", MUST_PASS, missing="退回改正；或者把这一条改为“建议”"
)


def check_outcome(passed: bool, opinions: Iterable[Opinion]) -> Verdict:
    """
    Test that the outcome of a review fits its opinions.

    Law: APL 58 ¶1; 国办发〔2018〕118号（十三）.
    """
    given = tuple(opinions)
    if not passed:
        return LAWFUL if given else (UNSAID,)
    return unmet((all(each.weight is not Weight.MUST for each in given), OPEN_MUST))


def check_all_answered(opinions: Iterable[Opinion]) -> Verdict:
    """
    Test that every opinion of a round was answered before the case is submitted again.

    Law: 国办发〔2018〕118号（十三）: problems are studied and dealt with, then the case is submitted again.
    """
    left = "、".join(str(each.number) for each in opinions if each.reply is None)
    if not left:
        return LAWFUL
    said = f"第{left}条审核意见还没有答复，不能重新提交"
    return (Breach("review.opinions.unanswered", said, WRITTEN_OPINION, missing="逐条写明改了什么，或者不采纳的理由"),)
