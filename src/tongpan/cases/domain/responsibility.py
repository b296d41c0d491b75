"""责任链: of every step who prepared, looked at, signed, reviewed and decided it, when, and on which article."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from tongpan.cases.domain.basis import basis_of
from tongpan.law.facts.words import Role
from tongpan.law.procedure import Step
from tongpan.law.procedure.schedule import TOGETHER_POST, post_of

ANSWERS_FOR: Final[Mapping[Role | None, str]] = {
    Role.HANDLER: "对材料的真实、准确、完整和事实、证据、法律适用、程序的合法性负责",
    Role.REVIEWER: "对法制审核意见负责",
    Role.CHAIR: "主持听证，听证结束后提出报告",
    Role.APPROVER: "审查并批准这一步",
    Role.DECIDER: "对作出的决定负责",
    Role.PRINCIPAL: "对作出的决定负责",
    None: "集体讨论决定",
}
"""who answers for what: handlers, reviewers and heads by 国办发〔2018〕118号（十四）, the others by their part"""


@dataclass(frozen=True, slots=True)
class Looked:
    """What one level said of a step before it was taken."""

    label: str
    name: str
    passed: bool
    at: datetime
    paper: bool


@dataclass(frozen=True, slots=True)
class Link:
    """One step of the chain."""

    step: Step
    party: str
    at: datetime
    prepared: str
    looked: tuple[Looked, ...]
    post: str
    taken: str
    entered: str
    answers_for: str
    basis: str
    overridden: str


def chain(
    steps: Iterable[tuple[str, datetime, Mapping[str, Any]]],
    proposals: Mapping[tuple[str, str, str, str], Sequence[tuple[datetime, str, Sequence[Looked]]]],
    names: Mapping[str, str],
    signers: Mapping[str, str],
) -> list[Link]:
    """
    Return the links in the order in which the steps were entered.

    `steps` are (actor, when entered, what the record says); `proposals` what was put up by step and target, each with
    when, by whom and what the levels said; `names` are people by the record's label, `signers` by officer.
    """
    found = []
    for actor, entered_at, facts in steps:
        step = Step(facts["step"])
        key = (facts["step"], facts.get("party", ""), facts.get("cause", ""), facts.get("ref", ""))
        made = [one for one in proposals.get(key, ()) if one[0] <= entered_at]
        signed = facts.get("paper") or {}
        done_at = datetime.fromisoformat(facts["done_at"]) if facts.get("done_at") else entered_at
        post = post_of(step)
        found.append(
            Link(
                step=step,
                party=facts.get("party", ""),
                at=done_at,
                prepared=names.get(made[-1][1], "") if made else "",
                looked=tuple(made[-1][2]) if made else (),
                post=TOGETHER_POST if post is None else post.label,
                taken=signers.get(signed.get("officer", ""), "") if signed else names.get(actor, ""),
                entered=names.get(actor, "") if signed else "",
                answers_for=ANSWERS_FOR[post],
                basis=basis_of(step),
                overridden=str(facts.get("why", "")) if facts.get("overridden") else "",
            )
        )
    return found
