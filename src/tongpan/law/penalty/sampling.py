"""Taking samples (抽样取证): 行政处罚法 56 allows it, three sectors' rules say how; APL chapter V, section 3."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from tongpan.law.checklist import Requirement, check_all
from tongpan.law.citation import Citation
from tongpan.law.limits import Regime
from tongpan.law.titles import AGR, SAMR, TRA
from tongpan.law.verdict import LAWFUL, Breach, Verdict

SAMR_SAMPLING: Final = Citation(
    SAMR, 31, 1, figures=("通知当事人到场", "加贴封条", "开具清单"), gist="通知当事人到场，记录、封条、清单、签名"
)
AGR_SAMPLING: Final = Citation(
    AGR, 41, 1, figures=("抽样取证凭证", "加贴封条"), gist="制作凭证、加贴封条、签名，拒签的拍照录像"
)
TRA_SAMPLING: Final = Citation(
    TRA, 41, 1, figures=("抽样取证凭证", "加贴封条", "开具物品清单"), gist="制作凭证、加贴封条、开具清单、签名"
)
TRA_PRESENT: Final = Citation(
    TRA, 36, item=2, figures=("通知当事人到场", "无利害关系人见证"), gist="通知当事人到场，不到场的由无利害关系人见证"
)


@dataclass(frozen=True, slots=True)
class Sampling:
    """
    One taking of samples; None is unknown.

    `invited` says that the party was asked to be there, `listed` that a record or receipt with a list was made and
    handed over, `signed` that officers and party signed it and the seals, `witnessed` that a refusal, or that nobody
    came, was recorded by picture or before a witness.
    """

    invited: bool | None = None
    sealed: bool | None = None
    listed: bool | None = None
    signed: bool | None = None
    witnessed: bool | None = None


def _requirement(
    code: str, said: str, way: str, name: str, citation: Citation, *, or_witnessed: bool = False
) -> Requirement[Sampling]:
    unknown = Breach("sampling.unknown", f"抽样取证：不清楚是不是{said}", citation, missing="核对抽样记录并登记")
    lacking = Breach(code, f"抽样取证没有{said}", citation, missing=way)
    return Requirement(lambda facts: _met(facts, name, or_witnessed), lacking, unknown)


def _met(facts: Sampling, name: str, or_witnessed: bool) -> bool | None:
    if or_witnessed and facts.witnessed:
        return True
    found: bool | None = getattr(facts, name)
    return found


def _asked(
    basis: Citation, papers: str, invited: Citation | None, *, absent_witnessed: bool = False
) -> tuple[Requirement[Sampling], ...]:
    again = "登记不再把它作为证据（排除的时间），需要的重新抽样"
    called = _requirement(
        "sampling.uninvited", "通知当事人到场", again, "invited", invited or basis, or_witnessed=absent_witnessed
    )
    return (
        *((called,) if invited is not None else ()),
        _requirement("sampling.unsealed", "对样品加贴封条", again, "sealed", basis),
        _requirement("sampling.unlisted", papers, again, "listed", basis),
        _requirement(
            "sampling.unsigned",
            "由执法人员和当事人签名",
            "补签；拒签、不到场的，登记拍照录像或者见证",
            "signed",
            basis,
            or_witnessed=True,
        ),
    )


_ASKED: Final[Mapping[Regime, tuple[Requirement[Sampling], ...]]] = {
    Regime.SAMR: _asked(SAMR_SAMPLING, "制作抽样记录、开具清单", SAMR_SAMPLING),
    Regime.AGR: _asked(AGR_SAMPLING, "制作抽样取证凭证", None),
    Regime.TRA: _asked(TRA_SAMPLING, "制作抽样取证凭证、开具物品清单", TRA_PRESENT, absent_witnessed=True),
}


def check_sampling(sampling: Sampling, regime: Regime | None) -> Verdict:
    """
    Test whether samples were taken as the rules of the sector ask.

    Law: APL 56. SAMR 31 ¶1; AGR 41 ¶1; TRA 36(2), 41 ¶1.
    A disinterested witness stands for who does not come where the sector says so (TRA 36(2)).
    Reading: where the sector has no rule on it the statute asks for nothing more than of any evidence (ADR-0062).
    """
    return check_all(_ASKED.get(regime, ()), sampling) if regime is not None else LAWFUL
