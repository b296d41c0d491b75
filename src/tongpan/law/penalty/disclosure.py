"""Disclosure (处罚决定公开): what is published, when, without whose secrets, and taken down. APL 48, 50."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from tongpan.law.calendar import WorkCalendar
from tongpan.law.checklist import unmet
from tongpan.law.citation import Citation
from tongpan.law.keeping import kept
from tongpan.law.labelled import Labelled
from tongpan.law.limits import Regime, compute_limit, limit_if_any
from tongpan.law.penalty.kinds import PenaltyKind
from tongpan.law.period import Limit
from tongpan.law.refusal import LawRefused
from tongpan.law.titles import APL, SAMR_DISCLOSURE, THREE_SYSTEMS
from tongpan.law.verdict import LAWFUL, Breach, Verdict

SOCIAL_IMPACT: Final = Citation(APL, 48, 1, figures=("具有一定社会影响",), gist="有社会影响的处罚决定公开")
WITHDRAW: Final = Citation(APL, 48, 2, figures=("三日内撤回", "公开说明理由"), gist="三个工作日内撤回并说明理由")
SECRECY: Final = Citation(APL, 50, figures=("国家秘密、商业秘密或者个人隐私",), gist="保密")
AFTERWARDS: Final = Citation(
    THREE_SYSTEMS, "（六）", figures=("7个工作日", "20个工作日"), gist="处罚决定七个工作日内公开"
)
SAMR_SCOPE: Final = Citation(SAMR_DISCLOSURE, 2, 1, figures=("适用普通程序",), gist="普通程序的处罚信息公示")
SAMR_WARNING: Final = Citation(SAMR_DISCLOSURE, 2, 2, figures=("仅受到警告",), gist="仅受警告的不公示")
SAMR_TOLD: Final = Citation(SAMR_DISCLOSURE, 8, figures=("书面告知",), gist="送达时告知将公示")

ADR: Final = "ADR-0028"


class Detail(Labelled):
    """What a published text must not show (应当隐去的信息)."""

    STATE_SECRET = "STATE_SECRET", "国家秘密"
    TRADE_SECRET = "TRADE_SECRET", "商业秘密"
    PRIVACY = "PRIVACY", "个人隐私"
    ID_NUMBER = "ID_NUMBER", "身份证号码"
    HOME_ADDRESS = "HOME_ADDRESS", "家庭住址"
    CONTACT = "CONTACT", "联系方式"
    BANK_ACCOUNT = "BANK_ACCOUNT", "银行账号"
    PROPERTY_CERTIFICATE = "PROPERTY_CERTIFICATE", "不动产权证号"


LITERAL: Final = frozenset({Detail.STATE_SECRET, Detail.TRADE_SECRET, Detail.PRIVACY})
"""行政处罚法 50 names these; the others are private by their nature (ADR-0028)."""


@dataclass(frozen=True, slots=True)
class Published:
    """
    What is known of a decision that is to be made public. None is unknown.

    `bars` are other reasons against it (安全、关联案件办理中、已移送涉嫌犯罪), in words; `found` are the details that
    somebody found in the text, None while nobody looked.
    """

    kinds: frozenset[PenaltyKind]
    summary: bool
    decided_on: date
    social_impact: bool | None
    minor: bool | None
    served_on: date | None = None
    published_on: date | None = None
    found: frozenset[Detail] | None = None
    redacted: frozenset[Detail] = frozenset()
    bars: tuple[str, ...] = ()
    told_party: bool = True

    def __post_init__(self) -> None:
        if self.published_on is not None and self.published_on < self.decided_on:
            raise LawRefused("disclosure.order", "公开早于决定，请核对日期", "published_on")


@dataclass(frozen=True, slots=True)
class DisclosureDuty:
    """Whether a decision is to be made public, and on which text."""

    due: bool
    reason: str
    citation: Citation


def disclosure_duty(published: Published, regime: Regime | None = None) -> DisclosureDuty:
    """
    Return whether a decision is to be made public.

    Law: APL 48 ¶1; 国办发〔2018〕118号（六）; 市场监管公示规定 2.
    Reading: every penalty is published unless a text or a person's protection stands against it (ADR-0028).
    """
    if published.minor:
        return DisclosureDuty(False, "当事人是未成年人，不公开", SECRECY)
    if published.bars:
        return DisclosureDuty(False, f"不宜公开：{'、'.join(published.bars)}", SECRECY)
    if regime is Regime.SAMR and published.kinds == {PenaltyKind.WARNING}:
        return DisclosureDuty(False, "仅受到警告，不公示", SAMR_WARNING)
    if regime is Regime.SAMR and published.summary:
        return DisclosureDuty(False, "简易程序的处罚不在公示之列", SAMR_SCOPE)
    if published.social_impact:
        return DisclosureDuty(True, "具有一定社会影响，应当公开", SOCIAL_IMPACT)
    return DisclosureDuty(True, "行政处罚决定信息应当公开", AFTERWARDS)


def check_publishing(published: Published, regime: Regime | None = None) -> Verdict:
    """
    Test whether a text may be made public as it stands.

    Law: APL 48; 50; 市场监管公示规定 2, 8.
    Reading: nothing is published before it is served, minors never, private details never (ADR-0028).
    """
    duty = disclosure_duty(published, regime)
    served = published.served_on is not None and (
        published.published_on is None or published.served_on <= published.published_on
    )
    return (
        *unmet(
            (
                published.minor is not None,
                Breach("disclosure.minor.unknown", "当事人是否未成年尚不清楚", SECRECY, "D", "核对出生日期", ADR),
            ),
            (
                duty.due,
                Breach("disclosure.barred", duty.reason, duty.citation, "D", "不公开，并记录理由", ADR),
            ),
            (
                served,
                Breach("disclosure.unserved", "决定书尚未送达，不宜公开", AFTERWARDS, "D", "送达后公开", ADR),
            ),
            (
                published.told_party or regime is not Regime.SAMR,
                Breach("disclosure.untold", "送达时没有书面告知将公示", SAMR_TOLD, missing="书面告知当事人"),
            ),
        ),
        *_check_redacted(published),
    )


def _check_redacted(published: Published) -> Verdict:
    if published.found is None:
        return (Breach("disclosure.unscreened", "公开文本没有经过保密和隐私审查", SECRECY, missing="逐项审查并隐去"),)
    shown = published.found - published.redacted
    return tuple(
        Breach(
            "disclosure.unredacted",
            f"公开文本没有隐去{detail.label}",
            SECRECY,
            "A" if detail in LITERAL else "D",
            f"隐去{detail.label}",
            "" if detail in LITERAL else ADR,
        )
        for detail in Detail
        if detail in shown
    )


def publication_limit(
    decided_on: date,
    calendar: WorkCalendar,
    regime: Regime | None = None,
    province: str | None = None,
    *,
    elsewhere: bool = False,
) -> Limit:
    """
    Return until when a penalty must be public; `elsewhere`: until when it is sent to the province of registration.

    Law: 国办发〔2018〕118号（六）; 住建程序规定 10 ¶1; 市场监管公示规定 9, 10 (DL-19, DL-19.2).
    """
    sent_on = limit_if_any("DL-19.2", decided_on, calendar, regime, province) if elsewhere else None
    return sent_on or compute_limit("DL-19", decided_on, calendar, regime, province)


def other_publication_limit(decided_on: date, calendar: WorkCalendar, province: str | None = None) -> Limit:
    """
    Return until when a decision that is no penalty (不予处罚、强制等) must be public.

    Law: 国办发〔2018〕118号（六） (DL-20).
    """
    return compute_limit("DL-20", decided_on, calendar, None, province)


def check_published(published: Published, limit: Limit, as_of: date, regime: Regime | None = None) -> Verdict:
    """
    Report a publication that is late. For supervision: it bars nothing.

    Law: 国办发〔2018〕118号（六） (DL-19).
    Reading: while a decision cannot be served the time to publish it is not over (ADR-0028).
    """
    if not disclosure_duty(published, regime).due or kept(limit, published.published_on or as_of) is not False:
        return LAWFUL
    if published.served_on is None or kept(limit, published.served_on) is False:
        return LAWFUL
    return (Breach("disclosure.late", f"公开逾期：{limit.explanation}", limit.citation, missing="尽快公开"),)


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """A published decision was changed, revoked, or declared unlawful or void; and what was done about it."""

    changed_on: date
    withdrawn_on: date | None
    reasons_published: bool

    def __post_init__(self) -> None:
        if self.withdrawn_on is not None and self.withdrawn_on < self.changed_on:
            raise LawRefused("disclosure.withdrawal.order", "撤回早于决定被变更、撤销，请核对日期", "withdrawn_on")


def check_withdrawn(
    withdrawal: Withdrawal, as_of: date, calendar: WorkCalendar, regime: Regime | None = None
) -> Verdict:
    """
    Test whether a published decision that fell was taken down in time, with public reasons.

    Law: APL 48 ¶2; 85; 市场监管程序规定 63 ¶2; 住建程序规定 10 ¶2 (DL-21).
    """
    limit = compute_limit("DL-21", withdrawal.changed_on, calendar, regime)
    late = kept(limit, withdrawal.withdrawn_on or as_of) is False
    return unmet(
        (
            withdrawal.withdrawn_on is not None or not late,
            Breach(
                "disclosure.withdrawal.missing", f"没有撤回公开信息：{limit.explanation}", WITHDRAW, missing="立即撤回"
            ),
        ),
        (
            withdrawal.withdrawn_on is None or not late,
            Breach("disclosure.withdrawal.late", f"撤回逾期：{limit.explanation}", WITHDRAW, missing="说明逾期原因"),
        ),
        (
            withdrawal.withdrawn_on is None or withdrawal.reasons_published,
            Breach("disclosure.withdrawal.reasons", "撤回没有公开说明理由", WITHDRAW, missing="公开说明理由"),
        ),
    )
