"""How a case is shown: what comes next for whom, what stands in the way, limits, people, what happened."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final
from urllib.parse import urlencode

from django.urls import reverse

from tongpan.cases import policies
from tongpan.cases.models import Case, CaseParty
from tongpan.kernel.crypto import mask_personal
from tongpan.law.facts import CaseFacts
from tongpan.law.facts.words import Role
from tongpan.law.limits import rule
from tongpan.law.period import Kind
from tongpan.law.procedure import Outlook, Step, Target
from tongpan.law.verdict import Breach

ASIDE: Final = frozenset(
    {Step.GATHER, Step.PRESERVE, Step.PRESERVE_URGENT, Step.EXTEND_DECISION, Step.DEFER, Step.RECONSIDER, Step.LITIGATE,
     Step.SERVE_ELECTRONIC, Step.SERVE_PUBLIC, Step.WAIVE, Step.IMPOSE_URGENT}
)  # fmt: skip
"""steps that may be taken but are not what the case waits for: shown after the others"""
ENTRY_NAMES: Final[Mapping[str, tuple[str, str]]] = {
    "case.opened": ("建档", "file-plus"),
    "case.found": ("认定事实", "pencil"),
    "case.staffed": ("指定办案人员", "user-check"),
    "case.recusal_asked": ("申请回避", "user-check"),
    "case.proposed": ("报批", "send"),
    "case.proposal_refused": ("退回报批", "arrow-back-up"),
    "evidence.custody": ("证据流转", "paperclip"),
    "evidence.checked": ("证据校验", "fingerprint"),
    "evidence.marked": ("证据标记", "bookmark"),
    "evidence.described": ("证据登记", "pencil"),
    "evidence.fixed": ("证据固定", "camera"),
    "evidence.support_asked": ("请求专业支援", "send"),
    "evidence.support_answered": ("支援答复", "message-forward"),
    "property.moved": ("涉案财物出入", "building-warehouse"),
}


@dataclass(frozen=True, slots=True)
class NextStep:
    """One step as a person sees it. `mine`: the actor holds its post; `href` leads to its form."""

    step: Step
    target: Target
    whom: str
    href: str
    mine: bool
    post: str
    breaches: tuple[Breach, ...] = ()

    @property
    def label(self) -> str:
        """What is done, and to whom where there are several."""
        return f"{self.step.label}（{self.whom}）" if self.whom else self.step.label


def step_href(case: Case, step: Step, target: Target) -> str:
    """Return the address of the form of a step."""
    query = {"step": step.value, "party": target.party, "cause": target.cause, "ref": target.ref}
    return f"{reverse('cases:step', args=[case.pk])}?{urlencode({k: v for k, v in query.items() if v})}"


def next_steps_shown(
    case: Case, outlook: Outlook, facts: CaseFacts, roles: frozenset[Role], names: Mapping[str, str]
) -> tuple[list[NextStep], list[NextStep]]:
    """Return what is open, the actor's own first, and what is not, with what stands in its way."""
    several = len(facts.charges) > 1

    def shown(step: Step, target: Target, breaches: tuple[Breach, ...] = ()) -> NextStep:
        whom = names.get(target.party, target.party) if several and target.party else ""
        said, mine = policies.post_name(step), policies.may_take(roles, step)
        return NextStep(step, target, whom, step_href(case, step, target), mine, said, breaches)

    open_ = [shown(one.step, one.target) for one in outlook.steps]
    stopped = [shown(one.step, one.target, one.breaches) for one in outlook.blocked]
    order = list(Step)
    open_.sort(key=lambda one: (one.step in ASIDE, not one.mine, order.index(one.step)))
    return open_, stopped


def main_step(
    open_: Sequence[NextStep], asked: Collection[tuple[str, str, str, str]], *, handles: bool
) -> NextStep | None:
    """Return what the case waits for from this person: an own step, or for handlers one to put before a head."""
    wanted = [one for one in open_ if one.step not in ASIDE]
    own = next((one for one in wanted if one.mine), None)
    if own is not None or not handles:
        return own
    return next((one for one in wanted if (one.step.value, *one.target) not in asked), None)


def party_names(parties: Iterable[CaseParty], *, clear: bool) -> dict[str, str]:
    """Return the name of each party by its handle; in clear for those with a part in the case."""
    return {one.handle: one.name if clear else one.name_masked for one in parties}


def people_shown(facts: CaseFacts) -> list[tuple[str, list[str]]]:
    """Return who is named to what; of a post of one the last named holds it."""
    found = []
    for role in Role:
        held = policies.holders(facts, role)
        aside = {each.officer for each in facts.recusals if each.granted}
        found.append((role.label, [name + ("（已回避）" if name in aside else "") for name in held]))
    return found


def limits_shown(outlook: Outlook, today: date, names: Mapping[str, str], several: bool) -> list[dict[str, Any]]:
    """Return the running limits, what ends first at the top."""
    rows = [
        {
            "limit": one.limit,
            "what": rule(one.rule).end,
            "right": one.limit.kind is Kind.RIGHT_UNTIL,
            "past": one.limit.act_by is not None and one.limit.act_by < today,
            "day": one.limit.act_by,
            "whom": names.get(one.target.party, "") if several else "",
            "threatens": one.threatens,
            "provisional": one.limit.awaiting_year is not None,
        }
        for one in outlook.limits
    ]
    return sorted(rows, key=lambda row: row["day"] or date.max)


def history_shown(items: Sequence[Any], names: Mapping[str, str], actors: Mapping[str, str]) -> list[dict[str, Any]]:
    """Return what happened, newest first, in plain words."""
    found = []
    for item in items:
        facts = item.facts or {}
        title, icon = ENTRY_NAMES.get(item.action, ("办理", "check"))
        label = Step(facts["step"]).label if facts.get("step") in set(Step) else ""
        if item.action == "case.stepped":
            title = label or title
        elif item.action in ("case.proposed", "case.proposal_refused"):
            title = f"{title}：{label}"
        party = names.get(facts.get("party", ""), "")
        detail = facts.get("detail") or {}
        said = [*detail.values(), facts.get("reason", ""), facts.get("answer", ""), facts.get("why", "")]
        found.append(
            {
                "title": f"{title}（{party}）" if party and len(names) > 1 else title,
                "at": item.at,
                "actor": actors.get(item.actor, ""),
                "text": mask_personal("；".join(text for text in said if text)),
                "icon": icon,
                "tone": "info",
                "seq": item.seq,
            }
        )
    return found[::-1]
