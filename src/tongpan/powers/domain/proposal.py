"""The life of a change of the list: which step is open, what is still missing, and on which article that stands."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from tongpan.law.citation import Citation
from tongpan.law.verdict import LAWFUL, Breach, Verdict
from tongpan.powers.domain.holding import APL, ASSIGNMENT, DELEGATION, EFFECTS, NO_BASIS, TOWN_KINDS
from tongpan.powers.domain.kinds import GrantClass, Mode, Power, ProposalKind, ProposalStatus, Side, Stance

ASSESSMENT_MONTHS = 12
"""处罚法 24 says 定期 and gives no figure: a year unless the county sets another day."""
REASONING_LENGTH = 20
"""Fewer characters than this are no reasoning (M068)."""

REASONED = Citation(APL, 24, 1, gist="基层管理迫切需要、能够有效承接，并定期组织评估；决定应当公布")
CHECKED = Citation(APL, 24, 3, gist="加强组织协调、业务指导、执法监督")

OPEN: Mapping[str, frozenset[ProposalStatus]] = {
    "assess": frozenset({ProposalStatus.DRAFT, ProposalStatus.NEGOTIATION}),
    "negotiate": frozenset({ProposalStatus.DRAFT, ProposalStatus.NEGOTIATION}),
    "reason": frozenset({ProposalStatus.DRAFT, ProposalStatus.NEGOTIATION}),
    "submit": frozenset({ProposalStatus.DRAFT, ProposalStatus.NEGOTIATION}),
    "check": frozenset({ProposalStatus.LEGAL_CHECK}),
    "publish": frozenset({ProposalStatus.APPROVED}),
    "withdraw": frozenset(
        {ProposalStatus.DRAFT, ProposalStatus.NEGOTIATION, ProposalStatus.LEGAL_CHECK, ProposalStatus.APPROVED}
    ),
    "review": frozenset({ProposalStatus.PUBLISHED}),
}
STEPS = {
    "assess": "评估评分",
    "negotiate": "发表意见",
    "reason": "论证",
    "submit": "送审",
    "check": "合法性审核",
    "publish": "公布",
    "withdraw": "撤回",
    "review": "定期评估",
}


@dataclass(frozen=True, slots=True)
class ItemFacts:
    """What is known of one line of a proposal."""

    name: str
    body_kind: str
    power: Power
    mode: Mode
    grant_class: GrantClass = GrantClass.MAY
    has_basis: bool = False
    has_principal: bool = False
    has_term: bool = False
    negative: str = ""
    answered: Mapping[str, bool] = field(default_factory=dict)
    share: float | None = None


@dataclass(frozen=True, slots=True)
class ProposalFacts:
    """What is known of a proposal."""

    kind: ProposalKind
    status: ProposalStatus
    items: tuple[ItemFacts, ...]
    questions: tuple[tuple[str, str], ...]
    reasoning: str = ""
    stances: Mapping[Side, tuple[Stance, ...]] = field(default_factory=dict)
    in_hand_decided: bool = False


def check_step(step: str, facts: ProposalFacts) -> Verdict:
    """
    Test whether a step is open at this point.

    Law: APL 24.
    """
    if facts.status in OPEN[step]:
        return LAWFUL
    message = f"这项调整现在是“{facts.status.label}”，不能{STEPS[step]}"
    return (Breach("powers.proposal.step", message, None, "D"),)


def check_complete(facts: ProposalFacts) -> Verdict:
    """
    Test whether a proposal may go to the legal check: answered, heard on both sides, reasoned (M049, M067, M068).

    Law: APL 20, 24; Coercion Law 13, 17.
    """
    breaches: list[Breach] = []
    if not facts.items:
        breaches.append(Breach("powers.proposal.empty", "还没有列入事项，请先添加事项", None, "D"))
    for item in facts.items:
        breaches += _item_breaches(item, facts)
    breaches += _heard(facts)
    if len(facts.reasoning.strip()) < REASONING_LENGTH:
        message = "没有论证意见，不能送审和公布；请写明为什么迫切需要、凭什么能够承接"
        breaches.append(Breach("powers.proposal.reasoning", message, REASONED))
    if facts.kind is ProposalKind.RECALL and not facts.in_hand_decided:
        message = "没有写明在办案件怎么处理；法律没有统一规定，请选择原机关办结、移交或逐件决定，并说明理由"
        breaches.append(Breach("powers.recall.in_hand", message, NO_BASIS, "D"))
    return tuple(breaches)


def _heard(facts: ProposalFacts) -> list[Breach]:
    breaches = []
    for side in Side:
        stances = facts.stances.get(side, ())
        if not stances:
            message = f"还没有{side.label}的意见，请先征求意见"
            breaches.append(Breach("powers.proposal.opinion", message, CHECKED, "D"))
        elif Stance.OBJECT in stances:
            message = f"{side.label}不同意，尚未协商一致；请继续协商，或撤下有争议的事项"
            breaches.append(Breach("powers.proposal.objection", message, CHECKED, "D"))
    return breaches


def _item_breaches(item: ItemFacts, facts: ProposalFacts) -> list[Breach]:
    if facts.kind is ProposalKind.RECALL:
        return []
    breaches = []
    missing = [label for key, label in facts.questions if key not in item.answered]
    if missing:
        message = f"“{item.name}”还没有回答：{'、'.join(missing)}"
        breaches.append(Breach("powers.proposal.questions", message, REASONED, "D"))
    failed = [label for key, label in facts.questions if item.answered.get(key) is False]
    if failed:
        message = f"“{item.name}”评估为不满足：{'、'.join(failed)}；请撤下该事项或先补足条件"
        breaches.append(Breach("powers.proposal.questions_failed", message, REASONED))
    if item.share is None:
        message = f"“{item.name}”还没有按遴选标准评分"
        breaches.append(Breach("powers.proposal.scores", message, REASONED, "D"))
    return breaches + list(check_item(item))


def check_item(item: ItemFacts) -> Verdict:
    """
    Test whether one line could be lawful at all: the negative list, and the form its way of holding needs.

    Law: APL 20, 24; Coercion Law 13, 17.
    """
    breaches = []
    effect = EFFECTS[item.mode, item.power]
    to_town = item.body_kind in TOWN_KINDS and item.mode in (Mode.ASSIGNED, Mode.DELEGATED)
    if to_town and (item.negative or item.grant_class is GrantClass.MUST_NOT):
        message = (
            f"“{item.name}”列入不宜下放负面清单（{item.negative or '不宜放'}），不能交由乡镇、街道；请由部门继续行使"
        )
        breaches.append(Breach("powers.negative_list", message, ASSIGNMENT))
    if not effect.lawful:
        breaches.append(Breach("powers.not_transferable", f"“{item.name}”：{effect.refusal}", effect.citation))
    if item.mode is Mode.ASSIGNED and item.body_kind not in TOWN_KINDS:
        message = f"“{item.name}”：赋权只能交由乡镇人民政府、街道办事处，请改选承接机关或行使方式"
        breaches.append(Breach("powers.wrong_body", message, ASSIGNMENT))
    if item.mode in (Mode.DELEGATED, Mode.POSTED) and not item.has_principal:
        message = f"“{item.name}”：{item.mode.label}须写明委托或派出的机关"
        breaches.append(Breach("powers.no_principal", message, effect.citation))
    if item.mode is Mode.DELEGATED and not item.has_term:
        breaches.append(Breach("powers.no_term", f"“{item.name}”：委托须载明期限，请填写失效日期", DELEGATION))
    if effect.lawful and effect.needs_basis and not item.has_basis:
        message = f"“{item.name}”：{item.mode.label}取得{item.power.label}权须另列明确依据，请填写依据"
        breaches.append(Breach("powers.no_basis", message, effect.citation))
    return tuple(breaches)
