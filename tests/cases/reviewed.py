"""A case that must be reviewed, and what is entered on its way."""

from typing import Any

from tests.cases.stage import Stage

from tongpan.cases.models import Case
from tongpan.law.procedure import Step

TO_NOTICE = (
    Step.FILE, Step.SHOW_IDENTITY, Step.GATHER, Step.VERIFY, Step.REPORT, Step.NOTIFY, Step.STATE, Step.RECHECK,
)  # fmt: skip
OPINIONS: list[dict[str, str]] = [
    {"point": "EVIDENCE", "weight": "MUST", "text": "缺少占用面积的勘验"},
    {"point": "DISCRETION", "weight": "ADVICE", "text": "当事人已清理，建议从轻"},
]


def a_weighty_case(stage: Stage) -> Case:
    """Return a case of weight, told and heard, that waits for its review."""
    case = stage.found(stage.open(), weighty=True)
    return stage.take(case, *TO_NOTICE)


def fail(stage: Stage, case: Case, opinions: list[dict[str, str]] | None = None) -> Case:
    """Return the case sent back with opinions."""
    given: dict[str, Any] = {"choice": "FAIL", "opinion": "补正后再报", "opinions": opinions or OPINIONS}
    return stage.take(case, Step.REVIEW, **given)


def replies(*numbers: int) -> list[dict[str, Any]]:
    """Return answers to opinions."""
    return [{"number": number, "reply": "CHANGED", "answer": f"已按第{number}条补正"} for number in numbers]
