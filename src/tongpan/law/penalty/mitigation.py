"""Mitigation (从轻、减轻): circumstances that must make a penalty lighter. APL 32, beside 30 and 31."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from tongpan.law.citation import Citation
from tongpan.law.labelled import Labelled
from tongpan.law.penalty.responsibility import AGE, CAPACITY, Responsibility
from tongpan.law.titles import APL
from tongpan.law.verdict import LAWFUL, Breach, Verdict

MITIGATION: Final = Citation(APL, 32, gist="五种情形应当从轻或者减轻")
REMEDIED: Final = Citation(APL, 32, item=1, gist="主动消除或者减轻危害后果")
COERCED: Final = Citation(APL, 32, item=2, figures=("胁迫或者诱骗",), gist="受他人胁迫或者诱骗")
CONFESSED: Final = Citation(APL, 32, item=3, gist="主动供述行政机关尚未掌握的违法行为")
ASSISTED: Final = Citation(APL, 32, item=4, figures=("立功表现",), gist="配合查处有立功表现")
OTHERWISE: Final = Citation(APL, 32, item=5, gist="法律、法规、规章规定的其他情形")


class Circumstance(Labelled):
    """The circumstances of 行政处罚法 32, in its order."""

    REMEDIED = "REMEDIED", "主动消除或者减轻违法行为危害后果"
    COERCED = "COERCED", "受他人胁迫或者诱骗实施违法行为"
    CONFESSED = "CONFESSED", "主动供述行政机关尚未掌握的违法行为"
    ASSISTED = "ASSISTED", "配合行政机关查处违法行为有立功表现"
    OTHER = "OTHER", "法律、法规、规章规定其他应当从轻或者减轻"

    @property
    def citation(self) -> Citation:
        """Where it stands."""
        return _CIRCUMSTANCES[self]


_CIRCUMSTANCES: Final[Mapping[Circumstance, Citation]] = {
    Circumstance.REMEDIED: REMEDIED,
    Circumstance.COERCED: COERCED,
    Circumstance.CONFESSED: CONFESSED,
    Circumstance.ASSISTED: ASSISTED,
    Circumstance.OTHER: OTHERWISE,
}


@dataclass(frozen=True, slots=True)
class Circumstances:
    """
    What was found on each circumstance; one that is not in the mapping has not been looked into.

    `basis` is the provision for OTHER.
    """

    found: Mapping[Circumstance, bool]
    basis: Citation | None = None

    @property
    def present(self) -> tuple[Circumstance, ...]:
        """Those that are there, in the order of the statute."""
        return tuple(each for each in Circumstance if self.found.get(each))

    @property
    def unexamined(self) -> tuple[Circumstance, ...]:
        """Those that nobody has looked into."""
        return tuple(each for each in Circumstance if each not in self.found)


def must_lighten(circumstances: Circumstances, responsibility: Responsibility | None) -> bool | None:
    """
    Tell whether the penalty must be lighter; None while that is open.

    Law: APL 32; 30.
    """
    if circumstances.present or responsibility is Responsibility.MUST_LIGHTEN:
        return True
    return None if circumstances.unexamined or responsibility is None else False


def grounds_to_lighten(circumstances: Circumstances, responsibility: Responsibility | None) -> tuple[Citation, ...]:
    """
    Return the places that make the penalty lighter, those that must first, the one that may last.

    Law: APL 32; 30; 31.
    """
    duties = [each.citation for each in circumstances.present]
    if responsibility is Responsibility.MUST_LIGHTEN:
        duties.append(AGE)
    if responsibility is Responsibility.MAY_LIGHTEN:
        duties.append(CAPACITY)
    return tuple(duties)


def check_mitigation(circumstances: Circumstances, *, lightened: bool) -> Verdict:
    """
    Test whether circumstances that must lighten were looked into, and did lighten.

    Law: APL 32.
    """
    found = []
    if circumstances.unexamined:
        names = "；".join(each.label for each in circumstances.unexamined)
        said = f"没有查明是否有应当从轻或者减轻的情形：{names}"
        found.append(Breach("mitigation.unexamined", said, MITIGATION, missing="逐项核对并记录"))
    if Circumstance.OTHER in circumstances.present and circumstances.basis is None:
        said = "以其他情形从轻或者减轻，没有写明法律、法规、规章的依据"
        found.append(Breach("mitigation.basis.missing", said, OTHERWISE, missing="写明依据的条款"))
    return (*found, *(LAWFUL if lightened else _check_ignored(circumstances)))


def _check_ignored(circumstances: Circumstances) -> Verdict:
    return tuple(
        Breach(
            "mitigation.ignored",
            f"有“{each.label}”的情形，应当从轻或者减轻处罚",
            each.citation,
            missing="从轻或者减轻，并在决定中说明",
        )
        for each in circumstances.present
    )
