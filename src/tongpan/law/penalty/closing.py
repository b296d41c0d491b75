"""Closing and archive (结案、归档): on a ground the regime knows, with the head's approval; then nothing changes."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from tongpan.law.calendar import WorkCalendar
from tongpan.law.checklist import negate, unmet
from tongpan.law.citation import Citation
from tongpan.law.keeping import kept
from tongpan.law.labelled import Labelled
from tongpan.law.limits import Regime, limit_if_any
from tongpan.law.refusal import LawRefused
from tongpan.law.titles import AGR, APL, COERCION_LAW, HURD, SAMR, TRA, ZJP
from tongpan.law.verdict import LAWFUL, Breach, Verdict

CLOSE_SAMR: Final = Citation(SAMR, 77, figures=("经市场监督管理部门负责人批准",), gist="结案条件")
CLOSE_HURD: Final = Citation(HURD, 31, figures=("经本机关负责人批准",), gist="结案条件")
CLOSE_AGR: Final = Citation(AGR, 84, figures=("经农业行政处罚机关负责人批准",), gist="结案条件")
CLOSE_TRA: Final = Citation(TRA, 122, 1, figures=("经执法部门负责人批准",), gist="结案条件")
ACCEPTED_TRA: Final = Citation(TRA, 122, 2, figures=("按照结案处理",), gist="法院受理的按结案处理")
RECORDED: Final = Citation(APL, 47, figures=("执行等进行全过程记录，归档保存",), gist="全过程记录归档")
RELEASED: Final = Citation(COERCION_LAW, 28, 1, figures=("及时作出解除查封、扣押决定",), gist="不再需要的及时解除")
UNCHANGED: Final = Citation(AGR, 86, figures=("不得修改、增加或者抽取",), gist="归档后不得改动")
ADDED_HURD: Final = Citation(HURD, 28, 4, figures=("补正或者更正文书",), gist="补正、更正须制作文书")
ADDED_ZJP: Final = Citation(ZJP, 75, 1, figures=("没有实际影响", "予以补正"), gist="没有实际影响的遗漏予以补正")

ADR: Final = "ADR-0029"


class ClosingGround(Labelled):
    """Why a case may be closed (结案情形)."""

    PERFORMED = "PERFORMED", "处罚决定执行完毕"
    COURT_ENDED = "COURT_ENDED", "依法终结执行"
    COURT_ACCEPTED = "COURT_ACCEPTED", "申请人民法院强制执行，人民法院受理"
    INQUIRY_ENDED = "INQUIRY_ENDED", "案件终止调查"
    NO_PENALTY = "NO_PENALTY", "作出不予处罚决定"
    TRANSFERRED = "TRANSFERRED", "移送其他机关或者司法机关"
    REVOKED = "REVOKED", "处罚决定被依法撤销"
    DOCKET_REVOKED = "DOCKET_REVOKED", "撤销立案"
    IMPOSSIBLE = "IMPOSSIBLE", "因客观原因无法执行或者无需执行"
    OTHER = "OTHER", "其他应予结案的情形"


_G = ClosingGround
GROUNDS: Final = {
    None: frozenset({_G.PERFORMED, _G.COURT_ENDED, _G.INQUIRY_ENDED, _G.NO_PENALTY, _G.TRANSFERRED, _G.REVOKED,
                     _G.OTHER}),
    Regime.SAMR: frozenset({_G.PERFORMED, _G.COURT_ENDED, _G.INQUIRY_ENDED, _G.NO_PENALTY, _G.TRANSFERRED, _G.OTHER}),
    Regime.HURD: frozenset({_G.PERFORMED, _G.COURT_ENDED, _G.INQUIRY_ENDED, _G.NO_PENALTY, _G.OTHER}),
    Regime.AGR: frozenset({_G.PERFORMED, _G.COURT_ACCEPTED, _G.NO_PENALTY, _G.REVOKED, _G.OTHER}),
    Regime.TRA: frozenset({_G.PERFORMED, _G.COURT_ACCEPTED, _G.NO_PENALTY, _G.TRANSFERRED, _G.DOCKET_REVOKED,
                           _G.IMPOSSIBLE, _G.OTHER}),
}  # fmt: skip
"""Which grounds each regime names; the national statute names none, so what the regimes share is read into it."""

TEXTS: Final = {Regime.SAMR: CLOSE_SAMR, Regime.HURD: CLOSE_HURD, Regime.AGR: CLOSE_AGR, Regime.TRA: CLOSE_TRA}


@dataclass(frozen=True, slots=True)
class Closing:
    """
    The closing of a case. None is unknown.

    `reason` explains the ground OTHER; `all_performed` says whether every duty of the decision is done; `items_held`
    counts the things still in custody.
    """

    ground: ClosingGround
    arose_on: date
    approved_by_head: bool
    closed_on: date
    all_performed: bool | None = None
    items_held: int | None = None
    reason: str = ""

    def __post_init__(self) -> None:
        if self.closed_on < self.arose_on:
            raise LawRefused("closing.order", "结案早于结案条件具备之日，请核对日期", "closed_on")


def check_closing(closing: Closing, regime: Regime | None = None) -> Verdict:
    """
    Test whether a case may be closed.

    Law: 市场监管程序规定 77; 住建程序规定 31; 农业程序规定 84; 交通程序规定 122; ACL 28 ¶1.
    Reading: nothing stays in custody in a closed case; without a regime, the grounds that regimes share (ADR-0029).
    """
    regime = regime if regime in TEXTS else None
    text = TEXTS.get(regime, RECORDED) if regime else RECORDED
    literal = regime is not None
    performed = closing.ground is ClosingGround.PERFORMED
    return (
        *unmet(
            (
                closing.ground in GROUNDS[regime],
                Breach(
                    "closing.ground",
                    f"“{closing.ground.label}”不是本案适用的结案情形",
                    text,
                    "A" if literal else "D",
                    "待具备结案情形后再结案",
                    "" if literal else ADR,
                ),
            ),
            (
                closing.ground is not ClosingGround.OTHER or bool(closing.reason.strip()),
                Breach("closing.reason.missing", "没有写明其他应予结案的理由", text, missing="写明理由"),
            ),
            (
                closing.approved_by_head,
                Breach(
                    "closing.unapproved",
                    "结案没有经负责人批准",
                    text,
                    "A" if literal else "D",
                    "报负责人批准",
                    "" if literal else ADR,
                ),
            ),
            (
                not performed or closing.all_performed,
                Breach("closing.performance", "处罚决定没有全部履行", text, missing="催告履行或者依法强制执行"),
                Breach("closing.performance.unknown", "处罚决定是否全部履行尚不清楚", text, missing="逐项核对履行情况"),
            ),
        ),
        *_check_items(closing),
    )


def _check_items(closing: Closing) -> Verdict:
    return unmet(
        (
            closing.items_held is not None,
            Breach("closing.items.unknown", "涉案财物是否处理完毕尚不清楚", RELEASED, missing="盘点涉案财物"),
        ),
        (
            not closing.items_held,
            Breach(
                "closing.items.held",
                f"还有{closing.items_held}件财物在查封、扣押中",
                RELEASED,
                missing="退还、没收、移送或者依法销毁",
            ),
        ),
    )


def check_form(
    arose_on: date, filled_on: date | None, as_of: date, calendar: WorkCalendar, regime: Regime | None = None
) -> Verdict:
    """
    Report a closing form that is late. For supervision: it does not bar the closing.

    Law: 市场监管程序规定 77; 住建程序规定 31 (DL-46).
    """
    limit = limit_if_any("DL-46", arose_on, calendar, regime)
    if limit is None or kept(limit, filled_on or as_of) is not False:
        return LAWFUL
    return (
        Breach("closing.form.late", f"结案审批表逾期：{limit.explanation}", limit.citation, missing="尽快填写并报批"),
    )


class ArchiveChange(Labelled):
    """What somebody wants to do to an archived file (案卷改动)."""

    MODIFY = "MODIFY", "修改"
    ADD = "ADD", "增加"
    REMOVE = "REMOVE", "抽取"
    SUPPLEMENT = "SUPPLEMENT", "另附补正文书"
    RECTIFY = "RECTIFY", "另附更正文书"


@dataclass(frozen=True, slots=True)
class ArchiveRequest:
    """
    A wish to change an archived file. `affects_rights` says whether the change touches the party's rights; None is
    unknown.
    """

    change: ArchiveChange
    affects_rights: bool | None = None


def check_archive_change(request: ArchiveRequest, regime: Regime | None = None) -> Verdict:
    """
    Test whether an archived file may be changed: only by a separate document that supplements or rectifies.

    Law: 农业程序规定 86; 住建程序规定 28; 浙江程序办法 75; APL 47.
    Reading: what 农业程序规定 86 says of its files holds of every archived file (ADR-0029).
    """
    if request.change in (ArchiveChange.MODIFY, ArchiveChange.ADD, ArchiveChange.REMOVE):
        literal = regime is Regime.AGR
        return (
            Breach(
                "archive.changed",
                f"案卷已经归档，不得{request.change.label}",
                UNCHANGED if literal else RECORDED,
                missing="确有错误的，另行制作补正或者更正文书",
            ),
        )
    text = ADDED_HURD if regime is Regime.HURD else ADDED_ZJP
    return unmet(
        (
            negate(request.affects_rights),
            Breach(
                "archive.effect",
                "影响当事人权益的错误不能补正、更正",
                text,
                missing="依法变更或者撤销原决定",
            ),
            Breach("archive.effect.unknown", "是否影响当事人的权益尚不清楚", text, missing="核实影响"),
        ),
    )
