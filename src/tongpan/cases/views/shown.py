"""How a case is shown: what comes next for whom, what stands in the way, limits, people, what happened."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final
from urllib.parse import urlencode

from django.urls import reverse

from tongpan.cases import policies
from tongpan.cases.domain.acts import CaseAct, label_of, said_of
from tongpan.cases.domain.backdating import late_words
from tongpan.cases.domain.duties import ASIDE, named_for
from tongpan.cases.domain.hiding import Hiding
from tongpan.cases.domain.outside import BY_LINK
from tongpan.cases.domain.rowforms import ROW_FORMS
from tongpan.cases.domain.serving import STEPS as SERVING
from tongpan.cases.domain.serving import title_of_paper
from tongpan.cases.models import Case, CaseParty
from tongpan.cases.queries import Known
from tongpan.kernel.crypto import mask_personal
from tongpan.law.facts import CaseFacts
from tongpan.law.facts.words import Mode, Paper, Role
from tongpan.law.period import Kind
from tongpan.law.procedure import Outlook, Step, Target
from tongpan.law.procedure.proving import first_receiver
from tongpan.law.verdict import Breach

ENTRY_NAMES: Final[Mapping[str, tuple[str, str]]] = {
    "case.opened": ("建档", "file-plus"),
    "case.decided_on_spot": ("当场作出处罚决定", "gavel"),
    "case.handed_over": ("决定书当场交付", "file-check"),
    "case.found": ("认定事实", "pencil"),
    "case.entered": ("登记", "clipboard-list"),
    "case.staffed": ("指定办案人员", "user-check"),
    "case.recusal_asked": ("申请回避", "user-check"),
    "case.proposed": ("报批", "send"),
    "case.proposal_refused": ("退回报批", "arrow-back-up"),
    "case.code_issued": ("登记缴款码", "receipt"),
    "case.code_voided": ("作废缴款码", "ban"),
    "document.made": ("制作文书", "file-text"),
    "document.sealed": ("文书用印", "certificate"),
    "document.voided": ("作废文书", "ban"),
    "document.entered": ("登记平台外的文书", "file-import"),
    "document.signed": ("附文书扫描件", "file-check"),
    "evidence.custody": ("证据流转", "paperclip"),
    "evidence.checked": ("证据校验", "fingerprint"),
    "evidence.marked": ("证据标记", "bookmark"),
    "evidence.described": ("证据登记", "pencil"),
    "evidence.fixed": ("证据固定", "camera"),
    "evidence.support_asked": ("请求专业支援", "send"),
    "evidence.support_answered": ("支援答复", "message-forward"),
    "footage.linked": ("录像关联", "link"),
    "footage.unlinked": ("解除录像关联", "unlink"),
    "footage.marked": ("录像标记", "bookmark"),
    "footage.explained": ("未录像说明", "note"),
    "property.moved": ("涉案财物出入", "building-warehouse"),
    "property.tied": ("涉案财物对应措施", "building-warehouse"),
    "case.limits_recounted": ("期限重算", "clock"),
    "case.limit_reminded": ("期限提醒", "bell-ringing"),
    "case.looked_at": ("监督查阅", "eye"),
    "case.weighed": ("核对裁量情节", "pencil"),
    "case.deviation_asked": ("报批偏离裁量基准", "send"),
    "case.deviation_granted": ("批准偏离裁量基准", "check"),
    "case.deviation_refused": ("退回偏离裁量基准", "arrow-back-up"),
    "case.opinion_asked": ("请教专家", "send"),
    "case.opinion_given": ("专家答复", "check"),
    "case.proposal_withdrawn": ("撤回报批", "arrow-back-up"),
    "case.proposal_redirected": ("改报", "send"),
    "case.unstaffed": ("不再担任", "user-check"),
    "case.proposal_passed": ("审批同意", "check"),
    "case.proposal_returned": ("退回上一级", "arrow-back-up"),
    "case.opinions_answered": ("答复审核意见", "message"),
    "case.proved": ("填写事实证据对照", "pencil"),
    "case.consulted": ("请外部提意见", "send"),
    "case.consultation_withdrawn": ("撤回外部链接", "arrow-back-up"),
    "case.consultation_declared": ("外部人员声明利害关系", "user-check"),
    "case.consultation_looked": ("外部人员查看", "search"),
    "case.consultation_answered": ("外部意见", "message"),
    "case.event": ("登记活动", "users-group"),
    "case.lesson": ("举一反三", "note"),
    "case.classed": ("登记区域和对象类别", "map-pin"),
    "case.help_link": ("重新生成协助链接", "link"),
    "case.exchanged": ("公检法往来", "send"),
    "case.exchange_answered": ("往来的答复", "message-forward"),
    "case.educated": ("教育和承诺", "message"),
    "case.education_revisited": ("教育回访", "history"),
    "case.education_led": ("承诺没有履行，接着办", "send"),
    "case.number_entered": ("登记外部编号", "link-plus"),
    "case.number_struck": ("撤销外部编号", "unlink"),
    "case.split_off": ("分案而来", "arrows-split"),
}
MOST_TITLE: Final = 40
WITHOUT_STEP: Final[Mapping[str, str]] = {
    "ADD_PARTY": "增加当事人",
    "ADD_CAUSE": "增加案由",
    "HANDED_ON": "对方接收移送",
    "SENT_BACK": "对方不接收移送",
    "RECEIVE": "接收移送",
    "DESIGNATE": "指定管辖",
    "JOIN": "并案",
    "ASK_HELP": "请求协助",
    "HELP": "协助答复",
    "ANSWER": "答复法律问题",
}
SAID: Final = ("reason", "answer", "why", "adviser", "opinion")
"""what is told of an entry beside the rows"""
OWN_PAGES: Final[Mapping[Step, str]] = {
    Step.REVIEW: "cases:review",
    Step.CORRECT: "cases:review",
    Step.DELIBERATE: "cases:deliberation",
    Step.HOLD_HEARING: "cases:hearing",
}
"""steps whose forms are pages of their own"""


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
    if step in OWN_PAGES:
        own = {"party": target.party, "cause": target.cause}
        return f"{reverse(OWN_PAGES[step], args=[case.pk])}?{urlencode(own)}"
    query = {"step": step.value, "party": target.party, "cause": target.cause, "ref": target.ref}
    return f"{reverse('cases:step', args=[case.pk])}?{urlencode({k: v for k, v in query.items() if v})}"


def next_steps_shown(
    case: Case, outlook: Outlook, known: Known, roles: frozenset[Role], names: Mapping[str, str]
) -> tuple[list[NextStep], list[NextStep]]:
    """Return what is open, the actor's own first, and what is not, with what stands in its way."""
    several = len(known.facts.charges) > 1

    def shown(step: Step, target: Target, breaches: tuple[Breach, ...] = ()) -> NextStep:
        whom = "、".join(
            text
            for text in (
                names.get(target.party, target.party) if several else "",
                whom_words(known, step, target),
            )
            if text
        )
        said, mine = policies.post_name(step), policies.may_take(roles, step)
        return NextStep(step, target, whom, step_href(case, step, target), mine, said, breaches)

    open_ = [shown(one.step, one.target) for one in outlook.steps]
    stopped = [shown(one.step, one.target, one.breaches) for one in outlook.blocked]
    order = list(Step)
    open_.sort(key=lambda one: (one.step in ASIDE, not one.mine, order.index(one.step)))
    return open_, stopped


def whom_words(known: Known, step: Step, target: Target) -> str:
    """Return of which document, thing, inspection or piece a step speaks, as people call it."""
    if step in SERVING:
        return title_of_paper(target.ref)
    return title_of(known, target.ref) if target.ref else ""


def first_of(known: Known, target: Target) -> dict[str, str]:
    """Return what a form of service begins with: handed over, and signed for by who signs first of all."""
    party = next((each for each in known.facts.parties if each.id == target.party), None)
    return {"mode": Mode.DIRECT.value} | ({"receiver": first_receiver(party).value} if party is not None else {})


def offered(known: Known) -> dict[str, list[tuple[str, str]]]:
    """Return the choices that depend on the case."""
    facts = known.facts
    pieces = [
        (each.id, known.details.get(("evidence", place), {}).get("title", each.id))
        for place, each in enumerate(facts.evidence)
    ]
    return {
        "officer": [(name, name) for name in policies.pending_recusals(facts)],
        "exhibit": [("", "不填"), *pieces],
    }


def title_of(known: Known, ref: str) -> str:
    """Return what people call a thing, an inspection or what is preserved; its number where nobody named it."""
    for table in ("things", "inspections", "preservations"):
        for place, row in enumerate(getattr(known.facts, table)):
            if row.id == ref:
                return mask_personal(known.details.get((table, place), {}).get("what", ""))[:MOST_TITLE] or ref
    return ref


def main_step(
    open_: Sequence[NextStep], asked: Collection[tuple[str, str, str, str]], *, handles: bool
) -> NextStep | None:
    """Return what the case waits for from this person: an own step, or for handlers one to put before a head."""
    sent = {(one.target[:2], one.target.ref.partition("-")[0]) for one in open_ if one.step is Step.RECORD_SERVICE}
    wanted = [one for one in open_ if one.step not in ASIDE and not _on_its_way(one, sent)]
    own = next((one for one in wanted if one.mine), None)
    if own is not None or not handles:
        return own
    return next((one for one in wanted if (one.step.value, *one.target) not in asked), None)


def _on_its_way(one: NextStep, sent: Collection[tuple[tuple[str, ...], str]]) -> bool:
    """Whether a document could be served once more, and waits for what becomes of an attempt."""
    return one.step is Step.SERVE and (one.target[:2], one.target.ref or Paper.DECISION.value) in sent


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
            "key": (one.rule, *one.target),
            "favours": one.limit.kind is not Kind.MUST_BY,
            "what": named_for(one.rule, one.target.ref),
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


def paper_words(facts: Mapping[str, Any]) -> list[str]:
    """Return that a step was signed on paper, and when, in words."""
    signed = facts.get("paper") or {}
    at = signed.get("signed_at") if isinstance(signed, Mapping) else facts.get("signed_at")
    return [f"纸质审批，签批时间 {at[:16].replace('T', ' ')}"] if at else []


def history_shown(
    items: Sequence[Any], names: Mapping[str, str], actors: Mapping[str, str], hiding: Hiding
) -> list[dict[str, Any]]:
    """Return what happened, newest first, in plain words."""
    found = []
    for item in items:
        facts = item.facts or {}
        title, icon = ENTRY_NAMES.get(item.action, ("办理", "check"))
        code = facts.get("step", "")
        label = label_of(code) if code in set(Step) or code in set(CaseAct) else WITHOUT_STEP.get(code, "")
        if item.action in ("case.stepped", "case.acted", "case.received", "case.joined", "case.answered"):
            title = label or title
            if "passed" in facts:
                title += "：通过" if facts["passed"] else "：退回补正"
        elif item.action == "case.entered" and facts.get("form") in ROW_FORMS:
            title = f"登记：{ROW_FORMS[facts['form']].title}"
        elif item.action.startswith("case.propos"):
            title = f"{title}：{label}"
        late = facts.get("late") or {}
        title += "（事后补录）" if late else ""
        party = names.get(facts.get("party", ""), "")
        detail = facts.get("detail") or {}
        said = [
            *said_of(code, detail),
            *(facts.get(name, "") for name in SAID),
            *paper_words(facts),
            *late_words(facts),
        ]
        found.append(
            {
                "title": f"{title}（{party}）" if party and len(names) > 1 else title,
                "at": item.at,
                "actor": "外部人员" if item.actor == BY_LINK else actors.get(item.actor, ""),
                "text": hiding.text("；".join(text for text in said if text)),
                "icon": icon,
                "tone": "warn" if late.get("overdue") else "info",
                "seq": item.seq,
            }
        )
    return found[::-1]
