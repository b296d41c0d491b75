"""Electronic monitoring (电子技术监控): when what a device recorded is evidence. APL 41."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from tongpan.law.checklist import Requirement, check_all
from tongpan.law.citation import Citation
from tongpan.law.statutes import StatuteLevel, ranks_among
from tongpan.law.titles import APL
from tongpan.law.verdict import LAWFUL, Breach, Verdict

DEVICE: Final = Citation(
    APL, 41, 1, figures=("法制和技术审核",), gist="依法律、行政法规；经审核、合标准、有标志、公布地点"
)
RECORD: Final = Citation(APL, 41, 2, figures=("真实、清晰、完整、准确",), gist="未经审核或者不合要求的不作证据")
TOLD: Final = Citation(APL, 41, 3, figures=("及时告知",), gist="及时告知违法事实，便利查询、陈述和申辩")

_SET_BY: Final = frozenset({StatuteLevel.LAW, StatuteLevel.ADMIN_REGULATION})
"""依照法律、行政法规规定利用电子技术监控设备 (41 ¶1)."""


@dataclass(frozen=True, slots=True)
class Device:
    """
    A monitoring device where and when it recorded. `basis` is the provision under which devices are used here.

    `location_published_on` is the day on which its place was made public; `local_regime` names a local regulation made
    under a special mandate (经济特区、浦东新区法规) that lets devices be used.
    """

    recorded_on: date
    basis: Citation | None
    legally_reviewed: bool | None
    technically_reviewed: bool | None
    standard: bool | None
    reasonable: bool | None
    marked: bool | None
    location_published_on: date | None
    local_regime: str = ""


_LEGAL: Final[Requirement[Device]] = Requirement(
    lambda device: device.legally_reviewed,
    Breach("electronic.device.legal", "设备没有经过法制审核", DEVICE, missing="完成法制审核；此前的记录不作证据"),
    Breach("electronic.device.legal.unknown", "不清楚设备是否经过法制审核", DEVICE, missing="调取审核文件"),
)
_TECHNICAL: Final[Requirement[Device]] = Requirement(
    lambda device: device.technically_reviewed,
    Breach("electronic.device.technical", "设备没有经过技术审核", DEVICE, missing="完成技术审核；此前的记录不作证据"),
    Breach("electronic.device.technical.unknown", "不清楚设备是否经过技术审核", DEVICE, missing="调取审核文件"),
)
_STANDARD: Final[Requirement[Device]] = Requirement(
    lambda device: device.standard,
    Breach("electronic.device.standard", "设备不符合标准", DEVICE, missing="更换或者检定合格后使用"),
    Breach("electronic.device.standard.unknown", "不清楚设备是否符合标准", DEVICE, missing="调取检定、检测证明"),
)
_REASONABLE: Final[Requirement[Device]] = Requirement(
    lambda device: device.reasonable,
    Breach("electronic.device.unreasonable", "设备的设置不合理", DEVICE, missing="调整设置；此前的记录不作证据"),
    Breach("electronic.device.reasonable.unknown", "没有审查设备设置是否合理", DEVICE, missing="审查设置的必要和位置"),
)
_MARKED: Final[Requirement[Device]] = Requirement(
    lambda device: device.marked,
    Breach("electronic.device.unmarked", "设备没有明显标志", DEVICE, missing="设置明显标志；此前的记录不作证据"),
    Breach("electronic.device.marked.unknown", "不清楚设备有没有明显标志", DEVICE, missing="核对现场照片"),
)


def check_device(device: Device) -> Verdict:
    """
    Test whether a device could lawfully record a breach of law (INV-20).

    Law: APL 41 ¶1.
    Reading: a local regulation is no basis, unless made under a special mandate that a person confirms (ADR-0024).
    """
    return (
        *_check_basis(device),
        *check_all((_LEGAL, _TECHNICAL, _STANDARD, _REASONABLE, _MARKED), device),
        *_check_location(device),
    )


def _check_basis(device: Device) -> Verdict:
    if device.basis is None:
        missing = "写明法律、行政法规的条款；没有的，由执法人员现场取证"
        said = "没有写明依照哪部法律、行政法规使用电子监控设备"
        return (Breach("electronic.basis.missing", said, DEVICE, missing=missing),)
    if ranks_among(device.basis.statute, _SET_BY):
        return LAWFUL
    if device.local_regime.strip():
        said = f"依据是{device.local_regime}，需要确认其特别授权"
        return (Breach("electronic.basis.local", said, DEVICE, "D", "附授权依据，由法制审核人员确认"),)
    said = f"“{device.basis}”不是法律、行政法规，不能作为使用电子监控设备的依据"
    return (Breach("electronic.basis.rank", said, DEVICE, missing="由执法人员现场取证"),)


def _check_location(device: Device) -> Verdict:
    published = device.location_published_on
    if published is not None and published <= device.recorded_on:
        return LAWFUL
    said = "设备的设置地点在记录之时还没有向社会公布"
    return (Breach("electronic.location.unpublished", said, DEVICE, missing="公布设置地点；此前的记录不作证据"),)


@dataclass(frozen=True, slots=True)
class Recording:
    """What a device recorded. `reviewed_on`: by the organ; the four qualities are what the review found."""

    recorded_on: date
    reviewed_on: date | None
    true: bool | None = None
    clear: bool | None = None
    complete: bool | None = None
    accurate: bool | None = None


_TRUE: Final[Requirement[Recording]] = Requirement(
    lambda recording: recording.true,
    Breach("electronic.record.untrue", "记录不真实，不得作为证据", RECORD, missing="排除，另行取证"),
    Breach("electronic.record.true.unknown", "没有审核记录是否真实", RECORD, missing="审核记录内容"),
)
_CLEAR: Final[Requirement[Recording]] = Requirement(
    lambda recording: recording.clear,
    Breach("electronic.record.unclear", "记录不清晰，不得作为证据", RECORD, missing="排除，另行取证"),
    Breach("electronic.record.clear.unknown", "没有审核记录是否清晰", RECORD, missing="审核记录内容"),
)
_COMPLETE: Final[Requirement[Recording]] = Requirement(
    lambda recording: recording.complete,
    Breach("electronic.record.incomplete", "记录不完整，不得作为证据", RECORD, missing="排除，另行取证"),
    Breach("electronic.record.complete.unknown", "没有审核记录是否完整", RECORD, missing="审核记录内容"),
)
_ACCURATE: Final[Requirement[Recording]] = Requirement(
    lambda recording: recording.accurate,
    Breach("electronic.record.inaccurate", "记录不准确，不得作为证据", RECORD, missing="排除，另行取证"),
    Breach("electronic.record.accurate.unknown", "没有审核记录是否准确", RECORD, missing="审核记录内容"),
)


def check_recording(recording: Recording, used_on: date) -> Verdict:
    """
    Test whether a recording was reviewed and found fit before it is used as evidence.

    Law: APL 41 ¶2.
    """
    if recording.reviewed_on is None or recording.reviewed_on > used_on:
        said = "监控记录使用之前没有经行政机关审核，不得作为处罚的证据"
        return (Breach("electronic.record.unreviewed", said, RECORD, missing="审核记录是否真实、清晰、完整、准确"),)
    return check_all((_TRUE, _CLEAR, _COMPLETE, _ACCURATE), recording)


@dataclass(frozen=True, slots=True)
class Telling:
    """What the party was told of a recorded breach, and whether he can look it up and answer."""

    told_on: date | None
    can_query: bool | None
    can_defend: bool | None


_QUERY: Final[Requirement[Telling]] = Requirement(
    lambda telling: telling.can_query,
    Breach("electronic.query.missing", "没有为当事人查询提供便利", TOLD, missing="告知查询的网址或者地点"),
    Breach("electronic.query.unknown", "不清楚当事人能否查询", TOLD, missing="核对告知的内容"),
)
_DEFEND: Final[Requirement[Telling]] = Requirement(
    lambda telling: telling.can_defend,
    Breach("electronic.defense.limited", "限制了当事人陈述、申辩", TOLD, missing="取消限制，提供陈述申辩的途径"),
    Breach("electronic.defense.unknown", "不清楚当事人能否方便地陈述、申辩", TOLD, missing="核对告知的内容"),
)


def check_telling(telling: Telling, decided_on: date) -> Verdict:
    """
    Test whether the party learned of a recorded breach before the decision, and could look it up and answer.

    Law: APL 41 ¶3. It says 及时 without a number; being told after the decision is never in time.
    """
    if telling.told_on is None or telling.told_on > decided_on:
        said = "没有在决定之前告知当事人监控记录的违法事实"
        return (Breach("electronic.untold", said, TOLD, missing="及时告知违法事实和查询、陈述申辩的途径"),)
    return check_all((_QUERY, _DEFEND), telling)
