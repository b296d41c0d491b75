"""Forwarded service (转交送达): through the unit, prison or institution where the party is. 民事诉讼法 92–94."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from tongpan.law.checklist import unmet
from tongpan.law.citation import Citation
from tongpan.law.labelled import Labelled
from tongpan.law.limits import REGIME_AREAS, Regime
from tongpan.law.titles import CIVIL_PROCEDURE_LAW, SAMR, ZJP
from tongpan.law.verdict import Breach, Verdict

SOLDIER: Final = Citation(CIVIL_PROCEDURE_LAW, 92, figures=("团以上单位的政治机关转交",), gist="军人由部队政治机关转交")
PRISONER: Final = Citation(CIVIL_PROCEDURE_LAW, 93, 1, figures=("监所转交",), gist="被监禁的由监所转交")
EDUCATED: Final = Citation(
    CIVIL_PROCEDURE_LAW, 93, 2, figures=("强制性教育机构转交",), gist="被强制教育的由强制性教育机构转交"
)
SIGNED: Final = Citation(
    CIVIL_PROCEDURE_LAW, 94, figures=("必须立即交受送达人签收",), gist="受送达人签收的日期为送达日期"
)
OTHERS_SAMR: Final = Citation(SAMR, 82, item=4, figures=("转交其他部门代为送达",), gist="可以转交其他部门送达")
OTHERS_ZJP: Final = Citation(ZJP, 69, figures=("转交行政执法文书",), gist="可以委托有关机关、单位转交")


class Through(Labelled):
    """Who hands a document on (转交的机关、单位)."""

    MILITARY = "MILITARY", "所在部队团以上单位的政治机关（军人）"
    PRISON = "PRISON", "所在监所（被监禁的）"
    EDUCATION = "EDUCATION", "所在强制性教育机构"
    OTHER = "OTHER", "其他机关、单位"


BASIS: Final[Mapping[Through | None, Citation]] = {
    Through.MILITARY: SOLDIER,
    Through.PRISON: PRISONER,
    Through.EDUCATION: EDUCATED,
}
"""by which text each hands a document on"""


@dataclass(frozen=True, slots=True)
class Forwarded:
    """Sent to the body where the party is, which hands it on; `signed_on` is the day on which the party signed."""

    through: Through | None
    by: str
    signed_on: date | None


def check_forwarded(service: Forwarded, regime: Regime | None = None, province: str | None = None) -> Verdict:
    """
    Test whether a document was handed on by a body that may do so, and signed for.

    Law: 民事诉讼法 92–94; 市场监管程序规定 82(4); 浙江程序办法 69.
    """
    return unmet(
        (
            service.through is not None and service.by != "",
            Breach(
                "service.forwarded.unnamed",
                "没有写明由哪个部队、监所或者机构转交",
                BASIS.get(service.through, PRISONER),
                missing="写明转交的单位和类别",
            ),
        ),
        (
            service.through is not Through.OTHER or other_basis(regime, province) is not None,
            Breach(
                "service.forwarded.other",
                "受送达人是军人、被监禁或者被采取强制性教育措施的，才转交送达",
                PRISONER,
                missing="改用其他方式送达，或者委托当地行政机关代为送达",
            ),
        ),
        (
            service.signed_on is not None,
            Breach("service.forwarded.pending", "转交的单位还没有交回签收的送达回证", SIGNED, missing="催要送达回证"),
        ),
    )


def other_basis(regime: Regime | None, province: str | None) -> Citation | None:
    """
    Return the text by which any organ or unit may hand a document on here, None where no text says so.

    Law: 市场监管程序规定 82(4); 浙江程序办法 69.
    """
    if regime is Regime.SAMR:
        return OTHERS_SAMR
    zhejiang = regime is Regime.ZJP or (province or "").startswith(REGIME_AREAS[Regime.ZJP])
    return OTHERS_ZJP if zhejiang else None
