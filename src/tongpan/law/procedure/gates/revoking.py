"""The organ corrects its own decision (主动改正、重新处理): APL 75 ¶2."""

from typing import Final

from tongpan.law.citation import Citation
from tongpan.law.facts import Decision, Notice, Remedy
from tongpan.law.facts.rounds import OF_A_ROUND, begun_at
from tongpan.law.facts.words import FELLED, Outcome, RemedyKind
from tongpan.law.penalty.disclosure import WITHDRAW
from tongpan.law.procedure.adapting import proposed_punishment, punishment_of
from tongpan.law.procedure.gate import gate
from tongpan.law.procedure.gates.closing import PENDING, unrestored
from tongpan.law.procedure.gates.enforcing import ENDED
from tongpan.law.procedure.view import ChargeView, last
from tongpan.law.remedies.answering import REDO, Redo, check_redo
from tongpan.law.titles import LITIGATION_LAW, RECONSIDERATION_LAW
from tongpan.law.verdict import LAWFUL, Breach, Verdict

CHANGED_IN_RECONSIDERATION: Final = Citation(
    RECONSIDERATION_LAW,
    65,
    2,
    item=2,
    figures=("被申请人改变原违法行政行为，申请人仍要求撤销或者确认该行政行为违法",),
    gist="复议期间改变原行为，申请人仍可以要求确认违法",
)
CHANGED_IN_SUIT: Final = Citation(
    LITIGATION_LAW,
    74,
    2,
    item=2,
    figures=("被告改变原违法行政行为，原告仍要求确认原行政行为违法的",),
    gist="诉讼期间改变原行为，原告仍可以要求确认违法",
)
OBEYED: Final = Citation(
    RECONSIDERATION_LAW, 77, 1, figures=("被申请人应当履行行政复议决定书",), gist="被申请人应当履行复议决定"
)
BOUND: Final = Citation(
    LITIGATION_LAW, 94, figures=("当事人必须履行人民法院发生法律效力的判决",), gist="当事人必须履行生效判决"
)
REDONE: Final = Citation(
    LITIGATION_LAW, 71, figures=("不得以同一的事实和理由",), gist="判决重作的不得作出基本相同的行为"
)

DURING: Final = {
    RemedyKind.RECONSIDERATION: Breach(
        "revocation.pending.reconsideration",
        "行政复议还没有终结：撤销不终结复议，申请人可以继续要求确认原决定违法",
        CHANGED_IN_RECONSIDERATION,
        "C",
        "撤销后把撤销决定书书面告知行政复议机关，并等其作出结论",
    ),
    RemedyKind.LITIGATION: Breach(
        "revocation.pending.litigation",
        "行政诉讼还没有终结：撤销不终结诉讼，原告可以继续要求确认原决定违法",
        CHANGED_IN_SUIT,
        "C",
        "撤销后把撤销决定书书面告知人民法院，并等其作出裁判",
    ),
}
UPHELD: Final = {
    RemedyKind.RECONSIDERATION: Breach(
        "revocation.upheld.reconsideration",
        "行政复议已经维持原决定，本机关能不能自行撤销没有查到明文规定",
        OBEYED,
        "C",
        "先书面听取行政复议机关的意见，由负责人写明发现了什么错误",
    ),
    RemedyKind.LITIGATION: Breach(
        "revocation.upheld.litigation",
        "人民法院已经维持原决定，本机关能不能自行撤销没有查到明文规定",
        BOUND,
        "C",
        "先书面听取人民法院的意见，由负责人写明发现了什么错误",
    ),
}
PUBLISHED: Final = Breach("reopening.published", "撤销的决定还在公开，没有撤回", WITHDRAW, missing="先撤回公开信息")
ENFORCED: Final = Breach("reopening.enforcing", "撤销的决定还在强制执行", ENDED, missing="先终结执行")
SAME_AFTER_SUIT: Final = Breach(
    "remedies.redo.same_after_suit",
    "不得以同一的事实和理由作出与被撤销的行为基本相同的行为",
    REDONE,
    missing="补充调查，或者改变处理内容",
)
SAME_UNORDERED: Final = {
    kind: Breach(
        "remedies.redo.same_unordered",
        "原决定已经被撤销或者确认无效，又以同一事实和理由作出基本相同的决定，等于不执行该复议决定、判决",
        cited,
        "D",
        "补充调查，或者改变处理内容；确需这样处理的，由负责人写明理由",
        "ADR-0059",
    )
    for kind, cited in {RemedyKind.RECONSIDERATION: REDO, RemedyKind.LITIGATION: REDONE}.items()
}
PROCEDURE_AFTER_SUIT: Final = Breach(
    "remedies.redo.procedure_after_suit",
    "法院只以违反法定程序为由撤销的，能不能以同一事实和理由再作，请核对判决和司法解释",
    REDONE,
    "C",
    "由法制审核人员写明意见",
)


@gate(
    "revocation.pending.reconsideration",
    "revocation.pending.litigation",
    "revocation.upheld.reconsideration",
    "revocation.upheld.litigation",
)
def undisputed(view: ChargeView) -> Verdict:
    """
    Warn whom a revocation concerns besides the party: a body that is deciding on the decision, or has upheld it.

    Law: APL 75 ¶2; ARL 65 ¶2(2), 77 ¶1; ALL 74 ¶2(2), 94.
    Reading: no text at hand forbids either, so neither stops the organ (ADR-0056).
    """
    found = [DURING[each.kind] for each in view.remedies if each.ended_at is None]
    found += [UPHELD[each.kind] for each in view.remedies if each.outcome is Outcome.UPHELD]
    return tuple(dict.fromkeys(found))


def begins_a_round(view: ChargeView) -> bool:
    """
    Tell whether this moment is later than all that belongs to the round that ends: a moment tells the rounds apart.

    Law: none; keeping of records.
    """
    return all(begun_at(row) < view.case.at for table in OF_A_ROUND for row in view.rows.get(table, ()))


@gate("closing.pending", "closing.unrestored", "reopening.published", "reopening.enforcing")
def undone(view: ChargeView) -> Verdict:
    """
    Test that what the revoked decision brought about is undone before the charge is looked into again.

    Law: APL 48 ¶2; ACL 40(4), 41; ARL 46 ¶1; ALL 35.
    """
    shown = [each for each in view.rows.get("disclosures", ()) if each.at is not None]
    running = view.enforcement is not None and view.enforcement.ended_at is None
    points = (
        (view.pending, PENDING),
        (view.revoked is not None and view.revoked.restored_at is None, unrestored(view)),
        (any(each.withdrawn_at is None for each in shown), PUBLISHED),
        (running, ENFORCED),
    )
    return tuple(breach for open_, breach in points if open_)


@gate(
    "remedies.redo.same",
    "remedies.redo.same_after_suit",
    "remedies.redo.procedure_after_suit",
    "remedies.redo.same_unordered",
)
def redo_differs(view: ChargeView) -> Verdict:
    """
    Test that a decision which a remedy revoked is not simply made again.

    Law: ARL 64 ¶2; ALL 71.
    Reading: facts and reasons are the same where neither evidence nor the article is new (ADR-0056); where the decision
    was revoked or void and nobody ordered a new one, no text forbids the same, and a head may go on with a reason
    (ADR-0059).
    """
    remedies = view.earlier.get("remedies", [])
    remedy: Remedy | None = last([each for each in remedies if each.outcome in FELLED])
    if view.reopened is None or remedy is None:
        return LAWFUL
    before: Decision | None = last([each for each in view.earlier.get("decisions", []) if each.at <= remedy.at])
    if before is None or before.penalty is None:
        return LAWFUL
    told: Notice | None = last([each for each in view.earlier.get("notices", []) if each.at <= before.at])
    redo = Redo(
        same_facts_and_reasons=(
            {each.id for each in view.evidence} <= set(before.evidence)
            and told is not None
            and told.law == view.charge.law
        ),
        same_content=proposed_punishment(view) == punishment_of(before.penalty),
        revoked_for_procedure_only=view.reopened.procedural and remedy.kind is RemedyKind.RECONSIDERATION,
    )
    found = check_redo(redo)
    if not found:
        return LAWFUL
    if view.reopened.procedural and remedy.kind is RemedyKind.LITIGATION:
        return (PROCEDURE_AFTER_SUIT,)
    if remedy.outcome is not Outcome.REDONE:
        return (SAME_UNORDERED[remedy.kind],)
    return found if remedy.kind is RemedyKind.RECONSIDERATION else (SAME_AFTER_SUIT,)
