"""决定书: whether what would be printed says all that the statute asks. APL 59; 国办发〔2022〕27号（十二）."""

from collections.abc import Mapping
from typing import Final

from tongpan.documents.domain.body import Value
from tongpan.documents.domain.forms import Form
from tongpan.law.limits import Regime
from tongpan.law.penalty.decision_text import DecisionField, Fields, check_fields
from tongpan.law.verdict import LAWFUL, Verdict

DECISION: Final = "penalty_decision"
ADDRESS: Final = frozenset({"住址", "住所", "特征"})
"""what says where a party is found; of somebody nobody can name, by what"""
BY_NAME: Final[Mapping[str, DecisionField]] = {
    "facts": DecisionField.FACTS,
    "evidence": DecisionField.EVIDENCE,
    "penalty": DecisionField.KIND,
    "basis": DecisionField.BASIS,
    "performance": DecisionField.PERFORMANCE,
    "remedies": DecisionField.REMEDIES,
    "heard": DecisionField.ADOPTION,
    "reasons": DecisionField.DISCRETION,
}
OF_ITSELF: Final = frozenset({DecisionField.ORGAN, DecisionField.DATE, DecisionField.SEAL})
"""what every document of the form bears: it waits for its seal"""


def objections(form: Form, values: Mapping[str, Value], regime: Regime | None, *, benchmark: bool | None) -> Verdict:
    """
    Return what a decision paper lacks; nothing of any other paper.

    :param benchmark: whether there is a benchmark of discretion for the matter; None is unknown
    """
    if form.code != DECISION:
        return LAWFUL
    stated = {field for name, field in BY_NAME.items() if values.get(name)} | OF_ITSELF
    if values.get("party") and _found(values.get("identity")):
        stated.add(DecisionField.PARTY)
    return check_fields(Fields(frozenset(stated), benchmark), regime)


def _found(identity: Value | None) -> bool:
    if identity is None or isinstance(identity, bool | str):
        return False
    return any(len(row) > 1 and row[0] in ADDRESS and row[1] for row in identity if not isinstance(row, str))
