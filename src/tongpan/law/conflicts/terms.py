"""What an open point is made of (未决问题要素): the situation, the question, the answer."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Final

from tongpan.law.citation import Citation
from tongpan.law.labelled import Labelled
from tongpan.law.verdict import Breach

CONFLICTS_ADR = "ADR-0036"


REGIME: Final = "conflicts.regime"
TOWNSHIP: Final = "conflicts.township_coercion"
DISCLOSURE: Final = "conflicts.disclosure"
BEFORE_SERVICE: Final = "conflicts.disclosure_before_service"
PUBLIC_NOTICE: Final = "conflicts.public_notice"
SOLE_TRADER: Final = "conflicts.individual_business"
COURT_WINDOW: Final = "conflicts.summary_court_window"
WITHDRAWN: Final = "conflicts.withdrawn_power"
"""the questions of which an answer changes what follows"""


class Answerer(Labelled):
    """Who may answer (答复人)."""

    LEGAL_REVIEWER = "LEGAL_REVIEWER", "法制审核人员"
    HEAD = "HEAD", "行政机关负责人"
    COUNTY = "COUNTY", "县级司法行政部门"


@dataclass(frozen=True, slots=True)
class Situation:
    """
    What has to be known to see whether a question arises. None: not known, and then the question arises.

    Leave out what a case has nothing to do with: False is "does not apply".
    """

    township_case: bool | None = False
    regime_chosen: bool = False
    handed_down_power: bool | None = False
    coercion_planned: bool | None = False
    penalty_decided: bool | None = False
    served: bool | None = False
    service_by_public_notice: bool | None = False
    individual_business: bool | None = False
    near_threshold: bool | None = False
    summary_penalty: bool | None = False
    reconsidered: bool | None = False
    court_enforcement_considered: bool | None = False
    further_extension: bool | None = False
    clue_from_elsewhere: bool | None = False
    enforcement_planned: bool | None = False
    night_hours_set: bool = False
    act_on: date | None = None
    decision_on: date | None = None
    ecological: bool | None = False
    referral_pending: bool | None = False
    power_withdrawn: bool | None = False
    in_zhejiang: bool | None = False
    officers: int = 2


@dataclass(frozen=True, slots=True)
class Option:
    """
    One possible answer, and what follows from it in the case for which it is given.

    `changes` says that the law reads it; otherwise it is kept for the file, and `follows` says why nothing changes.
    """

    key: str
    label: str
    follows: str
    changes: bool = False
    asks_again: bool = False
    """whether the question stays open: somebody else is asked first"""


@dataclass(frozen=True, slots=True)
class Question:
    """One open point: when it arises, what is asked, the answers, what we recommend, on what basis, by whom."""

    number: int
    code: str
    asks: str
    options: tuple[Option, ...]
    recommended: str
    because: str
    basis: tuple[Citation, ...]
    answered_by: Answerer
    arises: Callable[[Situation], bool]

    @property
    def unanswered(self) -> Breach:
        """The breach that it is until somebody answers."""
        return Breach(
            self.code,
            f"{self.asks}（建议：{self.recommendation.label}，{self.because}）",
            self.basis[0],
            grade="D",
            missing=f"由{self.answered_by.label}选定并写明理由",
            adr=CONFLICTS_ADR,
        )

    @property
    def recommendation(self) -> Option:
        """The option that we recommend."""
        return next(option for option in self.options if option.key == self.recommended)


@dataclass(frozen=True, slots=True)
class Answer:
    """What a person chose, who it was, and why."""

    option: str
    by: Answerer
    reason: str
