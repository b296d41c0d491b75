"""谁来办: by which step a limit ends, and so whose it is to act."""

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Final

from tongpan.cases.domain.ownlimits import OWN
from tongpan.law.facts import Assignment, Recusal
from tongpan.law.facts.words import Role
from tongpan.law.limits import rule as rule_of
from tongpan.law.period import Kind
from tongpan.law.procedure import Step
from tongpan.law.procedure.running import ANY_TIME, DECIDED, REFERRED, UNDECIDED
from tongpan.law.procedure.schedule import LIMITS, TOGETHER_POST, post_of

THINGS: Final[Mapping[str, Step]] = {
    "DL-05": Step.APPROVE_MEASURE,
    "DL-06": Step.LIFT,
    "DL-35": Step.HAND_OVER,
    "DL-44.2": Step.DECIDE,
}
"""limits on things that are held, and of a new decision that was ordered: the schedule lists none for their steps"""
TO_PAY: Final = "DL-23"
TO_ORGAN: Final = "DL-25.1"
TO_BANK: Final = "DL-25.2"
CASH: Final = frozenset({TO_ORGAN, TO_BANK})
"""limits of cash on its way (处罚法 71): they run wherever the case stands"""
KEEPER: Final = "财务人员"
"""who pays cash to the bank for the organ: nobody of the case (处罚法 71)"""
ASIDE: Final = frozenset(
    {Step.GATHER, Step.SAMPLE, Step.PRESERVE, Step.PRESERVE_URGENT, Step.EXTEND_DECISION, Step.DEFER, Step.RECONSIDER,
     Step.LITIGATE, Step.SERVE_ELECTRONIC, Step.SERVE_PUBLIC, Step.WAIVE, Step.IMPOSE_URGENT, Step.DECIDE_ON_SPOT,
     Step.SURCHARGE, Step.REVOKE, Step.REOPEN, Step.SUSPEND, Step.END_ENFORCEMENT, Step.END_BY_COURT, Step.ASK_UPPER,
     Step.APPEAL, Step.HEAR_APPEAL, Step.TAKE_APPLICATION, Step.TAKE_OPINION}
)  # fmt: skip
"""steps that may be taken but are not what the case waits for: shown after the others"""
RULES: Final = (
    "DL-09", "DL-03", "DL-04", TO_PAY, *THINGS,
    *dict.fromkeys(each.rule for each in (*UNDECIDED, *DECIDED, *ANY_TIME, *REFERRED) if each.rule not in THINGS),
)  # fmt: skip
"""every row of the register that runs in a case; days of our own stand in `OWN`"""


@cache
def kind_of(rule: str) -> str:
    """Return whom a limit binds, where all its texts agree; an empty text where they do not."""
    if rule in OWN:
        return Kind.MUST_BY.value
    kinds = {each.kind.value for each in rule_of(rule).provisions}
    return kinds.pop() if len(kinds) == 1 else ""


def named(rule: str) -> str:
    """Return what is to be done, or may be done, by its end."""
    return OWN[rule].end if rule in OWN else rule_of(rule).end


def named_for(rule: str, ref: str) -> str:
    """Return the same of one limit of several: each instalment has its number."""
    return f"{named(rule)}（{ref}）" if rule == TO_PAY and ref else named(rule)


@cache
def step_of(rule: str) -> Step | None:
    """Return the step that ends a limit, the first in order where several do; None: no step of ours."""
    return next((step for step, rules in LIMITS.items() if rule in rules), THINGS.get(rule))


def post_named(rule: str, kind: str) -> str:
    """Return whose it is: the party's right, the post of the step, or nobody's while a period has to pass."""
    if kind == Kind.RIGHT_UNTIL.value:
        return "当事人"
    if rule == TO_BANK:
        return KEEPER
    step = step_of(rule)
    if step is None:
        return role_of(rule).label
    post = post_of(step)
    return TOGETHER_POST if post is None else post.label


def role_of(rule: str) -> Role:
    """Return the post that has to act, for the people to be named and told."""
    step = step_of(rule)
    return (post_of(step) if step is not None else Role.HANDLER) or Role.DECIDER


def holders(assignments: Iterable[Assignment], recusals: Iterable[Recusal], role: Role) -> list[str]:
    """
    Return who holds a post, was not taken off and does not stand aside.

    Handlers are several, of any other post it is the last one named.
    """
    named = [each for each in assignments if each.role is role]
    wanted = named if role is Role.HANDLER else named[-1:]
    aside = {each.officer for each in recusals if each.granted}
    return list(dict.fromkeys(each.officer for each in wanted if each.until is None and each.officer not in aside))
